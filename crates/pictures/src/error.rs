use format::{Explain, Fact, Number};
use thiserror::Error;

use crate::gray::{MAX_FILE_BYTES, MAX_PIXELS};

/// Why no signed text could be taken from a picture.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PictureError {
    /// A picture, but of a format that is not read.
    #[error("{format} pictures are not read, only PNG and JPEG")]
    Format {
        /// The name of the format.
        format: &'static str,
    },
    /// The file is larger than [`MAX_FILE_BYTES`].
    #[error("the picture has {bytes} bytes, the limit is {MAX_FILE_BYTES}")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
    },
    /// More than [`MAX_PIXELS`] pixels.
    #[error("the picture has {width} by {height} pixels, more than {MAX_PIXELS}")]
    TooManyPixels {
        /// Pixels a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// It cannot be decoded as what it begins like.
    #[error("the {format} picture is damaged")]
    Damaged {
        /// The name of the format.
        format: &'static str,
    },
    /// Looking for a code was given up.
    #[error("no QR code was found in the picture in {seconds} seconds")]
    TakesTooLong {
        /// How long was looked.
        seconds: u64,
    },
    /// There is no QR code in it.
    #[error("no QR code was found in the picture")]
    NoCode,
    /// There is a QR code, which cannot be read.
    #[error("the QR code in the picture cannot be read")]
    Unreadable,
    /// There are QR codes, none of them a signed text.
    #[error("none of the {codes} QR codes in the picture is a signed text")]
    NotOurs {
        /// How many codes were read.
        codes: usize,
    },
    /// There are several signed texts, and it cannot be told which one is meant.
    #[error("there are {} signed texts in the picture", numbers.len())]
    Several {
        /// Their numbers.
        numbers: Vec<Number>,
    },
}

impl Explain for PictureError {
    fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "pictures.format",
            Self::TooLarge { .. } => "pictures.too-large",
            Self::TooManyPixels { .. } => "pictures.too-many-pixels",
            Self::Damaged { .. } => "pictures.damaged",
            Self::TakesTooLong { .. } => "pictures.takes-too-long",
            Self::NoCode => "pictures.no-code",
            Self::Unreadable => "pictures.unreadable",
            Self::NotOurs { .. } => "pictures.not-ours",
            Self::Several { .. } => "pictures.several",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Format { format } | Self::Damaged { format } => vec![("format", Fact::text(format))],
            Self::TooLarge { bytes } => vec![("bytes", (*bytes).into()), ("limit", MAX_FILE_BYTES.into())],
            Self::TooManyPixels { width, height } => {
                vec![("width", (*width).into()), ("height", (*height).into()), ("limit", MAX_PIXELS.into())]
            }
            Self::TakesTooLong { seconds } => vec![("seconds", (*seconds).into())],
            Self::NoCode | Self::Unreadable => Vec::new(),
            Self::NotOurs { codes } => vec![("codes", (*codes).into())],
            Self::Several { numbers } => {
                let listed: Vec<String> = numbers.iter().map(Number::to_string).collect();
                vec![("count", numbers.len().into()), ("numbers", Fact::text(listed.join(", ")))]
            }
        }
    }
}
