use std::fs;
use std::path::{Path, PathBuf};

use crypto::{KeyFileError, SigningKey, key_id, read_key_file, write_key_file};
use disk::{Access, DiskError};
use format::{Digest, PublicKey};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{LedgerError, TrustError};

/// Longest key file that is read; ours have about 600 bytes.
const MAX_KEY_FILE: u64 = 8 * 1024;
/// Most files of one folder that are looked into: more than a root lists keys, many times over.
const MAX_FILES: usize = 1024;
/// What stands before the public key in the lines above the PEM block.
const PUBLIC: &str = "public-key: ";
/// How names of files end that hold a public half only.
const PUBLIC_ENDING: &str = "pub.pem";

/// Writes a private key as a new file, encrypted, readable by its owner only.
///
/// Lines above the block, which every reader of PEM passes over (RFC 7468 §2), name the key without its passphrase.
///
/// # Errors
///
/// [`TrustError::KeyFile`] for an empty passphrase; [`TrustError::KeyFileExists`]; [`LedgerError::Disk`].
pub fn write_new_key(
    path: &Path,
    role: &str,
    key: &SigningKey,
    passphrase: &str,
    random: &mut impl CryptoRng,
) -> Result<(), LedgerError> {
    let pem = write_key_file(key, passphrase, random)
        .map_err(|source| LedgerError::Trust(TrustError::KeyFile { path: path.to_owned(), source }))?;
    let public = Digest::new(*key.public().as_bytes());
    let above = format!("Keyslip {role} key\nkey-id: {}\n{PUBLIC}{public}\n", key.id());
    let file = Zeroizing::new([above.as_bytes(), pem.as_bytes()].concat());
    disk::write_new(path, &file, Access::OwnerOnly).map_err(|error| match error {
        DiskError::Exists { .. } => LedgerError::Trust(TrustError::KeyFileExists { path: path.to_owned() }),
        other => other.into(),
    })
}

/// Opens a key file.
///
/// # Errors
///
/// [`TrustError::KeyFile`] for a wrong passphrase, a damaged file or another key than the lines above the block name;
/// [`LedgerError::Disk`].
pub fn open_key_file(path: &Path, passphrase: &str) -> Result<SigningKey, LedgerError> {
    let text = read_text(path)?;
    let fail = |source| LedgerError::Trust(TrustError::KeyFile { path: path.to_owned(), source });
    let key = read_key_file(&text, passphrase).map_err(fail)?;
    match named_key(&text) {
        Some(named) if named != key.public() => {
            let (expected, found) = (key_id(&named), key.id());
            Err(fail(KeyFileError::AnotherKey { expected, found }))
        }
        _ => Ok(key),
    }
}

/// The public key that a key file or a public key file names.
///
/// # Errors
///
/// [`TrustError::NoPublicKey`] where it names none; [`LedgerError::Disk`].
pub fn read_public_key(path: &Path) -> Result<PublicKey, LedgerError> {
    let text = read_text(path)?;
    let named = crypto::read_public_key_pem(&text).or_else(|| named_key(&text));
    named.ok_or_else(|| LedgerError::Trust(TrustError::NoPublicKey { path: path.to_owned() }))
}

/// Whether a file that names a public key holds the private one as well, which only its holder should have.
///
/// # Errors
///
/// [`LedgerError::Disk`], [`TrustError::KeyFile`] for a file that is no text.
pub fn holds_private_key(path: &Path) -> Result<bool, LedgerError> {
    Ok(read_text(path)?.contains("PRIVATE KEY-----"))
}

/// The file for the public half, beside the key file: `root-1.pub.pem` for `root-1.pem`.
pub fn public_half_path(key_file: &Path) -> PathBuf {
    key_file.with_extension(PUBLIC_ENDING)
}

fn read_text(path: &Path) -> Result<String, LedgerError> {
    let bytes = disk::read_limited(path, MAX_KEY_FILE)?;
    String::from_utf8(bytes).map_err(|_| {
        LedgerError::Trust(TrustError::KeyFile { path: path.to_owned(), source: KeyFileError::NotAKeyFile })
    })
}

/// What the lines above the block say; nothing is proven by it, so an opened key is compared with it.
fn named_key(text: &str) -> Option<PublicKey> {
    let above = text.lines().take_while(|line| !line.starts_with("-----"));
    let hex = above.filter_map(|line| line.strip_prefix(PUBLIC)).next()?;
    Digest::from_hex(hex.trim()).map(|bytes| PublicKey::new(*bytes.as_bytes()))
}

/// The key files of a folder by the keys that they say they hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyFiles(Vec<(PublicKey, PathBuf)>);

impl KeyFiles {
    /// All files `*.pem` of a folder, by name; a folder that is not there has none.
    pub(crate) fn of(folder: &Path) -> Result<Self, LedgerError> {
        let paths = pem_files(folder)?.into_iter();
        let named = |path: PathBuf| {
            let text = read_text(&path).ok()?;
            named_key(&text).map(|key| (key, path))
        };
        Ok(Self(paths.filter_map(named).collect()))
    }

    /// The file of a key.
    pub(crate) fn find(&self, key: &PublicKey) -> Option<&Path> {
        self.0.iter().find(|(named, _)| named == key).map(|(_, path)| path.as_path())
    }
}

/// The files `*.pem` of a folder, by name, without public halves.
pub(crate) fn pem_files(folder: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(DiskError::from_io(folder, error).into()),
    };
    let mut paths = Vec::new();
    for entry in entries.take(MAX_FILES) {
        let path = entry.map_err(|error| DiskError::from_io(folder, error))?.path();
        let is_public = path.to_string_lossy().ends_with(&format!(".{PUBLIC_ENDING}"));
        if path.extension().is_some_and(|ending| ending == "pem") && !is_public {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
