use std::path::{Path, PathBuf};

use crypto::{KeyFileError, RootKey, SigningKey, key_fingerprint, key_id};
use format::{Fingerprint, IssuingKey, KeyId, ProductId, PublicKey, Purpose, Root, UnixTime};
use rand_core::CryptoRng;

use super::files::KeyFiles;
use super::{KeyPlace, VendorFolder, open_key_file, write_new_key};
use crate::{LedgerError, TrustError};

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

    /// The lower-case word for it, which names its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Issuing(purpose) => purpose.name(),
        }
    }

    /// The keys that a root lists for the role, the newest last.
    ///
    /// # Errors
    ///
    /// [`TrustError::NoKeyFor`] where there is none.
    pub fn keys_in(self, root: &Root) -> Result<Vec<PublicKey>, LedgerError> {
        let purpose = match self {
            Self::Root => return Ok(root.root_keys.clone()),
            Self::Issuing(purpose) => purpose,
        };
        let listed = root.issuing_keys.iter().filter(|key| key.purposes.contains(&purpose));
        let listed: Vec<PublicKey> = listed.map(|key| key.key).collect();
        if listed.is_empty() {
            Err(LedgerError::Trust(TrustError::NoKeyFor { document: purpose.document() }))
        } else {
            Ok(listed)
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
    /// The products that its licenses and coupons may name; none: all.
    pub family: Vec<ProductId>,
    /// Who holds the private half, as far as the folder says; nobody has looked whether that is so.
    pub holder: Option<KeyHolder>,
}

/// Who holds a private key.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum KeyHolder {
    /// An encrypted file of the folder.
    File(PathBuf),
    /// An agent or a token; a key file beside it is not used.
    Elsewhere(KeyPlace),
}

impl KeyHolder {
    /// The word for who holds it: `file`, `agent`, `pkcs11`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Elsewhere(place) => place.held_by(),
        }
    }

    /// The name of the key file.
    pub fn file_name(&self) -> Option<&str> {
        match self {
            Self::File(path) => path.file_name()?.to_str(),
            Self::Elsewhere(_) => None,
        }
    }
}

/// What a key is wanted for; of several that the root lists, the last one that may do it and is at hand is taken.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct KeyWanted {
    /// The kind of document.
    pub purpose: Purpose,
    /// When it is signed.
    pub at: UnixTime,
    /// The products that it will name.
    pub products: Vec<ProductId>,
}

impl KeyWanted {
    fn is_met_by(&self, key: &IssuingKey) -> bool {
        let is_of_family = |product| key.family.is_empty() || key.family.contains(product);
        key.purposes.contains(&self.purpose) && key.covers(self.at) && self.products.iter().all(is_of_family)
    }
}

impl VendorFolder {
    /// The keys of the newest root, with what the folder has of them.
    ///
    /// # Errors
    ///
    /// Those of [`VendorFolder::trusted_root`].
    pub fn keys(&self) -> Result<Vec<KeyEntry>, LedgerError> {
        let trusted = self.trusted_root()?;
        let files = self.key_files()?;
        let root = trusted.root();
        let root_keys = root.root_keys.iter().map(|key| self.entry(*key, vec![KeyRole::Root], None, &files));
        let issuing = root.issuing_keys.iter().map(|key| {
            let roles = key.purposes.iter().copied().map(KeyRole::Issuing).collect();
            self.entry(key.key, roles, Some(key), &files)
        });
        Ok(root_keys.chain(issuing).collect())
    }

    /// Where key files are kept.
    pub fn keys_folder(&self) -> PathBuf {
        self.path.join("keys")
    }

    /// The key file of a role with a number, counted from 1.
    pub fn key_path(&self, role: KeyRole, number: u32) -> PathBuf {
        key_file(&self.keys_folder(), role, number)
    }

    /// Makes a key and writes it as the next file of its role. Nobody trusts it before a root lists it.
    ///
    /// # Errors
    ///
    /// [`TrustError::KeyFile`] for an empty passphrase, [`LedgerError::Disk`].
    pub fn new_key(
        &self,
        role: KeyRole,
        passphrase: &str,
        random: &mut impl CryptoRng,
    ) -> Result<(PublicKey, PathBuf), LedgerError> {
        let key = SigningKey::generate(random);
        let free = (1..).map(|number| self.key_path(role, number)).find(|path| !path.exists());
        let path = free.expect("fewer files than numbers");
        write_new_key(&path, role.name(), &key, passphrase, random)?;
        Ok((key.public(), path))
    }

    /// Opens the last key that the newest root lists for `purpose`.
    ///
    /// # Errors
    ///
    /// As for [`VendorFolder::open_key`], and [`TrustError::NoKeyFor`] where the root lists none.
    pub fn issuing_key(&self, purpose: Purpose, passphrase: &str) -> Result<SigningKey, LedgerError> {
        let listed = self.listed_keys(KeyRole::Issuing(purpose))?;
        self.open_key(listed.last().expect("listed_keys gives one key at least"), passphrase)
    }

    /// The key for what is wanted, and who holds it.
    ///
    /// # Errors
    ///
    /// [`TrustError::NoKeyFor`] where the root lists none; [`TrustError::NoKeyFile`] where nobody here holds it.
    pub fn key_for(&self, wanted: &KeyWanted) -> Result<(PublicKey, KeyHolder), LedgerError> {
        let trusted = self.trusted_root()?;
        let may = trusted.root().issuing_keys.iter().rev().filter(|key| wanted.is_met_by(key));
        let mut newest = None;
        for IssuingKey { key, .. } in may {
            if let Some(holder) = self.key_holder(key)? {
                return Ok((*key, holder));
            }
            newest = newest.or(Some(key));
        }
        Err(match newest {
            Some(key) => self.no_file(key),
            None => LedgerError::Trust(TrustError::NoKeyFor { document: wanted.purpose.document() }),
        })
    }

    /// Who holds a key: an agent or a token that is noted for it comes before a key file.
    ///
    /// # Errors
    ///
    /// Those of [`VendorFolder::key_place`].
    pub fn key_holder(&self, key: &PublicKey) -> Result<Option<KeyHolder>, LedgerError> {
        Ok(match self.key_place(key_id(key))? {
            Some(place) => Some(KeyHolder::Elsewhere(place)),
            None => self.key_file(key)?.map(KeyHolder::File),
        })
    }

    /// The file that says it holds a key.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Disk`].
    pub fn key_file(&self, key: &PublicKey) -> Result<Option<PathBuf>, LedgerError> {
        Ok(self.key_files()?.find(key).map(Path::to_owned))
    }

    /// Opens those of `wanted` whose files are in the folder, at least one.
    ///
    /// # Errors
    ///
    /// As for [`VendorFolder::open_key`], with [`TrustError::NoKeyFile`] where none is here.
    pub fn root_keys_here(
        &self,
        wanted: &[PublicKey],
        passphrase: &str,
    ) -> Result<Vec<RootKey>, LedgerError> {
        let files = self.key_files()?;
        let here = wanted.iter().filter(|key| files.find(key).is_some());
        let opened: Vec<RootKey> =
            here.map(|key| self.open_key(key, passphrase).map(RootKey::new)).collect::<Result<_, _>>()?;
        match (opened.is_empty(), wanted.first()) {
            (true, Some(key)) => Err(self.no_file(key)),
            _ => Ok(opened),
        }
    }

    pub(crate) fn key_files(&self) -> Result<KeyFiles, LedgerError> {
        KeyFiles::of(&self.keys_folder())
    }

    /// Opens the file of a key.
    ///
    /// # Errors
    ///
    /// [`TrustError::KeyFile`] for a wrong passphrase, a damaged file, or another key; [`TrustError::NoKeyFile`] where no
    /// file is here.
    pub fn open_key(&self, key: &PublicKey, passphrase: &str) -> Result<SigningKey, LedgerError> {
        let files = self.key_files()?;
        let path = files.find(key).ok_or_else(|| self.no_file(key))?;
        let opened = open_key_file(path, passphrase)?;
        if opened.public() == *key {
            return Ok(opened);
        }
        let source = KeyFileError::AnotherKey { expected: key_id(key), found: opened.id() };
        Err(LedgerError::Trust(TrustError::KeyFile { path: path.to_owned(), source }))
    }

    fn entry(
        &self,
        public: PublicKey,
        roles: Vec<KeyRole>,
        issuing: Option<&IssuingKey>,
        files: &KeyFiles,
    ) -> KeyEntry {
        // A place that does not read is told when the key is needed; the list goes on.
        let place = self.key_place(key_id(&public)).ok().flatten();
        let file = || files.find(&public).map(|path| KeyHolder::File(path.to_owned()));
        KeyEntry {
            id: key_id(&public),
            public,
            fingerprint: key_fingerprint(&public),
            roles,
            from: issuing.and_then(|key| key.from),
            until: issuing.and_then(|key| key.until),
            family: issuing.map(|key| key.family.clone()).unwrap_or_default(),
            holder: place.map(KeyHolder::Elsewhere).or_else(file),
        }
    }

    fn no_file(&self, key: &PublicKey) -> LedgerError {
        LedgerError::Trust(TrustError::NoKeyFile { key: key_id(key), path: self.keys_folder() })
    }
}

/// `license-2.pem`.
pub(super) fn key_file(folder: &Path, role: KeyRole, number: u32) -> PathBuf {
    folder.join(format!("{}-{number}.pem", role.name()))
}
