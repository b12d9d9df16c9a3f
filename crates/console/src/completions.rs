use clap::Command;
use clap_complete::Shell;
use serde::Serialize;

use crate::{Page, Report};

/// What a shell reads to complete a program's command line.
///
/// ```
/// let script = console::Completions::of(clap::Command::new("keyslip"), clap_complete::Shell::Bash);
/// # let (mut ui, printed) = console::Ui::captured(console::Language::English, console::Output::People);
/// # ui.report(&script)?;
/// # assert!(printed.out().contains("_keyslip"));
/// # Ok::<(), console::Failure>(())
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Completions {
    shell: String,
    script: String,
}

impl Completions {
    /// The script for `shell`, made from the definition of the whole `program`.
    pub fn of(mut program: Command, shell: Shell) -> Self {
        let name = program.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut program, name, &mut script);
        Self { shell: shell.to_string(), script: String::from_utf8_lossy(&script).into_owned() }
    }
}

impl Report for Completions {
    fn show(&self, page: &mut Page<'_>) {
        page.lines(&self.script);
    }
}
