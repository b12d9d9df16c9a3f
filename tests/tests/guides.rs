//! The guides' command lines are played by transcripts, and both languages of a guide have the same ones.

use std::collections::BTreeSet;
use std::fs;

use tests::{Transcript, transcripts, workspace};

/// Guides all of whose lines are played: those that need nothing but the programs.
const PLAYED: [&str; 3] = ["key-ceremony", "signing-elsewhere", "managers"];

/// The transcripts that play them.
const TRANSCRIPTS: [&str; 6] = [
    "a-key-ceremony-of-one",
    "a-key-ceremony-of-three",
    "a-burnt-key-is-replaced",
    "documents-are-signed-elsewhere",
    "a-managers-day",
    "a-manager-keeps-the-books",
];

fn guide(name: &str, ending: &str) -> String {
    let path = workspace().join(format!("docs/guides/{name}.{ending}"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn transcript(name: &str) -> String {
    fs::read_to_string(transcripts().join(format!("{name}.txt"))).expect("a transcript")
}

/// The command lines of a text, in their order, each with blanks in place of what differs from case to case.
fn commands(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix("$ "));
    lines.map(with_blanks).collect()
}

/// A transcript has `[ID-2]` where a guide has `________________`, `KEY` or `КЛЮЧ`; and it answers before it is asked,
/// since nobody sits at a test's terminal.
fn with_blanks(line: &str) -> String {
    let is_blank = |word: &str| {
        let is_capital = |letter: char| letter.is_uppercase() || letter == '_';
        (word.len() > 2 && word.chars().all(is_capital)) || (word.starts_with('[') && word.ends_with(']'))
    };
    // What stands in quotes is a name or a reason, in the guide's language.
    let outside = line.split('"').enumerate().map(|(place, part)| if place % 2 == 0 { part } else { "…" });
    let line = outside.collect::<String>();
    let words = line.split(' ').filter(|word| *word != "--yes");
    words.map(|word| if is_blank(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_command_of_a_guide_is_played_by_a_transcript() {
    let played: BTreeSet<String> = TRANSCRIPTS.iter().flat_map(|name| commands(&transcript(name))).collect();
    for name in PLAYED {
        let commands = commands(&guide(name, "md"));
        assert!(commands.len() > 10, "{name}: {commands:#?}");
        let missing: Vec<&String> = commands.iter().filter(|line| !played.contains(*line)).collect();
        assert!(missing.is_empty(), "docs/guides/{name}.md has lines that no transcript plays: {missing:#?}");
    }
}

#[test]
fn both_languages_of_a_guide_have_the_same_commands() {
    let files = fs::read_dir(workspace().join("docs/guides")).expect("the guides");
    let files = files.map(|file| file.expect("an entry").file_name().to_string_lossy().into_owned());
    let (russian, english): (Vec<String>, Vec<String>) = files.partition(|name| name.ends_with(".ru.md"));
    assert_eq!(russian.len(), english.len());
    for file in english {
        let name = file.strip_suffix(".md").expect("guides are Markdown");
        assert_eq!(commands(&guide(name, "md")), commands(&guide(name, "ru.md")), "{name}");
    }
}

#[test]
fn the_transcripts_of_the_guides_end_alike_in_russian() {
    std::thread::scope(|scope| {
        for name in TRANSCRIPTS {
            scope.spawn(move || {
                let english = transcript(name);
                let (remarks, lines): (Vec<&str>, Vec<&str>) =
                    english.lines().partition(|line| line.starts_with("# "));
                let text = [remarks, vec!["$ export KEYSLIP_LANG=ru"], lines].concat().join("\n");
                let russian = Transcript::parse(&text).play().render();
                assert_eq!(exits(&russian), exits(&english), "{name}\n{russian}");
                for word in ["\nerror: ", "\nhint: ", "\nwarning: ", "\nnext: "] {
                    assert!(!russian.contains(word), "{name} is not all Russian\n{russian}");
                }
            });
        }
    });
}

/// The exit codes that a transcript has below its commands, where they are not 0.
fn exits(transcript: &str) -> Vec<(usize, &str)> {
    let lines = transcript.lines().filter(|line| line.starts_with("$ ") || is_exit(line));
    let lines = lines.filter(|line| !line.starts_with("$ export"));
    lines.enumerate().filter(|(_, line)| is_exit(line)).collect()
}

/// Not `? there is no bulletin`, which verdicts say.
fn is_exit(line: &str) -> bool {
    line.strip_prefix("? ").is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()))
}

#[test]
fn blanks_stand_for_what_differs_and_for_nothing_else() {
    let of_guide = "keyslip key revoke ________________ --reason \"украден ноутбук\" --prepare a/b.unsigned";
    let of_transcript = "keyslip key revoke [ID-2] --reason \"stolen\" --prepare a/b.unsigned --yes";
    assert_eq!(with_blanks(of_guide), with_blanks(of_transcript));
    assert_eq!(with_blanks("show КУПОН"), with_blanks("show [COUPON-2]"));
    assert_ne!(with_blanks("keyslip key list"), with_blanks("keyslip key new"));
    assert_eq!(exits("$ export A=1\n$ a\n? 1\n? no news\n$ b\n"), [(1, "? 1")]);
}
