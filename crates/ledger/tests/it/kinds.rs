//! Coupons of all three kinds, and what each does to a license.

use std::num::NonZeroU32;

use format::{Explain as _, Grant, Number, ProductId, Term};
use ledger::{
    BatchNotes, CouponError, CouponKind, CouponProduct, CouponRequest, CouponScope, LedgerError,
    NewComposition, ProductInput, TrialDays,
};
use policy::Refusal;

use super::common::*;

fn days(days: u32) -> NonZeroU32 {
    NonZeroU32::new(days).unwrap()
}

fn one(product: ProductId, term: Term) -> CouponProduct {
    CouponProduct { product, term, multiplier: NonZeroU32::MIN }
}

fn wanted(kind: CouponKind, scope: CouponScope) -> CouponRequest {
    CouponRequest {
        kind,
        scope,
        count: 1,
        redeem_before: None,
        is_reusable: false,
        notes: BatchNotes::default(),
    }
}

fn adds(product: ProductId, term: Term) -> CouponRequest {
    wanted(CouponKind::Add(vec![one(product, term)]), CouponScope::Bearer)
}

fn extends(product: ProductId, more: u32) -> CouponRequest {
    wanted(CouponKind::Extend(vec![TrialDays { product, days: days(more) }]), CouponScope::Bearer)
}

fn changes(license: Number, kept: &[ProductId], products: &[CouponProduct]) -> CouponRequest {
    let composition = NewComposition { kept: kept.to_vec(), products: products.to_vec() };
    wanted(CouponKind::Change(composition), CouponScope::License(license))
}

fn redeem(vendor: &mut Vendor, request: &CouponRequest, license: Number, hours: u64) -> Vec<Grant> {
    let coupon = vendor.generate(request).remove(0).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(hours)).unwrap().after
}

fn refused(vendor: &mut Vendor, request: &CouponRequest) -> &'static str {
    let made = vendor.ledger.generate_coupons(request, coupon_key(), &at(1), &mut random());
    made.unwrap_err().code()
}

#[test]
fn a_trial_gets_more_days_from_the_later_of_its_end_and_the_redemption() {
    let mut vendor = Vendor::new();
    let (license, product) = (vendor.license().number, vendor.trial());
    let grants = redeem(&mut vendor, &adds(product, Term::Days(days(10))), license, 2);
    assert_eq!(grants[0].until, Some(hour(2 + 240)));
    let grants = redeem(&mut vendor, &extends(product, 5), license, 3);
    assert_eq!((grants.len(), grants[0].until), (1, Some(hour(2 + 240 + 120))));
    let grants = redeem(&mut vendor, &extends(product, 5), license, 1000);
    assert_eq!(grants[0].until, Some(hour(1000 + 120)));
}

#[test]
fn what_is_no_trial_is_not_extended_and_a_license_without_the_trial_neither() {
    let mut vendor = Vendor::new();
    let (license, bought, product) = (vendor.license().number, vendor.product(), vendor.trial());
    assert_eq!(refused(&mut vendor, &extends(bought, 5)), "ledger.no-trial-to-extend");
    let coupon = vendor.generate(&extends(product, 5)).remove(0).number;
    let error = vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap_err();
    assert!(matches!(error, LedgerError::Refused(Refusal::CouponNothingToExtend { .. })), "{error}");
}

#[test]
fn an_extension_may_be_reusable_once_for_each_license() {
    let mut vendor = Vendor::new();
    let (license, other, product) = (vendor.license().number, vendor.license().number, vendor.trial());
    for license in [license, other] {
        redeem(&mut vendor, &adds(product, Term::Days(days(10))), license, 2);
    }
    let request = CouponRequest { is_reusable: true, ..extends(product, 5) };
    let coupon = vendor.generate(&request).remove(0).number;
    let mut redeem = |license| vendor.ledger.redeem(coupon.into(), license, license_key(), &at(3)).map(drop);
    assert!(redeem(license).is_ok() && redeem(other).is_ok());
    assert_eq!(redeem(other).unwrap_err().code(), "ledger.coupon-redeemed");
}

#[test]
fn a_change_says_exactly_what_a_license_holds() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let (kept, dropped, new) = (vendor.product(), vendor.product(), vendor.product());
    let before = redeem(&mut vendor, &adds(kept, Term::Perpetual), license, 2);
    redeem(&mut vendor, &adds(dropped, Term::Perpetual), license, 2);
    let change = changes(license, &[kept], &[one(new, Term::Until(hour(5000)))]);
    let after = redeem(&mut vendor, &change, license, 3);
    let held: Vec<_> = after.iter().map(|grant| (grant.product, grant.until)).collect();
    assert_eq!(held, [(kept, None), (new, Some(hour(5000)))]);
    assert_eq!(after[0], before[0], "what stays is as it was");
    assert_eq!(redeem(&mut vendor, &changes(license, &[], &[]), license, 4), []);
}

#[test]
fn a_change_builds_on_the_state_that_it_was_made_for() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let product = vendor.product();
    let first = vendor.generate(&changes(license, &[], &[one(product, Term::Perpetual)])).remove(0).number;
    let second = vendor.generate(&changes(license, &[], &[])).remove(0).number;
    vendor.ledger.redeem(second.into(), license, license_key(), &at(2)).unwrap();
    let error = vendor.ledger.redeem(first.into(), license, license_key(), &at(3)).unwrap_err();
    assert!(matches!(error, LedgerError::Refused(Refusal::CouponStateChanged { .. })), "{error}");
}

#[test]
fn a_change_is_one_coupon_for_one_license_that_holds_what_is_kept() {
    let mut vendor = Vendor::new();
    let (license, product) = (vendor.license().number, vendor.product());
    let change = changes(license, &[], &[one(product, Term::Perpetual)]);
    let bearer = CouponRequest { scope: CouponScope::Bearer, ..change.clone() };
    assert_eq!(refused(&mut vendor, &bearer), "ledger.change-for-one-license");
    for twice in [CouponRequest { count: 2, ..change.clone() }, CouponRequest { is_reusable: true, ..change }]
    {
        assert_eq!(refused(&mut vendor, &twice), "ledger.change-once");
    }
    assert_eq!(refused(&mut vendor, &changes(license, &[product], &[])), "ledger.nothing-to-keep");
}

#[test]
fn a_coupon_for_one_license_is_generated_and_redeemed_in_one_step_or_not_at_all() {
    let mut vendor = Vendor::new();
    let (license, product) = (vendor.license().number, vendor.product());
    let request = changes(license, &[], &[one(product, Term::Perpetual)]);
    let before = vendor.everything();
    let preview = vendor.ledger.preview_coupon(&request, coupon_key(), &at(2), &mut random()).unwrap();
    assert_eq!((preview.revision, preview.after.len()), (2, 1));
    assert_eq!(vendor.everything(), before, "a preview changes nothing");
    // A key that may not sign licenses: the coupon is not there either.
    let keys = (coupon_key(), coupon_key());
    vendor.ledger.generate_and_redeem(&request, keys, &at(2), &mut random()).unwrap_err();
    assert_eq!(vendor.everything(), before);
    let keys = (coupon_key(), license_key());
    let (issued, outcome) = vendor.ledger.generate_and_redeem(&request, keys, &at(2), &mut random()).unwrap();
    assert_eq!((issued.number, outcome.revision, outcome.after), (outcome.coupon, 2, preview.after));
    vendor.ledger.verify_audit().unwrap();
    let bearer = adds(product, Term::Perpetual);
    let error = vendor.ledger.generate_and_redeem(&bearer, keys, &at(2), &mut random()).unwrap_err();
    assert!(matches!(error, LedgerError::Coupon(CouponError::RedeemAtOnce)), "{error}");
}

#[test]
fn what_a_batch_is_about_stays_in_the_ledger() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let notes = BatchNotes {
        invoice: "17".to_owned(),
        invoice_date: "2027-02-03".to_owned(),
        comment: "выставка".to_owned(),
        distributor: None,
    };
    let request = CouponRequest { notes: notes.clone(), ..adds(product, Term::Perpetual) };
    let coupon = vendor.generate(&request).remove(0).number;
    assert_eq!(vendor.ledger.coupon(coupon).unwrap().notes, notes);
    let wrong = BatchNotes { invoice_date: "3 февраля".to_owned(), ..notes };
    assert_eq!(refused(&mut vendor, &CouponRequest { notes: wrong, ..request }), "ledger.invoice-date");
}

#[test]
fn a_product_is_found_by_its_guid() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let guid = "01234567-89ab-cdef-0123-456789abcdef";
    assert_eq!(vendor.ledger.product_with_guid(guid).unwrap(), None);
    let features = vendor.ledger.product(product).unwrap().features;
    let input = ProductInput {
        guid: Some(guid.to_owned()),
        names: names("Насосы", "Pumps"),
        features,
        ..ProductInput::default()
    };
    let added = vendor.ledger.product_add(&input, &at(1)).unwrap();
    assert_eq!(vendor.ledger.product_with_guid(&format!("{{{guid}}}")).unwrap(), Some(added));
}
