//! What SQLite reports, sorted by what a person can do about it.

use std::path::Path;

use rusqlite::{ErrorCode, ffi};

use crate::LedgerError;

/// The error for `error`, which the file at `path` met.
pub(super) fn of(path: &Path, error: rusqlite::Error) -> LedgerError {
    let path = path.to_owned();
    let code = error.sqlite_error_code();
    let is_full = is_full(&error);
    let source = Box::new(error);
    match code {
        _ if is_full => LedgerError::Full { path, source },
        Some(ErrorCode::ReadOnly) => LedgerError::ReadOnly { path, source },
        Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => LedgerError::CannotOpen { path, source },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerError::Busy { path, source },
        Some(ErrorCode::DatabaseCorrupt) => LedgerError::Corrupt { path, source },
        Some(ErrorCode::NotADatabase) => LedgerError::NotALedger { path },
        _ => LedgerError::Database { path, source },
    }
}

/// Whether space is what is missing: for a page, or for the index of the log that processes share.
fn is_full(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code.is_some_and(|code| code == ffi::SQLITE_FULL || code == ffi::SQLITE_IOERR_SHMSIZE)
}

/// The error for one that happened during a migration.
pub(super) fn of_migration(path: &Path, error: refinery::Error) -> LedgerError {
    use std::error::Error as _;
    let cause = error.source().and_then(|cause| cause.downcast_ref::<rusqlite::Error>());
    match cause.and_then(rusqlite::Error::sqlite_error_code) {
        _ if cause.is_some_and(is_full) => {
            LedgerError::Full { path: path.to_owned(), source: Box::new(error) }
        }
        Some(ErrorCode::ReadOnly) => LedgerError::ReadOnly { path: path.to_owned(), source: Box::new(error) },
        _ => LedgerError::Migration { path: path.to_owned(), source: Box::new(error) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use format::Explain as _;

    #[test]
    fn every_failure_that_a_person_can_mend_has_its_own_code() {
        for (code, expected) in [
            (ffi::SQLITE_FULL, "ledger.full"),
            (ffi::SQLITE_IOERR_SHMSIZE, "ledger.full"),
            (ffi::SQLITE_READONLY, "ledger.read-only"),
            (ffi::SQLITE_READONLY_DIRECTORY, "ledger.read-only"),
            (ffi::SQLITE_CANTOPEN, "ledger.cannot-open"),
            (ffi::SQLITE_PERM, "ledger.cannot-open"),
            (ffi::SQLITE_BUSY, "ledger.busy"),
            (ffi::SQLITE_LOCKED, "ledger.busy"),
            (ffi::SQLITE_CORRUPT, "ledger.corrupt"),
            (ffi::SQLITE_NOTADB, "ledger.not-a-ledger"),
            (ffi::SQLITE_IOERR, "ledger.database"),
            (ffi::SQLITE_CONSTRAINT, "ledger.database"),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!(of(Path::new("x"), error).code(), expected);
        }
    }
}
