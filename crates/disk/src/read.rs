use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::DiskError;
use crate::error::At;

/// Bytes that one read asks for: large enough that the system's calls vanish beside the hashing.
pub(crate) const PIECE: usize = 256 * 1024;

/// What a file's bytes measure.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Measured {
    /// SHA-256 of all bytes.
    pub sha256: [u8; 32],
    /// How many bytes.
    pub bytes: u64,
}

/// Reads a regular file of at most `max_bytes`; a larger one is refused before it is read.
///
/// A pipe or a device is refused without being opened, so that nothing waits for a writer that never comes.
///
/// # Errors
///
/// [`DiskError::TooLarge`] with size and limit, [`DiskError::IsAFolder`], [`DiskError::NotAFile`]; else what opening and reading meet.
pub fn read_limited(path: &Path, max_bytes: u64) -> Result<Vec<u8>, DiskError> {
    let file = open_regular(path)?;
    let size = file.metadata().at(path)?.len();
    if size > max_bytes {
        return Err(DiskError::TooLarge { path: path.to_owned(), size, limit: max_bytes });
    }
    read_stream(file, path, max_bytes)
}

/// Reads a stream of at most `max_bytes` to its end: a standard input, a descriptor. `name` goes into errors.
///
/// # Errors
///
/// [`DiskError::TooLarge`] at the first byte above the limit; else what reading meets.
pub fn read_stream(stream: impl Read, name: &Path, max_bytes: u64) -> Result<Vec<u8>, DiskError> {
    let mut bytes = Vec::new();
    stream.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).at(name)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > max_bytes {
        return Err(DiskError::TooLarge { path: name.to_owned(), size, limit: max_bytes });
    }
    Ok(bytes)
}

/// Hashes and counts a regular file of any size, in constant memory.
///
/// # Errors
///
/// [`DiskError::IsAFolder`], [`DiskError::NotAFile`]; else what opening and reading meet.
///
/// # Examples
///
/// ```
/// # fn main() -> Result<(), disk::DiskError> {
/// # let folder = tempfile::tempdir().expect("a temporary folder");
/// # let path = folder.path().join("a");
/// disk::write_whole(&path, b"abc", disk::Access::Everyone)?;
/// assert_eq!(disk::measure(&path)?.bytes, 3);
/// # Ok(())
/// # }
/// ```
pub fn measure(path: &Path) -> Result<Measured, DiskError> {
    let mut file = open_regular(path)?;
    let mut tally = Tally::default();
    let mut piece = vec![0; PIECE];
    loop {
        let count = file.read(&mut piece).at(path)?;
        if count == 0 {
            return Ok(tally.measured());
        }
        tally.add(&piece[..count]);
    }
}

/// A running digest and count.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    sha256: Sha256,
    bytes: u64,
}

impl Tally {
    /// Counts more bytes in.
    pub fn add(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    }

    /// Digest and count of all so far.
    pub fn measured(&self) -> Measured {
        Measured { sha256: self.sha256.clone().finalize().into(), bytes: self.bytes }
    }
}

fn open_regular(path: &Path) -> Result<File, DiskError> {
    must_be_regular(&fs::metadata(path).at(path)?, path)?;
    let file = File::open(path).at(path)?;
    // Asked again of the open handle: the name may have been given to something else in between.
    must_be_regular(&file.metadata().at(path)?, path)?;
    Ok(file)
}

fn must_be_regular(found: &fs::Metadata, path: &Path) -> Result<(), DiskError> {
    match (found.is_file(), found.is_dir()) {
        (true, _) => Ok(()),
        (false, true) => Err(DiskError::IsAFolder { path: path.to_owned() }),
        (false, false) => Err(DiskError::NotAFile { path: path.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_with(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("каталог.kscatalog");
        fs::write(&path, bytes).expect("a file");
        (folder, path)
    }

    #[test]
    fn a_file_of_exactly_the_limit_is_read_and_one_byte_more_is_refused() {
        let (_folder, path) = file_with(b"12345");
        assert_eq!(read_limited(&path, 5).expect("the bytes"), b"12345");
        assert!(matches!(read_limited(&path, 4), Err(DiskError::TooLarge { size: 5, limit: 4, .. })));
    }

    #[test]
    fn a_stream_is_refused_at_the_first_byte_above_the_limit() {
        let name = Path::new("-");
        assert_eq!(read_stream(&b"12345"[..], name, 5).expect("the bytes"), b"12345");
        let endless = std::io::repeat(b'x');
        assert!(matches!(read_stream(endless, name, 4), Err(DiskError::TooLarge { size: 5, limit: 4, .. })));
    }

    #[test]
    fn folders_and_devices_are_not_files() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(matches!(read_limited(folder.path(), 9), Err(DiskError::IsAFolder { .. })));
        if Path::new("/dev/zero").exists() {
            assert!(matches!(read_limited(Path::new("/dev/zero"), 9), Err(DiskError::NotAFile { .. })));
            assert!(matches!(measure(Path::new("/dev/zero")), Err(DiskError::NotAFile { .. })));
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_missing() {
        assert!(read_limited(Path::new("нет такого файла"), 9).is_err_and(|error| error.is_missing()));
    }

    #[test]
    fn measuring_counts_and_hashes_every_byte() {
        let bytes = vec![7; PIECE + 1];
        let (_folder, path) = file_with(&bytes);
        let measured = measure(&path).expect("a measure");
        assert_eq!(measured.bytes, 262_145);
        assert_eq!(measured.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
    }
}
