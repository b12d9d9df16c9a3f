//! Keys that an agent or a token holds: found by what the vendor's folder says, believed by what the root lists.

use std::path::Path;

use console::{Failure, PassphraseArgs, Ui};
use crypto::SigningKey;
use format::PublicKey;
use ledger::{KeyPlace, KeyRole, LedgerError};
use signers::Agent;

use crate::vendor::judged;

/// The agent that the environment names.
pub(crate) fn agent() -> Result<Agent, Failure> {
    Ok(Agent::find(std::env::var_os("SSH_AUTH_SOCK"))?)
}

/// Opens `public`, which the root lists for the role, at its place.
pub(crate) fn open(
    public: &PublicKey,
    role: KeyRole,
    place: &KeyPlace,
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    let not_listed = |key| judged(LedgerError::KeyNotListed { role, key });
    let key = match place {
        KeyPlace::Agent { .. } => agent()?.key(public)?,
        KeyPlace::Token { module, token, label, .. } => in_token(module, token, label, passphrase, ui)?,
        _ => return Err(not_listed(place.key())),
    };
    if key.public() == *public { Ok(key) } else { Err(not_listed(key.id())) }
}

/// Opens the key with this label in a token, whatever key that is.
#[cfg(feature = "pkcs11")]
pub(crate) fn in_token(
    module: &Path,
    token: &str,
    label: &str,
    passphrase: &PassphraseArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    use console::{PassphraseFor, say};
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
pub(crate) fn in_token(
    _: &Path,
    _: &str,
    _: &str,
    _: &PassphraseArgs,
    _: &mut Ui,
) -> Result<SigningKey, Failure> {
    Err(signers::SignersError::NoPkcs11.into())
}
