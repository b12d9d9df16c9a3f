use alloc::vec::Vec;

use format::{
    Bulletin, Document, Envelope, IssuingKey, KeyId, License, Payload, ProductId, PublicKey, Request,
    UnixTime, unverified_request_key,
};

use crate::{Verified, VerifyError, VerifyingKey, WeakKey, sha256};

/// Keys with what each may sign: those that a root names for its documents, a root's own, or a site's.
///
/// Keys are parsed once, when the ring is made; the key decides the algorithm, never the document.
#[derive(Clone, Debug)]
pub struct Keyring {
    keys: Vec<TrustedKey>,
}

#[derive(Clone, Debug)]
struct TrustedKey {
    key: VerifyingKey,
    documents: Vec<Document>,
    from: Option<UnixTime>,
    until: Option<UnixTime>,
    /// By which bulletin it is burnt, and since when the vendor knows.
    burnt: Option<(u32, UnixTime)>,
    /// Empty: all products.
    family: Vec<ProductId>,
}

impl Keyring {
    /// The ring of a root's issuing keys.
    pub(crate) fn of_issuing_keys(keys: &[IssuingKey]) -> Result<Self, WeakKey> {
        let keys = keys.iter().map(|issuing| {
            Ok(TrustedKey {
                key: VerifyingKey::import(&issuing.key)?,
                documents: issuing.purposes.iter().map(|purpose| purpose.document()).collect(),
                from: issuing.from,
                until: issuing.until,
                burnt: None,
                family: issuing.family.clone(),
            })
        });
        Ok(Self { keys: keys.collect::<Result<_, _>>()? })
    }

    /// The ring of a root's own keys, which sign roots.
    ///
    /// # Errors
    ///
    /// [`WeakKey`] for a key that is no safe public key.
    pub fn of_root_keys(keys: &[PublicKey]) -> Result<Self, WeakKey> {
        Self::for_documents(keys, &[Document::Root])
    }

    /// The ring of a site's keys, which sign receipts and requests and nothing else.
    ///
    /// # Errors
    ///
    /// [`WeakKey`] for a key that is no safe public key.
    pub fn of_site_keys(keys: &[PublicKey]) -> Result<Self, WeakKey> {
        Self::for_documents(keys, &[Document::Receipt, Document::Request])
    }

    fn for_documents(keys: &[PublicKey], documents: &[Document]) -> Result<Self, WeakKey> {
        let keys = keys.iter().map(|public| {
            let key = VerifyingKey::import(public)?;
            Ok(TrustedKey {
                key,
                documents: documents.to_vec(),
                from: None,
                until: None,
                burnt: None,
                family: Vec::new(),
            })
        });
        Ok(Self { keys: keys.collect::<Result<_, _>>()? })
    }

    /// The one way from bytes to a document's fields: for licenses, coupons, catalogs, roots, receipts and requests alike.
    ///
    /// The bytes checked are the bytes received; the payload is read only after the signature held (SPEC §5.1).
    ///
    /// # Errors
    ///
    /// A [`VerifyError`]; nothing of the document's contents is told but what a valid signature covers.
    pub fn verify<T: Payload>(&self, envelope: &Envelope<'_>) -> Result<Verified<T>, VerifyError> {
        let trusted = self.find(envelope.claimed_key())?;
        if let Some((bulletin, since)) = trusted.burnt {
            return Err(VerifyError::BurntKey { key: trusted.key.id(), bulletin, since });
        }
        if !trusted.key.holds(T::DOCUMENT, envelope) {
            return Err(trusted.what_it_is_instead(T::DOCUMENT, envelope));
        }
        let key = trusted.key.id();
        if !trusted.documents.contains(&T::DOCUMENT) {
            return Err(VerifyError::WrongPurpose { key, document: T::DOCUMENT });
        }
        if envelope.typ() != T::DOCUMENT.typ() || envelope.bytes().len() > T::DOCUMENT.max_bytes() {
            return Err(not_of_this_kind(T::DOCUMENT, envelope));
        }
        let payload = envelope.unverified_payload();
        let value = T::decode(payload)?;
        let signed = value.issued_at();
        if trusted.from.is_some_and(|from| signed < from) || trusted.until.is_some_and(|until| until < signed)
        {
            return Err(VerifyError::OutsideKeyTime { key, signed });
        }
        if !trusted.family.is_empty()
            && let Some(product) = value.product_outside(&trusted.family)
        {
            return Err(VerifyError::OutsideKeyFamily { key, product });
        }
        if !trusted.family.is_empty() && value.speaks_for_all() {
            return Err(VerifyError::ChangeByFamilyKey { key });
        }
        if let Some((bulletin, since)) = value.burns(key) {
            return Err(VerifyError::BurntKey { key, bulletin, since });
        }
        Ok(Verified::new(value, sha256(payload), key))
    }

    /// Holds a revision of a license against the one that it is to replace: a key for some products takes none of the
    /// others away (SPEC §5.1).
    ///
    /// # Errors
    ///
    /// [`VerifyError::TakesAway`]; [`VerifyError::UnknownKey`] where the ring has not the key of the revision.
    pub fn check_successor(&self, before: &License, next: &Verified<License>) -> Result<(), VerifyError> {
        let family = &self.find(next.key())?.family;
        match before.product_outside(family).filter(|_| !family.is_empty()) {
            Some(product) => Err(VerifyError::TakesAway { key: next.key(), product }),
            None => Ok(()),
        }
    }

    /// Whether the key that the document claims is in the ring and signed these bytes as a document of this kind: one
    /// signature check at most, and less than [`Keyring::verify`] holds a document to.
    ///
    /// Repair asks this about each text that may have been meant, and has the one that it finds verified.
    pub fn has_signed<T: Payload>(&self, envelope: &Envelope<'_>) -> bool {
        self.find(envelope.claimed_key()).is_ok_and(|trusted| trusted.key.holds(T::DOCUMENT, envelope))
    }

    /// The same keys without those that `bulletin` burns, whatever it was that an earlier one burnt (SPEC §8.3).
    pub(crate) fn heeding(&self, bulletin: &Bulletin) -> Self {
        let keys = self.keys.iter().cloned();
        let keys = keys.map(|trusted| TrustedKey { burnt: bulletin.burns(trusted.key.id()), ..trusted });
        Self { keys: keys.collect() }
    }

    fn find(&self, id: KeyId) -> Result<&TrustedKey, VerifyError> {
        let found = self.keys.iter().find(|trusted| trusted.key.id() == id);
        found.ok_or(VerifyError::UnknownKey { key: id })
    }

    /// The ids of all keys in the ring.
    pub fn key_ids(&self) -> impl Iterator<Item = KeyId> {
        self.keys.iter().map(|trusted| trusted.key.id())
    }
}

/// Verifies a request with the key that it carries itself.
///
/// What is known then is that whoever holds this key signed exactly these bytes, and nothing more: whose key it is, the
/// request cannot say. The vendor learns that by its fingerprint or from the receipts of the same key.
///
/// # Errors
///
/// [`VerifyError::UnknownKey`] where it claims another key than it carries; else as for [`Keyring::verify`].
pub fn verify_request(envelope: &Envelope<'_>) -> Result<Verified<Request>, VerifyError> {
    // All that is read of the payload before its signature (SPEC §5.1).
    let carried = unverified_request_key(envelope.unverified_payload())?;
    let ring = Keyring::of_site_keys(&[carried]).map_err(|WeakKey| VerifyError::BadSignature)?;
    ring.verify(envelope)
}

impl TrustedKey {
    /// A coupon offered as a license deserves a better word than "bad signature"; only a valid signature tells.
    fn what_it_is_instead(&self, expected: Document, envelope: &Envelope<'_>) -> VerifyError {
        let others = Document::ALL.into_iter().filter(|other| *other != expected);
        match others.into_iter().find(|other| self.key.holds(*other, envelope)) {
            Some(found) => VerifyError::WrongDocument { expected, found },
            None => VerifyError::BadSignature,
        }
    }
}

fn not_of_this_kind(document: Document, envelope: &Envelope<'_>) -> VerifyError {
    let bytes = envelope.bytes().len();
    if bytes > document.max_bytes() {
        VerifyError::Malformed(format::ParseError::TooLong { bytes, max: document.max_bytes() })
    } else {
        VerifyError::Malformed(format::ParseError::Malformed { at: 2, rule: format::Rule::Protected })
    }
}
