use alloc::vec::Vec;

use super::{MAX_DAMAGED_ROWS, is_whole_row};
use crate::Envelope;
use crate::text::decode::decode;
use crate::text::rows::last_row;
use crate::text::{ROW, ROW_BYTES, ROW_DATA};

/// Most rows of a text that is repaired: those of the longest license.
const MAX_ROWS: usize = 1024;
/// Most ways to cut one text into rows with the fewest damaged ones; mostly there are fewer than five.
const MAX_LAYOUTS: usize = 64;
/// Fewest symbols of a last row: three for one byte, one of them left out.
const FEWEST: usize = 2;
/// The greatest distance of a row from where it stands in an undamaged text: one symbol for each damaged row before.
const MAX_SHIFT: usize = MAX_DAMAGED_ROWS;
/// More damage than is repaired.
const TOO_MUCH: usize = MAX_DAMAGED_ROWS + 1;

/// Where a row lies among the symbols.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) is_damaged: bool,
    pub(super) is_last: bool,
}

/// The ways to cut `values` into rows of which one to three are damaged, the likeliest first: as the lines are cut,
/// whose lengths are `lines`, and, whatever they are, with the fewest damaged rows.
///
/// A row of 25 symbols is damaged where it does not check; one of 24 or 26 always is, and shifts what follows.
pub(super) fn layouts(values: &[u8], lines: &[usize]) -> Vec<Vec<Span>> {
    if values.len() > MAX_ROWS * ROW + MAX_SHIFT {
        return Vec::new();
    }
    // The second row of a text that has a symbol too few or too many there may check by chance, and tell a wrong end.
    let damages = [End::announced(values), None].map(|end| Damage::of(values, end));
    let as_lines = damages.iter().filter_map(|damage| damage.cut(lines));
    let mut found: Vec<Vec<Span>> = Vec::new();
    for layout in as_lines.chain(damages.iter().flat_map(Damage::least)) {
        if !found.contains(&layout) {
            found.push(layout);
        }
    }
    found
}

/// How the rows end, where the first two are undamaged and tell.
#[derive(Clone, Copy)]
struct End {
    rows: usize,
    /// Symbols of the last row.
    len: usize,
}

impl End {
    fn announced(values: &[u8]) -> Option<Self> {
        let (rows, _) = values.as_chunks::<ROW>();
        let heads = &rows[..rows.len().min(2)];
        if !heads.iter().enumerate().all(|(index, row)| is_whole_row(row, index + 1)) {
            return None;
        }
        let bytes = Envelope::announced_length(&decode(heads.iter().map(|row| &row[..ROW_DATA])))?;
        Some(Self { rows: bytes.div_ceil(ROW_BYTES), len: last_row(bytes) })
    }
}

/// For each row and each place where it may begin, how many damaged rows there are from it on at least.
struct Damage<'a> {
    values: &'a [u8],
    end: Option<End>,
    fewest: Vec<[usize; 2 * MAX_SHIFT + 1]>,
}

impl<'a> Damage<'a> {
    fn of(values: &'a [u8], end: Option<End>) -> Self {
        let rows = values.len() / ROW + 2;
        let mut damage = Self { values, end, fewest: vec![[TOO_MUCH; 2 * MAX_SHIFT + 1]; rows + 1] };
        for row in (0..rows).rev() {
            for shift in 0..=2 * MAX_SHIFT {
                let Some(start) = (row * ROW + shift).checked_sub(MAX_SHIFT) else { continue };
                let best = damage.steps(row, start).map(|span| damage.with(row, span)).min();
                damage.fewest[row][shift] = best.unwrap_or(TOO_MUCH);
            }
        }
        damage
    }

    /// The layout with rows of these lengths, where it is one.
    fn cut(&self, lengths: &[usize]) -> Option<Vec<Span>> {
        let (mut start, mut layout) = (0, Vec::with_capacity(lengths.len()));
        for (row, len) in lengths.iter().enumerate() {
            let is_last = row + 1 == lengths.len();
            let span = self.steps(row, start).find(|span| (span.len, span.is_last) == (*len, is_last))?;
            start += len;
            layout.push(span);
        }
        let damaged = layout.iter().filter(|span| span.is_damaged).count();
        (1..TOO_MUCH).contains(&damaged).then_some(layout)
    }

    /// The layouts with the fewest damaged rows.
    fn least(&self) -> Vec<Vec<Span>> {
        let fewest = self.from(0, 0);
        if !(1..TOO_MUCH).contains(&fewest) {
            return Vec::new();
        }
        let (mut found, mut spans) = (Vec::new(), Vec::new());
        // What is still to be tried: the number of rows before it, the damage up to its end, the row.
        let mut open = Vec::new();
        self.push_best(&mut open, (0, 0), 0, fewest);
        while let Some((before, so_far, span)) = open.pop() {
            spans.truncate(before);
            spans.push(span);
            if span.is_last {
                found.push(spans.clone());
                if found.len() == MAX_LAYOUTS {
                    break;
                }
            } else {
                self.push_best(&mut open, (before + 1, span.start + span.len), so_far, fewest);
            }
        }
        found
    }

    fn from(&self, row: usize, start: usize) -> usize {
        let shift = (start + MAX_SHIFT).checked_sub(row * ROW);
        let fewest = shift.and_then(|shift| self.fewest.get(row)?.get(shift));
        fewest.copied().unwrap_or(TOO_MUCH)
    }

    /// The fewest damaged rows from `span`, number `row` from 0, on.
    fn with(&self, row: usize, span: Span) -> usize {
        let rest = if span.is_last { 0 } else { self.from(row + 1, span.start + span.len) };
        TOO_MUCH.min(usize::from(span.is_damaged) + rest)
    }

    fn push_best(
        &self,
        open: &mut Vec<(usize, usize, Span)>,
        (row, start): (usize, usize),
        so_far: usize,
        fewest: usize,
    ) {
        for span in self.steps(row, start).filter(|span| so_far + self.with(row, *span) == fewest) {
            open.push((row, so_far + usize::from(span.is_damaged), span));
        }
    }

    /// The rows that may begin at `start`, the likeliest last.
    fn steps(&self, row: usize, start: usize) -> impl Iterator<Item = Span> {
        let left = self.values.len().saturating_sub(start);
        let checks = |len: usize| is_whole_row(&self.values[start..start + len], row + 1);
        let (may_go_on, may_end) =
            self.end.map_or((true, true), |end| (row + 1 < end.rows, row + 1 == end.rows));
        let inner = [ROW + 1, ROW - 1, ROW].into_iter().filter(move |len| may_go_on && left >= len + FEWEST);
        let inner =
            inner.map(move |len| Span { start, len, is_damaged: len != ROW || !checks(len), is_last: false });
        let last = (may_end && (FEWEST..=ROW + 1).contains(&left)).then(|| Span {
            start,
            len: left,
            is_damaged: !checks(left) || self.end.is_some_and(|end| end.len != left),
            is_last: true,
        });
        inner.collect::<Vec<_>>().into_iter().chain(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{ROW_DATA, row_check};

    /// Rows of data that no chance makes check anywhere else.
    fn rows(count: usize, last: usize) -> Vec<Vec<u8>> {
        (1..=count)
            .map(|row| {
                let len = if row == count { last - 1 } else { ROW_DATA };
                let data: Vec<u8> =
                    (0..len).map(|at| u8::try_from((row * 11 + at * at * 7) % 31).unwrap()).collect();
                let check = row_check(&data, row);
                [data, vec![check]].concat()
            })
            .collect()
    }

    /// The damaged rows of each layout with their lengths.
    fn damaged(values: &[Vec<u8>]) -> Vec<Vec<(usize, usize)>> {
        let rows = |spans: Vec<Span>| {
            let damaged = spans.iter().enumerate().filter(|(_, span)| span.is_damaged);
            damaged.map(|(row, span)| (row, span.len)).collect()
        };
        layouts(&values.concat(), &[]).into_iter().map(rows).collect()
    }

    #[test]
    fn rows_are_found_without_line_ends() {
        let mut values = rows(6, 11);
        assert_eq!(damaged(&values), Vec::<Vec<_>>::new());
        values[1].remove(7);
        assert_eq!(damaged(&values), [[(1, 24)]]);
        let twice = values[3][2];
        values[3].insert(2, twice);
        assert!(damaged(&values).contains(&vec![(1, 24), (3, 26)]));
        values[5][4] ^= 1;
        assert!(damaged(&values).contains(&vec![(1, 24), (3, 26), (5, 11)]));
        values[0][0] ^= 1;
        assert_eq!(damaged(&values), Vec::<Vec<_>>::new());
    }

    #[test]
    fn a_last_row_of_any_length_may_be_damaged() {
        for last in 3..=ROW {
            let mut values = rows(3, last);
            values[2].remove(1);
            if is_whole_row(&values[2], 3) {
                continue;
            }
            assert!(damaged(&values).contains(&vec![(2, last - 1)]), "{last}");
        }
    }

    #[test]
    fn lines_tell_before_the_fewest_damaged_rows_do() {
        let mut values = rows(6, 11);
        values[2].remove(4);
        let twice = values[3][8];
        values[3].insert(8, twice);
        let lines: Vec<usize> = values.iter().map(Vec::len).collect();
        let found = layouts(&values.concat(), &lines);
        assert_eq!(found[0].iter().map(|span| span.len).collect::<Vec<_>>(), lines);
        assert!(found.len() > 1);
    }

    #[test]
    fn a_text_longer_than_any_license_is_not_looked_at() {
        assert_eq!(layouts(&vec![0; MAX_ROWS * ROW + MAX_SHIFT + 1], &[]), Vec::<Vec<Span>>::new());
    }
}
