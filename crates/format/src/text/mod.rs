//! The signed text: what a person pastes, types or scans (SPEC §3).

mod ascii;
mod decode;
mod diagnose;
mod error;
mod fold;
mod read;
mod repair;
mod rows;
mod write;

pub use error::TextError;
pub(crate) use fold::fold;
pub use read::SignedText;
pub use repair::{Correction, RepairError, RepairedText, Slip};
pub use write::write_text;

/// Symbols of data in a whole row.
const ROW_DATA: usize = 24;
/// Bytes in a whole row.
const ROW_BYTES: usize = ROW_DATA * 5 / 8;
/// Symbols of a whole row: its data and one check symbol.
const ROW: usize = ROW_DATA + 1;
/// Symbols in a group.
const GROUP: usize = 5;

/// Check symbol of row `row`, counted from 1: over its symbols and its index (SPEC §3.2).
fn row_check(data: &[u8], row: usize) -> u8 {
    let low = u8::try_from(row % 32).expect("below 32");
    let high = u8::try_from(row / 32 % 32).expect("below 32");
    crate::check::check_value(data.iter().copied(), [low, high])
}
