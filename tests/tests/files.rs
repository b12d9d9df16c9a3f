//! Desktops and file(1) know our files by `docs/files/`, and both know the names that the code has.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use format::Document;
use tests::skip;
use tests::vectors::{Body, Vector, folder, read_folder};

fn described(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the folder of the workspace")
        .join("docs/files")
        .join(file)
}

fn media_type(document: Document) -> String {
    format!("application/vnd.keyslip.{}+cose", document.name())
}

/// What a program prints, if the system has it; else the test has not been run, and says so.
fn output(command: &mut Command, package: &str) -> Option<Output> {
    let output = command.output();
    if output.is_err() {
        skip(&format!("{} is not installed: apt-get install {package}", command.get_program().display()));
    }
    output.ok()
}

/// The documents of the vectors that hold, each with its kind.
fn documents() -> Vec<(Document, Vector)> {
    let kind = |name: &str| Document::ALL.into_iter().find(|document| document.name() == name);
    read_folder(&folder())
        .into_iter()
        .filter(|vector| vector.get("expect") == "ok" && matches!(vector.body, Body::Bytes(_)))
        .filter_map(|vector| Some((kind(vector.get("document"))?, vector)))
        .collect()
}

#[test]
fn file_1_tells_our_documents_by_their_first_bytes() {
    let (folder, documents) = (tempfile::tempdir().unwrap(), documents());
    assert!(documents.len() > 20, "the folder of vectors");
    for (document, vector) in documents {
        let path = folder.path().join("document");
        std::fs::write(&path, vector.bytes()).unwrap();
        let mut file = Command::new("file");
        file.arg("--brief").arg("--magic-file").arg(described("magic")).arg(&path);
        let Some(said) = output(&mut file, "file") else { return };
        let said = String::from_utf8(said.stdout).unwrap();
        let name = format!("Keyslip {}", document.name());
        let is_either =
            ["license", "coupon"].contains(&document.name()) && said.trim() == "Keyslip license or coupon";
        assert!(said.trim() == name || is_either, "{}: {said}", vector.path);
        if is_either {
            continue;
        }
        let said = String::from_utf8(file.arg("--mime-type").output().unwrap().stdout).unwrap();
        assert_eq!(said.trim(), media_type(document), "{}", vector.path);
    }
}

#[test]
fn desktops_take_the_description_and_know_every_ending() {
    let folder = tempfile::tempdir().unwrap();
    let mime = folder.path().join("mime");
    std::fs::create_dir_all(mime.join("packages")).unwrap();
    std::fs::copy(described("keyslip.xml"), mime.join("packages/keyslip.xml")).unwrap();
    let mut update = Command::new("update-mime-database");
    let Some(update) = output(update.arg(&mime).env("XDG_DATA_HOME", folder.path()), "shared-mime-info")
    else {
        return;
    };
    let said = String::from_utf8_lossy(&update.stderr);
    assert!(update.status.success() && said.is_empty(), "{said}");
    let globs = std::fs::read_to_string(mime.join("globs2")).unwrap();
    for document in Document::ALL {
        let line = format!("50:{}:*.{}", media_type(document), document.file_ending());
        assert!(globs.lines().any(|glob| glob == line), "no {line} in\n{globs}");
    }
}

#[test]
fn what_documents_say_of_themselves_is_their_media_type() {
    for document in Document::ALL {
        assert!(document.typ().is_none_or(|typ| typ == media_type(document)), "{}", document.name());
    }
}
