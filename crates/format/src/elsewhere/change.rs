use alloc::vec::Vec;

use crate::cbor::{Reader, Writer};
use crate::{Document, FieldProblem, KeyId, Limits, ParseError, SignatureSet, scan};

/// The next root on its way to the root keys, with the signatures that it has so far.
///
/// ```text
/// root-change    = { 0: "keyslip/1/root-change", 1: bstr .cbor root-file, 2: bstr .cbor root, ? 3: [1*16 root-signature] }
/// root-signature = [key-id, bstr .size 64]              ; 1 the root before, 2 the payload to sign; key ids ascend
/// ```
///
/// There is no description of the change in it: whoever signs is shown what the two roots themselves say.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct RootChange {
    /// The root file that is trusted so far.
    pub before: Vec<u8>,
    /// The payload of the next root.
    pub payload: Vec<u8>,
    /// The signatures so far, by ascending key ids.
    pub signatures: Vec<RootSignature>,
}

/// The signature of one root key over the next root.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct RootSignature {
    /// Which key.
    pub key: KeyId,
    /// The signature of the document that the root file will hold.
    pub signature: [u8; 64],
}

/// What tells the file from others.
const KIND: &str = "keyslip/1/root-change";

impl RootChange {
    /// Two roots of the greatest size, and sixteen signatures.
    pub const MAX_BYTES: usize = 2 * Document::Root.max_bytes() + 2048;

    /// A change without signatures.
    pub fn new(before: Vec<u8>, payload: Vec<u8>) -> Self {
        Self { before, payload, signatures: Vec::new() }
    }

    /// The same change with one more signature; a second one of the same key changes nothing.
    pub fn add(&mut self, key: KeyId, signature: [u8; 64]) {
        if let Err(place) = self.signatures.binary_search_by_key(&key, |one| one.key) {
            self.signatures.insert(place, RootSignature { key, signature });
        }
    }

    /// Writes the file.
    pub fn encode(&self) -> Vec<u8> {
        Writer::build(|writer| {
            writer.map(|map| {
                map.entry(0, |writer| writer.text(KIND));
                map.entry(1, |writer| writer.bytes(&self.before));
                map.entry(2, |writer| writer.bytes(&self.payload));
                map.list(3, &self.signatures, |writer, one| {
                    writer.array(2);
                    writer.bytes(one.key.as_bytes());
                    writer.bytes(&one.signature);
                });
            });
        })
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// A [`ParseError`]; neither of the two roots is looked into.
    pub fn decode(bytes: &[u8]) -> Result<Self, ParseError> {
        scan(bytes, Limits::new(Self::MAX_BYTES, 8 + 3 * SignatureSet::MAX_SIGNATURES))?;
        let mut reader = Reader::new(bytes, "root-change");
        let mut map = reader.map("root-change")?;
        map.required(0, "root-change.kind", |reader| kind(reader, KIND))?;
        let root = |reader: &mut Reader<'_>| reader.bytes(Document::Root.max_bytes()).map(<[u8]>::to_vec);
        let change = Self {
            before: map.required(1, "root-change.before", root)?,
            payload: map.required(2, "root-change.payload", root)?,
            signatures: map
                .optional(3, "root-change.signatures", |reader| {
                    reader.list(1..=SignatureSet::MAX_SIGNATURES, RootSignature::read)
                })?
                .unwrap_or_default(),
        };
        map.finish()?;
        if change.signatures.windows(2).any(|pair| pair[0].key >= pair[1].key) {
            return Err(ParseError::Field {
                field: "root-change.signatures",
                at: 0,
                problem: FieldProblem::Order,
            });
        }
        Ok(change)
    }
}

impl RootSignature {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.array(2..=2)?;
        Ok(Self { key: KeyId::new(reader.byte_array()?), signature: reader.byte_array()? })
    }
}

/// The text that a file begins with.
pub(super) fn kind(reader: &mut Reader<'_>, expected: &str) -> Result<(), ParseError> {
    let before = reader.clone();
    if reader.text(64)? == expected { Ok(()) } else { Err(before.problem(FieldProblem::Range)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(keys: &[u8]) -> RootChange {
        let mut change = RootChange::new(vec![1, 2, 3], vec![4, 5]);
        keys.iter().for_each(|key| change.add(KeyId::new([*key; 8]), [*key; 64]));
        change
    }

    #[test]
    fn a_change_reads_back_with_its_signatures_in_order() {
        for keys in [&[][..], &[1], &[9, 2, 5]] {
            assert_eq!(RootChange::decode(&change(keys).encode()), Ok(change(keys)));
        }
        assert_eq!(change(&[2, 9, 2]).signatures.len(), 2);
    }

    #[test]
    fn each_fault_of_a_change_is_refused() {
        let mut twice = change(&[1]);
        twice.signatures.push(twice.signatures[0].clone());
        let order = RootChange::decode(&twice.encode()).unwrap_err();
        assert!(matches!(order, ParseError::Field { problem: FieldProblem::Order, .. }));
        let whole = change(&[1]).encode();
        for length in 0..whole.len() {
            assert!(RootChange::decode(&whole[..length]).is_err());
        }
        let other: Vec<u8> = whole.iter().map(|byte| if *byte == b'k' { b'K' } else { *byte }).collect();
        assert!(RootChange::decode(&other).is_err());
    }
}
