//! Fingerprints as words: easier to read over a telephone than forty digits, and a slip is noticed.

use alloc::string::String;
use alloc::vec::Vec;

use bip39::{Language, Mnemonic};
use format::Fingerprint;

/// The fingerprint as twelve English words of BIP-39: 128 bits and four of a checksum (SPEC §5.4).
///
/// The list is made for this: no two of its words share their first four letters. The words are as public as the digits.
pub fn fingerprint_words(fingerprint: Fingerprint) -> String {
    let words = Mnemonic::from_entropy_in(Language::English, &fingerprint.to_bytes());
    words.expect("sixteen bytes are a length that BIP-39 has").words().collect::<Vec<_>>().join(" ")
}

/// A fingerprint as a person types it: the forty digits or the twelve words, whatever stands between them.
///
/// ```
/// let fingerprint = format::Fingerprint::from_bytes([0x7f; 16]);
/// let words = crypto::fingerprint_words(fingerprint);
/// assert_eq!(words, "legal winner thank year wave sausage worth useful legal winner thank yellow");
/// assert_eq!(crypto::read_fingerprint(&words.to_uppercase().replace(' ', "-")), Some(fingerprint));
/// assert_eq!(crypto::read_fingerprint(&fingerprint.to_string()), Some(fingerprint));
/// ```
pub fn read_fingerprint(text: &str) -> Option<Fingerprint> {
    Fingerprint::parse(text).or_else(|| read_words(text))
}

fn read_words(text: &str) -> Option<Fingerprint> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|letter: char| !letter.is_alphabetic()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words.len() != 12 {
        return None;
    }
    let read = Mnemonic::parse_in_normalized(Language::English, &words.join(" ")).ok()?;
    let (entropy, _) = read.to_entropy_array();
    entropy.first_chunk().copied().map(Fingerprint::from_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first vectors of BIP-39 itself.
    #[test]
    fn words_are_those_of_bip_39_and_read_back() {
        let vectors = [
            (
                0x00,
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
            ),
            (0x80, "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"),
            (0xff, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
        ];
        for (byte, words) in vectors {
            let fingerprint = Fingerprint::from_bytes([byte; 16]);
            assert_eq!(fingerprint_words(fingerprint), words);
            assert_eq!(read_fingerprint(words), Some(fingerprint));
        }
    }

    #[test]
    fn a_wrong_word_or_number_of_words_is_no_fingerprint() {
        let right = "letter advice cage absurd amount doctor acoustic avoid letter advice cage above";
        assert!(read_fingerprint(right).is_some());
        for wrong in [
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage about",
            "advice letter cage absurd amount doctor acoustic avoid letter advice cage above",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage above zoo",
            "насос",
            "",
        ] {
            assert_eq!(read_fingerprint(wrong), None, "{wrong}");
        }
    }
}
