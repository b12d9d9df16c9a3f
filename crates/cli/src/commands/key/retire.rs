use console::{Answer, Failure, Ui, parse, typed, values};
use crypto::key_id as id_of;
use format::{Explain, IssuingKey, KeyId, Purpose, UnixTime};
use ledger::{KeyRole, LedgerError, RootEdit};
use thiserror::Error;

use crate::arguments::VendorArgs;
use crate::trust::{ChangeArgs, key_id, purpose};
use crate::vendor::judged;

/// A new key in the place of an old one.
#[derive(Debug, clap::Args)]
pub(crate) struct Rotate {
    /// Whose key: license, coupon, catalog or bulletin
    #[arg(long, value_name = "PURPOSE", value_parser = typed(purpose))]
    purpose: Purpose,

    /// The key to replace, where several sign this [default: the one that signs now]
    #[arg(long, value_name = "KEY", value_parser = typed(key_id))]
    key: Option<KeyId>,

    /// The last day on which the old key may sign [default: it signs no longer]
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    until: Option<UnixTime>,

    #[command(flatten)]
    change: ChangeArgs,
}

/// A key that is trusted no longer.
#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
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

/// The person did not agree.
#[derive(Clone, Copy, Debug, Error)]
#[error("nothing was done")]
pub(crate) struct NotAgreed;

impl Explain for NotAgreed {
    fn code(&self) -> &'static str {
        "cli.not-agreed"
    }
}

/// The new key is for the same purposes and products as the old one, without an end of its own.
pub(super) fn rotate(args: &Rotate, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let now = vendor.context().now;
    let is_meant = |key: &&IssuingKey| match args.key {
        Some(id) => id_of(&key.key) == id,
        None => key.purposes.contains(&args.purpose) && key.covers(now),
    };
    let old = ledger.root().root().issuing_keys.iter().rfind(is_meant).cloned();
    let missing = match args.key {
        Some(key) => LedgerError::UnknownKey { key },
        None => LedgerError::NoKeyFor { document: args.purpose.document() },
    };
    let old = old.ok_or_else(|| judged(missing))?;
    let road = args.change.road(&ledger, ui)?;
    let role = KeyRole::Issuing(args.purpose);
    let (public, path) = args.change.new_key(&road, role, ledger.folder(), ui)?;
    // Without a first day: should the old key be burnt, the new one signs anew what is dated before today.
    let new = IssuingKey::new(public, old.purposes.iter().copied()).for_products(old.family);
    let edits = [
        // Signed in the very second of the rotation, by either key, is signed in time.
        RootEdit::EndIssuingKey { key: id_of(&old.key), until: args.until.unwrap_or(now) },
        RootEdit::AddIssuingKey(new),
    ];
    let changed = road.go(&mut ledger, &edits, vendor)?;
    ui.report(&changed.with_key_file(Some(&path)))
}

pub(super) fn revoke(args: &Revoke, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let is_listed = ledger.root().root().issuing_keys.iter().any(|key| id_of(&key.key) == args.key);
    if !is_listed {
        return Err(judged(LedgerError::UnknownKey { key: args.key }));
    }
    // Root keys that are away are told of before anybody is asked, and nothing is burnt by halves.
    let road = args.change.road(&ledger, ui)?;
    let signed = ledger.count_signed_by(args.key).map_err(judged)?;
    ui.warn("trust-revoke-loses", &values![key = args.key.to_string(), count = signed]);
    let question = ui.words().say("trust-revoke-question", &[]);
    if !args.yes && !ui.confirm(&question)? {
        return Err(Failure::refused(NotAgreed));
    }
    let context = vendor.context();
    // Burnt first: from here on nothing is signed with it, whatever becomes of the root.
    if ledger.burnt_keys().map_err(judged)?.iter().all(|burnt| burnt.key != args.key) {
        let since = args.since.unwrap_or(context.now);
        ledger.burn_key(args.key, since, &args.reason, &context).map_err(judged)?;
    }
    let changed = road.go(&mut ledger, &[RootEdit::DropIssuingKey(args.key)], vendor)?;
    ui.report(&changed.of_a_burnt_key())
}
