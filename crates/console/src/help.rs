use clap::builder::Resettable;
use clap::{Arg, ArgAction, Command};
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;

use crate::words::{bundle, format_message};
use crate::{Language, Words, say};

/// Russian help by command and argument. English help is the doc comments of the `Args` structs.
const HELP: &str = include_str!("../words/ru/help.ftl");

/// The command line with help in the language of `words`: as it is for English, from `help.ftl` for Russian.
///
/// The help of a command is the message `help-<path>`, the path being the names joined by hyphens, the program's first
/// (`help-keyslip-license-issue`); its attribute `.long` is the long form, `.after` stands below. The help of an
/// argument is `help-<path>--<id>`, or else `help-global--<id>` for what many commands share; its attribute `.value`
/// replaces the placeholder. Underscores in ids are written as hyphens.
pub fn localize(command: Command, words: &Words) -> Command {
    if words.language() == Language::English {
        return command;
    }
    let help = Help { bundle: bundle(Language::Russian, &[HELP]), words };
    let path = command.get_name().to_owned();
    let command = help.placeholders(command, &path);
    let usages = Usages::of(&command);
    help.command(command, &path, &usages)
}

/// The message ids that `help.ftl` lacks for this command line: a test of each program holds it empty.
///
/// What is hidden needs no help.
pub fn missing_help(command: &Command) -> Vec<String> {
    let help = bundle(Language::Russian, &[HELP]);
    let mut missing = Vec::new();
    collect_missing(command, command.get_name(), &help, &mut missing);
    missing
}

fn collect_missing(
    command: &Command,
    path: &str,
    help: &FluentBundle<FluentResource>,
    missing: &mut Vec<String>,
) {
    let about = command_id(path);
    if !help.has_message(&about) {
        missing.push(about);
    }
    let is_ours = |argument: &&Arg| !argument.is_hide_set() && !is_automatic(argument);
    for argument in command.get_arguments().filter(is_ours) {
        let [own, shared] = argument_ids(path, argument);
        if !help.has_message(&own) && !help.has_message(&shared) {
            missing.push(if argument.is_global_set() { shared } else { own });
        }
    }
    let is_shown = |command: &&Command| !command.is_hide_set() && command.get_name() != "help";
    for subcommand in command.get_subcommands().filter(is_shown) {
        collect_missing(subcommand, &format!("{path}-{}", subcommand.get_name()), help, missing);
    }
}

fn command_id(path: &str) -> String {
    format!("help-{path}")
}

/// The id that only this command has, and the one that all share.
fn argument_ids(path: &str, argument: &Arg) -> [String; 2] {
    let id = argument.get_id().as_str().replace('_', "-");
    [format!("help-{path}--{id}"), format!("help-global--{id}")]
}

/// `--help` and `--version`, which clap adds by itself.
fn is_automatic(argument: &Arg) -> bool {
    matches!(argument.get_id().as_str(), "help" | "version")
}

struct Help<'a> {
    bundle: FluentBundle<FluentResource>,
    words: &'a Words,
}

impl Help<'_> {
    /// The placeholders first of all: the usage lines are made of them.
    fn placeholders(&self, command: Command, path: &str) -> Command {
        let renamed = command.mut_args(|argument| {
            let ids = argument_ids(path, &argument);
            match ids.iter().find_map(|id| self.attribute(id, "value")) {
                Some(placeholder) => argument.value_name(placeholder),
                None => argument,
            }
        });
        renamed.mut_subcommands(|below| {
            let path = format!("{path}-{}", below.get_name());
            self.placeholders(below, &path)
        })
    }

    fn command(&self, command: Command, path: &str, usages: &Usages) -> Command {
        let id = command_id(path);
        let mut command = command
            .help_template(format!(
                "{{before-help}}{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
                say!(self.words, "usage-heading"),
            ))
            .subcommand_help_heading(say!(self.words, "usage-commands"))
            .subcommand_value_name(say!(self.words, "usage-command-placeholder"))
            .override_usage(usages.localized(self.words))
            .mut_args(|argument| self.argument(argument, path));
        if let Some(about) = self.text(&id) {
            command = command.about(about).long_about(
                self.attribute(&id, "long").map_or(Resettable::Reset, |long| Resettable::Value(long.into())),
            );
        }
        if let Some(after) = self.attribute(&id, "after") {
            command = command.after_help(after).after_long_help(Resettable::Reset);
        }
        self.with_automatic_arguments(command).mut_subcommands(|subcommand| {
            let name = subcommand.get_name().to_owned();
            let below = usages.below.iter().find(|usage| usage.name == name);
            match below {
                Some(below) => self.command(subcommand, &format!("{path}-{name}"), below),
                None => subcommand,
            }
        })
    }

    /// `--help`, `--version` and `help` are clap's own, in English: ours replace them.
    fn with_automatic_arguments(&self, command: Command) -> Command {
        let last = 999;
        let options = say!(self.words, "usage-options");
        let has_version = command.get_version().is_some() || command.get_long_version().is_some();
        let has_subcommands = command.get_subcommands().any(|subcommand| subcommand.get_name() != "help");
        let mut command = command.disable_help_flag(true).disable_version_flag(true).arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(say!(self.words, "usage-help-flag"))
                .help_heading(options.clone())
                .display_order(last),
        );
        if has_version {
            command = command.arg(
                Arg::new("version")
                    .short('V')
                    .long("version")
                    .action(ArgAction::Version)
                    .help(say!(self.words, "usage-version-flag"))
                    .help_heading(options)
                    .display_order(last),
            );
        }
        if has_subcommands && !command.is_disable_help_subcommand_set() {
            // The names that follow it never arrive here: `start` turns `help X` into `X --help`.
            let help = Command::new("help").about(say!(self.words, "usage-help-command")).display_order(last);
            command = command.disable_help_subcommand(true).subcommand(help);
        }
        command
    }

    fn argument(&self, argument: Arg, path: &str) -> Arg {
        let heading = match argument.get_help_heading() {
            Some(own) => own.to_owned(),
            None if argument.is_positional() => say!(self.words, "usage-arguments"),
            None => say!(self.words, "usage-options"),
        };
        let argument = argument.help_heading(heading);
        let ids = argument_ids(path, &argument);
        let Some(id) = ids.iter().find(|id| self.bundle.has_message(id)) else { return argument };

        let mut help = self.text(id).unwrap_or_default();
        for note in self.notes(&argument) {
            help.push_str(&format!(" [{note}]"));
        }
        let argument = argument.help(help).long_help(Resettable::Reset);
        if argument.get_action().takes_values() {
            // clap's own notes are English: ours stand in the text.
            return argument.hide_possible_values(true).hide_default_value(true).hide_env(true);
        }
        argument
    }

    /// What clap would add in English: the default, the possible values, the variable of the environment.
    fn notes(&self, argument: &Arg) -> Vec<String> {
        let mut notes = Vec::new();
        let takes_value = argument.get_action().takes_values();
        if let Some(name) = argument.get_env().filter(|_| !argument.is_hide_env_set()) {
            notes.push(say!(self.words, "usage-environment", name = name.to_string_lossy().into_owned()));
        }
        let defaults: Vec<_> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        if takes_value && !defaults.is_empty() && !argument.is_hide_default_value_set() {
            notes.push(say!(self.words, "usage-default", value = defaults.join(", ")));
        }
        let possible = argument.get_possible_values();
        let possible: Vec<_> =
            possible.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name()).collect();
        if takes_value && !possible.is_empty() && !argument.is_hide_possible_values_set() {
            notes.push(say!(self.words, "usage-possible-values", values = possible.join(", ")));
        }
        notes
    }

    fn text(&self, id: &str) -> Option<String> {
        format_message(&self.bundle, id, None).ok()
    }

    fn attribute(&self, id: &str, name: &str) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = message.get_attribute(name)?.value();
        Some(self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }
}

/// The usage lines of a command and those below it. Only a built command knows them, and no built one can be changed.
struct Usages {
    name: String,
    usage: String,
    below: Vec<Self>,
}

impl Usages {
    fn of(command: &Command) -> Self {
        let mut built = command.clone();
        built.build();
        Self::of_built(&mut built)
    }

    fn of_built(command: &mut Command) -> Self {
        let usage = command.render_usage().to_string();
        Self {
            name: command.get_name().to_owned(),
            usage: usage_without_heading(&usage).to_owned(),
            below: command.get_subcommands_mut().map(Self::of_built).collect(),
        }
    }

    fn localized(&self, words: &Words) -> String {
        let indent = " ".repeat(say!(words, "usage-heading").chars().count() + 2);
        let lines: Vec<_> = self.usage.lines().map(str::trim).collect();
        lines
            .join(&format!("\n{indent}"))
            .replace("[OPTIONS]", &format!("[{}]", say!(words, "usage-options-placeholder")))
            .replace("<COMMAND>", &format!("<{}>", say!(words, "usage-command-placeholder")))
            .replace("[COMMAND]", &format!("[{}]", say!(words, "usage-command-placeholder")))
    }
}

/// clap's usage without its English heading.
pub(crate) fn usage_without_heading(usage: &str) -> &str {
    usage.trim().strip_prefix("Usage:").unwrap_or(usage).trim()
}

#[cfg(test)]
mod tests {
    use clap::{Parser, Subcommand};

    use super::*;
    use crate::Globals;

    /// Offline licensing for the vendor.
    #[derive(Parser)]
    #[command(name = "demo-program", version)]
    struct Demo {
        #[command(flatten)]
        _globals: Globals,
        #[command(subcommand)]
        _command: Commands,
    }

    #[derive(Subcommand)]
    enum Commands {
        /// Sign a thing.
        Sign {
            /// What to sign.
            _what: String,
            #[command(flatten)]
            _passphrase: crate::PassphraseArgs,
        },
    }

    fn russian_help(command: &[&str]) -> String {
        use clap::CommandFactory;
        let words = Words::new(Language::Russian, "demo-program");
        let mut arguments = vec!["demo-program"];
        arguments.extend(command);
        arguments.push("--help");
        localize(Demo::command(), &words).try_get_matches_from(arguments).expect_err("help").to_string()
    }

    #[test]
    fn the_frame_of_russian_help_is_russian() {
        let help = russian_help(&[]);
        for words in [
            "Использование: demo-program [ПАРАМЕТРЫ] <КОМАНДА>",
            "Команды:",
            "Параметры:",
            "--lang",
            "справк",
        ] {
            assert!(help.contains(words), "{words} is not in\n{help}");
        }
        for words in ["Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Print", "default", "possible"] {
            assert!(!help.contains(words), "{words} is in\n{help}");
        }
    }

    #[test]
    fn shared_arguments_have_shared_help_and_notes() {
        let help = russian_help(&["sign"]);
        for words in
            ["Использование: demo-program sign", "--passphrase-file <ФАЙЛ>", "KEYSLIP_PASSPHRASE_FILE"]
        {
            assert!(help.contains(words), "{words} is not in\n{help}");
        }
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("[по умолчанию: auto]"), "{help}");
        assert!(help.contains("[варианты: auto, always, never]"), "{help}");
    }

    #[test]
    fn what_has_no_russian_help_is_listed() {
        use clap::CommandFactory;
        assert_eq!(
            missing_help(&Demo::command()),
            ["help-demo-program", "help-demo-program-sign", "help-demo-program-sign---what"]
        );
    }

    #[test]
    fn english_help_is_left_to_clap() {
        use clap::CommandFactory;
        let words = Words::new(Language::English, "demo-program");
        let help = localize(Demo::command(), &words).render_long_help().to_string();
        assert!(help.contains("Usage: demo-program [OPTIONS] <COMMAND>"));
    }

    #[test]
    fn the_localized_command_still_parses() {
        use clap::CommandFactory;
        let words = Words::new(Language::Russian, "demo-program");
        let mut command = localize(Demo::command(), &words);
        command.clone().debug_assert();
        let matches = command.try_get_matches_from_mut(["demo-program", "sign", "a", "--json"]);
        assert!(matches.expect("a parse").subcommand_matches("sign").is_some());
    }
}
