use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use crate::DiskError;
use crate::error::At;
use crate::faults::fault_point;
use crate::folder::{parent_of, sync_folder};

/// Appends `bytes` and syncs; a file that is not there is created, readable by its owner only.
///
/// When the write fails (a full disk), the file is cut back to what it was. A process killed in the middle can leave a
/// torn tail: a log needs records that tell their own end. One writer at a time: hold a [`crate::Lock`].
///
/// # Errors
///
/// [`DiskError::Full`], [`DiskError::ReadOnly`], [`DiskError::Denied`]; else what opening and writing meet.
pub fn append_synced(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, crate::Access::OwnerOnly.mode());
    let mut file = options.open(path).at(path)?;
    let old_length = file.metadata().at(path)?.len();
    fault_point("opened to append");

    if let Err(error) = file.write_all(bytes).and_then(|()| {
        fault_point("appended");
        file.sync_all()
    }) {
        // The write's error is the one to tell; a tail that cannot be cut off either is the reader's to find.
        let _ = cut_back(path, old_length);
        return Err(DiskError::from_io(path, error));
    }
    fault_point("append synced");
    if is_new { sync_folder(parent_of(path)) } else { Ok(()) }
}

/// Through a handle of its own: on Windows one that may only append may not shorten.
fn cut_back(path: &Path, length: u64) -> std::io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(length)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_follow_one_another_in_an_owner_only_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("журнал.log");
        append_synced(&path, b"one\n").expect("an append");
        append_synced(&path, b"two\n").expect("an append");
        assert_eq!(std::fs::read(&path).expect("the file"), b"one\ntwo\n");
        assert!(crate::is_owner_only(&path).expect("a mode"));
    }

    #[test]
    fn a_tail_is_cut_off_while_the_file_is_open_to_append() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("журнал.log");
        append_synced(&path, b"old\n").expect("an append");
        let mut open = OpenOptions::new().append(true).open(&path).expect("the file");
        open.write_all(b"torn").expect("a write");
        cut_back(&path, 4).expect("a cut");
        assert_eq!(std::fs::read(&path).expect("the file"), b"old\n");
    }

    #[test]
    fn a_full_device_is_told_as_full() {
        let path = Path::new("/dev/full");
        if !path.exists() {
            crate::whole::tests::skip("there is no /dev/full");
            return;
        }
        assert!(matches!(append_synced(path, b"x"), Err(DiskError::Full { .. })));
    }

    #[test]
    fn a_failed_append_leaves_the_old_records() {
        crate::whole::tests::under_a_write_limit(
            "append::tests::a_failed_append_leaves_the_old_records",
            |folder| {
                let path = folder.join("log");
                append_synced(&path, b"old\n").expect("an append");
                let error = append_synced(&path, &[b'x'; 200_000]).expect_err("above the limit");
                assert!(matches!(error, DiskError::Full { .. }));
                assert_eq!(std::fs::read(&path).expect("the file"), b"old\n");
            },
        );
    }
}
