//! What people do wrong at a key ceremony, and what the program tells them then.

use serde_json::Value;
use tests::Shell;

/// A vendor with three root keys, two of which must sign, in the folder `safe`; and a batch of coupons.
fn vendor() -> Shell {
    let mut shell = Shell::new();
    shell.always(tests::shop::VARIABLES);
    shell.write("passphrase", format!("{}\n", tests::shop::PASSPHRASE));
    shell.yes("chmod 600 passphrase");
    shell.yes("keyslip init --prefix DEMO --name Demo --root-keys 3 --root-keys-dir safe");
    shell
}

fn with_coupons() -> Shell {
    let shell = vendor();
    shell.yes("keyslip feature add --name Users --metering user");
    shell.yes("keyslip product add --name Demo --feature 1=5");
    shell.yes("keyslip customer add --company Daisy");
    shell.yes("keyslip coupon generate --add 1 --for-customer 1 --count 2 --prepare coupons.unsigned");
    shell
}

fn key_with(shell: &Shell, role: &str) -> Value {
    let listed = shell.yes_json("keyslip key list");
    let keys = listed["keys"].as_array().expect("keys");
    keys.iter().find(|key| key["purposes"][0] == role).expect("a key of this role").clone()
}

#[test]
fn arguments_that_cannot_be_meant_are_told_before_anything_is_written() {
    let shell = vendor();
    for (arguments, code) in [
        ("root prepare --threshold 4 --out change", "ledger.threshold-too-high"),
        ("root prepare --threshold 2 --out change", "ledger.nothing-to-change"),
        ("root prepare --out change", "ledger.nothing-to-change"),
        ("root prepare --expires 2020-01-01 --out change", "ledger.root-expires-too-early"),
        ("root prepare --add-root-key safe/root-1.pem --out change", "ledger.key-listed"),
        ("root new-key --out safe/root-1.pem", "ledger.key-file-exists"),
        ("init --vendor b --prefix DEMO --name B --root-keys 2 --threshold 3", "ledger.threshold-too-high"),
    ] {
        assert_eq!(shell.error(&format!("keyslip {arguments}")), (2, code.to_owned()), "{arguments}");
    }
    let none = shell.run("keyslip init --vendor b --prefix DEMO --name B --root-keys 0 --lang ru");
    assert_eq!(none.exit, 2);
    assert!(none.err.contains("не целое число от 1 до 16"), "{}", none.err);
    shell.yes("test ! -e change && test ! -e b");
}

#[test]
fn a_public_half_has_one_name_and_one_option_and_a_private_one_is_warned_of() {
    let shell = vendor();
    shell.yes("keyslip root new-key --out safe/root-4.pem");
    // Of the two files either may be the only copy of something.
    shell.yes("mv safe/root-4.pem safe/root-5.pem");
    let beside = shell.error("keyslip root new-key --out safe/root-4.pem");
    assert_eq!(beside, (2, "ledger.key-file-exists".to_owned()));
    let first = shell.yes("sed -n 's/^key-id: //p' safe/root-1.pem");
    let rotate = format!("keyslip root rotate-key {} --lang en --prepare", first.trim());
    let quiet = shell.run(&format!("{rotate} a --public safe/root-4.pub.pem"));
    assert_eq!((quiet.exit, quiet.err.as_str()), (0, ""));
    let warned = shell.run(&format!("{rotate} b --public safe/root-5.pem"));
    assert_eq!(warned.exit, 0);
    assert!(warned.err.contains("holds the private key as well"), "{}", warned.err);
    assert!(shell.yes(&format!("{rotate} c")).contains("lock it away"));
}

#[test]
fn one_of_our_files_in_the_wrong_command_is_told_by_its_kind() {
    let shell = with_coupons();
    shell.yes("keyslip root prepare --expires 2030-12-31 --out change.unsigned");
    shell.yes("keyslip root sign change.unsigned --key safe/root-1.pem --out change.signed --yes");
    let wrong = shell.error("keyslip sign-batch coupons.unsigned --key vendor/keys/license-1.pem --yes");
    assert_eq!(wrong, (1, "ledger.key-signs-other".to_owned()));
    shell.yes("keyslip sign-batch coupons.unsigned --key vendor/keys/coupon-1.pem --yes");
    let number = shell.yes("keyslip coupon assemble coupons.signed | tail -n 1");
    shell.yes(&format!("keyslip coupon show {} > coupon.txt", number.trim()));
    let root_key = "--key safe/root-1.pem --yes";
    for (command, code) in [
        ("root assemble change.unsigned".to_owned(), "cli.is-root-change"),
        (format!("root sign coupons.unsigned {root_key}"), "cli.is-batch"),
        ("root assemble coupons.signed".to_owned(), "cli.is-signed-batch"),
        ("license assemble coupons.signed".to_owned(), "cli.is-signed-batch"),
        (format!("sign-batch change.unsigned {root_key}"), "cli.is-root-change"),
        (format!("sign-batch change.signed {root_key}"), "cli.is-signed-root-change"),
        (format!("sign-batch vendor/roots/1.ksroot {root_key}"), "cli.is-document"),
        ("root prepare --threshold 3 --out coupons.unsigned".to_owned(), "cli.is-batch"),
    ] {
        assert_eq!(shell.error(&format!("keyslip {command}")), (2, code.to_owned()), "{command}");
    }
    let few = shell.error("keyslip root assemble change.signed");
    assert_eq!(few, (1, "ledger.signatures-missing".to_owned()));
}

#[test]
fn what_a_batch_permits_is_said_before_anybody_is_asked() {
    let shell = with_coupons();
    let limits = "--until 2027-12-31 --redeem-before 2027-01-31 --reusable";
    shell.yes(&format!("keyslip coupon generate --add 1 {limits} --prepare wide.unsigned"));
    shell.yes("keyslip license prepare --customer 1 --out licenses.unsigned");
    let said = |batch: &str, key: &str| {
        let key = format!("vendor/keys/{key}-1.pem");
        let run =
            shell.run(&format!("keyslip sign-batch {batch}.unsigned --key {key} --lang en < /dev/null"));
        assert_eq!(run.exit, 2, "{}", run.err);
        run.err
    };
    for (batch, key, lines) in [
        ("coupons", "coupon", &["adds product 1 (1 × 5; ", "one customer: 2", "at any time: 2"][..]),
        ("wide", "coupon", &["until 2027-12-31", "holds it: 1", "several times: 1", "by 2027-01-31: 1"]),
        ("licenses", "license", &["granting nothing: 1", "- Daisy"]),
    ] {
        let text = said(batch, key);
        let missing: Vec<_> = lines.iter().filter(|line| !text.contains(**line)).collect();
        assert!(missing.is_empty(), "{missing:?} in {text}");
    }
}

#[test]
fn another_vendors_file_is_not_to_be_signed() {
    let shell = with_coupons();
    shell.yes("keyslip root prepare --expires 2030-12-31 --out change.unsigned");
    let other = "54216-14926-42123-54812-42523-02222-00113-00001";
    for command in [
        "root sign change.unsigned --key safe/root-1.pem",
        "sign-batch coupons.unsigned --key vendor/keys/coupon-1.pem",
    ] {
        let refused = shell.run(&format!("keyslip {command} --yes --lang en --fingerprint {other}"));
        assert_eq!(refused.exit, 1, "{}", refused.err);
        assert!(refused.err.contains("do not sign"), "{}", refused.err);
    }
}

#[test]
fn a_revoked_key_stays_in_the_list_with_its_reason_before_and_after_the_root_drops_it() {
    let shell = vendor();
    let id = key_with(&shell, "license")["id"].as_str().expect("an id").to_owned();
    let nobody = shell.error(&format!("keyslip key revoke {id} --prepare c.unsigned < /dev/null"));
    assert_eq!(nobody, (2, "cli.nobody-to-ask".to_owned()));
    assert_eq!(key_with(&shell, "license")["revoked"], Value::Null);
    shell.yes(&format!("keyslip key revoke {id} --reason 'украден ноутбук' --prepare c.unsigned --yes"));
    let before = key_with(&shell, "license");
    assert_eq!((&before["revoked"]["reason"], &before["listed"]), (&"украден ноутбук".into(), &true.into()));
    for number in [1, 2] {
        shell.yes(&format!(
            "keyslip root sign c.unsigned --key safe/root-{number}.pem --out c.{number} --yes"
        ));
    }
    shell.yes("keyslip root assemble c.1 c.2");
    let after = key_with(&shell, "license");
    assert_eq!((&after["id"], &after["listed"]), (&id.into(), &false.into()));
    assert_eq!(after["revoked"], before["revoked"]);
    assert!(shell.yes("keyslip key list --lang ru").contains("украден ноутбук"));
}

#[test]
fn a_file_that_was_exchanged_on_its_way_has_another_code() {
    let shell = with_coupons();
    let told = shell.yes_json("keyslip coupon generate --add 1 --count 2 --prepare bearer.unsigned");
    let code = told["code"].as_str().expect("a code").to_owned();
    let sign = |file: &str| {
        format!("keyslip sign-batch {file} --key vendor/keys/coupon-1.pem --out signed --expect {code} --yes")
    };
    assert_eq!(shell.error(&sign("coupons.unsigned")), (1, "cli.another-code".to_owned()));
    shell.yes("test ! -e signed");
    shell.yes(&sign("bearer.unsigned"));

    // The same change, from the root before the newest: two of three honest signatures would undo what came between.
    let shell = vendor();
    shell.yes("keyslip root prepare --name Other --out old.unsigned");
    shell.yes("keyslip key rotate --purpose license --prepare 2.unsigned");
    for key in [1, 2] {
        shell.yes(&format!("keyslip root sign 2.unsigned --key safe/root-{key}.pem --out 2.{key} --yes"));
    }
    shell.yes("keyslip root assemble 2.1 2.2");
    let told = shell.yes_json("keyslip root prepare --name Other --out new.unsigned");
    let code = told["code"].as_str().expect("a code").to_owned();
    let sign = |file: &str| {
        format!("keyslip root sign {file} --key safe/root-1.pem --out signed --expect {code} --yes")
    };
    assert_eq!(shell.error(&sign("old.unsigned")), (1, "cli.another-code".to_owned()));
    shell.yes("test ! -e signed");
    shell.yes(&sign("new.unsigned"));
}

#[test]
fn a_root_that_is_dated_ahead_or_before_the_last_one_is_not_installed() {
    let shell = vendor();
    for (date, code) in [("2036-01-01", "ledger.root-ahead"), ("2026-08-01", "ledger.root-earlier")] {
        shell.yes("rm -f change.*");
        shell.yes(&format!("KEYSLIP_NOW={date} keyslip root prepare --name Other --out change.unsigned"));
        for key in [1, 2] {
            shell.yes(&format!(
                "keyslip root sign change.unsigned --key safe/root-{key}.pem --out change.{key} --yes"
            ));
        }
        assert_eq!(shell.error("keyslip root assemble change.1 change.2"), (1, code.to_owned()), "{date}");
    }
    assert_eq!(shell.yes_json("keyslip key list")["root_version"], 1);
}
