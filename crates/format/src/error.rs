use alloc::vec::Vec;

use thiserror::Error;

use crate::{Explain, Fact};

/// Why bytes are not a document of ours.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ParseError {
    /// The input is longer than its kind may be.
    #[error("{bytes} bytes, at most {max} are allowed")]
    TooLong {
        /// Bytes received.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// The bytes break a rule of deterministic CBOR (SPEC §2.2) or of the envelope (SPEC §2.3).
    #[error("byte {at}: {}", rule.sentence())]
    Malformed {
        /// Offset of the item that breaks the rule.
        at: usize,
        /// The rule.
        rule: Rule,
    },
    /// A field has a value that SPEC does not allow.
    #[error("byte {at}: field {field}: {}", problem.sentence())]
    Field {
        /// The field's name in SPEC.
        field: &'static str,
        /// Offset in the payload.
        at: usize,
        /// What is wrong with it.
        problem: FieldProblem,
    },
}

/// The rules for bytes, each with its name in SPEC §2.2 and in the test vectors.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Rule {
    /// Every item is there to its last byte.
    Whole,
    /// There is one item and nothing after it.
    OneItem,
    /// Integers and lengths have their shortest form.
    ShortestHead,
    /// Lengths are definite.
    Indefinite,
    /// Additional information 28 to 30 is not used.
    Reserved,
    /// Map keys ascend by their encoded bytes.
    KeyOrder,
    /// No key comes twice.
    DuplicateKey,
    /// No floating-point numbers.
    Float,
    /// No tags.
    Tag,
    /// No simple values but `false` and `true`.
    Simple,
    /// Text is UTF-8.
    Utf8,
    /// Text is in normalisation form C.
    Nfc,
    /// Text has no control characters and no bidirectional overrides.
    Control,
    /// Nesting is at most 12 deep.
    Depth,
    /// The number of items is within the document's limit.
    Items,
    /// The envelope is an untagged array of four: `COSE_Sign1`.
    Envelope,
    /// The protected header holds exactly `alg`, `kid` and, in files, `typ`.
    Protected,
    /// The algorithm is Ed25519 (-19).
    Algorithm,
    /// The unprotected header is the empty map.
    Unprotected,
    /// The payload is embedded as a byte string.
    Payload,
    /// The signature has 64 bytes.
    Signature,
    /// A root's signatures have one payload and ascending key ids.
    Signatures,
}

impl Rule {
    /// All rules, for tests that hold each against a vector.
    pub const ALL: [Self; 22] = [
        Self::Whole,
        Self::OneItem,
        Self::ShortestHead,
        Self::Indefinite,
        Self::Reserved,
        Self::KeyOrder,
        Self::DuplicateKey,
        Self::Float,
        Self::Tag,
        Self::Simple,
        Self::Utf8,
        Self::Nfc,
        Self::Control,
        Self::Depth,
        Self::Items,
        Self::Envelope,
        Self::Protected,
        Self::Algorithm,
        Self::Unprotected,
        Self::Payload,
        Self::Signature,
        Self::Signatures,
    ];

    /// The rule's name in SPEC and in the test vectors.
    pub fn name(self) -> &'static str {
        self.described().0
    }

    fn sentence(self) -> &'static str {
        self.described().1
    }

    fn described(self) -> (&'static str, &'static str) {
        match self {
            Self::Whole => ("whole", "the data ends early"),
            Self::OneItem => ("one-item", "something follows the end"),
            Self::ShortestHead => ("shortest-head", "a number is not in its shortest form"),
            Self::Indefinite => ("indefinite", "a length is indefinite"),
            Self::Reserved => ("reserved", "a reserved length form is used"),
            Self::KeyOrder => ("key-order", "map keys are not in order"),
            Self::DuplicateKey => ("duplicate-key", "a map key comes twice"),
            Self::Float => ("float", "a floating-point number"),
            Self::Tag => ("tag", "a tag"),
            Self::Simple => ("simple", "a simple value other than false and true"),
            Self::Utf8 => ("utf8", "text is not UTF-8"),
            Self::Nfc => ("nfc", "text is not in normalisation form C"),
            Self::Control => ("control", "text holds a control character"),
            Self::Depth => ("depth", "nested too deep"),
            Self::Items => ("items", "too many items"),
            Self::Envelope => ("envelope", "not an untagged COSE_Sign1"),
            Self::Protected => ("protected", "the protected header is not as specified"),
            Self::Algorithm => ("algorithm", "the algorithm is not Ed25519 (-19)"),
            Self::Unprotected => ("unprotected", "the unprotected header is not empty"),
            Self::Payload => ("payload", "the payload is not embedded"),
            Self::Signature => ("signature", "the signature does not have 64 bytes"),
            Self::Signatures => ("signatures", "the signatures do not belong together"),
        }
    }
}

/// What is wrong with a field.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum FieldProblem {
    /// It must be there and is not.
    Missing,
    /// It has another type than SPEC gives.
    Type,
    /// Its value is out of range.
    Range,
    /// It is too short or too long.
    Length,
    /// It has too few or too many members.
    Count,
    /// Its members do not ascend.
    Order,
    /// The map holds a key that SPEC does not know, outside the range for optional extensions.
    UnknownKey,
    /// A name may not be used on every system, or could leave its folder.
    UnsafeName,
    /// Two fields contradict each other.
    Contradiction,
}

impl FieldProblem {
    /// All problems, for tests that hold each against a vector.
    pub const ALL: [Self; 9] = [
        Self::Missing,
        Self::Type,
        Self::Range,
        Self::Length,
        Self::Count,
        Self::Order,
        Self::UnknownKey,
        Self::UnsafeName,
        Self::Contradiction,
    ];

    /// The problem's name in SPEC and in the test vectors.
    pub fn name(self) -> &'static str {
        self.described().0
    }

    fn sentence(self) -> &'static str {
        self.described().1
    }

    fn described(self) -> (&'static str, &'static str) {
        match self {
            Self::Missing => ("missing", "missing"),
            Self::Type => ("type", "has another type"),
            Self::Range => ("range", "is out of range"),
            Self::Length => ("length", "is too short or too long"),
            Self::Count => ("count", "has too few or too many members"),
            Self::Order => ("order", "is not in ascending order"),
            Self::UnknownKey => ("unknown-key", "holds a key that this version does not know"),
            Self::UnsafeName => ("unsafe-name", "is not a safe file name"),
            Self::Contradiction => ("contradiction", "contradicts another field"),
        }
    }
}

impl Explain for ParseError {
    fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "format.too-long",
            Self::Malformed { .. } => "format.malformed",
            Self::Field { .. } => "format.field",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::TooLong { bytes, max } => vec![("bytes", (*bytes).into()), ("max", (*max).into())],
            Self::Malformed { at, rule } => vec![("at", (*at).into()), ("rule", Fact::text(rule.name()))],
            Self::Field { field, at, problem } => {
                vec![
                    ("field", Fact::text(field)),
                    ("at", (*at).into()),
                    ("problem", Fact::text(problem.name())),
                ]
            }
        }
    }
}
