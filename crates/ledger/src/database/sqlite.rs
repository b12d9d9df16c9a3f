//! The ledger as one file.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use super::{BUSY_SECONDS, Engine, Row, Take, Value, migrate, sqlite_failure as failure, text};
use crate::LedgerError;

/// Pages copied at a time: all of them, because a copy that pauses begins anew after every write.
const BACKUP_PAGES: i32 = i32::MAX;

/// Written into the file's header, so that another program's database is not taken for a ledger: "KSLP".
const APPLICATION_ID: i64 = 0x4b53_4c50;

/// Statements that are kept prepared: a command has some dozen of them.
const STATEMENTS: usize = 128;

/// An open file.
#[derive(Debug)]
pub(super) struct File {
    connection: Connection,
    path: PathBuf,
}

impl File {
    /// Makes a new file with the newest schema.
    pub(super) fn create(path: &Path) -> Result<Self, LedgerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut file = Self::connect(path, flags)?;
        file.pragma("application_id", Value::Integer(APPLICATION_ID))?;
        file.migrate()?;
        Ok(file)
    }

    /// Opens an existing file and brings its schema up to date.
    pub(super) fn open(path: &Path) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        let mut file = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let mut id = None;
        file.query("PRAGMA application_id", &[], &mut |row| {
            id = Some(row.integer("application_id")?);
            Ok(())
        })?;
        if id != Some(APPLICATION_ID) {
            return Err(LedgerError::NotALedger { path: path.to_owned() });
        }
        file.migrate()?;
        file.pragma("journal_mode", text("WAL"))?;
        Ok(file)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, LedgerError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| failure::of(path, error))?;
        let file = Self { connection, path: path.to_owned() };
        file.told(file.prepare_connection())?;
        file.pragma("foreign_keys", Value::Integer(1))?;
        file.pragma("synchronous", text("FULL"))?;
        file.pragma("trusted_schema", Value::Integer(0))?;
        Ok(file)
    }

    fn prepare_connection(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(Duration::from_secs(BUSY_SECONDS.into()))?;
        self.connection.set_prepared_statement_cache_capacity(STATEMENTS);
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map(drop)
    }

    fn pragma(&self, name: &str, value: Value) -> Result<(), LedgerError> {
        self.told(self.connection.pragma_update(None, name, value))
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, LedgerError> {
        result.map_err(|error| failure::of(&self.path, error))
    }

    /// The newest migration that the file has had; 0 for an empty file.
    pub(super) fn schema_version(&self) -> Result<i64, LedgerError> {
        let is_new = "SELECT count(*) FROM sqlite_schema WHERE name = 'refinery_schema_history'";
        let version = "SELECT coalesce(max(version), 0) FROM refinery_schema_history";
        let number = |sql| self.told(self.connection.query_row(sql, [], |row| row.get(0)));
        if number(is_new)? == 0 { Ok(0) } else { number(version) }
    }
}

impl Engine for File {
    fn place(&self) -> &Path {
        &self.path
    }

    fn query(&self, sql: &str, parameters: &[Value], take: &mut Take<'_>) -> Result<(), LedgerError> {
        let mut statement = self.told(self.connection.prepare_cached(sql))?;
        let columns: Rc<[String]> = statement.column_names().map(str::to_owned).collect();
        let mut found = self.told(statement.query(params_from_iter(parameters)))?;
        while let Some(row) = self.told(found.next())? {
            let values = (0..columns.len()).map(|index| row.get_ref(index).map(value));
            take(Row::new(&columns, self.told(values.collect())?))?;
        }
        Ok(())
    }

    fn execute(&self, sql: &str, parameters: &[Value]) -> Result<(), LedgerError> {
        let run = || self.connection.prepare_cached(sql)?.execute(params_from_iter(parameters));
        self.told(run().map(drop))
    }

    fn begin(&self) -> Result<(), LedgerError> {
        self.execute("BEGIN IMMEDIATE", &[])
    }

    fn begin_reading(&self) -> Result<(), LedgerError> {
        self.execute("BEGIN DEFERRED", &[])
    }

    fn commit(&self) -> Result<(), LedgerError> {
        self.execute("COMMIT", &[])
    }

    fn roll_back(&self) -> Result<(), LedgerError> {
        // Some failures, a full disk among them, have rolled back already.
        if self.connection.is_autocommit() { Ok(()) } else { self.execute("ROLLBACK", &[]) }
    }

    fn migrate(&mut self) -> Result<(), LedgerError> {
        let found = self.schema_version()?;
        if !migrate::is_older(found, &migrate::of_sqlite())? {
            return Ok(());
        }
        // A new file is its maker's alone; of an older one another process may have been first, and the runner
        // looks again.
        let lock = self.path.with_extension("lock");
        let lock = (found > 0).then(|| disk::Lock::acquire(&lock, migrate::WAIT)).transpose()?;
        let applied = migrate::of_sqlite().run(&mut self.connection);
        drop(lock);
        applied.map(drop).map_err(|error| failure::of_migration(&self.path, error))
    }

    fn copy_to(&self, path: &Path) -> Result<bool, LedgerError> {
        let run = || -> rusqlite::Result<()> {
            let mut copy = Connection::open(path)?;
            let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy)?;
            backup.run_to_completion(BACKUP_PAGES, Duration::ZERO, None)
        };
        run().map(|()| true).map_err(|error| failure::of(path, error))
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        // No column of ours is a float: STRICT tables refuse them.
        ValueRef::Real(_) => Value::Null,
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
