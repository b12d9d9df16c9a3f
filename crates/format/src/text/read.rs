use alloc::vec::Vec;

use thiserror::Error;

use super::ascii::plain_document;
use super::decode::{decode, ends_on_a_byte};
use super::diagnose::diagnose;
use super::{ROW, ROW_BYTES, ROW_DATA, fold, row_check};
use crate::check::symbol_value;
use crate::{Envelope, Explain, Fact, Number, NumberError};

/// A text taken apart into its number and the document's bytes. Nothing in it is believed yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedText {
    pub(super) number: Number,
    pub(super) document: Vec<u8>,
}

/// One folded symbol and the line of the text that it stood in.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) value: u8,
    pub(super) line: usize,
    /// Which group of its line, counted from 1.
    pub(super) group: usize,
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

/// Whether `row`, its check symbol last, checks as row number `index`, counted from 1.
pub(super) fn checks(row: &[u8], index: usize) -> bool {
    let Some((check, data)) = row.split_last() else { return false };
    !data.is_empty() && data.len() <= ROW_DATA && row_check(data, index) == *check
}

/// How many symbols the last row of a document of `bytes` has.
pub(super) fn last_row(bytes: usize) -> usize {
    ((bytes - 1) % ROW_BYTES * 8 + 8).div_ceil(5) + 1
}

/// How many rows the document that begins with `start` has, as far as the bytes of three rows tell.
pub(super) fn announced_rows(start: &[u8]) -> Option<usize> {
    let bytes = Envelope::announced_length(&start[..start.len().min(3 * ROW_BYTES)])?;
    Some(bytes.div_ceil(ROW_BYTES))
}

/// Why a text could not be read.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum TextError {
    /// There is no symbol in it.
    #[error("the text is empty")]
    Empty,
    /// The text is longer than any document.
    #[error("{bytes} bytes of text, at most {max} are read")]
    TooLong {
        /// Bytes received.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// The first line is no number.
    #[error("the text does not begin with a number")]
    Number(#[source] NumberError),
    /// There is nothing but a number: a name, not a proof.
    #[error("{number} is only the number, the rows below it are missing")]
    OnlyNumber {
        /// The number.
        number: Number,
    },
    /// A character that does not occur in rows.
    #[error("row {row}, group {group}: the character {character} does not occur here")]
    Character {
        /// The row.
        row: usize,
        /// The group in the row.
        group: usize,
        /// The character as folded.
        character: char,
    },
    /// A group has too few or too many characters.
    #[error("row {row}, group {group} has {characters} characters instead of {expected}")]
    GroupLength {
        /// The row.
        row: usize,
        /// The group in the row.
        group: usize,
        /// Characters found.
        characters: usize,
        /// Characters of a group there.
        expected: usize,
    },
    /// A row has too few or too many characters.
    #[error("row {row} has {characters} characters instead of {expected}")]
    RowLength {
        /// The row.
        row: usize,
        /// Characters found.
        characters: usize,
        /// Characters of a row there.
        expected: usize,
    },
    /// A row's check character does not agree with the others.
    #[error("row {row} does not check")]
    RowCheck {
        /// The first such row.
        row: usize,
        /// How many rows do not check.
        rows: usize,
    },
    /// A row is left out.
    #[error("row {row} is missing")]
    RowMissing {
        /// The row.
        row: usize,
    },
    /// A row is there twice.
    #[error("row {row} is repeated")]
    RowRepeated {
        /// The row, as it stands for the second time.
        row: usize,
    },
    /// Two neighbouring rows have changed places.
    #[error("rows {row} and {} are swapped", row + 1)]
    RowsSwapped {
        /// The first of the two.
        row: usize,
    },
    /// The last rows are missing.
    #[error("the text ends after row {row} of {rows}")]
    Ends {
        /// The last whole row.
        row: usize,
        /// Rows that the document has.
        rows: usize,
    },
    /// Something follows the last row.
    #[error("the document ends with row {rows}, but the text goes on")]
    GoesOn {
        /// Rows that the document has.
        rows: usize,
    },
    /// The last characters do not end on a byte.
    #[error("row {row} does not end on a whole byte")]
    LooseEnd {
        /// The last row.
        row: usize,
    },
}

impl Explain for TextError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "format.text-empty",
            Self::TooLong { .. } => "format.too-long",
            Self::Number(error) => error.code(),
            Self::OnlyNumber { .. } => "format.only-number",
            Self::Character { .. } => "format.row-character",
            Self::GroupLength { .. } => "format.group-length",
            Self::RowLength { .. } => "format.row-length",
            Self::RowCheck { .. } => "format.row-check",
            Self::RowMissing { .. } => "format.row-missing",
            Self::RowRepeated { .. } => "format.row-repeated",
            Self::RowsSwapped { .. } => "format.rows-swapped",
            Self::Ends { .. } => "format.text-ends",
            Self::GoesOn { .. } => "format.text-goes-on",
            Self::LooseEnd { .. } => "format.loose-end",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Empty => Vec::new(),
            Self::TooLong { bytes, max } => vec![("bytes", (*bytes).into()), ("max", (*max).into())],
            Self::Number(error) => error.facts(),
            Self::OnlyNumber { number } => vec![("number", Fact::text(number))],
            Self::Character { row, group, character } => {
                vec![("row", (*row).into()), ("group", (*group).into()), ("character", Fact::text(character))]
            }
            Self::GroupLength { row, group, characters, expected } => vec![
                ("row", (*row).into()),
                ("group", (*group).into()),
                ("characters", (*characters).into()),
                ("expected", (*expected).into()),
            ],
            Self::RowLength { row, characters, expected } => {
                vec![
                    ("row", (*row).into()),
                    ("characters", (*characters).into()),
                    ("expected", (*expected).into()),
                ]
            }
            Self::RowCheck { row, rows } => vec![("row", (*row).into()), ("rows", (*rows).into())],
            Self::RowMissing { row } | Self::RowRepeated { row } | Self::LooseEnd { row } => {
                vec![("row", (*row).into())]
            }
            Self::RowsSwapped { row } => vec![("row", (*row).into()), ("other", (row + 1).into())],
            Self::Ends { row, rows } => vec![("row", (*row).into()), ("rows", (*rows).into())],
            Self::GoesOn { rows } => vec![("rows", (*rows).into())],
        }
    }
}
