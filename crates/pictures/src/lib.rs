//! The signed text as a QR code (SPEC §3.6): drawn for a terminal or a file, and found in a photograph.
//!
//! Nothing here is trusted or verified: a picture gives a text, and the text goes the road of every pasted text.
//!
//! ```
//! use format::NumberKind;
//! use pictures::{QrCode, signed_text};
//!
//! # let id = format::NumberId::from_random([7; 12]);
//! # let document = [&[0x84, 0x4d][..], &[1; 13], &[0xa0, 0x58, 0x18], &[2; 24], &[0x58, 64], &[3; 64]].concat();
//! # let number = format::Number { prefix: format::Prefix::new("DEMO").unwrap(), kind: NumberKind::License, id };
//! # let text = format::write_text(number, &document);
//! let picture = QrCode::of(&text)?.png();
//! assert_eq!(signed_text(&picture, NumberKind::License)?, text.replace(['-', '\n'], ""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod corners;
mod draw;
mod error;
mod gray;
mod look;

pub use draw::{QrCode, TooLongForQr};
pub use error::PictureError;
pub use gray::{MAX_FILE_BYTES, MAX_PIXELS, is_picture};
pub use look::signed_text;
