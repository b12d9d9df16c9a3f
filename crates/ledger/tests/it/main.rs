//! The ledger from outside: what a vendor's program does with it, what two of them do at once, and what is found when
//! somebody edits its file.

mod bulk;
mod bulletin;
mod cancel;
mod common;
mod damage;
mod dump;
mod elsewhere;
mod engine;
mod exchange;
mod finding;
mod init;
mod kinds;
mod merging;
mod model;
mod moves;
mod places;
mod publish;
mod race;
mod records;
mod refusals;
mod reissue;
mod reports;
mod roots;
mod server;
mod story;
