//! A vendor whose root lists one key that something else holds.

use crypto::{RootKey, SigningKey, TrustedRoot};
use format::{
    Change, Coupon, CustomerId, Envelope, IssuingKey, Language, License, NumberId, Prefix, ProductId,
    PublicKey, Purpose, Root, Scope, TrialExtension, UnixTime,
};

fn now() -> UnixTime {
    UnixTime::new(1_790_000_000)
}

/// A root, signed by a key here, that lists `key` for licenses and coupons.
fn trusting(key: PublicKey) -> TrustedRoot {
    let root_key = RootKey::new(SigningKey::from_seed(&[1; 32]));
    let names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let mut root = Root::new(Prefix::new("DEMO").unwrap(), names, 1, vec![root_key.public()], now());
    root.issuing_keys = vec![IssuingKey::new(key, [Purpose::License, Purpose::Coupon])];
    TrustedRoot::unverified_origin(&RootKey::sign_root(&root, &[&root_key]).unwrap()).unwrap()
}

/// Signs a license, a coupon and a root with the key and has a site's keyring verify them.
pub fn issues_what_verifies(key: SigningKey) {
    key.try_out().unwrap();
    let trusted = trusting(key.public());
    let license = License::new(NumberId::from_random([7; 12]), CustomerId::new([1; 8]), now());
    let file = key.sign(&license).unwrap();
    let verified = trusted.keyring().verify::<License>(&Envelope::parse(&file).unwrap()).unwrap();
    assert_eq!(*verified, license);

    let item = TrialExtension::new(ProductId::new(1).unwrap(), 30.try_into().unwrap());
    let coupon =
        Coupon::new(NumberId::from_random([8; 12]), Scope::Bearer, Change::ExtendTrial(vec![item]), now());
    let file = key.sign(&coupon).unwrap();
    let verified = trusted.keyring().verify::<Coupon>(&Envelope::parse(&file).unwrap()).unwrap();
    assert_eq!(*verified, coupon);

    let names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let root = Root::new(Prefix::new("DEMO").unwrap(), names, 1, vec![key.public()], now());
    let file = RootKey::sign_root(&root, &[&RootKey::new(key)]).unwrap();
    assert_eq!(TrustedRoot::unverified_origin(&file).unwrap().root().root_keys, root.root_keys);
}

/// Says that a test was not run; where nothing may be skipped, fails.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
pub fn skipped(why: &str) {
    assert!(std::env::var_os("KEYSLIP_NO_SKIP").is_none(), "nothing may be skipped: {why}");
    eprintln!("SKIPPED: {why}");
}
