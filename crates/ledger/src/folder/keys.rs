use std::path::Path;

use crypto::{KeyFileError, RootKey, SigningKey, key_fingerprint, key_id, read_key_file};
use format::{Fingerprint, KeyId, PublicKey, Purpose, UnixTime};

use super::{KeyPlace, VendorFolder, purpose_name};
use crate::LedgerError;

/// Which of the vendor's keys.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum KeyRole {
    /// Signs roots.
    Root,
    /// Signs the documents of a purpose.
    Issuing(Purpose),
}

impl KeyRole {
    /// All roles, the root first.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Root).chain(Purpose::ALL.into_iter().map(Self::Issuing))
    }

    /// The lower-case word for it, which names its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Issuing(purpose) => purpose_name(purpose),
        }
    }
}

/// A key that the vendor's root lists.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyEntry {
    /// Which key.
    pub id: KeyId,
    /// The public half.
    pub public: PublicKey,
    /// What people compare.
    pub fingerprint: Fingerprint,
    /// What it is for.
    pub roles: Vec<KeyRole>,
    /// The first second in which it may sign.
    pub from: Option<UnixTime>,
    /// The last second in which it may sign.
    pub until: Option<UnixTime>,
    /// Whether the folder has a key file for each of its roles; the key inside is not looked at.
    pub has_file: bool,
    /// Where it is, if the folder says that somebody else holds it.
    pub place: Option<KeyPlace>,
}

/// Longest key file that is read; ours have about 400 bytes.
const MAX_KEY_FILE: u64 = 8 * 1024;

impl VendorFolder {
    /// The keys of the newest root, with what the folder has of them.
    ///
    /// # Errors
    ///
    /// Those of [`VendorFolder::trusted_root`].
    pub fn keys(&self) -> Result<Vec<KeyEntry>, LedgerError> {
        let trusted = self.trusted_root()?;
        let root = trusted.root();
        let root_keys = root.root_keys.iter().map(|key| self.entry(*key, vec![KeyRole::Root], None, None));
        let issuing = root.issuing_keys.iter().map(|key| {
            let roles = key.purposes.iter().copied().map(KeyRole::Issuing).collect();
            self.entry(key.key, roles, key.from, key.until)
        });
        Ok(root_keys.chain(issuing).collect())
    }

    fn entry(
        &self,
        public: PublicKey,
        roles: Vec<KeyRole>,
        from: Option<UnixTime>,
        until: Option<UnixTime>,
    ) -> KeyEntry {
        let has_file = roles.iter().all(|role| self.key_path(*role).is_file());
        let (id, fingerprint) = (key_id(&public), key_fingerprint(&public));
        // A file that does not read is told when the key is needed; the list goes on.
        let places = roles.iter().filter_map(|role| self.key_place(*role).ok().flatten());
        let place = places.into_iter().find(|place| place.key() == id);
        KeyEntry { id, public, fingerprint, roles, from, until, has_file, place }
    }

    /// Opens the key for `purpose` and compares it with those that the newest root lists for it.
    ///
    /// # Errors
    ///
    /// [`LedgerError::KeyFile`] for a wrong passphrase, a damaged file, or another key than the root's;
    /// [`LedgerError::NoKeyFor`] where the root lists none; [`LedgerError::Disk`] where the file is missing.
    pub fn issuing_key(&self, purpose: Purpose, passphrase: &str) -> Result<SigningKey, LedgerError> {
        self.key_from_file(KeyRole::Issuing(purpose), passphrase)
    }

    /// Opens the root key, which is needed for a next root only.
    ///
    /// # Errors
    ///
    /// As for [`VendorFolder::issuing_key`].
    pub fn root_key(&self, passphrase: &str) -> Result<RootKey, LedgerError> {
        self.key_from_file(KeyRole::Root, passphrase).map(RootKey::new)
    }

    /// Opens the key file of a role.
    ///
    /// # Errors
    ///
    /// As for [`VendorFolder::issuing_key`].
    pub fn key_from_file(&self, role: KeyRole, passphrase: &str) -> Result<SigningKey, LedgerError> {
        let listed = self.listed_keys(role)?;
        let path = self.key_path(role);
        let pem = read_pem(&path)?;
        let opened = read_key_file(&pem, passphrase).and_then(|key| match listed.last() {
            Some(expected) if !listed.contains(&key.public()) => {
                Err(KeyFileError::AnotherKey { expected: key_id(expected), found: key.id() })
            }
            _ => Ok(key),
        });
        opened.map_err(|source| LedgerError::KeyFile { path, source })
    }
}

fn read_pem(path: &Path) -> Result<String, LedgerError> {
    let bytes = disk::read_limited(path, MAX_KEY_FILE)?;
    String::from_utf8(bytes)
        .map_err(|_| LedgerError::KeyFile { path: path.to_owned(), source: KeyFileError::NotAKeyFile })
}
