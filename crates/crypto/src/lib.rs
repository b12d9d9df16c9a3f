//! Keys and verifying. The only maker of [`Verified`], which is the only way to a document's fields.
//!
//! Signing of vendor documents stands behind the feature `issue`, signing of a site's own receipts behind `attest`:
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

mod bulletin;
mod error;
#[cfg(feature = "issue")]
mod issue;
#[cfg(feature = "issue")]
mod key_file;
mod keyring;
mod public;
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
pub use keyring::Keyring;
pub use public::{VerifyingKey, WeakKey, key_id, sha256, thumbprint};
pub use root::{TrustedRoot, authority_fingerprint, key_fingerprint};
#[cfg(feature = "issue")]
pub use signer::{SignError, Signer, SignerFault};
#[cfg(feature = "attest")]
pub use site_key::{SiteKey, SiteKeyError};
pub use verified::Verified;
pub use words::{FingerprintError, fingerprint_words, read_fingerprint};
