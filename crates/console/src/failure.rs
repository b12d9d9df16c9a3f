use format::{Explain, Fact};
use serde_json::{Map, Value as Json, json};

use crate::{Words, explain, hint};

/// How a command that reached its end answered.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Answer {
    /// Yes: done, valid, permitted.
    #[default]
    Yes,
    /// No: the input was judged and refused; the report says why.
    Refused,
}

/// Why a command did not reach its end. Any error that explains itself turns into one with `?`.
///
/// ```
/// # use console::Failure;
/// fn read() -> Result<Vec<u8>, Failure> {
///     // Unreadable is unanswered; what was read and is bad is `.map_err(Failure::refused)?`.
///     Ok(disk::read_limited("no such file".as_ref(), 1024)?)
/// }
/// assert_eq!(read().unwrap_err().code(), "disk.missing");
/// ```
pub struct Failure {
    kind: Kind,
    problem: Box<dyn Explain + Send + Sync>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Refused,
    Unanswered,
}

impl Failure {
    /// The input was judged, and the answer is no.
    pub fn refused(problem: impl Explain + Send + Sync + 'static) -> Self {
        Self { kind: Kind::Refused, problem: Box::new(problem) }
    }

    /// The question could not be answered: bad usage, an unreadable file, a full disk.
    pub fn unanswered(problem: impl Explain + Send + Sync + 'static) -> Self {
        Self { kind: Kind::Unanswered, problem: Box::new(problem) }
    }

    /// The stable code of what went wrong.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// Was the input judged and refused?
    pub fn is_refused(&self) -> bool {
        self.kind == Kind::Refused
    }

    /// What went wrong.
    pub fn problem(&self) -> &dyn Explain {
        &*self.problem
    }

    /// `{"error": {"code", "message", "hint", "facts"}}`, in the language of `words`; `hint` is null where there is none.
    pub fn to_json(&self, words: &Words) -> Json {
        let mut facts = Map::new();
        for (name, fact) in self.problem.facts() {
            // Of equal names the first is the error's own, the later ones are its causes'.
            facts.entry(name).or_insert_with(|| fact_to_json(&fact));
        }
        json!({"error": {
            "code": self.code(),
            "message": explain(words, self.problem()),
            "hint": hint(words, self.problem()),
            "facts": facts,
        }})
    }
}

impl<E: Explain + Send + Sync + 'static> From<E> for Failure {
    fn from(problem: E) -> Self {
        Self::unanswered(problem)
    }
}

impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Failure");
        shown
            .field("kind", &self.kind)
            .field("code", &self.code())
            .field("facts", &self.problem.facts())
            .finish()
    }
}

/// The exit code: 0 yes; 1 no, the input was judged and refused; 2 the question could not be answered.
pub fn exit_code(outcome: &Result<Answer, Failure>) -> u8 {
    match outcome {
        Ok(Answer::Yes) => 0,
        Ok(Answer::Refused) => 1,
        Err(failure) if failure.is_refused() => 1,
        Err(_) => 2,
    }
}

/// A fact for scripts: text, number, or a moment in RFC 3339.
fn fact_to_json(fact: &Fact) -> Json {
    match fact {
        Fact::Number(number) => json!(number),
        Fact::Text(text) => json!(text),
        Fact::Time(time) => json!(time.to_string()),
        other => json!(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use disk::DiskError;
    use format::UnixTime;

    use super::*;
    use crate::Language;

    fn too_large() -> DiskError {
        DiskError::TooLarge { path: "каталог".into(), size: 2, limit: 1 }
    }

    #[test]
    fn yes_is_0_no_is_1_and_no_answer_is_2() {
        assert_eq!(exit_code(&Ok(Answer::Yes)), 0);
        assert_eq!(exit_code(&Ok(Answer::Refused)), 1);
        assert_eq!(exit_code(&Err(Failure::refused(too_large()))), 1);
        assert_eq!(exit_code(&Err(Failure::from(too_large()))), 2);
    }

    #[test]
    fn a_failure_in_json_has_code_message_hint_and_facts() {
        let words = Words::new(Language::Russian, "keyslip");
        let json = Failure::from(too_large()).to_json(&words);
        assert_eq!(json["error"]["code"], "disk.too-large");
        assert_eq!(json["error"]["facts"], json!({"path": "каталог", "size": 2, "limit": 1}));
        assert!(json["error"]["message"].as_str().is_some_and(|text| text.contains("каталог")));
        let no_hint = Failure::from(DiskError::NotAFile { path: "a".into() }).to_json(&words);
        assert_eq!(no_hint["error"]["hint"], Json::Null);
    }

    #[test]
    fn moments_are_rfc_3339_for_scripts() {
        assert_eq!(fact_to_json(&Fact::Time(UnixTime::new(0))), json!("1970-01-01T00:00:00Z"));
    }
}
