//! What is carried to another machine to be signed, and back (`docs/signing-elsewhere.md`).
//!
//! Neither form is a document: nothing in them is believed, and no reader of documents takes them.

mod batch;
mod change;

pub use batch::{Batch, BatchNotes};
pub use change::{RootChange, RootSignature};
