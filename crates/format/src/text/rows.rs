//! What a row is, and how many of them a document has.

use super::{ROW_BYTES, ROW_DATA, row_check};
use crate::Envelope;

/// One folded symbol and the line of the text that it stood in.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) value: u8,
    pub(super) line: usize,
    /// Which group of its line, counted from 1.
    pub(super) group: usize,
}

/// Whether `row`, its check symbol last, checks as row number `index`, counted from 1.
pub(super) fn checks(row: &[u8], index: usize) -> bool {
    let Some((check, data)) = row.split_last() else { return false };
    !data.is_empty() && data.len() <= ROW_DATA && row_check(data, index) == *check
}

/// How many symbols the last row of a document of `bytes` has.
pub(super) fn last_row(bytes: usize) -> usize {
    ((bytes - 1) % ROW_BYTES * 8 + 8).div_ceil(5) + 1
}

/// How many rows the document that begins with `start` has, as far as the bytes of three rows tell.
pub(super) fn announced_rows(start: &[u8]) -> Option<usize> {
    let bytes = Envelope::announced_length(&start[..start.len().min(3 * ROW_BYTES)])?;
    Some(bytes.div_ceil(ROW_BYTES))
}
