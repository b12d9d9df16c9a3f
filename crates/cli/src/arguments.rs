use clap::{Parser, Subcommand};
use console::{Globals, Program};

use crate::commands::{
    bulletin, bundle, catalog, completions, coupon, customer, distribution, distributor, feature, init, key,
    ledger, license, log, man, product, receipt, release, report, request, root, template,
};
use crate::demo;
use crate::options::VendorArgs;
use crate::trust::SignArgs;

/// Offline licensing for the vendor: customers, license keys, coupons, releases and signed catalogs
#[derive(Debug, Parser)]
#[command(
    name = "keyslip",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "Start with `keyslip demo`: it plays the whole story and shows each command."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) globals: Globals,

    #[command(flatten)]
    pub(crate) vendor: VendorArgs,

    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Program for Arguments {
    const NAME: &'static str = "keyslip";
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play the whole story in a temporary folder and show each command it stands for
    Demo(demo::Args),
    /// Begin as a vendor: a folder with keys, a root and an empty ledger
    Init(init::Args),
    /// The vendor's keys
    #[command(subcommand)]
    Key(key::Command),
    /// Changes of the root: who may issue, and who may change that
    #[command(subcommand)]
    Root(root::Command),
    /// Sign prepared licenses, coupons or catalogs; needs no vendor's folder
    #[command(
        after_help = "Example:\n  keyslip sign-batch coupons.unsigned --key coupon-1.pem\n\nThe signed batch goes back with `keyslip license assemble`, `coupon assemble` or `catalog assemble`."
    )]
    SignBatch(SignArgs),
    /// Features: what licenses are about, and what is counted
    #[command(subcommand)]
    Feature(feature::Command),
    /// Products: features with limits, under one name
    #[command(subcommand)]
    Product(product::Command),
    /// Customers
    #[command(subcommand)]
    Customer(customer::Command),
    /// Distributors, through whom customers buy
    #[command(subcommand)]
    Distributor(distributor::Command),
    /// License keys and their revisions
    #[command(subcommand)]
    License(license::Command),
    /// Coupons that change licenses
    #[command(subcommand)]
    Coupon(coupon::Command),
    /// Templates of coupons, for campaigns that come again
    #[command(subcommand)]
    Template(template::Command),
    /// Distributions: what is delivered, with agreements and update rights
    #[command(subcommand)]
    Distribution(distribution::Command),
    /// Releases of distributions
    #[command(subcommand)]
    Release(release::Command),
    /// Signed catalogs of releases
    #[command(subcommand)]
    Catalog(catalog::Command),
    /// Signed bulletins of what is no longer valid
    #[command(subcommand)]
    Bulletin(bulletin::Command),
    /// Bundles for media that are carried to sites
    #[command(subcommand)]
    Bundle(bundle::Command),
    /// Receipts that sites send back
    #[command(subcommand)]
    Receipt(receipt::Command),
    /// Reports: what ends, trials, redemptions, unused coupons, coupons redeemed twice
    #[command(subcommand)]
    Report(report::Command),
    /// Requests that sites send
    #[command(subcommand)]
    Request(request::Command),
    /// The ledger: all that was issued
    #[command(subcommand)]
    Ledger(ledger::Command),
    /// The audit trail
    #[command(subcommand)]
    Log(log::Command),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Print the manual page of the program or of one of its commands
    Man(man::Args),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_has_russian_help() {
        assert_eq!(console::missing_help(&Arguments::command()), Vec::<String>::new());
    }
}
