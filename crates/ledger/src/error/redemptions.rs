use format::{Explain, Fact, Number, UnixTime};
use thiserror::Error;

/// Why the redemption of a coupon was not made or not taken back; nothing was changed then.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq, Error)]
pub enum RedemptionError {
    /// The coupon was not redeemed on that license.
    #[error("the coupon {coupon} was not redeemed on the license {license}")]
    NotRedeemed {
        /// The coupon.
        coupon: Number,
        /// The license.
        license: Number,
    },
    /// The redemption was cancelled before.
    #[error("the redemption of {coupon} on {license} was cancelled at {at}")]
    AlreadyCancelled {
        /// The coupon.
        coupon: Number,
        /// The license.
        license: Number,
        /// When.
        at: UnixTime,
    },
    /// The redemption was cancelled, and the coupon stays used up.
    #[error("the redemption of {coupon} on {license} was cancelled at {at}, and the coupon stays used up")]
    Burnt {
        /// The coupon.
        coupon: Number,
        /// The license that it had been redeemed on.
        license: Number,
        /// When that was cancelled.
        at: UnixTime,
    },
    /// A coupon that was redeemed later rests on this one.
    #[error("the redemption of {coupon} cannot be cancelled: {later}, redeemed later, builds on it")]
    BuiltOn {
        /// The coupon whose redemption was to be cancelled.
        coupon: Number,
        /// The license.
        license: Number,
        /// The later coupon.
        later: Number,
        /// The revision that it led to.
        revision: u32,
    },
}

impl Explain for RedemptionError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRedeemed { .. } => "ledger.not-redeemed",
            Self::AlreadyCancelled { .. } => "ledger.redemption-cancelled",
            Self::Burnt { .. } => "ledger.coupon-burnt",
            Self::BuiltOn { .. } => "ledger.redemption-built-on",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NotRedeemed { coupon, license } => {
                vec![("coupon", Fact::text(coupon)), ("license", Fact::text(license))]
            }
            Self::AlreadyCancelled { coupon, license, at } | Self::Burnt { coupon, license, at } => {
                vec![("coupon", Fact::text(coupon)), ("license", Fact::text(license)), ("at", (*at).into())]
            }
            Self::BuiltOn { coupon, license, later, revision } => vec![
                ("coupon", Fact::text(coupon)),
                ("license", Fact::text(license)),
                ("later", Fact::text(later)),
                ("revision", u64::from(*revision).into()),
            ],
        }
    }
}
