use crate::cbor::Reader;
use crate::{Document, ParseError};

/// The documents of which a vendor signs one under each number.
///
/// ```text
/// forked = 1 / 2 / 3          ; root / catalog / bulletin
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Forked {
    /// Two roots of one version.
    Root,
    /// Two catalogs of one number.
    Catalog,
    /// Two bulletins of one number.
    Bulletin,
}

impl Forked {
    /// The kind of document.
    pub const fn document(self) -> Document {
        match self {
            Self::Root => Document::Root,
            Self::Catalog => Document::Catalog,
            Self::Bulletin => Document::Bulletin,
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        Ok(match reader.uint(1..=3)? {
            1 => Self::Root,
            2 => Self::Catalog,
            _ => Self::Bulletin,
        })
    }

    pub(super) fn number(self) -> u64 {
        match self {
            Self::Root => 1,
            Self::Catalog => 2,
            Self::Bulletin => 3,
        }
    }
}
