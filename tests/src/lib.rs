//! What the end-to-end tests share: the built programs, a shell to run them in, prepared folders, transcripts, vectors.
//!
//! ```no_run
//! let shop = tests::Shop::get();
//! let ran = shop.shell().run("keyslip-site check license.kslicense --at 2026-09-02");
//! assert_eq!(ran.exit, 0);
//! ```

mod known;
mod programs;
mod shared;
mod shell;
pub mod shop;
mod skip;
mod small_disk;
mod snapshot;
mod transcript;
pub mod vectors;

pub use known::known_tests;
pub use programs::{Programs, programs, programs_with_faults};
pub use shared::{shared, workspace};
pub use shell::{Ran, Shell};
pub use shop::Shop;
pub use skip::skip;
pub use small_disk::SmallDisk;
pub use snapshot::Snapshot;
pub use transcript::{Transcript, transcripts};
