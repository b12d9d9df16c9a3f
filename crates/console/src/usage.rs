use std::error::Error;
use std::fmt::Display;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use format::{Explain, Fact};

use crate::CAUSE;
use crate::help::usage_without_heading;

/// A command line that was not understood: clap's error, told by us in either language.
#[derive(Clone, Debug)]
pub(crate) struct UsageError {
    code: &'static str,
    facts: Vec<(&'static str, Fact)>,
    usage: Option<String>,
}

impl UsageError {
    /// From clap's error; `command` is the part of the command line that was understood (`keyslip license issue`).
    pub(crate) fn new(error: &clap::Error, command: &str) -> Self {
        let code = match error.kind() {
            ErrorKind::UnknownArgument => "usage.unknown-argument",
            ErrorKind::InvalidSubcommand => "usage.unknown-command",
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                "usage.missing-command"
            }
            ErrorKind::MissingRequiredArgument => "usage.missing-argument",
            ErrorKind::InvalidValue if text(error, ContextKind::InvalidValue).is_none() => {
                "usage.missing-value"
            }
            ErrorKind::InvalidValue => "usage.unknown-value",
            ErrorKind::ValueValidation => "usage.bad-value",
            ErrorKind::NoEquals => "usage.missing-equals",
            ErrorKind::TooManyValues => "usage.too-many-values",
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => "usage.wrong-number-of-values",
            ErrorKind::ArgumentConflict if is_repeated(error) => "usage.repeated-argument",
            ErrorKind::ArgumentConflict => "usage.conflict",
            ErrorKind::InvalidUtf8 => "usage.not-text",
            _ => "usage.other",
        };
        Self { code, facts: facts(code, error, command), usage: text(error, ContextKind::Usage) }
    }

    /// How the command is used, without a heading.
    pub(crate) fn usage(&self) -> Option<&str> {
        self.usage.as_deref().map(usage_without_heading)
    }
}

impl Explain for UsageError {
    fn code(&self) -> &'static str {
        self.code
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        self.facts.clone()
    }
}

/// An error of a value parser, kept in a form that clap can carry and that we can say in either language.
#[derive(Clone, Debug)]
pub struct Told {
    code: &'static str,
    facts: Vec<(&'static str, Fact)>,
    sentence: String,
}

impl Told {
    /// Keeps what `problem` tells.
    pub fn of(problem: &(impl Explain + Display)) -> Self {
        Self { code: problem.code(), facts: problem.facts(), sentence: problem.to_string() }
    }
}

impl Explain for Told {
    fn code(&self) -> &'static str {
        self.code
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        self.facts.clone()
    }
}

impl Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl Error for Told {}

/// Makes a parser whose error explains itself into a value parser for clap.
///
/// ```
/// # use clap::Parser;
/// # use console::{parse, typed};
/// # use format::UnixTime;
/// #[derive(Parser)]
/// struct Args {
///     /// Valid through the last second of this day in UTC
///     #[arg(long, value_parser = typed(parse::date))]
///     until: UnixTime,
/// }
/// assert!(Args::try_parse_from(["issue", "--until", "2027-12-31"]).is_ok());
/// assert!(Args::try_parse_from(["issue", "--until", "31.12.2027"]).is_err());
/// ```
pub fn typed<T, E: Explain + Display>(
    parse: impl Fn(&str) -> Result<T, E> + Clone + Send + Sync + 'static,
) -> impl Fn(&str) -> Result<T, Told> + Clone + Send + Sync + 'static {
    move |text| parse(text).map_err(|error| Told::of(&error))
}

fn facts(code: &str, error: &clap::Error, command: &str) -> Vec<(&'static str, Fact)> {
    let argument =
        text(error, ContextKind::InvalidArg).or_else(|| text(error, ContextKind::InvalidSubcommand));
    let values = text(error, ContextKind::ValidValue).or_else(|| {
        // What there is to do; `help` is told beside it.
        text(error, ContextKind::ValidSubcommand).map(|names| names.replace(", help", ""))
    });
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| text(error, kind));
    let mut facts = vec![("command", Fact::text(command))];
    for (name, value) in [
        ("argument", argument),
        ("value", text(error, ContextKind::InvalidValue)),
        ("values", values),
        ("other", text(error, ContextKind::PriorArg)),
        ("suggestion", suggestion),
    ] {
        match value {
            Some(value) => facts.push((name, Fact::Text(value))),
            // A value was given, and it is empty.
            None if name == "value" && code == "usage.bad-value" => facts.push((name, Fact::text(""))),
            None if is_chosen_by(code, name) => facts.push((name, Fact::text("none"))),
            None => {}
        }
    }
    for (name, kinds) in [
        ("wanted", &[ContextKind::ExpectedNumValues, ContextKind::MinValues][..]),
        ("given", &[ContextKind::ActualNumValues][..]),
    ] {
        let count = kinds.iter().find_map(|kind| match error.get(*kind) {
            Some(ContextValue::Number(count)) => u64::try_from(*count).ok(),
            _ => None,
        });
        facts.extend(count.map(|count| (name, Fact::Number(count))));
    }
    match error.source() {
        Some(source) => match source.downcast_ref::<Told>() {
            Some(told) => {
                facts.push((CAUSE, Fact::text(told.code)));
                facts.extend(told.facts());
            }
            None => facts.extend([(CAUSE, Fact::text("usage.reason")), ("reason", Fact::text(source))]),
        },
        // What clap tells only as a sentence of its own is passed on as it is.
        None if error.kind() == ErrorKind::Io || error.kind() == ErrorKind::Format => {
            facts.extend([(CAUSE, Fact::text("usage.reason")), ("reason", Fact::text(error))]);
        }
        None => {}
    }
    facts
}

/// Does the message of `code` say something else where clap has no such fact? It is told `none` then.
fn is_chosen_by(code: &str, fact: &str) -> bool {
    match code {
        "usage.unknown-argument" | "usage.unknown-command" => matches!(fact, "argument" | "suggestion"),
        "usage.unknown-value" => matches!(fact, "values" | "suggestion"),
        "usage.missing-value" | "usage.missing-command" => fact == "values",
        "usage.conflict" => fact == "other",
        _ => false,
    }
}

/// A context of clap's error as text; `None` where it is absent or empty.
fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let text = error.get(kind)?.to_string();
    (!text.is_empty()).then_some(text)
}

/// clap tells an option given twice as one that conflicts with itself.
fn is_repeated(error: &clap::Error) -> bool {
    let prior = text(error, ContextKind::PriorArg);
    prior.is_none() || prior == text(error, ContextKind::InvalidArg)
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction, Command};

    use super::*;
    use crate::parse::{self, InputError};
    use crate::{Language, Words, explain, hint};

    fn command() -> Command {
        let issue = Command::new("issue")
            .arg(Arg::new("product").long("product").required(true).value_parser(["pump", "valve"]))
            .arg(Arg::new("until").long("until").value_parser(typed(parse::date)).conflicts_with("days"))
            .arg(Arg::new("days").long("days").value_parser(clap::value_parser!(u32)))
            .arg(Arg::new("pair").long("pair").num_args(2))
            .arg(Arg::new("some").long("some").num_args(2..))
            .arg(Arg::new("equals").long("equals").require_equals(true).num_args(1))
            .arg(Arg::new("quiet").long("quiet").action(ArgAction::SetTrue));
        Command::new("keyslip").subcommand_required(true).subcommand(issue)
    }

    fn refused(arguments: &[&str]) -> UsageError {
        let error =
            command().try_get_matches_from([&["keyslip"], arguments].concat()).expect_err("bad usage");
        UsageError::new(&error, "keyslip issue")
    }

    #[test]
    fn every_kind_of_bad_usage_has_its_code_and_words_in_both_languages() {
        for (arguments, code) in [
            (&["issue", "--product", "pump", "--prodact", "x"][..], "usage.unknown-argument"),
            (&["isue"][..], "usage.unknown-command"),
            (&[][..], "usage.missing-command"),
            (&["issue"][..], "usage.missing-argument"),
            (&["issue", "--product"][..], "usage.missing-value"),
            (&["issue", "--product", "pumpe"][..], "usage.unknown-value"),
            (&["issue", "--product", "pump", "--until", "31.12.2027"][..], "usage.bad-value"),
            (&["issue", "--product", "pump", "--days", "many"][..], "usage.bad-value"),
            (&["issue", "--product", "pump", "--until", ""][..], "usage.bad-value"),
            (&["issue", "--product", "pump", "--equals", "x"][..], "usage.missing-equals"),
            (&["issue", "--product", "pump", "--quiet=yes"][..], "usage.too-many-values"),
            (&["issue", "--product", "pump", "--pair", "a"][..], "usage.wrong-number-of-values"),
            (&["issue", "--product", "pump", "--some", "a"][..], "usage.wrong-number-of-values"),
            (&["issue", "--product", "pump", "--quiet", "--quiet"][..], "usage.repeated-argument"),
            (&["issue", "--product", "pump", "--until", "2027-12-31", "--days", "3"][..], "usage.conflict"),
        ] {
            let error = refused(arguments);
            assert_eq!(error.code(), code, "{arguments:?}");
            for language in Language::ALL {
                let words = Words::new(language, "keyslip");
                assert!(!explain(&words, &error).is_empty());
                assert!(hint(&words, &error).is_some_and(|hint| !hint.contains("none")), "{code}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_argument_that_is_not_text_is_told_as_such() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let arguments =
            ["keyslip".as_ref(), "issue".as_ref(), "--product".as_ref(), OsStr::from_bytes(&[0xff])];
        let error = command().try_get_matches_from(arguments).expect_err("no text");
        let error = UsageError::new(&error, "keyslip issue");
        assert_eq!(error.code(), "usage.not-text");
        assert!(!explain(&Words::new(Language::Russian, "keyslip"), &error).is_empty());
    }

    #[test]
    fn the_suggestion_of_clap_is_kept() {
        let words = Words::new(Language::Russian, "keyslip");
        let error = refused(&["issue", "--product", "pump", "--prodact", "x"]);
        assert_eq!(explain(&words, &error), "неизвестный параметр «--prodact»");
        assert_eq!(hint(&words, &error).as_deref(), Some("возможно, имелось в виду «--product»"));
        let error = refused(&["isue"]);
        assert_eq!(hint(&words, &error).as_deref(), Some("возможно, имелось в виду «issue»"));
    }

    #[test]
    fn a_value_parsers_own_error_is_said_in_the_language_of_the_run() {
        let words = Words::new(Language::Russian, "keyslip");
        let error = refused(&["issue", "--product", "pump", "--until", "31.12.2027"]);
        let text = explain(&words, &error);
        assert!(text.starts_with("недопустимое значение «31.12.2027» параметра «--until"), "{text}");
        let cause = explain(&words, &InputError::Date { text: "31.12.2027".into() });
        assert!(text.ends_with(&cause), "{text}");
        assert!(hint(&words, &error).is_some_and(|hint| hint.contains("2027-12-31")));
    }

    #[test]
    fn the_usage_line_has_no_english_heading() {
        let error = refused(&["issue"]);
        assert!(error.usage().is_some_and(|usage| usage.starts_with("keyslip issue")));
    }
}
