use console::{Answer, Failure, Ui};

use super::deliver::{Deed, deliver};
use crate::context::Context;
use crate::options::Wanted;

/// Save a release's files for use elsewhere, each with a checksum beside it
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site save quick-stock --bundle /media/usb/keyslip \\\n      --configuration УправлениеТорговлей --release 11.5.20 \\\n      --to /media/usb/for-the-branch"
)]
pub(crate) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    deliver(Deed::Save, context, &args.wanted, ui)
}
