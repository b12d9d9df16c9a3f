//! The budgets of the reader: every size and count that a file controls, and the reason for each number.

use std::fmt;

/// Bytes of a whole file: 512 MiB, 600 times the largest extension we have seen and still in a small machine's
/// memory.
pub const MAX_FILE_BYTES: usize = 512 * 1024 * 1024;

/// Elements in one container: 250,000. The largest extension we have seen has 244; we take the largest
/// configurations to have some tens of thousands.
pub const MAX_ELEMENTS: usize = 250_000;

/// Pages read from one container: two for each element, and the pages of the table of contents.
pub const MAX_PAGES: usize = 2 * MAX_ELEMENTS + 25_000;

/// UTF-16 units in an element's name: 128. Real names are a UUID and a short suffix, at most 39 in our samples.
pub const MAX_NAME_UNITS: usize = 128;

/// Inflated bytes of one element that is read: 16 MiB. Only root objects and lists of elements are ever inflated;
/// the largest we have seen is 20 KiB, and a configuration of 100,000 objects would need 4 MiB for their ids.
pub const MAX_INFLATED_ELEMENT: usize = 16 * 1024 * 1024;

/// Inflated bytes in all during one inspection: at most three elements are read, so two full ones and a small one.
pub const MAX_INFLATED_TOTAL: usize = 2 * MAX_INFLATED_ELEMENT + 1024 * 1024;

/// Braces within braces: 128. Root objects we have seen have 12 at most.
pub const MAX_DEPTH: usize = 128;

/// Values in one text in braces: 500,000, which is one for every 32 bytes of the largest text that is read.
pub const MAX_VALUES: usize = 500_000;

/// Which budget a file went over.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Limit {
    /// [`MAX_FILE_BYTES`].
    FileBytes,
    /// [`MAX_ELEMENTS`].
    Elements,
    /// [`MAX_PAGES`].
    Pages,
    /// The documents of a container together hold more bytes than the file: pages are read twice.
    StoredBytes,
    /// [`MAX_INFLATED_ELEMENT`].
    InflatedElement,
    /// [`MAX_INFLATED_TOTAL`].
    InflatedTotal,
    /// [`MAX_DEPTH`].
    Depth,
    /// [`MAX_VALUES`].
    Values,
}

impl Limit {
    /// A stable word for it, for scripts and for the programs' word files.
    pub fn key(self) -> &'static str {
        match self {
            Self::FileBytes => "file-bytes",
            Self::Elements => "elements",
            Self::Pages => "pages",
            Self::StoredBytes => "stored-bytes",
            Self::InflatedElement => "inflated-element",
            Self::InflatedTotal => "inflated-total",
            Self::Depth => "depth",
            Self::Values => "values",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FileBytes => "bytes of a file",
            Self::Elements => "elements of a container",
            Self::Pages => "pages of a container",
            Self::StoredBytes => "stored bytes of all elements",
            Self::InflatedElement => "inflated bytes of an element",
            Self::InflatedTotal => "inflated bytes of all elements",
            Self::Depth => "braces within braces",
            Self::Values => "values of a text in braces",
        })
    }
}
