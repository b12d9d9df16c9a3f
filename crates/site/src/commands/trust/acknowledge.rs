use console::{Answer, Failure, Page, Report, Ui, typed};
use format::Digest;
use serde::Serialize;

use super::ForkView;
use crate::context::{Context, judged};
use crate::input::digest;
use crate::options::At;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site trust acknowledge \\\n      2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea\n\nThe vendor was told, and the answer is known: a stolen key, or a slip. The record stays and is shown by `trust show`."
)]
pub(super) struct Args {
    /// The SHA-256 of the refused document, as `trust show` prints it
    #[arg(value_name = "SHA-256", value_parser = typed(digest))]
    digest: Digest,

    #[command(flatten)]
    at: At,
}

#[derive(Serialize)]
struct Noted {
    fork: ForkView,
}

impl Report for Noted {
    fn show(&self, page: &mut Page<'_>) {
        self.fork.show(page);
    }
}

pub(super) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut site = context.lock()?;
    let fork = judged(site.acknowledge_fork(args.digest, &console::who(), args.at.clock()))?;
    ui.report(&Noted { fork: ForkView::of(&site, &fork) })
}
