//! Bytes <-> values: envelope, deterministic CBOR, documents, numbers and the signed text of Keyslip.
//!
//! Nothing here knows a cryptographic algorithm, a file or a clock. An [`Envelope`] takes a signed document apart
//! without believing it; only the keyring of the crate `crypto` turns its payload into a value that can be trusted.
//!
//! ```
//! use format::{CustomerId, Envelope, KeyId, License, NumberId, Payload, UnixTime};
//!
//! let license = License::new(NumberId::from_random([7; 12]), CustomerId::new([1; 8]), UnixTime::new(1_790_000_000));
//! let protected = Envelope::protected_header(License::DOCUMENT, KeyId::new([2; 8]));
//! let to_be_signed = Envelope::to_be_signed(License::DOCUMENT, &protected, &license.encode());
//! let document = Envelope::assemble(&protected, &license.encode(), &[0; 64]); // a signature of `to_be_signed`
//! assert_eq!(Envelope::parse(&document)?.claimed_key(), KeyId::new([2; 8]));
//! # assert!(to_be_signed.starts_with(b"\x84\x6aSignature1"));
//! # Ok::<(), format::ParseError>(())
//! ```

#![no_std]

#[macro_use]
extern crate alloc;

mod blob;
mod cbor;
mod check;
mod document;
mod documents;
mod elsewhere;
mod envelope;
mod error;
mod explain;
mod ids;
mod journal;
mod names;
mod number;
mod release_number;
mod signature_set;
mod text;
mod time;
mod view;

pub use blob::Blob;
pub use cbor::{Limits, scan};
pub use document::Document;
pub use documents::bulletin::{self, Bulletin};
pub use documents::catalog::{self, Catalog};
pub use documents::coupon::{Change, Coupon, Scope, TrialExtension};
pub use documents::event::{Delivered, Event, Installed};
pub use documents::forked::Forked;
pub use documents::grant::{Addition, FeatureId, Features, Grant, Limit, ProductId, Term};
pub use documents::license::{Bindings, CouponTag, LastChange, License, StateHead};
pub use documents::receipt::Receipt;
pub use documents::request::{Asked, HeldLicense, Request, Seen};
pub use documents::root::{Environment, IssuingKey, PublicKey, Purpose, Root};
pub use documents::unverified_keys::{unverified_receipt_key, unverified_request_key, unverified_root_keys};
pub use documents::{Extensions, Numbered, Payload};
pub use elsewhere::{Batch, BatchNotes, RootChange, RootSignature};
pub use envelope::Envelope;
pub use error::{FieldProblem, ParseError, Rule};
pub use explain::{Explain, Fact};
pub use ids::{BulletinSalt, CustomerId, Digest, Fingerprint, KeyId, RevokedId, Sha1Digest};
pub use journal::{JOURNAL_LENGTH_BYTES, JournalRest, journal_next, journal_record};
pub use names::{ByLanguage, DistributionId, FileName, Language, Names};
pub use number::{Number, NumberError, NumberId, NumberKind, Prefix};
pub use release_number::{ReleaseNumber, ReleaseNumberError, ReleaseRange};
pub use signature_set::SignatureSet;
pub use text::{Correction, RepairError, RepairedText, SignedText, Slip, TextError, write_text};
pub use time::UnixTime;
pub use view::unverified_view;
