//! `keyslip ledger`: the file that holds all that was issued.

use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use ledger::{DumpReport, Ledger, RestoreOptions};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::outside::refuse_inside;
use crate::vendor::{judged, server_url};

/// The ledger.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Write a copy of the ledger as it is now, while others go on working
    #[command(
        after_help = "Example:\n  keyslip ledger backup --out /media/backup/ledger.sqlite\n\nThe ledger's own file must not be copied while it is open. Keys, roots and objects are ordinary files: copy the\nfolders keys, roots and objects beside it, or use `keyslip key backup` for keys and roots.\n\nOf a ledger in a database the copy is a dump, which `keyslip ledger restore` reads."
    )]
    Backup(Backup),

    /// Write the whole ledger into one file that any other kind of ledger can be made from
    #[command(
        after_help = "Example:\n  keyslip ledger dump /media/backup/ledger.jsonl\n\nKeys, roots and objects are not in it: they are ordinary files."
    )]
    Dump(Dump),

    /// Make the ledger of a folder that has roots and no ledger from a dump, and check all of it
    #[command(
        after_help = "Example, from a file to a database:\n  keyslip ledger dump ledger.jsonl --vendor ~/vendor\n  mkdir ~/new && cp -r ~/vendor/keys ~/vendor/roots ~/vendor/objects ~/new\n  keyslip ledger restore ledger.jsonl --vendor ~/new --ledger postgres://olga@localhost/keyslip\n\nAll of it is there afterwards, or nothing. Compare the entry that is named with the one of `keyslip log verify`."
    )]
    Restore(Restore),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Dump {
    /// The file; an old one is replaced
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// The dump
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Into this empty database instead of a file: postgres://user@localhost/database
    #[arg(long, value_name = "URL")]
    ledger: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// The copy; an old one is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Serialize)]
struct BackedUp {
    file: String,
    bytes: u64,
    entries: u64,
}

impl Report for BackedUp {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![file = &self.file, entries = self.entries];
        page.say_toned(Tone::Good, "vendor-ledger-backed-up", &values);
        page.field("size", page.words().say("bytes", &values![count = self.bytes]));
    }
}

#[derive(Serialize)]
struct Dumped {
    file: String,
    bytes: u64,
    rows: u64,
    entries: u64,
    head: String,
    /// What was done: the message's name.
    #[serde(skip)]
    message: &'static str,
}

impl Dumped {
    fn of(file: &std::path::Path, report: DumpReport, message: &'static str) -> Self {
        let DumpReport { rows, entries, bytes, .. } = report;
        let (file, head) = (file.display().to_string(), report.head.to_string());
        Self { file, bytes, rows, entries, head, message }
    }
}

impl Report for Dumped {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![file = &self.file, rows = self.rows];
        page.say_toned(Tone::Good, self.message, &values);
        page.field(
            "store-head",
            page.words().say("store-entry", &values![seq = self.entries, hash = &self.head]),
        );
        page.field("size", page.words().say("bytes", &values![count = self.bytes]));
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Backup(args) => back_up(args, vendor, ui),
        Command::Dump(args) => dump(args, vendor, ui),
        Command::Restore(args) => restore(args, vendor, ui),
    }
}

fn back_up(args: &Backup, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    refuse_inside(&args.out, ledger.folder())?;
    // A trail that is broken must not take the place of a copy that is whole.
    let checked = ledger.verify_audit().map_err(judged)?;
    ledger.back_up(&args.out).map_err(judged)?;
    let bytes =
        std::fs::metadata(&args.out).map_err(|error| disk::DiskError::from_io(&args.out, error))?.len();
    ui.report(&BackedUp { file: args.out.display().to_string(), bytes, entries: checked.entries })
}

fn dump(args: &Dump, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    refuse_inside(&args.file, ledger.folder())?;
    ledger.verify_audit().map_err(judged)?;
    let report = ledger.dump(&args.file).map_err(judged)?;
    ui.report(&Dumped::of(&args.file, report, "store-dumped"))
}

fn restore(args: &Restore, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = server_url(args.ledger.as_deref())?;
    let options = RestoreOptions { ledger: ledger.as_ref(), login: &vendor.login(), noted: &[] };
    let report = Ledger::restore(vendor.folder()?, &args.file, &options).map_err(judged)?;
    ui.report(&Dumped::of(&args.file, report, "store-restored"))
}
