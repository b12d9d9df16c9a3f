use std::path::Path;

use disk::Access;
use format::{Event, UnixTime};

use super::place::Destination;
use super::{Consent, Plan, package};
use crate::{InstallError, Installation, LockedSite};

impl LockedSite {
    /// Saves a release's files for use elsewhere, each whole and with a sidecar `<file>.sha256` that `sha256sum -c`
    /// checks.
    ///
    /// # Errors
    ///
    /// [`InstallError`]; up to the last copy nothing has got its name.
    pub fn save(
        &mut self,
        plan: &Plan<'_>,
        folder: &Path,
        consent: Option<&Consent>,
        now: UnixTime,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Installation, InstallError> {
        let place = Destination::prepare(folder, self.path())?;
        self.resume(now)?;
        let others = self.state().installed().iter().chain(self.state().pending());
        place.refuse_foreign_files(&plan.release.files, others)?;
        place.refuse_links(&plan.release.files)?;
        self.require_consent(plan, consent, now)?;

        let work = self.work();
        package::fetch(&work, plan, progress)?;
        let (installed, folder, files) = (plan.installed(), place.name.clone(), plan.delivered());
        let saved =
            Event::Saved { installed: installed.clone(), folder: folder.clone(), files: files.clone() };
        let saved = self.sign(saved, now)?;
        disk::write_whole(&work.intent(), &saved, Access::OwnerOnly)?;
        for copy in self.stage_all(&place, &files)? {
            copy.publish()?;
        }
        for file in &files {
            let sidecar = place.path.join(format!("{}.sha256", file.name));
            let line = format!("{}  {}\n", file.digest, file.name);
            disk::write_whole(&sidecar, line.as_bytes(), Access::Everyone)?;
        }
        self.record_signed(&saved)?;
        // The private copies may be all that is left of an installation that was cut off.
        if self.state().pending().is_none() {
            work.clear()?;
        }
        Ok(Installation { installed, folder, files, at: now })
    }
}
