use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempPath;

use crate::error::At;
use crate::faults::fault_point;
use crate::folder::{PREFIX, sync_folder};
use crate::read::{Measured, measure};
use crate::whole::{Draft, refuse_target};
use crate::{Access, DiskError};

/// A file for an install with a redo log: written beside its target under a name that can be found again.
///
/// The steps are types: [`StagedFile::create`], write, [`StagedFile::sync`] gives a [`SyncedFile`], which stays on the
/// disk through a crash; [`SyncedFile::publish`] gives it its name. After a crash the log knows folder and name, and
/// [`SyncedFile::reopen`] goes on from there. Dropped before `sync`, a staged file is gone.
///
/// ```
/// # use disk::{Access, StagedFile, SyncedFile};
/// # fn main() -> Result<(), disk::DiskError> {
/// # let folder = tempfile::tempdir().expect("a temporary folder");
/// let mut staged = StagedFile::create(folder.path(), "Склад.cfe", Access::Everyone)?;
/// staged.write_bytes(b"payload")?;
/// let written = staged.sync()?.measured();
/// // "commit" goes into the log here; a crash from now on is mended by doing the rest again
/// let synced = SyncedFile::reopen(folder.path(), "Склад.cfe")?;
/// assert_eq!(synced.measured(), written);
/// synced.publish()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct StagedFile {
    draft: Draft,
    target: PathBuf,
}

impl StagedFile {
    /// Creates the staged file for `name` in `folder`; one left there by an earlier try is replaced.
    ///
    /// # Errors
    ///
    /// [`DiskError::BadName`] where `name` is not one plain file name; else as for [`crate::write_whole`].
    pub fn create(folder: &Path, name: &str, access: Access) -> Result<Self, DiskError> {
        let target = target_of(folder, name)?;
        refuse_target(&target)?;
        let staged = Self::path_of(folder, name);
        match fs::remove_file(&staged) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(DiskError::from_io(&staged, error));
            }
            _ => fault_point("earlier staged file removed"),
        }
        let mut options = OpenOptions::new();
        // Only ever a new file: a link planted under this name must not lead the bytes elsewhere.
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, access.mode());
        #[cfg(not(unix))]
        let _ = access;
        let file = options.open(&staged).at(&staged)?;
        fault_point("staged file created");
        let path = TempPath::try_from_path(&staged).at(&staged)?;
        Ok(Self { draft: Draft::new(file, path), target })
    }

    /// Where the staged file for `name` lies: the same at every call, as short for a long name as for a short one.
    pub fn path_of(folder: &Path, name: &str) -> PathBuf {
        use std::fmt::Write;
        let mut staged = String::from(PREFIX);
        for byte in &Sha256::digest(name)[..16] {
            write!(staged, "{byte:02x}").expect("a String takes every write");
        }
        folder.join(staged + ".staged")
    }

    /// Writes all of `bytes` and counts them in.
    ///
    /// # Errors
    ///
    /// [`DiskError::Full`]; else what writing meets.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        self.draft.write_bytes(bytes, &self.target)
    }

    /// Copies `source` to its end and gives the bytes copied; `progress` hears of each piece. `name` is the source's.
    ///
    /// # Errors
    ///
    /// What reading meets, with the source's name; what writing meets, with the target's.
    pub fn copy_from(
        &mut self,
        source: impl Read,
        name: &Path,
        progress: impl FnMut(u64),
    ) -> Result<u64, DiskError> {
        self.draft.copy_from(source, name, &self.target, progress)
    }

    /// Digest and count of what was written so far.
    pub fn measured(&self) -> Measured {
        self.draft.tally.measured()
    }

    /// Makes bytes and name survive a power cut. From here on the file stays until published or discarded.
    ///
    /// # Errors
    ///
    /// What syncing meets; the staged file is removed then.
    pub fn sync(self) -> Result<SyncedFile, DiskError> {
        let (path, measured) = self.draft.sync(&self.target)?;
        let staged = path.keep().map_err(|refused| DiskError::from_io(&self.target, refused.error))?;
        sync_folder(crate::folder::parent_of(&staged))?;
        Ok(SyncedFile { staged, target: self.target, measured })
    }
}

impl Write for StagedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A staged file that is whole and safe on the disk, and has yet to get its name. Dropped, it stays.
#[derive(Debug)]
pub struct SyncedFile {
    staged: PathBuf,
    target: PathBuf,
    measured: Measured,
}

impl SyncedFile {
    /// Finds the staged file for `name` again, and measures what is really there.
    ///
    /// # Errors
    ///
    /// [`DiskError::Missing`] where it was published, discarded or never synced; [`DiskError::BadName`];
    /// [`DiskError::NotAFile`] where something else has its name.
    pub fn reopen(folder: &Path, name: &str) -> Result<Self, DiskError> {
        let target = target_of(folder, name)?;
        let staged = StagedFile::path_of(folder, name);
        if !fs::symlink_metadata(&staged).at(&staged)?.is_file() {
            return Err(DiskError::NotAFile { path: staged });
        }
        let measured = measure(&staged)?;
        Ok(Self { staged, target, measured })
    }

    /// Digest and count of its bytes.
    pub fn measured(&self) -> Measured {
        self.measured
    }

    /// The path that [`SyncedFile::publish`] will give it.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Gives the file its name, replacing what has it, and syncs the folder.
    ///
    /// # Errors
    ///
    /// What renaming meets; the staged file stays then, and publishing can be tried again.
    pub fn publish(self) -> Result<(), DiskError> {
        refuse_target(&self.target)?;
        crate::move_file(&self.staged, &self.target)
    }

    /// Removes the staged file.
    ///
    /// # Errors
    ///
    /// What removing meets.
    pub fn discard(self) -> Result<(), DiskError> {
        crate::remove_file(&self.staged)
    }
}

/// `name` in `folder`, if it is one plain name: nothing that leads out of the folder.
fn target_of(folder: &Path, name: &str) -> Result<PathBuf, DiskError> {
    let mut components = Path::new(name).components();
    match (components.next(), components.next()) {
        (Some(Component::Normal(plain)), None) if plain == name => Ok(folder.join(name)),
        _ => Err(DiskError::BadName { name: name.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "Склад и торговля.cfe";

    fn staged(folder: &Path, bytes: &[u8]) -> StagedFile {
        let mut staged = StagedFile::create(folder, NAME, Access::Everyone).expect("a staged file");
        staged.write_bytes(bytes).expect("a write");
        staged
    }

    #[test]
    fn a_staged_file_stays_from_its_sync_on() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        drop(staged(folder.path(), b"half"));
        assert!(SyncedFile::reopen(folder.path(), NAME).is_err_and(|error| error.is_missing()));
        let measured = staged(folder.path(), b"whole").sync().expect("a sync").measured();
        let again = SyncedFile::reopen(folder.path(), NAME).expect("the staged file");
        assert_eq!(again.measured(), measured);
        assert_eq!(crate::remove_leftovers(folder.path()).expect("a count"), 0);
    }

    #[test]
    fn publishing_replaces_the_old_file_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join(NAME);
        fs::write(&target, b"old").expect("a file");
        let synced = staged(folder.path(), b"new").sync().expect("a sync");
        assert_eq!(fs::read(&target).expect("the file"), b"old");
        assert_eq!(synced.target(), target);
        synced.publish().expect("a rename");
        assert_eq!(fs::read(&target).expect("the file"), b"new");
        assert!(SyncedFile::reopen(folder.path(), NAME).is_err_and(|error| error.is_missing()));
    }

    #[test]
    fn a_discarded_file_and_an_earlier_try_are_gone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        staged(folder.path(), b"first try").sync().expect("a sync");
        let second = staged(folder.path(), b"second").sync().expect("a sync");
        assert_eq!(second.measured().bytes, 6);
        second.discard().expect("a removal");
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 0);
    }

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["", ".", "..", "../a", "a/b", "a/", "/a", "./a"] {
            let refused = StagedFile::create(folder.path(), name, Access::Everyone);
            assert!(matches!(refused, Err(DiskError::BadName { .. })), "{name:?}");
        }
    }

    #[test]
    fn the_longest_name_can_be_staged() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let name = "я".repeat(127);
        let staged = StagedFile::create(folder.path(), &name, Access::Everyone).expect("a staged file");
        staged.sync().expect("a sync").publish().expect("a rename");
        assert!(folder.path().join(name).exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_planted_link_leads_nowhere() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let victim = folder.path().join("victim");
        fs::write(&victim, b"mine").expect("a file");
        std::os::unix::fs::symlink(&victim, StagedFile::path_of(folder.path(), NAME)).expect("a link");
        assert!(matches!(SyncedFile::reopen(folder.path(), NAME), Err(DiskError::NotAFile { .. })));
        staged(folder.path(), b"new").sync().expect("a sync").publish().expect("a rename");
        assert_eq!(fs::read(&victim).expect("the file"), b"mine");
    }
}
