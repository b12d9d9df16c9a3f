//! Putting a release in place: plan, consent, verified private copy, staging, receipt, renames, receipt.

mod consent;
mod package;
mod place;
mod plan;
mod resume;
mod save;

pub use consent::{Agreement, Consent};
pub use plan::{Plan, Wish};
pub use resume::Resumed;

pub(crate) use package::Work;

use std::fs::File;
use std::path::Path;

use crypto::VerifyError;
use disk::{Access, StagedFile, SyncedFile};
use format::{Delivered, Digest, DistributionId, Event, FileName, Installed, UnixTime};

use self::place::Destination;
use crate::{InstallError, Installation, LockedSite};

impl LockedSite {
    /// Installs a release into a folder, all of it or nothing; an older release there is replaced file by file.
    ///
    /// Each step is recorded before the next one begins. Cut off before `InstallBegun` is on the disk, the old files
    /// stay; cut off later, [`LockedSite::resume`] completes the new ones, which lie beside their places already.
    ///
    /// `progress` hears of the bytes read from the medium.
    ///
    /// # Errors
    ///
    /// [`InstallError`]; with those that come before `InstallBegun` no file of this release has been changed. The folder
    /// may have been made, and an earlier installation that was cut off been completed.
    pub fn install(
        &mut self,
        plan: &Plan<'_>,
        folder: &Path,
        consent: Option<&Consent>,
        now: UnixTime,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Installation, InstallError> {
        let place = Destination::prepare(folder, self.path())?;
        match self.resume(now)? {
            // The same distribution is written anew into the same folder, which mends it.
            Resumed::Stuck(stuck)
                if stuck.folder != place.name || stuck.installed.distribution != plan.distribution.id =>
            {
                return Err(half_installed(&stuck));
            }
            _ => {}
        }
        let others = |other: &&Installation| other.installed.distribution != plan.distribution.id;
        place.refuse_foreign_files(&plan.release.files, self.state().installed().iter().filter(others))?;
        place.refuse_links(&plan.release.files)?;
        self.check_neighbours(plan, &place)?;
        self.require_consent(plan, consent, now)?;

        let work = self.work();
        package::fetch(&work, plan, progress)?;
        let files: Vec<Delivered> = plan.delivered();
        let (installed, folder) = (plan.installed(), place.name.clone());
        let begun = Event::InstallBegun { installed: installed.clone(), folder, files: files.clone() };
        // Written before anything is staged, so that a cut leaves no staged file that nobody knows of.
        let begun = self.sign(begun, now)?;
        disk::write_whole(&work.intent(), &begun, Access::OwnerOnly)?;
        let staged = self.stage_all(&place, &files)?;
        self.record_signed(&begun)?;
        self.put_in_place(&installed, &place, files, staged, now)
    }

    /// Gives the staged files their names; from here on only forward.
    fn put_in_place(
        &mut self,
        installed: &Installed,
        place: &Destination,
        files: Vec<Delivered>,
        staged: Vec<SyncedFile>,
        now: UnixTime,
    ) -> Result<Installation, InstallError> {
        for file in staged {
            file.publish()?;
        }
        let done = Event::InstallDone { installed: installed.clone(), folder: place.name.clone(), files };
        self.record(done, now)?;
        self.work().clear()?;
        let latest = self.state().installed().last();
        Ok(latest.cloned().expect("the receipt that was recorded a moment ago"))
    }

    /// What the release asks of the other distributions, and of the version that it would replace.
    fn check_neighbours(&self, plan: &Plan<'_>, place: &Destination) -> Result<(), InstallError> {
        let (distribution, release) = (plan.distribution.id.clone(), &plan.release);
        let installed = self.state().installed();
        let is_here = |id: &DistributionId| installed.iter().any(|one| one.installed.distribution == *id);
        if let Some(required) = release.requires.iter().find(|id| !is_here(id)).cloned() {
            return Err(InstallError::Requires { distribution, required });
        }
        if let Some(other) = release.conflicts.iter().find(|id| is_here(id)).cloned() {
            return Err(InstallError::Conflicts { distribution, other });
        }
        let is_same =
            |one: &&Installation| one.installed.distribution == distribution && one.folder == place.name;
        let before = installed.iter().find(is_same).map(|one| one.installed.version.clone());
        match before {
            Some(installed)
                if !release.from_versions.is_empty()
                    && installed != release.version
                    && !release.from_versions.contains(&installed) =>
            {
                let version = release.version.clone();
                Err(InstallError::FromVersion { distribution, version, installed })
            }
            _ => Ok(()),
        }
    }

    /// Stages all files, or leaves nothing behind: neither beside their places nor among the private copies, which may
    /// lie on the disk that is full.
    fn stage_all(&self, place: &Destination, files: &[Delivered]) -> Result<Vec<SyncedFile>, InstallError> {
        let work = self.work();
        let staged = files.iter().map(|file| match work.open_copy(file.digest)? {
            Some(copy) => stage(copy, &work.copy_of(file.digest), &place.path, &file.name, file.digest),
            None => Err(VerifyError::WrongObject { expected: file.digest }.into()),
        });
        let staged = staged.collect::<Result<Vec<SyncedFile>, InstallError>>();
        if staged.is_err() {
            // The error that stopped the staging is the one to tell; the next try cleans up again.
            let _ = self.drop_intent();
            if self.state().pending().is_none() {
                let _ = work.clear();
            }
        }
        staged
    }

    pub(crate) fn work(&self) -> Work {
        Work::of_site(self.path())
    }
}

fn half_installed(stuck: &Installation) -> InstallError {
    InstallError::HalfInstalled {
        distribution: stuck.installed.distribution.clone(),
        folder: stuck.folder.clone(),
    }
}

/// Copies a private copy beside its place, whole and synced, and holds what was written against its digest.
fn stage(
    copy: File,
    name: &Path,
    folder: &Path,
    target: &FileName,
    digest: Digest,
) -> Result<SyncedFile, InstallError> {
    let mut staged = StagedFile::create(folder, target.as_str(), Access::Everyone)?;
    staged.copy_from(copy, name, |_| {})?;
    if staged.measured().sha256 != *digest.as_bytes() {
        return Err(VerifyError::WrongObject { expected: digest }.into());
    }
    Ok(staged.sync()?)
}
