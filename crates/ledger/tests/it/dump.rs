//! The whole ledger in one file, from one engine into another.

use std::fs;

use format::Explain as _;
use ledger::{CustomerInput, CustomerNumber, Ledger, LedgerError, Login, Mode, RestoreOptions};
use tempfile::TempDir;

use super::common::*;
use super::engine;

/// A vendor with something in most tables, a customer that was merged into a later one among it.
fn busy_vendor() -> Vendor {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(3).remove(0).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    let distribution = vendor.distribution();
    vendor.ledger.release_add(&distribution, &release(&extension("1.0"), "Розница"), &at(3)).unwrap();
    vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(4)).unwrap();
    let company = "\"ОКБ\" \\ 'Факел'\n\u{1}\u{7f}🦀".to_owned();
    vendor
        .ledger
        .customer_add(&CustomerInput { company, ..CustomerInput::default() }, &at(5), &mut random())
        .unwrap();
    vendor
}

/// A folder with the vendor's roots and no ledger.
fn bare(vendor: &Vendor) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&vendor.path().join("roots"), &folder.path().join("roots"));
    folder
}

fn dumped(vendor: &Vendor) -> std::path::PathBuf {
    let path = vendor.path().join("dump.jsonl");
    vendor.ledger.dump(&path).unwrap();
    path
}

fn into_file() -> RestoreOptions<'static> {
    static NONE: std::sync::LazyLock<Login> = std::sync::LazyLock::new(Login::none);
    RestoreOptions { ledger: None, login: &NONE, noted: &[] }
}

/// Through the other engine and back where there are two of them, else from a file into a file.
#[test]
fn a_restored_ledger_dumps_to_the_very_same_bytes() {
    let vendor = busy_vendor();
    let dump = dumped(&vendor);
    assert!(disk::is_owner_only(&dump).unwrap());
    let first = fs::read(&dump).unwrap();
    let head = vendor.ledger.audit_head().unwrap().unwrap();
    let (in_file, here) = (bare(&vendor), bare(&vendor));
    let report = Ledger::restore(in_file.path(), &dump, &into_file()).unwrap();
    assert_eq!((report.head, report.bytes), (head, u64::try_from(first.len()).unwrap()));
    let again = in_file.path().join("again");
    Ledger::open(in_file.path()).unwrap().dump(&again).unwrap();
    assert!(fs::read(&again).unwrap() == first);
    let options = RestoreOptions { ledger: engine::new_place(), login: engine::login(), noted: &[head] };
    Ledger::restore(here.path(), &again, &options).unwrap();
    let restored = engine::open(here.path()).unwrap();
    restored.dump(&again).unwrap();
    assert!(fs::read(&again).unwrap() == first);
    restored.verify_audit_against(&[head]).unwrap();
    assert_eq!(restored.customers(Some("факел")).unwrap().len(), 1, "and it can be searched");
    drop(restored);
    engine::remove(here.path());
}

#[test]
fn work_goes_on_in_a_restored_ledger() {
    let vendor = busy_vendor();
    let folder = bare(&vendor);
    Ledger::restore(folder.path(), &dumped(&vendor), &into_file()).unwrap();
    let mut ledger = Ledger::open(folder.path()).unwrap();
    let rename = |input: &mut CustomerInput| input.company = "Заря".to_owned();
    let first: CustomerNumber = ledger.customers(None).unwrap()[0].number;
    ledger.customer_update(first, Mode::Commit, rename, &at(9), &mut random()).unwrap();
    ledger.verify_audit().unwrap();
}

#[test]
fn a_dump_that_was_changed_or_cut_off_restores_nothing() {
    let vendor = busy_vendor();
    let dump = dumped(&vendor);
    let whole = fs::read_to_string(&dump).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let without = |line: usize| {
        let kept =
            lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, line)| format!("{line}\n"));
        kept.collect::<String>()
    };
    let company = lines.iter().position(|line| line.contains("Прибор")).unwrap();
    let mut damaged = vec![
        (whole.replace("Прибор", "Прибой"), "ledger.dump-damaged"),
        (whole[..whole.len() - 1].to_owned(), "ledger.dump-damaged"),
        (format!("{whole}\n"), "ledger.dump-damaged"),
        (String::new(), "ledger.not-a-dump"),
        ("{}\n".to_owned(), "ledger.not-a-dump"),
        (whole.replacen("\"schema\":2", "\"schema\":3", 1), "ledger.schema-newer"),
        (without(company), "ledger.dump-damaged"),
    ];
    damaged.extend(
        (1..lines.len()).step_by(9).map(|cut| {
            (lines[..cut].iter().map(|line| format!("{line}\n")).collect(), "ledger.dump-damaged")
        }),
    );
    for (text, code) in damaged {
        fs::write(&dump, &text).unwrap();
        let folder = bare(&vendor);
        let error = Ledger::restore(folder.path(), &dump, &into_file()).unwrap_err();
        // A row that is missing may be one that others refer to.
        assert!([code, "ledger.database"].contains(&error.code()), "{error}");
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["roots"], "{code}");
    }
}

#[test]
fn a_dump_goes_only_where_its_roots_are_and_no_ledger_is() {
    let (vendor, dump_of) = (Vendor::new(), busy_vendor());
    let dump = dumped(&dump_of);
    let error = Ledger::restore(vendor.path(), &dump, &into_file()).unwrap_err();
    assert!(matches!(error, LedgerError::AlreadyInitialised { .. }), "{error}");
    let other = tempfile::tempdir().unwrap();
    ledger::VendorFolder::init(other.path(), &options(), &at(0), &mut random()).unwrap();
    for ledger in ["ledger.sqlite", "ledger.url"] {
        drop(fs::remove_file(other.path().join(ledger)));
    }
    let error = Ledger::restore(other.path(), &dump, &into_file()).unwrap_err();
    assert!(matches!(error, LedgerError::AnotherRoot { .. }), "{error}");
    // A head that was noted after the dump was made is not in it.
    let folder = bare(&dump_of);
    let noted = [format::Digest::new([7; 32])];
    let options = RestoreOptions { noted: &noted, ..into_file() };
    let error = Ledger::restore(folder.path(), &dump, &options).unwrap_err();
    assert_eq!(error.code(), "ledger.audit-broken");
    assert!(!folder.path().join("ledger.sqlite").exists());
}
