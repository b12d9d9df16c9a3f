//! Every code that a crate gives has a sentence in both languages: nobody reads a bare code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use console::{Language, Words};

/// The crates whose errors and answers people read.
const CRATES: [&str; 12] = [
    "format",
    "crypto",
    "policy",
    "onec",
    "signers",
    "pictures",
    "disk",
    "ledger",
    "installer",
    "keyslip",
    "cli",
    "site",
];

/// Literals in the form of a code that are names of files.
const NO_CODES: [&str; 3] = ["ledger.sqlite", "ledger.draft", "ledger.url"];

#[test]
fn every_code_has_words_in_both_languages() {
    let languages = Language::ALL.map(|language| (language, Words::new(language, "keyslip")));
    let codes: BTreeSet<String> = CRATES.into_iter().flat_map(codes_of).collect();
    let missing: Vec<String> = languages
        .iter()
        .flat_map(|(language, words)| codes.iter().map(move |code| (language, words, message_id(code))))
        .filter(|(_, words, id)| !words.knows(&format!("error-{id}")) && !is_finding(words, id))
        .map(|(language, _, id)| format!("{language:?} error-{id}"))
        .collect();
    assert!(missing.is_empty(), "{} messages are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_crate_gives_codes() {
    for name in CRATES {
        assert!(!codes_of(name).is_empty(), "no code was found in the sources of {name}");
    }
}

#[test]
fn a_code_is_the_crate_a_dot_and_words_with_hyphens() {
    let source = r#"match self { A => "disk.too-large", B => "disk.Full", C => "disk.a.b", D => "onec.x" }"#;
    assert_eq!(codes_in(source, "disk").collect::<Vec<_>>(), ["disk.too-large"]);
}

/// Beginnings of messages whose end is a word of the program: `site-standing-in-force`.
const PREFIXES: &[&str] = &[
    "channel-",
    "customers-field-",
    "environment-",
    "extension-",
    "coupon-fate-",
    "held-by-",
    "kind-of-coupon-",
    "help-",
    "log-",
    "metering-",
    "repair-",
    "role-",
    "scope-",
    "site-check-",
    "site-file-",
    "site-fit-",
    "site-kind-",
    "site-license-",
    "site-right-",
    "site-standing-",
    "trust-change-",
    "usage-",
    "vendor-reason-",
];

#[test]
fn every_message_is_said_somewhere() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut named = BTreeSet::new();
    for file in sources_under(&sources) {
        let source = fs::read_to_string(&file).expect("a source is text");
        named.extend(source.split('"').filter(|text| text.len() < 80).map(message_id));
    }
    let is_said = |id: &str| {
        let code = ["error-", "hint-"].iter().find_map(|kind| id.strip_prefix(kind)).unwrap_or(id);
        named.contains(code) || named.contains(id) || PREFIXES.iter().any(|prefix| id.starts_with(prefix))
    };
    let words = sources.join("console/words/en");
    let files = fs::read_dir(words).expect("a folder").map(|entry| entry.expect("an entry").path());
    let ids = files.flat_map(|file| ids_in(&fs::read_to_string(file).expect("words are text")));
    let stale: Vec<String> = ids.filter(|id| !is_said(id)).collect();
    assert!(stale.is_empty(), "nobody says these: {stale:?}");
}

/// The names of the messages in a file of words.
fn ids_in(words: &str) -> Vec<String> {
    let named = words.lines().filter_map(|line| line.split_once(" ="));
    let named = named.filter(|(id, _)| id.starts_with(|letter: char| letter.is_ascii_lowercase()));
    named.map(|(id, _)| id.to_owned()).collect()
}

/// What a verdict finds and does not refuse is said without `error-`.
fn is_finding(words: &Words, id: &str) -> bool {
    id.starts_with("policy-") && words.knows(id)
}

fn message_id(code: &str) -> String {
    code.replace('.', "-")
}

/// The codes in the sources of a crate.
fn codes_of(name: &str) -> BTreeSet<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(name).join("src");
    let mut codes = BTreeSet::new();
    for file in sources_under(&sources) {
        let source = fs::read_to_string(&file).expect("a source is text");
        codes.extend(codes_in(without_tests(&source), name).map(str::to_owned));
    }
    codes.retain(|code| !NO_CODES.contains(&code.as_str()));
    codes
}

/// Sources below a folder, without those of tests, which may make codes up.
fn sources_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the crate is in the workspace");
    let paths = entries.map(|entry| entry.expect("an entry of a folder").path());
    let paths = paths.filter(|path| path.file_stem().is_none_or(|stem| stem != "tests"));
    paths
        .flat_map(|path| match path.is_dir() {
            true => sources_under(&path),
            false if path.extension().is_some_and(|extension| extension == "rs") => vec![path],
            false => Vec::new(),
        })
        .collect()
}

/// A source up to its test module, which comes last.
fn without_tests(source: &str) -> &str {
    source.split_once("#[cfg(test)]\nmod tests {").map_or(source, |(before, _)| before)
}

/// The string literals of `source` that look like a code of the crate `name`.
fn codes_in<'a>(source: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    // Between two quotes there is a literal or what stands between literals; no code could do so.
    source.split('"').filter(move |literal| is_code_of(name, literal))
}

fn is_code_of(name: &str, literal: &str) -> bool {
    let Some(words) = literal.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')) else {
        return false;
    };
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    words.split('-').all(is_word)
}
