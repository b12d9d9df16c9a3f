use std::fmt::{Display, Write};

use clap::builder::styling::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width};

use crate::{Answer, Value, Words, clean, clean_lines};

/// What a command found out: the same facts for people and, through `Serialize`, for scripts.
///
/// ```
/// # use console::{Answer, Page, Report};
/// #[derive(serde::Serialize)]
/// struct Ended { license: String, days: u32 }
///
/// impl Report for Ended {
///     fn show(&self, page: &mut Page<'_>) {
///         page.field("file", &self.license);
///         page.say("days", &console::values![count = self.days]);
///     }
///     fn answer(&self) -> Answer {
///         Answer::Refused
///     }
/// }
/// ```
pub trait Report: serde::Serialize {
    /// Writes the report for people.
    fn show(&self, page: &mut Page<'_>);

    /// The field that is the list, for `--csv`, where the report is more than a list.
    fn list(&self) -> Option<&'static str> {
        None
    }

    /// Is the answer yes or no? It decides the exit code.
    fn answer(&self) -> Answer {
        Answer::Yes
    }
}

/// How the text looks where it is printed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// May there be colors?
    pub(crate) color: bool,
    /// Columns of the terminal; `None` outside of one, where nothing is wrapped.
    pub(crate) width: Option<u16>,
}

/// The weight of a line; always beside words that say the same, never instead of them.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Green: yes.
    Good,
    /// Red: no.
    Bad,
    /// Yellow: a doubt.
    Doubt,
    /// Bold: a heading.
    Strong,
    /// Dim: beside the point.
    Faint,
}

impl Tone {
    pub(crate) fn paint(self, text: &str, color: bool) -> String {
        let style = match self {
            Self::Plain => Style::new(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Doubt => AnsiColor::Yellow.on_default(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
        };
        if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Text for people on its way to stdout, put together by a [`Report`].
pub struct Page<'a> {
    words: &'a Words,
    look: Look,
    text: String,
    /// Fields that wait for their neighbours, so that the values stand in one column.
    fields: Vec<(String, String)>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(words: &'a Words, look: Look) -> Self {
        Self { words, look, text: String::new(), fields: Vec::new() }
    }

    /// The words, for a part of a line.
    pub fn words(&self) -> &'a Words {
        self.words
    }

    /// A line with the message `id`.
    pub fn say(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        self.say_toned(Tone::Plain, id, values);
    }

    /// A line with the message `id` in a tone.
    pub fn say_toned(&mut self, tone: Tone, id: &str, values: &[(&str, Value<'_>)]) {
        let text = self.words.say(id, values);
        self.push_line(&tone.paint(&text, self.look.color));
    }

    /// A bold line with the message `id`, after an empty one unless it opens the page.
    pub fn heading(&mut self, id: &str, values: &[(&str, Value<'_>)]) {
        self.blank();
        self.say_toned(Tone::Strong, id, values);
    }

    /// A line that is the same in every language: a number, a path, a signed text.
    pub fn line(&mut self, text: impl Display) {
        self.push_line(&clean(&text.to_string()));
    }

    /// Lines of a document, cleaned, as they are: a license agreement.
    pub fn lines(&mut self, text: &str) {
        self.push_line(clean_lines(text).trim_end_matches('\n'));
    }

    /// `label: value`; the values of neighbouring fields stand below each other.
    pub fn field<'v>(&mut self, label_id: &str, value: impl Into<Value<'v>>) {
        self.fields.push((self.words.say(label_id, &[]), value.into().shown()));
    }

    /// An empty line, unless nothing or an empty line is above.
    pub fn blank(&mut self) {
        self.place_fields();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A table that fits the terminal; without rows, that nothing was found.
    pub fn table(&mut self, table: &Table<'_>) {
        if table.rows.is_empty() {
            return self.say("nothing-found", &[]);
        }
        let text = table.render(self.words, self.look);
        self.push_line(&text);
    }

    pub(crate) fn into_text(mut self) -> String {
        self.place_fields();
        self.text
    }

    fn push_line(&mut self, line: &str) {
        self.place_fields();
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn place_fields(&mut self) {
        self.text.push_str(&in_one_column(&self.fields, self.look));
        self.fields.clear();
    }
}

/// `label: value` below each other, the values in one column.
fn in_one_column(fields: &[(String, String)], look: Look) -> String {
    let widest = fields.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0) + 1;
    let mut text = String::new();
    for (label, value) in fields {
        let label = format!("{label}:");
        let padding = " ".repeat((widest + 1).saturating_sub(label.chars().count()));
        let label = Tone::Faint.paint(&label, look.color);
        writeln!(text, "{label}{padding}{value}").expect("a String takes every write");
    }
    text
}

/// Spaces between columns.
const GAP: u16 = 2;

/// How a table goes into a terminal. A number or a date that is broken in two can no longer be read or copied.
enum Fit {
    /// As it is.
    Whole,
    /// With the widest column wrapped between words, to so many characters and the gap.
    Wrapped { column: usize, room: u16 },
    /// Not at all: each row becomes fields.
    No,
}

fn fit(headings: &[String], rows: &[Vec<String>], width: usize) -> Fit {
    let cells = |column: usize| {
        let below = rows.iter().filter_map(move |row| row.get(column));
        headings.get(column).into_iter().chain(below).map(String::as_str)
    };
    let widest =
        |column| cells(column).map(|cell| cell.chars().count()).max().unwrap_or(0) + usize::from(GAP);
    let widths: Vec<usize> = (0..headings.len()).map(widest).collect();
    let total: usize = widths.iter().sum();
    if total <= width + usize::from(GAP) {
        return Fit::Whole;
    }
    let Some((column, own)) = widths.iter().copied().enumerate().max_by_key(|(_, width)| *width) else {
        return Fit::Whole;
    };
    let longest_word = cells(column).flat_map(str::split_whitespace).map(|word| word.chars().count()).max();
    let room = width.saturating_sub(total - own);
    match u16::try_from(room) {
        Ok(room_for_all) if room >= longest_word.unwrap_or(0) + usize::from(GAP) && room >= 24 => {
            Fit::Wrapped { column, room: room_for_all }
        }
        _ => Fit::No,
    }
}

/// Rows under headings; a column of numbers stands to the right.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    headings: Vec<&'a str>,
    rows: Vec<Vec<Value<'a>>>,
}

impl<'a> Table<'a> {
    /// A table with a heading for each column, by message id.
    pub fn new(heading_ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self { headings: heading_ids.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row: a value for each heading.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Value<'a>>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Are there no rows?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn render(&self, words: &Words, look: Look) -> String {
        let headings: Vec<String> = self.headings.iter().map(|id| words.say(id, &[])).collect();
        let rows: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(Value::shown).collect()).collect();
        match look.width.map(|width| fit(&headings, &rows, width.into())) {
            None | Some(Fit::Whole) => self.columns(headings, rows, None, look),
            Some(Fit::Wrapped { column, room }) => self.columns(headings, rows, Some((column, room)), look),
            Some(Fit::No) => {
                let record = |row: Vec<String>| {
                    let named = headings.iter().cloned().zip(row);
                    let fields: Vec<_> = named.filter(|(_, value)| !value.is_empty()).collect();
                    in_one_column(&fields, look)
                };
                let records: Vec<String> = rows.into_iter().map(record).collect();
                records.join("\n").trim_end().to_owned()
            }
        }
    }

    fn columns(
        &self,
        headings: Vec<String>,
        rows: Vec<Vec<String>>,
        wrapped: Option<(usize, u16)>,
        look: Look,
    ) -> String {
        let mut table = comfy_table::Table::new();
        // Whether this is a terminal, and how wide, was settled once for the whole program.
        table.force_no_tty();
        table.load_style(comfy_table::presets::NOTHING);
        match (wrapped, look.width) {
            (Some(_), Some(width)) => {
                table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
            }
            _ => {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        table.set_header(headings);
        table.add_rows(rows);
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, GAP));
            match wrapped {
                Some((narrow, room)) if narrow == index => {
                    column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(room)));
                }
                Some(_) => {
                    column.set_constraint(ColumnConstraint::ContentWidth);
                }
                None => {}
            }
            if self.rows.iter().all(|row| matches!(row.get(index), Some(Value::Number(_)))) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let text = table.trim_fmt();
        match text.split_once('\n') {
            Some((header, rows)) => format!("{}\n{rows}", Tone::Strong.paint(header, look.color)),
            None => Tone::Strong.paint(&text, look.color),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn page_text(look: Look, write: impl FnOnce(&mut Page<'_>)) -> String {
        let words = Words::new(Language::English, "keyslip");
        let mut page = Page::new(&words, look);
        write(&mut page);
        page.into_text()
    }

    fn long_table() -> Table<'static> {
        let mut table = Table::new(["name", "count"]);
        table.row(["pump".into(), 1_u64.into()]);
        table.row(["a name that goes on and on and on and on".into(), 12_u64.into()]);
        table
    }

    #[test]
    fn neighbouring_fields_stand_in_one_column() {
        let text = page_text(Look::default(), |page| {
            page.field("name", "pump");
            page.field("count", 3_u64);
            page.blank();
            page.field("file", "насос\u{1b}[2J");
        });
        assert_eq!(text, "name:  pump\ncount: 3\n\nfile: насос\n");
    }

    #[test]
    fn a_table_outside_a_terminal_is_not_wrapped() {
        let text = page_text(Look::default(), |page| page.table(&long_table()));
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().all(|line| line == line.trim_end()));
    }

    #[test]
    fn a_table_wraps_its_widest_column_between_words() {
        let look = Look { width: Some(34), color: false };
        let text = page_text(look, |page| page.table(&long_table()));
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 34), "{text}");
    }

    #[test]
    fn a_table_that_does_not_fit_becomes_fields() {
        let look = Look { width: Some(24), color: false };
        let text = page_text(look, |page| page.table(&long_table()));
        assert!(text.starts_with("name:  pump\ncount: 1\n\nname:  a name that goes"), "{text}");
    }

    #[test]
    fn color_is_only_where_it_is_wanted() {
        let write = |page: &mut Page<'_>| page.say_toned(Tone::Bad, "no", &[]);
        assert_eq!(page_text(Look::default(), write), "no\n");
        assert_eq!(page_text(Look { color: true, width: None }, write), "\u{1b}[31mno\u{1b}[0m\n");
    }

    #[test]
    fn a_documents_lines_stay_and_its_escapes_go() {
        assert_eq!(page_text(Look::default(), |page| page.lines("one\n\u{1b}[1mtwo\n")), "one\ntwo\n");
    }
}
