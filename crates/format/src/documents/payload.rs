use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use crate::cbor::{MapReader, MapWriter, Reader, Writer};

use crate::{
    Document, FieldProblem, KeyId, Limits, NumberId, NumberKind, ParseError, ProductId, UnixTime, scan,
};

/// The claim that holds everything of ours; CWT keeps keys below -65536 for private use (RFC 8392 §9.1).
pub(crate) const PRIVATE_CLAIM: i64 = -65_537;

/// Keys that optional extensions may use; a reader that does not know one keeps it and goes on (SPEC §2.7).
const EXTENSION_KEYS: RangeInclusive<i64> = 1024..=65_535;

/// Optional fields of a later version, kept byte for byte.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Extensions(Vec<(i64, Vec<u8>)>);

impl Extensions {
    /// Keys and encoded values.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &[u8])> {
        self.0.iter().map(|(key, value)| (*key, value.as_slice()))
    }

    pub(crate) fn read(map: &mut MapReader<'_, '_>) -> Result<Self, ParseError> {
        map.extensions(EXTENSION_KEYS).map(Self)
    }

    pub(crate) fn write(&self, map: &mut MapWriter) {
        map.extensions(&self.0);
    }
}

/// What a kind of document says: the typed form of its payload.
///
/// Only the keyring of the crate `crypto` turns bytes from outside into a payload, after the signature held. The
/// decoder is public so that fuzzers and other implementations can be held against it.
pub trait Payload: Sized {
    /// The kind of document.
    const DOCUMENT: Document;
    /// What reading it may cost.
    const LIMITS: Limits;

    /// When it was signed, by its own account (`iat`).
    fn issued_at(&self) -> UnixTime;

    /// A product that the document names and `family` does not hold, the first of them.
    ///
    /// Licenses and coupons speak of products; what a catalog tells of them grants nothing.
    fn product_outside(&self, family: &[ProductId]) -> Option<ProductId> {
        let _ = family;
        None
    }

    /// Whether the document speaks for every product, also for those that it does not name: a *change* takes away what
    /// it leaves out, so no key with a family may sign one.
    fn speaks_for_all(&self) -> bool {
        false
    }

    /// Whether the document says that `key` is burnt: the number of the bulletin, and since when the vendor knows.
    ///
    /// Only bulletins do; one that burns the key it is signed with is refused.
    fn burns(&self, key: KeyId) -> Option<(u32, UnixTime)> {
        let _ = key;
        None
    }

    /// Writes the payload; one value has one encoding.
    fn encode(&self) -> Vec<u8>;

    #[doc(hidden)]
    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError>;

    /// Reads a payload, whose signature the caller has verified.
    ///
    /// # Errors
    ///
    /// Any [`ParseError`]: what is not exactly as SPEC says is refused.
    fn decode(payload: &[u8]) -> Result<Self, ParseError> {
        scan(payload, Self::LIMITS)?;
        let mut reader = PayloadReader(Reader::new(payload, "payload"));
        let value = Self::read(&mut reader)?;
        if reader.0.is_at_end() { Ok(value) } else { Err(reader.0.problem(FieldProblem::Type)) }
    }
}

/// A document that people know by its number: a license or a coupon.
pub trait Numbered: Payload {
    /// What its number names.
    const KIND: NumberKind;

    /// The number's random bits, `cti`.
    fn number_id(&self) -> NumberId;
}

/// A reader that other crates can hand through and not use.
#[doc(hidden)]
pub struct PayloadReader<'a>(Reader<'a>);

/// The claims of CWT (RFC 8392 §3.1) that our documents use.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Claims {
    pub(crate) subject: Option<String>,
    pub(crate) expires: Option<UnixTime>,
    pub(crate) issued_at: UnixTime,
    pub(crate) number: Option<NumberId>,
}

/// Longest `sub` in bytes: a company's full name with its legal form.
const MAX_SUBJECT: usize = 256;

impl Claims {
    /// Reads the claims and then the private claim, whose map `private` reads.
    pub(crate) fn read<T>(
        PayloadReader(reader): &mut PayloadReader<'_>,
        private: impl FnOnce(&mut MapReader<'_, '_>) -> Result<T, ParseError>,
    ) -> Result<(Self, T), ParseError> {
        let mut map = reader.map("claims")?;
        let subject = map.optional(2, "sub", |reader| reader.text(MAX_SUBJECT).map(str::to_owned))?;
        let expires = map.optional(4, "exp", read_time)?;
        let issued_at = map.required(6, "iat", read_time)?;
        let number = map.optional(7, "cti", read_number)?;
        let value = map.required(PRIVATE_CLAIM, "private", |reader| {
            let mut map = reader.map("private")?;
            let value = private(&mut map)?;
            map.finish()?;
            Ok(value)
        })?;
        map.finish()?;
        Ok((Self { subject, expires, issued_at, number }, value))
    }

    /// Writes the claims and the private claim.
    pub(crate) fn write(&self, private: impl FnOnce(&mut MapWriter)) -> Vec<u8> {
        Writer::build(|writer| {
            writer.map(|map| {
                map.optional(2, self.subject.as_deref(), Writer::text);
                map.optional(4, self.expires, write_time);
                map.entry(6, |writer| write_time(writer, self.issued_at));
                map.optional(7, self.number.as_ref(), |writer, number| writer.bytes(number.as_bytes()));
                map.entry(PRIVATE_CLAIM, |writer| writer.map(private));
            });
        })
    }

    /// The number, in documents that must have one.
    pub(crate) fn required_number(&self) -> Result<NumberId, ParseError> {
        self.number.ok_or(ParseError::Field { field: "cti", at: 0, problem: FieldProblem::Missing })
    }

    /// Refuses the claims that a kind of document does not use.
    pub(crate) fn only(&self, allowed: &[&'static str]) -> Result<(), ParseError> {
        let present = [
            ("sub", self.subject.is_some()),
            ("exp", self.expires.is_some()),
            ("cti", self.number.is_some()),
        ];
        let unused = present.iter().find(|(field, is_there)| *is_there && !allowed.contains(field));
        match unused {
            None => Ok(()),
            Some((field, _)) => Err(ParseError::Field { field, at: 0, problem: FieldProblem::UnknownKey }),
        }
    }
}

pub(crate) fn read_time(reader: &mut Reader<'_>) -> Result<UnixTime, ParseError> {
    reader.uint(0..=UnixTime::MAX.seconds()).map(UnixTime::new)
}

pub(crate) fn write_time(writer: &mut Writer, time: UnixTime) {
    writer.uint(time.seconds());
}

pub(crate) fn read_number(reader: &mut Reader<'_>) -> Result<NumberId, ParseError> {
    let before = reader.clone();
    NumberId::new(reader.byte_array()?).ok_or_else(|| before.problem(FieldProblem::Range))
}
