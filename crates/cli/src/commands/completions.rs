use clap::CommandFactory;
use clap_complete::Shell;
use console::{Answer, Failure, Page, Report, Ui};
use serde::Serialize;

use crate::arguments::Arguments;

/// Completions for a shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

#[derive(Serialize)]
struct Script {
    shell: String,
    script: String,
}

impl Report for Script {
    fn show(&self, page: &mut Page<'_>) {
        page.lines(&self.script);
    }
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "keyslip", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    ui.report(&Script { shell: args.shell.to_string(), script })
}
