//! How a site's receipts stand behind each other in a file (SPEC §10).

use alloc::vec::Vec;

use crate::{Document, Envelope};

/// Bytes of a record's length.
pub const JOURNAL_LENGTH_BYTES: usize = 4;

/// A document that has begun so far tells its own length: envelope and header take less.
const TELLS_LENGTH: usize = 160;

/// A receipt as it stands in a journal.
///
/// ```text
/// record = length document            ; length: 4 bytes, most significant first
/// ```
///
/// # Panics
///
/// For a document of four gigabytes, which no receipt is.
pub fn journal_record(document: &[u8]) -> Vec<u8> {
    let length = u32::try_from(document.len()).expect("a signed receipt is below 64 KiB");
    [&length.to_be_bytes()[..], document].concat()
}

/// What stands at the beginning of the rest of a journal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a record is whole, cut off or neither, for ever")]
pub enum JournalRest<'a> {
    /// A whole document.
    Record(&'a [u8]),
    /// The beginning of one: it was never written whole.
    Torn,
    /// Something else.
    Damaged,
}

/// The next record of a journal, of which `rest` is what was not read yet.
///
/// A wrong length must not pass for a torn end, or one flipped bit would hide all receipts after it.
///
/// ```
/// # use format::{JournalRest, journal_next};
/// assert_eq!(journal_next(&[0, 0]), JournalRest::Torn);
/// assert_eq!(journal_next(&[0xff, 0xff, 0xff, 0xff, 0]), JournalRest::Damaged);
/// ```
pub fn journal_next(rest: &[u8]) -> JournalRest<'_> {
    let Some((length, rest)) = rest.split_first_chunk::<JOURNAL_LENGTH_BYTES>() else {
        return JournalRest::Torn;
    };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    if length == 0 && rest.iter().all(|byte| *byte == 0) {
        // Some file systems lengthen a file before they fill it.
        return JournalRest::Torn;
    }
    let announced = Envelope::announced_length(rest);
    let is_plausible = match announced {
        Some(announced) => announced == length,
        None => rest.len() < TELLS_LENGTH,
    };
    if length == 0 || length > Document::Receipt.max_bytes() || !is_plausible {
        return JournalRest::Damaged;
    }
    rest.get(..length).map_or(JournalRest::Torn, JournalRest::Record)
}
