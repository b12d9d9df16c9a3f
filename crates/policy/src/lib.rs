//! What does this license permit, here, now? Pure functions: no clock, no files, no randomness.
//!
//! A [`State`] is computed from a license and the coupons redeemed on it; [`judge`] answers a question about it with a
//! [`Verdict`]; [`fit`], [`right`] and [`offer`] say which releases of a catalog suit a site, and why not the others.
//!
//! ```
//! use crypto::Verified;
//! use format::{Environment, License};
//! use policy::{Case, Moment, Place, Question, judge};
//!
//! fn may_run(license: &Verified<License>, moment: &Moment, place: &Place) -> bool {
//!     let verdict = judge(&Case::new(license, moment, place, Question::License, Environment::Production));
//!     verdict.permit().is_ok()
//! }
//! ```

mod case;
mod doubt;
mod feature;
mod judge;
mod matching;
mod moment;
mod offer;
mod place;
mod redeem;
mod refusal;
mod revocations;
mod right;
mod standing;
mod state;
#[cfg(test)]
mod testing;
mod verdict;

pub use case::{Case, Check, Question};
pub use doubt::{Doubt, Established};
pub use feature::FeatureAnswer;
pub use judge::judge;
pub use matching::{Fit, MatchRule, Surroundings, fit, fit_target, mixed_script, near_miss};
pub use moment::{CLOCK_TOLERANCE_SECONDS, Moment};
pub use offer::{Offer, Reason, Site, offer};
pub use place::{Binding, Place};
pub use redeem::{Redeemed, may_redeem};
pub use refusal::Refusal;
pub use revocations::Revocations;
pub use right::{Right, right};
pub use standing::Standing;
pub use state::State;
pub use verdict::{Outcome, Permit, Verdict};
