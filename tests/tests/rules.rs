//! Each rule of SPEC.md has a vector with this one fault, or names the test of ours that holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use format::Document;
use tests::vectors::{Vector, folder, read_folder};
use tests::{known_tests, workspace};

/// What stands for a rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum StoodFor {
    /// Vectors that are refused.
    Bad,
    /// Vectors that are taken.
    Good,
}

/// SPEC in pieces between blank lines, with the code in backticks and in fences left out.
struct Piece {
    section: String,
    text: String,
    is_grammar: bool,
}

fn pieces() -> Vec<Piece> {
    let spec = fs::read_to_string(workspace().join("docs/SPEC.md")).expect("docs/SPEC.md");
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut section, mut fence, mut text) = (String::new(), None::<String>, String::new());
    for line in spec.lines().chain([""]) {
        if let Some(language) = line.strip_prefix("```") {
            let is_grammar = fence.as_deref() == Some("cddl");
            pieces.push(Piece { section: section.clone(), text: std::mem::take(&mut text), is_grammar });
            fence = if fence.is_some() { None } else { Some(language.to_owned()) };
            continue;
        }
        if fence.is_none() && (line.is_empty() || line.starts_with('#')) {
            pieces.push(Piece {
                section: section.clone(),
                text: std::mem::take(&mut text),
                is_grammar: false,
            });
            if let Some(number) = line.trim_start_matches('#').split_whitespace().next() {
                section = number.to_owned();
            }
        } else if fence.as_deref() != Some("text") {
            text.push_str(line);
            text.push('\n');
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// What stands in braces, code in backticks left out.
fn marks(text: &str) -> Vec<String> {
    let prose: String = text.split('`').step_by(2).collect();
    let inside = prose.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inside.map(|(mark, _)| mark.to_owned()).collect()
}

/// The names that a grammar defines.
fn productions(text: &str) -> Vec<String> {
    let defined = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    defined.filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned())).collect()
}

/// The names of the two lists in which the answers are the names: the table of CBOR's profile, and a text's codes.
fn listed(piece: &Piece) -> Vec<String> {
    let front = match piece.section.as_str() {
        "2.2" => ("| `", " |"),
        "3.3" => ("- `", ":"),
        _ => return Vec::new(),
    };
    let lines = piece.text.lines().filter(|line| line.starts_with(front.0));
    let cells = lines.map(|line| line[2..].split(front.1).next().unwrap_or_default());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned)).collect()
}

/// The rules by their names, with the section where they stand and what stands for them.
fn rules() -> BTreeMap<String, (String, StoodFor)> {
    let mut rules = BTreeMap::new();
    for piece in pieces() {
        let names = if piece.is_grammar { productions(&piece.text) } else { marks(&piece.text) };
        for name in names.into_iter().chain(listed(&piece)).filter(|name| !name.starts_with("test ")) {
            let rule = match name.strip_prefix('+') {
                Some(good) => (good.to_owned(), StoodFor::Good),
                None => (name, StoodFor::Bad),
            };
            let before = rules.insert(rule.0.clone(), (piece.section.clone(), rule.1));
            assert_eq!(before, None, "two rules are called {}", rule.0);
        }
    }
    rules
}

fn rules_of(vector: &Vector) -> impl Iterator<Item = &str> {
    vector.find("rule").into_iter().flat_map(|rules| rules.split(", "))
}

#[test]
fn each_rule_has_a_vector() {
    let (rules, vectors) = (rules(), read_folder(&folder()));
    assert!(rules.len() > 200, "{} rules", rules.len());
    let has_vector = |name: &str, stood_for: StoodFor| {
        let is_good = stood_for == StoodFor::Good;
        vectors.iter().any(|vector| {
            (vector.get("expect") == "ok") == is_good && rules_of(vector).any(|rule| rule == name)
        })
    };
    let without: Vec<&String> = rules
        .iter()
        .filter(|(name, (_, stood_for))| !has_vector(name, *stood_for))
        .map(|(name, _)| name)
        .collect();
    assert!(without.is_empty(), "{} rules have no vector: {without:?}", without.len());
}

#[test]
fn each_vector_that_is_refused_names_a_rule_that_is_there() {
    let (rules, vectors) = (rules(), read_folder(&folder()));
    for vector in &vectors {
        let is_named = vector.find("rule").is_some();
        assert!(is_named || vector.get("expect") == "ok", "{} names no rule", vector.path);
        for rule in rules_of(vector) {
            assert!(rules.contains_key(rule), "{}: SPEC has no rule {rule}", vector.path);
        }
    }
}

#[test]
fn each_test_that_the_specification_names_exists() {
    let known = known_tests();
    let prose = pieces().into_iter().filter(|piece| !piece.is_grammar);
    let marks: BTreeSet<String> = prose.flat_map(|piece| marks(&piece.text)).collect();
    let named: Vec<&str> = marks.iter().filter_map(|mark| mark.strip_prefix("test ")).collect();
    assert!(named.len() > 10, "{named:?}");
    let missing: Vec<&&str> = named.iter().filter(|name| !known.contains(**name)).collect();
    assert!(missing.is_empty(), "docs/SPEC.md names tests that are not there: {missing:?}");
}

/// The names in a grammar, without those of members (`name:`), of control operators (`.size`) and what is quoted.
fn used(grammar: &str) -> BTreeSet<String> {
    let uncommented: Vec<&str> =
        grammar.lines().map(|line| line.split(';').next().unwrap_or_default()).collect();
    let unquoted: String = uncommented.join("\n").split('"').step_by(2).collect::<Vec<_>>().join("0");
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let mut names = BTreeSet::new();
    let mut rest = unquoted.as_str();
    while let Some(at) = rest.find(is_of_name) {
        let end = rest[at..].find(|c| !is_of_name(c)).map_or(rest.len(), |length| at + length);
        let (word, behind) = (&rest[at..end], &rest[end..]);
        if word.starts_with(|first: char| first.is_ascii_lowercase()) && !behind.starts_with(':') {
            names.insert(word.to_owned());
        }
        rest = behind;
    }
    names
}

#[test]
fn each_name_in_the_grammars_is_defined() {
    let grammars: Vec<Piece> = pieces().into_iter().filter(|piece| piece.is_grammar).collect();
    let defined: BTreeSet<String> = grammars.iter().flat_map(|piece| productions(&piece.text)).collect();
    // The prelude of CDDL (RFC 8610, appendix D), as far as the grammars use it.
    let prelude = ["any", "bool", "bstr", "tstr", "true", "uint"];
    let used: BTreeSet<String> = grammars.iter().flat_map(|piece| used(&piece.text)).collect();
    assert!(used.len() > 80, "{used:?}");
    let is_known = |name: &String| defined.contains(name) || prelude.contains(&name.as_str());
    let unknown: Vec<&String> = used.iter().filter(|name| !is_known(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Old readers refuse what they would have to understand, and keep what they need not: in every kind of document.
#[test]
fn each_document_has_a_vector_with_an_unknown_field_of_either_kind() {
    let vectors = read_folder(&folder());
    let objects = ["part", "distribution"];
    for kind in Document::ALL.iter().map(|document| document.name()).chain(objects) {
        let has = |expect: &str, rule: &str| {
            let of_it = vectors.iter().filter(|vector| vector.get("document") == kind);
            let mut expected = of_it.filter(|vector| vector.get("expect") == expect);
            expected.any(|vector| rules_of(vector).any(|found| found == rule))
        };
        assert!(has("field unknown-key", "unknown-key"), "{kind}: a field that old readers have to refuse");
        assert!(has("ok", "extensions"), "{kind}: a field that they have to keep");
    }
}

/// What a reader must, it is asked for: in the sentence itself, or in each entry of the list that it begins.
#[test]
fn whatever_a_reader_must_has_a_name() {
    let pieces: Vec<Piece> = pieces().into_iter().filter(|piece| !piece.is_grammar).collect();
    let has_name = |piece: &Piece| !marks(&piece.text).is_empty() || !listed(piece).is_empty();
    for (at, piece) in pieces.iter().enumerate() {
        let begins_list = piece.text.contains("reader MUST refuse")
            && pieces.get(at + 1).is_some_and(|next| next.text.starts_with("- "));
        if begins_list {
            for entry in pieces[at + 1].text.split("\n- ") {
                let entry = format!("- {}", entry.trim_start_matches("- "));
                let entry = Piece { section: piece.section.clone(), text: entry, is_grammar: false };
                assert!(has_name(&entry), "§{}: no name in {:?}", entry.section, entry.text);
            }
        }
        let is_rule = piece.text.contains("MUST") && !piece.text.starts_with("MUST, MUST NOT");
        let leads = pieces.get(at + 1).is_some_and(has_name);
        assert!(!is_rule || has_name(piece) || leads, "§{}: {:?}", piece.section, piece.text);
    }
}
