use std::borrow::Cow;

use crypto::{TrustedRoot, Verified, VerifyError};
use format::{
    Coupon, Document, Envelope, Explain, Fact, License, Number, NumberKind, Numbered, RepairError,
    SignedText, TextError,
};
use thiserror::Error;

use crate::input::Input;

/// Reads a license from a file's bytes or from its signed text, and verifies it.
///
/// # Errors
///
/// A [`ReadError`].
pub fn read_license(root: &TrustedRoot, input: &[u8]) -> Result<Verified<License>, ReadError> {
    read(root, input)
}

/// Reads a coupon from a file's bytes or from its signed text, and verifies it.
///
/// # Errors
///
/// A [`ReadError`].
pub fn read_coupon(root: &TrustedRoot, input: &[u8]) -> Result<Verified<Coupon>, ReadError> {
    read(root, input)
}

/// The document in a file's bytes or in its signed text, for whoever keeps it; **nothing is verified**.
///
/// # Errors
///
/// [`ReadError::NotADocument`] and [`ReadError::Text`].
pub fn unverified_document(input: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    match Input::of(input) {
        Input::Document(bytes) => Ok(Cow::Borrowed(bytes)),
        Input::Text(text) => Ok(Cow::Owned(SignedText::read(&text)?.document().to_vec())),
        Input::Neither => Err(ReadError::NotADocument),
    }
}

pub(crate) fn read<T: Numbered>(root: &TrustedRoot, input: &[u8]) -> Result<Verified<T>, ReadError> {
    match Input::of(input) {
        Input::Document(bytes) => {
            let envelope = Envelope::parse(bytes).map_err(VerifyError::from)?;
            Ok(root.keyring().verify(&envelope)?)
        }
        Input::Text(text) => {
            let text = SignedText::read(&text)?;
            is_of_kind(text.number(), T::KIND)?;
            Ok(root.verify_text(&text)?)
        }
        Input::Neither => Err(ReadError::NotADocument),
    }
}

/// The number says what kind of document it stands above; nobody should wait for a signature to be told.
pub(crate) fn is_of_kind(number: Number, expected: NumberKind) -> Result<(), ReadError> {
    let found = number.kind;
    if found == expected { Ok(()) } else { Err(ReadError::OtherKind { expected, found }) }
}

/// Why no document could be taken from what was handed in.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ReadError {
    /// It is neither a document nor text.
    #[error("neither a signed document nor text")]
    NotADocument,
    /// The text cannot be read.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The text cannot be read, and no repair of it is signed.
    #[error(transparent)]
    Repair(RepairError),
    /// By its number it is another kind of document: a coupon where a license is wanted, or the reverse.
    #[error("this is a {}, not a {}", found.document().name(), expected.document().name())]
    OtherKind {
        /// The kind that was asked for.
        expected: NumberKind,
        /// The kind that its number says.
        found: NumberKind,
    },
    /// It does not verify.
    #[error(transparent)]
    Verify(#[from] VerifyError),
}

impl From<RepairError> for ReadError {
    /// A text that is damaged in another way than can be repaired has the fault that it always had.
    fn from(error: RepairError) -> Self {
        match error {
            RepairError::Text(fault) => Self::Text(fault),
            other => Self::Repair(other),
        }
    }
}

impl ReadError {
    /// The kind of document that it is instead of the one asked for, where that is known.
    pub fn is_instead(&self) -> Option<Document> {
        match self {
            Self::OtherKind { found, .. } => Some(found.document()),
            Self::Verify(VerifyError::WrongDocument { found, .. }) => Some(*found),
            _ => None,
        }
    }
}

impl Explain for ReadError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotADocument => "keyslip.not-a-document",
            Self::Text(error) => error.code(),
            Self::Repair(error) => error.code(),
            Self::OtherKind { .. } => "keyslip.other-kind",
            Self::Verify(error) => error.code(),
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NotADocument => Vec::new(),
            Self::Text(error) => error.facts(),
            Self::Repair(error) => error.facts(),
            Self::OtherKind { expected, found } => vec![
                ("expected", Fact::text(expected.document().name())),
                ("found", Fact::text(found.document().name())),
            ],
            Self::Verify(error) => error.facts(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
