use std::path::PathBuf;

use console::{Answer, Failure, Ui, typed};
use format::KeyId;
use ledger::{KeyRole, RootEdit};

use crate::options::VendorArgs;
use crate::trust::{ChangeArgs, key_id, public_half};
use crate::vendor::judged;

/// A new root key in the place of an old one.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of the root key to replace, as `key list` shows it
    #[arg(value_name = "KEY", value_parser = typed(key_id))]
    key: KeyId,

    /// The public half of the new root key, which its holder made with `root new-key` [default: one is made here]
    #[arg(long, value_name = "FILE")]
    public: Option<PathBuf>,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let known = ledger.root().root().root_keys.iter().any(|key| crypto::key_id(key) == args.key);
    if !known {
        return Err(judged(ledger::TrustError::UnknownKey { key: args.key }));
    }
    let road = args.change.road(&ledger, ui)?;
    let (public, path) = match &args.public {
        Some(file) => (public_half(file, ui)?, None),
        None => {
            let (public, path) = args.change.new_key(&road, KeyRole::Root, ledger.folder(), ui)?;
            (public, Some(path))
        }
    };
    let edits = [RootEdit::AddRootKey(public), RootEdit::DropRootKey(args.key)];
    let changed = road.go(&mut ledger, &edits, vendor)?;
    ui.report(&changed.with_root_key_file(path.as_deref()))
}
