//! The vendor and the site of the vectors: keys from seeds that everybody can read here, and a forger who signs
//! whatever he likes with them.

use crypto::{RootKey, SigningKey, SiteKey};
use ed25519_dalek::Signer as _;
use format::{Document, Envelope, KeyId, PublicKey, UnixTime};

/// 2026-09-21T14:13:20Z, when everything is signed.
pub(super) fn now() -> UnixTime {
    UnixTime::new(1_790_000_000)
}

/// A seed is one byte, 32 times over.
#[derive(Clone, Copy)]
pub(super) struct Key(pub(super) u8);

pub(super) const ROOT_1: Key = Key(0x11);
pub(super) const ROOT_2: Key = Key(0x12);
pub(super) const ROOT_3: Key = Key(0x13);
pub(super) const LICENSES: Key = Key(0x21);
pub(super) const COUPONS: Key = Key(0x22);
pub(super) const CATALOGS: Key = Key(0x23);
/// Signed licenses in the year 2025 and no longer.
pub(super) const RETIRED: Key = Key(0x24);
/// Signs licenses and coupons for product 7 and no other.
pub(super) const FAMILY: Key = Key(0x26);
pub(super) const SITE: Key = Key(0x31);
/// Of no root.
pub(super) const STRANGER: Key = Key(0x66);

impl Key {
    pub(super) fn signing(self) -> SigningKey {
        SigningKey::from_seed(&[self.0; 32])
    }

    pub(super) fn root(self) -> RootKey {
        RootKey::new(self.signing())
    }

    pub(super) fn site(self) -> SiteKey {
        SiteKey::from_seed(&[self.0; 32])
    }

    pub(super) fn public(self) -> PublicKey {
        self.signing().public()
    }

    pub(super) fn id(self) -> KeyId {
        self.signing().id()
    }

    /// A signature over any bytes, which no type of the crate `crypto` gives.
    pub(super) fn signature(self, bytes: &[u8]) -> [u8; 64] {
        ed25519_dalek::SigningKey::from_bytes(&[self.0; 32]).sign(bytes).to_bytes()
    }

    /// A document with any payload, rightly signed.
    pub(super) fn forge(self, document: Document, payload: &[u8]) -> Vec<u8> {
        self.forge_with(document, &Envelope::protected_header(document, self.id()), payload)
    }

    /// A document with any protected header and payload, rightly signed.
    pub(super) fn forge_with(self, document: Document, protected: &[u8], payload: &[u8]) -> Vec<u8> {
        let signature = self.signature(&Envelope::to_be_signed(document, protected, payload));
        Envelope::assemble(protected, payload, &signature)
    }
}
