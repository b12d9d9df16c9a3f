use format::{Explain, Fact, Number, ProductId};
use thiserror::Error;

use crate::{CustomerNumber, DistributorNumber};

/// Why a record was not added, changed or moved as asked; nothing was changed then.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq, Error)]
pub enum RecordError {
    /// The customer was a duplicate, and is another one since.
    #[error("the customer {customer} was merged into {into}")]
    CustomerMerged {
        /// The customer asked for.
        customer: CustomerNumber,
        /// Who it turned out to be.
        into: CustomerNumber,
    },
    /// No such distributor.
    #[error("there is no distributor {distributor}")]
    UnknownDistributor {
        /// The number asked for.
        distributor: DistributorNumber,
    },
    /// The GUID belongs to another distributor.
    #[error("the GUID {guid} is that of the distributor {distributor}")]
    DistributorGuidTaken {
        /// The GUID.
        guid: String,
        /// Whose it is.
        distributor: DistributorNumber,
    },
    /// More free fields than a customer can have.
    #[error("a customer has at most {max} free fields, these are {fields}")]
    TooManyFields {
        /// How many were given.
        fields: usize,
        /// The limit.
        max: usize,
    },
    /// A name that a free field cannot have.
    #[error("{name:?} cannot be the name of a field")]
    FieldName {
        /// As given.
        name: String,
    },
    /// Rules of a trial for a product that is none.
    #[error("a product that is no trial has no days of a trial")]
    NoTrial,
    /// The trial would be longer than any.
    #[error("a trial of {days} days is too long, at most {max} are allowed")]
    TrialTooLong {
        /// Its days.
        days: u32,
        /// The limit.
        max: u32,
    },
    /// A trial that is counted in days of use, and nobody says how many.
    #[error("a trial of days of use needs their number")]
    DaysOfUse,
    /// The product is no longer sold.
    #[error("the product {product} is no longer sold")]
    ProductWithdrawn {
        /// The product.
        product: ProductId,
    },
    /// A customer that would be merged into itself.
    #[error("the customer {customer} cannot be merged into itself")]
    SameCustomer {
        /// The customer.
        customer: CustomerNumber,
    },
    /// There is a license to be signed, and no key was given.
    #[error("the license {license} has to be signed, and there is no key")]
    NoKey {
        /// The license.
        license: Number,
    },
    /// The license is that customer's already.
    #[error("the license {license} is the customer {customer}'s already")]
    AlreadyHolds {
        /// The license.
        license: Number,
        /// The customer.
        customer: CustomerNumber,
    },
}

impl RecordError {
    /// Whether the request was judged and refused.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::CustomerMerged { .. }
                | Self::AlreadyHolds { .. }
                | Self::SameCustomer { .. }
                | Self::NoKey { .. }
                | Self::ProductWithdrawn { .. }
        )
    }
}

impl Explain for RecordError {
    fn code(&self) -> &'static str {
        match self {
            Self::CustomerMerged { .. } => "ledger.customer-merged",
            Self::AlreadyHolds { .. } => "ledger.already-holds",
            Self::UnknownDistributor { .. } => "ledger.unknown-distributor",
            Self::DistributorGuidTaken { .. } => "ledger.distributor-guid-taken",
            Self::TooManyFields { .. } => "ledger.too-many-fields",
            Self::FieldName { .. } => "ledger.field-name",
            Self::SameCustomer { .. } => "ledger.same-customer",
            Self::NoKey { .. } => "ledger.no-key",
            Self::NoTrial => "ledger.no-trial",
            Self::TrialTooLong { .. } => "ledger.trial-too-long",
            Self::DaysOfUse => "ledger.days-of-use",
            Self::ProductWithdrawn { .. } => "ledger.product-withdrawn",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::CustomerMerged { customer, into } => {
                vec![("customer", Fact::text(customer)), ("into", Fact::text(into))]
            }
            Self::UnknownDistributor { distributor } => vec![("distributor", Fact::text(distributor))],
            Self::DistributorGuidTaken { guid, distributor } => {
                vec![("guid", Fact::text(guid)), ("distributor", Fact::text(distributor))]
            }
            Self::TooManyFields { fields, max } => vec![("fields", (*fields).into()), ("max", (*max).into())],
            Self::NoTrial | Self::DaysOfUse => Vec::new(),
            Self::SameCustomer { customer } => vec![("customer", Fact::text(customer))],
            Self::NoKey { license } => vec![("license", Fact::text(license))],
            Self::ProductWithdrawn { product } => {
                vec![("product", Fact::text(product))]
            }
            Self::TrialTooLong { days, max } => {
                vec![("days", u64::from(*days).into()), ("max", u64::from(*max).into())]
            }
            Self::FieldName { name } => vec![("name", Fact::text(name))],
            Self::AlreadyHolds { license, customer } => {
                vec![("license", Fact::text(license)), ("customer", Fact::text(customer))]
            }
        }
    }
}
