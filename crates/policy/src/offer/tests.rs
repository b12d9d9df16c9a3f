use format::bulletin::WithdrawnRelease;
use format::catalog::{Bound, PackageFile, Target};
use format::{Blob, Digest, DistributionId, FileName, Grant, NumberKind, ReleaseNumber, ReleaseRange};

use super::*;
use crate::testing::{ISSUED, bulletin, feature, features, license, product, verified_release};

const TRADE: &str = "УправлениеТорговлей";

fn distribution() -> Distribution {
    let mut distribution = Distribution::new(DistributionId::new("demo").unwrap(), Names::default());
    distribution.update_feature = Some(feature(7));
    distribution
}

fn release() -> Release {
    let mut target = Target::new(format::catalog::TargetKind::Configuration, TRADE);
    target.lower = Some(Bound { release: number("11.5.7.255"), is_inclusive: false });
    target.tested = vec![ReleaseRange::new(number("11.5.8"), number("11.5.20")).unwrap()];
    let blob = Blob { digest: Digest::new([1; 32]), bytes: 1 };
    let file = PackageFile::new(FileName::new("a.cfe").unwrap(), blob);
    Release::new("3.2.1".to_owned(), 1, ISSUED.day(5), vec![file], vec![target])
}

fn number(text: &str) -> ReleaseNumber {
    text.parse().unwrap()
}

/// The row of `release` where updates are granted until a day and the configuration has a release.
fn row(release: &Release, until_day: u64, configuration: &str) -> Offer {
    let mut license = license();
    license.grants = vec![Grant::new(product(1), features(7, 1)).until(ISSUED.day(until_day))];
    let state = State::of(&license, &[]);
    let (installed, moment, place) =
        (number(configuration), Moment::supposed(ISSUED.day(50)), Place::unknown());
    let here = Surroundings::configuration(TRADE).release(&installed);
    offer(
        &distribution(),
        &verified_release(release),
        &Site::new(here, &moment, &place).with_licenses(&[&state]),
    )
}

fn codes(offer: &Offer) -> Vec<&'static str> {
    offer.reasons.iter().map(Explain::code).collect()
}

fn flags(offer: &Offer) -> (bool, bool, bool) {
    (offer.is_installable, offer.is_shown_by_default, offer.is_recommendable())
}

#[test]
fn what_fits_and_is_covered_is_shown_without_a_reason() {
    let row = row(&release(), 10, "11.5.8.300");
    assert_eq!((flags(&row), row.reasons.as_slice()), ((true, true, true), [].as_slice()));
}

#[test]
fn what_does_not_fit_is_hidden_with_the_rule() {
    let row = row(&release(), 10, "11.5.7.255");
    assert_eq!(
        (flags(&row), codes(&row)),
        ((false, false, false), vec!["policy.no-release-too-old-exclusive"])
    );
}

#[test]
fn what_is_untested_is_hidden_and_can_be_installed() {
    let row = row(&release(), 10, "11.5.21");
    assert_eq!(
        (flags(&row), codes(&row)),
        ((true, false, false), vec!["policy.untested-outside-tested-range"])
    );
}

#[test]
fn what_came_after_the_subscription_is_shown_with_its_end_and_cannot_be_installed() {
    let row = row(&release(), 4, "11.5.8.300");
    assert_eq!((flags(&row), codes(&row)), ((false, true, false), vec!["policy.subscription-ended"]));
    let facts = row.reasons[0].facts();
    assert_eq!(facts, [("on", ISSUED.day(4).into()), ("released", ISSUED.day(5).into())]);
}

#[test]
fn a_pre_release_is_hidden_and_can_be_installed() {
    let mut release = release();
    release.channel = Channel::PreRelease;
    let row = row(&release, 10, "11.5.8.300");
    assert_eq!((flags(&row), codes(&row)), ((true, false, false), vec!["policy.pre-release"]));
}

#[test]
fn what_is_withdrawn_is_hidden_with_the_vendor_s_words_and_cannot_be_installed() {
    let mut release = release();
    release.channel = Channel::Withdrawn;
    release.reason = [(Language::RUSSIAN, "портит документы".to_owned())].into_iter().collect();
    let row = row(&release, 10, "11.5.8.300");
    assert_eq!((flags(&row), codes(&row)), ((false, false, false), vec!["policy.withdrawn"]));
    assert_eq!(row.reasons[0].facts(), [("why", Fact::text("портит документы"))]);
}

#[test]
fn all_reasons_of_a_row_are_told() {
    let mut release = release();
    release.channel = Channel::PreRelease;
    let row = row(&release, 4, "12");
    let all = ["policy.untested-outside-tested-range", "policy.pre-release", "policy.subscription-ended"];
    assert_eq!(codes(&row), all);
}

#[test]
fn a_distribution_without_a_license_is_hidden() {
    let (installed, moment, place) =
        (number("11.5.8.300"), Moment::supposed(ISSUED.day(50)), Place::unknown());
    let here = Surroundings::configuration(TRADE).release(&installed);
    let row = offer(&distribution(), &verified_release(&release()), &Site::new(here, &moment, &place));
    assert_eq!((flags(&row), codes(&row)), ((false, false, false), vec!["policy.no-license"]));
}

#[test]
fn a_license_that_is_bound_to_another_site_gives_no_right() {
    let mut license = license();
    license.grants = vec![Grant::new(product(1), features(7, 1)).from(ISSUED.day(51))];
    license.bindings.site = Some("plant-7".to_owned());
    let state = State::of(&license, &[]);
    let (installed, moment) = (number("11.5.8.300"), Moment::supposed(ISSUED.day(50)));
    let at = |site: &str| {
        let place = Place::unknown().site(site);
        let here = Surroundings::configuration(TRADE).release(&installed);
        offer(
            &distribution(),
            &verified_release(&release()),
            &Site::new(here, &moment, &place).with_licenses(&[&state]),
        )
    };
    assert_eq!(codes(&at("plant-8")), ["policy.no-license"]);
    let not_yet = at("plant-7");
    assert_eq!(
        (flags(&not_yet), codes(&not_yet)),
        ((false, true, false), vec!["policy.subscription-not-yet"])
    );
}

#[test]
fn a_release_that_a_bulletin_withdraws_is_hidden_with_the_vendor_s_words_and_cannot_be_installed() {
    let mut license = license();
    license.grants = vec![Grant::new(product(1), features(7, 1))];
    let state = State::of(&license, &[]);
    let (installed, moment, place) =
        (number("11.5.8.300"), Moment::supposed(ISSUED.day(50)), Place::unknown());
    let row = |withdrawn: Option<&Release>| {
        let why: Names = [(Language::ENGLISH, "loses documents".to_owned())].into_iter().collect();
        let withdrawn =
            withdrawn.map(|release| WithdrawnRelease { record: crypto::sha256(&release.encode()), why });
        let bulletin = bulletin(withdrawn.into_iter().collect());
        let (here, states) = (Surroundings::configuration(TRADE).release(&installed), [&state]);
        let site = Site::new(here, &moment, &place).with_licenses(&states).with_bulletin(Some(&bulletin));
        offer(&distribution(), &verified_release(&release()), &site)
    };
    let withdrawn = row(Some(&release()));
    assert_eq!((flags(&withdrawn), codes(&withdrawn)), ((false, false, false), vec!["policy.withdrawn"]));
    assert!(matches!(&withdrawn.reasons[0], Reason::Withdrawn { why } if !why.is_empty()));
    let mut other = release();
    other.order = 2;
    for not_this_one in [None, Some(&other)] {
        assert_eq!(flags(&row(not_this_one)), (true, true, true));
    }
}

#[test]
fn a_revoked_license_gives_no_right_and_the_row_says_so() {
    let mut license = license();
    license.grants = vec![Grant::new(product(1), features(7, 1))];
    let (installed, moment, place) =
        (number("11.5.8.300"), Moment::supposed(ISSUED.day(50)), Place::unknown());
    let row = |last_revoked| {
        let mut bulletin = bulletin(Vec::new());
        bulletin.note(NumberKind::License, license.number, last_revoked);
        let state = State::under(Some(&bulletin), &license, &[]);
        let here = Surroundings::configuration(TRADE).release(&installed);
        offer(
            &distribution(),
            &verified_release(&release()),
            &Site::new(here, &moment, &place).with_licenses(&[&state]),
        )
    };
    let revoked = row(Some(1));
    assert_eq!((revoked.is_installable, codes(&revoked)), (false, vec!["policy.license-revoked"]));
    assert_eq!(flags(&row(None)), (true, true, true));
}
