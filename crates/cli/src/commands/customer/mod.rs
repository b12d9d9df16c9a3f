mod add;
mod erase;
mod fields;
mod list;
mod merge;
mod shown;
mod update;

use console::{Answer, Failure, Ui};
use ledger::ExchangeKind;

use crate::commands::exchange;
use crate::options::VendorArgs;

/// Customers.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a customer
    #[command(
        after_help = "Examples:\n  keyslip customer add --company \"Daisy Ltd\" --contact \"Ivan Petrov\" \\\n    --phone \"+7 495 000-00-00\" --email ivan@example.com\n  keyslip customer add --company \"Daisy Ltd\" --crm-id 0017 --manager olga --field INN=7701234567"
    )]
    Add(Box<add::Add>),
    /// Change what is known of a customer; license keys stay as they are
    #[command(
        after_help = "Examples:\n  keyslip customer update 1 --phone \"+7 495 111-11-11\" --dry-run\n  keyslip customer update 1 --email2 \"\" --field INN="
    )]
    Update(Box<update::Update>),
    /// Merge a duplicate into the customer that it is; its license keys go along
    #[command(
        after_help = "Examples:\n  keyslip customer merge 7 --into 3 --dry-run\n  keyslip customer merge 7 --into 3 --fill --note \"entered twice\"\n\nEach license key gets a next revision with the kept customer's name; hand it over as after a coupon."
    )]
    Merge(merge::Merge),
    /// Erase what is known of a customer, and its history; license keys and the audit trail stay
    #[command(
        after_help = "Example:\n  keyslip customer erase 7 --dry-run\n\nThe holder's name in license keys that were issued stays, and so do backups of the ledger. Erase duplicates, too."
    )]
    Erase(erase::Erase),
    /// List the customers, or those whose data has certain words
    #[command(
        after_help = "Examples:\n  keyslip customer list --search \"daisy petrov\"\n  keyslip customer list --search DEMO-MDQYY\n\nEvery word must occur somewhere in a customer's data, whatever the case; a number finds its customer, the beginning of\na license key finds who holds it."
    )]
    List(list::List),
    /// Show a customer with all license keys
    Show(shown::Show),
    /// Take customers from a file: a table in CSV, or a list in JSON
    #[command(
        after_help = "Examples:\n  keyslip customer import customers.csv --dry-run\n  keyslip customer import customers.json --update --skip-refused\n\nNothing is taken where a row is refused, unless --skip-refused says so. An exported file shows the columns. A\ncolumn field:NAME is a field of your own."
    )]
    Import(exchange::Import),
    /// Write the customers for other programs, as a table in CSV or a list in JSON
    #[command(after_help = "Example:\n  keyslip customer export --out customers.csv")]
    Export(exchange::Export),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Add(args) => add::run(args, vendor, ui),
        Command::Update(args) => update::run(args, vendor, ui),
        Command::Merge(args) => merge::run(args, vendor, ui),
        Command::Erase(args) => erase::run(args, vendor, ui),
        Command::List(args) => list::run(args, vendor, ui),
        Command::Show(args) => shown::run(args, vendor, ui),
        Command::Import(args) => exchange::import(ExchangeKind::Customers, args, vendor, ui),
        Command::Export(args) => exchange::export(ExchangeKind::Customers, args, vendor, ui),
    }
}
