use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use format::DistributionId;
use serde::Serialize;

use crate::agree::agree;
use crate::input::{Named, distribution_id, names};
use crate::options::VendorArgs;
use crate::show::{NamesJson, names_json};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Withdraw {
    /// The distribution
    #[arg(value_name = "DISTRIBUTION", value_parser = distribution_id)]
    distribution: DistributionId,

    /// The version
    #[arg(value_name = "VERSION")]
    version: String,

    /// Why, for the sites; for several languages once each: ru=…, en=…
    #[arg(long = "reason", value_name = "TEXT", required = true)]
    reasons: Vec<Named>,

    /// Say what would be withdrawn and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(args: &Withdraw, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let why = names(&args.reasons)?;
    let mut withdrawn = ledger.check_withdrawable(&args.distribution, &args.version, &why).map_err(judged)?;
    let facts = values![
        distribution = args.distribution.to_string(),
        version = &args.version,
        count = withdrawn.len()
    ];
    ui.note("vendor-withdraw-what", &facts);
    if !args.dry_run {
        agree(args.yes, "vendor-withdraw-question", ui)?;
        withdrawn = ledger
            .withdraw_release(&args.distribution, &args.version, &why, &vendor.context())
            .map_err(judged)?;
    }
    ui.report(&WithdrawnJson {
        distribution: args.distribution.to_string(),
        version: args.version.clone(),
        records: withdrawn.iter().map(|release| release.digest.to_string()).collect(),
        reason: names_json(&why),
        dry_run: args.dry_run,
    })
}

#[derive(Serialize)]
struct WithdrawnJson {
    distribution: String,
    version: String,
    records: Vec<String>,
    reason: NamesJson,
    dry_run: bool,
}

impl Report for WithdrawnJson {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![distribution = &self.distribution, version = &self.version];
        if self.dry_run {
            return page.say("vendor-would-withdraw", &values);
        }
        page.say_toned(Tone::Good, "vendor-release-withdrawn", &values);
        page.say("vendor-next-bulletin", &[]);
    }
}
