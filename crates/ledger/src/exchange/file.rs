//! Rows of a file as JSON objects, whatever the file's form.

use serde::Serialize;
use serde_json::{Map, Value as Json};
use sheets::{Cell, Reader, SheetError, to_csv};

use crate::error::ExchangeError;

/// The form of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ExchangeFormat {
    /// A table for spreadsheets (RFC 4180, UTF-8); values of several parts are JSON in their cells.
    Csv,
    /// A JSON list of objects.
    Json,
}

impl ExchangeFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// `csv`, `json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The form with this name, or with this ending of a file.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

/// A column with what its cells hold.
pub(super) type Column = (&'static str, ColumnKind);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ColumnKind {
    Text,
    Number,
    YesNo,
    Parts,
}

/// A record as it stands in the file: only the fields that the file has.
pub(super) struct RawRow {
    /// The line in a table, the place in a list, from 1.
    pub(super) line: u64,
    pub(super) fields: Result<Map<String, Json>, ExchangeError>,
}

/// Columns `field:NAME` are free fields.
const FREE: &str = "field:";

/// The rows of a file, one after the other: a table of millions takes no more memory than its text.
pub(super) type Rows<'a> = Box<dyn Iterator<Item = RawRow> + 'a>;

pub(super) fn read_rows<'a>(
    columns: &'a [Column],
    file: &'a [u8],
    format: ExchangeFormat,
) -> Result<Rows<'a>, ExchangeError> {
    match format {
        ExchangeFormat::Csv => read_table(columns, file),
        ExchangeFormat::Json => read_list(columns, file),
    }
}

fn read_list<'a>(columns: &'a [Column], file: &'a [u8]) -> Result<Rows<'a>, ExchangeError> {
    let list: Vec<Json> = serde_json::from_slice(file)
        .map_err(|error| ExchangeError::NoList { line: error.line(), column: error.column() })?;
    let row = move |(line, item)| {
        let fields = match item {
            Json::Object(fields) => {
                let unknown = fields.keys().find(|name| kind_of(columns, name).is_none());
                match unknown {
                    Some(column) => Err(ExchangeError::UnknownColumn { column: column.clone() }),
                    None => Ok(fields),
                }
            }
            _ => Err(ExchangeError::NoRecord),
        };
        RawRow { line, fields }
    };
    Ok(Box::new((1..).zip(list).map(row)))
}

fn read_table<'a>(columns: &'a [Column], file: &'a [u8]) -> Result<Rows<'a>, ExchangeError> {
    let reader = Reader::new(file)?;
    let header: Vec<String> = reader.header().to_vec();
    for (at, name) in header.iter().enumerate() {
        let is_free = name.starts_with(FREE) && kind_of(columns, "fields").is_some();
        if kind_of(columns, name).is_none() && !is_free {
            return Err(ExchangeError::UnknownColumn { column: name.clone() });
        }
        if header[..at].contains(name) {
            return Err(ExchangeError::ColumnTwice { column: name.clone() });
        }
    }
    let row = move |row: Result<sheets::Row, SheetError>| match row {
        Ok(row) => RawRow { line: row.line, fields: fields_of(columns, &header, row.cells) },
        Err(error) => RawRow { line: line_of(&error), fields: Err(error.into()) },
    };
    Ok(Box::new(reader.map(row)))
}

fn line_of(error: &SheetError) -> u64 {
    match error {
        SheetError::NotUtf8 { line } | SheetError::Cells { line, .. } => *line,
        _ => 1,
    }
}

fn fields_of(
    columns: &[Column],
    header: &[String],
    cells: Vec<String>,
) -> Result<Map<String, Json>, ExchangeError> {
    let (mut fields, mut free) = (Map::new(), Map::new());
    for (name, cell) in header.iter().zip(cells) {
        match name.strip_prefix(FREE) {
            Some(own) if !cell.is_empty() => drop(free.insert(own.to_owned(), cell.into())),
            Some(_) => {}
            None => {
                let kind = kind_of(columns, name).ok_or(ExchangeError::NoRecord)?;
                let value = value_of(kind, cell).ok_or(ExchangeError::Value { column: name.clone() })?;
                fields.insert(name.clone(), value);
            }
        }
    }
    if !free.is_empty() {
        match fields.entry("fields").or_insert_with(|| Json::Object(Map::new())) {
            Json::Object(there) => there.extend(free),
            other => *other = Json::Object(free),
        }
    }
    Ok(fields)
}

fn kind_of(columns: &[Column], name: &str) -> Option<ColumnKind> {
    columns.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// What a cell says; an empty one says nothing.
fn value_of(kind: ColumnKind, cell: String) -> Option<Json> {
    let bare = cell.trim();
    match kind {
        ColumnKind::Text => Some(cell.into()),
        _ if bare.is_empty() => Some(Json::Null),
        ColumnKind::Number => bare.parse::<u32>().ok().map(Json::from),
        ColumnKind::YesNo => match bare.to_lowercase().as_str() {
            "true" | "yes" | "1" | "да" => Some(true.into()),
            "false" | "no" | "0" | "нет" => Some(false.into()),
            _ => None,
        },
        ColumnKind::Parts => serde_json::from_str(bare).ok(),
    }
}

pub(super) fn write_rows(columns: &[Column], rows: &[impl Serialize], format: ExchangeFormat) -> String {
    match format {
        ExchangeFormat::Json => {
            serde_json::to_string_pretty(rows).expect("texts, numbers and lists are JSON") + "\n"
        }
        ExchangeFormat::Csv => {
            let header = columns.iter().map(|(name, _)| Cell::text(*name)).collect::<Vec<_>>();
            let row = |row| {
                let fields = serde_json::to_value(row).expect("texts, numbers and lists are JSON");
                columns.iter().map(|(name, _)| cell_of(&fields[*name])).collect::<Vec<_>>()
            };
            to_csv([header].into_iter().chain(rows.iter().map(row)))
        }
    }
}

fn cell_of(value: &Json) -> Cell {
    match value {
        Json::Null => Cell::plain(""),
        Json::String(text) => Cell::text(text),
        Json::Array(_) | Json::Object(_) => Cell::text(value.to_string()),
        plain => Cell::plain(plain),
    }
}
