use console::{Ui, Words, say, values};
use format::{Limit, ProductId, Purpose};
use ledger::{BatchOffer, BatchSummary, ReviewedBatch};

use crate::show::limit_text;

/// Most names that are shown: a person reads no longer list, and is told that there are more.
const MAX_NAMES: usize = 40;

/// Says what the signatures of a batch would stand for, computed from the payloads themselves: nothing that widens what
/// is permitted goes unsaid, for whoever prepared the batch may be another than the one who owns the key.
pub(crate) fn review_batch(batch: &ReviewedBatch, ui: &mut Ui) {
    let summary = batch.summary();
    let document = batch.purpose().document().name();
    ui.note("trust-review-batch", &values![count = summary.count, document = document]);
    dates(summary, ui);
    let offers = summary.offers.iter().map(|(offer, count)| offer_line(offer, *count, ui.words()));
    offers.collect::<Vec<_>>().into_iter().for_each(|line| say_line(line, ui));
    counts(summary, ui);
    let words = ui.words();
    let until = summary.redeem_before.iter().filter_map(|(until, count)| {
        let until = until.as_ref()?;
        Some(say!(words, "trust-review-redeem-before", date = *until, count = *count))
    });
    until.collect::<Vec<_>>().into_iter().for_each(|line| say_line(line, ui));
    let words = ui.words();
    let catalogs = summary.catalogs.iter();
    let catalogs = catalogs
        .map(|(number, expires)| say!(words, "trust-review-catalog", number = *number, date = *expires));
    catalogs.collect::<Vec<_>>().into_iter().for_each(|line| say_line(line, ui));
    names(&summary.names, ui);
    let nameless = summary.count.saturating_sub(summary.names.len());
    if batch.purpose() == Purpose::License && nameless > 0 {
        ui.note("trust-review-nameless", &values![count = nameless]);
    }
    if summary.unknown_fields > 0 {
        ui.warn("trust-review-unknown", &values![count = summary.unknown_fields]);
    }
}

fn dates(summary: &BatchSummary, ui: &mut Ui) {
    match summary.issued {
        Some((first, last)) if first == last => ui.note("trust-review-date", &values![date = first]),
        Some((first, last)) => ui.note("trust-review-dates", &values![first = first, last = last]),
        None => {}
    }
}

fn counts(summary: &BatchSummary, ui: &mut Ui) {
    for (id, count) in [
        ("trust-review-empty", summary.empty),
        ("trust-review-bearer", summary.bearer),
        ("trust-review-for-license", summary.for_license),
        ("trust-review-for-customer", summary.for_customer),
        ("trust-review-reusable", summary.reusable),
        ("trust-review-no-end", summary.redeem_before.get(&None).copied().unwrap_or_default()),
    ] {
        if count > 0 {
            ui.note(id, &values![count = count]);
        }
    }
    if summary.grace_days > 0 {
        ui.note("trust-review-grace", &values![days = summary.grace_days]);
    }
}

fn say_line(text: String, ui: &mut Ui) {
    ui.note("trust-review-line", &values![text = text]);
}

/// Whom it is for; what it permits is never cut short.
fn names(names: &[String], ui: &mut Ui) {
    names.iter().take(MAX_NAMES).for_each(|name| say_line(name.clone(), ui));
    let more = names.len().saturating_sub(MAX_NAMES);
    if more > 0 {
        ui.warn("trust-review-more", &values![count = more]);
    }
}

fn offer_line(offer: &BatchOffer, count: usize, words: &Words) -> String {
    let (kind, product, terms) = (offer.kind.name(), offer.product.get(), terms(offer, words));
    words.say("trust-review-offer", &values![kind = kind, product = product, terms = terms, count = count])
}

/// `1 × 5, 2 × ∞; until 2027-12-31`.
fn terms(offer: &BatchOffer, words: &Words) -> String {
    let number = |limit: &Limit| match limit {
        Limit::Count(number) => Some(number.get()),
        Limit::Unlimited => None,
    };
    let limits = offer.features.iter().map(|(feature, limit)| limit_text(feature.get(), number(limit)));
    let limits: Vec<String> = limits.collect();
    let mut parts = Vec::from_iter(Some(limits.join(", ")).filter(|limits| !limits.is_empty()));
    parts.extend(offer.from.map(|from| say!(words, "trust-from", date = from)));
    parts.push(match (offer.until, offer.days) {
        (Some(until), _) => say!(words, "trust-until", date = until),
        (None, Some(days)) => say!(words, "trust-days", days = days),
        (None, None) => say!(words, "vendor-for-ever"),
    });
    parts.extend(offer.is_trial.then(|| words.trial(offer.days_of_use)));
    if !offer.replaces.is_empty() {
        let products: Vec<String> = offer.replaces.iter().map(ProductId::to_string).collect();
        parts.push(say!(words, "trust-review-replaces", products = products.join(", ")));
    }
    parts.join("; ")
}
