//! Keys that something else holds: they sign on the one path, and a signer that misbehaves issues nothing.

#[expect(unreachable_pub, reason = "the parts of one test program")]
mod common;

use std::fmt;

use common::{key, now, root, trusting};
use crypto::{
    KeyFileError, RootKey, SignError, Signer, SignerFault, SigningKey, TrustedRoot, WeakKey, write_key_file,
};
use ed25519_dalek::Signer as _;
use format::{CustomerId, Envelope, Explain, License, NumberId, PublicKey, Purpose};
use getrandom::SysRng;
use rand_core::UnwrapErr;

/// A token in memory that misbehaves on request.
struct Token {
    key: ed25519_dalek::SigningKey,
    manners: Manners,
}

#[derive(Clone, Copy, Debug)]
enum Manners {
    Good,
    FlipsABit,
    SignsSomethingElse,
    SignsWithAnotherKey,
    Fails,
}

#[derive(Debug)]
struct Unplugged;

impl fmt::Display for Unplugged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the token was unplugged")
    }
}

impl std::error::Error for Unplugged {}

impl Explain for Unplugged {
    fn code(&self) -> &'static str {
        "signers.unplugged"
    }
}

impl Signer for Token {
    fn public(&self) -> PublicKey {
        PublicKey::new(self.key.verifying_key().to_bytes())
    }

    fn sign(&self, to_be_signed: &[u8]) -> Result<[u8; 64], SignError> {
        let mut signature = self.key.sign(to_be_signed).to_bytes();
        match self.manners {
            Manners::Good => {}
            Manners::FlipsABit => signature[63] ^= 1,
            Manners::SignsSomethingElse => signature = self.key.sign(b"something else").to_bytes(),
            Manners::SignsWithAnotherKey => {
                signature = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).sign(to_be_signed).to_bytes();
            }
            Manners::Fails => return Err(SignError::Signer(SignerFault::new(Unplugged))),
        }
        Ok(signature)
    }
}

fn token(seed: u8, manners: Manners) -> SigningKey {
    let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    SigningKey::held_by(Box::new(Token { key, manners })).unwrap()
}

fn license() -> License {
    License::new(NumberId::from_random([7; 12]), CustomerId::new([1; 8]), now())
}

#[test]
fn a_key_held_elsewhere_signs_byte_for_byte_what_the_same_key_here_signs() {
    let (here, elsewhere) = (key(2), token(2, Manners::Good));
    assert_eq!((here.id(), here.public()), (elsewhere.id(), elsewhere.public()));
    let file = elsewhere.sign(&license()).unwrap();
    assert_eq!(file, here.sign(&license()).unwrap());
    let trusted = trusting(&[(2, &[Purpose::License])]);
    assert!(trusted.keyring().verify::<License>(&Envelope::parse(&file).unwrap()).is_ok());
}

#[test]
fn a_root_is_signed_by_keys_held_elsewhere_and_here_together() {
    let keys = [RootKey::new(token(1, Manners::Good)), RootKey::new(key(2))];
    let file = RootKey::sign_root(&root(2, &[1, 2]), &[&keys[0], &keys[1]]).unwrap();
    assert_eq!(TrustedRoot::unverified_origin(&file).unwrap().root().root_keys.len(), 2);
}

#[test]
fn a_signer_that_returns_what_does_not_verify_issues_nothing() {
    for manners in [Manners::FlipsABit, Manners::SignsSomethingElse, Manners::SignsWithAnotherKey] {
        let (broken, id) = (token(2, manners), key(2).id());
        let error = broken.sign(&license()).unwrap_err();
        assert!(matches!(error, SignError::WrongSignature { key } if key == id), "{manners:?}: {error}");
        assert!(matches!(broken.try_out(), Err(SignError::WrongSignature { .. })), "{manners:?}");
        let root_key = RootKey::new(token(1, manners));
        let error = RootKey::sign_root(&root(1, &[1]), &[&root_key]).unwrap_err();
        assert!(matches!(error, SignError::WrongSignature { .. }), "{manners:?}");
    }
    token(2, Manners::Good).try_out().unwrap();
}

#[test]
fn a_signer_tells_its_own_fault() {
    let error = token(2, Manners::Fails).sign(&license()).unwrap_err();
    assert_eq!(error.code(), "signers.unplugged");
    let fault = std::error::Error::source(&error).expect("the signer's fault");
    assert_eq!(fault.to_string(), "the token was unplugged");
}

#[test]
fn a_signer_is_not_asked_to_sign_what_every_reader_would_refuse() {
    struct Never;
    impl Signer for Never {
        fn public(&self) -> PublicKey {
            key(2).public()
        }
        fn sign(&self, _: &[u8]) -> Result<[u8; 64], SignError> {
            panic!("asked to sign")
        }
    }
    let never = SigningKey::held_by(Box::new(Never)).unwrap();
    let mut unreadable = license();
    unreadable.holder = Some("line\nbreak".to_owned());
    assert!(matches!(never.sign(&unreadable), Err(SignError::Unreadable(_))));
    assert!(matches!(never.sign(&root(1, &[1])), Err(SignError::NotAnIssuedDocument { .. })));
}

#[test]
fn a_signer_with_a_weak_public_key_is_not_taken() {
    struct Weak;
    impl Signer for Weak {
        fn public(&self) -> PublicKey {
            PublicKey::new([0; 32])
        }
        fn sign(&self, _: &[u8]) -> Result<[u8; 64], SignError> {
            Ok([0; 64])
        }
    }
    assert_eq!(SigningKey::held_by(Box::new(Weak)).unwrap_err(), WeakKey);
}

#[test]
fn a_key_held_elsewhere_is_not_written_to_a_key_file_and_prints_its_id_only() {
    let elsewhere = token(2, Manners::Good);
    let written = write_key_file(&elsewhere, "correct horse", &mut UnwrapErr(SysRng));
    assert_eq!(written.unwrap_err(), KeyFileError::HeldElsewhere);
    assert_eq!(format!("{elsewhere:?}"), format!("SigningKey({})", elsewhere.id()));
}
