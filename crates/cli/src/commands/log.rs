use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, parse, typed, values};
use format::bulletin::RevokedEntry;
use format::{FeatureId, Number, ProductId, UnixTime};
use ledger::{AuditEntry, AuditFilter, CustomerNumber, DistributorNumber, Ledger};
use serde::Serialize;
use serde_json::Value as Json;

use crate::field_changes::FieldChange;
use crate::input::{
    coupon_number, customer_number, distributor_number, feature_id, license_number, product_id,
};
use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for};
use crate::vendor::judged;

/// The audit trail.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show the entries, oldest first: all, or those about one thing
    #[command(
        after_help = "Examples:\n  keyslip log show --from 100 --count 20\n  keyslip log show --customer 7\n  keyslip log show --kind license"
    )]
    Show(Box<Show>),
    #[command(
        after_help = "Example:\n  keyslip log verify\n\nExit code 1: something was changed from outside; the message says which entry."
    )]
    /// Check that no entry was changed, removed or moved, and that all stored documents are genuine
    Verify,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The first entry to show
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = typed(parse::count))]
    from: NonZeroU32,

    /// How many entries
    #[arg(long, value_name = "NUMBER", default_value = "1000", value_parser = typed(parse::count))]
    count: NonZeroU32,

    /// Only what was done of this kind: customer, license.revoke
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,

    #[command(flatten)]
    about: About,
}

/// What the entries are about.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct About {
    /// Only the history of this customer
    #[arg(long, value_name = "CUSTOMER", value_parser = typed(customer_number))]
    customer: Option<CustomerNumber>,

    /// Only the history of this distributor
    #[arg(long, value_name = "DISTRIBUTOR", value_parser = typed(distributor_number))]
    distributor: Option<DistributorNumber>,

    /// Only the history of this feature
    #[arg(long, value_name = "FEATURE", value_parser = typed(feature_id))]
    feature: Option<FeatureId>,

    /// Only the history of this product
    #[arg(long, value_name = "PRODUCT", value_parser = typed(product_id))]
    product: Option<ProductId>,

    /// Only the history of this license key, with the coupons redeemed on it
    #[arg(long, value_name = "LICENSE", value_parser = license_number)]
    license: Option<Number>,

    /// Only the history of this coupon
    #[arg(long, value_name = "COUPON", value_parser = coupon_number)]
    coupon: Option<Number>,
}

impl Show {
    fn filter(&self) -> AuditFilter {
        let about = &self.about;
        let subjects = [
            ("customer.", about.customer.map(|number| number.to_string())),
            ("distributor.", about.distributor.map(|number| number.to_string())),
            ("feature.", about.feature.map(|number| number.to_string())),
            ("product.", about.product.map(|number| number.to_string())),
            // No other thing has such a number, and its redemption is cancelled under a kind of its own.
            ("", about.coupon.map(|number| number.to_string())),
        ];
        let found = subjects.into_iter().find_map(|(kind, subject)| Some((kind, subject?)));
        let (kind, subject) = found.unzip();
        AuditFilter { subject, license: about.license, kind: self.kind.clone().or(kind.map(str::to_owned)) }
    }
}

#[derive(Serialize)]
struct Entry {
    seq: u64,
    at: String,
    #[serde(skip)]
    moment: UnixTime,
    who: String,
    what: String,
    subject: String,
    /// More about it, as the ledger keeps it.
    details: Json,
    /// What it changed of a record, field by field.
    changes: Vec<FieldChange>,
    hash: String,
}

impl Entry {
    /// What was done, for people: the code has words of its own, and the reason follows where one was given.
    fn in_words(&self, page: &Page<'_>) -> String {
        let id = message_id(&self.what);
        let words = page.words();
        if !words.knows(&id) {
            return format!("{} {}", self.what, self.subject);
        }
        let detail = |name: &str| match &self.details[name] {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            Json::Object(_) => {
                let names: NamesJson = serde_json::from_value(self.details[name].clone()).unwrap_or_default();
                name_for(page, &names)
            }
            _ => String::new(),
        };
        let subject = self.subject.as_str();
        let (license, version, name) = (detail("license"), detail("version"), detail("names"));
        let (from, to) = (detail("from"), detail("to"));
        let comment = detail("comment");
        let (count, revision) = (self.number("count"), self.number("revision"));
        let last = self.number("last_revision");
        let revisions = if last == u64::from(RevokedEntry::ALL) { "all" } else { "older" };
        let said = words.say(
            &id,
            &values![
                subject = subject,
                license = license,
                version = version,
                name = name,
                from = from,
                to = to,
                comment = comment,
                count = count,
                revision = revision,
                revisions = revisions,
                last = last
            ],
        );
        match detail("reason") {
            reason if reason.is_empty() => said,
            reason => words.say("log-with-reason", &values![said = said, reason = reason]),
        }
    }

    fn number(&self, name: &str) -> u64 {
        self.details[name].as_u64().unwrap_or_default()
    }
}

/// `license.revoke` → `log-license-revoke`.
fn message_id(what: &str) -> String {
    format!("log-{}", what.replace('.', "-"))
}

#[derive(Serialize)]
#[serde(transparent)]
struct Entries(Vec<Entry>);

impl Report for Entries {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["number", "date", "vendor-who", "vendor-what"]);
        for one in &self.0 {
            let said = one.in_words(page);
            let changes: Vec<String> = one.changes.iter().map(|one| one.in_words(page.words())).collect();
            let what = if changes.is_empty() { said } else { format!("{said} ({})", changes.join("; ")) };
            table.row([one.seq.into(), one.moment.into(), (&one.who).into(), what.into()]);
        }
        page.table(&table);
    }
}

#[derive(Serialize)]
struct Verified {
    entries: u64,
    documents: u64,
    head: Option<String>,
}

impl Report for Verified {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![entries = self.entries, documents = self.documents];
        page.say_toned(Tone::Good, "vendor-log-verified", &values);
        if let Some(head) = &self.head {
            page.field("vendor-log-head", head);
        }
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    match command {
        Command::Show(args) => {
            let (from, count) = (args.from.get().into(), args.count.get());
            let entries = ledger.audit_entries_about(&args.filter(), from, count).map_err(judged)?;
            let entries = entries.into_iter().map(|entry| {
                Ok(Entry {
                    changes: changes_of(&ledger, &entry)?,
                    seq: entry.seq,
                    at: entry.at.to_string(),
                    moment: entry.at,
                    who: entry.who,
                    what: entry.what,
                    subject: entry.subject,
                    details: serde_json::from_str(&entry.details).unwrap_or_default(),
                    hash: entry.hash.to_string(),
                })
            });
            ui.report(&Entries(entries.collect::<Result<_, Failure>>()?))
        }
        Command::Verify => {
            let report = ledger.verify_audit().map_err(judged)?;
            ui.report(&Verified {
                entries: report.entries,
                documents: report.documents,
                head: report.head.map(|head| head.to_string()),
            })
        }
    }
}

/// What the entry changed of a record that was there.
fn changes_of(ledger: &Ledger, entry: &AuditEntry) -> Result<Vec<FieldChange>, Failure> {
    if entry.digest.is_none() {
        return Ok(Vec::new());
    }
    let record = ledger.audit_record_of(entry.seq).map_err(judged)?;
    let sides = record.and_then(|record| record.before.zip(record.after));
    Ok(sides.map(|(before, after)| FieldChange::between(&before, &after)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use console::{Language, Words};
    use ledger::AuditEntry;

    use super::*;

    #[test]
    fn every_kind_of_entry_has_words_in_both_languages() {
        for language in Language::ALL {
            let words = Words::new(language, "keyslip");
            for kind in AuditEntry::KINDS {
                assert!(words.knows(&message_id(kind)), "{language:?}: {kind}");
            }
        }
    }
}
