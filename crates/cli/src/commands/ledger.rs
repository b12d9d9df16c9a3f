//! `keyslip ledger`: the file that holds all that was issued.

use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::outside::refuse_inside;
use crate::vendor::judged;

/// The ledger.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Write a copy of the ledger as it is now, while others go on working
    #[command(
        after_help = "Example:\n  keyslip ledger backup --out /media/backup/ledger.sqlite\n\nThe ledger's own file must not be copied while it is open. Keys, roots and objects are ordinary files: copy the\nfolders keys, roots and objects beside it, or use `keyslip key backup` for keys and roots."
    )]
    Backup(Backup),
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

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let Command::Backup(args) = command;
    let ledger = vendor.open()?;
    refuse_inside(&args.out, ledger.folder())?;
    // A trail that is broken must not take the place of a copy that is whole.
    let checked = ledger.verify_audit().map_err(judged)?;
    ledger.back_up(&args.out).map_err(judged)?;
    let bytes =
        std::fs::metadata(&args.out).map_err(|error| disk::DiskError::from_io(&args.out, error))?.len();
    ui.report(&BackedUp { file: args.out.display().to_string(), bytes, entries: checked.entries })
}
