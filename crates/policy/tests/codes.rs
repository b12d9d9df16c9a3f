//! Codes are what scripts and word files match on: each variant has one of its own, in one form.

use std::collections::BTreeSet;

use format::catalog::{Bound, TargetKind};
use format::{
    CustomerId, Explain, FeatureId, Names, NumberId, ProductId, ReleaseNumber, ReleaseRange, StateHead,
    UnixTime,
};
use policy::{Binding, Check, Doubt, Established, MatchRule, Reason, Refusal};

fn time() -> UnixTime {
    UnixTime::new(1_790_000_000)
}

fn release() -> ReleaseNumber {
    "11.5.8.300".parse().unwrap()
}

fn refusals() -> Vec<Refusal> {
    let (now, wanted, found) = (time(), "plant-7".to_owned(), "plant-8".to_owned());
    let (product, feature) = (ProductId::new(1).unwrap(), FeatureId::new(1).unwrap());
    let (one, other) = (NumberId::from_random([1; 12]), NumberId::from_random([2; 12]));
    vec![
        Refusal::Expired { ended: now, now },
        Refusal::NotYetValid { from: now, now },
        Refusal::NotGranted { feature },
        Refusal::ProductNotGranted { product },
        Refusal::NoProducts,
        Refusal::BoundElsewhere { binding: Binding::Site, wanted: wanted.clone(), found },
        Refusal::BindingUnknown { binding: Binding::Infobase, wanted },
        Refusal::CouponOtherLicense { wanted: one, found: other },
        Refusal::CouponOtherCustomer { wanted: CustomerId::new([1; 8]), found: CustomerId::new([2; 8]) },
        Refusal::Revoked { bulletin: 1, issued_at: now },
        Refusal::NotLookedUp { bulletin: 1 },
        Refusal::CouponRevoked { bulletin: 1, issued_at: now },
        Refusal::CouponTooLate { redeem_before: now, at: now },
        Refusal::CouponEnded { ended: now, at: now },
        Refusal::CouponAlreadyRedeemed,
        Refusal::CouponStateChanged { wanted: Some(StateHead::new([1; 8])), found: None },
        Refusal::CouponBeforeChange { signed: now, changed: now },
        Refusal::CouponNothingToExtend { product },
        Refusal::CouponUnknownKind,
    ]
}

fn doubts() -> Vec<Doubt> {
    let (clock, now) = (time(), time());
    vec![
        Doubt::NoBulletin,
        Doubt::BulletinStale { bulletin: 1, expired: now },
        Doubt::StateIsNew,
        Doubt::ClockBehindFloor { clock, floor: now },
        Doubt::ClockWentBack { clock, last_seen: now },
        Doubt::MomentSupposed { now },
        Doubt::TestRoot,
        Doubt::LeftOut(Check::Time),
        Doubt::LeftOut(Check::Binding),
        Doubt::LeftOut(Check::Revocation),
    ]
}

fn established() -> Vec<Established> {
    vec![
        Established::Signed { revision: 1, issued_at: time() },
        Established::Coupons { count: 1 },
        Established::NotRevoked { bulletin: 1, issued_at: time() },
        Established::BoundHere { binding: Binding::Site, id: "plant-7".to_owned() },
        Established::NotBound,
        Established::GrantedUntil { until: time() },
        Established::GrantedForEver,
    ]
}

fn rules() -> Vec<MatchRule> {
    let found = release();
    let bounded = |is_inclusive| {
        let (bound, found) = (Bound { release: release(), is_inclusive }, release());
        [
            MatchRule::ReleaseTooOld { bound: bound.clone(), found: found.clone() },
            MatchRule::ReleaseTooNew { bound: bound.clone(), found: found.clone() },
            MatchRule::PlatformTooOld { bound: bound.clone(), found: found.clone() },
            MatchRule::PlatformTooNew { bound, found },
        ]
    };
    let mut rules = vec![
        MatchRule::BoundToNothing,
        MatchRule::ExplicitBuild { found: found.clone() },
        MatchRule::TestedRange { range: ReleaseRange::new(release(), release()).unwrap() },
        MatchRule::WithinBounds,
        MatchRule::OutsideTestedRange { found: found.clone() },
        MatchRule::UntestedReleaseUnknown,
        MatchRule::PlatformUnknown,
        MatchRule::NoTarget,
        MatchRule::OtherKind { wanted: TargetKind::Library, found: TargetKind::Configuration },
        MatchRule::OtherName {
            wanted: "Розница".to_owned(), found: "УправлениеТорговлей".to_owned()
        },
        MatchRule::ExcludedBuild { found },
        MatchRule::ReleaseUnknown,
    ];
    rules.extend(bounded(true).into_iter().chain(bounded(false)));
    rules
}

fn reasons() -> Vec<Reason> {
    let license = NumberId::from_random([1; 12]);
    vec![
        Reason::Withdrawn { why: Names::default() },
        Reason::PreRelease,
        Reason::SubscriptionEnded { license, on: time(), released: time() },
        Reason::SubscriptionNotYet { license, from: time() },
        Reason::LicenseRevoked { license, bulletin: 1, issued_at: time() },
        Reason::LicenseNotLookedUp { license, bulletin: 1 },
        Reason::NoLicense,
    ]
}

#[test]
fn each_variant_has_a_code_of_its_own_in_the_form_that_word_files_need() {
    let (refusals, doubts, established) = (refusals(), doubts(), established());
    let (rules, reasons) = (rules(), reasons());
    let mut all: Vec<&dyn Explain> = Vec::new();
    refusals.iter().for_each(|one| all.push(one));
    doubts.iter().for_each(|one| all.push(one));
    established.iter().for_each(|one| all.push(one));
    rules.iter().for_each(|one| all.push(one));
    reasons.iter().for_each(|one| all.push(one));
    let mut seen = BTreeSet::new();
    for one in all {
        let name = one.code().strip_prefix("policy.").expect("the crate's name comes first");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        assert!(seen.insert(name), "{name} is there twice");
        let facts: BTreeSet<_> = one.facts().into_iter().map(|(fact, _)| fact).collect();
        assert_eq!(facts.len(), one.facts().len(), "{name} tells a fact twice");
    }
}

#[test]
fn sentences_chain_they_begin_small_and_have_no_full_stop() {
    for refusal in refusals() {
        let sentence = refusal.to_string();
        assert!(sentence.starts_with(char::is_lowercase) && !sentence.ends_with('.'), "{sentence}");
    }
}
