use std::borrow::Cow;

use crypto::{RootError, TrustedRoot, Verified};
use format::{Document, Environment, Event, Fingerprint, Receipt, UnixTime};

use super::store::{Store, payload_digest};
use crate::{Bundle, Damage, InstallError};

/// A root that the site trusts, or trusted before the next one of its chain.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnownRoot {
    /// The root.
    pub root: TrustedRoot,
    /// Since when, by the receipt that tells of it.
    pub trusted: UnixTime,
}

/// What a person has decided before a site trusts a vendor: the fingerprint that was compared, and whether the root is
/// one for customers (the default) or for trying out. A root of the other kind is refused.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FirstTrust {
    /// The fingerprint that the vendor has published.
    pub fingerprint: Fingerprint,
    /// What the root must be for.
    pub environment: Environment,
}

impl FirstTrust {
    /// A vendor's root for trying out.
    pub fn for_trying_out(fingerprint: Fingerprint) -> Self {
        Self { fingerprint, environment: Environment::Test }
    }
}

impl From<Fingerprint> for FirstTrust {
    fn from(fingerprint: Fingerprint) -> Self {
        Self { fingerprint, environment: Environment::Production }
    }
}

/// Root files by the versions that they claim, ascending. Nothing of them is believed.
#[derive(Clone, Debug)]
pub struct RootFiles {
    versions: Vec<u32>,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Bundle(Bundle),
    Files(Vec<Vec<u8>>),
}

impl RootFiles {
    /// Root files that a person names, in any order; each has to hold together by itself.
    ///
    /// # Errors
    ///
    /// [`RootError`] for the first file that is no root.
    pub fn of(files: Vec<Vec<u8>>) -> Result<Self, InstallError> {
        let version = |file: &Vec<u8>| Ok(TrustedRoot::unverified_origin(file)?.root().version);
        let versions: Vec<u32> = files.iter().map(version).collect::<Result<_, RootError>>()?;
        let mut sorted: Vec<(u32, Vec<u8>)> = versions.into_iter().zip(files).collect();
        sorted.sort();
        let (versions, files) = sorted.into_iter().unzip();
        Ok(Self { versions, source: Source::Files(files) })
    }

    /// The newest root, before anybody has said whose it is: for a person to compare its fingerprint.
    ///
    /// # Errors
    ///
    /// [`RootError`] where it does not hold together; [`InstallError::NoRoots`]; what reading the medium meets.
    pub fn unverified_newest(&self) -> Result<TrustedRoot, InstallError> {
        let at = self.versions.len().checked_sub(1).ok_or_else(|| self.none())?;
        Ok(TrustedRoot::unverified_origin(&self.read(at)?)?)
    }

    /// The highest version that is claimed.
    pub(crate) fn highest(&self) -> Option<u32> {
        self.versions.last().copied()
    }

    fn read(&self, at: usize) -> Result<Cow<'_, [u8]>, InstallError> {
        match &self.source {
            Source::Bundle(bundle) => bundle.root(self.versions[at]).map(Cow::Owned),
            Source::Files(files) => Ok(Cow::Borrowed(&files[at])),
        }
    }

    fn none(&self) -> InstallError {
        let path = match &self.source {
            Source::Bundle(bundle) => bundle.folder().to_owned(),
            Source::Files(_) => std::path::PathBuf::new(),
        };
        InstallError::NoRoots { path }
    }
}

impl Bundle {
    /// The roots of the bundle.
    ///
    /// # Errors
    ///
    /// As for [`Bundle::root_versions`].
    pub fn roots(&self) -> Result<RootFiles, InstallError> {
        Ok(RootFiles { versions: self.root_versions()?, source: Source::Bundle(self.clone()) })
    }
}

/// A root with the file that it came in.
pub(crate) struct RootFile {
    pub(crate) root: TrustedRoot,
    pub(crate) file: Vec<u8>,
}

/// First trust: the newest root that has the fingerprint which a person compared, and the chain from it on to the
/// newest of all.
///
/// # Errors
///
/// [`RootError::WrongFingerprint`] where no root has it, [`RootError::WrongEnvironment`] where it is of the other kind;
/// any [`RootError`] where the chain behind it does not hold.
pub(crate) fn first_trust(roots: &RootFiles, first: FirstTrust) -> Result<Vec<RootFile>, InstallError> {
    let mut refusal = None;
    for at in (0..roots.versions.len()).rev() {
        let file = roots.read(at)?;
        match TrustedRoot::first(&file, first.fingerprint) {
            Ok(root) => {
                let root = root.for_environment(first.environment)?;
                let mut chain = vec![RootFile { root, file: file.into_owned() }];
                for at in at + 1..roots.versions.len() {
                    let newest = &chain[chain.len() - 1].root;
                    let file = roots.read(at)?;
                    let root = newest.succeeded_by(&file)?;
                    if root.root().version > newest.root().version {
                        chain.push(RootFile { root, file: file.into_owned() });
                    }
                }
                return Ok(chain);
            }
            // Of a newest root with other keys and an older one that is damaged, the newest tells more.
            Err(error) => {
                refusal.get_or_insert(error);
            }
        }
    }
    Err(refusal.map_or_else(|| roots.none(), InstallError::from))
}

/// Follows the chain of roots that the receipts name: the first was compared by a person, each next one is checked
/// against the one before it.
pub(super) fn chain_of_roots(
    receipts: &[Verified<Receipt>],
    store: &Store,
) -> Result<Vec<KnownRoot>, InstallError> {
    let mut chain: Vec<KnownRoot> = Vec::new();
    for receipt in receipts {
        let (Event::Started { root: digest, .. } | Event::RootTrusted { root: digest, .. }) = &receipt.event
        else {
            continue;
        };
        let file = store.read(Document::Root, *digest)?;
        let root = match chain.last() {
            None => TrustedRoot::pinned(&file, *digest)?,
            Some(newest) => newest.root.succeeded_by(&file)?,
        };
        chain.push(KnownRoot { root, trusted: receipt.issued_at });
    }
    if chain.is_empty() {
        return Err(InstallError::StateDamaged { path: store.site().to_owned(), damage: Damage::Missing });
    }
    Ok(chain)
}

/// Why root files do not go with the chain that a site knows.
pub(crate) enum Unfollowed {
    /// This file is another root of a version that the site knows, and keys that the site trusts or trusted signed it.
    Fork { version: u32, file: Vec<u8> },
    /// Anything else.
    Refused(InstallError),
}

impl<E: Into<InstallError>> From<E> for Unfollowed {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

/// The root files that follow the newest of `chain`, in order; those that it has already are compared.
///
/// Roots from before the site's first one are passed over: nobody here can say anything of them.
pub(crate) fn follow(roots: &RootFiles, chain: &[KnownRoot]) -> Result<Vec<RootFile>, Unfollowed> {
    let mut newest = chain.last().expect("a site trusts a root from its first receipt on").root.clone();
    let highest_known = newest.root().version;
    let mut newer = Vec::new();
    for (at, claimed) in roots.versions.iter().enumerate() {
        if *claimed <= highest_known {
            compare(&roots.read(at)?, *claimed, chain)?;
            continue;
        }
        let file = roots.read(at)?;
        let next = newest.succeeded_by(&file)?;
        if next.root().version > newest.root().version {
            newest = next.clone();
            newer.push(RootFile { root: next, file: file.into_owned() });
        }
    }
    Ok(newer)
}

/// Holds a root file against the one of its version in the chain.
///
/// Anybody can sign a root with keys of their own. It is a fork where the known root's keys signed it to its threshold,
/// or where a site that had not seen the known root would have taken it: whoever has stolen the keys of the root before
/// gets that far, even if the known root dropped them.
fn compare(file: &[u8], version: u32, chain: &[KnownRoot]) -> Result<(), Unfollowed> {
    let Some(at) = chain.iter().position(|known| known.root.root().version == version) else { return Ok(()) };
    let known = &chain[at].root;
    if payload_digest(Document::Root, file) == Some(known.root().digest()) {
        return Ok(());
    }
    let fork = || Unfollowed::Fork { version, file: file.to_owned() };
    let before = at.checked_sub(1).map(|before| &chain[before].root);
    if before.is_some_and(|before| before.succeeded_by(file).is_ok_and(|root| root.root().version == version))
    {
        return Err(fork());
    }
    Err(match known.succeeded_by(file) {
        Err(RootError::Fork { .. }) => fork(),
        Err(error) => error.into(),
        // Its file's name is another version's.
        Ok(root) => RootError::WrongVersion { expected: version, found: root.root().version }.into(),
    })
}
