//! Repair by signature (SPEC §3.5).

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

mod candidates;
mod correction;
mod error;
mod layout;
mod search;
#[cfg(test)]
mod tests;

use super::read::{number_and_rest, rows_document};
use super::rows::checks;
use super::{SignedText, TextError, fold};
use crate::{Envelope, Number, NumberKind};
pub use correction::{Correction, Slip};
pub use error::RepairError;
use search::{Search, Stop};

/// Most rows of one text that are repaired.
const MAX_DAMAGED_ROWS: usize = 3;
/// Stands for a character that is no symbol.
const UNKNOWN: u8 = 0xff;
/// How many characters a line may have to be taken for a damaged number: 24 has that of a license, 27 that of a coupon.
const NUMBER_LINE: core::ops::RangeInclusive<usize> = 22..=30;

/// A text whose damaged rows were mended. Nothing in it is believed: it has still to be verified.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RepairedText {
    /// As it stands above the rows, or the line that is none.
    number: Result<Number, String>,
    document: Vec<u8>,
    corrections: Vec<Correction>,
}

impl SignedText {
    /// Most rows of one text that [`SignedText::repair`] mends.
    pub const MAX_DAMAGED_ROWS: usize = MAX_DAMAGED_ROWS;
    /// Most documents that one call of [`SignedText::repair`] asks about, each for the price of a signature check: as
    /// many as three rows with 25 substitutions and some swaps each can make, and a second and a half.
    pub const MAX_SIGNATURE_CHECKS: usize = 32 * 1024;

    /// Reads a text of which up to three rows are damaged, each by one wrong, left out or additional character or by
    /// two neighbours that changed places, and whose first line may be no number (SPEC §3.5).
    ///
    /// `is_signed` decides: it is asked about the documents that the check symbols of damaged rows admit, and says yes
    /// to one that a trusted key signed. Where no row is damaged it is not asked. Show the corrections to whoever
    /// handed the text in: nothing is repaired in silence.
    ///
    /// # Errors
    ///
    /// A [`RepairError`], with what is wrong with the text as it stands.
    pub fn repair(
        text: &str,
        is_signed: impl FnMut(&Envelope<'_>) -> bool,
    ) -> Result<RepairedText, RepairError> {
        let fault = match Self::read(text) {
            Ok(Self { number, document }) => {
                return Ok(RepairedText { number: Ok(number), document, corrections: Vec::new() });
            }
            Err(fault @ (TextError::Empty | TextError::TooLong { .. } | TextError::OnlyNumber { .. })) => {
                return Err(RepairError::Text(fault));
            }
            Err(fault) => fault,
        };
        let (number, rest) = match number_and_rest(text) {
            Ok((number, rest)) => (Ok(number), rest),
            Err(_) => match number_line(text) {
                Some((line, rest)) => (Err(line), rest),
                None => return Err(RepairError::Text(fault)),
            },
        };
        let mended = match rows_document(rest) {
            Ok(document) if document.is_empty() => Err(Stop::Untried),
            Ok(document) => Ok((document, Vec::new())),
            Err(_) => Search::new(rest, is_signed).run(),
        };
        match mended {
            Ok((document, corrections)) => Ok(RepairedText { number, document, corrections }),
            Err(Stop::Untried) => Err(RepairError::Text(fault)),
            Err(Stop::Unsigned) => Err(RepairError::Unsigned { fault }),
            Err(Stop::TooMuchWork) => Err(RepairError::TooMuchWork { fault }),
        }
    }
}

impl RepairedText {
    /// The number in the first line, where it is one.
    pub fn number(&self) -> Option<Number> {
        self.number.as_ref().ok().copied()
    }

    /// The document, not verified.
    pub fn document(&self) -> &[u8] {
        &self.document
    }

    /// The text under the number that it has or, where its first line is none, under `signed`, which a verified
    /// document holds; and what was corrected.
    pub fn under(self, signed: Number) -> (SignedText, Vec<Correction>) {
        let mut corrections = self.corrections;
        let number = self.number.unwrap_or_else(|line| {
            corrections.insert(0, Correction::number(line, signed));
            signed
        });
        (SignedText { number, document: self.document }, corrections)
    }
}

/// A first line that is meant to be a number, and what follows it.
///
/// A text that lost its line ends has it in as many characters as a number has.
fn number_line(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let (line, rest) = text.split_once(['\n', '\r']).unwrap_or((text, ""));
    let symbols = |text: &str| text.chars().filter_map(fold).collect::<Vec<_>>();
    if NUMBER_LINE.contains(&symbols(line).len()) {
        return Some((line.to_owned(), rest));
    }
    let folded = text.char_indices().filter_map(|(at, typed)| Some((fold(typed)?, at + typed.len_utf8())));
    let folded: Vec<_> = folded.take(1 + *NUMBER_LINE.end()).collect();
    let kind = if folded.get(4)?.0 == 'U' { NumberKind::Coupon } else { NumberKind::License };
    let (_, end) = *folded.get(4 + kind.infix().len() + Number::SYMBOLS - 1)?;
    Some((text[..end].to_owned(), &text[end..]))
}

/// Whether `row` is one of symbols only that checks as row number `index`, counted from 1.
fn is_whole_row(row: &[u8], index: usize) -> bool {
    checks(row, index) && !row.contains(&UNKNOWN)
}
