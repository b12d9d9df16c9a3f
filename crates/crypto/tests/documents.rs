//! From bytes to `Verified`, and every reason why not.

#[expect(unreachable_pub, reason = "the parts of one test program")]
mod common;

use common::{key, now, root, root_key, trusting};
use crypto::{Keyring, RootKey, SignError, SiteKey, TrustedRoot, VerifyError, sha256};
use format::catalog::{Catalog, CatalogContent, Distribution, Objects, build};
use format::{
    Addition, Blob, Change, Coupon, CustomerId, Digest, Document, Envelope, Event, IssuingKey, License,
    Number, NumberId, NumberKind, ParseError, Payload, Prefix, Purpose, Receipt, Rule, Scope, SignedText,
    Term, TrialExtension, UnixTime, write_text,
};

fn number(byte: u8) -> NumberId {
    NumberId::from_random([byte; 12])
}

fn license() -> License {
    let mut license = License::new(number(7), CustomerId::new([1; 8]), now());
    license.holder = Some("ООО «Ромашка»".to_owned());
    license
}

fn coupon() -> Coupon {
    let item = TrialExtension::new(format::ProductId::new(1).unwrap(), 30.try_into().unwrap());
    Coupon::new(number(8), Scope::Bearer, format::Change::ExtendTrial(vec![item]), now())
}

fn check<T: Payload + std::fmt::Debug>(trusted: &TrustedRoot, document: &[u8]) -> Result<T, VerifyError> {
    let verified = trusted.keyring().verify::<T>(&Envelope::parse(document)?)?;
    assert_eq!(verified.digest(), sha256(&T::encode(&verified)));
    T::decode(&T::encode(&verified)).map_err(VerifyError::from)
}

fn everything() -> TrustedRoot {
    trusting(&[(2, &Purpose::ALL)])
}

#[test]
fn what_a_trusted_key_signed_is_verified() {
    let trusted = everything();
    assert_eq!(check::<License>(&trusted, &key(2).sign(&license()).unwrap()), Ok(license()));
    assert_eq!(check::<Coupon>(&trusted, &key(2).sign(&coupon()).unwrap()), Ok(coupon()));
}

#[test]
fn no_bit_of_a_signed_license_can_be_flipped() {
    let trusted = everything();
    let document = key(2).sign(&license()).unwrap();
    for bit in 0..document.len() * 8 {
        let mut spoilt = document.clone();
        spoilt[bit / 8] ^= 1 << (bit % 8);
        assert!(check::<License>(&trusted, &spoilt).is_err(), "bit {bit}");
    }
}

#[test]
fn a_changed_payload_or_signature_is_simply_a_bad_signature() {
    let document = key(2).sign(&license()).unwrap();
    let payload_at = document.len() - 64 - 10;
    for at in [payload_at, document.len() - 64, document.len() - 1] {
        let mut spoilt = document.clone();
        spoilt[at] ^= 1;
        assert_eq!(check::<License>(&everything(), &spoilt), Err(VerifyError::BadSignature));
    }
}

#[test]
fn a_key_that_no_root_lists_is_named() {
    let stranger = key(9);
    let document = stranger.sign(&license()).unwrap();
    assert_eq!(
        check::<License>(&everything(), &document),
        Err(VerifyError::UnknownKey { key: stranger.id() })
    );
}

#[test]
fn another_key_behind_a_trusted_id_is_a_bad_signature() {
    let theirs = key(9).sign(&license()).unwrap();
    let protected = Envelope::protected_header(Document::License, key(2).id());
    let signature = *Envelope::parse(&theirs).unwrap().signature();
    let forged = Envelope::assemble(&protected, &license().encode(), &signature);
    assert_eq!(check::<License>(&everything(), &forged), Err(VerifyError::BadSignature));
}

#[test]
fn a_coupon_is_no_license_and_the_error_says_what_it_is() {
    let document = key(2).sign(&coupon()).unwrap();
    let wrong = VerifyError::WrongDocument { expected: Document::License, found: Document::Coupon };
    assert_eq!(check::<License>(&everything(), &document), Err(wrong));
}

#[test]
fn a_key_signs_for_its_purposes_only() {
    let trusted = trusting(&[(2, &[Purpose::License]), (3, &[Purpose::Coupon, Purpose::Catalog])]);
    assert!(check::<License>(&trusted, &key(2).sign(&license()).unwrap()).is_ok());
    let wrong = VerifyError::WrongPurpose { key: key(3).id(), document: Document::License };
    assert_eq!(check::<License>(&trusted, &key(3).sign(&license()).unwrap()), Err(wrong));
}

#[test]
fn what_was_signed_in_the_keys_time_is_valid_at_both_ends() {
    let mut root = root(1, &[1]);
    let mut issuing = IssuingKey::new(key(2).public(), [Purpose::License]);
    let (from, until) = (now(), now().plus_days(10));
    (issuing.from, issuing.until) = (Some(from), Some(until));
    root.issuing_keys = vec![issuing];
    let file = RootKey::sign_root(&root, &[&root_key(1)]).unwrap();
    let trusted = TrustedRoot::unverified_origin(&file).unwrap();
    let signed_at = |moment: UnixTime| {
        let mut license = license();
        license.issued_at = moment;
        check::<License>(&trusted, &key(2).sign(&license).unwrap()).map(|license| license.issued_at)
    };
    assert_eq!(signed_at(from), Ok(from));
    assert_eq!(signed_at(until), Ok(until));
    for outside in [UnixTime::new(from.seconds() - 1), until.plus_seconds(1)] {
        let error = VerifyError::OutsideKeyTime { key: key(2).id(), signed: outside };
        assert_eq!(signed_at(outside), Err(error));
    }
}

#[test]
fn a_key_signs_for_the_products_of_its_family_only() {
    let product = |number| format::ProductId::new(number).unwrap();
    let mut limited = root(1, &[1]);
    let key_of_two = IssuingKey::new(key(2).public(), [Purpose::License, Purpose::Coupon]);
    limited.issuing_keys = vec![key_of_two.for_products([product(8), product(7)])];
    let file = RootKey::sign_root(&limited, &[&root_key(1)]).unwrap();
    let trusted = TrustedRoot::unverified_origin(&file).unwrap();
    let outside = |number| VerifyError::OutsideKeyFamily { key: key(2).id(), product: product(number) };
    let limit = format::Limit::Unlimited;
    let features = || format::Features::from([(format::FeatureId::new(1).unwrap(), limit)]);
    let grant = |number| format::Grant::new(product(number), features());

    let holding = |products: &[u32]| {
        let mut license = license();
        license.grants = products.iter().map(|number| grant(*number)).collect();
        check::<License>(&trusted, &key(2).sign(&license).unwrap()).map(drop)
    };
    assert_eq!(holding(&[]), Ok(()));
    assert_eq!(holding(&[7, 8]), Ok(()));
    assert_eq!(holding(&[7, 9, 10]), Err(outside(9)));

    let doing = |scope, change| {
        let coupon = Coupon::new(number(8), scope, change, now());
        check::<Coupon>(&trusted, &key(2).sign(&coupon).unwrap()).map(drop)
    };
    let add = |number| Addition::new(product(number), features(), Term::Perpetual);
    let extend = |number| vec![TrialExtension::new(product(number), 30.try_into().unwrap())];
    let replace = |number| Change::Replace(vec![grant(number)]);
    let one = Scope::License(number(7));
    assert_eq!(doing(Scope::Bearer, Change::Add(vec![add(7)])), Ok(()));
    assert_eq!(doing(Scope::Bearer, Change::Add(vec![add(7), add(6)])), Err(outside(6)));
    assert_eq!(doing(Scope::Bearer, Change::Add(vec![add(7).replacing([product(9)])])), Err(outside(9)));
    assert_eq!(doing(Scope::Bearer, Change::ExtendTrial(extend(8))), Ok(()));
    assert_eq!(doing(Scope::Bearer, Change::ExtendTrial(extend(9))), Err(outside(9)));
    // A change takes away what it does not name, and so speaks for every product.
    let for_all = VerifyError::ChangeByFamilyKey { key: key(2).id() };
    assert_eq!(doing(one, replace(8)), Err(for_all.clone()));
    assert_eq!(doing(one, Change::Replace(Vec::new())), Err(for_all));
    assert_eq!(doing(one, replace(9)), Err(outside(9)));
}

#[test]
fn a_document_that_is_cut_off_is_refused_before_any_key_is_looked_up() {
    let mut document = key(9).sign(&license()).unwrap();
    document.pop();
    let whole = ParseError::Malformed { at: document.len() - 65, rule: Rule::Whole };
    assert_eq!(check::<License>(&everything(), &document), Err(VerifyError::Malformed(whole)));
}

#[test]
fn the_first_line_of_a_text_must_be_the_signed_number() {
    let trusted = everything();
    let document = key(2).sign(&license()).unwrap();
    let written = |prefix: &str, kind, id| {
        let number = Number { prefix: Prefix::new(prefix).unwrap(), kind, id };
        let text = SignedText::read(&write_text(number, &document)).unwrap();
        trusted.verify_text::<License>(&text).map(|license| license.number)
    };
    assert_eq!(written("DEMO", NumberKind::License, number(7)), Ok(number(7)));
    for (prefix, kind, id) in [
        ("DEMO", NumberKind::License, number(8)),
        ("DEMO", NumberKind::Coupon, number(7)),
        ("DEMA", NumberKind::License, number(7)),
    ] {
        let error = written(prefix, kind, id).unwrap_err();
        let VerifyError::OtherNumber { written, signed } = error else { panic!("unexpected {error}") };
        assert_eq!(written, Number { prefix: Prefix::new(prefix).unwrap(), kind, id });
        assert_eq!(signed.to_string(), Number { prefix: Prefix::new("DEMO").unwrap(), ..signed }.to_string());
    }
}

#[test]
fn issuing_keys_sign_neither_roots_nor_receipts() {
    let error = key(2).sign(&root(1, &[1])).unwrap_err();
    assert!(matches!(error, SignError::NotAnIssuedDocument { document: Document::Root }));
    assert!(matches!(key(2).sign(&first_receipt(&site())), Err(SignError::NotAnIssuedDocument { .. })));
}

#[test]
fn what_every_reader_would_refuse_is_not_signed() {
    let mut unreadable = license();
    unreadable.holder = Some("line\nbreak".to_owned());
    assert!(matches!(key(2).sign(&unreadable), Err(SignError::Unreadable(ParseError::Malformed { .. }))));
    let mut receipt = first_receipt(&site());
    receipt.sequence = 1;
    assert!(site().sign(&receipt).is_err());
}

fn site() -> SiteKey {
    SiteKey::from_seed(&[5; 32])
}

fn first_receipt(site: &SiteKey) -> Receipt {
    let event = Event::Started { key: site.public(), root: Digest::new([1; 32]), version: 1 };
    Receipt::new(0, None, event, now())
}

#[test]
fn a_receipt_is_verified_with_the_key_of_its_site_and_no_other() {
    let document = site().sign(&first_receipt(&site())).unwrap();
    let envelope = Envelope::parse(&document).unwrap();
    let ring = Keyring::of_site_keys(&[site().public()]).unwrap();
    assert_eq!(ring.verify::<Receipt>(&envelope).unwrap().site_key(), Some(site().public()));
    let another = Keyring::of_site_keys(&[key(2).public()]).unwrap();
    assert!(matches!(another.verify::<Receipt>(&envelope), Err(VerifyError::UnknownKey { .. })));
    // A site's key is no issuing key: what it signs as a license is a license of nobody.
    let forged = key(5).sign(&license()).unwrap();
    let wrong = VerifyError::WrongPurpose { key: key(5).id(), document: Document::License };
    assert_eq!(ring.verify::<License>(&Envelope::parse(&forged).unwrap()).unwrap_err(), wrong);
}

/// Objects of a catalog by their true digests.
#[derive(Default)]
struct Store(Vec<Vec<u8>>);

impl Objects for Store {
    type Error = std::convert::Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error> {
        self.0.push(object.to_vec());
        Ok(Blob { digest: sha256(object), bytes: u64::try_from(object.len()).unwrap() })
    }
}

#[test]
fn a_catalog_vouches_for_the_bytes_that_it_names_and_no_others() {
    let id = format::DistributionId::new("demo").unwrap();
    let file = format::catalog::PackageFile::new(
        format::FileName::new("a.cfe").unwrap(),
        Blob { digest: sha256(b"extension"), bytes: 9 },
    );
    let any = format::catalog::Target::new(format::catalog::TargetKind::Any, "");
    let release = format::catalog::Release::new("1.0".to_owned(), 1, now(), vec![file], vec![any]);
    let content = CatalogContent {
        number: 1,
        issued_at: now(),
        expires: now().plus_days(30),
        distributions: vec![(Distribution::new(id, root(1, &[1]).names), vec![release])],
        products: Vec::new(),
        features: Vec::new(),
        audit_head: None,
    };
    let mut store = Store::default();
    let Ok(head) = build(content, &mut store);
    let document = key(2).sign(&head).unwrap();
    let head = everything().keyring().verify::<Catalog>(&Envelope::parse(&document).unwrap()).unwrap();
    let index_bytes = store.0.last().unwrap();
    let index = head.open::<format::catalog::Index>(|head| &head.groups[0].index, index_bytes).unwrap();
    let part =
        index.open::<format::catalog::Part>(|index| &index.entries[0].parts[0].part, &store.0[1]).unwrap();
    assert_eq!(part.open_bytes(|part| &part.releases[0].files[0].blob, b"extension"), Ok(&b"extension"[..]));
    let error = part.open_bytes(|part| &part.releases[0].files[0].blob, b"extensioN").unwrap_err();
    assert_eq!(error, VerifyError::WrongObject { expected: sha256(b"extension") });
    let mut changed = index_bytes.clone();
    changed[5] ^= 1;
    let error = head.open::<format::catalog::Index>(|head| &head.groups[0].index, &changed).unwrap_err();
    assert!(matches!(error, VerifyError::WrongObject { .. }));
}
