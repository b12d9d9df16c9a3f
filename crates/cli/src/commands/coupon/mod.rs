mod batches;
mod bulk;
mod cancel;
mod cancel_redemption;
mod crm;
mod delivery;
mod find;
mod generate;
mod given;
mod list;
mod offer;
mod redeem;
mod rows;
mod show;
mod wanted;

pub(crate) use self::wanted::WantedArgs;
use console::{Answer, Failure, Ui};
use format::Purpose;

use super::batch;
use crate::options::VendorArgs;

/// Coupons.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Generate coupons that add products, extend trials or change what a license holds
    #[command(
        after_help = "Examples:\n  keyslip coupon generate --add 1 --until 2027-12-31 --count 2\n  keyslip coupon generate --add 1 --days 365 \\\n    --for-license DEMO-MDQYY-YTFFD-866QE-1EFNY\n  keyslip coupon generate --extend 2 --days 14 --for-customer 5\n  keyslip coupon generate --change 3 --keep 1 --until 2027-12-31 \\\n    --for-license DEMO-MDQYY-YTFFD-866QE-1EFNY --redeem-now\n  keyslip coupon generate --add 1 --days 365 --count 1000000 --out coupons.csv\n  keyslip coupon generate --add 1 --until 2027-12-31 --from customers.csv --out coupons.csv\n  keyslip coupon generate --resume 7 --out coupons.csv\n  keyslip coupon generate --request request.json --json"
    )]
    Generate(Box<generate::Generate>),
    /// Take coupons that were signed on another machine into the ledger
    #[command(after_help = "Example:\n  keyslip coupon assemble coupons.signed")]
    Assemble(batch::Assemble),
    /// List the batches of coupons, the newest first
    Batches(batches::Batches),
    /// Write the coupons of a batch: rows as CSV or JSON lines, or a file each
    #[command(after_help = "Example:\n  keyslip coupon export --batch 3 --out coupons.csv")]
    Export(batches::Export),
    /// List the coupons
    List(list::List),
    /// Find coupons by invoice, distributor, customer, state or dates, the newest first
    #[command(
        after_help = "Examples:\n  keyslip coupon find --invoice 17/2027\n  keyslip coupon find --customer 5 --state open\n  keyslip coupon find --product 1 --redeemed-from 2027-01-01 --redeemed-through 2027-03-31"
    )]
    Find(find::Find),
    /// Show a coupon: what it adds, for whom it is, where it was redeemed
    #[command(
        after_help = "Examples:\n  keyslip coupon show DEMOUPD-…\n  keyslip coupon show DEMOUPD-… --text\n  keyslip coupon show DEMOUPD-… --qr-png coupon.png"
    )]
    Show(show::Show),
    /// Redeem a coupon on a license
    #[command(
        after_help = "Examples:\n  keyslip coupon redeem DEMOUPD-… --license DEMO-…\n  keyslip coupon redeem coupon.txt --license DEMO-… --dry-run"
    )]
    Redeem(redeem::Redeem),
    /// Cancel a coupon that nobody has redeemed; the next bulletin tells the sites
    #[command(
        after_help = "Examples:\n  keyslip coupon cancel DEMOUPD-… --reason \"sent to the wrong address\" --dry-run\n  keyslip coupon cancel DEMOUPD-… --reason \"sent to the wrong address\""
    )]
    Cancel(cancel::Cancel),
    /// Cancel a redemption that was made by mistake: the license key goes back to what it would be without it
    #[command(
        after_help = "The next bulletin tells the sites that the revisions before are no longer valid; give the customer the new one.\nThe coupon stays used up unless --free is given: free it only where nobody else holds it.\n\nExamples:\n  keyslip coupon cancel-redemption DEMOUPD-… --license DEMO-… --reason \"wrong license\" --dry-run\n  keyslip coupon cancel-redemption DEMOUPD-… --license DEMO-… --reason \"wrong license\" --free"
    )]
    CancelRedemption(cancel_redemption::CancelRedemption),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Generate(args) => generate::run(args, vendor, ui),
        Command::Assemble(args) => batch::assemble(Purpose::Coupon, args, vendor, ui),
        Command::Batches(args) => batches::run(args, vendor, ui),
        Command::Export(args) => batches::export(args, vendor, ui),
        Command::List(args) => list::run(args, vendor, ui),
        Command::Find(args) => find::run(args, vendor, ui),
        Command::Show(args) => show::run(args, vendor, ui),
        Command::Redeem(args) => redeem::run(args, vendor, ui),
        Command::Cancel(args) => cancel::run(args, vendor, ui),
        Command::CancelRedemption(args) => cancel_redemption::run(args, vendor, ui),
    }
}
