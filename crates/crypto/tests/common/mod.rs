//! A vendor for tests: keys from fixed seeds and a root of them.

use crypto::{RootKey, SigningKey, TrustedRoot};
use format::{IssuingKey, Language, Prefix, Purpose, Root, UnixTime};

/// The moment at which everything here is signed.
pub fn now() -> UnixTime {
    UnixTime::new(1_790_000_000)
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

pub fn root_key(seed: u8) -> RootKey {
    RootKey::new(key(seed))
}

/// A root of `threshold` out of the root keys with these seeds, without issuing keys.
pub fn root(threshold: u32, seeds: &[u8]) -> Root {
    let names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let keys = seeds.iter().map(|seed| key(*seed).public()).collect();
    Root::new(Prefix::new("DEMO").unwrap(), names, threshold, keys, now())
}

/// What a site trusts: root key 1, and issuing keys with these seeds for these purposes.
pub fn trusting(issuing: &[(u8, &[Purpose])]) -> TrustedRoot {
    let mut root = root(1, &[1]);
    root.issuing_keys = issuing
        .iter()
        .map(|(seed, purposes)| IssuingKey::new(key(*seed).public(), purposes.iter().copied()))
        .collect();
    TrustedRoot::unverified_origin(&RootKey::sign_root(&root, &[&root_key(1)]).unwrap()).unwrap()
}
