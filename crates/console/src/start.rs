use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, ValueEnum};

use crate::language::{has_flag, option_value};
use crate::usage::UsageError;
use crate::{Answer, Color, Failure, Language, Output, Page, Report, Ui, Words, exit_code, localize, say};

/// The options of every command of both programs; flatten it into the program's `Parser`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Globals {
    /// Speak this language instead of the environment's
    #[arg(long, global = true, value_name = "LANGUAGE", value_enum, display_order = 901)]
    lang: Option<Language>,

    /// Print exactly one JSON value on stdout
    #[arg(long, global = true, display_order = 902)]
    json: bool,

    /// Print rows for a spreadsheet on stdout: CSV in UTF-8
    #[arg(long, global = true, conflicts_with = "json", display_order = 902)]
    csv: bool,

    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto", display_order = 903)]
    color: Color,
}

/// The arguments of a whole program.
pub trait Program: Parser {
    /// The program's name, as its messages say it.
    const NAME: &'static str;
}

/// Reads the command line: gives the arguments and the [`Ui`], or the exit code once help or an error was printed.
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use clap::Parser;
/// use console::{Answer, Failure, Globals, Program, Ui};
///
/// /// Offline licensing for the vendor
/// #[derive(Parser)]
/// #[command(name = "keyslip", version)]
/// struct Arguments {
///     #[command(flatten)]
///     globals: Globals,
/// }
///
/// impl Program for Arguments {
///     const NAME: &'static str = "keyslip";
/// }
///
/// fn run(_arguments: Arguments, _ui: &mut Ui) -> Result<Answer, Failure> {
///     Ok(Answer::Yes)
/// }
///
/// fn main() -> ExitCode {
///     match console::start::<Arguments>() {
///         Ok((arguments, mut ui)) => {
///             let outcome = run(arguments, &mut ui);
///             ui.finish(outcome)
///         }
///         Err(code) => code,
///     }
/// }
/// ```
///
/// # Errors
///
/// The exit code: 0 after help, 2 after bad usage.
pub fn start<P: Program>() -> Result<(P, Ui), ExitCode> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let options = arguments.get(1..).unwrap_or_default();
    // Asked before clap has read the line, because clap's own complaints are to be said in this manner too.
    let color = option_value(options, "--color").and_then(|value| Color::from_str(&value, false).ok());
    let output = match (has_flag(options, "--json"), has_flag(options, "--csv")) {
        (true, _) => Output::Json,
        (false, true) => Output::Csv,
        (false, false) => Output::People,
    };
    let words = Words::new(Language::detect(options), P::NAME);
    let ui = Ui::new(words, color.unwrap_or_default(), output);
    start_with(arguments, ui)
}

/// [`start`] with arguments (the program's name first) and a [`Ui`] that are given: for tests.
///
/// # Errors
///
/// As for [`start`].
pub fn start_with<P: Program>(arguments: Vec<OsString>, ui: Ui) -> Result<(P, Ui), ExitCode> {
    let mut command = localize(P::command(), ui.words());
    let asked = asking_by_option(&command, &arguments);
    let understood = command
        .try_get_matches_from_mut(asked)
        .and_then(|matches| P::from_arg_matches(&matches).map_err(|error| error.format(&mut command)));
    match understood {
        Ok(program) => Ok((program, ui)),
        Err(error) => Err(stop(&error, &command, &arguments, ui)),
    }
}

/// `--help` and `--version` for scripts.
#[derive(serde::Serialize)]
#[serde(rename_all = "lowercase")]
enum Asked {
    Help(String),
    Version(String),
}

impl Report for Asked {
    fn show(&self, page: &mut Page<'_>) {
        let (Self::Help(text) | Self::Version(text)) = self;
        page.lines(text);
    }
}

fn stop(error: &clap::Error, command: &clap::Command, arguments: &[OsString], mut ui: Ui) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion if ui.output() == Output::Json => {
            let text = error.render().to_string().trim_end().to_owned();
            let told = match error.kind() {
                ErrorKind::DisplayVersion => ui.report(&Asked::Version(text)),
                _ => ui.report(&Asked::Help(text)),
            };
            return ui.finish(told);
        }
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let printed = ui.print_styled(&error.render());
            return ui.finish(printed.map(|()| Answer::Yes));
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if ui.output() == Output::People => {
            ui.talk(error.render());
            return ExitCode::from(2);
        }
        _ => {}
    }
    let problem = UsageError::new(error, &understood_part(command, arguments));
    let heading = say!(ui.words(), "usage-heading");
    let usage = problem.usage().map(|usage| format!("\n{heading}: {usage}"));
    let outcome = Err(Failure::unanswered(problem));
    if let Err(failure) = &outcome {
        ui.complain(failure);
    }
    if let Some(usage) = usage {
        ui.talk(usage);
    }
    ExitCode::from(exit_code(&outcome))
}

/// `keyslip help license` as `keyslip license --help`: clap's own `help` command cannot be told in Russian.
fn asking_by_option(command: &clap::Command, arguments: &[OsString]) -> Vec<OsString> {
    let mut command = command;
    let mut asked = arguments.to_vec();
    for (at, argument) in arguments.iter().enumerate().skip(1) {
        if argument == "help" && command.has_subcommands() {
            asked.remove(at);
            asked.push("--help".into());
            break;
        }
        command = command.find_subcommand(argument).unwrap_or(command);
    }
    asked
}

/// The program and the subcommands that lead the command line: what `--help` can be asked of.
fn understood_part(command: &clap::Command, arguments: &[OsString]) -> String {
    let mut part = command.get_name().to_owned();
    let mut command = command;
    for argument in arguments.iter().skip(1) {
        let below = command.find_subcommand(argument).filter(|below| below.get_name() != "help");
        let Some(below) = below else { continue };
        part.push(' ');
        part.push_str(below.get_name());
        command = below;
    }
    part
}

#[cfg(test)]
mod tests {
    use clap::Subcommand;

    use super::*;

    /// A program for the tests.
    #[derive(Debug, Parser)]
    #[command(name = "keyslip", version)]
    struct Demo {
        #[command(flatten)]
        globals: Globals,
        #[command(subcommand)]
        command: Commands,
    }

    #[derive(Debug, Subcommand)]
    enum Commands {
        /// Sign a thing.
        Sign {
            /// What to sign.
            what: String,
        },
    }

    impl Program for Demo {
        const NAME: &'static str = "keyslip";
    }

    fn run(
        language: Language,
        output: Output,
        arguments: &[&str],
    ) -> (Result<Demo, ExitCode>, String, String) {
        let (ui, printed) = Ui::captured(language, output);
        let arguments = ["keyslip"].iter().chain(arguments).map(OsString::from).collect();
        let outcome = start_with::<Demo>(arguments, ui).map(|(demo, _)| demo);
        (outcome, printed.out(), printed.err())
    }

    #[test]
    fn a_good_command_line_is_understood_in_both_languages() {
        for language in Language::ALL {
            let (demo, ..) = run(language, Output::People, &["sign", "насос", "--json", "--color", "never"]);
            let demo = demo.expect("good usage");
            assert!(demo.globals.json);
            assert_eq!((demo.globals.color, demo.globals.lang), (Color::Never, None));
            assert!(matches!(demo.command, Commands::Sign { what } if what == "насос"));
        }
    }

    #[test]
    fn bad_usage_tells_what_how_and_where_to_read_on() {
        let (_, out, err) = run(Language::Russian, Output::People, &["sign"]);
        assert_eq!(out, "");
        assert_eq!(
            err,
            "ошибка: не указан обязательный параметр: <WHAT>\n\
             подсказка: все параметры показывает команда «keyslip sign --help»\n\n\
             Использование: keyslip sign [ПАРАМЕТРЫ] <WHAT>\n"
        );
    }

    #[test]
    fn bad_usage_with_json_is_one_value_on_stdout() {
        for arguments in [&["sign", "--json"][..], &["--json"]] {
            let (_, out, err) = run(Language::English, Output::Json, arguments);
            let json: serde_json::Value = serde_json::from_str(&out).expect("one JSON value");
            assert!(json["error"]["code"].as_str().is_some_and(|code| code.starts_with("usage.missing-")));
            assert!(err.starts_with("error: "));
        }
    }

    #[test]
    fn help_and_version_go_to_stdout() {
        let (_, out, err) = run(Language::Russian, Output::People, &["sign", "--help"]);
        assert!(out.contains("Использование: keyslip sign"), "{out}");
        assert_eq!(err, "");
        let (_, out, _) = run(Language::Russian, Output::People, &["help", "sign"]);
        assert!(out.contains("Использование: keyslip sign"), "{out}");
        let (_, out, _) = run(Language::Russian, Output::People, &["--version"]);
        assert!(out.starts_with("keyslip "));
    }

    #[test]
    fn help_and_version_with_json_are_one_value_too() {
        for (option, name) in [("--help", "help"), ("--version", "version")] {
            let (_, out, _) = run(Language::English, Output::Json, &[option, "--json"]);
            let json: serde_json::Value = serde_json::from_str(&out).expect("one JSON value");
            assert!(json[name].as_str().is_some_and(|text| text.contains("keyslip")), "{out}");
        }
    }

    #[test]
    fn a_program_without_a_command_shows_its_help_on_stderr() {
        let (_, out, err) = run(Language::Russian, Output::People, &[]);
        assert_eq!(out, "");
        assert!(err.contains("Команды:"), "{err}");
    }
}
