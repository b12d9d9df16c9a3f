use format::{Explain, Fact, UnixTime};

use crate::{Binding, Check};

/// What a verdict could not establish. A doubt never changes the answer; whoever acts on it should know.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Doubt {
    /// No bulletin was seen: whether the license or a coupon is revoked is not known.
    NoBulletin,
    /// The newest bulletin known is past the moment when a newer one was expected.
    BulletinStale {
        /// The bulletin's number.
        bulletin: u32,
        /// The last second in which it counted as fresh.
        expired: UnixTime,
    },
    /// The site's state is new: there is nothing to hold the clock and the numbers against.
    StateIsNew,
    /// The clock is below the greatest signed time seen, which was taken instead.
    ClockBehindFloor {
        /// The clock.
        clock: UnixTime,
        /// The floor.
        floor: UnixTime,
    },
    /// The clock is more than a day below the last time that it showed here.
    ClockWentBack {
        /// The clock.
        clock: UnixTime,
        /// What it showed last.
        last_seen: UnixTime,
    },
    /// The moment was named by who asked, not taken from a clock.
    MomentSupposed {
        /// The moment.
        now: UnixTime,
    },
    /// The vendor's root is for trying out.
    TestRoot,
    /// The caller left a check out.
    LeftOut(Check),
}

impl Explain for Doubt {
    fn code(&self) -> &'static str {
        match self {
            Self::NoBulletin => "policy.doubt-no-bulletin",
            Self::BulletinStale { .. } => "policy.doubt-bulletin-stale",
            Self::StateIsNew => "policy.doubt-state-is-new",
            Self::ClockBehindFloor { .. } => "policy.doubt-clock-behind-floor",
            Self::ClockWentBack { .. } => "policy.doubt-clock-went-back",
            Self::MomentSupposed { .. } => "policy.doubt-moment-supposed",
            Self::TestRoot => "policy.doubt-test-root",
            Self::LeftOut(Check::Time) => "policy.doubt-left-out-time",
            Self::LeftOut(Check::Binding) => "policy.doubt-left-out-binding",
            Self::LeftOut(Check::Revocation) => "policy.doubt-left-out-revocation",
            Self::LeftOut(Check::DaysOfUse) => "policy.doubt-left-out-days-of-use",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::ClockBehindFloor { clock, floor } => {
                vec![("clock", (*clock).into()), ("floor", (*floor).into())]
            }
            Self::ClockWentBack { clock, last_seen } => {
                vec![("clock", (*clock).into()), ("last-seen", (*last_seen).into())]
            }
            Self::BulletinStale { bulletin, expired } => {
                vec![("bulletin", u64::from(*bulletin).into()), ("expired", (*expired).into())]
            }
            Self::MomentSupposed { now } => vec![("now", (*now).into())],
            Self::NoBulletin | Self::StateIsNew | Self::TestRoot | Self::LeftOut(_) => Vec::new(),
        }
    }
}

/// What a verdict rests on.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Established {
    /// A key of the vendor signed this revision.
    Signed {
        /// The revision.
        revision: u32,
        /// When it was signed.
        issued_at: UnixTime,
    },
    /// Coupons redeemed on the license are counted in.
    Coupons {
        /// How many.
        count: usize,
    },
    /// The newest bulletin revokes neither the license nor a coupon in it.
    NotRevoked {
        /// The bulletin's number.
        bulletin: u32,
        /// When it was signed.
        issued_at: UnixTime,
    },
    /// The license is bound to this place.
    BoundHere {
        /// By what.
        binding: Binding,
        /// The id.
        id: String,
    },
    /// The license is bound to no place.
    NotBound,
    /// What was asked for is granted up to and including this second.
    GrantedUntil {
        /// The last second.
        until: UnixTime,
    },
    /// What was asked for is granted for ever.
    GrantedForEver,
}

impl Explain for Established {
    fn code(&self) -> &'static str {
        match self {
            Self::Signed { .. } => "policy.signed",
            Self::Coupons { .. } => "policy.coupons-counted",
            Self::NotRevoked { .. } => "policy.not-revoked",
            Self::BoundHere { .. } => "policy.bound-here",
            Self::NotBound => "policy.not-bound",
            Self::GrantedUntil { .. } => "policy.granted-until",
            Self::GrantedForEver => "policy.granted-for-ever",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Signed { revision, issued_at } => {
                vec![("revision", u64::from(*revision).into()), ("issued", (*issued_at).into())]
            }
            Self::Coupons { count } => vec![("count", (*count).into())],
            Self::NotRevoked { bulletin, issued_at } => {
                vec![("bulletin", u64::from(*bulletin).into()), ("issued", (*issued_at).into())]
            }
            Self::BoundHere { binding, id } => {
                vec![("binding", Fact::text(binding.name())), ("id", Fact::text(id))]
            }
            Self::GrantedUntil { until } => vec![("until", (*until).into())],
            Self::NotBound | Self::GrantedForEver => Vec::new(),
        }
    }
}
