use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use disk::Access;
use format::{Number, write_text};
use ledger::{Ledger, StoredLicense};
use serde::Serialize;

use crate::input::license_number;
use crate::options::VendorArgs;
use crate::qr::{Drawn, QrArgs};
use crate::revoked::Revocations;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,

    /// Write a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Print the text that can be pasted or typed
    #[arg(long)]
    text: bool,

    #[command(flatten)]
    qr: QrArgs,
}

pub(super) fn run(args: &Export, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let license = ledger.license(args.license).map_err(judged)?;
    warn_of_revoked(&ledger, &license, ui)?;
    ui.report(&export(args, &license)?)
}

/// Says that a license is revoked, for whoever is about to hand it out.
pub(crate) fn warn_of_revoked(ledger: &Ledger, license: &StoredLicense, ui: &mut Ui) -> Result<(), Failure> {
    let revoked = Revocations::of(ledger)?.of_revision(license.number, license.newest().license.revision);
    if let Some(revoked) = revoked {
        let state = revoked.revoked(ui.words());
        let values = values![license = license.number.to_string(), state = state];
        ui.warn("vendor-license-is-revoked", &values);
    }
    Ok(())
}

fn export(args: &Export, license: &StoredLicense) -> Result<Exported, Failure> {
    let newest = license.newest();
    let text = write_text(license.number, &newest.document);
    if let Some(path) = &args.out {
        write_for_holder(path, &newest.document)?;
    }
    Ok(Exported {
        license: license.number.to_string(),
        revision: newest.license.revision,
        file: args.out.as_ref().map(|path| path.display().to_string()),
        shows_text: args.text || (args.out.is_none() && !args.qr.is_asked()),
        qr: args.qr.draw(&text)?,
        text,
    })
}

/// A license is no secret of the vendor's: its holder must be able to read it.
fn write_for_holder(path: &Path, document: &[u8]) -> Result<(), Failure> {
    Ok(disk::write_whole(path, document, Access::Everyone)?)
}

#[derive(Serialize)]
struct Exported {
    license: String,
    revision: u32,
    file: Option<String>,
    text: String,
    #[serde(skip)]
    shows_text: bool,
    #[serde(flatten)]
    qr: Drawn,
}

impl Report for Exported {
    fn show(&self, page: &mut Page<'_>) {
        if let Some(file) = &self.file {
            page.say_toned(
                Tone::Good,
                "vendor-license-exported",
                &values![license = &self.license, file = file],
            );
        }
        if self.shows_text {
            page.lines(&self.text);
        }
        self.qr.show(page);
    }
}
