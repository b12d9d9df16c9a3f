//! Changes of the root: prepared, shown, signed, assembled and installed (SPEC §5.3).

mod edit;
mod install;
mod review;

pub use edit::RootEdit;
pub(crate) use edit::check_threshold;
pub use install::RootInstalled;
pub use review::{ReviewedChange, RootDifference, SignatureCount};
