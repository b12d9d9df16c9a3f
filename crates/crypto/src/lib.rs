//! Keys and verifying. The only maker of [`Verified`], which is the only way to a document's fields.
//!
//! Signing of vendor documents stands behind the feature `issue`, signing of a site's own receipts and requests behind `attest`:
//! what ships to customers is built without the first.
//!
//! ```
//! use crypto::{Keyring, VerifyError};
//! use format::{Envelope, License};
//!
//! fn holder(keyring: &Keyring, file: &[u8]) -> Result<Option<String>, VerifyError> {
//!     let license = keyring.verify::<License>(&Envelope::parse(file)?)?;
//!     Ok(license.holder.clone())
//! }
//! ```

#![no_std]

#[macro_use]
extern crate alloc;
// The public vectors are read from files.
#[cfg(test)]
extern crate std;

mod bulletin;
mod error;
#[cfg(feature = "issue")]
mod issue;
#[cfg(feature = "issue")]
mod key_file;
mod keyring;
mod public;
#[cfg(feature = "issue")]
mod public_pem;
mod root;
#[cfg(feature = "issue")]
mod signer;
#[cfg(feature = "attest")]
mod site_key;
mod verified;
mod words;

pub use bulletin::revoked_id;
pub use error::{RootError, VerifyError};
#[cfg(feature = "issue")]
pub use issue::{RootKey, SigningKey};
#[cfg(feature = "issue")]
pub use key_file::{KeyFileError, read_key_file, write_key_file};
pub use keyring::{Keyring, verify_request};
pub use public::{VerifyingKey, WeakKey, key_id, sha256, thumbprint};
#[cfg(feature = "issue")]
pub use public_pem::{public_key_pem, read_public_key_pem};
pub use root::{TrustedRoot, authority_fingerprint, key_fingerprint};
#[cfg(feature = "issue")]
pub use signer::{SignError, Signer, SignerFault};
#[cfg(feature = "attest")]
pub use site_key::{SiteKey, SiteKeyError};
pub use verified::Verified;
pub use words::{FingerprintError, fingerprint_words, read_fingerprint};
