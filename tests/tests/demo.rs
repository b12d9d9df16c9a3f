//! `keyslip demo` plays the whole story by itself, and what it keeps can be gone on with.

use std::fs;

use serde_json::Value;
use tests::{Shell, shared};

/// The digest that the last sentence names is that of the file that it names.
fn check_installed(played: &Value) {
    let file = played["installed"].as_str().expect("a path");
    let digest = crypto::sha256(&fs::read(file).expect("the installed file is kept")).to_string();
    assert_eq!(played["sha256"], digest);
}

#[test]
fn the_demo_ends_with_a_verified_file_in_both_languages() {
    let shell = Shell::new();
    for (language, end) in [("en", "Installed and verified: "), ("ru", "Установлено и проверено: ")]
    {
        let shown = shell.yes(&format!("keyslip demo --lang {language}"));
        assert!(
            shown.contains("\n$ keyslip init --prefix DEMO") && shown.contains("\n$ keyslip-site verify\n")
        );
        assert!(shown.lines().rev().take(3).any(|line| line.starts_with(end)), "{shown}");
    }
    let left: Vec<_> = fs::read_dir(shell.path()).expect("the folder").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_demo_tells_scripts_each_command_with_its_exit_code() {
    let played = Shell::new().yes_json("keyslip demo");
    let steps = played["steps"].as_array().expect("steps");
    let of = |exit: u64| steps.iter().filter(move |step| step["exit"] == exit);
    assert_eq!((of(1).count(), of(0).count() + of(1).count()), (2, steps.len()));
    let refused: Vec<&str> = of(1).filter_map(|step| step["command"].as_str()).collect();
    assert!(refused[0].starts_with("keyslip-site install"), "{refused:?}");
    assert!(refused[1].starts_with("keyslip-site check"), "{refused:?}");
    assert_eq!(played["folder"], Value::Null);
}

#[test]
fn what_the_demo_keeps_can_be_gone_on_with() {
    let mut shell = Shell::new();
    let played = shell.yes_json("keyslip demo --keep kept");
    check_installed(&played);
    shell.always("export KEYSLIP_VENDOR=kept/vendor KEYSLIP_PASSPHRASE_FILE=kept/passphrase.txt KEYSLIP_SITE=kept/site");
    shell.yes("keyslip log verify");
    shell.yes("keyslip-site verify");
    let license = shell.yes_json("keyslip license list")[0]["license"].as_str().expect("a number").to_owned();
    let coupons = shell.yes_json("keyslip coupon generate --add 1 --days 30 --out kept");
    let coupon = coupons["coupons"][0]["file"].as_str().expect("a file").to_owned();
    shell.yes(&format!("keyslip-site redeem {coupon}"));
    assert_eq!(shell.yes_json("keyslip-site license list")["licenses"][0]["coupons"], 1);
    shell.yes(&format!("keyslip coupon redeem {coupon} --license {license}"));
    let again = shell.error("keyslip demo --keep kept");
    assert_eq!(again, (2, "cli.demo-folder".to_owned()));
}

#[test]
fn the_demo_plays_with_real_extensions() {
    let Some(samples) = shared("samples/1c") else { return };
    let shell = Shell::new();
    let played = shell.yes_json(&format!("keyslip demo --keep kept --extensions {}", samples.display()));
    check_installed(&played);
    let releases = shell.yes_json("keyslip --vendor kept/vendor release list extension-1");
    assert!(releases.as_array().is_some_and(|all| !all.is_empty()), "{releases:#}");
    let added = played["steps"].as_array().expect("steps").iter();
    let added = added
        .filter(|step| step["command"].as_str().is_some_and(|line| line.starts_with("keyslip release add")));
    assert_eq!(added.count(), 17);
    shell.yes("keyslip-site --site kept/site verify");
}

#[test]
fn a_folder_without_extensions_is_no_demo() {
    let shell = Shell::new();
    shell.write("empty/readme.txt", "nothing");
    assert_eq!(shell.error("keyslip demo --extensions empty"), (2, "cli.demo-no-extensions".to_owned()));
    shell.write("bad/no.cfe", "no container");
    assert_eq!(shell.error("keyslip demo --extensions bad"), (1, "onec.not-a-container".to_owned()));
}
