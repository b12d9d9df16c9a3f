use alloc::vec::Vec;

use super::{Object, ObjectReader, Release, read_blob, write_blob};
use crate::cbor::{Reader, Writer};
use crate::names::DistributionId;
use crate::{Blob, FieldProblem, Limits, ParseError, ReleaseNumber};

/// Where some releases of one distribution for one target are, oldest first.
///
/// ```text
/// part-ref = { 1: blob, 2: releases, ? 3: lowest, ? 4: highest }
/// ```
///
/// `lowest` and `highest` bound the target's releases that any release of the part can fit; a site whose release
/// lies outside leaves the part unread. Absent: no bound.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct PartRef {
    /// The part.
    pub part: Blob,
    /// Releases in it.
    pub releases: u32,
    /// The lowest release of the target that any of them fits.
    pub lowest: Option<ReleaseNumber>,
    /// The highest one.
    pub highest: Option<ReleaseNumber>,
}

impl PartRef {
    pub(super) fn new(
        part: Blob,
        releases: u32,
        lowest: Option<ReleaseNumber>,
        highest: Option<ReleaseNumber>,
    ) -> Self {
        Self { part, releases, lowest, highest }
    }

    /// Whether a release of the part can fit `release` of the target.
    pub fn may_fit(&self, release: &ReleaseNumber) -> bool {
        self.lowest.as_ref().is_none_or(|lowest| lowest <= release)
            && self.highest.as_ref().is_none_or(|highest| release <= highest)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.map("part-ref")?;
        let part = Self {
            part: map.required(1, "part-ref.blob", read_blob)?,
            releases: map.required(2, "part-ref.releases", |reader| reader.uint32(1..=u32::MAX))?,
            lowest: map.optional(3, "part-ref.lowest", ReleaseNumber::read)?,
            highest: map.optional(4, "part-ref.highest", ReleaseNumber::read)?,
        };
        map.finish()?;
        Ok(part)
    }

    fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            map.entry(1, |writer| write_blob(writer, &self.part));
            map.entry(2, |writer| writer.uint(self.releases));
            map.optional(3, self.lowest.as_ref(), |writer, release| release.write(writer));
            map.optional(4, self.highest.as_ref(), |writer, release| release.write(writer));
        });
    }
}

/// One distribution's releases for the target of an index.
///
/// ```text
/// index-entry = [id, blob, [1*16384 part-ref]]        ; the blob holds the distribution's record
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct IndexEntry {
    /// The distribution.
    pub distribution: DistributionId,
    /// Its record.
    pub record: Blob,
    /// Its parts, oldest releases first.
    pub parts: Vec<PartRef>,
}

impl IndexEntry {
    pub(super) fn new(distribution: DistributionId, record: Blob, parts: Vec<PartRef>) -> Self {
        Self { distribution, record, parts }
    }
}

/// What there is for one target name.
///
/// ```text
/// index = [1*4096 index-entry]                        ; ascending by id
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Index {
    /// One entry for each distribution.
    pub entries: Vec<IndexEntry>,
}

const MAX_ENTRIES: usize = 4096;
const MAX_PARTS: usize = 16_384;

impl Index {
    pub(super) fn new(entries: Vec<IndexEntry>) -> Self {
        Self { entries }
    }
}

impl Object for Index {
    const LIMITS: Limits = Limits::new(8 * 1024 * 1024, 1_000_000);

    fn read(ObjectReader(reader): &mut ObjectReader<'_>) -> Result<Self, ParseError> {
        let entries = reader.list(1..=MAX_ENTRIES, |reader| {
            reader.array(3..=3)?;
            Ok(IndexEntry {
                distribution: DistributionId::read(reader)?,
                record: read_blob(reader)?,
                parts: reader.list(1..=MAX_PARTS, PartRef::read)?,
            })
        })?;
        if entries.windows(2).all(|pair| pair[0].distribution < pair[1].distribution) {
            Ok(Self { entries })
        } else {
            Err(ParseError::Field { field: "index", at: 0, problem: FieldProblem::Order })
        }
    }

    fn encode(&self) -> Vec<u8> {
        Writer::build(|writer| {
            writer.list(&self.entries, |writer, entry| {
                writer.array(3);
                writer.text(entry.distribution.as_str());
                write_blob(writer, &entry.record);
                writer.list(&entry.parts, |writer, part| part.write(writer));
            });
        })
    }
}

/// Some releases of one distribution for one target, by ascending order number.
///
/// ```text
/// part = [1*1024 release]
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// The releases.
    pub releases: Vec<Release>,
    /// The bytes of each, as they came: a release is named by their digest, and nothing is encoded anew for a check.
    records: Vec<Vec<u8>>,
}

impl Part {
    pub(super) fn new(releases: Vec<Release>) -> Self {
        let records = releases.iter().map(Release::encode).collect();
        Self { releases, records }
    }

    /// The releases, each with the bytes of its record as they stand in the part: their SHA-256 names the release.
    pub fn records(&self) -> impl Iterator<Item = (&Release, &[u8])> {
        self.releases.iter().zip(self.records.iter().map(Vec::as_slice))
    }
}

impl Object for Part {
    const LIMITS: Limits = Limits::new(4 * 1024 * 1024, 500_000);

    fn read(ObjectReader(reader): &mut ObjectReader<'_>) -> Result<Self, ParseError> {
        let mut records = Vec::new();
        let releases = reader.list(1..=1024, |reader| {
            let before = reader.clone();
            let release = Release::read(reader)?;
            records.push(reader.read_since(&before).to_vec());
            Ok(release)
        })?;
        if releases.windows(2).all(|pair| pair[0].order < pair[1].order) {
            Ok(Self { releases, records })
        } else {
            Err(ParseError::Field { field: "part", at: 0, problem: FieldProblem::Order })
        }
    }

    fn encode(&self) -> Vec<u8> {
        Writer::build(|writer| writer.list(&self.releases, |writer, release| release.write(writer)))
    }
}
