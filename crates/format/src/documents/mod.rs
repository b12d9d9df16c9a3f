//! The payloads: what the documents say (SPEC §4 to §9).

pub mod bulletin;
pub mod catalog;
pub(crate) mod coupon;
pub(crate) mod event;
pub(crate) mod forked;
pub(crate) mod grant;
pub(crate) mod license;
mod payload;
pub(crate) mod receipt;
pub(crate) mod request;
pub(crate) mod root;
pub(crate) mod unverified_keys;

pub use payload::{Extensions, Numbered, Payload};
