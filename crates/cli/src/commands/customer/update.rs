use console::{Answer, Failure, Page, Report, Ui, typed, values};
use ledger::CustomerNumber;
use serde::Serialize;

use super::fields::{CustomerJson, Fields};
use crate::field_changes::{self, FieldChange};
use crate::input::customer_number;
use crate::options::{DryRun, VendorArgs};
use crate::vendor::{judged, random};

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    /// The customer's number
    #[arg(value_name = "CUSTOMER", value_parser = typed(customer_number))]
    customer: CustomerNumber,

    /// The company; licenses that were issued keep the name they have
    #[arg(long)]
    company: Option<String>,

    #[command(flatten)]
    fields: Fields,

    /// Without a distributor from now on
    #[arg(long, conflicts_with = "distributor")]
    no_distributor: bool,

    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Serialize)]
struct Updated {
    #[serde(flatten)]
    customer: CustomerJson,
    changes: Vec<FieldChange>,
    dry_run: bool,
    #[serde(skip)]
    is_renamed: bool,
}

impl Report for Updated {
    fn show(&self, page: &mut Page<'_>) {
        let (number, company) = (self.customer.customer, &self.customer.company);
        page.say("vendor-customer-added", &values![number = number, company = company]);
        field_changes::show(page, &self.changes);
        if self.is_renamed {
            page.say("customers-holder-stays", &[]);
        }
        self.dry_run.then(|| page.say("customers-dry-run", &[]));
    }
}

pub(super) fn run(args: &Update, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let change = |input: &mut ledger::CustomerInput| {
        if let Some(company) = &args.company {
            input.company.clone_from(company);
        }
        args.fields.apply(input);
        input.distributor = input.distributor.filter(|_| !args.no_distributor);
    };
    let mode = args.dry_run.mode();
    let changed = ledger.customer_update(args.customer, mode, change, &vendor.context(), &mut random());
    let changed = changed.map_err(judged)?;
    let (before, after) = (CustomerJson::from(&changed.before), CustomerJson::from(&changed.after));
    ui.report(&Updated {
        changes: FieldChange::of(&before, &after),
        is_renamed: before.company != after.company,
        customer: after,
        dry_run: args.dry_run.is_on(),
    })
}
