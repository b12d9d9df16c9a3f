use alloc::vec::Vec;

use format::{
    Digest, Document, Environment, Explain, Fact, Fingerprint, KeyId, Number, ParseError, ProductId, UnixTime,
};
use thiserror::Error;

use crate::fingerprint_words;

/// Why a document is not what a trusted key signed.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum VerifyError {
    /// The bytes are not a document, or the signed payload is not as SPEC says.
    #[error("not a document of ours")]
    Malformed(#[from] ParseError),
    /// No trusted key has the id that the document claims.
    #[error("signed by the key {key}, which this vendor's root does not list")]
    UnknownKey {
        /// The claimed key.
        key: KeyId,
    },
    /// The newest bulletin burns the key that the document claims, or the document is a bulletin that burns its own.
    #[error("the key {key} is burnt since {since}, by bulletin {bulletin}")]
    BurntKey {
        /// The claimed key.
        key: KeyId,
        /// The bulletin's number.
        bulletin: u32,
        /// Since when the vendor knows.
        since: UnixTime,
    },
    /// The signature does not hold.
    #[error("the signature does not hold: the document was changed or is not from this vendor")]
    BadSignature,
    /// The signature holds, but for another kind of document.
    #[error("this is a {}, not a {}", found.name(), expected.name())]
    WrongDocument {
        /// The kind that was asked for.
        expected: Document,
        /// The kind that it is.
        found: Document,
    },
    /// The key is trusted, but not for this kind of document.
    #[error("the key {key} may not sign a {}", document.name())]
    WrongPurpose {
        /// The key.
        key: KeyId,
        /// What it signed.
        document: Document,
    },
    /// The document was signed before or after the key's time.
    #[error("the key {key} was not valid at {signed}, when this was signed")]
    OutsideKeyTime {
        /// The key.
        key: KeyId,
        /// When the document says that it was signed.
        signed: UnixTime,
    },
    /// The key is trusted for other products only.
    #[error("the key {key} may not sign for the product {product}")]
    OutsideKeyFamily {
        /// The key.
        key: KeyId,
        /// The first product that is not of its family.
        product: ProductId,
    },
    /// The key is trusted for some products, and a *change* speaks for all.
    #[error("the key {key} is for some products only and may sign no coupon that replaces all")]
    ChangeByFamilyKey {
        /// The key.
        key: KeyId,
    },
    /// The key is trusted for some products, and the revision would replace one with another product.
    #[error("the key {key} may not take the product {product} away")]
    TakesAway {
        /// The key.
        key: KeyId,
        /// The product that the revision before grants.
        product: ProductId,
    },
    /// An object's bytes are not those that the signed catalog names.
    #[error("an object's content is not the one that was signed ({expected})")]
    WrongObject {
        /// The digest that was signed.
        expected: Digest,
    },
    /// The first line of a signed text is not the number of the document below it.
    #[error("the number {written} is not that of the document, which is {signed}")]
    OtherNumber {
        /// The number that stands above the rows.
        written: Number,
        /// The number of the signed document.
        signed: Number,
    },
}

impl Explain for VerifyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Malformed(error) => error.code(),
            Self::UnknownKey { .. } => "crypto.unknown-key",
            Self::BurntKey { .. } => "crypto.burnt-key",
            Self::BadSignature => "crypto.bad-signature",
            Self::WrongDocument { .. } => "crypto.wrong-document",
            Self::WrongPurpose { .. } => "crypto.wrong-purpose",
            Self::OutsideKeyTime { .. } => "crypto.outside-key-time",
            Self::OutsideKeyFamily { .. } => "crypto.outside-key-family",
            Self::ChangeByFamilyKey { .. } => "crypto.change-by-family-key",
            Self::TakesAway { .. } => "crypto.takes-away",
            Self::WrongObject { .. } => "crypto.wrong-object",
            Self::OtherNumber { .. } => "crypto.other-number",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Malformed(error) => error.facts(),
            Self::UnknownKey { key } => vec![("key", Fact::text(key))],
            Self::BurntKey { key, bulletin, since } => vec![
                ("key", Fact::text(key)),
                ("bulletin", u64::from(*bulletin).into()),
                ("since", (*since).into()),
            ],
            Self::BadSignature => Vec::new(),
            Self::WrongDocument { expected, found } => {
                vec![("expected", Fact::text(expected.name())), ("found", Fact::text(found.name()))]
            }
            Self::WrongPurpose { key, document } => {
                vec![("key", Fact::text(key)), ("document", Fact::text(document.name()))]
            }
            Self::OutsideKeyTime { key, signed } => {
                vec![("key", Fact::text(key)), ("signed", (*signed).into())]
            }
            Self::OutsideKeyFamily { key, product } | Self::TakesAway { key, product } => {
                vec![("key", Fact::text(key)), ("product", u64::from(product.get()).into())]
            }
            Self::ChangeByFamilyKey { key } => vec![("key", Fact::text(key))],
            Self::WrongObject { expected } => vec![("digest", Fact::text(expected))],
            Self::OtherNumber { written, signed } => {
                vec![("written", Fact::text(written)), ("signed", Fact::text(signed))]
            }
        }
    }
}

/// Why a root is not trusted.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RootError {
    /// The bytes are not a root, or a signature in them does not hold.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The person's fingerprint is not the vendor's.
    #[error("the fingerprint is {found}, not {expected}")]
    WrongFingerprint {
        /// What the person gave.
        expected: Fingerprint,
        /// What the root has.
        found: Fingerprint,
    },
    /// Too few root keys signed.
    #[error("{found} root keys signed, {needed} are needed")]
    Threshold {
        /// Valid signatures of distinct root keys.
        found: u32,
        /// The threshold.
        needed: u32,
    },
    /// The next root does not have the next version.
    #[error("root {expected} is needed next, this is root {found}")]
    WrongVersion {
        /// The version that follows.
        expected: u32,
        /// The version found.
        found: u32,
    },
    /// A root of the same version with other contents: a fork, evidence of a stolen key.
    #[error("there are two different roots {version}")]
    Fork {
        /// The version.
        version: u32,
    },
    /// The root is for trying out where one for customers is wanted, or the other way round.
    #[error("the root is a {} root", found.name())]
    WrongEnvironment {
        /// What it is.
        found: Environment,
    },
    /// The next root changes what may not change: prefix or environment.
    #[error("the next root changes the vendor's prefix or environment")]
    Identity,
    /// A key in the root is weak.
    #[error("a key in the root is weak or not in canonical form")]
    WeakKey,
}

impl Explain for RootError {
    fn code(&self) -> &'static str {
        match self {
            Self::Verify(error) => error.code(),
            Self::WrongFingerprint { .. } => "crypto.wrong-fingerprint",
            Self::Threshold { .. } => "crypto.root-threshold",
            Self::WrongVersion { .. } => "crypto.root-version",
            Self::Fork { .. } => "crypto.root-fork",
            Self::WrongEnvironment { found: Environment::Production } => "crypto.production-root",
            Self::WrongEnvironment { .. } => "crypto.test-root",
            Self::Identity => "crypto.root-identity",
            Self::WeakKey => "crypto.root-weak-key",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Verify(error) => error.facts(),
            Self::WrongFingerprint { expected, found } => vec![
                ("expected", Fact::text(expected)),
                ("expected-words", Fact::text(fingerprint_words(*expected))),
                ("found", Fact::text(found)),
                ("found-words", Fact::text(fingerprint_words(*found))),
            ],
            Self::Threshold { found, needed } => {
                vec![("found", u64::from(*found).into()), ("needed", u64::from(*needed).into())]
            }
            Self::WrongVersion { expected, found } => {
                vec![("expected", u64::from(*expected).into()), ("found", u64::from(*found).into())]
            }
            Self::Fork { version } => vec![("version", u64::from(*version).into())],
            Self::WrongEnvironment { .. } | Self::Identity | Self::WeakKey => Vec::new(),
        }
    }
}
