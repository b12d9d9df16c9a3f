use std::fs;
use std::path::Path;

use crate::DiskError;
use crate::error::At;
use crate::faults::fault_point;
use crate::folder::{parent_of, sync_folder};

/// Who may read a file that we write.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Access {
    /// The owner alone: keys, the ledger, a site's state. On Windows the ACL inherited from the folder.
    #[default]
    OwnerOnly,
    /// Whoever the system's defaults allow (the umask): documents that are made to be handed on.
    Everyone,
}

#[cfg(unix)]
impl Access {
    /// The mode to create a file with; the umask still applies.
    pub(crate) fn mode(self) -> u32 {
        match self {
            Self::OwnerOnly => 0o600,
            Self::Everyone => 0o666,
        }
    }
}

/// Takes everyone else's access away: mode 0600 for a file, 0700 for a folder.
///
/// Outside unix nothing is changed: there the folder's inherited ACL decides, which inside the user's profile leaves
/// the user and the administrators.
///
/// # Errors
///
/// [`DiskError::Missing`], [`DiskError::Denied`] where the file is another user's, [`DiskError::ReadOnly`].
pub fn owner_only(path: &Path) -> Result<(), DiskError> {
    let metadata = fs::metadata(path).at(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if metadata.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).at(path)?;
        fault_point("permissions set");
    }
    #[cfg(not(unix))]
    drop(metadata);
    Ok(())
}

/// Is nobody but the owner let in? Outside unix the answer is yes wherever the file exists: ACLs are not read.
///
/// # Errors
///
/// [`DiskError::Missing`], or [`DiskError::Denied`] where a folder above may not be searched.
pub fn is_owner_only(path: &Path) -> Result<bool, DiskError> {
    let metadata = fs::metadata(path).at(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Ok(metadata.permissions().mode() & 0o077 == 0)
    }
    #[cfg(not(unix))]
    {
        drop(metadata);
        Ok(true)
    }
}

/// Creates the folder, and those above it, for the owner alone; a folder that is there already stays as it is.
///
/// Whoever puts secrets into an existing folder asks [`is_owner_only`] first.
///
/// # Errors
///
/// [`DiskError::NotAFolder`] where a file has that name; else what creating a folder meets.
pub fn create_dir_owner_only(path: &Path) -> Result<(), DiskError> {
    if path.is_dir() {
        return Ok(());
    }
    if path.exists() {
        return Err(DiskError::NotAFolder { path: path.to_owned() });
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).at(path)?;
    fault_point("folder created");
    sync_folder(parent_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn owner_only_shuts_out_group_and_others() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("ключ.pem");
        fs::write(&file, b"secret").expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
        assert!(!is_owner_only(&file).expect("a mode"));
        owner_only(&file).expect("a new mode");
        assert!(is_owner_only(&file).expect("a mode"));
        assert_eq!(fs::metadata(&file).expect("metadata").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_new_folder_is_the_owners_and_an_existing_one_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let new = folder.path().join("хранилище").join("keys");
        create_dir_owner_only(&new).expect("a new folder");
        assert!(is_owner_only(&new).expect("a mode"));
        create_dir_owner_only(&new).expect("the same folder");
        let file = folder.path().join("file");
        fs::write(&file, b"").expect("a file");
        assert!(matches!(create_dir_owner_only(&file), Err(DiskError::NotAFolder { .. })));
    }

    #[test]
    fn permissions_of_nothing_are_missing() {
        let nowhere = Path::new("no-such-file");
        assert!(matches!(owner_only(nowhere), Err(DiskError::Missing { .. })));
        assert!(matches!(is_owner_only(nowhere), Err(DiskError::Missing { .. })));
    }
}
