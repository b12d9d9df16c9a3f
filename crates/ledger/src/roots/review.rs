use crypto::{
    Keyring, RootError, RootKey, SignError, TrustedRoot, VerifyError, authority_fingerprint, key_id,
};
use format::{
    Document, Envelope, Fingerprint, IssuingKey, KeyId, Names, Payload, PublicKey, Root, RootChange,
    SignatureSet, UnixTime,
};

use crate::{LedgerError, TrustError, VendorFolder, change_code};

/// A prepared change that was looked into: what a root key's owner is shown before signing.
///
/// Whose root it is, nobody has said yet: the person compares the fingerprint of the root before.
#[derive(Clone, Debug)]
pub struct ReviewedChange {
    before: TrustedRoot,
    next: Root,
    change: RootChange,
}

/// In what two roots differ.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RootDifference {
    /// The vendor's names.
    Names(Names),
    /// When a newer root is expected.
    Expires(Option<UnixTime>),
    /// How many root keys must sign.
    Threshold {
        /// So far.
        from: u32,
        /// From now on.
        to: u32,
    },
    /// A further root key.
    RootKeyAdded(PublicKey),
    /// A root key that signs no longer.
    RootKeyDropped(PublicKey),
    /// A further issuing key.
    IssuingKeyAdded(IssuingKey),
    /// An issuing key that is trusted no longer, nor is what it signed.
    IssuingKeyDropped(IssuingKey),
    /// An issuing key with other purposes, dates or products.
    IssuingKeyChanged(IssuingKey),
    /// Fields that this program does not know.
    Extensions,
}

/// How many root keys have signed, and how many must.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "two numbers")]
pub struct SignatureCount {
    /// Valid signatures so far.
    pub found: u32,
    /// The threshold.
    pub needed: u32,
}

impl SignatureCount {
    /// Whether nobody more must sign.
    pub fn is_enough(self) -> bool {
        self.found >= self.needed
    }
}

impl ReviewedChange {
    /// Looks into a prepared change: the root before holds together, and the next one follows it by its version.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Root`] with [`RootError::WrongVersion`] or [`RootError::Identity`] where it does not follow, or for
    /// a root that does not hold together.
    pub fn read(file: &[u8]) -> Result<Self, LedgerError> {
        Self::of(RootChange::decode(file).map_err(VerifyError::from)?)
    }

    /// The same for a change in memory.
    ///
    /// # Errors
    ///
    /// As for [`ReviewedChange::read`].
    pub fn of(change: RootChange) -> Result<Self, LedgerError> {
        let before = TrustedRoot::unverified_origin(&change.before)?;
        let next = Root::decode(&change.payload).map_err(VerifyError::from)?;
        let (old, found) = (before.root(), next.version);
        let expected = old.version.saturating_add(1);
        if found != expected {
            return Err(RootError::WrongVersion { expected, found }.into());
        }
        if next.prefix != old.prefix || next.environment != old.environment {
            return Err(RootError::Identity.into());
        }
        Ok(Self { before, next, change })
    }

    /// The root that is trusted so far.
    pub fn before(&self) -> &TrustedRoot {
        &self.before
    }

    /// The next root.
    pub fn next(&self) -> &Root {
        &self.next
    }

    /// The file with the signatures so far.
    pub fn change(&self) -> &RootChange {
        &self.change
    }

    /// What is compared with the office that prepared it.
    pub fn code(&self) -> Fingerprint {
        change_code(&self.change)
    }

    /// The fingerprint that the next root will have.
    pub fn next_fingerprint(&self) -> Fingerprint {
        authority_fingerprint(&self.next)
    }

    /// The root keys whose signatures count: those of the root before and those of the next one.
    pub fn asked_keys(&self) -> Vec<PublicKey> {
        let mut keys: Vec<PublicKey> = self.before.root().root_keys.clone();
        keys.extend(&self.next.root_keys);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Everything in which the two roots differ, computed from them alone.
    pub fn differences(&self) -> Vec<RootDifference> {
        let (old, new): (&Root, &Root) = (self.before.root(), &self.next);
        let mut found = Vec::new();
        if old.names != new.names {
            found.push(RootDifference::Names(new.names.clone()));
        }
        if old.expires != new.expires {
            found.push(RootDifference::Expires(new.expires));
        }
        if old.threshold != new.threshold {
            found.push(RootDifference::Threshold { from: old.threshold, to: new.threshold });
        }
        let only_in = |one: &Root, other: &Root| {
            one.root_keys.iter().copied().filter(|key| !other.root_keys.contains(key)).collect::<Vec<_>>()
        };
        found.extend(only_in(new, old).into_iter().map(RootDifference::RootKeyAdded));
        found.extend(only_in(old, new).into_iter().map(RootDifference::RootKeyDropped));
        for key in &new.issuing_keys {
            match old.issuing_keys.iter().find(|listed| listed.key == key.key) {
                None => found.push(RootDifference::IssuingKeyAdded(key.clone())),
                Some(listed) if listed != key => found.push(RootDifference::IssuingKeyChanged(key.clone())),
                Some(_) => {}
            }
        }
        let is_listed = |key: &&IssuingKey| new.issuing_keys.iter().any(|listed| listed.key == key.key);
        let dropped = old.issuing_keys.iter().filter(|key| !is_listed(key));
        found.extend(dropped.cloned().map(RootDifference::IssuingKeyDropped));
        if old.extensions != new.extensions {
            found.push(RootDifference::Extensions);
        }
        found
    }

    /// Adds the signature of one root key.
    ///
    /// # Errors
    ///
    /// [`TrustError::NotAskedToSign`] for a key of neither root; [`LedgerError::Sign`].
    pub fn sign(&mut self, key: &RootKey) -> Result<(), LedgerError> {
        let id = key_id(&key.public());
        if !self.asked_keys().contains(&key.public()) {
            return Err(LedgerError::Trust(TrustError::NotAskedToSign { key: id }));
        }
        let file = RootKey::sign_root(&self.next, &[key])?;
        let set = SignatureSet::parse(&file).map_err(SignError::from)?;
        let envelope = &set.envelopes()[0];
        // One value has one encoding, so the decoded root was signed as exactly these bytes.
        debug_assert_eq!(envelope.unverified_payload(), self.change.payload);
        self.change.add(id, *envelope.signature());
        Ok(())
    }

    /// Adds the signatures that another copy of the same change has.
    ///
    /// # Errors
    ///
    /// [`TrustError::OtherChange`] where it is another change.
    pub fn merge(&mut self, other: &Self) -> Result<(), LedgerError> {
        if (&self.change.before, &self.change.payload) != (&other.change.before, &other.change.payload) {
            return Err(LedgerError::Trust(TrustError::OtherChange));
        }
        other.change.signatures.iter().for_each(|one| self.change.add(one.key, one.signature));
        Ok(())
    }

    /// How many valid signatures of old and of new root keys it has so far.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Root`] with a bad signature of a root key.
    pub fn signed_by(&self) -> Result<[SignatureCount; 2], LedgerError> {
        let [old, new] = self.valid_signatures()?;
        let counts = [(old, self.before.root().threshold), (new, self.next.threshold)];
        Ok(counts.map(|(found, needed)| SignatureCount { found, needed }))
    }

    fn valid_signatures(&self) -> Result<[u32; 2], LedgerError> {
        let file = self.root_file();
        let set = match self.change.signatures.is_empty() {
            true => return Ok([0, 0]),
            false => SignatureSet::parse(&file).map_err(VerifyError::from)?,
        };
        let count = |keys: &[PublicKey]| {
            let ring = Keyring::of_root_keys(keys).map_err(|_| RootError::WeakKey)?;
            let mut count = 0;
            for envelope in set.envelopes() {
                match ring.verify::<Root>(envelope) {
                    Ok(_) => count += 1,
                    Err(VerifyError::UnknownKey { .. }) => {}
                    Err(error) => return Err(RootError::from(error)),
                }
            }
            Ok(count)
        };
        Ok([count(&self.before.root().root_keys)?, count(&self.next.root_keys)?])
    }

    /// The root file with the signatures so far; whether they are enough, [`TrustedRoot::succeeded_by`] says.
    pub fn root_file(&self) -> Vec<u8> {
        let documents = self.change.signatures.iter().map(|one| {
            let protected = Envelope::protected_header(Document::Root, one.key);
            (one.key, Envelope::assemble(&protected, &self.change.payload, &one.signature))
        });
        SignatureSet::assemble(documents.collect())
    }

    /// Signs with the root keys whose files are in the vendor's folder, where these are enough.
    ///
    /// # Errors
    ///
    /// [`TrustError::RootKeysAway`] where too few are here, before anything is opened; those of opening a key.
    pub fn sign_here(&mut self, folder: &VendorFolder, passphrase: &str) -> Result<(), LedgerError> {
        self.check_keys_here(folder)?;
        for key in folder.root_keys_here(&self.asked_keys(), passphrase)? {
            self.sign(&key)?;
        }
        Ok(())
    }

    /// Whether the root keys in the vendor's folder are enough for this change.
    ///
    /// # Errors
    ///
    /// [`TrustError::RootKeysAway`] where they are not.
    pub fn check_keys_here(&self, folder: &VendorFolder) -> Result<(), LedgerError> {
        folder.check_root_keys_here(self.before.root())?;
        folder.check_root_keys_here(&self.next)
    }
}

impl VendorFolder {
    /// Whether as many root keys of a root are in the vendor's folder as must sign.
    ///
    /// # Errors
    ///
    /// [`TrustError::RootKeysAway`] where they are not.
    pub fn check_root_keys_here(&self, root: &Root) -> Result<(), LedgerError> {
        let files = self.key_files()?;
        let here = root.root_keys.iter().filter(|key| files.find(key).is_some()).count();
        let found = u32::try_from(here).unwrap_or(u32::MAX);
        if found < root.threshold {
            return Err(LedgerError::Trust(TrustError::RootKeysAway { found, needed: root.threshold }));
        }
        Ok(())
    }
}

impl RootDifference {
    /// The key that the difference is about.
    pub fn key(&self) -> Option<KeyId> {
        match self {
            Self::RootKeyAdded(key) | Self::RootKeyDropped(key) => Some(key_id(key)),
            Self::IssuingKeyAdded(key) | Self::IssuingKeyDropped(key) | Self::IssuingKeyChanged(key) => {
                Some(key_id(&key.key))
            }
            _ => None,
        }
    }
}
