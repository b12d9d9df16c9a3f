//! A coupon as a person hands it in.

use std::io::stdin;
use std::path::Path;

use console::{Corrected, Failure, RepairArgs, Ui};
use format::{Number, NumberKind};
use ledger::{CouponRef, Ledger};

use crate::input::is_kind;
use crate::vendor::judged;

/// A coupon as it was given: by its number, or whole and verified.
pub(super) enum GivenCoupon {
    Number(Number),
    Document(Vec<u8>),
}

impl GivenCoupon {
    /// A number is a number; anything that names a file is read; the rest is a text, unless it looks like a path. A
    /// text may be damaged, and stands below the number of the very coupon that it holds.
    pub(super) fn read(
        given: &str,
        repair: RepairArgs,
        ledger: &Ledger,
        ui: &mut Ui,
    ) -> Result<(Self, Vec<Corrected>), Failure> {
        let bytes = bytes_of(given)?;
        if let Some(number) = number_in(&bytes) {
            return Ok((Self::Number(is_kind(number, NumberKind::Coupon)?), Vec::new()));
        }
        if bytes == given.as_bytes() && !given.trim().contains(char::is_whitespace) {
            // One word that names no file is a number, and this one is mistyped.
            given.parse::<Number>()?;
        }
        let root = ledger.folder().trusted_root().map_err(judged)?;
        let read = keyslip::repair_coupon(&root, &bytes).map_err(Failure::refused)?;
        let corrections = repair.accept(&read.corrections, ui)?;
        Ok((Self::Document(read.document), corrections))
    }

    pub(super) fn as_ref(&self) -> CouponRef<'_> {
        match self {
            Self::Number(number) => CouponRef::Number(*number),
            Self::Document(bytes) => CouponRef::Document(bytes),
        }
    }
}

/// What was given, of a picture the text in its QR code.
fn bytes_of(given: &str) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(pictures::MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let bytes = if given == "-" {
        disk::read_stream(stdin().lock(), Path::new("-"), limit)?
    } else if Path::new(given).exists() || looks_like_path(given) {
        disk::read_limited(Path::new(given), limit)?
    } else {
        given.as_bytes().to_vec()
    };
    if pictures::is_picture(&bytes) {
        return Ok(pictures::signed_text(&bytes, NumberKind::Coupon)?.into_bytes());
    }
    Ok(bytes)
}

/// The number, where there is nothing else.
fn number_in(bytes: &[u8]) -> Option<Number> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// Is it the path of a file, though of one that is not there? No number and no text has a dot or a slash in it.
fn looks_like_path(given: &str) -> bool {
    !given.contains('\n') && given.contains(['.', '/', '\\'])
}
