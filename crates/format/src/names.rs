use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt;

use crate::cbor::{Reader, Writer};
use crate::{FieldProblem, ParseError};

/// A language as its two-letter code (ISO 639-1), lower case.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Language([u8; 2]);

impl Language {
    /// Russian.
    pub const RUSSIAN: Self = Self(*b"ru");
    /// English.
    pub const ENGLISH: Self = Self(*b"en");

    /// Two letters `a` to `z`.
    pub fn new(code: &str) -> Option<Self> {
        let code: [u8; 2] = code.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_lowercase).then_some(Self(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("two ASCII letters: checked by Language::new")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({self})")
    }
}

/// Most languages of one text.
const MAX_LANGUAGES: usize = 16;

/// Something by language: names, or texts as blobs.
///
/// ```text
/// by-language<T> = { + language => T }        ; at most 16
/// language       = tstr .regexp "[a-z]{2}"
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ByLanguage<T>(BTreeMap<Language, T>);

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Extend<(Language, T)> for ByLanguage<T> {
    /// What is there in the same language is replaced.
    fn extend<I: IntoIterator<Item = (Language, T)>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<T> FromIterator<(Language, T)> for ByLanguage<T> {
    fn from_iter<I: IntoIterator<Item = (Language, T)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T> ByLanguage<T> {
    /// The value in `language`, else in English, else in Russian, else in any, with the language it is in.
    pub fn best(&self, language: Language) -> Option<(Language, &T)> {
        [language, Language::ENGLISH, Language::RUSSIAN]
            .into_iter()
            .find_map(|language| self.0.get(&language).map(|value| (language, value)))
            .or_else(|| self.0.iter().next().map(|(language, value)| (*language, value)))
    }

    /// The value in exactly `language`.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.0.get(&language)
    }

    /// Adds or replaces one value.
    pub fn insert(&mut self, language: Language, value: T) {
        self.0.insert(language, value);
    }

    /// All values in the order of their languages.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        self.0.iter().map(|(language, value)| (*language, value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn read<'a>(
        reader: &mut Reader<'a>,
        mut value: impl FnMut(&mut Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<Self, ParseError> {
        let entries = reader.entries(1..=MAX_LANGUAGES)?;
        (0..entries)
            .map(|_| {
                let before = reader.clone();
                let language =
                    Language::new(reader.text(2)?).ok_or_else(|| before.problem(FieldProblem::Range))?;
                Ok((language, value(reader)?))
            })
            .collect()
    }

    pub(crate) fn write(&self, writer: &mut Writer, mut value: impl FnMut(&mut Writer, &T)) {
        writer.entries(self.0.len());
        for (language, entry) in &self.0 {
            writer.text(language.as_str());
            value(writer, entry);
        }
    }
}

/// Names by language.
pub type Names = ByLanguage<String>;

/// A name that is safe as one file name on Windows, Linux and FAT media (SPEC §2.6).
///
/// Letters, digits, spaces and `. _ - ( ) + ,`, in normalisation form C; not beginning with a dot or a space, not
/// ending with one, no name that Windows keeps for devices; at most 120 bytes.
///
/// ```
/// # use format::FileName;
/// assert!(FileName::new("RetailCRM_УТ11.5.cfe").is_some());
/// for unsafe_name in ["", "..", ".hidden", "../up.cfe", "a\\b", "c:x", "nul.cfe", "x ", "x."] {
///     assert!(FileName::new(unsafe_name).is_none(), "{unsafe_name}");
/// }
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileName(String);

impl FileName {
    /// Most bytes: with the ending of a temporary name it still fits every file system.
    pub const MAX_BYTES: usize = 120;

    /// Checks a name.
    pub fn new(name: &str) -> Option<Self> {
        let allowed = |character: char| character.is_alphanumeric() || " ._-()+,".contains(character);
        let edge = |character: char| character == ' ' || character == '.';
        let safe = !name.is_empty()
            && name.len() <= Self::MAX_BYTES
            && name.chars().all(allowed)
            && unicode_normalization::is_nfc(name)
            && !name.starts_with(edge)
            && !name.ends_with(edge)
            && !is_device(name);
        safe.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        Self::new(reader.text(Self::MAX_BYTES)?).ok_or_else(|| before.problem(FieldProblem::UnsafeName))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names that Windows gives to devices, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN" | "CONOUT" => true,
        _ => stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")).is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        }),
    }
}

/// The short name of a distribution: lower-case letters, digits and dashes, at most 64 bytes.
///
/// ```
/// # use format::DistributionId;
/// assert!(DistributionId::new("retailcrm-ut").is_some());
/// assert!(DistributionId::new("RetailCRM").is_none());
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct DistributionId(String);

impl DistributionId {
    /// Most bytes.
    pub const MAX_BYTES: usize = 64;

    /// Checks an id.
    pub fn new(id: &str) -> Option<Self> {
        let safe = !id.is_empty()
            && id.len() <= Self::MAX_BYTES
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !id.starts_with('-')
            && !id.ends_with('-');
        safe.then(|| Self(id.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        Self::new(reader.text(Self::MAX_BYTES)?).ok_or_else(|| before.problem(FieldProblem::UnsafeName))
    }
}

impl fmt::Display for DistributionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn names_of_windows_devices_are_refused() {
        for name in ["CON", "con.cfe", "Aux.tar.gz", "COM1", "lpt9.txt", "nul .cfe"] {
            assert_eq!(FileName::new(name), None, "{name}");
        }
        for name in ["COM", "COM10", "console.cfe", "lpt.cfe"] {
            assert!(FileName::new(name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_file_name_is_held_at_its_length_from_both_sides() {
        assert!(FileName::new(&"a".repeat(120)).is_some());
        assert!(FileName::new(&"a".repeat(121)).is_none());
    }

    #[test]
    fn the_best_language_is_the_asked_one_then_english_then_russian_then_any() {
        let names = |codes: &[&str]| -> Names {
            codes.iter().map(|code| (Language::new(code).unwrap(), String::new())).collect()
        };
        let best = |codes: &[&str]| {
            names(codes).best(Language::new("de").unwrap()).map(|(language, _)| language.to_string())
        };
        assert_eq!(best(&["de", "en"]).as_deref(), Some("de"));
        assert_eq!(best(&["en", "ru"]).as_deref(), Some("en"));
        assert_eq!(best(&["fr", "ru"]).as_deref(), Some("ru"));
        assert_eq!(best(&["fr"]).as_deref(), Some("fr"));
        assert_eq!(best(&[]), None);
    }
}
