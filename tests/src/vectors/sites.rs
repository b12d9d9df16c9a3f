//! One fault each in the fields of what a site signs: receipts and requests.

use super::cbor;
use super::grammar::{Fault, IAT, P, bytes, int, integers, list, text};
use super::vendor::SITE;

pub(super) fn of_started() -> Vec<Fault> {
    vec![
        ("exp", "receipt", "unknown-key", &[4], int(1_830_297_599), "a receipt has no end"),
        (
            "first-previous",
            "first-previous",
            "contradiction",
            &[P, 2],
            bytes(32),
            "there is none before receipt 0",
        ),
        ("site-key-31", "key", "length", &[P, 4], bytes(31), "a key has 32 bytes"),
        ("root-version-0", "event", "range", &[P, 6], int(0), "versions of a root count from 1"),
        ("later-start", "later-kind", "contradiction", &[P], Some(restarted()), "a site is set up once"),
    ]
}

/// The private claim of a second start: receipt 1, with one before it.
fn restarted() -> Vec<u8> {
    let entry = |key: i64, value: Vec<u8>| [cbor::int(key), value].concat();
    cbor::map(&[
        entry(1, cbor::int(1)),
        entry(2, cbor::bytes(&[1; 32])),
        entry(3, cbor::int(0)),
        entry(4, cbor::bytes(SITE.public().as_bytes())),
        entry(5, cbor::bytes(&[1; 32])),
        entry(6, cbor::int(1)),
    ])
}

pub(super) fn of_license_added() -> Vec<Fault> {
    vec![
        ("sequence-missing", "receipt-claim", "missing", &[P, 1], None, "a receipt without its place"),
        ("sequence-2-32", "receipt-claim", "range", &[P, 1], int(4_294_967_296), "sequences have 32 bits"),
        ("digest-missing", "event", "missing", &[P, 5], None, "a license without its digest"),
        ("revision-0", "event", "range", &[P, 6], int(0), "revisions count from 1"),
        ("unknown-11", "unknown-key", "unknown-key", &[P, 11], int(0), "there is no field 11"),
    ]
}

pub(super) fn of_agreement() -> Vec<Fault> {
    vec![
        ("language-RU", "language", "range", &[P, 6], text("RU"), "a language in capitals"),
        ("who-empty", "who", "length", &[P, 7], text(""), "nobody accepted"),
        ("who-1025", "sentence", "length", &[P, 7], text(&"x".repeat(1025)), "a name of 1025 bytes"),
        ("distribution-id", "distribution-id", "unsafe-name", &[P, 4], text("Demo"), "an id in capitals"),
    ]
}

pub(super) fn of_saved() -> Vec<Fault> {
    vec![
        ("version-missing", "installed", "missing", &[P, 5], None, "a release without its version"),
        ("version-empty", "version", "length", &[P, 5], text(""), "a version of no bytes"),
        ("configuration-empty", "configuration", "length", &[P, 7], text(""), "a configuration of no bytes"),
        ("release-none", "release-number", "count", &[P, 8], list(&[]), "a release number of no parts"),
        ("files-none", "event", "count", &[P, 10], list(&[]), "a release without files"),
        (
            "file-of-two",
            "delivered",
            "count",
            &[P, 10, 0],
            list(&[cbor::text("a"), cbor::bytes(&[1; 32])]),
            "a file without its length",
        ),
        (
            "file-name",
            "file-name-character",
            "unsafe-name",
            &[P, 10, 0, 0],
            text("a/b.cfe"),
            "a name that is a path",
        ),
    ]
}

pub(super) fn of_abandoned() -> Vec<Fault> {
    vec![("folder-empty", "folder", "length", &[P, 9], text(""), "a folder without a name")]
}

pub(super) fn of_requests() -> Vec<Fault> {
    let held = |first: u8| cbor::array(&[cbor::bytes(&[first; 12]), cbor::int(1), cbor::bytes(&[1; 32])]);
    let asked = |name: &str| {
        cbor::map(&[[cbor::int(1), cbor::int(1)].concat(), [cbor::int(2), cbor::text(name)].concat()])
    };
    vec![
        ("exp", "request", "unknown-key", &[4], int(1_830_297_599), "a request has no end"),
        ("iat-missing", "request", "missing", &[IAT], None, "the time of signing is missing"),
        ("root-missing", "request-claim", "missing", &[P, 2], None, "which root does the site trust?"),
        ("receipts-missing", "request-claim", "missing", &[P, 3], None, "how far are its receipts?"),
        ("root-version-0", "trusted", "range", &[P, 2, 1], int(0), "versions of a root count from 1"),
        (
            "root-count",
            "trusted",
            "count",
            &[P, 2],
            list(&[cbor::bytes(&[1; 32])]),
            "a root without its version",
        ),
        ("receipts-type", "receipts", "type", &[P, 3, 0], text("10"), "a sequence is a number"),
        ("receipts-2-32", "receipts", "range", &[P, 3, 0], int(4_294_967_296), "sequences have 32 bits"),
        ("catalog-0", "seen", "range", &[P, 4, 0], int(0), "catalogs count from 1"),
        ("bulletin-count", "seen", "count", &[P, 5], integers(&[3]), "a bulletin without its digest"),
        ("licenses-none", "says-nothing", "count", &[P, 6], list(&[]), "an empty list is left out"),
        ("license-revision-0", "held-license", "range", &[P, 6, 0, 1], int(0), "revisions count from 1"),
        ("license-state", "held-license", "length", &[P, 6, 0, 2], bytes(8), "a state has 32 bytes"),
        ("licenses-descending", "held-order", "order", &[P, 6], list(&[held(2), held(1)]), "licenses ascend"),
        ("licenses-twice", "held-order", "order", &[P, 6], list(&[held(1), held(1)]), "one license twice"),
        (
            "licenses-257",
            "request-claim",
            "count",
            &[P, 6],
            list(&(0..257).map(numbered).collect::<Vec<_>>()),
            "257 licenses",
        ),
        ("asked-any", "asked", "range", &[P, 7, 0, 1], int(0), "what is asked for has a kind"),
        ("asked-kind-6", "target-kind", "range", &[P, 7, 0, 1], int(6), "there is no kind 6"),
        ("asked-unnamed", "asked", "missing", &[P, 7, 0, 2], None, "a configuration without a name"),
        (
            "asked-unknown",
            "unknown-key",
            "unknown-key",
            &[P, 7, 0, 4],
            int(1),
            "what is asked has no field 4",
        ),
        (
            "asked-descending",
            "asked-order",
            "order",
            &[P, 7],
            list(&[asked("b"), asked("a")]),
            "names ascend",
        ),
        (
            "wanted-id",
            "distribution-id",
            "unsafe-name",
            &[P, 8, 0],
            text("-demo"),
            "an id that begins with a hyphen",
        ),
        (
            "wanted-descending",
            "wanted-order",
            "order",
            &[P, 8],
            list(&[cbor::text("b"), cbor::text("a")]),
            "distributions ascend",
        ),
        (
            "files-descending",
            "files-order",
            "order",
            &[P, 9],
            list(&[cbor::bytes(&[2; 32]), cbor::bytes(&[1; 32])]),
            "files ascend",
        ),
        ("file-20-bytes", "digest", "length", &[P, 9, 0], bytes(20), "a file's SHA-1 instead of its SHA-256"),
        ("site-id-65", "binding", "length", &[P, 10], text(&"x".repeat(65)), "a site id of 65 bytes"),
        ("contact-257", "name", "length", &[P, 11], text(&"x".repeat(257)), "a contact of 257 bytes"),
        ("comment-1025", "sentence", "length", &[P, 12], text(&"x".repeat(1025)), "a comment of 1025 bytes"),
        ("unknown-13", "unknown-key", "unknown-key", &[P, 13], int(1), "there is no field 13"),
    ]
}

/// A license with the number `at`.
fn numbered(at: u16) -> Vec<u8> {
    let mut number = [0; 12];
    number[..2].copy_from_slice(&at.to_be_bytes());
    cbor::array(&[cbor::bytes(&number), cbor::int(1), cbor::bytes(&[1; 32])])
}
