use super::fold::is_ascii_separator;
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

/// The values of all symbols of `rows`, where they are plain ASCII; `None` where any other character occurs.
pub(super) fn ascii_values(rows: &str) -> Option<Vec<u8>> {
    let mut values = Vec::with_capacity(rows.len());
    for byte in rows.bytes() {
        match ROLES[usize::from(byte)] {
            SEPARATOR => {}
            OTHER => return None,
            value => values.push(value),
        }
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::symbol_value;
    use crate::text::fold;

    #[test]
    fn each_byte_means_what_its_character_means() {
        for character in (0..=u8::MAX).map(char::from) {
            let expected = match fold(character).map(symbol_value) {
                _ if !character.is_ascii() => None,
                Some(Some(value)) => Some(vec![value]),
                Some(None) => None,
                None => Some(Vec::new()),
            };
            assert_eq!(ascii_values(character.encode_utf8(&mut [0; 4])), expected, "{character:?}");
        }
    }
}
