//! Licenses, coupons and catalogs signed on another machine: prepared here, signed there, assembled here.

mod assemble;
mod code;
mod kind;
mod prepare;
mod review;

pub use assemble::Assembled;
pub use code::{batch_code, change_code};
pub use kind::CarriedKind;
pub use review::{BatchOffer, BatchSummary, OfferKind, ReviewedBatch};
