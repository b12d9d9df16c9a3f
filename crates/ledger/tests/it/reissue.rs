//! Documents of a burnt key are signed anew, and stay the documents that they are.

use crypto::{SigningKey, VerifyError};
use format::{Envelope, IssuingKey, KeyId, Number, Purpose};
use ledger::{AuditProblem, KeyRole, LedgerError, ReviewedChange, RootEdit, TrustError};

use super::common::*;

/// Another license key, which the root lists beside the first one.
fn second_key(vendor: &mut Vendor, purpose: Purpose) -> SigningKey {
    let folder = vendor.ledger.folder().clone();
    let (public, path) = folder.new_key(KeyRole::Issuing(purpose), PASSPHRASE, &mut random()).unwrap();
    install(vendor, &[RootEdit::AddIssuingKey(IssuingKey::new(public, [purpose]))]);
    ledger::open_key_file(&path, PASSPHRASE).unwrap()
}

fn install(vendor: &mut Vendor, edits: &[RootEdit]) {
    let folder = vendor.ledger.folder().clone();
    let mut change = ReviewedChange::of(folder.prepare_root(edits, None, hour(5)).unwrap()).unwrap();
    change.sign_here(&folder, PASSPHRASE).unwrap();
    vendor.ledger.install_root(&change, &at(5)).unwrap();
}

/// Signs one document anew, and gives what was delivered.
fn reissue(
    vendor: &mut Vendor,
    number: Number,
    key: &SigningKey,
) -> Result<Vec<(Number, Vec<u8>)>, LedgerError> {
    let mut delivered = Vec::new();
    vendor.ledger.reissue(&[(vec![number], key)], &at(8), |number, document| {
        delivered.push((number, document.to_vec()));
        Ok(())
    })?;
    Ok(delivered)
}

fn claimed(document: &[u8]) -> KeyId {
    Envelope::parse(document).unwrap().claimed_key()
}

#[test]
fn what_a_burnt_key_signed_is_signed_anew_and_stays_what_it_is() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let (used, unused) = {
        let coupons = vendor.coupons(2);
        (coupons[0].number, coupons[1].number)
    };
    vendor.ledger.redeem(used.into(), license, license_key(), &at(3)).unwrap();
    assert_eq!(vendor.ledger.to_reissue(&at(4)).unwrap(), []);
    let before = vendor.ledger.license(license).unwrap();
    let (anew, coupon_anew) =
        (second_key(&mut vendor, Purpose::License), second_key(&mut vendor, Purpose::Coupon));
    let error = reissue(&mut vendor, license, &anew).unwrap_err();
    assert!(
        matches!(error, LedgerError::Trust(TrustError::NotToReissue { .. })),
        "its key is trusted: {error}"
    );

    for key in [license_key(), coupon_key()] {
        vendor.ledger.burn_key(key.id(), hour(2), "украден", &at(6)).unwrap();
        // Whether the root has dropped it yet or not.
        if key.id() == license_key().id() {
            install(&mut vendor, &[RootEdit::DropIssuingKey(key.id())]);
        }
    }
    let found = vendor.ledger.to_reissue(&at(7)).unwrap();
    let numbers: Vec<_> = found.iter().map(|one| (one.number, one.signed_by)).collect();
    assert_eq!(numbers, [(license, license_key().id()), (unused, coupon_key().id())], "not the used coupon");
    assert!(found.iter().all(|one| !one.products.is_empty()));
    assert!(reissue(&mut vendor, license, license_key()).is_err(), "the burnt key signs nothing");
    let error = reissue(&mut vendor, license, &coupon_anew).unwrap_err();
    assert!(matches!(error, LedgerError::Verify(VerifyError::WrongPurpose { .. })), "{error}");
    let error = reissue(&mut vendor, used, &coupon_anew).unwrap_err();
    assert!(matches!(error, LedgerError::Trust(TrustError::NotToReissue { .. })), "it is used up: {error}");

    let work = [(vec![license], &anew), (vec![unused], &coupon_anew)];
    let full = |_, _: &[u8]| Err(LedgerError::NoCatalog);
    assert!(vendor.ledger.reissue(&work, &at(8), full).is_err());
    assert_eq!(vendor.ledger.to_reissue(&at(8)).unwrap().len(), 2, "what was not delivered is not signed");
    let documents = reissue(&mut vendor, license, &anew).unwrap();
    reissue(&mut vendor, unused, &coupon_anew).unwrap();
    let after = vendor.ledger.license(license).unwrap();
    let (old, new) = (before.revisions.last().unwrap(), after.revisions.last().unwrap());
    assert_eq!(documents, [(license, new.document.clone())]);
    assert_eq!((new.license.digest(), new.license.revision), (old.license.digest(), old.license.revision));
    assert_eq!((claimed(&old.document), claimed(&new.document)), (license_key().id(), anew.id()));
    assert_eq!(claimed(&vendor.ledger.coupon(unused).unwrap().document), coupon_anew.id());
    assert_eq!(vendor.ledger.to_reissue(&at(9)).unwrap(), []);
    vendor.ledger.verify_audit().unwrap();
    vendor.ledger.redeem(unused.into(), license, &anew, &at(9)).unwrap();
}

#[test]
fn a_new_signature_that_was_removed_is_missed_by_the_trail() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let anew = second_key(&mut vendor, Purpose::License);
    vendor.ledger.burn_key(license_key().id(), hour(2), "", &at(6)).unwrap();
    reissue(&mut vendor, license, &anew).unwrap();
    vendor.ledger.verify_audit().unwrap();
    vendor.edit("DELETE FROM reissues");
    let error = vendor.reopened().verify_audit().unwrap_err();
    assert!(matches!(error, LedgerError::AuditBroken { problem: AuditProblem::NotStored, .. }), "{error}");
}

#[test]
fn what_a_key_signed_is_counted_wherever_it_is_kept() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let anew = second_key(&mut vendor, Purpose::License);
    vendor.ledger.burn_key(license_key().id(), hour(2), "", &at(6)).unwrap();
    reissue(&mut vendor, license, &anew).unwrap();
    let options = ledger::BulletinOptions { expires: None, lowest_catalog: None };
    vendor.ledger.publish_bulletin(&options, bulletin_key(), &at(9), &mut random()).unwrap();
    let count = |key: &SigningKey| vendor.ledger.count_signed_by(key.id()).unwrap();
    assert_eq!([license_key(), &anew, bulletin_key(), coupon_key()].map(count), [1, 1, 1, 0]);
}
