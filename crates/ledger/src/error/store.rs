use std::path::PathBuf;

use format::{Explain, Fact};
use thiserror::Error;

use super::Cause;

/// Why a ledger could not be reached where it is kept; nothing was changed then, except where it is said.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum StoreError {
    /// A text with the character NUL in it.
    #[error("a text contains the character NUL")]
    NulInText,
    /// No address of a database.
    #[error("this is no address of a database")]
    BadUrl,
    /// An address with a password in it, which would be kept in a file and said in messages.
    #[error("the address of a database must not contain a password")]
    PasswordInUrl,
    /// Another machine, and what is sent would not be encrypted.
    #[error("what is sent to {host} would not be encrypted")]
    NotEncrypted {
        /// The machine.
        host: String,
    },
    /// The folder's file does not say where the ledger is.
    #[error("{} does not say where the ledger is", path.display())]
    LedgerUrl {
        /// The file.
        path: PathBuf,
        /// What is wrong with the address.
        source: Box<StoreError>,
    },
    /// There is nobody at the address.
    #[error("{} does not answer", place.display())]
    Unreachable {
        /// The address.
        place: PathBuf,
        /// What the library said.
        source: Cause,
    },
    /// The password is missing or another one.
    #[error("{} asks for another password", place.display())]
    WrongPassword {
        /// The address.
        place: PathBuf,
    },
    /// The server does not let the user do this.
    #[error("{} does not permit it", place.display())]
    NotPermitted {
        /// The address.
        place: PathBuf,
        /// What the server said.
        source: Cause,
    },
    /// The server has no such database.
    #[error("{} has no database {database}", place.display())]
    NoDatabase {
        /// The address.
        place: PathBuf,
        /// The database asked for.
        database: String,
    },
    /// The database holds something else.
    #[error("{} holds tables that are not a ledger's", place.display())]
    DatabaseNotEmpty {
        /// The address.
        place: PathBuf,
    },
    /// The database cannot hold all characters.
    #[error("{} is encoded in {encoding}, not in UTF8", place.display())]
    NotUtf8 {
        /// The address.
        place: PathBuf,
        /// Its encoding.
        encoding: String,
    },
    /// The connection broke. Unless that was during the very last step, nothing was changed.
    #[error("the connection to {} was lost", place.display())]
    ConnectionLost {
        /// The address.
        place: PathBuf,
        /// What the library said.
        source: Cause,
    },
    /// A file that no ledger was dumped into.
    #[error("{} is no dump of a ledger", path.display())]
    NotADump {
        /// The file.
        path: PathBuf,
    },
    /// A dump that is not what was written: changed, or cut off.
    #[error("{} is damaged at line {line}", path.display())]
    DumpDamaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
    },
    /// Others can read the file of passwords.
    #[error("{} can be read by others", path.display())]
    PassFileOpen {
        /// The file.
        path: PathBuf,
    },
    /// The file of passwords is no text.
    #[error("{} is no text", path.display())]
    PassFileUnread {
        /// The file.
        path: PathBuf,
    },
}

impl Explain for StoreError {
    fn code(&self) -> &'static str {
        match self {
            Self::NulInText => "ledger.nul-in-text",
            Self::BadUrl => "ledger.bad-url",
            Self::PasswordInUrl => "ledger.password-in-url",
            Self::NotEncrypted { .. } => "ledger.not-encrypted",
            Self::LedgerUrl { .. } => "ledger.ledger-url",
            Self::Unreachable { .. } => "ledger.unreachable",
            Self::WrongPassword { .. } => "ledger.wrong-password",
            Self::NotPermitted { .. } => "ledger.not-permitted",
            Self::NoDatabase { .. } => "ledger.no-database",
            Self::DatabaseNotEmpty { .. } => "ledger.database-not-empty",
            Self::NotUtf8 { .. } => "ledger.not-utf8",
            Self::ConnectionLost { .. } => "ledger.connection-lost",
            Self::NotADump { .. } => "ledger.not-a-dump",
            Self::DumpDamaged { .. } => "ledger.dump-damaged",
            Self::PassFileOpen { .. } => "ledger.pass-file-open",
            Self::PassFileUnread { .. } => "ledger.pass-file-unread",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NulInText | Self::BadUrl | Self::PasswordInUrl => Vec::new(),
            Self::NotEncrypted { host } => vec![("host", Fact::text(host))],
            Self::DumpDamaged { path, line } => {
                vec![("path", Fact::text(path.display())), ("line", (*line).into())]
            }
            Self::NotADump { path } | Self::PassFileOpen { path } | Self::PassFileUnread { path } => {
                vec![("path", Fact::text(path.display()))]
            }
            Self::LedgerUrl { path, source } => {
                vec![("path", Fact::text(path.display())), ("reason", Fact::text(source))]
            }
            Self::WrongPassword { place } | Self::DatabaseNotEmpty { place } => {
                vec![("place", Fact::text(place.display()))]
            }
            Self::Unreachable { place, source }
            | Self::NotPermitted { place, source }
            | Self::ConnectionLost { place, source } => {
                vec![("place", Fact::text(place.display())), ("reason", Fact::text(reason(source.as_ref())))]
            }
            Self::NoDatabase { place, database } => {
                vec![("place", Fact::text(place.display())), ("database", Fact::text(database))]
            }
            Self::NotUtf8 { place, encoding } => {
                vec![("place", Fact::text(place.display())), ("encoding", Fact::text(encoding))]
            }
        }
    }
}

/// The library names the step, and the cause below it what went wrong.
pub(super) fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut said: Vec<String> = causes.map(ToString::to_string).collect();
    said.dedup_by(|below, above| above.contains(below.as_str()));
    said.join(": ")
}
