//! The schema's versions. A ledger is brought up to date when it is opened; one from a newer program is refused.

use std::time::Duration;

use refinery::Runner;

use crate::LedgerError;

mod sqlite {
    refinery::embed_migrations!("migrations/sqlite");
}

mod postgres {
    refinery::embed_migrations!("migrations/postgres");
}

/// How long a second process waits until the first has migrated.
pub(super) const WAIT: Duration = Duration::from_secs(60);

pub(super) fn of_sqlite() -> Runner {
    sqlite::migrations::runner()
}

pub(super) fn of_postgres() -> Runner {
    postgres::migrations::runner()
}

/// Whether a ledger whose newest migration is `found` lacks one of these.
pub(super) fn is_older(found: i64, runner: &Runner) -> Result<bool, LedgerError> {
    let known = runner.get_migrations().iter().map(|migration| i64::from(migration.version())).max();
    let known = known.unwrap_or_default();
    if found > known { Err(LedgerError::SchemaNewer { found, known }) } else { Ok(found < known) }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::super::{Database, Login, Place};
    use super::*;

    fn open(path: &Path) -> Result<Database, LedgerError> {
        Database::open(&Place::File(path.to_owned()), &Login::none())
    }

    fn empty() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        Database::create(&Place::File(path.clone()), &Login::none(), |_| Ok(())).unwrap();
        (folder, path)
    }

    #[test]
    fn an_empty_file_gets_every_migration_and_a_second_opening_none() {
        let (_folder, path) = empty();
        for _ in 0..2 {
            let database = open(&path).unwrap();
            assert_eq!(database.select("SELECT version FROM refinery_schema_history", &[]).unwrap().len(), 2);
        }
    }

    #[test]
    fn a_ledger_of_a_newer_program_is_refused() {
        let (_folder, path) = empty();
        let database = open(&path).unwrap();
        let transaction = database.begin().unwrap();
        let newer = "INSERT INTO refinery_schema_history VALUES (999, 'later', '2030-01-01T00:00:00Z', '0')";
        transaction.execute(newer, &[]).unwrap();
        transaction.commit().unwrap();
        assert!(matches!(open(&path).unwrap_err(), LedgerError::SchemaNewer { found: 999, known: 2 }));
    }

    #[test]
    fn what_is_no_ledger_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        assert!(matches!(open(&path).unwrap_err(), LedgerError::Missing { .. }));
        std::fs::write(&path, "not a database, but long enough to be read as the header of one".repeat(20))
            .unwrap();
        assert!(matches!(open(&path).unwrap_err(), LedgerError::NotALedger { .. }));
        std::fs::remove_file(&path).unwrap();
        rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
        assert!(matches!(open(&path).unwrap_err(), LedgerError::NotALedger { .. }));
    }
}
