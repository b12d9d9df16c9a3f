use std::ops::Deref;
use std::path::Path;

use crypto::{Keyring, TrustedRoot};
use format::{Number, NumberId, Prefix};

use crate::audit::{self, Entry};
use crate::database::{Database, Login, Row, Snapshot, Transaction, Value};
use crate::{Context, LedgerError, VendorFolder};

/// A vendor's open ledger.
///
/// Reading takes `&self`, changing takes `&mut self` and is one transaction with its own entry in the audit trail.
/// Several programs may have the same ledger open; each waits until the other has committed.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) database: Database,
    pub(crate) folder: VendorFolder,
    pub(crate) root: TrustedRoot,
    /// The roots before it, the first one first: what was issued under them stays in the ledger.
    pub(crate) older: Vec<TrustedRoot>,
}

/// Whether what a transaction did stays.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "it stays or it does not")]
pub enum Mode {
    /// It stays.
    Commit,
    /// It is done, answered and taken back.
    DryRun,
}

impl Ledger {
    /// Opens the ledger of the vendor's folder at `path`, and brings an older schema up to date.
    ///
    /// # Errors
    ///
    /// [`LedgerError::InitUnfinished`] or [`LedgerError::Missing`] where there is none, [`LedgerError::NotALedger`],
    /// [`LedgerError::SchemaNewer`], [`LedgerError::AnotherRoot`] and [`LedgerError::Root`] where the roots are not the
    /// ledger's; else what opening a file meets.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_with(path, &Login::none())
    }

    /// Opens a ledger whose database asks for a password.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::open`], and [`LedgerError::Store`] for what can happen on the way to a server.
    pub fn open_with(path: &Path, login: &Login) -> Result<Self, LedgerError> {
        let folder = VendorFolder::at(path);
        let database = match Database::open(&folder.place()?, login) {
            Err(LedgerError::NotALedger { .. } | LedgerError::Missing { .. }) if folder.is_unfinished() => {
                return Err(LedgerError::InitUnfinished { path: path.to_owned() });
            }
            other => other?,
        };
        if folder.is_unfinished() {
            folder.is_finished_now()?;
        }
        let mut older = folder.root_chain()?;
        let pinned = database.select_one("SELECT root FROM vendor", &[])?;
        let expected = pinned.ok_or(LedgerError::DamagedRow { column: "root" })?.digest("root")?;
        let found = older[0].root().digest();
        if found != expected {
            return Err(LedgerError::AnotherRoot { expected, found });
        }
        let root = older.pop().expect("root_chain fails without the first root");
        Ok(Self { database, folder, root, older })
    }

    /// Writes a copy of the ledger as it is now to `path`, whole or not at all; an old copy is replaced. Of a ledger in
    /// a database it is a dump, as [`Ledger::dump`] writes it.
    ///
    /// The file itself must not be copied while it is open: its newest transactions are in a file beside it. Keys, roots
    /// and objects are ordinary files.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Full`] and others that writing meets, with the path of the copy.
    pub fn back_up(&self, path: &Path) -> Result<(), LedgerError> {
        let mut draft = path.as_os_str().to_owned();
        draft.push(".draft");
        let draft = Path::new(&draft);
        // What a killed copy left is not a database to be continued.
        if draft.exists() {
            disk::remove_file(draft)?;
        }
        if !self.database.copy_to(draft)? {
            return self.dump(path).map(drop);
        }
        disk::owner_only(draft)?;
        Ok(disk::move_file(draft, path)?)
    }

    /// The folder.
    pub fn folder(&self) -> &VendorFolder {
        &self.folder
    }

    /// The newest root.
    pub fn root(&self) -> &TrustedRoot {
        &self.root
    }

    /// All roots, the first one first.
    pub fn roots(&self) -> impl DoubleEndedIterator<Item = &TrustedRoot> {
        self.older.iter().chain([&self.root])
    }

    /// Takes over a root that was just installed.
    pub(crate) fn succeed(&mut self, next: TrustedRoot) {
        self.older.push(std::mem::replace(&mut self.root, next));
    }

    /// The keys that new documents are verified with.
    pub fn keyring(&self) -> &Keyring {
        self.root.keyring()
    }

    /// The beginning of the vendor's numbers.
    pub fn prefix(&self) -> Prefix {
        self.root.root().prefix
    }

    /// A license's number as people know it.
    pub fn license_number(&self, id: NumberId) -> Number {
        Number::license(self.prefix(), id)
    }

    /// A coupon's number as people know it.
    pub fn coupon_number(&self, id: NumberId) -> Number {
        Number::coupon(self.prefix(), id)
    }

    /// What is read until the snapshot is dropped is of one moment.
    pub(crate) fn snapshot(&self) -> Result<Snapshot<'_>, LedgerError> {
        self.database.snapshot()
    }

    pub(crate) fn select(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, LedgerError> {
        self.database.select(sql, parameters)
    }

    pub(crate) fn select_one(&self, sql: &str, parameters: &[Value]) -> Result<Option<Row>, LedgerError> {
        self.database.select_one(sql, parameters)
    }

    /// Hands over one row after another; nothing else may be asked meanwhile.
    pub(crate) fn each(
        &self,
        sql: &str,
        parameters: &[Value],
        take: impl FnMut(Row) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        self.database.each(sql, parameters, take)
    }

    /// One more than the greatest number in `column`.
    pub(crate) fn next_number(&self, table: &str, column: &str) -> Result<u32, LedgerError> {
        let sql = format!("SELECT coalesce(max({column}), 0) + 1 AS next FROM {table}");
        self.select_one(&sql, &[])?.map_or(Ok(1), |row| row.number("next"))
    }

    /// Does `work` in one transaction: all of it stays or none.
    pub(crate) fn write<T>(
        &mut self,
        mode: Mode,
        work: impl FnOnce(&Writer<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.write_deciding(|writer| Ok((work(writer)?, mode)))
    }

    /// [`Ledger::write`] where only the work itself tells whether it stays.
    pub(crate) fn write_deciding<T>(
        &mut self,
        work: impl FnOnce(&Writer<'_>) -> Result<(T, Mode), LedgerError>,
    ) -> Result<T, LedgerError> {
        let writer = Writer { transaction: self.database.begin()?, ledger: self };
        let (result, mode) = work(&writer)?;
        match mode {
            Mode::Commit => writer.transaction.commit()?,
            Mode::DryRun => writer.transaction.roll_back()?,
        }
        Ok(result)
    }
}

/// A ledger that is being written to: reads as a ledger does, within the transaction.
pub(crate) struct Writer<'a> {
    transaction: Transaction<'a>,
    ledger: &'a Ledger,
}

impl Writer<'_> {
    pub(crate) fn execute(&self, sql: &str, parameters: &[Value]) -> Result<(), LedgerError> {
        self.transaction.execute(sql, parameters)
    }

    /// A new ledger is new.
    pub(crate) fn refuse_filled(&self) -> Result<(), LedgerError> {
        self.ledger.database.refuse_filled()
    }

    /// Writes the entry that every transaction has.
    pub(crate) fn audit(&self, entry: &Entry, context: &Context) -> Result<(), LedgerError> {
        audit::append(&self.transaction, self.ledger.last_audit()?, entry, context)
    }
}

impl Deref for Writer<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        self.ledger
    }
}
