use console::{Answer, Failure, PassphraseArgs, Ui, typed};
use format::Purpose;
use ledger::{CustomerNumber, LicenseInput, Trials};

use super::show::LicenseJson;
use crate::input::customer_number;
use crate::options::VendorArgs;
use crate::vendor::{judged, random, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// The customer's number
    #[arg(long, value_parser = typed(customer_number))]
    customer: CustomerNumber,

    /// The holder's name in the license [default: the customer's company]
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,

    /// A note of your own
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,

    /// Leave the automatic trials out
    #[arg(long)]
    no_trial: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &New, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let trials = if args.no_trial { Trials::None } else { Trials::Automatic };
    let due = match trials {
        Trials::Automatic => ledger.due_trials(args.customer).map_err(judged)?,
        Trials::None => Vec::new(),
    };
    let wanted = (Purpose::License, due.iter().map(|product| product.id).collect());
    let key = signing_key(vendor, &ledger, wanted, &args.passphrase, ui)?;
    let company = ledger.customer(args.customer).map_err(judged)?.company;
    let holder = Some(args.holder.clone().unwrap_or(company));
    let input = LicenseInput { customer: args.customer, holder, comment: args.comment.clone() };
    let license = ledger.license_new_with(&input, trials, &key, &vendor.context(), &mut random());
    let license = license.map_err(judged)?;
    ui.report(&LicenseJson::new(&ledger, &license, true)?)
}
