//! Where a ledger is kept.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use postgres::Config;
use postgres::config::{Host, SslMode};

use crate::StoreError;

/// Where a ledger is kept.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// In a file.
    File(PathBuf),
    /// In a database of a server.
    Server(Box<ServerUrl>),
}

/// The address of a database that holds a ledger: `postgres://user@host:port/database`.
///
/// There is never a password in it, because it is kept in a file and said in messages. This program does not encrypt
/// what it sends, so another machine is accepted only where `?sslmode=disable` says that the way there is safe.
#[derive(Clone, Debug)]
pub struct ServerUrl {
    text: String,
    config: Box<Config>,
    host: String,
    user: String,
    database: String,
}

/// Longest address that is read.
const MAX_URL: usize = 1024;

/// What may be said after the `?`.
const PARAMETERS: [&str; 3] = ["host", "port", "sslmode"];

impl ServerUrl {
    /// The machine, or the folder of the server's socket.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.config.get_ports().first().copied().unwrap_or(5432)
    }

    /// Who logs in.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The database.
    pub fn database(&self) -> &str {
        &self.database
    }

    pub(super) fn config(&self) -> Config {
        let mut config = Config::clone(&self.config);
        config.ssl_mode(SslMode::Disable);
        config
    }
}

impl FromStr for ServerUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let has_scheme = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if !has_scheme || text.len() > MAX_URL || text.contains(|c: char| c.is_control() || c == ' ') {
            return Err(StoreError::BadUrl);
        }
        let config: Config = text.parse().map_err(|_| StoreError::BadUrl)?;
        if config.get_password().is_some() {
            return Err(StoreError::PasswordInUrl);
        }
        let parameters = text.split_once('?').map_or("", |(_, parameters)| parameters);
        let mut names = parameters.split('&').map(|each| each.split('=').next().unwrap_or_default());
        if !parameters.is_empty() && names.any(|name| !PARAMETERS.contains(&name)) {
            return Err(StoreError::BadUrl);
        }
        let (Some(user), Some(database), [host]) =
            (config.get_user(), config.get_dbname(), config.get_hosts())
        else {
            return Err(StoreError::BadUrl);
        };
        let (host, is_here) = match host {
            Host::Tcp(name) => (name.clone(), is_loopback(name)),
            #[cfg(unix)]
            Host::Unix(folder) => (folder.display().to_string(), true),
        };
        let sslmode = parameters.split('&').rev().find_map(|each| each.strip_prefix("sslmode="));
        if !matches!((sslmode, is_here), (Some("disable"), _) | (None, true)) {
            return Err(StoreError::NotEncrypted { host });
        }
        let (user, database) = (user.to_owned(), database.to_owned());
        Ok(Self { text: text.to_owned(), host, user, database, config: Box::new(config) })
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<core::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for ServerUrl {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use format::Explain as _;

    fn code(url: &str) -> &'static str {
        url.parse::<ServerUrl>().map_or_else(|error| error.code(), |_| "")
    }

    #[test]
    fn this_machine_needs_no_more_than_a_name() {
        let url: ServerUrl = "postgres://olga@localhost/keyslip".parse().unwrap();
        assert_eq!(
            (url.host(), url.port(), url.user(), url.database()),
            ("localhost", 5432, "olga", "keyslip")
        );
        for here in ["127.0.0.1:5433", "[::1]", "127.8.9.1"] {
            assert_eq!(code(&format!("postgresql://olga@{here}/keyslip")), "", "{here}");
        }
        if cfg!(unix) {
            let url: ServerUrl = "postgres://olga@/keyslip?host=/run/postgresql".parse().unwrap();
            assert_eq!(url.host(), "/run/postgresql");
        }
    }

    #[test]
    fn another_machine_must_be_meant() {
        for host in ["db.example.com", "192.168.0.7", "0.0.0.0", "127.evil.example", "localhost.example"] {
            assert_eq!(code(&format!("postgres://olga@{host}/k")), "ledger.not-encrypted", "{host}");
            assert_eq!(code(&format!("postgres://olga@{host}/k?sslmode=disable")), "", "{host}");
        }
        // What was asked for is not there, not even on this machine.
        assert_eq!(code("postgres://olga@localhost/k?sslmode=require"), "ledger.not-encrypted");
        assert_eq!(code("postgres://olga@db/k?sslmode=disable&sslmode=prefer"), "ledger.not-encrypted");
    }

    #[test]
    fn a_password_or_anything_unknown_is_no_part_of_an_address() {
        for url in ["postgres://olga:secret@localhost/k", "postgres://olga@localhost/k?password=secret"] {
            let error = url.parse::<ServerUrl>().unwrap_err();
            assert_eq!(error.code(), "ledger.password-in-url");
            assert!(!format!("{error} {error:?}").contains("secret"));
        }
        for url in [
            "",
            "ledger.sqlite",
            "host=localhost user=olga dbname=k",
            "http://localhost/k",
            "postgres://localhost/k",
            "postgres://olga@localhost",
            "postgres://olga@localhost,127.0.0.1/k",
            "postgres://olga@localhost:port/k",
            "postgres://olga@localhost/k?options=-cfsync=off",
            "postgres://olga@localhost/k\npostgres://",
        ] {
            assert_eq!(code(url), "ledger.bad-url", "{url}");
        }
    }
}
