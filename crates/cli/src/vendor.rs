//! The vendor's folder as the commands use it: open, with a context, and with keys when they are needed.

use std::path::Path;

use console::{Failure, PassphraseArgs, PassphraseFor, Ui, say};
use crypto::SigningKey;
use format::{Explain, ProductId, Purpose};
use getrandom::SysRng;
use ledger::{Context, KeyWanted, Ledger, LedgerError};
use rand_core::UnwrapErr;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::arguments::VendorArgs;

/// No folder was named.
#[derive(Clone, Debug, Error)]
#[error("no vendor's folder was named")]
pub(crate) struct NoFolder;

impl Explain for NoFolder {
    fn code(&self) -> &'static str {
        "cli.no-folder"
    }
}

impl VendorArgs {
    /// The folder that was named.
    pub(crate) fn folder(&self) -> Result<&Path, Failure> {
        Ok(self.vendor.as_deref().ok_or(NoFolder)?)
    }

    /// Opens the ledger.
    pub(crate) fn open(&self) -> Result<Ledger, Failure> {
        Ledger::open(self.folder()?).map_err(judged)
    }

    /// Who is at work, and when.
    pub(crate) fn context(&self) -> Context {
        let from_system = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
        let who = self.who.clone().or_else(from_system).unwrap_or_else(|| "unknown".to_owned());
        Context { now: self.now.unwrap_or_else(console::clock::now), who }
    }
}

/// The operating system's random source; a system without one cannot make keys, and stops here.
pub(crate) fn random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// Opens the key for documents that name these products, signed now.
pub(crate) fn signing_key(
    ledger: &Ledger,
    (purpose, products): (Purpose, Vec<ProductId>),
    vendor: &VendorArgs,
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    let passphrase = issuing_passphrase(purpose, passphrase, ui)?;
    let wanted = KeyWanted { purpose, at: vendor.context().now, products };
    ledger.folder().issuing_key_for(&wanted, &passphrase).map_err(judged)
}

fn issuing_passphrase(
    purpose: Purpose,
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<Zeroizing<String>, Failure> {
    let prompt = say!(ui.words(), "vendor-passphrase-for", purpose = purpose.document().name());
    Ok(ui.passphrase(&passphrase.source(), PassphraseFor::Existing, &prompt)?)
}

/// A failure of the ledger with the right exit code: 1 where the request was judged and refused, 2 where the question
/// could not be answered.
pub(crate) fn judged(error: LedgerError) -> Failure {
    match error {
        LedgerError::CouponRedeemed { .. }
        | LedgerError::Refused(_)
        | LedgerError::Root(_)
        | LedgerError::ChangeSuperseded { .. }
        | LedgerError::NotAskedToSign { .. }
        | LedgerError::NumberTaken { .. }
        | LedgerError::NotWhatFollows { .. }
        | LedgerError::Verify(_)
        | LedgerError::DamagedDocument { .. }
        | LedgerError::DamagedRecord { .. }
        | LedgerError::DamagedObject { .. }
        | LedgerError::AuditBroken { .. }
        | LedgerError::Extension { .. }
        | LedgerError::UnknownPurpose { .. }
        | LedgerError::VersionDisagrees { .. }
        | LedgerError::ReleaseExists { .. }
        | LedgerError::SameVersionOtherBytes { .. }
        | LedgerError::OrderTaken { .. }
        | LedgerError::MixedScript { .. } => Failure::refused(error),
        other => Failure::unanswered(other),
    }
}
