use std::path::{Path, PathBuf};

use console::{Failure, Page, PassphraseArgs, PassphraseFor, Report, Tone, Ui, say, values};
use crypto::VerifyError;
use disk::Access;
use format::{Batch, PublicKey, RootChange, UnixTime};
use ledger::{CarriedKind, KeyRole, Ledger, ReviewedChange, RootEdit, VendorFolder};
use serde::Serialize;
use zeroize::Zeroizing;

use super::{DifferenceJson, FingerprintJson, Misplaced, differences};
use crate::options::VendorArgs;
use crate::signer::unlock;
use crate::vendor::{judged, random};

/// How a change of the root comes about.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ChangeArgs {
    /// Write the change into this file for the root keys to sign elsewhere; a change in it is changed further
    #[arg(long, value_name = "FILE")]
    pub(crate) prepare: Option<PathBuf>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

/// The road that a change takes: signed here and now, or written down for elsewhere.
pub(crate) enum Road {
    /// The root keys are in the vendor's folder, under this passphrase.
    Here(Zeroizing<String>),
    /// The change goes into this file.
    Prepared(PathBuf),
}

impl ChangeArgs {
    /// Decides on the road before anything is made: that root keys are missing or the passphrase is wrong must not be
    /// found out when a new key was written already.
    pub(crate) fn road(&self, ledger: &Ledger, ui: &mut Ui) -> Result<Road, Failure> {
        if let Some(path) = &self.prepare {
            return Ok(Road::Prepared(path.clone()));
        }
        let folder = ledger.folder();
        folder.check_root_keys_here(ledger.root().root()).map_err(judged)?;
        let prompt = say!(ui.words(), "trust-passphrase-of-root-keys");
        let wanted = &ledger.root().root().root_keys;
        let passphrase = unlock(&self.passphrase, &prompt, ui, |typed| {
            folder.root_keys_here(wanted, typed).map(|_| Zeroizing::new(typed.to_owned()))
        })?;
        Ok(Road::Here(passphrase))
    }

    /// Makes a key file: under the passphrase of the other keys where that is known, else under a new one.
    pub(crate) fn new_key(
        &self,
        road: &Road,
        role: KeyRole,
        folder: &VendorFolder,
        ui: &mut Ui,
    ) -> Result<(PublicKey, PathBuf), Failure> {
        let typed;
        let passphrase = match road {
            Road::Here(passphrase) => passphrase,
            Road::Prepared(_) => {
                let prompt = say!(ui.words(), "passphrase-new");
                typed = ui.passphrase(&self.passphrase.source(), PassphraseFor::New, &prompt)?;
                &typed
            }
        };
        folder.new_key(role, passphrase, &mut random()).map_err(judged)
    }
}

impl Road {
    /// Makes the change: installs it, or writes it down.
    pub(crate) fn go(
        self,
        ledger: &mut Ledger,
        edits: &[RootEdit],
        vendor: &VendorArgs,
    ) -> Result<Changed, Failure> {
        let context = vendor.context();
        match self {
            Self::Here(passphrase) => {
                let folder = ledger.folder().clone();
                let change = folder.prepare_root(edits, None, context.now).map_err(judged)?;
                let mut change = ReviewedChange::of(change).map_err(judged)?;
                change.sign_here(&folder, &passphrase).map_err(judged)?;
                ledger.install_root(&change, &context).map_err(judged)?;
                Ok(Changed::of(&change, None))
            }
            Self::Prepared(path) => prepare(ledger.folder(), edits, &path, context.now),
        }
    }
}

fn prepare(
    folder: &VendorFolder,
    edits: &[RootEdit],
    path: &Path,
    now: UnixTime,
) -> Result<Changed, Failure> {
    let onto = match path.exists() {
        true => Some(read_change(path)?),
        false => None,
    };
    let change = folder.prepare_root(edits, onto.as_ref(), now).map_err(judged)?;
    disk::write_whole(path, &change.encode(), Access::Everyone)?;
    Ok(Changed::of(&ReviewedChange::of(change).map_err(judged)?, Some(path)))
}

/// A change as it was written down. A file of another kind is told by name, and not written over because its name was
/// typed here.
pub(crate) fn read_change(path: &Path) -> Result<RootChange, Failure> {
    // A batch is larger than a change, and is to be named as what it is.
    let limit = u64::try_from(Batch::MAX_BYTES).unwrap_or(u64::MAX);
    let bytes = disk::read_limited(path, limit)?;
    Misplaced::refuse(path, &bytes, |found| matches!(found, CarriedKind::RootChange { .. }))?;
    RootChange::decode(&bytes).map_err(|error| Failure::refused(VerifyError::from(error)))
}

/// What became of the root.
#[derive(Serialize)]
pub(crate) struct Changed {
    version: u32,
    /// The file for the root keys; `null`: the change is installed.
    prepared: Option<String>,
    /// What whoever signs it compares.
    code: String,
    #[serde(flatten)]
    fingerprint: FingerprintJson,
    fingerprint_changed: bool,
    changes: Vec<DifferenceJson>,
    /// The file of a new key.
    key_file: Option<String>,
    /// Whether the new key is a root key, which is not to stay in the vendor's folder.
    #[serde(skip)]
    is_root_key: bool,
    /// Whether a key was burnt, which the next bulletin tells the sites.
    burnt: bool,
}

impl Changed {
    pub(crate) fn of(change: &ReviewedChange, prepared: Option<&Path>) -> Self {
        let fingerprint = change.next_fingerprint();
        Self {
            version: change.next().version,
            prepared: prepared.map(|path| path.display().to_string()),
            code: change.code().to_string(),
            fingerprint: fingerprint.into(),
            fingerprint_changed: fingerprint != change.before().fingerprint(),
            changes: differences(change),
            key_file: None,
            is_root_key: false,
            burnt: false,
        }
    }

    /// With the file of the key that was made for it.
    pub(crate) fn with_key_file(self, path: Option<&Path>) -> Self {
        Self { key_file: path.map(|path| path.display().to_string()), ..self }
    }

    /// With the file of the root key that was made for it.
    pub(crate) fn with_root_key_file(self, path: Option<&Path>) -> Self {
        Self { is_root_key: path.is_some(), ..self.with_key_file(path) }
    }

    /// With the steps that follow when a key was burnt.
    pub(crate) fn of_a_burnt_key(self) -> Self {
        Self { burnt: true, ..self }
    }
}

impl Report for Changed {
    fn show(&self, page: &mut Page<'_>) {
        match &self.prepared {
            None => page.say_toned(Tone::Good, "trust-root-installed", &values![version = self.version]),
            Some(file) => {
                page.say_toned(
                    Tone::Good,
                    "trust-root-prepared",
                    &values![version = self.version, file = file],
                );
            }
        }
        for change in &self.changes {
            page.line(format!("- {}", change.say(page.words())));
        }
        if let Some(file) = &self.key_file {
            page.field("trust-new-key-file", file);
            if self.is_root_key {
                page.say("trust-lock-away", &values![file = file]);
            }
        }
        if self.fingerprint_changed {
            page.blank();
            let said = match self.prepared {
                Some(_) => "trust-coming-fingerprint",
                None => "trust-new-fingerprint",
            };
            page.say_toned(Tone::Doubt, said, &[]);
            self.fingerprint.show(page);
        }
        page.blank();
        match &self.prepared {
            None if self.burnt => page.say("trust-next-burnt-here", &[]),
            None => page.say("trust-next-bundle", &[]),
            Some(file) => {
                page.field("trust-code", &self.code);
                page.say("trust-next-sign", &values![file = file]);
            }
        }
        if self.burnt && self.prepared.is_some() {
            page.say("trust-next-burnt", &[]);
        }
    }
}
