use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::{GROUP, ROW_DATA, row_check};
use crate::Number;
use crate::check::{symbol, symbol_value};

/// Writes a document as its signed text: the number, then rows of five groups of five (SPEC §3.2).
///
/// One document has one text. Each row holds 15 bytes and ends with a check symbol.
///
/// ```
/// # use format::write_text;
/// let number = "DEMO-00000-00000-00000-00008".parse().unwrap();
/// assert_eq!(write_text(number, b"sixteen bytes ok"), "\
/// DEMO-00000-00000-00000-00008
/// EDMQG-X35CN-Q20RK-SEHJQ-683FG
/// DCZ
/// ");
/// ```
pub fn write_text(number: Number, document: &[u8]) -> String {
    let symbols = base32::encode(base32::Alphabet::Crockford, document);
    let values: Vec<u8> = symbols.chars().filter_map(symbol_value).collect();
    let mut text = format!("{number}\n");
    for (index, data) in values.chunks(ROW_DATA).enumerate() {
        let check = row_check(data, index + 1);
        for (position, value) in data.iter().copied().chain([check]).enumerate() {
            if position > 0 && position % GROUP == 0 {
                text.push('-');
            }
            write!(text, "{}", symbol(value)).expect("a String takes every character");
        }
        text.push('\n');
    }
    text
}
