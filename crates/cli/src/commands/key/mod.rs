//! `keyslip key`: the vendor's keys, and how issuing keys come and go.

mod backup;
mod export;
mod list;
mod new;
mod place;
mod reissue;
mod revoke;
mod rotate;

use console::{Answer, Failure, Ui};

pub(super) use self::list::{KeyJson, keys_json};
use crate::options::VendorArgs;

/// The vendor's keys.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the keys with their fingerprints
    List,
    /// Make a further issuing key and let the root list it
    #[command(
        after_help = "Examples:\n  keyslip key new --purpose license --product 1 --product 2\n  keyslip key new --purpose coupon --until 2027-12-31 --prepare root-2.unsigned"
    )]
    New(new::Args),
    /// Replace an issuing key: a new one signs from now on, what the old one signed stays valid
    #[command(after_help = "Example:\n  keyslip key rotate --purpose license")]
    Rotate(rotate::Args),
    /// Trust an issuing key no longer, nor anything that it signed
    #[command(
        after_help = "Example:\n  keyslip key revoke 03c0fb548b8324c8\n\nNothing is signed with it any more. Sites learn of it with the next bulletin and root. `keyslip key reissue` signs anew what is still good."
    )]
    Revoke(revoke::Args),
    /// Sign licenses and coupons anew that a revoked key has signed and that are still good
    #[command(
        after_help = "Examples:\n  keyslip key reissue --dry-run\n  keyslip key reissue --out to-send\n\nThey keep their numbers, dates and revisions; only the signature is another one. A site takes the new file in place of the old one."
    )]
    Reissue(reissue::Args),
    /// Say where a key is that signs: in an agent, in a token, or in the key file again
    #[command(
        after_help = "Examples:\n  keyslip key use --purpose license --agent\n  keyslip key use --purpose catalog --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token Keyslip --label catalog\n\nThe PIN of a token is asked for like a passphrase: at the terminal, from a file or from a descriptor."
    )]
    Use(place::Args),
    /// Print the public half of a key as a PEM file, or of all keys
    ExportPublic(export::Args),
    /// Copy key files and roots into an empty folder and read the copies back
    #[command(after_help = "Example:\n  keyslip key backup --out /media/safe/keyslip --open")]
    Backup(backup::Args),
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::List => list::run(vendor, ui),
        Command::New(args) => new::run(args, vendor, ui),
        Command::Rotate(args) => rotate::run(args, vendor, ui),
        Command::Revoke(args) => revoke::run(args, vendor, ui),
        Command::Reissue(args) => reissue::run(args, vendor, ui),
        Command::Use(args) => place::run(args, vendor, ui),
        Command::ExportPublic(args) => export::run(args, vendor, ui),
        Command::Backup(args) => backup::run(args, vendor, ui),
    }
}
