use std::ffi::OsString;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use unic_langid::LanguageIdentifier;

/// A language that the programs speak.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Language {
    /// English: the default wherever nothing asks for Russian.
    #[default]
    English,
    /// Russian.
    Russian,
}

impl Language {
    /// Every language there are words for.
    pub const ALL: [Self; 2] = [Self::English, Self::Russian];

    /// The language of this run: `--lang` among the arguments, else the environment's, else the system's.
    pub fn detect(arguments: &[OsString]) -> Self {
        let environment = |name: &str| std::env::var(name).ok();
        Self::choose(arguments, environment, sys_locale::get_locale)
    }

    /// The choice of [`Language::detect`], for an environment and a system given as functions.
    ///
    /// `KEYSLIP_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG` are asked in this order, and the first that is set decides;
    /// so `LANG=C` means English even on a Russian desktop.
    ///
    /// ```
    /// # use console::Language;
    /// let russian_site = |name: &str| (name == "LANG").then(|| "ru_RU.UTF-8".to_owned());
    /// assert_eq!(Language::choose(&[], russian_site, || None), Language::Russian);
    /// assert_eq!(Language::choose(&["--lang=en".into()], russian_site, || None), Language::English);
    /// ```
    pub fn choose(
        arguments: &[OsString],
        environment: impl Fn(&str) -> Option<String>,
        system: impl FnOnce() -> Option<String>,
    ) -> Self {
        if let Some(asked) = option_value(arguments, "--lang").and_then(|value| Self::from_tag(&value)) {
            return asked;
        }
        let named = ["KEYSLIP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(environment)
            .find(|value| !value.is_empty());
        named.or_else(system).and_then(|tag| Self::from_tag(&tag)).unwrap_or_default()
    }

    /// The two letters of ISO 639: `ru`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().expect("two letters are a language identifier: tested")
    }

    /// From `ru`, `ru-RU` or `ru_RU.UTF-8`; `None` for a language that we do not speak.
    fn from_tag(tag: &str) -> Option<Self> {
        let letters = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(letters))
    }
}

// Not derived: the derive would turn the doc comments into a list in the English help of every command.
impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.tag()))
    }
}

/// The value of `--name value` or `--name=value` among raw arguments, before clap has read them; the last one wins.
pub(crate) fn option_value(arguments: &[OsString], name: &str) -> Option<String> {
    let mut found = None;
    let mut words =
        arguments.iter().map(|argument| argument.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == name {
            found = words.next().map(|value| value.into_owned());
        } else if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
            found = Some(value.to_owned());
        }
    }
    found
}

/// Is the flag among raw arguments?
pub(crate) fn has_flag(arguments: &[OsString], name: &str) -> bool {
    arguments.iter().take_while(|argument| *argument != "--").any(|argument| argument == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str], environment: &[(&str, &str)], system: Option<&str>) -> Language {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let look_up = |name: &str| {
            environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Language::choose(&arguments, look_up, || system.map(str::to_owned))
    }

    #[test]
    fn the_option_wins_over_the_environment_and_it_over_the_system() {
        use Language::{English, Russian};
        let russian = [("LANG", "ru_RU.UTF-8")];
        assert_eq!(chosen(&[], &[], None), English);
        assert_eq!(chosen(&[], &[], Some("ru-RU")), Russian);
        assert_eq!(chosen(&[], &[("LANG", "C.UTF-8")], Some("ru-RU")), English);
        assert_eq!(chosen(&[], &[("LC_ALL", ""), ("LANG", "ru_RU")], None), Russian);
        assert_eq!(chosen(&[], &[("LC_ALL", "en_US.UTF-8"), ("LANG", "ru_RU")], None), English);
        assert_eq!(chosen(&[], &[("KEYSLIP_LANG", "ru"), ("LC_ALL", "en_US")], None), Russian);
        assert_eq!(chosen(&["list", "--lang", "en"], &russian, None), English);
        assert_eq!(chosen(&["--lang=en", "list"], &russian, None), English);
    }

    #[test]
    fn a_language_we_do_not_speak_is_answered_in_english_and_a_bad_option_not_at_all() {
        assert_eq!(chosen(&[], &[("LANG", "de_DE.UTF-8")], None), Language::English);
        assert_eq!(chosen(&["--lang", "xx"], &[("LANG", "ru_RU")], None), Language::Russian);
    }

    #[test]
    fn what_follows_two_hyphens_is_no_option() {
        let arguments: Vec<OsString> = ["--", "--lang", "ru", "--json"].map(OsString::from).into();
        assert_eq!(option_value(&arguments, "--lang"), None);
        assert!(!has_flag(&arguments, "--json"));
    }
}
