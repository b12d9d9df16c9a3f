use alloc::vec::Vec;
use core::fmt;

use ed25519_dalek::Signer;
use format::{Envelope, Explain, Fact, KeyId, ParseError, Payload, PublicKey, Receipt, Request};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::public::key_id;

/// A site's own key: it signs receipts and requests and nothing else. Zeroed when dropped, prints nothing of itself.
pub struct SiteKey {
    key: ed25519_dalek::SigningKey,
    id: KeyId,
}

impl SiteKey {
    /// A new key from a random source for secrets.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill_bytes(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// The key of the 32 bytes that [`SiteKey::seed`] gave, as the site's state keeps them.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let id = key_id(&PublicKey::new(key.verifying_key().to_bytes()));
        Self { key, id }
    }

    /// The secret seed, for the site's state folder and nothing else.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.key.to_bytes())
    }

    /// The public half, which the site's first receipt carries.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(self.key.verifying_key().to_bytes())
    }

    /// Signs a receipt.
    ///
    /// # Errors
    ///
    /// [`SiteKeyError`] where a reader would refuse the receipt.
    pub fn sign(&self, receipt: &Receipt) -> Result<Vec<u8>, SiteKeyError> {
        self.sign_payload(receipt)
    }

    /// Signs a request. It carries the key that signs it, and a reader refuses one that carries another.
    ///
    /// # Errors
    ///
    /// [`SiteKeyError`] where a reader would refuse the request.
    pub fn sign_request(&self, request: &Request) -> Result<Vec<u8>, SiteKeyError> {
        self.sign_payload(request)
    }

    fn sign_payload<T: Payload>(&self, value: &T) -> Result<Vec<u8>, SiteKeyError> {
        let payload = value.encode();
        T::decode(&payload)?;
        let protected = Envelope::protected_header(T::DOCUMENT, self.id);
        let signature = self.key.sign(&Envelope::to_be_signed(T::DOCUMENT, &protected, &payload));
        Ok(Envelope::assemble(&protected, &payload, &signature.to_bytes()))
    }
}

impl fmt::Debug for SiteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SiteKey({})", self.id)
    }
}

/// A receipt or a request that every reader would refuse, for example with a control character in a folder's name.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("not signed, because every reader would refuse it")]
#[expect(clippy::exhaustive_structs, reason = "a wrapper around one cause")]
pub struct SiteKeyError(#[from] pub ParseError);

impl Explain for SiteKeyError {
    fn code(&self) -> &'static str {
        self.0.code()
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        self.0.facts()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_key_comes_back_from_its_seed_and_prints_no_secret() {
        let key = SiteKey::from_seed(&[0xa5; 32]);
        assert_eq!(*key.seed(), [0xa5; 32]);
        assert_eq!(format!("{key:?} {key:#?}"), format!("SiteKey({0}) SiteKey({0})", key.id));
    }
}
