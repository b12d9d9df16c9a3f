use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    CompatibilityMode, OnecError,
    brace::{self, Value},
};

/// The values of one element, read by their places.
pub(crate) struct Fields<'t> {
    element: &'t str,
    values: Vec<Value<'t>>,
}

impl<'t> Fields<'t> {
    pub(crate) fn parse(element: &'t str, text: &'t str) -> Result<Self, OnecError> {
        Ok(Self { element, values: brace::parse(element, text)? })
    }

    pub(crate) fn element(&self) -> &'t str {
        self.element
    }

    pub(crate) fn word(&self, path: &[usize], field: &'static str) -> Result<&str, OnecError> {
        self.get(path).and_then(Value::as_word).ok_or_else(|| self.missing(field))
    }

    pub(crate) fn text(&self, path: &[usize], field: &'static str) -> Result<String, OnecError> {
        self.get(path).and_then(Value::as_text).map(str::to_owned).ok_or_else(|| self.missing(field))
    }

    pub(crate) fn list(&self, path: &[usize], field: &'static str) -> Result<&[Value<'t>], OnecError> {
        self.get(path).and_then(Value::as_list).ok_or_else(|| self.missing(field))
    }

    pub(crate) fn number(&self, path: &[usize], field: &'static str) -> Result<u32, OnecError> {
        number(self.word(path, field)?).ok_or_else(|| self.missing(field))
    }

    pub(crate) fn uuid(&self, path: &[usize], field: &'static str) -> Result<Uuid, OnecError> {
        // Hyphenated only: `parse_str` also takes other spellings, which no 1C file has.
        let word = self.word(path, field)?;
        Uuid::parse_str(word).ok().filter(|_| word.len() == 36).ok_or_else(|| self.missing(field))
    }

    pub(crate) fn mode(&self, path: &[usize], field: &'static str) -> Result<CompatibilityMode, OnecError> {
        self.number(path, field).map(CompatibilityMode::new)
    }

    /// `{count,key,value,…}` in quotation marks: texts by language.
    pub(crate) fn texts(
        &self,
        path: &[usize],
        field: &'static str,
    ) -> Result<BTreeMap<String, String>, OnecError> {
        let pairs = pairs(self.list(path, field)?).ok_or_else(|| self.missing(field))?;
        pairs
            .map(|(language, text)| Some((language.as_text()?.to_owned(), text.as_text()?.to_owned())))
            .collect::<Option<_>>()
            .ok_or_else(|| self.missing(field))
    }

    pub(crate) fn missing(&self, field: &'static str) -> OnecError {
        OnecError::MissingField { element: self.element.to_owned(), field }
    }

    fn get(&self, path: &[usize]) -> Option<&Value<'t>> {
        let (first, rest) = path.split_first()?;
        self.values.get(*first)?.get(rest)
    }
}

/// The pairs of `{count,key,value,…}`, if there are as many as it counts.
pub(crate) fn pairs<'v, 't>(
    list: &'v [Value<'t>],
) -> Option<impl Iterator<Item = (&'v Value<'t>, &'v Value<'t>)>> {
    let (count, rest) = list.split_first()?;
    let count = usize::try_from(number(count.as_word()?)?).ok()?;
    let whole = count.checked_mul(2) == Some(rest.len());
    whole.then(|| rest.chunks_exact(2).map(|pair| (&pair[0], &pair[1])))
}

/// A number in plain digits: `parse` alone would take a sign.
fn number(word: &str) -> Option<u32> {
    word.parse().ok().filter(|_| !word.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Option<Vec<(String, String)>> {
        let fields = Fields::parse("e", text).unwrap();
        fields.texts(&[0], "synonym").ok().map(|texts| texts.into_iter().collect())
    }

    #[test]
    fn texts_by_language_are_counted() {
        assert_eq!(texts("{0}"), Some(vec![]));
        assert_eq!(texts("{1,\"ru\",\"Насосы\"}"), Some(vec![("ru".to_owned(), "Насосы".to_owned())]));
        for broken in ["{1}", "{0,\"ru\"}", "{1,\"ru\",Насосы}", "{+1,\"ru\",\"a\"}", "{4294967295}", "0"]
        {
            assert_eq!(texts(broken), None, "{broken}");
        }
    }

    #[test]
    fn ids_are_taken_in_their_usual_spelling_only() {
        let id = |text| Fields::parse("e", text).unwrap().uuid(&[0, 0], "id").is_ok();
        assert!(id("{3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10}"));
        assert!(!id("{3f1b9f6e6a0c4d539a510d8f6f2f6f10}"));
        assert!(!id("{}"));
    }
}
