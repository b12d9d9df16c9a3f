//! Whom the site trusts: the chain of roots, newer ones, and the forks that were refused.

mod acknowledge;
mod forks;
mod show;
mod update;

use clap::Subcommand;
use console::{Answer, Failure, Ui};

pub(crate) use self::forks::{ForkView, fork_views, open_forks};
use crate::context::Context;

/// Show which vendor this site trusts, and follow its newer roots
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site trust show\n  keyslip-site trust update --bundle /media/usb/keyslip\n  keyslip-site trust update 2.ksroot 3.ksroot"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Show the chain of roots, their keys, and the fingerprint to compare; the default
    Show(show::Args),
    /// Trust newer roots of the same vendor
    Update(update::Args),
    /// Take note of a fork, so that status no longer warns of it
    Acknowledge(acknowledge::Args),
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    match &args.command {
        None => show::run(context, ui),
        Some(Command::Show(_)) => show::run(context, ui),
        Some(Command::Update(args)) => update::run(context, args, ui),
        Some(Command::Acknowledge(args)) => acknowledge::run(context, args, ui),
    }
}
