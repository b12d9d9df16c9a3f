//! What PostgreSQL reports, sorted by what a person can do about it.

use std::path::Path;

use postgres::Error;
use postgres::error::SqlState;

use super::ServerUrl;
use crate::{LedgerError, StoreError};

/// The error for `error`, which the database at `place` met.
pub(super) fn of(place: &Path, error: Error) -> LedgerError {
    let Some(code) = error.code().cloned() else { return without_code(place, error) };
    of_code(place, &code, error.into())
}

fn of_code(place: &Path, code: &SqlState, source: Cause) -> LedgerError {
    let path = place.to_owned();
    match *code {
        SqlState::DISK_FULL => LedgerError::Full { path, source },
        SqlState::READ_ONLY_SQL_TRANSACTION => LedgerError::ReadOnly { path, source },
        SqlState::INSUFFICIENT_PRIVILEGE => StoreError::NotPermitted { place: path, source }.into(),
        SqlState::LOCK_NOT_AVAILABLE
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::T_R_SERIALIZATION_FAILURE => LedgerError::Busy { path, source },
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => LedgerError::Corrupt { path, source },
        _ if is_lost(code) => StoreError::ConnectionLost { place: path, source }.into(),
        _ => LedgerError::Database { path, source },
    }
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Whether the server, or the way to it, is gone: class 08, and the shutdowns of class 57.
fn is_lost(code: &SqlState) -> bool {
    let shut_down = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    ];
    code.code().starts_with("08") || shut_down.contains(code)
}

/// Either the connection broke, or the library and the server do not agree on a value.
fn without_code(place: &Path, error: Error) -> LedgerError {
    use std::error::Error as _;
    let is_broken = error.is_closed() || error.source().is_some_and(|cause| cause.is::<std::io::Error>());
    let place = place.to_owned();
    if is_broken {
        StoreError::ConnectionLost { place, source: error.into() }.into()
    } else {
        LedgerError::Database { path: place, source: error.into() }
    }
}

/// The error for one that happened before there was a connection.
pub(super) fn of_login(place: &Path, url: &ServerUrl, error: Error) -> LedgerError {
    let place = place.to_owned();
    let error = match error.code().cloned() {
        Some(SqlState::INVALID_PASSWORD) => StoreError::WrongPassword { place },
        Some(SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
            StoreError::NotPermitted { place, source: error.into() }
        }
        Some(SqlState::INVALID_CATALOG_NAME) => {
            StoreError::NoDatabase { database: url.database().to_owned(), place }
        }
        Some(code) if !is_lost(&code) && code != SqlState::TOO_MANY_CONNECTIONS => {
            return of_code(&place, &code, error.into());
        }
        // The library asks for a password before the server could refuse none.
        None if is_without_password(&error) => StoreError::WrongPassword { place },
        _ => StoreError::Unreachable { place, source: error.into() },
    };
    error.into()
}

fn is_without_password(error: &Error) -> bool {
    use std::error::Error as _;
    error.source().is_some_and(|cause| cause.to_string().contains("password missing"))
}

/// The error for one that happened during a migration.
pub(super) fn of_migration(place: &Path, error: refinery::Error) -> LedgerError {
    use std::error::Error as _;
    let cause = error.source().and_then(|cause| cause.downcast_ref::<Error>());
    match cause.and_then(Error::code).cloned() {
        Some(code) => match of_code(place, &code, Box::new(error)) {
            LedgerError::Database { path, source } => LedgerError::Migration { path, source },
            other => other,
        },
        None => LedgerError::Migration { path: place.to_owned(), source: Box::new(error) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use format::Explain as _;

    #[test]
    fn every_failure_that_a_person_can_mend_has_its_own_code() {
        for (state, expected) in [
            ("53100", "ledger.full"),
            ("25006", "ledger.read-only"),
            ("55P03", "ledger.busy"),
            ("40P01", "ledger.busy"),
            ("40001", "ledger.busy"),
            ("XX001", "ledger.corrupt"),
            ("XX002", "ledger.corrupt"),
            ("42501", "ledger.not-permitted"),
            ("57P01", "ledger.connection-lost"),
            ("25P03", "ledger.connection-lost"),
            ("08006", "ledger.connection-lost"),
            ("23505", "ledger.database"),
        ] {
            let error = of_code(Path::new("x"), &SqlState::from_code(state), "said".into());
            assert_eq!(error.code(), expected, "{state}");
        }
    }
}
