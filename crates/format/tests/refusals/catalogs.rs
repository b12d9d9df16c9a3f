use format::catalog::{Distribution, Index, Object as _, Part, Release};
use format::{ParseError, Payload as _};

use super::edits::*;
use super::good::*;

#[test]
fn catalog_heads() {
    let p = PRIVATE;
    let (head, ..) = catalog();
    let names = map(&[("en".into(), "x".into())]);
    refuses(
        &head,
        format::Catalog::decode,
        &[
            (&[4], None, "exp", Missing),
            (&[2], text("holder"), "sub", UnknownKey),
            (&[p, 1], int(0), "catalog-number", Range),
            (&[p, 2], list(&[]), "groups", Count),
            (&[p, 2, 0], list(&[int(0)]), "groups", Count),
            (&[p, 2, 0, 0], int(6), "groups", Range),
            (&[p, 2, 0, 1], text("x"), "groups", Length),
            (&[p, 2, 1, 1], text(""), "groups", Length),
            (&[p, 2, 1, 1], text(&"x".repeat(257)), "groups", Length),
            (&[p, 2, 1, 2], list(&[bytes(32)]), "groups", Count),
            (&[p, 2, 1, 2, 0], bytes(31), "groups", Length),
            (&[p, 2, 1, 2, 1], text("9"), "groups", Type),
            (&[p, 2, 2], list(&[int(0), text(""), list(&[bytes(32), int(1)])]), "groups", Order),
            (&[p, 3], list(&[]), "products", Count),
            (&[p, 3, 0, 0], int(0), "products", Range),
            (&[p, 3, 2], list(&[int(2), names.clone()]), "products", Order),
            (&[p, 4, 0, 2], int(6), "features", Range),
            (&[p, 4, 2], list(&[int(1), names, int(1)]), "features", Order),
            (&[p, 5], bytes(20), "audit-head", Length),
            (&[p, 6], int(0), "private", UnknownKey),
        ],
    );
}

#[test]
fn catalog_indexes_and_parts() {
    let (_, index, part) = catalog();
    refuses(
        &index,
        Index::decode,
        &[
            (&[0, 0], text("A"), "object", UnsafeName),
            (&[0, 0], text("c"), "index", Order),
            (&[0, 2], list(&[]), "object", Count),
            (&[0, 1, 0], bytes(33), "object", Length),
            (&[0, 2, 0, 1], None, "part-ref.blob", Missing),
            (&[0, 2, 0, 2], int(0), "part-ref.releases", Range),
            (&[0, 2, 0, 3], list(&[]), "part-ref.lowest", Count),
            (&[0, 2, 0, 4], many(9, int), "part-ref.highest", Count),
            (&[0, 2, 0, 5], int(0), "part-ref", UnknownKey),
        ],
    );
    refuses(&part, Part::decode, &[(&[0, 2], int(2), "part", Order), (&[0, 2], int(3), "part", Order)]);
    assert!(matches!(Index::decode(&[0x80]), Err(ParseError::Field { problem: Count, .. })));
    assert!(matches!(Part::decode(&[0x80]), Err(ParseError::Field { problem: Count, .. })));
}

#[test]
fn releases() {
    let twice = edited(&release().encode(), &[8, 1, 1], text("A.cfe").as_ref());
    assert!(matches!(Release::decode(&twice), Err(ParseError::Field { problem: Contradiction, .. })));
    let name = |name: &str| text(name);
    refuses(
        &release().encode(),
        Release::decode,
        &[
            (&[1], None, "release.version", Missing),
            (&[1], text(""), "release.version", Length),
            (&[2], int(1 << 32), "release.order", Range),
            (&[3], int(PAST_THE_LAST_SECOND), "release.date", Range),
            (&[4], int(1), "release.revision", Range),
            (&[5], None, "release", Contradiction),
            (&[5], int(0), "release.channel", Range),
            (&[5], int(3), "release.channel", Range),
            (&[6], None, "release", Contradiction),
            (&[6], map(&[]), "release.reason", Count),
            (&[7], map(&[]), "release.whats-new", Count),
            (&[8], list(&[]), "release.files", Count),
            (&[8, 0, 1], name("../a"), "file.name", UnsafeName),
            (&[8, 0, 1], name("a/b"), "file.name", UnsafeName),
            (&[8, 0, 1], name("C:x"), "file.name", UnsafeName),
            (&[8, 0, 1], name("nul.cfe"), "file.name", UnsafeName),
            (&[8, 0, 1], name("x."), "file.name", UnsafeName),
            (&[8, 0, 1], name(&"x".repeat(121)), "file.name", Length),
            (&[8, 0, 2], None, "file.blob", Missing),
            (&[8, 0, 3], text(""), "file.role", Length),
            (&[8, 0, 4], bytes(19), "file.sha-1", Length),
            (&[8, 0, 5], int(0), "file", UnknownKey),
            (&[9], list(&[]), "release.targets", Count),
            (&[10], list(&[]), "release.from-versions", Count),
            (&[11], list(&[text("b"), text("a")]), "release.requires", Order),
            (&[11], list(&[text("B")]), "release.requires", UnsafeName),
            (&[12], list(&[text("-a")]), "release.conflicts", UnsafeName),
            (&[13], map(&[]), "safety", Count),
            (&[13, 1], flag(false), "safety.safe-mode", Range),
            (&[13, 3], flag(true), "safety", UnknownKey),
            (&[14, 1], None, "facts.name", Missing),
            (&[14, 4], int(3), "facts.purpose", Range),
            (&[14, 5], text("8.3.16"), "facts.compatibility-mode", Type),
            (&[14, 6], bytes(15), "facts.root-uuid", Length),
            (&[14, 9], int(0), "facts", UnknownKey),
            (&[15], int(0), "release", UnknownKey),
        ],
    );
}

#[test]
fn targets() {
    let range = |first: u64, last: u64| list(&[list(&[int(first)]), list(&[int(last)])]);
    refuses(
        &release().encode(),
        Release::decode,
        &[
            (&[9, 0, 1], int(6), "target.kind", Range),
            (&[9, 0, 1], int(0), "release.targets", Contradiction),
            (&[9, 0, 2], None, "release.targets", Contradiction),
            (&[9, 0, 2], text(""), "target.name", Length),
            (&[9, 0, 3, 0], list(&[]), "target.lower", Count),
            (&[9, 0, 3, 0], many(9, int), "target.lower", Count),
            (&[9, 0, 3, 0, 0], int(1 << 32), "target.lower", Range),
            (&[9, 0, 3, 1], int(1), "target.lower", Type),
            (&[9, 0, 4], list(&[list(&[int(1)])]), "target.upper", Count),
            (&[9, 0, 5], list(&[]), "target.tested", Count),
            (&[9, 0, 5, 0], range(2, 1), "target.tested", Contradiction),
            (&[9, 0, 5], many(33, |_| range(1, 2)), "target.tested", Count),
            (&[9, 0, 6], list(&[list(&[int(2)]), list(&[int(1)])]), "target.builds", Order),
            (&[9, 0, 7], list(&[list(&[int(1)]), list(&[int(1), int(0)])]), "target.except", Order),
            (&[9, 0, 8], int(1), "target.platform-lower", Type),
            (&[9, 0, 10], int(1), "target", UnknownKey),
        ],
    );
}

#[test]
fn distributions() {
    refuses(
        &distribution().encode(),
        Distribution::decode,
        &[
            (&[1], None, "distribution.id", Missing),
            (&[1], text("a_b"), "distribution.id", UnsafeName),
            (&[1], text(&"a".repeat(65)), "distribution.id", Length),
            (&[2], None, "distribution.names", Missing),
            (&[3], map(&[("en".into(), "x".repeat(1025).into())]), "distribution.descriptions", Length),
            (&[4], map(&[]), "distribution.agreements", Count),
            (&[5], map(&[("en".into(), "x".into())]), "distribution.documentation", Type),
            (&[6], text(""), "distribution.developer", Length),
            (&[7], int(0), "distribution.update-feature", Range),
            (&[8], list(&[int(2), int(1)]), "distribution.products", Order),
            (&[9], int(0), "distribution.trial-product", Range),
            (&[10], flag(false), "distribution.free", Range),
            (&[11], int(0), "distribution", UnknownKey),
        ],
    );
}
