use std::fmt::Display;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use format::{Explain, Fact};

use crate::clean::escape_json;
use crate::page::Look;
use crate::rows;
use crate::{
    Answer, Failure, Language, Page, Progress, Report, Tone, Value, Words, exit_code, explain, hint,
};

/// When to color what is printed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Color {
    /// In a terminal, unless the environment has `NO_COLOR`.
    #[default]
    Auto,
    /// Even into a file or a pipe.
    Always,
    /// Not at all.
    Never,
}

impl Color {
    fn is_on(self, is_terminal: bool, environment: impl Fn(&str) -> Option<String>) -> bool {
        let is_set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
        let is_dumb = environment("TERM").is_some_and(|term| term == "dumb");
        // An old Windows console would print the escapes; those that understand them set one of these.
        let is_able = !cfg!(windows) || is_set("WT_SESSION") || is_set("TERM");
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_terminal && is_able && !is_dumb && !is_set("NO_COLOR"),
        }
    }
}

// Not derived: the derive would turn the doc comments into a list in the English help of every command.
impl ValueEnum for Color {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }))
    }
}

/// Whom stdout is for.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Output {
    /// People: text in their language.
    #[default]
    People,
    /// Scripts: exactly one JSON value.
    Json,
    /// Spreadsheets: rows under the names of their columns (RFC 4180).
    Csv,
}

/// Stdout could not take the answer.
#[derive(Debug)]
struct OutputFault(io::Error);

impl Explain for OutputFault {
    fn code(&self) -> &'static str {
        "console.output"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("kind", Fact::text(disk::system_kind(&self.0))), ("reason", Fact::text(&self.0))]
    }
}

/// Where a command speaks: data to stdout, talk to stderr, in the language and manner that were asked for.
///
/// ```
/// # use console::{Answer, Failure, Page, Report, Ui};
/// # #[derive(serde::Serialize)]
/// # struct Found { count: u64 }
/// # impl Report for Found {
/// #     fn show(&self, page: &mut Page<'_>) { page.say("days", &console::values![count = self.count]); }
/// # }
/// fn run(ui: &mut Ui) -> Result<Answer, Failure> {
///     let found = Found { count: 3 };
///     ui.report(&found)
/// }
/// # let (mut ui, printed) = Ui::captured(console::Language::English, console::Output::Json);
/// # run(&mut ui).unwrap();
/// # assert_eq!(printed.out(), "{\n  \"count\": 3\n}\n");
/// ```
pub struct Ui {
    words: Words,
    output: Output,
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    /// What a test's person types; `None` is the real stdin, unbuffered by us so that nobody's bytes are swallowed.
    typed: Option<io::Cursor<String>>,
    out_look: Look,
    err_color: bool,
    /// Is there a person at stdin and stderr, who can be asked?
    is_interactive: bool,
    shows_progress: bool,
}

impl Ui {
    /// The program's real stdin, stdout and stderr.
    pub fn new(words: Words, color: Color, output: Output) -> Self {
        let environment = |name: &str| std::env::var(name).ok();
        let (out, err) = (io::stdout(), io::stderr());
        let (out_is_terminal, err_is_terminal) = (out.is_terminal(), err.is_terminal());
        let width = if out_is_terminal { comfy_table::Table::new().width() } else { None };
        Self {
            words,
            output,
            out_look: Look { color: color.is_on(out_is_terminal, environment), width },
            err_color: color.is_on(err_is_terminal, environment),
            is_interactive: io::stdin().is_terminal() && err_is_terminal,
            shows_progress: err_is_terminal && output == Output::People,
            out: Box::new(out),
            err: Box::new(err),
            typed: None,
        }
    }

    /// One outside of a terminal, whose print can be read: for tests, and for a program that plays another.
    pub fn captured(language: Language, output: Output) -> (Self, Captured) {
        Self::captured_for("keyslip", language, output)
    }

    /// [`Ui::captured`] with the name of the program whose words are said.
    pub fn captured_for(program: &'static str, language: Language, output: Output) -> (Self, Captured) {
        let captured = Captured::default();
        let ui = Self {
            words: Words::new(language, program),
            output,
            out_look: Look::default(),
            err_color: false,
            is_interactive: false,
            shows_progress: false,
            out: Box::new(captured.out.clone()),
            err: Box::new(captured.err.clone()),
            typed: None,
        };
        (ui, captured)
    }

    /// For tests: a person who types `lines` when asked.
    pub fn with_person_typing(mut self, lines: &str) -> Self {
        self.typed = Some(io::Cursor::new(lines.to_owned()));
        self.is_interactive = true;
        self
    }

    /// The words of the language that was asked for.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Whom stdout is for.
    pub fn output(&self) -> Output {
        self.output
    }

    /// Is there a person who can be asked?
    pub fn is_interactive(&self) -> bool {
        self.is_interactive
    }

    /// Stdout, for data of its own form: CSV, JSON lines, a signed text.
    pub fn out(&mut self) -> &mut (dyn Write + Send) {
        &mut self.out
    }

    /// Prints the report, as text, as one JSON value or as rows, and gives its answer. A closed pipe is no failure.
    ///
    /// # Errors
    ///
    /// `console.output` where stdout cannot be written.
    pub fn report<R: Report + ?Sized>(&mut self, report: &R) -> Result<Answer, Failure> {
        let text = match self.output {
            Output::People => {
                let mut page = Page::new(&self.words, self.out_look);
                report.show(&mut page);
                page.into_text()
            }
            Output::Csv => rows::csv(report, report.list()).map_err(|error| OutputFault(error.into()))?,
            Output::Json => serde_json::to_string_pretty(report)
                .map(|json| escape_json(&json) + "\n")
                .map_err(|error| OutputFault(error.into()))?,
        };
        self.print(&text)?;
        Ok(report.answer())
    }

    /// Prints data of its own form, as it is. A closed pipe is no failure.
    ///
    /// # Errors
    ///
    /// `console.output` where stdout cannot be written.
    pub fn data(&mut self, text: &str) -> Result<Answer, Failure> {
        self.print(text)?;
        Ok(Answer::Yes)
    }

    /// A line of talk on stderr.
    pub fn note(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        let text = self.words.say(id, values);
        self.talk(text);
    }

    /// `warning: …` on stderr.
    pub fn warn(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        let text = self.words.say(id, values);
        self.labelled("label-warning", Tone::Doubt, &text);
    }

    /// `hint: …` on stderr.
    pub fn hint(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        let text = self.words.say(id, values);
        self.labelled("label-hint", Tone::Strong, &text);
    }

    /// The progress of copying `total` bytes; the label is a message.
    pub fn progress(&self, label_id: &str, total: u64) -> Progress {
        Progress::bytes(self.words.say(label_id, &[]), total, self.shows_progress)
    }

    /// The progress of working through `total` items; the label is a message.
    pub fn progress_of_items(&self, label_id: &str, total: u64) -> Progress {
        Progress::items(self.words.say(label_id, &[]), total, self.shows_progress)
    }

    /// Says what went wrong, if something did, and gives the exit code: the last thing that `main` does.
    pub fn finish(mut self, outcome: Result<Answer, Failure>) -> ExitCode {
        if let Err(failure) = &outcome {
            self.complain(failure);
        }
        ExitCode::from(exit_code(&outcome))
    }

    /// `error: …` and `hint: …` on stderr; with `--json` also one JSON value on stdout.
    pub fn complain(&mut self, failure: &Failure) {
        if self.output == Output::Json {
            let json = format!("{:#}\n", failure.to_json(&self.words));
            // Where stdout is gone, stderr and the exit code still tell.
            let _ = self.print(&json);
        }
        let message = explain(&self.words, failure.problem());
        self.labelled("label-error", Tone::Bad, &message);
        if let Some(hint) = hint(&self.words, failure.problem()) {
            self.labelled("label-hint", Tone::Strong, &hint);
        }
    }

    /// Text for people that is not a report: help.
    pub(crate) fn print_styled(&mut self, text: &clap::builder::StyledStr) -> Result<(), Failure> {
        let text = if self.out_look.color { text.ansi().to_string() } else { text.to_string() };
        self.print(&text)
    }

    /// A line on stderr; that stderr is closed is nobody's concern.
    pub(crate) fn talk(&mut self, line: impl Display) {
        let _ = writeln!(self.err, "{line}");
    }

    /// Whether a test's person types.
    pub(crate) fn has_typist(&self) -> bool {
        self.typed.is_some()
    }

    /// Asks on stderr without ending the line, and reads the answer; `None` at the end of the input.
    pub(crate) fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.err, "{question} ")?;
        self.err.flush()?;
        let mut line = String::new();
        let count = match &mut self.typed {
            Some(typed) => typed.read_line(&mut line)?,
            None => io::stdin().read_line(&mut line)?,
        };
        Ok((count > 0).then_some(line))
    }

    fn labelled(&mut self, label_id: &str, tone: Tone, text: &str) {
        let label = tone.paint(&format!("{}:", self.words.say(label_id, &[])), self.err_color);
        self.talk(format_args!("{label} {text}"));
    }

    fn print(&mut self, text: &str) -> Result<(), Failure> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(OutputFault(error).into()),
            _ => Ok(()),
        }
    }
}

/// What a captured [`Ui`] printed.
#[derive(Clone, Debug, Default)]
pub struct Captured {
    out: Shared,
    err: Shared,
}

impl Captured {
    /// The text on stdout so far.
    pub fn out(&self) -> String {
        self.out.text()
    }

    /// The text on stderr so far.
    pub fn err(&self) -> String {
        self.err.text()
    }
}

#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values;

    #[derive(serde::Serialize)]
    struct Pump {
        name: &'static str,
    }

    impl Report for Pump {
        fn show(&self, page: &mut Page<'_>) {
            page.field("name", self.name);
        }

        fn answer(&self) -> Answer {
            Answer::Refused
        }
    }

    fn missing() -> Failure {
        disk::DiskError::from_io("насос", ErrorKind::NotFound.into()).into()
    }

    #[test]
    fn people_and_scripts_get_the_same_facts() {
        let (mut ui, printed) = Ui::captured(Language::Russian, Output::People);
        assert_eq!(ui.report(&Pump { name: "насос" }).expect("an answer"), Answer::Refused);
        assert_eq!(printed.out(), "наименование: насос\n");
        let (mut ui, printed) = Ui::captured(Language::Russian, Output::Json);
        ui.report(&Pump { name: "насос" }).expect("an answer");
        assert_eq!(printed.out(), "{\n  \"name\": \"насос\"\n}\n");
    }

    #[test]
    fn talk_goes_to_stderr_whomever_stdout_is_for() {
        for output in [Output::People, Output::Json] {
            let (mut ui, printed) = Ui::captured(Language::English, output);
            ui.warn("days", &values![count = 1_u64]);
            ui.note("yes", &[]);
            ui.hint("no", &[]);
            assert_eq!(printed.err(), "warning: 1 day\nyes\nhint: no\n");
            assert_eq!(printed.out(), "");
        }
    }

    #[test]
    fn a_failure_is_said_on_stderr_and_with_json_once_on_stdout() {
        let (ui, printed) = Ui::captured(Language::Russian, Output::People);
        ui.finish(Err(missing()));
        assert!(
            printed.err().starts_with("ошибка: нет такого файла или папки: насос\nподсказка: "),
            "{}",
            printed.err()
        );
        assert_eq!(printed.out(), "");
        let (ui, printed) = Ui::captured(Language::Russian, Output::Json);
        ui.finish(Err(missing()));
        let json: serde_json::Value = serde_json::from_str(&printed.out()).expect("one JSON value");
        assert_eq!(json["error"]["code"], "disk.missing");
        assert!(printed.err().starts_with("ошибка: "));
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        struct Broken(ErrorKind);
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (mut ui, _) = Ui::captured(Language::English, Output::People);
        ui.out = Box::new(Broken(ErrorKind::BrokenPipe));
        assert!(ui.report(&Pump { name: "" }).is_ok());
        ui.out = Box::new(Broken(ErrorKind::StorageFull));
        let full = ui.report(&Pump { name: "" }).expect_err("a full disk");
        assert_eq!(full.code(), "console.output");
        let russian = explain(&Words::new(Language::Russian, "keyslip"), full.problem());
        assert!(russian.contains("кончилось место ("), "the system's words only in brackets: {russian}");
    }

    #[test]
    fn color_obeys_the_option_then_the_environment_then_the_terminal() {
        let plain = |name: &str| (name == "TERM").then(|| "xterm".to_owned());
        let no_color = |name: &str| matches!(name, "TERM" | "NO_COLOR").then(|| "1".to_owned());
        let dumb = |name: &str| (name == "TERM").then(|| "dumb".to_owned());
        assert!(Color::Auto.is_on(true, plain));
        assert!(!Color::Auto.is_on(false, plain));
        assert!(!Color::Auto.is_on(true, no_color));
        assert!(!Color::Auto.is_on(true, dumb));
        assert!(Color::Always.is_on(false, no_color));
        assert!(!Color::Never.is_on(true, plain));
    }
}
