use std::path::PathBuf;

use crypto::Verified;
use format::{Digest, Event, Forked, Receipt, UnixTime};

use super::store::payload_digest;
use crate::{InstallError, LockedSite, SiteFolder};

/// A second document under the number of a known one, signed by keys that the site trusted: a stolen key, or a vendor
/// who published twice. It was refused, and a copy is kept for the vendor.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Fork {
    /// The kind of document.
    pub forked: Forked,
    /// The number, or a root's version.
    pub number: u32,
    /// SHA-256 of the payload of the one that was refused.
    pub digest: Digest,
    /// When it was first seen.
    pub seen: UnixTime,
    /// Who has taken note of it, if somebody has.
    pub acknowledged: Option<Acknowledged>,
}

/// Who has taken note of a fork.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Acknowledged {
    /// Who, as the system names the user.
    pub who: String,
    /// When.
    pub at: UnixTime,
}

impl Fork {
    /// Takes in what a receipt tells of forks.
    pub(super) fn fold(forks: &mut Vec<Self>, receipt: &Verified<Receipt>) {
        let at = receipt.issued_at;
        match &receipt.event {
            Event::ForkSeen { forked, digest, number } => {
                let (forked, number, digest) = (*forked, *number, *digest);
                forks.push(Self { forked, number, digest, seen: at, acknowledged: None });
            }
            Event::ForkAcknowledged { digest, who } => {
                for fork in forks.iter_mut().filter(|fork| fork.digest == *digest) {
                    fork.acknowledged = Some(Acknowledged { who: who.clone(), at });
                }
            }
            _ => {}
        }
    }
}

impl SiteFolder {
    /// Where the copy of a fork is kept.
    pub fn evidence(&self, fork: &Fork) -> PathBuf {
        self.store().evidence(fork.forked.document(), fork.digest)
    }
}

impl LockedSite {
    /// Keeps a fork as evidence and records that it was seen; the same one again changes nothing.
    pub(crate) fn note_fork(
        &mut self,
        forked: Forked,
        number: u32,
        file: &[u8],
        now: UnixTime,
    ) -> Result<PathBuf, InstallError> {
        let digest = payload_digest(forked.document(), file).expect("it was verified, so it has a payload");
        let evidence = self.store().keep_evidence(forked.document(), digest, file)?;
        if !self.state().forks().iter().any(|fork| fork.digest == digest) {
            self.record(Event::ForkSeen { forked, digest, number }, now)?;
        }
        Ok(evidence)
    }

    /// Records that a person has taken note of a fork: it stays on record, and no longer stands in the way of the eye.
    ///
    /// # Errors
    ///
    /// [`InstallError::UnknownFork`].
    pub fn acknowledge_fork(
        &mut self,
        digest: Digest,
        who: &str,
        now: UnixTime,
    ) -> Result<Fork, InstallError> {
        let find = |site: &Self| site.state().forks().iter().find(|fork| fork.digest == digest).cloned();
        let unknown = || InstallError::UnknownFork { digest };
        if find(self).ok_or_else(unknown)?.acknowledged.is_none() {
            self.record(Event::ForkAcknowledged { digest, who: who.to_owned() }, now)?;
        }
        find(self).ok_or_else(unknown)
    }
}
