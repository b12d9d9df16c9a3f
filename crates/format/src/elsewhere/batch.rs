use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::change::kind;
use crate::cbor::{Reader, Writer};
use crate::{Document, FieldProblem, Limits, ParseError, Purpose, scan};

/// Many payloads of one kind on their way to an issuing key, or the signed documents on their way back.
///
/// ```text
/// batch = { 0: "keyslip/1/batch", 1: purpose, 2: bstr .cbor root-file, 3: [1*100000 bstr], ? 4: true, ? 5: notes }
/// notes = { ? 1: tstr, ? 2: tstr }            ; comment, invoice; 3 payloads, or with 4 signed documents
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Batch {
    /// What is to be signed.
    pub purpose: Purpose,
    /// The vendor's newest root, for whoever signs to see whose key is asked for.
    pub root: Vec<u8>,
    /// Payloads, or documents where `is_signed`.
    pub items: Vec<Vec<u8>>,
    /// Whether the items are signed documents.
    pub is_signed: bool,
    /// What stays in the ledger and in no document.
    pub notes: BatchNotes,
}

/// What the ledger keeps of a batch and no document holds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct BatchNotes {
    /// A comment, or empty.
    pub comment: String,
    /// An invoice, or empty.
    pub invoice: String,
}

/// What tells the file from others.
const KIND: &str = "keyslip/1/batch";
/// Longest note; the ledger takes no longer ones.
const MAX_NOTE: usize = 4096;

impl Batch {
    /// Most items: what one call of the ledger makes.
    pub const MAX_ITEMS: usize = 100_000;
    /// A hundred thousand coupons of an ordinary size, twice over; or sixteen catalogs.
    pub const MAX_BYTES: usize = 64 * 1024 * 1024;

    /// A batch that is still to be signed, without notes.
    pub fn new(purpose: Purpose, root: Vec<u8>, items: Vec<Vec<u8>>) -> Self {
        Self { purpose, root, items, is_signed: false, notes: BatchNotes::default() }
    }

    /// The same batch as signed documents.
    #[must_use]
    pub fn signed(self, documents: Vec<Vec<u8>>) -> Self {
        Self { items: documents, is_signed: true, ..self }
    }

    /// Writes the file.
    pub fn encode(&self) -> Vec<u8> {
        let note = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (comment, invoice) = (note(&self.notes.comment), note(&self.notes.invoice));
        let notes = (comment.is_some() || invoice.is_some()).then_some((comment, invoice));
        Writer::build(|writer| {
            writer.map(|map| {
                map.entry(0, |writer| writer.text(KIND));
                map.entry(1, |writer| writer.uint(self.purpose.number()));
                map.entry(2, |writer| writer.bytes(&self.root));
                map.entry(3, |writer| writer.list(&self.items, |writer, item| writer.bytes(item)));
                map.optional(4, self.is_signed.then_some(true), Writer::boolean);
                map.optional(5, notes, |writer, (comment, invoice)| {
                    writer.map(|map| {
                        map.optional(1, comment.as_deref(), Writer::text);
                        map.optional(2, invoice.as_deref(), Writer::text);
                    });
                });
            });
        })
    }

    /// Reads the file.
    ///
    /// # Errors
    ///
    /// A [`ParseError`]; neither the root nor the items are looked into.
    pub fn decode(bytes: &[u8]) -> Result<Self, ParseError> {
        scan(bytes, Limits::new(Self::MAX_BYTES, Self::MAX_ITEMS + 16))?;
        let mut reader = Reader::new(bytes, "batch");
        let mut map = reader.map("batch")?;
        map.required(0, "batch.kind", |reader| kind(reader, KIND))?;
        let item = |reader: &mut Reader<'_>| reader.bytes(Document::Catalog.max_bytes()).map(<[u8]>::to_vec);
        let batch = Self {
            purpose: map.required(1, "batch.purpose", Purpose::read)?,
            root: map.required(2, "batch.root", |reader| {
                reader.bytes(Document::Root.max_bytes()).map(<[u8]>::to_vec)
            })?,
            items: map.required(3, "batch.items", |reader| reader.list(1..=Self::MAX_ITEMS, item))?,
            is_signed: map.optional(4, "batch.signed", Reader::only_true)?.is_some(),
            notes: map.optional(5, "batch.notes", BatchNotes::read)?.unwrap_or_default(),
        };
        map.finish()?;
        Ok(batch)
    }
}

impl BatchNotes {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let mut map = reader.map("batch.notes")?;
        let text = |reader: &mut Reader<'_>| reader.text(MAX_NOTE).map(str::to_owned);
        let comment = map.optional(1, "batch.comment", text)?;
        let invoice = map.optional(2, "batch.invoice", text)?;
        map.finish()?;
        if comment.is_none() && invoice.is_none() {
            return Err(before.problem(FieldProblem::Count));
        }
        Ok(Self { comment: comment.unwrap_or_default(), invoice: invoice.unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        Batch::new(Purpose::Coupon, vec![1, 2], vec![vec![3], vec![4, 5]])
    }

    #[test]
    fn a_batch_reads_back_before_and_after_signing_with_and_without_notes() {
        let mut noted = batch().signed(vec![vec![9; 300]]);
        noted.notes.invoice = "17/2027".to_owned();
        for batch in [batch(), noted] {
            assert_eq!(Batch::decode(&batch.encode()), Ok(batch));
        }
    }

    #[test]
    fn a_batch_without_items_or_cut_off_is_refused() {
        let whole = batch().encode();
        for length in 0..whole.len() {
            assert!(Batch::decode(&whole[..length]).is_err());
        }
        let empty = Batch::new(Purpose::Coupon, vec![1], Vec::new());
        let error = Batch::decode(&empty.encode()).unwrap_err();
        assert!(matches!(error, ParseError::Field { problem: FieldProblem::Count, .. }), "{error}");
    }
}
