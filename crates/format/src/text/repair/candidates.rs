use alloc::vec::Vec;

use super::correction::Slip;
use super::{UNKNOWN, is_whole_row};
use crate::check::value_for;
use crate::text::decode::{decode, ends_on_a_byte};
use crate::text::{ROW, ROW_DATA, row_check};

/// Most ways to mend one row. A row of 25 symbols has one substitution for each position and about one swap, never
/// more than 49 ways in all; a last row of unknown length may have more, and those that come first are tried.
pub(super) const MAX_CANDIDATES: usize = 64;

/// One way to mend a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Candidate {
    /// All symbols, the check symbol last.
    pub(super) values: Vec<u8>,
    /// What the data stands for.
    pub(super) bytes: Vec<u8>,
    /// What was wrong.
    pub(super) slip: Slip,
}

/// The ways to mend `found`, row number `row`, that its check symbol admits: the rare ones first.
pub(super) fn candidates(found: &[u8], row: usize, is_last: bool) -> Vec<Candidate> {
    let mut ways = Ways { row, is_last, admitted: Vec::new() };
    for at in 1..found.len() {
        ways.admit(Slip::Swapped { at }, swapped(found, at));
    }
    for at in 1..=found.len() {
        ways.admit(Slip::Extra { at }, without(found, at));
    }
    for at in 1..=found.len() {
        ways.admit(Slip::Wrong { at }, with_value(found.to_vec(), at, row));
    }
    for at in 1..=found.len() + 1 {
        let mut values = found.to_vec();
        values.insert(at - 1, 0);
        ways.admit(Slip::Omitted { at }, with_value(values, at, row));
    }
    ways.admitted
}

/// Collects the ways that differ.
struct Ways {
    row: usize,
    is_last: bool,
    admitted: Vec<Candidate>,
}

impl Ways {
    fn admit(&mut self, slip: Slip, values: Option<Vec<u8>>) {
        let Some(values) = values.filter(|values| self.is_row(values)) else { return };
        let is_new = self.admitted.iter().all(|way| way.values != values);
        if is_new && self.admitted.len() < MAX_CANDIDATES {
            let bytes = decode(core::iter::once(&values[..values.len() - 1]));
            self.admitted.push(Candidate { values, bytes, slip });
        }
    }

    fn is_row(&self, values: &[u8]) -> bool {
        let has_length = if self.is_last { (3..=ROW).contains(&values.len()) } else { values.len() == ROW };
        has_length
            && is_whole_row(values, self.row)
            && (!self.is_last || ends_on_a_byte(&values[..values.len() - 1]))
    }
}

/// The row with the symbols at `at` and behind it exchanged.
fn swapped(found: &[u8], at: usize) -> Option<Vec<u8>> {
    let mut values = found.to_vec();
    values.swap(at - 1, at);
    (values != found).then_some(values)
}

fn without(found: &[u8], at: usize) -> Option<Vec<u8>> {
    let mut values = found.to_vec();
    values.remove(at - 1);
    Some(values)
}

/// The row with the one value at `at` with which it checks.
fn with_value(mut values: Vec<u8>, at: usize, row: usize) -> Option<Vec<u8>> {
    let position = at - 1;
    values[position] = 0;
    if values.len() > ROW || values.contains(&UNKNOWN) {
        return None;
    }
    let (check, data) = values.split_last()?;
    debug_assert!(data.len() <= ROW_DATA);
    let sum = row_check(data, row);
    values[position] = if position == data.len() { sum } else { value_for(sum ^ check, at) };
    Some(values)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(data: &[u8], row: usize) -> Vec<u8> {
        [data, &[row_check(data, row)]].concat()
    }

    #[test]
    fn a_row_with_a_character_of_no_alphabet_has_one_way() {
        let good = whole(&[7; 24], 4);
        let mut found = good.clone();
        found[9] = UNKNOWN;
        let ways = candidates(&found, 4, false);
        assert_eq!((ways.len(), &ways[0].values), (1, &good));
        assert_eq!(ways[0].slip, Slip::Wrong { at: 10 });
    }

    proptest! {
        #[test]
        fn the_row_that_was_meant_is_among_few_ways(
            data in prop::collection::vec(0_u8..32, 24), row in 1_usize..1024, at in 0_usize..24, kind in 0..4, value in 0_u8..32,
        ) {
            let good = whole(&data, row);
            let mut found = good.clone();
            match kind {
                0 => found[at] = value,
                1 => found.swap(at, at + 1),
                2 => drop(found.remove(at)),
                _ => found.insert(at, found[at]),
            }
            prop_assume!(found != good);
            let ways = candidates(&found, row, false);
            prop_assert!(ways.iter().any(|way| way.values == good));
            prop_assert!(ways.len() < 2 * ROW);
            prop_assert!(ways.iter().all(|way| is_whole_row(&way.values, row)));
            if kind == 0 {
                let substitutions = ways.iter().filter(|way| matches!(way.slip, Slip::Wrong { .. })).count();
                let swaps = ways.iter().filter(|way| matches!(way.slip, Slip::Swapped { .. })).count();
                // A swap of equal neighbours but one is a substitution, too; each position has one otherwise.
                prop_assert!(substitutions <= ROW && substitutions + swaps >= ROW);
            }
        }

        #[test]
        fn a_last_row_of_any_length_has_bounded_ways(found in prop::collection::vec(0_u8..32, 2..27), row in 1_usize..1024) {
            let ways = candidates(&found, row, true);
            prop_assert!(ways.len() <= MAX_CANDIDATES);
            prop_assert!(ways.iter().all(|way| ends_on_a_byte(&way.values[..way.values.len() - 1])));
        }
    }
}
