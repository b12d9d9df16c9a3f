use clap::CommandFactory;
use console::{Answer, Failure, Manual, Ui};

use crate::arguments::Arguments;

/// Print the manual page of the program or of one of its commands
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command, such as `license add` [default: the whole program]
    #[arg(value_name = "COMMAND")]
    path: Vec<String>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    ui.report(&Manual::of(Arguments::command(), &args.path, ui.words())?)
}
