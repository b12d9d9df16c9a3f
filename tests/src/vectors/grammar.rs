//! One fault each in the fields of documents: the rules of the grammars, and those that SPEC names below them.

use format::{Document, Payload as _};

use super::cbor;
use super::edit::edited;
use super::file::{Body, Vector};
use super::roots::ROOT;
use super::vendor::{CATALOGS, COUPONS, LICENSES, SITE};
use super::{bulletins, catalogs, coupons, licenses, receipts, requests, roots, sites};

/// The private claim.
pub(super) const P: i64 = -65_537;
pub(super) const IAT: i64 = 6;

/// Name, rule, problem, what the edit is made at, what stands there then, and what is wrong with it.
pub(super) type Fault =
    (&'static str, &'static str, &'static str, &'static [i64], Option<Vec<u8>>, &'static str);

pub(super) fn int(value: i64) -> Option<Vec<u8>> {
    Some(cbor::int(value))
}

pub(super) fn bytes(length: usize) -> Option<Vec<u8>> {
    Some(cbor::bytes(&vec![7; length]))
}

pub(super) fn text(text: &str) -> Option<Vec<u8>> {
    Some(cbor::text(text))
}

pub(super) fn list(items: &[Vec<u8>]) -> Option<Vec<u8>> {
    Some(cbor::array(items))
}

fn empty_map() -> Option<Vec<u8>> {
    Some(cbor::map(&[]))
}

/// Names by language, or anything else that stands under one.
fn by_language(language: &str, value: Vec<u8>) -> Option<Vec<u8>> {
    Some(cbor::map(&[[cbor::text(language), value].concat()]))
}

pub(super) fn integers(values: &[i64]) -> Option<Vec<u8>> {
    list(&values.iter().map(|value| cbor::int(*value)).collect::<Vec<_>>())
}

/// The vectors of one kind of document: `sign` makes a document of a payload.
pub(super) fn faults(
    document: Document,
    spec: &str,
    payload: &[u8],
    sign: &dyn Fn(&[u8]) -> Vec<u8>,
    rows: Vec<Fault>,
) -> Vec<Vector> {
    let kind = document.name();
    let made = rows.into_iter().map(|(name, rule, problem, path, value, comment)| {
        let document = sign(&edited(payload, path, value));
        let (path, expect) = (format!("{kind}/grammar-{name}"), format!("field {problem}"));
        Vector::new(&path, kind, &expect, spec, comment, Body::Bytes(document)).with("rule", rule)
    });
    let with_trust = made.map(|vector| match document {
        Document::Root | Document::Request => vector,
        Document::Receipt => vector.with("site-key", &receipts::site_key()),
        _ => vector.with("root", ROOT),
    });
    with_trust.collect()
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = faults(Document::Root, "§4.1", &roots::full().encode(), &roots::forged, of_roots());
    let sign = |payload: &[u8]| LICENSES.forge(Document::License, payload);
    all.extend(faults(Document::License, "§4.2", &licenses::full().encode(), &sign, of_licenses()));
    let sign = |payload: &[u8]| COUPONS.forge(Document::Coupon, payload);
    let kinds = [
        (coupons::bearer(), of_adding()),
        (coupons::extending(), of_extending()),
        (coupons::changing(), of_changing()),
    ];
    for (coupon, rows) in kinds {
        all.extend(faults(Document::Coupon, "§4.3", &coupon.encode(), &sign, rows));
    }
    let sign = |payload: &[u8]| CATALOGS.forge(Document::Catalog, payload);
    all.extend(faults(Document::Catalog, "§6.1", &catalogs::head(), &sign, of_catalogs()));
    let sign = |payload: &[u8]| SITE.forge(Document::Receipt, payload);
    for (receipt, rows) in [
        (0, sites::of_started()),
        (1, sites::of_license_added()),
        (4, sites::of_agreement()),
        (7, sites::of_saved()),
        (8, sites::of_abandoned()),
    ] {
        all.extend(faults(Document::Receipt, "§7.2", &receipts::payload(receipt), &sign, rows));
    }
    let sign = |payload: &[u8]| CATALOGS.forge(Document::Bulletin, payload);
    all.extend(faults(Document::Bulletin, "§8.1", &bulletins::head(), &sign, of_bulletins()));
    let sign = |payload: &[u8]| SITE.forge(Document::Request, payload);
    all.extend(faults(Document::Request, "§9", &requests::full().encode(), &sign, sites::of_requests()));
    all
}

fn of_roots() -> Vec<Fault> {
    let twice = [cbor::int(1), cbor::int(1)];
    vec![
        ("exp-type", "root", "type", &[4], text("2030"), "the end of freshness is a text"),
        ("cti", "root", "unknown-key", &[7], bytes(12), "a root has no number"),
        ("version-missing", "root-claim", "missing", &[P, 1], None, "the version is missing"),
        ("unknown-8", "unknown-key", "unknown-key", &[P, 8], int(0), "there is no field 8"),
        ("prefix-5", "prefix", "length", &[P, 2], text("DEMOS"), "a prefix of five letters"),
        ("names-none", "names", "count", &[P, 3], empty_map(), "a vendor without a name"),
        (
            "name-257",
            "name",
            "length",
            &[P, 3],
            by_language("en", cbor::text(&"x".repeat(257))),
            "a name of 257 bytes",
        ),
        (
            "language",
            "language",
            "range",
            &[P, 3],
            by_language("EN", cbor::text("Demo")),
            "a language in capitals",
        ),
        ("environment-2", "environment", "range", &[P, 4], int(2), "there is no environment 2"),
        ("threshold-17", "root-claim", "range", &[P, 5], int(17), "a root has at most 16 keys"),
        ("key-text", "key", "type", &[P, 6, 0], text("key"), "a key is bytes"),
        ("purposes-none", "issuing-key", "count", &[P, 7, 3, 2], list(&[]), "a key for nothing"),
        ("purpose-twice", "purposes-order", "order", &[P, 7, 3, 2], list(&twice), "one purpose twice"),
        ("key-unknown", "unknown-key", "unknown-key", &[P, 7, 3, 6], int(0), "an issuing key has no field 6"),
        (
            "key-period",
            "key-period",
            "contradiction",
            &[P, 7, 3, 4],
            int(1),
            "a key's time ends before it begins",
        ),
        ("key-from", "seconds", "range", &[P, 7, 3, 3], int(253_402_300_800), "a second after the year 9999"),
    ]
}

fn of_licenses() -> Vec<Fault> {
    vec![
        ("iat-text", "license", "type", &[IAT], text("2026"), "the time of signing is a text"),
        ("holder-257", "license", "length", &[2], text(&"x".repeat(257)), "a holder of 257 bytes"),
        ("product-0", "product", "range", &[P, 2, 0, 1], int(0), "products count from 1"),
        ("grant-product", "grant", "missing", &[P, 2, 0, 1], None, "a grant without its product"),
        ("grant-unknown", "unknown-key", "unknown-key", &[P, 2, 0, 6], int(1), "a grant has no field 6"),
        ("features-none", "features", "count", &[P, 2, 0, 2], empty_map(), "a grant of nothing"),
        (
            "feature-0",
            "feature",
            "range",
            &[P, 2, 0, 2],
            Some(cbor::map(&[[cbor::int(0), cbor::int(1)].concat()])),
            "features count from 1",
        ),
        (
            "limit-false",
            "limit",
            "range",
            &[P, 2, 0, 2, 1],
            Some(cbor::flag(false)),
            "a limit is a number or `true`",
        ),
        ("limit-text", "limit", "type", &[P, 2, 0, 2, 1], text("25"), "a limit is a number or `true`"),
        ("until-type", "grant", "type", &[P, 2, 0, 4], text("2027"), "an end is a number of seconds"),
        ("folded-none", "says-nothing", "count", &[P, 3], list(&[]), "an empty list is left out"),
        ("tag-7-bytes", "coupon-tag", "length", &[P, 3, 0], bytes(7), "a tag has 8 bytes"),
        ("binding-empty", "binding", "length", &[P, 4, 1], text(""), "an id has at least one byte"),
        ("binding-65", "binding", "length", &[P, 4, 2], text(&"x".repeat(65)), "an id of 65 bytes"),
        ("bindings-3", "bindings", "unknown-key", &[P, 4, 3], text("host"), "there is no third binding yet"),
        ("grace-0", "license-claim", "range", &[P, 5], int(0), "no days of grace are left out"),
        ("state-head-9", "state-head", "length", &[P, 7, 0], bytes(9), "a state head has 8 bytes"),
        (
            "last-change-bytes",
            "last-change",
            "type",
            &[P, 7],
            bytes(8),
            "a state head without the change's time",
        ),
        ("claims-list", "claims", "type", &[P], list(&[]), "the private claim is a list"),
    ]
}

fn of_adding() -> Vec<Fault> {
    vec![
        ("cti-missing", "coupon", "missing", &[7], None, "a coupon without its number"),
        ("sub", "coupon", "unknown-key", &[2], text("holder"), "a coupon has no holder"),
        ("kind-missing", "coupon-change", "missing", &[P, 1], None, "a coupon of no kind"),
        ("scope-missing", "coupon-change", "missing", &[P, 2], None, "a coupon for nobody"),
        (
            "scope-3",
            "scope",
            "range",
            &[P, 2],
            list(&[cbor::int(3), cbor::bytes(&[1; 8])]),
            "there is no scope 3",
        ),
        ("scope-license", "scope", "count", &[P, 2], integers(&[1]), "a license that is not named"),
        (
            "scope-customer",
            "scope",
            "length",
            &[P, 2],
            list(&[cbor::int(2), cbor::bytes(&[1; 12])]),
            "a customer has 8 bytes",
        ),
        (
            "scope-number",
            "number-id",
            "range",
            &[P, 2],
            list(&[cbor::int(1), cbor::bytes(&[0x80; 12])]),
            "the first bit of the number is 1",
        ),
        ("reusable-false", "flag", "range", &[P, 4], Some(cbor::flag(false)), "a flag is `true` or absent"),
        ("state-head-7", "state-head", "length", &[P, 5], bytes(7), "a state head has 8 bytes"),
        ("unknown-6", "unknown-key", "unknown-key", &[P, 6], int(1), "there is no field 6"),
        ("addition-product", "addition", "missing", &[P, 3, 0, 1], None, "an addition without its product"),
        ("addition-features", "addition", "missing", &[P, 3, 0, 2], None, "an addition without features"),
        (
            "addition-from",
            "addition",
            "unknown-key",
            &[P, 3, 0, 3],
            int(1),
            "an addition begins with its coupon or its redemption",
        ),
        ("days-36526", "days", "range", &[P, 3, 0, 6], int(36_526), "more than a hundred years"),
        (
            "days-of-use-of-no-trial",
            "add-use-days",
            "contradiction",
            &[P, 3, 0, 8],
            int(30),
            "days of use where there is no trial",
        ),
        ("replaces-none", "says-nothing", "count", &[P, 3, 0, 7], list(&[]), "an empty list is left out"),
        (
            "replaces-descending",
            "replaced-order",
            "order",
            &[P, 3, 0, 7],
            integers(&[9, 8]),
            "replaced products ascend",
        ),
    ]
}

fn of_extending() -> Vec<Fault> {
    vec![
        ("extension-none", "coupon-change", "count", &[P, 3], list(&[]), "a coupon that extends nothing"),
        ("extension-days", "trial-extension", "missing", &[P, 3, 0, 6], None, "an extension by no days"),
        (
            "extension-until",
            "trial-extension",
            "unknown-key",
            &[P, 3, 0, 4],
            int(1_830_297_599),
            "a trial is extended by days",
        ),
        ("extension-days-0", "days", "range", &[P, 3, 0, 6], int(0), "an extension by no days"),
    ]
}

fn of_changing() -> Vec<Fault> {
    vec![
        ("change-items-missing", "coupon-change", "missing", &[P, 3], None, "a change to what?"),
        (
            "change-days",
            "grant",
            "unknown-key",
            &[P, 3, 0, 6],
            int(30),
            "a change has grants, with fixed ends",
        ),
        (
            "change-customer",
            "change-scope",
            "contradiction",
            &[P, 2],
            list(&[cbor::int(2), cbor::bytes(&[1; 8])]),
            "a change is for one license",
        ),
        (
            "change-period",
            "grant-period",
            "contradiction",
            &[P, 3, 0, 3],
            int(1_830_297_600),
            "a grant ends before it begins",
        ),
    ]
}

fn of_catalogs() -> Vec<Fault> {
    let info = |number: i64| {
        cbor::array(&[cbor::int(number), by_language("en", cbor::text("x")).unwrap_or_default()])
    };
    let feature = |number: i64| {
        cbor::array(&[
            cbor::int(number),
            by_language("en", cbor::text("x")).unwrap_or_default(),
            cbor::int(1),
        ])
    };
    vec![
        ("number-0", "catalog-claim", "range", &[P, 1], int(0), "catalogs count from 1"),
        ("unknown-6", "unknown-key", "unknown-key", &[P, 6], int(0), "there is no field 6"),
        ("groups-none", "says-nothing", "count", &[P, 2], list(&[]), "an empty list is left out"),
        ("group-kind-6", "target-kind", "range", &[P, 2, 1, 0], int(6), "there is no kind 6"),
        ("group-unnamed", "group", "length", &[P, 2, 1, 1], text(""), "a group without a name"),
        (
            "blob-count",
            "blob",
            "count",
            &[P, 2, 0, 2],
            list(&[cbor::bytes(&[1; 32])]),
            "a digest without its length",
        ),
        ("digest-31", "digest", "length", &[P, 2, 0, 2, 0], bytes(31), "a digest has 32 bytes"),
        ("length-text", "blob", "type", &[P, 2, 0, 2, 1], text("9"), "a length is a number"),
        ("product-info", "product-info", "count", &[P, 3, 0], integers(&[7]), "a product without names"),
        (
            "products-descending",
            "products-order",
            "order",
            &[P, 3],
            list(&[info(8), info(7)]),
            "products ascend",
        ),
        ("feature-info", "feature-info", "count", &[P, 4, 0], integers(&[1]), "a feature without names"),
        ("metering-6", "metering", "range", &[P, 4, 0, 2], int(6), "there is no metering 6"),
        (
            "features-descending",
            "features-order",
            "order",
            &[P, 4],
            list(&[feature(2), feature(1)]),
            "features ascend",
        ),
        ("audit-head", "digest", "length", &[P, 5], bytes(20), "a digest has 32 bytes"),
    ]
}

fn of_bulletins() -> Vec<Fault> {
    vec![
        ("exp-negative", "bulletin", "type", &[4], int(-1), "a time before 1970"),
        ("cti", "bulletin", "unknown-key", &[7], bytes(12), "a bulletin has a number of its own kind"),
        ("salt-15", "salt", "length", &[P, 2], bytes(15), "a salt has 16 bytes"),
        ("entries-text", "revoked", "type", &[P, 3], text("entries"), "entries are bytes"),
        ("burnt-key-9", "key-id", "length", &[P, 5, 0, 0], bytes(9), "a key id has 8 bytes"),
        (
            "burnt-without-since",
            "burnt-key",
            "count",
            &[P, 5, 0],
            list(&[cbor::bytes(&[1; 8])]),
            "a burnt key without a time",
        ),
        ("burnt-none", "says-nothing", "count", &[P, 5], list(&[]), "an empty list is left out"),
        (
            "withdrawn-digest",
            "withdrawn",
            "length",
            &[P, 6, 0, 0],
            bytes(31),
            "a record's digest has 32 bytes",
        ),
        (
            "withdrawn-why",
            "sentences",
            "length",
            &[P, 6, 0, 1],
            by_language("ru", cbor::text("")),
            "a reason of no words",
        ),
    ]
}
