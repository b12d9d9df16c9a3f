//! Ledger values as the reports show them: names in the reader's language, grants, JSON.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use console::{Page, Words};
use format::{FeatureId, Features, Grant, Language, Limit, Names};
use serde::Serialize;

/// Names by language code, for JSON.
pub(crate) type NamesJson = BTreeMap<String, String>;

/// All names, for JSON.
pub(crate) fn names_json(names: &Names) -> NamesJson {
    names.iter().map(|(language, name)| (language.to_string(), name.clone())).collect()
}

/// The name for the page's reader.
pub(crate) fn name_for(page: &Page<'_>, names: &NamesJson) -> String {
    name_in(page.words(), names)
}

/// The name in the language of the words.
fn name_in(words: &Words, names: &NamesJson) -> String {
    let wanted = match words.language() {
        console::Language::Russian => Language::RUSSIAN,
        _ => Language::ENGLISH,
    };
    let codes = [wanted, Language::ENGLISH, Language::RUSSIAN];
    let found = codes.iter().find_map(|language| names.get(language.as_str()));
    found.or_else(|| names.values().next()).cloned().unwrap_or_default()
}

/// Features with their limits, for JSON.
pub(crate) fn features_json(features: &Features) -> Vec<FeatureJson> {
    let feature = |(feature, limit): (&FeatureId, &Limit)| FeatureJson {
        feature: feature.get(),
        limit: match limit {
            Limit::Count(number) => Some(number.get()),
            Limit::Unlimited => None,
        },
    };
    features.iter().map(feature).collect()
}

/// A feature of a grant.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeatureJson {
    pub(crate) feature: u32,
    /// `null`: without limit.
    pub(crate) limit: Option<u32>,
}

/// A grant with the product's names.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GrantJson {
    pub(crate) product: u32,
    pub(crate) names: NamesJson,
    pub(crate) features: Vec<FeatureJson>,
    pub(crate) from: Option<String>,
    /// The last second; `null`: for ever.
    pub(crate) until: Option<String>,
    pub(crate) trial: bool,
    /// On how many different days it may be used, of a trial that counts them.
    pub(crate) days_of_use: Option<u32>,
    #[serde(skip)]
    ends: Option<format::UnixTime>,
    #[serde(skip)]
    begins: Option<format::UnixTime>,
}

impl GrantJson {
    pub(crate) fn new(grant: &Grant, names: Option<&Names>) -> Self {
        Self {
            product: grant.product.get(),
            names: names.map(names_json).unwrap_or_default(),
            features: features_json(&grant.features),
            from: grant.from.map(|from| from.to_string()),
            until: grant.until.map(|until| until.to_string()),
            trial: grant.is_trial,
            days_of_use: grant.days_of_use.map(NonZeroU32::get),
            ends: grant.until,
            begins: grant.from,
        }
    }

    /// The product's name.
    pub(crate) fn name_in(&self, words: &Words) -> String {
        name_in(words, &self.names)
    }

    /// Its end, and that it is a trial.
    pub(crate) fn until_in(&self, words: &Words) -> String {
        let until = self.ends.map_or_else(|| words.say("vendor-for-ever", &[]), console::moment);
        match self.trial {
            true => format!("{until} ({})", words.trial(self.days_of_use)),
            false => until,
        }
    }

    /// Its beginning and its end.
    pub(crate) fn period_in(&self, words: &Words) -> String {
        match self.begins {
            Some(from) => format!("{} – {}", console::moment(from), self.until_in(words)),
            None => self.until_in(words),
        }
    }
}

/// A table of grants, or the words that there are none. Limits are not added up, so of equal rows one is shown.
pub(crate) fn grants(page: &mut Page<'_>, grants: &[GrantJson]) {
    if grants.is_empty() {
        page.say("vendor-no-products", &[]);
        return;
    }
    let mut table = console::Table::new(["product", "name", "vendor-limits", "vendor-until"]);
    let mut shown = Vec::new();
    for grant in grants {
        let (name, until) = (grant.name_in(page.words()), grant.until_in(page.words()));
        let row = (grant.product, name, limits_text(&grant.features), until);
        if !shown.contains(&row) {
            shown.push(row);
        }
    }
    for (product, name, limits, until) in shown {
        table.row([product.into(), name.into(), limits.into(), until.into()]);
    }
    page.table(&table);
}

/// `1 × 5, 2 × ∞`.
pub(crate) fn limits_text(features: &[FeatureJson]) -> String {
    features.iter().map(|one| limit_text(one.feature, one.limit)).collect::<Vec<_>>().join(", ")
}

/// `1 × 5`: feature 1, five of it; `1 × ∞` without limit.
pub(crate) fn limit_text(feature: u32, limit: Option<u32>) -> String {
    limit.map_or_else(|| format!("{feature} × ∞"), |limit| format!("{feature} × {limit}"))
}
