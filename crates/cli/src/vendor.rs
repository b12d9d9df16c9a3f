//! The vendor's folder as the commands use it: open, with a context, and with keys when they are needed.

use std::path::{Path, PathBuf};

use console::{CAUSE, Failure, PassphraseArgs, Ui, say, values};
use crypto::SigningKey;
use format::{Explain, Fact, ProductId, PublicKey, Purpose};
use getrandom::SysRng;
use ledger::{Context, KeyHolder, KeyRole, KeyWanted, Ledger, LedgerError, Login, ServerUrl};
use onec::OnecError;
use rand_core::UnwrapErr;
use thiserror::Error;

use crate::options::VendorArgs;
use crate::signer;

/// No folder was named.
#[derive(Clone, Debug, Error)]
#[error("no vendor's folder was named")]
pub(crate) struct NoFolder;

impl Explain for NoFolder {
    fn code(&self) -> &'static str {
        "cli.no-folder"
    }
}

/// A file that is no extension to be published.
#[derive(Debug, Error)]
#[error("{file} cannot be published as an extension")]
struct NoExtension {
    file: String,
    source: Box<OnecError>,
}

impl Explain for NoExtension {
    fn code(&self) -> &'static str {
        "cli.no-extension"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let mut facts = vec![("file", Fact::text(&self.file)), (CAUSE, Fact::text(self.source.code()))];
        facts.extend(self.source.facts());
        facts
    }
}

impl VendorArgs {
    /// The folder that was named.
    pub(crate) fn folder(&self) -> Result<&Path, Failure> {
        Ok(self.vendor.as_deref().ok_or(NoFolder)?)
    }

    /// Opens the ledger.
    pub(crate) fn open(&self) -> Result<Ledger, Failure> {
        let folder = self.folder()?;
        Ledger::open_with(folder, &self.login()).map_err(|error| match error {
            // People know the folder, not the file in it.
            LedgerError::Missing { .. } => judged(LedgerError::Missing { path: folder.to_owned() }),
            other => judged(other),
        })
    }

    /// The password of the database, from where people who work with PostgreSQL keep it.
    pub(crate) fn login(&self) -> Login {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        if let Some(path) = &self.ledger_password_file {
            return Login::pass_file(path);
        }
        if let Some(password) = variable("PGPASSWORD").and_then(|password| password.into_string().ok()) {
            return Login::password(password);
        }
        let usual = || Some(std::env::home_dir()?.join(".pgpass")).filter(|path| path.exists());
        let file = variable("PGPASSFILE").map(PathBuf::from).or_else(usual);
        file.map_or_else(Login::none, Login::pass_file)
    }

    /// Who is at work, and when.
    pub(crate) fn context(&self) -> Context {
        let who = self.who.clone().unwrap_or_else(console::who);
        Context { now: self.now.unwrap_or_else(console::clock::now), who }
    }
}

/// The address of a database, read here and not while the arguments are: what is wrong with an argument is said with
/// its value, and this one may have a password in it.
pub(crate) fn server_url(text: Option<&str>) -> Result<Option<ServerUrl>, Failure> {
    text.map(str::parse::<ServerUrl>).transpose().map_err(judged)
}

/// The operating system's random source; a system without one cannot make keys, and stops here.
pub(crate) fn random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// Opens the key for documents that name these products, signed now, wherever the folder says that it is.
///
/// What is signed with a date ahead of the clock moves every site's time there, and nothing moves it back: so that is
/// said before it is done.
pub(crate) fn signing_key(
    vendor: &VendorArgs,
    ledger: &Ledger,
    (purpose, products): (Purpose, Vec<ProductId>),
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    warn_of_the_future(vendor, ui);
    let wanted = KeyWanted { purpose, at: vendor.context().now, products };
    let (key, holder) = ledger.folder().key_for(&wanted).map_err(judged)?;
    held_key(ledger, purpose, (&key, &holder), passphrase, ui)
}

/// Opens a key that was chosen, whoever holds it.
pub(crate) fn held_key(
    ledger: &Ledger,
    purpose: Purpose,
    (key, holder): (&PublicKey, &KeyHolder),
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    if let KeyHolder::Elsewhere(place) = holder {
        return signer::open_at(key, KeyRole::Issuing(purpose), place, passphrase, ui);
    }
    let prompt = say!(ui.words(), "vendor-passphrase-for", purpose = purpose.name());
    signer::unlock(passphrase, &prompt, ui, |typed| ledger.folder().open_key(key, typed))
}

/// Says that the moment that was given is ahead of the clock.
pub(crate) fn warn_of_the_future(vendor: &VendorArgs, ui: &mut Ui) {
    if let Some(pretended) = vendor.now.filter(|now| *now > console::clock::now().plus_days(1)) {
        ui.warn("vendor-future", &values![date = pretended]);
    }
}

/// A failure of the ledger with the right exit code: 1 where the request was judged and refused, 2 where the question
/// could not be answered.
pub(crate) fn judged(error: impl Into<LedgerError>) -> Failure {
    match error.into() {
        LedgerError::Extension { file, source } => Failure::refused(NoExtension { file, source }),
        refused if refused.is_refusal() => Failure::refused(refused),
        other => Failure::unanswered(other),
    }
}
