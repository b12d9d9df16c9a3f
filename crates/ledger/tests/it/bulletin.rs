use crypto::{VerifyError, revoked_id};
use format::bulletin::Revoked;
use format::{Document, Envelope, License, NumberKind};
use ledger::{BulletinOptions, LedgerError, ObjectKind};

use super::common::*;

fn publish(vendor: &mut Vendor, hours: u64) -> ledger::StoredBulletin {
    let options = BulletinOptions::default();
    vendor.ledger.publish_bulletin(&options, bulletin_key(), &at(hours), &mut random()).unwrap()
}

fn last_revoked(stored: &ledger::StoredBulletin, kind: NumberKind, number: format::Number) -> Option<u32> {
    let Revoked::Inline(list) = &stored.bulletin.revoked else { panic!("few numbers stand in the head") };
    list.find(&revoked_id(&stored.bulletin.salt, kind, number.id))
}

#[test]
fn a_bulletin_says_all_that_is_revoked_and_keeps_its_salt() {
    let mut vendor = Vendor::new();
    let empty = publish(&mut vendor, 1);
    assert_eq!((empty.bulletin.number, empty.summary().revoked), (1, 0));
    let (whole, partly) = (vendor.license().number, vendor.license().number);
    let mut coupons = vendor.coupons(2);
    let (cancelled, redeemed) = (coupons.remove(0).number, coupons.remove(0).number);
    vendor.ledger.redeem(redeemed.into(), partly, license_key(), &at(2)).unwrap();
    vendor.ledger.revoke_license(whole, None, "не оплачено", &at(3)).unwrap();
    vendor.ledger.revoke_license(partly, Some(2), "по ошибке", &at(3)).unwrap();
    vendor.ledger.cancel_coupon(cancelled, "не туда", &at(3)).unwrap();
    let head = vendor.ledger.audit_head().unwrap();
    let stored = publish(&mut vendor, 4);
    assert_eq!((stored.bulletin.number, stored.bulletin.audit_head), (2, head));
    assert_eq!(stored.bulletin.salt, empty.bulletin.salt);
    assert_eq!(last_revoked(&stored, NumberKind::License, whole), Some(u32::MAX));
    assert_eq!(last_revoked(&stored, NumberKind::License, partly), Some(1));
    assert_eq!(last_revoked(&stored, NumberKind::Coupon, cancelled), Some(u32::MAX));
    assert_eq!(last_revoked(&stored, NumberKind::Coupon, redeemed), None);
    assert_eq!(vendor.reopened().newest_bulletin().unwrap().unwrap().document, stored.document);
    assert_eq!(vendor.ledger.bulletins().unwrap().len(), 2);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn what_is_revoked_is_not_redeemed_nor_revoked_again() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let mut coupons = vendor.coupons(3);
    let (cancelled, redeemed, other) =
        (coupons.remove(0).number, coupons.remove(0).number, coupons.remove(0).number);
    vendor.ledger.cancel_coupon(cancelled, "по ошибке", &at(2)).unwrap();
    let refused = vendor.ledger.redeem(cancelled.into(), license, license_key(), &at(3)).unwrap_err();
    assert!(matches!(refused, LedgerError::CouponCancelled { .. }));
    assert!(matches!(
        vendor.ledger.cancel_coupon(cancelled, "по ошибке", &at(3)).unwrap_err(),
        LedgerError::CouponCancelled { .. }
    ));
    vendor.ledger.redeem(redeemed.into(), license, license_key(), &at(3)).unwrap();
    let used = vendor.ledger.cancel_coupon(redeemed, "по ошибке", &at(4)).unwrap_err();
    assert!(matches!(used, LedgerError::CouponRedeemed { .. }));
    for revision in [0, 1, 3] {
        let refused = vendor.ledger.revoke_license(license, Some(revision), "по ошибке", &at(4)).unwrap_err();
        assert!(matches!(refused, LedgerError::NoSuchRevision { newest: 2, .. }));
    }
    vendor.ledger.revoke_license(license, Some(2), "по ошибке", &at(4)).unwrap();
    vendor.ledger.redeem(other.into(), license, license_key(), &at(5)).unwrap();
    vendor.ledger.revoke_license(license, None, "по ошибке", &at(6)).unwrap();
    for below in [None, Some(3)] {
        let again = vendor.ledger.revoke_license(license, below, "по ошибке", &at(7)).unwrap_err();
        assert!(matches!(again, LedgerError::LicenseRevoked { .. }));
    }
    let another = vendor.coupons(1).remove(0).number;
    let refused = vendor.ledger.redeem(another.into(), license, license_key(), &at(8)).unwrap_err();
    assert!(matches!(refused, LedgerError::LicenseRevoked { .. }));
}

#[test]
fn nothing_is_revoked_or_cancelled_without_a_reason() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(1).remove(0).number;
    let before = vendor.everything();
    for reason in ["", " \t"] {
        let refused = vendor.ledger.revoke_license(license, None, reason, &at(2)).unwrap_err();
        assert!(matches!(refused, LedgerError::Empty { field: "reason" }));
        let refused = vendor.ledger.cancel_coupon(coupon, reason, &at(2)).unwrap_err();
        assert!(matches!(refused, LedgerError::Empty { field: "reason" }));
    }
    assert_eq!(vendor.everything(), before);
    assert_eq!(vendor.ledger.check_revocable(license, None).unwrap(), None);
    vendor.ledger.check_cancellable(coupon).unwrap();
    vendor.ledger.revoke_license(license, None, "не оплачено", &at(2)).unwrap();
    vendor.ledger.cancel_coupon(coupon, "не туда", &at(2)).unwrap();
    let again = vendor.ledger.check_revocable(license, None).unwrap_err();
    assert!(matches!(again, LedgerError::LicenseRevoked { .. }));
    assert!(matches!(
        vendor.ledger.check_cancellable(coupon).unwrap_err(),
        LedgerError::CouponCancelled { .. }
    ));
}

#[test]
fn a_burnt_key_signs_nothing_more_and_the_bulletin_names_it() {
    let mut vendor = Vendor::new();
    let before = vendor.license();
    vendor.ledger.burn_key(license_key().id(), hour(1), "украден", &at(2)).unwrap();
    let again = vendor.ledger.burn_key(license_key().id(), hour(1), "", &at(2)).unwrap_err();
    assert!(matches!(again, LedgerError::Verify(VerifyError::BurntKey { .. })));
    let unknown = vendor.ledger.burn_key(format::KeyId::new([1; 8]), hour(1), "", &at(2)).unwrap_err();
    assert!(matches!(unknown, LedgerError::Verify(VerifyError::UnknownKey { .. })));
    let coupon = vendor.coupons(1).remove(0).number;
    let refused = vendor.ledger.redeem(coupon.into(), before.number, license_key(), &at(3)).unwrap_err();
    assert!(matches!(refused, LedgerError::Verify(VerifyError::BurntKey { .. })));
    let stored = publish(&mut vendor, 4);
    let heeding = vendor.ledger.root().heeding(&stored.bulletin);
    let document = &before.newest().document;
    let refused = heeding.keyring().verify::<License>(&Envelope::parse(document).unwrap()).unwrap_err();
    assert!(matches!(refused, VerifyError::BurntKey { bulletin: 1, .. }));
    assert!(vendor.ledger.license(before.number).is_ok(), "the ledger still knows what it has issued");
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_bulletin_is_not_signed_with_a_key_that_it_burns() {
    let mut vendor = Vendor::new();
    vendor.ledger.burn_key(bulletin_key().id(), hour(1), "", &at(2)).unwrap();
    let options = BulletinOptions::default();
    let refused =
        vendor.ledger.publish_bulletin(&options, bulletin_key(), &at(3), &mut random()).unwrap_err();
    assert!(matches!(refused, LedgerError::Verify(VerifyError::BurntKey { .. })));
    let purpose = vendor.ledger.publish_bulletin(&options, catalog_key(), &at(3), &mut random()).unwrap_err();
    assert!(matches!(
        purpose,
        LedgerError::Verify(VerifyError::WrongPurpose { document: Document::Bulletin, .. })
    ));
}

#[test]
fn a_withdrawn_release_is_named_by_the_record_that_sites_know() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let stored =
        vendor.ledger.release_add(&distribution, &release(&extension("1.0"), "Розница"), &at(1)).unwrap();
    vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(2)).unwrap();
    let why = names("портит остатки", "spoils balances");
    let unknown = vendor.ledger.withdraw_release(&distribution, "1.1", &why, &at(3)).unwrap_err();
    assert!(matches!(unknown, LedgerError::UnknownRelease { .. }));
    let silent = vendor.ledger.withdraw_release(&distribution, "1.0", &format::Names::default(), &at(3));
    assert!(matches!(silent.unwrap_err(), LedgerError::Empty { .. }));
    vendor.ledger.withdraw_release(&distribution, "1.0", &why, &at(3)).unwrap();
    let again = vendor.ledger.withdraw_release(&distribution, "1.0", &why, &at(3)).unwrap_err();
    assert!(matches!(again, LedgerError::ReleaseWithdrawn { .. }));
    let listed = vendor.reopened().releases(&distribution).unwrap();
    assert_eq!((listed[0].digest, listed[0].withdrawn.as_ref()), (stored.digest, Some(&why)));
    let bulletin = publish(&mut vendor, 4).bulletin;
    assert_eq!(bulletin.withdrawal(&stored.digest), Some(&why));
    vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(5)).unwrap();
    let contents = vendor.ledger.bundle_contents().unwrap();
    assert_eq!(contents.bulletin.unwrap().bulletin.number, 1);
    assert!(contents.objects.iter().all(|object| object.kind != ObjectKind::Shard));
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn the_lowest_catalog_exists_and_never_falls() {
    let mut vendor = Vendor::new();
    vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(1)).unwrap();
    vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(1)).unwrap();
    let mut lowest = |lowest_catalog| {
        let options = BulletinOptions { lowest_catalog, expires: None };
        let published = vendor.ledger.publish_bulletin(&options, bulletin_key(), &at(2), &mut random());
        published.map(|stored| stored.bulletin.lowest_catalog)
    };
    assert!(matches!(lowest(Some(3)).unwrap_err(), LedgerError::LowestCatalog { lowest: 3, newest: 2 }));
    assert_eq!(lowest(Some(2)).unwrap(), Some(2));
    assert_eq!(lowest(Some(1)).unwrap(), Some(2));
    assert_eq!(lowest(None).unwrap(), Some(2));
}

#[test]
fn what_is_taken_out_of_the_list_of_revoked_is_found_by_the_trail() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    vendor.ledger.revoke_license(license, None, "по ошибке", &at(2)).unwrap();
    vendor.ledger.verify_audit().unwrap();
    vendor.edit("DELETE FROM revoked_licenses");
    assert!(matches!(vendor.ledger.verify_audit().unwrap_err(), LedgerError::AuditBroken { .. }));
}
