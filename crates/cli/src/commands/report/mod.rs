//! Answers to a manager's questions about all licenses and coupons at once.

mod bars;
mod expiring;
mod receipts;
mod redemptions;
mod trials;
mod unused;

use console::{Answer, Failure, Ui, parse, typed};
use format::UnixTime;
use ledger::{Holder, Period};
use serde::Serialize;

use crate::options::VendorArgs;

/// Reports.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// What ends in a period, with whom to call
    #[command(
        after_help = "Examples:\n  keyslip report expiring --from 2027-01-01 --to 2027-03-31 --no-trials\n  keyslip report expiring --to 2027-03-31 --csv > expiring.csv"
    )]
    Expiring(expiring::Args),
    /// Trials that began in a period
    Trials(PeriodArgs),
    /// How many coupons were redeemed, by month, product or distributor
    #[command(after_help = "Example:\n  keyslip report redemptions --by product --from 2027-01-01")]
    Redemptions(redemptions::Args),
    /// Coupons that nobody has used, by batch
    Unused,
    /// One-time coupons that were redeemed twice, as the ledger and the receipts of sites tell
    DoubleRedemptions,
    /// Sites of which receipts are missing
    #[command(after_help = "Example:\n  keyslip report missing-receipts --days 30")]
    MissingReceipts(receipts::Missing),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Expiring(args) => expiring::run(args, vendor, ui),
        Command::Trials(args) => trials::run(args, vendor, ui),
        Command::Redemptions(args) => redemptions::run(args, vendor, ui),
        Command::Unused => unused::run(vendor, ui),
        Command::DoubleRedemptions => receipts::doubles(vendor, ui),
        Command::MissingReceipts(args) => receipts::missing(args, vendor, ui),
    }
}

/// From one day to another, both included, in UTC.
#[derive(Debug, clap::Args)]
pub(crate) struct PeriodArgs {
    /// The first day, in UTC [default: the beginning]
    #[arg(long, value_name = "DATE", value_parser = typed(parse::day_start))]
    from: Option<UnixTime>,

    /// The last day, in UTC [default: the end of time]
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    to: Option<UnixTime>,
}

impl PeriodArgs {
    fn period(&self) -> Period {
        let all = Period::all();
        Period { from: self.from.unwrap_or(all.from), to: self.to.unwrap_or(all.to) }
    }
}

/// Whom to write or to call.
#[derive(Serialize)]
struct HolderJson {
    customer: u32,
    company: String,
    contact: String,
    phone: String,
    email: String,
    email2: String,
    crm_id: String,
    crm_id2: String,
    manager: String,
    distributor: Option<String>,
}

impl From<&Holder> for HolderJson {
    fn from(holder: &Holder) -> Self {
        let one = holder.customer.input();
        Self {
            customer: holder.customer.number.get(),
            company: one.company,
            contact: one.contact,
            phone: one.phone,
            email: one.email,
            email2: one.email2,
            crm_id: one.crm_id,
            crm_id2: one.crm_id2,
            manager: one.manager,
            distributor: holder.distributor.clone(),
        }
    }
}
