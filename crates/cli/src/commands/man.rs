use clap::CommandFactory;
use console::{Answer, Failure, Ui, localize};
use disk::DiskError;

use crate::arguments::Arguments;

/// The manual page.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The command whose page it is, as `license export` [default: the whole program]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut command = localize(Arguments::command(), ui.words());
    command.build();
    let page = args.command.iter().try_fold(&command, |command, name| command.find_subcommand(name));
    let page = page.unwrap_or(&command).clone();
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|error| DiskError::from_io("stdout", error))?;
    ui.out().write_all(&text).map_err(|error| DiskError::from_io("stdout", error))?;
    Ok(Answer::Yes)
}
