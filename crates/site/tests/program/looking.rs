//! What is only looked at, and what the program is made of.

use std::fs;
use std::process::Command;

use crate::common::*;
use crate::stage::Stage;

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
