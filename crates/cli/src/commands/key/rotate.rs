use console::{Answer, Failure, Ui, parse, typed};
use crypto::key_id as id_of;
use format::{IssuingKey, KeyId, Purpose, UnixTime};
use ledger::{KeyRole, LedgerError, RootEdit, TrustError};

use crate::options::VendorArgs;
use crate::trust::{ChangeArgs, key_id, purpose};
use crate::vendor::judged;

/// A new key in the place of an old one.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Whose key: license, coupon, catalog or bulletin
    #[arg(long, value_name = "PURPOSE", value_parser = typed(purpose))]
    purpose: Purpose,

    /// The key to replace, where several sign this [default: the one that signs now]
    #[arg(long, value_name = "KEY", value_parser = typed(key_id))]
    old: Option<KeyId>,

    /// The last day on which the old key may sign [default: it signs no longer]
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    until: Option<UnixTime>,

    #[command(flatten)]
    change: ChangeArgs,
}

/// The new key is for the same purposes and products as the old one, without an end of its own.
pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let now = vendor.context().now;
    let is_meant = |key: &&IssuingKey| match args.old {
        Some(id) => id_of(&key.key) == id,
        None => key.purposes.contains(&args.purpose) && key.covers(now),
    };
    let old = ledger.root().root().issuing_keys.iter().rfind(is_meant).cloned();
    let missing = match args.old {
        Some(key) => LedgerError::Trust(TrustError::UnknownKey { key }),
        None => LedgerError::Trust(TrustError::NoKeyFor { document: args.purpose.document() }),
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
