use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use ledger::CustomerNumber;
use serde::Serialize;

use crate::agree::agree;
use crate::input::customer_number;
use crate::options::{DryRun, VendorArgs};
use crate::vendor::{judged, random};

#[derive(Debug, clap::Args)]
pub(crate) struct Erase {
    /// The customer's number
    #[arg(value_name = "CUSTOMER", value_parser = typed(customer_number))]
    customer: CustomerNumber,

    #[command(flatten)]
    dry_run: DryRun,

    /// Do not ask
    #[arg(long)]
    yes: bool,
}

#[derive(Serialize)]
struct Erased {
    customer: u32,
    /// License keys that name a holder: what was signed stays.
    licenses: Vec<String>,
    dry_run: bool,
}

impl Report for Erased {
    fn show(&self, page: &mut Page<'_>) {
        match self.dry_run {
            true => page.say("customers-dry-run", &[]),
            false => page.say_toned(Tone::Good, "customers-erased", &values![number = self.customer]),
        }
        if !self.licenses.is_empty() {
            page.say("customers-holders-stay", &[]);
            self.licenses.iter().for_each(|license| page.line(license));
        }
        page.say("customers-backups-stay", &[]);
    }
}

pub(super) fn run(args: &Erase, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let customer = ledger.customer(args.customer).map_err(judged)?;
    let licenses = ledger.licenses(Some(args.customer)).map_err(judged)?;
    let named = licenses.iter().filter(|one| one.license.holder.is_some());
    let licenses = named.map(|one| one.number.to_string()).collect();
    let values = values![number = args.customer.get(), company = &customer.company];
    ui.note("customers-erase-what", &values);
    if !args.dry_run.is_on() {
        agree(args.yes, "customers-erase-question", ui)?;
    }
    let mode = args.dry_run.mode();
    ledger.customer_erase(args.customer, mode, &vendor.context(), &mut random()).map_err(judged)?;
    ui.report(&Erased { customer: args.customer.get(), licenses, dry_run: args.dry_run.is_on() })
}
