/// Sets the columns of tables anew where placeholders have made them ragged: how wide a path is differs from machine to
/// machine, and the columns with it.
pub(super) fn align(text: &str) -> String {
    let blocks: Vec<String> = text.split("\n\n").map(align_block).collect();
    blocks.join("\n\n")
}

/// Lines without an empty one between them: perhaps headings, then a table, then something else.
fn align_block(block: &str) -> String {
    let lines: Vec<&str> = block.lines().collect();
    let above = lines.iter().take_while(|line| cells(line).len() < 2).count();
    let rows: Vec<Vec<&str>> =
        lines[above..].iter().map(|line| cells(line)).take_while(|row| row.len() > 1).collect();
    if !block.contains('[') || !is_table(&rows, lines.get(above)) {
        return block.to_owned();
    }
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let aligned = rows.iter().map(|row| {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    let verbatim = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let (above, below) = (verbatim(&lines[..above]), verbatim(&lines[above + rows.len()..]));
    let end = if block.ends_with('\n') { "\n" } else { "" };
    above.into_iter().chain(aligned).chain(below).collect::<Vec<_>>().join("\n") + end
}

/// A table has a heading at the margin and no row with more columns; a field, `label:  value`, is none.
fn is_table(rows: &[Vec<&str>], heading: Option<&&str>) -> bool {
    let is_heading = |line: &&str| !line.starts_with(' ') && !cells(line)[0].ends_with(':');
    heading.is_some_and(is_heading) && rows.iter().all(|row| row.len() <= rows[0].len())
}

/// What two or more blanks divide.
fn cells(line: &str) -> Vec<&str> {
    line.trim().split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_set_anew_around_its_placeholders() {
        let ragged = "Files\nfile                   state\n[DIR]/a             ok\n[DIR]/long name  missing\n\nthe  end\n";
        let aligned =
            "Files\nfile             state\n[DIR]/a          ok\n[DIR]/long name  missing\n\nthe  end\n";
        assert_eq!(align(ragged), aligned);
    }

    #[test]
    fn what_is_no_table_stays() {
        for text in ["one [DIR]\n  [DIGEST]  file\n", "a   b\n", "a:   b\nlong: [DIR]\n", "", "\n\n"] {
            assert_eq!(align(text), text);
        }
    }
}
