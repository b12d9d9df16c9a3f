use format::catalog::{Bound, TargetKind};
use format::{Explain, Fact, ReleaseNumber, ReleaseRange};

/// The rule that decided whether a release fits.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum MatchRule {
    /// Fits: it is bound to nothing.
    BoundToNothing,
    /// Fits: the release here is named explicitly, whatever the bounds say.
    ExplicitBuild {
        /// The release here.
        found: ReleaseNumber,
    },
    /// Fits: the release here lies in a tested range.
    TestedRange {
        /// The range.
        range: ReleaseRange,
    },
    /// Fits: the release here is within the bounds, and no range is named as tested.
    WithinBounds,
    /// Untested: within the bounds and outside of every tested range.
    OutsideTestedRange {
        /// The release here.
        found: ReleaseNumber,
    },
    /// Untested: there are tested ranges and no bounds, and the release here is unknown.
    UntestedReleaseUnknown,
    /// Untested: the platform is bounded, and the platform here is unknown.
    PlatformUnknown,
    /// Does not fit: there is no rule to fit.
    NoTarget,
    /// Does not fit: made for another kind of thing.
    OtherKind {
        /// What it is made for.
        wanted: TargetKind,
        /// What is here.
        found: TargetKind,
    },
    /// Does not fit: made for another configuration, library, …
    OtherName {
        /// The name that it is made for.
        wanted: String,
        /// The name here.
        found: String,
    },
    /// Does not fit: the release here is named as one that does not.
    ExcludedBuild {
        /// The release here.
        found: ReleaseNumber,
    },
    /// Does not fit: releases are bounded, and the release here is unknown.
    ReleaseUnknown,
    /// Does not fit: the release here is below the bound.
    ReleaseTooOld {
        /// The lower bound.
        bound: Bound,
        /// The release here.
        found: ReleaseNumber,
    },
    /// Does not fit: the release here is above the bound.
    ReleaseTooNew {
        /// The upper bound.
        bound: Bound,
        /// The release here.
        found: ReleaseNumber,
    },
    /// Does not fit: the platform here is below the bound.
    PlatformTooOld {
        /// The lower bound.
        bound: Bound,
        /// The platform here.
        found: ReleaseNumber,
    },
    /// Does not fit: the platform here is above the bound.
    PlatformTooNew {
        /// The upper bound.
        bound: Bound,
        /// The platform here.
        found: ReleaseNumber,
    },
}

impl MatchRule {
    /// How near a release that does not fit came to fitting: the nearest rule is the one worth telling.
    pub(super) fn nearness(&self) -> u8 {
        match self {
            Self::NoTarget => 0,
            Self::OtherKind { .. } => 1,
            Self::OtherName { .. } => 2,
            Self::ReleaseUnknown => 3,
            Self::ReleaseTooOld { .. } | Self::ReleaseTooNew { .. } => 4,
            Self::ExcludedBuild { .. } => 5,
            _ => 6,
        }
    }
}

impl Explain for MatchRule {
    /// Bounds that are exclusive have codes of their own, because their sentences differ.
    fn code(&self) -> &'static str {
        match self {
            Self::BoundToNothing => "policy.fit-bound-to-nothing",
            Self::ExplicitBuild { .. } => "policy.fit-explicit-build",
            Self::TestedRange { .. } => "policy.fit-tested-range",
            Self::WithinBounds => "policy.fit-within-bounds",
            Self::OutsideTestedRange { .. } => "policy.untested-outside-tested-range",
            Self::UntestedReleaseUnknown => "policy.untested-release-unknown",
            Self::PlatformUnknown => "policy.untested-platform-unknown",
            Self::NoTarget => "policy.no-target",
            Self::OtherKind { .. } => "policy.no-other-kind",
            Self::OtherName { .. } => "policy.no-other-name",
            Self::ExcludedBuild { .. } => "policy.no-excluded-build",
            Self::ReleaseUnknown => "policy.no-release-unknown",
            Self::ReleaseTooOld { bound, .. } if bound.is_inclusive => "policy.no-release-too-old",
            Self::ReleaseTooOld { .. } => "policy.no-release-too-old-exclusive",
            Self::ReleaseTooNew { bound, .. } if bound.is_inclusive => "policy.no-release-too-new",
            Self::ReleaseTooNew { .. } => "policy.no-release-too-new-exclusive",
            Self::PlatformTooOld { bound, .. } if bound.is_inclusive => "policy.no-platform-too-old",
            Self::PlatformTooOld { .. } => "policy.no-platform-too-old-exclusive",
            Self::PlatformTooNew { bound, .. } if bound.is_inclusive => "policy.no-platform-too-new",
            Self::PlatformTooNew { .. } => "policy.no-platform-too-new-exclusive",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::ExplicitBuild { found }
            | Self::OutsideTestedRange { found }
            | Self::ExcludedBuild { found } => vec![("found", Fact::text(found))],
            Self::TestedRange { range } => {
                vec![("first", Fact::text(range.first())), ("last", Fact::text(range.last()))]
            }
            Self::OtherKind { wanted, found } => {
                vec![("wanted", Fact::text(wanted.name())), ("found", Fact::text(found.name()))]
            }
            Self::OtherName { wanted, found } => {
                vec![("wanted", Fact::text(wanted)), ("found", Fact::text(found))]
            }
            Self::ReleaseTooOld { bound, found }
            | Self::ReleaseTooNew { bound, found }
            | Self::PlatformTooOld { bound, found }
            | Self::PlatformTooNew { bound, found } => {
                vec![("bound", Fact::text(&bound.release)), ("found", Fact::text(found))]
            }
            Self::BoundToNothing
            | Self::WithinBounds
            | Self::UntestedReleaseUnknown
            | Self::PlatformUnknown
            | Self::NoTarget
            | Self::ReleaseUnknown => Vec::new(),
        }
    }
}
