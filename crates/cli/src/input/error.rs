use format::{Explain, Fact, Language, Number, ReleaseNumberError};
use thiserror::Error;

/// Why a typed value cannot be used.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum InputError {
    /// A target without a name.
    #[error("{text:?} has no name before its bounds")]
    TargetName { text: String },
    /// A word in a target that is neither a bound nor a release.
    #[error("{word:?} is neither a bound nor a release number")]
    TargetWord { word: String },
    /// Two lower or two upper bounds.
    #[error("{text:?} bounds the same side twice")]
    TargetTwice { text: String },
    /// Bounds that nothing fits.
    #[error("{text:?} fits no release")]
    TargetEmpty { text: String },
    /// A range without two ends.
    #[error("{text:?} is not a range")]
    Range { text: String },
    /// A release number in a target or a range.
    #[error(transparent)]
    Release(#[from] ReleaseNumberError),
    /// A file or a text without its language.
    #[error("{text:?} does not say its language")]
    Language { text: String },
    /// A feature with its limit.
    #[error("{text:?} is not a feature with its limit")]
    Feature { text: String },
    /// A free field without a name.
    #[error("{text:?} is not a field with its value")]
    FreeField { text: String },
    /// A name of no letters.
    #[error("{text:?} holds no name")]
    NoName { text: String },
    /// Nothing was said where a reason is wanted.
    #[error("the reason is empty")]
    NoReason,
    /// Two names or two files in one language, where one would silently win.
    #[error("{language} is given twice")]
    LanguageTwice { language: Language },
    /// Not the short name of a distribution.
    #[error("{text:?} is not the short name of a distribution")]
    Distribution { text: String },
    /// A license's number where a coupon's is wanted, or the other way round.
    #[error("{number} is a {}", number.kind.document().name())]
    OtherKind { number: Number },
}

impl Explain for InputError {
    fn code(&self) -> &'static str {
        match self {
            Self::TargetName { .. } => "cli.target-name",
            Self::TargetWord { .. } => "cli.target-word",
            Self::TargetTwice { .. } => "cli.target-twice",
            Self::TargetEmpty { .. } => "cli.target-empty",
            Self::Range { .. } => "cli.range",
            Self::Release(error) => error.code(),
            Self::Language { .. } => "cli.language",
            Self::Feature { .. } => "cli.feature-limit",
            Self::FreeField { .. } => "cli.free-field",
            Self::NoName { .. } => "cli.no-name",
            Self::NoReason => "cli.no-reason",
            Self::LanguageTwice { .. } => "cli.language-twice",
            Self::Distribution { .. } => "cli.distribution",
            Self::OtherKind { .. } => "cli.other-kind",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::TargetWord { word } => vec![("word", Fact::text(word))],
            Self::Release(error) => error.facts(),
            Self::NoReason => Vec::new(),
            Self::LanguageTwice { language } => vec![("language", Fact::text(language))],
            Self::OtherKind { number } => {
                vec![("number", Fact::text(number)), ("kind", Fact::text(number.kind.document().name()))]
            }
            Self::TargetName { text }
            | Self::TargetTwice { text }
            | Self::TargetEmpty { text }
            | Self::Range { text }
            | Self::Language { text }
            | Self::Feature { text }
            | Self::FreeField { text }
            | Self::NoName { text }
            | Self::Distribution { text } => vec![("text", Fact::text(text))],
        }
    }
}
