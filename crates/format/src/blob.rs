use crate::Digest;

/// A payload with the digest that names it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Blob {
    /// SHA-256 of the content.
    pub digest: Digest,
    /// Length of the content in bytes.
    pub bytes: u64,
}
