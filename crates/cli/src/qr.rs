//! The signed text as a QR code in the terminal (SPEC §3.2): without separators it fits the alphanumeric mode.

use format::{Explain, Fact};
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use thiserror::Error;

/// The document is too long for the greatest QR code.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("{symbols} characters do not fit a QR code")]
pub(crate) struct TooLongForQr {
    symbols: usize,
}

impl Explain for TooLongForQr {
    fn code(&self) -> &'static str {
        "cli.too-long-for-qr"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("symbols", self.symbols.into())]
    }
}

/// A QR code of `text` in block characters: light on dark, as terminals are.
pub(crate) fn in_terminal(text: &str) -> Result<String, TooLongForQr> {
    let symbols: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let too_long = |_| TooLongForQr { symbols: symbols.len() };
    let code = QrCode::with_error_correction_level(symbols.as_bytes(), EcLevel::M).map_err(too_long)?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_fits_and_a_novel_does_not() {
        let rows = "0123456789ABCDEFGHJKMNPQR\n".repeat(20);
        assert!(in_terminal(&rows).is_ok());
        assert_eq!(in_terminal(&"A".repeat(5000)), Err(TooLongForQr { symbols: 5000 }));
    }
}
