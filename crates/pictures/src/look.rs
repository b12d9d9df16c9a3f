use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use format::{Number, NumberKind, SignedText};
use rqrr::PreparedImage;

use crate::gray::Gray;
use crate::{PictureError, corners};

/// The widths and heights to which a picture is brought: a code shows best where its modules have three to ten pixels.
/// What is a little larger is also looked at as it is, what is smaller also doubled.
const SIDES: [usize; 3] = [800, 1600, 3200];

/// The least code has 21 by 21 modules.
const LEAST_SIDE: usize = 21;

/// The most codes that are read in one picture: a sheet of coupons has a dozen.
const MAX_CODES: usize = 64;

/// The most places of one view that may look like a corner of a code: above, the view is not searched, since that would
/// take time and memory without end. Each code has three; noise that has more shows less of it in a smaller view.
const MAX_CORNERS: usize = 256;

/// How long is looked for a code. A photograph takes well below a second; the search compares all that looks like a corner
/// of a code with one another, so a picture made of such corners would take hours.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// The signed text in the QR codes of a PNG or JPEG file: of several codes the one that is ours, of several of ours the
/// one that is a `wanted`; **nothing is verified**.
///
/// # Errors
///
/// A [`PictureError`].
pub fn signed_text(picture: &[u8], wanted: NumberKind) -> Result<String, PictureError> {
    signed_text_within(TIME_LIMIT, picture, wanted)
}

/// Looks in a thread of its own, which is left behind when its time is over and stops at its next view; a fault of a
/// decoder stays there, too.
fn signed_text_within(limit: Duration, picture: &[u8], wanted: NumberKind) -> Result<String, PictureError> {
    let (file, asked) = (picture.to_vec(), Arc::new(()));
    let (still_asked, (sender, receiver)) = (Arc::downgrade(&asked), mpsc::channel());
    thread::spawn(move || {
        let found = Gray::decode(&file).and_then(|picture| look(&picture, wanted, &still_asked));
        // Whoever asked may be gone.
        let _ = sender.send(found);
    });
    receiver.recv_timeout(limit).unwrap_or_else(|error| match error {
        RecvTimeoutError::Timeout => Err(PictureError::TakesTooLong { seconds: limit.as_secs() }),
        RecvTimeoutError::Disconnected => Err(PictureError::Unreadable),
    })
}

fn look(picture: &Gray, wanted: NumberKind, still_asked: &Weak<()>) -> Result<String, PictureError> {
    let mut seen = Seen::default();
    for dark in [Dark::IsDark, Dark::IsLight] {
        for view in views(picture).take_while(|_| still_asked.strong_count() > 0) {
            seen.look(&view, dark);
            if !seen.ours.is_empty() {
                return seen.choose(wanted);
            }
        }
    }
    seen.choose(wanted)
}

/// Whether a code's dark modules are dark: on a light terminal they are not.
#[derive(Clone, Copy)]
enum Dark {
    IsDark,
    IsLight,
}

/// The picture in several sizes, sharp and smoothed against noise, made as they are asked for.
fn views(picture: &Gray) -> impl Iterator<Item = Cow<'_, Gray>> {
    let (short, long) = (picture.width().min(picture.height()), picture.width().max(picture.height()));
    let mut factors: Vec<usize> = SIDES.iter().map(|side| long.div_ceil(*side)).collect();
    factors.extend((long <= SIDES[2] * 3 / 2).then_some(1));
    factors.dedup();
    factors.retain(|factor| (1..=short).contains(factor));
    let of_size = |factor| match factor {
        1 => Cow::Borrowed(picture),
        _ => Cow::Owned(picture.reduced(factor)),
    };
    let sharp = factors.clone().into_iter().map(of_size);
    let smoothed = factors.into_iter().map(move |factor| Cow::Owned(of_size(factor).smoothed()));
    let doubled = (1..=SIDES[1]).contains(&long).then(|| Cow::Owned(picture.doubled()));
    let can_hold_a_code = |view: &Cow<'_, Gray>| view.width().min(view.height()) >= LEAST_SIDE;
    sharp.chain(doubled).chain(smoothed).filter(can_hold_a_code)
}

/// What was seen so far.
#[derive(Default)]
struct Seen {
    ours: BTreeMap<String, Number>,
    others: usize,
    unreadable: bool,
    crowded: bool,
}

impl Seen {
    fn look(&mut self, view: &Gray, dark: Dark) {
        let shade = |x, y| match dark {
            Dark::IsDark => view.at(x, y),
            Dark::IsLight => 255 - view.at(x, y),
        };
        let mut prepared = PreparedImage::prepare_from_greyscale(view.width(), view.height(), shade);
        let goes_on = |x, y| prepared.get_pixel_at(x, y) == prepared.get_pixel_at(x - 1, y);
        let goes_down = |x, y| prepared.get_pixel_at(x, y) == prepared.get_pixel_at(x, y - 1);
        if corners::count((view.width(), view.height()), goes_on, goes_down) > MAX_CORNERS {
            self.crowded = true;
            return;
        }
        let mut others = 0;
        for grid in prepared.detect_grids().into_iter().take(MAX_CODES) {
            match grid.decode() {
                Ok((_, text)) => match SignedText::read(&text) {
                    Ok(signed) => drop(self.ours.insert(text, signed.number())),
                    Err(_) => others += 1,
                },
                Err(_) => self.unreadable = true,
            }
        }
        self.others = self.others.max(others);
    }

    fn choose(mut self, wanted: NumberKind) -> Result<String, PictureError> {
        if self.ours.values().any(|number| number.kind == wanted) {
            self.ours.retain(|_, number| number.kind == wanted);
        }
        if self.ours.len() > 1 {
            return Err(PictureError::Several { numbers: self.ours.into_values().collect() });
        }
        match (self.ours.pop_first(), self.others) {
            (Some((text, _)), _) => Ok(text),
            (None, 1..) => Err(PictureError::NotOurs { codes: self.others }),
            (None, 0) if self.unreadable || self.crowded => Err(PictureError::Unreadable),
            (None, 0) => Err(PictureError::NoCode),
        }
    }
}

#[cfg(test)]
mod tests;
