use std::fs;

use crypto::{SigningKey, key_id};
use format::{Explain as _, Purpose};
use ledger::{KeyPlace, KeyRole, LedgerError};

use crate::common::*;

const LICENSE: KeyRole = KeyRole::Issuing(Purpose::License);

#[test]
fn a_folder_says_where_a_key_is_that_it_does_not_hold() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let listed = folder.listed_keys(LICENSE).unwrap();
    let place = KeyPlace::Agent { key: key_id(&listed[0]) };
    assert_eq!(folder.key_place(LICENSE).unwrap(), None);
    folder.set_key_place(LICENSE, &place).unwrap();
    assert_eq!(folder.key_place(LICENSE).unwrap(), Some(place.clone()));
    assert!(disk::is_owner_only(&folder.place_path(LICENSE)).unwrap());
    let entries = folder.keys().unwrap();
    let entry = entries.iter().find(|entry| entry.public == listed[0]).unwrap();
    assert_eq!(entry.place, Some(place));
    assert_eq!(entries.iter().filter(|entry| entry.place.is_some()).count(), 1);
    folder.clear_key_place(LICENSE).unwrap();
    folder.clear_key_place(LICENSE).unwrap();
    assert_eq!(folder.key_place(LICENSE).unwrap(), None);
}

#[test]
fn a_key_from_elsewhere_is_accepted_only_where_the_root_lists_it() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let stranger = SigningKey::generate(&mut random());
    let id = stranger.id();
    let error = folder.accept_key(LICENSE, stranger).unwrap_err();
    assert!(matches!(error, LedgerError::KeyNotListed { role: LICENSE, key } if key == id));
    let coupon = folder.issuing_key(Purpose::Coupon, PASSPHRASE).unwrap();
    assert_eq!(folder.accept_key(LICENSE, coupon).unwrap_err().code(), "ledger.key-not-listed");
    let license = folder.issuing_key(Purpose::License, PASSPHRASE).unwrap();
    assert!(folder.accept_key(LICENSE, license).is_ok());
}

#[test]
fn a_place_that_does_not_read_is_told_and_written_by_nobody() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    disk::write_whole(&folder.place_path(LICENSE), b"held-by: agent\nkey: x\n", disk::Access::OwnerOnly)
        .unwrap();
    assert!(matches!(folder.key_place(LICENSE), Err(LedgerError::KeyPlace { line: 2, .. })));
    assert!(folder.keys().is_ok(), "the list goes on");
    let key = key_id(&folder.listed_keys(LICENSE).unwrap()[0]);
    let two_lines = "a\nkey: 0000000000000000".to_owned();
    let place = KeyPlace::Token { module: "/m".into(), token: two_lines, label: "b".to_owned(), key };
    assert!(matches!(folder.set_key_place(LICENSE, &place), Err(LedgerError::KeyPlace { .. })));
}

#[cfg(unix)]
#[test]
fn a_place_that_others_can_change_is_not_followed() {
    use std::os::unix::fs::PermissionsExt as _;
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let key = key_id(&folder.listed_keys(LICENSE).unwrap()[0]);
    folder.set_key_place(LICENSE, &KeyPlace::Agent { key }).unwrap();
    fs::set_permissions(folder.place_path(LICENSE), fs::Permissions::from_mode(0o620)).unwrap();
    assert_eq!(folder.key_place(LICENSE).unwrap_err().code(), "ledger.key-place-open");
}
