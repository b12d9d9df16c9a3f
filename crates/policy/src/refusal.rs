use format::{CustomerId, Explain, Fact, FeatureId, NumberId, ProductId, StateHead, UnixTime};
use thiserror::Error;

use crate::Binding;

/// Why a genuine license does not permit a use, or a genuine coupon does not apply to a license.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Refusal {
    /// The moment asked about is past the last second of everything that was asked for, grace included.
    #[error("ended {ended}; it is now {now}")]
    Expired {
        /// The last valid second.
        ended: UnixTime,
        /// The moment asked about.
        now: UnixTime,
    },
    /// The moment asked about is before the first second.
    #[error("begins {from}; it is now {now}")]
    NotYetValid {
        /// The first valid second.
        from: UnixTime,
        /// The moment asked about.
        now: UnixTime,
    },
    /// No grant of the license has the feature.
    #[error("the license does not grant feature {feature}")]
    NotGranted {
        /// The feature.
        feature: FeatureId,
    },
    /// No grant of the license is of the product.
    #[error("the license does not grant product {product}")]
    ProductNotGranted {
        /// The product.
        product: ProductId,
    },
    /// The license grants nothing at all.
    #[error("the license is empty of products")]
    NoProducts,
    /// All that is granted now is a trial that counts the days on which it is used, and they are used up.
    #[error("the trial of product {product} was for {days} days of use; this is day {used}")]
    DaysOfUseOver {
        /// The trial product.
        product: ProductId,
        /// The days of use that were granted.
        days: u32,
        /// The days on which it was used, today included.
        used: u32,
    },
    /// All that is granted now is a trial that counts the days on which it is used, and the caller did not say how many.
    #[error("the trial of product {product} is for {days} days of use, and nobody counted them")]
    DaysOfUseUnknown {
        /// The trial product.
        product: ProductId,
        /// The days of use that were granted.
        days: u32,
    },
    /// A bulletin revokes the license.
    #[error("revoked by bulletin {bulletin} of {issued_at}")]
    Revoked {
        /// The bulletin's number.
        bulletin: u32,
        /// When it was signed.
        issued_at: UnixTime,
    },
    /// The bulletin's list was not looked up for the license or the coupon, so it may be revoked.
    #[error("not looked up in bulletin {bulletin}")]
    NotLookedUp {
        /// The bulletin's number.
        bulletin: u32,
    },
    /// The license is bound to another site or infobase.
    #[error("bound to the {} {wanted}, this is {found}", binding.name())]
    BoundElsewhere {
        /// To what it is bound.
        binding: Binding,
        /// The id in the license.
        wanted: String,
        /// The id here.
        found: String,
    },
    /// The license is bound, and the caller did not say to which site or infobase the question belongs.
    #[error("bound to the {} {wanted}, and no {} is given here", binding.name(), binding.name())]
    BindingUnknown {
        /// To what it is bound.
        binding: Binding,
        /// The id in the license.
        wanted: String,
    },
    /// The coupon is meant for one license, and this is another one.
    #[error("the coupon is for another license")]
    CouponOtherLicense {
        /// The license it is for.
        wanted: NumberId,
        /// The license it was offered to.
        found: NumberId,
    },
    /// The coupon is meant for another customer's licenses.
    #[error("the coupon is for another customer")]
    CouponOtherCustomer {
        /// The customer it is for.
        wanted: CustomerId,
        /// The customer of the license.
        found: CustomerId,
    },
    /// A bulletin revokes the coupon.
    #[error("the coupon is revoked by bulletin {bulletin} of {issued_at}")]
    CouponRevoked {
        /// The bulletin's number.
        bulletin: u32,
        /// When it was signed.
        issued_at: UnixTime,
    },
    /// The last day for redeeming the coupon is over.
    #[error("the coupon could be redeemed until {redeem_before}; it is now {at}")]
    CouponTooLate {
        /// The last second in which it could be redeemed.
        redeem_before: UnixTime,
        /// The moment of the redemption.
        at: UnixTime,
    },
    /// What the coupon adds is over at the moment of the redemption.
    #[error("what the coupon adds ended {ended}; it is now {at}")]
    CouponEnded {
        /// The last second of what it adds.
        ended: UnixTime,
        /// The moment of the redemption.
        at: UnixTime,
    },
    /// The coupon is part of the license already.
    #[error("the coupon has been redeemed on this license already")]
    CouponAlreadyRedeemed,
    /// The coupon builds on another state of the license: a change is missing here, or came in between.
    #[error("the coupon builds on another state of the license")]
    CouponStateChanged {
        /// The state that it builds on.
        wanted: Option<StateHead>,
        /// The state of the license.
        found: Option<StateHead>,
    },
    /// A change that was signed later already says what the license holds; in signed order the coupon would be lost.
    #[error("the coupon was signed {signed}, before the last change of the license ({changed})")]
    CouponBeforeChange {
        /// When the coupon was signed.
        signed: UnixTime,
        /// When the change was signed.
        changed: UnixTime,
    },
    /// The coupon gives a trial more days, and the license has no such trial with an end.
    #[error("the license has no trial of product {product} that could be extended")]
    CouponNothingToExtend {
        /// The trial product.
        product: ProductId,
    },
    /// The coupon does something that this version does not know.
    #[error("the coupon needs a newer version of this program")]
    CouponUnknownKind,
}

impl Explain for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Expired { .. } => "policy.expired",
            Self::NotYetValid { .. } => "policy.not-yet-valid",
            Self::NotGranted { .. } => "policy.not-granted",
            Self::ProductNotGranted { .. } => "policy.product-not-granted",
            Self::NoProducts => "policy.no-products",
            Self::DaysOfUseOver { .. } => "policy.days-of-use-over",
            Self::DaysOfUseUnknown { .. } => "policy.days-of-use-unknown",
            Self::Revoked { .. } => "policy.revoked",
            Self::NotLookedUp { .. } => "policy.not-looked-up",
            Self::BoundElsewhere { .. } => "policy.bound-elsewhere",
            Self::BindingUnknown { .. } => "policy.binding-unknown",
            Self::CouponOtherLicense { .. } => "policy.coupon-other-license",
            Self::CouponOtherCustomer { .. } => "policy.coupon-other-customer",
            Self::CouponRevoked { .. } => "policy.coupon-revoked",
            Self::CouponTooLate { .. } => "policy.coupon-too-late",
            Self::CouponEnded { .. } => "policy.coupon-ended",
            Self::CouponAlreadyRedeemed => "policy.coupon-already-redeemed",
            Self::CouponStateChanged { .. } => "policy.coupon-state-changed",
            Self::CouponBeforeChange { .. } => "policy.coupon-before-change",
            Self::CouponNothingToExtend { .. } => "policy.coupon-nothing-to-extend",
            Self::CouponUnknownKind => "policy.coupon-unknown-kind",
        }
    }

    /// Numbers of licenses are left out: only who knows the vendor's prefix can print them.
    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Expired { ended, now } => vec![("ended", (*ended).into()), ("now", (*now).into())],
            Self::NotYetValid { from, now } => vec![("from", (*from).into()), ("now", (*now).into())],
            Self::NotGranted { feature } => vec![("feature", u64::from(feature.get()).into())],
            Self::ProductNotGranted { product } | Self::CouponNothingToExtend { product } => {
                vec![("product", u64::from(product.get()).into())]
            }
            Self::DaysOfUseOver { product, days, used } => vec![
                ("product", u64::from(product.get()).into()),
                ("days", u64::from(*days).into()),
                ("used", u64::from(*used).into()),
            ],
            Self::DaysOfUseUnknown { product, days } => {
                vec![("product", u64::from(product.get()).into()), ("days", u64::from(*days).into())]
            }
            Self::Revoked { bulletin, issued_at } | Self::CouponRevoked { bulletin, issued_at } => {
                vec![("bulletin", u64::from(*bulletin).into()), ("issued", (*issued_at).into())]
            }
            Self::NotLookedUp { bulletin } => vec![("bulletin", u64::from(*bulletin).into())],
            Self::BoundElsewhere { binding, wanted, found } => vec![
                ("binding", Fact::text(binding.name())),
                ("wanted", Fact::text(wanted)),
                ("found", Fact::text(found)),
            ],
            Self::BindingUnknown { binding, wanted } => {
                vec![("binding", Fact::text(binding.name())), ("wanted", Fact::text(wanted))]
            }
            Self::CouponTooLate { redeem_before, at } => {
                vec![("redeem-before", (*redeem_before).into()), ("at", (*at).into())]
            }
            Self::CouponEnded { ended, at } => vec![("ended", (*ended).into()), ("at", (*at).into())],
            Self::CouponBeforeChange { signed, changed } => {
                vec![("signed", (*signed).into()), ("changed", (*changed).into())]
            }
            Self::NoProducts
            | Self::CouponOtherLicense { .. }
            | Self::CouponOtherCustomer { .. }
            | Self::CouponAlreadyRedeemed
            | Self::CouponStateChanged { .. }
            | Self::CouponUnknownKind => Vec::new(),
        }
    }
}
