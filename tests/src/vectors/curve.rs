//! Signatures and keys that only the equation of Ed25519 or a point of small order tells apart (SPEC §5.2).

use crypto::key_id;
use curve25519_dalek::constants::EIGHT_TORSION;
use curve25519_dalek::scalar::clamp_integer;
use curve25519_dalek::{EdwardsPoint, Scalar};
use format::{Document, Envelope, IssuingKey, Payload as _, PublicKey, Purpose};
use sha2::{Digest as _, Sha512};

use super::cbor;
use super::edit::edited;
use super::file::{Body, Vector};
use super::licenses;
use super::roots::{self, ROOT};
use super::vendor::LICENSES;

const MIXED_ROOT: &str = "root/mixed-key";

/// The scalar of the license key (RFC 8032 §5.1.5).
fn secret() -> Scalar {
    let hash = Sha512::digest([LICENSES.0; 32]);
    let low = hash.first_chunk().expect("64 bytes");
    Scalar::from_bytes_mod_order(clamp_integer(*low))
}

/// `k` of RFC 8032 §5.1.7: the hash of R, the key and what is signed.
fn challenge(r: &[u8; 32], key: &PublicKey, signed: &[u8]) -> Scalar {
    let hash = Sha512::new().chain_update(r).chain_update(key.as_bytes()).chain_update(signed);
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}

/// The license key with a point of order 8 added to it.
fn mixed() -> PublicKey {
    let point = EdwardsPoint::mul_base(&secret()) + EIGHT_TORSION[1];
    PublicKey::new(point.compress().to_bytes())
}

/// A license signed for `key` with R for the scalar `nonce` and S = r + k·a.
fn signed(key: &PublicKey, nonce: Scalar) -> (Vec<u8>, Scalar) {
    let payload = licenses::empty().encode();
    let protected = Envelope::protected_header(Document::License, key_id(key));
    let r = EdwardsPoint::mul_base(&nonce).compress().to_bytes();
    let k = challenge(&r, key, &Envelope::to_be_signed(Document::License, &protected, &payload));
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&r);
    signature[32..].copy_from_slice((nonce + k * secret()).as_bytes());
    (Envelope::assemble(&protected, &payload, &signature), k)
}

/// The first license for the mixed key of which `k` is, or is not, a multiple of eight: with it the torsion vanishes.
fn with_torsion(vanishes: bool) -> Vec<u8> {
    let is_wanted = |k: &Scalar| k.as_bytes()[0].is_multiple_of(8) == vanishes;
    let mut tries = (1_u64..).map(|nonce| signed(&mixed(), Scalar::from(nonce)));
    tries.find(|(_, k)| is_wanted(k)).expect("one of eight").0
}

pub(super) fn vectors() -> Vec<Vector> {
    let license = |name: &str, expect: &str, rule: &str, root: &str, comment: &str, document: Vec<u8>| {
        Vector::new(&format!("license/{name}"), "license", expect, "§5.2", comment, Body::Bytes(document))
            .with("rule", rule)
            .with("root", root)
    };
    let mut root = roots::one_of_one();
    root.issuing_keys = vec![IssuingKey::new(mixed(), [Purpose::License])];
    let x_zero =
        edited(&roots::one_of_one().encode(), &[-65_537, 7, 0, 1], Some(cbor::bytes(&signed_zero())));
    let mixed_root = format!("{MIXED_ROOT}.txt");
    vec![
        // R is the neutral point: [S]B = R + [k]A holds, for every message that the key's owner likes.
        license(
            "bad-signature-r-order-1",
            "bad signature",
            "r-order-8",
            ROOT,
            "R is the neutral point, and the equation holds",
            signed(&LICENSES.public(), Scalar::ZERO).0,
        ),
        Vector::new(
            MIXED_ROOT,
            "root",
            "ok",
            "§5.2",
            "an issuing key with a component of order 8",
            Body::Bytes(roots::forged(&root.encode())),
        )
        .with("rule", "mixed-key"),
        license(
            "mixed-key",
            "ok",
            "mixed-key",
            &mixed_root,
            "signed for a key with a component of order 8, and the equation holds",
            with_torsion(true),
        ),
        license(
            "bad-signature-cofactor",
            "bad signature",
            "equation",
            &mixed_root,
            "the equation holds only where both sides are multiplied by the cofactor",
            with_torsion(false),
        ),
        Vector::new(
            "root/key-x-0",
            "root",
            "root weak key",
            "§5.2",
            "an issuing key is the neutral point with the sign bit, its second encoding",
            Body::Bytes(roots::forged(&x_zero)),
        )
        .with("rule", "key-encoding, weak-key"),
    ]
}

/// y = 1 and so x = 0, with the sign bit of x set.
fn signed_zero() -> [u8; 32] {
    let mut bytes = [0; 32];
    (bytes[0], bytes[31]) = (1, 0x80);
    bytes
}
