mod comment;
mod diff;
mod export;
mod give;
mod list;
mod new;
mod prepare;
mod revoke;
mod show;

use console::{Answer, Failure, Ui};
use format::Purpose;

pub(crate) use self::export::warn_of_revoked;
pub(crate) use self::show::grants_json;
use super::batch;
use crate::options::VendorArgs;

/// License keys.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Create a license key for a customer: empty, but for automatic trials
    #[command(
        after_help = "Examples:\n  keyslip license new --customer 1\n  keyslip license new --customer 1 --no-trial\n\nProducts marked --automatic-trial come with the key, once per customer; coupons add the others."
    )]
    New(new::New),
    /// Write empty license keys into a file, to be signed on another machine
    #[command(
        after_help = "Example:\n  keyslip license prepare --customer 1 --customer 2 --out licenses.unsigned"
    )]
    Prepare(prepare::Prepare),
    /// Take licenses that were signed on another machine into the ledger
    #[command(after_help = "Example:\n  keyslip license assemble licenses.signed")]
    Assemble(batch::Assemble),
    /// List the license keys
    List(list::List),
    /// Show what a license key grants, its coupons and its revisions
    Show(show::Show),
    /// Write a license key for its holder: as a file, as text, as a QR code
    #[command(
        after_help = "Examples:\n  keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --out license.kslicense\n  keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --text\n  keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --qr-png license.png"
    )]
    Export(export::Export),
    /// Revoke a license key, or its older revisions; the next bulletin tells the sites
    #[command(
        after_help = "Examples:\n  keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --reason \"not paid\" --dry-run\n  keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --reason \"not paid\"\n  keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --below-revision 3 \\\n    --reason \"redeemed by mistake\""
    )]
    Revoke(revoke::Revoke),
    /// Give a license key to another customer, with all that it grants
    #[command(
        after_help = "The next revision names the new customer; give it to them. Coupons for the former customer fit it no longer.\n\nExamples:\n  keyslip license move DEMO-MDQYY-YTFFD-866QE-1EFNY --to 2 --dry-run\n  keyslip license move DEMO-MDQYY-YTFFD-866QE-1EFNY --to 2 --note \"the plant was sold\""
    )]
    Move(give::Move),
    /// Change the comment on a license key, which stays in the ledger
    #[command(
        after_help = "Example:\n  keyslip license comment DEMO-MDQYY-YTFFD-866QE-1EFNY \"for the second shift\""
    )]
    Comment(comment::Comment),
    /// Compare two revisions of a license key
    #[command(
        after_help = "Examples:\n  keyslip license diff DEMO-MDQYY-YTFFD-866QE-1EFNY\n  keyslip license diff DEMO-MDQYY-YTFFD-866QE-1EFNY --from 1 --to 3"
    )]
    Diff(diff::Diff),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::New(args) => new::run(args, vendor, ui),
        Command::Prepare(args) => prepare::run(args, vendor, ui),
        Command::Assemble(args) => batch::assemble(Purpose::License, args, vendor, ui),
        Command::List(args) => list::run(args, vendor, ui),
        Command::Show(args) => show::run(args, vendor, ui),
        Command::Export(args) => export::run(args, vendor, ui),
        Command::Revoke(args) => revoke::run(args, vendor, ui),
        Command::Move(args) => give::run(args, vendor, ui),
        Command::Comment(args) => comment::run(args, vendor, ui),
        Command::Diff(args) => diff::run(args, vendor, ui),
    }
}
