use clap::Command;
use clap_mangen::Man;
use format::{Explain, Fact};
use serde::Serialize;
use thiserror::Error;

use crate::{Page, Report, Words, localize, say};

/// There is no such command to show the manual of.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("there is no command {command:?}")]
pub struct NoSuchCommand {
    command: String,
}

impl Explain for NoSuchCommand {
    fn code(&self) -> &'static str {
        "console.no-such-command"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("command", Fact::text(&self.command))]
    }
}

/// A page for `man`, in the language of the words: of a whole program, or of one of its commands.
#[derive(Clone, Debug, Serialize)]
pub struct Manual {
    page: String,
}

impl Manual {
    /// The page of the command that `path` names below `program`; without names all commands on one page.
    ///
    /// # Errors
    ///
    /// [`NoSuchCommand`].
    pub fn of(program: Command, path: &[String], words: &Words) -> Result<Self, NoSuchCommand> {
        let mut program = localize(program, words);
        program.build();
        let version = program.get_version().unwrap_or_default();
        let source = format!("{} {version}", program.get_name());
        let mut command = &program;
        for name in path {
            let unknown = || NoSuchCommand { command: path.join(" ") };
            command = command.find_subcommand(name).ok_or_else(unknown)?;
        }
        let mut text = Vec::new();
        let page = Man::new(command.clone()).source(source);
        let written = match path {
            [] => whole(&page, command, &mut text),
            _ => page.render(&mut text),
        };
        written.expect("memory takes every write");
        Ok(Self { page: with_headings(&String::from_utf8_lossy(&text), words) })
    }
}

impl Report for Manual {
    fn show(&self, page: &mut Page<'_>) {
        page.lines(&self.page);
    }
}

/// The program's own page, and then each command that does something, with the options that are its own.
fn whole(page: &Man, program: &Command, text: &mut Vec<u8>) -> std::io::Result<()> {
    page.render_title(text)?;
    page.render_name_section(text)?;
    page.render_synopsis_section(text)?;
    page.render_description_section(text)?;
    page.render_options_section(text)?;
    for (name, command) in leaves(program, program.get_name()) {
        let own = command.clone().mut_args(|argument| {
            let is_shared = argument.is_global_set() || argument.get_id() == "help";
            argument.hide(is_shared)
        });
        let has_own = own.get_arguments().any(|argument| !argument.is_hide_set());
        let section = Man::new(own);
        let mut below = Vec::new();
        section.render_synopsis_section(&mut below)?;
        section.render_description_section(&mut below)?;
        if has_own {
            section.render_options_section(&mut below)?;
        }
        text.extend(format!(".SH \"{name}\"\n").bytes());
        text.extend(
            String::from_utf8_lossy(&below).replace("\n.SH ", "\n.SS ").replacen(".SH ", ".SS ", 1).bytes(),
        );
    }
    Ok(())
}

/// The commands without others below them, by their names from the program's on.
fn leaves<'a>(command: &'a Command, name: &str) -> Vec<(String, &'a Command)> {
    let below = command.get_subcommands().filter(|below| below.get_name() != "help" && !below.is_hide_set());
    let leaves = below.flat_map(|below| {
        let name = format!("{name} {}", below.get_name());
        if below.has_subcommands() { leaves(below, &name) } else { vec![(name, below)] }
    });
    leaves.collect()
}

/// The headings that are English in every language otherwise.
fn with_headings(page: &str, words: &Words) -> String {
    let headings = [
        ("NAME", say!(words, "man-name")),
        ("SYNOPSIS", say!(words, "man-synopsis")),
        ("DESCRIPTION", say!(words, "man-description")),
        ("SUBCOMMANDS", say!(words, "man-commands")),
        ("EXTRA", say!(words, "man-examples")),
        ("VERSION", say!(words, "man-version")),
    ];
    // Each section is written as if it were a page of its own, with what a page begins with.
    let is_preamble = |line: &str| line.starts_with(".ie ") || line.starts_with(".el ");
    let body = page.lines().enumerate().filter(|(at, line)| *at < 2 || !is_preamble(line));
    let lines = body.map(|(_, line)| {
        let heading = line.strip_prefix(".SH ").or_else(|| line.strip_prefix(".SS "));
        match headings.iter().find(|(english, _)| heading == Some(english)) {
            Some((_, ours)) => format!("{} {ours}\n", &line[..3]),
            None => format!("{line}\n"),
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use clap::Arg;

    use super::*;
    use crate::Language;

    fn program() -> Command {
        let list =
            Command::new("list").about("List them").arg(Arg::new("all").long("all").help("All of them"));
        let name = Arg::new("name").long("name").global(true).help("A name");
        Command::new("demo").version("1.2").arg(name).subcommand(Command::new("thing").subcommand(list))
    }

    fn page(path: &[&str], language: Language) -> Result<String, NoSuchCommand> {
        let path: Vec<String> = path.iter().map(|&name| name.to_owned()).collect();
        Manual::of(program(), &path, &Words::new(language, "demo")).map(|manual| manual.page)
    }

    #[test]
    fn the_page_of_the_program_holds_its_commands() {
        let page = page(&[], Language::English).expect("a page");
        assert!(page.contains("\n.SH \"demo thing list\"\n.SS SYNOPSIS\n"), "{page}");
        assert!(page.contains("All of them"), "{page}");
        assert_eq!(page.matches("A name").count(), 1, "{page}");
    }

    #[test]
    fn a_page_says_which_program_it_belongs_to_in_the_readers_language() {
        let page = page(&["thing", "list"], Language::Russian).expect("a page");
        assert!(page.contains("\"demo 1.2\""), "{page}");
        assert!(page.contains(".SH НАЗВАНИЕ\n") && !page.contains(".SH NAME"), "{page}");
    }

    #[test]
    fn a_command_that_is_not_there_is_an_error() {
        let error = page(&["thing", "lst"], Language::English).expect_err("no such command");
        assert_eq!(error, NoSuchCommand { command: "thing lst".to_owned() });
    }
}
