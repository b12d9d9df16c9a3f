//! What whoever manages licenses sees and is asked: the built program, with a coupon that is read, redeemed or cancelled.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A vendor with a customer, a license and a product of five users; the clock stands in 2026.
struct Vendor {
    folder: tempfile::TempDir,
    license: String,
}

impl Vendor {
    fn new() -> Self {
        let mut vendor = Self { folder: tempfile::tempdir().unwrap(), license: String::new() };
        fs::write(vendor.path("word"), "поливать кактус по средам").unwrap();
        vendor.yes(&["init", "--prefix", "DEMO", "--name", "Demo", "--passphrase-file", "word"]);
        vendor.yes(&["feature", "add", "--name", "Users", "--metering", "user"]);
        vendor.yes(&["product", "add", "--name", "Pumps", "--feature", "1=5"]);
        vendor.yes(&["customer", "add", "--company", "Daisy Ltd"]);
        let license = vendor.signed(&["license", "new", "--customer", "1"]);
        vendor.license = text(&license["license"]);
        vendor
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyslip"));
        command.current_dir(self.folder.path()).stdin(Stdio::null()).args(arguments).arg("--json");
        command.env("KEYSLIP_VENDOR", "vendor").env("KEYSLIP_LANG", "en");
        command.env("KEYSLIP_NOW", "2026-11-25T12:00:00Z").env_remove("KEYSLIP_PASSPHRASE_FILE");
        command.output().unwrap()
    }

    /// Runs what must succeed.
    fn yes(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Runs what must succeed and signs.
    fn signed(&self, arguments: &[&str]) -> Value {
        self.yes(&[arguments, &["--passphrase-file", "word"]].concat())
    }

    /// Runs what must fail: the code of the error, the program's exit code, its hint.
    fn no(&self, arguments: &[&str]) -> (String, Option<i32>, String) {
        let output = self.run(arguments);
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        (text(&said["error"]["code"]), output.status.code(), said["error"]["hint"].to_string())
    }

    /// A coupon for five users, as (number, text).
    fn coupon(&self, options: &[&str]) -> (String, String) {
        let made = self.signed(&[&["coupon", "generate", "--add", "1"], options].concat());
        let coupon = &made["coupons"][0];
        (text(&coupon["coupon"]), text(&coupon["text"]))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("text, not {value}")).to_owned()
}

#[test]
fn a_coupon_below_the_number_of_another_is_refused() {
    let vendor = Vendor::new();
    let (first, one) = vendor.coupon(&["--until", "2027-12-31"]);
    let (second, _) = vendor.coupon(&["--until", "2027-12-31"]);
    let redeem = |given: &str| vendor.no(&["coupon", "redeem", given, "--license", &vendor.license]);
    let (code, exit, _) = redeem(&one.replacen(&first, &second, 1));
    assert_eq!((code.as_str(), exit), ("crypto.other-number", Some(1)));
    assert_eq!(vendor.yes(&["coupon", "show", &second])["redeemed"], serde_json::json!([]));
}

#[test]
fn a_coupon_saved_as_unicode_by_windows_is_redeemed() {
    let vendor = Vendor::new();
    let (number, one) = vendor.coupon(&["--until", "2027-12-31"]);
    let units = one.encode_utf16().flat_map(u16::to_le_bytes);
    fs::write(vendor.path("coupon.txt"), [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>()).unwrap();
    let redeemed = vendor.signed(&["coupon", "redeem", "coupon.txt", "--license", &vendor.license]);
    assert_eq!((text(&redeemed["coupon"]), &redeemed["revision"]), (number, &Value::from(2)));
}

#[test]
fn a_dry_run_asks_for_no_passphrase_and_changes_nothing() {
    let vendor = Vendor::new();
    let (number, _) = vendor.coupon(&["--days", "30"]);
    let before = vendor.yes(&["log", "show"]);
    let dry = vendor.yes(&["coupon", "redeem", &number, "--license", &vendor.license, "--dry-run"]);
    assert_eq!((&dry["dry_run"], &dry["revision"]), (&Value::from(true), &Value::from(2)));
    let reason = ["--reason", "not paid", "--dry-run"];
    let revoked = vendor.yes(&[&["license", "revoke", &vendor.license], reason.as_slice()].concat());
    assert_eq!((text(&revoked["company"]), &revoked["revoked_at"]), ("Daisy Ltd".to_owned(), &Value::Null));
    vendor.yes(&[&["coupon", "cancel", &number], reason.as_slice()].concat());
    assert_eq!(vendor.yes(&["log", "show"]), before);
}

#[test]
fn that_a_coupon_adds_nothing_is_said_before_it_is_used_up() {
    let vendor = Vendor::new();
    let until = ["--until", "2027-12-31"];
    let redeem = |number: &str, more: &[&str]| {
        let redeem = ["coupon", "redeem", number, "--license", &vendor.license, "--passphrase-file", "word"];
        vendor.run(&[redeem.as_slice(), more].concat())
    };
    assert!(redeem(&vendor.coupon(&until).0, &[]).status.success());
    let (again, _) = vendor.coupon(&until);
    for more in [["--dry-run"].as_slice(), &[]] {
        let warned = redeem(&again, more);
        assert!(warned.status.success(), "a script is not asked");
        assert!(String::from_utf8_lossy(&warned.stderr).contains("add nothing"));
    }
}

#[test]
fn what_is_revoked_or_cancelled_is_seen_everywhere() {
    let vendor = Vendor::new();
    let (number, _) = vendor.coupon(&["--days", "30"]);
    let license = vendor.license.as_str();
    vendor.yes(&["license", "revoke", license, "--reason", "not paid", "--yes"]);
    vendor.yes(&["coupon", "cancel", &number, "--reason", "lost", "--yes"]);
    let is_revoked = |value: &Value| value["reason"] == "not paid" && value["at"] == "2026-11-25T12:00:00Z";
    let shown = vendor.yes(&["license", "show", license]);
    assert!(is_revoked(&shown["revoked"]) && is_revoked(&shown["revisions"][0]["revoked"]));
    assert!(is_revoked(&vendor.yes(&["license", "list"])[0]["revoked"]));
    assert!(is_revoked(&vendor.yes(&["customer", "show", "1"])["revoked"][license]));
    assert_eq!(vendor.yes(&["coupon", "show", &number])["cancelled"]["reason"], "lost");
    assert_eq!(vendor.yes(&["coupon", "list"])[0]["cancelled"]["reason"], "lost");
    let exported = vendor.run(&["license", "export", license]);
    assert!(exported.status.success());
    assert!(String::from_utf8_lossy(&exported.stderr).contains("revoked 2026-11-25: not paid"));
    let entries = vendor.yes(&["log", "show"]);
    let revoked = entries.as_array().unwrap().iter().find(|entry| entry["what"] == "license.revoke");
    assert_eq!(revoked.unwrap()["details"]["reason"], "not paid");
}

#[test]
fn the_exit_code_tells_a_slip_of_the_hand_from_a_refusal() {
    let vendor = Vendor::new();
    let license = vendor.license.as_str();
    let (number, _) = vendor.coupon(&["--days", "30"]);
    let cases: [(&[&str], &str, i32); 8] = [
        (&["coupon", "redeem", "DEMOUPD-0", "--license", license], "format.number-length", 2),
        (&["coupon", "redeem", "missing.kscoupon", "--license", license], "disk.missing", 2),
        (&["license", "revoke", license, "--reason", " "], "usage.bad-value", 2),
        (
            &["license", "revoke", license, "--reason", "x", "--below-revision", "7"],
            "ledger.no-such-revision",
            2,
        ),
        (&["license", "revoke", license, "--reason", "x"], "cli.nobody-to-ask", 2),
        (&["coupon", "generate", "--add", "1", "--until", "2026-11-24"], "cli.until-is-past", 2),
        (&["customer", "show", "9"], "ledger.unknown-customer", 2),
        (&["log", "show", "--now", "abc"], "usage.bad-value", 2),
    ];
    for (arguments, code, exit) in cases {
        let (found, status, _) = vendor.no(arguments);
        assert_eq!((found.as_str(), status), (code, Some(exit)), "{arguments:?}");
    }
    vendor.yes(&["coupon", "cancel", &number, "--reason", "lost", "--yes"]);
    let (code, exit, hint) = vendor.no(&["coupon", "cancel", &number, "--reason", "lost", "--yes"]);
    assert_eq!((code.as_str(), exit), ("ledger.coupon-cancelled", Some(1)));
    assert!(hint.contains("coupon show"), "{hint}");
}

#[test]
fn a_coupon_for_somebody_else_is_told_to_the_vendor_as_a_vendor() {
    let vendor = Vendor::new();
    vendor.yes(&["customer", "add", "--company", "Rose Ltd"]);
    let (number, _) = vendor.coupon(&["--days", "30", "--for-customer", "2"]);
    let (code, exit, hint) = vendor.no(&["coupon", "redeem", &number, "--license", &vendor.license]);
    assert_eq!((code.as_str(), exit), ("cli.coupon-for-another", Some(1)));
    assert!(hint.contains("coupon show"), "{hint}");
    let shown = vendor.yes(&["coupon", "show", &number]);
    assert_eq!((text(&shown["company"]), &shown["for_customer"]), ("Rose Ltd".to_owned(), &Value::from(2)));
    let offer = &shown["offers"][0];
    assert_eq!((&offer["days"], &offer["features"][0]["limit"]), (&Value::from(30), &Value::from(5)));
}

#[test]
fn a_variable_that_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_keyslip"));
    command.current_dir(folder.path()).stdin(Stdio::null()).args(["log", "show"]);
    let output = command.env("KEYSLIP_LANG", "en").env("KEYSLIP_NOW", "abc").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), said.contains("KEYSLIP_NOW")), (Some(2), true), "{said}");
}

#[test]
fn a_copy_of_the_ledger_stands_in_for_it() {
    let vendor = Vendor::new();
    let listed = vendor.yes(&["license", "list"]);
    vendor.yes(&["ledger", "backup", "--out", "copy.sqlite"]);
    vendor.yes(&["license", "revoke", &vendor.license, "--reason", "not paid", "--yes"]);
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
        drop(fs::remove_file(vendor.path("vendor").join(name)));
    }
    fs::copy(vendor.path("copy.sqlite"), vendor.path("vendor/ledger.sqlite")).unwrap();
    assert_eq!(vendor.yes(&["license", "list"]), listed);
    let (code, exit, _) = vendor.no(&["ledger", "backup", "--out", "vendor/ledger.sqlite"]);
    assert_eq!((code.as_str(), exit), ("cli.into-vendor", Some(2)));
}
