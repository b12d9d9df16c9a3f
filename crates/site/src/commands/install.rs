use console::{Answer, Failure, Ui};

use super::deliver::{Deed, deliver};
use crate::context::Context;
use crate::options::Wanted;

/// Install a release into a folder, whole or not at all
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site install quick-stock --bundle /media/usb/keyslip \\\n      --configuration УправлениеТорговлей --release 11.5.20 \\\n      --to /srv/extensions\n  keyslip-site install quick-stock --bundle /media/usb/keyslip \\\n      --configuration УправлениеТорговлей --release 11.5.20 \\\n      --to /srv/extensions --version 1.4.9 --accept-eula"
)]
pub(crate) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    deliver(Deed::Install, context, &args.wanted, ui)
}
