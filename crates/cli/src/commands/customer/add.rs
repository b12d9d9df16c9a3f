use console::{Answer, Failure, Page, Report, Ui, values};
use ledger::CustomerInput;
use serde::Serialize;

use super::fields::{CustomerJson, Fields};
use crate::options::VendorArgs;
use crate::vendor::{judged, random};

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// The company; its name stands in the licenses
    #[arg(long)]
    company: String,

    #[command(flatten)]
    fields: Fields,
}

#[derive(Serialize)]
#[serde(transparent)]
struct Added(CustomerJson);

impl Report for Added {
    fn show(&self, page: &mut Page<'_>) {
        page.say("vendor-customer-added", &values![number = self.0.customer, company = &self.0.company]);
    }
}

pub(super) fn run(args: &Add, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let mut input = CustomerInput { company: args.company.clone(), ..CustomerInput::default() };
    args.fields.apply(&mut input);
    let customer = ledger.customer_add(&input, &vendor.context(), &mut random()).map_err(judged)?;
    ui.report(&Added(CustomerJson::from(&customer)))
}
