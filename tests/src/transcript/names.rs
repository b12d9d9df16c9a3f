use std::fmt::Write as _;

/// The values that differ from run to run and the placeholders that stand for them: the first license number that is
/// seen is `[LICENSE]`, the next other one `[LICENSE-2]`.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: Vec<(String, String)>,
}

/// What stands for the rows of a signed text.
const ROWS: &str = "[ROWS]";
/// What stands for one row of it, where a correction is shown.
const ROW: &str = "[ROW]";
/// Lines that show one.
const CORRECTION: [&str; 4] = ["written", "corrected", "написано", "исправлено"];
/// What stands for one symbol of it.
const SYMBOL: &str = "[SYMBOL]";

impl Names {
    /// Gives a value its name.
    pub(super) fn know(&mut self, name: &str, value: &str) {
        self.known.push((name.to_owned(), value.to_owned()));
    }

    /// A command line with the values in place of the placeholders.
    pub(super) fn fill_in(&self, line: &str) -> String {
        let filled = self
            .known
            .iter()
            .fold(line.to_owned(), |line, (name, value)| line.replace(&format!("[{name}]"), value));
        let placeholder = filled.split('[').skip(1).find(|rest| {
            let name = rest.split(']').next().unwrap_or_default();
            name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
        });
        assert!(placeholder.is_none(), "nothing printed before is called so: {line}");
        filled
    }

    /// Output with placeholders in place of the values.
    pub(super) fn mask(&mut self, text: &str) -> String {
        let mut masked = String::new();
        let mut was_row = false;
        for line in text.split_inclusive('\n') {
            let is_row = is_row(line, was_row);
            match (is_row, was_row) {
                (true, true) => {}
                (true, false) => {
                    let _ = writeln!(masked, "{ROWS}");
                }
                (false, _) => {
                    let line = self.mask_fingerprint_words(&mask_symbols(&mask_end(line)));
                    self.mask_line(&line, &mut masked);
                }
            }
            was_row = is_row;
        }
        masked
    }

    /// Twelve words that make a fingerprint become `[WORDS]`; no sentence in words of the list ends with the checksum.
    fn mask_fingerprint_words(&mut self, line: &str) -> String {
        let starts = line.char_indices().filter(|(at, letter)| {
            letter.is_ascii_lowercase() && !line[..*at].ends_with(|before: char| before.is_alphabetic())
        });
        for (start, _) in starts {
            let Some(words) = twelve_words(&line[start..]) else { continue };
            if crypto::read_fingerprint(words).is_ok() {
                let name = self.name_of("WORDS", words);
                let rest = self.mask_fingerprint_words(&line[start + words.len()..]);
                return format!("{}[{name}]{rest}", &line[..start]);
            }
        }
        line.to_owned()
    }

    /// Words of letters, digits and dashes are looked at one by one; all else stays.
    fn mask_line(&mut self, line: &str, masked: &mut String) {
        let mut rest = line;
        while let Some(start) = rest.find(is_part) {
            let (between, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|letter| !is_part(letter)).unwrap_or(from.len()));
            masked.push_str(between);
            match kind_of(word) {
                Some(kind) => {
                    let name = self.name_of(kind, word);
                    let _ = write!(masked, "[{name}]");
                }
                None => masked.push_str(word),
            }
            rest = after;
        }
        masked.push_str(rest);
    }

    fn name_of(&mut self, kind: &str, value: &str) -> String {
        if let Some((name, _)) = self.known.iter().find(|(_, known)| known == value) {
            return name.clone();
        }
        let of_kind = |name: &str| name == kind || name.starts_with(&format!("{kind}-"));
        let name = match self.known.iter().filter(|(name, _)| of_kind(name)).count() {
            0 => kind.to_owned(),
            count => format!("{kind}-{}", count + 1),
        };
        self.know(&name, value);
        name
    }
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-'
}

/// The twelve words in small letters that a text begins with, if there are so many with a space between each two.
fn twelve_words(text: &str) -> Option<&str> {
    let mut end = 0;
    for nth in 0..12 {
        let from = end + usize::from(nth > 0);
        let rest = text.get(from..).filter(|_| nth == 0 || text[end..].starts_with(' '))?;
        let length = rest.find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(rest.len());
        if length == 0 {
            return None;
        }
        end = from + length;
    }
    Some(&text[..end])
}

/// What a word is by its looks.
fn kind_of(word: &str) -> Option<&'static str> {
    let groups: Vec<&str> = word.split('-').collect();
    let is_hex = word.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    match (groups.len(), groups[0].len(), word.len()) {
        (5, 4, 28) => Some("LICENSE"),
        (5, 7, 31) => Some("COUPON"),
        // Whose it is, only a root tells.
        (5, 0, 23) => Some("NUMBER"),
        (8, 5, 47) if groups.iter().all(|group| is_digits(group)) => Some("FINGERPRINT"),
        (1, _, 64) if is_hex => Some("DIGEST"),
        (1, _, 16 | 24) if is_hex => Some("ID"),
        _ => None,
    }
}

fn is_digits(group: &str) -> bool {
    group.len() == 5 && group.bytes().all(|byte| byte.is_ascii_digit())
}

/// A correction ends its line with a row.
fn mask_end(line: &str) -> String {
    let end = line.trim_end();
    if let Some((before, _)) = end.rsplit_once("  ")
        && line.starts_with("  ")
        && CORRECTION.iter().any(|word| before.trim().starts_with(word))
    {
        return format!("{before}  {ROW}\n");
    }
    line.to_owned()
}

/// Single letters and digits in quotes are symbols of a row, where a line tells of one.
fn mask_symbols(line: &str) -> String {
    if !line.starts_with("row ") && !line.starts_with("строка ") {
        return line.to_owned();
    }
    let mut masked = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(['“', '«']) {
        let quote = rest[start..].chars().next().expect("found above").len_utf8();
        let (before, quoted) = rest.split_at(start + quote);
        masked.push_str(before);
        let is_symbol = quoted.starts_with(|first: char| first.is_ascii_alphanumeric())
            && quoted.get(1..).is_some_and(|after| after.starts_with(['”', '»']));
        rest = if is_symbol {
            masked.push_str(SYMBOL);
            &quoted[1..]
        } else {
            quoted
        };
    }
    masked + rest
}

/// A row of a signed text: five groups of five. The last one may be shorter, so it counts below another only.
fn is_row(line: &str, follows_row: bool) -> bool {
    let groups: Vec<&str> = line.trim_end().split('-').collect();
    let is_symbols =
        |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let (last, whole) = groups.split_last().expect("splitting gives at least one part");
    let is_whole = |group: &&str| group.len() == 5;
    groups.iter().all(is_symbols)
        && whole.iter().all(is_whole)
        && ((groups.len() == 5 && is_whole(last)) || (follows_row && (1..=5).contains(&last.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_one_name_and_others_the_next() {
        let mut names = Names::default();
        let (first, second) = ("DEMO-00000-00000-00000-00008", "DEMO-00000-00000-00000-00016");
        let masked = names.mask(&format!("{first}, {second}: {first}\n"));
        assert_eq!(masked, "[LICENSE], [LICENSE-2]: [LICENSE]\n");
        assert_eq!(names.fill_in("show [LICENSE-2] [ -e x ]"), format!("show {second} [ -e x ]"));
    }

    #[test]
    fn twelve_words_of_a_fingerprint_have_one_name() {
        let mut names = Names::default();
        let (first, second) = (
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
            "test claim clutch poem expect offer gentle about outdoor zone awful cancel",
        );
        let masked = names.mask(&format!("in words: {first}\nit is ({first}), not ({second})\n"));
        assert_eq!(masked, "in words: [WORDS]\nit is ([WORDS]), not ([WORDS-2])\n");
        assert_eq!(names.fill_in("init [WORDS-2]"), format!("init {second}"));
        let sentence =
            "able about above absent absorb abstract absurd abuse access accident account accuse\n";
        assert_eq!(names.mask(sentence), sentence, "no checksum");
    }

    #[test]
    fn what_only_looks_a_little_like_it_stays() {
        let mut names = Names::default();
        for plain in
            ["2026-09-01 10:00:00 UTC\n", "QuickStock_UT11.5.cfe\n", "8.3.16\n", "a-b-c\n", "\n", "A\n"]
        {
            assert_eq!(names.mask(plain), plain);
        }
    }

    #[test]
    fn digests_ids_and_fingerprints_are_told_apart() {
        let mut names = Names::default();
        let text = format!("{} {}\n{}", "0f".repeat(32), "0f".repeat(8), ["12345"; 8].join("-"));
        assert_eq!(names.mask(&text), "[DIGEST] [ID]\n[FINGERPRINT]");
    }

    #[test]
    fn corrections_are_placeholders() {
        let mut names = Names::default();
        let text = "row 2, character 1: “M” instead of “?”\n  corrected  M1C5X-902EQ-89XM4-YT2F2-1M505\n             ^\n";
        let masked = "row 2, character 1: “[SYMBOL]” instead of “?”\n  corrected  [ROW]\n             ^\n";
        assert_eq!(names.mask(text), masked);
    }

    #[test]
    fn the_rows_of_a_text_are_one_placeholder() {
        let rows = "GH6T4-09J0H-4DN1V-FRT2Z-E9GCZ\nCPG3E-FX0HB-QZH6K-P02H0-G0\nthe end\n";
        assert_eq!(Names::default().mask(rows), "[ROWS]\nthe end\n");
    }
}
