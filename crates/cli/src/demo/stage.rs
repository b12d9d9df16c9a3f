use std::ffi::OsString;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Output, Program, Ui, exit_code};
use serde::Serialize;

use super::{DemoError, is_read_along};
use crate::arguments::Arguments;

/// One command of the story and what came out.
#[derive(Serialize)]
pub(super) struct Step {
    command: String,
    exit: u8,
    output: String,
}

/// Where the story is played: each command is parsed and run as if it had been typed, and shown as it would be typed.
pub(super) struct Stage<'u> {
    folder: PathBuf,
    steps: Vec<Step>,
    ui: &'u mut Ui,
}

impl<'u> Stage<'u> {
    pub(super) fn new(folder: &Path, ui: &'u mut Ui) -> Self {
        Self { folder: folder.to_owned(), steps: Vec::new(), ui }
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// A path in the story's folder, as text.
    pub(super) fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The vendor's folder.
    pub(super) fn vendor(&self) -> PathBuf {
        self.folder.join("vendor")
    }

    /// Writes a file that the story needs.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<String, Failure> {
        disk::write_whole(&self.folder.join(name), bytes, disk::Access::OwnerOnly)?;
        Ok(self.path(name))
    }

    /// A sentence between the commands.
    pub(super) fn tell(&mut self, id: &str) {
        let text = self.ui.words().say(id, &[]);
        self.print(&format!("\n# {text}\n"));
    }

    /// A line that only a shell understands: the variables that spare typing.
    pub(super) fn shell(&mut self, line: &str) {
        self.print(&format!("$ {line}\n"));
    }

    /// A command of the vendor's program that must answer yes.
    pub(super) fn keyslip(&mut self, arguments: &[&str]) -> Result<(), Failure> {
        let vendor = self.vendor().display().to_string();
        self.run::<Arguments>(0, arguments, &["--vendor", &vendor], |parsed, ui| {
            crate::commands::run(&parsed, ui)
        })
    }

    /// The same for commands that open a key.
    pub(super) fn keyslip_signing(&mut self, arguments: &[&str]) -> Result<(), Failure> {
        let (vendor, passphrase) = (self.vendor().display().to_string(), self.path("passphrase.txt"));
        let hidden = ["--vendor", &vendor, "--passphrase-file", &passphrase];
        self.run::<Arguments>(0, arguments, &hidden, |parsed, ui| crate::commands::run(&parsed, ui))
    }

    /// A command of the site's program that must end with `exit`.
    pub(super) fn site(&mut self, exit: u8, arguments: &[&str]) -> Result<(), Failure> {
        let site = self.path("site");
        self.run::<site::Arguments>(exit, arguments, &["--site", &site], site::run)
    }

    fn run<P: Program>(
        &mut self,
        exit: u8,
        shown: &[&str],
        hidden: &[&str],
        run: impl FnOnce(P, &mut Ui) -> Result<Answer, Failure>,
    ) -> Result<(), Failure> {
        let command = shell_line(P::NAME, shown);
        self.print(&format!("\n$ {command}\n"));
        let line = [P::NAME].into_iter().chain(shown.iter().copied()).chain(hidden.iter().copied());
        let failed = || DemoError::Step { command: command.clone() };
        let parsed = P::try_parse_from(line.map(OsString::from)).map_err(|_| failed())?;
        let (mut ui, printed) = Ui::captured_for(P::NAME, self.ui.words().language(), Output::People);
        let outcome = run(parsed, &mut ui);
        let got = exit_code(&outcome);
        ui.finish(outcome);
        let output = format!("{}{}", printed.out(), printed.err());
        self.print(&output);
        self.steps.push(Step { command: command.clone(), exit: got, output });
        if got == exit { Ok(()) } else { Err(failed().into()) }
    }

    fn print(&mut self, text: &str) {
        if is_read_along(self.ui) {
            // Where stdout is gone, nobody reads along; the story is played to its end all the same.
            let _ = self.ui.out().write_all(text.as_bytes());
        }
    }
}

/// A command as a person would type it into a shell.
fn shell_line(program: &str, arguments: &[&str]) -> String {
    let quoted = arguments.iter().map(|argument| quoted(argument));
    [program.to_owned()].into_iter().chain(quoted).collect::<Vec<_>>().join(" ")
}

/// In quotes where a shell needs them.
pub(super) fn quoted(argument: &str) -> String {
    let is_plain = !argument.is_empty()
        && argument.chars().all(|character| character.is_alphanumeric() || "-_./=:@,".contains(character));
    if is_plain { argument.to_owned() } else { format!("\"{argument}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        assert_eq!(shell_line("keyslip", &["product", "--feature", "1=1"]), "keyslip product --feature 1=1");
        assert_eq!(
            shell_line("keyslip", &["--name", "Демо вендор", ""]),
            "keyslip --name \"Демо вендор\" \"\""
        );
    }
}
