use crypto::sha256;
use format::{Envelope, Number, NumberKind, Prefix, write_text};

use super::file::{Body, Vector};
use super::roots::ROOT;
use super::{coupons, licenses};

fn vector(name: &str, document: &str, expect: &str, comment: &str, text: impl Into<String>) -> Vector {
    Vector::new(&format!("text/{name}"), document, expect, "§3.3", comment, Body::Text(text.into()))
        .with("root", ROOT)
}

fn number(kind: NumberKind) -> Number {
    let id = if kind == NumberKind::License { licenses::number() } else { coupons::bearer_number() };
    Number { prefix: Prefix::new("DEMO").expect("four letters"), kind, id }
}

fn license() -> String {
    write_text(number(NumberKind::License), &licenses::signed(&licenses::empty()))
}

fn coupon() -> String {
    write_text(number(NumberKind::Coupon), &coupons::signed(&coupons::bearer()))
}

/// The lines of the license's text, changed by `edit`.
fn edited(edit: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = license().lines().map(str::to_owned).collect();
    edit(&mut lines);
    lines.join("\n") + "\n"
}

/// The line with another character at `at`.
fn replaced(line: &str, at: usize, with: &str) -> String {
    [&line[..at], with, &line[at + 1..]].concat()
}

/// The next character of the alphabet, `0` after `Z`.
fn other(line: &str, at: usize) -> &'static str {
    if line[at..].starts_with('7') { "8" } else { "7" }
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = good();
    all.extend(numbers());
    all.extend(rows());
    all.extend(repairs());
    all.push(long_last_row());
    all
}

fn good() -> Vec<Vector> {
    let cyrillic = |text: &str| -> String {
        text.chars()
            .map(|c| {
                "ABEKMHOPCTXY"
                    .chars()
                    .zip("АВЕКМНОРСТХУ".chars())
                    .find(|(latin, _)| *latin == c)
                    .map_or(c, |(_, look_alike)| look_alike)
            })
            .collect()
    };
    let flowed: Vec<String> = license().lines().map(|line| line.replace('-', " ")).collect();
    let mail: String =
        license().lines().map(|line| format!("> {}\r\n", line.replace('-', "\u{2013}"))).collect();
    let ok = |name, document, comment, text: String| vector(name, document, "ok", comment, text);
    vec![
        ok("license", "license", "the text of license/empty.txt as it is written", license()),
        ok("coupon", "coupon", "the text of coupon/add-for-bearer.txt as it is written", coupon()),
        ok("lower-case", "license", "lower case", license().to_lowercase()),
        ok("cyrillic", "license", "Cyrillic letters that look like Latin ones", cyrillic(&license())),
        ok("look-alikes", "license", "o for 0, l for 1", license().replace('0', "o").replace('1', "l")),
        ok(
            "flowed",
            "license",
            "one paragraph, with spaces instead of dashes and line ends",
            flowed.join(" ") + "\n",
        ),
        ok("mail", "license", "quoted in a mail, with en dashes and CR LF", mail),
    ]
}

fn numbers() -> Vec<Vector> {
    let first = number(NumberKind::License).to_string();
    let with_first = |line: &str| edited(|lines| lines[0] = line.to_owned());
    let text =
        |name: &str, expect: &str, comment, text: String| vector(name, "license", expect, comment, text);
    let another = Number { id: coupons::bearer_number(), ..number(NumberKind::License) };
    let other_prefix =
        Number { prefix: Prefix::new("OTHR").expect("four letters"), ..number(NumberKind::License) };
    vec![
        text("empty", "text text-empty", "nothing but white space", "  \n".to_owned()),
        text("only-number", "text only-number", "a number is a name, not a proof", format!("{first}\n")),
        text("number-prefix", "text number-prefix", "the first line is no number", with_first("12345")),
        text(
            "number-length",
            "text number-length",
            "a number with 19 characters and nothing else",
            first[..27].to_owned() + "\n",
        ),
        text(
            "number-character",
            "text number-character",
            "U does not occur in numbers",
            with_first(&replaced(&first, 7, "U")),
        ),
        text(
            "number-check",
            "text number-check",
            "a character of the number is mistyped",
            with_first(&replaced(&first, 7, other(&first, 7))),
        ),
        text(
            "other-number",
            "other number",
            "the right number of another license",
            with_first(&another.to_string()),
        ),
        text(
            "other-prefix",
            "other number",
            "the number with another vendor's letters",
            with_first(&other_prefix.to_string()),
        ),
        text("coupon-as-license", "wrong document", "a coupon pasted where a license belongs", coupon()),
    ]
}

fn rows() -> Vec<Vector> {
    let text = |name: &str, comment, text: String| {
        Vector::new(
            &format!("text/{name}"),
            "license",
            &format!("text {name}"),
            "§3.3",
            comment,
            Body::Text(text),
        )
    };
    let document = licenses::signed(&licenses::empty());
    let longer = write_text(number(NumberKind::License), &[&document[..], &[0; 15]].concat());
    let rows = license().lines().count() - 1;
    vec![
        text("too-long", "more than 131,072 bytes", String::new()),
        text(
            "row-character",
            "row 2, group 3 has a letter of no alphabet of ours",
            edited(|lines| lines[2] = replaced(&lines[2], 13, "Ж")),
        ),
        text(
            "group-length",
            "row 3, group 2 has four characters",
            edited(|lines| lines[3].replace_range(8..9, "")),
        ),
        text(
            "row-length",
            "row 3 has 24 characters and no groups",
            edited(|lines| {
                lines[3].remove(8);
                lines[3] = lines[3].replace('-', "");
            }),
        ),
        text(
            "row-check",
            "row 4 has a mistyped character",
            edited(|lines| lines[4] = replaced(&lines[4], 8, other(&lines[4], 8))),
        ),
        text("row-missing", "row 5 is missing", edited(|lines| drop(lines.remove(5)))),
        text("row-repeated", "row 3 stands there twice", edited(|lines| lines.insert(3, lines[3].clone()))),
        text("rows-swapped", "rows 2 and 3 have changed places", edited(|lines| lines.swap(2, 3))),
        text("text-ends", "the last row is missing", edited(|lines| lines.truncate(rows))),
        text("text-goes-on", "a row follows the document", longer),
        text("loose-end", "the last bit, which belongs to no byte, is set", loose_end(&document)),
    ]
    .into_iter()
    .map(|vector| if vector.path == "text/too-long.txt" { too_long(vector) } else { vector })
    .map(|vector| vector.with("root", ROOT))
    .collect()
}

/// A text that checks in each row and has a byte more than it says.
fn long_last_row() -> Vector {
    let document = [licenses::signed(&licenses::empty()), vec![0]].concat();
    let comment = "a last row that checks and is longer than the document's heads announce";
    vector(
        "last-row",
        "license",
        "text row-length",
        comment,
        write_text(number(NumberKind::License), &document),
    )
}

/// Damaged texts: `expect` is what a strict reader answers, `repair` what one that repairs corrects.
fn repairs() -> Vec<Vector> {
    let text = |name: &str, expect: &str, repair: &str, comment: &str, text: String| {
        let path = format!("text/repair-{name}");
        Vector::new(&path, "license", expect, "§3.5", comment, Body::Text(text))
            .with("root", ROOT)
            .with("repair", repair)
    };
    let wrong = |lines: &mut Vec<String>, row: usize, at: usize| {
        lines[row] = replaced(&lines[row], at, other(&lines[row], at));
    };
    let last = license().lines().count() - 1;
    let document = licenses::signed(&licenses::empty());
    let envelope = Envelope::parse(&document).expect("just assembled");
    let digest = sha256(envelope.unverified_payload()).to_string();
    let forged = {
        let mut document = document.clone();
        let at = document.len() - 40;
        document[at] ^= 1;
        write_text(number(NumberKind::License), &document)
    };
    let repaired = vec![
        text("wrong", "text row-check", "row 4", "one wrong character", edited(|lines| wrong(lines, 4, 8))),
        text(
            "unknown",
            "text row-character",
            "row 2",
            "a character of no alphabet of ours",
            edited(|lines| lines[2] = replaced(&lines[2], 13, "Ж")),
        ),
        text(
            "swapped",
            "text row-check",
            "row 6",
            "two neighbours have changed places",
            edited(|lines| lines[6] = swapped(&lines[6])),
        ),
        text(
            "omitted",
            "text group-length",
            "row 3",
            "a character is left out",
            edited(|lines| lines[3].replace_range(8..9, "")),
        ),
        text(
            "doubled",
            "text group-length",
            "row 3",
            "a character is typed twice",
            edited(|lines| {
                let twice = lines[3][8..9].to_owned();
                lines[3].insert_str(8, &twice);
            }),
        ),
        text(
            "three-rows",
            "text group-length",
            &format!("row 1, row 5, row {last}"),
            "a wrong character, one left out, and a wrong one in the last row",
            edited(|lines| {
                wrong(lines, 1, 20);
                lines[5].remove(15);
                wrong(lines, last, 0);
            }),
        ),
        text(
            "without-lines",
            "text row-check",
            "row 2, row 5",
            "a wrong character and one left out, in a text that lost its lines",
            edited(|lines| {
                wrong(lines, 2, 0);
                lines[5].remove(15);
            })
            .replace(['-', '\n'], "")
                + "\n",
        ),
        text(
            "number",
            "text number-check",
            "number",
            "a wrong character in the number, which the contents have",
            edited(|lines| wrong(lines, 0, 7)),
        ),
    ];
    let refused = vec![
        text(
            "four-rows",
            "text row-check",
            "refused",
            "a wrong character in each of four rows",
            edited(|lines| (1..=4).for_each(|row| wrong(lines, row, 8))),
        ),
        text(
            "two-in-a-row",
            "text row-check",
            "refused",
            "two wrong characters in one row",
            edited(|lines| {
                wrong(lines, 4, 1);
                wrong(lines, 4, 8);
            }),
        ),
        text(
            "forged",
            "text row-check",
            "refused",
            "a wrong character in the text of a license whose signature does not hold",
            {
                let mut lines: Vec<String> = forged.lines().map(str::to_owned).collect();
                wrong(&mut lines, 4, 8);
                lines.join("\n") + "\n"
            },
        ),
        text(
            "other-number",
            "text row-check",
            "refused",
            "a wrong character below the right number of another license",
            edited(|lines| {
                let id = coupons::bearer_number();
                lines[0] = Number { id, ..number(NumberKind::License) }.to_string();
                wrong(lines, 4, 8);
            }),
        ),
    ];
    let repaired = repaired.into_iter().map(|vector| vector.with("digest", &digest));
    repaired.chain(refused).collect()
}

/// The line with the first two neighbours that differ exchanged.
fn swapped(line: &str) -> String {
    let mut symbols: Vec<char> = line.chars().collect();
    let at = (0..4).find(|at| symbols[*at] != symbols[at + 1]).expect("five equal symbols are unlikely");
    symbols.swap(at, at + 1);
    symbols.into_iter().collect()
}

/// As bytes, because a run of them is one line.
fn too_long(vector: Vector) -> Vector {
    Vector { body: Body::Bytes(vec![b'A'; 131_073]), ..vector }
}

/// The text with the last unused bit of its last row set, and a check character that agrees.
///
/// A row of which the check character is changed along with its data is what only a program writes, so every candidate
/// is tried.
fn loose_end(document: &[u8]) -> String {
    assert_ne!(document.len() % 5, 0, "the last row must have unused bits");
    const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let text = license();
    let last = text.lines().last().expect("rows").replace('-', "");
    let (data, _) = last.split_at(last.len() - 1);
    let (kept, symbol) = data.split_at(data.len() - 1);
    let value = ALPHABET.find(symbol).expect("a symbol");
    let loose = &ALPHABET[value + 1..value + 2];
    let head: Vec<&str> = text.lines().collect();
    let head = head[..head.len() - 1].join("\n");
    ALPHABET
        .chars()
        .map(|check| format!("{head}\n{kept}{loose}{check}\n"))
        .find(|text| matches!(format::SignedText::read(text), Err(format::TextError::LooseEnd { .. })))
        .expect("one check character agrees")
}
