//! Implementations that nobody here wrote read what we write, and write what we read: `tests/interop/`.
//!
//! Python is that of `KEYSLIP_PYTHON`, else of `.venv` beside `Cargo.toml`, with the packages of
//! `tests/interop/requirements.txt`. JavaScript's packages are in `KEYSLIP_NODE_MODULES`, else where `npm install` puts them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crypto::{SigningKey, TrustedRoot, Verified};
use ed25519_dalek::Signer as _;
use format::{Document, Envelope, Numbered, Payload, SignedText};
use tests::vectors::{Vector, folder, read_folder};
use tests::{skip, workspace};
/// The Python to use, where there is one with these packages; else the test has not been run, and says so.
fn python(packages: &str) -> Option<PathBuf> {
    let python = std::env::var_os("KEYSLIP_PYTHON")
        .map_or_else(|| workspace().join(".venv/bin/python"), PathBuf::from);
    let imports = Command::new(&python).args(["-c", &format!("import {packages}")]).output();
    if imports.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    skip(&format!(
        "{} has not {packages}: pip install -r tests/interop/requirements.txt, and set KEYSLIP_PYTHON",
        python.display()
    ));
    None
}

fn verifies_the_vectors(script: &str, packages: &str) {
    let Some(python) = python(packages) else { return };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = tests.join("interop").join(script);
    let output = Command::new(python).arg("-B").arg(script).arg(tests.join("vectors")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_reader_made_from_the_words_of_the_specification_verifies_the_vectors() {
    verifies_the_vectors("verify.py", "cbor2, cryptography");
}

#[test]
fn an_independent_cwt_library_verifies_what_issuing_keys_sign() {
    verifies_the_vectors("cwt_verify.py", "cbor2, cryptography, cwt");
}

#[test]
fn the_grammars_are_taken_by_a_parser_of_cddl() {
    let Some(python) = python("pycddl") else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/grammar.py");
    let output = Command::new(python).arg("-B").arg(script).arg(workspace().join("docs/SPEC.md")).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_independent_writers_make_from_the_words_of_the_specification_is_accepted() {
    let Some(python) = python("cbor2, cryptography, cwt") else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/make.py");
    let output = Command::new(python).arg("-B").arg(script).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let vectors = read_folder(&folder());
    let root =
        vectors.iter().find(|vector| vector.path == "root/one-of-one.txt").expect("the root of the vectors");
    let root = TrustedRoot::unverified_origin(root.bytes()).unwrap();
    let mut accepted = 0;
    for line in output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let made: serde_json::Value = serde_json::from_slice(line).unwrap();
        match made["kind"].as_str() {
            Some("license") => accepts::<format::License>(&root, &made),
            Some("coupon") => accepts::<format::Coupon>(&root, &made),
            other => panic!("a document of the kind {other:?}"),
        }
        accepted += 1;
    }
    assert_eq!(accepted, 10);
}

/// The document and its text verify, and what they say encodes to the bytes that the other writer made.
fn accepts<T: Payload + Numbered>(root: &TrustedRoot, made: &serde_json::Value) {
    let value = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("no {name} in {made}"));
    let document = hex::decode(value("document"));
    let envelope = Envelope::parse(&document).unwrap_or_else(|error| panic!("{made}: {error}"));
    let verified: Verified<T> =
        root.keyring().verify(&envelope).unwrap_or_else(|error| panic!("{made}: {error}"));
    assert_eq!(hex::encode(&verified.encode()), value("payload"), "{made}");
    let text = SignedText::read(value("text")).unwrap_or_else(|error| panic!("{made}: {error}"));
    root.verify_text::<T>(&text).unwrap_or_else(|error| panic!("{made}: {error}"));
    assert_eq!(format::write_text(text.number(), text.document()), value("text"));
}

#[test]
fn an_independent_cose_library_in_javascript_verifies_what_issuing_keys_sign() {
    let folder_of_js = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/js");
    let modules = std::env::var_os("KEYSLIP_NODE_MODULES")
        .map_or_else(|| folder_of_js.join("node_modules"), PathBuf::from);
    if !modules.join("@auth0/cose").is_dir() || Command::new("node").arg("--version").output().is_err() {
        return skip(
            "Node.js or @auth0/cose is not there: npm install --prefix tests/interop/js --omit=optional --no-save",
        );
    }
    let documents: Vec<serde_json::Value> = read_folder(&folder()).iter().filter_map(with_eddsa).collect();
    assert!(documents.len() >= 10, "the folder of vectors");

    // Packages are looked for beside the script; so it runs beside them, wherever they are.
    let script = modules.join(".keyslip-verify.mjs");
    std::fs::copy(folder_of_js.join("verify.mjs"), &script).unwrap();
    let mut node = Command::new("node");
    node.arg(&script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut node = node.spawn().unwrap();
    node.stdin.take().unwrap().write_all(&serde_json::to_vec(&documents).unwrap()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), format!("{} documents verified", documents.len()));
}

/// The issuing keys of the vectors: 32 times one of these bytes (tests/vectors/README.md).
const SEEDS: std::ops::RangeInclusive<u8> = 0x21..=0x2f;

/// A vector's document signed anew with -8, the polymorphic EdDSA of RFC 9053 that RFC 9864 replaced by -19: libraries in
/// JavaScript know no other. All else stays as it is; readers of ours refuse it, and no writer of ours makes it.
fn with_eddsa(vector: &Vector) -> Option<serde_json::Value> {
    let kind = [Document::License, Document::Coupon, Document::Catalog, Document::Bulletin]
        .into_iter()
        .find(|kind| kind.name() == vector.get("document") && vector.get("expect") == "ok")?;
    let envelope = Envelope::parse(vector.bytes()).ok()?;
    let seed =
        SEEDS.into_iter().find(|seed| SigningKey::from_seed(&[*seed; 32]).id() == envelope.claimed_key())?;
    let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    let mut protected = envelope.protected().to_vec();
    assert_eq!(protected[1..3], [0x01, 0x32], "alg: -19 comes first");
    protected[2] = 0x27;
    let payload = envelope.unverified_payload();
    let signature = key.sign(&Envelope::to_be_signed(kind, &protected, payload)).to_bytes();
    let document = Envelope::assemble(&protected, payload, &signature);
    assert!(Envelope::parse(&document).is_err(), "{}: -8 is refused", vector.path);
    Some(serde_json::json!({
        "name": vector.path,
        "kind": kind.name(),
        "key": hex::encode(key.verifying_key().as_bytes()),
        "document": hex::encode(&document),
    }))
}

/// Bytes in hexadecimal, as the scripts speak of them.
mod hex {
    use std::fmt::Write as _;

    pub(super) fn encode(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes every character");
            text
        })
    }

    pub(super) fn decode(text: &str) -> Vec<u8> {
        let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("ASCII"));
        digits.map(|pair| u8::from_str_radix(pair, 16).expect("hexadecimal")).collect()
    }
}

#[test]
fn an_independent_reader_of_1c_files_reads_the_extensions_that_we_write() {
    let Some(python) = python("v8unpack") else { return };
    let root = uuid::uuid!("6b657973-6c69-7000-8000-000000000001");
    let extension = onec::write::ExtensionBuilder::new("БыстрыйСклад", root)
        .synonym("ru", "Быстрый \"склад\"")
        .vendor("Демо вендор")
        .version("1.4.10")
        .name_prefix("бс_")
        .compatibility_mode(onec::CompatibilityMode::new(80_316))
        .purpose(onec::Purpose::AddOn)
        .module("БыстрыйСклад", "Процедура Пересчитать() Экспорт\nКонецПроцедуры\n")
        .build();
    let ours = onec::inspect_extension(&extension).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("extension.cfe");
    std::fs::write(&file, &extension).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/v8unpack_oracle.py");
    let output = Command::new(python).arg("-B").arg(script).arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();

    assert_eq!(theirs["name"], ours.name);
    assert_eq!(theirs["version"], ours.version);
    assert_eq!(theirs["vendor"], ours.vendor);
    assert_eq!(theirs["uuid"], ours.root_uuid.to_string());
    assert_eq!(theirs["synonym"]["ru"], ours.synonym["ru"]);
    assert_eq!(theirs["name_prefix"], ours.name_prefix);
    assert_eq!(theirs["compatibility_mode"], 80_316);
    assert_eq!(theirs["purpose_code"], ours.purpose.unwrap().code());
    assert_eq!(theirs["modules"], serde_json::json!(["БыстрыйСклад"]));
}
