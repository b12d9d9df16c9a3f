//! Statements in, rows of plain values out: the one place that knows the engines.
//!
//! An engine is a file here behind the trait [`Engine`]; the statements above keep to what all of them understand.

mod login;
mod migrate;
mod place;
mod postgres;
mod postgres_failure;
mod sqlite;
mod sqlite_failure;
mod value;

use std::cell::Cell;
use std::fmt::Debug;
use std::path::Path;

pub use self::login::Login;
pub(crate) use self::place::Place;
pub use self::place::ServerUrl;
pub(crate) use self::value::{Row, Value, blob, integer, names_json, text, time};
use crate::LedgerError;

/// How long a command waits for another one that writes, in seconds: longer than any single transaction of ours.
const BUSY_SECONDS: u32 = 10;

/// What a database does for us. Parameters are numbered, `?1` and on; a statement that fails within a transaction ends
/// what can be done in it, other than rolling it back.
trait Engine: Debug + Send {
    /// The file or the address, for messages.
    fn place(&self) -> &Path;

    /// Hands the rows of a query to `take`, one after another.
    fn query(&self, sql: &str, parameters: &[Value], take: &mut Take<'_>) -> Result<(), LedgerError>;

    /// Runs a statement that changes rows.
    fn execute(&self, sql: &str, parameters: &[Value]) -> Result<(), LedgerError>;

    /// Begins to write once nobody else does; gives up with [`LedgerError::Busy`].
    fn begin(&self) -> Result<(), LedgerError>;

    /// Begins to read what is there at one moment.
    fn begin_reading(&self) -> Result<(), LedgerError>;

    fn commit(&self) -> Result<(), LedgerError>;

    fn roll_back(&self) -> Result<(), LedgerError>;

    /// Brings the schema up to date, one process at a time.
    fn migrate(&mut self) -> Result<(), LedgerError>;

    /// Writes a copy as it is at one moment to a new file, while others may go on working; false for an engine that
    /// has no file to copy.
    fn copy_to(&self, path: &Path) -> Result<bool, LedgerError>;
}

type Take<'a> = dyn FnMut(Row) -> Result<(), LedgerError> + 'a;

/// An open ledger.
#[derive(Debug)]
pub(crate) struct Database {
    engine: Box<dyn Engine>,
    /// Whether a transaction is open: what is read in it is of one moment already.
    is_in_transaction: Cell<bool>,
}

impl Database {
    /// Makes a new ledger with the newest schema and hands it to `fill`; afterwards it is closed and complete.
    ///
    /// A file that is there must be new. In a database, a schema that nobody filled is taken over.
    pub(crate) fn create(
        place: &Place,
        login: &Login,
        fill: impl FnOnce(&Transaction<'_>) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let database = Self::begin_new(place, login)?;
        let transaction = database.begin()?;
        database.refuse_filled()?;
        fill(&transaction)?;
        transaction.commit()
    }

    /// Makes a new ledger that nobody has filled yet.
    pub(crate) fn begin_new(place: &Place, login: &Login) -> Result<Self, LedgerError> {
        Ok(Self::of(match place {
            Place::File(path) => Box::new(sqlite::File::create(path)?),
            Place::Server(url) => Box::new(postgres::Server::create(url, login)?),
        }))
    }

    /// Opens an existing ledger and brings its schema up to date.
    pub(crate) fn open(place: &Place, login: &Login) -> Result<Self, LedgerError> {
        Ok(Self::of(match place {
            Place::File(path) => Box::new(sqlite::File::open(path)?),
            Place::Server(url) => Box::new(postgres::Server::open(url, login)?),
        }))
    }

    fn of(engine: Box<dyn Engine>) -> Self {
        Self { engine, is_in_transaction: Cell::new(false) }
    }

    /// Refuses a ledger that is somebody's already.
    pub(crate) fn refuse_filled(&self) -> Result<(), LedgerError> {
        match self.select_one("SELECT only_row FROM vendor", &[])? {
            None => Ok(()),
            Some(_) => Err(LedgerError::AlreadyInitialised { path: self.place().to_owned() }),
        }
    }

    /// The file or the address, for messages.
    pub(crate) fn place(&self) -> &Path {
        self.engine.place()
    }

    /// All rows of a query.
    pub(crate) fn select(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, LedgerError> {
        let mut rows = Vec::new();
        self.each(sql, parameters, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of a query.
    pub(crate) fn select_one(&self, sql: &str, parameters: &[Value]) -> Result<Option<Row>, LedgerError> {
        Ok(self.select(sql, parameters)?.into_iter().next())
    }

    /// Hands over one row after another, so that there may be more of them than fit into memory. Nothing else may be
    /// asked of the database meanwhile.
    pub(crate) fn each(
        &self,
        sql: &str,
        parameters: &[Value],
        mut take: impl FnMut(Row) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        refuse_nul(parameters)?;
        self.engine.query(sql, parameters, &mut take)
    }

    /// What is read until the snapshot is dropped is of one moment, whatever others write meanwhile.
    pub(crate) fn snapshot(&self) -> Result<Snapshot<'_>, LedgerError> {
        if self.is_in_transaction.get() {
            return Ok(Snapshot(None));
        }
        self.engine.begin_reading()?;
        Ok(Snapshot(Some(Transaction::of(self))))
    }

    /// Copies the file as it is at one moment, while others may go on working with it; false where there is none.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<bool, LedgerError> {
        self.engine.copy_to(path)
    }

    /// Begins to write, before anything is read: what the transaction reads stays true until it is committed.
    pub(crate) fn begin(&self) -> Result<Transaction<'_>, LedgerError> {
        self.engine.begin()?;
        Ok(Transaction::of(self))
    }
}

/// Keeps what is read at one moment.
#[derive(Debug)]
#[expect(dead_code, reason = "ends the transaction when it is dropped")]
pub(crate) struct Snapshot<'a>(Option<Transaction<'a>>);

/// The only thing that writes; rolled back unless committed.
#[derive(Debug)]
pub(crate) struct Transaction<'a> {
    database: &'a Database,
    is_open: bool,
}

impl<'a> Transaction<'a> {
    fn of(database: &'a Database) -> Self {
        database.is_in_transaction.set(true);
        Self { database, is_open: true }
    }

    /// Runs a statement that changes rows.
    pub(crate) fn execute(&self, sql: &str, parameters: &[Value]) -> Result<(), LedgerError> {
        refuse_nul(parameters)?;
        disk::fault_point("before a statement");
        self.database.engine.execute(sql, parameters)
    }

    pub(crate) fn commit(mut self) -> Result<(), LedgerError> {
        disk::fault_point("before the commit");
        self.database.engine.commit()?;
        self.is_open = false;
        disk::fault_point("after the commit");
        Ok(())
    }

    pub(crate) fn roll_back(mut self) -> Result<(), LedgerError> {
        self.is_open = false;
        self.database.engine.roll_back()
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        self.database.is_in_transaction.set(false);
        if self.is_open {
            // Whoever dropped it has an error to tell already; a connection that cannot roll back has lost its
            // transaction with itself.
            drop(self.database.engine.roll_back());
        }
    }
}

/// PostgreSQL has no texts with NUL, and SQLite's functions read them to there only.
fn refuse_nul(parameters: &[Value]) -> Result<(), LedgerError> {
    let has_nul = |value: &Value| matches!(value, Value::Text(text) if text.contains('\0'));
    if parameters.iter().any(has_nul) { Err(crate::StoreError::NulInText.into()) } else { Ok(()) }
}
