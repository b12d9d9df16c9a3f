use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, values};
use crypto::key_fingerprint;
use format::UnixTime;
use ledger::{ReceiptImport, ReceiptSite};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

/// Most bytes of one site's receipts: half a million of them.
const MAX_BYTES: u64 = 256 << 20;

/// Receipts that sites send back: what became of coupons and licenses there.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Take the receipts of sites in; what is there already stays as it is
    #[command(after_help = "Example:\n  keyslip receipt import site.ksreceipts")]
    Import(Import),
    /// List the sites from which receipts came
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// Files that sites wrote with `keyslip-site receipt export`
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Import(args) => import(args, vendor, ui),
        Command::List => {
            let sites = vendor.open()?.receipt_sites().map_err(judged)?;
            ui.report(&Listed(sites.iter().map(SiteJson::from).collect()))
        }
    }
}

/// Each file by itself: one that is refused keeps no other one out.
fn import(args: &Import, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let mut imported = Imported { files: Vec::new() };
    for path in &args.files {
        let taken = disk::read_limited(path, MAX_BYTES)
            .map_err(Failure::from)
            .and_then(|journal| ledger.import_receipts(&journal, &vendor.context()).map_err(judged));
        let file = path.display().to_string();
        imported.files.push(match taken {
            Ok(import) => FileJson::taken(file, &import),
            // With one file the failure is the answer; with several it is one line of it.
            Err(failure) if args.files.len() == 1 => return Err(failure),
            Err(failure) => {
                let problem = console::explain(ui.words(), failure.problem());
                FileJson {
                    refused: Some(failure.problem().code()),
                    problem: Some(problem),
                    ..FileJson::of(file)
                }
            }
        });
    }
    ui.report(&imported)
}

#[derive(Serialize)]
struct Imported {
    files: Vec<FileJson>,
}

#[derive(Serialize)]
struct FileJson {
    file: String,
    site: Option<String>,
    fingerprint: Option<String>,
    new: u64,
    known: u64,
    /// Receipts of which there are two now: the site's state was copied, or turned back.
    forked: Vec<u64>,
    refused: Option<&'static str>,
    problem: Option<String>,
}

impl FileJson {
    fn of(file: String) -> Self {
        let (site, fingerprint, forked) = (None, None, Vec::new());
        Self { file, site, fingerprint, new: 0, known: 0, forked, refused: None, problem: None }
    }

    fn taken(file: String, import: &ReceiptImport) -> Self {
        Self {
            site: Some(import.site.to_string()),
            fingerprint: Some(key_fingerprint(&import.key).to_string()),
            new: import.new,
            known: import.known,
            forked: import.forked.clone(),
            ..Self::of(file)
        }
    }
}

impl Report for Imported {
    fn show(&self, page: &mut Page<'_>) {
        for one in &self.files {
            if let Some(problem) = &one.problem {
                let values = values![file = &one.file, problem = problem];
                page.say_toned(Tone::Bad, "reports-not-imported", &values);
                continue;
            }
            let values = values![file = &one.file, new = one.new, known = one.known];
            page.say_toned(Tone::Good, "reports-imported", &values);
            if let Some(fingerprint) = &one.fingerprint {
                page.field("reports-site-key", fingerprint);
            }
            if !one.forked.is_empty() {
                page.say_toned(Tone::Bad, "reports-forked", &values![count = one.forked.len()]);
            }
        }
    }

    fn answer(&self) -> Answer {
        let is_clean = self.files.iter().all(|one| one.refused.is_none() && one.forked.is_empty());
        if is_clean { Answer::Yes } else { Answer::Refused }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<SiteJson>);

#[derive(Serialize)]
struct SiteJson {
    site: String,
    fingerprint: String,
    receipts: u64,
    last_at: String,
    #[serde(skip)]
    moment: UnixTime,
}

impl From<&ReceiptSite> for SiteJson {
    fn from(site: &ReceiptSite) -> Self {
        Self {
            site: site.site.to_string(),
            fingerprint: key_fingerprint(&site.key).to_string(),
            receipts: site.count,
            last_at: site.last_at.to_string(),
            moment: site.last_at,
        }
    }
}

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table =
            Table::new(["reports-site", "reports-site-key", "reports-receipts", "reports-last-receipt"]);
        for one in &self.0 {
            table.row([
                (&one.site).into(),
                (&one.fingerprint).into(),
                one.receipts.into(),
                one.moment.into(),
            ]);
        }
        page.table(&table);
    }
}
