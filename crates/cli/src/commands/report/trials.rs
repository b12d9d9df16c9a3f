use console::{Answer, Failure, Page, Report, Table, Ui};
use format::UnixTime;
use ledger::NewTrial;
use serde::Serialize;

use super::{HolderJson, PeriodArgs};
use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::judged;

pub(super) fn run(args: &PeriodArgs, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let found = vendor.open()?.new_trials(args.period()).map_err(judged)?;
    ui.report(&Listed(found.iter().map(TrialJson::from).collect()))
}

#[derive(Serialize)]
struct TrialJson {
    at: String,
    #[serde(skip)]
    moment: UnixTime,
    license: String,
    #[serde(flatten)]
    holder: HolderJson,
    product: u32,
    names: NamesJson,
    /// The coupon that brought it; `null`: the key was created with it.
    coupon: Option<String>,
}

impl From<&NewTrial> for TrialJson {
    fn from(one: &NewTrial) -> Self {
        Self {
            at: one.at.to_string(),
            moment: one.at,
            license: one.license.to_string(),
            holder: (&one.holder).into(),
            product: one.product.get(),
            names: names_json(&one.names),
            coupon: one.coupon.map(|coupon| coupon.to_string()),
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<TrialJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table =
            Table::new(["reports-begun", "vendor-license", "product", "vendor-company", "reports-through"]);
        for one in &self.0 {
            let product = format!("{} {}", one.product, name_for(page, &one.names));
            let through = one.coupon.clone().unwrap_or_else(|| page.words().say("reports-with-the-key", &[]));
            table.row([
                one.moment.into(),
                (&one.license).into(),
                product.into(),
                (&one.holder.company).into(),
                through.into(),
            ]);
        }
        page.table(&table);
    }
}
