use format::catalog::{Distribution, Release};
use format::{Grant, NumberId, UnixTime};

use crate::State;

/// Whether a license gives the right to a release, and until when it gives it to later ones.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Right {
    /// The distribution is free.
    Free,
    /// A license covers the release.
    Covered {
        /// The license.
        license: NumberId,
        /// The last release date that it covers; `None`: all.
        until: Option<UnixTime>,
    },
    /// The release is dated after the end of what the license covers.
    Ended {
        /// The license whose right ended last.
        license: NumberId,
        /// The last release date that it covers.
        on: UnixTime,
    },
    /// The right has been granted and begins later.
    NotYet {
        /// The license.
        license: NumberId,
        /// When it begins.
        from: UnixTime,
    },
    /// No license gives a right to this distribution.
    NoLicense,
}

impl Right {
    /// Whether the release may be installed.
    pub fn is_given(self) -> bool {
        matches!(self, Self::Free | Self::Covered { .. })
    }
}

/// The best right that `states` give to `release`.
///
/// Rights end by the *signed release date*, never by the clock: a release dated up to the last second of a grant stays
/// available for ever, a later one is not covered (SPEC §6.4). Releases dated before the grant began are covered as
/// well: who buys a subscription today installs what is there today, and who has an old configuration needs an old
/// release. `now` only tells grants that have begun from those that begin later.
///
/// A distribution with an update feature is covered by grants of that feature; one without by grants of a product that
/// belongs to it, its trial product included. A distribution with neither, and not free, nobody has a right to.
pub fn right(distribution: &Distribution, release: &Release, states: &[&State], now: UnixTime) -> Right {
    if distribution.is_free {
        return Right::Free;
    }
    let rights = states.iter().flat_map(|state| {
        let granting = state.grants().iter().filter(|grant| gives_updates(grant, distribution));
        granting.map(|grant| of_grant(grant, state.license(), release.date, now))
    });
    rights.max_by_key(|right| rank(*right)).unwrap_or(Right::NoLicense)
}

fn gives_updates(grant: &Grant, distribution: &Distribution) -> bool {
    match distribution.update_feature {
        Some(feature) => grant.features.contains_key(&feature),
        None => {
            distribution.products.contains(&grant.product)
                || distribution.trial_product == Some(grant.product)
        }
    }
}

fn of_grant(grant: &Grant, license: NumberId, date: UnixTime, now: UnixTime) -> Right {
    match (grant.from, grant.until) {
        (Some(from), _) if now < from => Right::NotYet { license, from },
        (_, Some(on)) if on < date => Right::Ended { license, on },
        (_, until) => Right::Covered { license, until },
    }
}

/// Better rights have greater ranks; the number is last, so that the order of the states does not matter.
fn rank(right: Right) -> (u8, u64, Option<NumberId>) {
    match right {
        Right::NoLicense => (0, 0, None),
        Right::NotYet { license, from } => (1, u64::MAX - from.seconds(), Some(license)),
        Right::Ended { license, on } => (2, on.seconds(), Some(license)),
        Right::Covered { license, until } => (3, until.map_or(u64::MAX, UnixTime::seconds), Some(license)),
        Right::Free => (4, 0, None),
    }
}

#[cfg(test)]
mod tests;
