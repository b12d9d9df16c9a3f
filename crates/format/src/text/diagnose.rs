use alloc::vec::Vec;

use super::decode::decode;
use super::error::TextError;
use super::rows::{Placed, announced_rows, checks};
use super::{GROUP, ROW, ROW_DATA};

/// What is wrong with rows of which at least one does not check: the first fault that a person can mend.
pub(super) fn diagnose(symbols: &[Placed]) -> TextError {
    let values: Vec<u8> = symbols.iter().map(|symbol| symbol.value).collect();
    let stream: Vec<&[u8]> = values.chunks(ROW).collect();
    // A text that kept its lines can say more than one that was flowed into a paragraph.
    let lines: Vec<&[Placed]> = symbols.chunk_by(|left, right| left.line == right.line).collect();
    if kept_its_rows(&lines)
        && let Some(fault) = wrong_length(&lines)
    {
        return fault;
    }
    // A last row that is cut short cannot check; that it is short says more.
    if stream[..stream.len() - 1].iter().enumerate().all(|(index, row)| checks(row, index + 1))
        && let Some(rows) = announced_rows(&beginning(&stream)).filter(|rows| *rows > stream.len())
    {
        return TextError::Ends { row: stream.len() - 1, rows };
    }
    wrong_row(&stream)
}

/// The bytes that the document begins with. All of a last row that is cut short is data.
fn beginning(rows: &[&[u8]]) -> Vec<u8> {
    decode(rows.iter().map(|row| &row[..row.len().min(ROW_DATA)]))
}

/// Whether the lines of the text are its rows: most of them have a row's length.
fn kept_its_rows(lines: &[&[Placed]]) -> bool {
    let whole = lines.iter().filter(|line| line.len() == ROW).count();
    lines.len() > 1 && whole * 2 >= lines.len() - 1
}

/// The first line that has another length than a row; the last one may be shorter.
fn wrong_length(lines: &[&[Placed]]) -> Option<TextError> {
    let last = lines.len() - 1;
    let wrong = |(index, line): &(usize, &&[Placed])| line.len() > ROW || (line.len() < ROW && *index < last);
    let (index, line) = lines.iter().enumerate().find(wrong)?;
    let row = index + 1;
    Some(wrong_group(line, row).unwrap_or(TextError::RowLength {
        row,
        characters: line.len(),
        expected: ROW,
    }))
}

/// The one group of a row that has another length than the others, where the row kept its groups.
fn wrong_group(line: &[Placed], row: usize) -> Option<TextError> {
    let groups: Vec<&[Placed]> = line.chunk_by(|left, right| left.group == right.group).collect();
    let mut wrong = groups.iter().filter(|group| group.len() != GROUP);
    match (groups.len() == ROW / GROUP, wrong.next(), wrong.next()) {
        (true, Some(group), None) => Some(TextError::GroupLength {
            row,
            group: group[0].group,
            characters: group.len(),
            expected: GROUP,
        }),
        _ => None,
    }
}

/// The first row that does not check, or the reason for it.
fn wrong_row(rows: &[&[u8]]) -> TextError {
    let wrong: Vec<usize> = (0..rows.len()).filter(|index| !checks(rows[*index], index + 1)).collect();
    let first = wrong[0];
    let is_row = |index: usize, number: usize| rows.get(index).is_some_and(|row| checks(row, number));
    let next_is_shifted = |by_one_less: bool| {
        // All that follows must be shifted alike; else a lucky check of one row would send the person astray.
        (first + 1..rows.len()).all(|index| is_row(index, if by_one_less { index } else { index + 2 }))
    };
    let row = first + 1;
    if is_row(first, row + 1) && is_row(first + 1, row) {
        TextError::RowsSwapped { row }
    } else if first > 0 && rows[first] == rows[first - 1] && next_is_shifted(true) {
        TextError::RowRepeated { row: first }
    } else if is_row(first, row + 1) && next_is_shifted(false) {
        TextError::RowMissing { row }
    } else {
        TextError::RowCheck { row, rows: wrong.len() }
    }
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::string::String;
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use crate::{Document, Envelope, KeyId, SignedText, TextError, write_text};

    const NUMBER: &str = "DEMO-00000-00000-00000-00008";

    fn document() -> Vec<u8> {
        let payload: Vec<u8> = (0..70_u8).map(|byte| byte.wrapping_mul(151)).collect();
        Envelope::assemble(
            &Envelope::protected_header(Document::License, KeyId::new([7; 8])),
            &payload,
            &[0x5a; 64],
        )
    }

    fn text() -> String {
        write_text(NUMBER.parse().unwrap(), &document())
    }

    fn lines() -> Vec<String> {
        text().lines().map(str::to_owned).collect()
    }

    fn fault(lines: &[String]) -> TextError {
        SignedText::read(&lines.join("\n")).unwrap_err()
    }

    #[test]
    fn a_text_reads_back_however_a_person_spoils_its_looks() {
        let cyrillic = |text: &str| {
            text.chars()
                .map(|c| "ABEKMHOPCTXY".find(c).map_or(c, |at| "АВЕКМНОРСТХУ".chars().nth(at).unwrap()))
                .collect::<String>()
        };
        let flowed = text().replace(['\n', '-'], "");
        for spoilt in [
            text(),
            text().to_lowercase(),
            text().replace('-', " "),
            text().replace('\n', "\r\n> "),
            text().replace('0', "o").replace('1', "l"),
            cyrillic(&text()).to_lowercase(),
            format!("«{}»", text()),
            flowed,
        ] {
            assert_eq!(SignedText::read(&spoilt).unwrap().document(), document(), "{spoilt}");
        }
    }

    #[test]
    fn a_mistyped_character_names_its_row() {
        let mut lines = lines();
        let replacement = if &lines[4][8..9] == "7" { "8" } else { "7" };
        lines[4].replace_range(8..9, replacement);
        assert_eq!(fault(&lines), TextError::RowCheck { row: 4, rows: 1 });
        lines[4].replace_range(8..9, "Ж");
        assert_eq!(fault(&lines), TextError::Character { row: 4, group: 2, character: 'Ж' });
    }

    #[test]
    fn a_left_out_character_names_its_group() {
        let mut lines = lines();
        lines[3].remove(13);
        assert_eq!(fault(&lines), TextError::GroupLength { row: 3, group: 3, characters: 4, expected: 5 });
        lines[3] = lines[3].replace('-', "");
        assert_eq!(fault(&lines), TextError::RowLength { row: 3, characters: 24, expected: 25 });
    }

    #[test]
    fn rows_missing_repeated_or_swapped_are_named() {
        let good = lines();
        let mut missing = good.clone();
        missing.remove(5);
        assert_eq!(fault(&missing), TextError::RowMissing { row: 5 });
        let mut repeated = good.clone();
        repeated.insert(3, good[3].clone());
        assert_eq!(fault(&repeated), TextError::RowRepeated { row: 3 });
        let mut swapped = good.clone();
        swapped.swap(2, 3);
        assert_eq!(fault(&swapped), TextError::RowsSwapped { row: 2 });
    }

    #[test]
    fn a_text_that_ends_early_or_goes_on_says_so() {
        let good = lines();
        let rows = good.len() - 1;
        assert_eq!(fault(&good[..good.len() - 1]), TextError::Ends { row: rows - 1, rows });
        let mut cut = good[..6].to_vec();
        cut[5].truncate(11);
        assert_eq!(fault(&cut), TextError::Ends { row: 4, rows });
        let onward = write_text(NUMBER.parse().unwrap(), &[document(), vec![0; 15]].concat());
        assert_eq!(SignedText::read(&onward), Err(TextError::GoesOn { rows }));
    }

    #[test]
    fn a_last_row_of_another_length_is_named_even_where_it_checks() {
        let whole = document();
        let rows = lines().len() - 1;
        for other in [&whole[..whole.len() - 1], &[&whole[..], &[0]].concat()] {
            let text = write_text(NUMBER.parse().unwrap(), other);
            let fault = SignedText::read(&text).unwrap_err();
            assert!(matches!(fault, TextError::RowLength { row, .. } if row == rows), "{fault:?}");
        }
    }

    #[test]
    fn what_is_no_text_of_ours_says_why() {
        assert_eq!(SignedText::read(" \n"), Err(TextError::Empty));
        assert_eq!(SignedText::read(NUMBER), Err(TextError::OnlyNumber { number: NUMBER.parse().unwrap() }));
        assert!(matches!(SignedText::read("%PDF-1.4"), Err(TextError::Number(_))));
        let long = "A".repeat(SignedText::MAX_BYTES + 1);
        assert!(matches!(SignedText::read(&long), Err(TextError::TooLong { .. })));
    }

    #[test]
    fn loose_bits_at_the_end_are_refused() {
        // "ZW" and "ZX" both decode to one byte ff in the base32 crate; only the first is what we write.
        let loose = |data: [u8; 2]| {
            let check = super::super::row_check(&data, 1);
            let symbols: String = data.into_iter().chain([check]).map(crate::check::symbol).collect();
            SignedText::read(&format!("{NUMBER}\n{symbols}"))
        };
        assert_eq!(loose([31, 28]).unwrap().document(), [0xff]);
        assert_eq!(loose([31, 29]), Err(TextError::LooseEnd { row: 1 }));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "(DEMO-00000-00000-00000-00008)?[0-9A-Z\n\\-Ж ]{0,200}") {
            let _ = SignedText::read(&text);
        }

        #[test]
        fn any_document_reads_back(bytes in prop::collection::vec(any::<u8>(), 1..200)) {
            prop_assume!(Envelope::announced_length(&bytes).is_none());
            let text = write_text(NUMBER.parse().unwrap(), &bytes);
            let read = SignedText::read(&text).unwrap();
            prop_assert_eq!(read.document(), bytes);
        }
    }
}
