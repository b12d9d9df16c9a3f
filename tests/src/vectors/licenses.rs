use std::num::NonZeroU32;

use format::{
    Bindings, CouponTag, CustomerId, Document, Envelope, FeatureId, Features, Grant, LastChange, License,
    Limit, NumberId, Payload, ProductId, StateHead, UnixTime,
};

use super::cbor::{self, Map};
use super::file::{Body, Vector};
use super::roots::{FAMILY_ROOT, RETIRED_FROM, RETIRED_UNTIL, ROOT};
use super::vendor::{CATALOGS, COUPONS, FAMILY, Key, LICENSES, RETIRED, STRANGER, now};

pub(super) fn number() -> NumberId {
    NumberId::new([0x5b, 0x85, 0x4b, 0x6a, 0x3c, 0x5e, 0xd8, 0xb9, 0x1f, 0xa5, 0x2e, 0x70])
        .expect("the first bit is 0")
}

pub(super) fn customer() -> CustomerId {
    CustomerId::new([0xc0, 0xff, 0xee, 0, 0, 0, 0, 1])
}

pub(super) fn product(number: u32) -> ProductId {
    ProductId::new(number).expect("from 1")
}

pub(super) fn features(limits: &[(u32, Option<u32>)]) -> Features {
    let limit =
        |limit: Option<u32>| limit.map_or(Limit::Unlimited, |count| Limit::count(count).expect("from 1"));
    limits.iter().map(|(id, count)| (FeatureId::new(*id).expect("from 1"), limit(*count))).collect()
}

/// No products yet: what a coupon is applied to.
pub(super) fn empty() -> License {
    let mut license = License::new(number(), customer(), now());
    license.holder = Some("ООО «Ромашка»".to_owned());
    license
}

pub(super) fn full() -> License {
    let mut license = empty();
    (license.revision, license.grace_days) = (3, 14);
    license.grants = vec![
        Grant::new(product(7), features(&[(1, Some(25)), (2, None)])).until(UnixTime::new(1_830_297_599)),
        Grant::new(product(9), features(&[(5, Some(1))])).from(now()).until(now().plus_days(30)).trial(),
    ];
    let coupon = |byte: u8| CouponTag::of(NumberId::from_random([byte; 12]));
    license.folded = vec![coupon(1), coupon(2), coupon(0x7f)];
    license.bindings = Bindings::default();
    license.bindings.site = Some("КАССА-1".to_owned());
    license.bindings.infobase = Some("6c1f3a52-7d0c-4f7e-9f0e-0f3f6f0f5a11".to_owned());
    let head = StateHead::new([0xd1, 0xce, 0, 0, 0, 0, 0, 1]);
    license.last_change = Some(LastChange { head, signed: now() });
    license
}

fn trial_of_use() -> License {
    let thirty = NonZeroU32::new(30).expect("thirty");
    let mut license = empty();
    license.grants = vec![Grant::new(product(9), features(&[(5, Some(1))])).from(now()).trial_of(thirty)];
    license
}

pub(super) fn signed(license: &License) -> Vec<u8> {
    LICENSES.signing().sign(license).expect("a license that readers take")
}

fn vector(name: &str, expect: &str, spec: &str, comment: &str, document: Vec<u8>) -> Vector {
    Vector::new(&format!("license/{name}"), "license", expect, spec, comment, Body::Bytes(document))
        .with("root", ROOT)
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = good();
    all.extend(bytes());
    all.extend(envelopes());
    all.extend(fields());
    all.extend(signatures());
    all
}

fn good() -> Vec<Vector> {
    let ok = |name, comment, document: Vec<u8>| {
        let envelope = Envelope::parse(&document).expect("a document");
        let digest = crypto::sha256(envelope.unverified_payload()).to_string();
        vector(name, "ok", "§4.2", comment, document).with("digest", &digest)
    };
    let later =
        plain().with(1024, cbor::text("from a later version")).with(65_535, cbor::array(&[cbor::int(-1)]));
    let mixed = [vec![0xa2], cbor::int(100), cbor::int(0), cbor::int(-1), cbor::int(0)].concat();
    vec![
        ok("empty", "a new license key without products", signed(&empty())),
        ok(
            "full",
            "two grants, three coupons folded in, bindings, 14 days of grace, a state head",
            signed(&full()),
        ),
        ok(
            "trial-of-use",
            "a trial for thirty different days of use, without an end",
            signed(&trial_of_use()),
        ),
        ok(
            "with-extensions",
            "fields that this version does not know, in the range set aside for them",
            forged(&later),
        ),
        ok(
            "keys-by-their-bytes",
            "100 stands before -1: keys ascend by their bytes, not by length first",
            forged(&plain().with(1024, mixed)),
        ),
        ok("signed-in-time", "the first second of a key that is retired by now", retired(RETIRED_FROM)),
    ]
}

/// The private claim of a license without anything optional.
fn plain() -> Map {
    Map::default().with(1, cbor::int(1)).with(6, cbor::bytes(customer().as_bytes()))
}

fn claims() -> Map {
    Map::default().with(6, cbor::int(1_790_000_000)).with(7, cbor::bytes(number().as_bytes()))
}

/// A license with this private claim, rightly signed.
fn forged(private: &Map) -> Vec<u8> {
    LICENSES.forge(Document::License, &cbor::payload(&claims(), private))
}

fn retired(seconds: u64) -> Vec<u8> {
    let mut license = empty();
    license.issued_at = UnixTime::new(seconds);
    RETIRED.signing().sign(&license).expect("a license that readers take")
}

/// Faults in the bytes of a payload, under a signature that holds.
fn bytes() -> Vec<Vector> {
    let rule = |name: &str, comment, document| {
        vector(&format!("malformed-{name}"), &format!("malformed {name}"), "§2.2", comment, document)
    };
    let private = |name, comment, private: &Map| rule(name, comment, forged(private));
    let claimed = |name, comment, claims: &Map| {
        rule(name, comment, LICENSES.forge(Document::License, &cbor::payload(claims, &plain())))
    };
    let whole = forged(&plain());
    let customer = || cbor::bytes(customer().as_bytes());
    let indefinite = [cbor::int(-65_537), vec![0xbf], plain().entries(), vec![0xff]].concat();
    let indefinite = [vec![0xa3], claims().entries(), indefinite].concat();
    let nested = [vec![0x81; 13], cbor::int(0)].concat();
    let items = [vec![0x99, 0x10, 0x00], vec![0; 4096]].concat();
    let length_first = [vec![0xa2], cbor::int(-1), cbor::int(0), cbor::int(100), cbor::int(0)].concat();
    vec![
        rule("whole", "the last byte is missing", whole[..whole.len() - 1].to_vec()),
        rule("one-item", "a byte follows the document", [&whole[..], &[0]].concat()),
        private("shortest-head", "revision 1 in two bytes", &plain().with(1, [0x18, 0x01])),
        rule(
            "indefinite",
            "the private claim has an indefinite length",
            LICENSES.forge(Document::License, &indefinite),
        ),
        private("reserved", "the revision has additional information 28", &plain().with(1, [0x1c])),
        private(
            "key-order",
            "the revision stands after the customer",
            &Map::default().and_last(6, customer()).and_last(1, cbor::int(1)),
        ),
        private(
            "duplicate-key",
            "the revision stands there twice",
            &Map::default().and_last(1, cbor::int(1)).and_last(1, cbor::int(1)).and_last(6, customer()),
        ),
        private("float", "the revision is 1.0", &plain().with(1, [0xf9, 0x3c, 0x00])),
        claimed(
            "tag",
            "iat is tagged as a time",
            &claims().with(6, [&[0xc1], &cbor::int(1_790_000_000)[..]].concat()),
        ),
        private("simple", "the revision is null", &plain().with(1, [0xf6])),
        claimed("utf8", "the holder is the byte ff", &claims().with(2, [0x61, 0xff])),
        claimed(
            "nfc",
            "the holder is e and a combining acute accent",
            &claims().with(2, cbor::text("e\u{301}")),
        ),
        claimed(
            "control",
            "the holder's name turns the direction of writing",
            &claims().with(2, cbor::text("abc\u{202e}fdp")),
        ),
        private(
            "depth",
            "an extension is nested so that the payload is more than 12 deep",
            &plain().with(1024, nested),
        ),
        private("items", "an extension makes it 4097 items and more", &plain().with(1024, items)),
        vector(
            "malformed-key-order-length-first",
            "malformed key-order",
            "§2.2",
            "-1 stands before 100, as RFC 7049 had it",
            forged(&plain().with(1024, length_first)),
        ),
    ]
}

/// Faults in the envelope.
fn envelopes() -> Vec<Vector> {
    let rule = |name: &str, rule: &str, comment, document| {
        vector(name, &format!("malformed {rule}"), "§2.3", comment, document)
    };
    let payload = empty().encode();
    let good = Envelope::protected_header(Document::License, LICENSES.id());
    let with_header = |protected: &[u8]| LICENSES.forge_with(Document::License, protected, &payload);
    let signature = |protected: &[u8]| {
        cbor::bytes(&LICENSES.signature(&Envelope::to_be_signed(Document::License, protected, &payload)))
    };
    let parts = |members: &[Vec<u8>]| cbor::array(members);
    let (protected, empty_map) = (cbor::bytes(&good), vec![0xa0]);
    let kid_outside = Map::default().with(4, cbor::bytes(LICENSES.id().as_bytes())).encode();
    let header = |algorithm: Vec<u8>| {
        Map::default().with(1, algorithm).with(4, cbor::bytes(LICENSES.id().as_bytes())).encode()
    };
    let critical = Map::default()
        .with(1, cbor::int(-19))
        .with(2, cbor::array(&[cbor::int(4)]))
        .with(4, cbor::bytes(LICENSES.id().as_bytes()))
        .encode();
    let whole = signed(&empty());
    let long = LICENSES
        .forge(Document::License, &cbor::payload(&claims(), &plain().with(1024, cbor::bytes(&[0; 15_360]))));
    vec![
        rule("tagged", "tag", "the tag 18 of COSE_Sign1 stands before it", [&[0xd2], &whole[..]].concat()),
        rule(
            "three-members",
            "envelope",
            "the signature is missing",
            parts(&[protected.clone(), empty_map.clone(), cbor::bytes(&payload)]),
        ),
        rule("text", "envelope", "a text instead of an array", cbor::text("license")),
        rule("protected-critical", "protected", "the protected header has a `crit`", with_header(&critical)),
        rule(
            "protected-without-kid",
            "protected",
            "the protected header has no `kid`",
            with_header(&[0xa1, 0x01, 0x32]),
        ),
        rule(
            "protected-typ",
            "protected",
            "a license has no `typ`",
            with_header(&Envelope::protected_header(Document::Root, LICENSES.id())),
        ),
        rule(
            "algorithm-eddsa",
            "algorithm",
            "the algorithm is -8, EdDSA",
            with_header(&header(cbor::int(-8))),
        ),
        rule(
            "algorithm-ml-dsa",
            "algorithm",
            "the algorithm is -48, ML-DSA-44",
            with_header(&header(cbor::int(-48))),
        ),
        rule(
            "unprotected-kid",
            "unprotected",
            "the key id stands in the unprotected header too",
            parts(&[protected.clone(), kid_outside, cbor::bytes(&payload), signature(&good)]),
        ),
        rule(
            "payload-not-bytes",
            "payload",
            "the payload is a map and not a byte string of it",
            parts(&[protected.clone(), empty_map.clone(), payload.clone(), signature(&good)]),
        ),
        rule(
            "payload-detached",
            "simple",
            "the payload is null, as where it travels elsewhere",
            parts(&[protected.clone(), empty_map.clone(), vec![0xf6], signature(&good)]),
        ),
        rule(
            "signature-63-bytes",
            "signature",
            "the signature has 63 bytes",
            parts(&[
                protected,
                empty_map,
                cbor::bytes(&payload),
                cbor::bytes(&LICENSES.signature(b"")[..63]),
            ]),
        ),
        vector("too-long", "too long", "§2.4", "one extension makes it longer than 15,360 bytes", long),
    ]
}

fn fields() -> Vec<Vector> {
    let field = |name: &str, problem: &str, comment, private: &Map| {
        vector(&format!("field-{name}"), &format!("field {problem}"), "§4.2", comment, forged(private))
    };
    let claimed = |name: &str, problem: &str, comment, claims: &Map| {
        let document = LICENSES.forge(Document::License, &cbor::payload(claims, &plain()));
        vector(&format!("field-{name}"), &format!("field {problem}"), "§4.2", comment, document)
    };
    let grant =
        Map::default().with(1, cbor::int(7)).with(2, [vec![0xa1], cbor::int(1), cbor::int(25)].concat());
    let granted = |grant: Map| plain().with(2, cbor::array(&[grant.encode()]));
    let tags = |tags: [u8; 2]| cbor::array(&tags.map(|tag| cbor::bytes(&[tag; 8])));
    vec![
        field("revision-missing", "missing", "the revision is missing", &plain().without(1)),
        field("customer-missing", "missing", "the customer is missing", &plain().without(6)),
        claimed("iat-missing", "missing", "the time of signing is missing", &claims().without(6)),
        claimed("number-missing", "missing", "the number is missing", &claims().without(7)),
        field("revision-text", "type", "the revision is a text", &plain().with(1, cbor::text("1"))),
        field("revision-0", "range", "revisions count from 1", &plain().with(1, cbor::int(0))),
        field("grace-367", "range", "367 days of grace", &plain().with(5, cbor::int(367))),
        claimed(
            "iat-year-10000",
            "range",
            "a second after the year 9999",
            &claims().with(6, cbor::int(253_402_300_800)),
        ),
        claimed(
            "number-first-bit",
            "range",
            "the first bit of the number is 1",
            &claims().with(7, cbor::bytes(&[0x80; 12])),
        ),
        field(
            "trial-false",
            "range",
            "a flag is true or absent",
            &granted(grant.clone().with(5, cbor::flag(false))),
        ),
        field(
            "days-of-use-0",
            "range",
            "a trial on no day",
            &granted(grant.clone().with(5, cbor::flag(true)).with(8, cbor::int(0))),
        ),
        field(
            "days-of-use-of-no-trial",
            "contradiction",
            "days of use where there is no trial",
            &granted(grant.clone().with(8, cbor::int(30))),
        ),
        field(
            "limit-0",
            "range",
            "a limit is at least 1",
            &granted(grant.clone().with(2, [vec![0xa1], cbor::int(1), cbor::int(0)].concat())),
        ),
        field("customer-9-bytes", "length", "a customer has 8 bytes", &plain().with(6, cbor::bytes(&[1; 9]))),
        claimed("holder-empty", "length", "a text has at least one byte", &claims().with(2, cbor::text(""))),
        field("grants-none", "count", "an empty list is left out", &plain().with(2, cbor::array(&[]))),
        field(
            "bindings-none",
            "count",
            "an empty map is left out",
            &plain().with(4, Map::default().encode()),
        ),
        field("folded-descending", "order", "tags ascend", &plain().with(3, tags([2, 1]))),
        field("unknown-8", "unknown-key", "there is no field 8", &plain().with(8, cbor::int(0))),
        field(
            "unknown-1023",
            "unknown-key",
            "1023 is not in the range for extensions",
            &plain().with(1023, cbor::int(0)),
        ),
        field(
            "unknown-65536",
            "unknown-key",
            "65536 is not in the range for extensions",
            &plain().with(65_536, cbor::int(0)),
        ),
        claimed(
            "exp",
            "unknown-key",
            "a license has no `exp`: its grants end",
            &claims().with(4, cbor::int(1_830_297_599)),
        ),
        claimed(
            "nbf",
            "unknown-key",
            "no document has an `nbf`",
            &claims().with(5, cbor::int(1_790_000_000)),
        ),
        field(
            "period",
            "contradiction",
            "a grant ends before it begins",
            &granted(grant.with(3, cbor::int(1_790_000_001)).with(4, cbor::int(1_790_000_000))),
        ),
    ]
}

/// Everything that the key and the signature decide.
fn signatures() -> Vec<Vector> {
    let good = signed(&empty());
    let flipped = |at: usize| {
        let mut document = good.clone();
        document[at] ^= 1;
        document
    };
    let by = |key: Key| key.signing().sign(&empty()).expect("a license that readers take");
    let end = good.len();
    let borrowed = {
        let protected = Envelope::protected_header(Document::License, LICENSES.id());
        STRANGER.forge_with(Document::License, &protected, &empty().encode())
    };
    let outside_domain = {
        let protected = Envelope::protected_header(Document::License, LICENSES.id());
        let mut signed = Envelope::to_be_signed(Document::License, &protected, &empty().encode());
        let domain = Document::License.domain().as_bytes();
        let at = signed.windows(domain.len()).position(|window| window == domain).expect("the domain");
        signed.splice(at - 1..at + domain.len(), [0x40]);
        Envelope::assemble(&protected, &empty().encode(), &LICENSES.signature(&signed))
    };
    vec![
        vector(
            "bad-signature-last-bit",
            "bad signature",
            "§5.2",
            "the last bit of the signature is flipped",
            flipped(end - 1),
        ),
        vector(
            "bad-signature-payload",
            "bad signature",
            "§5.1",
            "the last bit of the payload is flipped",
            flipped(end - 67),
        ),
        vector(
            "bad-signature-s-plus-l",
            "bad signature",
            "§5.2",
            "S is L too great: the same signature in a second spelling",
            s_plus_l(&good),
        ),
        vector(
            "bad-signature-other-key",
            "bad signature",
            "§5.1",
            "another key signed under the id of the license key",
            borrowed,
        ),
        vector(
            "bad-signature-no-domain",
            "bad signature",
            "§2.3",
            "signed with an empty external_aad",
            outside_domain,
        ),
        vector(
            "unknown-key",
            "unknown key",
            "§5.1",
            "signed by a key that the root does not list",
            by(STRANGER),
        ),
        vector(
            "wrong-purpose-coupon-key",
            "wrong purpose",
            "§5.1",
            "signed by the key for coupons",
            by(COUPONS),
        ),
        vector(
            "wrong-purpose-catalog-key",
            "wrong purpose",
            "§5.1",
            "signed by the key for catalogs and bulletins",
            by(CATALOGS),
        ),
        vector(
            "before-key-time",
            "outside key time",
            "§5.1",
            "one second before the key's first",
            retired(RETIRED_FROM - 1),
        ),
        vector(
            "after-key-time",
            "outside key time",
            "§5.1",
            "one second after the key's last",
            retired(RETIRED_UNTIL + 1),
        ),
        family("inside-key-family", "ok", "product 7, signed by the key for product 7", &[7]),
        family(
            "outside-key-family",
            "outside key family",
            "products 7 and 8, signed by the key for product 7",
            &[7, 8],
        ),
    ]
}

/// The group order L, little-endian (RFC 8032 §5.1).
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn s_plus_l(document: &[u8]) -> Vec<u8> {
    let (front, s) = document.split_at(document.len() - 32);
    let mut carry = 0;
    let sum = s.iter().zip(L).map(|(left, right)| {
        let sum = u16::from(*left) + u16::from(right) + carry;
        carry = sum >> 8;
        sum.to_le_bytes()[0]
    });
    let sum: Vec<u8> = sum.collect();
    [front, &sum].concat()
}

/// A license that holds these products, signed by the key of a family.
fn family(name: &str, expect: &str, comment: &str, products: &[u32]) -> Vector {
    let mut license = empty();
    let grants = products.iter().map(|number| Grant::new(product(*number), features(&[(1, Some(5))])));
    license.grants = grants.collect();
    let document = FAMILY.signing().sign(&license).expect("a license that readers take");
    Vector::new(&format!("license/{name}"), "license", expect, "§5.1", comment, Body::Bytes(document))
        .with("root", FAMILY_ROOT)
}
