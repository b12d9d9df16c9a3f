use alloc::vec::Vec;

use super::ROW;
use super::decode::{append_decoded, ends_on_a_byte};
use super::fold::is_ascii_separator;
use super::rows::checks;
use crate::Envelope;
use crate::check::{VALUES, widen};

/// Stands in [`ROLES`] for what may be between symbols.
const SEPARATOR: u8 = 0x40;
/// Stands in [`ROLES`] for what is neither a symbol nor a separator, or is not ASCII.
const OTHER: u8 = 0x80;

/// What each byte is in a row: the value of a symbol, [`SEPARATOR`] or [`OTHER`].
const ROLES: [u8; 256] = {
    let mut roles = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        let folded = byte.to_ascii_uppercase();
        roles[widen(byte)] = match VALUES[widen(folded)] {
            _ if is_ascii_separator(byte) => SEPARATOR,
            Some(value) => value,
            None => OTHER,
        };
        byte += 1;
    }
    roles
};

/// The document in `rows` where they are plain ASCII and right in every way; `None` where any of it needs a closer look.
///
/// Nearly all texts are plain and right, so this is what a check costs: one pass, and no memory but the document's.
pub(super) fn plain_document(rows: &str) -> Option<Vec<u8>> {
    let mut document = Vec::with_capacity(rows.len() * 5 / 8);
    let (mut row, mut filled, mut index) = ([0; ROW], 0, 1);
    for byte in rows.bytes() {
        match ROLES[usize::from(byte)] {
            SEPARATOR => continue,
            OTHER => return None,
            value => row[filled] = value,
        }
        filled += 1;
        if filled == ROW {
            append(&mut document, &row, index)?;
            (filled, index) = (0, index + 1);
        }
    }
    if filled > 0 {
        append(&mut document, &row[..filled], index)?;
    }
    (Envelope::announced_length(&document) == Some(document.len())).then_some(document)
}

/// Appends the bytes of `row`, its check symbol last, if it checks as row number `index` and ends on a byte.
fn append(document: &mut Vec<u8>, row: &[u8], index: usize) -> Option<()> {
    let (_, data) = row.split_last()?;
    if !checks(row, index) || !ends_on_a_byte(data) {
        return None;
    }
    append_decoded(document, data);
    Some(())
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use proptest::prelude::*;

    use super::*;
    use crate::check::symbol_value;
    use crate::text::fold;
    use crate::text::read::any_document;
    use crate::{Document, KeyId, write_text};

    #[test]
    fn each_byte_means_what_its_character_means() {
        for byte in 0..=u8::MAX {
            let character = char::from(byte);
            let expected = match fold(character).map(symbol_value) {
                _ if !character.is_ascii() => OTHER,
                Some(Some(value)) => value,
                Some(None) => OTHER,
                None => SEPARATOR,
            };
            assert_eq!(ROLES[usize::from(byte)], expected, "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn a_plain_document_is_the_one_that_the_closer_look_finds(
            payload in prop::collection::vec(any::<u8>(), 1..80),
            at: prop::sample::Index,
            other in prop::sample::select(vec!['0', 'Z', 'z', ' ', 'U', '\n', 'Ж']),
        ) {
            let protected = Envelope::protected_header(Document::License, KeyId::new([7; 8]));
            let document = Envelope::assemble(&protected, &payload, &[0x5a; 64]);
            let text = write_text("DEMO-00000-00000-00000-00008".parse().unwrap(), &document);
            let (_, rows) = text.split_once('\n').unwrap();
            prop_assert_eq!(plain_document(rows), Some(document));
            let mut damaged: Vec<char> = rows.chars().collect();
            let at = at.index(damaged.len());
            damaged[at] = other;
            let damaged: String = damaged.into_iter().collect();
            if let Some(document) = plain_document(&damaged) {
                prop_assert_eq!(any_document(&damaged), Ok(document));
            }
        }
    }
}
