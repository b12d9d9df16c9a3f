/// Letters that look the same in Latin and Cyrillic type.
const PAIRS: [(char, char); 31] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('h', 'һ'),
    ('d', 'ԁ'),
    ('q', 'ԛ'),
];

#[derive(Clone, Copy, Eq, PartialEq)]
enum Script {
    Latin,
    Cyrillic,
}

fn script(character: char) -> Option<Script> {
    match character {
        'A'..='Z' | 'a'..='z' => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        _ => None,
    }
}

/// The first letter of `name` that is most likely typed on the wrong keyboard, and its place counted from 1: a letter
/// of one script, looking like one of the other, directly beside letters of the other.
///
/// Whole words and abbreviations of another script are names as they should be: `MCP_Сервер`, `HTTPСервис`. So what
/// counts is a single letter, or small letters that all look alike.
///
/// ```
/// # use policy::mixed_script;
/// assert_eq!(mixed_script("УправлениеTорговлей"), Some(('T', 11)));
/// assert_eq!(mixed_script("RetailСRM"), Some(('С', 7)));
/// assert_eq!(mixed_script("HTTPСервисУТ11"), None);
/// ```
pub fn mixed_script(name: &str) -> Option<(char, usize)> {
    let letters: Vec<char> = name.chars().collect();
    let mut start = 0;
    for word in letters.split_inclusive(|letter| script(*letter).is_none()) {
        if let Some(at) = slip(word) {
            return Some((word[at], start + at + 1));
        }
        start += word.len();
    }
    None
}

/// Where in a word the letter is that is most likely typed on the wrong keyboard.
fn slip(word: &[char]) -> Option<usize> {
    let of_script = |wanted| word.iter().filter(|letter| script(**letter) == Some(wanted)).count();
    if of_script(Script::Latin) == 0 || of_script(Script::Cyrillic) == 0 {
        return None;
    }
    let slips = runs(word).into_iter().filter(|(start, length)| is_slip(&word[*start..*start + *length]));
    // Of `УTТ` all three are such letters; the script that is rarer in the word is the likelier slip.
    let rarity = |start: usize| script(word[start]).map_or(0, of_script);
    slips.map(|(start, _)| start).min_by_key(|start| rarity(*start))
}

fn is_slip(run: &[char]) -> bool {
    let all_look_alike = run.iter().all(|letter| PAIRS.iter().any(|(a, b)| a == letter || b == letter));
    all_look_alike && (run.len() == 1 || run.iter().all(|letter| letter.is_lowercase()))
}

/// Runs of letters of one script: where each begins and how long it is.
fn runs(letters: &[char]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let Some(found) = script(*letter) else { continue };
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at && script(letters[*start]) == Some(found) => {
                *length += 1
            }
            _ => runs.push((at, 1)),
        }
    }
    runs
}

/// The first of `candidates` that differs from `name` only by letters that look alike: what to tell somebody whose
/// name fits nothing.
///
/// ```
/// # use policy::near_miss;
/// let known = ["Розница", "УправлениеТорговлей"];
/// assert_eq!(near_miss("УправлениеTорговлей", known), Some("УправлениеТорговлей"));
/// assert_eq!(near_miss("УправлениеТорговлей", known), None);
/// ```
pub fn near_miss<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let looks_alike =
        |candidate: &&str| *candidate != name && name.chars().map(latin).eq(candidate.chars().map(latin));
    candidates.into_iter().find(looks_alike)
}

/// The Latin letter that `letter` looks like, else itself.
fn latin(letter: char) -> char {
    PAIRS.iter().find(|(_, cyrillic)| *cyrillic == letter).map_or(letter, |(latin, _)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_letter_in_a_russian_name_is_found_and_the_reverse() {
        for (name, letter, place) in [
            ("Pозница", 'P', 1),
            ("КомплекснаяAвтоматизация", 'A', 12),
            ("УправлениеТoрговлей", 'o', 12),
            ("РозницаC", 'C', 8),
            ("Uprаvlenie", 'а', 4),
            ("УTТ", 'T', 2),
            ("Сoоoтчет", 'o', 2),
            ("RetailCRM_Сeрвер", 'e', 12),
        ] {
            assert_eq!(mixed_script(name), Some((letter, place)), "{name}");
        }
    }

    #[test]
    fn names_that_rightly_use_both_scripts_are_left_alone() {
        for name in [
            "УправлениеТорговлей",
            "MCP_Сервер",
            "RetailCRM_УТ11.5",
            "HTTPСервис",
            "РаботаСXML",
            "1С:Предприятие",
            "UT_А",
            "",
        ] {
            assert_eq!(mixed_script(name), None, "{name}");
        }
    }

    #[test]
    fn a_near_miss_differs_by_look_alikes_only() {
        assert_eq!(near_miss("Розница1", ["Розница"]), None);
        assert_eq!(near_miss("УправлениеТорговлейБазовая", ["УправлениеТорговлей"]), None);
        assert_eq!(near_miss("PO3HИЦA", ["РО3НИЦА"]), Some("РО3НИЦА"));
    }

    #[test]
    fn every_pair_is_one_latin_and_one_cyrillic_letter() {
        for (a, b) in PAIRS {
            assert!(script(a) == Some(Script::Latin) && script(b) == Some(Script::Cyrillic), "{a} {b}");
        }
    }
}
