use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use format::{Explain, Fact};
use thiserror::Error;

/// Why a file could not be read or written, sorted by what a person can do about it.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum DiskError {
    /// No space, a quota used up, or the largest file that the system allows.
    #[error("no space left to write {}", path.display())]
    Full {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The medium or the file is marked read-only.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The user may not do this.
    #[error("no permission for {}", path.display())]
    Denied {
        /// What was to be opened.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing is there.
    #[error("{} does not exist", path.display())]
    Missing {
        /// What was looked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something is there already, and was to be left alone.
    #[error("{} exists already", path.display())]
    Exists {
        /// What was to be created.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than its reader allows.
    #[error("{} has {size} bytes, the limit is {limit}", path.display())]
    TooLarge {
        /// What was to be read.
        path: PathBuf,
        /// Its size in bytes, as far as it was looked at.
        size: u64,
        /// The greatest size in bytes that is read.
        limit: u64,
    },
    /// Another process holds the lock and kept it through the whole wait.
    #[error("{} is held by {}", path.display(), holder.as_deref().unwrap_or("another process"))]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// Program and process number of the holder, where the system lets us read them.
        holder: Option<String>,
    },
    /// A folder where a file is wanted.
    #[error("{} is a folder", path.display())]
    IsAFolder {
        /// What was to be opened.
        path: PathBuf,
    },
    /// A link, a pipe or a device where a regular file is wanted.
    #[error("{} is not a regular file", path.display())]
    NotAFile {
        /// What was to be opened.
        path: PathBuf,
    },
    /// A file where a folder is wanted.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// What was to be opened.
        path: PathBuf,
    },
    /// The name is not that of one file in one folder: empty, `..`, or with a separator.
    #[error("{name:?} is not a file name")]
    BadName {
        /// The name as given.
        name: String,
    },
    /// Anything else that the system said.
    #[error("input or output of {} failed", path.display())]
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl DiskError {
    /// Sorts what the system said about `path` by what a person can do about it.
    pub fn from_io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        let path = path.into();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full { path, source }
            }
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, source },
            ErrorKind::PermissionDenied => Self::Denied { path, source },
            ErrorKind::NotFound => Self::Missing { path, source },
            ErrorKind::AlreadyExists => Self::Exists { path, source },
            ErrorKind::IsADirectory => Self::IsAFolder { path },
            ErrorKind::NotADirectory => Self::NotAFolder { path },
            _ => Self::Io { path, source },
        }
    }

    /// The file that the error is about; `None` for a name that is not a file's.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Full { path, .. }
            | Self::ReadOnly { path, .. }
            | Self::Denied { path, .. }
            | Self::Missing { path, .. }
            | Self::Exists { path, .. }
            | Self::TooLarge { path, .. }
            | Self::Locked { path, .. }
            | Self::IsAFolder { path }
            | Self::NotAFile { path }
            | Self::NotAFolder { path }
            | Self::Io { path, .. } => Some(path),
            Self::BadName { .. } => None,
        }
    }

    /// Is it [`DiskError::Missing`]? The question of everyone whose file need not be there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing { .. })
    }
}

impl Explain for DiskError {
    fn code(&self) -> &'static str {
        match self {
            Self::Full { .. } => "disk.full",
            Self::ReadOnly { .. } => "disk.read-only",
            Self::Denied { .. } => "disk.denied",
            Self::Missing { .. } => "disk.missing",
            Self::Exists { .. } => "disk.exists",
            Self::TooLarge { .. } => "disk.too-large",
            Self::Locked { .. } => "disk.locked",
            Self::IsAFolder { .. } => "disk.is-a-folder",
            Self::NotAFile { .. } => "disk.not-a-file",
            Self::NotAFolder { .. } => "disk.not-a-folder",
            Self::BadName { .. } => "disk.bad-name",
            Self::Io { .. } => "disk.io",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let mut facts: Vec<_> =
            self.path().map(|path| ("path", Fact::text(path.display()))).into_iter().collect();
        match self {
            Self::TooLarge { size, limit, .. } => {
                facts.extend([("size", Fact::from(*size)), ("limit", Fact::from(*limit))]);
            }
            Self::Locked { holder, .. } => {
                facts.push(("holder", Fact::text(holder.as_deref().unwrap_or("unknown"))));
            }
            Self::BadName { name } => facts.push(("name", Fact::text(name))),
            Self::Io { source, .. } => facts.push(("reason", Fact::text(source))),
            _ => {}
        }
        facts
    }
}

/// The kind of a system's error in one word, for sentences in any language: `full`, `read-only`, `denied`, `missing`,
/// `closed` where the other end has gone, else `other`.
pub fn system_kind(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "full",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::PermissionDenied => "denied",
        ErrorKind::NotFound => "missing",
        ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => "closed",
        _ => "other",
    }
}

/// Gives the system's errors the path they are about.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T, DiskError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, DiskError> {
        self.map_err(|source| DiskError::from_io(path, source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_a_person_can_mend_has_its_own_code() {
        for (kind, code) in [
            (ErrorKind::StorageFull, "disk.full"),
            (ErrorKind::QuotaExceeded, "disk.full"),
            (ErrorKind::FileTooLarge, "disk.full"),
            (ErrorKind::ReadOnlyFilesystem, "disk.read-only"),
            (ErrorKind::PermissionDenied, "disk.denied"),
            (ErrorKind::NotFound, "disk.missing"),
            (ErrorKind::AlreadyExists, "disk.exists"),
            (ErrorKind::IsADirectory, "disk.is-a-folder"),
            (ErrorKind::NotADirectory, "disk.not-a-folder"),
            (ErrorKind::BrokenPipe, "disk.io"),
        ] {
            let error = DiskError::from_io("склад", io::Error::from(kind));
            assert_eq!(error.code(), code);
            assert_eq!(error.facts()[0], ("path", Fact::text("склад")));
        }
    }

    #[test]
    fn the_usual_kinds_have_one_word_each() {
        for (kind, word) in [
            (ErrorKind::StorageFull, "full"),
            (ErrorKind::ReadOnlyFilesystem, "read-only"),
            (ErrorKind::PermissionDenied, "denied"),
            (ErrorKind::NotFound, "missing"),
            (ErrorKind::BrokenPipe, "closed"),
            (ErrorKind::TimedOut, "other"),
        ] {
            assert_eq!(system_kind(&kind.into()), word);
        }
    }

    #[test]
    fn the_cause_stays_in_source_and_out_of_the_sentence() {
        let error = DiskError::from_io("a", io::Error::other("cable pulled"));
        assert_eq!(error.to_string(), "input or output of a failed");
        assert_eq!(
            std::error::Error::source(&error).map(ToString::to_string).as_deref(),
            Some("cable pulled")
        );
    }
}
