//! The password for a database, from where people who work with PostgreSQL keep it.

use std::fmt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::ServerUrl;
use crate::{LedgerError, StoreError};

/// What a database is opened with. A ledger in a file needs none.
#[derive(Clone, Default)]
pub struct Login(Source);

#[derive(Clone, Default)]
enum Source {
    #[default]
    None,
    Password(Zeroizing<String>),
    PassFile(PathBuf),
}

/// Longest password file that is read: a line for each of some thousand databases.
const MAX_PASS_FILE: u64 = 256 * 1024;

impl Login {
    /// No password: the server knows the user otherwise.
    pub fn none() -> Self {
        Self::default()
    }

    /// This password.
    pub fn password(password: impl Into<String>) -> Self {
        Self(Source::Password(Zeroizing::new(password.into())))
    }

    /// The password from a file of lines `host:port:database:user:password`, as PostgreSQL's own clients read it: `*`
    /// stands for any, `\` before a colon or another `\`, and the first line that fits is taken.
    pub fn pass_file(path: impl Into<PathBuf>) -> Self {
        Self(Source::PassFile(path.into()))
    }

    pub(super) fn password_for(&self, url: &ServerUrl) -> Result<Option<Zeroizing<String>>, LedgerError> {
        match &self.0 {
            Source::None => Ok(None),
            Source::Password(password) => Ok(Some(password.clone())),
            Source::PassFile(path) => read(path, url),
        }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Source::None => "Login(none)",
            Source::Password(_) => "Login(a password)",
            Source::PassFile(_) => "Login(a password file)",
        })
    }
}

fn read(path: &Path, url: &ServerUrl) -> Result<Option<Zeroizing<String>>, LedgerError> {
    let bytes = Zeroizing::new(disk::read_limited(path, MAX_PASS_FILE)?);
    if !disk::is_owner_only(path)? {
        return Err(StoreError::PassFileOpen { path: path.to_owned() }.into());
    }
    let text = str::from_utf8(&bytes).map_err(|_| StoreError::PassFileUnread { path: path.to_owned() })?;
    Ok(text.lines().filter(|line| !line.starts_with('#')).find_map(|line| of_line(line, url)))
}

/// The line's password, where the line is about this database.
fn of_line(line: &str, url: &ServerUrl) -> Option<Zeroizing<String>> {
    let port = url.port().to_string();
    // A socket in the usual place counts as this machine.
    let host = if url.host().starts_with('/') { "localhost" } else { url.host() };
    let mut rest = line.trim_end_matches('\r');
    for wanted in [host, &port, url.database(), url.user()] {
        let (field, after) = field(rest)?;
        if *field != "*" && *field != wanted {
            return None;
        }
        rest = after;
    }
    let (password, _) = field(rest).unwrap_or((unescaped(rest), ""));
    Some(password)
}

/// What is before the first colon that is not escaped, and what is after it.
fn field(text: &str) -> Option<(Zeroizing<String>, &str)> {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let is_end = character == ':' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    })?;
    Some((unescaped(&text[..end]), &text[end + 1..]))
}

fn unescaped(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.push(if character == '\\' { characters.next().unwrap_or('\\') } else { character });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use disk::Access;
    use format::Explain as _;

    fn url() -> ServerUrl {
        "postgres://olga@localhost:5433/keyslip".parse().unwrap()
    }

    #[test]
    fn the_first_line_that_fits_has_the_password() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pgpass");
        let text = "# localhost:5433:keyslip:olga:no\nlocalhost:5432:keyslip:olga:no\nlocalhost:*:keyslip:olga:a\\:b\\\\c\n*:*:*:*:no\n";
        disk::write_new(&path, text.as_bytes(), Access::OwnerOnly).unwrap();
        let login = Login::pass_file(&path);
        assert_eq!(**login.password_for(&url()).unwrap().unwrap(), *"a:b\\c");
        let other: ServerUrl = "postgres://igor@localhost/keyslip".parse().unwrap();
        assert_eq!(**login.password_for(&other).unwrap().unwrap(), *"no");
        assert!(of_line("localhost:5433:keyslip", &url()).is_none());
        assert!(!format!("{login:?} {:?}", Login::password("secret")).contains("secret"));
    }

    #[cfg(unix)]
    #[test]
    fn a_password_file_that_others_can_read_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pgpass");
        disk::write_new(&path, b"*:*:*:*:secret\n", Access::Everyone).unwrap();
        let error = Login::pass_file(&path).password_for(&url()).unwrap_err();
        assert_eq!(error.code(), "ledger.pass-file-open");
    }
}
