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
    /// No such batch.
    #[error("there is no batch {batch}")]
    UnknownBatch {
        /// The number asked for.
        batch: u32,
    },
    /// Another process goes on with the same batch.
    #[error("the batch {batch} has grown to {issued} coupons meanwhile")]
    BatchGrew {
        /// The batch.
        batch: u32,
        /// How many it has.
        issued: u32,
    },
    /// The rows make fewer coupons than the batch is to have.
    #[error("the batch is to have {wanted} coupons, and there are rows for {found}")]
    BatchShort {
        /// How many it is to have.
        wanted: u32,
        /// For how many there are rows.
        found: u32,
    },
    /// No such template.
    #[error("there is no template {name}")]
    UnknownTemplate {
        /// The name asked for.
        name: String,
    },
    /// A name that no template can have.
    #[error("{name:?} is no name of 1 to {max} bytes")]
    TemplateName {
        /// As given.
        name: String,
        /// The limit.
        max: usize,
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
            Self::UnknownBatch { .. } => "ledger.unknown-batch",
            Self::BatchGrew { .. } => "ledger.batch-grew",
            Self::BatchShort { .. } => "ledger.batch-short",
            Self::UnknownTemplate { .. } => "ledger.unknown-template",
            Self::TemplateName { .. } => "ledger.template-name",
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
            Self::UnknownBatch { batch } => vec![("batch", u64::from(*batch).into())],
            Self::BatchGrew { batch, issued } => {
                vec![("batch", u64::from(*batch).into()), ("issued", u64::from(*issued).into())]
            }
            Self::BatchShort { wanted, found } => {
                vec![("wanted", u64::from(*wanted).into()), ("found", u64::from(*found).into())]
            }
            Self::UnknownTemplate { name } => vec![("name", Fact::text(name))],
            Self::TemplateName { name, max } => vec![("name", Fact::text(name)), ("max", (*max).into())],
            Self::StoredRequest { problem } => vec![("problem", Fact::text(problem))],
            Self::ChangeForOneLicense | Self::ChangeOnce | Self::RedeemAtOnce => Vec::new(),
        }
    }
}
