use std::fmt;

use ed25519_dalek::Signer;
use format::{Document, Envelope, Explain, KeyId, ParseError, Payload, PublicKey, Root, SignatureSet};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::public::key_id;

/// A private key of the vendor. It is zeroed when dropped, cannot be cloned and prints nothing of itself.
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
    id: KeyId,
}

impl SigningKey {
    /// A new key from a random source for secrets.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill_bytes(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// The key of a seed of 32 bytes (RFC 8032 §5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let id = key_id(&PublicKey::new(key.verifying_key().to_bytes()));
        Self { key, id }
    }

    pub(crate) fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.key.to_bytes())
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(self.key.verifying_key().to_bytes())
    }

    /// The id that documents of this key claim.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Signs a license, a coupon, a catalog or a bulletin.
    ///
    /// # Errors
    ///
    /// [`SignError`] where a reader would refuse the payload: what cannot be read is not signed.
    pub fn sign<T: Payload>(&self, value: &T) -> Result<Vec<u8>, SignError> {
        if matches!(T::DOCUMENT, Document::Root | Document::Receipt) {
            return Err(SignError::NotAnIssuedDocument { document: T::DOCUMENT });
        }
        self.sign_document(value)
    }

    fn sign_document<T: Payload>(&self, value: &T) -> Result<Vec<u8>, SignError> {
        let payload = value.encode();
        T::decode(&payload)?;
        let protected = Envelope::protected_header(T::DOCUMENT, self.id);
        let signature = self.key.sign(&Envelope::to_be_signed(T::DOCUMENT, &protected, &payload));
        let document = Envelope::assemble(&protected, &payload, &signature.to_bytes());
        if document.len() > T::DOCUMENT.max_bytes() {
            return Err(ParseError::TooLong { bytes: document.len(), max: T::DOCUMENT.max_bytes() }.into());
        }
        Ok(document)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}

/// A private root key: it signs roots and nothing else.
pub struct RootKey(SigningKey);

impl RootKey {
    /// Takes a key into service as a root key.
    pub fn new(key: SigningKey) -> Self {
        Self(key)
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.0.public()
    }

    /// The key behind it, to write it to a file.
    pub fn as_signing_key(&self) -> &SigningKey {
        &self.0
    }

    /// Signs a root with several keys and joins the signatures into a root file.
    ///
    /// # Errors
    ///
    /// [`SignError`] where a reader would refuse the root.
    pub fn sign_root(root: &Root, keys: &[&Self]) -> Result<Vec<u8>, SignError> {
        let signed = keys.iter().map(|key| Ok((key.0.id, key.0.sign_document(root)?)));
        let file = SignatureSet::assemble(signed.collect::<Result<_, SignError>>()?);
        SignatureSet::parse(&file)?;
        Ok(file)
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootKey({})", self.0.id)
    }
}

/// Why something was not signed.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SignError {
    /// A reader would refuse the payload.
    #[error("not signed, because every reader would refuse it")]
    Unreadable(#[from] ParseError),
    /// Issuing keys do not sign this kind of document.
    #[error("issuing keys do not sign a {}", document.name())]
    NotAnIssuedDocument {
        /// The kind.
        document: Document,
    },
}

impl Explain for SignError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::NotAnIssuedDocument { .. } => "crypto.not-an-issued-document",
        }
    }

    fn facts(&self) -> Vec<(&'static str, format::Fact)> {
        match self {
            Self::Unreadable(error) => error.facts(),
            Self::NotAnIssuedDocument { document } => vec![("document", format::Fact::text(document.name()))],
        }
    }
}
