//! Which releases fit here: three answers, each with the rule that decided.

mod fit;
mod look_alike;
mod rule;

pub use fit::{Fit, Surroundings, fit, fit_target};
pub use look_alike::{mixed_script, near_miss};
pub use rule::MatchRule;
