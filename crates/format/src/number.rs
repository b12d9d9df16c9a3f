use alloc::vec::Vec;
use core::fmt;
use core::ops::RangeInclusive;

use thiserror::Error;

use crate::check::{check_value, symbol, symbol_value};
use crate::text::fold;
use crate::{Document, Explain, Fact};

/// A vendor's four capital letters, the beginning of each of its numbers.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Prefix([u8; 4]);

impl Prefix {
    /// Four letters `A` to `Z`.
    pub fn new(letters: &str) -> Option<Self> {
        Self::of(letters.as_bytes().try_into().ok()?)
    }

    fn of(letters: [u8; 4]) -> Option<Self> {
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("four ASCII letters: checked by Prefix::new")
    }

    /// The letters as people may have typed them: `DEM0` is `DEMO`.
    fn read(typed: &[char]) -> Option<Self> {
        let mut letters = [0; 4];
        if typed.len() != letters.len() {
            return None;
        }
        for (letter, typed) in letters.iter_mut().zip(typed) {
            *letter = match typed {
                '0' => b'O',
                '1' => b'I',
                other => u8::try_from(*other).ok()?,
            };
        }
        Self::of(letters)
    }

    /// Letters that look alike count as one, as everywhere in the text form.
    fn values(self) -> impl Iterator<Item = u8> {
        self.0.into_iter().map(|letter| symbol_value(char::from(letter)).unwrap_or(27))
    }

    /// Whether both are the same to somebody who takes `O` for `0` and `I` or `L` for `1`.
    pub fn reads_as(self, other: Self) -> bool {
        self.values().eq(other.values())
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prefix({self})")
    }
}

/// The 95 random bits of a number, as the twelve bytes that stand in a payload (`cti`); the first bit is zero.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct NumberId([u8; 12]);

impl NumberId {
    /// The bytes of a `cti` claim; `None` where the first bit is set.
    pub fn new(bytes: [u8; 12]) -> Option<Self> {
        (bytes[0] < 0x80).then_some(Self(bytes))
    }

    /// A new number from random bytes.
    pub fn from_random(mut bytes: [u8; 12]) -> Self {
        bytes[0] &= 0x7f;
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 12] {
        &self.0
    }

    /// The numbers that begin with these symbols, as people type them: with dashes or not, `O` for `0`. A whole number
    /// ends with its check character, which is not looked at. `None` for what no number begins with.
    ///
    /// ```
    /// # use format::{Number, NumberId};
    /// let number: Number = "DEMO-MDQYY-YTFFD-866QE-1EFNY".parse().unwrap();
    /// assert!(NumberId::beginning_with("mdqyy-ytf").unwrap().contains(&number.id));
    /// assert!(!NumberId::beginning_with("MDQYZ").unwrap().contains(&number.id));
    /// ```
    pub fn beginning_with(symbols: &str) -> Option<RangeInclusive<Self>> {
        let folded: Vec<char> = symbols.chars().take(256).filter_map(fold).collect();
        let values: Vec<u8> = folded.iter().map(|symbol| symbol_value(*symbol)).collect::<Option<_>>()?;
        if values.is_empty() || values.len() > Number::SYMBOLS {
            return None;
        }
        let filled = |rest: u8| {
            let mut all = [rest; 19];
            all.iter_mut().zip(&values).for_each(|(value, typed)| *value = *typed);
            Self::from_values(&all)
        };
        Some(filled(0)..=filled(31))
    }

    /// Nineteen symbols of five bits, the first bits first.
    fn values(self) -> [u8; 19] {
        let mut bits = self.0.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut values = [0; 19];
        for value in values.iter_mut().rev() {
            *value = bits.to_le_bytes()[0] & 31;
            bits >>= 5;
        }
        values
    }

    fn from_values(values: &[u8]) -> Self {
        let bits = values.iter().fold(0_u128, |bits, value| bits << 5 | u128::from(*value));
        let mut bytes = [0; 12];
        bytes.copy_from_slice(&bits.to_be_bytes()[4..]);
        Self(bytes)
    }
}

impl fmt::Debug for NumberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NumberId(")?;
        self.values().iter().try_for_each(|value| write!(f, "{}", symbol(*value)))?;
        f.write_str(")")
    }
}

/// What a number names.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum NumberKind {
    /// A license key: `DEMO-…`.
    License,
    /// A coupon: `DEMOUPD-…`.
    Coupon,
}

impl NumberKind {
    /// The letters between prefix and dash.
    pub fn infix(self) -> &'static str {
        match self {
            Self::License => "",
            Self::Coupon => "UPD",
        }
    }

    /// The kind of document that carries the number.
    pub fn document(self) -> Document {
        match self {
            Self::License => Document::License,
            Self::Coupon => Document::Coupon,
        }
    }

    fn salt(self) -> [u8; 2] {
        match self {
            Self::License => [1, 0],
            Self::Coupon => [2, 0],
        }
    }
}

/// A license or coupon number as people know it (SPEC §3.1). A number is a name, not a proof.
///
/// ```
/// # use format::{Number, NumberKind};
/// let number: Number = "DEMO-00000-00000-00000-00008".parse().unwrap();
/// assert_eq!(number.kind, NumberKind::License);
/// assert_eq!("demo 0000o 00000 00000 00008".parse(), Ok(number));
/// assert!("DEMO-00000-00000-00000-0000P".parse::<Number>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_structs, reason = "a number has these three parts for ever")]
pub struct Number {
    /// The vendor's letters.
    pub prefix: Prefix,
    /// License or coupon.
    pub kind: NumberKind,
    /// The random bits.
    pub id: NumberId,
}

impl Number {
    /// The number of a license.
    ///
    /// ```
    /// # use format::{Number, NumberId, Prefix};
    /// let number = Number::license(Prefix::new("DEMO").unwrap(), NumberId::from_random([7; 12]));
    /// assert!(number.to_string().starts_with("DEMO-"));
    /// ```
    pub const fn license(prefix: Prefix, id: NumberId) -> Self {
        Self { prefix, kind: NumberKind::License, id }
    }

    /// The number of a coupon.
    ///
    /// ```
    /// # use format::{Number, NumberId, Prefix};
    /// let number = Number::coupon(Prefix::new("DEMO").unwrap(), NumberId::from_random([7; 12]));
    /// assert!(number.to_string().starts_with("DEMOUPD-"));
    /// ```
    pub const fn coupon(prefix: Prefix, id: NumberId) -> Self {
        Self { prefix, kind: NumberKind::Coupon, id }
    }

    /// Symbols after the dash: nineteen of data and one check.
    pub(crate) const SYMBOLS: usize = 20;

    /// Whether both are the same number to somebody who takes `O` for `0` and `I` or `L` for `1`.
    pub fn reads_as(self, other: Self) -> bool {
        self.prefix.reads_as(other.prefix) && (self.kind, self.id) == (other.kind, other.id)
    }

    fn check(&self) -> u8 {
        check_value(self.prefix.values().chain(self.id.values()), self.kind.salt())
    }

    /// Reads folded characters that begin with a number; returns it with the number of characters it took.
    pub(crate) fn read(folded: &[char]) -> Result<(Self, usize), NumberError> {
        let prefix = folded.get(..4).and_then(Prefix::read).ok_or(NumberError::Prefix)?;
        let (kind, start) = match folded.get(4) {
            Some('U') => (NumberKind::Coupon, 4 + NumberKind::Coupon.infix().len()),
            _ => (NumberKind::License, 4),
        };
        if kind == NumberKind::Coupon && folded.get(4..start).is_none_or(|infix| infix != ['U', 'P', 'D']) {
            return Err(NumberError::Prefix);
        }
        let end = start + Self::SYMBOLS;
        let symbols = folded
            .get(start..end)
            .ok_or(NumberError::Length { symbols: folded.len().saturating_sub(start) })?;
        let mut values = [0; Self::SYMBOLS];
        for (value, symbol) in values.iter_mut().zip(symbols) {
            *value = symbol_value(*symbol).ok_or(NumberError::Character { character: *symbol })?;
        }
        let number = Self { prefix, kind, id: NumberId::from_values(&values[..19]) };
        if number.check() == values[19] { Ok((number, end)) } else { Err(NumberError::Check) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.prefix, self.kind.infix())?;
        let values = self.id.values();
        for (index, value) in values.iter().copied().chain([self.check()]).enumerate() {
            if index % 5 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", symbol(value))?;
        }
        Ok(())
    }
}

impl core::str::FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let folded: Vec<char> = text.chars().take(256).filter_map(fold).collect();
        let (number, taken) = Self::read(&folded)?;
        if taken == folded.len() {
            Ok(number)
        } else {
            Err(NumberError::Length { symbols: folded.len() - (taken - Self::SYMBOLS) })
        }
    }
}

/// Why a text is not a license or coupon number.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum NumberError {
    /// It does not begin with four letters, or `UPD` is misspelt.
    #[error("a number begins with four letters and a dash, for coupons with four letters and UPD")]
    Prefix,
    /// It has too few or too many symbols.
    #[error("a number has 20 characters after its prefix, this one has {symbols}")]
    Length {
        /// Symbols found after the prefix.
        symbols: usize,
    },
    /// A character that numbers do not have.
    #[error("the character {character} does not occur in numbers")]
    Character {
        /// The character as folded.
        character: char,
    },
    /// The check character does not agree with the others.
    #[error("a character of the number is mistyped")]
    Check,
}

impl Explain for NumberError {
    fn code(&self) -> &'static str {
        match self {
            Self::Prefix => "format.number-prefix",
            Self::Length { .. } => "format.number-length",
            Self::Character { .. } => "format.number-character",
            Self::Check => "format.number-check",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Length { symbols } => vec![("symbols", (*symbols).into())],
            Self::Character { character } => vec![("character", Fact::text(character))],
            Self::Prefix | Self::Check => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    fn number(kind: NumberKind) -> Number {
        let id = NumberId::from_random([0xff, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Number { prefix: Prefix::new("DEMO").unwrap(), kind, id }
    }

    #[test]
    fn numbers_look_as_users_expect() {
        let license = number(NumberKind::License).to_string();
        assert_eq!((license.len(), &license[..5], license.matches('-').count()), (28, "DEMO-", 4));
        assert!(number(NumberKind::Coupon).to_string().starts_with("DEMOUPD-"));
    }

    #[test]
    fn the_kind_is_under_the_check_character() {
        let coupon = number(NumberKind::Coupon).to_string();
        assert_eq!(coupon.replace("UPD", "").parse::<Number>(), Err(NumberError::Check));
    }

    #[test]
    fn each_fault_of_a_number_has_its_own_error() {
        let good = number(NumberKind::License).to_string();
        assert_eq!("12".parse::<Number>(), Err(NumberError::Prefix));
        assert_eq!("DEMOUPX-".parse::<Number>(), Err(NumberError::Prefix));
        assert_eq!(good[..27].parse::<Number>(), Err(NumberError::Length { symbols: 19 }));
        assert_eq!(format!("{good}7").parse::<Number>(), Err(NumberError::Length { symbols: 21 }));
        assert_eq!(
            good.replacen(&good[7..8], "U", 1).parse::<Number>(),
            Err(NumberError::Character { character: 'U' })
        );
        let swapped = [&good[..12], &good[13..14], &good[12..13], &good[14..]].concat();
        assert!(swapped == good || swapped.parse::<Number>() == Err(NumberError::Check));
    }

    #[test]
    fn a_prefix_with_look_alikes_is_read() {
        let good = number(NumberKind::License);
        assert_eq!(good.to_string().replacen("DEMO", "dem0", 1).parse(), Ok(good));
        assert_eq!(good.to_string().replacen("DEMO", "DЕМО", 1).parse(), Ok(good));
    }

    proptest! {
        #[test]
        fn a_number_reads_back(bytes: [u8; 12], coupon: bool, letters in "[A-Z]{4}") {
            let kind = if coupon { NumberKind::Coupon } else { NumberKind::License };
            let number = Number { prefix: Prefix::new(&letters).unwrap(), kind, id: NumberId::from_random(bytes) };
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            prop_assert_eq!(NumberId::new(*number.id.as_bytes()), Some(number.id));
        }
    }
}
