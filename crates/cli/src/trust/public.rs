use std::path::Path;

use console::{Failure, Ui, values};
use format::PublicKey;
use ledger::{holds_private_key, read_public_key};

use crate::vendor::judged;

/// The public key that a file names; warns where the holder gave the private half out of their hands with it.
pub(crate) fn public_half(file: &Path, ui: &mut Ui) -> Result<PublicKey, Failure> {
    let public = read_public_key(file).map_err(judged)?;
    if holds_private_key(file).map_err(judged)? {
        ui.warn("trust-private-half", &values![file = file]);
    }
    Ok(public)
}
