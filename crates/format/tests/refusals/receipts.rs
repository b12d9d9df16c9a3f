use ciborium::Value;
use format::{Digest, Event, Forked, ParseError, Payload as _, PublicKey, Receipt};

use super::edits::*;
use super::good::*;

#[test]
fn receipts() {
    let p = PRIVATE;
    payload_refuses(
        &first_receipt(),
        &[
            (&[4], int(NOW), "exp", UnknownKey),
            (&[p, 1], None, "sequence", Missing),
            (&[p, 1], int(1), "previous", Contradiction),
            (&[p, 2], bytes(32), "previous", Contradiction),
            (&[p, 3], int(13), "kind", Range),
            (&[p, 4], bytes(31), "key", Length),
            (&[p, 6], int(0), "root-version", Range),
            (&[p, 7], int(0), "private", UnknownKey),
        ],
    );
    payload_refuses(
        &installing(),
        &[
            (&[p, 1], int(0), "previous", Contradiction),
            (&[p, 1], int(1 << 32), "sequence", Range),
            (&[p, 2], None, "previous", Contradiction),
            (&[p, 4], text("A"), "distribution", UnsafeName),
            (&[p, 5], text(""), "version", Length),
            (&[p, 6], bytes(31), "release-digest", Length),
            (&[p, 7], text(&"x".repeat(1025)), "configuration", Length),
            (&[p, 8], list(&[]), "release-number", Count),
            (&[p, 9], None, "folder", Missing),
            (&[p, 10], list(&[]), "files", Count),
            (&[p, 10, 0, 0], text("a\\b"), "files", UnsafeName),
            (&[p, 10, 0], list(&[text("a")]), "files", Count),
            (&[p, 11], int(0), "private", UnknownKey),
        ],
    );
    payload_refuses(
        &agreeing(),
        &[
            (&[p, 5], bytes(20), "text-digest", Length),
            (&[p, 6], text("RU"), "language", Range),
            (&[p, 7], None, "who", Missing),
            (&[p, 8], Some(Value::Bytes(vec![0xff; 12])), "number", Range),
        ],
    );
    let redeemed =
        Event::CouponRedeemed { license: number(1), digest: Digest::new([1; 32]), coupon: number(2) };
    payload_refuses(&receipt(redeemed), &[(&[p, 6], int(1), "coupon-number", Type)]);
    let added = Event::LicenseAdded { license: number(1), digest: Digest::new([1; 32]), revision: 1 };
    payload_refuses(&receipt(added), &[(&[p, 6], int(0), "revision", Range)]);
    let seen = Event::CatalogSeen { catalog: Digest::new([1; 32]), number: 1 };
    payload_refuses(&receipt(seen), &[(&[p, 4], int(0), "private", UnknownKey)]);
    let forked = Event::ForkSeen { forked: Forked::Root, digest: Digest::new([1; 32]), number: 2 };
    payload_refuses(
        &receipt(forked),
        &[
            (&[p, 4], int(0), "forked", Range),
            (&[p, 4], int(4), "forked", Range),
            (&[p, 5], bytes(31), "digest", Length),
            (&[p, 6], int(0), "number", Range),
            (&[p, 7], text("admin"), "private", UnknownKey),
        ],
    );
    let noted = Event::ForkAcknowledged { digest: Digest::new([1; 32]), who: "admin".to_owned() };
    payload_refuses(
        &receipt(noted),
        &[(&[p, 7], None, "who", Missing), (&[p, 4], int(1), "private", UnknownKey)],
    );
    let started_again =
        Event::Started { key: PublicKey::new([1; 32]), root: Digest::new([1; 32]), version: 1 };
    let error = Receipt::decode(&receipt(started_again).encode()).unwrap_err();
    assert!(matches!(error, ParseError::Field { field: "previous", problem: Contradiction, .. }));
}
