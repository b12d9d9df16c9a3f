//! One file a command: its arguments, whose doc comments are the help, and what it does.

pub(crate) mod batch;
pub(crate) mod bulletin;
pub(crate) mod bundle;
pub(crate) mod catalog;
pub(crate) mod completions;
pub(crate) mod coupon;
pub(crate) mod customer;
pub(crate) mod distribution;
pub(crate) mod distributor;
pub(crate) mod exchange;
pub(crate) mod feature;
pub(crate) mod init;
pub(crate) mod key;
pub(crate) mod ledger;
pub(crate) mod license;
pub(crate) mod log;
pub(crate) mod man;
pub(crate) mod product;
pub(crate) mod receipt;
pub(crate) mod release;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod root;
pub(crate) mod template;

use console::{Answer, Failure, Ui};

use crate::arguments::{Arguments, Command};

/// Runs the command that was asked for.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Answer, Failure> {
    let vendor = &arguments.vendor;
    match &arguments.command {
        Command::Demo(args) => crate::demo::run(args, ui),
        Command::Init(args) => init::run(args, vendor, ui),
        Command::Key(command) => key::run(command, vendor, ui),
        Command::Root(command) => root::run(command, vendor, ui),
        Command::SignBatch(args) => batch::sign(args, ui),
        Command::Feature(command) => feature::run(command, vendor, ui),
        Command::Product(command) => product::run(command, vendor, ui),
        Command::Customer(command) => customer::run(command, vendor, ui),
        Command::Distributor(command) => distributor::run(command, vendor, ui),
        Command::License(command) => license::run(command, vendor, ui),
        Command::Coupon(command) => coupon::run(command, vendor, ui),
        Command::Template(command) => template::run(command, vendor, ui),
        Command::Distribution(command) => distribution::run(command, vendor, ui),
        Command::Release(command) => release::run(command, vendor, ui),
        Command::Catalog(command) => catalog::run(command, vendor, ui),
        Command::Bulletin(command) => bulletin::run(command, vendor, ui),
        Command::Bundle(command) => bundle::run(command, vendor, ui),
        Command::Receipt(command) => receipt::run(command, vendor, ui),
        Command::Report(command) => report::run(command, vendor, ui),
        Command::Request(command) => request::run(command, vendor, ui),
        Command::Ledger(command) => ledger::run(command, vendor, ui),
        Command::Log(command) => log::run(command, vendor, ui),
        Command::Completions(args) => completions::run(args, ui),
        Command::Man(args) => man::run(args, ui),
    }
}
