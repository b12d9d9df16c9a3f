use format::{Explain, Fact};
use qrcode::render::svg;
use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, EcLevel};
use thiserror::Error;

/// Light modules around a code, so that scanners see where it ends (ISO/IEC 18004 §9.1).
const QUIET_ZONE: usize = 4;

/// Pixels a module in a file: at 300 dots an inch a module is 0.7 mm, and a license of ten rows 5 cm.
const MODULE_PIXELS: usize = 8;

/// A QR code of a signed text.
#[derive(Clone)]
pub struct QrCode {
    code: qrcode::QrCode,
}

impl QrCode {
    /// The code of `text`, a signed text: without separators it fits the alphanumeric mode (SPEC §3.6).
    ///
    /// A quarter of a code may be lost to dirt or glare in a short text, and less in one that would not fit otherwise.
    ///
    /// # Errors
    ///
    /// [`TooLongForQr`]: it does not fit the greatest QR code.
    pub fn of(text: &str) -> Result<Self, TooLongForQr> {
        let symbols: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let with = |level| qrcode::QrCode::with_error_correction_level(symbols.as_bytes(), level);
        let code = with(EcLevel::M).or_else(|_| with(EcLevel::L));
        Ok(Self { code: code.map_err(|_| TooLongForQr { symbols: symbols.len() })? })
    }

    /// The code in block characters: light on dark, as terminals are.
    pub fn terminal(&self) -> String {
        self.code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build()
    }

    /// The code as an SVG file.
    pub fn svg(&self) -> String {
        self.code.render::<svg::Color<'_>>().module_dimensions(4, 4).build()
    }

    /// The code as a PNG file, black on white.
    pub fn png(&self) -> Vec<u8> {
        let side = (self.code.width() + 2 * QUIET_ZONE) * MODULE_PIXELS;
        let pixels: Vec<u8> = (0..side * side).map(|at| self.shade(at % side, at / side)).collect();
        let mut file = Vec::new();
        let side = u32::try_from(side).expect("a code has at most 177 modules");
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a vector takes all bytes");
        writer.write_image_data(&pixels).expect("as many pixels as the header says");
        writer.finish().expect("a vector takes all bytes");
        file
    }

    /// 0 for black, 255 for white.
    fn shade(&self, x: usize, y: usize) -> u8 {
        let width = self.code.width();
        let module = |at: usize| (at / MODULE_PIXELS).checked_sub(QUIET_ZONE).filter(|at| *at < width);
        match (module(x), module(y)) {
            (Some(x), Some(y)) if self.code[(x, y)] == Color::Dark => 0,
            _ => 255,
        }
    }
}

/// The text is too long for the greatest QR code.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("{symbols} characters do not fit a QR code")]
#[non_exhaustive]
pub struct TooLongForQr {
    /// How many characters there are, of 4,296 at most.
    pub symbols: usize,
}

impl Explain for TooLongForQr {
    fn code(&self) -> &'static str {
        "pictures.too-long-for-qr"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("symbols", self.symbols.into())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_fits_and_a_novel_does_not() {
        let rows = "0123456789ABCDEFGHJKMNPQR\n".repeat(20);
        assert!(QrCode::of(&rows).is_ok());
        assert!(QrCode::of(&"A".repeat(4296)).is_ok());
        assert_eq!(QrCode::of(&"A".repeat(4297)).err(), Some(TooLongForQr { symbols: 4297 }));
    }

    #[test]
    fn separators_are_left_out() {
        let width = |text: &str| QrCode::of(text).unwrap().code.width();
        assert_eq!(width(&"A".repeat(20)), width(&"AAAAA-AAAAA\n".repeat(2)));
    }
}
