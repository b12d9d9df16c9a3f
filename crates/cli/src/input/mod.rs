//! What people type, as values: targets, ranges, names and texts by language, products with their features.

mod by_language;
mod error;
mod features;
mod target;

pub(crate) use by_language::{LanguageFile, Named, names};
pub(crate) use error::InputError;
pub(crate) use features::{FeatureLimit, feature_limit};
pub(crate) use target::{range, target};
