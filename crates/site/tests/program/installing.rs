//! From the list to the installed file, and every refusal on the way.

use std::fs;

use clap::Parser;
use console::{Language, Ui};

use crate::common::*;
use crate::stage::{Stage, with};

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
