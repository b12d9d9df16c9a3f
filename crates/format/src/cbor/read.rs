use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::write::rank;
use crate::{FieldProblem, ParseError};

/// A cursor over bytes that [`crate::scan`] has accepted.
///
/// It reads types and ranges; that the encoding is deterministic was checked before. It still never panics on other
/// bytes: every read is bounded.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The field that is being read, for the error.
    field: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], field: &'static str) -> Self {
        Self { bytes, at: 0, field }
    }

    pub(crate) fn problem(&self, problem: FieldProblem) -> ParseError {
        ParseError::Field { field: self.field, at: self.at, problem }
    }

    fn peek(&self) -> Result<u8, ParseError> {
        self.bytes.get(self.at).copied().ok_or_else(|| self.problem(FieldProblem::Type))
    }

    /// The argument of a head whose major type is `major`.
    fn head(&mut self, major: u8) -> Result<u64, ParseError> {
        let first = self.peek()?;
        if first >> 5 != major {
            return Err(self.problem(FieldProblem::Type));
        }
        let info = first & 31;
        let width = match info {
            0..=23 => 0,
            24..=27 => 1_usize << (info - 24),
            _ => return Err(self.problem(FieldProblem::Type)),
        };
        let rest = self.bytes.get(self.at + 1..self.at + 1 + width);
        let rest = rest.ok_or_else(|| self.problem(FieldProblem::Type))?;
        self.at += 1 + width;
        if width == 0 {
            Ok(u64::from(info))
        } else {
            Ok(rest.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
        }
    }

    pub(crate) fn uint(&mut self, range: RangeInclusive<u64>) -> Result<u64, ParseError> {
        let before = self.at;
        let value = self.head(0)?;
        if range.contains(&value) {
            return Ok(value);
        }
        self.at = before;
        Err(self.problem(FieldProblem::Range))
    }

    pub(crate) fn uint32(&mut self, range: RangeInclusive<u32>) -> Result<u32, ParseError> {
        let value = self.uint(u64::from(*range.start())..=u64::from(*range.end()))?;
        Ok(u32::try_from(value).expect("the range above ends at u32::MAX"))
    }

    /// A signed integer; magnitudes beyond `i64` are out of range.
    pub(crate) fn int(&mut self) -> Result<i64, ParseError> {
        let negative = self.peek()? >> 5 == 1;
        let argument = self.head(u8::from(negative))?;
        let value = i64::try_from(argument).map_err(|_| self.problem(FieldProblem::Range))?;
        Ok(if negative { -1 - value } else { value })
    }

    fn chunk(&mut self, major: u8, max_bytes: usize) -> Result<&'a [u8], ParseError> {
        let before = self.at;
        let length = self.head(major)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= max_bytes);
        let Some(length) = length else {
            self.at = before;
            return Err(self.problem(FieldProblem::Length));
        };
        let chunk =
            self.bytes.get(self.at..self.at + length).ok_or_else(|| self.problem(FieldProblem::Type))?;
        self.at += length;
        Ok(chunk)
    }

    pub(crate) fn bytes(&mut self, max_bytes: usize) -> Result<&'a [u8], ParseError> {
        self.chunk(2, max_bytes)
    }

    pub(crate) fn byte_array<const N: usize>(&mut self) -> Result<[u8; N], ParseError> {
        let before = self.clone();
        let bytes = self.bytes(N)?;
        bytes.try_into().map_err(|_| before.problem(FieldProblem::Length))
    }

    /// Text of 1 to `max_bytes` bytes.
    pub(crate) fn text(&mut self, max_bytes: usize) -> Result<&'a str, ParseError> {
        let before = self.clone();
        let text = core::str::from_utf8(self.chunk(3, max_bytes)?)
            .map_err(|_| before.problem(FieldProblem::Type))?;
        if text.is_empty() { Err(before.problem(FieldProblem::Length)) } else { Ok(text) }
    }

    /// The empty string, which [`Reader::text`] refuses.
    pub(crate) fn empty_text(&mut self) -> Result<(), ParseError> {
        self.chunk(3, 0).map(drop)
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, ParseError> {
        let value = match self.peek()? {
            0xf4 => false,
            0xf5 => true,
            _ => return Err(self.problem(FieldProblem::Type)),
        };
        self.at += 1;
        Ok(value)
    }

    /// A field that is `true` or absent, never `false`: one value, one encoding.
    pub(crate) fn only_true(&mut self) -> Result<bool, ParseError> {
        let before = self.clone();
        if self.boolean()? { Ok(true) } else { Err(before.problem(FieldProblem::Range)) }
    }

    pub(crate) fn is_boolean(&self) -> bool {
        matches!(self.peek(), Ok(0xf4 | 0xf5))
    }

    /// The length of an array, held against `range`.
    pub(crate) fn array(&mut self, range: RangeInclusive<usize>) -> Result<usize, ParseError> {
        self.count(4, range)
    }

    fn count(&mut self, major: u8, range: RangeInclusive<usize>) -> Result<usize, ParseError> {
        let before = self.at;
        let length = self.head(major)?;
        match usize::try_from(length).ok().filter(|length| range.contains(length)) {
            Some(length) => Ok(length),
            None => {
                self.at = before;
                Err(self.problem(FieldProblem::Count))
            }
        }
    }

    /// An array whose items are all read by `item`.
    pub(crate) fn list<T>(
        &mut self,
        range: RangeInclusive<usize>,
        mut item: impl FnMut(&mut Self) -> Result<T, ParseError>,
    ) -> Result<Vec<T>, ParseError> {
        let length = self.array(range)?;
        // Reserving the promised length is safe: the scanner has seen that each item is there.
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// A list whose items strictly ascend, so that one set has one encoding.
    pub(crate) fn set<T: Ord>(
        &mut self,
        range: RangeInclusive<usize>,
        item: impl FnMut(&mut Self) -> Result<T, ParseError>,
    ) -> Result<Vec<T>, ParseError> {
        let before = self.clone();
        let list = self.list(range, item)?;
        if list.windows(2).all(|pair| pair[0] < pair[1]) {
            Ok(list)
        } else {
            Err(before.problem(FieldProblem::Order))
        }
    }

    /// The number of entries of a map that is read key by key.
    pub(crate) fn entries(&mut self, range: RangeInclusive<usize>) -> Result<usize, ParseError> {
        self.count(5, range)
    }

    /// A map with integer keys of ours.
    pub(crate) fn map(&mut self, field: &'static str) -> Result<MapReader<'_, 'a>, ParseError> {
        self.map_of(field, 0)
    }

    /// A map whose fields are all optional: without any it is left out, so that "none" has one encoding.
    pub(crate) fn filled_map(&mut self, field: &'static str) -> Result<MapReader<'_, 'a>, ParseError> {
        self.map_of(field, 1)
    }

    fn map_of(&mut self, field: &'static str, fewest: usize) -> Result<MapReader<'_, 'a>, ParseError> {
        self.field = field;
        let remaining = self.count(5, fewest..=usize::MAX)?;
        MapReader { reader: self, remaining, next_key: None, field }.advanced()
    }

    /// Skips one item and returns its bytes.
    pub(crate) fn raw(&mut self) -> Result<&'a [u8], ParseError> {
        let start = self.at;
        let mut open = 1_u64;
        while open > 0 {
            open -= 1;
            match self.peek()? >> 5 {
                2 | 3 => {
                    let major = self.peek()? >> 5;
                    self.chunk(major, usize::MAX)?;
                }
                4 => open = open.saturating_add(self.head(4)?),
                5 => open = open.saturating_add(self.head(5)?.saturating_mul(2)),
                7 => self.boolean().map(drop)?,
                major => self.head(major).map(drop)?,
            }
        }
        Ok(&self.bytes[start..self.at])
    }

    /// The bytes that were read since this reader stood where `before` stands.
    pub(crate) fn read_since(&self, before: &Self) -> &'a [u8] {
        &self.bytes[before.at..self.at]
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }
}

/// Reads a map's fields in the order of their keys and refuses what it does not know.
pub(crate) struct MapReader<'r, 'a> {
    reader: &'r mut Reader<'a>,
    remaining: usize,
    next_key: Option<i64>,
    field: &'static str,
}

impl<'a> MapReader<'_, 'a> {
    fn advanced(mut self) -> Result<Self, ParseError> {
        self.advance()?;
        Ok(self)
    }

    fn advance(&mut self) -> Result<(), ParseError> {
        self.reader.field = self.field;
        self.next_key = if self.remaining == 0 {
            None
        } else {
            self.remaining -= 1;
            Some(self.reader.int()?)
        };
        Ok(())
    }

    /// The value under `key` if the map has it. Keys must be asked for in the order of their encodings.
    pub(crate) fn optional<T>(
        &mut self,
        key: i64,
        field: &'static str,
        value: impl FnOnce(&mut Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<Option<T>, ParseError> {
        if self.next_key != Some(key) {
            return Ok(None);
        }
        self.reader.field = field;
        let value = value(self.reader)?;
        self.advance()?;
        Ok(Some(value))
    }

    /// The value under `key`, which must be there.
    pub(crate) fn required<T>(
        &mut self,
        key: i64,
        field: &'static str,
        value: impl FnOnce(&mut Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<T, ParseError> {
        // A smaller key than the one asked for is one that nobody asks for.
        if self.next_key.is_some_and(|next| rank(next) < rank(key)) {
            return Err(self.reader.problem(FieldProblem::UnknownKey));
        }
        let missing = ParseError::Field { field, at: self.reader.at, problem: FieldProblem::Missing };
        self.optional(key, field, value)?.ok_or(missing)
    }

    /// A reader that stands before the value under `key`, which must be there; what comes before it is passed over.
    pub(crate) fn seek(&mut self, key: i64, field: &'static str) -> Result<Reader<'a>, ParseError> {
        while self.next_key.is_some_and(|next| rank(next) < rank(key)) {
            self.reader.raw()?;
            self.advance()?;
        }
        if self.next_key != Some(key) {
            return Err(ParseError::Field { field, at: self.reader.at, problem: FieldProblem::Missing });
        }
        let value = Reader { field, ..self.reader.clone() };
        self.reader.raw()?;
        self.advance()?;
        Ok(value)
    }

    /// Entries with keys in `range`, kept as they are.
    pub(crate) fn extensions(
        &mut self,
        range: RangeInclusive<i64>,
    ) -> Result<Vec<(i64, Vec<u8>)>, ParseError> {
        let mut kept = Vec::new();
        while let Some(key) = self.next_key.filter(|key| range.contains(key)) {
            kept.push((key, self.reader.raw()?.to_vec()));
            self.advance()?;
        }
        Ok(kept)
    }

    /// Ends the map: a key that nobody asked for is refused.
    pub(crate) fn finish(self) -> Result<(), ParseError> {
        match self.next_key {
            None => Ok(()),
            Some(_) => Err(self.reader.problem(FieldProblem::UnknownKey)),
        }
    }
}
