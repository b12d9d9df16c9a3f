//! The schema's versions. A file is brought up to date when it is opened; one from a newer program is refused.

use std::time::Duration;

use super::{Database, failure};
use crate::LedgerError;

mod embedded {
    refinery::embed_migrations!("migrations/sqlite");
}

/// How long a second process waits until the first has migrated.
const MIGRATION_WAIT: Duration = Duration::from_secs(60);

impl Database {
    /// Applies what is missing, one process at a time.
    pub(super) fn migrate(&mut self) -> Result<(), LedgerError> {
        let runner = embedded::migrations::runner();
        let known = runner.get_migrations().iter().map(|migration| i64::from(migration.version())).max();
        let known = known.unwrap_or_default();
        let found = self.schema_version()?;
        if found > known {
            return Err(LedgerError::SchemaNewer { found, known });
        }
        if found == known {
            return Ok(());
        }
        // A new file is its maker's alone; of an older one another process may have been first, and the runner
        // looks again.
        let lock = self.path.with_extension("lock");
        let lock = (found > 0).then(|| disk::Lock::acquire(&lock, MIGRATION_WAIT)).transpose()?;
        let applied = runner.run(&mut self.connection);
        drop(lock);
        applied.map(drop).map_err(|error| failure::of_migration(&self.path, error))
    }

    /// The newest migration that the file has had; 0 for an empty file.
    pub(super) fn schema_version(&self) -> Result<i64, LedgerError> {
        let table = "SELECT name FROM sqlite_schema WHERE name = 'refinery_schema_history'";
        if self.select_one(table, &[])?.is_none() {
            return Ok(0);
        }
        let newest = "SELECT coalesce(max(version), 0) AS version FROM refinery_schema_history";
        self.select_one(newest, &[])?.map_or(Ok(0), |row| row.integer("version"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        Database::create(&path, |_| Ok(())).unwrap();
        (folder, path)
    }

    #[test]
    fn an_empty_file_gets_every_migration_and_a_second_opening_none() {
        let (_folder, path) = empty();
        for _ in 0..2 {
            let database = Database::open(&path).unwrap();
            assert_eq!(database.schema_version().unwrap(), 2);
            assert_eq!(database.select("SELECT version FROM refinery_schema_history", &[]).unwrap().len(), 2);
        }
    }

    #[test]
    fn a_ledger_of_a_newer_program_is_refused() {
        let (_folder, path) = empty();
        let database = Database::open(&path).unwrap();
        let transaction = database.begin().unwrap();
        let newer = "INSERT INTO refinery_schema_history VALUES (999, 'later', '2030-01-01T00:00:00Z', '0')";
        transaction.execute(newer, &[]).unwrap();
        transaction.commit().unwrap();
        assert!(matches!(
            Database::open(&path).unwrap_err(),
            LedgerError::SchemaNewer { found: 999, known: 2 }
        ));
    }

    #[test]
    fn what_is_no_ledger_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        assert!(matches!(Database::open(&path).unwrap_err(), LedgerError::Missing { .. }));
        std::fs::write(&path, "not a database, but long enough to be read as the header of one".repeat(20))
            .unwrap();
        assert!(matches!(Database::open(&path).unwrap_err(), LedgerError::NotALedger { .. }));
        std::fs::remove_file(&path).unwrap();
        rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
        assert!(matches!(Database::open(&path).unwrap_err(), LedgerError::NotALedger { .. }));
    }
}
