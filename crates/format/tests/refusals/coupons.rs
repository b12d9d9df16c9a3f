use super::edits::*;
use super::good::*;

#[test]
fn coupons() {
    let p = PRIVATE;
    payload_refuses(
        &adding(),
        &[
            (&[2], text("holder"), "sub", UnknownKey),
            (&[4], int(PAST_THE_LAST_SECOND), "exp", Range),
            (&[7], None, "cti", Missing),
            (&[p, 1], None, "kind", Missing),
            (&[p, 1], int(0), "kind", Range),
            (&[p, 1], int(4), "kind", Range),
            (&[p, 1], int(3), "grant", UnknownKey),
            (&[p, 2], None, "scope", Missing),
            (&[p, 2], list(&[]), "scope", Count),
            (&[p, 2], list(&[int(3)]), "scope", Range),
            (&[p, 2], list(&[int(0), bytes(8)]), "scope", Count),
            (&[p, 2], list(&[int(1)]), "scope", Count),
            (&[p, 2], list(&[int(1), bytes(8)]), "scope", Length),
            (&[p, 2], list(&[int(2), bytes(12)]), "scope", Length),
            (&[p, 2], list(&[int(2), bytes(8), int(0)]), "scope", Count),
            (&[p, 3], None, "items", Missing),
            (&[p, 3], list(&[]), "items", Count),
            (&[p, 3, 0, 1], int(0), "addition.product", Range),
            (&[p, 3, 0, 2], None, "addition.features", Missing),
            (&[p, 3, 0, 3], int(NOW), "addition", UnknownKey),
            (&[p, 3, 0, 4], int(NOW), "items", Contradiction),
            (&[p, 3, 0, 5], flag(false), "addition.trial", Range),
            (&[p, 3, 0, 6], int(0), "addition.days", Range),
            (&[p, 3, 0, 6], int(36_526), "addition.days", Range),
            (&[p, 3, 0, 7], list(&[]), "addition.replaces", Count),
            (&[p, 3, 0, 7], list(&[int(3), int(2)]), "addition.replaces", Order),
            (&[p, 3, 0, 7], many(17, |index| int(index + 1)), "addition.replaces", Count),
            (&[p, 4], flag(false), "reusable", Range),
            (&[p, 5], bytes(9), "state-head", Length),
            (&[p, 6], int(0), "private", UnknownKey),
        ],
    );
    payload_refuses(
        &extending(),
        &[
            (&[p, 3, 0, 1], None, "extend.product", Missing),
            (&[p, 3, 0, 6], None, "extend.days", Missing),
            (&[p, 3, 0, 6], int(0), "extend.days", Range),
            (&[p, 3, 0, 7], int(0), "extend", UnknownKey),
        ],
    );
    payload_refuses(
        &changing(),
        &[
            (&[p, 2], list(&[int(0)]), "scope", Contradiction),
            (&[p, 2], list(&[int(2), bytes(8)]), "scope", Contradiction),
            (&[p, 4], flag(true), "scope", Contradiction),
        ],
    );
}
