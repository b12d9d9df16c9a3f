//! The library that others embed: one door to reading, verifying and judging licenses.
//!
//! A [`Vendor`] is who you trust. It reads what a person pasted or a file holds and answers what that permits; a
//! [`Verdict`] is never a bare bool, and a [`Permit`] comes only out of a verdict.
//!
//! ```
//! use keyslip::{Fingerprint, Moment, Place, Question, UnixTime, Vendor};
//!
//! # fn now() -> UnixTime { UnixTime::new(1_790_000_000) }
//! fn may_start(root: &[u8], fingerprint: Fingerprint, license: &[u8]) -> Result<bool, Box<dyn std::error::Error>> {
//!     let vendor = Vendor::trusting(root, fingerprint)?;
//!     let license = vendor.license(license)?;
//!     let moment = Moment::new(now(), license.issued_at, None);
//!     let verdict = vendor.judge(&license, &moment, &Place::unknown(), Question::License);
//!     Ok(verdict.permit().is_ok())
//! }
//! ```
//!
//! The clock is yours to ask, and so is keeping the last time that it showed: see [`Moment`].

mod input;
mod read;
mod repair;
mod vendor;

pub use crypto::{RootError, TrustedRoot, Verified, VerifyError};
pub use format::{
    Correction, Coupon, CouponTag, Environment, Explain, Fact, FeatureId, Fingerprint, Grant, Language,
    License, Limit, Number, NumberId, NumberKind, Prefix, ProductId, RepairError, Slip, TextError, UnixTime,
};
pub use policy::{
    Case, Check, Doubt, Established, FeatureAnswer, Moment, Outcome, Permit, Place, Question, Redeemed,
    Refusal, Standing, State, Verdict, judge, may_redeem,
};
pub use read::{ReadError, read_coupon, read_license, unverified_document};
pub use repair::{Repaired, repair_coupon, repair_license};
pub use vendor::Vendor;
