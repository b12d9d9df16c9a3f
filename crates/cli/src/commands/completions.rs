use clap::CommandFactory;
use clap_complete::Shell;
use console::{Answer, Completions, Failure, Ui};

use crate::arguments::Arguments;

/// Completions for a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    ui.report(&Completions::of(Arguments::command(), args.shell))
}
