//! The private key of a command, wherever it is: in a key file, in an agent or in a token.

use std::path::{Path, PathBuf};

use console::{Failure, PassphraseArgs, PassphraseFor, Ui, say};
use crypto::{SigningKey, key_id};
use format::{Document, KeyId, PublicKey, Purpose, Root};
use ledger::{KeyPlace, KeyRole, LedgerError, TrustError, open_key_file, read_public_key};
use signers::Agent;

use crate::vendor::judged;

/// Who holds a key that is not in a file.
#[derive(Clone, Debug, clap::Args)]
#[group(skip)]
pub(crate) struct HolderArgs {
    /// An ssh-agent holds the key: the one that SSH_AUTH_SOCK names
    #[arg(long)]
    agent: bool,

    /// A token holds the key: the PKCS#11 library of its manufacturer, by its absolute path
    #[arg(long, value_name = "MODULE", requires_all = ["token", "label"])]
    pkcs11: Option<PathBuf>,

    /// The token's label
    #[arg(long, value_name = "TOKEN", requires = "pkcs11")]
    token: Option<String>,

    /// The key's label in the token
    #[arg(long, value_name = "LABEL", requires = "pkcs11")]
    label: Option<String>,
}

impl HolderArgs {
    /// The key with the place where it was found, if it is one of `wanted`. Of several in an agent, the one that stands
    /// last in `wanted`.
    pub(crate) fn find(
        &self,
        wanted: &Wanted<'_>,
        passphrase: &PassphraseArgs,
        ui: &mut Ui,
    ) -> Result<(SigningKey, KeyPlace), Failure> {
        if let (Some(module), Some(token), Some(label)) = (&self.pkcs11, &self.token, &self.label) {
            let key = in_token(module, token, label, passphrase, ui)?;
            wanted.check(&key.public())?;
            let (module, token, label) = (module.clone(), token.clone(), label.clone());
            let place = KeyPlace::Token { module, token, label, key: key.id() };
            return Ok((key, place));
        }
        let agent = agent()?;
        let held = agent.keys()?;
        let newest = wanted.keys.iter().rfind(|key| held.contains(key)).or(wanted.keys.last());
        let key = agent.key(newest.expect("somebody is asked to sign"))?;
        let place = KeyPlace::Agent { key: key.id() };
        Ok((key, place))
    }
}

/// The private key for a command that needs no vendor's folder.
#[derive(Clone, Debug, clap::Args)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("private-key").required(true).args(["key", "agent", "pkcs11"]))]
pub(crate) struct KeyArgs {
    /// The file of the key that signs
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,

    #[command(flatten)]
    holder: HolderArgs,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

impl KeyArgs {
    /// Refuses a key file that names another key than those wanted, before anybody types its passphrase.
    pub(crate) fn check(&self, wanted: &Wanted<'_>) -> Result<(), Failure> {
        match self.key.as_deref().map(read_public_key) {
            Some(Ok(public)) => wanted.check(&public),
            _ => Ok(()),
        }
    }

    /// Opens the key; it is one of `wanted`.
    pub(crate) fn open(&self, wanted: &Wanted<'_>, ui: &mut Ui) -> Result<SigningKey, Failure> {
        let Some(path) = &self.key else {
            return self.holder.find(wanted, &self.passphrase, ui).map(|(key, _)| key);
        };
        let prompt = say!(ui.words(), "trust-passphrase-of-file", file = path.as_path());
        let key = unlock(&self.passphrase, &prompt, ui, |typed| open_key_file(path, typed))?;
        wanted.check(&key.public())?;
        Ok(key)
    }
}

/// Opens what a passphrase locks; one that is mistyped at a terminal is asked for again.
pub(crate) fn unlock<T>(
    passphrase: &PassphraseArgs,
    prompt: &str,
    ui: &mut Ui,
    mut open: impl FnMut(&str) -> Result<T, LedgerError>,
) -> Result<T, Failure> {
    let is_wrong = |failure: &Failure| failure.code() == "crypto.wrong-passphrase";
    ui.open_with_passphrase(&passphrase.source(), prompt, |typed| open(typed).map_err(judged), is_wrong)
}

/// The keys that may sign, and what is said of any other.
pub(crate) struct Wanted<'a> {
    /// The keys, the newest last; one at least.
    keys: &'a [PublicKey],
    /// The error for another one.
    other: Box<dyn Fn(KeyId) -> LedgerError + 'a>,
}

impl<'a> Wanted<'a> {
    /// Keys that a root lists.
    pub(crate) fn listed(keys: &'a [PublicKey], role: KeyRole) -> Self {
        Self { keys, other: Box::new(move |key| LedgerError::Trust(TrustError::KeyNotListed { role, key })) }
    }

    /// Keys that a root lists for the documents of a batch; of another one of its keys it is said what that one signs.
    pub(crate) fn for_batch(keys: &'a [PublicKey], root: &'a Root, purpose: Purpose) -> Self {
        let other = move |key| {
            let is_root = root.root_keys.iter().any(|listed| key_id(listed) == key);
            let issuing = root.issuing_keys.iter().find(|listed| key_id(&listed.key) == key);
            let signs = issuing.and_then(|listed| listed.purposes.first()).map(|other| other.document());
            match signs.or(is_root.then_some(Document::Root)) {
                Some(signs) => {
                    LedgerError::Trust(TrustError::KeySignsOther { key, signs, holds: purpose.document() })
                }
                None => LedgerError::Trust(TrustError::KeyNotListed { role: KeyRole::Issuing(purpose), key }),
            }
        };
        Self { keys, other: Box::new(other) }
    }

    /// Root keys that a change of the root asks.
    pub(crate) fn asked(keys: &'a [PublicKey]) -> Self {
        Self { keys, other: Box::new(|key| LedgerError::Trust(TrustError::NotAskedToSign { key })) }
    }

    fn check(&self, key: &PublicKey) -> Result<(), Failure> {
        if self.keys.contains(key) { Ok(()) } else { Err(judged((self.other)(key_id(key)))) }
    }
}

/// Opens `public`, which the root lists for the role, at its place.
pub(crate) fn open_at(
    public: &PublicKey,
    role: KeyRole,
    place: &KeyPlace,
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    let not_listed = |key| judged(TrustError::KeyNotListed { role, key });
    let key = match place {
        KeyPlace::Agent { .. } => agent()?.key(public)?,
        KeyPlace::Token { module, token, label, .. } => in_token(module, token, label, passphrase, ui)?,
        _ => return Err(not_listed(place.key())),
    };
    if key.public() == *public { Ok(key) } else { Err(not_listed(key.id())) }
}

/// The agent that the environment names.
fn agent() -> Result<Agent, Failure> {
    Ok(Agent::find(std::env::var_os("SSH_AUTH_SOCK"))?)
}

/// Opens the key with this label in a token, whatever key that is.
#[cfg(feature = "pkcs11")]
fn in_token(
    module: &Path,
    token: &str,
    label: &str,
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    let found = signers::Token::find(module, token)?;
    if !found.wants_pin() {
        return Ok(found.key(label, None)?);
    }
    let prompt = say!(ui.words(), "vendor-pin-of", token = token);
    let pin = ui.passphrase(&passphrase.source(), PassphraseFor::Existing, &prompt)?;
    Ok(found.key(label, Some(&pin))?)
}

/// A program without PKCS#11 says so.
#[cfg(not(feature = "pkcs11"))]
fn in_token(_: &Path, _: &str, _: &str, _: &PassphraseArgs, _: &mut Ui) -> Result<SigningKey, Failure> {
    Err(signers::SignersError::NoPkcs11.into())
}
