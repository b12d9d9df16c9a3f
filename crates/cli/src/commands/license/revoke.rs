use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use format::Number;
use serde::Serialize;

use crate::agree::agree;
use crate::input::{license_number, reason};
use crate::options::VendorArgs;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,

    /// Only the revisions below this one; it and later ones stay valid
    #[arg(long, value_name = "REVISION")]
    below_revision: Option<u32>,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: String,

    /// Say what would be revoked and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(args: &Revoke, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let last_revision = ledger.check_revocable(args.license, args.below_revision).map_err(judged)?;
    let customer = ledger.license(args.license).map_err(judged)?.customer;
    let holder = format!("{} ({})", customer.company, customer.number.get());
    ui.note("vendor-revoke-whose", &values![license = args.license.to_string(), holder = holder]);
    let mut revoked_at = None;
    if !args.dry_run {
        agree(args.yes, "vendor-revoke-question", ui)?;
        let revoked =
            ledger.revoke_license(args.license, args.below_revision, &args.reason, &vendor.context());
        revoked_at = Some(revoked.map_err(judged)?.at.to_string());
    }
    ui.report(&RevokedJson {
        license: args.license.to_string(),
        customer: customer.number.get(),
        company: customer.company,
        last_revision,
        reason: args.reason.clone(),
        dry_run: args.dry_run,
        revoked_at,
    })
}

#[derive(Serialize)]
struct RevokedJson {
    license: String,
    customer: u32,
    company: String,
    /// `null`: the whole license.
    last_revision: Option<u32>,
    reason: String,
    dry_run: bool,
    /// `null` after a dry run.
    revoked_at: Option<String>,
}

impl Report for RevokedJson {
    fn show(&self, page: &mut Page<'_>) {
        let (whole, part) = match self.dry_run {
            true => ("vendor-would-revoke", "vendor-would-revoke-revisions"),
            false => ("vendor-license-revoked", "vendor-revisions-revoked"),
        };
        let tone = if self.dry_run { Tone::Plain } else { Tone::Good };
        match self.last_revision {
            None => page.say_toned(tone, whole, &values![license = &self.license]),
            Some(last) => page.say_toned(tone, part, &values![license = &self.license, last = last]),
        }
        if !self.dry_run {
            page.say("vendor-next-bulletin", &[]);
        }
    }
}
