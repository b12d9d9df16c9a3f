use std::path::PathBuf;

use format::{Language, Names};

use super::InputError;

/// A name with its language: `ru=Обмен`, or just `Обмен`, which is Russian because its letters are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Named {
    language: Language,
    name: String,
}

impl std::str::FromStr for Named {
    type Err = InputError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (language, name) = with_language(text).unwrap_or_else(|| (language_of(text), text));
        match name.trim() {
            "" => Err(InputError::NoName { text: text.to_owned() }),
            name => Ok(Self { language, name: name.to_owned() }),
        }
    }
}

/// Names by language, as an option gave them one by one.
pub(crate) fn names(named: &[Named]) -> Result<Names, InputError> {
    once_each(named.iter().map(|named| named.language))?;
    Ok(named.iter().map(|named| (named.language, named.name.clone())).collect())
}

/// Puts names into the place of those in the same languages; others stay.
pub(crate) fn merge_names(there: &mut Names, given: &Names) {
    there.extend(given.iter().map(|(language, name)| (language, name.clone())));
}

/// Refuses a language that comes twice.
pub(crate) fn once_each(languages: impl IntoIterator<Item = Language>) -> Result<(), InputError> {
    let mut seen = Vec::new();
    for language in languages {
        if seen.contains(&language) {
            return Err(InputError::LanguageTwice { language });
        }
        seen.push(language);
    }
    Ok(())
}

/// A text file with its language: `ru=EULA.ru.txt`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct LanguageFile {
    pub(crate) language: Language,
    pub(crate) path: PathBuf,
}

impl std::str::FromStr for LanguageFile {
    type Err = InputError;

    fn from_str(text: &str) -> Result<Self, InputError> {
        let (language, path) =
            with_language(text).ok_or_else(|| InputError::Language { text: text.to_owned() })?;
        Ok(Self { language, path: path.into() })
    }
}

fn with_language(text: &str) -> Option<(Language, &str)> {
    let (language, rest) = text.split_once('=')?;
    Some((Language::new(language)?, rest)).filter(|(_, rest)| !rest.is_empty())
}

fn language_of(text: &str) -> Language {
    let is_cyrillic = |character| ('\u{400}'..='\u{4ff}').contains(&character);
    if text.chars().any(is_cyrillic) { Language::RUSSIAN } else { Language::ENGLISH }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_language_or_shows_it() {
        let one = |text: &str| names(&[text.parse().unwrap()]).unwrap();
        assert_eq!(one("Обмен с RetailCRM").get(Language::RUSSIAN).unwrap(), "Обмен с RetailCRM");
        assert_eq!(one("RetailCRM").get(Language::ENGLISH).unwrap(), "RetailCRM");
        assert_eq!(one("ru=RetailCRM").get(Language::RUSSIAN).unwrap(), "RetailCRM");
        assert_eq!(one("a=b").get(Language::ENGLISH).unwrap(), "a=b");
    }

    #[test]
    fn a_name_is_neither_empty_nor_given_twice() {
        for empty in ["", "  "] {
            assert!(matches!(empty.parse::<Named>(), Err(InputError::NoName { .. })), "{empty:?}");
        }
        let twice = ["A", "en=B"].map(|text| text.parse::<Named>().unwrap());
        assert_eq!(names(&twice), Err(InputError::LanguageTwice { language: Language::ENGLISH }));
    }

    #[test]
    fn a_file_must_say_its_language() {
        let file: LanguageFile = "ru=EULA.ru.txt".parse().unwrap();
        assert_eq!((file.language, file.path), (Language::RUSSIAN, PathBuf::from("EULA.ru.txt")));
        assert!("EULA.txt".parse::<LanguageFile>().is_err());
        assert!("ru=".parse::<LanguageFile>().is_err());
    }
}
