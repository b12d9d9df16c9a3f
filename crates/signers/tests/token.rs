//! SoftHSM holds the key: PKCS#11 without hardware.
//!
//! SoftHSM finds its tokens by an environment variable when it is started, so each test runs itself again in a process
//! of its own, with a token folder of its own.

#[expect(unreachable_pub, reason = "the parts of one test program")]
mod common;

use std::error::Error as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{issues_what_verifies, skipped};
use crypto::SignError;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::Attribute;
use cryptoki::session::UserType;
use cryptoki::types::AuthPin;
use format::Explain;
use signers::{SignersError, Token};

const PIN: &str = "1234-пин";

/// DER of the PrintableString `edwards25519`, by which PKCS#11 3.0 names the curve.
const CURVE: &[u8] = b"\x13\x0cedwards25519";

/// Set in the second run of a test.
const AGAIN: &str = "KEYSLIP_TEST_TOKENS";

/// Where distributions have the module.
const MODULES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

/// Runs the body of the test `name` with the module and a folder without tokens, if SoftHSM is here.
fn with_softhsm(name: &str, body: impl FnOnce(&Path)) {
    let Some(module) = MODULES.into_iter().map(Path::new).find(|path| path.exists()) else {
        return skipped("there is no libsofthsm2.so: install softhsm2");
    };
    if std::env::var_os(AGAIN).is_some() {
        return body(module);
    }
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    fs::create_dir(&tokens).unwrap();
    let settings = folder.path().join("softhsm2.conf");
    fs::write(&settings, format!("directories.tokendir = {}\nlog.level = ERROR\n", tokens.display()))
        .unwrap();
    let again = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(AGAIN, "1")
        .env("SOFTHSM2_CONF", settings)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[again.stdout, again.stderr].concat()).into_owned();
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}

fn new_token(label: &str) {
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", label, "--so-pin", "5678", "--pin", PIN])
        .stdout(Stdio::null())
        .status();
    assert!(made.expect("softhsm2-util beside the module").success());
}

/// Has the token make a pair of Ed25519 keys, as the tools of its maker would.
fn new_key(module: &Path, token: &str, label: &str, id: &[u8]) {
    let context = Pkcs11::new(module).unwrap();
    // The program under test may have started the module already.
    drop(context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)));
    let slots = context.get_slots_with_token().unwrap();
    let slot =
        slots.into_iter().find(|slot| context.get_token_info(*slot).unwrap().label() == token).unwrap();
    let session = context.open_rw_session(slot).unwrap();
    drop(session.login(UserType::User, Some(&AuthPin::new(PIN.into()))));
    let both = [Attribute::Token(true), Attribute::Label(label.into()), Attribute::Id(id.to_vec())];
    let public = [&both[..], &[Attribute::EcParams(CURVE.to_vec()), Attribute::Verify(true)]].concat();
    let private =
        [&both[..], &[Attribute::Private(true), Attribute::Sensitive(true), Attribute::Sign(true)]].concat();
    session.generate_key_pair(&Mechanism::EccEdwardsKeyPairGen, &public, &private).unwrap();
}

#[test]
fn a_key_in_a_token_issues_what_verifies() {
    with_softhsm("a_key_in_a_token_issues_what_verifies", |module| {
        new_token("Keyslip");
        new_token("another");
        new_key(module, "Keyslip", "license", &[1]);
        new_key(module, "Keyslip", "coupon", &[2]);
        let token = Token::find(module, "Keyslip").unwrap();
        assert!(token.wants_pin());
        let keys = ["license", "coupon"].map(|label| token.key(label, Some(PIN)).unwrap());
        assert_ne!(keys[0].public(), keys[1].public());
        keys.into_iter().for_each(issues_what_verifies);
        // Once more, with the module and the login of before.
        issues_what_verifies(Token::find(module, "Keyslip").unwrap().key("license", Some(PIN)).unwrap());
    });
}

#[test]
fn a_wrong_pin_and_an_absent_one_are_told() {
    with_softhsm("a_wrong_pin_and_an_absent_one_are_told", |module| {
        new_token("Keyslip");
        let token = Token::find(module, "Keyslip").unwrap();
        for pin in [Some("4321"), Some(""), None] {
            let error = token.key("license", pin).unwrap_err();
            assert!(matches!(error, SignersError::WrongPin { .. }), "{pin:?}: {error:?}");
            assert!(!format!("{error:?} {error}").contains("4321"));
        }
    });
}

#[test]
fn tokens_and_keys_that_are_missing_or_there_twice_are_told() {
    with_softhsm("tokens_and_keys_that_are_missing_or_there_twice_are_told", |module| {
        new_token("Keyslip");
        for (label, id) in [("twice", 1), ("twice", 2)] {
            new_key(module, "Keyslip", label, &[id]);
        }
        let token = Token::find(module, "Keyslip").unwrap();
        assert!(matches!(token.key("once", Some(PIN)), Err(SignersError::NoKey { .. })));
        assert!(matches!(token.key("twice", Some(PIN)), Err(SignersError::KeyTwice { .. })));
        assert!(matches!(Token::find(module, "no such"), Err(SignersError::NoToken { .. })));
    });
}

#[test]
fn two_tokens_of_one_label_are_not_guessed_between() {
    with_softhsm("two_tokens_of_one_label_are_not_guessed_between", |module| {
        new_token("Keyslip");
        new_token("Keyslip");
        assert!(matches!(Token::find(module, "Keyslip"), Err(SignersError::TokenTwice { .. })));
    });
}

#[test]
fn a_key_that_is_deleted_while_in_use_signs_no_more() {
    with_softhsm("a_key_that_is_deleted_while_in_use_signs_no_more", |module| {
        new_token("Keyslip");
        new_key(module, "Keyslip", "license", &[1]);
        let key = Token::find(module, "Keyslip").unwrap().key("license", Some(PIN)).unwrap();
        key.try_out().unwrap();
        let context = Pkcs11::new(module).unwrap();
        let slot = context.get_slots_with_initialized_token().unwrap()[0];
        let session = context.open_rw_session(slot).unwrap();
        for object in session.find_objects(&[Attribute::Label("license".into())]).unwrap() {
            session.destroy_object(object).unwrap();
        }
        let SignError::Signer(fault) = key.try_out().unwrap_err() else { panic!("the token's fault") };
        assert_eq!(fault.code(), "signers.token");
    });
}

#[test]
fn what_is_no_module_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("module.so");
    fs::write(&text, "no library").unwrap();
    for path in [text, folder.path().join("missing.so")] {
        let error = Token::find(&path, "Keyslip").unwrap_err();
        assert_eq!(error.code(), "signers.module");
        assert!(error.source().is_some());
    }
    let relative = Token::find(&PathBuf::from("libsofthsm2.so"), "Keyslip").unwrap_err();
    assert_eq!(relative.code(), "signers.module-not-absolute");
}
