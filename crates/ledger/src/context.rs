use format::UnixTime;

use crate::LedgerError;

/// When something is done and by whom: what every entry of the audit trail begins with.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct Context {
    /// The moment, by the caller's clock.
    pub now: UnixTime,
    /// The person or program, as the system names it.
    pub who: String,
}

/// A record before and after a change.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "there is nothing between before and after")]
pub struct Changed<T> {
    /// As it was.
    pub before: T,
    /// As it is, or would be.
    pub after: T,
}

/// Longest text that a person enters: a page of comment.
const MAX_TEXT: usize = 4096;

/// Refuses a text that is longer than a page.
pub(crate) fn check_length(field: &'static str, text: &str) -> Result<(), LedgerError> {
    if text.len() > MAX_TEXT {
        return Err(LedgerError::TextTooLong { field, bytes: text.len(), max: MAX_TEXT });
    }
    Ok(())
}

/// Refuses to revoke without saying why: whoever asks a year later finds nothing else.
pub(crate) fn check_reason(reason: &str) -> Result<(), LedgerError> {
    if reason.trim().is_empty() {
        return Err(LedgerError::Empty { field: "reason" });
    }
    check_length("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_held_at_its_length_from_both_sides() {
        assert!(check_length("comment", &"a".repeat(MAX_TEXT)).is_ok());
        assert!(matches!(
            check_length("comment", &"a".repeat(MAX_TEXT + 1)),
            Err(LedgerError::TextTooLong { field: "comment", bytes: 4097, max: 4096 })
        ));
    }
}
