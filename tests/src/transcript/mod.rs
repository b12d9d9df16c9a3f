//! Transcripts: command lines with what they print, for people to read and for a test to hold.
//!
//! The form of the files is described in `tests/transcripts/README.md`.

mod names;
mod order;
mod table;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use self::names::Names;
use self::order::in_order;
use self::table::align;
use crate::{Ran, Shell, Shop};

/// A transcript as it stands in its file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Transcript {
    /// Whether it begins in an empty folder instead of a shop.
    starts_empty: bool,
    steps: Vec<Step>,
}

/// A line for people, or a command line with what is expected of it.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Step {
    Comment(String),
    Command { line: String, output: String },
}

/// The remark of a transcript that begins in an empty folder.
const EMPTY: &str = "# in an empty folder";

impl Transcript {
    /// Reads a transcript.
    pub fn parse(text: &str) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        for line in text.lines() {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => {
                    steps.push(Step::Command { line: command.to_owned(), output: String::new() });
                }
                _ if line.starts_with("# ") => steps.push(Step::Comment(line.to_owned())),
                (None, Some(Step::Command { output, .. })) => {
                    output.push_str(line);
                    output.push('\n');
                }
                _ => assert!(line.is_empty(), "neither a command nor a remark: {line}"),
            }
        }
        for step in &mut steps {
            if let Step::Command { output, .. } = step {
                output.truncate(output.trim_end().len());
            }
        }
        Self { starts_empty: steps.contains(&Step::Comment(EMPTY.to_owned())), steps }
    }

    /// The file's text.
    pub fn render(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Step> = None;
        for step in &self.steps {
            let ends_a_part = match (before, step) {
                (Some(Step::Command { .. }), Step::Comment(_)) => true,
                (Some(Step::Command { output, .. }), Step::Command { .. }) => !output.is_empty(),
                _ => false,
            };
            if ends_a_part {
                text.push('\n');
            }
            before = Some(step);
            let _ = match step {
                Step::Comment(line) => writeln!(text, "{line}"),
                Step::Command { line, output } if output.is_empty() => writeln!(text, "$ {line}"),
                Step::Command { line, output } => writeln!(text, "$ {line}\n{output}"),
            };
        }
        text
    }

    /// Plays the commands in a new folder and gives the transcript of that.
    pub fn play(&self) -> Self {
        let (mut shell, mut names) = (Shell::new(), Names::default());
        if !self.starts_empty {
            let shop = Shop::get();
            shell = shop.shell();
            shop.values.iter().for_each(|(name, value)| names.know(name, value));
        }
        shell.always(FLIP);
        let steps = self.steps.iter().map(|step| match step {
            Step::Comment(_) => step.clone(),
            Step::Command { line, .. } => {
                let output = play_line(line, &mut shell, &mut names);
                Step::Command { line: line.clone(), output }
            }
        });
        Self { starts_empty: self.starts_empty, steps: steps.collect() }
    }
}

/// `flip FILE AT` flips the lowest bit of a byte; a negative place counts from the end.
const FLIP: &str = r#"flip() {
    at=$2; [ "$at" -ge 0 ] || at=$(($(wc -c < "$1") + at))
    byte=$(($(od -An -tu1 -j "$at" -N 1 "$1") ^ 1))
    printf "\\$(printf %03o "$byte")" | dd of="$1" bs=1 seek="$at" conv=notrunc status=none
}"#;

fn play_line(line: &str, shell: &mut Shell, names: &mut Names) -> String {
    let real = names.fill_in(line);
    if line.starts_with("export ") {
        shell.always(&real);
        return String::new();
    }
    let ran = shell.run(&real);
    check_manners(line, &ran);
    let mut shown = String::new();
    if ran.exit != 0 {
        let _ = writeln!(shown, "? {}", ran.exit);
    }
    let folder = shell.path().display().to_string();
    for stream in [&ran.out, &ran.err] {
        shown.push_str(&align(&in_order(&names.mask(&stream.replace(&folder, "[DIR]")))));
    }
    shown.truncate(shown.trim_end().len());
    shown
}

/// What holds for every command, so that no transcript needs to mark the streams: errors are talk and go to stderr, and
/// what ends with 2 has told why.
fn check_manners(line: &str, ran: &Ran) {
    let is_error = |line: &str| line.starts_with("error: ") || line.starts_with("ошибка: ");
    assert!(!ran.out.lines().any(is_error), "{line}: an error on stdout:\n{}", ran.out);
    if !line.starts_with("keyslip") {
        return;
    }
    assert!(ran.exit <= 2, "{line}: ends with {}:\n{}", ran.exit, ran.err);
    assert!(ran.exit != 2 || ran.err.lines().any(is_error), "{line}: 2 without a word on stderr");
    assert!(!ran.err.contains("panicked"), "{line}: {}", ran.err);
}

/// The folder of the transcripts.
pub fn transcripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("transcripts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_reads_back_as_it_was_written() {
        let text =
            "# What for\n# in an empty folder\n$ true\n\n# Then\n$ echo a; exit 1\n? 1\na\n\nb\n\n$ true\n";
        let transcript = Transcript::parse(text);
        assert!(transcript.starts_empty);
        assert_eq!(transcript.render(), text);
    }

    #[test]
    fn what_is_played_stands_below_its_command() {
        let played = Transcript::parse(
            "# in an empty folder\n$ export NAME=world\n$ echo hello $NAME; echo error: no >&2; exit 1\n$ pwd\n",
        )
        .play()
        .render();
        assert!(played.ends_with("exit 1\n? 1\nhello world\nerror: no\n\n$ pwd\n[DIR]\n"), "{played}");
    }

    #[test]
    #[should_panic(expected = "an error on stdout")]
    fn an_error_on_stdout_is_bad_manners() {
        Transcript::parse("# in an empty folder\n$ echo error: no; exit 1\n").play();
    }

    #[test]
    fn a_byte_is_flipped_from_either_end() {
        let line = "printf abc > f; flip f 0; flip f -1; cat f; echo";
        let played = Transcript::parse(&format!("# in an empty folder\n$ {line}\n")).play().render();
        assert!(played.ends_with("\n`bb\n"), "{played}");
    }
}
