use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::DiskError;
use crate::error::At;

/// The longest note of a holder that is read back: a program's name and a process number.
const MAX_HOLDER_BYTES: u64 = 256;

/// How long one poll sleeps: short for a person, long for a processor.
const POLL: Duration = Duration::from_millis(25);

/// An exclusive lock on a file, held until dropped; the system releases it when the process dies.
///
/// Advisory: it keeps out those who ask for it too. The lock file stays on the disk, because removing it would let two
/// processes hold "the" lock on two files of one name. It names its holder for the others' error message.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock on `path`, creating the file, and waits up to `wait` while another process holds it.
    ///
    /// # Errors
    ///
    /// [`DiskError::Locked`] with the holder when the wait is over; [`DiskError::NotAFile`] for a link; else what
    /// opening the file meets.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # let folder = tempfile::tempdir().expect("a temporary folder");
    /// let path = folder.path().join("state.lock");
    /// let held = disk::Lock::acquire(&path, Duration::ZERO)?;
    /// assert!(disk::Lock::acquire(&path, Duration::ZERO).is_err());
    /// drop(held);
    /// assert!(disk::Lock::acquire(&path, Duration::ZERO).is_ok());
    /// # Ok::<(), disk::DiskError>(())
    /// ```
    pub fn acquire(path: &Path, wait: Duration) -> Result<Self, DiskError> {
        // A link that somebody else put there would have what it leads to emptied for the holder's note.
        if std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(DiskError::NotAFile { path: path.to_owned() });
        }
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).at(path)?;
        let asked = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(DiskError::from_io(path, error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let left = wait.saturating_sub(asked.elapsed());
            if left.is_zero() {
                return Err(DiskError::Locked { path: path.to_owned(), holder: read_holder(&file) });
            }
            thread::sleep(left.min(POLL));
        }
        write_holder(&file);
        Ok(Self { file, path: path.to_owned() })
    }

    /// The lock file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would release the lock too, but later where a child process inherited the handle.
        let _ = self.file.unlock();
    }
}

/// Leaves "program (process number)" for whoever finds the lock held; a courtesy, so a failure is no error.
fn write_holder(mut file: &File) {
    let program = std::env::current_exe().ok();
    let program = program.as_deref().and_then(Path::file_stem).unwrap_or_default().display();
    let _ = file
        .set_len(0)
        .and_then(|()| file.write_all(format!("{program} ({})\n", std::process::id()).as_bytes()));
}

/// The holder's note; `None` on Windows, where a locked file cannot be read, and where there is none.
fn read_holder(file: &File) -> Option<String> {
    let mut note = String::new();
    file.take(MAX_HOLDER_BYTES).read_to_string(&mut note).ok()?;
    let note = note.trim();
    (!note.is_empty()).then(|| note.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_lock_is_not_taken_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, link) = (folder.path().join("victim"), folder.path().join("state.lock"));
        std::fs::write(&victim, "precious").unwrap();
        std::os::unix::fs::symlink(&victim, &link).unwrap();
        assert!(matches!(Lock::acquire(&link, Duration::ZERO), Err(DiskError::NotAFile { .. })));
        assert_eq!(std::fs::read_to_string(&victim).unwrap(), "precious");
    }

    #[test]
    fn a_held_lock_names_its_holder() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("замок.lock");
        let _held = Lock::acquire(&path, Duration::ZERO).expect("a free lock");
        let Err(DiskError::Locked { holder, .. }) = Lock::acquire(&path, Duration::ZERO) else {
            panic!("the lock is held");
        };
        if cfg!(unix) {
            assert!(holder.expect("a note").contains(&format!("({})", std::process::id())));
        }
    }

    #[test]
    fn a_waiting_process_gets_the_lock_once_it_is_free() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("state.lock");
        let held = Lock::acquire(&path, Duration::ZERO).expect("a free lock");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| Lock::acquire(&path, Duration::from_secs(60)).map(drop));
            drop(held);
            assert!(waiting.join().expect("no panic").is_ok());
        });
    }

    #[test]
    fn a_wait_ends() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("state.lock");
        let _held = Lock::acquire(&path, Duration::ZERO).expect("a free lock");
        let refused = Lock::acquire(&path, POLL * 2);
        assert!(matches!(refused, Err(DiskError::Locked { .. })));
    }
}
