use format::{Digest, Envelope, KeyId, PublicKey};
use sha2::Digest as _;
use thiserror::Error;

/// SHA-256 (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest::new(sha2::Sha256::digest(bytes).into())
}

/// The COSE Key Thumbprint of a key (RFC 9679 §3) with SHA-256.
pub fn thumbprint(key: &PublicKey) -> Digest {
    sha256(&key.thumbprint_input())
}

/// A public key that signatures can be held against: a point of full order in its one canonical encoding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifyingKey {
    key: ed25519_dalek::VerifyingKey,
    id: KeyId,
}

/// Bytes that are no safe public key: not a point, of small order or not in canonical form.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the public key is weak or not in canonical form")]
#[expect(clippy::exhaustive_structs, reason = "a cryptographic failure tells nothing more")]
pub struct WeakKey;

impl VerifyingKey {
    /// Imports a public key.
    ///
    /// # Errors
    ///
    /// [`WeakKey`]: with such keys one signature can fit many messages, or one key have two spellings.
    pub fn import(public: &PublicKey) -> Result<Self, WeakKey> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(public.as_bytes()).map_err(|_| WeakKey)?;
        let is_canonical = key.to_edwards().compress().as_bytes() == public.as_bytes();
        if key.is_weak() || !is_canonical {
            return Err(WeakKey);
        }
        Ok(Self { key, id: key_id(public) })
    }

    /// The key's id.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key's bytes.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(self.key.to_bytes())
    }

    /// Strict verification (SPEC §5.1): what it accepts, every other implementation accepts too.
    pub(crate) fn holds(&self, document: format::Document, envelope: &Envelope<'_>) -> bool {
        let signed = Envelope::to_be_signed(document, envelope.protected(), envelope.unverified_payload());
        self.holds_over(&signed, envelope.signature())
    }

    /// The same over bytes that are no document: what the public test vectors are run through.
    pub(crate) fn holds_over(&self, signed: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.key.verify_strict(signed, &signature).is_ok()
    }
}

/// The id that documents signed by this key claim: the first eight bytes of its thumbprint.
pub fn key_id(public: &PublicKey) -> KeyId {
    let mut id = [0; 8];
    id.copy_from_slice(&thumbprint(public).as_bytes()[..8]);
    KeyId::new(id)
}

#[cfg(test)]
mod tests;
