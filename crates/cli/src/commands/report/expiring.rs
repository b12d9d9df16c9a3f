use console::{Answer, Failure, Page, Report, Table, Ui};
use format::UnixTime;
use ledger::{Expiring, ReportedTrials};
use serde::Serialize;

use super::{HolderJson, PeriodArgs};
use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    period: PeriodArgs,

    /// Only trials
    #[arg(long, conflicts_with = "no_trials")]
    trials: bool,

    /// No trials
    #[arg(long)]
    no_trials: bool,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let trials = match (args.trials, args.no_trials) {
        (true, _) => ReportedTrials::Only,
        (false, true) => ReportedTrials::LeftOut,
        (false, false) => ReportedTrials::Included,
    };
    let found = vendor.open()?.expiring(args.period.period(), trials).map_err(judged)?;
    ui.report(&Listed(found.iter().map(ExpiringJson::from).collect()))
}

#[derive(Serialize)]
struct ExpiringJson {
    license: String,
    #[serde(flatten)]
    holder: HolderJson,
    product: u32,
    names: NamesJson,
    trial: bool,
    ends: String,
    #[serde(skip)]
    moment: UnixTime,
}

impl From<&Expiring> for ExpiringJson {
    fn from(one: &Expiring) -> Self {
        Self {
            license: one.license.to_string(),
            holder: (&one.holder).into(),
            product: one.product.get(),
            names: names_json(&one.names),
            trial: one.is_trial,
            ends: one.ends.to_string(),
            moment: one.ends,
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<ExpiringJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new([
            "vendor-until",
            "vendor-license",
            "product",
            "vendor-company",
            "vendor-contact",
            "vendor-email",
            "customers-field-manager",
        ]);
        for one in &self.0 {
            let product = format!("{} {}", one.product, name_for(page, &one.names));
            let product =
                if one.trial { format!("{product} ({})", page.words().trial(None)) } else { product };
            table.row([
                one.moment.into(),
                (&one.license).into(),
                product.into(),
                (&one.holder.company).into(),
                (&one.holder.contact).into(),
                (&one.holder.email).into(),
                (&one.holder.manager).into(),
            ]);
        }
        page.table(&table);
    }
}
