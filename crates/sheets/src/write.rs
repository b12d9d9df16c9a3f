use crate::guarded;

/// One value of a row.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// A text, which is guarded.
    Text(String),
    /// A number, a truth value, nothing: as it is, because a negative number is no formula.
    Plain(String),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What is no text.
    pub fn plain(value: impl ToString) -> Self {
        Self::Plain(value.to_string())
    }
}

/// Rows as CSV: commas, CRLF, quotes where they are needed.
pub fn to_csv<R: IntoIterator<Item = Cell>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells = row.into_iter().map(|cell| match cell {
            Cell::Text(text) => guarded(&text).into_owned(),
            Cell::Plain(value) => value,
        });
        writer.write_record(cells.map(String::into_bytes)).expect("memory takes every write");
    }
    let bytes = writer.into_inner().expect("memory takes every write");
    String::from_utf8(bytes).expect("texts between commas are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_formula_and_a_text_is_quoted_where_it_must_be() {
        let row = [Cell::plain(-5), Cell::text("-5"), Cell::text("a\"b\nc"), Cell::text(""), Cell::plain("")];
        assert_eq!(to_csv([row]), "-5,'-5,\"a\"\"b\nc\",,\r\n");
        assert_eq!(to_csv([[Cell::text("")]]), "\"\"\r\n");
    }
}
