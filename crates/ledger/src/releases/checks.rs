//! What stops a publisher: the same version twice, the same place twice, a name that only looks right.

use std::collections::BTreeSet;

use format::catalog::{Bound, Release, Target};
use format::{Digest, ReleaseNumber};
use policy::mixed_script;

use super::{MixedScripts, ReleaseInput, StoredRelease};
use crate::LedgerError;

pub(super) fn check_scripts(input: &ReleaseInput) -> Result<(), LedgerError> {
    if input.mixed_scripts == MixedScripts::Allow {
        return Ok(());
    }
    let slip = input.targets.iter().find_map(|target| Some((target, mixed_script(&target.name)?)));
    match slip {
        None => Ok(()),
        Some((target, (letter, place))) => {
            Err(LedgerError::MixedScript { name: target.name.clone(), letter, place })
        }
    }
}

/// The revision of a record among `others` of its distribution.
///
/// Builds of one version for different targets are as it should be; the same version for one target with other bytes
/// needs a revision of its own, stated by the publisher.
pub(super) fn revision(
    record: &Release,
    stated: Option<u32>,
    others: &[StoredRelease],
) -> Result<u32, LedgerError> {
    let same: Vec<(&Release, &Target)> = others
        .iter()
        .map(|other| &other.record)
        .filter(|other| other.version == record.version)
        .filter_map(|other| Some((other, common_target(record, other)?)))
        .collect();
    let digests = digests(record);
    if same.iter().any(|(other, _)| digests == self::digests(other)) {
        return Err(LedgerError::ReleaseExists { version: record.version.clone() });
    }
    let newest = same.iter().max_by_key(|(other, _)| other.revision);
    let stated_or_first = stated.unwrap_or(1);
    match newest {
        Some((newest, target)) if stated_or_first <= newest.revision => {
            Err(LedgerError::SameVersionOtherBytes {
                version: record.version.clone(),
                target: target.name.clone(),
                next: newest.revision.saturating_add(1),
            })
        }
        _ => Ok(stated_or_first),
    }
}

/// The order number of a release among `others` of its distribution.
pub(super) fn order(stated: Option<u32>, others: &[StoredRelease]) -> Result<u64, LedgerError> {
    let Some(stated) = stated.map(u64::from) else {
        let newest = others.iter().map(|other| other.record.order).max();
        return Ok(newest.map_or(1, |newest| newest + 1));
    };
    match others.iter().find(|other| other.record.order == stated) {
        None => Ok(stated),
        Some(other) => Err(LedgerError::OrderTaken { order: stated, version: other.record.version.clone() }),
    }
}

/// Whether one version is older than another, where both are numbers with dots; of others only a person can tell.
pub(super) fn is_older(version: &str, other: &str) -> bool {
    matches!((version.parse::<ReleaseNumber>(), other.parse::<ReleaseNumber>()), (Ok(one), Ok(other)) if one < other)
}

fn digests(release: &Release) -> BTreeSet<Digest> {
    release.files.iter().map(|file| file.blob.digest).collect()
}

/// A target of `release` that some release of the configuration could fit together with one of `other`.
fn common_target<'a>(release: &'a Release, other: &Release) -> Option<&'a Target> {
    release.targets.iter().find(|target| other.targets.iter().any(|other| overlap(target, other)))
}

fn overlap(one: &Target, other: &Target) -> bool {
    one.kind == other.kind && one.name == other.name && !(ends_before(one, other) || ends_before(other, one))
        || fits_explicitly(one, other)
        || fits_explicitly(other, one)
}

/// Whether the upper bound of `one` lies below the lower bound of `other`.
fn ends_before(one: &Target, other: &Target) -> bool {
    match (&one.upper, &other.lower) {
        (Some(upper), Some(lower)) => is_below(upper, lower),
        _ => false,
    }
}

fn is_below(upper: &Bound, lower: &Bound) -> bool {
    upper.release < lower.release
        || upper.release == lower.release && !(upper.is_inclusive && lower.is_inclusive)
}

/// Whether a build that `one` names explicitly fits `other`, too.
fn fits_explicitly(one: &Target, other: &Target) -> bool {
    one.kind == other.kind
        && one.name == other.name
        && one.builds.iter().any(|build| {
            let is_above = other.lower.as_ref().is_none_or(|lower| lower.admits_from_below(build));
            let is_below = other.upper.as_ref().is_none_or(|upper| upper.admits_from_above(build));
            other.builds.contains(build) || is_above && is_below
        })
}

#[cfg(test)]
mod tests {
    use format::ReleaseNumber;
    use format::catalog::TargetKind;
    use policy::{Surroundings, fit_target};
    use proptest::prelude::*;

    use super::*;

    fn target(lower: Option<(&str, bool)>, upper: Option<(&str, bool)>) -> Target {
        let bound =
            |(release, is_inclusive): (&str, bool)| Bound { release: release.parse().unwrap(), is_inclusive };
        let mut target = Target::new(TargetKind::Configuration, "Розница");
        target.lower = lower.map(bound);
        target.upper = upper.map(bound);
        target
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(is_older("1.4.9", "1.4.10"));
        for (version, other) in
            [("1.4.10", "1.4.9"), ("1.4", "1.4.0"), ("1.4.9", "1.4.10-rc"), ("alpha", "beta")]
        {
            assert!(!is_older(version, other), "{version} {other}");
        }
    }

    #[test]
    fn rules_overlap_where_one_release_fits_both() {
        let below = target(None, Some(("3", false)));
        for (other, expected) in [
            (target(None, None), true),
            (target(Some(("3", true)), None), false),
            (target(Some(("2.9", true)), None), true),
        ] {
            assert_eq!(overlap(&below, &other), expected, "{other:?}");
            assert_eq!(overlap(&other, &below), expected, "{other:?}");
        }
        let up_to = target(None, Some(("3", true)));
        assert!(overlap(&up_to, &target(Some(("3", true)), None)));
        assert!(!overlap(&up_to, &target(Some(("3", false)), None)));
        let mut other_name = target(None, None);
        other_name.name = "РозницаБазовая".to_owned();
        assert!(!overlap(&below, &other_name));
    }

    #[test]
    fn an_explicit_build_overlaps_with_the_bounds_that_admit_it() {
        let mut explicit = target(Some(("5", true)), None);
        let below = target(None, Some(("3", false)));
        assert!(!overlap(&explicit, &below));
        explicit.builds = vec!["2.1".parse().unwrap()];
        assert!(overlap(&explicit, &below));
        assert!(overlap(&below, &explicit));
    }

    fn bounds() -> impl Strategy<Value = Option<Bound>> {
        prop::option::of((0..6_u32, any::<bool>()).prop_map(|(release, is_inclusive)| Bound {
            release: ReleaseNumber::new(&[release]).unwrap(),
            is_inclusive,
        }))
    }

    fn targets() -> impl Strategy<Value = Target> {
        let builds =
            prop::collection::vec((0..6_u32).prop_map(|part| ReleaseNumber::new(&[part]).unwrap()), 0..2);
        (bounds(), bounds(), builds).prop_map(|(lower, upper, builds)| {
            let mut target = target(None, None);
            (target.lower, target.upper, target.builds) = (lower, upper, builds);
            target
        })
    }

    proptest! {
        #[test]
        fn what_fits_two_rules_makes_them_overlap(one in targets(), other in targets(), part in 0..6_u32) {
            let release = ReleaseNumber::new(&[part]).unwrap();
            let here = Surroundings::configuration("Розница").release(&release);
            let fits = |target: &Target| fit_target(target, &here).is_fitting();
            prop_assert!(overlap(&one, &other) || !(fits(&one) && fits(&other)));
            prop_assert_eq!(overlap(&one, &other), overlap(&other, &one));
        }
    }
}
