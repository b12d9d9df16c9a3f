//! Changes of the root: rotation, revocation, thresholds, and what stays of documents of a dropped key.

use std::fs;
use std::path::Path;

use crypto::{RootKey, SigningKey, VerifyError};
use format::{Explain as _, IssuingKey, ProductId, Purpose};
use ledger::{
    InitOptions, KeyRole, KeyWanted, Ledger, LedgerError, ReviewedChange, RootDifference, RootEdit,
    TrustError, VendorFolder,
};
use tempfile::TempDir;

use super::common::*;
use super::engine;

/// A vendor with 2 of 3 root keys, which lie in a folder of their own.
struct Careful {
    folder: TempDir,
    safe: TempDir,
}

impl Careful {
    fn new() -> Self {
        let (folder, safe) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let options =
            InitOptions { root_keys: 3, threshold: 2, root_keys_folder: Some(safe.path()), ..options() };
        VendorFolder::init(folder.path(), &options, &at(0), &mut random()).unwrap();
        Self { folder, safe }
    }

    fn ledger(&self) -> Ledger {
        engine::open(self.folder.path()).unwrap()
    }

    fn root_key(&self, number: u32) -> RootKey {
        let path = self.safe.path().join(format!("root-{number}.pem"));
        RootKey::new(ledger::open_key_file(&path, PASSPHRASE).unwrap())
    }
}

/// The key that is chosen for what is wanted, out of its file.
fn opened(folder: &VendorFolder, wanted: &KeyWanted) -> SigningKey {
    let (key, _) = folder.key_for(wanted).unwrap();
    folder.open_key(&key, PASSPHRASE).unwrap()
}

fn prepared(ledger: &Ledger, edits: &[RootEdit]) -> ReviewedChange {
    ReviewedChange::of(ledger.folder().prepare_root(edits, None, hour(5)).unwrap()).unwrap()
}

/// Rotates a key as a vendor with one root key does: in one step.
fn one_step(ledger: &mut Ledger, edits: &[RootEdit]) -> ledger::RootInstalled {
    let mut change = prepared(ledger, edits);
    change.sign_here(&ledger.folder().clone(), PASSPHRASE).unwrap();
    ledger.install_root(&change, &at(5)).unwrap()
}

fn new_license_key(folder: &VendorFolder) -> IssuingKey {
    let role = KeyRole::Issuing(Purpose::License);
    let (public, path) = folder.new_key(role, PASSPHRASE, &mut random()).unwrap();
    assert_eq!(path, folder.key_path(role, 2));
    IssuingKey::new(public, [Purpose::License])
}

#[test]
fn a_rotated_key_leaves_what_it_signed_valid_and_signs_nothing_new() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    let old = license_key().id();
    let folder = vendor.ledger.folder().clone();
    let mut key = new_license_key(&folder);
    key.from = Some(hour(5));
    let edits = [RootEdit::EndIssuingKey { key: old, until: hour(4) }, RootEdit::AddIssuingKey(key)];
    let installed = one_step(&mut vendor.ledger, &edits);
    assert_eq!((installed.version, installed.is_new_fingerprint), (2, false));

    let mut ledger = vendor.reopened();
    assert_eq!(ledger.license(license.number).unwrap().revisions.len(), 1);
    let wanted = |hours| KeyWanted { purpose: Purpose::License, at: hour(hours), products: Vec::new() };
    assert_eq!(opened(&folder, &wanted(4)).id(), old);
    let new = opened(&folder, &wanted(5));
    assert_ne!(new.id(), old);
    let input =
        ledger::LicenseInput { customer: license.customer.number, holder: None, comment: String::new() };
    let late = ledger.license_new(&input, license_key(), &at(6), &mut random()).unwrap_err();
    assert!(matches!(late, LedgerError::Verify(VerifyError::OutsideKeyTime { .. })));
    ledger.license_new(&input, &new, &at(6), &mut random()).unwrap();
    assert_eq!(ledger.verify_audit().unwrap().documents, 2);
}

#[test]
fn a_revoked_key_signs_nothing_and_the_ledger_still_shows_what_it_signed() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    let old = license_key().id();
    assert_eq!(vendor.ledger.count_signed_by(old).unwrap(), 1);
    let key = new_license_key(vendor.ledger.folder());
    one_step(&mut vendor.ledger, &[RootEdit::DropIssuingKey(old), RootEdit::AddIssuingKey(key)]);
    let mut ledger = vendor.reopened();
    assert_eq!(ledger.license(license.number).unwrap().newest().license.revision, 1);
    ledger.verify_audit().unwrap();
    // Whoever only has the newest root, a site, refuses it.
    let document = license.newest().document.clone();
    let site =
        ledger.root().keyring().verify::<format::License>(&format::Envelope::parse(&document).unwrap());
    assert_eq!(site.unwrap_err(), VerifyError::UnknownKey { key: old });
    let input =
        ledger::LicenseInput { customer: license.customer.number, holder: None, comment: String::new() };
    let refused = ledger.license_new(&input, license_key(), &at(6), &mut random()).unwrap_err();
    assert!(matches!(refused, LedgerError::Verify(VerifyError::UnknownKey { .. })));
    let unknown = ledger.folder().prepare_root(&[RootEdit::DropIssuingKey(old)], None, hour(7)).unwrap_err();
    assert!(matches!(unknown, LedgerError::Trust(TrustError::UnknownKey { .. })));
}

#[test]
fn two_of_three_root_keys_sign_apart_and_both_thresholds_count() {
    let vendor = Careful::new();
    let mut ledger = vendor.ledger();
    let new_root_key = RootKey::new(SigningKey::generate(&mut random()));
    let dropped = vendor.root_key(3);
    let edits = [
        RootEdit::AddRootKey(new_root_key.public()),
        RootEdit::DropRootKey(crypto::key_id(&dropped.public())),
    ];
    let change = prepared(&ledger, &edits);
    assert_eq!(
        change.differences(),
        [
            RootDifference::RootKeyAdded(new_root_key.public()),
            RootDifference::RootKeyDropped(dropped.public())
        ]
    );
    assert!(matches!(
        change.check_keys_here(ledger.folder()).unwrap_err(),
        LedgerError::Trust(TrustError::RootKeysAway { found: 0, needed: 2 })
    ));
    // Each signs a copy of their own, on a machine of their own.
    let file = change.change().encode();
    let signed = |key: &RootKey| {
        let mut copy = ReviewedChange::read(&file).unwrap();
        copy.sign(key).unwrap();
        ReviewedChange::read(&copy.change().encode()).unwrap()
    };
    let stranger = RootKey::new(SigningKey::generate(&mut random()));
    let refused = ReviewedChange::read(&file).unwrap().sign(&stranger).unwrap_err();
    assert!(matches!(refused, LedgerError::Trust(TrustError::NotAskedToSign { .. })));

    let mut merged = signed(&vendor.root_key(1));
    let few = ledger.install_root(&merged, &at(6)).unwrap_err();
    assert_eq!(few.to_string(), "1 of 2 signatures by the new root keys (old: 1 of 2)");
    // The dropped key and one more are enough of the old root, and too few of the new one.
    merged.merge(&signed(&dropped)).unwrap();
    assert_eq!(merged.signed_by().unwrap().map(|count| count.found), [2, 1]);
    let few = ledger.install_root(&merged, &at(6)).unwrap_err();
    assert_eq!(few.to_string(), "1 of 2 signatures by the new root keys (old: 2 of 2)");
    assert!(few.is_refusal());
    merged.merge(&signed(&new_root_key)).unwrap();
    assert!(merged.signed_by().unwrap().iter().all(|count| count.is_enough()));
    let installed = ledger.install_root(&merged, &at(6)).unwrap();
    assert!(installed.is_new_fingerprint);
    assert_eq!(vendor.ledger().root().root().version, 2);

    // Once more changes nothing; without its signatures it is no root, and no further change is put onto it.
    ledger.install_root(&merged, &at(7)).unwrap();
    let entries = vendor.ledger().verify_audit().unwrap().entries;
    assert_eq!(entries, 2);
    let late = ReviewedChange::read(&file).unwrap();
    let unsigned = ledger.install_root(&late, &at(8)).unwrap_err();
    assert!(matches!(unsigned, LedgerError::Trust(TrustError::SignaturesMissing { .. })));
    let onto = ledger.folder().prepare_root(&[], Some(late.change()), hour(8)).unwrap_err();
    assert!(matches!(onto, LedgerError::Trust(TrustError::ChangeSuperseded { newest: 2 })));
}

#[test]
fn a_prepared_change_is_changed_further_until_it_is_signed() {
    let vendor = Careful::new();
    let ledger = vendor.ledger();
    let first = prepared(&ledger, &[RootEdit::Threshold(3)]);
    let both =
        ledger.folder().prepare_root(&[RootEdit::Expires(hour(9))], Some(first.change()), hour(6)).unwrap();
    let mut both = ReviewedChange::of(both).unwrap();
    assert_eq!(
        both.differences(),
        [RootDifference::Expires(Some(hour(9))), RootDifference::Threshold { from: 2, to: 3 }]
    );
    assert!(matches!(both.merge(&first).unwrap_err(), LedgerError::Trust(TrustError::OtherChange)));
    both.sign(&vendor.root_key(1)).unwrap();
    let signed = ledger.folder().prepare_root(&[], Some(both.change()), hour(7)).unwrap_err();
    assert!(matches!(signed, LedgerError::Trust(TrustError::ChangeSigned)));
    let impossible = ledger.folder().prepare_root(&[RootEdit::Threshold(4)], None, hour(7)).unwrap_err();
    assert!(matches!(
        impossible,
        LedgerError::Trust(TrustError::ThresholdTooHigh { threshold: 4, root_keys: 3 })
    ));
    assert!(!impossible.is_refusal());
}

#[test]
fn a_change_that_cannot_be_meant_is_not_prepared() {
    let vendor = Careful::new();
    let ledger = vendor.ledger();
    let refused = |edits: &[RootEdit]| ledger.folder().prepare_root(edits, None, hour(5)).unwrap_err();
    let listed = vendor.root_key(1).public();
    let twice = refused(&[RootEdit::AddRootKey(listed)]);
    assert!(
        matches!(twice, LedgerError::Trust(TrustError::KeyListed { key }) if key == crypto::key_id(&listed))
    );
    let issuing = ledger.root().root().issuing_keys[0].clone();
    assert!(matches!(
        refused(&[RootEdit::AddIssuingKey(issuing)]),
        LedgerError::Trust(TrustError::KeyListed { .. })
    ));
    let early = refused(&[RootEdit::Expires(hour(5))]);
    assert!(matches!(early, LedgerError::Trust(TrustError::RootExpiresTooEarly { .. })));
    let same = ledger.root().root();
    let nothing = refused(&[RootEdit::Threshold(same.threshold), RootEdit::Names(same.names.clone())]);
    assert!(matches!(nothing, LedgerError::Trust(TrustError::NothingToChange)));
    assert!(ledger.folder().prepare_root(&[RootEdit::Expires(hour(6))], None, hour(5)).is_ok());
}

#[test]
fn a_spoilt_signature_or_a_swapped_payload_installs_nothing() {
    let vendor = Careful::new();
    let mut ledger = vendor.ledger();
    let mut change = prepared(&ledger, &[RootEdit::Expires(hour(9))]);
    let unsigned = ledger.install_root(&change, &at(6)).unwrap_err();
    assert!(matches!(unsigned, LedgerError::Trust(TrustError::SignaturesMissing { .. })));
    change.sign(&vendor.root_key(1)).unwrap();
    change.sign(&vendor.root_key(2)).unwrap();
    let other = prepared(&ledger, &[RootEdit::Expires(hour(10))]);
    let mut swapped = change.change().clone();
    swapped.payload.clone_from(&other.change().payload);
    let mut spoilt = change.change().clone();
    spoilt.signatures[0].signature[0] ^= 1;
    for bad in [swapped, spoilt] {
        let bad = ReviewedChange::of(bad).unwrap();
        let error = ledger.install_root(&bad, &at(6)).unwrap_err();
        assert_eq!(error.code(), "crypto.bad-signature");
        assert!(bad.signed_by().is_err());
    }
    assert!(!ledger.folder().root_path(2).exists());
    ledger.install_root(&change, &at(6)).unwrap();
}

#[test]
fn a_root_whose_entry_was_lost_to_a_kill_is_entered_by_installing_it_again() {
    let vendor = Careful::new();
    let mut ledger = vendor.ledger();
    let mut change = prepared(&ledger, &[RootEdit::Expires(hour(9))]);
    change.sign(&vendor.root_key(1)).unwrap();
    change.sign(&vendor.root_key(2)).unwrap();
    fs::write(ledger.folder().root_path(2), change.root_file()).unwrap();
    let mut after = vendor.ledger();
    assert_eq!(after.verify_audit().unwrap_err().code(), "ledger.audit-broken");
    after.install_root(&change, &at(6)).unwrap();
    vendor.ledger().verify_audit().unwrap();
    // The program that was open all the while is told.
    let other = prepared(&ledger, &[RootEdit::Expires(hour(11))]);
    drop(other);
    assert!(ledger.install_root(&change, &at(7)).is_ok());
}

#[test]
fn a_root_that_was_removed_from_the_folder_is_missed() {
    let mut vendor = Vendor::new();
    let key = new_license_key(vendor.ledger.folder());
    one_step(&mut vendor.ledger, &[RootEdit::AddIssuingKey(key)]);
    fs::remove_file(vendor.ledger.folder().root_path(2)).unwrap();
    assert_eq!(vendor.reopened().verify_audit().unwrap_err().code(), "ledger.audit-broken");
}

#[test]
fn a_key_for_a_family_signs_for_its_products_and_is_chosen_for_them() {
    let mut vendor = Vendor::new();
    let (one, two) = (vendor.product(), vendor.product());
    let folder = vendor.ledger.folder().clone();
    let role = KeyRole::Issuing(Purpose::Coupon);
    let (public, _) = folder.new_key(role, PASSPHRASE, &mut random()).unwrap();
    let key = IssuingKey::new(public, [Purpose::Coupon]).for_products([one]);
    one_step(&mut vendor.ledger, &[RootEdit::AddIssuingKey(key)]);
    let chosen = |products: &[ProductId]| {
        let wanted = KeyWanted { purpose: Purpose::Coupon, at: hour(6), products: products.to_vec() };
        opened(&folder, &wanted)
    };
    assert_eq!(chosen(&[one]).public(), public);
    assert_eq!(chosen(&[one, two]).id(), coupon_key().id());
    let mut ledger = vendor.reopened();
    let mut generate = |product| {
        ledger.generate_coupons(&request(product), &chosen(&[one]), &at(6), &mut random()).map(drop)
    };
    generate(one).unwrap();
    let outside = generate(two).unwrap_err();
    assert!(matches!(outside, LedgerError::Verify(VerifyError::OutsideKeyFamily { .. })));
}

#[test]
fn a_backup_of_the_keys_opens_with_the_passphrase_and_replaces_nothing() {
    let vendor = Vendor::new();
    let to = tempfile::tempdir().unwrap();
    let copy = to.path().join("backup");
    let folder = vendor.ledger.folder();
    let report = folder.back_up_keys(&copy, Some(PASSPHRASE)).unwrap();
    assert_eq!((report.keys, report.roots, report.was_opened), (5, 1, true));
    let same = |name: &str| {
        let read = |folder: &Path| fs::read(folder.join(name)).unwrap();
        assert_eq!(read(&copy), read(vendor.path()), "{name}");
    };
    ["keys/root-1.pem", "keys/license-1.pem", "roots/1.ksroot"].into_iter().for_each(same);
    assert!(disk::is_owner_only(&copy.join("keys/root-1.pem")).unwrap());
    let again = folder.back_up_keys(&copy, None).unwrap_err();
    assert!(matches!(again, LedgerError::NotEmpty { .. }));
    let wrong = folder.back_up_keys(&to.path().join("other"), Some("наугад")).unwrap_err();
    assert!(
        matches!(wrong, LedgerError::Trust(TrustError::KeyDoesNotOpen { path, .. }) if path.ends_with("bulletin-1.pem"))
    );
    assert!(!to.path().join("other").exists());
    // So the next try meets no folder that is not empty.
    folder.back_up_keys(&to.path().join("other"), Some(PASSPHRASE)).unwrap();
}
