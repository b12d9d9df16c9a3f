//! What both programs share: languages, errors in words, exit codes, reports, help, and questions to people.
//!
//! A command gets a [`Ui`] and gives an [`Answer`] or a [`Failure`]; [`start`] opens and [`Ui::finish`] closes the
//! program. Library crates tell codes and facts ([`format::Explain`]); the sentences are in `words/`.
//!
//! ```
//! use console::{Answer, Failure, Page, Report, Ui};
//!
//! #[derive(serde::Serialize)]
//! struct Size {
//!     file: String,
//!     bytes: u64,
//! }
//!
//! impl Report for Size {
//!     fn show(&self, page: &mut Page<'_>) {
//!         page.field("file", &self.file);
//!         page.field("size", self.bytes);
//!     }
//! }
//!
//! fn run(path: &std::path::Path, ui: &mut Ui) -> Result<Answer, Failure> {
//!     let measured = disk::measure(path)?;
//!     ui.report(&Size { file: path.display().to_string(), bytes: measured.bytes })
//! }
//!
//! let (mut ui, _) = Ui::captured(console::Language::Russian, console::Output::People);
//! let outcome = run("no such file".as_ref(), &mut ui);
//! assert_eq!(console::exit_code(&outcome), 2);
//! ```

pub mod clock;
pub mod parse;

mod ask;
mod clean;
mod completions;
mod explain;
mod failure;
mod help;
mod language;
mod manual;
mod page;
mod passphrase;
mod progress;
mod repair;
mod rows;
mod start;
mod ui;
mod usage;
mod who;
mod words;

pub use ask::AskError;
pub use clean::{clean, clean_lines};
pub use completions::Completions;
pub use explain::{CAUSE, explain, hint};
pub use failure::{Answer, Failure, exit_code};
pub use help::{localize, missing_help};
pub use language::Language;
pub use manual::{Manual, NoSuchCommand};
pub use page::{Page, Report, Table, Tone};
pub use passphrase::{
    MAX_PASSPHRASE_BYTES, PassphraseArgs, PassphraseError, PassphraseFor, PassphraseSource,
};
pub use progress::Progress;
pub use repair::{Corrected, RepairArgs};
pub use start::{Globals, Program, start, start_with};
pub use ui::{Captured, Color, Output, Ui};
pub use usage::{Told, typed};
pub use who::who;
pub use words::{Value, Words, moment};
