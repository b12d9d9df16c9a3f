//! A dump's lines, checked as they are read.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use disk::{DiskError, Tally};
use format::Digest;
use serde_json::Value as Json;

use super::{End, SCHEMA, TABLES, Table, VERSION};
use crate::database::Value;
use crate::{LedgerError, StoreError};

/// Longest line: the longest column is a record of a release of some MiB, in digits.
const MAX_LINE: u64 = 64 * 1024 * 1024;

/// A dump that is being read.
pub(super) struct Dump {
    lines: BufReader<File>,
    path: PathBuf,
    /// The number of the line that was read last, from 1.
    line: u64,
    rows: u64,
    tally: Tally,
}

impl Dump {
    /// Opens a dump and reads its first line; gives the root that the ledger began with.
    pub(super) fn open(path: &Path) -> Result<(Self, Digest), LedgerError> {
        let file = File::open(path).map_err(|error| DiskError::from_io(path, error))?;
        let lines = BufReader::new(file);
        let mut dump = Self { lines, path: path.to_owned(), line: 0, rows: 0, tally: Tally::default() };
        let first = match dump.next_json() {
            Err(LedgerError::Store(StoreError::DumpDamaged { path, .. })) => {
                return Err(StoreError::NotADump { path }.into());
            }
            other => other?,
        };
        if first["keyslip"] != "ledger dump" || first["version"] != VERSION {
            return Err(StoreError::NotADump { path: path.to_owned() }.into());
        }
        match first["schema"].as_i64() {
            Some(schema) if schema == SCHEMA => (),
            Some(found) if found > SCHEMA => {
                return Err(LedgerError::SchemaNewer { found, known: SCHEMA });
            }
            _ => return Err(dump.damaged()),
        }
        let root = first["root"].as_str().and_then(Digest::from_hex).ok_or_else(|| dump.damaged())?;
        Ok((dump, root))
    }

    /// Hands over the rows of all tables, each table as it should stand, and gives the last line, which must tell of
    /// exactly these.
    pub(super) fn read(
        &mut self,
        mut take: impl FnMut(&Table, Vec<Value>) -> Result<(), LedgerError>,
    ) -> Result<End, LedgerError> {
        let mut tables = TABLES.iter();
        let mut current = None;
        loop {
            let before = self.tally.measured();
            let json = self.next_json()?;
            if let Json::Array(cells) = &json {
                let table: &Table = current.ok_or_else(|| self.damaged())?;
                let row: Option<Vec<Value>> = cells.iter().map(value_of).collect();
                let row = row.filter(|row| row.len() == table.columns.len()).ok_or_else(|| self.damaged())?;
                self.rows += 1;
                take(table, row)?;
            } else if let Some(end) = json.get("end") {
                let end = End::read(end).ok_or_else(|| self.damaged())?;
                let is_whole = tables.next().is_none()
                    && end.rows == self.rows
                    && end.sha256 == Digest::new(before.sha256)
                    && self.lines.fill_buf().is_ok_and(<[u8]>::is_empty);
                return if is_whole { Ok(end) } else { Err(self.damaged()) };
            } else {
                let next = tables.next().filter(|table| is_head_of(table, &json));
                current = Some(next.ok_or_else(|| self.damaged())?);
            }
        }
    }

    fn next_json(&mut self) -> Result<Json, LedgerError> {
        self.line += 1;
        let mut line = Vec::new();
        let mut limited = self.lines.by_ref().take(MAX_LINE);
        let read = limited.read_until(b'\n', &mut line);
        read.map_err(|error| DiskError::from_io(&self.path, error))?;
        self.tally.add(&line);
        if line.last() != Some(&b'\n') {
            return Err(self.damaged());
        }
        serde_json::from_slice(&line).map_err(|_| self.damaged())
    }

    /// Bytes that were read.
    pub(super) fn bytes(&self) -> u64 {
        self.tally.measured().bytes
    }

    /// The dump is not what was written, at the line that was read last.
    pub(super) fn damaged(&self) -> LedgerError {
        StoreError::DumpDamaged { path: self.path.clone(), line: self.line }.into()
    }
}

fn is_head_of(table: &Table, json: &Json) -> bool {
    let columns: Json = table.columns.iter().copied().collect();
    json["table"] == table.name && json["columns"] == columns
}

fn value_of(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => Value::Null,
        Json::Number(number) => Value::Integer(number.as_i64()?),
        Json::String(text) => Value::Text(text.clone()),
        Json::Object(object) => Value::Blob(bytes_of(object.get("hex")?.as_str()?)?),
        Json::Bool(_) | Json::Array(_) => return None,
    })
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
    if rest.is_empty() { bytes.collect() } else { None }
}

impl End {
    fn read(json: &Json) -> Option<Self> {
        let digest = |name: &str| json[name].as_str().and_then(Digest::from_hex);
        let (rows, entries) = (json["rows"].as_u64()?, json["entries"].as_u64()?);
        Some(Self { rows, entries, head: digest("head")?, sha256: digest("sha256")? })
    }
}
