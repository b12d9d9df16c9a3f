use std::fmt;

use format::{Explain, Fact};
use thiserror::Error;

use crate::{Kind, limits::Limit};

/// Why a file does not read as a 1C file, and where.
///
/// Offsets count from the start of the file; the ones of a text in braces, from the start of that text.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum OnecError {
    /// The bytes do not begin like a 1C container.
    #[error("not a 1C container: no container header at byte {at}")]
    NotAContainer {
        /// Where the header should be.
        at: usize,
    },
    /// The file ends in the middle of something.
    #[error("the file ends at byte {end}, inside what begins at byte {at}")]
    Truncated {
        /// Where the unfinished thing begins.
        at: usize,
        /// The length of the file.
        end: usize,
    },
    /// An address points behind the end of the file.
    #[error("address {address:#x} lies outside the file of {end} bytes")]
    OutsideFile {
        /// The address, counted from the start of its container.
        address: u64,
        /// The length of the file.
        end: usize,
    },
    /// A page does not begin with line breaks and three hexadecimal numbers.
    #[error("no page header at byte {at}")]
    PageHeader {
        /// Where the header should be.
        at: usize,
    },
    /// A chain of pages comes back to a page it has been at.
    #[error("the chain of pages comes back to byte {at}")]
    LoopingChain {
        /// The page that is met twice.
        at: usize,
    },
    /// The pages of a chain hold less than its first page promised.
    #[error("the chain of pages from byte {at} holds {found} bytes instead of {expected}")]
    ShortChain {
        /// The first page.
        at: usize,
        /// Bytes promised.
        expected: u64,
        /// Bytes found.
        found: u64,
    },
    /// The table of contents is not made of whole entries that end in an end mark.
    #[error("the table of contents is broken at its entry {entry} (container at byte {at})")]
    ContentsTable {
        /// Where the container begins.
        at: usize,
        /// The entry, counted from zero.
        entry: usize,
    },
    /// An element's header does not hold two times and a printable name.
    #[error("the header of entry {entry} holds no name (container at byte {at})")]
    ElementHeader {
        /// Where the container begins.
        at: usize,
        /// The entry of the table of contents, counted from zero.
        entry: usize,
    },
    /// Two elements have one name, or one is listed twice.
    #[error("element `{element}` is there twice")]
    RepeatedElement {
        /// The name.
        element: String,
    },
    /// A budget of [`crate::limits`] is used up.
    #[error("more than {max} {limit}, {place}")]
    TooLarge {
        /// Which one.
        limit: Limit,
        /// The most that is allowed.
        max: u64,
        /// Where it ran out.
        place: Place,
    },
    /// An element is not raw deflate data (RFC 1951), or ends early.
    #[error("element `{element}` does not inflate, at its stored byte {at}")]
    Deflate {
        /// The name.
        element: String,
        /// How much of the stored data had been taken in.
        at: u64,
    },
    /// An element that should be a text is not UTF-8.
    #[error("element `{element}` is not UTF-8 at byte {at}")]
    NotText {
        /// The name.
        element: String,
        /// The first byte that does not fit.
        at: usize,
    },
    /// A text in braces breaks its grammar.
    #[error("the braces of element `{element}` are broken at byte {at}")]
    Braces {
        /// The name.
        element: String,
        /// Where.
        at: usize,
    },
    /// A text in braces has nothing, or something of another form, where a fact should be.
    #[error("element `{element}` has no {field} in its place")]
    MissingField {
        /// The name.
        element: String,
        /// The fact.
        field: &'static str,
    },
    /// An element is referred to and not there.
    #[error("element `{element}` is missing")]
    MissingElement {
        /// The name.
        element: String,
    },
    /// An element is there and not in the list of elements.
    #[error("element `{element}` is not in the file's own list")]
    UnlistedElement {
        /// The name.
        element: String,
    },
    /// An element's stored bytes do not have the SHA-1 that the file's own list gives.
    #[error("element `{element}` differs from its SHA-1 in the file's own list")]
    ElementDigest {
        /// The name.
        element: String,
    },
    /// A sound container that holds neither an extension nor anything else we know.
    #[error("the container at byte {at} has neither `configinfo` nor `root`")]
    UnknownContents {
        /// Where the container begins.
        at: usize,
    },
    /// The root object is of a class that we do not know.
    #[error("root object `{element}` has the unknown class {class}")]
    UnknownKind {
        /// The element that holds it.
        element: String,
        /// The class.
        class: uuid::Uuid,
    },
    /// A 1C file, but not an extension.
    #[error("`{element}` is {kind}, not an extension")]
    NotAnExtension {
        /// What it is.
        kind: Kind,
        /// The name it gives itself.
        element: String,
    },
}

/// Where in a file something is.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Place {
    /// A byte of the file.
    Byte(usize),
    /// An element of the container.
    Element(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(at) => write!(f, "at byte {at}"),
            Self::Element(name) => write!(f, "in element `{name}`"),
        }
    }
}

impl Explain for OnecError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAContainer { .. } => "onec.not-a-container",
            Self::Truncated { .. } => "onec.truncated",
            Self::OutsideFile { .. } => "onec.outside-file",
            Self::PageHeader { .. } => "onec.page-header",
            Self::LoopingChain { .. } => "onec.looping-chain",
            Self::ShortChain { .. } => "onec.short-chain",
            Self::ContentsTable { .. } => "onec.contents-table",
            Self::ElementHeader { .. } => "onec.element-header",
            Self::RepeatedElement { .. } => "onec.repeated-element",
            Self::TooLarge { .. } => "onec.too-large",
            Self::Deflate { .. } => "onec.deflate",
            Self::NotText { .. } => "onec.not-text",
            Self::Braces { .. } => "onec.braces",
            Self::MissingField { .. } => "onec.missing-field",
            Self::MissingElement { .. } => "onec.missing-element",
            Self::UnlistedElement { .. } => "onec.unlisted-element",
            Self::ElementDigest { .. } => "onec.element-digest",
            Self::UnknownContents { .. } => "onec.unknown-contents",
            Self::UnknownKind { .. } => "onec.unknown-kind",
            Self::NotAnExtension { .. } => "onec.not-an-extension",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NotAContainer { at }
            | Self::PageHeader { at }
            | Self::LoopingChain { at }
            | Self::UnknownContents { at } => vec![("at", (*at).into())],
            Self::Truncated { at, end } => vec![("at", (*at).into()), ("end", (*end).into())],
            Self::OutsideFile { address, end } => {
                vec![("address", Fact::text(format_args!("{address:#x}"))), ("end", (*end).into())]
            }
            Self::ShortChain { at, expected, found } => {
                vec![("at", (*at).into()), ("expected", (*expected).into()), ("found", (*found).into())]
            }
            Self::ContentsTable { at, entry } | Self::ElementHeader { at, entry } => {
                vec![("at", (*at).into()), ("entry", (*entry).into())]
            }
            Self::TooLarge { limit, max, place } => {
                vec![("limit", Fact::text(limit.key())), ("max", (*max).into()), ("place", Fact::text(place))]
            }
            Self::RepeatedElement { element }
            | Self::MissingElement { element }
            | Self::UnlistedElement { element }
            | Self::ElementDigest { element } => vec![("element", Fact::text(element))],
            Self::Deflate { element, at } => vec![("element", Fact::text(element)), ("at", (*at).into())],
            Self::NotText { element, at } | Self::Braces { element, at } => {
                vec![("element", Fact::text(element)), ("at", (*at).into())]
            }
            Self::MissingField { element, field } => {
                vec![("element", Fact::text(element)), ("field", Fact::text(field))]
            }
            Self::UnknownKind { element, class } => {
                vec![("element", Fact::text(element)), ("class", Fact::text(class))]
            }
            Self::NotAnExtension { kind, element } => {
                vec![("kind", Fact::text(kind.key())), ("element", Fact::text(element))]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_error_names_the_budget_its_size_and_the_place() {
        let place = Place::Element("configinfo".to_owned());
        let error = OnecError::TooLarge { limit: Limit::Depth, max: 128, place };
        assert_eq!(error.to_string(), "more than 128 braces within braces, in element `configinfo`");
        assert_eq!(error.code(), "onec.too-large");
        assert_eq!(error.facts()[1], ("max", Fact::Number(128)));
    }
}
