use format::{Slip, write_text};
use proptest::prelude::*;

use super::*;
use crate::read::tests::{Signer, coupon, license, prefix, signer};
use crate::{NumberKind, read_coupon, read_license};

/// The license's text, without dashes; the first line is its number.
fn lines(signer: &Signer) -> Vec<String> {
    let number = Number { prefix: prefix("DEMO"), kind: NumberKind::License, id: license().number };
    let text = write_text(number, &signer.sign(&license()));
    text.lines().map(|line| line.replace('-', "")).collect()
}

fn code(result: &Result<Repaired<Verified<License>>, ReadError>) -> Option<&'static str> {
    use crate::Explain as _;
    result.as_ref().err().map(|error| error.code())
}

/// Another symbol at `at`.
fn mistyped(line: &mut String, at: usize) {
    let other = if line[at..].starts_with('7') { "8" } else { "7" };
    line.replace_range(at..=at, other);
}

#[test]
fn what_has_no_fault_is_read_as_ever() {
    let signer = signer();
    let document = signer.sign(&license());
    for input in [document.clone(), lines(&signer).join("\n").into_bytes()] {
        let repaired = repair_license(&signer.root, &input).unwrap();
        assert_eq!(
            (Ok(repaired.value), repaired.document),
            (read_license(&signer.root, &input), document.clone())
        );
        assert_eq!(repaired.corrections, []);
    }
}

#[test]
fn a_damaged_text_is_read_only_with_what_was_corrected() {
    let signer = signer();
    let mut lines = lines(&signer);
    mistyped(&mut lines[2], 4);
    lines[5].remove(9);
    let last = lines.len() - 1;
    mistyped(&mut lines[last], 0);
    let text = lines.join("\n");
    assert!(matches!(read_license(&signer.root, text.as_bytes()), Err(ReadError::Text(_))));
    let repaired = repair_license(&signer.root, text.as_bytes()).unwrap();
    assert_eq!((&*repaired.value, repaired.document), (&license(), signer.sign(&license())));
    let rows: Vec<_> = repaired.corrections.iter().map(|correction| correction.row).collect();
    assert_eq!(rows, [Some(2), Some(5), Some(last)]);
    assert_eq!(repaired.corrections[0].slip, Slip::Wrong { at: 5 });
}

#[test]
fn a_damaged_number_is_taken_from_the_contents_and_another_s_number_is_refused() {
    let signer = signer();
    let mut lines = lines(&signer);
    mistyped(&mut lines[0], 9);
    let repaired = repair_license(&signer.root, lines.join("\n").as_bytes()).unwrap();
    assert_eq!((repaired.corrections.len(), repaired.corrections[0].row), (1, None));
    assert!(repaired.corrections[0].corrected.starts_with("DEMO-"));
    let other = Number { prefix: prefix("DEMO"), kind: NumberKind::License, id: coupon().number };
    lines[0] = other.to_string();
    mistyped(&mut lines[2], 4);
    assert_eq!(code(&repair_license(&signer.root, lines.join("\n").as_bytes())), Some("crypto.other-number"));
    lines[0] = Number { kind: NumberKind::Coupon, ..other }.to_string();
    assert_eq!(code(&repair_license(&signer.root, lines.join("\n").as_bytes())), Some("keyslip.other-kind"));
}

#[test]
fn coupons_take_the_same_road() {
    let signer = signer();
    let number = Number { prefix: prefix("DEMO"), kind: NumberKind::Coupon, id: coupon().number };
    let mut text = write_text(number, &signer.sign(&coupon()));
    let at = text.find('\n').unwrap() + 3;
    mistyped(&mut text, at);
    assert!(read_coupon(&signer.root, text.as_bytes()).is_err());
    let repaired = repair_coupon(&signer.root, text.as_bytes()).unwrap();
    assert_eq!((&*repaired.value, repaired.corrections.len()), (&coupon(), 1));
}

#[test]
fn a_forged_text_is_not_repaired() {
    let signer = signer();
    let mut document = signer.sign(&license());
    let at = document.len() - 70;
    document[at] ^= 1;
    let number = Number { prefix: prefix("DEMO"), kind: NumberKind::License, id: license().number };
    let mut lines: Vec<String> = write_text(number, &document).lines().map(str::to_owned).collect();
    let forged = lines.join("\n");
    assert_eq!(code(&repair_license(&signer.root, forged.as_bytes())), Some("crypto.bad-signature"));
    let last = lines.len() - 2;
    mistyped(&mut lines[last], 4);
    let damaged = lines.join("\n");
    assert_eq!(code(&repair_license(&signer.root, damaged.as_bytes())), Some("format.repair-unsigned"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_damaged_the_same_license_comes_back_or_none(
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..24, 0_u8..4), 1..4),
    ) {
        let signer = signer();
        let mut lines = lines(&signer);
        for (row, at, kind) in slips {
            let line = row.index(lines.len() - 1) + 1;
            let line = &mut lines[line];
            let at = at % (line.len() - 1);
            let (first, second) = (line.as_bytes()[at], line.as_bytes()[at + 1]);
            match kind {
                0 => mistyped(line, at),
                1 => line.replace_range(at..at + 2, &[char::from(second), char::from(first)].iter().collect::<String>()),
                2 => drop(line.remove(at)),
                _ => line.insert(at, char::from(first)),
            }
        }
        if let Ok(repaired) = repair_license(&signer.root, lines.join("\n").as_bytes()) {
            prop_assert_eq!(&*repaired.value, &license());
        }
    }
}
