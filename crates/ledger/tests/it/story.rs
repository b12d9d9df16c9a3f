use std::num::NonZeroU32;

use format::{Limit, Number, Term};
use ledger::{CouponProduct, CouponRef, CustomerInput, LedgerError, RevisionReason};

use super::common::*;
use super::engine;

#[test]
fn a_coupon_becomes_a_grant_of_the_license() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    assert!(license.newest().license.grants.is_empty());
    let coupon = vendor.coupons(1).remove(0);
    assert!(coupon.number.to_string().starts_with("DEMOUPD-"));
    let outcome = vendor.ledger.redeem(coupon.number.into(), license.number, license_key(), &at(2)).unwrap();
    assert_eq!((outcome.before.len(), outcome.after.len(), outcome.revision), (0, 1, 2));
    let grant = &outcome.after[0];
    assert_eq!(grant.until, Some(hour(2).plus_days(365)));
    assert_eq!(grant.features.values().collect::<Vec<_>>(), [&Limit::count(20).unwrap()]);

    let stored = vendor.reopened().license(license.number).unwrap();
    assert_eq!(stored.revisions.len(), 2);
    assert_eq!(stored.newest().document, outcome.document);
    assert_eq!(stored.newest().reason, RevisionReason::Coupon(coupon.number));
    assert_eq!(stored.newest().license.holder.as_deref(), Some("Завод «Прибор»"));
    let redemptions = vendor.ledger.coupon(coupon.number).unwrap().redemptions;
    assert_eq!((redemptions.len(), redemptions[0].license, redemptions[0].at), (1, license.number, hour(2)));
    assert_eq!(vendor.ledger.verify_audit().unwrap().entries, 7);
}

#[test]
fn a_one_time_coupon_is_redeemed_once_and_the_second_try_is_told_where() {
    let mut vendor = Vendor::new();
    let (license, other) = (vendor.license().number, vendor.license().number);
    let coupon = vendor.coupons(1).remove(0);
    vendor.ledger.redeem(CouponRef::Document(&coupon.document), license, license_key(), &at(2)).unwrap();
    for license_again in [license, other] {
        let again = vendor.ledger.redeem(coupon.number.into(), license_again, license_key(), &at(3));
        assert!(matches!(
            again.unwrap_err(),
            LedgerError::CouponRedeemed { coupon: number, license: before, at: then }
                if number == coupon.number && before == license && then == hour(2)
        ));
    }
    assert_eq!(vendor.ledger.license(other).unwrap().revisions.len(), 1);
}

#[test]
fn a_reusable_coupon_is_redeemed_once_on_each_license() {
    let mut vendor = Vendor::new();
    let (license, other, product) = (vendor.license().number, vendor.license().number, vendor.product());
    let request = ledger::CouponRequest { is_reusable: true, ..request(product) };
    let coupon = vendor.generate(&request).remove(0).number;
    for license in [license, other] {
        vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    }
    let again = vendor.ledger.redeem(coupon.into(), other, license_key(), &at(3)).unwrap_err();
    assert!(matches!(again, LedgerError::CouponRedeemed { license: before, .. } if before == other));
    assert_eq!(vendor.ledger.coupon(coupon).unwrap().redemptions.len(), 2);
}

#[test]
fn a_preview_tells_the_same_needs_no_key_and_leaves_nothing() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(1).remove(0).number;
    let before = vendor.everything();
    let preview = vendor.ledger.preview_redemption(coupon.into(), license, &at(2)).unwrap();
    assert_eq!(vendor.everything(), before);
    assert_eq!(preview.adds_nothing(), Vec::<&format::Grant>::new());
    let wet = vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    assert_eq!((preview.before, preview.after, preview.revision), (wet.before, wet.after, wet.revision));
    assert_ne!(vendor.everything(), before);
    let again = vendor.ledger.preview_redemption(coupon.into(), license, &at(3)).unwrap_err();
    assert!(matches!(again, LedgerError::CouponRedeemed { .. }));
}

#[test]
fn a_coupon_that_adds_what_is_there_already_adds_nothing() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let product = vendor.product();
    let coupon = |vendor: &mut Vendor, until, multiplier| {
        let wanted = CouponProduct {
            product,
            term: Term::Until(hour(until)),
            multiplier: NonZeroU32::new(multiplier).unwrap(),
        };
        let wanted = ledger::CouponRequest {
            kind: ledger::CouponKind::Add(vec![wanted]),
            count: 1,
            ..request(product)
        };
        vendor.generate(&wanted).remove(0).number
    };
    let first = coupon(&mut vendor, 100, 2);
    vendor.ledger.redeem(first.into(), license, license_key(), &at(3)).unwrap();
    for (until, multiplier, nothing) in [(100, 2, 1), (99, 1, 1), (101, 2, 0), (100, 3, 0), (100, 2, 1)] {
        let coupon = coupon(&mut vendor, until, multiplier);
        let preview = vendor.ledger.preview_redemption(coupon.into(), license, &at(4)).unwrap();
        assert_eq!(preview.adds_nothing().len(), nothing, "{until} {multiplier}");
    }
}

#[test]
fn a_reopened_ledger_says_the_same() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(3).remove(1).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    let (open, reopened) =
        (vendor.ledger.license(license).unwrap(), vendor.reopened().license(license).unwrap());
    assert_eq!(open.newest().document, reopened.newest().document);
    assert_eq!(
        format!("{:?}", vendor.ledger.coupons(None)),
        format!("{:?}", vendor.reopened().coupons(None))
    );
    assert_eq!(vendor.ledger.audit_head().unwrap(), vendor.reopened().audit_head().unwrap());
}

#[test]
fn coupons_of_a_batch_are_listed_together() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let first = vendor.generate(&ledger::CouponRequest { count: 5, ..request(product) });
    let second = vendor.generate(&request(product));
    assert_eq!((first[0].batch, second[0].batch), (1, 2));
    let of_batch = |batch| -> Vec<Number> {
        vendor.ledger.coupons(batch).unwrap().iter().map(|coupon| coupon.number).collect()
    };
    assert_eq!(of_batch(Some(1)), first.iter().map(|coupon| coupon.number).collect::<Vec<_>>());
    assert_eq!((of_batch(None).len(), of_batch(Some(2)).len()), (6, 1));
    let stored = vendor.ledger.coupon(second[0].number).unwrap();
    assert_eq!((stored.notes.comment.as_str(), stored.notes.invoice.as_str()), ("выставка", "17/2027"));
}

#[test]
fn customers_are_found_by_any_of_their_texts_in_any_case() {
    let mut vendor = Vendor::new();
    let mut add = |company: &str, contact: &str, email: &str| {
        let (company, contact, email) = (company.to_owned(), contact.to_owned(), email.to_owned());
        let input = CustomerInput { company, contact, email, ..CustomerInput::default() };
        vendor.ledger.customer_add(&input, &at(0), &mut random()).unwrap().number
    };
    let first = add("Завод «Прибор»", "Иванова О. П.", "ivanova@pribor.example");
    let second = add("ОКБ «Маяк»", "Петров", "petrov@mayak.example");
    let found = |search: &str| -> Vec<_> {
        vendor.ledger.customers(Some(search)).unwrap().iter().map(|customer| customer.number).collect()
    };
    assert_eq!(found("прибор"), [first]);
    assert_eq!(found("МАЯК"), [second]);
    assert_eq!(found(" .example "), [first, second]);
    assert_eq!(found("%"), []);
    assert_eq!(found(""), [first, second]);
}

#[test]
fn licenses_are_listed_by_customer() {
    let mut vendor = Vendor::new();
    let (first, second) = (vendor.license(), vendor.license());
    let all = vendor.ledger.licenses(None).unwrap();
    assert_eq!(all.len(), 2);
    let of_second = vendor.ledger.licenses(Some(second.customer.number)).unwrap();
    assert_eq!(of_second.iter().map(|license| license.number).collect::<Vec<_>>(), [second.number]);
    assert_ne!(first.customer.id, second.customer.id);
}

#[test]
fn a_backup_is_a_whole_ledger_that_can_be_put_back() {
    if engine::is_postgres() {
        return; // There is no file to copy.
    }
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let backup = vendor.path().join("копия.sqlite");
    for _ in 0..2 {
        vendor.ledger.back_up(&backup).unwrap();
    }
    assert!(disk::is_owner_only(&backup).unwrap());
    let before = vendor.everything();
    vendor.license();
    let mut restored = Vendor::new();
    copy(&vendor.path().join("roots"), &restored.path().join("roots"));
    std::fs::rename(&backup, restored.ledger.folder().ledger_path()).unwrap();
    restored.ledger = restored.reopened();
    assert_eq!(restored.everything(), before);
    assert_eq!(restored.ledger.licenses(None).unwrap()[0].number, license);
}
