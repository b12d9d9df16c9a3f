use std::borrow::Cow;

/// What was handed in: a document's bytes, or text that a person pasted, typed or saved.
pub(crate) enum Input<'a> {
    Document(&'a [u8]),
    Text(Cow<'a, str>),
    Neither,
}

impl<'a> Input<'a> {
    /// Tells them apart by the first byte: a document begins with the head of a CBOR array or tag, which no text in
    /// UTF-8 begins with.
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        match bytes {
            [0x80..=0x9f, ..] | [0xd2, 0x84, ..] => Self::Document(bytes),
            // What Windows calls *Unicode* when it saves a text.
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
            _ => std::str::from_utf8(bytes).map_or(Self::Neither, |text| Self::Text(Cow::Borrowed(text))),
        }
    }
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Input<'a> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>();
    match text {
        Ok(text) if rest.is_empty() => Input::Text(Cow::Owned(text)),
        _ => Input::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<String> {
        match Input::of(bytes) {
            Input::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    #[test]
    fn documents_and_texts_are_told_apart_by_the_first_byte() {
        assert!(matches!(Input::of(&[0x84, 0x58]), Input::Document(_)));
        assert!(matches!(Input::of(&[0xd2, 0x84]), Input::Document(_)));
        assert_eq!(text(b"DEMO-").as_deref(), Some("DEMO-"));
        assert_eq!(text("ДЕМО".as_bytes()).as_deref(), Some("ДЕМО"));
        assert_eq!(text(b"").as_deref(), Some(""));
    }

    #[test]
    fn a_text_saved_as_unicode_by_windows_is_read() {
        assert_eq!(text(b"\xff\xfeD\0E\0").as_deref(), Some("DE"));
        assert_eq!(text(b"\xfe\xff\0D\0E").as_deref(), Some("DE"));
        assert_eq!(text("\u{feff}DE".as_bytes()).as_deref(), Some("\u{feff}DE"));
    }

    #[test]
    fn what_is_neither_is_said_to_be_neither() {
        for bytes in [&b"\xff\xfeD"[..], b"\xff\xfe\x00\xd8", b"\xc4\xe5\xec\xee", b"\xff"] {
            assert!(matches!(Input::of(bytes), Input::Neither), "{bytes:x?}");
        }
    }
}
