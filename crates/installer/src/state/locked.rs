use std::ops::Deref;
use std::time::Duration;

use crypto::{SiteKey, Verified};
use disk::Lock;
use format::{Event, Payload, Receipt, UnixTime};

use super::{LOCK, SiteFolder, SiteState, read_key};
use crate::InstallError;

/// How far ahead of the site's time a document may be signed: ninety days, so that a site whose clock stands still is
/// not asked between two bundles of a quarter, and a wrong year is noticed.
const MAX_AHEAD_SECONDS: u64 = 90 * 24 * 3600;

/// What is done with a new document that is signed more than ninety days after both the clock and everything that the
/// site has seen: a slip of the vendor's, or a clock here that stands still.
///
/// Once taken it would be the site's time floor, which never falls, and end licenses early.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum OnAhead {
    /// It is not taken.
    #[default]
    Refuse,
    /// It is taken: a person has compared the dates.
    Accept,
}

/// A site that this process alone may change.
///
/// Every change is a receipt: it holds once it is on the disk, and not before.
#[derive(Debug)]
pub struct LockedSite {
    site: SiteFolder,
    key: SiteKey,
    on_ahead: OnAhead,
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
        Ok(LockedSite { site, key, on_ahead: OnAhead::default(), _lock: lock })
    }
}

impl LockedSite {
    /// Says what is done from now on with documents that are signed far ahead.
    pub fn set_on_ahead(&mut self, choice: OnAhead) {
        self.on_ahead = choice;
    }

    /// Refuses a document that the site has not seen and that is signed far ahead of all that it knows of the time.
    ///
    /// It is refused as a whole: what is taken raises the floor, or the floor would not be the greatest signed time of
    /// what is kept and a clock set back would revive what had ended.
    pub(crate) fn check_date<T: Payload>(
        &self,
        document: &Verified<T>,
        clock: UnixTime,
    ) -> Result<(), InstallError> {
        let (signed, floor) = (document.issued_at(), self.state().floor());
        // A floor within ninety days of the clock adds nothing to it: else each document would carry the limit on by
        // another ninety days. One that is further ahead says that the clock stands still.
        let now = if floor > clock.plus_seconds(MAX_AHEAD_SECONDS) { floor } else { clock };
        if self.on_ahead == OnAhead::Accept
            || signed <= floor
            || signed <= now.plus_seconds(MAX_AHEAD_SECONDS)
        {
            return Ok(());
        }
        Err(InstallError::SignedAhead { document: T::DOCUMENT, signed, now })
    }

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
