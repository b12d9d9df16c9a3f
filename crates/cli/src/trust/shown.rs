use console::{Page, Words, parse, say, values};
use crypto::{key_fingerprint, key_id as id_of};
use format::{Explain, Fact, Fingerprint, IssuingKey, KeyId, ProductId, PublicKey, Purpose, UnixTime};
use ledger::{ReviewedChange, RootDifference};
use serde::Serialize;
use thiserror::Error;

use crate::show::{NamesJson, names_json};

/// What was typed about keys and is none.
#[derive(Clone, Debug, Error)]
pub(crate) enum KeyInputError {
    /// Not the id of a key.
    #[error("{text:?} is not the id of a key")]
    KeyId { text: String },
    /// Not a purpose.
    #[error("{text:?} is not a kind of document that issuing keys sign")]
    Purpose { text: String },
}

impl Explain for KeyInputError {
    fn code(&self) -> &'static str {
        match self {
            Self::KeyId { .. } => "cli.key-id",
            Self::Purpose { .. } => "cli.purpose",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let (Self::KeyId { text } | Self::Purpose { text }) = self;
        vec![("text", Fact::text(text))]
    }
}

/// The id of a key, as `key list` shows it.
pub(crate) fn key_id(text: &str) -> Result<KeyId, KeyInputError> {
    KeyId::from_hex(&text.to_lowercase()).ok_or_else(|| KeyInputError::KeyId { text: text.to_owned() })
}

/// A purpose by the name of its documents.
pub(crate) fn purpose(text: &str) -> Result<Purpose, KeyInputError> {
    let named = Purpose::ALL.into_iter().find(|purpose| purpose.name() == text);
    named.ok_or_else(|| KeyInputError::Purpose { text: text.to_owned() })
}

/// How many root keys: as many as a root holds (SPEC §5.1).
pub(crate) fn key_count(text: &str) -> Result<u32, parse::InputError> {
    parse::number(text, 1..=16)
}

/// A fingerprint in both of its forms.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FingerprintJson {
    pub(crate) fingerprint: String,
    pub(crate) fingerprint_words: String,
}

impl From<Fingerprint> for FingerprintJson {
    fn from(fingerprint: Fingerprint) -> Self {
        Self {
            fingerprint: fingerprint.to_string(),
            fingerprint_words: crypto::fingerprint_words(fingerprint),
        }
    }
}

impl FingerprintJson {
    pub(crate) fn show(&self, page: &mut Page<'_>) {
        page.field("fingerprint", &self.fingerprint);
        page.field("trust-in-words", &self.fingerprint_words);
    }
}

/// What an issuing key may sign.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeyTerms {
    purposes: Vec<&'static str>,
    from: Option<String>,
    until: Option<String>,
    /// Empty: all products.
    products: Vec<u32>,
    #[serde(skip)]
    dates: (Option<UnixTime>, Option<UnixTime>),
}

impl KeyTerms {
    pub(crate) fn new(
        purposes: Vec<&'static str>,
        dates: (Option<UnixTime>, Option<UnixTime>),
        family: &[ProductId],
    ) -> Self {
        Self {
            purposes,
            from: dates.0.map(|from| from.to_string()),
            until: dates.1.map(|until| until.to_string()),
            products: family.iter().map(|product| product.get()).collect(),
            dates,
        }
    }

    /// `licenses, coupons; until 2027-12-31; products 1, 2`.
    pub(crate) fn say(&self, words: &Words) -> String {
        let mut parts = vec![self.say_purposes(words)];
        if let Some(from) = self.dates.0 {
            parts.push(say!(words, "trust-from", date = from));
        }
        if let Some(until) = self.dates.1 {
            parts.push(say!(words, "trust-until", date = until));
        }
        if !self.products.is_empty() {
            let products: Vec<String> = self.products.iter().map(u32::to_string).collect();
            parts.push(say!(words, "trust-products", products = products.join(", ")));
        }
        parts.join("; ")
    }

    fn say_purposes(&self, words: &Words) -> String {
        let purposes = self.purposes.iter().map(|purpose| words.say(&format!("role-{purpose}"), &[]));
        purposes.collect::<Vec<_>>().join(", ")
    }

    /// What is signed and until when, where there is nothing else to say.
    fn only_end(&self, words: &Words) -> Option<(String, UnixTime)> {
        let until = self.dates.1.filter(|_| self.dates.0.is_none() && self.products.is_empty());
        until.map(|until| (self.say_purposes(words), until))
    }
}

impl From<&IssuingKey> for KeyTerms {
    fn from(key: &IssuingKey) -> Self {
        let purposes = key.purposes.iter().map(|purpose| purpose.document().name()).collect();
        Self::new(purposes, (key.from, key.until), &key.family)
    }
}

/// One difference between two roots.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DifferenceJson {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_fingerprint: Option<String>,
    #[serde(flatten)]
    terms: Option<KeyTerms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<NamesJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip)]
    expires_at: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<[u32; 2]>,
}

/// The differences that a change makes.
pub(crate) fn differences(change: &ReviewedChange) -> Vec<DifferenceJson> {
    change.differences().iter().map(DifferenceJson::from).collect()
}

impl From<&RootDifference> for DifferenceJson {
    fn from(difference: &RootDifference) -> Self {
        let plain = |what| Self {
            what,
            key: None,
            key_fingerprint: None,
            terms: None,
            names: None,
            expires: None,
            expires_at: None,
            threshold: None,
        };
        let of_key = |what, key: &PublicKey, terms| Self {
            key: Some(id_of(key).to_string()),
            key_fingerprint: Some(key_fingerprint(key).to_string()),
            terms,
            ..plain(what)
        };
        let issuing = |what, key: &IssuingKey| of_key(what, &key.key, Some(KeyTerms::from(key)));
        match difference {
            RootDifference::Names(names) => Self { names: Some(names_json(names)), ..plain("names") },
            RootDifference::Expires(expires) => {
                let text = expires.map(|expires| expires.to_string());
                Self { expires: text, expires_at: *expires, ..plain("expires") }
            }
            RootDifference::Threshold { from, to } => {
                Self { threshold: Some([*from, *to]), ..plain("threshold") }
            }
            RootDifference::RootKeyAdded(key) => of_key("root-key-added", key, None),
            RootDifference::RootKeyDropped(key) => of_key("root-key-dropped", key, None),
            RootDifference::IssuingKeyAdded(key) => issuing("issuing-key-added", key),
            RootDifference::IssuingKeyDropped(key) => issuing("issuing-key-dropped", key),
            RootDifference::IssuingKeyChanged(key) => issuing("issuing-key-changed", key),
            _ => plain("extensions"),
        }
    }
}

impl DifferenceJson {
    /// The difference in plain words.
    pub(crate) fn say(&self, words: &Words) -> String {
        let key = self.key.as_deref().unwrap_or_default();
        let fingerprint = self.key_fingerprint.as_deref().unwrap_or_default();
        let terms = self.terms.as_ref().map(|terms| terms.say(words)).unwrap_or_default();
        let names: Vec<&str> =
            self.names.iter().flat_map(|names| names.values()).map(String::as_str).collect();
        let [from, to] = self.threshold.unwrap_or_default();
        let names = names.join(", ");
        let only_end = self.terms.as_ref().and_then(|terms| terms.only_end(words));
        if let ("issuing-key-changed", Some((purposes, date))) = (self.what, only_end) {
            let values = values![key = key, purposes = purposes, date = date, fingerprint = fingerprint];
            return words.say("trust-change-issuing-key-ends", &values);
        }
        match self.what {
            "names" => say!(words, "trust-change-names", names = names),
            "expires" => match self.expires_at {
                Some(date) => say!(words, "trust-change-expires", date = date),
                None => say!(words, "trust-change-never-expires"),
            },
            "threshold" => say!(words, "trust-change-threshold", from = from, to = to),
            "extensions" => say!(words, "trust-change-extensions"),
            what => {
                let values = values![key = key, fingerprint = fingerprint, terms = terms];
                words.say(&format!("trust-change-{what}"), &values)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_about_keys_is_read_or_has_an_error_of_its_own() {
        assert_eq!(key_id("03C0FB548B8324C8").unwrap().to_string(), "03c0fb548b8324c8");
        assert_eq!(key_id("03c0").unwrap_err().code(), "cli.key-id");
        assert_eq!(purpose("coupon").unwrap(), Purpose::Coupon);
        assert_eq!(purpose("root").unwrap_err().code(), "cli.purpose");
        assert_eq!(key_count("16").unwrap(), 16);
        assert_eq!(key_count("0").unwrap_err().code(), "console.number");
        assert!(key_count("17").is_err());
    }
}
