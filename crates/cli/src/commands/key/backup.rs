use std::path::PathBuf;

use console::{Answer, Failure, Page, PassphraseArgs, PassphraseFor, Report, Tone, Ui, say, values};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

/// Copies of the keys.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// An empty or a new folder, on a medium that is locked away
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Also open each copied key with the passphrase
    #[arg(long)]
    open: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct BackedUp {
    folder: String,
    keys: usize,
    roots: usize,
    opened: bool,
}

impl Report for BackedUp {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![keys = self.keys, roots = self.roots, folder = &self.folder];
        page.say_toned(Tone::Good, "trust-backed-up", &values);
        page.say(if self.opened { "trust-backup-opened" } else { "trust-backup-not-opened" }, &[]);
    }
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let passphrase = match args.open {
        true => {
            let prompt = say!(ui.words(), "trust-passphrase-of-keys");
            Some(ui.passphrase(&args.passphrase.source(), PassphraseFor::Existing, &prompt)?)
        }
        false => None,
    };
    let passphrase = passphrase.as_ref().map(|passphrase| passphrase.as_str());
    let report = ledger.folder().back_up_keys(&args.out, passphrase).map_err(judged)?;
    ui.report(&BackedUp {
        folder: args.out.display().to_string(),
        keys: report.keys,
        roots: report.roots,
        opened: report.was_opened,
    })
}
