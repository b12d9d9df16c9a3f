use std::path::Path;

use format::Digest;

use super::read::Dump;
use super::{DumpReport, Table};
use crate::database::{Database, Login, Place, ServerUrl, Value, blob};
use crate::{Ledger, LedgerError, Mode, VendorFolder};

/// Where a ledger is restored to, and what it must hold.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever restores decides on every field")]
pub struct RestoreOptions<'a> {
    /// An empty database, if not the vendor's folder.
    pub ledger: Option<&'a ServerUrl>,
    /// What the database is opened with.
    pub login: &'a Login,
    /// Heads of the audit trail that were noted elsewhere.
    pub noted: &'a [Digest],
}

impl Ledger {
    /// Makes the ledger of a vendor's folder from a dump: the folder has its roots, and no ledger yet.
    ///
    /// All of it is there afterwards, checked as [`Ledger::verify_audit_against`] does, or nothing. Keys and objects
    /// are not looked at.
    ///
    /// # Errors
    ///
    /// [`LedgerError::AlreadyInitialised`] where there is a ledger, [`LedgerError::AnotherRoot`] where the folder's
    /// first root is not the one that the dump's ledger began with, [`StoreError::NotADump`],
    /// [`StoreError::DumpDamaged`], [`LedgerError::SchemaNewer`]; those of the check; what opening and writing meet.
    ///
    /// [`StoreError::NotADump`]: crate::StoreError::NotADump
    /// [`StoreError::DumpDamaged`]: crate::StoreError::DumpDamaged
    pub fn restore(
        folder: &Path,
        dump: &Path,
        options: &RestoreOptions<'_>,
    ) -> Result<DumpReport, LedgerError> {
        let folder = VendorFolder::at(folder);
        if folder.ledger_path().exists() || folder.ledger_url_path().exists() {
            return Err(LedgerError::AlreadyInitialised { path: folder.path().to_owned() });
        }
        let (mut dump, expected) = Dump::open(dump)?;
        let mut older = folder.root_chain()?;
        let found = older[0].root().digest();
        if found != expected {
            return Err(LedgerError::AnotherRoot { expected, found });
        }
        let root = older.pop().expect("root_chain fails without the first root");
        let draft = folder.draft_path();
        let place = match options.ledger {
            Some(url) => Place::Server(Box::new(url.clone())),
            None => Place::File(draft.clone()),
        };
        // What a killed restore left is not a ledger to be continued.
        if draft.exists() {
            disk::remove_file(&draft)?;
        }
        let database = Database::begin_new(&place, options.login)?;
        let mut ledger = Self { database, folder: folder.clone(), root, older };
        let filled = ledger.fill(&mut dump, expected, options.noted);
        drop(ledger);
        match (&filled, options.ledger) {
            (Ok(_), Some(url)) => folder.note_ledger_url(url)?,
            (Ok(_), None) => {
                disk::owner_only(&draft)?;
                disk::move_file(&draft, &folder.ledger_path())?;
            }
            (Err(_), None) => disk::remove_file(&draft)?,
            (Err(_), Some(_)) => (),
        }
        filled
    }

    fn fill(&mut self, dump: &mut Dump, root: Digest, noted: &[Digest]) -> Result<DumpReport, LedgerError> {
        self.write(Mode::Commit, |ledger| {
            ledger.refuse_filled()?;
            let pin = "INSERT INTO vendor (only_row, root) VALUES (1, ?1)";
            ledger.execute(pin, &[blob(*root.as_bytes())])?;
            let mut merged = Vec::new();
            let end = dump.read(|table, mut row| {
                if let Some(into) = table.merged_into(&row) {
                    // Whom it was merged into may stand further down.
                    merged.push([row[0].clone(), std::mem::replace(&mut row[into], Value::Null)]);
                }
                ledger.execute(&table.insert(), &row)
            })?;
            for pair in &merged {
                ledger.execute("UPDATE customers SET merged_into = ?2 WHERE customer = ?1", pair)?;
            }
            if ledger.last_audit()? != Some((end.entries, end.head)) {
                return Err(dump.damaged());
            }
            ledger.verify_audit_against(noted)?;
            Ok(DumpReport { rows: end.rows, entries: end.entries, head: end.head, bytes: dump.bytes() })
        })
    }
}

impl Table {
    fn insert(&self) -> String {
        let columns = self.columns.join(", ");
        let parameters: Vec<String> = (1..=self.columns.len()).map(|number| format!("?{number}")).collect();
        format!("INSERT INTO {} ({columns}) VALUES ({})", self.name, parameters.join(", "))
    }

    /// The column that refers to another row of the same table, where it does.
    fn merged_into(&self, row: &[Value]) -> Option<usize> {
        let at =
            self.columns.iter().position(|column| self.name == "customers" && *column == "merged_into")?;
        (row[at] != Value::Null).then_some(at)
    }
}
