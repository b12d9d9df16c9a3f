use format::{Explain, Fact, Number};
use thiserror::Error;

use crate::CustomerNumber;

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
        matches!(self, Self::CustomerMerged { .. } | Self::AlreadyHolds { .. })
    }
}

impl Explain for RecordError {
    fn code(&self) -> &'static str {
        match self {
            Self::CustomerMerged { .. } => "ledger.customer-merged",
            Self::AlreadyHolds { .. } => "ledger.already-holds",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::CustomerMerged { customer, into } => {
                vec![("customer", Fact::text(customer)), ("into", Fact::text(into))]
            }
            Self::AlreadyHolds { license, customer } => {
                vec![("license", Fact::text(license)), ("customer", Fact::text(customer))]
            }
        }
    }
}
