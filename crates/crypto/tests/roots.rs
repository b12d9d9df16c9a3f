//! First trust, thresholds and the chain of roots (SPEC §5).

#[expect(unreachable_pub, reason = "the parts of one test program")]
mod common;

use common::{key, root, root_key, trusting};
use crypto::{RootError, RootKey, TrustedRoot, VerifyError, authority_fingerprint, key_fingerprint, sha256};
use format::{
    Digest, Envelope, Environment, IssuingKey, ParseError, Payload, Prefix, PublicKey, Purpose, Root, Rule,
    SignatureSet,
};

/// A root file signed by the keys with these seeds.
fn signed(root: &Root, seeds: &[u8]) -> Vec<u8> {
    let keys: Vec<RootKey> = seeds.iter().map(|seed| root_key(*seed)).collect();
    RootKey::sign_root(root, &keys.iter().collect::<Vec<_>>()).unwrap()
}

fn trusted(root: &Root, seeds: &[u8]) -> Result<TrustedRoot, RootError> {
    TrustedRoot::unverified_origin(&signed(root, seeds))
}

fn version(number: u32, root: Root) -> Root {
    let mut root = root;
    root.version = number;
    root
}

#[test]
fn a_root_is_trusted_by_the_fingerprint_that_the_vendor_published() {
    let file = signed(&root(1, &[1]), &[1]);
    let fingerprint = key_fingerprint(&key(1).public());
    assert_eq!(TrustedRoot::first(&file, fingerprint).unwrap().fingerprint(), fingerprint);
    let other = key_fingerprint(&key(2).public());
    let error = TrustedRoot::first(&file, other).unwrap_err();
    assert_eq!(error, RootError::WrongFingerprint { expected: other, found: fingerprint });
}

#[test]
fn the_fingerprint_covers_threshold_and_root_keys_and_not_the_issuing_keys() {
    let two_of_three = root(2, &[1, 2, 3]);
    let mut with_issuing = two_of_three.clone();
    with_issuing.issuing_keys = vec![IssuingKey::new(key(9).public(), [Purpose::License])];
    assert_eq!(authority_fingerprint(&two_of_three), authority_fingerprint(&with_issuing));
    for other in [root(1, &[1, 2, 3]), root(2, &[1, 2, 4]), root(2, &[1, 2])] {
        assert_ne!(authority_fingerprint(&two_of_three), authority_fingerprint(&other));
    }
}

#[test]
fn two_of_three_keys_are_enough_and_one_is_not() {
    let root = root(2, &[1, 2, 3]);
    for enough in [&[1, 2][..], &[1, 3], &[3, 2], &[1, 2, 3]] {
        assert!(trusted(&root, enough).is_ok(), "{enough:?}");
    }
    assert_eq!(trusted(&root, &[2]).unwrap_err(), RootError::Threshold { found: 1, needed: 2 });
    // The signature of a key that the root does not list does not count.
    assert_eq!(trusted(&root, &[2, 9]).unwrap_err(), RootError::Threshold { found: 1, needed: 2 });
}

#[test]
fn one_key_is_not_counted_twice() {
    let root = root(2, &[1, 2]);
    let file = signed(&root, &[1]);
    let one = SignatureSet::parse(&file).unwrap().envelopes()[0].bytes().to_vec();
    let twice = SignatureSet::assemble(vec![(key(1).id(), one.clone()), (key(1).id(), one)]);
    let error = TrustedRoot::unverified_origin(&twice).unwrap_err();
    let RootError::Verify(VerifyError::Malformed(ParseError::Malformed { rule, .. })) = error else {
        panic!("unexpected {error}")
    };
    assert_eq!(rule, Rule::Signatures);
}

#[test]
fn a_signature_of_a_listed_key_that_does_not_hold_spoils_the_file() {
    let root = root(1, &[1, 2]);
    let mut file = signed(&root, &[1, 2]);
    let last = file.len() - 1;
    file[last] ^= 1;
    assert_eq!(
        TrustedRoot::unverified_origin(&file).unwrap_err(),
        RootError::Verify(VerifyError::BadSignature)
    );
}

#[test]
fn what_an_issuing_key_signs_is_no_root() {
    let trusted = trusting(&[(2, &Purpose::ALL)]);
    let mut next = version(2, root(1, &[2]));
    next.issuing_keys = Vec::new();
    // Signed by the new root's own key, which the old root knows as an issuing key only.
    assert_eq!(
        trusted.succeeded_by(&signed(&next, &[2])).unwrap_err(),
        RootError::Threshold { found: 0, needed: 1 }
    );
}

#[test]
fn the_next_root_has_the_next_version_and_both_thresholds() {
    let first = trusted(&root(1, &[1]), &[1]).unwrap();
    let rotated = version(2, root(2, &[2, 3]));
    let second = first.succeeded_by(&signed(&rotated, &[1, 2, 3])).unwrap();
    assert_eq!(second.root().version, 2);
    assert_eq!(
        first.succeeded_by(&signed(&rotated, &[2, 3])).unwrap_err(),
        RootError::Threshold { found: 0, needed: 1 }
    );
    assert_eq!(
        first.succeeded_by(&signed(&rotated, &[1, 2])).unwrap_err(),
        RootError::Threshold { found: 1, needed: 2 }
    );
    let skipped = version(3, root(1, &[1]));
    assert_eq!(
        first.succeeded_by(&signed(&skipped, &[1])).unwrap_err(),
        RootError::WrongVersion { expected: 2, found: 3 }
    );
    assert_eq!(
        second.succeeded_by(&signed(&root(1, &[1]), &[1])).unwrap_err(),
        RootError::WrongVersion { expected: 3, found: 1 }
    );
}

#[test]
fn the_same_root_again_changes_nothing_and_another_of_its_version_is_a_fork() {
    let file = signed(&root(1, &[1]), &[1]);
    let first = TrustedRoot::unverified_origin(&file).unwrap();
    assert_eq!(first.succeeded_by(&file).unwrap().root(), first.root());
    let mut fork = root(1, &[1]);
    fork.issuing_keys = vec![IssuingKey::new(key(9).public(), [Purpose::License])];
    assert_eq!(first.succeeded_by(&signed(&fork, &[1])).unwrap_err(), RootError::Fork { version: 1 });
}

#[test]
fn a_root_of_a_stranger_is_no_fork() {
    let first = trusted(&root(1, &[1]), &[1]).unwrap();
    assert_eq!(
        first.succeeded_by(&signed(&root(1, &[5]), &[5])).unwrap_err(),
        RootError::Threshold { found: 0, needed: 1 }
    );
}

#[test]
fn the_next_root_keeps_prefix_and_environment() {
    let first = trusted(&root(1, &[1]), &[1]).unwrap();
    let mut renamed = version(2, root(1, &[1]));
    renamed.prefix = Prefix::new("EVIL").unwrap();
    let mut test = version(2, root(1, &[1]));
    test.environment = Environment::Test;
    for next in [renamed, test] {
        assert_eq!(first.succeeded_by(&signed(&next, &[1])).unwrap_err(), RootError::Identity);
    }
    // The root of somebody else is not taken for a fork of ours.
    let mut other = root(1, &[9]);
    other.prefix = Prefix::new("EVIL").unwrap();
    assert_eq!(first.succeeded_by(&signed(&other, &[9])).unwrap_err(), RootError::Identity);
}

#[test]
fn a_pinned_root_is_known_by_its_digest() {
    let file = signed(&root(1, &[1]), &[1]);
    let digest = sha256(&root(1, &[1]).encode());
    assert_eq!(TrustedRoot::pinned(&file, digest).unwrap().root().digest(), digest);
    let other = Digest::new([0; 32]);
    assert_eq!(
        TrustedRoot::pinned(&file, other).unwrap_err(),
        RootError::Verify(VerifyError::WrongObject { expected: other })
    );
}

#[test]
fn a_weak_key_in_a_root_is_refused_wherever_it_stands() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut weak = root(1, &[1]);
    weak.issuing_keys = vec![IssuingKey::new(PublicKey::new(identity), [Purpose::License])];
    assert_eq!(trusted(&weak, &[1]).unwrap_err(), RootError::WeakKey);
    let mut weak = root(1, &[1]);
    weak.root_keys.insert(0, PublicKey::new(identity));
    assert_eq!(trusted(&weak, &[1]).unwrap_err(), RootError::WeakKey);
}

#[test]
fn one_signed_root_is_no_root_file() {
    let file = signed(&root(1, &[1]), &[1]);
    let document = SignatureSet::parse(&file).unwrap().envelopes()[0].bytes();
    assert!(Envelope::parse(document).is_ok());
    assert!(TrustedRoot::unverified_origin(document).is_err());
}
