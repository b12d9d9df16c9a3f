use clap::ValueEnum;
use console::{Answer, Failure, Page, Report, Table, Ui};
use ledger::{RedemptionCount, RedemptionGroup, RedemptionsBy};
use serde::Serialize;

use super::PeriodArgs;
use super::bars::bar;
use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What they are counted by
    #[arg(long, value_enum, default_value = "month")]
    by: By,

    #[command(flatten)]
    period: PeriodArgs,
}

/// What redemptions are counted by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// By the month, in UTC
    Month,
    /// By the products that the coupons name
    Product,
    /// By the distributor of the coupons
    Distributor,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let by = match args.by {
        By::Month => RedemptionsBy::Month,
        By::Product => RedemptionsBy::Product,
        By::Distributor => RedemptionsBy::Distributor,
    };
    let counts = vendor.open()?.count_redemptions(args.period.period(), by).map_err(judged)?;
    ui.report(&Counted { by: args.by, counts: counts.iter().map(CountJson::from).collect() })
}

#[derive(Serialize)]
struct Counted {
    #[serde(skip)]
    by: By,
    counts: Vec<CountJson>,
}

#[derive(Default, Serialize)]
struct CountJson {
    /// As `2027-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<u32>,
    #[serde(skip_serializing_if = "NamesJson::is_empty")]
    names: NamesJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    distributor: Option<String>,
    redemptions: u64,
}

impl From<&RedemptionCount> for CountJson {
    fn from(count: &RedemptionCount) -> Self {
        let mut json = Self { redemptions: count.count, names: names_json(&count.names), ..Self::default() };
        match &count.group {
            RedemptionGroup::Month(year, month) => json.month = Some(format!("{year:04}-{month:02}")),
            RedemptionGroup::Product(product) => json.product = Some(product.get()),
            _ => json.distributor = Some(count.distributor.clone().unwrap_or_default()),
        }
        json
    }
}

impl CountJson {
    fn label(&self, page: &Page<'_>) -> String {
        match (&self.month, self.product, self.distributor.as_deref()) {
            (Some(month), ..) => month.clone(),
            (None, Some(product), _) => format!("{product} {}", name_for(page, &self.names)),
            (None, None, Some(name)) if !name.is_empty() => name.to_owned(),
            _ => page.words().say("reports-no-distributor", &[]),
        }
    }
}

impl Report for Counted {
    fn show(&self, page: &mut Page<'_>) {
        let heading = match self.by {
            By::Month => "reports-month",
            By::Product => "product",
            By::Distributor => "reports-distributor",
        };
        let most = self.counts.iter().map(|count| count.redemptions).max().unwrap_or_default();
        let mut table = Table::new([heading, "reports-redemptions", "reports-bar"]);
        for count in &self.counts {
            let label = count.label(page);
            table.row([label.into(), count.redemptions.into(), bar(count.redemptions, most).into()]);
        }
        page.table(&table);
    }
}
