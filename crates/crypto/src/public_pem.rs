use alloc::string::String;

use format::PublicKey;
use pkcs8::{Document, LineEnding};

/// `SubjectPublicKeyInfo` of an Ed25519 key up to the key itself (RFC 8410 §4).
const PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

const LABEL: &str = "PUBLIC KEY";

/// A public key as a PEM file that OpenSSL and others read (RFC 8410 §4, RFC 7468 §13).
pub fn public_key_pem(key: &PublicKey) -> String {
    let der = [PREFIX.as_slice(), key.as_bytes()].concat();
    let document = Document::try_from(der).expect("one well-formed sequence");
    document.to_pem(LABEL, LineEnding::LF).expect("a label and forty-four bytes")
}

/// Reads such a file; `None` where it holds no Ed25519 public key. Whether the key is safe, a keyring says.
pub fn read_public_key_pem(pem: &str) -> Option<PublicKey> {
    let (label, document) = Document::from_pem(pem).ok()?;
    let key = document.as_bytes().strip_prefix(PREFIX.as_slice()).filter(|_| label == LABEL)?;
    key.try_into().ok().map(PublicKey::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_reads_back_and_other_files_do_not() {
        let key = crate::SigningKey::from_seed(&[7; 32]).public();
        let pem = public_key_pem(&key);
        assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----\n"), "{pem}");
        assert_eq!(read_public_key_pem(&pem), Some(key));
        assert_eq!(read_public_key_pem(&pem.replace("PUBLIC", "PRIVATE")), None);
        assert_eq!(read_public_key_pem(""), None);
    }
}
