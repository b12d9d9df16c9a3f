//! Signed documents on their way out of the ledger: verified each time, and only in their own place.

use crypto::{SigningKey, TrustedRoot, Verified, VerifyError};
use format::{Document, Envelope, Payload};

use crate::{Ledger, LedgerError};

/// The keys that stored documents are verified with; unlike the ledger, threads can share it.
pub(crate) struct Readers<'a> {
    /// The newest root first; there is one at least.
    roots: Vec<&'a TrustedRoot>,
}

impl Readers<'_> {
    /// Verifies what is stored as the document of `subject`.
    pub(crate) fn verified<T: Payload>(
        &self,
        document: Document,
        subject: &str,
        bytes: &[u8],
    ) -> Result<Verified<T>, LedgerError> {
        self.verify_stored(bytes).map_err(|error| LedgerError::DamagedDocument {
            document,
            subject: subject.to_owned(),
            source: Some(Box::new(error)),
        })
    }

    /// A key that the newest root has dropped signs nothing new; what it signed before is still what was issued, and the
    /// audit trail tells when. Of several roots that list a key, the newest decides.
    fn verify_stored<T: Payload>(&self, bytes: &[u8]) -> Result<Verified<T>, VerifyError> {
        let envelope = Envelope::parse(bytes)?;
        let key = envelope.claimed_key();
        let lists = |root: &&&TrustedRoot| root.keyring().key_ids().any(|listed| listed == key);
        let root = self.roots.iter().find(lists).unwrap_or(&self.roots[0]);
        root.keyring().verify(&envelope)
    }
}

impl Ledger {
    /// What stored documents are verified with.
    pub(crate) fn readers(&self) -> Readers<'_> {
        Readers { roots: self.roots().rev().collect() }
    }

    /// Verifies what is stored as the document of `subject`.
    pub(crate) fn verified<T: Payload>(
        &self,
        document: Document,
        subject: &str,
        bytes: &[u8],
    ) -> Result<Verified<T>, LedgerError> {
        self.readers().verified(document, subject, bytes)
    }

    fn verify_document<T: Payload>(&self, bytes: &[u8]) -> Result<Verified<T>, VerifyError> {
        self.keyring().verify(&Envelope::parse(bytes)?)
    }

    /// Signs a document and verifies it as every reader will: with a key that the root does not list for this, or not
    /// now, nothing is issued. It also finds a signature that a fault of the machine spoilt, which would tell the key.
    pub(crate) fn sign<T: Payload>(
        &self,
        key: &SigningKey,
        value: &T,
    ) -> Result<(Vec<u8>, Verified<T>), LedgerError> {
        self.refuse_burnt(key.id())?;
        let document = key.sign(value)?;
        let verified = self.verify_document(&document)?;
        Ok((document, verified))
    }

    /// Verifies a document that somebody handed in. The root may list a burnt key for a while yet: until the root keys have
    /// come together, what a thief signs with it must not get into the ledger.
    pub(crate) fn verify_foreign<T: Payload>(&self, bytes: &[u8]) -> Result<Verified<T>, LedgerError> {
        let verified = self.verify_document(bytes)?;
        self.refuse_burnt(Envelope::parse(bytes)?.claimed_key())?;
        Ok(verified)
    }
}

/// A genuine document that stands in another's place.
pub(crate) fn misplaced(document: Document, subject: impl ToString) -> LedgerError {
    LedgerError::DamagedDocument { document, subject: subject.to_string(), source: None }
}
