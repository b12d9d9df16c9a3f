//! What an unverified license says, for people: a table in the place of CBOR.

use std::num::NonZeroU32;

use console::{Page, Table, Value, moment, values};
use format::{Grant, License, Limit, Number, Prefix};

/// Shows the fields of a license that nobody has verified; the caller has said so above.
///
/// The license itself has the digits of its number and not the vendor's letters: those stand in the text form only.
pub(crate) fn show_license(page: &mut Page<'_>, license: &License, knows_number: bool) {
    if !knows_number {
        page.field("number", digits(license));
    }
    if let Some(holder) = &license.holder {
        page.field("site-holder", holder);
    }
    page.field("site-revision", license.revision);
    page.field("site-signed", license.issued_at);
    if let Some(site) = &license.bindings.site {
        page.field("request-site-id", site);
    }
    if let Some(infobase) = &license.bindings.infobase {
        page.field("site-infobase-id", infobase);
    }
    if license.grace_days > 0 {
        page.field("site-grace", page.words().say("days", &values![count = license.grace_days]));
    }
    if license.grants.is_empty() {
        return page.say("site-license-empty", &[]);
    }
    page.blank();
    let headings = ["site-product", "site-feature", "site-limit", "site-from", "site-until", "site-note"];
    let mut table = Table::new(headings);
    license.grants.iter().for_each(|grant| add_rows(&mut table, grant, page));
    page.table(&table);
}

/// The number without the vendor's letters, and so without the last character, which checks the letters, too.
fn digits(license: &License) -> String {
    let prefix = Prefix::new("AAAA").expect("four letters");
    let mut number = Number::license(prefix, license.number).to_string();
    number.pop();
    format!("…{}…", number.trim_start_matches("AAAA"))
}

fn add_rows(table: &mut Table, grant: &Grant, page: &Page<'_>) {
    let words = page.words();
    let days_of_use = grant.days_of_use.map(NonZeroU32::get);
    let note = if grant.is_trial { words.trial(days_of_use) } else { String::new() };
    for (feature, limit) in grant.features.iter() {
        let limit = match limit {
            Limit::Unlimited => words.say("site-unlimited", &[]),
            Limit::Count(count) => count.to_string(),
        };
        let cells: [Value<'static>; 6] = [
            grant.product.get().into(),
            feature.get().into(),
            limit.into(),
            grant.from.map_or_else(|| "—".to_owned(), moment).into(),
            grant.until.map_or_else(|| words.say("site-for-ever", &[]), moment).into(),
            note.clone().into(),
        ];
        table.row(cells);
    }
}
