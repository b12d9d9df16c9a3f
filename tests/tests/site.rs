//! What the site's program tells people and scripts, where the story has no place for it.

use serde_json::Value;
use tests::{Shell, Shop};

const AT: &str = "--at 2026-09-02";

fn code(value: &Value) -> &str {
    value["code"].as_str().unwrap_or_else(|| panic!("a code, and not {value}"))
}

/// The shop after a bulletin revoked its license, with a new bundle in `usb-2`.
fn revoked() -> Shell {
    let shell = Shop::get().shell();
    let license = Shop::get().value("LICENSE");
    shell.yes(&format!("keyslip license revoke {license} --reason 'возврат' --yes"));
    shell.yes("keyslip bulletin publish");
    shell.yes("keyslip bundle make --out usb-2");
    shell
}

#[test]
fn a_new_site_heeds_the_bulletin_beside_the_root() {
    let shell = revoked();
    let fingerprint = Shop::get().value("FINGERPRINT");
    let begun = shell.yes_json(&format!(
        "keyslip-site init --site second --bundle usb-2 --fingerprint {fingerprint} {AT}"
    ));
    assert_eq!((&begun["catalog"], &begun["bulletin"]), (&1.into(), &1.into()));
    let (exit, check) = shell.json(&format!("keyslip-site check --site second license.kslicense {AT}"));
    assert_eq!((exit, code(&check["verdict"])), (1, "policy.revoked"));
}

#[test]
fn the_doubt_about_a_missing_bulletin_names_the_next_step() {
    let shell = Shop::get().shell();
    let (_, check) = shell.json(&format!("keyslip-site check license.kslicense {AT}"));
    let doubts = check["doubts"].as_array().expect("doubts").iter();
    let doubt =
        doubts.clone().find(|doubt| code(doubt) == "policy.doubt-no-bulletin").expect("no bulletin yet");
    assert!(doubt["message"].as_str().is_some_and(|text| text.contains("--bundle")), "{doubt}");
}

#[test]
fn nothing_of_a_revoked_license_is_shown_as_in_force() {
    let shell = revoked();
    shell.yes(&format!("keyslip-site trust update --bundle usb-2 {AT}"));
    let (exit, check) = shell.json(&format!("keyslip-site check license.kslicense {AT}"));
    assert_eq!((exit, code(&check["verdict"])), (1, "policy.revoked"));
    assert_eq!(
        (&check["features"][0]["standing"], &check["features"][0]["is_permitted"]),
        (&"revoked".into(), &false.into())
    );
    let established = check["established"].as_array().expect("a list");
    assert!(established.iter().all(|fact| !code(fact).starts_with("policy.granted")), "{check}");
    let list = shell.yes_json(&format!("keyslip-site license list {AT}"));
    assert_eq!(list["licenses"][0]["features"][0]["standing"], "revoked");
    let added = shell.yes_json(&format!("keyslip-site license add license.kslicense {AT}"));
    assert_eq!(
        (&added["standing"], &added["features"][0]["standing"]),
        (&"revoked".into(), &"revoked".into())
    );
    let hint = added["revoked"]["hint"].as_str().expect("a hint");
    assert!(hint.contains("another license"), "every revision is revoked: {hint}");
}

#[test]
fn redeeming_shows_what_was_and_what_is() {
    let shell = Shop::get().shell();
    shell.yes("keyslip product add --name 'Склад' --feature 1=5");
    let made = shell.yes_json("keyslip coupon generate --add 2 --until 2028-12-31 --out more");
    let coupon = made["coupons"][0]["coupon"].as_str().expect("a coupon");
    let more = shell.yes_json(&format!("keyslip-site redeem more/{coupon}.kscoupon {AT}"));
    assert_eq!((&more["before"][0]["limit"], &more["has_changed"]), (&1.into(), &true.into()));
    assert_ne!(more["before"], more["license"]["features"]);
    // The shop's second coupon adds what the first one added already.
    let ran = shell.run(&format!("keyslip-site redeem coupon.kscoupon {AT} --lang en"));
    assert!(ran.exit == 0 && ran.out.contains("nothing has changed"), "{}{}", ran.out, ran.err);
}

#[test]
fn the_right_file_in_the_wrong_command_is_told_by_name() {
    let shell = Shop::get().shell();
    shell.yes("mkdir folder");
    for (line, code) in [
        ("trust update license.kslicense", "site.other-document"),
        ("license add vendor/roots/1.ksroot", "site.other-document"),
        ("redeem usb/catalog.kscatalog", "site.other-document"),
        ("redeem license.kslicense", "crypto.wrong-document"),
        ("license add folder", "disk.is-a-folder"),
        ("inspect EULA.ru.txt", "site.unknown-file"),
    ] {
        assert_eq!(shell.error(&format!("keyslip-site {line}")).1, code, "{line}");
    }
    let told = shell.run("keyslip-site trust update license.kslicense").err;
    assert!(told.contains("keyslip-site license add"), "{told}");
}

#[test]
fn a_license_is_inspected_in_words_and_for_scripts_whole() {
    let shell = Shop::get().shell();
    for file in ["license.kslicense", "license.txt"] {
        let inspected = shell.run(&format!("keyslip-site inspect {file}")).out;
        let number = Shop::get().value("LICENSE").trim_start_matches("DEMO");
        let number = &number[..number.len() - 1];
        for fact in [number, "ООО Ромашка", "2027-12-31"] {
            assert!(inspected.contains(fact), "{file} {fact}: {inspected}");
        }
        assert!(!inspected.contains("h'"), "no CBOR for people: {inspected}");
        let json = shell.yes_json(&format!("keyslip-site inspect {file}"));
        assert!(json["payload"].as_str().is_some_and(|payload| payload.contains("h'")), "{json}");
    }
}

#[test]
fn the_licenses_of_a_bundle_are_added_together() {
    let shell = Shop::get().shell();
    let (license, fingerprint) = (Shop::get().value("LICENSE"), Shop::get().value("FINGERPRINT"));
    let other = shell.yes_json("keyslip license new --customer 1");
    let other = other["license"].as_str().expect("a number").to_owned();
    shell.yes(&format!("keyslip bundle make --out usb-2 --license {license} --license {other}"));
    shell.yes(&format!("keyslip-site init --site second --bundle usb-2 --fingerprint {fingerprint} {AT}"));
    let added = shell.yes_json(&format!("keyslip-site license add --site second --bundle usb-2 {AT}"));
    let added = added["added"].as_array().expect("licenses").iter();
    let mut numbers: Vec<&str> = added.filter_map(|one| one["number"].as_str()).collect();
    numbers.sort_unstable();
    let mut wanted = [license, &other];
    wanted.sort_unstable();
    assert_eq!(numbers, wanted);
    shell.yes(&format!("keyslip-site license add --site second --bundle usb {AT}"));
    assert_eq!(shell.error("keyslip-site license add").0, 2);
}
