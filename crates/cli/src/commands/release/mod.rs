mod add;
mod list;
mod shown;
mod withdraw;

use console::{Answer, Failure, Ui};

use crate::options::VendorArgs;

/// Releases.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a release from its .cfe file
    #[command(
        after_help = "Example:\n  keyslip release add retailcrm --file RetailCRM_UT11.5.cfe \\\n    --target \"УправлениеТорговлей > 11.5.7.255\" --tested \"11.5.8 .. 11.5.20\" \\\n    --date 2026-03-01 --whats-new ru=news.txt\n\nA target is a technical name and then bounds, each one of >, >=, <, <= with a release; * is any configuration. A range is a .. b, both ends included; missing parts are zero, so 11.5.20 does not include 11.5.20.1."
    )]
    Add(Box<add::Add>),
    /// List the releases of a distribution, newest first
    List(list::List),
    /// Withdraw all releases of a version; the next catalog and bulletin tell the sites
    #[command(
        after_help = "Example:\n  keyslip release withdraw retailcrm 3.2.1 --reason \"ru=портит остатки\""
    )]
    Withdraw(withdraw::Withdraw),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Add(args) => add::run(args, vendor, ui),
        Command::List(args) => list::run(args, vendor, ui),
        Command::Withdraw(args) => withdraw::run(args, vendor, ui),
    }
}
