use format::{
    Batch, Coupon, Document, Envelope, License, Payload as _, Purpose, RootChange, SignatureSet, SignedText,
};

/// What a file is that somebody handed to a command for another one, so that the right command can be named.
///
/// Nothing is verified: this is for words, never for a decision about what is inside.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CarriedKind {
    /// A change of the root.
    RootChange {
        /// Whether anybody has signed it.
        is_signed: bool,
    },
    /// A batch of documents.
    Batch {
        /// What kind of documents.
        purpose: Purpose,
        /// Whether they are signed.
        is_signed: bool,
    },
    /// A document that stands for itself: a license, a coupon, a root, …
    Document(Document),
}

impl CarriedKind {
    /// The kind of a file, if it is one of ours.
    ///
    /// # Examples
    ///
    /// ```
    /// # use format::{Batch, Purpose};
    /// # use ledger::CarriedKind;
    /// let file = Batch::new(Purpose::Coupon, vec![1], vec![vec![2]]).encode();
    /// let batch = CarriedKind::Batch { purpose: Purpose::Coupon, is_signed: false };
    /// assert_eq!(CarriedKind::of_unverified(&file), Some(batch));
    /// assert_eq!(CarriedKind::of_unverified(b"a letter"), None);
    /// ```
    pub fn of_unverified(file: &[u8]) -> Option<Self> {
        if let Ok(change) = RootChange::decode(file) {
            return Some(Self::RootChange { is_signed: !change.signatures.is_empty() });
        }
        if let Ok(Batch { purpose, is_signed, .. }) = Batch::decode(file) {
            return Some(Self::Batch { purpose, is_signed });
        }
        let text = std::str::from_utf8(file).ok();
        if let Some(number) = text.and_then(SignedText::number_of) {
            return Some(Self::Document(number.kind.document()));
        }
        match Envelope::parse(file) {
            Ok(envelope) => document(&envelope).map(Self::Document),
            Err(_) => SignatureSet::parse(file).ok().map(|_| Self::Document(Document::Root)),
        }
    }
}

/// Licenses and coupons have no header that names them: there the payload has to tell.
fn document(envelope: &Envelope<'_>) -> Option<Document> {
    if let Some(typ) = envelope.typ() {
        return Document::ALL.into_iter().find(|document| document.typ() == Some(typ));
    }
    let payload = envelope.unverified_payload();
    let is_license = License::decode(payload).is_ok();
    let is_coupon = || Coupon::decode(payload).is_ok();
    is_license.then_some(Document::License).or_else(|| is_coupon().then_some(Document::Coupon))
}
