use crypto::{TrustedRoot, Verified, VerifyError};
use format::{Correction, Coupon, Envelope, License, Number, Numbered, SignedText};

use crate::ReadError;
use crate::input::Input;
use crate::read::{is_of_kind, read, unverified_document};

/// What was read, and what had to be corrected for it.
///
/// Nothing is to be repaired in silence: show the corrections to whoever handed the text in, and ask.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub struct Repaired<T> {
    /// What was read.
    pub value: T,
    /// The document's bytes, for whoever keeps it.
    pub document: Vec<u8>,
    /// None where the input had no fault.
    pub corrections: Vec<Correction>,
}

/// Reads a license as [`crate::read_license`] does, from a signed text with up to three damaged rows, too (SPEC §3.5).
///
/// # Errors
///
/// A [`ReadError`], with [`ReadError::Repair`] where no correction gives what the vendor signed.
pub fn repair_license(root: &TrustedRoot, input: &[u8]) -> Result<Repaired<Verified<License>>, ReadError> {
    repair(root, input)
}

/// Reads a coupon as [`crate::read_coupon`] does, from a signed text with up to three damaged rows, too (SPEC §3.5).
///
/// # Errors
///
/// A [`ReadError`], with [`ReadError::Repair`] where no correction gives what the vendor signed.
pub fn repair_coupon(root: &TrustedRoot, input: &[u8]) -> Result<Repaired<Verified<Coupon>>, ReadError> {
    repair(root, input)
}

fn repair<T: Numbered>(root: &TrustedRoot, input: &[u8]) -> Result<Repaired<Verified<T>>, ReadError> {
    match (read(root, input), Input::of(input)) {
        (Ok(value), _) => {
            let document = unverified_document(input)?.into_owned();
            Ok(Repaired { value, document, corrections: Vec::new() })
        }
        (Err(ReadError::Text(_)), Input::Text(text)) => repair_text(root, &text),
        (Err(error), _) => Err(error),
    }
}

fn repair_text<T: Numbered>(root: &TrustedRoot, text: &str) -> Result<Repaired<Verified<T>>, ReadError> {
    // Nobody should wait for thousands of signatures to be told that this is a coupon.
    if let Some(number) = SignedText::number_of(text) {
        is_of_kind(number, T::KIND)?;
    }
    let repaired = SignedText::repair(text, |envelope| root.keyring().has_signed::<T>(envelope))?;
    let envelope = Envelope::parse(repaired.document()).map_err(VerifyError::from)?;
    let signed = root.keyring().verify::<T>(&envelope)?;
    let number = Number { prefix: root.root().prefix, kind: T::KIND, id: signed.number_id() };
    let (text, corrections) = repaired.under(number);
    Ok(Repaired { value: root.verify_text(&text)?, document: text.document().to_vec(), corrections })
}

#[cfg(test)]
mod tests;
