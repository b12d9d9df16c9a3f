use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, parse, typed, values};
use format::UnixTime;
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

/// The audit trail.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show the entries, oldest first
    Show(Show),
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
    hash: String,
}

#[derive(Serialize)]
#[serde(transparent)]
struct Entries(Vec<Entry>);

impl Report for Entries {
    fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            return page.say("nothing-found", &[]);
        }
        let mut table = Table::new(["number", "date", "vendor-who", "vendor-what", "vendor-subject"]);
        for one in &self.0 {
            let texts = [&one.who, &one.what, &one.subject];
            table.row([one.seq.into(), one.moment.into()].into_iter().chain(texts.map(Into::into)));
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
