use std::{collections::BTreeMap, fmt};

use uuid::Uuid;

use crate::Sha1Digest;

/// What a 1C file says about itself.
///
/// Texts are as the file has them, control characters included: whoever prints them cleans them. A text that
/// the file leaves out is empty, as many real extensions leave vendor and version.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Facts {
    /// What sort of file it is.
    pub kind: Kind,
    /// The root object's id. Builds of one extension for several configurations may share it.
    pub root_uuid: Uuid,
    /// The technical name, one word.
    pub name: String,
    /// The name for people, by language code.
    pub synonym: BTreeMap<String, String>,
    /// The developer's comment.
    pub comment: String,
    /// The vendor; processors and reports have none.
    pub vendor: String,
    /// The version, free text; processors and reports have none.
    pub version: String,
    /// What the names of an extension's own objects begin with.
    pub name_prefix: String,
    /// The platform whose behaviour the file asks for; none for processors and reports.
    pub compatibility_mode: Option<CompatibilityMode>,
    /// What an extension is for; none for everything else.
    pub purpose: Option<Purpose>,
    /// The number of the root object's layout, 52 to 67 in the files we have seen.
    pub object_format: u32,
    /// The number of the storage layout: 216, or 217 from newer platforms.
    pub storage_format: u32,
    /// The compatibility mode beside the storage layout, which may differ from the root object's.
    pub storage_mode: Option<CompatibilityMode>,
    /// The elements by name, with the SHA-1 of their stored, still compressed bytes.
    ///
    /// Of an extension: those of its own list, checked, so without `configinfo` that holds the list. Of anything
    /// else: all, as computed.
    pub elements: Vec<ElementFact>,
}

impl Facts {
    /// Facts without the texts, which the caller fills in.
    pub(crate) fn new(kind: Kind, root_uuid: Uuid) -> Self {
        Self {
            kind,
            root_uuid,
            name: String::new(),
            synonym: BTreeMap::new(),
            comment: String::new(),
            vendor: String::new(),
            version: String::new(),
            name_prefix: String::new(),
            compatibility_mode: None,
            purpose: None,
            object_format: 0,
            storage_format: 0,
            storage_mode: None,
            elements: Vec::new(),
        }
    }
}

/// One element of a file: for reports on what differs between two builds.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ElementFact {
    /// The name: an object's id, often with a suffix for a part of it.
    pub name: String,
    /// Over the stored, still compressed bytes.
    pub sha1: Sha1Digest,
}

impl ElementFact {
    pub(crate) fn of(name: &str, stored: &[u8]) -> Self {
        Self { name: name.to_owned(), sha1: Sha1Digest::of(stored) }
    }
}

/// What sort of 1C file something is.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Kind {
    /// A configuration extension, `.cfe`.
    Extension,
    /// An external data processor, `.epf`.
    ExternalProcessor,
    /// An external report, `.erf`.
    ExternalReport,
    /// A whole configuration, `.cf`.
    Configuration,
}

impl Kind {
    /// A stable word for it, for scripts and for the programs' word files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::ExternalProcessor => "external-processor",
            Self::ExternalReport => "external-report",
            Self::Configuration => "configuration",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Extension => "an extension",
            Self::ExternalProcessor => "an external processor",
            Self::ExternalReport => "an external report",
            Self::Configuration => "a configuration",
        })
    }
}

/// What an extension is for.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Purpose {
    /// Mends a fault ("Исправление"), 0. The only number we have not met in a file.
    Patch,
    /// Adapts a configuration to one customer ("Адаптация"), 1.
    Customization,
    /// Adds functions ("Дополнение"), 2.
    AddOn,
    /// A number that a newer platform may use.
    Other(u32),
}

impl Purpose {
    /// The purpose with this number in files.
    pub fn from_code(code: u32) -> Self {
        match code {
            0 => Self::Patch,
            1 => Self::Customization,
            2 => Self::AddOn,
            other => Self::Other(other),
        }
    }

    /// The number in files.
    pub fn code(self) -> u32 {
        match self {
            Self::Patch => 0,
            Self::Customization => 1,
            Self::AddOn => 2,
            Self::Other(code) => code,
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patch => f.write_str("patch"),
            Self::Customization => f.write_str("customization"),
            Self::AddOn => f.write_str("add-on"),
            Self::Other(code) => write!(f, "purpose {code}"),
        }
    }
}

/// A platform version in one number, as files have it: two digits for each part after the first.
///
/// ```
/// # use onec::CompatibilityMode;
/// assert_eq!(CompatibilityMode::new(80316).to_string(), "8.3.16");
/// assert!(CompatibilityMode::new(80316) < CompatibilityMode::new(80324));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CompatibilityMode(u32);

impl CompatibilityMode {
    /// The mode with this number in files.
    pub fn new(code: u32) -> Self {
        Self(code)
    }

    /// The number in files.
    pub fn code(self) -> u32 {
        self.0
    }
}

impl fmt::Display for CompatibilityMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_prints_as_a_platform_version() {
        for (code, text) in [(80_310, "8.3.10"), (80_309, "8.3.9"), (80_501, "8.5.1"), (80_213, "8.2.13")] {
            assert_eq!(CompatibilityMode::new(code).to_string(), text);
        }
    }

    #[test]
    fn every_purpose_keeps_its_number() {
        for code in 0..5 {
            assert_eq!(Purpose::from_code(code).code(), code);
        }
        assert_eq!(Purpose::from_code(3), Purpose::Other(3));
    }
}
