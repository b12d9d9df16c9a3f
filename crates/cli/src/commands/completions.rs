use clap::CommandFactory;
use console::{Answer, Failure, Ui};

use crate::arguments::Arguments;

/// Completions for a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    clap_complete::generate(args.shell, &mut Arguments::command(), "keyslip", &mut ui.out());
    Ok(Answer::Yes)
}
