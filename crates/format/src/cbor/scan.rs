use unicode_normalization::is_nfc;

use crate::{ParseError, Rule};

/// Deepest nesting that any document may use; the scanner keeps one frame for each level.
const MAX_DEPTH: usize = 12;

/// What one document may cost to read (SPEC §2.4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// Most bytes.
    pub max_bytes: usize,
    /// Most data items, map keys and nested items included.
    pub max_items: usize,
}

impl Limits {
    /// Limits of `max_bytes` bytes and `max_items` data items.
    pub const fn new(max_bytes: usize, max_items: usize) -> Self {
        Self { max_bytes, max_items }
    }
}

/// Checks that `bytes` are exactly one item of deterministic CBOR in our profile (SPEC §2.2).
///
/// One pass, no heap, no recursion. It runs before any typed decoding, because no CBOR library on offer refuses
/// all that SPEC §2.2 refuses.
///
/// # Errors
///
/// - [`ParseError::TooLong`] above `limits.max_bytes`;
/// - [`ParseError::Malformed`] with the byte offset and the broken [`Rule`].
///
/// # Examples
///
/// ```
/// # use format::{Limits, ParseError, Rule, scan};
/// let limits = Limits::new(64, 8);
/// assert!(scan(&[0xa1, 0x01, 0x18, 0x18], limits).is_ok());
/// let long_head = scan(&[0xa1, 0x01, 0x18, 0x17], limits);
/// assert_eq!(long_head, Err(ParseError::Malformed { at: 2, rule: Rule::ShortestHead }));
/// ```
pub fn scan(bytes: &[u8], limits: Limits) -> Result<(), ParseError> {
    if bytes.len() > limits.max_bytes {
        return Err(ParseError::TooLong { bytes: bytes.len(), max: limits.max_bytes });
    }
    let mut scanner = Scanner { bytes, at: 0, items: 0, max_items: limits.max_items };
    scanner.run()?;
    if scanner.at == bytes.len() {
        Ok(())
    } else {
        Err(ParseError::Malformed { at: scanner.at, rule: Rule::OneItem })
    }
}

/// An array or a map that is still open.
#[derive(Clone, Copy, Default)]
struct Frame {
    /// Items still to come; a map counts keys and values.
    remaining: u64,
    is_map: bool,
    /// Where the previous key of a map lies; empty before the first.
    previous_key: (usize, usize),
    /// Where the key that is being read began.
    key_start: usize,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    items: usize,
    max_items: usize,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), ParseError> {
        let mut stack = [Frame::default(); MAX_DEPTH];
        let mut depth = 0;
        loop {
            if depth > 0 {
                self.note_key_start(&mut stack[depth - 1]);
            }
            if let Some(frame) = self.item()? {
                if depth == MAX_DEPTH {
                    return Err(self.broken(Rule::Depth));
                }
                stack[depth] = frame;
                depth += 1;
            } else if depth == 0 {
                return Ok(());
            } else {
                self.item_ended(&mut stack[depth - 1])?;
            }
            // Close every container whose last item has just ended; each is an item of the one around it.
            while stack[depth - 1].remaining == 0 {
                depth -= 1;
                if depth == 0 {
                    return Ok(());
                }
                self.item_ended(&mut stack[depth - 1])?;
            }
        }
    }

    fn note_key_start(&self, frame: &mut Frame) {
        if frame.is_map && frame.remaining.is_multiple_of(2) {
            frame.key_start = self.at;
        }
    }

    fn item_ended(&self, frame: &mut Frame) -> Result<(), ParseError> {
        if frame.is_map && frame.remaining.is_multiple_of(2) {
            let key = (frame.key_start, self.at);
            let previous = &self.bytes[frame.previous_key.0..frame.previous_key.1];
            let rule = match previous.cmp(&self.bytes[key.0..key.1]) {
                core::cmp::Ordering::Less => None,
                core::cmp::Ordering::Equal => Some(Rule::DuplicateKey),
                core::cmp::Ordering::Greater => Some(Rule::KeyOrder),
            };
            if let Some(rule) = rule {
                return Err(ParseError::Malformed { at: key.0, rule });
            }
            frame.previous_key = key;
        }
        frame.remaining -= 1;
        Ok(())
    }

    /// Reads one head and what belongs to it; `Some` where it opened a container.
    fn item(&mut self) -> Result<Option<Frame>, ParseError> {
        self.items += 1;
        if self.items > self.max_items {
            return Err(self.broken(Rule::Items));
        }
        let start = self.at;
        let first = *self.bytes.get(start).ok_or(ParseError::Malformed { at: start, rule: Rule::Whole })?;
        let (major, info) = (first >> 5, first & 31);
        match major {
            6 => return Err(self.broken(Rule::Tag)),
            7 => return self.simple(info),
            _ => {}
        }
        let value = self.argument(start, info)?;
        match major {
            0 | 1 => Ok(None),
            2 => self.string(start, value, false),
            3 => self.string(start, value, true),
            4 => self.open(start, value, false),
            _ => self.open(start, value, true),
        }
    }

    /// Only `false` and `true` are allowed among the simple values (SPEC §2.2).
    fn simple(&mut self, info: u8) -> Result<Option<Frame>, ParseError> {
        match info {
            20 | 21 => {
                self.at += 1;
                Ok(None)
            }
            25..=27 => Err(self.broken(Rule::Float)),
            31 => Err(self.broken(Rule::Indefinite)),
            _ => Err(self.broken(Rule::Simple)),
        }
    }

    fn argument(&mut self, start: usize, info: u8) -> Result<u64, ParseError> {
        let broken = |rule| ParseError::Malformed { at: start, rule };
        let (width, smallest) = match info {
            0..=23 => {
                self.at = start + 1;
                return Ok(u64::from(info));
            }
            24 => (1, 24),
            25 => (2, 0x100),
            26 => (4, 0x1_0000),
            27 => (8, 0x1_0000_0000),
            31 => return Err(broken(Rule::Indefinite)),
            _ => return Err(broken(Rule::Reserved)),
        };
        let bytes = self.bytes.get(start + 1..start + 1 + width).ok_or(broken(Rule::Whole))?;
        let value = bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        if value < smallest {
            return Err(broken(Rule::ShortestHead));
        }
        self.at = start + 1 + width;
        Ok(value)
    }

    fn string(&mut self, start: usize, length: u64, is_text: bool) -> Result<Option<Frame>, ParseError> {
        let broken = |rule| ParseError::Malformed { at: start, rule };
        let end = usize::try_from(length).ok().and_then(|length| self.at.checked_add(length));
        let end = end.filter(|end| *end <= self.bytes.len()).ok_or(broken(Rule::Whole))?;
        if is_text {
            let text = core::str::from_utf8(&self.bytes[self.at..end]).map_err(|_| broken(Rule::Utf8))?;
            if !text.is_ascii() && !is_nfc(text) {
                return Err(broken(Rule::Nfc));
            }
            if text.chars().any(is_unprintable) {
                return Err(broken(Rule::Control));
            }
        }
        self.at = end;
        Ok(None)
    }

    fn open(&self, start: usize, length: u64, is_map: bool) -> Result<Option<Frame>, ParseError> {
        // Each item takes at least one byte: a head that promises more than is left is truncated, whatever follows.
        let left = u64::try_from(self.bytes.len() - self.at).unwrap_or(u64::MAX);
        let remaining = if is_map { length.checked_mul(2) } else { Some(length) };
        let remaining = remaining.filter(|remaining| *remaining <= left);
        let remaining = remaining.ok_or(ParseError::Malformed { at: start, rule: Rule::Whole })?;
        Ok(Some(Frame { remaining, is_map, ..Frame::default() }))
    }

    fn broken(&self, rule: Rule) -> ParseError {
        ParseError::Malformed { at: self.at, rule }
    }
}

/// Control characters and bidirectional overrides: they can hide or forge what a person sees.
pub(crate) fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits::new(4096, 256);

    fn rule(bytes: &[u8]) -> Option<Rule> {
        match scan(bytes, LIMITS) {
            Ok(()) => None,
            Err(ParseError::Malformed { rule, .. }) => Some(rule),
            Err(other) => panic!("unexpected {other}"),
        }
    }

    #[test]
    fn each_rule_has_a_document_that_breaks_it() {
        for (bytes, broken) in [
            (&b""[..], Rule::Whole),
            (&[0x82, 0x01], Rule::Whole),
            (&[0x41], Rule::Whole),
            (&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Rule::Whole),
            (&[0x01, 0x01], Rule::OneItem),
            (&[0x18, 0x17], Rule::ShortestHead),
            (&[0x19, 0x00, 0xff], Rule::ShortestHead),
            (&[0x58, 0x01, 0x00], Rule::ShortestHead),
            (&[0x9f, 0xff], Rule::Indefinite),
            (&[0xff], Rule::Indefinite),
            (&[0x1c], Rule::Reserved),
            (&[0xa2, 0x02, 0x00, 0x01, 0x00], Rule::KeyOrder),
            (&[0xa2, 0x01, 0x00, 0x01, 0x00], Rule::DuplicateKey),
            (&[0xf9, 0x3c, 0x00], Rule::Float),
            (&[0xc0, 0x00], Rule::Tag),
            (&[0xf6], Rule::Simple),
            (&[0xf7], Rule::Simple),
            (&[0xf8, 0x18], Rule::Simple),
            (&[0x61, 0xff], Rule::Utf8),
            (&[0x63, 0x65, 0xcc, 0x81], Rule::Nfc),
            (&[0x61, 0x1b], Rule::Control),
            (&[0x63, 0xe2, 0x80, 0xae], Rule::Control),
        ] {
            assert_eq!(rule(bytes), Some(broken), "{bytes:02x?}");
        }
    }

    #[test]
    fn nesting_is_held_at_its_limit_from_both_sides() {
        let nested = |depth: usize| [vec![0x81; depth], vec![0x00]].concat();
        assert_eq!(rule(&nested(MAX_DEPTH)), None);
        assert_eq!(rule(&nested(MAX_DEPTH + 1)), Some(Rule::Depth));
        assert_eq!(rule(&vec![0x81; 4000]), Some(Rule::Depth));
    }

    #[test]
    fn the_number_of_items_is_held_at_its_limit_from_both_sides() {
        let array = |items: u8| [vec![0x98, items], vec![0x00; usize::from(items)]].concat();
        assert_eq!(rule(&array(255)), None);
        assert!(scan(&array(255), Limits::new(4096, 255)).is_err());
        assert_eq!(scan(&[0; 9], Limits::new(8, 8)), Err(ParseError::TooLong { bytes: 9, max: 8 }));
    }

    #[test]
    fn keys_are_ordered_by_their_bytes_and_not_by_their_length_first() {
        // RFC 8949 §4.2.1: 10, 100, -1 and "z" in this order; RFC 7049 would have put -1 before 100.
        assert_eq!(rule(&[0xa4, 0x0a, 0x00, 0x18, 0x64, 0x00, 0x20, 0x00, 0x61, 0x7a, 0x00]), None);
        assert_eq!(rule(&[0xa2, 0x20, 0x00, 0x18, 0x64, 0x00]), Some(Rule::KeyOrder));
    }

    #[test]
    fn empty_containers_close_at_once() {
        assert_eq!(rule(&[0x82, 0x80, 0xa0]), None);
        assert_eq!(rule(&[0xa1, 0x80, 0xa0]), None);
    }

    /// The oracle: what survives reading by ciborium, sorting and writing again, to the byte.
    fn survives_ciborium(bytes: &[u8]) -> bool {
        fn sort(value: &mut ciborium::Value) {
            match value {
                ciborium::Value::Array(items) => items.iter_mut().for_each(sort),
                ciborium::Value::Map(entries) => {
                    entries.iter_mut().for_each(|(key, value)| {
                        sort(key);
                        sort(value);
                    });
                    entries.sort_by_key(|(key, _)| encode(key));
                    entries.dedup_by_key(|(key, _)| encode(key));
                }
                _ => {}
            }
        }
        fn encode(value: &ciborium::Value) -> Vec<u8> {
            let mut out = Vec::new();
            ciborium::into_writer(value, &mut out).expect("a Vec takes every byte");
            out
        }
        let Ok(mut value) = ciborium::from_reader::<ciborium::Value, _>(bytes) else { return false };
        sort(&mut value);
        encode(&value) == bytes
    }

    proptest! {
        #[test]
        fn whatever_the_scanner_accepts_is_what_ciborium_writes(bytes in prop::collection::vec(any::<u8>(), 0..48)) {
            if scan(&bytes, LIMITS).is_ok() {
                prop_assert!(survives_ciborium(&bytes));
            }
        }

        #[test]
        fn whatever_ciborium_writes_of_plain_data_is_accepted(numbers in prop::collection::btree_map(0_u64.., "[a-zА-Яа-я]{0,8}", 0..6)) {
            let value = ciborium::Value::Map(numbers.into_iter().map(|(key, text)| (key.into(), text.into())).collect());
            let mut bytes = Vec::new();
            ciborium::into_writer(&value, &mut bytes).unwrap();
            prop_assert!(scan(&bytes, LIMITS).is_ok());
        }
    }
}
