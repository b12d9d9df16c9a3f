use clap::CommandFactory;
use clap_mangen::Man;
use console::{Answer, Failure, Page, Report, Ui, localize};
use serde::Serialize;

use crate::arguments::Arguments;

/// Print the manual page of the program or of one of its commands
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command, such as `license add`
    #[arg(value_name = "COMMAND")]
    path: Vec<String>,
}

/// A page for `man`.
#[derive(Serialize)]
struct Manual {
    page: String,
}

impl Report for Manual {
    fn show(&self, page: &mut Page<'_>) {
        page.lines(&self.page);
    }
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut command = localize(Arguments::command(), ui.words());
    command.build();
    let mut found = command;
    for name in &args.path {
        match found.find_subcommand(name).cloned() {
            Some(below) => found = below,
            // The page above tells which commands there are.
            None => break,
        }
    }
    let mut page = Vec::new();
    // Writing into memory does not fail.
    let _ = Man::new(found).render(&mut page);
    ui.report(&Manual { page: String::from_utf8_lossy(&page).into_owned() })
}
