//! What the commands about keys and roots share: how keys are shown, how a root comes to be changed, and how what was
//! prepared elsewhere is looked at and signed.

mod change;
mod misplaced;
mod offers;
mod public;
mod shown;
mod sign;

pub(crate) use change::{ChangeArgs, Changed, Road, read_change};
pub(crate) use misplaced::Misplaced;
pub(crate) use offers::review_batch;
pub(crate) use public::public_half;
pub(crate) use shown::{DifferenceJson, FingerprintJson, KeyTerms, differences, key_count, key_id, purpose};
pub(crate) use sign::SignArgs;
