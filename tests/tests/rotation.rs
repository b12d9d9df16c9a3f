//! Keys come and go with both programs: root keys in several hands, rotation, forks, a stolen key.

use crypto::SigningKey;
use format::{CustomerId, License, NumberId, Purpose, UnixTime};
use serde_json::Value;
use tests::{Shell, Shop};

/// A vendor whose three root keys lie outside the vendor's folder, two of which must sign; and a site that trusts it.
fn careful() -> Shell {
    let mut shell = Shell::new();
    shell.always(tests::shop::VARIABLES);
    shell.write("passphrase", format!("{}\n", tests::shop::PASSPHRASE));
    shell.yes("chmod 600 passphrase");
    let begun = shell.yes_json(
        "keyslip init --prefix DEMO --name 'Демо вендор' --root-keys 3 --threshold 2 --root-keys-dir safe",
    );
    let fingerprint = text(&begun["fingerprint"]);
    shell.yes(&format!(
        "keyslip-site init --root vendor/roots/1.ksroot --fingerprint {fingerprint} --at 2026-09-02"
    ));
    shell.write("fingerprint", fingerprint);
    shell
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, and not {value}")).to_owned()
}

/// Signs a prepared change with a root key of the safe, beside the file.
fn sign(shell: &Shell, change: &str, key: u32) {
    shell.yes(&format!(
        "keyslip root sign {change}.unsigned --key safe/root-{key}.pem --fingerprint $(cat fingerprint) \
         --out {change}.{key} --yes"
    ));
}

fn key_of(keys: &Value, role: &str) -> String {
    let keys = keys["keys"].as_array().expect("keys");
    text(&keys.iter().rfind(|key| key["purposes"][0] == role).expect("a key of this role")["id"])
}

#[test]
fn root_keys_in_several_hands_sign_apart_and_a_site_follows() {
    let shell = careful();
    let error = shell.error("keyslip key rotate --purpose license");
    assert_eq!(error, (2, "ledger.root-keys-away".to_owned()));
    shell.yes("keyslip key rotate --purpose license --prepare 2.unsigned");
    sign(&shell, "2", 1);
    // The same key again is still one key.
    shell.yes("cp 2.1 2.1-again");
    assert_eq!(
        shell.error("keyslip root assemble 2.1 2.1-again"),
        (1, "ledger.signatures-missing".to_owned())
    );
    sign(&shell, "2", 3);
    let installed = shell.yes_json("keyslip root assemble 2.1 2.3");
    assert_eq!(installed["version"], 2);
    shell.yes("keyslip customer add --company 'ООО Ромашка'");
    shell.yes("keyslip license new --customer 1");
    shell.yes("keyslip log verify");

    // One root further: a holder leaves and another comes.
    shell.yes("keyslip root new-key --out safe/root-4.pem");
    let leaving = text(&shell.yes_json("keyslip key list")["keys"][0]["id"]);
    shell
        .yes(&format!("keyslip root rotate-key {leaving} --public safe/root-4.pub.pem --prepare 3.unsigned"));
    let id_of = |key: u32| {
        let named = shell.yes(&format!("sed -n 's/^key-id: //p' safe/root-{key}.pem"));
        named.trim().to_owned()
    };
    let asked: Vec<u32> = (1..=4).filter(|key| id_of(*key) != leaving).collect();
    sign(&shell, "3", asked[0]);
    sign(&shell, "3", asked[1]);
    let installed = shell.yes_json(&format!("keyslip root assemble 3.{} 3.{}", asked[0], asked[1]));
    assert_eq!((&installed["version"], &installed["fingerprint_changed"]), (&3.into(), &true.into()));

    let skipped = shell.error("keyslip-site trust update vendor/roots/3.ksroot --at 2026-09-02");
    assert_eq!(skipped, (1, "crypto.root-version".to_owned()));
    let update = "keyslip-site trust update vendor/roots/2.ksroot vendor/roots/3.ksroot --at 2026-09-02";
    shell.yes(update);
    shell.yes(update);
    let status = shell.yes_json("keyslip-site status --at 2026-09-02");
    assert_eq!(status["root_version"], 3);
    let older = shell.run("keyslip-site trust update vendor/roots/1.ksroot --at 2026-09-02");
    assert!(older.exit <= 1, "an older root of the chain is known: {}", older.err);
    assert_eq!(shell.yes_json("keyslip-site status --at 2026-09-02")["root_version"], 3);
}

#[test]
fn two_roots_of_one_version_are_a_fork_which_a_site_refuses_keeps_and_shows() {
    let shell = careful();
    shell.yes("cp -r vendor other");
    for (vendor, purpose) in [("vendor", "license"), ("other", "coupon")] {
        let change = format!("{vendor}-2");
        shell.yes(&format!(
            "KEYSLIP_VENDOR={vendor} keyslip key rotate --purpose {purpose} --prepare {change}.unsigned"
        ));
        sign(&shell, &change, 1);
        sign(&shell, &change, 2);
        shell.yes(&format!("KEYSLIP_VENDOR={vendor} keyslip root assemble {change}.1 {change}.2"));
    }
    shell.yes("keyslip-site trust update vendor/roots/2.ksroot --at 2026-09-02");
    let fork = shell.error("keyslip-site trust update other/roots/2.ksroot --at 2026-09-02");
    assert_eq!(fork, (1, "installer.root-forked".to_owned()));
    let status = shell.yes_json("keyslip-site status --at 2026-09-02");
    let kept = text(&status["forks"][0]["evidence"]);
    assert!(shell.read(&kept) == shell.read("other/roots/2.ksroot"), "{kept}");
    let shown = shell.yes_json("keyslip-site trust show");
    assert_eq!(shown["forks"].as_array().map(Vec::len), Some(1), "{shown}");
    assert_eq!(shown["root_version"], 2, "{shown}");
}

#[test]
fn a_stolen_key_is_burnt_and_what_it_signed_well_is_signed_anew() {
    let shell = Shop::get().shell();
    let stolen = tests::shop::vendors_key(shell.path(), Purpose::License);
    let license = Shop::get().value("LICENSE");
    shell.write("forged.kslicense", forged(&stolen));
    shell.yes("keyslip-site check forged.kslicense --at 2026-09-02");

    let key = key_of(&shell.yes_json("keyslip key list"), "license");
    let declined = shell.error(&format!("keyslip key revoke {key} < /dev/null"));
    assert_eq!(declined.0, 2, "nobody can be asked: {}", declined.1);
    let revoked = shell.yes(&format!("keyslip key revoke {key} --reason 'украден ноутбук' --yes --lang en"));
    assert!(revoked.contains("keyslip key reissue"), "{revoked}");
    assert_eq!(
        shell.error("keyslip license new --customer 1"),
        (2, "ledger.no-key-for".to_owned()),
        "no other key signs licenses yet"
    );
    shell.yes("keyslip key new --purpose license");
    let dry = shell.yes_json("keyslip key reissue --dry-run");
    assert_eq!(dry["documents"].as_array().map(Vec::len), Some(1));
    let reissued = shell.yes_json("keyslip key reissue --out to-send");
    assert_eq!(
        (&reissued["documents"][0]["number"], &reissued["documents"][0]["signed_by"]),
        (&license.into(), &key.into())
    );
    assert_eq!(shell.yes_json("keyslip key reissue")["documents"], Value::Array(Vec::new()));
    shell.yes("keyslip bulletin publish");
    shell.yes("keyslip catalog publish --expires-in 365d");
    shell.yes("keyslip bundle make --out usb-2");
    shell.yes("keyslip log verify");

    // The site learns of it with the next bundle, and the license that it has is none any more.
    let place = tests::shop::PLACE.replace("--bundle usb", "--bundle usb-2");
    let list = shell.run(&format!("keyslip-site list {place} --why"));
    assert!(list.exit <= 1, "{}", list.err);
    for file in ["forged.kslicense", "license.kslicense"] {
        let (exit, code) = shell.error(&format!("keyslip-site license add {file} --at 2026-09-02"));
        assert_eq!((exit, code.as_str()), (1, "installer.revoked-key"));
        assert_eq!(shell.error(&format!("keyslip-site check {file} --at 2026-09-02")), (exit, code));
    }
    let status = shell.yes_json("keyslip-site status --at 2026-09-02");
    let reason = &status["no_longer_trusted"][0]["reason"];
    assert_eq!(reason["code"], "installer.revoked-key", "{reason}");
    assert_eq!(reason["facts"]["document"], "license", "{reason}");
    assert_eq!(
        shell
            .run(&format!("keyslip-site install quick-stock {place} --version 1.4.10 --to to --accept-eula"))
            .exit,
        1
    );
    shell.yes(&format!("keyslip-site license add to-send/{license}.kslicense --at 2026-09-02"));
    shell.yes(&format!("keyslip-site install quick-stock {place} --version 1.4.10 --to to --accept-eula"));
    shell.yes("keyslip-site check license.kslicense --at 2026-09-02 > /dev/null && exit 1 || exit 0");
}

/// What a thief would sign: a license for himself, dated when the key was still good.
fn forged(stolen: &SigningKey) -> Vec<u8> {
    let moment = UnixTime::new(1_788_000_000);
    let license = License::new(NumberId::from_random([9; 12]), CustomerId::new([1; 8]), moment);
    stolen.sign(&license).expect("a thief can sign")
}
