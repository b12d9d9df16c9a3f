use std::path::PathBuf;

use console::{Answer, Failure, Ui};
use ledger::{CustomerNumber, LicenseInput, Trials};

use crate::commands::batch::PreparedBatch;
use crate::input::customer_number;
use crate::options::VendorArgs;
use crate::vendor::{judged, random};

#[derive(Debug, clap::Args)]
pub(crate) struct Prepare {
    /// The number of the customer; as often as licenses are needed
    #[arg(long = "customer", value_name = "CUSTOMER", required = true, value_parser = customer_number)]
    customers: Vec<CustomerNumber>,

    /// A note of your own
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,

    /// Leave the automatic trials out
    #[arg(long)]
    no_trial: bool,

    /// The file to be signed
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Prepare, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let input = |number: &CustomerNumber| {
        let holder = Some(ledger.customer(*number).map_err(judged)?.company);
        Ok(LicenseInput { customer: *number, holder, comment: args.comment.clone() })
    };
    let inputs = args.customers.iter().map(input).collect::<Result<Vec<_>, Failure>>()?;
    let trials = if args.no_trial { Trials::None } else { Trials::Automatic };
    let batch = ledger.prepare_licenses(&inputs, trials, &vendor.context(), &mut random());
    let batch = batch.map_err(judged)?;
    ui.report(&PreparedBatch::write(&batch, &args.out)?)
}
