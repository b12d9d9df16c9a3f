//! The destination: a folder of its own, whose path can stand in a receipt, and no link in the way.

use std::fs;
use std::path::{Path, PathBuf};

use disk::DiskError;
use format::catalog::PackageFile;
use format::{Event, Payload, Receipt, UnixTime};

use crate::{InstallError, Installation};

/// A folder to put files into.
#[derive(Clone, Debug)]
pub(super) struct Destination {
    pub(super) path: PathBuf,
    /// The path as it stands in receipts: absolute, so that it means the same from everywhere.
    pub(super) name: String,
}

impl Destination {
    /// Makes the folder if it is not there. The site's own folder is none: a signed `site.key` would replace its key.
    pub(super) fn prepare(folder: &Path, site: &Path) -> Result<Self, InstallError> {
        let unspeakable = || InstallError::FolderName { path: folder.to_owned() };
        let path = std::path::absolute(folder).map_err(|error| DiskError::from_io(folder, error))?;
        let speakable = |path: &Path| path.to_str().is_some_and(can_stand_in_a_receipt);
        if !speakable(&path) {
            return Err(unspeakable());
        }
        fs::create_dir_all(&path).map_err(|error| match error.kind() {
            // What is in the way is a file, and a file is what the person should hear of.
            std::io::ErrorKind::AlreadyExists => DiskError::NotAFolder { path: path.clone() },
            _ => DiskError::from_io(&path, error),
        })?;
        // One folder has one name here: links, `..` and on Windows the case of letters must not make it another, with
        // nobody's files in it.
        let path = dunce::canonicalize(&path).map_err(|error| DiskError::from_io(&path, error))?;
        if dunce::canonicalize(site).is_ok_and(|site| path.starts_with(site)) {
            return Err(InstallError::OwnFolder { path });
        }
        match path.to_str() {
            Some(name) if speakable(&path) => Ok(Self { name: name.to_owned(), path }),
            _ => Err(unspeakable()),
        }
    }

    /// Refuses a link at the place of a file: what it leads to is not ours to replace.
    pub(super) fn refuse_links(&self, files: &[PackageFile]) -> Result<(), InstallError> {
        for file in files {
            let path = self.path.join(file.name.as_str());
            if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
                return Err(InstallError::Link { path });
            }
        }
        Ok(())
    }

    /// Refuses names that another installed distribution has in this folder.
    pub(super) fn refuse_foreign_files<'i>(
        &self,
        files: &[PackageFile],
        others: impl Iterator<Item = &'i Installation>,
    ) -> Result<(), InstallError> {
        for other in others.filter(|other| other.folder == self.name) {
            if let Some(file) = files.iter().find(|file| other.has_file(&file.name)) {
                let (name, owner) = (file.name.to_string(), other.installed.distribution.clone());
                return Err(InstallError::FileOfAnother { name, owner });
            }
        }
        Ok(())
    }
}

/// Asked of the reader itself: it knows best what it refuses.
fn can_stand_in_a_receipt(folder: &str) -> bool {
    let event = Event::InstallAbandoned { folder: folder.to_owned() };
    let receipt = Receipt::new(1, Some(format::Digest::new([0; 32])), event, UnixTime::default());
    Receipt::decode(&receipt.encode()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_no_receipt_can_hold_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["with\nline", "decomposed e\u{301}"] {
            let refused = Destination::prepare(&folder.path().join(name), Path::new("no site"));
            assert!(matches!(refused, Err(InstallError::FolderName { .. })), "{name:?}");
        }
        assert!(
            Destination::prepare(&folder.path().join("новая папка/ещё одна"), Path::new("no site")).is_ok()
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_has_one_name_however_it_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let plain = Destination::prepare(&folder.path().join("to"), Path::new("no site")).unwrap();
        std::os::unix::fs::symlink(&plain.path, folder.path().join("link")).unwrap();
        for other in ["link", "link/", "to/../to", "to/."] {
            assert_eq!(
                Destination::prepare(&folder.path().join(other), Path::new("no site")).unwrap().name,
                plain.name,
                "{other}"
            );
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_folder_has_one_name_however_it_is_spelt() {
        let folder = tempfile::tempdir().unwrap();
        let plain = Destination::prepare(&folder.path().join("Куда"), Path::new("no site")).unwrap();
        assert!(!plain.name.starts_with(r"\\?\"), "{}", plain.name);
        for other in ["куда", "КУДА", "Куда/.", r"Куда\..\куда"] {
            let other = Destination::prepare(&folder.path().join(other), Path::new("no site")).unwrap();
            assert_eq!(other.name, plain.name);
        }
    }

    #[test]
    fn a_file_is_no_destination() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"").unwrap();
        let refused = Destination::prepare(&file, Path::new("no site"));
        assert!(matches!(refused, Err(InstallError::Disk(DiskError::NotAFolder { .. }))));
    }

    #[test]
    fn the_sites_own_folder_is_no_destination() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir(&site).unwrap();
        for inside in [site.clone(), site.join("work"), folder.path().join("x/../site")] {
            fs::create_dir_all(folder.path().join("x")).unwrap();
            assert!(matches!(Destination::prepare(&inside, &site), Err(InstallError::OwnFolder { .. })));
        }
        assert!(Destination::prepare(&folder.path().join("site-files"), &site).is_ok());
    }
}
