//! Licenses and coupons: however they come, judged, redeemed, repaired.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use clap::Parser;
use console::{Language, Ui};
use format::{Number, NumberKind, Prefix, write_text};
use serde_json::Value;

use crate::common::*;
use crate::stage::Stage;

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
    assert!(
        text.starts_with("license.kslicense: отказ: на 2028-01-01 срок уже закончился (2027-02-05"),
        "{text}"
    );
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
        assert_eq!(stage.error(arguments), (2, "console.repair-unconfirmed".to_owned()), "{arguments:?}");
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
