use thiserror::Error;

use crate::unguarded;

/// A row with the line on which it begins.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// Counted from 1; the header stands on the first.
    pub line: u64,
    /// The cells, without the apostrophes that keep formulas out.
    pub cells: Vec<String>,
}

/// Why a text is no table.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SheetError {
    /// It has no first row with the names of the columns.
    #[error("the first row has no names of columns")]
    NoHeader,
    /// It is not UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The line.
        line: u64,
    },
    /// A row has more or fewer cells than the header.
    #[error("line {line} has {found} cells, the first row has {expected}")]
    Cells {
        /// The line.
        line: u64,
        /// Cells in the header.
        expected: u64,
        /// Cells in the row.
        found: u64,
    },
}

/// Reads CSV row by row: UTF-8, with commas, or with semicolons where the header has those, as some spreadsheets write.
pub struct Reader<'a> {
    header: Vec<String>,
    bytes: &'a [u8],
    rows: csv::StringRecordsIntoIter<&'a [u8]>,
}

impl<'a> Reader<'a> {
    /// Reads the header.
    ///
    /// # Errors
    ///
    /// [`SheetError::NoHeader`], [`SheetError::NotUtf8`].
    pub fn new(bytes: &'a [u8]) -> Result<Self, SheetError> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let has = |delimiter: u8| first.contains(&delimiter);
        let delimiter = if has(b';') && !has(b',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
        let header = reader.headers().map_err(|error| problem(&error))?;
        let header: Vec<String> = header.iter().map(|name| unguarded(name.trim()).to_owned()).collect();
        if header.iter().all(String::is_empty) {
            return Err(SheetError::NoHeader);
        }
        Ok(Self { header, bytes, rows: reader.into_records() })
    }

    /// Empty lines before a row are counted to it by the parser.
    fn line_of(&self, start: &csv::Position) -> u64 {
        let before =
            usize::try_from(start.byte()).ok().and_then(|at| self.bytes.get(at..)).unwrap_or_default();
        let empty = before.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let empty = empty.filter(|byte| **byte == b'\n').count();
        start.line() + u64::try_from(empty).unwrap_or_default()
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Row, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.rows.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(problem(&error))),
        };
        let line = record.position().map_or(0, |start| self.line_of(start));
        Some(Ok(Row { line, cells: record.iter().map(|cell| unguarded(cell).to_owned()).collect() }))
    }
}

fn problem(error: &csv::Error) -> SheetError {
    let line = error.position().map_or(1, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            SheetError::Cells { line, expected: *expected_len, found: *len }
        }
        _ => SheetError::NotUtf8 { line },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Result<Vec<String>, SheetError>> {
        Reader::new(text.as_bytes()).unwrap().map(|row| row.map(|row| row.cells)).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let expected = vec![Ok(vec!["1".to_owned(), "Ока, ООО".to_owned()])];
        assert_eq!(rows("a,b\n1,\"Ока, ООО\"\n"), expected);
        assert_eq!(rows("\u{feff}a;b\r\n1;Ока, ООО\r\n"), expected);
        let lines: Vec<u64> =
            Reader::new(b"a,b\n1,\"x\ny\"\n\n2,z").unwrap().map(|row| row.unwrap().line).collect();
        assert_eq!(lines, [2, 5]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_named_by_its_line_and_the_next_one_is_read() {
        let found = rows("a,b\n1\n1,2");
        assert_eq!(found[0], Err(SheetError::Cells { line: 2, expected: 2, found: 1 }));
        assert!(found[1].is_ok());
        assert_eq!(Reader::new(b"").err(), Some(SheetError::NoHeader));
        assert_eq!(Reader::new(b"a\n\xff").unwrap().next(), Some(Err(SheetError::NotUtf8 { line: 2 })));
    }
}
