mod backup;
mod files;
mod init;
mod keys;
mod place;

use std::path::{Path, PathBuf};

use crypto::TrustedRoot;
use format::Document;

pub use self::backup::BackupReport;
pub use self::files::{holds_private_key, open_key_file, public_half_path, read_public_key, write_new_key};
pub use self::init::InitOptions;
pub use self::keys::{KeyEntry, KeyHolder, KeyRole, KeyWanted};
pub use self::place::KeyPlace;
use crate::database::{Place, ServerUrl};
use crate::{LedgerError, ObjectStore, StoreError};

/// A vendor's folder.
///
/// ```text
/// ledger.sqlite          what was issued; or
/// ledger.url             the address of the database that holds it
/// keys/root-1.pem …      encrypted private keys, readable by their owner only; root keys may be elsewhere
/// keys/<key id>.key      where a key is that an agent or a token holds
/// roots/1.ksroot …       the chain of roots
/// objects/<sha-256>      payload files, texts, objects of catalogs
/// ```
#[derive(Clone, Debug)]
pub struct VendorFolder {
    path: PathBuf,
}

/// Most roots of a chain: a new one every month for thirty years.
const MAX_ROOTS: u32 = 360;

/// Longest file with an address.
const MAX_URL_FILE: u64 = 2 * 1024;

impl VendorFolder {
    /// The folder at `path`, which need not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The ledger's file.
    pub fn ledger_path(&self) -> PathBuf {
        self.path.join("ledger.sqlite")
    }

    /// The file that says which database holds the ledger; without it, the folder does.
    pub fn ledger_url_path(&self) -> PathBuf {
        self.path.join("ledger.url")
    }

    /// Where the ledger is kept.
    pub(crate) fn place(&self) -> Result<Place, LedgerError> {
        Ok(self
            .ledger_url()?
            .map_or_else(|| Place::File(self.ledger_path()), |url| Place::Server(Box::new(url))))
    }

    /// The address of the database that holds the ledger; absent where the folder does.
    ///
    /// # Errors
    ///
    /// [`StoreError::LedgerUrl`] for a file that says something else, [`LedgerError::Disk`].
    pub fn ledger_url(&self) -> Result<Option<ServerUrl>, LedgerError> {
        let path = self.ledger_url_path();
        let bytes = match disk::read_limited(&path, MAX_URL_FILE) {
            Err(error) if error.is_missing() => return Ok(None),
            other => other?,
        };
        let url = String::from_utf8(bytes).map_err(|_| StoreError::BadUrl);
        match url.and_then(|text| text.trim_end_matches(['\r', '\n']).parse()) {
            Ok(url) => Ok(Some(url)),
            Err(source) => Err(StoreError::LedgerUrl { path, source: Box::new(source) }.into()),
        }
    }

    /// The file of a root version.
    pub fn root_path(&self, version: u32) -> PathBuf {
        self.path.join("roots").join(format!("{version}.{}", Document::Root.file_ending()))
    }

    /// The store of payload files, texts and objects.
    pub fn objects(&self) -> ObjectStore {
        ObjectStore::new(self.path.join("objects"))
    }

    /// All roots as files, the first one first.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Disk`] where the first one is missing, or any does not read.
    pub fn root_files(&self) -> Result<Vec<(u32, Vec<u8>)>, LedgerError> {
        let limit = u64::try_from(Document::Root.max_bytes()).expect("64 KiB");
        let mut files = Vec::new();
        for version in 1..=MAX_ROOTS {
            match disk::read_limited(&self.root_path(version), limit) {
                Ok(bytes) => files.push((version, bytes)),
                Err(error) if error.is_missing() && version > 1 => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(files)
    }

    /// The newest root of the chain.
    ///
    /// The first root is taken as the vendor's own, because the folder is; an open ledger compares it with the one that
    /// it began with.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Root`] where the chain does not hold together, [`LedgerError::Disk`].
    pub fn trusted_root(&self) -> Result<TrustedRoot, LedgerError> {
        Ok(self.root_chain()?.pop().expect("root_chain fails without the first root"))
    }

    /// All roots, each checked against the one before it.
    pub(crate) fn root_chain(&self) -> Result<Vec<TrustedRoot>, LedgerError> {
        chain_of(&self.root_files()?)
    }
}

/// The roots of these files, the first one taken as it is.
fn chain_of(files: &[(u32, Vec<u8>)]) -> Result<Vec<TrustedRoot>, LedgerError> {
    let mut chain: Vec<TrustedRoot> = Vec::new();
    for (_, file) in files {
        chain.push(match chain.last() {
            None => TrustedRoot::unverified_origin(file)?,
            Some(before) => before.succeeded_by(file)?,
        });
    }
    Ok(chain)
}
