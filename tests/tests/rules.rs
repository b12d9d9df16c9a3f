//! Each rule of SPEC.md has a vector with this one fault, or names the test of ours that holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

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
        let follows = at > 0 && has_name(&pieces[at - 1]);
        let leads = pieces.get(at + 1).is_some_and(has_name);
        assert!(!is_rule || has_name(piece) || leads || follows, "§{}: {:?}", piece.section, piece.text);
    }
}
