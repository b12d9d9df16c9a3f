/// Characters of the longest bar; with the columns beside it a row fits eighty.
const WIDTH: u64 = 30;

/// A bar as long beside the longest one as `count` is beside `most`; what is not zero has one character at least.
pub(super) fn bar(count: u64, most: u64) -> String {
    let length = (count * WIDTH).checked_div(most).unwrap_or_default();
    let length = if count > 0 { length.max(1) } else { 0 };
    "#".repeat(usize::try_from(length).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_full_and_the_shortest_is_seen() {
        assert_eq!(bar(7, 7).len(), 30);
        assert_eq!(bar(1, 1_000_000), "#");
        assert_eq!((bar(0, 7), bar(0, 0)), (String::new(), String::new()));
        assert_eq!(bar(1, 2).len(), 15);
    }
}
