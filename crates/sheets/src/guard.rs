use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula; tab and line ends are passed over before it looks.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// `text` with an apostrophe in front, where a spreadsheet would take it for a formula.
///
/// ```
/// # use sheets::guarded;
/// assert_eq!(guarded("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
/// assert_eq!(guarded("Daisy Ltd"), "Daisy Ltd");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was guarded; one that never was stays as it is.
///
/// ```
/// # use sheets::{guarded, unguarded};
/// for text in ["+7", "'+7", "''=", "'s-Hertogenbosch", "", "-"] {
///     assert_eq!(unguarded(&guarded(text)), text);
/// }
/// ```
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Apostrophes before it are counted in, so that a text which has one of its own comes back as it was.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}
