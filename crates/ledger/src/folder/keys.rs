use std::path::Path;

use crypto::{KeyFileError, RootKey, SigningKey, key_fingerprint, read_key_file, thumbprint};
use format::{Fingerprint, KeyId, PublicKey, Purpose, UnixTime};

use super::{VendorFolder, purpose_name};
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
        let fingerprint = key_fingerprint(&public);
        KeyEntry { id: id_of(&public), public, fingerprint, roles, from, until, has_file }
    }

    /// Opens the key for `purpose` and compares it with those that the newest root lists for it.
    ///
    /// # Errors
    ///
    /// [`LedgerError::KeyFile`] for a wrong passphrase, a damaged file, or another key than the root's;
    /// [`LedgerError::NoKeyFor`] where the root lists none; [`LedgerError::Disk`] where the file is missing.
    pub fn issuing_key(&self, purpose: Purpose, passphrase: &str) -> Result<SigningKey, LedgerError> {
        let trusted = self.trusted_root()?;
        let listed = trusted.root().issuing_keys.iter().filter(|key| key.purposes.contains(&purpose));
        let listed: Vec<KeyId> = listed.map(|key| id_of(&key.key)).collect();
        let Some(expected) = listed.last() else {
            return Err(LedgerError::NoKeyFor { document: purpose.document() });
        };
        self.open_key(KeyRole::Issuing(purpose), passphrase, |id| listed.contains(&id), *expected)
    }

    /// Opens the root key, which is needed for a next root only.
    ///
    /// # Errors
    ///
    /// As for [`VendorFolder::issuing_key`].
    pub fn root_key(&self, passphrase: &str) -> Result<RootKey, LedgerError> {
        let trusted = self.trusted_root()?;
        let listed: Vec<KeyId> = trusted.root().root_keys.iter().map(id_of).collect();
        let expected = *listed.first().expect("a root has at least one root key: checked by Root::decode");
        self.open_key(KeyRole::Root, passphrase, |id| listed.contains(&id), expected).map(RootKey::new)
    }

    fn open_key(
        &self,
        role: KeyRole,
        passphrase: &str,
        is_listed: impl Fn(KeyId) -> bool,
        expected: KeyId,
    ) -> Result<SigningKey, LedgerError> {
        let path = self.key_path(role);
        let pem = read_pem(&path)?;
        let opened = read_key_file(&pem, passphrase).and_then(|key| {
            let found = key.id();
            if is_listed(found) { Ok(key) } else { Err(KeyFileError::AnotherKey { expected, found }) }
        });
        opened.map_err(|source| LedgerError::KeyFile { path, source })
    }
}

fn read_pem(path: &Path) -> Result<String, LedgerError> {
    let bytes = disk::read_limited(path, MAX_KEY_FILE)?;
    String::from_utf8(bytes)
        .map_err(|_| LedgerError::KeyFile { path: path.to_owned(), source: KeyFileError::NotAKeyFile })
}

/// The id that documents of this key claim: the first bytes of its thumbprint (RFC 9679).
fn id_of(key: &PublicKey) -> KeyId {
    let thumbprint = thumbprint(key);
    let (id, _) = thumbprint.as_bytes().split_first_chunk().expect("a thumbprint has 32 bytes");
    KeyId::new(*id)
}
