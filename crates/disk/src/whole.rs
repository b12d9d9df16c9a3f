use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::error::At;
use crate::faults::fault_point;
use crate::folder::{PREFIX, SUFFIX, parent_of, sync_folder};
use crate::read::{Measured, PIECE, Tally};
use crate::{Access, DiskError};

/// Writes the file whole or not at all, replacing an old one: afterwards `path` holds all old or all new bytes.
///
/// # Errors
///
/// [`DiskError::ReadOnly`] where the old file is marked so, [`DiskError::NotAFile`] where a folder has the name; else
/// what creating, writing and renaming meet. After an error the old file is untouched and nothing is left beside it.
pub fn write_whole(path: &Path, bytes: &[u8], access: Access) -> Result<(), DiskError> {
    let mut file = WholeFile::create(path, access)?;
    file.write_bytes(bytes)?;
    file.finish().map(drop)
}

/// Writes a file that must not be there yet, whole or not at all: a key never replaces a key.
///
/// # Errors
///
/// [`DiskError::Exists`]; else as for [`write_whole`].
pub fn write_new(path: &Path, bytes: &[u8], access: Access) -> Result<(), DiskError> {
    let mut file = WholeFile::create(path, access)?;
    file.write_bytes(bytes)?;
    file.finish_new().map(drop)
}

/// A file on its way: written beside its target, and moved there by [`WholeFile::finish`]. Dropped, it is gone.
///
/// ```
/// # fn main() -> Result<(), disk::DiskError> {
/// # let folder = tempfile::tempdir().expect("a temporary folder");
/// # let target = folder.path().join("payload.cfe");
/// let mut copy = disk::WholeFile::create(&target, disk::Access::Everyone)?;
/// copy.copy_from(&b"payload"[..], "medium".as_ref(), |_| {})?;
/// // Compare with the signed digest here, before anything has the target's name.
/// assert_eq!(copy.measured().bytes, 7);
/// copy.finish()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct WholeFile {
    draft: Draft,
    target: PathBuf,
}

impl WholeFile {
    /// Creates the temporary file in the target's folder.
    ///
    /// # Errors
    ///
    /// As for [`write_whole`].
    pub fn create(target: &Path, access: Access) -> Result<Self, DiskError> {
        refuse_target(target)?;
        let folder = parent_of(target);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(access.mode()));
        #[cfg(not(unix))]
        let _ = access;
        let (file, path) = builder.tempfile_in(folder).at(folder)?.into_parts();
        fault_point("created");
        Ok(Self { draft: Draft::new(file, path), target: target.to_owned() })
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

    /// Syncs, gives the file its name, replacing what has it, and syncs the folder.
    ///
    /// # Errors
    ///
    /// What syncing and renaming meet.
    pub fn finish(self) -> Result<Measured, DiskError> {
        self.persist(|path, target| path.persist(target))
    }

    /// [`WholeFile::finish`], but a file that has the name stays.
    ///
    /// # Errors
    ///
    /// [`DiskError::Exists`]; else as for [`WholeFile::finish`].
    pub fn finish_new(self) -> Result<Measured, DiskError> {
        self.persist(|path, target| path.persist_noclobber(target))
    }

    fn persist(
        self,
        rename: impl FnOnce(TempPath, &Path) -> Result<(), tempfile::PathPersistError>,
    ) -> Result<Measured, DiskError> {
        let (path, measured) = self.draft.sync(&self.target)?;
        rename(path, &self.target).map_err(|refused| DiskError::from_io(&self.target, refused.error))?;
        fault_point("renamed");
        sync_folder(parent_of(&self.target))?;
        Ok(measured)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The file being written, without its final name.
#[derive(Debug)]
pub(crate) struct Draft {
    file: File,
    path: TempPath,
    pub(crate) tally: Tally,
}

impl Draft {
    pub(crate) fn new(file: File, path: TempPath) -> Self {
        Self { file, path, tally: Tally::default() }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.tally.add(&bytes[..count]);
        Ok(count)
    }

    pub(crate) fn write_bytes(&mut self, bytes: &[u8], target: &Path) -> Result<(), DiskError> {
        self.file.write_all(bytes).at(target)?;
        self.tally.add(bytes);
        fault_point("written");
        Ok(())
    }

    pub(crate) fn copy_from(
        &mut self,
        mut source: impl Read,
        name: &Path,
        target: &Path,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, DiskError> {
        let mut piece = vec![0; PIECE];
        let mut copied = 0;
        loop {
            let count = match source.read(&mut piece) {
                Ok(0) => return Ok(copied),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(DiskError::from_io(name, error)),
            };
            self.write_bytes(&piece[..count], target)?;
            let bytes = u64::try_from(count).unwrap_or(u64::MAX);
            copied += bytes;
            progress(bytes);
        }
    }

    /// Syncs and closes the file. Closed before it is renamed: Windows refuses to rename an open file.
    pub(crate) fn sync(self, target: &Path) -> Result<(TempPath, Measured), DiskError> {
        self.file.sync_all().at(target)?;
        fault_point("synced");
        Ok((self.path, self.tally.measured()))
    }
}

/// Refuses, before anything is written, what a rename would refuse on one system and do on another, and what nobody wants
/// replaced by a file: devices, pipes and sockets. A link is replaced itself, not what it leads to.
pub(crate) fn refuse_target(target: &Path) -> Result<(), DiskError> {
    match fs::symlink_metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(DiskError::IsAFolder { path: target.to_owned() }),
        Ok(metadata) if !metadata.is_file() && !metadata.is_symlink() => {
            Err(DiskError::NotAFile { path: target.to_owned() })
        }
        Ok(metadata) if metadata.is_file() && metadata.permissions().readonly() => Err(DiskError::ReadOnly {
            path: target.to_owned(),
            source: io::Error::from(ErrorKind::PermissionDenied),
        }),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(DiskError::from_io(target, error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Says, past the test runner's capture, that a test could not be run here.
    pub(crate) fn skip(reason: &str) {
        let _ = writeln!(io::stderr(), "SKIPPED: {reason}");
    }

    /// Runs `body` in a child process that may write no file above 64 KiB; `name` is the test that calls.
    ///
    /// The child ignores SIGXFSZ, so that the limit is met as an error and not as a kill.
    pub(crate) fn under_a_write_limit(name: &str, body: impl FnOnce(&Path)) {
        if let Some(folder) = std::env::var_os("KEYSLIP_TEST_WRITE_LIMIT") {
            body(Path::new(&folder));
            fs::write(Path::new(&folder).join("ran"), b"").expect("a mark that the test ran");
            return;
        }
        if !cfg!(unix) {
            skip("a write limit needs a unix shell");
            return;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let status = std::process::Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 128 && exec \"$0\" --exact \"$1\""])
            .arg(std::env::current_exe().expect("this test"))
            .arg(name)
            .env("KEYSLIP_TEST_WRITE_LIMIT", folder.path())
            .stdout(std::process::Stdio::null())
            .status();
        assert!(status.expect("a shell").success(), "{name} failed under the limit");
        assert!(folder.path().join("ran").exists(), "no test is called {name}");
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a list");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn new_bytes_replace_old_ones_and_nothing_else_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("Лицензия № 1.kslicense");
        write_whole(&path, b"old", Access::Everyone).expect("a write");
        write_whole(&path, b"new", Access::Everyone).expect("a write");
        assert_eq!(fs::read(&path).expect("the file"), b"new");
        assert_eq!(names(folder.path()).len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn access_is_what_was_asked_for() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (key, license) = (folder.path().join("key.pem"), folder.path().join("a.kslicense"));
        write_whole(&key, b"secret", Access::OwnerOnly).expect("a write");
        assert!(crate::is_owner_only(&key).expect("a mode"));
        // What the system's defaults allow, whatever they are here.
        fs::write(folder.path().join("plain"), b"").expect("a file");
        write_whole(&license, b"signed", Access::Everyone).expect("a write");
        let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions();
        assert_eq!(mode(&license), mode(&folder.path().join("plain")));
    }

    #[test]
    fn a_file_that_must_be_new_never_replaces() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("key.pem");
        write_new(&path, b"first", Access::OwnerOnly).expect("a write");
        assert!(matches!(write_new(&path, b"second", Access::OwnerOnly), Err(DiskError::Exists { .. })));
        assert_eq!(fs::read(&path).expect("the file"), b"first");
        assert_eq!(names(folder.path()), ["key.pem"]);
    }

    #[test]
    fn a_read_only_target_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a");
        fs::write(&path, b"old").expect("a file");
        let mut permissions = fs::metadata(&path).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("a mode");
        assert!(matches!(write_whole(&path, b"new", Access::Everyone), Err(DiskError::ReadOnly { .. })));
        assert_eq!(fs::read(&path).expect("the file"), b"old");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_may_not_be_written_is_denied() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).expect("a mode");
        if fs::write(folder.path().join("probe"), b"").is_ok() {
            skip("this user may write everywhere");
            return;
        }
        let refused = write_whole(&folder.path().join("a"), b"new", Access::Everyone);
        assert!(matches!(refused, Err(DiskError::Denied { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_device_is_no_target_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let refused = write_whole(&pipe, b"x", Access::Everyone);
        assert!(matches!(refused, Err(DiskError::NotAFile { .. })), "{refused:?}");
        assert!(matches!(
            write_whole(Path::new("/dev/null"), b"", Access::Everyone),
            Err(DiskError::NotAFile { .. })
        ));
        assert!(!fs::symlink_metadata(&pipe).unwrap().is_file());
    }

    #[test]
    fn folders_are_no_targets_and_missing_folders_are_missing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let on_a_folder = write_whole(folder.path(), b"", Access::Everyone);
        assert!(matches!(on_a_folder, Err(DiskError::IsAFolder { .. })));
        let nowhere = write_whole(&folder.path().join("нет/a"), b"", Access::Everyone);
        assert!(matches!(nowhere, Err(DiskError::Missing { .. })));
    }

    #[test]
    fn a_write_that_meets_the_limit_leaves_the_old_file() {
        under_a_write_limit("whole::tests::a_write_that_meets_the_limit_leaves_the_old_file", |folder| {
            let path = folder.join("a");
            write_whole(&path, b"old", Access::Everyone).expect("a write");
            let refused = write_whole(&path, &[b'x'; 200_000], Access::Everyone);
            assert!(matches!(refused, Err(DiskError::Full { .. })));
            assert_eq!(fs::read(&path).expect("the file"), b"old");
            assert_eq!(names(folder), ["a"]);
        });
    }

    #[test]
    fn a_dropped_copy_is_gone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut copy = WholeFile::create(&folder.path().join("a"), Access::Everyone).expect("a file");
        copy.write_all(b"half").expect("a write");
        drop(copy);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_copy_counts_hashes_and_reports_every_byte() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("расширение.cfe");
        let bytes = vec![3; PIECE * 2 + 5];
        let mut copy = WholeFile::create(&path, Access::Everyone).expect("a file");
        let mut heard = 0;
        let copied = copy.copy_from(&bytes[..], "medium".as_ref(), |piece| heard += piece).expect("a copy");
        let measured = copy.finish().expect("a file");
        assert_eq!((copied, heard, measured.bytes), (524_293, 524_293, 524_293));
        assert_eq!(measured, crate::measure(&path).expect("a measure"));
    }

    #[test]
    fn a_medium_that_cannot_be_read_is_named() {
        struct Scratched;
        impl Read for Scratched {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("bad sector"))
            }
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut copy = WholeFile::create(&folder.path().join("a"), Access::Everyone).expect("a file");
        let error = copy.copy_from(Scratched, "носитель".as_ref(), |_| {}).expect_err("a bad sector");
        assert_eq!(error.path(), Some(Path::new("носитель")));
    }
}
