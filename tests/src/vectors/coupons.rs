use format::{
    Addition, Change, Coupon, Document, Envelope, Grant, NumberId, Scope, StateHead, Term, TrialExtension,
    UnixTime,
};

use super::cbor::{self, Map};
use super::file::{Body, Vector};
use super::licenses::{customer, features, number as license_number, product};
use super::roots::{FAMILY_ROOT, ROOT};
use super::vendor::{COUPONS, FAMILY, now};

fn number(byte: u8) -> NumberId {
    let bytes = std::array::from_fn(|index| u8::try_from(index * 37 % 251).expect("below 251") ^ byte);
    NumberId::from_random(bytes)
}

/// Product 7 for a year from the redemption, for whoever holds the coupon.
pub(super) fn bearer() -> Coupon {
    let days = Term::Days(365.try_into().expect("from 1"));
    let addition =
        Addition::new(product(7), features(&[(1, Some(25)), (2, None)]), days).replacing([product(9)]);
    let mut coupon = Coupon::new(number(0x10), Scope::Bearer, Change::Add(vec![addition]), now());
    coupon.redeem_before = Some(UnixTime::new(1_798_761_599));
    coupon
}

pub(super) fn signed(coupon: &Coupon) -> Vec<u8> {
    COUPONS.signing().sign(coupon).expect("a coupon that readers take")
}

pub(super) fn bearer_number() -> NumberId {
    number(0x10)
}

/// 14 days more of a trial, once on each license of the customer.
pub(super) fn extending() -> Coupon {
    let more_days = TrialExtension::new(product(9), 14.try_into().expect("from 1"));
    let mut coupon =
        Coupon::new(number(0x30), Scope::Customer(customer()), Change::ExtendTrial(vec![more_days]), now());
    coupon.is_reusable = true;
    coupon
}

/// From now on exactly one grant.
pub(super) fn changing() -> Coupon {
    let grants = vec![Grant::new(product(7), features(&[(1, Some(10))])).until(UnixTime::new(1_830_297_599))];
    Coupon::new(number(0x40), Scope::License(license_number()), Change::Replace(grants), now())
}

fn vector(name: &str, expect: &str, comment: &str, document: Vec<u8>) -> Vector {
    Vector::new(&format!("coupon/{name}"), "coupon", expect, "§4.3", comment, Body::Bytes(document))
        .with("root", ROOT)
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = good();
    all.extend(fields());
    all.push(wrong_document());
    all.push(outside_family());
    all.push(change_by_family_key());
    all
}

fn good() -> Vec<Vector> {
    let ok = |name, comment, coupon: &Coupon| {
        let document = signed(coupon);
        let envelope = Envelope::parse(&document).expect("a document");
        let digest = crypto::sha256(envelope.unverified_payload()).to_string();
        vector(name, "ok", comment, document).with("digest", &digest)
    };
    let until = Term::Until(UnixTime::new(1_830_297_599));
    let mut for_license = Coupon::new(
        number(0x20),
        Scope::License(license_number()),
        Change::Add(vec![
            Addition::new(product(7), features(&[(1, Some(5))]), until),
            Addition::new(product(8), features(&[(3, None)]), Term::Perpetual),
        ]),
        now(),
    );
    for_license.builds_on = Some(StateHead::new([0xd1, 0xce, 0, 0, 0, 0, 0, 1]));
    let nothing =
        Coupon::new(number(0x50), Scope::License(license_number()), Change::Replace(Vec::new()), now());
    vec![
        ok(
            "add-for-bearer",
            "product 7 for 365 days from the redemption; ends the trial of product 9",
            &bearer(),
        ),
        ok("add-for-license", "one product until a date, one for ever; builds on a state", &for_license),
        ok(
            "extend-trial-for-customer",
            "14 days more of a trial, once on each license of the customer",
            &extending(),
        ),
        ok("change-for-license", "from now on exactly this grant", &changing()),
        ok("change-to-nothing", "from now on no grant at all", &nothing),
    ]
}

fn fields() -> Vec<Vector> {
    let claims =
        Map::default().with(6, cbor::int(1_790_000_000)).with(7, cbor::bytes(number(0x60).as_bytes()));
    let addition =
        Map::default().with(1, cbor::int(7)).with(2, [vec![0xa1], cbor::int(1), cbor::int(25)].concat());
    let items = |item: &Map| cbor::array(&[item.encode()]);
    let adding =
        Map::default().with(1, cbor::int(1)).with(2, cbor::array(&[cbor::int(0)])).with(3, items(&addition));
    let changing = adding
        .clone()
        .with(1, cbor::int(3))
        .with(2, cbor::array(&[cbor::int(1), cbor::bytes(license_number().as_bytes())]));
    let field = |name: &str, problem: &str, comment, private: Map| {
        let document = COUPONS.forge(Document::Coupon, &cbor::payload(&claims, &private));
        vector(&format!("field-{name}"), &format!("field {problem}"), comment, document)
    };
    vec![
        field("kind-4", "range", "there is no kind 4", adding.clone().with(1, cbor::int(4))),
        field(
            "scope-count",
            "count",
            "a bearer is not named",
            adding.clone().with(2, cbor::array(&[cbor::int(0), cbor::bytes(&[1; 12])])),
        ),
        field("items-none", "count", "a coupon that adds nothing", adding.clone().with(3, cbor::array(&[]))),
        field(
            "days-0",
            "range",
            "a term of no days",
            adding.clone().with(3, items(&addition.clone().with(6, cbor::int(0)))),
        ),
        field(
            "days-and-until",
            "contradiction",
            "a term has one end",
            adding.with(3, items(&addition.with(4, cbor::int(1_830_297_599)).with(6, cbor::int(30)))),
        ),
        field(
            "change-for-bearer",
            "contradiction",
            "a change is for one license",
            changing.clone().with(2, cbor::array(&[cbor::int(0)])),
        ),
        field(
            "change-reusable",
            "contradiction",
            "a change is for one license, once",
            changing.with(4, cbor::flag(true)),
        ),
    ]
}

fn wrong_document() -> Vector {
    Vector::new(
        "coupon/as-license",
        "license",
        "wrong document",
        "§5.1",
        "a coupon offered as a license",
        Body::Bytes(signed(&bearer())),
    )
    .with("root", ROOT)
}

/// The one product that it adds is of the key's family; the trial that it would end is not.
fn outside_family() -> Vector {
    let document = FAMILY.signing().sign(&bearer()).expect("a coupon that readers take");
    let comment = "the key is for product 7; the coupon ends the trial of product 9";
    let expect = "outside key family";
    Vector::new("coupon/outside-key-family", "coupon", expect, "§5.1", comment, Body::Bytes(document))
        .with("root", FAMILY_ROOT)
}

/// A change without grants names no product, and takes all of them away.
fn change_by_family_key() -> Vector {
    let change =
        Coupon::new(number(0x50), Scope::License(license_number()), Change::Replace(Vec::new()), now());
    let document = FAMILY.signing().sign(&change).expect("a coupon that readers take");
    let comment = "the key is for product 7; the coupon leaves nothing of any product";
    let expect = "change by family key";
    Vector::new("coupon/change-by-family-key", "coupon", expect, "§5.1", comment, Body::Bytes(document))
        .with("root", FAMILY_ROOT)
}
