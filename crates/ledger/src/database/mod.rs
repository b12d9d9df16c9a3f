//! The one place that knows SQLite: statements in, rows of plain values out.
//!
//! Another database goes behind the same three types; the statements above it keep to what both understand.

mod failure;
mod migrate;
mod value;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params_from_iter};

pub(crate) use self::value::{Row, Value, blob, integer, names_json, text, time};
use crate::LedgerError;

/// How long a command waits for another one that writes: longer than any single transaction of ours.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Pages copied at a time: all of them, because a copy that pauses begins anew after every write.
const BACKUP_PAGES: i32 = i32::MAX;

/// Written into the file's header, so that another program's database is not taken for a ledger: "KSLP".
const APPLICATION_ID: i64 = 0x4b53_4c50;

/// An open ledger file.
#[derive(Debug)]
pub(crate) struct Database {
    connection: Connection,
    path: PathBuf,
}

impl Database {
    /// Makes a new file with the newest schema and hands it to `fill`; afterwards the file is closed and complete.
    pub(crate) fn create(
        path: &Path,
        fill: impl FnOnce(&Transaction<'_>) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut database = Self::connect(path, flags)?;
        database.pragma("application_id", Value::Integer(APPLICATION_ID))?;
        database.migrate()?;
        let transaction = database.begin()?;
        fill(&transaction)?;
        transaction.commit()?;
        database.close()
    }

    /// Opens an existing file and brings its schema up to date.
    pub(crate) fn open(path: &Path) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        let mut database = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let id = database.select_one("PRAGMA application_id", &[])?;
        if id.map(|row| row.integer("application_id")).transpose()? != Some(APPLICATION_ID) {
            return Err(LedgerError::NotALedger { path: path.to_owned() });
        }
        database.migrate()?;
        database.pragma("journal_mode", text("WAL"))?;
        Ok(database)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, LedgerError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| failure::of(path, error))?;
        let database = Self { connection, path: path.to_owned() };
        database.prepare_connection().map_err(|error| failure::of(path, error))?;
        database.pragma("foreign_keys", Value::Integer(1))?;
        database.pragma("synchronous", text("FULL"))?;
        database.pragma("trusted_schema", Value::Integer(0))?;
        Ok(database)
    }

    fn prepare_connection(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(BUSY_TIMEOUT)?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map(drop)
    }

    fn pragma(&self, name: &str, value: Value) -> Result<(), LedgerError> {
        let set = self.connection.pragma_update(None, name, value);
        set.map_err(|error| failure::of(&self.path, error))
    }

    fn close(self) -> Result<(), LedgerError> {
        let Self { connection, path } = self;
        connection.close().map_err(|(_, error)| failure::of(&path, error))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// All rows of a query.
    pub(crate) fn select(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, LedgerError> {
        let mut rows = Vec::new();
        let run = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let columns = value::columns(&statement);
            let mut found = statement.query(params_from_iter(parameters))?;
            while let Some(row) = found.next()? {
                rows.push(Row::read(&columns, row)?);
            }
            Ok(())
        };
        let mut run = run;
        run().map_err(|error| failure::of(&self.path, error))?;
        Ok(rows)
    }

    /// The first row of a query.
    pub(crate) fn select_one(&self, sql: &str, parameters: &[Value]) -> Result<Option<Row>, LedgerError> {
        Ok(self.select(sql, parameters)?.into_iter().next())
    }

    /// What is read until the snapshot is dropped is of one moment, whatever others write meanwhile.
    pub(crate) fn snapshot(&self) -> Result<Snapshot<'_>, LedgerError> {
        let begun = rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred);
        begun.map(Snapshot).map_err(|error| failure::of(&self.path, error))
    }

    /// Copies the file as it is at one moment, while others may go on working with it.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<(), LedgerError> {
        let run = || -> rusqlite::Result<()> {
            let mut copy = Connection::open(path)?;
            let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy)?;
            backup.run_to_completion(BACKUP_PAGES, Duration::ZERO, None)
        };
        run().map_err(|error| failure::of(path, error))
    }

    /// Begins to write, before anything is read: what the transaction reads stays true until it is committed.
    pub(crate) fn begin(&self) -> Result<Transaction<'_>, LedgerError> {
        let begun = rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate);
        let transaction = begun.map_err(|error| failure::of(&self.path, error))?;
        Ok(Transaction { transaction, database: self })
    }
}

/// Keeps what is read at one moment.
#[derive(Debug)]
#[expect(dead_code, reason = "ends the transaction when it is dropped")]
pub(crate) struct Snapshot<'a>(rusqlite::Transaction<'a>);

/// The only thing that writes; rolled back unless committed.
#[derive(Debug)]
pub(crate) struct Transaction<'a> {
    transaction: rusqlite::Transaction<'a>,
    database: &'a Database,
}

impl Transaction<'_> {
    /// Runs a statement that changes rows.
    pub(crate) fn execute(&self, sql: &str, parameters: &[Value]) -> Result<(), LedgerError> {
        let run = || self.transaction.prepare_cached(sql)?.execute(params_from_iter(parameters));
        run().map(drop).map_err(|error| failure::of(self.database.path(), error))
    }

    pub(crate) fn commit(self) -> Result<(), LedgerError> {
        let path = self.database.path();
        self.transaction.commit().map_err(|error| failure::of(path, error))
    }

    pub(crate) fn roll_back(self) -> Result<(), LedgerError> {
        let path = self.database.path();
        self.transaction.rollback().map_err(|error| failure::of(path, error))
    }
}
