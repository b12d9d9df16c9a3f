use std::path::PathBuf;

use console::{Answer, Failure, Page, PassphraseArgs, Report, Table, Tone, Ui, typed, values};
use format::{Purpose, UnixTime};
use ledger::CatalogSummary;
use serde::Serialize;

use super::batch::{self, PreparedBatch};
use crate::input::{Expiry, expiry};
use crate::options::VendorArgs;
use crate::vendor::{judged, signing_key};

/// Catalogs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Sign a catalog of all releases
    #[command(
        after_help = "Examples:\n  keyslip catalog publish --expires-in 365d\n  keyslip catalog publish --expires-in 2027-12-31"
    )]
    Publish(Publish),
    /// Take a catalog that was signed on another machine into the ledger
    #[command(after_help = "Example:\n  keyslip catalog assemble catalog.signed")]
    Assemble(batch::Assemble),
    /// List the catalogs
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Publish {
    /// How long it counts as fresh: 365d, 52w, or through a day: 2027-12-31
    #[arg(long, value_name = "TIME", default_value = "365d", value_parser = typed(expiry))]
    expires_in: Expiry,

    /// Write it into this file, to be signed on another machine
    #[arg(long, value_name = "FILE")]
    prepare: Option<PathBuf>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct CatalogJson {
    catalog: u32,
    digest: String,
    issued_at: String,
    expires: String,
    #[serde(skip)]
    issued: UnixTime,
    #[serde(skip)]
    ends: UnixTime,
    targets: usize,
    objects_written: Option<usize>,
    bytes_written: Option<u64>,
}

impl From<&CatalogSummary> for CatalogJson {
    fn from(summary: &CatalogSummary) -> Self {
        Self {
            catalog: summary.number,
            digest: summary.digest.to_string(),
            issued_at: summary.issued_at.to_string(),
            expires: summary.expires.to_string(),
            issued: summary.issued_at,
            ends: summary.expires,
            targets: summary.groups,
            objects_written: None,
            bytes_written: None,
        }
    }
}

impl Report for CatalogJson {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![number = self.catalog, expires = self.ends, targets = self.targets];
        page.say_toned(Tone::Good, "vendor-catalog-published", &values);
        page.field("vendor-objects-written", self.objects_written.unwrap_or_default());
        page.field("sha-256", &self.digest);
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Rows(Vec<CatalogJson>);

impl Report for Rows {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["number", "vendor-signed", "vendor-expires", "vendor-targets"]);
        for one in &self.0 {
            table.row([one.catalog.into(), one.issued.into(), one.ends.into(), one.targets.into()]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Publish(Publish { prepare: Some(file), expires_in, .. }) => {
            let context = vendor.context();
            let expires = expires_in.after(context.now);
            let batch = ledger.prepare_catalog(expires, &context).map_err(judged)?;
            ui.report(&PreparedBatch::write(&batch, file)?)
        }
        Command::Assemble(args) => batch::assemble(Purpose::Catalog, args, vendor, ui),
        Command::Publish(args) => {
            let wanted = (Purpose::Catalog, Vec::new());
            let key = signing_key(vendor, &ledger, wanted, &args.passphrase, ui)?;
            let context = vendor.context();
            let published =
                ledger.publish_catalog(args.expires_in.after(context.now), &key, &context).map_err(judged)?;
            let newest = ledger.newest_catalog().map_err(judged)?.ok_or(ledger::LedgerError::NoCatalog)?;
            if newest.summary().groups == 0 {
                ui.warn("vendor-catalog-is-empty", &[]);
            }
            ui.report(&CatalogJson {
                objects_written: Some(published.objects_written),
                bytes_written: Some(published.bytes_written),
                ..CatalogJson::from(&newest.summary())
            })
        }
        Command::List => {
            ui.report(&Rows(ledger.catalogs().map_err(judged)?.iter().map(CatalogJson::from).collect()))
        }
    }
}
