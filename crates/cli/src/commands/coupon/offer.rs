//! What a coupon adds, product by product.

use std::num::NonZeroU32;

use console::{Failure, Page, Table, values};
use format::{Change, Features, ProductId, Term, UnixTime};
use ledger::Ledger;
use serde::Serialize;

use crate::show::{FeatureJson, NamesJson, features_json, limits_text, name_for, names_json};
use crate::vendor::judged;

/// One product in a coupon.
#[derive(Serialize)]
pub(super) struct OfferJson {
    pub(super) product: u32,
    names: NamesJson,
    features: Vec<FeatureJson>,
    /// The last second, where it is fixed.
    until: Option<String>,
    /// Days from the redemption; without these and `until` for ever.
    days: Option<u32>,
    trial: bool,
    /// On how many different days it may be used, of a trial that counts them.
    days_of_use: Option<u32>,
    #[serde(skip)]
    ends: Option<UnixTime>,
}

impl OfferJson {
    /// All that the change brings.
    pub(super) fn all(ledger: &Ledger, change: &Change) -> Result<Vec<Self>, Failure> {
        let products = ledger.products().map_err(judged)?;
        let names = |id| products.iter().find(|product| product.id == id).map(|product| &product.names);
        let offer = |product: ProductId,
                     features: &Features,
                     ends: Option<UnixTime>,
                     days: Option<NonZeroU32>,
                     trial: Option<Option<NonZeroU32>>| Self {
            product: product.get(),
            names: names(product).map(names_json).unwrap_or_default(),
            features: features_json(features),
            until: ends.map(|ends| ends.to_string()),
            days: days.map(NonZeroU32::get),
            trial: trial.is_some(),
            days_of_use: trial.flatten().map(NonZeroU32::get),
            ends,
        };
        Ok(match change {
            Change::Add(items) => items
                .iter()
                .map(|item| {
                    let (ends, days) = match item.term {
                        Term::Until(ends) => (Some(ends), None),
                        Term::Days(days) => (None, Some(days)),
                        _ => (None, None),
                    };
                    offer(item.product, &item.features, ends, days, item.is_trial.then_some(item.days_of_use))
                })
                .collect(),
            Change::ExtendTrial(items) => {
                let none = Features::default();
                items
                    .iter()
                    .map(|item| offer(item.product, &none, None, Some(item.days), Some(None)))
                    .collect()
            }
            Change::Replace(grants) => grants
                .iter()
                .map(|grant| {
                    offer(
                        grant.product,
                        &grant.features,
                        grant.until,
                        None,
                        grant.is_trial.then_some(grant.days_of_use),
                    )
                })
                .collect(),
            _ => Vec::new(),
        })
    }

    /// A table with a row for each product.
    pub(super) fn table(page: &mut Page<'_>, offers: &[Self]) {
        let mut table = Table::new(["product", "name", "vendor-limits", "vendor-until"]);
        for offer in offers {
            let words = page.words();
            let term = match (offer.ends, offer.days) {
                (Some(ends), _) => console::moment(ends),
                (None, Some(days)) => words.say("vendor-days-from-redemption", &values![days = days]),
                (None, None) => words.say("vendor-for-ever", &[]),
            };
            let term =
                if offer.trial { format!("{term} ({})", words.trial(offer.days_of_use)) } else { term };
            let name = name_for(page, &offer.names);
            table.row([offer.product.into(), name.into(), limits_text(&offer.features).into(), term.into()]);
        }
        page.table(&table);
    }
}
