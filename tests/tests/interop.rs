//! Implementations that nobody here wrote read what we write: `tests/interop/*.py`.
//!
//! They run under the Python of `KEYSLIP_PYTHON`, else of `.venv` beside `Cargo.toml`, with the packages of
//! `tests/interop/requirements.txt`.

use std::path::{Path, PathBuf};
use std::process::Command;

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
fn an_independent_cwt_library_verifies_licenses_coupons_and_catalogs() {
    verifies_the_vectors("cwt_verify.py", "cbor2, cryptography, cwt");
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
