/// The symbol that a person meant, in upper case: Cyrillic look-alikes become Latin, separators become `None`.
///
/// Separators are what mail programs, word processors and people put between and around symbols (SPEC §3.3).
/// Characters that are neither stay as they are, for the error to name them.
pub(crate) fn fold(character: char) -> Option<char> {
    // Most characters are ASCII and need nothing that Unicode knows.
    if let Some(byte) = u8::try_from(character).ok().filter(u8::is_ascii) {
        return (!is_ascii_separator(byte)).then_some(byte.to_ascii_uppercase().into());
    }
    if is_separator(character) {
        return None;
    }
    let upper = match character {
        'a'..='z' => character.to_ascii_uppercase(),
        'а'..='ё' => character.to_uppercase().next().unwrap_or(character),
        other => other,
    };
    Some(match upper {
        'А' => 'A',
        'В' => 'B',
        'Е' | 'Ё' => 'E',
        'З' => '3',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
    })
}

/// The separators of ASCII.
pub(super) const fn is_ascii_separator(byte: u8) -> bool {
    byte.is_ascii_control()
        || matches!(
            byte,
            b' ' | b'-' | b'_' | b'.' | b',' | b';' | b':' | b'>' | b'|' | b'*' | b'\'' | b'"' | b'`'
        )
}

/// The separators beyond ASCII.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '«' | '»' | '\u{ad}' | '\u{2010}'..='\u{201f}' | '\u{200b}'..='\u{200f}' | '\u{2022}' | '\u{2026}'
                | '\u{2060}' | '\u{2212}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    #[test]
    fn letters_of_a_russian_keyboard_become_latin() {
        let folded: String = "авекмнорстхуз ёАВЕКМНОРСТХУЗ".chars().filter_map(fold).collect();
        assert_eq!(folded, "ABEKMHOPCTXY3EABEKMHOPCTXY3");
    }

    #[test]
    fn what_stands_between_symbols_is_left_out() {
        assert!("> — – ‑ “„”«» \u{200b}\u{feff}\t\r\n.*".chars().all(|character| fold(character).is_none()));
    }

    #[test]
    fn other_characters_stay_for_the_error_to_name_them() {
        assert_eq!([fold('ж'), fold('u'), fold('#')], [Some('Ж'), Some('U'), Some('#')]);
        assert_eq!([fold('ß'), fold('ı'), fold('ſ')], [Some('ß'), Some('ı'), Some('ſ')]);
    }
}
