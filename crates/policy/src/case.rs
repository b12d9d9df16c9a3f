use crypto::Verified;
use format::{Environment, FeatureId, License, ProductId};

use crate::{Moment, Place, Redeemed, Revocations};

/// What is asked.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Question {
    /// Is the license in force, with anything at all?
    License,
    /// May this feature be used?
    Feature(FeatureId),
    /// May this product be used?
    Product(ProductId),
}

/// A check that a caller can leave out; the verdict says so.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Check {
    /// Whether the moment lies in the time of the grants.
    Time,
    /// Whether the license is bound to another site or infobase.
    Binding,
    /// Whether the license or a coupon is revoked.
    Revocation,
    /// Whether the days of use of a trial are used up.
    DaysOfUse,
}

impl Check {
    /// The word for it in options, facts and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Binding => "binding",
            Self::Revocation => "revocation",
            Self::DaysOfUse => "days-of-use",
        }
    }
}

/// Everything that a judgement depends on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Case<'a> {
    /// The license.
    pub license: &'a Verified<License>,
    /// The coupons redeemed on it.
    pub coupons: &'a [Redeemed],
    /// What the newest bulletin says of them, if one is known.
    pub bulletin: Option<&'a Revocations>,
    /// When.
    pub moment: &'a Moment,
    /// Where.
    pub place: &'a Place,
    /// What is asked.
    pub question: Question,
    /// What the root that signed is for.
    pub environment: Environment,
    /// On how many different days, in UTC, what is asked about was used, today included; `None`: nobody counted.
    pub days_used: Option<u32>,
    /// Checks that are left out; none by default.
    pub left_out: &'a [Check],
}

impl<'a> Case<'a> {
    /// A case without coupons and without a bulletin, and with all checks.
    pub fn new(
        license: &'a Verified<License>,
        moment: &'a Moment,
        place: &'a Place,
        question: Question,
        environment: Environment,
    ) -> Self {
        Self {
            license,
            coupons: &[],
            bulletin: None,
            moment,
            place,
            question,
            environment,
            days_used: None,
            left_out: &[],
        }
    }

    /// The same case with the coupons redeemed on the license.
    #[must_use]
    pub fn with_coupons(self, coupons: &'a [Redeemed]) -> Self {
        Self { coupons, ..self }
    }

    /// The same case under the newest bulletin.
    #[must_use]
    pub fn with_bulletin(self, bulletin: Option<&'a Revocations>) -> Self {
        Self { bulletin, ..self }
    }

    /// The same case, where what is asked about was used on so many different days, in UTC, today included.
    ///
    /// Nothing signed can say it, so who uses it counts, and keeps the count where it is not lost with a reinstallation
    /// (SPEC §4.4).
    #[must_use]
    pub fn used_on_days(self, days_used: u32) -> Self {
        Self { days_used: Some(days_used), ..self }
    }

    /// The same case without some checks.
    #[must_use]
    pub fn leaving_out(self, left_out: &'a [Check]) -> Self {
        Self { left_out, ..self }
    }

    /// The bulletin, unless revocation is a check that is left out.
    pub(crate) fn heeded_bulletin(&self) -> Option<&'a Revocations> {
        self.bulletin.filter(|_| self.checks(Check::Revocation))
    }

    pub(crate) fn checks(&self, check: Check) -> bool {
        !self.left_out.contains(&check)
    }
}
