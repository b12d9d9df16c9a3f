//! Where the ledger is kept, as the built program is told.

use std::fs;
use std::process::{Command, Output, Stdio};

fn keyslip(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keyslip"));
    command.current_dir(folder.path()).stdin(Stdio::null()).args(arguments).env("KEYSLIP_LANG", "en");
    command.env("KEYSLIP_VENDOR", "vendor").env_remove("KEYSLIP_PASSPHRASE_FILE").env_remove("PGPASSWORD");
    command.output().unwrap()
}

#[test]
fn a_password_in_an_address_is_refused_and_not_said_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("word"), "поливать кактус по средам").unwrap();
    fs::write(folder.path().join("dump"), "").unwrap();
    let init = ["init", "--prefix", "DEMO", "--name", "Demo", "--passphrase-file", "word", "--ledger"];
    let restore = ["ledger", "restore", "dump", "--ledger"];
    for command in [&init[..], &restore] {
        for url in ["postgres://olga:Zimorodok@localhost/k", "postgres://olga@localhost/k?password=Zimorodok"]
        {
            for more in [&["--json"][..], &[]] {
                let output = keyslip(&folder, &[command, &[url], more].concat());
                let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
                assert_eq!(output.status.code(), Some(2), "{said}");
                assert!(said.contains("must not contain a password"), "{said}");
                assert!(!said.contains("Zimorodok"), "{said}");
            }
        }
    }
    assert!(!folder.path().join("vendor").exists());
}

#[test]
fn a_dump_makes_the_same_ledger_in_a_folder_with_the_same_roots() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("word"), "поливать кактус по средам").unwrap();
    let yes = |arguments: &[&str]| {
        let output = keyslip(&folder, arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    yes(&["init", "--prefix", "DEMO", "--name", "Demo", "--passphrase-file", "word"]);
    yes(&["customer", "add", "--company", "Daisy Ltd"]);
    yes(&["ledger", "dump", "first.jsonl"]);
    fs::create_dir_all(folder.path().join("new/roots")).unwrap();
    fs::copy(folder.path().join("vendor/roots/1.ksroot"), folder.path().join("new/roots/1.ksroot")).unwrap();
    yes(&["ledger", "restore", "first.jsonl", "--vendor", "new"]);
    yes(&["ledger", "dump", "second.jsonl", "--vendor", "new"]);
    let [first, second] =
        ["first.jsonl", "second.jsonl"].map(|name| fs::read(folder.path().join(name)).unwrap());
    assert!(first == second);
    yes(&["log", "verify", "--vendor", "new"]);
}
