//! Each sentence of docs/THREATS.md names its tests, and each of those exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tests::{transcripts, workspace};

/// The tests that a text names: in backticks, in the paragraph that `test:` begins.
fn named(text: &str) -> Vec<String> {
    let paragraphs = text.split("test: ").skip(1).map(|rest| rest.split("\n- ").next().unwrap_or_default());
    let paragraphs = paragraphs.map(|rest| rest.split("\n\n").next().unwrap_or_default());
    let names = paragraphs.flat_map(|paragraph| paragraph.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

/// All sources of the workspace, the fuzz targets included.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

/// The names of functions in a source: tests are among them.
fn functions(source: &str) -> impl Iterator<Item = String> {
    let after = source.split("fn ").skip(1);
    after.filter_map(|rest| rest.split_once('(')).map(|(name, _)| name.trim().to_owned())
}

fn known() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["crates", "tests", "fuzz"] {
        sources(&workspace().join(folder), &mut files);
    }
    let mut known = BTreeSet::new();
    for file in files {
        known.extend(functions(&fs::read_to_string(file).expect("a source is text")));
    }
    for transcript in fs::read_dir(transcripts()).expect("the transcripts") {
        let path = transcript.expect("an entry").path();
        known.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    known
}

#[test]
fn each_test_that_the_threats_name_exists() {
    let threats = fs::read_to_string(workspace().join("docs/THREATS.md")).expect("docs/THREATS.md");
    let (named, known) = (named(&threats), known());
    assert!(named.len() > 40, "{named:?}");
    let missing: Vec<&String> = named.iter().filter(|name| !known.contains(*name)).collect();
    assert!(missing.is_empty(), "docs/THREATS.md names tests that are not there: {missing:#?}");
}

#[test]
fn each_sentence_about_an_attacker_names_a_test() {
    let threats = fs::read_to_string(workspace().join("docs/THREATS.md")).expect("docs/THREATS.md");
    let sentences = threats.split("\n- ").filter(|sentence| sentence.starts_with("An attacker"));
    let without: Vec<&str> = sentences.filter(|sentence| named(sentence).is_empty()).collect();
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn names_are_read_from_the_paragraph_of_the_word_test() {
    let text = "- An `attacker` cannot.\n  test: `one`,\n  `two`\n- Another `thing`.\n\n`not` this";
    assert_eq!(named(text), ["one", "two"]);
    assert_eq!(functions("fn one() {}\n    fn two(a: u8) {}").collect::<Vec<_>>(), ["one", "two"]);
}
