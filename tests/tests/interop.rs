//! Implementations that nobody here wrote read what we write: `tests/interop/*.py`.
//!
//! They run under the Python of `KEYSLIP_PYTHON`, else of `.venv` beside `Cargo.toml`, with the packages of
//! `tests/interop/requirements.txt`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python to use, where there is one with these packages; else the test has not been run, and says so.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn python(packages: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the workspace");
    let python =
        std::env::var_os("KEYSLIP_PYTHON").map_or_else(|| root.join(".venv/bin/python"), PathBuf::from);
    let imports = Command::new(&python).args(["-c", &format!("import {packages}")]).output();
    if imports.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    eprintln!(
        "SKIPPED: {} has not {packages}: pip install -r tests/interop/requirements.txt, and set KEYSLIP_PYTHON",
        python.display()
    );
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
fn an_independent_cwt_library_verifies_licenses_coupons_and_catalogs() {
    verifies_the_vectors("cwt_verify.py", "cbor2, cryptography, cwt");
}
