use alloc::vec::Vec;

use crate::cbor::Writer;
use crate::{Document, KeyId, Limits, ParseError, Rule, scan};

/// One signed document, its frame taken apart and nothing believed yet: `COSE_Sign1` (RFC 9052 §4.2) in the one
/// profile of SPEC §2.3.
///
/// The payload stays opaque until a keyring has verified it.
///
/// ```text
/// document    = [protected: bstr .cbor header, unprotected: {}, payload: bstr, signature: bstr .size 64]
/// header      = {1: -19, 4: bstr .size 8, ? 16: tstr}
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Envelope<'a> {
    bytes: &'a [u8],
    protected: &'a [u8],
    claimed_key: KeyId,
    typ: Option<&'a str>,
    payload: &'a [u8],
    signature: &'a [u8; 64],
}

/// The protected header up to the key id: `{1: -19, 4: h'…'`, the map's head aside.
const ALG_AND_KID: [u8; 4] = [0x01, 0x32, 0x04, 0x48];
/// What a document without `typ` begins with, up to the eight bytes of its key id.
const BEGINNING: [u8; 7] = [0x84, 0x4d, 0xa2, 0x01, 0x32, 0x04, 0x48];
/// Where the key id of such a document ends.
const AFTER_KID: usize = BEGINNING.len() + 8;
/// The head of a signature.
const SIGNATURE_HEAD: [u8; 2] = [0x58, 0x40];
/// Most items of a frame that are looked at. A good one has five; the others let the error name the part that is wrong.
pub(crate) const FRAME_ITEMS: usize = 64;
/// What a protected header may cost; a good one has at most seven items and 64 bytes.
const HEADER_LIMITS: Limits = Limits::new(128, 16);

impl<'a> Envelope<'a> {
    /// Length of an Ed25519 signature.
    pub const SIGNATURE_BYTES: usize = 64;
    /// Most bytes of any document; each kind has its own limit below it ([`Document::max_bytes`]).
    pub const MAX_BYTES: usize = Document::Catalog.max_bytes();

    /// Splits `bytes`, one whole signed document, into header, payload and signature.
    ///
    /// Only the frame is checked (SPEC §2.3).
    ///
    /// # Errors
    ///
    /// - [`ParseError::TooLong`] above [`Envelope::MAX_BYTES`];
    /// - [`ParseError::Malformed`] where the frame breaks SPEC §2.2 or §2.3; holds the byte offset.
    ///
    /// # Examples
    ///
    /// ```
    /// # use format::{Envelope, ParseError, Rule};
    /// assert_eq!(Envelope::parse(b"").unwrap_err(), ParseError::Malformed { at: 0, rule: Rule::Whole });
    /// ```
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ParseError> {
        if bytes.first().is_some_and(|first| *first == 0xd2) {
            return Err(ParseError::Malformed { at: 0, rule: Rule::Tag });
        }
        scan(bytes, Limits::new(Self::MAX_BYTES, FRAME_ITEMS)).map_err(frame_items_are_the_shape)?;
        let mut frame = Frame { bytes, at: 0 };
        frame.expect(&[0x84], Rule::Envelope)?;
        let protected_at = frame.at + 1;
        let protected = frame.byte_string(Rule::Protected)?;
        frame.expect(&[0xa0], Rule::Unprotected)?;
        let payload = frame.byte_string(Rule::Payload)?;
        let signature_at = frame.at;
        let signature = frame.byte_string(Rule::Signature)?;
        let signature = signature
            .try_into()
            .map_err(|_| ParseError::Malformed { at: signature_at, rule: Rule::Signature })?;
        let (claimed_key, typ) = header(protected).map_err(|error| shifted(error, protected_at))?;
        Ok(Self { bytes, protected, claimed_key, typ, payload, signature })
    }

    /// Joins an already signed payload into a document.
    pub fn assemble(protected: &[u8], payload: &[u8], signature: &[u8; 64]) -> Vec<u8> {
        Writer::build(|writer| {
            writer.array(4);
            writer.bytes(protected);
            writer.entries(0);
            writer.bytes(payload);
            writer.bytes(signature);
        })
    }

    /// The protected header for a document of `document`'s kind signed by `key`.
    pub fn protected_header(document: Document, key: KeyId) -> Vec<u8> {
        Writer::build(|writer| {
            writer.map(|map| {
                map.entry(1, |writer| writer.int(-19));
                map.entry(4, |writer| writer.bytes(key.as_bytes()));
                map.optional(16, document.typ(), Writer::text);
            });
        })
    }

    /// The `Sig_structure` of RFC 9052 §4.4 with the kind's domain as `external_aad`: what is signed.
    pub fn to_be_signed(document: Document, protected: &[u8], payload: &[u8]) -> Vec<u8> {
        const HEADS: usize = 32;
        let domain = document.domain().as_bytes();
        let mut writer = Writer::with_capacity(HEADS + protected.len() + domain.len() + payload.len());
        writer.array(4);
        writer.text("Signature1");
        writer.bytes(protected);
        writer.bytes(domain);
        writer.bytes(payload);
        writer.into_bytes()
    }

    /// The whole document as received.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The protected header as received.
    pub fn protected(&self) -> &'a [u8] {
        self.protected
    }

    /// The key that the document claims to be signed by.
    pub fn claimed_key(&self) -> KeyId {
        self.claimed_key
    }

    /// The kind that a file claims to be.
    pub fn typ(&self) -> Option<&'a str> {
        self.typ
    }

    /// The payload, not verified.
    pub fn unverified_payload(&self) -> &'a [u8] {
        self.payload
    }

    /// The signature.
    pub fn signature(&self) -> &'a [u8; 64] {
        self.signature
    }

    /// How long the document that begins with `start` will be, as far as its head tells: the signed text uses it to
    /// say that rows are missing. Nothing is believed by it.
    pub fn announced_length(start: &[u8]) -> Option<usize> {
        let mut frame = Frame { bytes: start, at: 0 };
        frame.expect(&[0x84], Rule::Envelope).ok()?;
        let protected = frame.string_length()?;
        frame.at = frame.at.checked_add(protected)?;
        frame.expect(&[0xa0], Rule::Unprotected).ok()?;
        let payload = frame.string_length()?;
        let total = frame.at.checked_add(payload)?.checked_add(2 + Self::SIGNATURE_BYTES)?;
        (total <= Self::MAX_BYTES).then_some(total)
    }

    /// Whether a document without `typ` can begin with `start`, as far as its frame and the rules of SPEC §2.2 tell:
    /// repair uses it to spare signature checks. Nothing is believed by it.
    pub(crate) fn can_begin(start: &[u8]) -> bool {
        if !is_cut_alike(start, &BEGINNING) {
            return false;
        }
        let Some(rest) = start.get(AFTER_KID..) else { return true };
        if !is_cut_alike(rest, &[0xa0]) {
            return false;
        }
        let mut frame = Frame { bytes: start, at: AFTER_KID + 1 };
        let Some(length) = frame.string_length() else {
            return start.get(AFTER_KID + 1).is_none_or(|first| matches!(first, 0x58..=0x5a));
        };
        let shortest = match frame.at - AFTER_KID {
            2 => 0,
            3 => 24,
            4 => 0x100,
            _ => 0x1_0000,
        };
        if length < shortest {
            return false;
        }
        let rest = &start[frame.at..];
        let Some((payload, rest)) = rest.split_at_checked(length) else {
            // A payload that is cut short can have no other fault than that.
            let cut = scan(rest, Limits::new(rest.len(), rest.len() + 1));
            return matches!(cut, Err(ParseError::Malformed { rule: Rule::Whole, .. }));
        };
        scan(payload, Limits::new(length, length)).is_ok() && is_cut_alike(rest, &SIGNATURE_HEAD)
    }
}

/// Whether one of the two begins with the other.
fn is_cut_alike(left: &[u8], right: &[u8]) -> bool {
    left.iter().zip(right).all(|(left, right)| left == right)
}

/// More items than a frame has are a wrong frame, not a costly document.
fn frame_items_are_the_shape(error: ParseError) -> ParseError {
    match error {
        ParseError::Malformed { at, rule: Rule::Items } => ParseError::Malformed { at, rule: Rule::Envelope },
        other => other,
    }
}

pub(crate) fn shifted(error: ParseError, by: usize) -> ParseError {
    match error {
        ParseError::Malformed { at, rule } => ParseError::Malformed { at: at + by, rule },
        other => other,
    }
}

/// `alg`, `kid` and, in files, `typ`, in this order and nothing else; returns `kid` and `typ`.
fn header(protected: &[u8]) -> Result<(KeyId, Option<&str>), ParseError> {
    let broken = |at, rule| ParseError::Malformed { at, rule };
    scan(protected, HEADER_LIMITS).map_err(|error| match error {
        ParseError::Malformed { rule: Rule::Items, .. } | ParseError::TooLong { .. } => {
            broken(0, Rule::Protected)
        }
        other => other,
    })?;
    let entries = match protected {
        [0xa2, ..] => 2,
        [0xa3, ..] => 3,
        _ => return Err(broken(0, Rule::Protected)),
    };
    match protected.get(1..5) {
        Some(start) if start == ALG_AND_KID => {}
        Some([0x01, algorithm, ..]) if *algorithm != 0x32 => return Err(broken(2, Rule::Algorithm)),
        _ => return Err(broken(1, Rule::Protected)),
    }
    let kid: [u8; 8] =
        protected[5..13].try_into().expect("the scanner has seen the eight bytes that 0x48 announces");
    let typ = match (entries, protected.get(13)) {
        (2, None) => None,
        (3, Some(0x10)) => {
            let mut reader = crate::cbor::Reader::new(&protected[14..], "typ");
            Some(reader.text(64).map_err(|_| broken(14, Rule::Protected))?)
        }
        _ => return Err(broken(13, Rule::Protected)),
    };
    Ok((KeyId::new(kid), typ))
}

struct Frame<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Frame<'a> {
    fn expect(&mut self, head: &[u8], rule: Rule) -> Result<(), ParseError> {
        match self.bytes.get(self.at..self.at + head.len()) {
            Some(found) if found == head => {
                self.at += head.len();
                Ok(())
            }
            _ => Err(ParseError::Malformed { at: self.at, rule }),
        }
    }

    fn byte_string(&mut self, rule: Rule) -> Result<&'a [u8], ParseError> {
        let broken = ParseError::Malformed { at: self.at, rule };
        let length = self.string_length().ok_or_else(|| broken.clone())?;
        let string = self.bytes.get(self.at..self.at + length).ok_or(broken)?;
        self.at += length;
        Ok(string)
    }

    fn string_length(&mut self) -> Option<usize> {
        let first = *self.bytes.get(self.at)?;
        let width = match first {
            0x40..=0x57 => 0,
            0x58 => 1,
            0x59 => 2,
            0x5a => 4,
            _ => return None,
        };
        let rest = self.bytes.get(self.at + 1..self.at + 1 + width)?;
        self.at += 1 + width;
        if width == 0 {
            return Some(usize::from(first - 0x40));
        }
        Some(rest.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use coset::{CborSerializable, CoseSign1, CoseSign1Builder, HeaderBuilder, iana};
    use proptest::prelude::*;

    use super::*;

    const KEY: KeyId = KeyId::new([1, 2, 3, 4, 5, 6, 7, 8]);

    fn document(payload: &[u8]) -> Vec<u8> {
        Envelope::assemble(&Envelope::protected_header(Document::License, KEY), payload, &[9; 64])
    }

    #[test]
    fn an_independent_cose_library_writes_the_same_bytes() {
        let header =
            HeaderBuilder::new().algorithm(iana::Algorithm::Ed25519).key_id(KEY.as_bytes().to_vec()).build();
        let theirs = CoseSign1Builder::new()
            .protected(header)
            .payload(b"payload".to_vec())
            .signature(vec![9; 64])
            .build();
        assert_eq!(document(b"payload"), theirs.clone().to_vec().unwrap());
        let protected = Envelope::protected_header(Document::License, KEY);
        assert_eq!(
            Envelope::to_be_signed(Document::License, &protected, b"payload"),
            theirs.tbs_data(Document::License.domain().as_bytes()),
        );
    }

    #[test]
    fn a_frame_comes_apart_into_what_was_put_together() {
        let bytes = document(b"payload");
        let envelope = Envelope::parse(&bytes).unwrap();
        assert_eq!(envelope.claimed_key(), KEY);
        assert_eq!(envelope.unverified_payload(), b"payload");
        assert_eq!(envelope.signature(), &[9; 64]);
        assert_eq!(envelope.typ(), None);
        for document in Document::ALL {
            let bytes = Envelope::assemble(&Envelope::protected_header(document, KEY), b"x", &[0; 64]);
            assert_eq!(Envelope::parse(&bytes).unwrap().typ(), document.typ());
        }
    }

    fn broken(bytes: &[u8]) -> Rule {
        match Envelope::parse(bytes) {
            Err(ParseError::Malformed { rule, .. }) => rule,
            other => panic!("unexpected {other:?}"),
        }
    }

    #[test]
    fn each_part_of_the_frame_is_held_to_the_profile() {
        let good = document(b"payload");
        let replaced = |at: usize, with: &[u8]| [&good[..at], with, &good[at + with.len()..]].concat();
        assert_eq!(broken(&[&[0xd2], &good[..]].concat()), Rule::Tag);
        assert_eq!(broken(&[0x83, 0x40, 0xa0, 0x40]), Rule::Envelope);
        assert_eq!(broken(&[0x85, 0x40, 0xa0, 0x40, 0x40, 0x00]), Rule::Envelope);
        assert_eq!(broken(&[0x84, 0x40, 0xa0, 0x40, 0x40]), Rule::Signature);
        assert_eq!(broken(&replaced(4, &[0x27])), Rule::Algorithm);
        assert_eq!(broken(&replaced(3, &[0x03])), Rule::Protected);
        assert_eq!(broken(&replaced(15, &[0x80])), Rule::Unprotected);
        assert_eq!(
            broken(&[&good[..15], &[0xa1, 0x04, 0x41, 0x31], &good[16..]].concat()),
            Rule::Unprotected
        );
        assert_eq!(broken(&[&good[..16], &[0xf6], &good[24..]].concat()), Rule::Simple);
        assert_eq!(broken(&[&good[..16], &[0x00], &good[24..]].concat()), Rule::Payload);
        assert_eq!(
            broken(&[&good[..good.len() - 65], &[0x3f], &good[good.len() - 63..]].concat()),
            Rule::Signature
        );
        assert_eq!(broken(&[&good[..], &[0]].concat()), Rule::OneItem);
    }

    #[test]
    fn a_protected_header_with_anything_more_is_refused_as_such() {
        let with_header = |header: &[u8]| Envelope::assemble(header, b"payload", &[9; 64]);
        let good = Envelope::protected_header(Document::Root, KEY);
        assert!(Envelope::parse(&with_header(&good)).is_ok());
        let more: Vec<u8> = (5..=17).flat_map(|key| [key, 0x00]).collect();
        let many = [&[0xaf], &good[1..13], &more].concat();
        let long = [&good[..14], &[0x78, 0x7f], &[b'x'; 0x7f]].concat();
        let critical = [&[0xa3, 0x01, 0x32, 0x02, 0x81, 0x01], &good[3..13]].concat();
        for header in [&many[..], &long, &critical, &[0xa1, 0x01, 0x32], &[0x40]] {
            assert_eq!(broken(&with_header(header)), Rule::Protected, "{header:02x?}");
        }
    }

    #[test]
    fn what_an_independent_library_lets_through_is_refused() {
        // coset accepts the outer array in the two-byte form; then one license would have two spellings.
        let good = document(b"payload");
        let long_head = [&[0x98, 0x04], &good[1..]].concat();
        assert!(CoseSign1::from_slice(&long_head).is_ok());
        assert_eq!(broken(&long_head), Rule::ShortestHead);
        let indefinite = [&[0x9f], &good[1..], &[0xff]].concat();
        assert!(CoseSign1::from_slice(&indefinite).is_ok());
        assert_eq!(broken(&indefinite), Rule::Indefinite);
    }

    #[test]
    fn the_announced_length_is_the_length() {
        for payload in [&b"x"[..], &[7; 30], &[7; 300]] {
            let bytes = document(payload);
            assert_eq!(Envelope::announced_length(&bytes[..20]), Some(bytes.len()));
        }
        assert_eq!(Envelope::announced_length(b"no document at all"), None);
    }

    #[test]
    fn what_a_document_can_begin_with_is_told_from_what_it_cannot() {
        // {1: [2, "насос"], 2: h'01'} and so on: long enough for a head of two bytes.
        let payload =
            [&[0xa2, 0x01, 0x82, 0x02, 0x6a], "насос".as_bytes(), &[0x02, 0x58, 0x20], &[7; 32]].concat();
        let bytes = document(&payload);
        for end in 0..=bytes.len() {
            assert!(Envelope::can_begin(&bytes[..end]), "{end}");
        }
        let fixed = [0..7, 15..18, 18..29, bytes.len() - 66..bytes.len() - 64];
        for at in fixed.into_iter().flatten() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x80;
            assert!(!Envelope::can_begin(&wrong), "{at}");
        }
    }

    proptest! {
        #[test]
        fn whatever_parses_assembles_to_the_same_bytes(payload in prop::collection::vec(any::<u8>(), 0..400), flip in any::<prop::sample::Index>(), bit in 0..8_u32) {
            let mut bytes = document(&payload);
            let at = flip.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
            if let Ok(envelope) = Envelope::parse(&bytes) {
                let again = Envelope::assemble(envelope.protected(), envelope.unverified_payload(), envelope.signature());
                prop_assert_eq!(again, bytes);
            }
        }
    }
}
