use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use format::{Explain as _, Purpose};
use ledger::{InitOptions, KeyRole, LedgerError, TrustError, VendorFolder};

use super::common::*;
use super::engine;

#[test]
fn a_new_vendor_has_keys_a_root_and_an_empty_ledger() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    assert_eq!(vendor.ledger.prefix().to_string(), "DEMO");
    let keys = folder.keys().unwrap();
    assert_eq!(keys.len(), 5);
    assert!(keys.iter().all(|key| key.holder.is_some()));
    let roles: Vec<KeyRole> = keys.iter().flat_map(|key| key.roles.clone()).collect();
    assert!(KeyRole::all().all(|role| roles.contains(&role)));
    for role in KeyRole::all() {
        assert!(disk::is_owner_only(&folder.key_path(role, 1)).unwrap());
    }
    let where_it_is = [folder.ledger_path(), folder.ledger_url_path()];
    let where_it_is = &where_it_is[usize::from(engine::is_postgres())];
    assert!(disk::is_owner_only(where_it_is).unwrap());
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
    assert!(matches!(engine::open(folder.path()).unwrap_err(), LedgerError::InitUnfinished { .. }));
}

#[test]
fn what_cannot_become_a_vendor_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor");
    let options = InitOptions { passphrase: "", ..options() };
    let init = VendorFolder::init(&path, &options, &at(0), &mut random());
    assert_eq!(init.unwrap_err().code(), "crypto.empty-passphrase");
    let options = InitOptions { names: format::Names::default(), ..super::common::options() };
    let init = VendorFolder::init(&path, &options, &at(0), &mut random());
    assert!(matches!(init.unwrap_err(), LedgerError::Sign(_)));
    assert!(!path.exists());
    assert!(matches!(engine::open(&path).unwrap_err(), LedgerError::Missing { .. }));
}

#[test]
fn a_key_file_must_hold_the_key_that_the_root_lists() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let wrong = folder.issuing_key(Purpose::License, "наугад").unwrap_err();
    assert_eq!(wrong.code(), "crypto.wrong-passphrase");
    let (license, coupon) = (
        folder.key_path(KeyRole::Issuing(Purpose::License), 1),
        folder.key_path(KeyRole::Issuing(Purpose::Coupon), 1),
    );
    // The lines above the block name the license key, the block is the coupon key's.
    let [named, other] = [&license, &coupon].map(|path| fs::read_to_string(path).unwrap());
    let block = |text: &str| text[text.find("-----BEGIN").unwrap()..].to_owned();
    fs::write(&license, named.replace(&block(&named), &block(&other))).unwrap();
    assert_eq!(folder.issuing_key(Purpose::License, PASSPHRASE).unwrap_err().code(), "crypto.another-key");
    fs::copy(coupon, license).unwrap();
    assert_eq!(folder.issuing_key(Purpose::License, PASSPHRASE).unwrap_err().code(), "ledger.no-key-file");
    fs::remove_file(folder.key_path(KeyRole::Root, 1)).unwrap();
    let root_keys = vendor.ledger.root().root().root_keys.clone();
    assert_eq!(folder.root_keys_here(&root_keys, PASSPHRASE).unwrap_err().code(), "ledger.no-key-file");
    assert_eq!(folder.keys().unwrap()[0].holder, None);
}

#[test]
fn root_keys_are_as_many_as_wanted_and_may_lie_elsewhere() {
    let (folder, safe) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let safe = safe.path().join("safe");
    let options = InitOptions { root_keys: 3, threshold: 2, root_keys_folder: Some(&safe), ..options() };
    let vendor = VendorFolder::init(folder.path(), &options, &at(0), &mut random()).unwrap();
    let root = vendor.trusted_root().unwrap();
    assert_eq!((root.root().root_keys.len(), root.root().threshold), (3, 2));
    let away = vendor.keys().unwrap().iter().filter(|key| key.holder.is_none()).count();
    assert_eq!(away, 3);
    for number in 1..=3 {
        let path = safe.join(format!("root-{number}.pem"));
        assert!(disk::is_owner_only(&path).unwrap());
        let key = ledger::open_key_file(&path, PASSPHRASE).unwrap();
        assert!(root.root().root_keys.contains(&key.public()));
        assert_eq!(ledger::read_public_key(&path).unwrap(), key.public());
    }
    // Everything but a root change works without them.
    vendor.issuing_key(Purpose::License, PASSPHRASE).unwrap();
    let other = tempfile::tempdir().unwrap();
    let again = VendorFolder::init(other.path(), &options, &at(0), &mut random()).unwrap_err();
    assert_eq!(again.code(), "ledger.key-file-exists");
    assert!(!other.path().join("keys").exists());
}

#[test]
fn a_threshold_that_nobody_could_meet_makes_no_vendor() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vendor");
    for (root_keys, threshold) in [(2, 3), (0, 0), (1, 0), (17, 1)] {
        let options = InitOptions { root_keys, threshold, ..options() };
        let error = VendorFolder::init(&path, &options, &at(0), &mut random()).unwrap_err();
        let is_told = match threshold > root_keys {
            true => matches!(error, LedgerError::Trust(TrustError::ThresholdTooHigh { .. })),
            false => matches!(error, LedgerError::Sign(_)),
        };
        assert!(is_told, "{root_keys} {threshold}: {error}");
    }
    assert!(!path.exists());
}

#[test]
fn a_ledger_under_another_root_does_not_open() {
    let (vendor, other) = (Vendor::new(), tempfile::tempdir().unwrap());
    let other = VendorFolder::init(other.path(), &options(), &at(0), &mut random()).unwrap();
    fs::copy(other.root_path(1), vendor.ledger.folder().root_path(1)).unwrap();
    assert!(matches!(engine::open(vendor.path()).unwrap_err(), LedgerError::AnotherRoot { .. }));
}

#[test]
fn a_next_root_is_taken_from_its_file_and_decides_on_the_keys() {
    let vendor = Vendor::new();
    let folder = vendor.ledger.folder();
    let mut next = (**vendor.ledger.root().root()).clone();
    next.version = 2;
    next.issued_at = hour(9);
    next.issuing_keys.retain(|key| !key.purposes.contains(&Purpose::Bulletin));
    let root_key = folder.root_keys_here(&next.root_keys, PASSPHRASE).unwrap().remove(0);
    fs::write(folder.root_path(2), crypto::RootKey::sign_root(&next, &[&root_key]).unwrap()).unwrap();
    assert_eq!(vendor.reopened().root().root().version, 2);
    assert_eq!((folder.root_files().unwrap().len(), folder.keys().unwrap().len()), (2, 4));
    let error = folder.issuing_key(Purpose::Bulletin, PASSPHRASE).unwrap_err();
    assert!(matches!(
        error,
        LedgerError::Trust(TrustError::NoKeyFor { document: format::Document::Bulletin })
    ));

    let stranger = crypto::RootKey::new(crypto::SigningKey::generate(&mut random()));
    next.root_keys = vec![stranger.public()];
    fs::write(folder.root_path(2), crypto::RootKey::sign_root(&next, &[&stranger]).unwrap()).unwrap();
    assert!(matches!(engine::open(vendor.path()).unwrap_err(), LedgerError::Root(_)));
}

/// The test runs itself as a child that makes a vendor and is killed between two steps on the disk.
#[test]
fn a_kill_at_any_step_leaves_a_whole_vendor_or_one_that_was_never_used() {
    if let Some(folder) = std::env::var_os("KEYSLIP_TEST_KILLED_IN") {
        VendorFolder::init(Path::new(&folder), &options(), &at(0), &mut random())
            .expect("no fault but the kill");
        return;
    }
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut unfinished = 0;
    // Writing a file takes a handful of steps; each third meets all kinds of them in some file.
    for step in (1..).step_by(3) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vendor");
        let survived = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                &format!("{here}::a_kill_at_any_step_leaves_a_whole_vendor_or_one_that_was_never_used"),
            ])
            .env("KEYSLIP_TEST_KILLED_IN", &path)
            .env("KEYSLIP_FAULT_AT", step.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success();
        match engine::open(&path) {
            Ok(ledger) => {
                ledger.verify_audit().unwrap();
                assert!(ledger.folder().keys().unwrap().iter().all(|key| key.holder.is_some()));
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
