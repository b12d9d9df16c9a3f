use alloc::vec::Vec;

use super::ascii::plain_document;
use super::decode::{decode, ends_on_a_byte};
use super::diagnose::diagnose;
use super::error::TextError;
use super::rows::{Placed, checks, last_row};
use super::{ROW, ROW_BYTES, fold};
use crate::check::symbol_value;
use crate::{Envelope, Number};

/// A text taken apart into its number and the document's bytes. Nothing in it is believed yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedText {
    pub(super) number: Number,
    pub(super) document: Vec<u8>,
}

impl SignedText {
    /// Longest text that is read, in bytes: a license of the greatest length with all its separators, twice over.
    pub const MAX_BYTES: usize = 128 * 1024;

    /// Reads what a person pasted or typed (SPEC §3.3).
    ///
    /// Case, spaces, line ends, dashes, quotes, Cyrillic look-alikes, `O` for `0` and `I` or `L` for `1` do not
    /// matter. What is returned is bytes; a signature has still to be verified.
    ///
    /// # Errors
    ///
    /// A [`TextError`] that names the row, counted from 1 after the number, and where it can the group.
    pub fn read(text: &str) -> Result<Self, TextError> {
        if text.len() > Self::MAX_BYTES {
            return Err(TextError::TooLong { bytes: text.len(), max: Self::MAX_BYTES });
        }
        let (number, rest) = number_and_rest(text)?;
        match rows_document(rest)? {
            document if document.is_empty() => Err(TextError::OnlyNumber { number }),
            document => Ok(Self { number, document }),
        }
    }

    /// The number that `text` begins with, if it does, whatever its rows are.
    pub fn number_of(text: &str) -> Option<Number> {
        number_and_rest(text).ok().map(|(number, _)| number)
    }

    /// The number in the first line.
    pub fn number(&self) -> Number {
        self.number
    }

    /// The document, not verified.
    pub fn document(&self) -> &[u8] {
        &self.document
    }
}

/// The document in the rows below the number; empty where there are none.
pub(super) fn rows_document(rest: &str) -> Result<Vec<u8>, TextError> {
    plain_document(rest).map_or_else(|| any_document(rest), Ok)
}

/// The same, whatever the rows are made of: where each symbol stood is kept for the error to name it.
pub(super) fn any_document(rest: &str) -> Result<Vec<u8>, TextError> {
    let placed = place(rest)?;
    let values: Vec<u8> = placed.iter().map(|symbol| symbol.value).collect();
    if values.is_empty() {
        return Ok(Vec::new());
    }
    if !values.chunks(ROW).enumerate().all(|(index, row)| checks(row, index + 1)) {
        return Err(diagnose(&placed));
    }
    let rows = values.len().div_ceil(ROW);
    let mut data = values.chunks(ROW).map(|row| &row[..row.len() - 1]);
    let document = decode(data.clone());
    let is_whole = data.next_back().is_some_and(ends_on_a_byte);
    let announced = Envelope::announced_length(&document);
    match announced.map(|bytes| (bytes.div_ceil(ROW_BYTES), last_row(bytes))) {
        Some((expected, _)) if rows < expected => Err(TextError::Ends { row: rows, rows: expected }),
        Some((expected, _)) if rows > expected => Err(TextError::GoesOn { rows: expected }),
        // With a character too few or too many, one last row in thirty-two checks all the same.
        Some((_, expected)) if announced != Some(document.len()) => {
            Err(TextError::RowLength { row: rows, characters: values.len() - (rows - 1) * ROW, expected })
        }
        _ if !is_whole => Err(TextError::LooseEnd { row: rows }),
        _ => Ok(document),
    }
}

/// The number at the beginning, and what follows it.
pub(super) fn number_and_rest(text: &str) -> Result<(Number, &str), TextError> {
    // A number has at most 27 symbols; reading on would only copy the rows.
    let mut folded = ['\0'; 27];
    let mut ends = [0; 27];
    let symbols = text.char_indices().filter_map(|(at, typed)| Some((fold(typed)?, at + typed.len_utf8())));
    let mut count = 0;
    for (symbol, end) in symbols.take(folded.len()) {
        (folded[count], ends[count]) = (symbol, end);
        count += 1;
    }
    if count == 0 {
        return Err(TextError::Empty);
    }
    let (number, taken) = Number::read(&folded[..count]).map_err(TextError::Number)?;
    Ok((number, &text[ends[taken - 1]..]))
}

/// Folds the rows and remembers where each symbol stood.
fn place(rest: &str) -> Result<Vec<Placed>, TextError> {
    let mut symbols: Vec<Placed> = Vec::new();
    let (mut line, mut group) = (0, 0);
    let (mut line_is_new, mut group_is_new) = (true, true);
    for character in rest.chars() {
        let Some(folded) = fold(character) else {
            line_is_new |= character == '\n' || character == '\r';
            group_is_new = true;
            continue;
        };
        if line_is_new {
            (line, group) = (line + 1, 1);
        } else if group_is_new {
            group += 1;
        }
        (line_is_new, group_is_new) = (false, false);
        let value =
            symbol_value(folded).ok_or(TextError::Character { row: line, group, character: folded })?;
        symbols.push(Placed { value, line, group });
    }
    Ok(symbols)
}
