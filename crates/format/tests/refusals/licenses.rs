use ciborium::Value;
use format::{License, ParseError, Payload as _};

use super::edits::*;
use super::good::*;

#[test]
fn claims() {
    let p = PRIVATE;
    payload_refuses(
        &license(),
        &[
            (&[2], text(""), "sub", Length),
            (&[2], text(&"x".repeat(257)), "sub", Length),
            (&[4], int(NOW), "exp", UnknownKey),
            (&[5], int(NOW), "claims", UnknownKey),
            (&[6], None, "iat", Missing),
            (&[6], text("now"), "iat", Type),
            (&[6], Some(Value::from(-1)), "iat", Type),
            (&[6], int(PAST_THE_LAST_SECOND), "iat", Range),
            (&[7], None, "cti", Missing),
            (&[7], bytes(11), "cti", Length),
            (&[7], bytes(13), "cti", Length),
            (&[7], Some(Value::Bytes(vec![0x80; 12])), "cti", Range),
            (&[8], int(0), "claims", UnknownKey),
            (&[1024], int(0), "claims", UnknownKey),
            (&[p], None, "private", Missing),
            (&[p - 1], int(0), "claims", UnknownKey),
            (&[p, 1023], int(0), "private", UnknownKey),
            (&[p, 65_536], int(0), "private", UnknownKey),
            (&[p, -1], int(0), "private", UnknownKey),
        ],
    );
}

#[test]
fn licenses() {
    let p = PRIVATE;
    let features = |count: u64| map(&(1..=count).map(|n| (n.into(), Value::Bool(true))).collect::<Vec<_>>());
    payload_refuses(
        &license(),
        &[
            (&[p, 1], None, "revision", Missing),
            (&[p, 1], int(0), "revision", Range),
            (&[p, 1], int(1 << 32), "revision", Range),
            (&[p, 2], list(&[]), "grants", Count),
            (&[p, 2], int(1), "grants", Type),
            (&[p, 2, 0, 1], None, "grant.product", Missing),
            (&[p, 2, 0, 1], int(0), "grant.product", Range),
            (&[p, 2, 0, 2], None, "grant.features", Missing),
            (&[p, 2, 0, 2], features(0), "grant.features", Count),
            (&[p, 2, 0, 2], features(65), "grant.features", Count),
            (&[p, 2, 0, 2, 0], flag(true), "grant.features", Range),
            (&[p, 2, 0, 2, 1], int(0), "grant.features", Range),
            (&[p, 2, 0, 2, 1], flag(false), "grant.features", Range),
            (&[p, 2, 0, 2, 1], text("5"), "grant.features", Type),
            (&[p, 2, 0, 3], int(NOW + 10), "grants", Contradiction),
            (&[p, 2, 0, 5], flag(false), "grant.trial", Range),
            (&[p, 2, 0, 6], int(1), "grant", UnknownKey),
            (&[p, 2, 0, 1024], int(1), "grant", UnknownKey),
            (&[p, 3], list(&[]), "folded", Count),
            (&[p, 3, 1], bytes(8), "folded", Order),
            (&[p, 3, 1], bytes(7), "folded", Length),
            (&[p, 4], map(&[]), "bindings", Count),
            (&[p, 4, 1], text(""), "bindings.site", Length),
            (&[p, 4, 2], text(&"x".repeat(65)), "bindings.infobase", Length),
            (&[p, 4, 3], text("x"), "bindings", UnknownKey),
            (&[p, 5], int(0), "grace-days", Range),
            (&[p, 5], int(367), "grace-days", Range),
            (&[p, 6], None, "customer", Missing),
            (&[p, 6], bytes(9), "customer", Length),
            (&[p, 7], bytes(8), "last-change", Type),
            (&[p, 7, 1], None, "last-change", Count),
            (&[p, 7, 0], bytes(7), "last-change", Length),
            (&[p, 7, 1], int(253_402_300_800), "last-change", Range),
            (&[p, 8], int(0), "private", UnknownKey),
        ],
    );
    let grants = |count| {
        let grant = edited(&license().encode(), &[p, 2], None);
        let one: Value = ciborium::from_reader(&license().encode()[..]).unwrap();
        let one =
            one.as_map().unwrap().iter().find(|(key, _)| *key == Value::from(p)).unwrap().1.as_map().unwrap()
                [1]
            .1
            .as_array()
            .unwrap()[1]
                .clone();
        License::decode(&edited(&grant, &[p, 2], many(count, |_| Some(one.clone())).as_ref()))
    };
    assert!(grants(64).is_ok());
    assert!(matches!(grants(65), Err(ParseError::Field { field: "grants", problem: Count, .. })));
    let folded = |count| {
        let tag = |index: u64| Some(Value::Bytes(index.to_be_bytes().to_vec()));
        License::decode(&edited(&license().encode(), &[p, 3], many(count, tag).as_ref()))
    };
    assert!(folded(512).is_ok());
    assert!(matches!(folded(513), Err(ParseError::Field { field: "folded", problem: Count, .. })));
}
