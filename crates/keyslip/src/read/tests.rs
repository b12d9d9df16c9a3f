use crypto::{RootKey, SigningKey};
use format::{
    Change, CustomerId, Explain, IssuingKey, Language, Names, Number, NumberId, Payload, Prefix, Purpose,
    Root, Scope, UnixTime, write_text,
};

use super::*;

pub(crate) struct Signer {
    key: SigningKey,
    pub(crate) root: TrustedRoot,
}

pub(crate) fn signer() -> Signer {
    let (root_key, key) = (RootKey::new(SigningKey::from_seed(&[1; 32])), SigningKey::from_seed(&[2; 32]));
    let names: Names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let mut root = Root::new(prefix("DEMO"), names, 1, vec![root_key.public()], UnixTime::new(0));
    root.issuing_keys = vec![IssuingKey::new(key.public(), Purpose::ALL)];
    let file = RootKey::sign_root(&root, &[&root_key]).unwrap();
    Signer { key, root: TrustedRoot::unverified_origin(&file).unwrap() }
}

impl Signer {
    pub(crate) fn sign<T: Payload>(&self, value: &T) -> Vec<u8> {
        self.key.sign(value).unwrap()
    }
}

pub(crate) fn prefix(letters: &str) -> Prefix {
    Prefix::new(letters).unwrap()
}

pub(crate) fn license() -> License {
    License::new(NumberId::from_random([7; 12]), CustomerId::new([1; 8]), UnixTime::new(1_790_000_000))
}

pub(crate) fn coupon() -> Coupon {
    let (number, issued_at) = (NumberId::from_random([8; 12]), UnixTime::new(1_790_000_000));
    let change = Change::Replace(Vec::new());
    Coupon::new(number, Scope::License(license().number), change, issued_at)
}

fn text(prefix_letters: &str, kind: NumberKind, id: NumberId, document: &[u8]) -> String {
    write_text(Number { prefix: prefix(prefix_letters), kind, id }, document)
}

#[test]
fn bytes_and_text_give_the_same_license() {
    let signer = signer();
    let document = signer.sign(&license());
    let from_bytes = read_license(&signer.root, &document).unwrap();
    let text = text("DEMO", NumberKind::License, license().number, &document);
    assert_eq!(*from_bytes, license());
    assert_eq!(read_license(&signer.root, text.as_bytes()), Ok(from_bytes.clone()));
    assert_eq!(read_license(&signer.root, text.to_lowercase().replace('-', " ").as_bytes()), Ok(from_bytes));
}

#[test]
fn the_document_is_the_same_in_bytes_and_in_text() {
    let document = signer().sign(&license());
    let text = text("DEMO", NumberKind::License, license().number, &document);
    assert_eq!(unverified_document(&document).unwrap(), document);
    assert_eq!(unverified_document(text.as_bytes()).unwrap(), document);
    assert_eq!(unverified_document(&[0x00, 0xff]), Err(ReadError::NotADocument));
}

#[test]
fn bytes_and_text_give_the_same_coupon() {
    let signer = signer();
    let document = signer.sign(&coupon());
    let text = text("DEMO", NumberKind::Coupon, coupon().number, &document);
    assert_eq!(read_coupon(&signer.root, &document), read_coupon(&signer.root, text.as_bytes()));
    assert_eq!(*read_coupon(&signer.root, &document).unwrap(), coupon());
}

#[test]
fn a_coupon_offered_as_a_license_is_told_by_its_number_before_anything_is_verified() {
    let signer = signer();
    let nonsense = text("DEMO", NumberKind::Coupon, coupon().number, b"not signed by anybody");
    let error = read_license(&signer.root, nonsense.as_bytes()).unwrap_err();
    assert_eq!(error, ReadError::OtherKind { expected: NumberKind::License, found: NumberKind::Coupon });
    assert_eq!((error.code(), error.is_instead()), ("keyslip.other-kind", Some(Document::Coupon)));
    let nonsense = text("DEMO", NumberKind::License, license().number, b"not signed by anybody");
    let error = read_coupon(&signer.root, nonsense.as_bytes()).unwrap_err();
    assert_eq!(error.is_instead(), Some(Document::License));
}

#[test]
fn a_coupon_s_file_offered_as_a_license_is_told_by_its_signature() {
    let signer = signer();
    let error = read_license(&signer.root, &signer.sign(&coupon())).unwrap_err();
    assert_eq!((error.code(), error.is_instead()), ("crypto.wrong-document", Some(Document::Coupon)));
}

#[test]
fn a_text_under_another_number_or_prefix_is_refused() {
    let signer = signer();
    let document = signer.sign(&license());
    for (prefix, id) in [("DEMO", coupon().number), ("OTHR", license().number)] {
        let text = text(prefix, NumberKind::License, id, &document);
        let error = read_license(&signer.root, text.as_bytes()).unwrap_err();
        assert!(matches!(error, ReadError::Verify(VerifyError::OtherNumber { .. })), "{error:?}");
    }
    let under_a_license_s = text("DEMO", NumberKind::License, coupon().number, &signer.sign(&coupon()));
    let error = read_license(&signer.root, under_a_license_s.as_bytes()).unwrap_err();
    assert_eq!(error.code(), "crypto.wrong-document");
}

#[test]
fn the_document_in_a_text_is_the_document_in_a_file() {
    let document = signer().sign(&license());
    let text = text("DEMO", NumberKind::License, license().number, &document);
    assert_eq!(unverified_document(text.as_bytes()).unwrap(), document);
    assert_eq!(unverified_document(&document).unwrap(), document);
    assert_eq!(unverified_document(b"\xff"), Err(ReadError::NotADocument));
}

#[test]
fn faults_keep_the_codes_of_who_found_them() {
    let signer = signer();
    let code = |input: &[u8]| read_license(&signer.root, input).unwrap_err().code();
    assert_eq!(code(b"\xff"), "keyslip.not-a-document");
    assert_eq!(code(b""), "format.text-empty");
    assert_eq!(code(b"DEMO-00000-00000-00000-00008"), "format.only-number");
    assert_eq!(code(&[0x84]), "format.malformed");
    assert_eq!(code(&[0xd2, 0x84]), "format.malformed");
    let mut changed = signer.sign(&license());
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(code(&changed), "crypto.bad-signature");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_that_is_handed_in_panics(input: Vec<u8>) {
            prop_assert!(read_license(&signer().root, &input).is_err());
        }

        #[test]
        fn no_changed_byte_of_a_license_passes(at in 0_usize..400, bit in 0_u8..8) {
            let signer = signer();
            let mut document = signer.sign(&license());
            let at = at % document.len();
            document[at] ^= 1 << bit;
            prop_assert!(read_license(&signer.root, &document).is_err());
        }
    }
}
