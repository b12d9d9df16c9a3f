use std::path::Path;

use crypto::Keyring;
use disk::{StagedFile, SyncedFile};
use format::{Delivered, Document, Envelope, Event, Receipt, UnixTime};

use super::place::Destination;
use super::{Work, stage};
use crate::verify::{FileState, file_state};
use crate::{InstallError, Installation, LockedSite};

/// What became of an installation that was cut off.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Resumed {
    /// There was none.
    Nothing,
    /// It is complete now.
    Completed(Installation),
    /// It was given up; the files of before are in place.
    Abandoned(Installation),
    /// Neither is possible: its folder is gone, or somebody has taken away what was to be put there. Installing into
    /// the same folder again mends it.
    Stuck(Installation),
}

/// Where a file of a cut-off installation is found.
enum Found {
    InPlace,
    Staged(SyncedFile),
    Lost,
}

impl LockedSite {
    /// Ends an installation that was cut off: completes it if all its files are there, else gives it up.
    ///
    /// # Errors
    ///
    /// What reading and writing meet; the next try begins at the same place.
    pub fn resume(&mut self, now: UnixTime) -> Result<Resumed, InstallError> {
        let Some(pending) = self.state().pending().cloned() else {
            self.drop_intent()?;
            self.work().clear()?;
            return Ok(Resumed::Nothing);
        };
        let place = Destination { path: pending.folder.clone().into(), name: pending.folder.clone() };
        if !place.path.is_dir() {
            return Ok(Resumed::Stuck(pending));
        }
        let work = self.work();
        let found = pending.files.iter().map(|file| find(&work, &place.path, file));
        let found = found.collect::<Result<Vec<Found>, InstallError>>()?;
        let is_whole = !found.iter().any(|file| matches!(file, Found::Lost));
        let is_untouched = !found.iter().any(|file| matches!(file, Found::InPlace));
        let staged = found.into_iter().filter_map(|file| match file {
            Found::Staged(staged) => Some(staged),
            _ => None,
        });
        if is_whole {
            let staged = staged.collect();
            let done = self.put_in_place(&pending.installed, &place, pending.files, staged, now)?;
            return Ok(Resumed::Completed(done));
        }
        if !is_untouched {
            return Ok(Resumed::Stuck(pending));
        }
        for staged in staged {
            staged.discard()?;
        }
        self.record(Event::InstallAbandoned { folder: place.name }, now)?;
        self.work().clear()?;
        Ok(Resumed::Abandoned(pending))
    }

    /// Removes what was staged for an installation that never began, or a saving that was cut off.
    pub(super) fn drop_intent(&self) -> Result<(), InstallError> {
        let path = self.work().intent();
        let limit = u64::try_from(Document::Receipt.max_bytes()).unwrap_or(u64::MAX);
        let signed = match disk::read_limited(&path, limit) {
            Err(error) if error.is_missing() => return Ok(()),
            result => result?,
        };
        // Only what this site signed itself may name files to remove.
        if let Some(Event::InstallBegun { folder, files, .. } | Event::Saved { folder, files, .. }) =
            self.own_event(&signed)
        {
            for file in &files {
                match disk::remove_file(&StagedFile::path_of(Path::new(&folder), file.name.as_str())) {
                    Err(error) if !error.is_missing() => return Err(error.into()),
                    _ => {}
                }
            }
        }
        Ok(disk::remove_file(&path)?)
    }

    fn own_event(&self, signed: &[u8]) -> Option<Event> {
        let envelope = Envelope::parse(signed).ok()?;
        let keyring = Keyring::of_site_keys(&[self.receipts().first()?.site_key()?]).ok()?;
        keyring.verify::<Receipt>(&envelope).ok().map(|receipt| receipt.event.clone())
    }
}

/// Looks for a file at its place, beside it, and among the private copies, from which it is staged again.
fn find(work: &Work, folder: &Path, file: &Delivered) -> Result<Found, InstallError> {
    if file_state(folder, file)? == FileState::Ok {
        return Ok(Found::InPlace);
    }
    match SyncedFile::reopen(folder, file.name.as_str()) {
        Ok(staged) if staged.measured().sha256 == *file.digest.as_bytes() => {
            return Ok(Found::Staged(staged));
        }
        Ok(_)
        | Err(
            disk::DiskError::Missing { .. }
            | disk::DiskError::IsAFolder { .. }
            | disk::DiskError::NotAFile { .. },
        ) => {}
        Err(error) => return Err(error.into()),
    }
    match work.open_copy(file.digest)? {
        Some(copy) => {
            let name = work.copy_of(file.digest);
            stage(copy, &name, folder, &file.name, file.digest).map(Found::Staged)
        }
        None => Ok(Found::Lost),
    }
}
