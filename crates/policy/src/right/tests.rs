use format::{DistributionId, License, Names, Term};

use super::*;
use crate::testing::{ISSUED, addition, feature, features, license, number, product};

fn distribution() -> Distribution {
    let mut distribution = Distribution::new(DistributionId::new("demo").unwrap(), Names::default());
    distribution.update_feature = Some(feature(7));
    distribution
}

fn release(day: u64) -> Release {
    Release::new("1.0".to_owned(), 1, ISSUED.day(day), Vec::new(), Vec::new())
}

fn granting(grants: impl IntoIterator<Item = Grant>) -> State {
    let mut license = license();
    license.grants.extend(grants);
    State::of(&license, &[])
}

fn updates() -> Grant {
    Grant::new(product(1), features(7, 1))
}

fn right_at(state: &State, released: u64, today: u64) -> Right {
    right(&distribution(), &release(released), &[state], ISSUED.day(today))
}

#[test]
fn a_release_of_the_last_day_is_covered_and_one_of_the_next_second_is_not() {
    let state = granting([updates().until(ISSUED.day(10))]);
    let covered = Right::Covered { license: number(1), until: Some(ISSUED.day(10)) };
    let mut release = release(10);
    assert_eq!(right(&distribution(), &release, &[&state], ISSUED.day(500)), covered);
    release.date = ISSUED.day(10).plus_seconds(1);
    let ended = Right::Ended { license: number(1), on: ISSUED.day(10) };
    assert_eq!(right(&distribution(), &release, &[&state], ISSUED.day(1)), ended, "the clock does not help");
}

#[test]
fn releases_from_before_the_grant_began_are_covered_once_it_has_begun() {
    let state = granting([updates().from(ISSUED.day(5)).until(ISSUED.day(10))]);
    assert_eq!(right_at(&state, 1, 4), Right::NotYet { license: number(1), from: ISSUED.day(5) });
    assert!(right_at(&state, 1, 5).is_given());
}

#[test]
fn a_release_between_two_subscriptions_is_covered_by_the_second() {
    let first = updates().until(ISSUED.day(10));
    let second = updates().from(ISSUED.day(20)).until(ISSUED.day(30));
    assert!(right_at(&granting([first.clone(), second]), 15, 20).is_given());
    assert!(matches!(right_at(&granting([first]), 15, 20), Right::Ended { .. }));
}

#[test]
fn the_right_that_reaches_farthest_counts() {
    let grants = [updates().until(ISSUED.day(10)), updates(), updates().until(ISSUED.day(30))];
    assert_eq!(right_at(&granting(grants), 1, 1), Right::Covered { license: number(1), until: None });
}

#[test]
fn a_free_distribution_needs_no_license() {
    let mut distribution = distribution();
    distribution.is_free = true;
    assert_eq!(right(&distribution, &release(1), &[], ISSUED.day(1)), Right::Free);
    distribution.is_free = false;
    assert_eq!(right(&distribution, &release(1), &[], ISSUED.day(1)), Right::NoLicense);
}

#[test]
fn with_an_update_feature_only_that_feature_counts() {
    let state = granting([Grant::new(product(1), features(8, 1))]);
    let mut distribution = distribution();
    distribution.products = vec![product(1)];
    assert_eq!(right(&distribution, &release(1), &[&state], ISSUED.day(1)), Right::NoLicense);
}

#[test]
fn without_an_update_feature_a_product_or_the_trial_of_the_distribution_counts() {
    let mut distribution = distribution();
    (distribution.update_feature, distribution.products) = (None, vec![product(1)]);
    distribution.trial_product = Some(product(2));
    let of = |number: u32| granting([addition(number, Term::Perpetual).grant(ISSUED.day(0), ISSUED.day(0))]);
    let given =
        [1, 2, 3].map(|number| right(&distribution, &release(1), &[&of(number)], ISSUED.day(1)).is_given());
    assert_eq!(given, [true, true, false]);
    (distribution.products, distribution.trial_product) = (Vec::new(), None);
    assert_eq!(right(&distribution, &release(1), &[&of(1)], ISSUED.day(1)), Right::NoLicense);
}

#[test]
fn of_several_licenses_the_best_is_named_whatever_their_order() {
    let other = License::new(number(2), license().customer, ISSUED.time());
    let mut other = State::of(&other, &[]).next_revision(&other, ISSUED.time());
    other.grants = vec![updates().until(ISSUED.day(30))];
    let (one, other) = (granting([updates().until(ISSUED.day(10))]), State::of(&other, &[]));
    let best = Right::Covered { license: number(2), until: Some(ISSUED.day(30)) };
    for states in [[&one, &other], [&other, &one]] {
        assert_eq!(right(&distribution(), &release(1), &states, ISSUED.day(1)), best);
    }
}
