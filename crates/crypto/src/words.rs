//! Fingerprints as words: easier to read over a telephone than forty digits, and a slip is noticed.

use alloc::string::String;
use alloc::vec::Vec;

use bip39::{Language, Mnemonic};
use format::{Explain, Fact, Fingerprint};
use thiserror::Error;

/// Words of a fingerprint.
const WORDS: usize = 12;

/// Digits of a fingerprint.
const DIGITS: usize = 40;

/// Longest typed word that an error repeats; no word of the list has more than eight letters.
const MAX_SHOWN: usize = 32;

/// Why what a person typed is no fingerprint.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum FingerprintError {
    /// Not forty digits.
    #[error("a fingerprint has {DIGITS} digits, these are {found}")]
    Digits {
        /// How many there are.
        found: usize,
    },
    /// A group of five digits that stands for no two bytes.
    #[error("group {group} of the fingerprint is above 65535")]
    Group {
        /// Which, counted from 1.
        group: usize,
    },
    /// Not twelve words.
    #[error("a fingerprint has {WORDS} words, these are {found}")]
    Words {
        /// How many there are.
        found: usize,
    },
    /// A word that is not in the list.
    #[error("word {place} of the fingerprint, {word:?}, is not in the list")]
    UnknownWord {
        /// Which, counted from 1.
        place: usize,
        /// The word as it was typed, cut to 32 characters.
        word: String,
        /// The one word of the list that begins with the same four letters, or differs by one letter.
        near: Option<&'static str>,
    },
    /// The words are in the list, but do not belong together.
    #[error("the words of the fingerprint do not check: one is another, or two are exchanged")]
    Checksum,
}

impl Explain for FingerprintError {
    fn code(&self) -> &'static str {
        match self {
            Self::Digits { .. } => "crypto.fingerprint-digits",
            Self::Group { .. } => "crypto.fingerprint-group",
            Self::Words { .. } => "crypto.fingerprint-words",
            Self::UnknownWord { near: None, .. } => "crypto.fingerprint-unknown-word",
            Self::UnknownWord { near: Some(_), .. } => "crypto.fingerprint-mistyped-word",
            Self::Checksum => "crypto.fingerprint-checksum",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Digits { found } | Self::Words { found } => vec![("found", (*found).into())],
            Self::Group { group } => vec![("group", (*group).into())],
            Self::UnknownWord { place, word, near } => {
                let mut facts = vec![("place", (*place).into()), ("word", Fact::text(word))];
                facts.extend(near.map(|near| ("near", Fact::text(near))));
                facts
            }
            Self::Checksum => Vec::new(),
        }
    }
}

/// The fingerprint as twelve English words of BIP-39: 128 bits and four of a checksum (SPEC §5.4).
///
/// The list is made for this: no two of its words share their first four letters. The words are as public as the digits.
pub fn fingerprint_words(fingerprint: Fingerprint) -> String {
    let words = Mnemonic::from_entropy_in(Language::English, &fingerprint.to_bytes());
    words.expect("sixteen bytes are a length that BIP-39 has").words().collect::<Vec<_>>().join(" ")
}

/// A fingerprint as a person types it: the forty digits or the twelve words, whatever stands between them and in
/// whatever case.
///
/// # Errors
///
/// [`FingerprintError`], which names the word that is not in the list.
///
/// # Examples
///
/// ```
/// let fingerprint = format::Fingerprint::from_bytes([0x7f; 16]);
/// let words = crypto::fingerprint_words(fingerprint);
/// assert_eq!(words, "legal winner thank year wave sausage worth useful legal winner thank yellow");
/// assert_eq!(crypto::read_fingerprint(&words.to_uppercase().replace(' ', "-")), Ok(fingerprint));
/// assert_eq!(crypto::read_fingerprint(&fingerprint.to_string()), Ok(fingerprint));
/// ```
pub fn read_fingerprint(text: &str) -> Result<Fingerprint, FingerprintError> {
    if text.chars().any(char::is_alphabetic) { read_words(text) } else { read_digits(text) }
}

fn read_digits(text: &str) -> Result<Fingerprint, FingerprintError> {
    if let Some(fingerprint) = Fingerprint::parse(text) {
        return Ok(fingerprint);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != DIGITS {
        return Err(FingerprintError::Digits { found: digits.len() });
    }
    let group = (0..DIGITS).step_by(5).position(|at| &digits[at..at + 5] > "65535");
    Err(FingerprintError::Group { group: group.map_or(1, |group| group + 1) })
}

fn read_words(text: &str) -> Result<Fingerprint, FingerprintError> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    // A word too many or too few says less than a word that is none.
    let list = Language::English.word_list();
    if let Some(at) = words.iter().position(|word| !list.contains(word)) {
        let word: String = words[at].chars().take(MAX_SHOWN).collect();
        return Err(FingerprintError::UnknownWord { place: at + 1, near: near(&word, list), word });
    }
    if words.len() != WORDS {
        return Err(FingerprintError::Words { found: words.len() });
    }
    let read = Mnemonic::parse_in_normalized(Language::English, &words.join(" "))
        .map_err(|_| FingerprintError::Checksum)?;
    let (entropy, _) = read.to_entropy_array();
    let bytes = entropy.first_chunk().copied().expect("twelve words hold sixteen bytes");
    Ok(Fingerprint::from_bytes(bytes))
}

/// The one word that was probably meant; two that are as near are none.
fn near(typed: &str, list: &'static [&'static str; 2048]) -> Option<&'static str> {
    let begins = |word: &str| typed.chars().count() >= 4 && word.chars().take(4).eq(typed.chars().take(4));
    if let Some(word) = list.iter().find(|word| begins(word)) {
        return Some(word);
    }
    let mut near = list.iter().filter(|word| differs_by_one(word, typed));
    near.next().filter(|_| near.next().is_none()).copied()
}

/// Whether one letter is another, is left out or is one too many.
fn differs_by_one(word: &str, typed: &str) -> bool {
    let (word, typed): (Vec<char>, Vec<char>) = (word.chars().collect(), typed.chars().collect());
    let same = word.iter().zip(&typed).take_while(|(a, b)| a == b).count();
    let (rest, typed_rest) = (&word[same..], &typed[same..]);
    let tail = |letters: &[char], from: usize| letters.get(from..).map(<[char]>::to_vec);
    [(1, 1), (1, 0), (0, 1)].into_iter().any(|(skipped, typed_skipped)| {
        let tails = (tail(rest, skipped), tail(typed_rest, typed_skipped));
        matches!(tails, (Some(a), Some(b)) if a == b)
    })
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::string::ToString;

    use super::*;

    const RIGHT: &str = "letter advice cage absurd amount doctor acoustic avoid letter advice cage above";

    /// The first vectors of BIP-39 itself.
    #[test]
    fn words_are_those_of_bip_39_and_read_back() {
        let vectors = [
            (
                0x00,
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
            ),
            (0x80, RIGHT),
            (0xff, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
        ];
        for (byte, words) in vectors {
            let fingerprint = Fingerprint::from_bytes([byte; 16]);
            assert_eq!(fingerprint_words(fingerprint), words);
            assert_eq!(read_fingerprint(words), Ok(fingerprint));
        }
    }

    #[test]
    fn digits_and_words_are_taken_however_they_are_typed() {
        let fingerprint = read_fingerprint(RIGHT).unwrap();
        let digits = fingerprint.to_string();
        let typed = [
            digits.replace('-', ""),
            digits.replace('-', "  "),
            format!(" {} \n", digits.replace('-', " - ")),
            RIGHT.to_uppercase(),
            RIGHT.replace(' ', "-"),
            RIGHT.replace("letter ", "1. Letter\n"),
        ];
        for typed in typed {
            assert_eq!(read_fingerprint(&typed), Ok(fingerprint), "{typed}");
        }
    }

    #[test]
    fn a_mistyped_word_is_named_and_the_one_that_was_meant_too() {
        let mistyped = |wrong: &str| read_fingerprint(&RIGHT.replacen("cage", wrong, 1)).unwrap_err();
        for (wrong, meant) in
            [("cagee", Some("cage")), ("cagge", Some("cage")), ("xyz", None), ("насос", None)]
        {
            let error = FingerprintError::UnknownWord { place: 3, word: wrong.to_owned(), near: meant };
            assert_eq!(mistyped(wrong), error);
        }
        let shown = mistyped(&"q".repeat(5000));
        assert!(matches!(shown, FingerprintError::UnknownWord { word, .. } if word.len() == MAX_SHOWN));
    }

    #[test]
    fn words_that_are_near_to_two_others_are_not_guessed_at() {
        // "mad", "man" and "maze" are one letter away.
        let error = read_fingerprint(&RIGHT.replacen("cage", "maz", 1)).unwrap_err();
        assert!(matches!(error, FingerprintError::UnknownWord { near: None, .. }));
    }

    #[test]
    fn a_wrong_word_or_number_of_words_is_no_fingerprint() {
        let exchanged = RIGHT.replacen("letter advice", "advice letter", 1);
        assert_eq!(read_fingerprint(&exchanged), Err(FingerprintError::Checksum));
        let other = RIGHT.replace("above", "about");
        assert_eq!(read_fingerprint(&other), Err(FingerprintError::Checksum));
        for (wrong, found) in [(RIGHT.replace(" above", ""), 11), (format!("{RIGHT} zoo"), 13)] {
            assert_eq!(read_fingerprint(&wrong), Err(FingerprintError::Words { found }));
        }
    }

    #[test]
    fn a_wrong_number_of_digits_or_a_group_that_is_too_great_is_named() {
        assert_eq!(read_fingerprint("12345"), Err(FingerprintError::Digits { found: 5 }));
        assert_eq!(read_fingerprint(""), Err(FingerprintError::Digits { found: 0 }));
        assert_eq!(
            read_fingerprint(&"1".repeat(DIGITS + 1)),
            Err(FingerprintError::Digits { found: DIGITS + 1 })
        );
        let group = format!("{}65536{}", "65535".repeat(2), "00000".repeat(5));
        assert_eq!(read_fingerprint(&group), Err(FingerprintError::Group { group: 3 }));
    }
}
