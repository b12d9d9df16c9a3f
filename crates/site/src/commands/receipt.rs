use std::path::PathBuf;

use clap::Subcommand;
use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use disk::Access;
use serde::Serialize;

use crate::context::{Context, judged};

/// Receipts: what this site did, for the vendor
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write all receipts into a file that is carried to the vendor
    #[command(after_help = "Example:\n  keyslip-site receipt export --out site.ksreceipts")]
    Export(Export),
}

#[derive(clap::Args)]
struct Export {
    /// The file to write, such as site.ksreceipts
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Exported {
    file: String,
    receipts: usize,
}

impl Report for Exported {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![file = &self.file, count = self.receipts];
        page.say_toned(Tone::Good, "site-receipts-exported", &values);
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let Command::Export(export) = &args.command;
    let site = context.open()?;
    let file = judged(site.receipts_file())?;
    disk::write_whole(&export.out, &file, Access::Everyone)?;
    ui.report(&Exported { file: export.out.display().to_string(), receipts: site.receipts().len() })
}
