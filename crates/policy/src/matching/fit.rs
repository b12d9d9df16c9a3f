use format::ReleaseNumber;
use format::catalog::{Bound, Target, TargetKind};
use unicode_normalization::UnicodeNormalization;

use super::MatchRule;

/// What a release would be installed into.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Surroundings<'a> {
    /// What it is.
    pub kind: TargetKind,
    /// Its technical name.
    pub name: &'a str,
    /// Its release; `None` where nobody knows it.
    pub release: Option<&'a ReleaseNumber>,
    /// The platform's release; `None` where nobody knows it.
    pub platform: Option<&'a ReleaseNumber>,
}

impl<'a> Surroundings<'a> {
    /// Something with a name whose releases nobody has told yet.
    pub fn new(kind: TargetKind, name: &'a str) -> Self {
        Self { kind, name, release: None, platform: None }
    }

    /// A 1C configuration.
    pub fn configuration(name: &'a str) -> Self {
        Self::new(TargetKind::Configuration, name)
    }

    /// The same with its release.
    #[must_use]
    pub fn release(self, release: &'a ReleaseNumber) -> Self {
        Self { release: Some(release), ..self }
    }

    /// The same with the release of the platform.
    #[must_use]
    pub fn platform(self, platform: &'a ReleaseNumber) -> Self {
        Self { platform: Some(platform), ..self }
    }
}

/// Whether a release fits, with the rule that decided.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the answer has three values for ever (SPEC §6.2)")]
pub enum Fit {
    /// It fits and was tested.
    Tested(MatchRule),
    /// It fits, but nobody tested it with this.
    Untested(MatchRule),
    /// It does not fit.
    No(MatchRule),
}

impl Fit {
    /// The rule that decided.
    pub fn rule(&self) -> &MatchRule {
        match self {
            Self::Tested(rule) | Self::Untested(rule) | Self::No(rule) => rule,
        }
    }

    /// Whether it fits, tested or not.
    pub fn is_fitting(&self) -> bool {
        !matches!(self, Self::No(_))
    }

    /// Whether it fits and was tested.
    pub fn is_tested(&self) -> bool {
        matches!(self, Self::Tested(_))
    }

    /// The better of two answers; where neither fits, the one that came nearer, and of equals the first.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    fn rank(&self) -> (u8, u8) {
        match self {
            Self::Tested(_) => (2, 0),
            Self::Untested(_) => (1, 0),
            Self::No(rule) => (0, rule.nearness()),
        }
    }
}

/// The best answer of a release's `targets` (SPEC §6.2).
///
/// ```
/// # use format::catalog::{Target, TargetKind};
/// # use policy::{Fit, MatchRule, Surroundings, fit};
/// let basic = Surroundings::configuration("УправлениеТорговлейБазовая");
/// let target = Target::new(TargetKind::Configuration, "УправлениеТорговлей");
/// assert!(matches!(fit(&[target], &basic), Fit::No(MatchRule::OtherName { .. })));
/// ```
pub fn fit(targets: &[Target], here: &Surroundings<'_>) -> Fit {
    let answers = targets.iter().map(|target| fit_target(target, here));
    answers.reduce(Fit::or).unwrap_or(Fit::No(MatchRule::NoTarget))
}

/// Whether one rule admits what is here.
///
/// - A target of kind *any* has no releases to bound; only its platform counts.
/// - Names are equal code point by code point, after normalisation form C.
/// - A build that is excluded never fits; a build that is named fits whatever the bounds say.
/// - Where the release here is unknown, a rule with bounds or exclusions does not fit.
/// - Bounds of the platform hold in any case; an unknown platform makes the answer *untested*.
pub fn fit_target(target: &Target, here: &Surroundings<'_>) -> Fit {
    if target.kind == TargetKind::Any {
        return platform(target, here, Fit::Tested(MatchRule::BoundToNothing));
    }
    if target.kind != here.kind {
        return Fit::No(MatchRule::OtherKind { wanted: target.kind, found: here.kind });
    }
    if !is_same_name(&target.name, here.name) {
        return Fit::No(MatchRule::OtherName { wanted: target.name.clone(), found: here.name.to_owned() });
    }
    let by_release = match here.release {
        Some(release) => by_release(target, release),
        None => by_unknown_release(target),
    };
    platform(target, here, by_release)
}

/// What stands in a catalog is normalised already; what a person typed or a file name was made of may not be.
fn is_same_name(wanted: &str, found: &str) -> bool {
    wanted == found || wanted.chars().eq(found.nfc())
}

fn by_release(target: &Target, found: &ReleaseNumber) -> Fit {
    let owned = || found.clone();
    if target.except.contains(found) {
        return Fit::No(MatchRule::ExcludedBuild { found: owned() });
    }
    if target.builds.contains(found) {
        return Fit::Tested(MatchRule::ExplicitBuild { found: owned() });
    }
    if let Some(bound) = below(&target.lower, found) {
        return Fit::No(MatchRule::ReleaseTooOld { bound, found: owned() });
    }
    if let Some(bound) = above(&target.upper, found) {
        return Fit::No(MatchRule::ReleaseTooNew { bound, found: owned() });
    }
    if target.tested.is_empty() {
        return Fit::Tested(MatchRule::WithinBounds);
    }
    match target.tested.iter().find(|range| range.contains(found)) {
        Some(range) => Fit::Tested(MatchRule::TestedRange { range: range.clone() }),
        None => Fit::Untested(MatchRule::OutsideTestedRange { found: owned() }),
    }
}

fn by_unknown_release(target: &Target) -> Fit {
    let is_bounded = target.lower.is_some() || target.upper.is_some() || !target.except.is_empty();
    match (is_bounded, target.tested.is_empty()) {
        (true, _) => Fit::No(MatchRule::ReleaseUnknown),
        (false, false) => Fit::Untested(MatchRule::UntestedReleaseUnknown),
        (false, true) => Fit::Tested(MatchRule::WithinBounds),
    }
}

/// What remains of `fit` once the platform is looked at.
fn platform(target: &Target, here: &Surroundings<'_>, fit: Fit) -> Fit {
    let is_bounded = target.platform_lower.is_some() || target.platform_upper.is_some();
    if !is_bounded || !fit.is_fitting() {
        return fit;
    }
    let Some(found) = here.platform else {
        return if fit.is_tested() { Fit::Untested(MatchRule::PlatformUnknown) } else { fit };
    };
    if let Some(bound) = below(&target.platform_lower, found) {
        return Fit::No(MatchRule::PlatformTooOld { bound, found: found.clone() });
    }
    if let Some(bound) = above(&target.platform_upper, found) {
        return Fit::No(MatchRule::PlatformTooNew { bound, found: found.clone() });
    }
    fit
}

/// The lower bound that `found` is below of.
fn below(bound: &Option<Bound>, found: &ReleaseNumber) -> Option<Bound> {
    bound.as_ref().filter(|bound| !bound.admits_from_below(found)).cloned()
}

/// The upper bound that `found` is above of.
fn above(bound: &Option<Bound>, found: &ReleaseNumber) -> Option<Bound> {
    bound.as_ref().filter(|bound| !bound.admits_from_above(found)).cloned()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
