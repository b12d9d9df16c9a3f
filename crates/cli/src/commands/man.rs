use clap::CommandFactory;
use console::{Answer, Failure, Manual, Ui};

use crate::arguments::Arguments;

/// The manual page.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The command whose page it is, as `license export` [default: the whole program]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    ui.report(&Manual::of(Arguments::command(), &args.command, ui.words())?)
}
