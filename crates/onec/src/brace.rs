//! The text in braces in which 1C keeps its objects: `{1,"a ""quoted"" text",{0,word}}`.
//!
//! ```text
//! file  = [BOM] value *("," value)
//! value = list / text / word
//! list  = "{" value *("," value) "}"
//! text  = DQUOTE *(any but DQUOTE / DQUOTE DQUOTE) DQUOTE
//! word  = *(any but "{" / "}" / "," / DQUOTE)          ; a number, a UUID, base64, or nothing
//! ```
//!
//! Blanks and line breaks around values mean nothing.

use std::{borrow::Cow, fmt};

use crate::{
    OnecError, Place,
    limits::{Limit, MAX_DEPTH, MAX_VALUES},
};

/// A value of a text in braces.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value<'a> {
    /// Anything without quotation marks, and without blanks around it; may be empty.
    Word(Cow<'a, str>),
    /// What stands in quotation marks, with the doubled ones single again.
    Text(Cow<'a, str>),
    /// What stands in braces; never empty, because `{}` holds one empty word.
    List(Vec<Value<'a>>),
}

impl<'a> Value<'a> {
    /// The value at the end of `path`, each step an index into a list.
    pub fn get(&self, path: &[usize]) -> Option<&Self> {
        path.iter().try_fold(self, |value, index| value.as_list()?.get(*index))
    }

    /// The word, if it is one.
    pub fn as_word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The values within, if it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(values) => Some(values),
            _ => None,
        }
    }
}

/// Prints as 1C does: every list on a line of its own, which some readers rely on.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => write!(f, "\"{}\"", text.replace('"', "\"\"")),
            Self::List(values) => {
                f.write_str("{")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    let line = if value.as_list().is_some() { "\r\n" } else { "" };
                    write!(f, "{comma}{line}{value}")?;
                }
                f.write_str(if values.last().is_some_and(|last| last.as_list().is_some()) {
                    "\r\n}"
                } else {
                    "}"
                })
            }
        }
    }
}

/// The values of `text`, the contents of `element`.
///
/// # Errors
///
/// [`OnecError::Braces`] where the grammar is broken; [`OnecError::TooLarge`] above [`MAX_DEPTH`] and
/// [`MAX_VALUES`].
///
/// # Examples
///
/// ```
/// # use onec::brace;
/// let values = brace::parse("copyinfo", "{1,{\"a \"\"b\"\"\",}}")?;
/// assert_eq!(values[0].get(&[1, 0]).unwrap().as_text(), Some("a \"b\""));
/// assert_eq!(values[0].get(&[1, 1]).unwrap().as_word(), Some(""));
/// # Ok::<(), onec::OnecError>(())
/// ```
pub fn parse<'a>(element: &str, text: &'a str) -> Result<Vec<Value<'a>>, OnecError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let at = text.len() - body.len();
    Parser { element, text, at, open: vec![Vec::new()], values: 0 }.run()
}

struct Parser<'a, 'e> {
    element: &'e str,
    text: &'a str,
    at: usize,
    /// The lists that are not closed yet, the outermost one standing for the whole text.
    open: Vec<Vec<Value<'a>>>,
    values: usize,
}

impl<'a> Parser<'a, '_> {
    fn run(mut self) -> Result<Vec<Value<'a>>, OnecError> {
        loop {
            self.count_value()?;
            self.skip_blanks();
            match self.peek() {
                Some(b'{') => {
                    self.open_list()?;
                    continue;
                }
                Some(b'"') => {
                    let text = self.quoted()?;
                    self.push(Value::Text(text))?;
                }
                _ => {
                    let word = Value::Word(self.word().into());
                    self.push(word)?;
                }
            }
            if self.close_lists()? {
                return self.open.pop().ok_or_else(|| self.broken());
            }
        }
    }

    fn open_list(&mut self) -> Result<(), OnecError> {
        if self.open.len() > MAX_DEPTH {
            return Err(self.too_large(Limit::Depth, MAX_DEPTH));
        }
        self.at += 1;
        self.open.push(Vec::new());
        Ok(())
    }

    /// Goes on to where the next value begins, or says true at the end of the text.
    fn close_lists(&mut self) -> Result<bool, OnecError> {
        loop {
            self.skip_blanks();
            match self.peek() {
                None if self.open.len() == 1 => return Ok(true),
                Some(b',') => {
                    self.at += 1;
                    return Ok(false);
                }
                Some(b'}') if self.open.len() > 1 => {
                    self.at += 1;
                    let list = self.open.pop().ok_or_else(|| self.broken())?;
                    self.push(Value::List(list))?;
                }
                _ => return Err(self.broken()),
            }
        }
    }

    fn push(&mut self, value: Value<'a>) -> Result<(), OnecError> {
        match self.open.last_mut() {
            Some(list) => list.push(value),
            None => return Err(self.broken()),
        }
        Ok(())
    }

    fn quoted(&mut self) -> Result<Cow<'a, str>, OnecError> {
        let start = self.at + 1;
        let mut end = start;
        loop {
            end += self.text[end..].find('"').ok_or_else(|| self.broken())?;
            if !self.text[end + 1..].starts_with('"') {
                break;
            }
            end += 2;
        }
        self.at = end + 1;
        let raw = &self.text[start..end];
        Ok(if raw.contains('"') { raw.replace("\"\"", "\"").into() } else { raw.into() })
    }

    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let word = &rest[..rest.find(['{', '}', ',', '"']).unwrap_or(rest.len())];
        self.at += word.len();
        word.trim_ascii()
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn count_value(&mut self) -> Result<(), OnecError> {
        self.values += 1;
        if self.values > MAX_VALUES { Err(self.too_large(Limit::Values, MAX_VALUES)) } else { Ok(()) }
    }

    fn broken(&self) -> OnecError {
        OnecError::Braces { element: self.element.to_owned(), at: self.at }
    }

    fn too_large(&self, limit: Limit, max: usize) -> OnecError {
        let max = u64::try_from(max).unwrap_or(u64::MAX);
        OnecError::TooLarge { limit, max, place: Place::Element(self.element.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(text: &str) -> Value<'_> {
        parse("e", text).unwrap().remove(0)
    }

    fn limit_of(text: &str) -> Option<Limit> {
        match parse("e", text) {
            Err(OnecError::TooLarge { limit, .. }) => Some(limit),
            _ => None,
        }
    }

    #[test]
    fn quotation_marks_hide_braces_commas_and_line_breaks() {
        let value = one("{\"{a},\r\n\"\"}\",b}");
        assert_eq!(value.get(&[0]).unwrap().as_text(), Some("{a},\r\n\"}"));
        assert_eq!(value.get(&[1]).unwrap().as_word(), Some("b"));
    }

    #[test]
    fn a_byte_order_mark_and_blanks_around_values_mean_nothing() {
        assert_eq!(one("\u{feff} {1,\r\n{2 , \"a\" }\r\n}\r\n").to_string(), "{1,\r\n{2,\"a\"}\r\n}");
    }

    #[test]
    fn several_values_may_follow_each_other() {
        assert_eq!(parse("e", "{1},\r\n{2},3").unwrap().len(), 3);
    }

    #[test]
    fn an_empty_place_is_an_empty_word() {
        assert_eq!(one("{}"), one("{ }"));
        assert_eq!(one("{1,,}").as_list().unwrap().len(), 3);
    }

    #[test]
    fn broken_braces_are_refused_with_their_place() {
        for (text, place) in [
            ("{1", 2),
            ("{1}}", 3),
            ("{\"a", 1),
            ("{\"a\"b}", 4),
            ("{a\"b\"}", 2),
            ("{{1}{2}}", 4),
            ("a}", 1),
            ("{a{", 2),
        ] {
            assert_eq!(
                parse("e", text),
                Err(OnecError::Braces { element: "e".to_owned(), at: place }),
                "{text}"
            );
        }
    }

    #[test]
    fn braces_within_braces_have_a_budget() {
        let nested = |depth: usize| "{".repeat(depth) + &"}".repeat(depth);
        assert!(parse("e", &nested(MAX_DEPTH)).is_ok());
        assert_eq!(limit_of(&nested(MAX_DEPTH + 1)), Some(Limit::Depth));
        assert_eq!(limit_of(&"{".repeat(1_000_000)), Some(Limit::Depth));
    }

    #[test]
    fn values_have_a_budget() {
        assert!(parse("e", &",".repeat(MAX_VALUES - 1)).is_ok());
        assert_eq!(limit_of(&",".repeat(MAX_VALUES)), Some(Limit::Values));
    }

    fn values() -> impl Strategy<Value = Value<'static>> {
        let word = "[A-Za-z0-9+/=-]{0,8}".prop_map(|word| Value::Word(word.into()));
        let text = "[ -~а-я\r\n]{0,12}".prop_map(|text| Value::Text(text.into()));
        prop_oneof![word, text]
            .prop_recursive(4, 40, 6, |inner| prop::collection::vec(inner, 1..6).prop_map(Value::List))
    }

    proptest! {
        #[test]
        fn what_is_printed_parses_to_the_same(value in values()) {
            let printed = value.to_string();
            prop_assert_eq!(one(&printed), value);
        }

        #[test]
        fn any_text_parses_or_is_refused(text in "[{}\",a \u{feff}ж]{0,40}") {
            let _ = parse("e", &text);
        }
    }
}
