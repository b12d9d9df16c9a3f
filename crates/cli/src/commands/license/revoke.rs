use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use format::Number;
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = typed(str::parse::<Number>))]
    license: Number,

    /// Only the revisions below this one; it and later ones stay valid
    #[arg(long, value_name = "REVISION")]
    below_revision: Option<u32>,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(args: &Revoke, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let revoked = ledger
        .revoke_license(args.license, args.below_revision, &args.reason, &vendor.context())
        .map_err(judged)?;
    ui.report(&RevokedJson {
        license: revoked.license.to_string(),
        last_revision: revoked.last_revision,
        reason: revoked.reason,
        revoked_at: revoked.at.to_string(),
    })
}

#[derive(Serialize)]
struct RevokedJson {
    license: String,
    /// `null`: the whole license.
    last_revision: Option<u32>,
    reason: String,
    revoked_at: String,
}

impl Report for RevokedJson {
    fn show(&self, page: &mut Page<'_>) {
        match self.last_revision {
            None => page.say_toned(Tone::Good, "vendor-license-revoked", &values![license = &self.license]),
            Some(last) => {
                let values = values![license = &self.license, last = last];
                page.say_toned(Tone::Good, "vendor-revisions-revoked", &values);
            }
        }
        page.say("vendor-next-bulletin", &[]);
    }
}
