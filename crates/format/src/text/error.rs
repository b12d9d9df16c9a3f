use alloc::vec::Vec;

use thiserror::Error;

use crate::{Explain, Fact, Number, NumberError};

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
