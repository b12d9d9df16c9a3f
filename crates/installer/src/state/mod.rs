//! What a site knows, and how it remembers it.

mod fold;
mod forks;
mod journal;
mod kept;
mod locked;
mod roots;
mod store;

pub use fold::SiteState;
pub use forks::{Acknowledged, Fork};
pub use kept::{Acceptance, Installation, KeptLicense, KnownBulletin, KnownCatalog, RedeemedCoupon};
pub use locked::{LockedSite, OnAhead};
pub use roots::{FirstTrust, KnownRoot, RootFiles};

pub(crate) use roots::{Unfollowed, follow};
pub(crate) use store::Store;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crypto::{SiteKey, Verified};
use disk::{Access, DiskError};
use format::{Digest, Document, Event, PublicKey, Receipt, UnixTime};
use policy::Moment;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use self::journal::Journal;
use self::roots::first_trust;
use crate::{Bundle, Damage, InstallError};

const JOURNAL: &str = "journal.ksreceipts";
const KEY: &str = "site.key";
const LOCK: &str = "site.lock";
/// Private copies of packages on their way.
pub(crate) const WORK: &str = "work";
/// Copies of forks, for the vendor.
const EVIDENCE: &str = "evidence";

/// A site's folder, open for reading.
///
/// Everything it knows is a fold over one append-only journal of signed receipts, plus the documents that the journal
/// names by digest; there is no second copy that could disagree. [`SiteFolder::lock`] opens it for changes.
#[derive(Debug)]
pub struct SiteFolder {
    path: PathBuf,
    journal: Journal,
    store: Store,
    state: SiteState,
}

impl SiteFolder {
    /// Sets a site up from a bundle: trusts the root whose fingerprint a person has compared, and follows its chain.
    ///
    /// A root for trying out is refused unless [`FirstTrust::for_trying_out`] asks for one.
    ///
    /// # Errors
    ///
    /// As for [`SiteFolder::init_from`].
    pub fn init(
        path: &Path,
        bundle: &Bundle,
        first: impl Into<FirstTrust>,
        now: UnixTime,
        random: &mut impl CryptoRng,
    ) -> Result<Self, InstallError> {
        Self::init_from(path, &bundle.roots()?, first, now, random)
    }

    /// Sets a site up from root files.
    ///
    /// The journal is written last: without it the folder is no site, and the next try begins anew.
    ///
    /// # Errors
    ///
    /// [`InstallError::AlreadyASite`]; [`crypto::RootError`] where no root has the fingerprint, where it is for the
    /// other environment or the chain does not hold; what reading the medium and writing the folder meet.
    pub fn init_from(
        path: &Path,
        roots: &RootFiles,
        first: impl Into<FirstTrust>,
        now: UnixTime,
        random: &mut impl CryptoRng,
    ) -> Result<Self, InstallError> {
        refuse_remains(path)?;
        let chain = first_trust(roots, first.into())?;
        let key = SiteKey::generate(random);
        let mut documents = Vec::new();
        for (sequence, trusted) in (0..).zip(&chain) {
            let (root, version) = (trusted.root.root().digest(), trusted.root.root().version);
            let event = match sequence {
                0 => Event::Started { key: key.public(), root, version },
                _ => Event::RootTrusted { root, version },
            };
            let previous = documents.last().map(|document: &Vec<u8>| crypto::sha256(document));
            documents.push(key.sign(&Receipt::new(sequence, previous, event, now))?);
        }

        disk::create_dir_owner_only(path)?;
        disk::owner_only(path)?;
        // Two at once would leave the journal of one beside the key of the other.
        let _lock = disk::Lock::acquire(&path.join(LOCK), Duration::ZERO)?;
        refuse_remains(path)?;
        let store = Store::new(path);
        for trusted in &chain {
            store.keep(Document::Root, trusted.root.root().digest(), &trusted.file)?;
        }
        disk::write_whole(&path.join(KEY), key.seed().as_slice(), Access::OwnerOnly)?;
        let journal = Journal::bytes_of(&documents);
        disk::write_new(&path.join(JOURNAL), &journal, Access::OwnerOnly)?;
        Self::open(path)
    }

    /// Opens a site and checks all of it: each receipt's signature and chain, each document it names.
    ///
    /// # Errors
    ///
    /// [`InstallError::NotASite`]; [`InstallError::StateDamaged`], with which nothing goes on until a person decides.
    pub fn open(path: &Path) -> Result<Self, InstallError> {
        if !has_journal(path) {
            refuse_remains(path)?;
            return Err(InstallError::NotASite { path: path.to_owned() });
        }
        let mut journal = Journal::read(&path.join(JOURNAL))?;
        if read_key(path)?.public() != journal.key() {
            return Err(InstallError::StateDamaged { path: path.join(KEY), damage: Damage::Key });
        }
        let store = Store::new(path);
        loop {
            match SiteState::of(journal.receipts(), &store) {
                Ok(state) => return Ok(Self { path: path.to_owned(), journal, store, state }),
                Err(error) => {
                    // A process with the lock may just have replaced a catalog and forgotten its head.
                    let newer = Journal::read(&path.join(JOURNAL))?;
                    if newer.head() == journal.head() {
                        return Err(error);
                    }
                    journal = newer;
                }
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it knows.
    pub fn state(&self) -> &SiteState {
        &self.state
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The receipts, oldest first.
    pub fn receipts(&self) -> &[Verified<Receipt>] {
        self.journal.receipts()
    }

    /// All receipts as one file, for the vendor: whole records behind each other (SPEC §10).
    ///
    /// # Errors
    ///
    /// What reading the journal meets.
    pub fn receipts_file(&self) -> Result<Vec<u8>, InstallError> {
        self.journal.whole_records()
    }

    /// The site's public key: what signs its receipts and requests.
    pub fn key(&self) -> PublicKey {
        self.journal.key()
    }

    /// SHA-256 of the newest receipt as a whole document.
    pub fn receipts_head(&self) -> Digest {
        self.journal.head()
    }

    /// The moment that counts when the clock shows `clock`, with what is doubtful in it.
    pub fn moment(&self, clock: UnixTime) -> Moment {
        let last_seen = (!self.state.is_new()).then(|| self.state.last_seen());
        Moment::new(clock, self.state.floor(), last_seen)
    }
}

/// A site whose journal is gone must not become a new one that remembers nothing: these folders appear only after a
/// site was set up.
fn refuse_remains(path: &Path) -> Result<(), InstallError> {
    if has_journal(path) {
        return Err(InstallError::AlreadyASite { path: path.to_owned() });
    }
    let later = [Document::License, Document::Coupon, Document::Catalog, Document::Bulletin];
    let remains = later.into_iter().any(|document| store::folder(path, document).exists());
    if remains || [WORK, EVIDENCE].into_iter().any(|folder| path.join(folder).exists()) {
        return Err(InstallError::StateDamaged { path: path.join(JOURNAL), damage: Damage::Missing });
    }
    Ok(())
}

fn has_journal(path: &Path) -> bool {
    fs::symlink_metadata(path.join(JOURNAL)).is_ok()
}

pub(crate) fn read_key(path: &Path) -> Result<SiteKey, InstallError> {
    let path = path.join(KEY);
    let damaged = |damage| InstallError::StateDamaged { path: path.clone(), damage };
    let seed = disk::read_limited(&path, 32).map_err(|error| match error {
        error if error.is_missing() => damaged(Damage::Missing),
        DiskError::TooLarge { .. } => damaged(Damage::Key),
        error => error.into(),
    })?;
    let seed = Zeroizing::new(seed);
    let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| damaged(Damage::Key))?;
    Ok(SiteKey::from_seed(seed))
}
