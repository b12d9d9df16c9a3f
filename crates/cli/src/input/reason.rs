use console::Told;

use super::InputError;

/// Why something is revoked or cancelled: whoever asks a year later finds nothing else.
pub(crate) fn reason(text: &str) -> Result<String, Told> {
    match text.trim() {
        "" => Err(Told::of(&InputError::NoReason)),
        reason => Ok(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_never_empty() {
        assert_eq!(reason(" not paid ").unwrap(), "not paid");
        for empty in ["", " \t"] {
            assert_eq!(reason(empty).unwrap_err().to_string(), InputError::NoReason.to_string());
        }
    }
}
