use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};

use crate::Number;
use crate::check::symbol;
use crate::text::GROUP;

/// What was wrong with a row, or with the number. Positions are counted from 1, the dashes left out.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Slip {
    /// One character stands for another.
    Wrong {
        /// Where.
        at: usize,
    },
    /// Two neighbours have changed places.
    Swapped {
        /// Where the first of them stands.
        at: usize,
    },
    /// A character is left out.
    Omitted {
        /// Where it stands in the corrected row.
        at: usize,
    },
    /// There is a character too many, mostly one that was typed twice.
    Extra {
        /// Where it stands in the row as written.
        at: usize,
    },
    /// The number could not be read; it was taken from the contents.
    Number,
}

impl Slip {
    /// The lower-case word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrong { .. } => "wrong",
            Self::Swapped { .. } => "swapped",
            Self::Omitted { .. } => "omitted",
            Self::Extra { .. } => "extra",
            Self::Number => "number",
        }
    }

    /// The position, where there is one.
    pub fn at(self) -> Option<usize> {
        match self {
            Self::Wrong { at } | Self::Swapped { at } | Self::Omitted { at } | Self::Extra { at } => Some(at),
            Self::Number => None,
        }
    }
}

/// What was corrected in a text: for a person to be shown, and asked.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Correction {
    /// The row, counted from 1 below the number; `None` for the number itself.
    pub row: Option<usize>,
    /// What was wrong.
    pub slip: Slip,
    /// The row as it was written, folded and in groups of five.
    pub written: String,
    /// The row as it was signed.
    pub corrected: String,
}

impl Correction {
    pub(super) fn row(row: usize, slip: Slip, written: &[char], corrected: &[u8]) -> Self {
        Self {
            row: Some(row),
            slip,
            written: grouped(written.iter().copied()),
            corrected: grouped(corrected.iter().map(|value| symbol(*value))),
        }
    }

    pub(super) fn number(line: String, signed: Number) -> Self {
        Self { row: None, slip: Slip::Number, written: line.trim().to_owned(), corrected: signed.to_string() }
    }

    /// The characters as they were written, from the position on: none where one was left out.
    pub fn found(&self) -> String {
        match self.slip {
            Slip::Wrong { at } | Slip::Extra { at } => characters(&self.written, at, 1),
            Slip::Swapped { at } => characters(&self.written, at, 2),
            Slip::Omitted { .. } => String::new(),
            Slip::Number => self.written.clone(),
        }
    }

    /// The characters that were meant: none where there was one too many.
    pub fn meant(&self) -> String {
        match self.slip {
            Slip::Wrong { at } | Slip::Omitted { at } => characters(&self.corrected, at, 1),
            Slip::Swapped { at } => characters(&self.corrected, at, 2),
            Slip::Extra { .. } => String::new(),
            Slip::Number => self.corrected.clone(),
        }
    }

    /// A line of spaces and carets to put below the row as written.
    pub fn marks_below_written(&self) -> String {
        marks(&self.written, self.slip.at(), self.found().chars().count())
    }

    /// A line of spaces and carets to put below the corrected row.
    pub fn marks_below_corrected(&self) -> String {
        marks(&self.corrected, self.slip.at(), self.meant().chars().count())
    }
}

/// The characters in groups of five.
fn grouped(characters: impl Iterator<Item = char>) -> String {
    let mut row = String::new();
    for (index, character) in characters.enumerate() {
        if index > 0 && index % GROUP == 0 {
            row.push('-');
        }
        row.push(character);
    }
    row
}

fn characters(row: &str, at: usize, count: usize) -> String {
    row.chars().filter(|character| *character != '-').skip(at - 1).take(count).collect()
}

fn marks(row: &str, at: Option<usize>, count: usize) -> String {
    let Some(at) = at else { return String::new() };
    let mut position = 0;
    let mut line = String::new();
    for character in row.chars() {
        let is_symbol = character != '-';
        position += usize::from(is_symbol);
        line.push(if is_symbol && (at..at + count).contains(&position) { '^' } else { ' ' });
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn values(row: &str) -> Vec<u8> {
        row.chars().filter_map(crate::check::symbol_value).collect()
    }

    fn correction(slip: Slip, written: &str, corrected: &str) -> Correction {
        Correction::row(2, slip, &written.chars().collect::<Vec<_>>(), &values(corrected))
    }

    #[test]
    fn what_was_found_and_what_was_meant_is_marked() {
        let wrong = correction(Slip::Wrong { at: 7 }, "ABCDEFЖH", "ABCDEFGH");
        assert_eq!((wrong.found(), wrong.meant()), ("Ж".to_owned(), "G".to_owned()));
        assert_eq!((&*wrong.written, &*wrong.marks_below_written()), ("ABCDE-FЖH", "       ^"));
        let swapped = correction(Slip::Swapped { at: 5 }, "ABCDFEGH", "ABCDEFGH");
        assert_eq!((swapped.found(), swapped.meant()), ("FE".to_owned(), "EF".to_owned()));
        assert_eq!(swapped.marks_below_corrected(), "    ^ ^");
        let omitted = correction(Slip::Omitted { at: 6 }, "ABCDEGH", "ABCDEFGH");
        assert_eq!((omitted.found(), omitted.meant()), (String::new(), "F".to_owned()));
        assert_eq!(
            (omitted.marks_below_written(), omitted.marks_below_corrected()),
            (String::new(), "      ^".to_owned())
        );
        let extra = correction(Slip::Extra { at: 1 }, "AABC", "ABC");
        assert_eq!((&*extra.marks_below_written(), &*extra.marks_below_corrected()), ("^", ""));
    }
}
