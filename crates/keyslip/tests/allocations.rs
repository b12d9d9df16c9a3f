//! What a license check takes from the heap, each allocation accounted for (`docs/ARCHITECTURE.md`, "What a check
//! costs"). A number that changes here is explained there.

use allocation_counter::{AllocationInfo, measure};
use crypto::{RootKey, SigningKey, TrustedRoot};
use format::{
    CustomerId, Environment, FeatureId, Features, Grant, IssuingKey, Language, License, Limit, Names, Number,
    NumberId, NumberKind, Prefix, ProductId, Purpose, Root, UnixTime, write_text,
};
use keyslip::{ReadError, read_license};

/// The document's bytes out of the text.
const TEXT: u64 = 1;
/// The bytes that are under the signature: strict verification wants them in one piece.
const SIGNED: u64 = 1;
/// What the caller gets and keeps: the holder, the list of grants.
const LICENSE: u64 = 2;
/// And of each grant its features.
const GRANT: u64 = 1;

fn prefix() -> Prefix {
    Prefix::new("DEMO").expect("four letters")
}

fn issuing_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

fn root() -> TrustedRoot {
    let root_key = RootKey::new(SigningKey::from_seed(&[1; 32]));
    let names: Names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let mut root = Root::new(prefix(), names, 1, vec![root_key.public()], UnixTime::new(0));
    root.environment = Environment::Test;
    root.issuing_keys = vec![IssuingKey::new(issuing_key().public(), Purpose::ALL)];
    let file = RootKey::sign_root(&root, &[&root_key]).expect("the root is as SPEC says");
    TrustedRoot::unverified_origin(&file).expect("just signed")
}

fn license(grants: u32) -> License {
    let (number, customer) = (NumberId::from_random([7; 12]), CustomerId::new([1; 8]));
    let mut license = License::new(number, customer, UnixTime::new(1_790_000_000));
    license.holder = Some("ООО «Ромашка»".to_owned());
    let features: Features =
        (1..=3).filter_map(|feature| Some((FeatureId::new(feature)?, Limit::count(10)?))).collect();
    let products = (1..=grants).filter_map(ProductId::new);
    license.grants = products.map(|product| Grant::new(product, features.clone())).collect();
    license
}

fn file(license: &License) -> Vec<u8> {
    issuing_key().sign(license).expect("the license is as SPEC says")
}

fn text(license: &License) -> String {
    let number = Number { prefix: prefix(), kind: NumberKind::License, id: license.number };
    write_text(number, &file(license))
}

/// What checking `input` allocates; what is returned is dropped in the measurement.
fn check(input: &[u8], expected: Result<(), ReadError>) -> AllocationInfo {
    let root = root();
    let mut found = Ok(());
    let info = measure(|| found = read_license(&root, input).map(drop));
    assert_eq!(found, expected);
    info
}

#[test]
fn a_text_costs_its_document_the_signed_bytes_and_what_is_returned() {
    for grants in [1_u32, 5, 9] {
        let info = check(text(&license(grants)).as_bytes(), Ok(()));
        assert_eq!(info.count_total, TEXT + SIGNED + LICENSE + GRANT * u64::from(grants), "{grants} grants");
        assert_eq!(info.count_current, 0, "nothing stays behind");
    }
}

#[test]
fn a_file_is_read_where_it_lies() {
    let info = check(&file(&license(1)), Ok(()));
    assert_eq!(info.count_total, SIGNED + LICENSE + GRANT);
}

#[test]
fn an_empty_license_costs_no_grants() {
    let mut empty = license(0);
    empty.holder = None;
    assert_eq!(check(text(&empty).as_bytes(), Ok(())).count_total, TEXT + SIGNED);
}

/// Whoever floods a site with forgeries gets no more memory than the text that was sent has bytes, and once more.
#[test]
fn a_forged_text_costs_less_than_a_good_one() {
    let stranger = SigningKey::from_seed(&[3; 32]);
    let license = license(9);
    let number = Number { prefix: prefix(), kind: NumberKind::License, id: license.number };
    let forged = write_text(number, &stranger.sign(&license).expect("the license is as SPEC says"));
    let unknown = ReadError::Verify(crypto::VerifyError::UnknownKey { key: stranger.id() });
    let info = check(forged.as_bytes(), Err(unknown));
    assert_eq!(info.count_total, TEXT);
    assert!(info.bytes_max <= u64::try_from(forged.len()).expect("a short text"));
}

#[test]
fn a_bad_signature_is_told_before_anything_is_decoded() {
    let mut file = file(&license(9));
    *file.last_mut().expect("a signature") ^= 1;
    let bad = ReadError::Verify(crypto::VerifyError::BadSignature);
    let info = check(&file, Err(bad));
    // The same bytes are tried as each other kind of document, for a better word than "bad signature"; each time the
    // signature's library boxes an error that says no more.
    let kinds = u64::try_from(format::Document::ALL.len()).expect("six");
    assert_eq!(info.count_total, (SIGNED + 1) * kinds);
}
