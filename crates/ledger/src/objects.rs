use std::fs;
use std::path::{Path, PathBuf};

use crypto::sha256;
use disk::Access;
use format::catalog::Objects;
use format::{Blob, Digest};

use crate::LedgerError;

/// The folder of payload files, texts and catalog objects, each under the hexadecimal SHA-256 of its bytes,
/// in 256 folders by the first two digits.
///
/// An object that is there already is never written again, so a store can only grow.
#[derive(Clone, Debug)]
pub struct ObjectStore {
    folder: PathBuf,
    written: Vec<Blob>,
}

/// Largest object that is read into memory; the same as the largest 1C file that is inspected.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

impl ObjectStore {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, written: Vec::new() }
    }

    /// Where an object is, whether it is there or not.
    pub fn path_of(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    /// Keeps bytes and returns what names them.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Disk`] where they cannot be written; then nothing is left of them.
    pub fn put(&mut self, bytes: &[u8]) -> Result<Blob, LedgerError> {
        let blob = Blob { digest: sha256(bytes), bytes: length(bytes) };
        let path = self.path_of(&blob.digest);
        if !has_equal_bytes(&path, bytes) {
            if let Some(shelf) = path.parent() {
                disk::create_dir_owner_only(shelf)?;
            }
            disk::write_whole(&path, bytes, Access::OwnerOnly)?;
            self.written.push(blob);
        }
        Ok(blob)
    }

    /// What this store has written since it was opened: objects that were not there before.
    pub fn written(&self) -> &[Blob] {
        &self.written
    }

    /// Reads an object and checks it against its digest.
    ///
    /// # Errors
    ///
    /// [`LedgerError::MissingObject`] and [`LedgerError::DamagedObject`]; else [`LedgerError::Disk`].
    pub fn get(&self, blob: &Blob) -> Result<Vec<u8>, LedgerError> {
        let bytes = disk::read_limited(&self.path_of(&blob.digest), MAX_BYTES).map_err(|error| {
            if error.is_missing() { LedgerError::MissingObject { digest: blob.digest } } else { error.into() }
        })?;
        if length(&bytes) == blob.bytes && sha256(&bytes) == blob.digest {
            Ok(bytes)
        } else {
            Err(LedgerError::DamagedObject { digest: blob.digest })
        }
    }

    /// Checks that an object is there in its full length, without reading it: whoever copies it hashes it.
    ///
    /// # Errors
    ///
    /// [`LedgerError::MissingObject`] and [`LedgerError::DamagedObject`].
    pub fn find(&self, blob: &Blob) -> Result<PathBuf, LedgerError> {
        let path = self.path_of(&blob.digest);
        match fs::metadata(&path) {
            Err(_) => Err(LedgerError::MissingObject { digest: blob.digest }),
            Ok(metadata) if metadata.len() != blob.bytes => {
                Err(LedgerError::DamagedObject { digest: blob.digest })
            }
            Ok(_) => Ok(path),
        }
    }
}

impl Objects for ObjectStore {
    type Error = LedgerError;

    fn put(&mut self, object: &[u8]) -> Result<Blob, LedgerError> {
        Self::put(self, object)
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("a length in memory fits 64 bits")
}

/// A file of another content under this name is damage, and is mended by writing the right bytes.
fn has_equal_bytes(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.len() == length(bytes))
        && disk::measure(path).is_ok_and(|measured| measured.sha256 == *sha256(bytes).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, ObjectStore) {
        let folder = tempfile::tempdir().unwrap();
        let store = ObjectStore::new(folder.path().to_owned());
        (folder, store)
    }

    #[test]
    fn an_object_is_written_once_and_read_back() {
        let (_folder, mut store) = store();
        let blob = store.put(b"payload").unwrap();
        assert_eq!(store.put(b"payload").unwrap(), blob);
        assert_eq!(store.written(), [blob]);
        assert_eq!(store.get(&blob).unwrap(), b"payload");
        assert!(store.find(&blob).is_ok());
    }

    #[test]
    fn damage_is_found_on_reading_and_mended_by_the_same_bytes() {
        let (_folder, mut store) = store();
        let blob = store.put(b"payload").unwrap();
        fs::write(store.path_of(&blob.digest), b"paYload").unwrap();
        assert!(matches!(store.get(&blob), Err(LedgerError::DamagedObject { .. })));
        fs::write(store.path_of(&blob.digest), b"pay").unwrap();
        assert!(matches!(store.find(&blob), Err(LedgerError::DamagedObject { .. })));
        store.put(b"payload").unwrap();
        assert_eq!(store.get(&blob).unwrap(), b"payload");
        fs::remove_file(store.path_of(&blob.digest)).unwrap();
        assert!(matches!(store.get(&blob), Err(LedgerError::MissingObject { .. })));
        assert!(matches!(store.find(&blob), Err(LedgerError::MissingObject { .. })));
    }
}
