use format::{Explain, Fact};
use sheets::SheetError;
use thiserror::Error;

/// Why a file, or a row of it, was not taken; nothing was changed then.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ExchangeError {
    /// The file is no JSON list.
    #[error("the file is no JSON list: line {line}, column {column}")]
    NoList {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// An entry of the list is no object.
    #[error("the entry is no record")]
    NoRecord,
    /// The file is no table, or a row of it does not fit.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// A column that such records do not have.
    #[error("there is no column {column:?} in such a file")]
    UnknownColumn {
        /// The column.
        column: String,
    },
    /// A column comes twice.
    #[error("the column {column:?} comes twice")]
    ColumnTwice {
        /// The column.
        column: String,
    },
    /// A value that its column cannot hold.
    #[error("the value of {column} cannot be read")]
    Value {
        /// The column.
        column: String,
    },
    /// The record is in the ledger.
    #[error("the ledger has the {column} {number} already")]
    Known {
        /// The column with its number.
        column: &'static str,
        /// The number.
        number: u32,
    },
    /// Several customers have the id by which the row is meant.
    #[error("several customers have the id {id:?}")]
    SeveralWithId {
        /// The id.
        id: String,
    },
}

impl Explain for ExchangeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoList { .. } => "ledger.exchange-no-list",
            Self::NoRecord => "ledger.exchange-no-record",
            Self::Sheet(SheetError::NotUtf8 { .. }) => "ledger.exchange-not-utf8",
            Self::Sheet(SheetError::Cells { .. }) => "ledger.exchange-cells",
            Self::Sheet(_) => "ledger.exchange-no-header",
            Self::UnknownColumn { .. } => "ledger.exchange-unknown-column",
            Self::ColumnTwice { .. } => "ledger.exchange-column-twice",
            Self::Value { .. } => "ledger.exchange-value",
            Self::Known { .. } => "ledger.exchange-known",
            Self::SeveralWithId { .. } => "ledger.exchange-several-with-id",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NoList { line, column } => vec![("line", (*line).into()), ("column", (*column).into())],
            Self::Sheet(SheetError::NotUtf8 { line }) => vec![("line", (*line).into())],
            Self::Sheet(SheetError::Cells { line, expected, found }) => {
                vec![("line", (*line).into()), ("expected", (*expected).into()), ("found", (*found).into())]
            }
            Self::NoRecord | Self::Sheet(_) => Vec::new(),
            Self::UnknownColumn { column } | Self::ColumnTwice { column } | Self::Value { column } => {
                vec![("column", Fact::text(column))]
            }
            Self::Known { column, number } => {
                vec![("column", Fact::text(column)), ("number", u64::from(*number).into())]
            }
            Self::SeveralWithId { id } => vec![("id", Fact::text(id))],
        }
    }
}
