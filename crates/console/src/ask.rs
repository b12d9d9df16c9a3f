use std::io;

use format::{Explain, Fact};
use thiserror::Error;

use crate::Ui;

/// How often an answer that is neither yes nor no is asked for again.
const TRIES: usize = 3;

/// Why a person could not be asked.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum AskError {
    /// Nobody is there: stdin or stderr is not a terminal.
    #[error("there is no terminal to ask at")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal cannot be read")]
    Terminal(#[source] io::Error),
}

impl Explain for AskError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoTerminal => "console.no-terminal",
            Self::Terminal(_) => "console.terminal",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NoTerminal => Vec::new(),
            Self::Terminal(reason) => {
                vec![("kind", Fact::text(disk::system_kind(reason))), ("reason", Fact::text(reason))]
            }
        }
    }
}

impl Ui {
    /// Asks `question` on stderr; yes and no are understood in both languages, and silence is no.
    ///
    /// # Errors
    ///
    /// [`AskError::NoTerminal`]: a script says `--yes` instead.
    ///
    /// # Examples
    ///
    /// ```
    /// # use console::{Language, Output, Ui};
    /// let (ui, _) = Ui::captured(Language::Russian, Output::People);
    /// let mut ui = ui.with_person_typing("да\n");
    /// assert!(ui.confirm("Удалить расширение?")?);
    /// # Ok::<(), console::AskError>(())
    /// ```
    pub fn confirm(&mut self, question: &str) -> Result<bool, AskError> {
        if !self.is_interactive() {
            return Err(AskError::NoTerminal);
        }
        let prompt = format!("{question} [{}]", self.words().say("yes-or-no", &[]));
        for _ in 0..TRIES {
            match self.ask(&prompt).map_err(AskError::Terminal)? {
                None => return Ok(false),
                Some(line) => match yes_or_no(&line) {
                    Some(answer) => return Ok(answer),
                    None => self.note("answer-yes-or-no", &[]),
                },
            }
        }
        Ok(false)
    }
}

/// What a typed line means; an empty one is no.
fn yes_or_no(line: &str) -> Option<bool> {
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" | "д" | "да" => Some(true),
        "" | "n" | "no" | "н" | "нет" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Output};

    fn answered(typed: &str) -> (bool, String) {
        let (ui, printed) = Ui::captured(Language::Russian, Output::People);
        let answer = ui.with_person_typing(typed).confirm("Удалить?").expect("a person");
        (answer, printed.err())
    }

    #[test]
    fn yes_and_no_are_understood_in_both_languages() {
        for (typed, answer) in
            [("y\n", true), ("YES\n", true), ("Да\n", true), ("д\n", true), ("n\n", false), ("нет\n", false)]
        {
            assert_eq!(answered(typed).0, answer, "{typed}");
        }
    }

    #[test]
    fn silence_is_no() {
        assert!(!answered("\n").0);
        assert!(!answered("").0);
    }

    #[test]
    fn nonsense_is_asked_again_and_in_the_end_is_no() {
        assert!(answered("может быть\nда\n").0);
        let (answer, said) = answered("a\nb\nc\nда\n");
        assert!(!answer);
        assert_eq!(said.matches("Удалить? [да/нет]").count(), 3);
    }

    #[test]
    fn nobody_is_asked_where_there_is_no_terminal() {
        let (mut ui, printed) = Ui::captured(Language::English, Output::People);
        assert!(matches!(ui.confirm("Remove?"), Err(AskError::NoTerminal)));
        assert_eq!(printed.err(), "");
    }
}
