//! Bytes <-> values: envelope, deterministic CBOR, documents, numbers and the signed text of Keyslip.

mod explain;
mod time;

pub use explain::{Explain, Fact};
pub use time::UnixTime;
