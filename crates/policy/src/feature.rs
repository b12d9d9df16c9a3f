use std::cmp::Ordering;
use std::num::NonZeroU32;

use format::{FeatureId, Grant, Limit, UnixTime};

use crate::Standing;

/// How much of one feature there is at a moment.
///
/// Grants are never added up: where several cover the moment, the greatest limit counts (SPEC §4.4), so that a coupon
/// for more users names the new total.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct FeatureAnswer {
    /// The feature.
    pub feature: FeatureId,
    /// How it stands; its end is that of the limit below, a lower limit may go on after it.
    pub standing: Standing,
    /// The greatest limit of the grants that cover the moment, or of those in grace; `None` where there is none.
    pub limit: Option<Limit>,
    /// Whether only trials give this limit.
    pub is_trial: bool,
    /// On how many different days it may be used, where only trials that count them give this limit.
    pub days_of_use: Option<u32>,
}

impl FeatureAnswer {
    pub(crate) fn of(feature: FeatureId, grants: &[Grant], moment: UnixTime, grace_days: u32) -> Self {
        let granting = grants.iter().filter(|grant| grant.features.contains_key(&feature));
        let standing = Standing::of(granting.clone(), moment, grace_days);
        let counts = |grant: &&Grant| match standing {
            Standing::InForce { .. } => grant.covers(moment),
            Standing::InGrace { .. } => {
                grant.until.is_some_and(|until| until < moment && moment <= until.plus_days(grace_days))
            }
            _ => false,
        };
        let limit = granting.clone().filter(counts).filter_map(|grant| limit_of(grant, feature)).max();
        let Some(limit) = limit else {
            return Self { feature, standing, limit: None, is_trial: false, days_of_use: None };
        };
        let with_limit = granting.filter(|grant| limit_of(grant, feature) >= Some(limit));
        Self {
            feature,
            standing: Standing::of(with_limit.clone(), moment, grace_days),
            limit: Some(limit),
            is_trial: with_limit.clone().filter(counts).all(|grant| grant.is_trial),
            days_of_use: with_limit
                .filter(counts)
                .map(|grant| grant.days_of_use)
                .max_by(most_days)
                .flatten()
                .map(NonZeroU32::get),
        }
    }

    /// Whether a use of the feature is permitted, with a warning or without.
    pub fn is_permitted(&self) -> bool {
        self.standing.is_permitted()
    }

    /// The last second for which the limit is granted; `None`: for ever, or not at all.
    pub fn until(&self) -> Option<UnixTime> {
        match self.standing {
            Standing::InForce { until } => until,
            Standing::InGrace { ended, .. } => Some(ended),
            Standing::Ended { on } => Some(on),
            Standing::NotYet { .. } | Standing::Never => None,
        }
    }
}

/// No days of use are more than any number of them.
fn most_days(one: &Option<NonZeroU32>, other: &Option<NonZeroU32>) -> Ordering {
    let days = |days: &Option<NonZeroU32>| days.map_or(u32::MAX, NonZeroU32::get);
    days(one).cmp(&days(other))
}

fn limit_of(grant: &Grant, feature: FeatureId) -> Option<Limit> {
    grant.features.get(&feature).copied()
}

#[cfg(test)]
mod tests {
    use format::{Features, ProductId};

    use super::*;

    const FEATURE: FeatureId = FeatureId::new(7).unwrap();

    fn grant(limit: u32, until: Option<u64>) -> Grant {
        let limit = Limit::count(limit).unwrap_or(Limit::Unlimited);
        let mut grant = Grant::new(ProductId::new(1).unwrap(), Features::from([(FEATURE, limit)]));
        grant.until = until.map(UnixTime::new);
        grant
    }

    fn answer(grants: &[Grant], moment: u64) -> FeatureAnswer {
        FeatureAnswer::of(FEATURE, grants, UnixTime::new(moment), 0)
    }

    #[test]
    fn the_greatest_limit_counts_and_limits_are_not_added() {
        assert_eq!(answer(&[grant(10, None), grant(50, None)], 0).limit, Limit::count(50));
        assert_eq!(answer(&[grant(0, None), grant(50, None)], 0).limit, Some(Limit::Unlimited));
    }

    #[test]
    fn the_end_is_that_of_the_limit() {
        let grants = [grant(10, Some(900)), grant(50, Some(500))];
        let at_first = answer(&grants, 500);
        assert_eq!((at_first.limit, at_first.until()), (Limit::count(50), Some(UnixTime::new(500))));
        let later = answer(&grants, 501);
        assert_eq!((later.limit, later.until()), (Limit::count(10), Some(UnixTime::new(900))));
    }

    #[test]
    fn a_feature_is_a_trial_only_where_nothing_else_gives_as_much() {
        assert!(answer(&[grant(10, None), grant(50, None).trial()], 0).is_trial);
        assert!(!answer(&[grant(50, None), grant(50, None).trial()], 0).is_trial);
        assert!(!answer(&[grant(10, None), grant(50, Some(5)).trial()], 6).is_trial);
    }

    #[test]
    fn grace_is_only_where_nothing_covers_the_moment() {
        let grants = [grant(50, Some(100)), grant(10, Some(200))];
        let covered = FeatureAnswer::of(FEATURE, &grants, UnixTime::new(150), 1);
        assert_eq!((covered.limit, covered.until()), (Limit::count(10), Some(UnixTime::new(200))));
        assert!(matches!(covered.standing, Standing::InForce { .. }));
    }

    #[test]
    fn grace_keeps_the_limit_of_what_has_just_ended() {
        let grants = [grant(10, Some(100)), grant(50, Some(200))];
        let in_grace = FeatureAnswer::of(FEATURE, &grants, UnixTime::new(201), 1);
        assert_eq!(in_grace.limit, Limit::count(50));
        assert!(matches!(in_grace.standing, Standing::InGrace { .. }));
        assert_eq!(answer(&grants, 201).limit, None);
        assert_eq!(answer(&[], 201).standing, Standing::Never);
    }
}
