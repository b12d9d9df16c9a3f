use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use format::{Explain as _, Purpose};
use ledger::{KeyRole, Ledger, LedgerError, VendorFolder};

use crate::common::*;

#[test]
fn a_new_vendor_has_keys_a_root_and_an_empty_ledger() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    assert_eq!(vendor.ledger.prefix().to_string(), "DEMO");
    let keys = folder.keys().unwrap();
    assert_eq!(keys.len(), 5);
    assert!(keys.iter().all(|key| key.has_file));
    let roles: Vec<KeyRole> = keys.iter().flat_map(|key| key.roles.clone()).collect();
    assert!(KeyRole::all().all(|role| roles.contains(&role)));
    for role in KeyRole::all() {
        assert!(disk::is_owner_only(&folder.key_path(role)).unwrap());
    }
    assert!(disk::is_owner_only(&folder.ledger_path()).unwrap());
    assert_eq!(vendor.ledger.verify_audit().unwrap().entries, 1);
    let left: Vec<_> = fs::read_dir(vendor.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name == "init.unfinished" || name == "ledger.draft"), "{left:?}");
}

#[test]
fn a_folder_is_initialised_once_and_only_when_empty() {
    let vendor = Vendor::new();
    let init = |path| VendorFolder::init(path, &options(), &at(0), &mut random()).unwrap_err();
    assert!(matches!(init(vendor.path()), LedgerError::AlreadyInitialised { .. }));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "hello").unwrap();
    assert!(matches!(init(folder.path()), LedgerError::NotEmpty { .. }));
}

#[test]
fn a_cut_off_init_is_named_as_such_until_the_folder_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("init.unfinished"), "").unwrap();
    fs::create_dir(folder.path().join("keys")).unwrap();
    let init = VendorFolder::init(folder.path(), &options(), &at(0), &mut random());
    assert!(matches!(init.unwrap_err(), LedgerError::InitUnfinished { .. }));
    assert!(matches!(Ledger::open(folder.path()).unwrap_err(), LedgerError::InitUnfinished { .. }));
}

#[test]
fn what_cannot_become_a_vendor_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor");
    let options = ledger::InitOptions { passphrase: "", ..options() };
    let init = VendorFolder::init(&path, &options, &at(0), &mut random());
    assert_eq!(init.unwrap_err().code(), "crypto.empty-passphrase");
    let options = ledger::InitOptions { names: format::Names::default(), ..crate::common::options() };
    let init = VendorFolder::init(&path, &options, &at(0), &mut random());
    assert!(matches!(init.unwrap_err(), LedgerError::Sign(_)));
    assert!(!path.exists());
    assert!(matches!(Ledger::open(&path).unwrap_err(), LedgerError::Missing { .. }));
}

#[test]
fn a_key_file_must_hold_the_key_that_the_root_lists() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let wrong = folder.issuing_key(Purpose::License, "наугад").unwrap_err();
    assert_eq!(wrong.code(), "crypto.wrong-passphrase");
    let (license, coupon) =
        [Purpose::License, Purpose::Coupon].map(|purpose| folder.key_path(KeyRole::Issuing(purpose))).into();
    fs::copy(coupon, license).unwrap();
    assert_eq!(folder.issuing_key(Purpose::License, PASSPHRASE).unwrap_err().code(), "crypto.another-key");
    fs::remove_file(folder.key_path(KeyRole::Root)).unwrap();
    assert_eq!(folder.root_key(PASSPHRASE).unwrap_err().code(), "disk.missing");
    assert!(!folder.keys().unwrap()[0].has_file);
}

#[test]
fn a_ledger_under_another_root_does_not_open() {
    let (vendor, other) = (Vendor::new(), tempfile::tempdir().unwrap());
    let other = VendorFolder::init(other.path(), &options(), &at(0), &mut random()).unwrap();
    fs::copy(other.root_path(1), vendor.ledger.folder().root_path(1)).unwrap();
    assert!(matches!(Ledger::open(vendor.path()).unwrap_err(), LedgerError::AnotherRoot { .. }));
}

#[test]
fn a_next_root_is_taken_from_its_file_and_decides_on_the_keys() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let mut next = (**vendor.ledger.root().root()).clone();
    next.version = 2;
    next.issued_at = hour(9);
    next.issuing_keys.retain(|key| !key.purposes.contains(&Purpose::Bulletin));
    let root_key = folder.root_key(PASSPHRASE).unwrap();
    fs::write(folder.root_path(2), crypto::RootKey::sign_root(&next, &[&root_key]).unwrap()).unwrap();
    assert_eq!(vendor.reopened().root().root().version, 2);
    assert_eq!((folder.root_files().unwrap().len(), folder.keys().unwrap().len()), (2, 4));
    let error = folder.issuing_key(Purpose::Bulletin, PASSPHRASE).unwrap_err();
    assert!(matches!(error, LedgerError::NoKeyFor { document: format::Document::Bulletin }));

    let stranger = crypto::RootKey::new(crypto::SigningKey::generate(&mut random()));
    next.root_keys = vec![stranger.public()];
    fs::write(folder.root_path(2), crypto::RootKey::sign_root(&next, &[&stranger]).unwrap()).unwrap();
    assert!(matches!(Ledger::open(vendor.path()).unwrap_err(), LedgerError::Root(_)));
}

/// The test runs itself as a child that makes a vendor and is killed between two steps on the disk.
#[test]
fn a_kill_at_any_step_leaves_a_whole_vendor_or_one_that_was_never_used() {
    if let Some(folder) = std::env::var_os("KEYSLIP_TEST_KILLED_IN") {
        VendorFolder::init(Path::new(&folder), &options(), &at(0), &mut random())
            .expect("no fault but the kill");
        return;
    }
    let mut unfinished = 0;
    // Writing a file takes a handful of steps; each third meets all kinds of them in some file.
    for step in (1..).step_by(3) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vendor");
        let survived = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "init::a_kill_at_any_step_leaves_a_whole_vendor_or_one_that_was_never_used"])
            .env("KEYSLIP_TEST_KILLED_IN", &path)
            .env("KEYSLIP_FAULT_AT", step.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success();
        match Ledger::open(&path) {
            Ok(ledger) => {
                ledger.verify_audit().unwrap();
                assert!(ledger.folder().keys().unwrap().iter().all(|key| key.has_file));
            }
            Err(error) => {
                assert!(!survived);
                let code = error.code();
                unfinished += u32::from(code == "ledger.init-unfinished");
                assert!(["ledger.init-unfinished", "ledger.missing"].contains(&code), "{step}: {error}");
            }
        }
        if survived {
            assert!(unfinished > 5, "there are steps between the mark and the ledger");
            return;
        }
    }
}
