use std::fs;
use std::path::Path;

use disk::DiskError;
use format::Delivered;

use crate::{InstallError, Installation, SiteFolder};

/// How a file that was installed is now.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FileState {
    /// The very bytes that were signed.
    Ok,
    /// Other bytes, or no regular file.
    Changed,
    /// Gone.
    Missing,
}

impl FileState {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Changed => "changed",
            Self::Missing => "missing",
        }
    }
}

/// An installation with the state of each of its files.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// What was installed.
    pub installation: Installation,
    /// Its files, in the order of the release.
    pub files: Vec<(Delivered, FileState)>,
}

impl Checked {
    /// Whether all files are what was signed.
    pub fn is_ok(&self) -> bool {
        self.files.iter().all(|(_, state)| *state == FileState::Ok)
    }
}

impl SiteFolder {
    /// Hashes all that is installed again and compares it with the receipts.
    ///
    /// # Errors
    ///
    /// What reading meets, other than that a file is gone.
    pub fn verify_installed(&self) -> Result<Vec<Checked>, InstallError> {
        let check = |installation: &Installation| {
            let folder = Path::new(&installation.folder);
            let files = installation.files.iter().map(|file| Ok((file.clone(), file_state(folder, file)?)));
            Ok(Checked {
                files: files.collect::<Result<_, InstallError>>()?,
                installation: installation.clone(),
            })
        };
        self.state().installed().iter().map(check).collect()
    }
}

/// Compares one file with what was delivered.
pub(crate) fn file_state(folder: &Path, file: &Delivered) -> Result<FileState, InstallError> {
    let path = folder.join(file.name.as_str());
    match fs::symlink_metadata(&path) {
        Ok(metadata) if !metadata.is_file() || metadata.len() != file.bytes => return Ok(FileState::Changed),
        Ok(_) => {}
        Err(error) => {
            let error = DiskError::from_io(&path, error);
            // A folder that became a file has lost what was in it.
            let is_gone = error.is_missing() || matches!(error, DiskError::NotAFolder { .. });
            return if is_gone { Ok(FileState::Missing) } else { Err(error.into()) };
        }
    }
    let measured = disk::measure(&path)?;
    Ok(if measured.sha256 == *file.digest.as_bytes() { FileState::Ok } else { FileState::Changed })
}
