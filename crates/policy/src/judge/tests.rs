use std::num::NonZeroU32;

use format::{Explain, Grant, License, Limit, UnixTime};

use super::*;
use crate::testing::{DAY, ISSUED, feature, features, license, product, verified};
use crate::{Moment, Place};

fn grant(until_day: u64) -> Grant {
    Grant::new(product(1), features(7, 10)).until(ISSUED.day(until_day))
}

fn with(grants: impl IntoIterator<Item = Grant>) -> License {
    let mut license = license();
    license.grants.extend(grants);
    license
}

fn moment(now: UnixTime) -> Moment {
    Moment::new(now, ISSUED.time(), Some(ISSUED.time()))
}

fn ask(license: &License, now: UnixTime, question: Question) -> Verdict {
    let license = verified(license);
    judge(&Case::new(&license, &moment(now), &Place::unknown(), question, Environment::Production))
}

#[test]
fn a_license_is_valid_through_its_last_second() {
    let (license, last) = (with([grant(10)]), ISSUED.day(10));
    let permitted = ask(&license, last, Question::License);
    assert_eq!((permitted.outcome(), permitted.code()), (&Outcome::Permitted, "policy.permitted"));
    let refused = ask(&license, last.plus_seconds(1), Question::License);
    let refusal = Refusal::Expired { ended: last, now: last.plus_seconds(1) };
    assert_eq!((refused.permit(), refused.code()), (Err(&refusal), "policy.expired"));
}

#[test]
fn grace_permits_with_a_warning_through_its_last_second() {
    let mut license = with([grant(10)]);
    license.grace_days = 3;
    let in_grace = ask(&license, ISSUED.day(13), Question::License);
    assert_eq!(
        in_grace.outcome(),
        &Outcome::PermittedInGrace { ended: ISSUED.day(10), until: ISSUED.day(13) }
    );
    assert_eq!(in_grace.code(), "policy.permitted-in-grace");
    assert!(in_grace.permit().unwrap().is_in_grace());
    assert!(!ask(&license, ISSUED.day(13).plus_seconds(1), Question::License).is_yes());
}

#[test]
fn a_license_is_not_valid_before_its_first_second() {
    let license = with([grant(10).from(ISSUED.day(5))]);
    let refused = ask(&license, UnixTime::new(ISSUED.day(5).seconds() - 1), Question::License);
    assert!(matches!(refused.refusal(), Some(Refusal::NotYetValid { from, .. }) if *from == ISSUED.day(5)));
    assert!(ask(&license, ISSUED.day(5), Question::License).is_yes());
}

#[test]
fn an_empty_license_is_a_yes_and_permits_no_use() {
    let verdict = ask(&license(), ISSUED.time(), Question::License);
    assert_eq!((verdict.code(), verdict.is_yes()), ("policy.empty", true));
    assert_eq!(verdict.permit(), Err(&Refusal::NoProducts));
    let asked = ask(&license(), ISSUED.time(), Question::Feature(feature(7)));
    assert_eq!(asked.refusal(), Some(&Refusal::NoProducts));
}

#[test]
fn what_is_not_granted_is_refused_by_name() {
    let license = with([grant(10)]);
    let now = ISSUED.time();
    assert!(ask(&license, now, Question::Feature(feature(7))).is_yes());
    assert!(ask(&license, now, Question::Product(product(1))).is_yes());
    let refusal = |question| ask(&license, now, question).refusal().cloned();
    assert_eq!(refusal(Question::Feature(feature(8))), Some(Refusal::NotGranted { feature: feature(8) }));
    assert_eq!(
        refusal(Question::Product(product(2))),
        Some(Refusal::ProductNotGranted { product: product(2) })
    );
}

#[test]
fn a_permit_for_a_feature_holds_its_limit() {
    let permit = ask(&with([grant(10)]), ISSUED.time(), Question::Feature(feature(7))).permit().unwrap();
    assert_eq!(permit.limit(), Limit::count(10));
    assert_eq!(permit.license(), license().number);
}

#[test]
fn the_question_decides_which_end_counts() {
    let mut later = grant(20);
    (later.product, later.features) = (product(2), features(8, 1));
    let license = with([grant(10), later]);
    let now = ISSUED.day(15);
    assert!(ask(&license, now, Question::License).is_yes());
    assert!(ask(&license, now, Question::Feature(feature(8))).is_yes());
    assert!(!ask(&license, now, Question::Feature(feature(7))).is_yes());
    assert!(!ask(&license, now, Question::Product(product(1))).is_yes());
}

#[test]
fn a_license_that_is_bound_elsewhere_is_refused_before_anything_else() {
    let mut bound = with([grant(10)]);
    bound.bindings.site = Some("plant-7".to_owned());
    let license = verified(&bound);
    let moment = moment(ISSUED.day(100));
    let judged = |place: &Place, left_out: &[Check]| {
        let case = Case::new(&license, &moment, place, Question::License, Environment::Production);
        judge(&case.leaving_out(left_out))
    };
    assert_eq!(judged(&Place::unknown().site("plant-8"), &[]).code(), "policy.bound-elsewhere");
    assert_eq!(judged(&Place::unknown(), &[]).code(), "policy.binding-unknown");
    assert_eq!(judged(&Place::unknown().site("plant-7"), &[]).code(), "policy.expired");
    let here = judged(&Place::unknown().site("plant-7"), &[]);
    let id = "plant-7".to_owned();
    assert!(here.established().contains(&Established::BoundHere { binding: Binding::Site, id }));
    let unchecked = judged(&Place::unknown(), &[Check::Binding, Check::Time]);
    assert_eq!(unchecked.code(), "policy.permitted");
    let left_out = [Doubt::LeftOut(Check::Binding), Doubt::LeftOut(Check::Time)];
    assert!(left_out.iter().all(|doubt| unchecked.doubts().contains(doubt)));
    assert!(!unchecked.established().iter().any(|known| matches!(known, Established::BoundHere { .. })));
}

#[test]
fn a_verdict_says_what_it_does_not_know() {
    let license = verified(&with([grant(10)]));
    let moment = Moment::new(UnixTime::new(ISSUED.0 - DAY), ISSUED.time(), None);
    let place = Place::unknown();
    let verdict = judge(&Case::new(&license, &moment, &place, Question::License, Environment::Test));
    assert!(matches!(
        verdict.doubts(),
        [Doubt::NoBulletin, Doubt::ClockBehindFloor { .. }, Doubt::StateIsNew, Doubt::TestRoot]
    ));
    assert_eq!(verdict.outcome(), &Outcome::Permitted, "a doubt does not change the answer");
}

#[test]
fn what_is_established_is_listed() {
    let verdict = ask(&with([grant(10)]), ISSUED.time(), Question::License);
    let signed = Established::Signed { revision: 1, issued_at: ISSUED.time() };
    let until = Established::GrantedUntil { until: ISSUED.day(10) };
    assert_eq!(verdict.established(), [signed, Established::NotBound, until]);
    let for_ever = with([Grant::new(product(1), features(7, 10))]);
    assert!(
        ask(&for_ever, ISSUED.time(), Question::License).established().contains(&Established::GrantedForEver)
    );
}

#[test]
fn a_clock_set_back_revives_nothing() {
    let license = verified(&with([grant(10)]));
    let moment = Moment::new(ISSUED.day(1), ISSUED.day(11), Some(ISSUED.day(11)));
    let place = Place::unknown();
    let verdict = judge(&Case::new(&license, &moment, &place, Question::License, Environment::Production));
    assert_eq!(verdict.code(), "policy.expired");
}

#[test]
fn a_trial_of_days_of_use_counts_only_while_the_count_is_said_and_not_used_up() {
    let thirty = NonZeroU32::new(30).unwrap();
    let license = verified(&with([Grant::new(product(1), features(7, 10)).trial_of(thirty)]));
    let (moment, place) = (moment(ISSUED.day(1)), Place::unknown());
    let ask = |question, used: Option<u32>| {
        let case = Case::new(&license, &moment, &place, question, Environment::Production);
        judge(&used.map_or(case, |used| case.used_on_days(used)))
    };
    for question in [Question::License, Question::Feature(feature(7)), Question::Product(product(1))] {
        let unknown = Refusal::DaysOfUseUnknown { product: product(1), days: 30 };
        assert_eq!(ask(question, None).permit(), Err(&unknown));
        assert!(ask(question, Some(30)).is_yes());
        let over = Refusal::DaysOfUseOver { product: product(1), days: 30, used: 31 };
        assert_eq!(ask(question, Some(31)).permit(), Err(&over));
    }
    assert_eq!(ask(Question::License, Some(3)).features()[0].days_of_use, Some(30));
    // Who does not want the check says so, and so does the verdict.
    let case = Case::new(&license, &moment, &place, Question::License, Environment::Production);
    let left_out = judge(&case.leaving_out(&[Check::DaysOfUse]));
    assert!(left_out.is_yes() && left_out.doubts().contains(&Doubt::LeftOut(Check::DaysOfUse)));
}

#[test]
fn days_of_use_do_not_hide_another_reason_nor_what_was_bought() {
    let thirty = NonZeroU32::new(30).unwrap();
    let trial = Grant::new(product(1), features(7, 10)).trial_of(thirty);
    let ended = with([trial.clone().until(ISSUED.day(5))]);
    let refused = ask(&ended, ISSUED.day(6), Question::License);
    assert!(matches!(refused.refusal(), Some(Refusal::NoProducts | Refusal::Expired { .. })), "{refused:?}");
    let bought = with([trial, Grant::new(product(2), features(7, 5))]);
    let permitted = ask(&bought, ISSUED.day(1), Question::Feature(feature(7)));
    assert_eq!(permitted.features()[0].limit, Limit::count(5));
    assert!(permitted.is_yes() && permitted.features()[0].days_of_use.is_none());
}
