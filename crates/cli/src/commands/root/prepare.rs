use std::path::PathBuf;

use console::{Answer, Failure, Ui, parse, typed};
use format::{KeyId, UnixTime};
use ledger::RootEdit;

use crate::input::{Named, names};
use crate::options::VendorArgs;
use crate::trust::{Road, key_count, key_id, public_half};
use crate::vendor::warn_of_the_future;

/// What changes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Your name from now on; for several languages once each: ru=…, en=…
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<Named>,

    /// When sites should expect a newer root
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    expires: Option<UnixTime>,

    /// How many root keys must sign from now on
    #[arg(long, value_name = "NUMBER", value_parser = typed(key_count))]
    threshold: Option<u32>,

    /// The public half of a further root key; as often as needed
    #[arg(long = "add-root-key", value_name = "FILE")]
    add_root_keys: Vec<PathBuf>,

    /// A root key that signs no longer; as often as needed
    #[arg(long = "drop-root-key", value_name = "KEY", value_parser = typed(key_id))]
    drop_root_keys: Vec<KeyId>,

    /// The file for the root keys; a change in it is changed further
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    warn_of_the_future(vendor, ui);
    let mut edits = Vec::new();
    if !args.names.is_empty() {
        edits.push(RootEdit::Names(names(&args.names)?));
    }
    edits.extend(args.expires.map(RootEdit::Expires));
    edits.extend(args.threshold.map(RootEdit::Threshold));
    for file in &args.add_root_keys {
        edits.push(RootEdit::AddRootKey(public_half(file, ui)?));
    }
    edits.extend(args.drop_root_keys.iter().copied().map(RootEdit::DropRootKey));
    ui.report(&Road::Prepared(args.out.clone()).go(&mut ledger, &edits, vendor)?)
}
