//! Products as the reports show them.

use console::{Page, Report, Table, Words, values};
use ledger::{Product, ProductFeature};
use serde::Serialize;

use crate::field_changes::{self, FieldChange};
use crate::show::{NamesJson, limit_text, name_for, names_json};

#[derive(Serialize)]
struct FeatureJson {
    feature: u32,
    /// `null`: without limit.
    limit: Option<u32>,
    /// Whether a coupon's multiplier applies.
    multiplied: bool,
}

impl From<&ProductFeature> for FeatureJson {
    fn from(one: &ProductFeature) -> Self {
        let limit = match one.limit {
            format::Limit::Count(number) => Some(number.get()),
            format::Limit::Unlimited => None,
        };
        Self { feature: one.feature.get(), limit, multiplied: one.is_multiplied }
    }
}

/// A product.
#[derive(Serialize)]
pub(super) struct ProductJson {
    product: u32,
    names: NamesJson,
    features: Vec<FeatureJson>,
    guid: Option<String>,
    activation: NamesJson,
    trial: bool,
    /// `null`: for ever.
    trial_days: Option<u32>,
    trial_counting: &'static str,
    automatic: bool,
    replaces: Vec<u32>,
    withdrawn: bool,
}

impl From<&Product> for ProductJson {
    fn from(product: &Product) -> Self {
        Self {
            product: product.id.get(),
            names: names_json(&product.names),
            features: product.features.iter().map(FeatureJson::from).collect(),
            guid: product.guid.clone(),
            activation: names_json(&product.activation),
            trial: product.is_trial,
            trial_days: product.trial_days.map(std::num::NonZeroU32::get),
            trial_counting: product.trial_counting.name(),
            automatic: product.is_automatic,
            replaces: product.replaces.iter().map(|id| id.get()).collect(),
            withdrawn: product.is_withdrawn,
        }
    }
}

impl ProductJson {
    fn say(&self, page: &mut Page<'_>) {
        let name = name_for(page, &self.names);
        page.say("vendor-product-added", &values![number = self.product, name = name]);
    }

    fn limits(&self) -> String {
        let limits = self.features.iter().map(|one| limit_text(one.feature, one.limit));
        limits.collect::<Vec<_>>().join(", ")
    }

    /// How it is sold: as a trial of so many days, no longer at all; empty for what is sold as usual.
    fn state(&self, words: &Words) -> String {
        let mut state = Vec::new();
        if self.trial {
            let days = self.trial_days.unwrap_or_default();
            state.push(match (self.trial_days, self.trial_counting) {
                (None, _) => words.say("customers-trial-for-ever", &[]),
                (Some(_), "use") => words.say("customers-trial-of-use", &values![count = days]),
                _ => words.say("customers-trial-of-days", &values![count = days]),
            });
        }
        if self.automatic {
            state.push(words.say("customers-automatic", &[]));
        }
        if self.withdrawn {
            state.push(words.say("customers-withdrawn", &[]));
        }
        state.join(", ")
    }
}

#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Added(pub(super) ProductJson);

impl Report for Added {
    fn show(&self, page: &mut Page<'_>) {
        self.0.say(page);
    }
}

#[derive(Serialize)]
pub(super) struct Updated {
    #[serde(flatten)]
    pub(super) product: ProductJson,
    pub(super) changes: Vec<FieldChange>,
    pub(super) dry_run: bool,
}

impl Report for Updated {
    fn show(&self, page: &mut Page<'_>) {
        self.product.say(page);
        field_changes::show(page, &self.changes);
        if !self.changes.is_empty() {
            page.say("customers-issued-stays", &[]);
        }
        self.dry_run.then(|| page.say("customers-dry-run", &[]));
    }
}

#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Shown(pub(super) ProductJson);

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        let one = &self.0;
        page.field("number", one.product);
        for name in one.names.values() {
            page.field("name", name);
        }
        page.field("vendor-limits", one.limits());
        let multiplied = one.features.iter().filter(|feature| feature.multiplied);
        let multiplied: Vec<String> = multiplied.map(|feature| feature.feature.to_string()).collect();
        let replaces: Vec<String> = one.replaces.iter().map(u32::to_string).collect();
        let texts = [
            ("customers-field-multiplied", multiplied.join(", ")),
            ("customers-field-guid", one.guid.clone().unwrap_or_default()),
            ("customers-field-replaces", replaces.join(", ")),
            ("vendor-state", one.state(page.words())),
        ];
        for (label, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            page.field(label, text);
        }
        if !one.activation.is_empty() {
            page.heading("customers-field-activation", &[]);
            page.line(name_for(page, &one.activation));
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Listed(pub(super) Vec<ProductJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let states: Vec<String> = self.0.iter().map(|product| product.state(page.words())).collect();
        let has_states = states.iter().any(|state| !state.is_empty());
        let headings = ["number", "name", "vendor-limits"];
        let mut table = Table::new(headings.into_iter().chain(has_states.then_some("vendor-state")));
        for (product, state) in self.0.iter().zip(states) {
            let name = name_for(page, &product.names);
            let cells = [product.product.into(), name.into(), product.limits().into()];
            table.row(cells.into_iter().chain(has_states.then(|| state.into())));
        }
        page.table(&table);
    }
}
