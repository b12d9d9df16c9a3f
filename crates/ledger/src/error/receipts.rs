use format::{Explain, Fact};
use thiserror::Error;

/// Why receipts of a site were not taken in; nothing was changed then.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq, Error)]
pub enum ReceiptError {
    /// The file is no journal of receipts, or is cut off or damaged at this byte.
    #[error("it is no whole journal of receipts at byte {at}")]
    NotAJournal {
        /// The byte.
        at: usize,
    },
    /// A receipt does not follow the one before it.
    #[error("receipt {sequence} does not follow the one before")]
    BrokenChain {
        /// The sequence that was expected.
        sequence: u64,
    },
    /// The site's key is one that no reader imports.
    #[error("the site's key is weak")]
    WeakKey,
    /// The site trusts another vendor.
    #[error("the site trusts another vendor")]
    AnotherVendor,
}

impl ReceiptError {
    /// Whether the request was judged and refused.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::NotAJournal { .. })
    }
}

impl Explain for ReceiptError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAJournal { .. } => "ledger.not-a-journal",
            Self::BrokenChain { .. } => "ledger.receipts-broken",
            Self::WeakKey => "ledger.receipts-weak-key",
            Self::AnotherVendor => "ledger.receipts-of-another-vendor",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NotAJournal { at } => vec![("at", u64::try_from(*at).unwrap_or(u64::MAX).into())],
            Self::BrokenChain { sequence } => vec![("sequence", (*sequence).into())],
            Self::WeakKey | Self::AnotherVendor => Vec::new(),
        }
    }
}
