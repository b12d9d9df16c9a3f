use std::ops::Deref;
use std::time::Duration;

use crypto::SiteKey;
use disk::Lock;
use format::{Event, Receipt, UnixTime};

use super::{LOCK, SiteFolder, SiteState, read_key};
use crate::InstallError;

/// A site that this process alone may change.
///
/// Every change is a receipt: it holds once it is on the disk, and not before.
#[derive(Debug)]
pub struct LockedSite {
    site: SiteFolder,
    key: SiteKey,
    _lock: Lock,
}

impl SiteFolder {
    /// Takes the site's lock, waiting up to `wait`, and reads what another process may have changed meanwhile.
    ///
    /// A torn record at the end of the journal, left by a process that was killed, is cut off here.
    ///
    /// # Errors
    ///
    /// `disk.locked`; else as for [`SiteFolder::open`].
    pub fn lock(self, wait: Duration) -> Result<LockedSite, InstallError> {
        let lock = Lock::acquire(&self.path.join(LOCK), wait)?;
        let mut site = Self::open(&self.path)?;
        disk::remove_leftovers(&site.path)?;
        site.store.tidy()?;
        site.journal.mend()?;
        let key = read_key(&site.path)?;
        Ok(LockedSite { site, key, _lock: lock })
    }
}

impl LockedSite {
    /// Signs the receipt that would be next, without recording it.
    pub(crate) fn sign(&self, event: Event, now: UnixTime) -> Result<Vec<u8>, InstallError> {
        let (sequence, previous) = (self.site.journal.next_sequence(), Some(self.site.journal.head()));
        // A receipt is never dated before the documents that it speaks of.
        let moment = now.max(self.site.state.floor());
        Ok(self.key.sign(&Receipt::new(sequence, previous, event, moment))?)
    }

    /// Records what was signed as the next receipt, and takes it into the state.
    pub(crate) fn record_signed(&mut self, document: &[u8]) -> Result<(), InstallError> {
        self.site.journal.append(document)?;
        self.fold_anew()
    }

    /// Computes the state once more, after something that it is computed from has changed.
    pub(crate) fn fold_anew(&mut self) -> Result<(), InstallError> {
        self.site.state = SiteState::of(self.site.journal.receipts(), &self.site.store)?;
        Ok(())
    }

    /// Signs and records a receipt; once this returns, it is on the disk.
    pub(crate) fn record(&mut self, event: Event, now: UnixTime) -> Result<(), InstallError> {
        let document = self.sign(event, now)?;
        self.record_signed(&document)
    }
}

impl Deref for LockedSite {
    type Target = SiteFolder;

    fn deref(&self) -> &SiteFolder {
        &self.site
    }
}
