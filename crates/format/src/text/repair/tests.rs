use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::{Document, Explain, KeyId, write_text};

const NUMBER: &str = "DEMO-00000-00000-00000-00008";
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A document whose payload is a map with a text and bytes, as many as asked for, under a signature of all kinds of
/// bytes.
fn document(bytes: u8) -> Vec<u8> {
    let binary: Vec<u8> = (0..bytes).map(|byte| byte.wrapping_mul(151) ^ 0x2c).collect();
    let payload =
        [&[0xa2, 0x02, 0x6c], "Ромашк".as_bytes(), &[0x07, 0x58, bytes], binary.as_slice()].concat();
    let signature: [u8; 64] =
        core::array::from_fn(|at| u8::try_from(at).unwrap().wrapping_mul(89).wrapping_add(bytes));
    Envelope::assemble(
        &Envelope::protected_header(Document::License, KeyId::new([7; 8])),
        &payload,
        &signature,
    )
}

fn number() -> Number {
    NUMBER.parse().unwrap()
}

/// The lines of a text, without dashes.
fn lines(document: &[u8]) -> Vec<String> {
    write_text(number(), document).lines().map(|line| line.replace('-', "")).collect()
}

/// Repairs `text` where only `good` is signed; also says how many documents were asked about.
fn repair(text: &str, good: &[u8]) -> (Result<RepairedText, RepairError>, usize) {
    let mut asked = 0;
    let repaired = SignedText::repair(text, |envelope| {
        asked += 1;
        envelope.bytes() == good
    });
    (repaired, asked)
}

/// One of the four kinds of damage to a line.
fn damage(line: &str, at: usize, kind: u8, symbol: usize) -> String {
    let mut symbols: Vec<char> = line.chars().collect();
    let at = at % (symbols.len() - 1);
    match kind {
        0 => symbols[at] = ALPHABET.chars().nth(symbol).unwrap(),
        1 => symbols.swap(at, at + 1),
        2 => drop(symbols.remove(at)),
        _ => symbols.insert(at, symbols[at]),
    }
    symbols.into_iter().collect()
}

#[test]
fn a_text_without_a_fault_is_not_asked_about() {
    let good = document(40);
    let (repaired, asked) = repair(&write_text(number(), &good), &good);
    let (text, corrections) = repaired.unwrap().under(number());
    assert_eq!((text.document(), corrections.len(), asked), (&*good, 0, 0));
}

#[test]
fn what_was_corrected_is_said() {
    let good = document(40);
    let mut lines = lines(&good);
    let before = lines[4].clone();
    lines[4] = damage(&before, 6, 1, 0);
    assert_ne!(lines[4], before);
    let (repaired, _) = repair(&lines.join("\n"), &good);
    let (_, corrections) = repaired.unwrap().under(number());
    assert_eq!(
        (corrections.len(), corrections[0].row, corrections[0].slip),
        (1, Some(4), Slip::Swapped { at: 7 })
    );
    assert_eq!(corrections[0].written.replace('-', ""), lines[4]);
    assert_eq!(corrections[0].corrected.replace('-', ""), before);
}

#[test]
fn a_number_that_cannot_be_read_is_taken_from_the_contents() {
    let good = document(40);
    let text = write_text(number(), &good);
    for first in
        ["DEMO-00000-00000-00000-0000", "DEMO-00000-07000-00000-00008", "DEMO-000Ж0-00000-00000-00008"]
    {
        for text in [text.replacen(NUMBER, first, 1), text.replacen(NUMBER, first, 1).replace('\n', "\r\n")] {
            let (repaired, asked) = repair(&text, &good);
            let repaired = repaired.unwrap();
            assert_eq!((repaired.number(), repaired.document(), asked), (None, &*good, 0));
            let (text, corrections) = repaired.under(number());
            assert_eq!(
                (text.number(), &*corrections[0].written, corrections[0].row),
                (number(), first, None)
            );
        }
    }
    let flowed = text.replacen("DEMO-00000", "DEMO-00070", 1).replace('\n', " ");
    assert_eq!(repair(&flowed, &good).0.unwrap().document(), good);
}

#[test]
fn four_damaged_rows_rows_that_are_missing_and_what_is_no_text_are_not_repaired() {
    let good = document(40);
    let first = lines(&good);
    let refused = |lines: &[String]| match repair(&lines.join("\n"), &good) {
        (Err(RepairError::Text(fault)), 0) => fault,
        other => panic!("unexpected {other:?}"),
    };
    let mut four = first.clone();
    (1..5).for_each(|row| {
        four[row] = damage(&first[row], row, 0, if first[row].as_bytes()[row] == b'7' { 8 } else { 7 })
    });
    assert!(matches!(refused(&four), TextError::RowCheck { row: 1, rows: 4 }));
    let mut missing = first.clone();
    missing.remove(3);
    assert_eq!(refused(&missing), TextError::RowMissing { row: 3 });
    assert_eq!(refused(&first[..first.len() - 1]).code(), "format.text-ends");
    assert_eq!(refused(&first[..1]).code(), "format.only-number");
    assert_eq!(refused(&[]), TextError::Empty);
    assert_eq!(refused(&["12345".to_owned()]).code(), "format.number-prefix");
    assert_eq!(refused(&["A".repeat(SignedText::MAX_BYTES + 1)]).code(), "format.too-long");
    assert_eq!(refused(&["DEMO-00000-00000-00000-0000".to_owned()]).code(), "format.number-length");
}

/// Damages the row of each of `rows` at the position of its number.
fn substituted(document: &[u8], rows: &[usize]) -> String {
    let mut lines = lines(document);
    for row in rows {
        let other = if lines[*row].as_bytes()[3 + row] == b'7' { 8 } else { 7 };
        lines[*row] = damage(&lines[*row], 3 + row, 0, other);
    }
    lines.join("\n")
}

#[test]
fn the_signature_checks_of_the_worst_case_are_bounded() {
    let good = document(60);
    let rows = lines(&good).len() - 1;
    // The last four rows are the signature's, which no rule of ours narrows: each has its 25 substitutions.
    for count in 1..=3 {
        let damaged: Vec<usize> = (rows - 3..).take(count).collect();
        let (outcome, asked) = repair(&substituted(&good, &damaged), b"");
        assert!(matches!(outcome, Err(RepairError::Unsigned { .. })), "{outcome:?}");
        let (fewest, most) =
            (25_usize.pow(u32::try_from(count).unwrap()), 30_usize.pow(u32::try_from(count).unwrap()));
        assert!((fewest..=most).contains(&asked), "{count} rows: {asked}");
        assert!(most <= SignedText::MAX_SIGNATURE_CHECKS);
    }
}

#[test]
fn rows_of_the_frame_and_of_the_payload_cost_few_signature_checks() {
    let good = document(60);
    let (outcome, asked) = repair(&substituted(&good, &[1, 2, 3]), &good);
    assert_eq!(outcome.unwrap().document(), good);
    assert!(asked < 2000, "{asked}");
}

#[test]
fn more_ways_than_are_tried_are_an_error_of_their_own() {
    let good = document(60);
    let text = substituted(&good, &[1]);
    let mut search = Search::new(text.split_once('\n').unwrap().1, |_: &Envelope<'_>| false);
    search.use_up();
    assert_eq!(search.run(), Err(Stop::TooMuchWork));
    let fault = TextError::RowCheck { row: 1, rows: 1 };
    let error = RepairError::TooMuchWork { fault: fault.clone() };
    assert_eq!((error.code(), error.fault()), ("format.repair-work", &fault));
    assert_eq!(error.facts()[0], ("max", SignedText::MAX_SIGNATURE_CHECKS.into()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn up_to_three_damaged_rows_are_repaired_to_the_very_same_document(
        bytes in 24_u8..100,
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..25, 0_u8..4, 0_usize..32), 1..=3),
        separator in prop::sample::select(vec!["\n", " ", "\r\n> "]),
    ) {
        let good = document(bytes);
        let mut lines = lines(&good);
        let mut rows = BTreeSet::new();
        for (row, at, kind, symbol) in slips {
            let row = 1 + row.index(lines.len() - 1);
            if rows.insert(row) {
                lines[row] = damage(&lines[row], at, kind, symbol);
            }
        }
        let text = lines.join(separator);
        // Where all rows check by chance, the text has another document for which nobody signed.
        prop_assume!(SignedText::read(&text).map_or(true, |read| read.document() == good));
        let (repaired, asked) = repair(&text, &good);
        prop_assert!(asked <= SignedText::MAX_SIGNATURE_CHECKS);
        match repaired {
            Ok(repaired) => {
                prop_assert_eq!(repaired.document(), &*good);
                prop_assert!(repaired.corrections.len() <= MAX_DAMAGED_ROWS);
            }
            // One in thousands: a row that is cut elsewhere, or a last row of another length, checks by chance.
            Err(error) => prop_assert!(rows.len() > 1, "{:?} of {:?}", error, lines),
        }
    }

    #[test]
    fn a_text_that_nobody_signed_is_never_repaired(
        bytes in 24_u8..100, row in any::<prop::sample::Index>(), at in 0_usize..25, kind in 0_u8..4, symbol in 0_usize..32,
    ) {
        let forged = document(bytes);
        let mut lines = lines(&forged);
        let row = 1 + row.index(lines.len() - 1);
        lines[row] = damage(&lines[row], at, kind, symbol);
        let text = lines.join("\n");
        let (repaired, asked) = repair(&text, b"");
        prop_assert!(asked <= 100, "{}", asked);
        prop_assert!(repaired.is_err() || SignedText::read(&text).is_ok());
    }

    #[test]
    fn any_text_is_searched_without_a_panic(text in "(DEMO-00000-00000-00000-00008)?[0-9A-Z\n\\-Ж ]{0,200}") {
        prop_assert!(repair(&text, b"").1 <= SignedText::MAX_SIGNATURE_CHECKS);
    }
}
