use ciborium::Value;
use format::{ParseError, Payload as _, Root};

use super::edits::*;
use super::good::*;

#[test]
fn roots() {
    let p = PRIVATE;
    let key = |byte: u8| Some(Value::Bytes(vec![byte; 32]));
    payload_refuses(
        &root(),
        &[
            (&[7], Some(Value::Bytes(vec![1; 12])), "cti", UnknownKey),
            (&[p, 1], int(0), "version", Range),
            (&[p, 2], text("DEM"), "prefix", Range),
            (&[p, 2], text("Demo"), "prefix", Range),
            (&[p, 2], text("DEMOX"), "prefix", Length),
            (&[p, 3], None, "names", Missing),
            (&[p, 3], map(&[]), "names", Count),
            (&[p, 3], map(&[("EN".into(), "x".into())]), "names", Range),
            (&[p, 3], map(&[("eng".into(), "x".into())]), "names", Length),
            (&[p, 3], map(&[("en".into(), "".into())]), "names", Length),
            (&[p, 3], map(&[("en".into(), "x".repeat(257).into())]), "names", Length),
            (&[p, 4], int(2), "environment", Range),
            (&[p, 5], int(0), "threshold", Range),
            (&[p, 5], int(3), "threshold", Contradiction),
            (&[p, 5], int(17), "threshold", Range),
            (&[p, 6], list(&[]), "root-keys", Count),
            (&[p, 6, 1], bytes(31), "root-keys", Length),
            (&[p, 6], list(&[key(2), key(1)]), "root-keys", Order),
            (&[p, 6], list(&[key(1), key(1)]), "root-keys", Order),
            (&[p, 6], list(&(1..=17).map(key).collect::<Vec<_>>()), "root-keys", Count),
            (&[p, 7], list(&[]), "issuing-keys", Count),
            (&[p, 7, 0, 1], key(1), "issuing-keys", Contradiction),
            (&[p, 7, 0, 2], None, "issuing-key.purposes", Missing),
            (&[p, 7, 0, 2], list(&[]), "issuing-key.purposes", Count),
            (&[p, 7, 0, 2], list(&[int(5)]), "issuing-key.purposes", Range),
            (&[p, 7, 0, 2], list(&[int(2), int(1)]), "issuing-key.purposes", Order),
            (&[p, 7, 0, 3], int(NOW + 10), "issuing-keys", Contradiction),
            (&[p, 7, 0, 5], list(&[]), "issuing-key.products", Count),
            (&[p, 7, 0, 5], list(&[int(0)]), "issuing-key.products", Range),
            (&[p, 7, 0, 5], list(&[int(2), int(1)]), "issuing-key.products", Order),
            (&[p, 7, 0, 5], int(1), "issuing-key.products", Type),
            (&[p, 7, 0, 6], int(1), "issuing-key", UnknownKey),
            (&[p, 8], int(1), "private", UnknownKey),
        ],
    );
    let mut twice = root();
    twice.issuing_keys.push(twice.issuing_keys[0].clone());
    let error = Root::decode(&twice.encode()).unwrap_err();
    assert!(matches!(error, ParseError::Field { field: "issuing-keys", problem: Contradiction, .. }));
}
