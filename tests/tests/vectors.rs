//! The vectors: each is judged as its header says, each rule has one, and they are what the generator makes.

use std::collections::BTreeSet;

use format::{FieldProblem, Rule};
use tests::vectors::{Vector, all, folder, read_folder, verdict};

fn committed() -> Vec<Vector> {
    read_folder(&folder())
}

fn expectations() -> BTreeSet<String> {
    committed().iter().map(|vector| vector.get("expect").to_owned()).collect()
}

#[test]
fn each_vector_is_judged_as_its_header_says() {
    let vectors = committed();
    assert!(vectors.len() > 100, "the folder of vectors");
    let load = |path: &str| {
        vectors
            .iter()
            .find(|vector| vector.path == path)
            .unwrap_or_else(|| panic!("no vector {path}"))
            .clone()
    };
    let wrong: Vec<String> = vectors
        .iter()
        .map(|vector| (vector, verdict(vector, &load)))
        .filter(|(vector, found)| vector.get("expect") != found)
        .map(|(vector, found)| format!("{}: expected {}, found {found}", vector.path, vector.get("expect")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_vectors_are_what_the_generator_makes() {
    let (committed, made) = (committed(), all());
    let paths = |vectors: &[Vector]| vectors.iter().map(|vector| vector.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&committed), paths(&made), "run `cargo run -p tests --bin make-vectors`");
    for vector in &made {
        let file = std::fs::read_to_string(folder().join(&vector.path)).unwrap();
        assert_eq!(file, vector.render(), "{}: run `cargo run -p tests --bin make-vectors`", vector.path);
        assert_eq!(Vector::parse(&vector.path, &file), *vector);
    }
}

#[test]
fn each_rule_and_each_problem_has_a_vector() {
    let expectations = expectations();
    for rule in Rule::ALL {
        assert!(
            expectations.contains(&format!("malformed {}", rule.name())),
            "no vector breaks the rule {}",
            rule.name()
        );
    }
    for problem in FieldProblem::ALL {
        assert!(
            expectations.contains(&format!("field {}", problem.name())),
            "no vector has the problem {}",
            problem.name()
        );
    }
}

/// The codes of `VerifyError`, `RootError` and `TextError` in the words of the vectors.
const ANSWERS: [&str; 35] = [
    "too long",
    "unknown key",
    "burnt key",
    "bad signature",
    "wrong document",
    "wrong purpose",
    "outside key time",
    "outside key family",
    "change by family key",
    "wrong object",
    "other number",
    "wrong fingerprint",
    "root threshold",
    "root version",
    "root fork",
    "root identity",
    "root weak key",
    "broken chain",
    "text text-empty",
    "text too-long",
    "text number-prefix",
    "text number-length",
    "text number-character",
    "text number-check",
    "text only-number",
    "text row-character",
    "text group-length",
    "text row-length",
    "text row-check",
    "text row-missing",
    "text row-repeated",
    "text rows-swapped",
    "text text-ends",
    "text text-goes-on",
    "text loose-end",
];

#[test]
fn each_answer_of_the_verifier_and_of_the_text_reader_has_a_vector() {
    let expectations = expectations();
    for answer in ANSWERS {
        assert!(expectations.contains(answer), "no vector is expected to be answered with {answer:?}");
    }
    let known = |expect: &str| {
        expect == "ok"
            || expect.starts_with("malformed ")
            || expect.starts_with("field ")
            || ANSWERS.contains(&expect)
    };
    let unknown: Vec<&String> = expectations.iter().filter(|expect| !known(expect)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
