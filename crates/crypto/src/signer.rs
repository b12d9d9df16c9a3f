use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error as StdError;
use core::fmt;

use format::{Document, Explain, Fact, KeyId, ParseError, PublicKey};
use thiserror::Error;

/// Something outside of this process that holds an Ed25519 key and signs with it: an agent, a token.
///
/// It is handed the whole message (PureEdDSA, RFC 8032 §5.1.6) and trusted with nothing else:
/// [`SigningKey::held_by`](crate::SigningKey::held_by) verifies each of its signatures.
pub trait Signer: Send + Sync {
    /// The public half of the key.
    fn public(&self) -> PublicKey;

    /// Signs exactly these bytes.
    ///
    /// # Errors
    ///
    /// [`SignError::Signer`], with a fault of its own.
    fn sign(&self, to_be_signed: &[u8]) -> Result<[u8; 64], SignError>;
}

/// Why something was not signed.
#[non_exhaustive]
#[derive(Clone, Debug, Error)]
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
    /// The signer of a key outside of this process failed.
    #[error("the signer outside of the program did not sign")]
    Signer(#[source] SignerFault),
    /// A signer returned what is no signature of its key over these bytes.
    #[error("the signer returned a signature that does not hold under the key {key}")]
    WrongSignature {
        /// The key.
        key: KeyId,
    },
}

impl Explain for SignError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::NotAnIssuedDocument { .. } => "crypto.not-an-issued-document",
            Self::Signer(fault) => fault.code(),
            Self::WrongSignature { .. } => "crypto.wrong-signature",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Unreadable(error) => error.facts(),
            Self::NotAnIssuedDocument { document } => vec![("document", Fact::text(document.name()))],
            Self::Signer(fault) => fault.facts(),
            Self::WrongSignature { key } => vec![("key", Fact::text(key))],
        }
    }
}

/// The fault of a [`Signer`], whose kinds this crate does not know: it explains itself.
#[derive(Clone)]
pub struct SignerFault(Arc<dyn Fault>);

trait Fault: Explain + StdError + Send + Sync {}

impl<T: Explain + StdError + Send + Sync> Fault for T {}

impl SignerFault {
    /// Wraps the signer's own error.
    pub fn new(fault: impl Explain + StdError + Send + Sync + 'static) -> Self {
        Self(Arc::new(fault))
    }
}

impl Explain for SignerFault {
    fn code(&self) -> &'static str {
        self.0.code()
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        self.0.facts()
    }
}

impl StdError for SignerFault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

impl fmt::Display for SignerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for SignerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerFault({})", self.0.code())
    }
}
