use super::InputError;

/// A field of the vendor's own: `INN=7701234567`; an empty value takes it away.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct FreeField {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// Reads `NAME=VALUE`.
pub(crate) fn free_field(text: &str) -> Result<FreeField, InputError> {
    match text.split_once('=').map(|(name, value)| (name.trim(), value.trim())) {
        Some((name, value)) if !name.is_empty() => {
            Ok(FreeField { name: name.to_owned(), value: value.to_owned() })
        }
        _ => Err(InputError::FreeField { text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_a_name_and_perhaps_a_value() {
        assert_eq!(free_field("ИНН = 77").unwrap(), FreeField { name: "ИНН".into(), value: "77".into() });
        assert_eq!(free_field("a=b=c").unwrap().value, "b=c");
        assert_eq!(free_field("a=").unwrap().value, "");
        for wrong in ["", "a", "=b", " =b"] {
            assert!(free_field(wrong).is_err(), "{wrong}");
        }
    }
}
