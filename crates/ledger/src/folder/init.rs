use std::fs;
use std::path::{Path, PathBuf};

use crypto::{KeyFileError, RootKey, SigningKey, TrustedRoot};
use disk::{Access, DiskError};
use format::{Environment, IssuingKey, Names, Prefix, Purpose, Root};
use rand_core::CryptoRng;
use serde_json::json;

use super::keys::key_file;
use super::{KeyRole, VendorFolder, write_new_key};
use crate::audit::{self, Entry};
use crate::database::{Database, Login, Place, ServerUrl, Transaction, blob};
use crate::roots::check_threshold;
use crate::{Context, LedgerError, TrustError};

/// Who the vendor is.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct InitOptions<'a> {
    /// The beginning of all numbers.
    pub prefix: Prefix,
    /// The vendor's names.
    pub names: Names,
    /// For trying out or for customers.
    pub environment: Environment,
    /// What encrypts the key files.
    pub passphrase: &'a str,
    /// How many root keys.
    pub root_keys: u32,
    /// How many of them must sign a root.
    pub threshold: u32,
    /// Where the root keys go, if not into the vendor's folder: a medium that sleeps in a safe.
    pub root_keys_folder: Option<&'a Path>,
    /// The empty database that is to hold the ledger, if not the vendor's folder.
    pub ledger: Option<&'a ServerUrl>,
    /// What the database is opened with.
    pub login: &'a Login,
}

/// Written first and removed last. With it and without a ledger, a folder was never used; the address of a database is
/// written before the ledger begins there, so its ledger counts as soon as it is.
const UNFINISHED: &str = "init.unfinished";

/// The ledger until it is complete.
const DRAFT: &str = "ledger.draft";

impl VendorFolder {
    /// Makes a vendor: new keys, the first root, an empty ledger; creates the folder where it is missing.
    ///
    /// The ledger gets its name last, so a kill leaves a whole vendor or a folder that
    /// [`LedgerError::InitUnfinished`] names: nothing was issued from it, so it can be deleted.
    ///
    /// # Errors
    ///
    /// [`LedgerError::AlreadyInitialised`], [`LedgerError::NotEmpty`], [`LedgerError::InitUnfinished`];
    /// [`TrustError::KeyFile`] for an empty passphrase; [`TrustError::ThresholdTooHigh`]; [`LedgerError::Sign`] for
    /// names that a root cannot hold or no root keys; [`TrustError::KeyFileExists`] where a root key would replace a
    /// file; [`LedgerError::Disk`].
    pub fn init(
        path: &Path,
        options: &InitOptions<'_>,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Self, LedgerError> {
        let folder = Self::at(path);
        folder.refuse_a_used_folder()?;
        check_threshold(options.threshold, usize::try_from(options.root_keys).unwrap_or(usize::MAX))?;
        let keys = NewKeys::generate(options.root_keys, random);
        let root = keys.sign_root(options, context)?;
        let keys = keys.with_paths(&folder, options.root_keys_folder);
        if options.passphrase.is_empty() {
            let path = folder.key_path(KeyRole::Root, 1);
            return Err(LedgerError::Trust(TrustError::KeyFile {
                path,
                source: KeyFileError::EmptyPassphrase,
            }));
        }
        if let Some((_, path, _)) = keys.iter().find(|(_, path, _)| path.exists()) {
            return Err(LedgerError::Trust(TrustError::KeyFileExists { path: path.clone() }));
        }
        folder.begin()?;
        if let Some(elsewhere) = options.root_keys_folder {
            disk::create_dir_owner_only(elsewhere)?;
        }
        for (role, path, key) in &keys {
            write_new_key(path, role.name(), key, options.passphrase, random)?;
        }
        disk::write_new(&folder.root_path(1), &root, Access::Everyone)?;
        folder.finish(&TrustedRoot::unverified_origin(&root)?, options, context)?;
        Ok(folder)
    }

    /// An unfinished folder deserves a better word than "no ledger here".
    pub(crate) fn is_unfinished(&self) -> bool {
        !self.ledger_path().exists() && self.path.join(UNFINISHED).exists()
    }

    /// The ledger is there, so what a kill left of the beginning can go.
    pub(crate) fn is_finished_now(&self) -> Result<(), LedgerError> {
        Ok(disk::remove_file(&self.path.join(UNFINISHED))?)
    }

    /// Where a ledger is made, until it is complete.
    pub(crate) fn draft_path(&self) -> PathBuf {
        self.path.join(DRAFT)
    }

    /// Says which database holds the ledger.
    pub(crate) fn note_ledger_url(&self, url: &ServerUrl) -> Result<(), LedgerError> {
        Ok(disk::write_new(&self.ledger_url_path(), format!("{url}\n").as_bytes(), Access::OwnerOnly)?)
    }

    fn refuse_a_used_folder(&self) -> Result<(), LedgerError> {
        let path = || self.path.clone();
        if self.is_unfinished() {
            return Err(LedgerError::InitUnfinished { path: path() });
        }
        if self.ledger_path().exists() || self.ledger_url_path().exists() {
            return Err(LedgerError::AlreadyInitialised { path: path() });
        }
        match fs::read_dir(&self.path) {
            Ok(mut entries) => match entries.next() {
                None => Ok(()),
                Some(_) => Err(LedgerError::NotEmpty { path: path() }),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(DiskError::from_io(&self.path, error).into()),
        }
    }

    /// Claims the folder; of two that start at once, one goes on.
    fn begin(&self) -> Result<(), LedgerError> {
        disk::create_dir_owner_only(&self.path)?;
        let why = b"keyslip began to make a vendor's folder here. Without ledger.sqlite beside it nothing was ever used.\n";
        disk::write_new(&self.path.join(UNFINISHED), why, Access::OwnerOnly).map_err(
            |error| match error {
                DiskError::Exists { .. } => LedgerError::InitUnfinished { path: self.path.clone() },
                other => other.into(),
            },
        )?;
        for inner in ["keys", "roots", "objects"] {
            disk::create_dir_owner_only(&self.path.join(inner))?;
        }
        Ok(())
    }

    fn finish(
        &self,
        root: &TrustedRoot,
        options: &InitOptions<'_>,
        context: &Context,
    ) -> Result<(), LedgerError> {
        let fill = |transaction: &Transaction<'_>| begin_ledger(transaction, root, context);
        if let Some(url) = options.ledger {
            self.note_ledger_url(url)?;
            Database::create(&Place::Server(Box::new(url.clone())), options.login, fill)?;
        } else {
            let draft = self.draft_path();
            Database::create(&Place::File(draft.clone()), options.login, fill)?;
            disk::owner_only(&draft)?;
            disk::move_file(&draft, &self.ledger_path())?;
        }
        self.is_finished_now()
    }
}

/// Pins the root, and begins the audit trail.
fn begin_ledger(
    transaction: &Transaction<'_>,
    root: &TrustedRoot,
    context: &Context,
) -> Result<(), LedgerError> {
    let digest = root.root().digest();
    let pin = "INSERT INTO vendor (only_row, root) VALUES (1, ?1)";
    transaction.execute(pin, &[blob(*digest.as_bytes())])?;
    let entry = Entry {
        what: "vendor.init",
        subject: root.root().prefix.to_string(),
        digest: Some(digest),
        details: json!({ "fingerprint": root.fingerprint().to_string() }),
    };
    audit::append(transaction, None, &entry, context)
}

/// The root keys and one issuing key for each purpose.
struct NewKeys {
    root: Vec<RootKey>,
    issuing: Vec<(Purpose, SigningKey)>,
}

impl NewKeys {
    fn generate(root_keys: u32, random: &mut impl CryptoRng) -> Self {
        let root = (0..root_keys).map(|_| RootKey::new(SigningKey::generate(random))).collect();
        let issuing = Purpose::ALL.into_iter().map(|purpose| (purpose, SigningKey::generate(random)));
        Self { root, issuing: issuing.collect() }
    }

    /// Each key with its role and the file that it goes into.
    fn with_paths(
        &self,
        folder: &VendorFolder,
        root_keys_folder: Option<&Path>,
    ) -> Vec<(KeyRole, PathBuf, &SigningKey)> {
        let keys_folder = folder.keys_folder();
        let root_keys_folder = root_keys_folder.unwrap_or(&keys_folder);
        let root = (1..).zip(&self.root).map(|(number, key)| {
            (KeyRole::Root, key_file(root_keys_folder, KeyRole::Root, number), key.as_signing_key())
        });
        let issuing = self.issuing.iter().map(|(purpose, key)| {
            let role = KeyRole::Issuing(*purpose);
            (role, key_file(&keys_folder, role, 1), key)
        });
        root.chain(issuing).collect()
    }

    fn sign_root(&self, options: &InitOptions<'_>, context: &Context) -> Result<Vec<u8>, LedgerError> {
        let root_keys = self.root.iter().map(RootKey::public).collect();
        let mut root =
            Root::new(options.prefix, options.names.clone(), options.threshold, root_keys, context.now);
        root.environment = options.environment;
        root.issuing_keys =
            self.issuing.iter().map(|(purpose, key)| IssuingKey::new(key.public(), [*purpose])).collect();
        Ok(RootKey::sign_root(&root, &self.root.iter().collect::<Vec<_>>())?)
    }
}
