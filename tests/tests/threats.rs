//! Each sentence of docs/THREATS.md names its tests, and each of those exists.

use std::fs;

use tests::{known_tests, workspace};

/// The tests that a text names: in backticks, in the paragraph that `test:` begins.
fn named(text: &str) -> Vec<String> {
    let paragraphs = text.split("test: ").skip(1).map(|rest| rest.split("\n- ").next().unwrap_or_default());
    let paragraphs = paragraphs.map(|rest| rest.split("\n\n").next().unwrap_or_default());
    let names = paragraphs.flat_map(|paragraph| paragraph.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

#[test]
fn each_test_that_the_threats_name_exists() {
    let threats = fs::read_to_string(workspace().join("docs/THREATS.md")).expect("docs/THREATS.md");
    let (named, known) = (named(&threats), known_tests());
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
}
