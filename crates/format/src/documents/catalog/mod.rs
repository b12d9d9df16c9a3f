//! The catalog: a signed head, and objects by digest behind it (SPEC §6).
//!
//! The head lists one index for each target name; an index lists the distributions that have releases for it, each
//! with its parts; a part holds releases. A site reads the head, one index and the parts that can hold its answer.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

mod build;
mod distribution;
mod head;
mod index;
mod release;
mod target;

pub use build::{CatalogContent, Objects, PART_RELEASES, build};
pub use distribution::Distribution;
pub use head::{Catalog, FeatureInfo, Group, Metering, ProductInfo};
pub use index::{Index, IndexEntry, Part, PartRef};
pub use release::{Channel, ExtensionFacts, PackageFile, Purpose1c, Release, Safety};
pub use target::{Bound, Target, TargetKind};

use crate::cbor::{Reader, Writer};
use crate::documents::event::read_digest;
use crate::{Blob, FieldProblem, Limits, ParseError, scan};

/// What the signed head of a catalog or a bulletin vouches for by its digest: deterministic CBOR without an envelope of
/// its own (SPEC §6.1, §8.2).
pub trait Object: Sized {
    /// What reading it may cost.
    const LIMITS: Limits;

    /// Writes the object; one value has one encoding.
    fn encode(&self) -> Vec<u8>;

    #[doc(hidden)]
    fn read(reader: &mut ObjectReader<'_>) -> Result<Self, ParseError>;

    /// Reads an object, whose digest the caller has checked.
    ///
    /// # Errors
    ///
    /// Any [`ParseError`]: what is not exactly as SPEC says is refused.
    fn decode(bytes: &[u8]) -> Result<Self, ParseError> {
        scan(bytes, Self::LIMITS)?;
        let mut reader = ObjectReader(Reader::new(bytes, "object"));
        let value = Self::read(&mut reader)?;
        if reader.0.is_at_end() { Ok(value) } else { Err(reader.0.problem(FieldProblem::Type)) }
    }
}

/// A reader that other crates can hand through and not use.
#[doc(hidden)]
pub struct ObjectReader<'a>(pub(crate) Reader<'a>);

pub(crate) fn read_blob(reader: &mut Reader<'_>) -> Result<Blob, ParseError> {
    reader.array(2..=2)?;
    Ok(Blob { digest: read_digest(reader)?, bytes: reader.uint(0..=u64::MAX)? })
}

pub(crate) fn write_blob(writer: &mut Writer, blob: &Blob) {
    writer.array(2);
    writer.bytes(blob.digest.as_bytes());
    writer.uint(blob.bytes);
}

/// Longest name, version or vendor in bytes.
const MAX_NAME: usize = 256;

fn read_name(reader: &mut Reader<'_>) -> Result<String, ParseError> {
    reader.text(MAX_NAME).map(str::to_owned)
}

/// Longest text that stands in the catalog itself: a reason, a description in one sentence.
const MAX_SENTENCE: usize = 1024;

pub(crate) fn read_sentence(reader: &mut Reader<'_>) -> Result<String, ParseError> {
    reader.text(MAX_SENTENCE).map(str::to_owned)
}
