use std::borrow::Cow;
use std::fmt::Write as _;

/// The longest run of parameters in a terminal escape that is taken out with it; a longer one stays as plain text.
const MAX_ESCAPE_CHARS: usize = 32;

/// `text` as one line that a terminal shows as it is.
///
/// Taken out are control characters, terminal escapes, and what reorders or hides letters (bidirectional overrides,
/// zero-width spaces, tag characters); line ends and tabs become spaces. Everything that came from a document passes
/// through here before it is printed: [`crate::Words`] and [`crate::Page`] see to it.
///
/// ```
/// assert_eq!(console::clean("ООО \u{1b}[31mРога\u{1b}[0m\r\nи копыта"), "ООО Рога и копыта");
/// assert_eq!(console::clean("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    filter(text, Lines::Joined)
}

/// As [`clean`], but line ends and tabs stay: for license agreements and descriptions.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    filter(text, Lines::Kept)
}

/// JSON with the same characters written as `\uXXXX`: its readers get all of them, a terminal none.
pub(crate) fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || !is_unsafe(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Lines {
    Joined,
    Kept,
}

fn filter(text: &str, lines: Lines) -> Cow<'_, str> {
    let is_kept = |c: char| lines == Lines::Kept && matches!(c, '\n' | '\t');
    if !text.chars().any(|c| is_unsafe(c) && !is_kept(c)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\u{1b}' => after.strip_prefix('[').map_or(after, |parameters| after_escape(parameters, after)),
            '\u{9b}' => after_escape(after, after),
            _ => after,
        };
        match c {
            _ if is_kept(c) || !is_unsafe(c) => kept.push(c),
            '\r' if after.starts_with('\n') => {}
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                kept.push(if lines == Lines::Kept { '\n' } else { ' ' });
            }
            _ => {}
        }
    }
    Cow::Owned(kept)
}

/// What follows a control sequence whose parameters begin at `parameters`; `otherwise` if none ends soon (ECMA-48 §5.4).
fn after_escape<'a>(parameters: &'a str, otherwise: &'a str) -> &'a str {
    let end = parameters.char_indices().take(MAX_ESCAPE_CHARS).find(|(_, c)| !matches!(c, ' '..='?'));
    match end {
        Some((at, c @ '@'..='~')) => &parameters[at + c.len_utf8()..],
        _ => otherwise,
    }
}

/// Would this character do something else than stand where it is written?
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // bidirectional marks, embeddings, overrides and isolates (UAX #9)
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // line and paragraph separators, invisible spaces and joiners, the byte order mark
            | '\u{2028}' | '\u{2029}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            // what looks like a blank and is none: a soft hyphen, a vowel separator, Braille and Hangul fillers
            | '\u{ad}' | '\u{180e}' | '\u{2800}' | '\u{3164}'
            // annotations and tags: text that no font shows
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_not_even_copied() {
        assert!(matches!(clean("Управление торговлей — 11.5 «Базовая» 日本 🙂"), Cow::Borrowed(_)));
        assert!(matches!(clean_lines("one\n\ttwo"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_keeps_every_character_and_shows_no_terminal_a_harmful_one() {
        let path = "a\u{9b}31m\u{202e}б\u{e0001}\n\u{ad}";
        let json = serde_json::to_string_pretty(&[path]).unwrap();
        let escaped = escape_json(&json);
        assert_eq!(escaped, "[\n  \"a\\u009b31m\\u202eб\\udb40\\udc01\\n\\u00ad\"\n]");
        assert_eq!(serde_json::from_str::<Vec<String>>(&escaped).unwrap(), [path]);
    }

    #[test]
    fn escapes_go_and_the_text_around_them_stays() {
        for (given, shown) in [
            ("\u{1b}[2J\u{1b}[1;31mред\u{1b}[m", "ред"),
            ("\u{9b}31mred", "red"),
            // The title escape loses its teeth, and its text is seen rather than swallowed.
            ("\u{1b}]0;title\u{7}text", "]0;titletext"),
            ("a\u{8}b\u{7f}c\u{0}d", "abcd"),
            ("\u{1b}[", "["),
            ("\u{1b}", ""),
        ] {
            assert_eq!(clean(given), shown);
        }
    }

    #[test]
    fn an_endless_escape_hides_nothing() {
        let text = format!("\u{1b}[{}m", "1".repeat(100));
        assert_eq!(clean(&text).len(), 102);
    }

    #[test]
    fn hidden_and_reordering_characters_go() {
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{e0041}f"), "abcdef");
    }

    #[test]
    fn line_ends_become_one_space_or_one_line_end() {
        assert_eq!(clean("a\r\nb\nc\td\u{2028}e"), "a b c d e");
        assert_eq!(clean_lines("a\r\nb\nc\td\u{2028}e\rf"), "a\nb\nc\td\ne\nf");
    }
}
