use format::{FeatureId, Limit};

use super::InputError;

/// A feature with its limit: `1=5`, or `1=unlimited`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct FeatureLimit {
    pub(crate) feature: FeatureId,
    pub(crate) limit: Limit,
}

/// Reads `FEATURE=LIMIT`; the limit is a number from 1 or `unlimited`.
pub(crate) fn feature_limit(text: &str) -> Result<FeatureLimit, InputError> {
    let read = || {
        let (feature, limit) = text.split_once('=')?;
        let feature = FeatureId::new(feature.trim().parse().ok()?)?;
        let limit = match limit.trim() {
            "unlimited" => Limit::Unlimited,
            number => Limit::count(number.parse().ok()?)?,
        };
        Some(FeatureLimit { feature, limit })
    };
    read().ok_or_else(|| InputError::Feature { text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_from_one_or_none() {
        assert_eq!(feature_limit("1=5").unwrap().limit, Limit::count(5).unwrap());
        assert_eq!(feature_limit("2=unlimited").unwrap().limit, Limit::Unlimited);
        for wrong in ["1", "=1", "1=", "0=1", "1=0", "1=-1", "1=5.5", "1=4294967296"] {
            assert!(feature_limit(wrong).is_err(), "{wrong}");
        }
    }
}
