//! One fault each in the fields of a catalog's objects, and the last rules of roots, shards and keys.

use format::catalog::Object as _;
use format::{Document, Payload as _, SignatureSet};

use super::cbor;
use super::edit::edited;
use super::file::{Body, Vector};
use super::grammar::Fault;
use super::roots::ROOT;
use super::vendor::{CATALOGS, COUPONS, Key, ROOT_1, SITE};
use super::{bulletins, catalogs, coupons, licenses, receipts, roots};

fn some(bytes: Vec<u8>) -> Option<Vec<u8>> {
    Some(bytes)
}

fn release_number(parts: &[i64]) -> Vec<u8> {
    cbor::array(&parts.iter().map(|part| cbor::int(*part)).collect::<Vec<_>>())
}

fn blob() -> Vec<u8> {
    cbor::array(&[cbor::bytes(&[1; 32]), cbor::int(9)])
}

fn object(kind: &str, spec: &str, good: &[u8], (name, rule, problem, path, value, comment): Fault) -> Vector {
    let bytes = edited(good, path, value);
    let blob = format!("{} {}", crypto::sha256(&bytes), bytes.len());
    let (path, expect) = (format!("catalog/{kind}-{name}"), format!("field {problem}"));
    Vector::new(&path, kind, &expect, spec, comment, Body::Bytes(bytes))
        .with("rule", rule)
        .with("blob", &blob)
}

pub(super) fn vectors() -> Vec<Vector> {
    let (index, part, distribution) =
        (catalogs::index(), catalogs::part(), catalogs::distribution().encode());
    let mut all: Vec<Vector> =
        of_indexes(&index).into_iter().map(|fault| object("index", "§6.1", &index, fault)).collect();
    all.extend(of_targets().into_iter().map(|fault| object("part", "§6.2", &part, fault)));
    all.extend(of_releases().into_iter().map(|fault| object("part", "§6.3", &part, fault)));
    all.extend(
        of_distributions().into_iter().map(|fault| object("distribution", "§6.3", &distribution, fault)),
    );
    all.extend(others());
    all
}

fn of_indexes(index: &[u8]) -> Vec<Fault> {
    // The same entry twice does not ascend.
    let entry = index[1..].to_vec();
    vec![
        (
            "entry-count",
            "index-entry",
            "count",
            &[0],
            some(cbor::array(&[cbor::text("demo"), blob()])),
            "an entry without parts",
        ),
        ("parts-none", "index-entry", "count", &[0, 2], some(cbor::array(&[])), "an entry of no parts"),
        ("entry-text", "index", "type", &[0], some(cbor::text("demo")), "an entry is a list"),
        (
            "part-releases-0",
            "part-ref",
            "range",
            &[0, 2, 0, 2],
            some(cbor::int(0)),
            "a part without releases",
        ),
        (
            "part-unknown",
            "unknown-key",
            "unknown-key",
            &[0, 2, 0, 5],
            some(cbor::int(0)),
            "a part's reference has no field 5",
        ),
        (
            "part-lowest",
            "release-number",
            "count",
            &[0, 2, 0, 3],
            some(release_number(&[1; 9])),
            "a release number of nine parts",
        ),
        ("twice", "index-order", "order", &[1], some(entry), "one distribution twice"),
    ]
}

fn of_targets() -> Vec<Fault> {
    let bounded = |inclusive: Vec<u8>| some(cbor::array(&[release_number(&[11, 5]), inclusive]));
    let descending = cbor::array(&[release_number(&[11, 6]), release_number(&[11, 5])]);
    vec![
        ("target-kind-missing", "target", "missing", &[0, 9, 0, 1], None, "a target of no kind"),
        ("target-kind-6", "target-kind", "range", &[0, 9, 0, 1], some(cbor::int(6)), "there is no kind 6"),
        ("any-named", "any-named", "contradiction", &[0, 9, 0, 1], some(cbor::int(0)), "`any` has no name"),
        (
            "target-unknown",
            "unknown-key",
            "unknown-key",
            &[0, 9, 0, 10],
            some(cbor::int(1)),
            "a target has no field 10",
        ),
        ("bound-type", "bound", "type", &[0, 9, 0, 3], bounded(cbor::int(1)), "a bound is inclusive or not"),
        (
            "bound-count",
            "bound",
            "count",
            &[0, 9, 0, 4],
            some(cbor::array(&[release_number(&[11, 5])])),
            "inclusive or not?",
        ),
        (
            "release-part",
            "release-number",
            "range",
            &[0, 9, 0, 3, 0],
            some(release_number(&[4_294_967_296])),
            "a part of more than 32 bits",
        ),
        (
            "range-count",
            "range",
            "count",
            &[0, 9, 0, 5, 0],
            some(cbor::array(&[release_number(&[11, 5])])),
            "a range without an end",
        ),
        ("except-descending", "except-order", "order", &[0, 9, 0, 7], some(descending), "exclusions ascend"),
    ]
}

fn of_releases() -> Vec<Fault> {
    let sentence = |text: &str| some(cbor::map(&[[cbor::text("ru"), cbor::text(text)].concat()]));
    let ids = || some(cbor::array(&[cbor::text("b"), cbor::text("a")]));
    let facts = |version: Vec<u8>| {
        let entry = |key: i64, value: Vec<u8>| [cbor::int(key), value].concat();
        some(cbor::map(&[
            entry(1, cbor::text("Демо")),
            entry(2, version),
            entry(4, cbor::int(2)),
            entry(5, cbor::int(80_316)),
            entry(6, cbor::bytes(&[7; 16])),
        ]))
    };
    vec![
        ("releases-none", "part", "count", &[0, 9], some(cbor::array(&[])), "a release for nothing"),
        ("version-missing", "release", "missing", &[0, 1], None, "a release without its version"),
        (
            "order-2-32",
            "release",
            "range",
            &[0, 2],
            some(cbor::int(4_294_967_296)),
            "order numbers have 32 bits",
        ),
        ("revision-1", "release", "range", &[0, 4], some(cbor::int(1)), "the first revision is left out"),
        ("channel-3", "channel", "range", &[0, 5], some(cbor::int(3)), "there is no channel 3"),
        (
            "reason-alone",
            "why-withdrawn",
            "contradiction",
            &[0, 6],
            sentence("портит остатки"),
            "a reason without a withdrawal",
        ),
        ("reason-empty", "sentences", "length", &[0, 6], sentence(""), "a reason of no words"),
        (
            "whats-new",
            "texts",
            "type",
            &[0, 7],
            sentence("новое"),
            "a text stands elsewhere, here is its digest",
        ),
        ("file-blob-missing", "file", "missing", &[0, 8, 0, 2], None, "a file without its digest"),
        ("file-sha-1", "file", "length", &[0, 8, 0, 4], some(cbor::bytes(&[1; 32])), "SHA-1 has 20 bytes"),
        (
            "file-name-121",
            "file-name",
            "length",
            &[0, 8, 0, 1],
            some(cbor::text(&"x".repeat(121))),
            "a file name of 121 bytes",
        ),
        ("requires-descending", "requires-order", "order", &[0, 11], ids(), "required distributions ascend"),
        (
            "conflicts-descending",
            "conflicts-order",
            "order",
            &[0, 12],
            ids(),
            "conflicting distributions ascend",
        ),
        ("safety-none", "safety-none", "count", &[0, 13], some(cbor::map(&[])), "no safety to switch off"),
        (
            "safety-false",
            "safety",
            "range",
            &[0, 13],
            some(cbor::map(&[[cbor::int(1), cbor::flag(false)].concat()])),
            "a flag is `true` or absent",
        ),
        (
            "facts-version",
            "facts",
            "length",
            &[0, 14],
            facts(cbor::text("")),
            "a version of no bytes is left out",
        ),
        ("unknown-15", "unknown-key", "unknown-key", &[0, 15], some(cbor::int(1)), "there is no field 15"),
    ]
}

fn of_distributions() -> Vec<Fault> {
    let descending = cbor::array(&[cbor::int(8), cbor::int(7)]);
    vec![
        ("id-missing", "distribution", "missing", &[1], None, "a distribution without its id"),
        ("id-capital", "distribution-id", "unsafe-name", &[1], some(cbor::text("Demo")), "an id in capitals"),
        (
            "agreement-type",
            "texts",
            "type",
            &[4],
            some(cbor::text("agreement")),
            "agreements are by language",
        ),
        ("update-feature-0", "feature", "range", &[7], some(cbor::int(0)), "features count from 1"),
        (
            "products-descending",
            "distribution-products-order",
            "order",
            &[8],
            some(descending),
            "products ascend",
        ),
        ("free-false", "flag", "range", &[10], some(cbor::flag(false)), "a flag is `true` or absent"),
        ("unknown-11", "unknown-key", "unknown-key", &[11], some(cbor::int(1)), "there is no field 11"),
    ]
}

/// Bytes of the right length that are no point of the curve.
fn no_point() -> [u8; 32] {
    let candidates = (2..=u8::MAX).map(|first| {
        let mut bytes = [0; 32];
        bytes[0] = first;
        bytes
    });
    let mut off_curve = candidates.filter(|bytes| ed25519_dalek::VerifyingKey::from_bytes(bytes).is_err());
    off_curve.next().expect("half of all are no points")
}

fn others() -> Vec<Vector> {
    let root = |name: &str, rule: &str, expect: &str, spec: &str, comment: &str, file: Vec<u8>| {
        Vector::new(&format!("root/{name}"), "root", expect, spec, comment, Body::Bytes(file))
            .with("rule", rule)
    };
    let one = roots::one_of_one().encode();
    let seventeen: Vec<(format::KeyId, Vec<u8>)> =
        (0x40..0x51).map(|seed| (Key(seed).id(), Key(seed).forge(Document::Root, &one))).collect();
    let off_curve = edited(&one, &[-65_537, 7, 0, 1], some(cbor::bytes(&no_point())));
    let licensed = |name: &str, rule: &str, comment: &str, key: Key| {
        let document = key.forge(Document::License, &licenses::empty().encode());
        Vector::new(
            &format!("license/{name}"),
            "license",
            "unknown key",
            "§5.1",
            comment,
            Body::Bytes(document),
        )
        .with("rule", rule)
        .with("root", ROOT)
    };
    let index = catalogs::index();
    let blob = format!("{} {}", crypto::sha256(&index), index.len());
    let longer = [&index[..], &[0]].concat();
    let shard = cbor::text("entries");
    let shard_blob = format!("{} {}", crypto::sha256(&shard), shard.len());
    let good = |path: &str, kind: &str, spec: &str, document: Vec<u8>| {
        let comment = "a field that this version does not know, in the range set aside";
        Vector::new(path, kind, "ok", spec, comment, Body::Bytes(document)).with("rule", "extensions")
    };
    let extended =
        |payload: &[u8]| edited(payload, &[-65_537, 65_535], some(cbor::text("from a later version")));
    let object = |path: &str, kind: &str, bytes: Vec<u8>| {
        let blob = format!("{} {}", crypto::sha256(&bytes), bytes.len());
        good(path, kind, "§2.7", bytes).with("blob", &blob)
    };
    let more = some(cbor::text("from a later version"));
    let (part, distribution) = (catalogs::part(), catalogs::distribution().encode());
    vec![
        root(
            "seventeen-signatures",
            "signatures-17, root-file",
            "malformed signatures",
            "§4.1",
            "more than 16 signatures",
            SignatureSet::assemble(seventeen),
        ),
        root(
            "key-no-point",
            "key-no-point, weak-key",
            "root weak key",
            "§5.2",
            "an issuing key is no point of the curve",
            roots::forged(&off_curve),
        ),
        licensed("by-root-key", "root-key-only", "signed by a root key", ROOT_1),
        licensed("by-site-key", "site-key-only", "signed by a site's key", SITE),
        Vector::new(
            "catalog/index-longer",
            "index",
            "wrong object",
            "§6.1",
            "a byte more than the head has it",
            Body::Bytes(longer),
        )
        .with("rule", "object-length")
        .with("blob", &blob)
        .with("within", "catalog/head.txt"),
        Vector::new(
            "bulletin/shard-text",
            "shard",
            "field type",
            "§8.2",
            "a text is no packed entries",
            Body::Bytes(shard),
        )
        .with("rule", "shard")
        .with("blob", &shard_blob),
        good("root/with-extensions", "root", "§2.7", roots::forged(&extended(&one))),
        good(
            "coupon/with-extensions",
            "coupon",
            "§2.7",
            COUPONS.forge(Document::Coupon, &extended(&coupons::bearer().encode())),
        )
        .with("root", ROOT),
        good(
            "catalog/with-extensions",
            "catalog",
            "§2.7",
            CATALOGS.forge(Document::Catalog, &extended(&catalogs::head())),
        )
        .with("root", ROOT),
        good(
            "bulletin/with-extensions",
            "bulletin",
            "§2.7",
            CATALOGS.forge(Document::Bulletin, &extended(&bulletins::head())),
        )
        .with("root", ROOT),
        good(
            "receipt/with-extensions",
            "receipt",
            "§2.7",
            SITE.forge(Document::Receipt, &extended(&receipts::payload(1))),
        )
        .with("site-key", &receipts::site_key()),
        object("catalog/part-with-extensions", "part", edited(&part, &[0, 1024], more.clone())),
        object("catalog/distribution-with-extensions", "distribution", edited(&distribution, &[1024], more)),
    ]
}
