use format::{Grant, UnixTime};

/// How a set of grants stands at a moment.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// A grant covers the moment.
    InForce {
        /// The last second up to which grants follow each other without a gap; `None`: for ever.
        until: Option<UnixTime>,
    },
    /// All have ended, but the signed days of grace have not.
    InGrace {
        /// The last second of the grant that ended last.
        ended: UnixTime,
        /// The last second of grace.
        until: UnixTime,
    },
    /// None covers the moment, one begins later.
    NotYet {
        /// The first second of the one that begins first.
        from: UnixTime,
    },
    /// All have ended.
    Ended {
        /// The last second of the one that ended last.
        on: UnixTime,
    },
    /// There is none.
    Never,
}

impl Standing {
    /// How `grants` stand at `moment`, each with `grace_days` after its end.
    pub(crate) fn of<'g, I>(grants: I, moment: UnixTime, grace_days: u32) -> Self
    where
        I: Iterator<Item = &'g Grant> + Clone,
    {
        if grants.clone().any(|grant| grant.covers(moment)) {
            return Self::InForce { until: end_without_gap(grants, moment) };
        }
        let ended = grants.clone().filter_map(|grant| grant.until).filter(|until| *until < moment).max();
        let begins = grants.filter_map(|grant| grant.from).filter(|from| moment < *from).min();
        match (ended, begins) {
            (Some(ended), _) if moment <= ended.plus_days(grace_days) => {
                Self::InGrace { ended, until: ended.plus_days(grace_days) }
            }
            (_, Some(from)) => Self::NotYet { from },
            (Some(on), None) => Self::Ended { on },
            (None, None) => Self::Never,
        }
    }

    /// Whether a use is permitted, with a warning or without.
    pub fn is_permitted(self) -> bool {
        matches!(self, Self::InForce { .. } | Self::InGrace { .. })
    }
}

/// The last second up to which `grants` cover every second from `moment` on.
fn end_without_gap<'g>(
    grants: impl Iterator<Item = &'g Grant> + Clone,
    moment: UnixTime,
) -> Option<UnixTime> {
    let mut next = moment;
    loop {
        // Each round ends later than the one before, so there are no more rounds than grants.
        let covering = grants.clone().filter(|grant| grant.covers(next));
        match covering.map(|grant| grant.until).max_by_key(|until| until.unwrap_or(UnixTime::MAX)) {
            None => return Some(UnixTime::new(next.seconds() - 1)),
            Some(None) => return None,
            Some(Some(UnixTime::MAX)) => return Some(UnixTime::MAX),
            Some(Some(until)) => next = until.plus_seconds(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use format::{FeatureId, Features, Limit, ProductId};

    use super::*;

    fn grant(from: Option<u64>, until: Option<u64>) -> Grant {
        let features = Features::from([(FeatureId::new(1).unwrap(), Limit::Unlimited)]);
        let mut grant = Grant::new(ProductId::new(1).unwrap(), features);
        (grant.from, grant.until) = (from.map(UnixTime::new), until.map(UnixTime::new));
        grant
    }

    fn standing(grants: &[Grant], moment: u64, grace_days: u32) -> Standing {
        Standing::of(grants.iter(), UnixTime::new(moment), grace_days)
    }

    #[test]
    fn grants_hold_from_their_first_through_their_last_second() {
        let grants = [grant(Some(100), Some(200))];
        assert_eq!(standing(&grants, 99, 0), Standing::NotYet { from: UnixTime::new(100) });
        assert_eq!(standing(&grants, 100, 0), Standing::InForce { until: Some(UnixTime::new(200)) });
        assert_eq!(standing(&grants, 200, 0), Standing::InForce { until: Some(UnixTime::new(200)) });
        assert_eq!(standing(&grants, 201, 0), Standing::Ended { on: UnixTime::new(200) });
        assert_eq!(standing(&[], 201, 0), Standing::Never);
    }

    #[test]
    fn grace_is_counted_from_the_last_second_and_holds_through_its_own() {
        let grants = [grant(None, Some(200))];
        let (ended, until) = (UnixTime::new(200), UnixTime::new(200 + 2 * 86_400));
        assert_eq!(standing(&grants, 201, 2), Standing::InGrace { ended, until });
        assert_eq!(standing(&grants, until.seconds(), 2), Standing::InGrace { ended, until });
        assert_eq!(standing(&grants, until.seconds() + 1, 2), Standing::Ended { on: ended });
    }

    #[test]
    fn grants_that_follow_each_other_end_with_the_last_of_them() {
        let renewed = [grant(Some(201), Some(300)), grant(Some(100), Some(200))];
        assert_eq!(standing(&renewed, 150, 0), Standing::InForce { until: Some(UnixTime::new(300)) });
        let with_a_gap = [grant(Some(202), Some(300)), grant(Some(100), Some(200))];
        assert_eq!(standing(&with_a_gap, 150, 0), Standing::InForce { until: Some(UnixTime::new(200)) });
        let for_ever = [grant(Some(201), None), grant(Some(100), Some(200))];
        assert_eq!(standing(&for_ever, 150, 0), Standing::InForce { until: None });
    }

    #[test]
    fn in_a_gap_the_next_beginning_is_told_unless_grace_bridges_it() {
        let grants = [grant(None, Some(200)), grant(Some(1_000_000), None)];
        assert_eq!(standing(&grants, 500, 0), Standing::NotYet { from: UnixTime::new(1_000_000) });
        assert!(matches!(standing(&grants, 500, 1), Standing::InGrace { .. }));
    }

    #[test]
    fn the_end_of_time_is_an_end() {
        let grants = [grant(None, Some(UnixTime::MAX.seconds()))];
        assert_eq!(standing(&grants, 0, 0), Standing::InForce { until: Some(UnixTime::MAX) });
    }
}
