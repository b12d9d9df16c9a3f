/// Sorts neighbouring lines that differ in their placeholders only: lists of keys stand in the order of the keys, which is
/// another one in each run.
pub(super) fn in_order(text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    for alike in lines.chunk_by_mut(|one, next| without_names(one) == without_names(next)) {
        if names_in(alike[0]).next().is_some() {
            alike.sort_by_key(|line| names_in(line).map(kind_and_number).collect::<Vec<_>>());
        }
    }
    lines.concat()
}

/// The line with empty brackets and single blanks.
fn without_names(line: &str) -> String {
    let mut rest = line.to_owned();
    for name in names_in(line) {
        rest = rest.replacen(&format!("[{name}]"), "[]", 1);
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in square brackets in capitals.
fn names_in(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    parts.map(|(name, _)| name).filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// `ID-10` comes after `ID-9`.
fn kind_and_number(name: &str) -> (&str, u32) {
    let numbered = name.rsplit_once('-').and_then(|(kind, number)| Some((kind, number.parse().ok()?)));
    numbered.unwrap_or((name, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_differ_in_placeholders_only_are_sorted() {
        let text =
            "keys\nroots  [ID-10]  here\nroots  [ID]   here\nroots  [ID-9]  here\nother  [ID-2]  here\n";
        let sorted =
            "keys\nroots  [ID]   here\nroots  [ID-9]  here\nroots  [ID-10]  here\nother  [ID-2]  here\n";
        assert_eq!(in_order(text), sorted);
    }

    #[test]
    fn other_lines_stay_where_they_are() {
        for text in ["b\na\n", "", "\n\n", "[ID-2] b\n[ID] a\n", "x [y]\nx [b]\n"] {
            assert_eq!(in_order(text), text);
        }
    }
}
