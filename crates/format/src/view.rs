use alloc::string::String;
use core::fmt::Write;

use ciborium::Value;

use crate::{Envelope, Limits, ParseError, scan};

/// Most items that a view unfolds: a page for a person, not a catalog.
const MAX_ITEMS: usize = 20_000;

/// The payload of `envelope` in CBOR's diagnostic notation (RFC 8949 §8), for a person to look at.
///
/// **Nothing in it is verified.** Whoever shows it says so in the first line.
///
/// # Errors
///
/// [`ParseError`] where the payload is not deterministic CBOR of moderate size.
pub fn unverified_view(envelope: &Envelope<'_>) -> Result<String, ParseError> {
    let payload = envelope.unverified_payload();
    scan(payload, Limits::new(Envelope::MAX_BYTES, MAX_ITEMS))?;
    let value: Value = ciborium::from_reader(payload).expect("the scanner accepts only what ciborium reads");
    let mut text = String::new();
    write_value(&mut text, &value, 0);
    Ok(text)
}

/// Recursion is bounded by the depth that the scanner admits.
fn write_value(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Integer(number) => push(text, format_args!("{}", i128::from(*number))),
        Value::Bytes(bytes) => {
            text.push_str("h'");
            bytes.iter().for_each(|byte| push(text, format_args!("{byte:02x}")));
            text.push('\'');
        }
        Value::Text(string) => push(text, format_args!("{string:?}")),
        Value::Bool(value) => push(text, format_args!("{value}")),
        Value::Array(items) => write_members(text, depth, ('[', ']'), items, |text, item| {
            write_value(text, item, depth + 1);
        }),
        Value::Map(entries) => write_members(text, depth, ('{', '}'), entries, |text, (key, value)| {
            write_value(text, key, depth + 1);
            text.push_str(": ");
            write_value(text, value, depth + 1);
        }),
        _ => text.push_str("(not allowed)"),
    }
}

fn write_members<T>(
    text: &mut String,
    depth: usize,
    (open, close): (char, char),
    members: &[T],
    mut write: impl FnMut(&mut String, &T),
) {
    text.push(open);
    for (index, member) in members.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        write(text, member);
    }
    if !members.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
    text.push(close);
}

fn push(text: &mut String, arguments: core::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a String takes every character");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, KeyId};

    #[test]
    fn a_payload_is_shown_in_diagnostic_notation() {
        let payload =
            [0xa2, 0x06, 0x01, 0x3a, 0x00, 0x01, 0x00, 0x00, 0xa1, 0x01, 0x82, 0x41, 0xff, 0x61, 0x78];
        let bytes = Envelope::assemble(
            &Envelope::protected_header(Document::License, KeyId::new([0; 8])),
            &payload,
            &[0; 64],
        );
        let view = unverified_view(&Envelope::parse(&bytes).unwrap()).unwrap();
        assert_eq!(view, "{\n  6: 1,\n  -65537: {\n    1: [\n      h'ff',\n      \"x\"\n    ]\n  }\n}");
    }

    #[test]
    fn a_payload_that_breaks_a_rule_is_not_shown() {
        let bytes = Envelope::assemble(
            &Envelope::protected_header(Document::License, KeyId::new([0; 8])),
            &[0xf6],
            &[0; 64],
        );
        assert!(unverified_view(&Envelope::parse(&bytes).unwrap()).is_err());
    }
}
