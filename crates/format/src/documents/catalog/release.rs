use alloc::string::String;
use alloc::vec::Vec;

use super::{Target, read_blob, read_name, read_sentence, write_blob};
use crate::cbor::{Reader, Writer};
use crate::documents::payload::{Extensions, read_time, write_time};
use crate::names::{ByLanguage, DistributionId, FileName};
use crate::{Blob, FieldProblem, Limits, Names, ParseError, Sha1Digest, UnixTime, scan};

/// How a release is offered.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Channel {
    /// To everybody.
    #[default]
    Released,
    /// Not for production.
    PreRelease,
    /// No longer; the reason is in the record.
    Withdrawn,
}

/// A file of a release.
///
/// ```text
/// file = { 1: name, 2: blob, ? 3: role, ? 4: sha-1 }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct PackageFile {
    /// Its name where it is put.
    pub name: FileName,
    /// Its content.
    pub blob: Blob,
    /// What it is for, in a word of the vendor's.
    pub role: Option<String>,
    /// SHA-1, for 1C security profiles only.
    pub sha1: Option<Sha1Digest>,
}

impl PackageFile {
    /// A file with its content.
    pub fn new(name: FileName, blob: Blob) -> Self {
        Self { name, blob, role: None, sha1: None }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.map("file")?;
        let file = Self {
            name: map.required(1, "file.name", FileName::read)?,
            blob: map.required(2, "file.blob", read_blob)?,
            role: map.optional(3, "file.role", read_name)?,
            sha1: map.optional(4, "file.sha-1", |reader| reader.byte_array().map(Sha1Digest::new))?,
        };
        map.finish()?;
        Ok(file)
    }

    fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            map.entry(1, |writer| writer.text(self.name.as_str()));
            map.entry(2, |writer| write_blob(writer, &self.blob));
            map.optional(3, self.role.as_deref(), Writer::text);
            map.optional(4, self.sha1.as_ref(), |writer, sha1| writer.bytes(sha1.as_bytes()));
        });
    }
}

/// What a 1C extension does to its configuration (`НазначениеРасширенияКонфигурации`).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Purpose1c {
    /// A patch.
    Patch,
    /// An adaptation.
    Customization,
    /// An addition.
    AddOn,
}

/// What a .cfe says about itself, as the publisher read it; the installer reads it again and compares.
///
/// ```text
/// facts = { 1: name, ? 2: version, ? 3: vendor, 4: purpose, 5: compatibility-mode, 6: bstr .size 16, ? 7: synonyms,
///           ? 8: prefix }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ExtensionFacts {
    /// The extension's technical name.
    pub name: String,
    /// The version inside the file; often empty.
    pub version: Option<String>,
    /// The vendor inside the file; often empty.
    pub vendor: Option<String>,
    /// Its purpose.
    pub purpose: Purpose1c,
    /// The compatibility mode as 1C numbers it: 80316 is 8.3.16.
    pub compatibility_mode: u32,
    /// The uuid of its root object.
    pub root_uuid: [u8; 16],
    /// Synonyms by language.
    pub synonyms: Names,
    /// The prefix of its objects' names.
    pub prefix: Option<String>,
}

impl ExtensionFacts {
    /// The facts that every extension has.
    pub fn new(name: String, purpose: Purpose1c, compatibility_mode: u32, root_uuid: [u8; 16]) -> Self {
        Self {
            name,
            version: None,
            vendor: None,
            purpose,
            compatibility_mode,
            root_uuid,
            synonyms: Names::default(),
            prefix: None,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.map("facts")?;
        let facts = Self {
            name: map.required(1, "facts.name", read_name)?,
            version: map.optional(2, "facts.version", read_name)?,
            vendor: map.optional(3, "facts.vendor", read_name)?,
            purpose: map.required(4, "facts.purpose", |reader| {
                Ok(match reader.uint(0..=2)? {
                    0 => Purpose1c::Patch,
                    1 => Purpose1c::Customization,
                    _ => Purpose1c::AddOn,
                })
            })?,
            compatibility_mode: map
                .required(5, "facts.compatibility-mode", |reader| reader.uint32(0..=u32::MAX))?,
            root_uuid: map.required(6, "facts.root-uuid", Reader::byte_array)?,
            synonyms: map
                .optional(7, "facts.synonyms", |reader| ByLanguage::read(reader, read_name))?
                .unwrap_or_default(),
            prefix: map.optional(8, "facts.prefix", read_name)?,
        };
        map.finish()?;
        Ok(facts)
    }

    fn write(&self, writer: &mut Writer) {
        let purpose: u32 = match self.purpose {
            Purpose1c::Patch => 0,
            Purpose1c::Customization => 1,
            Purpose1c::AddOn => 2,
        };
        writer.map(|map| {
            map.entry(1, |writer| writer.text(&self.name));
            map.optional(2, self.version.as_deref(), Writer::text);
            map.optional(3, self.vendor.as_deref(), Writer::text);
            map.entry(4, |writer| writer.uint(purpose));
            map.entry(5, |writer| writer.uint(self.compatibility_mode));
            map.entry(6, |writer| writer.bytes(&self.root_uuid));
            map.optional(7, (!self.synonyms.is_empty()).then_some(&self.synonyms), |writer, names| {
                names.write(writer, |writer, name| writer.text(name));
            });
            map.optional(8, self.prefix.as_deref(), Writer::text);
        });
    }
}

/// Safety of 1C that the vendor asks to switch off. Nothing is switched off by default.
///
/// ```text
/// safety = { ? 1: true, ? 2: true }         ; at least one
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Safety {
    /// Field 1: the extension asks to run outside of safe mode.
    pub without_safe_mode: bool,
    /// Field 2: the extension asks to run without protection from dangerous actions.
    pub without_action_protection: bool,
}

impl Safety {
    fn is_default(self) -> bool {
        self == Self::default()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.filled_map("safety")?;
        let safety = Self {
            without_safe_mode: map.optional(1, "safety.safe-mode", Reader::only_true)?.is_some(),
            without_action_protection: map
                .optional(2, "safety.action-protection", Reader::only_true)?
                .is_some(),
        };
        map.finish()?;
        Ok(safety)
    }

    fn write(self, writer: &mut Writer) {
        writer.map(|map| {
            map.optional(1, self.without_safe_mode.then_some(true), Writer::boolean);
            map.optional(2, self.without_action_protection.then_some(true), Writer::boolean);
        });
    }
}

/// One release of a distribution (SPEC §6.3).
///
/// ```text
/// release = { 1: version, 2: order, 3: date, ? 4: revision, ? 5: channel, ? 6: sentences, ? 7: texts,
///             8: [1*256 file], 9: [1*64 target], ? 10: [1*256 version], ? 11: [1*64 id], ? 12: [1*64 id],
///             ? 13: safety, ? 14: facts, * extension }
/// channel = 1 / 2                            ; pre-release / withdrawn; absent: released
/// ```
///
/// 4 from 2 on: the same version published again; 6 why it was withdrawn; 7 what is new; 10 versions that it can be
/// installed over, absent: any; 11 required and 12 conflicting distributions.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Release {
    /// The version, as the vendor writes it.
    pub version: String,
    /// What the list is sorted by: higher is newer. Unique in a distribution.
    pub order: u64,
    /// The release date, which update rights are compared with.
    pub date: UnixTime,
    /// Counts from 1; above 1 where one version was published again.
    pub revision: u32,
    /// How it is offered.
    pub channel: Channel,
    /// Why it was withdrawn.
    pub reason: Names,
    /// What is new, as blobs of text.
    pub whats_new: ByLanguage<Blob>,
    /// Its files, at least one.
    pub files: Vec<PackageFile>,
    /// What it fits, at least one.
    pub targets: Vec<Target>,
    /// Versions that it can be installed over; empty: any.
    pub from_versions: Vec<String>,
    /// Distributions that must be installed.
    pub requires: Vec<DistributionId>,
    /// Distributions that must not be installed.
    pub conflicts: Vec<DistributionId>,
    /// Safety that it asks to switch off.
    pub safety: Safety,
    /// What its .cfe says about itself.
    pub facts: Option<ExtensionFacts>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

impl Release {
    /// A release with what every release has.
    pub fn new(
        version: String,
        order: u64,
        date: UnixTime,
        files: Vec<PackageFile>,
        targets: Vec<Target>,
    ) -> Self {
        Self {
            version,
            order,
            date,
            revision: 1,
            channel: Channel::Released,
            reason: Names::default(),
            whats_new: ByLanguage::default(),
            files,
            targets,
            from_versions: Vec::new(),
            requires: Vec::new(),
            conflicts: Vec::new(),
            safety: Safety::default(),
            facts: None,
            extensions: Extensions::default(),
        }
    }

    /// The record as it stands in a part; its SHA-256 names the release.
    pub fn encode(&self) -> Vec<u8> {
        Writer::build(|writer| self.write(writer))
    }

    /// Reads one record, as a ledger keeps it.
    ///
    /// # Errors
    ///
    /// Any [`ParseError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, ParseError> {
        scan(bytes, Limits::new(256 * 1024, 16_384))?;
        let mut reader = Reader::new(bytes, "release");
        let release = Self::read(&mut reader)?;
        if reader.is_at_end() { Ok(release) } else { Err(reader.problem(FieldProblem::Type)) }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let ids = |reader: &mut Reader<'_>| reader.set(1..=64, DistributionId::read);
        let mut map = reader.map("release")?;
        let release = Self {
            version: map.required(1, "release.version", read_name)?,
            order: map.required(2, "release.order", |reader| reader.uint(0..=u64::from(u32::MAX)))?,
            date: map.required(3, "release.date", read_time)?,
            revision: map.optional(4, "release.revision", |reader| reader.uint32(2..=u32::MAX))?.unwrap_or(1),
            channel: map
                .optional(5, "release.channel", |reader| {
                    Ok(if reader.uint(1..=2)? == 1 { Channel::PreRelease } else { Channel::Withdrawn })
                })?
                .unwrap_or_default(),
            reason: map
                .optional(6, "release.reason", |reader| ByLanguage::read(reader, read_sentence))?
                .unwrap_or_default(),
            whats_new: map
                .optional(7, "release.whats-new", |reader| ByLanguage::read(reader, read_blob))?
                .unwrap_or_default(),
            files: map.required(8, "release.files", |reader| reader.list(1..=256, PackageFile::read))?,
            targets: map.required(9, "release.targets", |reader| reader.list(1..=64, Target::read))?,
            from_versions: map
                .optional(10, "release.from-versions", |reader| reader.list(1..=256, read_name))?
                .unwrap_or_default(),
            requires: map.optional(11, "release.requires", ids)?.unwrap_or_default(),
            conflicts: map.optional(12, "release.conflicts", ids)?.unwrap_or_default(),
            safety: map.optional(13, "release.safety", Safety::read)?.unwrap_or_default(),
            facts: map.optional(14, "release.facts", ExtensionFacts::read)?,
            extensions: Extensions::read(&mut map)?,
        };
        map.finish()?;
        // On Windows and FAT two names that differ only by case are one file.
        let mut names: Vec<String> =
            release.files.iter().map(|file| file.name.as_str().to_lowercase()).collect();
        names.sort_unstable();
        let is_twice = names.windows(2).any(|pair| pair[0] == pair[1]);
        if is_twice || (release.channel == Channel::Withdrawn) == release.reason.is_empty() {
            return Err(before.problem(FieldProblem::Contradiction));
        }
        Ok(release)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        let channel = match self.channel {
            Channel::Released => None,
            Channel::PreRelease => Some(1_u32),
            Channel::Withdrawn => Some(2),
        };
        let id = |writer: &mut Writer, id: &DistributionId| writer.text(id.as_str());
        writer.map(|map| {
            map.entry(1, |writer| writer.text(&self.version));
            map.entry(2, |writer| writer.uint(self.order));
            map.entry(3, |writer| write_time(writer, self.date));
            map.optional(4, (self.revision > 1).then_some(self.revision), Writer::uint);
            map.optional(5, channel, Writer::uint);
            map.optional(6, (!self.reason.is_empty()).then_some(&self.reason), |writer, reason| {
                reason.write(writer, |writer, sentence| writer.text(sentence));
            });
            map.optional(7, (!self.whats_new.is_empty()).then_some(&self.whats_new), |writer, texts| {
                texts.write(writer, write_blob);
            });
            map.entry(8, |writer| writer.list(&self.files, |writer, file| file.write(writer)));
            map.entry(9, |writer| writer.list(&self.targets, |writer, target| target.write(writer)));
            map.list(10, &self.from_versions, |writer, version| writer.text(version));
            map.list(11, &self.requires, id);
            map.list(12, &self.conflicts, id);
            map.optional(13, (!self.safety.is_default()).then_some(self.safety), |writer, safety| {
                safety.write(writer)
            });
            map.optional(14, self.facts.as_ref(), |writer, facts| facts.write(writer));
            self.extensions.write(map);
        });
    }
}
