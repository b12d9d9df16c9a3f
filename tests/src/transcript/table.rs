/// Sets the columns of tables anew where placeholders have made them ragged: how wide a path is differs from machine to
/// machine, and the columns with it.
pub(super) fn align(text: &str) -> String {
    let blocks: Vec<String> = text.split("\n\n").map(align_block).collect();
    blocks.join("\n\n")
}

/// Lines without an empty one between them are a table where none has more columns than the first.
fn align_block(block: &str) -> String {
    let rows: Vec<Vec<&str>> = block.lines().map(cells).collect();
    let columns = rows.first().map_or(0, Vec::len);
    if columns < 2 || !block.contains('[') || rows.iter().any(|row| row.len() > columns) {
        return block.to_owned();
    }
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let aligned = rows.iter().map(|row| {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    let end = if block.ends_with('\n') { "\n" } else { "" };
    aligned.collect::<Vec<_>>().join("\n") + end
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
        let ragged =
            "file                   state\n[DIR]/a             ok\n[DIR]/long name  missing\n\nthe  end\n";
        let aligned = "file             state\n[DIR]/a          ok\n[DIR]/long name  missing\n\nthe  end\n";
        assert_eq!(align(ragged), aligned);
    }

    #[test]
    fn what_is_no_table_stays() {
        for text in ["one [DIR]\n  [DIGEST]  file\n", "a   b\n", "", "\n\n"] {
            assert_eq!(align(text), text);
        }
    }
}
