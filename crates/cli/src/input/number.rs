use std::num::NonZeroU32;

use console::{Told, parse};
use format::{DistributionId, FeatureId, Number, NumberKind, ProductId};
use ledger::{CustomerNumber, DistributorNumber};

use super::InputError;

/// The number of a license: that of a coupon looks much like it.
pub(crate) fn license_number(text: &str) -> Result<Number, Told> {
    number_of(text, NumberKind::License)
}

/// The number of a coupon.
pub(crate) fn coupon_number(text: &str) -> Result<Number, Told> {
    number_of(text, NumberKind::Coupon)
}

fn number_of(text: &str, wanted: NumberKind) -> Result<Number, Told> {
    let number: Number = text.parse().map_err(|error| Told::of(&error))?;
    is_kind(number, wanted).map_err(|error| Told::of(&error))
}

/// `number` again, if it is one of the kind that is wanted.
pub(crate) fn is_kind(number: Number, wanted: NumberKind) -> Result<Number, InputError> {
    if number.kind == wanted { Ok(number) } else { Err(InputError::OtherKind { number }) }
}

/// A product's number from 1.
pub(crate) fn product_id(text: &str) -> Result<ProductId, parse::InputError> {
    from_one(text, ProductId::new)
}

/// A feature's number from 1.
pub(crate) fn feature_id(text: &str) -> Result<FeatureId, parse::InputError> {
    from_one(text, FeatureId::new)
}

/// A customer's number from 1.
pub(crate) fn customer_number(text: &str) -> Result<CustomerNumber, parse::InputError> {
    parse::count(text).map(|number| CustomerNumber::new(number.get()))
}

/// A distributor's number from 1.
pub(crate) fn distributor_number(text: &str) -> Result<DistributorNumber, parse::InputError> {
    parse::count(text).map(|number| DistributorNumber::new(number.get()))
}

/// A batch's number from 1.
pub(crate) fn batch_number(text: &str) -> Result<u32, parse::InputError> {
    parse::count(text).map(NonZeroU32::get)
}

/// A distribution's short name.
pub(crate) fn distribution_id(text: &str) -> Result<DistributionId, InputError> {
    DistributionId::new(text).ok_or_else(|| InputError::Distribution { text: text.to_owned() })
}

fn from_one<T>(text: &str, new: impl FnOnce(u32) -> Option<T>) -> Result<T, parse::InputError> {
    let number = parse::count(text).map(NonZeroU32::get)?;
    Ok(new(number).expect("any number from 1 is one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LICENSE: &str = "DEMO-MDQYY-YTFFD-866QE-1EFNY";

    #[test]
    fn a_license_is_not_taken_for_a_coupon() {
        assert!(license_number(LICENSE).is_ok());
        assert_eq!(coupon_number(LICENSE).unwrap_err().to_string(), format!("{LICENSE} is a license"));
        assert!(license_number("DEMO-1").is_err());
    }

    #[test]
    fn numbers_begin_with_one() {
        assert_eq!(product_id("1").unwrap().get(), 1);
        assert_eq!(feature_id("4294967295").unwrap().get(), u32::MAX);
        for wrong in ["", "0", "-1", "x", "4294967296"] {
            assert!(product_id(wrong).is_err() && customer_number(wrong).is_err(), "{wrong}");
        }
    }
}
