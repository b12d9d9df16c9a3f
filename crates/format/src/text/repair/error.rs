use alloc::vec::Vec;

use thiserror::Error;

use crate::{Explain, Fact, SignedText, TextError};

/// Why a damaged text was not repaired; each holds what is wrong with it as it stands.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RepairError {
    /// It is damaged in another way than can be repaired.
    #[error(transparent)]
    Text(TextError),
    /// No correction of the damaged rows gives a document that was signed.
    #[error("no correction of the damaged rows gives a text that was signed")]
    Unsigned {
        /// The fault of the text.
        #[source]
        fault: TextError,
    },
    /// There are more corrections than are tried.
    #[error("the damaged rows can be corrected in more ways than are tried")]
    TooMuchWork {
        /// The fault of the text.
        #[source]
        fault: TextError,
    },
}

impl RepairError {
    /// What is wrong with the text as it stands.
    pub fn fault(&self) -> &TextError {
        match self {
            Self::Text(fault) | Self::Unsigned { fault } | Self::TooMuchWork { fault } => fault,
        }
    }
}

impl Explain for RepairError {
    fn code(&self) -> &'static str {
        match self {
            Self::Text(fault) => fault.code(),
            Self::Unsigned { .. } => "format.repair-unsigned",
            Self::TooMuchWork { .. } => "format.repair-work",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let (own, fault) = match self {
            Self::Text(fault) => return fault.facts(),
            Self::Unsigned { fault } => (None, fault),
            Self::TooMuchWork { fault } => (Some(("max", SignedText::MAX_SIGNATURE_CHECKS.into())), fault),
        };
        own.into_iter().chain([("cause", Fact::text(fault.code()))]).chain(fault.facts()).collect()
    }
}
