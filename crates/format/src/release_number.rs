use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;

use thiserror::Error;

use crate::cbor::{Reader, Writer};
use crate::{Explain, Fact, FieldProblem, ParseError};

/// Most parts of a release number.
const MAX_PARTS: usize = 8;

/// The release of a configuration, a library or a platform: one to eight numeric parts (SPEC §6.2).
///
/// Compared as numbers, missing parts are zero; `11.5` and `11.5.0.0` are equal, but print as given.
///
/// ```
/// # use format::ReleaseNumber;
/// let number = |text: &str| text.parse::<ReleaseNumber>().unwrap();
/// assert!(number("3.7.9") < number("3.7.10"));
/// assert_eq!(number("11.5"), number("11.5.0.0"));
/// assert_eq!(number("08.03.010").to_string(), "8.3.10");
/// assert!("11.5b".parse::<ReleaseNumber>().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct ReleaseNumber(Vec<u32>);

impl ReleaseNumber {
    /// One to eight parts.
    pub fn new(parts: &[u32]) -> Option<Self> {
        (1..=MAX_PARTS).contains(&parts.len()).then(|| Self(parts.to_vec()))
    }

    /// The parts as given.
    pub fn parts(&self) -> &[u32] {
        &self.0
    }

    fn significant(&self) -> &[u32] {
        let zeros = self.0.iter().rev().take_while(|part| **part == 0).count();
        &self.0[..self.0.len() - zeros]
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.list(1..=MAX_PARTS, |reader| reader.uint32(0..=u32::MAX)).map(Self)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.list(&self.0, |writer, part| writer.uint(*part));
    }
}

impl PartialEq for ReleaseNumber {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for ReleaseNumber {}

impl PartialOrd for ReleaseNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ReleaseNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.significant().cmp(other.significant())
    }
}

impl core::hash::Hash for ReleaseNumber {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.significant().hash(state);
    }
}

impl fmt::Display for ReleaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "." };
            write!(f, "{separator}{part}")?;
        }
        Ok(())
    }
}

impl core::str::FromStr for ReleaseNumber {
    type Err = ReleaseNumberError;

    fn from_str(text: &str) -> Result<Self, ReleaseNumberError> {
        let wrong = || ReleaseNumberError { text: text.chars().take(64).collect() };
        let part = |part: &str| -> Result<u32, ReleaseNumberError> {
            // `u32::from_str` takes a plus sign, a release number does not.
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse().map_err(|_| wrong())
            } else {
                Err(wrong())
            }
        };
        let parts = text.trim().split('.').map(part).collect::<Result<Vec<u32>, _>>()?;
        Self::new(&parts).ok_or_else(wrong)
    }
}

/// A text that is no release number.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{text:?} is not a release number: one to eight numbers with dots between them, like 11.5.8.300")]
pub struct ReleaseNumberError {
    text: String,
}

impl Explain for ReleaseNumberError {
    fn code(&self) -> &'static str {
        "format.release-number"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("text", Fact::text(&self.text))]
    }
}

/// A range of release numbers with both ends included.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReleaseRange {
    first: ReleaseNumber,
    last: ReleaseNumber,
}

impl ReleaseRange {
    /// From `first` to `last`; `None` where `first` is greater.
    pub fn new(first: ReleaseNumber, last: ReleaseNumber) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first release of the range.
    pub fn first(&self) -> &ReleaseNumber {
        &self.first
    }

    /// The last release of the range. Missing parts are zero here too: `11.5.20` as a last release does not
    /// include `11.5.20.157`.
    pub fn last(&self) -> &ReleaseNumber {
        &self.last
    }

    /// Whether `release` lies in the range.
    pub fn contains(&self, release: &ReleaseNumber) -> bool {
        self.first <= *release && *release <= self.last
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        reader.array(2..=2)?;
        let (first, last) = (ReleaseNumber::read(reader)?, ReleaseNumber::read(reader)?);
        Self::new(first, last).ok_or_else(|| before.problem(FieldProblem::Contradiction))
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.array(2);
        self.first.write(writer);
        self.last.write(writer);
    }
}

impl fmt::Display for ReleaseRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} .. {}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> ReleaseNumber {
        text.parse().unwrap()
    }

    #[test]
    fn parts_are_numbers_with_dots_and_nothing_else() {
        for wrong in ["", ".", "1.", "1..2", "1.2.3.4.5.6.7.8.9", "4294967296", "+1", "1,2", "11.5.x", "١"] {
            assert!(wrong.parse::<ReleaseNumber>().is_err(), "{wrong}");
        }
        assert_eq!(number("1.2.3.4.5.6.7.4294967295").parts().len(), 8);
    }

    #[test]
    fn both_ends_of_a_range_are_included_and_missing_parts_are_zero() {
        let range = ReleaseRange::new(number("11.5.8"), number("11.5.20")).unwrap();
        for inside in ["11.5.8", "11.5.8.300", "11.5.20", "11.5.20.0"] {
            assert!(range.contains(&number(inside)), "{inside}");
        }
        for outside in ["11.5.7.999", "11.5.20.1", "11.5.21", "11.6"] {
            assert!(!range.contains(&number(outside)), "{outside}");
        }
        assert!(ReleaseRange::new(number("2"), number("1")).is_none());
    }

    proptest! {
        #[test]
        fn order_is_the_order_of_padded_parts(left in prop::collection::vec(0..4_u32, 1..8), right in prop::collection::vec(0..4_u32, 1..8)) {
            let padded = |parts: &[u32]| { let mut all = parts.to_vec(); all.resize(8, 0); all };
            let (a, b) = (ReleaseNumber::new(&left).unwrap(), ReleaseNumber::new(&right).unwrap());
            prop_assert_eq!(a.cmp(&b), padded(&left).cmp(&padded(&right)));
        }
    }
}
