use std::io::Cursor;

use png::{ColorType, InterlaceInfo, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::PictureError;

/// The largest file that is read: photographs of today's telephones take 2 to 12 MiB.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// The most pixels that are decoded: twice of what telephones save by default. What a picture would unpack to is known
/// from its header, so a file of a few bytes cannot fill the memory.
pub const MAX_PIXELS: usize = 1 << 25;

/// The most scans of a progressive JPEG; encoders write about ten, and each costs as much time as a whole picture.
const MAX_SCANS: usize = 32;

/// Whether `bytes` begin like a picture, one that is read here or another.
pub fn is_picture(bytes: &[u8]) -> bool {
    Format::of(bytes).is_some()
}

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Format {
    Png,
    Jpeg,
    Other(&'static str),
}

impl Format {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Other("GIF")),
            [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => Some(Self::Other("TIFF")),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Other("PDF")),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Other("WebP")),
            [0, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f', ..] => Some(Self::Other("AVIF")),
            [0, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', ..] => Some(Self::Other("HEIC")),
            _ => None,
        }
    }
}

/// A picture in shades of gray, row by row: 0 is black.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Gray {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Gray {
    /// Decodes a file within the limits, whatever orientation it notes: a QR code has its own.
    pub(crate) fn decode(file: &[u8]) -> Result<Self, PictureError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(PictureError::TooLarge { bytes: file.len() });
        }
        match Format::of(file) {
            Some(Format::Png) => png(file),
            Some(Format::Jpeg) => jpeg(file),
            Some(Format::Other(format)) => Err(PictureError::Format { format }),
            None => Err(PictureError::Format { format: "such" }),
        }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    /// The picture with `factor` by `factor` pixels made one, which also takes noise away.
    pub(crate) fn reduced(&self, factor: usize) -> Self {
        let (width, height) = (self.width / factor, self.height / factor);
        let mean = |at: usize| {
            let (x, y) = (at % width * factor, at / width * factor);
            let rows = (y..y + factor).map(|y| &self.pixels[y * self.width + x..][..factor]);
            let sum: usize = rows.flatten().map(|shade| usize::from(*shade)).sum();
            u8::try_from(sum / (factor * factor)).expect("the mean of bytes")
        };
        Self { width, height, pixels: (0..width * height).map(mean).collect() }
    }

    /// The picture with each pixel made the mean of the three by three around it; a border of one pixel goes.
    pub(crate) fn smoothed(&self) -> Self {
        let (width, height) = (self.width.saturating_sub(2), self.height.saturating_sub(2));
        let mean = |at: usize| {
            let (x, y) = (at % width, at / width);
            let rows = (y..y + 3).map(|y| &self.pixels[y * self.width + x..][..3]);
            let sum: u16 = rows.flatten().map(|shade| u16::from(*shade)).sum();
            u8::try_from(sum / 9).expect("the mean of bytes")
        };
        Self { width, height, pixels: (0..width * height).map(mean).collect() }
    }

    /// The picture with each pixel made two by two, the new ones between their neighbours.
    pub(crate) fn doubled(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let between = |at: usize| {
            let (x, y) = (at % width, at / width);
            let (right, below) = (x.div_ceil(2).min(self.width - 1), y.div_ceil(2).min(self.height - 1));
            let corners = [(x / 2, y / 2), (right, y / 2), (x / 2, below), (right, below)];
            let sum: u16 = corners.map(|(x, y)| u16::from(self.at(x, y))).iter().sum();
            u8::try_from(sum / 4).expect("the mean of bytes")
        };
        Self { width, height, pixels: (0..width * height).map(between).collect() }
    }
}

/// Refuses what would unpack to too much, before anything is unpacked.
fn pixels(width: usize, height: usize) -> Result<usize, PictureError> {
    let too_many = PictureError::TooManyPixels { width, height };
    width.checked_mul(height).filter(|pixels| *pixels <= MAX_PIXELS).ok_or(too_many)
}

/// Row by row, so that no more than one row is there in colours.
fn png(file: &[u8]) -> Result<Gray, PictureError> {
    let damaged = |_| PictureError::Damaged { format: "PNG" };
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(damaged)?;
    let [width, height] =
        [header.width, header.height].map(|side| usize::try_from(side).unwrap_or(usize::MAX));
    let mut gray = vec![255; pixels(width, height)?];
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (color, _) = reader.output_color_type();
    let (mut line, mut shades) = (0, Vec::with_capacity(width));
    while let Some(row) = reader.next_interlaced_row().map_err(damaged)? {
        shades.clear();
        shades.extend(row.data().chunks_exact(color.samples()).map(|pixel| shade(color, pixel)));
        match row.interlace() {
            InterlaceInfo::Null(_) => {
                gray[line * width..][..width].copy_from_slice(&shades[..width]);
                line += 1;
            }
            InterlaceInfo::Adam7(info) => png::expand_interlaced_row(&mut gray, width, &shades, info, 8),
        }
    }
    Ok(Gray { width, height, pixels: gray })
}

/// How bright a pixel of a PNG is (ITU-R BT.601), on white paper where it is transparent.
fn shade(color: ColorType, pixel: &[u8]) -> u8 {
    let (gray, alpha) = match (color, pixel) {
        (ColorType::Grayscale, [gray]) => (u32::from(*gray), 255),
        (ColorType::GrayscaleAlpha, [gray, alpha]) => (u32::from(*gray), u32::from(*alpha)),
        (_, [red, green, blue, alpha @ ..]) => {
            let luma = 299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue);
            (luma / 1000, alpha.first().map_or(255, |alpha| u32::from(*alpha)))
        }
        _ => (255, 255),
    };
    u8::try_from((gray * alpha + 255 * (255 - alpha)) / 255).expect("between two bytes")
}

fn jpeg(file: &[u8]) -> Result<Gray, PictureError> {
    let damaged = |_| PictureError::Damaged { format: "JPEG" };
    let options = DecoderOptions::new_safe()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MAX_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder.dimensions().ok_or(PictureError::Damaged { format: "JPEG" })?;
    let expected = pixels(width, height)?;
    let gray = decoder.decode().map_err(damaged)?;
    if gray.len() != expected {
        return Err(PictureError::Damaged { format: "JPEG" });
    }
    Ok(Gray { width, height, pixels: gray })
}

#[cfg(test)]
mod tests;
