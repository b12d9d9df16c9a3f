use format::{Explain, Fact, Number, ProductId};
use thiserror::Error;

/// Why coupons were not generated as asked; nothing was changed then.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq, Error)]
pub enum CouponError {
    /// A change says what one license holds from then on.
    #[error("a change is for one license")]
    ChangeForOneLicense,
    /// A change is bound to one state of its license, so there is one of it, for one use.
    #[error("there is one coupon of a change, for one use")]
    ChangeOnce,
    /// The license has no grant of a product that is to stay as it is.
    #[error("the license {license} holds nothing of product {product}")]
    NothingToKeep {
        /// The license.
        license: Number,
        /// The product.
        product: ProductId,
    },
    /// No product has this GUID.
    #[error("no product has the GUID {guid}")]
    UnknownGuid {
        /// The GUID.
        guid: String,
    },
    /// Only trials are extended.
    #[error("the product {product} is no trial")]
    NoTrialToExtend {
        /// The product.
        product: ProductId,
    },
    /// Only what is for one license can be redeemed at once.
    #[error("one coupon for one license can be redeemed at once, and no other")]
    RedeemAtOnce,
    /// The date of an invoice is none.
    #[error("{date:?} is no day, as 2027-12-31 is")]
    InvoiceDate {
        /// As given.
        date: String,
    },
    /// A stored request does not read; only another program or an editor writes one that does not.
    #[error("what was asked for does not read: {problem}")]
    StoredRequest {
        /// What is wrong with it.
        problem: String,
    },
}

impl CouponError {
    /// Whether the request was judged and refused.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::NothingToKeep { .. } | Self::NoTrialToExtend { .. })
    }
}

impl Explain for CouponError {
    fn code(&self) -> &'static str {
        match self {
            Self::ChangeForOneLicense => "ledger.change-for-one-license",
            Self::ChangeOnce => "ledger.change-once",
            Self::NothingToKeep { .. } => "ledger.nothing-to-keep",
            Self::UnknownGuid { .. } => "ledger.unknown-guid",
            Self::NoTrialToExtend { .. } => "ledger.no-trial-to-extend",
            Self::RedeemAtOnce => "ledger.redeem-at-once",
            Self::InvoiceDate { .. } => "ledger.invoice-date",
            Self::StoredRequest { .. } => "ledger.stored-request",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NothingToKeep { license, product } => {
                vec![("license", Fact::text(license)), ("product", u64::from(product.get()).into())]
            }
            Self::NoTrialToExtend { product } => vec![("product", u64::from(product.get()).into())],
            Self::UnknownGuid { guid } => vec![("guid", Fact::text(guid))],
            Self::InvoiceDate { date } => vec![("date", Fact::text(date))],
            Self::StoredRequest { problem } => vec![("problem", Fact::text(problem))],
            Self::ChangeForOneLicense | Self::ChangeOnce | Self::RedeemAtOnce => Vec::new(),
        }
    }
}
