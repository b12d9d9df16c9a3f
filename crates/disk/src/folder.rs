use std::fs;
use std::path::Path;

use crate::DiskError;
use crate::error::At;
use crate::faults::fault_point;

/// How the names of our temporary files begin and end.
pub(crate) const PREFIX: &str = ".keyslip-";
pub(crate) const SUFFIX: &str = ".part";

/// The folder that `path` lies in; `.` for a bare name.
pub(crate) fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Makes the folder's names survive a power cut: creations, renames and removals in it.
///
/// Does nothing on Windows, and on file systems that cannot sync a folder.
///
/// # Errors
///
/// What opening the folder or the sync itself meets.
pub fn sync_folder(folder: &Path) -> Result<(), DiskError> {
    #[cfg(unix)]
    {
        use std::io::ErrorKind;
        let handle = fs::File::open(folder).at(folder)?;
        match handle.sync_all() {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
            result => result.at(folder)?,
        }
        fault_point("folder synced");
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Renames a file within its file system, replacing what has the new name, and syncs both folders.
///
/// # Errors
///
/// What the rename meets; [`DiskError::Io`] where the two paths are on different file systems.
pub fn move_file(from: &Path, to: &Path) -> Result<(), DiskError> {
    fs::rename(from, to).at(from)?;
    fault_point("moved");
    let (source, target) = (parent_of(from), parent_of(to));
    sync_folder(target)?;
    if source != target { sync_folder(source) } else { Ok(()) }
}

/// Removes a file and syncs its folder.
///
/// # Errors
///
/// [`DiskError::Missing`] where it is gone already; else what the removal meets.
pub fn remove_file(path: &Path) -> Result<(), DiskError> {
    fs::remove_file(path).at(path)?;
    fault_point("removed");
    sync_folder(parent_of(path))
}

/// Removes temporary files (`.keyslip-*.part`) that a killed process left in `folder`, and says how many.
///
/// Staged files of [`crate::StagedFile`] have another name and stay. Another process writing into the folder right
/// now would lose its file: hold the folder's [`crate::Lock`].
///
/// # Errors
///
/// What listing the folder or removing a file meets.
pub fn remove_leftovers(folder: &Path) -> Result<usize, DiskError> {
    let mut removed = 0;
    for entry in fs::read_dir(folder).at(folder)? {
        let entry = entry.at(folder)?;
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if ours && entry.file_type().at(&entry.path())?.is_file() {
            fs::remove_file(entry.path()).at(&entry.path())?;
            fault_point("leftover removed");
            removed += 1;
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_leftovers_go() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in [".keyslip-a1.part", ".keyslip-b2.part", ".keyslip-c3.staged", "mine.part", "лицензия"]
        {
            fs::write(folder.path().join(name), b"").expect("a file");
        }
        fs::create_dir(folder.path().join(".keyslip-folder.part")).expect("a folder");
        assert_eq!(remove_leftovers(folder.path()).expect("a count"), 2);
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 4);
        assert_eq!(remove_leftovers(folder.path()).expect("a count"), 0);
    }

    #[test]
    fn a_moved_file_leaves_its_old_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (folder.path().join("a"), folder.path().join("б"));
        fs::write(&from, b"new").expect("a file");
        fs::write(&to, b"old").expect("a file");
        move_file(&from, &to).expect("a move");
        assert!(!from.exists());
        assert_eq!(fs::read(&to).expect("the file"), b"new");
        assert!(matches!(move_file(&from, &to), Err(DiskError::Missing { .. })));
    }

    #[test]
    fn a_removed_file_cannot_be_removed_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a");
        fs::write(&path, b"").expect("a file");
        remove_file(&path).expect("a removal");
        assert!(remove_file(&path).is_err_and(|error| error.is_missing()));
    }

    #[test]
    fn a_bare_name_lies_in_the_current_folder() {
        assert_eq!(parent_of(Path::new("a")), Path::new("."));
        assert_eq!(parent_of(Path::new("a/b")), Path::new("a"));
    }
}
