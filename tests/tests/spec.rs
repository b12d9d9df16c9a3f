//! SPEC.md says what the code does: its examples are the vectors, its words are the code's, its sections are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use format::{Document, FieldProblem, Fingerprint, Rule};
use tests::vectors::{Body, Vector, folder, read_folder};

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the workspace")
}

fn spec() -> String {
    std::fs::read_to_string(workspace().join("docs/SPEC.md")).expect("docs/SPEC.md")
}

/// The numbers of the sections that have a heading: `2`, `2.2`, ….
fn sections() -> BTreeSet<String> {
    let spec = spec();
    let headings =
        spec.lines().filter_map(|line| line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")));
    let numbers = headings.filter_map(|heading| heading.split_once(' ').map(|(number, _)| number.to_owned()));
    numbers.filter(|number| number.starts_with(|first: char| first.is_ascii_digit())).collect()
}

/// The sections that `text` names with `before` and the paragraph sign.
fn named(text: &str, before: &str) -> Vec<String> {
    let number =
        |rest: &str| -> String { rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect() };
    text.split(before).skip(1).map(|rest| number(rest).trim_end_matches('.').to_owned()).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_examples_are_the_vectors() {
    let vectors = read_folder(&folder());
    let spec = spec();
    let mut examples = Vec::new();
    for example in spec.split("<!-- vector: ").skip(1) {
        let (path, rest) = example.split_once(" -->\n```text\n").expect("a path and a block behind it");
        let (block, _) = rest.split_once("```").expect("the end of the block");
        let vector = vectors.iter().find(|vector| vector.path == path).expect("a vector with this path");
        match &vector.body {
            Body::Text(text) => assert_eq!(block, text, "{path}"),
            Body::Bytes(_) => assert_eq!(bytes_of(path, block), vector.bytes(), "{path}"),
        }
        examples.push(path);
    }
    assert_eq!(examples, ["license/empty.txt", "root/one-of-one.txt", "text/license.txt", "text/coupon.txt"]);
    let root = vectors.iter().find(|vector| vector.path == "root/one-of-one.txt").expect("the root");
    assert!(spec.contains(root.get("fingerprint")));
    let fingerprint = Fingerprint::parse(root.get("fingerprint")).expect("forty digits");
    assert!(spec.contains(&crypto::fingerprint_words(fingerprint)));
}

/// The bytes of a block of hexadecimal with comments behind semicolons.
fn bytes_of(path: &str, block: &str) -> Vec<u8> {
    let hex: String = block.lines().map(|line| line.split(';').next().unwrap_or_default()).collect();
    let hex: String = hex.split_whitespace().collect();
    let file = format!("encoding: hex\n\n{hex}\n");
    Vector::parse(path, &file).bytes().to_vec()
}

#[test]
fn each_section_that_code_and_vectors_name_is_there() {
    let sections = sections();
    assert!(sections.contains("2.2") && sections.contains("8"), "{sections:?}");
    let mut files = Vec::new();
    sources(&workspace().join("crates"), &mut files);
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for section in named(&text, "SPEC §") {
            assert!(sections.contains(&section), "{}: SPEC has no §{section}", file.display());
        }
    }
    for vector in read_folder(&folder()) {
        let section = vector.get("spec").trim_start_matches('§').to_owned();
        assert!(sections.contains(&section), "{}: SPEC has no §{section}", vector.path);
    }
    for section in named(&spec(), "(§") {
        assert!(sections.contains(&section), "SPEC has no §{section}");
    }
}

#[test]
fn each_rule_problem_answer_and_kind_of_document_is_named() {
    let spec = spec();
    let mut words: BTreeSet<String> = Rule::ALL.map(|rule| rule.name().to_owned()).into();
    words.extend(FieldProblem::ALL.map(|problem| problem.name().to_owned()));
    for vector in read_folder(&folder()) {
        let expect = vector.get("expect");
        let word = expect.strip_prefix("text ").or_else(|| expect.strip_prefix("malformed "));
        words.insert(word.or_else(|| expect.strip_prefix("field ")).unwrap_or(expect).to_owned());
    }
    words.remove("ok");
    for word in words {
        let is_named =
            ["", "malformed ", "field "].iter().any(|what| spec.contains(&format!("`{what}{word}`")));
        assert!(is_named, "SPEC does not name `{word}`");
    }
    for document in Document::ALL {
        for name in [Some(document.domain()), document.typ()].into_iter().flatten() {
            assert!(spec.contains(&format!("`{name}`")), "{name}");
        }
        let row = format!("| {} |", document.name());
        let row = spec.lines().find(|line| line.starts_with(&row)).expect("a row of the table in §1");
        assert!(row.contains(&format!("`.{}`", document.file_ending())), "{row}");
        assert!(row.replace(',', "").ends_with(&format!("| {} |", document.max_bytes())), "{row}");
    }
}
