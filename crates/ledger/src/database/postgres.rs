//! The ledger as a database of a PostgreSQL server, for several operators on several machines.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{FromSql, ToSql, Type};
use postgres::{Client, Error, NoTls, Statement};

use super::{BUSY_SECONDS, Engine, Login, Row, ServerUrl, Take, Value, migrate, postgres_failure as failure};
use crate::{LedgerError, StoreError};

/// The lock that whoever writes holds, so that there is one of them: "KSLP". Advisory locks belong to one database.
const WRITER: i64 = 0x4b53_4c50;

/// Statements that are kept prepared; after so many different ones it begins anew.
const STATEMENTS: usize = 256;

/// How long to wait for a server that does not answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A connection to the database.
#[derive(Debug)]
pub(super) struct Server {
    connection: RefCell<Connection>,
    place: PathBuf,
}

struct Connection {
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("prepared", &self.prepared.len()).finish_non_exhaustive()
    }
}

impl Server {
    /// Puts the newest schema into an empty database.
    pub(super) fn create(url: &ServerUrl, login: &Login) -> Result<Self, LedgerError> {
        let mut server = Self::connect(url, login)?;
        let tables = "SELECT count(*) AS n FROM pg_catalog.pg_tables WHERE schemaname = 'public'";
        if server.number(tables)? > 0 && !server.has_table("vendor")? {
            return Err(StoreError::DatabaseNotEmpty { place: server.place }.into());
        }
        server.migrate()?;
        Ok(server)
    }

    /// Brings the schema of an existing ledger up to date.
    pub(super) fn open(url: &ServerUrl, login: &Login) -> Result<Self, LedgerError> {
        let mut server = Self::connect(url, login)?;
        if !server.has_table("vendor")? || server.number("SELECT count(*) AS n FROM vendor")? == 0 {
            return Err(LedgerError::NotALedger { path: server.place });
        }
        server.migrate()?;
        Ok(server)
    }

    fn connect(url: &ServerUrl, login: &Login) -> Result<Self, LedgerError> {
        let place = PathBuf::from(url.to_string());
        let mut config = url.config();
        config.connect_timeout(CONNECT_TIMEOUT).application_name("keyslip");
        if let Some(password) = login.password_for(url)? {
            config.password(password.as_bytes());
        }
        let client = config.connect(NoTls).map_err(|error| failure::of_login(&place, url, error))?;
        let connection = Connection { client, prepared: HashMap::new() };
        let server = Self { connection: RefCell::new(connection), place };
        // What an administrator has set for others must not weaken a commit, nor find another's tables first. Who
        // stops in the middle of a change, asleep with its lid closed, must not keep the others from theirs for ever.
        server.batch(&format!(
            "SET search_path = public; SET synchronous_commit = on; SET lock_timeout = '{BUSY_SECONDS}s';
             SET idle_in_transaction_session_timeout = '10min'; SET default_transaction_isolation = 'read committed'"
        ))?;
        let encoding = server.first_text("SHOW server_encoding")?;
        if encoding != "UTF8" {
            return Err(StoreError::NotUtf8 { place: server.place, encoding }.into());
        }
        Ok(server)
    }

    fn batch(&self, sql: &str) -> Result<(), LedgerError> {
        let run = self.connection.borrow_mut().client.batch_execute(sql);
        self.told(run)
    }

    fn told<T>(&self, result: Result<T, Error>) -> Result<T, LedgerError> {
        result.map_err(|error| failure::of(&self.place, error))
    }

    fn first_text(&self, sql: &str) -> Result<String, LedgerError> {
        let row = self.connection.borrow_mut().client.query_one(sql, &[]);
        self.told(row.and_then(|row| row.try_get(0)))
    }

    fn number(&self, sql: &str) -> Result<i64, LedgerError> {
        let row = self.connection.borrow_mut().client.query_one(sql, &[]);
        self.told(row.and_then(|row| row.try_get(0)))
    }

    fn has_table(&self, name: &str) -> Result<bool, LedgerError> {
        let found = format!("SELECT count(to_regclass('public.{name}'))");
        Ok(self.number(&found)? == 1)
    }

    /// The newest migration that the database has had; 0 for an empty one.
    fn schema_version(&self) -> Result<i64, LedgerError> {
        if !self.has_table("refinery_schema_history")? {
            return Ok(0);
        }
        self.number("SELECT coalesce(max(version), 0)::bigint FROM refinery_schema_history")
    }

    fn run_migrations(&self) -> Result<(), LedgerError> {
        // The runner commits each of its steps, so the lock is the session's.
        self.batch(&format!("SELECT pg_advisory_lock({WRITER})"))?;
        let runner = migrate::of_postgres().set_grouped(true);
        let applied = runner.run(&mut self.connection.borrow_mut().client);
        let unlocked = self.batch(&format!("SELECT pg_advisory_unlock({WRITER})"));
        applied.map_err(|error| failure::of_migration(&self.place, error))?;
        unlocked
    }
}

impl Engine for Server {
    fn place(&self) -> &Path {
        &self.place
    }

    fn query(&self, sql: &str, parameters: &[Value], take: &mut Take<'_>) -> Result<(), LedgerError> {
        let mut connection = self.connection.borrow_mut();
        let statement = self.told(connection.prepare(sql))?;
        let bound = bind(&statement, parameters);
        let columns: Rc<[String]> =
            statement.columns().iter().map(|column| column.name().to_owned()).collect();
        let mut found = self.told(connection.client.query_raw(&statement, bound.iter().map(Box::as_ref)))?;
        while let Some(row) = self.told(found.next())? {
            let values = (0..columns.len()).map(|index| value(&row, index));
            take(Row::new(&columns, self.told(values.collect())?))?;
        }
        Ok(())
    }

    fn execute(&self, sql: &str, parameters: &[Value]) -> Result<(), LedgerError> {
        let mut connection = self.connection.borrow_mut();
        let statement = self.told(connection.prepare(sql))?;
        let bound = bind(&statement, parameters);
        let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(Box::as_ref).collect();
        let run = connection.client.execute(&statement, &bound);
        self.told(run.map(drop))
    }

    fn begin(&self) -> Result<(), LedgerError> {
        // Each statement after the lock sees what was committed before it, and until the end nobody else writes.
        let begun = self.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({WRITER})"));
        if begun.is_err() {
            drop(self.roll_back());
        }
        begun
    }

    fn begin_reading(&self) -> Result<(), LedgerError> {
        self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn commit(&self) -> Result<(), LedgerError> {
        self.batch("COMMIT")
    }

    fn roll_back(&self) -> Result<(), LedgerError> {
        self.batch("ROLLBACK")
    }

    fn migrate(&mut self) -> Result<(), LedgerError> {
        if migrate::is_older(self.schema_version()?, &migrate::of_postgres())? {
            self.run_migrations()?;
        }
        Ok(())
    }

    fn copy_to(&self, _path: &Path) -> Result<bool, LedgerError> {
        Ok(false)
    }
}

impl Connection {
    fn prepare(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&numbered(sql))?;
        if self.prepared.len() == STATEMENTS {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// The statement with `$1` for `?1`, outside of quotes.
fn numbered(sql: &str) -> String {
    let mut is_quoted = false;
    let mut characters = sql.chars().peekable();
    let mut numbered = String::with_capacity(sql.len());
    while let Some(character) = characters.next() {
        is_quoted ^= character == '\'';
        let is_parameter = character == '?' && characters.peek().is_some_and(char::is_ascii_digit);
        numbered.push(if is_parameter && !is_quoted { '$' } else { character });
    }
    numbered
}

/// The values as the server expects them; one of another kind is refused by the library.
fn bind(statement: &Statement, parameters: &[Value]) -> Vec<Box<dyn ToSql + Sync>> {
    statement.params().iter().zip(parameters).map(|(kind, value)| bound(kind, value)).collect()
}

fn bound(kind: &Type, value: &Value) -> Box<dyn ToSql + Sync> {
    match value {
        Value::Null => match *kind {
            Type::BYTEA => Box::new(None::<Vec<u8>>),
            Type::INT8 => Box::new(None::<i64>),
            Type::INT4 => Box::new(None::<i32>),
            Type::BOOL => Box::new(None::<bool>),
            _ => Box::new(None::<String>),
        },
        Value::Integer(number) => match (kind, i32::try_from(*number)) {
            (&Type::BOOL, _) => Box::new(*number != 0),
            (&Type::INT4, Ok(number)) => Box::new(number),
            _ => Box::new(*number),
        },
        Value::Text(text) => Box::new(text.clone()),
        Value::Blob(bytes) => Box::new(bytes.clone()),
    }
}

fn value(row: &postgres::Row, index: usize) -> Result<Value, Error> {
    let kind = row.columns()[index].type_().clone();
    Ok(match kind {
        Type::BYTEA => row.try_get::<_, Option<_>>(index)?.map_or(Value::Null, Value::Blob),
        Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR => {
            row.try_get::<_, Option<_>>(index)?.map_or(Value::Null, Value::Text)
        }
        _ => row
            .try_get::<_, Option<Whole>>(index)?
            .map_or(Value::Null, |Whole(number)| Value::Integer(number)),
    })
}

/// A whole number in whatever type the server counts: a sum of numbers is a decimal.
struct Whole(i64);

impl<'a> FromSql<'a> for Whole {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(match *kind {
            Type::BOOL => bool::from_sql(kind, raw)?.into(),
            Type::INT2 => i16::from_sql(kind, raw)?.into(),
            Type::INT4 => i32::from_sql(kind, raw)?.into(),
            Type::NUMERIC => decimal(raw).ok_or("a decimal that is no whole number of 64 bits")?,
            _ => i64::from_sql(kind, raw)?,
        }))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::BOOL | Type::INT2 | Type::INT4 | Type::INT8 | Type::NUMERIC)
    }
}

/// A decimal as the server sends it: count of digits to the base of 10000, power of the first one, sign, scale, digits.
fn decimal(raw: &[u8]) -> Option<i64> {
    let words: Vec<i16> = raw.as_chunks::<2>().0.iter().map(|word| i16::from_be_bytes(*word)).collect();
    let [_, weight, sign, _, digits @ ..] = words.as_slice() else { return None };
    let wanted = usize::try_from(i32::from(*weight) + 1).ok()?;
    if digits.get(wanted..).is_some_and(|rest| rest.iter().any(|digit| *digit != 0)) {
        return None;
    }
    let number = (0..wanted).try_fold(0_i64, |number, place| {
        let digit = digits.get(place).copied().unwrap_or_default();
        number.checked_mul(10_000)?.checked_add(digit.into())
    })?;
    match sign {
        0 => Some(number),
        0x4000 => number.checked_neg(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_renumbered_outside_of_texts() {
        assert_eq!(numbered("a = ?1 AND b = '?2' OR c = ?12"), "a = $1 AND b = '?2' OR c = $12");
        assert_eq!(numbered("LIKE 'it''s ?1' AND ?3"), "LIKE 'it''s ?1' AND $3");
    }

    #[test]
    fn sums_are_read_as_whole_numbers() {
        let sent = |words: &[i16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        assert_eq!(decimal(&sent(&[0, 0, 0, 0])), Some(0));
        assert_eq!(decimal(&sent(&[2, 1, 0, 0, 12, 3456])), Some(123_456));
        assert_eq!(decimal(&sent(&[1, 1, 0x4000, 0, 5])), Some(-50_000));
        assert_eq!(decimal(&sent(&[2, 0, 0, 1, 1, 5000])), None, "one and a half");
        assert_eq!(decimal(&sent(&[1, 5, 0, 0, 1])), None, "too large");
        assert_eq!(decimal(&[0, 0]), None);
    }
}
