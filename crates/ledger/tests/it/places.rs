use std::fs;

use crypto::key_id;
use format::{Explain as _, Purpose};
use ledger::{KeyEntry, KeyHolder, KeyPlace, KeyRole, KeyWanted, LedgerError, TrustError};

use super::common::*;

const LICENSE: KeyRole = KeyRole::Issuing(Purpose::License);

#[test]
fn a_folder_says_where_a_key_is_that_it_does_not_hold() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let listed = folder.listed_keys(LICENSE).unwrap();
    let place = KeyPlace::Agent { key: key_id(&listed[0]) };
    let id = place.key();
    assert_eq!(folder.key_place(id).unwrap(), None);
    folder.set_key_place(&place).unwrap();
    assert_eq!(folder.key_place(id).unwrap(), Some(place.clone()));
    assert!(disk::is_owner_only(&folder.place_path(id)).unwrap());
    let entries = folder.keys().unwrap();
    let entry = entries.iter().find(|entry| entry.public == listed[0]).unwrap();
    assert_eq!(entry.holder, Some(KeyHolder::Elsewhere(place.clone())));
    let elsewhere = |entry: &&KeyEntry| matches!(entry.holder, Some(KeyHolder::Elsewhere(_)));
    assert_eq!(entries.iter().filter(elsewhere).count(), 1);
    let wanted = KeyWanted { purpose: Purpose::License, at: hour(1), products: Vec::new() };
    assert_eq!(folder.key_for(&wanted).unwrap(), (listed[0], KeyHolder::Elsewhere(place)));
    folder.clear_key_place(id).unwrap();
    folder.clear_key_place(id).unwrap();
    assert_eq!(folder.key_place(id).unwrap(), None);
    assert!(matches!(folder.key_for(&wanted).unwrap(), (key, KeyHolder::File(_)) if key == listed[0]));
}

#[test]
fn a_place_that_does_not_read_is_told_and_written_by_nobody() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let key = key_id(&folder.listed_keys(LICENSE).unwrap()[0]);
    // The second tells of another key than its name.
    for text in ["held-by: agent\nkey: x\n", "held-by: agent\nkey: 0000000000000000\n"] {
        disk::write_whole(&folder.place_path(key), text.as_bytes(), disk::Access::OwnerOnly).unwrap();
        assert!(matches!(
            folder.key_place(key),
            Err(LedgerError::Trust(TrustError::KeyPlace { line: 2, .. }))
        ));
        assert!(folder.keys().is_ok(), "the list goes on");
    }
    let two_lines = "a\nkey: 0000000000000000".to_owned();
    let place = KeyPlace::Token { module: "/m".into(), token: two_lines, label: "b".to_owned(), key };
    assert!(matches!(folder.set_key_place(&place), Err(LedgerError::Trust(TrustError::KeyPlace { .. }))));
}

#[cfg(unix)]
#[test]
fn a_place_that_others_can_change_is_not_followed() {
    use std::os::unix::fs::PermissionsExt as _;
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let key = key_id(&folder.listed_keys(LICENSE).unwrap()[0]);
    folder.set_key_place(&KeyPlace::Agent { key }).unwrap();
    fs::set_permissions(folder.place_path(key), fs::Permissions::from_mode(0o620)).unwrap();
    assert_eq!(folder.key_place(key).unwrap_err().code(), "ledger.key-place-open");
}
