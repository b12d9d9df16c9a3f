//! A person's yes before something that is not taken back.

use console::{AskError, Failure, Ui};
use format::Explain;
use thiserror::Error;

/// Why nothing was done.
#[derive(Clone, Copy, Debug, Error)]
enum AgreeError {
    /// A person said no.
    #[error("nothing was done")]
    No,
    /// There is no person to ask.
    #[error("nobody can be asked here")]
    Nobody,
}

impl Explain for AgreeError {
    fn code(&self) -> &'static str {
        match self {
            Self::No => "cli.not-agreed",
            Self::Nobody => "cli.nobody-to-ask",
        }
    }
}

/// Goes on where `yes` was said in advance, or a person says it now to the question with this id.
pub(crate) fn agree(yes: bool, question: &str, ui: &mut Ui) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    let question = ui.words().say(question, &[]);
    match ui.confirm(&question) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::refused(AgreeError::No)),
        Err(AskError::NoTerminal) => Err(Failure::unanswered(AgreeError::Nobody)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use console::{Language, Output};

    use super::*;

    fn answered(yes: bool, typed: Option<&str>) -> Result<(), (&'static str, bool)> {
        let (mut ui, _) = Ui::captured(Language::Russian, Output::People);
        if let Some(typed) = typed {
            ui = ui.with_person_typing(typed);
        }
        agree(yes, "trust-sign-question", &mut ui).map_err(|failure| (failure.code(), failure.is_refused()))
    }

    #[test]
    fn a_yes_goes_on_and_a_no_is_another_thing_than_nobody() {
        assert_eq!(answered(true, None), Ok(()));
        assert_eq!(answered(false, Some("да\n")), Ok(()));
        assert_eq!(answered(false, Some("нет\n")), Err(("cli.not-agreed", true)));
        assert_eq!(answered(false, None), Err(("cli.nobody-to-ask", false)));
    }
}
