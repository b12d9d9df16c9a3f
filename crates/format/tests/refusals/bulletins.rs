use ciborium::Value;
use format::bulletin::Shard;
use format::catalog::Object as _;
use format::{Bulletin, ParseError, Payload as _};

use super::edits::*;
use super::good::*;

#[test]
fn bulletins() {
    let p = PRIVATE;
    payload_refuses(
        &bulletin(2),
        &[
            (&[2], text("holder"), "sub", UnknownKey),
            (&[4], int(PAST_THE_LAST_SECOND), "exp", Range),
            (&[6], None, "iat", Missing),
            (&[7], bytes(12), "cti", UnknownKey),
            (&[p, 1], None, "bulletin-number", Missing),
            (&[p, 1], int(0), "bulletin-number", Range),
            (&[p, 2], None, "salt", Missing),
            (&[p, 2], bytes(15), "salt", Length),
            (&[p, 3], bytes(0), "entries", Length),
            (&[p, 3], bytes(19), "entries", Length),
            (&[p, 3], bytes(4097 * 20), "entries", Length),
            (&[p, 3], list(&[]), "entries", Type),
            (&[p, 3], entries(&[(2, 1), (1, 1)]), "entries", Order),
            (&[p, 3], entries(&[(1, 1), (1, 2)]), "entries", Order),
            (&[p, 3], entries(&[(1, 0)]), "entries", Range),
            (&[p, 4], many(2, |_| list(&[bytes(32), int(1)])), "shards", Contradiction),
            (&[p, 5], list(&[]), "burnt-keys", Count),
            (&[p, 5], many(257, |_| list(&[bytes(8), int(NOW)])), "burnt-keys", Count),
            (&[p, 5, 0, 0], bytes(9), "burnt-keys", Length),
            (&[p, 5, 0, 1], int(PAST_THE_LAST_SECOND), "burnt-keys", Range),
            (&[p, 5, 0, 2], int(0), "burnt-keys", Count),
            (&[p, 5, 0, 0], Some(Value::Bytes(vec![2; 8])), "burnt-keys", Order),
            (&[p, 6], list(&[]), "withdrawn", Count),
            (&[p, 6, 0, 0], bytes(31), "withdrawn", Length),
            (&[p, 6, 0, 1], map(&[]), "withdrawn", Count),
            (&[p, 6, 0, 1], text("why"), "withdrawn", Type),
            (&[p, 6, 0, 0], Some(Value::Bytes(vec![2; 32])), "withdrawn", Order),
            (&[p, 7], int(0), "lowest-catalog", Range),
            (&[p, 8], bytes(31), "audit-head", Length),
            (&[p, 9], int(0), "private", UnknownKey),
        ],
    );
    let blob = || list(&[bytes(32), int(1)]);
    payload_refuses(
        &bulletin(1025),
        &[
            (&[p, 4], list(&[]), "shards", Count),
            (&[p, 4], many(1, |_| blob()), "shards", Count),
            (&[p, 4], many(3, |_| blob()), "shards", Count),
            (&[p, 4], many(8192, |_| blob()), "shards", Count),
            (&[p, 4, 0, 0], bytes(31), "shards", Length),
        ],
    );
    assert!(
        Bulletin::decode(&edited(&bulletin(1025).encode(), &[p, 4], many(4096, |_| blob()).as_ref())).is_ok()
    );
    assert!(Bulletin::decode(&edited(&bulletin(2).encode(), &[p, 4], None)).is_ok());
    let shard = |packed: Option<Value>| Shard::decode(&encoded(&packed.unwrap()));
    assert!(shard(entries(&[])).is_ok() && shard(entries(&[(1, 1), (2, 7)])).is_ok());
    for (packed, problem) in [
        (entries(&[(2, 1), (1, 1)]), Order),
        (entries(&[(1, 0)]), Range),
        (bytes(21), Length),
        (int(1), Type),
    ] {
        assert!(
            matches!(shard(packed), Err(ParseError::Field { field: "object", problem: found, .. }) if found == problem)
        );
    }
}
