use std::io::{self, IsTerminal};
use std::path::Path;

use console::{Failure, Ui, values};
use disk::DiskError;
use format::{Asked, Digest, DistributionId, Number, NumberKind, SignedText, TextError};

use crate::context::AskedError;
use crate::unverified_kind;

/// What a person handed in: `-` for the standard input, a file's path, or the signed text itself. Of a picture it is the
/// text of the QR code, of several the one of the `wanted` kind.
///
/// The limit is that of pictures; documents and texts have smaller ones of their own.
pub(crate) fn read(named: &str, wanted: NumberKind, ui: &mut Ui) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(pictures::MAX_FILE_BYTES).unwrap_or(u64::MAX);
    if named == "-" && io::stdin().is_terminal() {
        // Who sees an empty line waits for the program, and it waits for them.
        ui.note("site-paste", &values![kind = wanted.document().name()]);
    }
    let read = match named {
        "-" => disk::read_stream(io::stdin().lock(), Path::new("-"), limit),
        _ => disk::read_limited(Path::new(named), limit),
    };
    match read {
        Err(DiskError::Missing { .. } | DiskError::Io { .. }) if is_signed_text(named) => {
            Ok(named.as_bytes().to_vec())
        }
        Ok(bytes) if pictures::is_picture(&bytes) => Ok(pictures::signed_text(&bytes, wanted)?.into_bytes()),
        read => {
            let bytes = read?;
            unverified_kind::expect_numbered(wanted, &bytes, Path::new(named))?;
            Ok(bytes)
        }
    }
}

/// Whether it begins with a number, and so is no path but the text of a document.
fn is_signed_text(text: &str) -> bool {
    !matches!(
        SignedText::read(text),
        Err(TextError::Number(_) | TextError::Empty | TextError::TooLong { .. })
    )
}

/// The id of a distribution.
pub(crate) fn distribution_id(text: &str) -> Result<DistributionId, AskedError> {
    DistributionId::new(text).ok_or_else(|| AskedError::Distribution { text: text.to_owned() })
}

/// A configuration that releases are asked for: its technical name, and its release behind an `@` if it is known.
pub(crate) fn asked(text: &str) -> Result<Asked, AskedError> {
    let wrong = || AskedError::Asked { text: text.to_owned() };
    let (name, release) = match text.rsplit_once('@') {
        Some((name, release)) => (name, Some(release.parse().map_err(|_| wrong())?)),
        None => (text, None),
    };
    match name.trim() {
        "" => Err(wrong()),
        name => Ok(Asked::configuration(name, release)),
    }
}

/// A SHA-256 in hexadecimal.
pub(crate) fn digest(text: &str) -> Result<Digest, AskedError> {
    Digest::from_hex(text.trim()).ok_or_else(|| AskedError::Digest { text: text.to_owned() })
}

/// The number of a license: names it, proves nothing.
pub(crate) fn license_number(text: &str) -> Result<Number, console::Told> {
    let number: Number = text.parse().map_err(|error| console::Told::of(&error))?;
    match number.kind {
        NumberKind::License => Ok(number),
        _ => Err(console::Told::of(&AskedError::CouponNumber { text: text.to_owned() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_is_asked_for_by_its_name_and_release() {
        let asked =
            |text| asked(text).map(|asked| (asked.name, asked.release.map(|release| release.to_string())));
        assert_eq!(asked("Розница@3.0.1"), Ok(("Розница".to_owned(), Some("3.0.1".to_owned()))));
        assert_eq!(asked(" Розница "), Ok(("Розница".to_owned(), None)));
        for wrong in ["", "@3.0", "Розница@", "Розница@3.x"] {
            assert_eq!(asked(wrong), Err(AskedError::Asked { text: wrong.to_owned() }));
        }
    }

    #[test]
    fn a_path_is_told_from_a_text() {
        assert!(is_signed_text("DEMO-00000-00000-00000-00008 21A7K"));
        assert!(is_signed_text("DEMO-00000-00000-00000-00008"));
        assert!(!is_signed_text("license.kslicense"));
        assert!(!is_signed_text(""));
    }
}
