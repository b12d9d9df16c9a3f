use console::{Answer, Failure, Ui};

use super::deliver::{Deed, deliver};
use crate::arguments::Wanted;
use crate::context::Context;

/// Install a release into a folder, whole or not at all
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    deliver(Deed::Install, context, &args.wanted, ui)
}
