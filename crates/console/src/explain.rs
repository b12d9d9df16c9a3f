use format::{Explain, Fact};

use crate::{Value, Words};

/// The fact under which an error names the code of the error that caused it.
///
/// An error that wraps another adds this fact and, after it, the facts of the cause; so the whole chain can be said in
/// any language:
///
/// ```
/// # use console::{CAUSE, Language, Words, explain};
/// # use format::{Explain, Fact};
/// struct NoWord { read: disk::DiskError }
///
/// impl Explain for NoWord {
///     fn code(&self) -> &'static str {
///         "console.passphrase-unreadable"
///     }
///     fn facts(&self) -> Vec<(&'static str, Fact)> {
///         let mut facts = vec![(CAUSE, Fact::text(self.read.code()))];
///         facts.extend(self.read.facts());
///         facts
///     }
/// }
///
/// let error = NoWord { read: disk::DiskError::from_io("word.txt", std::io::ErrorKind::NotFound.into()) };
/// let words = Words::new(Language::English, "keyslip");
/// assert_eq!(explain(&words, &error), "the passphrase cannot be read: word.txt does not exist");
/// ```
pub const CAUSE: &str = "cause";

/// What happened and where: the message `error-<code>` with dots as hyphens, then those of the causes.
pub fn explain(words: &Words, problem: &dyn Explain) -> String {
    let facts = problem.facts();
    let sentences = chain(problem.code(), &facts)
        .map(|link| words.say(&message_id("error", link.code), &link.values(&facts)))
        .collect::<Vec<_>>();
    sentences.join(": ")
}

/// What to do next: the message `hint-<code>`, or else that of the nearest cause that has one.
pub fn hint(words: &Words, problem: &dyn Explain) -> Option<String> {
    let facts = problem.facts();
    let mut links = chain(problem.code(), &facts);
    links.find_map(|link| {
        let id = message_id("hint", link.code);
        words.knows(&id).then(|| words.say(&id, &link.values(&facts)))
    })
}

/// The message of a code: `error`, `format.row-check` → `error-format-row-check`.
pub(crate) fn message_id(kind: &str, code: &str) -> String {
    format!("{kind}-{}", code.replace('.', "-"))
}

/// One error of a chain, and the facts that are its own.
struct Link<'a> {
    code: &'a str,
    own: &'a [(&'static str, Fact)],
}

impl<'a> Link<'a> {
    /// Its own facts, and those of the others where it has none of that name: of equal names the last one holds.
    fn values(&self, all: &'a [(&'static str, Fact)]) -> Vec<(&'a str, Value<'a>)> {
        all.iter().chain(self.own).map(|(name, fact)| (*name, Value::from(fact))).collect()
    }
}

fn chain<'a>(code: &'a str, facts: &'a [(&'static str, Fact)]) -> impl Iterator<Item = Link<'a>> {
    let mut next = Some((code, facts));
    std::iter::from_fn(move || {
        let (code, facts) = next.take()?;
        let cause = facts.iter().enumerate().find_map(|(at, (name, fact))| match fact {
            Fact::Text(code) if *name == CAUSE => Some((at, code)),
            _ => None,
        });
        next = cause.map(|(at, code)| (code.as_str(), &facts[at + 1..]));
        Some(Link { code, own: &facts[..cause.map_or(facts.len(), |(at, _)| at)] })
    })
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use disk::DiskError;

    use super::*;
    use crate::parse::InputError;
    use crate::{AskError, Language, PassphraseError};

    /// Two disk errors about different files, one the cause of the other.
    struct Copying;

    impl Explain for Copying {
        fn code(&self) -> &'static str {
            "disk.denied"
        }
        fn facts(&self) -> Vec<(&'static str, Fact)> {
            vec![
                ("path", Fact::text("target")),
                (CAUSE, Fact::text("disk.full")),
                ("path", Fact::text("medium")),
            ]
        }
    }

    #[test]
    fn each_error_of_a_chain_keeps_its_own_facts() {
        let words = Words::new(Language::English, "keyslip");
        assert_eq!(explain(&words, &Copying), "no permission for target: no space left to write medium");
    }

    fn disk_errors() -> Vec<DiskError> {
        let mut errors = vec![
            DiskError::TooLarge { path: "a".into(), size: 2, limit: 1 },
            DiskError::Locked { path: "a".into(), holder: None },
            DiskError::Locked { path: "a".into(), holder: Some("keyslip (1)".into()) },
            DiskError::BadName { name: "..".into() },
        ];
        let kinds = [
            ErrorKind::StorageFull,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::PermissionDenied,
            ErrorKind::NotFound,
            ErrorKind::AlreadyExists,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::BrokenPipe,
        ];
        errors.extend(kinds.map(|kind| DiskError::from_io("a", kind.into())));
        errors
    }

    fn typing_errors() -> [InputError; 7] {
        let text = || "x".to_owned();
        [
            InputError::Date { text: text() },
            InputError::NoSuchDate { text: text() },
            InputError::DateOutOfRange { text: text() },
            InputError::Span { text: text() },
            InputError::CalendarSpan { text: text() },
            InputError::SpanOutOfRange { text: text() },
            InputError::Number { text: text(), least: 1, most: 9 },
        ]
    }

    fn terminal_errors() -> (Vec<PassphraseError>, [AskError; 2]) {
        let passphrase = vec![
            PassphraseError::Unreadable(DiskError::NotAFile { path: "a".into() }),
            PassphraseError::Empty,
            PassphraseError::NothingTyped,
            PassphraseError::TooLong,
            PassphraseError::NotText,
            PassphraseError::Differ,
            PassphraseError::NoDescriptors,
            PassphraseError::NoTerminal,
            PassphraseError::Terminal(ErrorKind::Other.into()),
        ];
        (passphrase, [AskError::NoTerminal, AskError::Terminal(ErrorKind::Other.into())])
    }

    #[test]
    fn every_error_of_disk_and_of_ours_has_words() {
        let (disk, typing, (passphrase, ask)) = (disk_errors(), typing_errors(), terminal_errors());
        let mut problems: Vec<&dyn Explain> = Vec::new();
        disk.iter().for_each(|error| problems.push(error));
        typing.iter().for_each(|error| problems.push(error));
        passphrase.iter().for_each(|error| problems.push(error));
        ask.iter().for_each(|error| problems.push(error));
        for words in Language::ALL.map(|language| Words::new(language, "keyslip")) {
            for problem in &problems {
                assert!(!explain(&words, *problem).is_empty());
                hint(&words, *problem);
            }
        }
    }

    #[test]
    fn a_hint_is_said_only_where_there_is_one() {
        let words = Words::new(Language::Russian, "keyslip");
        assert!(hint(&words, &Copying).is_some());
        assert_eq!(hint(&words, &DiskError::NotAFile { path: "a".into() }), None);
    }
}
