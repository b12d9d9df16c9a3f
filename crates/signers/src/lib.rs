//! Keys that stay where they are: signing through an ssh-agent or a PKCS#11 token, for the vendor's program only.
//!
//! Both end in a [`crypto::SigningKey`], which verifies what they return. What ships to customers does not link this.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let listed_by_the_root = format::PublicKey::new([0; 32]);
//! # let (number, customer) = (format::NumberId::from_random([7; 12]), format::CustomerId::new([1; 8]));
//! # let license = format::License::new(number, customer, format::UnixTime::new(1_790_000_000));
//! let agent = signers::Agent::find(std::env::var_os("SSH_AUTH_SOCK"))?;
//! let key = agent.key(&listed_by_the_root)?;
//! let file = key.sign(&license)?;
//! # Ok(())
//! # }
//! ```

mod agent;
mod error;
#[cfg(feature = "pkcs11")]
mod token;

pub use agent::Agent;
pub use error::SignersError;
#[cfg(feature = "pkcs11")]
pub use token::Token;

/// The signing key of something that holds one.
fn held_by(signer: impl crypto::Signer + 'static) -> Result<crypto::SigningKey, SignersError> {
    let key = crypto::key_id(&signer.public());
    crypto::SigningKey::held_by(Box::new(signer)).map_err(|_| SignersError::WeakKey { key })
}
