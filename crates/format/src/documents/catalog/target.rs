use alloc::string::String;
use alloc::vec::Vec;

use super::read_name;
use crate::cbor::{MapWriter, Reader, Writer};
use crate::{FieldProblem, ParseError, ReleaseNumber, ReleaseRange};

/// What a release is made for.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum TargetKind {
    /// Not bound to anything; has no name.
    Any,
    /// A 1C configuration, by its technical name.
    Configuration,
    /// A library inside a configuration.
    Library,
    /// The 1C platform itself.
    Platform,
    /// A telephone exchange.
    Pbx,
    /// Something else.
    Other,
}

impl TargetKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Any, Self::Configuration, Self::Library, Self::Platform, Self::Pbx, Self::Other];

    fn number(self) -> u64 {
        match self {
            Self::Any => 0,
            Self::Configuration => 1,
            Self::Library => 2,
            Self::Platform => 3,
            Self::Pbx => 4,
            Self::Other => 5,
        }
    }

    /// The word for it in options and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Configuration => "configuration",
            Self::Library => "library",
            Self::Platform => "platform",
            Self::Pbx => "pbx",
            Self::Other => "other",
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let number = reader.uint(0..=5)?;
        Self::ALL
            .into_iter()
            .find(|kind| kind.number() == number)
            .ok_or_else(|| before.problem(FieldProblem::Range))
    }

    pub(crate) fn write(self, writer: &mut Writer) {
        writer.uint(self.number());
    }

    /// The name that belongs to a kind in a group: none for `any`.
    pub(super) fn read_name(self, reader: &mut Reader<'_>) -> Result<String, ParseError> {
        match self {
            // `text` refuses the empty string, which stands here and only here.
            Self::Any => reader.empty_text().map(|()| String::new()),
            _ => read_name(reader),
        }
    }
}

/// One end of the releases that a target rule admits.
///
/// ```text
/// bound = [release-number, inclusive: bool]
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its two members")]
pub struct Bound {
    /// The release.
    pub release: ReleaseNumber,
    /// Whether the release itself is admitted.
    pub is_inclusive: bool,
}

impl Bound {
    /// Whether `release` is not below this lower bound.
    pub fn admits_from_below(&self, release: &ReleaseNumber) -> bool {
        if self.is_inclusive { *release >= self.release } else { *release > self.release }
    }

    /// Whether `release` is not above this upper bound.
    pub fn admits_from_above(&self, release: &ReleaseNumber) -> bool {
        if self.is_inclusive { *release <= self.release } else { *release < self.release }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.array(2..=2)?;
        Ok(Self { release: ReleaseNumber::read(reader)?, is_inclusive: reader.boolean()? })
    }

    fn write(&self, writer: &mut Writer) {
        writer.array(2);
        self.release.write(writer);
        writer.boolean(self.is_inclusive);
    }
}

/// A rule that says which releases of what an extension fits (SPEC §6.2).
///
/// ```text
/// target = { 1: kind, ? 2: name, ? 3: bound, ? 4: bound, ? 5: [1*32 range], ? 6: [1*256 release-number],
///            ? 7: [1*256 release-number], ? 8: bound, ? 9: bound }
/// range  = [first: release-number, last: release-number]
/// ```
///
/// 3 and 4 bound the target's release from below and above, 5 is what was tested, 6 are explicit builds that fit
/// whatever the bounds say, 7 are builds that do not, 8 and 9 bound the platform.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Target {
    /// The kind.
    pub kind: TargetKind,
    /// The technical name, compared by code points; empty for [`TargetKind::Any`].
    pub name: String,
    /// The lower bound.
    pub lower: Option<Bound>,
    /// The upper bound.
    pub upper: Option<Bound>,
    /// Ranges that were tested; empty: all that fits counts as tested.
    pub tested: Vec<ReleaseRange>,
    /// Builds that fit whatever the bounds say.
    pub builds: Vec<ReleaseNumber>,
    /// Builds that do not fit.
    pub except: Vec<ReleaseNumber>,
    /// The platform's lower bound.
    pub platform_lower: Option<Bound>,
    /// The platform's upper bound.
    pub platform_upper: Option<Bound>,
}

const MAX_RANGES: usize = 32;
const MAX_BUILDS: usize = 256;

impl Target {
    /// A rule that admits every release of `name`.
    pub fn new(kind: TargetKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            lower: None,
            upper: None,
            tested: Vec::new(),
            builds: Vec::new(),
            except: Vec::new(),
            platform_lower: None,
            platform_upper: None,
        }
    }

    /// The lowest release that can fit, `None` for no bound.
    pub(super) fn lowest(&self) -> Option<&ReleaseNumber> {
        let lower = &self.lower.as_ref()?.release;
        Some(self.builds.iter().min().map_or(lower, |build| build.min(lower)))
    }

    /// The highest release that can fit, `None` for no bound.
    pub(super) fn highest(&self) -> Option<&ReleaseNumber> {
        let upper = &self.upper.as_ref()?.release;
        Some(self.builds.iter().max().map_or(upper, |build| build.max(upper)))
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let builds = |reader: &mut Reader<'_>| reader.set(1..=MAX_BUILDS, ReleaseNumber::read);
        let mut map = reader.map("target")?;
        let target = Self {
            kind: map.required(1, "target.kind", TargetKind::read)?,
            name: map.optional(2, "target.name", read_name)?.unwrap_or_default(),
            lower: map.optional(3, "target.lower", Bound::read)?,
            upper: map.optional(4, "target.upper", Bound::read)?,
            tested: map
                .optional(5, "target.tested", |reader| reader.list(1..=MAX_RANGES, ReleaseRange::read))?
                .unwrap_or_default(),
            builds: map.optional(6, "target.builds", builds)?.unwrap_or_default(),
            except: map.optional(7, "target.except", builds)?.unwrap_or_default(),
            platform_lower: map.optional(8, "target.platform-lower", Bound::read)?,
            platform_upper: map.optional(9, "target.platform-upper", Bound::read)?,
        };
        map.finish()?;
        if (target.kind == TargetKind::Any) != target.name.is_empty() {
            return Err(before.problem(FieldProblem::Contradiction));
        }
        Ok(target)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        let bound = |map: &mut MapWriter, key, bound: &Option<Bound>| {
            map.optional(key, bound.as_ref(), |writer, bound| bound.write(writer));
        };
        writer.map(|map| {
            map.entry(1, |writer| self.kind.write(writer));
            map.optional(2, (!self.name.is_empty()).then_some(self.name.as_str()), Writer::text);
            bound(map, 3, &self.lower);
            bound(map, 4, &self.upper);
            map.list(5, &self.tested, |writer, range| range.write(writer));
            map.list(6, &self.builds, |writer, build| build.write(writer));
            map.list(7, &self.except, |writer, build| build.write(writer));
            bound(map, 8, &self.platform_lower);
            bound(map, 9, &self.platform_upper);
        });
    }
}
