use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, parse, typed, values};
use format::UnixTime;
use serde::Serialize;
use serde_json::Value as Json;

use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for};
use crate::vendor::judged;

/// The audit trail.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show the entries, oldest first
    Show(Show),
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
        let (count, revision) = (self.number("count"), self.number("revision"));
        let said = words.say(
            &id,
            &values![
                subject = subject,
                license = license,
                version = version,
                name = name,
                from = from,
                to = to,
                count = count,
                revision = revision
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
            let what = one.in_words(page);
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
            let entries = ledger.audit_entries(args.from.get().into(), args.count.get()).map_err(judged)?;
            let entries = entries.into_iter().map(|entry| Entry {
                seq: entry.seq,
                at: entry.at.to_string(),
                moment: entry.at,
                who: entry.who,
                what: entry.what,
                subject: entry.subject,
                details: serde_json::from_str(&entry.details).unwrap_or_default(),
                hash: entry.hash.to_string(),
            });
            ui.report(&Entries(entries.collect()))
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
