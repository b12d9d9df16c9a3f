//! `keyslip demo`: the whole story in a temporary folder.

mod goods;

use console::{Answer, Failure, Ui};

/// Play the whole story.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, _ui: &mut Ui) -> Result<Answer, Failure> {
    Ok(Answer::Yes)
}
