use std::path::PathBuf;

use console::{Answer, Failure, Ui};

use super::sign::read;
use crate::options::VendorArgs;
use crate::trust::{Changed, Misplaced};
use crate::vendor::{judged, warn_of_the_future};

/// Signed copies of one change.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The signed copies, each with one signature or several
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    warn_of_the_future(vendor, ui);
    let mut changes = args.files.iter().map(|path| read(path));
    let mut change = changes.next().expect("clap wants at least one file")?;
    for other in changes {
        change.merge(&other?).map_err(judged)?;
    }
    if change.change().signatures.is_empty() {
        Misplaced::refuse(&args.files[0], &change.change().encode(), |_| false)?;
    }
    ledger.install_root(&change, &vendor.context()).map_err(judged)?;
    ui.report(&Changed::of(&change, None))
}
