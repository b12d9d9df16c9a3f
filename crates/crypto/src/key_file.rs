use alloc::string::String;
use alloc::vec::Vec;

use ed25519_dalek::pkcs8::{EncodePrivateKey, KeypairBytes};
use format::{Explain, Fact, KeyId};
use pkcs8::der::pem::PemLabel;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::{Kdf, Parameters};
use pkcs8::pkcs5::scrypt;
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::SigningKey;

/// Longest key file that is read; ours have about 400 bytes.
const MAX_BYTES: usize = 8 * 1024;

/// scrypt's cost: N = 2^14, r = 8, p = 5, that is 16 MiB. OpenSSL refuses more than 32 MiB.
const LOG_N: u8 = 14;
const R: u32 = 8;
const P: u32 = 5;
const SALT_BYTES: usize = 16;

/// Most memory times passes that a key file may ask for: 256 MiB, eight times what OpenSSL allows.
const MAX_SCRYPT_BYTES: u64 = 256 * 1024 * 1024;
/// Most rounds of PBKDF2 that a key file may ask for.
const MAX_PBKDF2_ROUNDS: u32 = 20_000_000;

/// Writes a private key as an encrypted PKCS#8 PEM file (RFC 5958, version 1; PBES2 of RFC 8018 with scrypt of RFC 7914
/// and AES-256-CBC), which OpenSSL and others open.
///
/// # Errors
///
/// [`KeyFileError::EmptyPassphrase`]: a key file without a passphrase is a key in the open;
/// [`KeyFileError::HeldElsewhere`]: what a signer holds cannot be written.
pub fn write_key_file(
    key: &SigningKey,
    passphrase: &str,
    random: &mut impl CryptoRng,
) -> Result<Zeroizing<String>, KeyFileError> {
    if passphrase.is_empty() {
        return Err(KeyFileError::EmptyPassphrase);
    }
    let seed = key.seed().ok_or(KeyFileError::HeldElsewhere)?;
    let (mut salt, mut iv) = ([0; SALT_BYTES], [0; 16]);
    random.fill_bytes(&mut salt);
    random.fill_bytes(&mut iv);
    // Version 1, that is without the public key inside: OpenSSL before 3.5 refuses version 2.
    let plain = KeypairBytes { secret_key: *seed, public_key: None };
    let cost = scrypt::Params::new(LOG_N, R, P).expect("fixed parameters within scrypt's limits");
    let scheme = Parameters::generate_scrypt_aes256cbc(cost, &salt, iv).map_err(|_| KeyFileError::Damaged)?;
    let plain = plain.to_pkcs8_der().map_err(|_| KeyFileError::Damaged)?;
    let plain: PrivateKeyInfoRef<'_> = plain.decode_msg().map_err(|_| KeyFileError::Damaged)?;
    let encrypted = plain.encrypt_with_params(scheme, passphrase).map_err(|_| KeyFileError::Damaged)?;
    encrypted.to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF).map_err(|_| KeyFileError::Damaged)
}

/// Reads a private key from an encrypted PKCS#8 PEM file: ours, or one that OpenSSL wrote for Ed25519.
///
/// # Errors
///
/// [`KeyFileError`]. A wrong passphrase and a damaged file cannot be told apart: the format has no integrity check of
/// its own, so the caller compares the key's id with the one that the vendor's root lists.
pub fn read_key_file(pem: &str, passphrase: &str) -> Result<SigningKey, KeyFileError> {
    if pem.len() > MAX_BYTES {
        return Err(KeyFileError::NotAKeyFile);
    }
    let (label, encrypted) = SecretDocument::from_pem(pem).map_err(|_| KeyFileError::NotAKeyFile)?;
    if label != EncryptedPrivateKeyInfoRef::PEM_LABEL {
        return Err(KeyFileError::NotEncrypted);
    }
    let encrypted: EncryptedPrivateKeyInfoRef<'_> =
        encrypted.decode_msg().map_err(|_| KeyFileError::NotAKeyFile)?;
    if !is_affordable(&encrypted.encryption_algorithm) {
        return Err(KeyFileError::Unsupported);
    }
    let plain = encrypted.decrypt(passphrase).map_err(|_| KeyFileError::WrongPassphrase)?;
    let plain: PrivateKeyInfoRef<'_> = plain.decode_msg().map_err(|_| KeyFileError::WrongPassphrase)?;
    let pair = KeypairBytes::try_from(plain).map_err(|_| KeyFileError::Unsupported)?;
    Ok(SigningKey::from_seed(&Zeroizing::new(pair.secret_key)))
}

/// A key file from elsewhere must not cost gigabytes or hours before the passphrase is even tried.
fn is_affordable(scheme: &EncryptionScheme) -> bool {
    let EncryptionScheme::Pbes2(parameters) = scheme else { return false };
    match &parameters.kdf {
        Kdf::Scrypt(cost) => {
            let memory = cost
                .cost_parameter
                .checked_mul(u64::from(cost.block_size))
                .and_then(|size| size.checked_mul(128));
            memory
                .and_then(|size| size.checked_mul(u64::from(cost.parallelization)))
                .is_some_and(|cost| cost <= MAX_SCRYPT_BYTES)
        }
        Kdf::Pbkdf2(cost) => cost.iteration_count <= MAX_PBKDF2_ROUNDS,
        _ => false,
    }
}

/// Why a key file cannot be used.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum KeyFileError {
    /// It is no PEM file with a private key.
    #[error("not a key file: an encrypted PKCS#8 PEM is needed")]
    NotAKeyFile,
    /// The private key in it is not encrypted.
    #[error("the private key is not encrypted")]
    NotEncrypted,
    /// The passphrase is wrong, or the file is damaged.
    #[error("the passphrase is wrong, or the key file is damaged")]
    WrongPassphrase,
    /// The encryption or the key is of a kind that we do not read.
    #[error("the key file uses an encryption or a key type that is not supported")]
    Unsupported,
    /// The passphrase for a new key file is empty.
    #[error("an empty passphrase protects nothing")]
    EmptyPassphrase,
    /// The key could not be written in the format.
    #[error("the key could not be encoded")]
    Damaged,
    /// The key is not in this process but at its signer.
    #[error("the key is held by an agent or a token, which does not give it away")]
    HeldElsewhere,
    /// The file holds another key than the one it stands for.
    #[error("the key file holds the key {found}, not {expected}")]
    AnotherKey {
        /// The key that was asked for.
        expected: KeyId,
        /// The key in the file.
        found: KeyId,
    },
}

impl Explain for KeyFileError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAKeyFile => "crypto.not-a-key-file",
            Self::NotEncrypted => "crypto.key-not-encrypted",
            Self::WrongPassphrase => "crypto.wrong-passphrase",
            Self::Unsupported => "crypto.key-file-unsupported",
            Self::EmptyPassphrase => "crypto.empty-passphrase",
            Self::Damaged => "crypto.key-not-encoded",
            Self::HeldElsewhere => "crypto.key-held-elsewhere",
            Self::AnotherKey { .. } => "crypto.another-key",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::AnotherKey { expected, found } => {
                vec![("expected", Fact::text(expected)), ("found", Fact::text(found))]
            }
            _ => Vec::new(),
        }
    }
}
