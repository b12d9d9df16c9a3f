//! The built program in empty folders: the story's command lines, what they print, and their exit codes.

#[path = "../../installer/tests/common/mod.rs"]
mod common;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use clap::Parser;
use common::*;
use console::{Language, Ui};
use format::{Number, NumberKind, Prefix, write_text};
use serde_json::Value;

/// A vendor's bundle and license on the disk, and the program to run on them.
struct Stage {
    folder: tempfile::TempDir,
    vendor: Vendor,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vendor = Vendor::new(1);
        vendor.bundle(&folder.path().join("bundle"), &Content::new(1));
        fs::write(folder.path().join("license.kslicense"), vendor.license(1, 400)).unwrap();
        Self { folder, vendor }
    }

    /// With a site that has the license.
    fn with_site() -> Self {
        let stage = Self::new();
        let fingerprint = stage.vendor.fingerprint.to_string();
        stage.yes(&["init", "--bundle", "bundle", "--fingerprint", &fingerprint]);
        stage.yes(&["license", "add", "license.kslicense"]);
        stage
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyslip-site"));
        command.args(arguments).current_dir(self.folder.path());
        command
            .env("KEYSLIP_SITE", "site")
            .env("KEYSLIP_LANG", "en")
            .env("USER", "admin")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs what must succeed, and gives its stdout.
    fn yes(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs with `--json` and gives exit code and the one value.
    fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let output = self.run(&[arguments, &["--json"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{arguments:?} prints {text:?}"));
        (output.status.code().unwrap(), value)
    }

    /// Runs what must fail, and gives the exit code and the error's code.
    fn error(&self, arguments: &[&str]) -> (i32, String) {
        let (exit, value) = self.json(arguments);
        (exit, value["error"]["code"].as_str().unwrap_or_else(|| panic!("{value:#}")).to_owned())
    }
}

/// The target that the tests' catalog is for.
const FOR: [&str; 8] =
    ["--bundle", "bundle", "--configuration", UT, "--release", "11.5.8.300", "--at", "2026-03-02"];

fn with<'a>(begin: &[&'a str], end: &[&'a str]) -> Vec<&'a str> {
    [begin, &FOR, end].concat()
}

#[test]
fn the_story_of_a_site_works_line_by_line() {
    let stage = Stage::new();
    let fingerprint = stage.vendor.fingerprint.to_string();
    let (exit, started) =
        stage.json(&["init", "--site", "site", "--bundle", "bundle", "--fingerprint", &fingerprint]);
    assert_eq!((exit, started["fingerprint"].as_str()), (0, Some(&*fingerprint)));
    assert_eq!(started["prefix"], "DEMO");

    let added = stage.yes(&["license", "add", "license.kslicense"]);
    assert!(added.contains("DEMO-"), "{added}");

    let (exit, list) = stage.json(&with(&["list"], &[]));
    assert_eq!(exit, 0);
    let versions: Vec<&str> =
        list["rows"].as_array().unwrap().iter().map(|row| row["version"].as_str().unwrap()).collect();
    assert_eq!(versions, ["1.1.0", "1.0.0"]);
    assert_eq!(list["rows"][0]["is_recommended"], true);

    let installed = stage.yes(&with(&["install", "demo"], &["--to", "to", "--accept-eula"]));
    assert!(installed.contains("1.1.0"), "{installed}");
    assert_eq!(fs::read(stage.path("to/Демо.cfe")).unwrap(), extension("1.1.0"));

    stage.yes(&with(&["save", "demo", "--version", "1.0.0"], &["--to", "saved"]));
    assert!(stage.path("saved/Демо.cfe.sha256").exists());

    let verified = stage.yes(&["verify"]);
    assert!(verified.contains("all 2 files are what was signed"), "{verified}");
    let (exit, status) = stage.json(&["status"]);
    assert_eq!((exit, status["installed"][0]["version"].as_str()), (0, Some("1.1.0")));
    assert_eq!((&status["catalog"]["number"], &status["accepted"][0]["who"]), (&1.into(), &"admin".into()));

    fs::write(stage.path("to/Прочти.txt"), b"other").unwrap();
    let (exit, verified) = stage.json(&["verify"]);
    assert_eq!((exit, verified["is_ok"].as_bool()), (1, Some(false)));
    assert_eq!(verified["installed"][0]["files"][1]["state"], "changed");
}

#[test]
fn a_license_and_a_coupon_come_as_pictures() {
    let stage = Stage::with_site();
    let license = fs::read(stage.path("license.kslicense")).unwrap();
    let named = Number { prefix: Prefix::new("DEMO").unwrap(), kind: NumberKind::License, id: number(1) };
    let code = pictures::QrCode::of(&write_text(named, &license)).unwrap();
    fs::write(stage.path("photo.png"), code.png()).unwrap();

    let (exit, added) = stage.json(&["license", "add", "photo.png"]);
    assert_eq!((exit, added["added"].as_str()), (0, Some("already-there")));
    let (exit, checked) = stage.json(&["check", "photo.png", "--at", "2026-03-02"]);
    assert_eq!((exit, checked["license"].as_str()), (0, Some(&*named.to_string())));
    assert!(stage.yes(&["inspect", "photo.png"]).contains(&named.to_string()));
    assert_eq!(stage.error(&["redeem", "photo.png"]), (1, "keyslip.other-kind".to_owned()));

    fs::write(stage.path("other.png"), pictures::QrCode::of("SOMETHING").unwrap().png()).unwrap();
    assert_eq!(stage.error(&["license", "add", "other.png"]), (2, "pictures.not-ours".to_owned()));
    fs::write(stage.path("photo.heic"), b"\0\0\0\x18ftypheic").unwrap();
    assert_eq!(stage.error(&["license", "add", "photo.heic"]), (2, "pictures.format".to_owned()));
}

#[test]
fn a_license_comes_as_a_file_as_text_and_from_the_standard_input() {
    let stage = Stage::with_site();
    let license = fs::read(stage.path("license.kslicense")).unwrap();
    let number = Number { prefix: Prefix::new("DEMO").unwrap(), kind: NumberKind::License, id: number(1) };
    let text = write_text(number, &license).to_lowercase().replace('d', "d ");
    stage.yes(&["license", "add", &text]);

    let mut command = stage.command(&["license", "add", "-", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let added: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (added["added"].as_str(), added["number"].as_str()),
        (Some("already-there"), Some(&*number.to_string()))
    );

    let only_number = number.to_string();
    assert_eq!(stage.error(&["license", "add", &only_number]), (1, "format.only-number".to_owned()));
    assert_eq!(stage.error(&["license", "add", "absent.kslicense"]), (2, "disk.missing".to_owned()));
}

#[test]
fn a_verdict_is_told_in_words_and_as_json_for_any_moment() {
    let stage = Stage::with_site();
    let (exit, verdict) = stage.json(&["check", "license.kslicense", "--at", "2026-06-01"]);
    assert_eq!((exit, &verdict["permitted"]), (0, &true.into()));
    assert_eq!(verdict["verdict"]["code"], "policy.permitted");
    let (exit, verdict) = stage.json(&["check", "license.kslicense", "--at", "2028-01-01"]);
    assert_eq!((exit, &verdict["permitted"]), (1, &false.into()));
    assert_eq!(verdict["verdict"]["code"], "policy.expired");
    let (exit, verdict) = stage.json(&["check", "license.kslicense", "--feature", "2", "--at", "2026-06-01"]);
    assert_eq!((exit, verdict["verdict"]["code"].as_str()), (1, Some("policy.not-granted")));

    let refused = stage.run(&["check", "license.kslicense", "--at", "2028-01-01", "--lang", "ru"]);
    let text = String::from_utf8(refused.stdout).unwrap();
    assert!(text.starts_with("license.kslicense: отказ: срок закончился 2027-02-05"), "{text}");
}

#[test]
fn a_license_can_be_checked_without_a_site() {
    let stage = Stage::new();
    let fingerprint = stage.vendor.fingerprint.to_string();
    let root = ["--root", "bundle/roots/1.ksroot", "--fingerprint", &fingerprint];
    let check = |file| [&["check", file, "--at", "2026-06-01"][..], &root].concat();
    assert_eq!(stage.json(&check("license.kslicense")).0, 0);

    let mut changed = stage.vendor.license(1, 400);
    *changed.last_mut().unwrap() ^= 1;
    fs::write(stage.path("changed"), changed).unwrap();
    assert_eq!(stage.error(&check("changed")), (1, "crypto.bad-signature".to_owned()));
    fs::write(stage.path("coupon"), stage.vendor.coupon(7)).unwrap();
    assert_eq!(stage.error(&check("coupon")), (1, "crypto.wrong-document".to_owned()));
    fs::write(stage.path("theirs"), Vendor::new(50).license(1, 400)).unwrap();
    assert_eq!(stage.error(&check("theirs")), (1, "crypto.unknown-key".to_owned()));
    let no_site =
        stage.command(&["check", "license.kslicense", "--json"]).env_remove("KEYSLIP_SITE").output();
    assert_eq!(no_site.unwrap().status.code(), Some(2));
}

#[test]
fn what_is_refused_has_its_code_and_changes_nothing() {
    let stage = Stage::with_site();
    let install = |end: &[&'static str]| with(&["install", "demo"], &[&["--to", "to"], end].concat());
    assert_eq!(stage.error(&install(&[])), (1, "installer.agreement-not-accepted".to_owned()));
    let other = "00".repeat(32);
    let refused = stage.error(&[&install(&[])[..], &["--accept-eula", &other]].concat());
    assert_eq!(refused, (1, "installer.other-agreement".to_owned()));
    assert_eq!(stage.error(&install(&["--version", "9"])), (1, "installer.unknown-version".to_owned()));
    let absent = with(&["install", "absent"], &["--to", "to"]);
    assert_eq!(stage.error(&absent), (1, "installer.unknown-distribution".to_owned()));

    let payload = blob_path(&stage.path("bundle"), &extension("1.1.0"));
    let good = fs::read(&payload).unwrap();
    fs::write(&payload, vec![0; good.len()]).unwrap();
    assert_eq!(stage.error(&install(&["--accept-eula"])), (1, "crypto.wrong-object".to_owned()));
    fs::remove_file(&payload).unwrap();
    assert_eq!(stage.error(&install(&[])), (2, "installer.object-missing".to_owned()));
    assert_eq!(fs::read_dir(stage.path("to")).unwrap().count(), 0);

    let head = stage.path("bundle/catalog.kscatalog");
    let mut catalog = fs::read(&head).unwrap();
    let middle = catalog.len() / 2;
    catalog[middle] ^= 1;
    fs::write(&head, catalog).unwrap();
    assert_eq!(stage.error(&with(&["list"], &[])).0, 1);
}

#[test]
fn a_wrong_fingerprint_and_a_wrong_word_are_told_apart() {
    let stage = Stage::new();
    let other = "00000 ".repeat(8);
    let init = |fingerprint| ["init", "--bundle", "bundle", "--fingerprint", fingerprint];
    assert_eq!(stage.error(&init(&other)), (1, "crypto.wrong-fingerprint".to_owned()));
    assert_eq!(stage.error(&init("12345")), (2, "usage.bad-value".to_owned()));
    assert!(!stage.path("site").exists());
    assert_eq!(stage.error(&["status"]), (2, "installer.not-a-site".to_owned()));
    let letters = ["list", "--bundle", "bundle", "--configuration", UT, "--release", "11.5b"];
    assert_eq!(stage.error(&letters), (2, "usage.bad-value".to_owned()));
}

#[test]
fn a_latin_letter_in_the_configuration_name_is_hinted_at() {
    let stage = Stage::with_site();
    let mistyped =
        ["list", "--bundle", "bundle", "--configuration", "УправлениеTорговлей", "--release", "11.5.8"];
    let (exit, list) = stage.json(&mistyped);
    assert_eq!((exit, list["near_miss"].as_str()), (1, Some(UT)));
    assert_eq!(list["odd_letter"], serde_json::json!(["T", 11]));
    let text = String::from_utf8(stage.run(&[&mistyped[..], &["--lang", "ru"]].concat()).stdout).unwrap();
    assert!(text.contains("похоже"), "{text}");
}

#[test]
fn every_hidden_row_says_why_in_both_languages() {
    let stage = Stage::with_site();
    let newer = ["list", "--bundle", "bundle", "--configuration", UT, "--release", "11.5.7.1", "--why"];
    for (language, words) in [("en", "is too old"), ("ru", "слишком стар")] {
        let text = stage.yes(&[&newer[..], &["--lang", language]].concat());
        assert_eq!(text.matches(words).count(), 2, "{text}");
    }
}

#[test]
fn a_coupon_is_redeemed_once() {
    let stage = Stage::with_site();
    fs::write(stage.path("coupon.kscoupon"), stage.vendor.coupon(7)).unwrap();
    let (exit, redeemed) = stage.json(&["redeem", "coupon.kscoupon", "--at", "2026-03-02"]);
    assert_eq!((exit, redeemed["license"]["coupons"].as_u64()), (0, Some(1)));
    let again = stage.error(&["redeem", "coupon.kscoupon", "--at", "2026-03-02"]);
    assert_eq!(again, (1, "policy.coupon-already-redeemed".to_owned()));
    let as_license = stage.error(&["license", "add", "coupon.kscoupon"]);
    assert_eq!(as_license, (1, "crypto.wrong-document".to_owned()));
}

#[test]
fn what_is_only_looked_at_says_so_in_its_first_line() {
    let stage = Stage::new();
    fs::write(stage.path("demo.cfe"), extension("1.1.0")).unwrap();
    let payload = blob_path(&stage.path("bundle"), &extension("1.1.0"));
    let files = ["license.kslicense", "bundle/catalog.kscatalog", "bundle/roots/1.ksroot", "demo.cfe"];
    for file in files.into_iter().chain(payload.to_str()) {
        let text = stage.yes(&["inspect", file]);
        assert!(text.lines().next().unwrap().contains("UNVERIFIED"), "{file}: {text}");
        let (_, json) = stage.json(&["inspect", file]);
        assert_eq!(json["unverified"], true, "{file}");
    }
    assert_eq!(stage.json(&["inspect", "demo.cfe"]).1["facts"]["version"], "1.1.0");
    fs::write(stage.path("no.cfe"), b"not a container at all").unwrap();
    assert_eq!(stage.error(&["inspect", "no.cfe"]), (1, "onec.not-a-container".to_owned()));
}

#[test]
fn the_agreement_can_be_read_without_being_accepted() {
    let stage = Stage::with_site();
    let shown = with(&["install", "demo"], &["--to", "to", "--show-eula"]);
    let (exit, agreement) = stage.json(&shown);
    let digest = agreement["digest"].as_str().unwrap().to_owned();
    assert_eq!((exit, agreement["text"].as_str()), (0, Content::new(1).agreement));
    assert!(!stage.path("to").exists());
    let accepted = with(&["install", "demo"], &["--to", "to", "--accept-eula", &digest]);
    stage.yes(&accepted);
}

#[test]
fn a_person_reads_the_agreement_and_says_yes_or_no() {
    let stage = Stage::with_site();
    let (site, bundle, to) = (stage.path("site"), stage.path("bundle"), stage.path("to"));
    let mut arguments = vec!["keyslip-site", "--site", site.to_str().unwrap()];
    arguments.extend(["install", "demo", "--bundle", bundle.to_str().unwrap(), "--configuration", UT]);
    arguments.extend(["--release", "11.5.8.300", "--at", "2026-03-02", "--to", to.to_str().unwrap()]);
    for (typed, is_installed) in [("нет\n", false), ("\n", false), ("да\n", true)] {
        let (ui, printed) = Ui::captured_for("keyslip-site", Language::Russian, console::Output::People);
        let mut ui = ui.with_person_typing(typed);
        let outcome = site::run(site::Arguments::parse_from(&arguments), &mut ui);
        assert!(printed.out().contains("пользуйтесь на здоровье"), "{}", printed.out());
        assert!(printed.err().contains("Вы принимаете соглашение?"), "{}", printed.err());
        assert_eq!(
            (outcome.is_ok(), to.join("Демо.cfe").exists()),
            (is_installed, is_installed),
            "{typed:?}"
        );
    }
}

/// The license's text with a wrong character in row 2 and one left out of row 5.
fn damaged_text(stage: &Stage) -> String {
    let document = fs::read(stage.path("license.kslicense")).unwrap();
    let envelope = format::Envelope::parse(&document).unwrap();
    let license = <format::License as format::Payload>::decode(envelope.unverified_payload()).unwrap();
    let prefix = Prefix::new("DEMO").unwrap();
    let number = Number { prefix, kind: NumberKind::License, id: license.number };
    let mut lines: Vec<String> = write_text(number, &document).lines().map(str::to_owned).collect();
    let other = if lines[2].starts_with('7') { "8" } else { "7" };
    lines[2].replace_range(..1, other);
    lines[5].remove(8);
    lines.join("\n")
}

#[test]
fn a_damaged_text_is_used_only_where_the_corrections_were_accepted() {
    let stage = Stage::new();
    let fingerprint = stage.vendor.fingerprint.to_string();
    stage.yes(&["init", "--bundle", "bundle", "--fingerprint", &fingerprint]);
    fs::write(stage.path("license.txt"), damaged_text(&stage)).unwrap();
    for arguments in [&["license", "add", "license.txt"][..], &["check", "license.txt"]] {
        assert_eq!(stage.error(arguments), (1, "console.repair-unconfirmed".to_owned()), "{arguments:?}");
        let said = String::from_utf8(stage.run(arguments).stderr).unwrap();
        assert!(said.contains("row 2, character 1") && said.contains("--repair"), "{said}");
        let (exit, value) = stage.json(&[arguments, &["--repair", "--at", "2026-03-02"]].concat());
        assert_eq!((exit, value["corrections"][0]["kind"].as_str()), (0, Some("wrong")), "{value:#}");
        assert_eq!(
            (&value["corrections"][1]["row"], value["corrections"].as_array().unwrap().len()),
            (&5.into(), 2)
        );
    }
    let again = stage.json(&["license", "add", "license.kslicense"]).1;
    assert_eq!(
        (again["added"].as_str(), again["corrections"].as_array().map(Vec::len)),
        (Some("already-there"), Some(0))
    );
}

#[test]
fn a_person_sees_the_corrections_and_says_yes_or_no() {
    let stage = Stage::new();
    let fingerprint = stage.vendor.fingerprint.to_string();
    stage.yes(&["init", "--bundle", "bundle", "--fingerprint", &fingerprint]);
    let (site, text) = (stage.path("site"), damaged_text(&stage));
    let arguments = ["keyslip-site", "--site", site.to_str().unwrap(), "license", "add", &text];
    for (typed, is_added) in [("нет\n", false), ("да\n", true)] {
        let (ui, printed) = Ui::captured_for("keyslip-site", Language::Russian, console::Output::People);
        let outcome = site::run(site::Arguments::parse_from(arguments), &mut ui.with_person_typing(typed));
        assert!(printed.err().contains("Использовать исправленный текст?"), "{}", printed.err());
        let list = stage.json(&["license", "list"]).1;
        let count = list["licenses"].as_array().unwrap().len();
        assert_eq!((outcome.is_ok(), count), (is_added, usize::from(is_added)));
    }
}

#[test]
fn completions_and_manual_come_from_the_same_definition() {
    let stage = Stage::new();
    assert!(stage.yes(&["completions", "bash"]).contains("keyslip-site"));
    assert!(stage.yes(&["man", "license", "add"]).contains("license"));
    assert!(stage.yes(&["man", "--lang", "ru"]).contains("Лицензии"));
}

#[test]
fn what_ships_to_customers_cannot_sign_for_a_vendor() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-p", "site", "-e", "normal", "-f", "{p}\t{f}", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("crypto v"), "{tree}");
    for forbidden in ["ledger v", "signers v", "cryptoki v", "pkcs8 v", "rusqlite v"] {
        assert!(!tree.contains(forbidden), "{forbidden} in\n{tree}");
    }
    // Only the features: the folder of the checkout, which stands before them, may be called anything.
    let mut features = tree.lines().filter_map(|line| line.rsplit_once('\t'));
    assert!(
        features.all(|(_, features)| features
            .trim_end_matches(" (*)")
            .split(',')
            .all(|feature| feature != "issue")),
        "{tree}"
    );
}
