use format::{Explain as _, Number};
use ledger::{AuditProblem, Customer, CustomerInput, LedgerError, Mode, RevisionReason};
use ledger::{CouponRequest, CouponScope};

use super::common::*;

impl Vendor {
    fn company(&mut self, company: &str) -> Customer {
        let input = CustomerInput { company: company.to_owned(), ..CustomerInput::default() };
        self.ledger.customer_add(&input, &at(0), &mut random()).unwrap()
    }
}

/// A license with ten users on it, and the customer that is to get it.
fn sold() -> (Vendor, Number, Customer) {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(1).remove(0).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    let to = vendor.company("ОКБ «Факел»");
    (vendor, license, to)
}

#[test]
fn a_license_goes_to_another_customer_with_all_that_it_grants() {
    let (mut vendor, license, to) = sold();
    let before = vendor.ledger.license(license).unwrap();
    let preview = vendor.ledger.preview_move(license, to.number, &at(3)).unwrap();
    assert_eq!((preview.revision, preview.from.number), (3, before.customer.number));
    assert_eq!(preview.holder_after.as_deref(), Some("ОКБ «Факел»"));
    assert_eq!(vendor.ledger.license(license).unwrap().revisions.len(), 2, "a preview changes nothing");
    let moved =
        vendor.ledger.move_license(license, to.number, "продажа цеха", license_key(), &at(3)).unwrap();
    assert_eq!((moved.from, moved.to, moved.revision), (before.customer.number, to.number, 3));
    let after = vendor.ledger.license(license).unwrap();
    let (old, new) = (&before.newest().license, &after.newest().license);
    assert_eq!((&new.grants, &new.folded), (&old.grants, &old.folded));
    assert_eq!((new.customer, new.holder.as_deref()), (to.id, Some("ОКБ «Факел»")));
    assert_eq!((after.newest().reason, after.newest().note.as_str()), (RevisionReason::Move, "продажа цеха"));
    assert_eq!(vendor.ledger.licenses(Some(to.number)).unwrap()[0].number, license);
    assert!(vendor.ledger.licenses(Some(moved.from)).unwrap().is_empty());
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_license_may_come_back() {
    let (mut vendor, license, to) = sold();
    let from = vendor.ledger.license(license).unwrap().customer.number;
    vendor.ledger.move_license(license, to.number, "", license_key(), &at(3)).unwrap();
    vendor.ledger.move_license(license, from, "", license_key(), &at(4)).unwrap();
    assert_eq!(vendor.ledger.license(license).unwrap().customer.number, from);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn coupons_for_the_former_customer_are_named_and_no_longer_fit() {
    let (mut vendor, license, to) = sold();
    let (product, from) = (vendor.product(), vendor.ledger.license(license).unwrap().customer.number);
    let scoped = CouponRequest { scope: CouponScope::Customer(from), count: 2, ..request(product) };
    let coupons: Vec<Number> = vendor.generate(&scoped).into_iter().map(|coupon| coupon.number).collect();
    vendor.ledger.cancel_coupon(coupons[1], "ошибка", &at(2)).unwrap();
    let preview = vendor.ledger.preview_move(license, to.number, &at(3)).unwrap();
    assert_eq!(preview.coupons, [coupons[0]]);
    vendor.ledger.move_license(license, to.number, "", license_key(), &at(3)).unwrap();
    let refused = vendor.ledger.redeem(coupons[0].into(), license, license_key(), &at(4)).unwrap_err();
    assert_eq!(refused.code(), "policy.coupon-other-customer");
}

#[test]
fn what_cannot_move_is_refused_and_stays() {
    let (mut vendor, license, to) = sold();
    let from = vendor.ledger.license(license).unwrap().customer.number;
    let same = vendor.ledger.move_license(license, from, "", license_key(), &at(3)).unwrap_err();
    assert_eq!(same.code(), "ledger.already-holds");
    let wrong_key = vendor.ledger.move_license(license, to.number, "", coupon_key(), &at(3)).unwrap_err();
    assert_eq!(wrong_key.code(), "crypto.wrong-purpose");
    vendor.ledger.revoke_license(license, None, "не оплачен", &at(3)).unwrap();
    let revoked = vendor.ledger.move_license(license, to.number, "", license_key(), &at(4)).unwrap_err();
    assert_eq!(revoked.code(), "ledger.license-revoked");
    assert_eq!(vendor.ledger.license(license).unwrap().customer.number, from);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_license_given_away_with_an_sql_shell_is_found() {
    let (mut vendor, license, to) = sold();
    let told = |error: LedgerError| matches!(error, LedgerError::DamagedDocument { source: None, .. });
    let give = format!("UPDATE licenses SET customer = {}", to.number);
    vendor.edit(&give);
    assert!(told(vendor.ledger.license(license).unwrap_err()));
    assert!(matches!(
        vendor.ledger.verify_audit().unwrap_err(),
        LedgerError::AuditBroken { problem: AuditProblem::NotStored, .. }
    ));
    let (mut other, license, to) = sold();
    std::mem::swap(&mut vendor, &mut other);
    vendor.ledger.move_license(license, to.number, "", license_key(), &at(3)).unwrap();
    // A move that was not told of, and one that was told of and is not in the revisions.
    vendor.edit(
        "UPDATE audit SET details = replace(details, '\"from\":1', '\"from\":2') WHERE what = 'license.move'",
    );
    assert!(told(vendor.ledger.license(license).unwrap_err()));
    vendor.edit("DELETE FROM audit WHERE what = 'license.move'");
    assert!(told(vendor.ledger.license(license).unwrap_err()));
}

#[test]
fn a_comment_is_changed_with_an_entry_of_its_own_and_an_edited_one_is_found() {
    let (mut vendor, license, _) = sold();
    let before = vendor.ledger.verify_audit().unwrap().entries;
    let would = vendor.ledger.comment_license(license, Mode::DryRun, "вторая смена", &at(3)).unwrap();
    assert_eq!((would.before.as_str(), would.after.as_str()), ("", "вторая смена"));
    assert_eq!(vendor.ledger.license(license).unwrap().comment, "");
    for _ in 0..2 {
        vendor.ledger.comment_license(license, Mode::Commit, "вторая смена", &at(3)).unwrap();
    }
    assert_eq!(vendor.ledger.license(license).unwrap().comment, "вторая смена");
    assert_eq!(vendor.ledger.verify_audit().unwrap().entries, before + 1, "nothing changed the second time");
    let long = vendor.ledger.comment_license(license, Mode::Commit, &"а".repeat(3000), &at(4)).unwrap_err();
    assert_eq!(long.code(), "ledger.text-too-long");
    vendor.edit("UPDATE licenses SET comment = 'третья смена'");
    let found = vendor.ledger.verify_audit().unwrap_err();
    assert!(matches!(found, LedgerError::AuditBroken { problem: AuditProblem::NotStored, .. }));
}

#[test]
fn a_note_on_a_redemption_stays_and_an_edited_one_is_found() {
    let (mut vendor, license, _) = sold();
    let coupon = vendor.coupons(1).remove(0).number;
    vendor.ledger.redeem_noting(coupon.into(), license, "по телефону", license_key(), &at(3)).unwrap();
    assert_eq!(vendor.ledger.license(license).unwrap().newest().note, "по телефону");
    vendor.ledger.verify_audit().unwrap();
    for edited in ["'по почте' WHERE revision = 3", "'по почте' WHERE revision = 2", "'' WHERE revision = 3"]
    {
        let (copy, sql) = (&vendor, format!("UPDATE license_revisions SET note = {edited}"));
        copy.edit(&sql);
        let found = copy.reopened().verify_audit().unwrap_err();
        assert!(
            matches!(found, LedgerError::AuditBroken { problem: AuditProblem::NotStored, .. }),
            "{edited}"
        );
        copy.edit("UPDATE license_revisions SET note = CASE revision WHEN 3 THEN 'по телефону' ELSE '' END");
    }
    vendor.ledger.verify_audit().unwrap();
}
