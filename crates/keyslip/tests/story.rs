//! The whole of the library's door: trust a root, read a license and a coupon from their texts, judge.

use crypto::{RootKey, SigningKey, authority_fingerprint};
use format::{
    Addition, Change, Coupon, CustomerId, FeatureId, Features, IssuingKey, Language, License, Limit, Names,
    NumberId, Payload, Prefix, ProductId, Purpose, Root, Scope, Term, UnixTime, write_text,
};
use keyslip::{
    Doubt, Environment, Explain, Fingerprint, Moment, Number, Place, Question, Redeemed, RootError, Vendor,
};

const DAY: u64 = 86_400;

fn time(day: u64) -> UnixTime {
    UnixTime::new(1_790_000_000 + day * DAY)
}

struct Issuer {
    key: SigningKey,
    root_file: Vec<u8>,
    fingerprint: Fingerprint,
}

impl Issuer {
    fn new(environment: Environment) -> Self {
        let (root_key, key) =
            (RootKey::new(SigningKey::from_seed(&[1; 32])), SigningKey::from_seed(&[2; 32]));
        let names: Names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
        let prefix = Prefix::new("DEMO").unwrap();
        let mut root = Root::new(prefix, names, 1, vec![root_key.public()], time(0));
        root.environment = environment;
        root.issuing_keys = vec![IssuingKey::new(key.public(), Purpose::ALL)];
        let root_file = RootKey::sign_root(&root, &[&root_key]).unwrap();
        Self { key, fingerprint: authority_fingerprint(&root), root_file }
    }

    fn vendor(&self) -> Vendor {
        Vendor::trusting(&self.root_file, self.fingerprint).unwrap()
    }

    fn text<T: Payload>(&self, number: Number, value: &T) -> String {
        write_text(number, &self.key.sign(value).unwrap())
    }
}

fn license() -> License {
    License::new(NumberId::from_random([7; 12]), CustomerId::new([1; 8]), time(0))
}

fn feature() -> FeatureId {
    FeatureId::new(1).unwrap()
}

/// Ten of the feature until the tenth day.
fn coupon() -> Coupon {
    let features = Features::from([(feature(), Limit::count(10).unwrap())]);
    let addition = Addition::new(ProductId::new(1).unwrap(), features, Term::Until(time(10)));
    let number = NumberId::from_random([8; 12]);
    Coupon::new(number, Scope::License(license().number), Change::Add(vec![addition]), time(1))
}

#[test]
fn an_empty_license_and_a_coupon_permit_what_the_coupon_says() {
    let issuer = Issuer::new(Environment::Production);
    let vendor = issuer.vendor();
    let license_text = issuer.text(vendor.license_number(license().number), &license());
    let coupon_text = issuer.text(vendor.coupon_number(coupon().number), &coupon());
    let license = vendor.license(license_text.as_bytes()).unwrap();
    let coupons = [Redeemed::new(vendor.coupon(coupon_text.as_bytes()).unwrap(), time(2))];
    let at = |now| {
        let (moment, question) = (Moment::new(now, time(1), Some(time(1))), Question::Feature(feature()));
        vendor.judge_with_coupons(&license, &coupons, &moment, &Place::unknown(), question)
    };
    assert_eq!(at(time(10)).permit().unwrap().limit(), Limit::count(10));
    assert_eq!(at(time(10).plus_seconds(1)).code(), "policy.expired");
    let moment = Moment::new(time(2), time(1), Some(time(1)));
    let without = vendor.judge(&license, &moment, &Place::unknown(), Question::License);
    assert_eq!((without.code(), without.permit().is_err()), ("policy.empty", true));
}

#[test]
fn the_environment_of_the_root_is_in_every_verdict() {
    for (environment, is_doubted) in [(Environment::Test, true), (Environment::Production, false)] {
        let issuer = Issuer::new(environment);
        let vendor = issuer.vendor();
        let license = vendor.license(&issuer.key.sign(&license()).unwrap()).unwrap();
        let moment = Moment::new(time(2), time(1), Some(time(1)));
        let verdict = vendor.judge(&license, &moment, &Place::unknown(), Question::License);
        assert_eq!(verdict.doubts().contains(&Doubt::TestRoot), is_doubted);
    }
}

#[test]
fn a_root_with_another_fingerprint_is_not_trusted() {
    let issuer = Issuer::new(Environment::Production);
    let other = Fingerprint::parse(&"1".repeat(40)).unwrap();
    let refused = Vendor::trusting(&issuer.root_file, other).unwrap_err();
    assert_eq!(refused, RootError::WrongFingerprint { expected: other, found: issuer.fingerprint });
}
