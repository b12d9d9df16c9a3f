use format::{
    Bulletin, Digest, Envelope, Environment, Fingerprint, Number, Numbered, PublicKey, Root, SignatureSet,
    SignedText, unverified_root_keys,
};

use crate::{Keyring, RootError, Verified, VerifyError, sha256, thumbprint};

/// The fingerprint of one key: that of its thumbprint (SPEC §5.4).
pub fn key_fingerprint(key: &PublicKey) -> Fingerprint {
    Fingerprint::of(&thumbprint(key))
}

/// The fingerprint of who may change a root; it changes only with the root keys, not with the issuing keys.
///
/// With one root key it is that key's fingerprint, with several it covers all of them and the threshold (SPEC §5.4).
pub fn authority_fingerprint(root: &Root) -> Fingerprint {
    match root.root_keys.as_slice() {
        [key] => key_fingerprint(key),
        _ => Fingerprint::of(&sha256(&root.authority_input())),
    }
}

/// A vendor's root that a site has decided to trust, and the keys that it names.
#[derive(Clone, Debug)]
pub struct TrustedRoot {
    root: Verified<Root>,
    root_keys: Keyring,
    issuing_keys: Keyring,
}

impl TrustedRoot {
    /// First trust: a root whose fingerprint a person has compared with the one that the vendor published.
    ///
    /// # Errors
    ///
    /// [`RootError`]: the signatures are checked first, so that a wrong fingerprint is about a genuine root.
    pub fn first(file: &[u8], fingerprint: Fingerprint) -> Result<Self, RootError> {
        let trusted = Self::self_signed(file)?;
        let found = trusted.fingerprint();
        if found == fingerprint {
            Ok(trusted)
        } else {
            Err(RootError::WrongFingerprint { expected: fingerprint, found })
        }
    }

    /// A root that is on this machine because it was pinned here: its digest is compared instead of a fingerprint.
    ///
    /// # Errors
    ///
    /// [`RootError`], with [`VerifyError::WrongObject`] where the digest differs.
    pub fn pinned(file: &[u8], digest: Digest) -> Result<Self, RootError> {
        let trusted = Self::self_signed(file)?;
        if trusted.root.digest() == digest {
            Ok(trusted)
        } else {
            Err(VerifyError::WrongObject { expected: digest }.into())
        }
    }

    /// A root that holds together by itself: signed by its own threshold. Whose it is, nobody has said yet.
    ///
    /// # Errors
    ///
    /// [`RootError`] where it does not hold together.
    pub fn unverified_origin(file: &[u8]) -> Result<Self, RootError> {
        Self::self_signed(file)
    }

    /// The same root where it is one for `wanted`: whoever trusts a root for the first time says which of the two it is,
    /// so that a root for trying out is never taken for a real one.
    ///
    /// # Errors
    ///
    /// [`RootError::WrongEnvironment`].
    pub fn for_environment(self, wanted: Environment) -> Result<Self, RootError> {
        let found = self.root.environment;
        if found == wanted { Ok(self) } else { Err(RootError::WrongEnvironment { found }) }
    }

    fn self_signed(file: &[u8]) -> Result<Self, RootError> {
        let set = SignatureSet::parse(file).map_err(VerifyError::from)?;
        let payload = set.envelopes()[0].unverified_payload();
        // All that is read of the payload before its signatures: the keys that they are checked with (SPEC §5.1).
        let (threshold, keys) = unverified_root_keys(payload).map_err(VerifyError::from)?;
        let root_keys = Keyring::of_root_keys(&keys).map_err(|_| RootError::WeakKey)?;
        let root = threshold_signed(&set, &root_keys, threshold)?;
        let issuing_keys = Keyring::of_issuing_keys(&root.issuing_keys).map_err(|_| RootError::WeakKey)?;
        Ok(Self { root, root_keys, issuing_keys })
    }

    /// The next root of the chain: version N+1 exactly, signed by the old and by the new threshold (SPEC §5.3).
    ///
    /// The same root again changes nothing.
    ///
    /// # Errors
    ///
    /// [`RootError`]; the old root stays trusted.
    pub fn succeeded_by(&self, file: &[u8]) -> Result<Self, RootError> {
        let next = Self::self_signed(file)?;
        let set = SignatureSet::parse(file).map_err(VerifyError::from)?;
        if next.root.digest() == self.root.digest() {
            return Ok(self.clone());
        }
        // First: another vendor's root of the same version is no fork, which would cry theft.
        if next.root.prefix != self.root.prefix || next.root.environment != self.root.environment {
            return Err(RootError::Identity);
        }
        if next.root.version == self.root.version {
            // Anybody can sign another root of this version with keys of their own: that says nothing of the vendor.
            threshold_signed(&set, &self.root_keys, self.root.threshold)?;
            return Err(RootError::Fork { version: next.root.version });
        }
        let expected = self.root.version.saturating_add(1);
        if next.root.version != expected {
            return Err(RootError::WrongVersion { expected, found: next.root.version });
        }
        threshold_signed(&set, &self.root_keys, self.root.threshold)?;
        Ok(next)
    }

    /// The root's fields.
    pub fn root(&self) -> &Verified<Root> {
        &self.root
    }

    /// What a person compares.
    pub fn fingerprint(&self) -> Fingerprint {
        authority_fingerprint(&self.root)
    }

    /// Verifies a signed text and holds its first line against what was signed (SPEC §3.3).
    ///
    /// # Errors
    ///
    /// A [`VerifyError`], with [`VerifyError::OtherNumber`] where a genuine document stands below another number.
    pub fn verify_text<T: Numbered>(&self, text: &SignedText) -> Result<Verified<T>, VerifyError> {
        let document = self.issuing_keys.verify::<T>(&Envelope::parse(text.document())?)?;
        let signed = Number { prefix: self.root.prefix, kind: T::KIND, id: document.number_id() };
        let written = text.number();
        if written.reads_as(signed) {
            Ok(document)
        } else {
            Err(VerifyError::OtherNumber { written, signed })
        }
    }

    /// The same root, its issuing keys without those that `bulletin` burns; a document of such a key is refused
    /// whatever its date (SPEC §8.3).
    ///
    /// The bulletin is the newest that is known, verified under this root.
    #[must_use]
    pub fn heeding(&self, bulletin: &Verified<Bulletin>) -> Self {
        let (root, root_keys) = (self.root.clone(), self.root_keys.clone());
        Self { root, root_keys, issuing_keys: self.issuing_keys.heeding(bulletin) }
    }

    /// The keys that this root trusts to issue documents.
    pub fn keyring(&self) -> &Keyring {
        &self.issuing_keys
    }
}

/// The root that at least `threshold` distinct keys of `keys` signed.
fn threshold_signed(
    set: &SignatureSet<'_>,
    keys: &Keyring,
    threshold: u32,
) -> Result<Verified<Root>, RootError> {
    let mut first = None;
    let mut found = 0;
    for envelope in set.envelopes() {
        match keys.verify::<Root>(envelope) {
            Ok(root) => {
                found += 1;
                first.get_or_insert(root);
            }
            // Keys of the old or the new root sign beside these.
            Err(VerifyError::UnknownKey { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    match first.filter(|_| found >= threshold) {
        Some(root) => Ok(root),
        None => Err(RootError::Threshold { found, needed: threshold }),
    }
}
