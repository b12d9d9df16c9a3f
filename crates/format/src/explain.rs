use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use crate::UnixTime;

/// A fault or an answer that has a stable code and facts, so that a program can say it in any language.
///
/// The code never changes once released (`format.row-check`); it is the message's name in the programs' word
/// files, with the dot turned into a hyphen, and it is what scripts match on. [`core::fmt::Display`] of the same
/// value is the English sentence for developers.
pub trait Explain {
    /// The stable code: `<crate>.<what-happened>`, lower case, words joined by hyphens.
    fn code(&self) -> &'static str;

    /// What the sentence is about, by name: the arguments of the message.
    fn facts(&self) -> Vec<(&'static str, Fact)> {
        Vec::new()
    }
}

/// One fact of a message.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fact {
    /// Words: a name, a path, a number as printed on a license.
    Text(String),
    /// A count.
    Number(u64),
    /// A moment, printed as a date in UTC.
    Time(UnixTime),
}

impl Fact {
    /// A fact from anything that can be printed.
    pub fn text(value: impl fmt::Display) -> Self {
        Self::Text(value.to_string())
    }
}

impl From<UnixTime> for Fact {
    fn from(value: UnixTime) -> Self {
        Self::Time(value)
    }
}

impl From<usize> for Fact {
    fn from(value: usize) -> Self {
        Self::Number(u64::try_from(value).unwrap_or(u64::MAX))
    }
}

impl From<u64> for Fact {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}
