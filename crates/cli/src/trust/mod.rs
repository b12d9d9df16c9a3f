//! What the commands about keys and roots share: how keys are shown, and how a root comes to be changed.

mod change;
mod shown;

pub(crate) use change::{ChangeArgs, Changed, Road};
pub(crate) use shown::{DifferenceJson, FingerprintJson, KeyTerms, differences, key_id, purpose};
