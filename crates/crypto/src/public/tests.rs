//! Public vectors that nobody here wrote, through the one type that verifies. They are read from the folder named by
//! `KEYSLIP_SHARED`, else from `shared` beside the repository.

use alloc::string::String;
use alloc::vec::Vec;
use std::eprintln;
use std::path::PathBuf;

use format::{Document, Envelope, ParseError, PublicKey, Rule};
use serde_json::Value;

use super::{VerifyingKey, WeakKey, sha256, thumbprint};

#[test]
fn keys_of_small_order_and_odd_spellings_are_not_imported() {
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut not_reduced = [0xff; 32];
    not_reduced[0] = 0xee;
    not_reduced[31] = 0x7f;
    for weak in [[0; 32], identity, not_reduced] {
        assert_eq!(VerifyingKey::import(&PublicKey::new(weak)), Err(WeakKey));
    }
}

#[test]
fn a_thumbprint_is_that_of_the_cose_key() {
    // {1: 1, -1: 6, -2: h'…'} in deterministic order, RFC 9679 §3.
    let key = PublicKey::new([7; 32]);
    let mut cose_key = vec![0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20];
    cose_key.extend([7; 32]);
    assert_eq!(thumbprint(&key), sha256(&cose_key));
}

/// A file of public vectors, `None` where it is missing: then the test has not been run, and says so.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn vectors(path: &str) -> Option<Value> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("KEYSLIP_SHARED").map_or_else(beside, PathBuf::from);
    let file = folder.join("vectors").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("JSON")),
        Err(error) => {
            eprintln!("SKIPPED: {}: {error}; set KEYSLIP_SHARED", file.display());
            None
        }
    }
}

fn hex(text: &Value) -> Vec<u8> {
    let text = text.as_str().expect("text");
    (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hexadecimal"))
        .collect()
}

/// What a reader of ours decides: a signature of another length or a key that is not imported is no.
fn accepts(key: &Value, message: &[u8], signature: &Value) -> bool {
    let (Ok(key), Ok(signature)) = (hex(key).try_into(), hex(signature).try_into()) else { return false };
    VerifyingKey::import(&PublicKey::new(key)).is_ok_and(|key| key.holds_over(message, &signature))
}

#[test]
fn wycheproof_agrees_in_all_its_cases() {
    let Some(file) = vectors("wycheproof/ed25519_test.json") else { return };
    let mut cases = 0;
    for group in file["testGroups"].as_array().unwrap() {
        for case in group["tests"].as_array().unwrap() {
            let accepted = accepts(&group["publicKey"]["pk"], &hex(&case["msg"]), &case["sig"]);
            assert_eq!(accepted, case["result"] == "valid", "case {}: {}", case["tcId"], case["comment"]);
            cases += 1;
        }
    }
    assert_eq!(cases, 151);
}

#[test]
fn the_twelve_cases_of_speccheck_are_decided_as_strict_verification_does() {
    let Some(file) = vectors("speccheck/cases.json") else { return };
    let row: String =
        file.as_array()
            .unwrap()
            .iter()
            .map(|case| {
                if accepts(&case["pub_key"], &hex(&case["message"]), &case["signature"]) { 'V' } else { '.' }
            })
            .collect();
    assert_eq!(row, "...V........");
}

#[test]
fn of_the_edge_cases_of_cctv_only_those_with_a_low_order_component_pass() {
    let Some(file) = vectors("cctv-ed25519/ed25519vectors.json") else { return };
    let cases = file.as_array().unwrap();
    let passing: Vec<&Value> = cases
        .iter()
        .filter(|case| accepts(&case["key"], case["msg"].as_str().unwrap().as_bytes(), &case["sig"]))
        .collect();
    assert_eq!((cases.len(), passing.len()), (914, 43));
    for flag in passing.iter().flat_map(|case| case["flags"].as_array().into_iter().flatten()) {
        assert!(flag.as_str().unwrap().starts_with("low_order_component"), "{flag}");
    }
}

#[test]
fn the_example_of_the_cose_group_has_the_bytes_that_we_sign() {
    let Some(file) = vectors("cose-wg/eddsa-sig-01.json") else { return };
    let theirs = hex(&file["intermediates"]["ToBeSign_hex"]);
    let protected = [0xa2, 0x01, 0x27, 0x03, 0x00];
    let ours = Envelope::to_be_signed(Document::License, &protected, b"This is the content.");
    // Our documents have a domain where the example has the empty string.
    let domain = [&[0x51], Document::License.domain().as_bytes()].concat();
    let at = ours.windows(domain.len()).position(|window| window == domain).unwrap();
    assert_eq!([&ours[..at], &[0x40], &ours[at + domain.len()..]].concat(), theirs);
    let document = hex(&file["output"]["cbor"]);
    let signature = document[document.len() - 64..].try_into().unwrap();
    let key = hex(&file["input"]["sign0"]["key"]["x_hex"]).try_into().unwrap();
    assert!(VerifyingKey::import(&PublicKey::new(key)).unwrap().holds_over(&theirs, &signature));
    // Valid COSE, and not our profile: tagged, and with a key id in the unprotected header.
    assert_eq!(Envelope::parse(&document), Err(ParseError::Malformed { at: 0, rule: Rule::Tag }));
    assert_eq!(
        Envelope::parse(&document[1..]),
        Err(ParseError::Malformed { at: 7, rule: Rule::Unprotected })
    );
}
