use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, Rgba, RgbaImage};

use super::*;

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A picture whose shades go from black at the left to white at the right.
fn ramp() -> RgbaImage {
    RgbaImage::from_fn(256, 3, |x, _| {
        let shade = u8::try_from(x).unwrap();
        Rgba([shade, shade, shade, 255])
    })
}

/// What every encoding of [`ramp`] must come to, within what JPEG loses.
fn is_ramp(gray: &Gray) -> bool {
    let near = |x: usize| gray.at(x, 1).abs_diff(u8::try_from(x).unwrap()) <= 4;
    (gray.width(), gray.height()) == (256, 3) && (0..256).all(near)
}

#[test]
fn every_colour_type_gives_the_same_shades() {
    let ramp = DynamicImage::from(ramp());
    let pictures: [DynamicImage; 7] = [
        ramp.to_luma8().into(),
        ramp.to_luma_alpha8().into(),
        ramp.to_rgb8().into(),
        ramp.to_luma16().into(),
        ramp.to_luma_alpha16().into(),
        ramp.to_rgb16().into(),
        ramp.to_rgba16().into(),
    ];
    for picture in pictures {
        assert!(is_ramp(&Gray::decode(&file(&picture, ImageFormat::Png)).unwrap()), "{:?}", picture.color());
    }
    for picture in [ramp.to_luma8().into(), DynamicImage::from(ramp.to_rgb8())] {
        assert!(is_ramp(&Gray::decode(&file(&picture, ImageFormat::Jpeg)).unwrap()), "{:?}", picture.color());
    }
}

#[test]
fn what_is_transparent_lies_on_white_paper() {
    let picture = DynamicImage::from(RgbaImage::from_pixel(2, 2, Rgba([0, 0, 0, 0])));
    assert_eq!(Gray::decode(&file(&picture, ImageFormat::Png)).unwrap().pixels, [255; 4]);
}

#[test]
fn colours_are_as_bright_as_they_look() {
    let shade_of = |colour| {
        let picture = DynamicImage::from(image::RgbImage::from_pixel(1, 1, Rgb(colour)));
        Gray::decode(&file(&picture, ImageFormat::Png)).unwrap().pixels[0]
    };
    assert_eq!([shade_of([255, 0, 0]), shade_of([0, 255, 0]), shade_of([0, 0, 255])], [76, 149, 29]);
}

#[test]
fn palettes_single_bits_and_interlacing_are_read() {
    for interlaced in [[8, 0], [8, 1]] {
        let (palette, pixels) = ([[0, 0, 0], [255, 255, 255]], [0b0101_0000, 0b1010_0000]);
        let file =
            png_file(4, 2, 1, 3, interlaced[1], &palette.concat(), &scanlines(&pixels, interlaced[1] == 1));
        let gray = Gray::decode(&file).unwrap();
        assert_eq!(gray.pixels, [0, 255, 0, 255, 255, 0, 255, 0], "interlaced: {}", interlaced[1]);
    }
}

/// Four by two pixels of one bit, as they stand in a file with their filter bytes: row by row, or in Adam7's passes.
fn scanlines(rows: &[u8; 2], is_interlaced: bool) -> Vec<u8> {
    if !is_interlaced {
        return vec![0, rows[0], 0, rows[1]];
    }
    let bit = |x: u8, y: usize| rows[y] << x & 0x80;
    // Passes 1, 4, 6 and 7 have pixels here: (0,0); (2,0); (1,0) and (3,0); the second row.
    vec![0, bit(0, 0), 0, bit(2, 0), 0, bit(1, 0) | bit(3, 0) >> 1, 0, rows[1]]
}

fn png_file(
    width: u32,
    height: u32,
    depth: u8,
    color: u8,
    interlaced: u8,
    palette: &[u8],
    lines: &[u8],
) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let header =
        [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, color, 0, 0, interlaced]].concat();
    // Stored, not compressed: RFC 1950 §2.2, RFC 1951 §3.2.4.
    let length = u16::try_from(lines.len()).unwrap();
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in lines {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let sum = (high << 16 | low).to_be_bytes();
    let data = [&[0x78, 1, 1], &length.to_le_bytes()[..], &(!length).to_le_bytes(), lines, &sum].concat();
    for (name, content) in [(b"IHDR", &header[..]), (b"PLTE", palette), (b"IDAT", &data), (b"IEND", &[])] {
        file.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        file.extend([&name[..], content].concat());
        file.extend(crc(&[&name[..], content].concat()).to_be_bytes());
    }
    file
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_by_its_header() {
    let header = |width, height| png_file(width, height, 8, 2, 0, &[], &[]);
    let too_many = PictureError::TooManyPixels { width: 100_000, height: 100_000 };
    assert_eq!(Gray::decode(&header(100_000, 100_000)), Err(too_many));
    let (width, height) = (1 << 13, (1 << 12) + 1);
    assert!(matches!(Gray::decode(&header(width, height)), Err(PictureError::TooManyPixels { .. })));
    assert_eq!(Gray::decode(&header(width, height - 1)), Err(PictureError::Damaged { format: "PNG" }));

    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&DynamicImage::from(ramp()).to_luma8()).unwrap();
    let sizes = jpeg.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap() + 5;
    jpeg[sizes..sizes + 4].copy_from_slice(&[0xff; 4]);
    let side = usize::from(u16::MAX);
    assert_eq!(Gray::decode(&jpeg), Err(PictureError::TooManyPixels { width: side, height: side }));
}

#[test]
fn a_file_of_too_many_bytes_is_refused_before_it_is_looked_at() {
    let bytes = MAX_FILE_BYTES + 1;
    assert_eq!(Gray::decode(&vec![0x89; bytes]), Err(PictureError::TooLarge { bytes }));
}

#[test]
fn cut_off_pictures_are_damaged() {
    let picture = DynamicImage::from(ramp());
    let png = file(&picture, ImageFormat::Png);
    assert_eq!(Gray::decode(&png[..png.len() / 2]), Err(PictureError::Damaged { format: "PNG" }));
    let jpeg = file(&DynamicImage::from(picture.to_rgb8()), ImageFormat::Jpeg);
    assert_eq!(Gray::decode(&jpeg[..40]), Err(PictureError::Damaged { format: "JPEG" }));
}

#[test]
fn pictures_are_told_by_their_first_bytes() {
    let format = |bytes: &[u8]| Gray::decode(bytes).unwrap_err();
    for (bytes, name) in [
        (&b"GIF89a"[..], "GIF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypmif1", "HEIC"),
        (b"\0\0\0\x18ftypavif", "AVIF"),
        (b"%PDF-1.7", "PDF"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
    ] {
        assert!(is_picture(bytes), "{name}");
        assert_eq!(format(bytes), PictureError::Format { format: name });
    }
    for bytes in [&b""[..], b"DEMO-PW59D", b"\x84\x4d\xa2", b"RIFF-PW59D-N3RQP", b"GIF8", b"\xff\xfeD\0"] {
        assert!(!is_picture(bytes));
    }
}

#[test]
fn halves_and_doubles_keep_what_is_to_be_seen() {
    let picture = Gray { width: 5, height: 2, pixels: vec![0, 0, 200, 200, 9, 0, 0, 200, 200, 9] };
    let half = Gray { width: 2, height: 1, pixels: vec![0, 200] };
    assert_eq!(picture.reduced(2), half);
    assert_eq!(half.doubled().pixels, [0, 100, 200, 200, 0, 100, 200, 200]);
}
