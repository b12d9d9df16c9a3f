//! `keyslip root`: changes of the root, which need the root keys; everything else works without them.

mod assemble;
mod new_key;
mod prepare;
mod rotate;
mod sign;

use console::{Answer, Failure, Ui};

use crate::options::VendorArgs;
use crate::trust::SignArgs;

/// Changes of the root.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Write a change of the root into a file for the root keys to sign
    #[command(
        after_help = "Example:\n  keyslip root prepare --expires 2030-12-31 --out root-2.unsigned\n\nChanges of issuing keys are prepared with `keyslip key … --prepare FILE`; several go into one file."
    )]
    Prepare(prepare::Args),
    /// Sign a prepared change with a root key; needs no vendor's folder
    #[command(
        after_help = "Examples:\n  keyslip root sign root-2.unsigned --key root-1.pem\n  keyslip root sign root-2.unsigned --agent"
    )]
    Sign(SignArgs),
    /// Join the signatures of a change and install it as the next root
    #[command(after_help = "Example:\n  keyslip root assemble root-2.*.signed")]
    Assemble(assemble::Args),
    /// Replace a root key
    #[command(
        after_help = "Examples:\n  keyslip root rotate-key 03c0fb548b8324c8\n  keyslip root rotate-key 03c0fb548b8324c8 --public root-4.pub.pem --prepare root-2.unsigned"
    )]
    RotateKey(rotate::Args),
    /// Make a root key on its own, as its holder does on a machine of theirs; needs no vendor's folder
    #[command(after_help = "Example:\n  keyslip root new-key --out root-4.pem")]
    NewKey(new_key::Args),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::Prepare(args) => prepare::run(args, vendor, ui),
        Command::Sign(args) => sign::run(args, ui),
        Command::Assemble(args) => assemble::run(args, vendor, ui),
        Command::RotateKey(args) => rotate::run(args, vendor, ui),
        Command::NewKey(args) => new_key::run(args, ui),
    }
}
