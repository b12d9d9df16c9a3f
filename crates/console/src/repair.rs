use format::{Correction, Explain, Fact, Slip};
use serde::Serialize;
use thiserror::Error;

use crate::{Failure, Output, Ui, clean, values};

/// Whether a damaged text may be used; flatten it into the `Args` of every command that reads a signed text.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct RepairArgs {
    /// Use a damaged text as its signature corrects it, without asking
    #[arg(long)]
    repair: bool,
}

impl RepairArgs {
    /// Shows on stderr what was corrected in a text and has it accepted: in advance by `--repair`, else by the person
    /// at the terminal.
    ///
    /// # Errors
    ///
    /// A refusal where the person said no; unanswered where nobody was there to be asked.
    pub fn accept(self, corrections: &[Correction], ui: &mut Ui) -> Result<Vec<Corrected>, Failure> {
        if corrections.is_empty() {
            return Ok(Vec::new());
        }
        ui.warn("repair-found", &values![count = corrections.len()]);
        corrections.iter().for_each(|correction| show(correction, ui));
        if !self.repair {
            if !ui.is_interactive() || ui.output() == Output::Json {
                return Err(Failure::unanswered(RepairError::unconfirmed(corrections)));
            }
            let question = ui.words().say("repair-question", &[]);
            if !ui.confirm(&question)? {
                return Err(Failure::refused(RepairError::Declined));
            }
        }
        Ok(corrections.iter().map(Corrected::from).collect())
    }
}

/// A correction, for scripts.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Corrected {
    /// The row, counted from 1 below the number; none for the number.
    pub row: Option<usize>,
    /// `wrong`, `swapped`, `omitted`, `extra` or `number`.
    pub kind: &'static str,
    /// The character in the row, counted from 1 without dashes.
    pub character: Option<usize>,
    /// The characters as they were written.
    pub found: String,
    /// The characters as they were signed.
    pub meant: String,
    /// The row as it was written.
    pub written: String,
    /// The row as it was signed.
    pub corrected: String,
}

impl From<&Correction> for Corrected {
    fn from(correction: &Correction) -> Self {
        Self {
            row: correction.row,
            kind: correction.slip.name(),
            character: correction.slip.at(),
            found: clean(&correction.found()).into_owned(),
            meant: correction.meant(),
            written: clean(&correction.written).into_owned(),
            corrected: correction.corrected.clone(),
        }
    }
}

/// What was wrong in one sentence, then the row as it was and as it is meant, with carets below the difference.
fn show(correction: &Correction, ui: &mut Ui) {
    let words = ui.words();
    let sentence = sentence(correction, ui);
    let labels = ["repair-written", "repair-corrected"].map(|label| words.say(label, &[]));
    let width = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    let rows = [
        (&correction.written, correction.marks_below_written()),
        (&correction.corrected, correction.marks_below_corrected()),
    ];
    ui.talk(sentence);
    for (label, (row, marks)) in labels.iter().zip(rows) {
        ui.talk(format_args!("  {label:width$}  {}", clean(row)));
        if !marks.is_empty() {
            ui.talk(format_args!("  {:width$}  {marks}", ""));
        }
    }
}

fn sentence(correction: &Correction, ui: &Ui) -> String {
    let id = format!("repair-{}", correction.slip.name());
    let (found, meant) = (correction.found(), correction.meant());
    let row = correction.row.unwrap_or_default();
    let character = correction.slip.at().unwrap_or_default();
    match correction.slip {
        Slip::Number => ui.words().say(&id, &[]),
        _ => ui.words().say(&id, &values![row = row, character = character, found = found, meant = meant]),
    }
}

/// Why a repaired text is not used.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
enum RepairError {
    #[error("the text is damaged, and nobody has accepted how it was corrected")]
    Unconfirmed { rows: String, corrections: String },
    #[error("the corrected text was declined")]
    Declined,
}

impl RepairError {
    fn unconfirmed(corrections: &[Correction]) -> Self {
        let place = |correction: &Correction| correction.row.unwrap_or_default().to_string();
        let change = |correction: &Correction| {
            let (row, slip) = (place(correction), correction.slip);
            let at = slip.at().map(|at| format!(":{at}")).unwrap_or_default();
            format!("{row}{at} {} {:?} > {:?}", slip.name(), correction.found(), correction.meant())
        };
        Self::Unconfirmed {
            rows: corrections.iter().map(place).collect::<Vec<_>>().join(", "),
            corrections: corrections.iter().map(change).collect::<Vec<_>>().join("; "),
        }
    }
}

impl Explain for RepairError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unconfirmed { .. } => "console.repair-unconfirmed",
            Self::Declined => "console.repair-declined",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Unconfirmed { rows, corrections } => {
                vec![("rows", Fact::text(rows)), ("corrections", Fact::text(corrections))]
            }
            Self::Declined => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use format::{CustomerId, Document, Envelope, KeyId, License, NumberId, Payload, SignedText, UnixTime};

    use super::*;
    use crate::{Language, Ui};

    /// What a text with one wrong character in row 2 is corrected to.
    fn corrections() -> Vec<Correction> {
        let number = "DEMO-00000-00000-00000-00008".parse().expect("a number");
        let license = License::new(
            NumberId::from_random([7; 12]),
            CustomerId::new([1; 8]),
            UnixTime::new(1_790_000_000),
        );
        let protected = Envelope::protected_header(Document::License, KeyId::new([2; 8]));
        let document = Envelope::assemble(&protected, &license.encode(), &[5; 64]);
        let text = format::write_text(number, &document);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let other = if lines[2].starts_with('7') { "8" } else { "7" };
        lines[2].replace_range(..1, other);
        let repaired =
            SignedText::repair(&lines.join("\n"), |envelope| envelope.bytes() == document).expect("a repair");
        repaired.under(number).1
    }

    fn accepted(typed: Option<&str>, repair: bool, output: Output) -> (Result<usize, &'static str>, String) {
        let (ui, printed) = Ui::captured(Language::Russian, output);
        let mut ui = match typed {
            Some(typed) => ui.with_person_typing(typed),
            None => ui,
        };
        let accepted = RepairArgs { repair }.accept(&corrections(), &mut ui);
        (accepted.map(|corrected| corrected.len()).map_err(|failure| failure.code()), printed.err())
    }

    #[test]
    fn a_person_is_shown_what_would_be_corrected_and_asked() {
        let (accepted_by_yes, said) = accepted(Some("да\n"), false, Output::People);
        assert_eq!(accepted_by_yes, Ok(1));
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[1].starts_with("строка 2, знак 1: "), "{said}");
        let column = |line: &str, found: char| line.chars().position(|character| character == found);
        assert_eq!(column(lines[3], '^'), column(lines[2], if lines[2].contains("  7") { '7' } else { '8' }));
        assert_eq!(accepted(Some("нет\n"), false, Output::People).0, Err("console.repair-declined"));
        assert_eq!(accepted(Some("\n"), false, Output::People).0, Err("console.repair-declined"));
    }

    #[test]
    fn without_a_person_it_must_be_accepted_in_advance_and_is_said_all_the_same() {
        let (refused, said) = accepted(None, false, Output::People);
        assert_eq!((refused, said.contains("строка 2")), (Err("console.repair-unconfirmed"), true));
        assert_eq!(accepted(Some("да\n"), false, Output::Json).0, Err("console.repair-unconfirmed"));
        let (accepted, said) = accepted(None, true, Output::Json);
        assert_eq!((accepted, said.contains("строка 2")), (Ok(1), true));
    }

    #[test]
    fn where_nothing_was_corrected_nothing_is_said() {
        let (mut ui, printed) = Ui::captured(Language::English, Output::People);
        assert_eq!(RepairArgs::default().accept(&[], &mut ui).expect("nothing to accept"), []);
        assert_eq!(printed.err(), "");
    }
}
