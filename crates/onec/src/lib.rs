//! What a 1C file (`.cfe`, `.epf`, `.erf`, `.cf`) says about itself. Bytes in, facts out.
//!
//! The files come from sticks and downloads, so everything in them is hostile until shown otherwise: the reader
//! has no recursion and works within the budgets of [`limits`]. What it finds is what the file *says*, never a
//! proof: trust comes from a signed catalog that names the file's SHA-256.
//!
//! ```
//! use onec::{CompatibilityMode, Purpose, write::ExtensionBuilder};
//!
//! let root = uuid::uuid!("3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10");
//! let file = ExtensionBuilder::new("Насосы", root)
//!     .version("1.2.3")
//!     .purpose(Purpose::AddOn)
//!     .compatibility_mode(CompatibilityMode::new(80316))
//!     .build();
//!
//! let facts = onec::inspect(&file)?;
//! assert_eq!((facts.name.as_str(), facts.version.as_str()), ("Насосы", "1.2.3"));
//! assert_eq!(facts.compatibility_mode.unwrap().to_string(), "8.3.16");
//! # Ok::<(), onec::OnecError>(())
//! ```

pub mod brace;
pub mod container;
mod digest;
mod error;
mod facts;
mod inflate;
mod inspect;
pub mod limits;
pub mod write;

pub use digest::Sha1Digest;
pub use error::{OnecError, Place};
pub use facts::{CompatibilityMode, ElementFact, Facts, Kind, Purpose};
pub use inspect::{inspect, inspect_extension};
