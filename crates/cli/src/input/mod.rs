//! What people type, as values: numbers, targets, ranges, names and texts by language, products with their features.

mod by_language;
mod error;
mod expiry;
mod features;
mod free_field;
mod number;
mod product;
mod reason;
mod target;

pub(crate) use by_language::{LanguageFile, Named, merge_names, names, once_each};
pub(crate) use error::InputError;
pub(crate) use expiry::{Expiry, expiry};
pub(crate) use features::{FeatureLimit, feature_limit};
pub(crate) use free_field::{FreeField, free_field};
pub(crate) use number::{
    batch_number, coupon_number, customer_number, distribution_id, distributor_number, feature_id, is_kind,
    license_number, product_id,
};
pub(crate) use product::ProductRef;
pub(crate) use reason::reason;
pub(crate) use target::{range, target};
