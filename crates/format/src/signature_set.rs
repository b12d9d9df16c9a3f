use alloc::vec::Vec;

use crate::cbor::{Reader, Writer};
use crate::envelope::{FRAME_ITEMS, shifted};
use crate::{Document, Envelope, KeyId, Limits, ParseError, Rule, scan};

/// A root as a file: the same payload under one signature or several (SPEC §4.1).
///
/// ```text
/// root-file = [1*16 document]        ; one payload, key ids ascending
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignatureSet<'a> {
    envelopes: Vec<Envelope<'a>>,
}

impl<'a> SignatureSet<'a> {
    /// Most signatures of one root.
    pub const MAX_SIGNATURES: usize = 16;

    /// Splits a root file into its envelopes.
    ///
    /// # Errors
    ///
    /// [`ParseError::TooLong`] and [`ParseError::Malformed`]; [`Rule::Signatures`] where payloads differ, key ids do
    /// not ascend (so that one key cannot be counted twice) or there are none or too many.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ParseError> {
        let max_items = 1 + Self::MAX_SIGNATURES * FRAME_ITEMS;
        scan(bytes, Limits::new(Document::Root.max_bytes(), max_items))?;
        let count = match bytes.first() {
            Some(head @ 0x81..=0x90) => usize::from(*head - 0x80),
            _ => return Err(ParseError::Malformed { at: 0, rule: Rule::Signatures }),
        };
        let mut reader = Reader::new(&bytes[1..], "root");
        let mut envelopes: Vec<Envelope<'a>> = Vec::with_capacity(count);
        let mut at = 1;
        for _ in 0..count {
            let one = reader.raw()?;
            let envelope = Envelope::parse(one).map_err(|error| shifted(error, at))?;
            if let Some(last) = envelopes.last()
                && (last.unverified_payload() != envelope.unverified_payload()
                    || last.claimed_key() >= envelope.claimed_key())
            {
                return Err(ParseError::Malformed { at, rule: Rule::Signatures });
            }
            at += one.len();
            envelopes.push(envelope);
        }
        Ok(Self { envelopes })
    }

    /// Joins documents with one payload into a root file; sorts them by key id.
    pub fn assemble(mut documents: Vec<(KeyId, Vec<u8>)>) -> Vec<u8> {
        documents.sort_by_key(|(key, _)| *key);
        Writer::build(|writer| writer.list(&documents, |writer, (_, document)| writer.raw(document)))
    }

    /// The envelopes, at least one.
    pub fn envelopes(&self) -> &[Envelope<'a>] {
        &self.envelopes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_file_refuses_one_key_twice_and_two_payloads() {
        let one = |key: u8, payload: &[u8]| {
            let key = KeyId::new([key; 8]);
            (key, Envelope::assemble(&Envelope::protected_header(Document::Root, key), payload, &[0; 64]))
        };
        let good = SignatureSet::assemble(vec![one(2, b"p"), one(1, b"p")]);
        assert_eq!(SignatureSet::parse(&good).unwrap().envelopes().len(), 2);
        for bad in [vec![one(1, b"p"), one(1, b"p")], vec![one(1, b"p"), one(2, b"q")], vec![]] {
            let error = SignatureSet::parse(&SignatureSet::assemble(bad)).unwrap_err();
            assert!(matches!(error, ParseError::Malformed { rule: Rule::Signatures, .. }));
        }
    }
}
