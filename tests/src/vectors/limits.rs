//! The limits of SPEC §2.4, and the profile of CBOR where it is held apart: frame, header, objects.

use format::catalog::Object as _;
use format::{Document, Envelope, Payload as _};

use super::cbor::{self, Map};
use super::edit::edited;
use super::file::{Body, Vector};
use super::roots::ROOT;
use super::vendor::{CATALOGS, COUPONS, Key, LICENSES, ROOT_1, SITE};
use super::{bulletins, catalogs, coupons, licenses, receipts, requests, roots};

/// The private claim, and the first key of the range for extensions: where a document can be long without another fault.
const EXTENSION: [i64; 2] = [-65_537, 1024];

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = documents();
    all.extend(objects());
    all.extend(frames());
    all
}

fn zeros(count: usize) -> Vec<u8> {
    cbor::array(&vec![vec![0]; count])
}

fn vector(kind: &str, name: &str, rule: &str, expect: &str, comment: &str, document: Vec<u8>) -> Vector {
    let path = format!("{kind}/{name}");
    let vector = Vector::new(&path, kind, expect, "§2.4", comment, Body::Bytes(document)).with("rule", rule);
    match kind {
        "root" | "request" => vector,
        "receipt" => vector.with("site-key", &receipts::site_key()),
        _ => vector.with("root", ROOT),
    }
}

/// One byte and one item too many, in an extension.
fn documents() -> Vec<Vector> {
    let by = |key: Key, document: Document| move |payload: &[u8]| key.forge(document, payload);
    type Signed = Box<dyn Fn(&[u8]) -> Vec<u8>>;
    let kinds: [(Document, Vec<u8>, Signed, usize); 6] = [
        (Document::Root, roots::one_of_one().encode(), Box::new(roots::forged), 2048),
        (Document::Coupon, coupons::bearer().encode(), Box::new(by(COUPONS, Document::Coupon)), 2048),
        (Document::Catalog, catalogs::head(), Box::new(by(CATALOGS, Document::Catalog)), 1_000_000),
        (Document::Bulletin, bulletins::head(), Box::new(by(CATALOGS, Document::Bulletin)), 200_000),
        (Document::Receipt, receipts::payload(1), Box::new(by(SITE, Document::Receipt)), 2048),
        (Document::Request, requests::full().encode(), Box::new(by(SITE, Document::Request)), 4096),
    ];
    let mut all = Vec::new();
    for (document, payload, sign, items) in kinds {
        let kind = document.name();
        let long = sign(&edited(&payload, &EXTENSION, Some(cbor::bytes(&vec![0; document.max_bytes()]))));
        let many = sign(&edited(&payload, &EXTENSION, Some(zeros(items))));
        let frame = if document == Document::Catalog { "catalog-bytes, frame-bytes" } else { "" };
        let rule = if frame.is_empty() { format!("{kind}-bytes") } else { frame.to_owned() };
        all.push(vector(
            kind,
            "too-long",
            &rule,
            "too long",
            "an extension makes it longer than it may be",
            long,
        ));
        let comment = format!("an extension makes it more than {items} items");
        all.push(vector(kind, "too-many-items", &format!("{kind}-items"), "malformed items", &comment, many));
    }
    all
}

fn object(kind: &str, name: &str, rule: &str, expect: &str, comment: &str, bytes: Vec<u8>) -> Vector {
    let folder = if kind == "shard" { "bulletin" } else { "catalog" };
    let blob = format!("{} {}", crypto::sha256(&bytes), bytes.len());
    Vector::new(&format!("{folder}/{kind}-{name}"), kind, expect, "§2.4", comment, Body::Bytes(bytes))
        .with("rule", rule)
        .with("blob", &blob)
}

fn objects() -> Vec<Vector> {
    let (part, distribution) = (catalogs::part(), catalogs::distribution().encode());
    let in_part = |value: Vec<u8>| edited(&part, &[0, 1024], Some(value));
    let in_distribution = |value: Vec<u8>| edited(&distribution, &[1024], Some(value));
    let filler = |bytes: usize| cbor::bytes(&vec![0; bytes]);
    let long = "an extension makes it longer than it may be";
    let decides = "its length decides before anything else of it is read";
    let counts = "the number of its items decides before they are read";
    let mut long_head = distribution.clone();
    long_head.splice(0..1, [0xb8, distribution[0] - 0xa0]);
    vec![
        object("part", "too-long", "part-bytes", "too long", long, in_part(filler(4_194_304))),
        object(
            "part",
            "too-many-items",
            "part-items",
            "malformed items",
            "an extension of 500,000 items",
            in_part(zeros(500_000)),
        ),
        object(
            "distribution",
            "too-long",
            "distribution-bytes",
            "too long",
            long,
            in_distribution(filler(262_144)),
        ),
        object(
            "distribution",
            "too-many-items",
            "distribution-items",
            "malformed items",
            "an extension of 4,096 items",
            in_distribution(zeros(4096)),
        ),
        object("index", "too-long", "index-bytes", "too long", decides, filler(8_388_608)),
        object("index", "too-many-items", "index-items", "malformed items", counts, zeros(1_000_000)),
        object("shard", "too-long", "shard-bytes", "too long", decides, filler(1_048_576)),
        object(
            "distribution",
            "shortest-head",
            "profile-object",
            "malformed shortest-head",
            "its map has a longer head than it needs",
            long_head,
        ),
    ]
}

fn frames() -> Vec<Vector> {
    let payload = licenses::empty().encode();
    let good = Envelope::protected_header(Document::License, LICENSES.id());
    let kid = || cbor::bytes(LICENSES.id().as_bytes());
    let header = |typ: Vec<u8>| Map::default().with(1, cbor::int(-19)).with(4, kid()).with(16, typ).encode();
    let with_header = |protected: &[u8]| LICENSES.forge_with(Document::License, protected, &payload);
    let signature = |protected: &[u8]| {
        LICENSES.signature(&Envelope::to_be_signed(Document::License, protected, &payload))
    };
    let pairs: Vec<Vec<u8>> = (0..33).map(|key| [cbor::int(key), cbor::int(0)].concat()).collect();
    let many = |unprotected: Vec<u8>, protected: &[u8], payload: &[u8], signature: &[u8]| {
        cbor::array(&[cbor::bytes(protected), unprotected, cbor::bytes(payload), cbor::bytes(signature)])
    };
    let crowded = many(cbor::map(&pairs), &good, &payload, &signature(&good));
    let mut long_head = with_header(&good);
    let length = u8::try_from(good.len()).expect("a short header");
    long_head.splice(1..2, [0x58, length]);
    // `alg` in two bytes instead of one.
    let mut long_algorithm = good.clone();
    long_algorithm.splice(2..3, [0x38, 0x12]);
    let root = {
        let pairs: Vec<Vec<u8>> = (0..512).map(|key| [cbor::int(key), cbor::int(0)].concat()).collect();
        let protected = Envelope::protected_header(Document::Root, ROOT_1.id());
        let payload = roots::one_of_one().encode();
        let signed = Envelope::to_be_signed(Document::Root, &protected, &payload);
        cbor::array(&[many(cbor::map(&pairs), &protected, &payload, &ROOT_1.signature(&signed))])
    };
    vec![
        vector(
            "license",
            "envelope-items",
            "envelope-items",
            "malformed envelope",
            "an unprotected header that makes it more than 64 items",
            crowded,
        ),
        vector(
            "root",
            "too-many-items-in-file",
            "root-file-items",
            "malformed items",
            "an unprotected header that makes it more than 1025 items",
            root,
        ),
        vector(
            "license",
            "protected-129-bytes",
            "header-bytes",
            "malformed protected",
            "a protected header of more than 128 bytes",
            with_header(&header(cbor::text(&"x".repeat(120)))),
        ),
        vector(
            "license",
            "protected-17-items",
            "header-items",
            "malformed protected",
            "a protected header of more than 16 items",
            with_header(&header(zeros(12))),
        ),
        vector(
            "license",
            "frame-shortest-head",
            "profile-frame",
            "malformed shortest-head",
            "the protected header has a longer head than it needs",
            long_head,
        ),
        vector(
            "license",
            "protected-shortest-head",
            "profile-header",
            "malformed shortest-head",
            "`alg` in two bytes",
            with_header(&long_algorithm),
        ),
    ]
}
