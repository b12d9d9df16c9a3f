use format::{NumberId, Prefix, write_text};
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma, imageops};

use super::*;
use crate::QrCode;

/// A text as a license with `payload` bytes of payload gives one; 72 is one without products, 400 one with many.
fn text(kind: NumberKind, seed: u8, payload: u8) -> String {
    let id = NumberId::from_random([seed; 12]);
    let noise = |count: u8| (0..count).map(move |at| at.wrapping_mul(167) ^ at.rotate_left(3) ^ seed);
    let mut document = vec![0x84, 0x4d];
    document.extend(noise(13));
    document.extend([0xa0, 0x58, payload]);
    document.extend(noise(payload));
    document.extend([0x58, 64]);
    document.extend(noise(64));
    write_text(Number { prefix: Prefix::new("DEMO").unwrap(), kind, id }, &document)
}

fn license() -> String {
    text(NumberKind::License, 7, 72)
}

/// The text as it stands in a code.
fn symbols(text: &str) -> String {
    text.replace(['-', '\n'], "")
}

fn code(text: &str) -> GrayImage {
    image::load_from_memory(&QrCode::of(text).unwrap().png()).unwrap().to_luma8()
}

fn png(picture: &GrayImage) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

fn jpeg(picture: &GrayImage, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality).encode_image(picture).unwrap();
    file
}

fn found(picture: &[u8]) -> Result<String, PictureError> {
    signed_text(picture, NumberKind::License)
}

#[test]
fn a_png_gives_back_the_text() {
    for payload in [24, 72, 255] {
        let text = text(NumberKind::License, 3, payload);
        assert_eq!(found(&QrCode::of(&text).unwrap().png()), Ok(symbols(&text)));
    }
}

#[test]
fn an_svg_gives_back_the_text() {
    let svg = QrCode::of(&license()).unwrap().svg();
    let width: u32 = svg.split_once("width=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
    let mut drawn = GrayImage::from_pixel(width, width, Luma([255]));
    let path = svg.split_once(" d=\"M").unwrap().1.split_once('"').unwrap().0;
    for rectangle in path.split('M') {
        let numbers: Vec<u32> =
            rectangle.split([' ', 'h', 'v', 'H', 'V']).map(|n| n.parse().unwrap()).collect();
        let &[left, top, width, height, ..] = &numbers[..] else { panic!("{rectangle}") };
        for (x, y) in (left..left + width).flat_map(|x| (top..top + height).map(move |y| (x, y))) {
            drawn.put_pixel(x, y, Luma([0]));
        }
    }
    assert_eq!(found(&png(&drawn)), Ok(symbols(&license())));
}

#[test]
fn a_photograph_of_a_terminal_gives_back_the_text_whether_the_terminal_is_dark_or_light() {
    let lines = QrCode::of(&license()).unwrap().terminal();
    let width = u32::try_from(lines.lines().next().unwrap().chars().count()).unwrap();
    let height = u32::try_from(lines.lines().count()).unwrap() * 2;
    for (paper, ink) in [(20, 230), (235, 15)] {
        let mut screen = GrayImage::from_pixel(width * 6 + 80, height * 6 + 80, Luma([paper]));
        let cells = (0..)
            .zip(lines.lines())
            .flat_map(|(y, line)| (0..).zip(line.chars()).map(move |(x, cell)| (x, y, cell)));
        for (x, y, cell) in cells {
            let halves: &[u32] = match cell {
                '█' => &[0, 1],
                '▀' => &[0],
                '▄' => &[1],
                _ => &[],
            };
            for (half, dx, dy) in halves.iter().flat_map(|half| (0..36).map(move |at| (half, at % 6, at / 6)))
            {
                screen.put_pixel(40 + x * 6 + dx, 40 + (y * 2 + half) * 6 + dy, Luma([ink]));
            }
        }
        assert_eq!(found(&jpeg(&screen, 60)), Ok(symbols(&license())), "paper {paper}");
    }
}

/// How a photograph was taken.
#[derive(Clone, Copy, Debug)]
struct Shot {
    /// The side of the picture in pixels; the code fills about half of it.
    side: u32,
    degrees: f32,
    /// How much narrower the far side of the sheet is than the near one.
    tilt: f32,
    /// The standard deviation of the blur, in pixels.
    blur: f32,
    /// The greatest deviation of a pixel.
    noise: u8,
    quality: u8,
}

/// What a sharp, upright, well lit photograph would be.
const PLAIN: Shot = Shot { side: 1000, degrees: 0.0, tilt: 0.0, blur: 0.0, noise: 0, quality: 90 };

#[expect(clippy::as_conversions, reason = "a test's picture is small")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "likewise"
)]
fn photograph(code: &GrayImage, shot: Shot) -> Vec<u8> {
    let (side, (sin, cos)) = (shot.side as f32, shot.degrees.to_radians().sin_cos());
    let scale = code.width() as f32 / (side * 0.55);
    let mut random = 12_345_u32;
    let picture = GrayImage::from_fn(shot.side, shot.side, |x, y| {
        let (x, y) = (x as f32 - side / 2.0, y as f32 - side / 2.0);
        let depth = 1.0 + shot.tilt * y / side;
        let (x, y) = ((x * cos - y * sin) / depth * scale, (x * sin + y * cos) / depth * scale);
        let half = code.width() as f32 / 2.0;
        let paper = imageops::interpolate_bilinear(code, x + half, y + half)
            .map_or(215.0, |pixel| f32::from(pixel[0]));
        // A desk lamp at the left: the right side gets half of the light.
        let light = 0.9 - 0.4 * (x / scale + side / 2.0) / side;
        Luma([((paper * 0.8 + 30.0) * light).clamp(0.0, 255.0) as u8])
    });
    let mut picture = if shot.blur > 0.0 { imageops::blur(&picture, shot.blur) } else { picture };
    for pixel in picture.pixels_mut().filter(|_| shot.noise > 0) {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let deviation = (random >> 16) as i16 % (2 * i16::from(shot.noise) + 1) - i16::from(shot.noise);
        pixel[0] = (i16::from(pixel[0]) + deviation).clamp(0, 255) as u8;
    }
    jpeg(&picture, shot.quality)
}

#[test]
fn a_photographed_license_is_read() {
    let code = code(&license());
    let shots = [
        PLAIN,
        Shot { degrees: 7.0, ..PLAIN },
        Shot { degrees: 33.0, ..PLAIN },
        Shot { degrees: 180.0, ..PLAIN },
        Shot { degrees: 271.0, ..PLAIN },
        Shot { tilt: 0.3, ..PLAIN },
        Shot { blur: 2.0, ..PLAIN },
        Shot { noise: 40, ..PLAIN },
        Shot { quality: 20, ..PLAIN },
        Shot { side: 400, ..PLAIN },
        Shot { side: 2500, blur: 5.0, noise: 40, ..PLAIN },
        Shot { degrees: 12.0, tilt: 0.2, blur: 1.5, noise: 25, quality: 60, ..PLAIN },
        Shot { side: 3000, degrees: 195.0, tilt: 0.25, blur: 4.0, noise: 30, quality: 60 },
    ];
    let unread: Vec<Shot> = shots
        .into_iter()
        .filter(|shot| found(&photograph(&code, *shot)) != Ok(symbols(&license())))
        .collect();
    assert!(unread.is_empty(), "{unread:?}");
}

#[test]
fn a_long_license_is_read_from_a_photograph_too() {
    let text = text(NumberKind::License, 9, 255);
    let shot = Shot { side: 2000, degrees: 5.0, tilt: 0.1, blur: 1.5, noise: 20, quality: 60 };
    assert_eq!(found(&photograph(&code(&text), shot)), Ok(symbols(&text)));
}

#[test]
fn a_mirrored_code_is_read() {
    let mirrored = imageops::flip_horizontal(&code(&license()));
    assert_eq!(found(&png(&mirrored)), Ok(symbols(&license())));
}

/// Codes side by side.
fn sheet(codes: &[GrayImage]) -> GrayImage {
    let side = codes.iter().map(GrayImage::width).max().unwrap_or(0);
    let mut sheet = GrayImage::from_pixel(side * u32::try_from(codes.len()).unwrap(), side, Luma([255]));
    for (at, code) in (0_i64..).zip(codes) {
        imageops::replace(&mut sheet, code, at * i64::from(side), 0);
    }
    sheet
}

#[test]
fn of_several_codes_the_one_that_is_ours_is_taken() {
    let picture = sheet(&[code("HTTPSEXAMPLEORG"), code(&license()), code("12345678")]);
    assert_eq!(found(&png(&picture)), Ok(symbols(&license())));
}

#[test]
fn of_a_license_and_a_coupon_the_wanted_one_is_taken() {
    let coupon = text(NumberKind::Coupon, 8, 60);
    let picture = png(&sheet(&[code(&coupon), code(&license())]));
    assert_eq!(signed_text(&picture, NumberKind::License), Ok(symbols(&license())));
    assert_eq!(signed_text(&picture, NumberKind::Coupon), Ok(symbols(&coupon)));
    let alone = png(&code(&coupon));
    assert_eq!(
        signed_text(&alone, NumberKind::License),
        Ok(symbols(&coupon)),
        "whoever asks says what it is instead"
    );
}

#[test]
fn two_licenses_in_one_picture_are_told_by_their_numbers_and_one_twice_is_one() {
    let other = text(NumberKind::License, 8, 72);
    let error = found(&png(&sheet(&[code(&license()), code(&other)]))).unwrap_err();
    let PictureError::Several { numbers } = error else { panic!("{error:?}") };
    assert_eq!(numbers.len(), 2);
    assert_eq!(found(&png(&sheet(&[code(&license()), code(&license())]))), Ok(symbols(&license())));
}

#[test]
fn pictures_without_a_signed_text_say_what_is_in_them() {
    assert_eq!(found(&png(&GrayImage::from_pixel(300, 200, Luma([255])))), Err(PictureError::NoCode));
    assert_eq!(found(&png(&GrayImage::from_pixel(1, 1, Luma([0])))), Err(PictureError::NoCode));
    let others = sheet(&[code("HTTPSEXAMPLEORG"), code("12345678")]);
    assert_eq!(found(&png(&others)), Err(PictureError::NotOurs { codes: 2 }));
    let mut spoilt = code(&license());
    let middle = spoilt.width() / 4;
    for (x, y) in (0..spoilt.width() / 2).flat_map(|x| (0..middle).map(move |y| (x, y))) {
        let pixel = spoilt.get_pixel_mut(middle + x, middle + y);
        pixel[0] = if (x / 8 + y / 8) % 2 == 0 { 0 } else { 255 };
    }
    assert_eq!(found(&png(&spoilt)), Err(PictureError::Unreadable));
}

#[test]
fn a_row_and_a_column_are_pictures_too() {
    for (width, height) in [(5000, 1), (1, 5000), (3, 4001)] {
        assert_eq!(found(&png(&GrayImage::new(width, height))), Err(PictureError::NoCode));
    }
}

#[test]
fn a_picture_full_of_corners_is_not_searched() {
    let corner = [0x7f, 0x41, 0x5d, 0x5d, 0x5d, 0x41, 0x7f];
    // 90,000 of them: to compare all with one another would take hours and gigabytes.
    let tiled = GrayImage::from_fn(2400, 2400, |x, y| {
        let row: u8 = corner.get(usize::try_from(y % 8).unwrap()).copied().unwrap_or_default();
        Luma([if row >> (7 - x % 8) & 1 == 1 { 0 } else { 255 }])
    });
    let mut seen = Seen::default();
    seen.look(&Gray::decode(&png(&tiled)).unwrap(), Dark::IsDark);
    assert!(seen.crowded);
    assert_eq!(seen.choose(NumberKind::License), Err(PictureError::Unreadable));
}

#[test]
fn a_picture_made_to_keep_us_busy_is_given_up() {
    let mut random = 1_u32;
    let noise = GrayImage::from_fn(2000, 2000, |_, _| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Luma([random.to_be_bytes()[0]])
    });
    let limit = Duration::from_millis(10);
    let given_up = Err(PictureError::TakesTooLong { seconds: 0 });
    assert_eq!(signed_text_within(limit, &png(&noise), NumberKind::License), given_up);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn no_bytes_behind_a_picture_s_first_ones_panic(bytes: Vec<u8>, is_png: bool) {
            let magic: &[u8] = if is_png { b"\x89PNG\r\n\x1a\n" } else { &[0xff, 0xd8, 0xff] };
            prop_assert!(found(&[magic, &bytes].concat()).is_err());
        }

        #[test]
        fn no_changed_byte_of_a_jpeg_panics(at: prop::sample::Index, byte: u8) {
            let mut file = photograph(&code(&license()), Shot { side: 300, ..PLAIN });
            let at = at.index(file.len());
            file[at] = byte;
            if let Ok(text) = found(&file) {
                prop_assert_eq!(text, symbols(&license()));
            }
        }

        #[test]
        fn no_painted_picture_panics(seed: Vec<(u8, u8, u8, u8, u8)>) {
            let mut picture = code(&license());
            for (x, y, width, height, shade) in seed {
                for (dx, dy) in (0..u32::from(width)).flat_map(|dx| (0..u32::from(height)).map(move |dy| (dx, dy))) {
                    let (x, y) = (u32::from(x) * 2 + dx, u32::from(y) * 2 + dy);
                    if x < picture.width() && y < picture.height() {
                        picture.put_pixel(x, y, Luma([shade]));
                    }
                }
            }
            if let Ok(text) = found(&png(&picture)) {
                prop_assert_eq!(text, symbols(&license()));
            }
        }
    }
}
