use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crypto::{VerifyError, sha256};
use disk::{Access, DiskError, WholeFile};
use format::catalog::Objects;
use format::{Blob, FileName};

use super::{LICENSES, OBJECTS, ROOTS, bulletin_name, catalog_name, object_name, root_name};
use crate::InstallError;

/// Whether something had to be written.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Placed {
    /// It was written.
    Written,
    /// The same bytes were there already: a bundle made again, or a try that was cut off.
    AlreadyThere,
}

/// Writes a bundle folder: objects first, the catalog last, each file whole.
///
/// Cut off anywhere, the folder holds the bundle of before with some objects more, or no bundle yet; the next try goes
/// on from there. Objects of earlier catalogs stay.
///
/// ```
/// # fn main() -> Result<(), installer::InstallError> {
/// # let folder = tempfile::tempdir().expect("a temporary folder");
/// let mut bundle = installer::BundleWriter::create(folder.path())?;
/// bundle.put_bytes("Что нового".as_bytes())?;
/// bundle.put_root(1, b"the bytes of a root file")?;
/// bundle.finish(b"the bytes of a signed head")?;
/// assert!(installer::Bundle::open(folder.path()).is_ok());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct BundleWriter {
    folder: PathBuf,
}

impl BundleWriter {
    /// Begins a bundle, or goes on with one; makes the folder and those above it.
    ///
    /// # Errors
    ///
    /// What making folders meets.
    pub fn create(folder: &Path) -> Result<Self, InstallError> {
        for part in [ROOTS, OBJECTS] {
            make_folder(&folder.join(part))?;
        }
        disk::remove_leftovers(&folder.join(ROOTS))?;
        for shelf in shelves(&folder.join(OBJECTS))? {
            disk::remove_leftovers(&shelf)?;
        }
        disk::remove_leftovers(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Keeps bytes under their digest: an object of the catalog, a text.
    ///
    /// # Errors
    ///
    /// What writing meets.
    pub fn put_bytes(&mut self, bytes: &[u8]) -> Result<Blob, InstallError> {
        let blob = Blob { digest: sha256(bytes), bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX) };
        let path = self.place(&blob)?;
        if !is_there(&path, &blob)? {
            disk::write_whole(&path, bytes, Access::Everyone)?;
        }
        Ok(blob)
    }

    /// Keeps a payload file under its digest; `progress` hears of the bytes copied or found there already.
    ///
    /// # Errors
    ///
    /// [`VerifyError::WrongObject`] where the source is not what `blob` says; what reading and writing meet, with
    /// `name` for the source.
    pub fn put_file(
        &mut self,
        blob: &Blob,
        source: impl Read,
        name: &Path,
        mut progress: impl FnMut(u64),
    ) -> Result<Placed, InstallError> {
        let path = self.place(blob)?;
        if is_there(&path, blob)? {
            progress(blob.bytes);
            return Ok(Placed::AlreadyThere);
        }
        let mut file = WholeFile::create(&path, Access::Everyone)?;
        file.copy_from(source.take(blob.bytes.saturating_add(1)), name, progress)?;
        let written = file.measured();
        if written.bytes != blob.bytes || written.sha256 != *blob.digest.as_bytes() {
            return Err(VerifyError::WrongObject { expected: blob.digest }.into());
        }
        file.finish()?;
        Ok(Placed::Written)
    }

    /// Keeps a root file; every version of the chain belongs into the bundle.
    ///
    /// # Errors
    ///
    /// What writing meets.
    pub fn put_root(&mut self, version: u32, file: &[u8]) -> Result<(), InstallError> {
        Ok(disk::write_whole(&self.folder.join(ROOTS).join(root_name(version)), file, Access::Everyone)?)
    }

    /// Keeps a license or a coupon for the way.
    ///
    /// # Errors
    ///
    /// What writing meets.
    pub fn put_license(&mut self, name: &FileName, file: &[u8]) -> Result<(), InstallError> {
        let folder = self.folder.join(LICENSES);
        make_folder(&folder)?;
        Ok(disk::write_whole(&folder.join(name.as_str()), file, Access::Everyone)?)
    }

    /// Keeps the bulletin's head; its shards are objects.
    ///
    /// # Errors
    ///
    /// What writing meets.
    pub fn put_bulletin(&mut self, file: &[u8]) -> Result<(), InstallError> {
        Ok(disk::write_whole(&self.folder.join(bulletin_name()), file, Access::Everyone)?)
    }

    /// Writes the catalog's head, with which the bundle counts.
    ///
    /// # Errors
    ///
    /// What writing meets.
    pub fn finish(self, catalog: &[u8]) -> Result<(), InstallError> {
        Ok(disk::write_whole(&self.folder.join(catalog_name()), catalog, Access::Everyone)?)
    }

    /// Where an object belongs, with the folder for it made.
    fn place(&self, blob: &Blob) -> Result<PathBuf, InstallError> {
        let path = self.object_path(blob);
        if let Some(shelf) = path.parent().filter(|shelf| !shelf.is_dir()) {
            make_folder(shelf)?;
            disk::sync_folder(&self.folder.join(OBJECTS))?;
        }
        Ok(path)
    }

    fn object_path(&self, blob: &Blob) -> PathBuf {
        self.folder.join(OBJECTS).join(object_name(&blob.digest))
    }
}

impl Objects for BundleWriter {
    type Error = InstallError;

    fn put(&mut self, object: &[u8]) -> Result<Blob, InstallError> {
        self.put_bytes(object)
    }
}

fn make_folder(path: &Path) -> Result<(), InstallError> {
    Ok(fs::create_dir_all(path).map_err(|error| DiskError::from_io(path, error))?)
}

/// The folders that objects stand in.
fn shelves(objects: &Path) -> Result<Vec<PathBuf>, InstallError> {
    let entries = fs::read_dir(objects).map_err(|error| DiskError::from_io(objects, error))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

/// Whether the very bytes of `blob` lie there: compared by digest, since a stick may have lost some.
fn is_there(path: &Path, blob: &Blob) -> Result<bool, InstallError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() == blob.bytes => {
            Ok(disk::measure(path)?.sha256 == *blob.digest.as_bytes())
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_objects_are_kept_and_damaged_ones_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = BundleWriter::create(folder.path()).unwrap();
        let blob = writer.put_bytes(b"payload").unwrap();
        let again = writer.put_file(&blob, &b"not read"[..], "source".as_ref(), |_| {}).unwrap();
        assert_eq!(again, Placed::AlreadyThere);

        fs::write(writer.object_path(&blob), b"damaged").unwrap();
        let mended = writer.put_file(&blob, &b"payload"[..], "source".as_ref(), |_| {}).unwrap();
        assert_eq!(mended, Placed::Written);
        assert_eq!(fs::read(writer.object_path(&blob)).unwrap(), b"payload");
    }

    #[test]
    fn a_source_that_changed_since_it_was_signed_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = BundleWriter::create(folder.path()).unwrap();
        let blob = Blob { digest: sha256(b"payload"), bytes: 7 };
        for changed in [&b"Payload"[..], b"payloa", b"payload and more"] {
            let refused = writer.put_file(&blob, changed, "source".as_ref(), |_| {});
            assert!(matches!(refused, Err(InstallError::Verify(VerifyError::WrongObject { .. }))));
        }
        let shelf = writer.object_path(&blob);
        assert_eq!(fs::read_dir(shelf.parent().unwrap()).unwrap().count(), 0);
    }

    #[test]
    fn a_license_travels_along() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = BundleWriter::create(folder.path()).unwrap();
        let name = FileName::new("ромашка.kslicense").unwrap();
        writer.put_license(&name, b"a license").unwrap();
        writer.finish(b"a head").unwrap();
        let bundle = crate::Bundle::open(folder.path()).unwrap();
        assert_eq!(bundle.license_names().unwrap(), std::slice::from_ref(&name));
        assert_eq!(bundle.license(&name).unwrap(), b"a license");
    }
}
