//! Prepared here, signed on another machine, assembled here.

use crypto::{SigningKey, VerifyError};
use format::{Batch, Explain as _, Purpose};
use ledger::{LedgerError, LicenseInput, ReviewedBatch, Trials, TrustError};

use super::common::*;

/// To the other machine and back, as files.
fn signed(batch: &Batch, key: &SigningKey) -> Result<Batch, LedgerError> {
    let signed = ReviewedBatch::read(&batch.encode()).unwrap().sign(key, || ())?;
    Ok(Batch::decode(&signed.encode()).unwrap())
}

#[test]
fn coupons_that_were_signed_elsewhere_are_as_good_as_others() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let wanted = ledger::CouponRequest { count: 3, ..request(product) };
    let before = vendor.everything();
    let batch = vendor.ledger.prepare_coupons(&wanted, &at(1), &mut random()).unwrap();
    assert_eq!(vendor.everything(), before, "preparing changes nothing");

    let reviewed = ReviewedBatch::read(&batch.encode()).unwrap();
    let summary = reviewed.summary();
    let offers: Vec<_> = summary.offers.iter().map(|(offer, count)| (offer.product, *count)).collect();
    assert_eq!((summary.count, summary.bearer, offers), (3, 3, vec![(product, 3)]));
    assert_eq!(summary.issued, Some((hour(1), hour(1))));
    let signed = signed(&batch, coupon_key()).unwrap();
    let assembled = vendor.ledger.assemble(Purpose::Coupon, &signed, &at(2)).unwrap();
    assert_eq!((assembled.numbers.len(), assembled.number), (3, Some(1)));
    let stored = vendor.ledger.coupon(assembled.numbers[0]).unwrap();
    assert_eq!((stored.notes.comment.as_str(), stored.notes.invoice.as_str()), ("выставка", "17/2027"));
    vendor.reopened().verify_audit().unwrap();

    let again = vendor.ledger.assemble(Purpose::Coupon, &signed, &at(3)).unwrap_err();
    assert!(matches!(again, LedgerError::Trust(TrustError::NumberTaken { .. })));
    let license = vendor.license();
    vendor.ledger.redeem(assembled.numbers[0].into(), license.number, license_key(), &at(3)).unwrap();
}

#[test]
fn only_what_verifies_comes_back() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let batch = vendor.ledger.prepare_coupons(&request(product), &at(1), &mut random()).unwrap();
    let wrong = signed(&batch, license_key()).unwrap_err();
    assert!(matches!(wrong, LedgerError::Verify(VerifyError::WrongPurpose { .. })));
    let stranger = signed(&batch, &SigningKey::generate(&mut random())).unwrap_err();
    assert!(matches!(stranger, LedgerError::Verify(VerifyError::UnknownKey { .. })));
    let unsigned = vendor.ledger.assemble(Purpose::Coupon, &batch, &at(2)).unwrap_err();
    assert_eq!(unsigned.code(), "ledger.batch-not-signed");
    let good = signed(&batch, coupon_key()).unwrap();
    assert_eq!(ReviewedBatch::read(&good.encode()).unwrap_err().code(), "ledger.batch-signed");
    let kind = vendor.ledger.assemble(Purpose::License, &good, &at(2)).unwrap_err();
    assert_eq!(kind.code(), "ledger.batch-kind");
    // One of two was changed on its way: neither is taken.
    let two = ledger::CouponRequest { count: 2, ..request(product) };
    let two = vendor.ledger.prepare_coupons(&two, &at(1), &mut random()).unwrap();
    let mut spoilt = signed(&two, coupon_key()).unwrap();
    *spoilt.items[1].last_mut().unwrap() ^= 1;
    let error = vendor.ledger.assemble(Purpose::Coupon, &spoilt, &at(2)).unwrap_err();
    assert!(matches!(error, LedgerError::Verify(VerifyError::BadSignature)));
    assert!(vendor.ledger.coupons(None).unwrap().is_empty());
}

#[test]
fn new_licenses_and_a_redemption_are_signed_elsewhere() {
    let mut vendor = Vendor::new();
    let customer = vendor.customer();
    let input = LicenseInput {
        customer: customer.number,
        holder: Some(customer.company.clone()),
        comment: "две".to_owned(),
    };
    let inputs = [input.clone(), input];
    let batch = vendor.ledger.prepare_licenses(&inputs, Trials::Automatic, &at(1), &mut random()).unwrap();
    let batch = signed(&batch, license_key()).unwrap();
    let numbers = vendor.ledger.assemble(Purpose::License, &batch, &at(2)).unwrap().numbers;
    let [license, other] = numbers.as_slice() else { panic!("two licenses") };
    assert_eq!(vendor.ledger.license(*license).unwrap().comment, "две");
    let again = vendor.ledger.assemble(Purpose::License, &batch, &at(2)).unwrap_err();
    assert!(matches!(again, LedgerError::Trust(TrustError::NumberTaken { .. })));

    let coupons = vendor.coupons(2);
    let prepare = |ledger: &ledger::Ledger, coupon: usize, license| {
        ledger.prepare_redemption(coupons[coupon].number.into(), license, &at(3)).unwrap()
    };
    let first = signed(&prepare(&vendor.ledger, 0, *license), license_key()).unwrap();
    let overtaken = signed(&prepare(&vendor.ledger, 1, *license), license_key()).unwrap();
    let elsewhere = signed(&prepare(&vendor.ledger, 0, *other), license_key()).unwrap();
    vendor.ledger.assemble(Purpose::License, &first, &at(4)).unwrap();
    let stored = vendor.ledger.license(*license).unwrap();
    assert_eq!((stored.newest().license.revision, stored.newest().license.grants.len()), (2, 1));
    assert_eq!(vendor.ledger.coupon(coupons[0].number).unwrap().redemptions.len(), 1);
    vendor.reopened().verify_audit().unwrap();

    let late = vendor.ledger.assemble(Purpose::License, &overtaken, &at(4)).unwrap_err();
    assert!(matches!(late, LedgerError::Trust(TrustError::NotWhatFollows { .. })), "{late}");
    let twice = vendor.ledger.assemble(Purpose::License, &elsewhere, &at(4)).unwrap_err();
    assert!(matches!(twice, LedgerError::CouponRedeemed { .. }));
}

#[test]
fn a_redemption_whose_coupon_or_license_was_revoked_meanwhile_is_refused() {
    let mut vendor = Vendor::new();
    let (license, coupons) = (vendor.license().number, vendor.coupons(2));
    let [first, second] = [coupons[0].number, coupons[1].number];
    let batches = [first, second].map(|coupon| {
        let batch = vendor.ledger.prepare_redemption(coupon.into(), license, &at(3)).unwrap();
        signed(&batch, license_key()).unwrap()
    });
    vendor.ledger.cancel_coupon(first, "потерян", &at(4)).unwrap();
    let error = vendor.ledger.assemble(Purpose::License, &batches[0], &at(5)).unwrap_err();
    assert!(matches!(error, LedgerError::CouponCancelled { .. }), "{error}");
    let error = vendor.ledger.prepare_redemption(first.into(), license, &at(5)).unwrap_err();
    assert!(matches!(error, LedgerError::CouponCancelled { .. }), "{error}");
    vendor.ledger.revoke_license(license, None, "не оплачен", &at(6)).unwrap();
    let error = vendor.ledger.assemble(Purpose::License, &batches[1], &at(7)).unwrap_err();
    assert!(matches!(error, LedgerError::LicenseRevoked { .. }), "{error}");
    assert!(vendor.ledger.coupon(second).unwrap().redemptions.is_empty());
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_signed_license_that_the_ledger_would_not_have_made_is_refused() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    let mut generous = (*license.newest().license).clone();
    generous.revision = 2;
    generous.grace_days = 366;
    let mut stranger = format::License::new(
        format::NumberId::from_random([9; 12]),
        format::CustomerId::new([9; 8]),
        hour(1),
    );
    for wrong in [&generous, &stranger] {
        let batch = prepared(&vendor, wrong);
        let error = vendor.ledger.assemble(Purpose::License, &batch, &at(2)).unwrap_err();
        assert!(matches!(error, LedgerError::Trust(TrustError::NotWhatFollows { .. })));
    }
    stranger.customer = license.customer.id;
    let batch = prepared(&vendor, &stranger);
    vendor.ledger.assemble(Purpose::License, &batch, &at(2)).unwrap();
}

#[test]
fn one_generous_coupon_among_many_is_seen_before_it_is_signed() {
    use format::{Change, Coupon, Limit, Payload as _, Term};
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let wanted = ledger::CouponRequest { count: 3, ..request(product) };
    let mut batch = vendor.ledger.prepare_coupons(&wanted, &at(1), &mut random()).unwrap();
    let mut coupon = Coupon::decode(&batch.items[1]).unwrap();
    let Change::Add(additions) = &mut coupon.change else { panic!("a coupon that adds") };
    additions[0].features.values_mut().for_each(|limit| *limit = Limit::Unlimited);
    additions[0].term = Term::Perpetual;
    batch.items[1] = coupon.encode();
    let reviewed = ReviewedBatch::read(&batch.encode()).unwrap();
    let offers: Vec<_> = reviewed.summary().offers.iter().collect();
    assert_eq!(offers.iter().map(|(_, count)| **count).sum::<usize>(), 3);
    let is_generous =
        |offer: &&ledger::BatchOffer| offer.features.values().all(|limit| *limit == Limit::Unlimited);
    let (generous, count) = offers.iter().find(|(offer, _)| is_generous(offer)).unwrap();
    assert_eq!((generous.until, generous.days, **count, offers.len()), (None, None, 1, 2));
}

#[test]
fn all_that_a_coupon_permits_is_in_the_summary() {
    use format::{Change, Coupon, Grant, Payload as _, Scope};
    let mut vendor = Vendor::new();
    let (product, license) = (vendor.product(), vendor.license());
    let wanted = ledger::CouponRequest { count: 4, ..request(product) };
    let mut batch = vendor.ledger.prepare_coupons(&wanted, &at(1), &mut random()).unwrap();
    let mut edit = |place: usize, edit: &dyn Fn(&mut Coupon)| {
        let mut coupon = Coupon::decode(&batch.items[place]).unwrap();
        edit(&mut coupon);
        batch.items[place] = coupon.encode();
    };
    edit(0, &|coupon| coupon.scope = Scope::License(license.number.id));
    edit(1, &|coupon| coupon.scope = Scope::Customer(license.customer.id));
    edit(2, &|coupon| (coupon.is_reusable, coupon.redeem_before) = (true, Some(hour(90))));
    let change = |coupon: &mut Coupon, grants| {
        (coupon.scope, coupon.change) = (Scope::License(license.number.id), Change::Replace(grants));
    };
    edit(3, &|coupon| change(coupon, Vec::new()));
    let reviewed = ReviewedBatch::read(&batch.encode()).unwrap();
    let summary = reviewed.summary();
    assert_eq!((summary.for_license, summary.for_customer, summary.bearer), (2, 1, 1));
    assert_eq!((summary.reusable, summary.empty, summary.unknown_fields), (1, 1, 0));
    assert_eq!(summary.redeem_before.get(&Some(hour(90))), Some(&1));
    let kinds = |summary: &ledger::BatchSummary| -> Vec<&str> {
        summary.offers.keys().map(|offer| offer.kind.name()).collect()
    };
    assert_eq!(kinds(summary), ["add"]);
    let features = summary.offers.keys().next().unwrap().features.clone();
    let mut changing = Coupon::decode(&batch.items[3]).unwrap();
    change(&mut changing, vec![Grant::new(product, features)]);
    let changing = Batch::new(Purpose::Coupon, batch.root.clone(), vec![changing.encode()]);
    assert_eq!(kinds(ReviewedBatch::read(&changing.encode()).unwrap().summary()), ["change"]);
}

#[test]
fn a_file_tells_what_it_is_before_anything_is_believed() {
    use format::Document;
    use ledger::{CarriedKind, ReviewedChange, RootEdit};
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let batch = vendor.ledger.prepare_coupons(&request(product), &at(1), &mut random()).unwrap();
    let signed = signed(&batch, coupon_key()).unwrap();
    let folder = vendor.ledger.folder();
    let change = folder.prepare_root(&[RootEdit::Expires(hour(9))], None, hour(1)).unwrap();
    assert!(ReviewedChange::of(change.clone()).is_ok());
    let root = std::fs::read(folder.root_path(1)).unwrap();
    let kind = CarriedKind::of_unverified;
    let of_coupons = |is_signed| Some(CarriedKind::Batch { purpose: Purpose::Coupon, is_signed });
    assert_eq!(kind(&batch.encode()), of_coupons(false));
    assert_eq!(kind(&signed.encode()), of_coupons(true));
    assert_eq!(kind(&signed.items[0]), Some(CarriedKind::Document(Document::Coupon)));
    assert_eq!(kind(&change.encode()), Some(CarriedKind::RootChange { is_signed: false }));
    assert_eq!(kind(&root), Some(CarriedKind::Document(Document::Root)));
    assert_eq!(kind(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"), None);
}

#[test]
fn what_a_burnt_key_signed_elsewhere_is_not_taken_while_the_root_still_lists_it() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let batch = vendor.ledger.prepare_coupons(&request(product), &at(1), &mut random()).unwrap();
    let batch = signed(&batch, coupon_key()).unwrap();
    vendor.ledger.burn_key(coupon_key().id(), hour(2), "украден", &at(2)).unwrap();
    let error = vendor.ledger.assemble(Purpose::Coupon, &batch, &at(3)).unwrap_err();
    assert!(matches!(error, LedgerError::Verify(VerifyError::BurntKey { bulletin: 0, .. })), "{error}");
    assert!(vendor.ledger.coupons(None).unwrap().is_empty());
}

/// A batch with any license, signed by the genuine key: a thief's, or a mistake's.
fn prepared(vendor: &Vendor, license: &format::License) -> Batch {
    use format::Payload as _;
    let (_, root) = vendor.ledger.folder().root_files().unwrap().pop().unwrap();
    signed(&Batch::new(Purpose::License, root, vec![license.encode()]), license_key()).unwrap()
}

#[test]
fn a_catalog_is_signed_elsewhere_and_only_as_the_next_one() {
    let mut vendor = Vendor::new();
    vendor.distribution();
    let prepare = |vendor: &Vendor| vendor.ledger.prepare_catalog(hour(100), &at(2)).unwrap();
    let early = signed(&prepare(&vendor), catalog_key()).unwrap();
    let batch = signed(&prepare(&vendor), catalog_key()).unwrap();
    let assembled = vendor.ledger.assemble(Purpose::Catalog, &batch, &at(3)).unwrap();
    assert_eq!(assembled.number, Some(1));
    vendor.reopened().verify_audit().unwrap();
    let late = vendor.ledger.assemble(Purpose::Catalog, &early, &at(4)).unwrap_err();
    assert!(matches!(late, LedgerError::Trust(TrustError::NotWhatFollows { .. })));
    vendor.ledger.bundle_contents().unwrap();
}
