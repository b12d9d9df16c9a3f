//! What the end-to-end tests share.

mod skip;
pub mod vectors;

pub use skip::skipped;
