use std::path::{Path, PathBuf};

use disk::Access;
use format::Document;

use super::files::pem_files;
use super::{VendorFolder, chain_of, open_key_file, read_public_key};
use crate::{LedgerError, TrustError};

/// What a backup of the keys holds.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BackupReport {
    /// Key files that were copied.
    pub keys: usize,
    /// Roots that were copied.
    pub roots: usize,
    /// Whether each copied key was opened with the passphrase.
    pub was_opened: bool,
}

impl VendorFolder {
    /// Copies key files and roots into a new or an empty folder, and reads the copies back.
    ///
    /// The copies stay encrypted with the same passphrase. With a passphrase given, each key is opened first.
    ///
    /// # Errors
    ///
    /// [`LedgerError::NotEmpty`]; [`TrustError::BackupDiffers`] where a copy does not read back as it was;
    /// [`TrustError::KeyDoesNotOpen`] for a passphrase that does not open a key; [`LedgerError::Root`], [`LedgerError::Disk`].
    pub fn back_up_keys(&self, to: &Path, passphrase: Option<&str>) -> Result<BackupReport, LedgerError> {
        let is_used = std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
        if is_used {
            return Err(LedgerError::NotEmpty { path: to.to_owned() });
        }
        let copy = Self::at(to);
        let (keys, roots) = (copy.keys_folder(), to.join("roots"));
        let key_files = pem_files(&self.keys_folder())?;
        if let Some(passphrase) = passphrase {
            // Before anything is written: the copies are compared byte by byte, so what opens here opens there, and after
            // a wrong passphrase the folder is still empty.
            key_files.iter().try_for_each(|path| try_out(path, passphrase))?;
        }
        for folder in [to, &keys, &roots] {
            disk::create_dir_owner_only(folder)?;
        }
        for from in &key_files {
            copy_and_compare(from, &keys, Access::OwnerOnly)?;
        }
        let root_files = self.root_files()?;
        for (version, _) in &root_files {
            copy_and_compare(&self.root_path(*version), &roots, Access::Everyone)?;
        }
        chain_of(&copy.root_files()?)?;
        for path in pem_files(&keys)? {
            read_public_key(&path)?;
        }
        Ok(BackupReport { keys: key_files.len(), roots: root_files.len(), was_opened: passphrase.is_some() })
    }
}

/// Of several key files the one that does not open is to be named.
fn try_out(path: &Path, passphrase: &str) -> Result<(), LedgerError> {
    match open_key_file(path, passphrase) {
        Err(LedgerError::Trust(TrustError::KeyFile { path, source })) => {
            Err(LedgerError::Trust(TrustError::KeyDoesNotOpen { path, source }))
        }
        other => other.map(drop),
    }
}

fn copy_and_compare(from: &Path, folder: &Path, access: Access) -> Result<PathBuf, LedgerError> {
    let limit = u64::try_from(Document::Root.max_bytes()).expect("64 KiB");
    let bytes = zeroize::Zeroizing::new(disk::read_limited(from, limit)?);
    let to = folder.join(from.file_name().expect("a file found in a folder has a name"));
    disk::write_new(&to, &bytes, access)?;
    if disk::read_limited(&to, limit)? == *bytes {
        Ok(to)
    } else {
        Err(LedgerError::Trust(TrustError::BackupDiffers { path: to }))
    }
}
