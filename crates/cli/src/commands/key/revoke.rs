use console::{Answer, Failure, Ui, parse, typed, values};
use crypto::key_id as id_of;
use format::{KeyId, UnixTime};
use ledger::{RootEdit, TrustError};

use crate::agree::agree;
use crate::options::VendorArgs;
use crate::trust::{ChangeArgs, key_id};
use crate::vendor::judged;

/// A key that is trusted no longer.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The key's id, as `key list` shows it
    #[arg(value_name = "KEY", value_parser = typed(key_id))]
    key: KeyId,

    /// Since when others may have it [default: now]
    #[arg(long, value_name = "DATE", value_parser = typed(parse::day_start))]
    since: Option<UnixTime>,

    /// Why, for the ledger
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let is_listed = ledger.root().root().issuing_keys.iter().any(|key| id_of(&key.key) == args.key);
    if !is_listed {
        return Err(judged(TrustError::UnknownKey { key: args.key }));
    }
    // Root keys that are away are told of before anybody is asked, and nothing is burnt by halves.
    let road = args.change.road(&ledger, ui)?;
    let signed = ledger.count_signed_by(args.key).map_err(judged)?;
    ui.warn("trust-revoke-loses", &values![key = args.key.to_string(), count = signed]);
    agree(args.yes, "trust-revoke-question", ui)?;
    let context = vendor.context();
    // Burnt first: from here on nothing is signed with it, whatever becomes of the root.
    if ledger.burnt_keys().map_err(judged)?.iter().all(|burnt| burnt.key != args.key) {
        let since = args.since.unwrap_or(context.now);
        ledger.burn_key(args.key, since, &args.reason, &context).map_err(judged)?;
    }
    let changed = road.go(&mut ledger, &[RootEdit::DropIssuingKey(args.key)], vendor)?;
    ui.report(&changed.of_a_burnt_key())
}
