use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crypto::VerifyError;
use disk::DiskError;
use format::catalog::Object;
use format::{Blob, Document, FileName};

use super::{
    LICENSES, MAX_LISTED, OBJECTS, ROOTS, bulletin_name, catalog_name, object_name, root_name, root_version,
};
use crate::InstallError;

/// A bundle folder to read from. Nothing in it is believed: what it gives are bytes for a keyring or a digest.
#[derive(Clone, Debug)]
pub struct Bundle {
    folder: PathBuf,
}

impl Bundle {
    /// Opens the folder; only that it has a catalog is looked at.
    ///
    /// # Errors
    ///
    /// [`InstallError::NotABundle`] where there is no catalog; [`InstallError::Link`] where links stand in for
    /// folders; else what the medium says.
    pub fn open(folder: &Path) -> Result<Self, InstallError> {
        let not_a_bundle = || InstallError::NotABundle { path: folder.to_owned() };
        let metadata = fs::metadata(folder).map_err(|error| DiskError::from_io(folder, error))?;
        if !metadata.is_dir() {
            return Err(DiskError::NotAFolder { path: folder.to_owned() }.into());
        }
        let bundle = Self { folder: folder.to_owned() };
        match regular(&folder.join(catalog_name())) {
            Ok(_) => Ok(bundle),
            Err(error) if error.is_missing() => Err(not_a_bundle()),
            Err(error) => Err(error),
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The root files with the versions that their names claim, ascending.
    ///
    /// # Errors
    ///
    /// [`InstallError::NoRoots`]; [`InstallError::Link`]; what listing the folder meets.
    pub fn root_versions(&self) -> Result<Vec<u32>, InstallError> {
        let names = self.list(ROOTS)?;
        let mut versions: Vec<u32> = names.iter().filter_map(|name| root_version(name)).collect();
        versions.sort_unstable();
        if versions.is_empty() {
            return Err(InstallError::NoRoots { path: self.folder.clone() });
        }
        Ok(versions)
    }

    /// The root file of a version.
    ///
    /// # Errors
    ///
    /// [`InstallError::Link`]; `disk.too-large`; what reading meets.
    pub fn root(&self, version: u32) -> Result<Vec<u8>, InstallError> {
        self.document(&[ROOTS, &root_name(version)], Document::Root)
    }

    /// The catalog's head.
    ///
    /// # Errors
    ///
    /// As for [`Bundle::root`].
    pub fn catalog(&self) -> Result<Vec<u8>, InstallError> {
        self.document(&[&catalog_name()], Document::Catalog)
    }

    /// The bulletin's head; `None` where none travels along.
    ///
    /// # Errors
    ///
    /// As for [`Bundle::root`].
    pub fn bulletin(&self) -> Result<Option<Vec<u8>>, InstallError> {
        match self.document(&[&bulletin_name()], Document::Bulletin) {
            Err(error) if error.is_missing() => Ok(None),
            result => result.map(Some),
        }
    }

    /// The names of the licenses and coupons that travel along.
    ///
    /// # Errors
    ///
    /// [`InstallError::Link`]; what listing the folder meets.
    pub fn license_names(&self) -> Result<Vec<FileName>, InstallError> {
        let mut names: Vec<FileName> =
            self.list(LICENSES)?.iter().filter_map(|name| FileName::new(name)).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// A license or coupon that travels along.
    ///
    /// # Errors
    ///
    /// As for [`Bundle::root`].
    pub fn license(&self, name: &FileName) -> Result<Vec<u8>, InstallError> {
        self.document(&[LICENSES, name.as_str()], Document::License)
    }

    /// The bytes found under an object's digest, for `Verified::open`, which checks them.
    ///
    /// # Errors
    ///
    /// [`InstallError::ObjectMissing`]; [`VerifyError::WrongObject`] where the length is another, which is seen before
    /// anything is read.
    pub fn object<O: Object>(&self, blob: &Blob) -> Result<Vec<u8>, InstallError> {
        self.bytes(blob, O::LIMITS.max_bytes)
    }

    /// A text of at most `max_bytes` found under its digest, for `Verified::open_bytes`, which checks it.
    ///
    /// # Errors
    ///
    /// As for [`Bundle::object`]; `disk.too-large` for a longer text.
    pub fn bytes(&self, blob: &Blob, max_bytes: usize) -> Result<Vec<u8>, InstallError> {
        let path = self.sized(blob)?;
        let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX);
        disk::read_limited(&path, limit).map_err(|error| missing_object(blob, error))
    }

    /// A payload file, to be hashed while it is copied; it may be of any length that the record names.
    ///
    /// # Errors
    ///
    /// As for [`Bundle::object`].
    pub fn payload(&self, blob: &Blob) -> Result<Payload, InstallError> {
        let path = self.sized(blob)?;
        let file =
            File::open(&path).map_err(|error| missing_object(blob, DiskError::from_io(&path, error)))?;
        Ok(Payload { file, path })
    }

    /// Where the object lies, if what lies there has its length.
    fn sized(&self, blob: &Blob) -> Result<PathBuf, InstallError> {
        let objects = self.folder.join(OBJECTS);
        let path = objects.join(object_name(&blob.digest));
        real_folder(&objects)?;
        // A shelf that is missing is an object that is missing, which opening it will say.
        path.parent().filter(|shelf| fs::symlink_metadata(shelf).is_ok()).map_or(Ok(()), real_folder)?;
        let size = regular(&path).map_err(|error| match error {
            InstallError::Disk(error) => missing_object(blob, error),
            other => other,
        })?;
        if size == blob.bytes {
            Ok(path)
        } else {
            Err(VerifyError::WrongObject { expected: blob.digest }.into())
        }
    }

    fn document(&self, parts: &[&str], document: Document) -> Result<Vec<u8>, InstallError> {
        if let [folder, _] = parts {
            real_folder(&self.folder.join(folder))?;
        }
        let path = parts.iter().fold(self.folder.clone(), |path, part| path.join(part));
        regular(&path)?;
        let limit = u64::try_from(document.max_bytes()).unwrap_or(u64::MAX);
        Ok(disk::read_limited(&path, limit)?)
    }

    /// The names in a folder of the bundle; none where there is no such folder.
    fn list(&self, name: &str) -> Result<Vec<String>, InstallError> {
        let folder = self.folder.join(name);
        match real_folder(&folder) {
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            result => result?,
        }
        let entries = fs::read_dir(&folder).map_err(|error| DiskError::from_io(&folder, error))?;
        let mut names = Vec::new();
        for entry in entries.take(MAX_LISTED) {
            let entry = entry.map_err(|error| DiskError::from_io(&folder, error))?;
            names.extend(entry.file_name().into_string());
        }
        Ok(names)
    }
}

/// A payload file of a bundle, open for its one reading.
#[derive(Debug)]
pub struct Payload {
    pub(crate) file: File,
    pub(crate) path: PathBuf,
}

/// The length of a regular file. A link could lead anywhere, and a pipe would wait for ever.
fn regular(path: &Path) -> Result<u64, InstallError> {
    let metadata = fs::symlink_metadata(path).map_err(|error| DiskError::from_io(path, error))?;
    if metadata.is_symlink() {
        return Err(InstallError::Link { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(DiskError::NotAFile { path: path.to_owned() }.into());
    }
    Ok(metadata.len())
}

fn real_folder(path: &Path) -> Result<(), InstallError> {
    let metadata = fs::symlink_metadata(path).map_err(|error| DiskError::from_io(path, error))?;
    if metadata.is_symlink() {
        return Err(InstallError::Link { path: path.to_owned() });
    }
    if metadata.is_dir() { Ok(()) } else { Err(DiskError::NotAFolder { path: path.to_owned() }.into()) }
}

fn missing_object(blob: &Blob, error: DiskError) -> InstallError {
    if error.is_missing() { InstallError::ObjectMissing { digest: blob.digest } } else { error.into() }
}

#[cfg(test)]
mod tests {
    use crypto::sha256;

    use super::*;
    use crate::BundleWriter;

    fn bundle() -> (tempfile::TempDir, Bundle, Blob) {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = BundleWriter::create(folder.path()).unwrap();
        let blob = writer.put_bytes(b"payload").unwrap();
        writer.put_root(1, b"a root").unwrap();
        writer.finish(b"a head").unwrap();
        let bundle = Bundle::open(folder.path()).unwrap();
        (folder, bundle, blob)
    }

    #[test]
    fn what_was_written_is_found() {
        let (_folder, bundle, blob) = bundle();
        assert_eq!(bundle.catalog().unwrap(), b"a head");
        assert_eq!(bundle.root_versions().unwrap(), [1]);
        assert_eq!(bundle.root(1).unwrap(), b"a root");
        assert_eq!(bundle.bytes(&blob, 7).unwrap(), b"payload");
        assert!(bundle.license_names().unwrap().is_empty());
        assert_eq!(bundle.bulletin().unwrap(), None);
        BundleWriter::create(bundle.folder()).unwrap().put_bulletin(b"news").unwrap();
        assert_eq!(bundle.bulletin().unwrap().as_deref(), Some(&b"news"[..]));
    }

    #[test]
    fn a_missing_object_is_named_by_its_digest() {
        let (_folder, bundle, _) = bundle();
        let absent = Blob { digest: sha256(b"absent"), bytes: 6 };
        let refused = bundle.bytes(&absent, 100);
        assert!(matches!(refused, Err(InstallError::ObjectMissing { digest }) if digest == absent.digest));
        assert!(matches!(bundle.payload(&absent), Err(InstallError::ObjectMissing { .. })));
    }

    #[test]
    fn an_object_of_another_length_is_not_read() {
        let (folder, bundle, blob) = bundle();
        let longer = folder.path().join(OBJECTS).join(object_name(&blob.digest));
        fs::write(longer, b"payload and more").unwrap();
        let refused = bundle.bytes(&blob, 100);
        assert!(matches!(refused, Err(InstallError::Verify(VerifyError::WrongObject { .. }))));
    }

    #[test]
    fn a_text_above_its_limit_is_not_read() {
        let (_folder, bundle, blob) = bundle();
        assert!(bundle.bytes(&blob, 7).is_ok());
        assert!(matches!(bundle.bytes(&blob, 6), Err(InstallError::Disk(DiskError::TooLarge { .. }))));
    }

    #[test]
    fn a_folder_without_a_catalog_is_no_bundle() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Bundle::open(folder.path()), Err(InstallError::NotABundle { .. })));
        assert!(Bundle::open(&folder.path().join("absent")).is_err_and(|error| error.is_missing()));
    }

    #[test]
    fn a_bundle_without_roots_says_so() {
        let (folder, bundle, _) = bundle();
        fs::remove_dir_all(folder.path().join(ROOTS)).unwrap();
        assert!(matches!(bundle.root_versions(), Err(InstallError::NoRoots { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused_wherever_they_stand() {
        use std::os::unix::fs::symlink;
        let (folder, bundle, blob) = bundle();
        let object = folder.path().join(OBJECTS).join(object_name(&blob.digest));
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&object, &elsewhere).unwrap();
        symlink(&elsewhere, &object).unwrap();
        assert!(matches!(bundle.bytes(&blob, 7), Err(InstallError::Link { .. })));

        fs::rename(folder.path().join(ROOTS), folder.path().join("moved")).unwrap();
        symlink(folder.path().join("moved"), folder.path().join(ROOTS)).unwrap();
        assert!(matches!(bundle.root_versions(), Err(InstallError::Link { .. })));
    }
}
