use alloc::vec::Vec;

use super::event::{Event, read_digest};
use super::payload::{Claims, Extensions, Payload, PayloadReader};
use super::root::PublicKey;
use crate::{Digest, Document, FieldProblem, Limits, ParseError, UnixTime};

/// What a site did, signed with the site's own key and chained to the receipt before it (SPEC §7).
///
/// ```text
/// receipt = { 6: iat, -65537: { 1: sequence, ? 2: previous, 3: kind, …fields of the kind…, * extension } }
/// ```
///
/// `previous` is the SHA-256 of the whole document before it; only the first receipt, number 0, has none.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Receipt {
    /// Counts from 0 without gaps.
    pub sequence: u64,
    /// When, by the site's clock.
    pub issued_at: UnixTime,
    /// SHA-256 of the receipt before this one, as a whole document.
    pub previous: Option<Digest>,
    /// What was done.
    pub event: Event,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

impl Receipt {
    /// The receipt that follows `previous`; without one, the first.
    pub fn new(sequence: u64, previous: Option<Digest>, event: Event, issued_at: UnixTime) -> Self {
        Self { sequence, issued_at, previous, event, extensions: Extensions::default() }
    }

    /// The site's key, which the first receipt holds.
    pub fn site_key(&self) -> Option<PublicKey> {
        match self.event {
            Event::Started { key, .. } => Some(key),
            _ => None,
        }
    }
}

impl Payload for Receipt {
    const DOCUMENT: Document = Document::Receipt;
    const LIMITS: Limits = Limits::new(Document::Receipt.max_bytes(), 2048);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let (claims, mut receipt) = Claims::read(reader, |map| {
            let sequence = map.required(1, "sequence", |reader| reader.uint(0..=u64::from(u32::MAX)))?;
            let previous = map.optional(2, "previous", read_digest)?;
            let kind = map.required(3, "kind", |reader| reader.uint(0..=12))?;
            let event = Event::read(kind, map)?;
            let extensions = Extensions::read(map)?;
            Ok(Self { sequence, previous, event, extensions, issued_at: UnixTime::default() })
        })?;
        claims.only(&[])?;
        receipt.issued_at = claims.issued_at;
        let is_first = receipt.sequence == 0;
        if is_first == receipt.previous.is_some()
            || is_first != matches!(receipt.event, Event::Started { .. })
        {
            return Err(ParseError::Field { field: "previous", at: 0, problem: FieldProblem::Contradiction });
        }
        Ok(receipt)
    }

    fn encode(&self) -> Vec<u8> {
        Claims { issued_at: self.issued_at, ..Claims::default() }.write(|map| {
            map.entry(1, |writer| writer.uint(self.sequence));
            map.optional(2, self.previous.as_ref(), |writer, previous| writer.bytes(previous.as_bytes()));
            map.entry(3, |writer| writer.uint(self.event.kind()));
            self.event.write(map);
            self.extensions.write(map);
        })
    }
}
