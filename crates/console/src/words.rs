use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use format::{Fact, UnixTime};

use crate::{Language, clean};

/// The word files of one language, by topic; `help.ftl`, which only Russian has, is read where help is made.
const ENGLISH: [&str; 13] = [
    include_str!("../words/en/common.ftl"),
    include_str!("../words/en/errors.ftl"),
    include_str!("../words/en/verdicts.ftl"),
    include_str!("../words/en/vendor.ftl"),
    include_str!("../words/en/customers.ftl"),
    include_str!("../words/en/coupons.ftl"),
    include_str!("../words/en/bulk.ftl"),
    include_str!("../words/en/exchange.ftl"),
    include_str!("../words/en/reports.ftl"),
    include_str!("../words/en/store.ftl"),
    include_str!("../words/en/trust.ftl"),
    include_str!("../words/en/site.ftl"),
    include_str!("../words/en/usage.ftl"),
];
const RUSSIAN: [&str; 13] = [
    include_str!("../words/ru/common.ftl"),
    include_str!("../words/ru/errors.ftl"),
    include_str!("../words/ru/verdicts.ftl"),
    include_str!("../words/ru/vendor.ftl"),
    include_str!("../words/ru/customers.ftl"),
    include_str!("../words/ru/coupons.ftl"),
    include_str!("../words/ru/bulk.ftl"),
    include_str!("../words/ru/exchange.ftl"),
    include_str!("../words/ru/reports.ftl"),
    include_str!("../words/ru/store.ftl"),
    include_str!("../words/ru/trust.ftl"),
    include_str!("../words/ru/site.ftl"),
    include_str!("../words/ru/usage.ftl"),
];

/// Seconds of a day.
const DAY: u64 = 86_400;

/// The whole numbers up to here are exact as a floating-point number, which is what Fluent counts with.
const MAX_EXACT: u64 = 1 << 53;

/// Everything that the programs say, in one language.
///
/// ```
/// # use console::{Language, Words, say};
/// let words = Words::new(Language::Russian, "keyslip");
/// assert_eq!(words.say("yes", &[]), "да");
/// assert_eq!(say!(words, "days", count = 21_u64), "21 день");
/// ```
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: Language,
    program: &'static str,
}

impl Words {
    /// The words of `language`; every message may use the name of the program as `{ $program }`.
    pub fn new(language: Language, program: &'static str) -> Self {
        let sources = match language {
            Language::English => ENGLISH,
            Language::Russian => RUSSIAN,
        };
        Self { bundle: bundle(language, &sources), language, program }
    }

    /// The language spoken.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The program that speaks.
    pub fn program(&self) -> &'static str {
        self.program
    }

    /// Is there a message of this name?
    pub fn knows(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The message `id` with its values; [`crate::say!`] is shorter. Texts among the values are cleaned.
    ///
    /// # Panics
    ///
    /// In debug builds, where there is no such message or it wants a value that is not given; a release build prints
    /// the name instead.
    pub fn say(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len() + 1);
        for (name, value) in values {
            arguments.set((*name).to_owned(), value.to_fluent());
        }
        arguments.set("program", self.program);
        format_message(&self.bundle, id, Some(&arguments)).unwrap_or_else(|fault| {
            debug_assert!(false, "message `{id}`: {fault}");
            id.to_owned()
        })
    }

    /// That something is a trial, and on how many different days it may be used where it counts them.
    pub fn trial(&self, days_of_use: Option<u32>) -> String {
        match days_of_use {
            Some(days) => self.say("trial-of-use", &[("days", Value::from(days))]),
            None => self.say("trial", &[]),
        }
    }
}

/// Says a message with named values: `say!(words, "found", count = 3_u64, name = "pump")`.
#[macro_export]
macro_rules! say {
    ($words:expr, $id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $words.say($id, &$crate::values![$($name = $value),*])
    };
}

/// The named values of a message: `page.say("found", &values![count = 3_u64])`.
#[macro_export]
macro_rules! values {
    ($($name:ident = $value:expr),* $(,)?) => {
        [$((stringify!($name), $crate::Value::from($value))),*]
    };
}

/// One value in a message.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value<'a> {
    /// Words; cleaned when printed.
    Text(Cow<'a, str>),
    /// A count: chooses plural forms.
    Number(u64),
    /// A moment, see [`moment`].
    Time(UnixTime),
}

impl Value<'_> {
    /// As it is printed outside of a message: in a field or a table.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => clean(text).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Time(time) => moment(*time),
        }
    }

    fn to_fluent(&self) -> FluentValue<'static> {
        match self {
            Self::Number(number) if *number <= MAX_EXACT => FluentValue::from(*number),
            _ => FluentValue::from(self.shown()),
        }
    }
}

/// A moment as people read it: `2027-12-31` for the last second of a day in UTC, else `2027-12-31 10:00:00 UTC`.
///
/// ```
/// # use console::moment;
/// # use format::UnixTime;
/// assert_eq!(moment(UnixTime::new(1_830_297_599)), "2027-12-31");
/// assert_eq!(moment(UnixTime::new(1_830_297_598)), "2027-12-31 23:59:58 UTC");
/// ```
pub fn moment(time: UnixTime) -> String {
    let text = time.to_string();
    let (date, clock) = text.split_once('T').unwrap_or((&text, ""));
    if time.seconds() % DAY == DAY - 1 {
        date.to_owned()
    } else {
        format!("{date} {} UTC", clock.trim_end_matches('Z'))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<&std::path::Path> for Value<'_> {
    fn from(path: &std::path::Path) -> Self {
        Self::Text(path.display().to_string().into())
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<UnixTime> for Value<'_> {
    fn from(time: UnixTime) -> Self {
        Self::Time(time)
    }
}

impl<'a> From<&'a Fact> for Value<'a> {
    fn from(fact: &'a Fact) -> Self {
        match fact {
            Fact::Text(text) => Self::from(text),
            Fact::Number(number) => Self::Number(*number),
            Fact::Time(time) => Self::Time(*time),
            other => Self::from(format!("{other:?}")),
        }
    }
}

/// A bundle of embedded word files.
pub(crate) fn bundle(language: Language, sources: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    // Marks that isolate the direction of values would be junk in logs and terminals; `clean` removes the danger.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned());
        let resource = resource.expect("the embedded word files parse: tested");
        bundle.add_resource(resource).expect("no message is defined twice: tested");
    }
    bundle
}

/// The text of the message `id`, or what is wrong with it.
pub(crate) fn format_message(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    arguments: Option<&FluentArgs<'_>>,
) -> Result<String, String> {
    let message = bundle.get_message(id).ok_or("there is no such message")?;
    let pattern = message.value().ok_or("it has no text")?;
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut faults).into_owned();
    match faults.first() {
        None => Ok(text),
        // A release build still prints the sentence, with a `{$name}` where the value is missing.
        Some(_) if !cfg!(debug_assertions) => Ok(text),
        Some(fault) => Err(fault.to_string()),
    }
}

#[cfg(test)]
mod tests;
