//! Plain values and rows, with the road from a column to a type of ours.

use std::rc::Rc;

use format::{CustomerId, Digest, KeyId, Language, Names, NumberId, UnixTime};

use crate::LedgerError;

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

pub(crate) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

pub(crate) fn blob(bytes: impl Into<Vec<u8>>) -> Value {
    Value::Blob(bytes.into())
}

pub(crate) fn integer(number: impl Into<i64>) -> Value {
    Value::Integer(number.into())
}

pub(crate) fn time(time: UnixTime) -> Value {
    Value::Integer(i64::try_from(time.seconds()).expect("UnixTime::MAX has 38 bits"))
}

/// One row of an answer; columns are asked for by name.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    columns: Rc<[String]>,
    values: Vec<Value>,
}

impl Row {
    pub(super) fn new(columns: &Rc<[String]>, values: Vec<Value>) -> Self {
        Self { columns: Rc::clone(columns), values }
    }

    pub(crate) fn value(&self, column: &str) -> &Value {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.values.get(at)).unwrap_or(&Value::Null)
    }

    pub(crate) fn is_null(&self, column: &'static str) -> bool {
        *self.value(column) == Value::Null
    }

    pub(crate) fn integer(&self, column: &'static str) -> Result<i64, LedgerError> {
        match self.value(column) {
            Value::Integer(number) => Ok(*number),
            _ => Err(LedgerError::DamagedRow { column }),
        }
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<u32, LedgerError> {
        u32::try_from(self.integer(column)?).map_err(|_| LedgerError::DamagedRow { column })
    }

    pub(crate) fn optional_number(&self, column: &'static str) -> Result<Option<u32>, LedgerError> {
        if self.is_null(column) { Ok(None) } else { self.number(column).map(Some) }
    }

    pub(crate) fn boolean(&self, column: &'static str) -> Result<bool, LedgerError> {
        Ok(self.integer(column)? != 0)
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<UnixTime, LedgerError> {
        let seconds = u64::try_from(self.integer(column)?).map_err(|_| LedgerError::DamagedRow { column })?;
        Ok(UnixTime::new(seconds))
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<String, LedgerError> {
        match self.value(column) {
            Value::Text(text) => Ok(text.clone()),
            _ => Err(LedgerError::DamagedRow { column }),
        }
    }

    pub(crate) fn optional_text(&self, column: &'static str) -> Result<Option<String>, LedgerError> {
        if self.is_null(column) { Ok(None) } else { self.text(column).map(Some) }
    }

    pub(crate) fn bytes(&self, column: &'static str) -> Result<&[u8], LedgerError> {
        match self.value(column) {
            Value::Blob(bytes) => Ok(bytes),
            _ => Err(LedgerError::DamagedRow { column }),
        }
    }

    fn array<const N: usize>(&self, column: &'static str) -> Result<[u8; N], LedgerError> {
        self.bytes(column)?.try_into().map_err(|_| LedgerError::DamagedRow { column })
    }

    pub(crate) fn digest(&self, column: &'static str) -> Result<Digest, LedgerError> {
        self.array(column).map(Digest::new)
    }

    pub(crate) fn optional_digest(&self, column: &'static str) -> Result<Option<Digest>, LedgerError> {
        if self.is_null(column) { Ok(None) } else { self.digest(column).map(Some) }
    }

    pub(crate) fn number_id(&self, column: &'static str) -> Result<NumberId, LedgerError> {
        NumberId::new(self.array(column)?).ok_or(LedgerError::DamagedRow { column })
    }

    pub(crate) fn key_id(&self, column: &'static str) -> Result<KeyId, LedgerError> {
        self.array(column).map(KeyId::new)
    }

    pub(crate) fn customer_id(&self, column: &'static str) -> Result<CustomerId, LedgerError> {
        self.array(column).map(CustomerId::new)
    }

    pub(crate) fn names(&self, column: &'static str) -> Result<Names, LedgerError> {
        let damaged = || LedgerError::DamagedRow { column };
        let names: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&self.text(column)?).map_err(|_| damaged())?;
        let entry = |(language, name): (String, String)| Some((Language::new(&language)?, name));
        names.into_iter().map(entry).collect::<Option<_>>().ok_or_else(damaged)
    }
}

/// Names as a JSON object by language.
pub(crate) fn names_json(names: &Names) -> serde_json::Value {
    names.iter().map(|(language, name)| (language.to_string(), name.clone())).collect()
}

impl From<&Names> for Value {
    fn from(names: &Names) -> Self {
        Self::Text(names_json(names).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(column: &str, value: Value) -> Row {
        Row { columns: [column.to_owned()].into(), values: vec![value] }
    }

    #[test]
    fn names_survive_their_column() {
        let names: Names =
            [(Language::RUSSIAN, "Насосы «Ока»".to_owned()), (Language::ENGLISH, "\"Oka\"".to_owned())]
                .into_iter()
                .collect();
        assert_eq!(row("names", (&names).into()).names("names").unwrap(), names);
    }

    #[test]
    fn a_column_with_something_else_in_it_is_named() {
        let damaged = |result: Result<(), LedgerError>| {
            assert!(matches!(result, Err(LedgerError::DamagedRow { column: "c" })));
        };
        damaged(row("c", Value::Null).integer("c").map(drop));
        damaged(row("c", Value::Integer(-1)).time("c").map(drop));
        damaged(row("c", Value::Integer(1 << 32)).number("c").map(drop));
        damaged(row("c", integer(1)).text("c").map(drop));
        damaged(row("c", blob([0; 31])).digest("c").map(drop));
        damaged(row("c", blob([0xff; 12])).number_id("c").map(drop));
        damaged(row("c", text("{\"russian\": \"\"}")).names("c").map(drop));
        damaged(row("missing", integer(1)).integer("c").map(drop));
    }
}
