//! Whom the site trusts: the first root and its fingerprint, newer roots, forks.

use std::fs;

use console::Language;

use crate::common::*;
use crate::stage::{Stage, typed, with};

fn digits(stage: &Stage) -> String {
    stage.vendor.fingerprint.to_string()
}

fn words(stage: &Stage) -> String {
    crypto::fingerprint_words(stage.vendor.fingerprint)
}

fn write(stage: &Stage, name: &str, bytes: &[u8]) {
    fs::write(stage.path(name), bytes).unwrap();
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
fn a_fingerprint_is_taken_in_either_form_however_it_is_typed() {
    for form in 0..4 {
        let stage = Stage::new();
        let typed = match form {
            0 => digits(&stage).replace('-', ""),
            1 => digits(&stage).replace('-', " "),
            2 => words(&stage),
            _ => words(&stage).to_uppercase().replace(' ', "  "),
        };
        let (exit, started) = stage.json(&["init", "--bundle", "bundle", "--fingerprint", &typed]);
        assert_eq!((exit, started["fingerprint"].as_str()), (0, Some(&*digits(&stage))), "{typed}");
        assert_eq!(started["fingerprint_words"].as_str(), Some(&*words(&stage)));
        assert_eq!(started["environment"], "production");
    }
}

#[test]
fn a_mistyped_word_is_named_in_both_languages() {
    let stage = Stage::new();
    let words = words(&stage);
    let third = words.split(' ').nth(2).unwrap();
    let mistyped = words.replacen(third, &format!("{third}q"), 1);
    for language in ["en", "ru"] {
        let line = ["init", "--bundle", "bundle", "--fingerprint", &mistyped, "--lang", language];
        let said = String::from_utf8(stage.run(&line).stderr).unwrap();
        let names = |word: &str| said.contains(&format!("{word}”")) || said.contains(&format!("{word}»"));
        assert!(names(&format!("{third}q")) && names(third) && said.contains(" 3 "), "{said}");
    }
    assert!(!stage.path("site").exists());
}

#[test]
fn a_person_sees_the_root_and_compares_its_fingerprint() {
    let stage = Stage::new();
    let (site, bundle) = (stage.path("site"), stage.path("bundle"));
    let line = ["init", "--site", site.to_str().unwrap(), "--bundle", bundle.to_str().unwrap()];
    for (language, lines, first) in
        [(Language::Russian, "нет\n", "НЕ ПРОВЕРЕНО"), (Language::English, "\n", "UNVERIFIED")]
    {
        let (outcome, _, said) = typed(&line, language, lines);
        assert_eq!(outcome, Err("site.fingerprint-declined"));
        assert!(said.lines().next().unwrap().contains(first), "{said}");
        for shown in ["Демо (DEMO)", &digits(&stage), &words(&stage)] {
            assert!(said.contains(shown), "{shown} is not in\n{said}");
        }
        assert!(!site.exists());
    }
    let (outcome, shown, _) = typed(&line, Language::Russian, "да\n");
    assert!(outcome.is_ok() && shown.contains(&words(&stage)), "{shown}");
    stage.yes(&["trust"]);
}

#[test]
fn a_fingerprint_that_nobody_compared_is_not_trusted() {
    let stage = Stage::new();
    let refused = (2, "site.fingerprint-unconfirmed".to_owned());
    assert_eq!(stage.error(&["init", "--bundle", "bundle"]), refused);
    assert_eq!(stage.error(&["init", "--root", "bundle/roots/1.ksroot"]), refused);
    assert!(!stage.path("site").exists());
    assert_eq!(stage.error(&["init"]), (2, "site.no-root".to_owned()));
}

#[test]
fn a_site_begins_from_root_files_as_well() {
    let mut stage = Stage::new();
    stage.vendor.publish_root(2, day(20));
    write(&stage, "1.ksroot", &stage.vendor.roots[0]);
    write(&stage, "2.ksroot", &stage.vendor.roots[1]);
    let line = ["init", "--root", "2.ksroot", "--root", "1.ksroot", "--fingerprint", &digits(&stage)];
    assert_eq!(stage.json(&line).1["root_version"], 2);
}

#[test]
fn a_test_root_and_a_real_one_are_not_taken_for_each_other() {
    for (vendor, right, wrong) in
        [(Vendor::for_trying_out(1), &["--test"][..], &[][..]), (Vendor::new(1), &[], &["--test"])]
    {
        let stage = Stage::of(vendor);
        let code = if wrong.is_empty() { "crypto.test-root" } else { "crypto.production-root" };
        let fingerprint = digits(&stage);
        let init = ["init", "--bundle", "bundle"];
        let said = ["--fingerprint", &fingerprint];
        assert_eq!(stage.error(&[&init[..], &said, wrong].concat()), (1, code.to_owned()));
        assert_eq!(stage.error(&[&init[..], wrong].concat()), (1, code.to_owned()), "nobody is asked");
        let check = ["check", "license.kslicense", "--at", "2026-06-01", "--root", "bundle/roots/1.ksroot"];
        assert_eq!(stage.error(&[&check[..], &said, wrong].concat()), (1, code.to_owned()));
        assert!(!stage.path("site").exists());
        stage.yes(&[&check[..], &said, right].concat());
        stage.yes(&[&init[..], &said, right].concat());
    }
}

#[test]
fn whatever_a_site_with_a_test_root_says_of_licenses_says_that_it_is_one() {
    let stage = Stage::of(Vendor::for_trying_out(1));
    write(&stage, "coupon.kscoupon", &stage.vendor.coupon(7));
    let (fingerprint, at) = (digits(&stage), ["--at", "2026-03-02"]);
    let init = ["init", "--bundle", "bundle", "--test", "--fingerprint", &fingerprint];
    let begin = |line: &[&'static str]| [line, &at].concat();
    let lines = [
        init.to_vec(),
        begin(&["license", "add", "license.kslicense"]),
        begin(&["license", "list"]),
        begin(&["redeem", "coupon.kscoupon"]),
        begin(&["check", "license.kslicense"]),
        begin(&["status"]),
        vec!["trust", "show"],
        with(&["list"], &[]),
        with(&["install", "demo"], &["--to", "to", "--accept-eula"]),
        with(&["save", "demo"], &["--to", "saved"]),
    ];
    for line in &lines {
        let said = stage.yes(line);
        assert!(said.contains("this is a test root"), "{line:?} says:\n{said}");
    }
    for line in &lines[2..] {
        if line[0] != "redeem" {
            let said = stage.yes(&[&line[..], &["--lang", "ru"]].concat());
            assert!(said.contains("это тестовый корень"), "{line:?} says:\n{said}");
        }
    }
    for (line, place) in [(&lines[2], "/licenses/0/environment"), (&lines[4], "/environment")] {
        assert_eq!(stage.json(line).1.pointer(place).unwrap(), "test", "{line:?}");
    }
    let real = Stage::with_site().yes(&["status"]);
    assert!(!real.contains("test root"), "{real}");
}

#[test]
fn newer_roots_are_taken_from_a_bundle_or_from_files_and_shown() {
    let mut stage = Stage::with_site();
    let before = digits(&stage);
    stage.vendor.publish_root(2, day(20));
    stage.vendor.replace_root_key(40, 3, day(40));
    write(&stage, "3.ksroot", &stage.vendor.roots[2]);
    assert_eq!(stage.error(&["trust", "update", "3.ksroot"]), (1, "crypto.root-version".to_owned()));

    stage.vendor.bundle(&stage.path("bundle"), &Content::new(1));
    let (exit, updated) = stage.json(&["trust", "update", "--bundle", "bundle"]);
    assert_eq!((exit, &updated["updated"]), (0, &serde_json::json!([2, 3])));
    assert_eq!(updated["previous_fingerprint"].as_str(), Some(&*before));
    let (exit, again) = stage.json(&["trust", "update", "3.ksroot"]);
    assert_eq!((exit, &again["updated"]), (0, &serde_json::json!([])));
    let older = stage.error(&["trust", "update", "bundle/roots/1.ksroot"]);
    assert_eq!(older, (1, "installer.root-older".to_owned()));

    let (_, trust) = stage.json(&["trust", "show"]);
    let versions: Vec<_> = trust["roots"].as_array().unwrap().iter().map(|root| &root["version"]).collect();
    assert_eq!(versions, [1, 2, 3]);
    assert_ne!(trust["roots"][2]["root_keys"], trust["roots"][1]["root_keys"]);
    assert_eq!(trust["issuing_keys"][0]["purposes"].as_array().unwrap().len(), 4);
    assert_eq!((&trust["forks"], stage.json(&["trust"]).1), (&serde_json::json!([]), trust.clone()));
}

#[test]
fn a_forked_root_is_shown_by_status_until_it_is_noted_and_by_trust_for_ever() {
    let stage = Stage::with_site();
    write(&stage, "fork.ksroot", &stage.vendor.root(1, day(1)));
    for _ in 0..2 {
        let refused = stage.error(&["trust", "update", "fork.ksroot"]);
        assert_eq!(refused, (1, "installer.root-forked".to_owned()));
    }
    let (_, status) = stage.json(&["status"]);
    let fork = &status["forks"][0];
    let evidence = stage.path(fork["evidence"].as_str().unwrap());
    assert_eq!(fs::read(evidence).unwrap(), fs::read(stage.path("fork.ksroot")).unwrap());
    assert_eq!((status["forks"].as_array().unwrap().len(), &fork["document"]), (1, &"root".into()));
    for line in [["status", "--lang", "en"], ["trust", "--lang", "en"]] {
        let said = stage.yes(&line);
        assert!(said.contains("two different documents of one number (root, 1)"), "{said}");
    }
    assert!(stage.yes(&["status", "--lang", "ru"]).contains("два разных документа"));

    let digest = fork["digest"].as_str().unwrap();
    let unknown = "0".repeat(64);
    let refused = stage.error(&["trust", "acknowledge", &unknown]);
    assert_eq!(refused, (2, "installer.unknown-fork".to_owned()));
    assert!(stage.yes(&["trust", "acknowledge", digest]).contains("noted by admin"));
    assert!(!stage.yes(&["status"]).contains("two different documents"));
    assert!(stage.yes(&["trust"]).contains("noted by admin"));
    assert_eq!(stage.json(&["status"]).1["forks"][0]["acknowledged"]["who"], "admin");
}

#[test]
fn a_document_from_the_future_is_taken_only_if_that_is_said() {
    let stage = Stage::with_site();
    write(&stage, "far.kslicense", &stage.vendor.license_signed_on(9, 3_000));
    let add = ["license", "add", "far.kslicense", "--at", "2026-03-02"];
    assert_eq!(stage.error(&add), (1, "installer.signed-ahead".to_owned()));
    for language in ["en", "ru"] {
        let said = stage.run(&[&add[..], &["--lang", language]].concat()).stderr;
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains("2034-") && said.contains("--accept-future-date"), "{said}");
    }
    assert_eq!(stage.json(&["status"]).1["licenses"].as_array().unwrap().len(), 1);
    stage.yes(&[&add[..], &["--accept-future-date"]].concat());
    assert!(stage.json(&["status"]).1["floor"].as_str().unwrap().starts_with("2034-"));
}
