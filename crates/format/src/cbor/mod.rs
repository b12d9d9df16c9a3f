//! Deterministic CBOR (RFC 8949 §4.2.1) in the strict profile of SPEC §2: scanner, reader, writer.

mod read;
mod scan;
mod write;

pub(crate) use read::{MapReader, Reader};
pub use scan::{Limits, scan};
pub(crate) use write::{MapWriter, Writer};
