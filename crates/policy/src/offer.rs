use crypto::Verified;
use format::catalog::{Channel, Distribution, Release};
use format::{Explain, Fact, Language, Names, NumberId, UnixTime};

use crate::{Fit, MatchRule, Moment, Place, Refusal, Revocations, Right, State, Surroundings, fit, right};

/// What a release is offered to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Site<'a> {
    /// What it would be installed into.
    pub here: Surroundings<'a>,
    /// When.
    pub moment: &'a Moment,
    /// Where.
    pub place: &'a Place,
    /// The licenses of the site; those that are bound to another place do not count.
    pub states: &'a [&'a State],
    /// What the newest bulletin says of releases, if one is known.
    pub bulletin: Option<&'a Revocations>,
}

impl<'a> Site<'a> {
    /// A site without licenses.
    pub fn new(here: Surroundings<'a>, moment: &'a Moment, place: &'a Place) -> Self {
        Self { here, moment, place, states: &[], bulletin: None }
    }

    /// The same site with its licenses.
    #[must_use]
    pub fn with_licenses(self, states: &'a [&'a State]) -> Self {
        Self { states, ..self }
    }

    /// The same site under the newest bulletin.
    #[must_use]
    pub fn with_bulletin(self, bulletin: Option<&'a Revocations>) -> Self {
        Self { bulletin, ..self }
    }
}

/// One row of the list of releases.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Offer {
    /// Whether it fits.
    pub fit: Fit,
    /// Whether a license covers it.
    pub right: Right,
    /// Whether it may be installed: it fits, is covered and is not withdrawn.
    pub is_installable: bool,
    /// Whether the list shows it without being asked for more.
    pub is_shown_by_default: bool,
    /// Why it is hidden, cannot be installed or needs a second look; empty for a plain row.
    pub reasons: Vec<Reason>,
}

impl Offer {
    /// Whether the list may recommend it: released, tested with what is here, and covered.
    pub fn is_recommendable(&self) -> bool {
        self.is_installable && self.is_shown_by_default
    }
}

/// Why a row is hidden, cannot be installed or needs a second look.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reason {
    /// It does not fit, or is untested: the rule says why.
    Match(MatchRule),
    /// The vendor has withdrawn it.
    Withdrawn {
        /// Why, by language.
        why: Names,
    },
    /// Not for production.
    PreRelease,
    /// It is dated after the end of what a license covers.
    SubscriptionEnded {
        /// The license.
        license: NumberId,
        /// The last release date that it covers.
        on: UnixTime,
        /// The release date.
        released: UnixTime,
    },
    /// The right has been granted and begins later.
    SubscriptionNotYet {
        /// The license.
        license: NumberId,
        /// When it begins.
        from: UnixTime,
    },
    /// The license that would give a right to it is revoked.
    LicenseRevoked {
        /// The license.
        license: NumberId,
        /// The bulletin's number.
        bulletin: u32,
        /// When it was signed.
        issued_at: UnixTime,
    },
    /// The license that would give a right to it was not looked up in the bulletin, so it may be revoked.
    LicenseNotLookedUp {
        /// The license.
        license: NumberId,
        /// The bulletin's number.
        bulletin: u32,
    },
    /// No license here gives a right to it.
    NoLicense,
}

impl Explain for Reason {
    fn code(&self) -> &'static str {
        match self {
            Self::Match(rule) => rule.code(),
            Self::Withdrawn { .. } => "policy.withdrawn",
            Self::PreRelease => "policy.pre-release",
            Self::SubscriptionEnded { .. } => "policy.subscription-ended",
            Self::SubscriptionNotYet { .. } => "policy.subscription-not-yet",
            Self::LicenseRevoked { .. } => "policy.license-revoked",
            Self::LicenseNotLookedUp { .. } => "policy.license-not-looked-up",
            Self::NoLicense => "policy.no-license",
        }
    }

    /// The reason of a withdrawal is given in English where there is one; its variant has all languages.
    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Match(rule) => rule.facts(),
            Self::Withdrawn { why } => {
                let best = why.best(Language::ENGLISH).map_or("", |(_, why)| why);
                vec![("why", Fact::text(best))]
            }
            Self::SubscriptionEnded { on, released, .. } => {
                vec![("on", (*on).into()), ("released", (*released).into())]
            }
            Self::LicenseRevoked { bulletin, issued_at, .. } => {
                vec![("bulletin", u64::from(*bulletin).into()), ("issued", (*issued_at).into())]
            }
            Self::LicenseNotLookedUp { bulletin, .. } => vec![("bulletin", u64::from(*bulletin).into())],
            Self::SubscriptionNotYet { from, .. } => vec![("from", (*from).into())],
            Self::PreRelease | Self::NoLicense => Vec::new(),
        }
    }
}

/// The row of `release` in the list of `site`.
///
/// Shown without being asked: what is released, fits tested, and is covered or was covered until a subscription ended
/// (with that reason). Hidden, each with its reasons: what does not fit, is untested, is a pre-release, is withdrawn,
/// or belongs to a distribution that no license here is for.
pub fn offer(distribution: &Distribution, release: &Verified<Release>, site: &Site<'_>) -> Offer {
    let fit = fit(&release.targets, &site.here);
    let here = site.states.iter().copied().filter(|state| state.check_place(site.place).is_ok());
    let (revoked, usable): (Vec<&State>, Vec<&State>) = here.partition(|state| state.revoked().is_some());
    let right = right(distribution, release, &usable, site.moment.now());
    let by_bulletin = withdrawal(release, site);
    let is_withdrawn = release.channel == Channel::Withdrawn || by_bulletin.is_some();
    let revoked = revoked.into_iter().find(|state| {
        !right.is_given() && crate::right(distribution, release, &[state], site.moment.now()).is_given()
    });
    Offer {
        is_installable: fit.is_fitting() && right.is_given() && !is_withdrawn,
        is_shown_by_default: fit.is_tested()
            && release.channel == Channel::Released
            && !is_withdrawn
            && right != Right::NoLicense,
        reasons: reasons(release, by_bulletin, &fit, right, revoked),
        fit,
        right,
    }
}

/// Why the newest bulletin withdraws a release, which it names by its record as that stands in the catalog.
fn withdrawal(release: &Verified<Release>, site: &Site<'_>) -> Option<Names> {
    site.bulletin?.withdrawal(&release.digest()).cloned()
}

/// What is most decisive comes first.
fn reasons(
    release: &Release,
    by_bulletin: Option<Names>,
    fit: &Fit,
    right: Right,
    revoked: Option<&State>,
) -> Vec<Reason> {
    let by_fit = (!fit.is_tested()).then(|| Reason::Match(fit.rule().clone()));
    let by_channel = match release.channel {
        _ if by_bulletin.is_some() => by_bulletin.map(|why| Reason::Withdrawn { why }),
        Channel::Released => None,
        Channel::Withdrawn => Some(Reason::Withdrawn { why: release.reason.clone() }),
        // A channel of a later version is shown as what needs a second look.
        _ => Some(Reason::PreRelease),
    };
    let by_revocation = revoked.and_then(|state| match state.revoked() {
        Some(Refusal::Revoked { bulletin, issued_at }) => {
            Some(Reason::LicenseRevoked { license: state.license(), bulletin, issued_at })
        }
        Some(Refusal::NotLookedUp { bulletin }) => {
            Some(Reason::LicenseNotLookedUp { license: state.license(), bulletin })
        }
        _ => None,
    });
    let by_right = match right {
        _ if by_revocation.is_some() => by_revocation,
        Right::Free | Right::Covered { .. } => None,
        Right::Ended { license, on } => {
            Some(Reason::SubscriptionEnded { license, on, released: release.date })
        }
        Right::NotYet { license, from } => Some(Reason::SubscriptionNotYet { license, from }),
        Right::NoLicense => Some(Reason::NoLicense),
    };
    [by_fit, by_channel, by_right].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
