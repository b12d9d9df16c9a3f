//! `import` and `export`, the same for each kind of record.

use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, explain, values};
use disk::Access;
use ledger::{ExchangeFormat, ExchangeKind, ImportOptions, ImportReport, OnKnown, OnRefused};
use serde::Serialize;

use crate::options::{DryRun, VendorArgs};
use crate::outside::refuse_inside;
use crate::vendor::{judged, random};

/// A file that records come from.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The file: a table in CSV, or a list in JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The form of the file [default: by its ending]
    #[arg(long, value_name = "FORM", value_parser = format_parser())]
    format: Option<String>,

    /// Change what is there, by its number or its id in the CRM; fields that the file has not stay
    #[arg(long)]
    update: bool,

    /// Take the good rows where others are refused
    #[arg(long)]
    skip_refused: bool,

    #[command(flatten)]
    dry_run: DryRun,
}

/// A file that records go to.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The file; without it they are printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// The form [default: by the file's ending, or csv]
    #[arg(long, value_name = "FORM", value_parser = format_parser())]
    format: Option<String>,
}

fn format_parser() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(ExchangeFormat::ALL.map(ExchangeFormat::name))
}

/// The form that was asked for, or that a file's ending says.
fn format_of(asked: Option<&str>, file: Option<&Path>) -> ExchangeFormat {
    let ending = file.and_then(Path::extension).and_then(|ending| ending.to_str());
    asked.or(ending).and_then(ExchangeFormat::from_name).unwrap_or(ExchangeFormat::Csv)
}

pub(crate) fn import(
    kind: ExchangeKind,
    args: &Import,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let file = disk::read_limited(&args.file, ExchangeKind::MAX_BYTES)?;
    let options = ImportOptions {
        format: format_of(args.format.as_deref(), Some(&args.file)),
        on_known: if args.update { OnKnown::Update } else { OnKnown::Refuse },
        on_refused: if args.skip_refused { OnRefused::Skip } else { OnRefused::RefuseAll },
        mode: args.dry_run.mode(),
    };
    let lines = file.iter().filter(|byte| **byte == b'\n').count();
    let progress = ui.progress_of_items("exchange-importing", u64::try_from(lines).unwrap_or_default());
    let report =
        ledger.import_records(kind, &file, options, &vendor.context(), &mut random(), || progress.add(1));
    drop(progress);
    ui.report(&Imported::new(&report.map_err(judged)?, args, ui))
}

#[derive(Serialize)]
struct RefusedJson {
    line: u64,
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Imported {
    added: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    /// The first thousand of those refused.
    rows: Vec<RefusedJson>,
    done: bool,
    dry_run: bool,
    #[serde(skip)]
    is_refused: bool,
}

impl Imported {
    fn new(report: &ImportReport, args: &Import, ui: &Ui) -> Self {
        let rows = report.refused.iter().map(|row| RefusedJson {
            line: row.line,
            code: format::Explain::code(&row.error),
            message: explain(ui.words(), &row.error),
        });
        Self {
            added: report.added,
            updated: report.updated,
            unchanged: report.unchanged,
            refused: report.refused_count,
            rows: rows.collect(),
            done: report.is_done,
            dry_run: args.dry_run.is_on(),
            is_refused: report.refused_count > 0 && !args.skip_refused,
        }
    }
}

impl Report for Imported {
    fn list(&self) -> Option<&'static str> {
        Some("rows")
    }

    fn show(&self, page: &mut Page<'_>) {
        if !self.rows.is_empty() {
            let mut table = Table::new(["exchange-line", "vendor-reason"]);
            for row in &self.rows {
                table.row([row.line.into(), (&row.message).into()]);
            }
            page.table(&table);
            page.blank();
        }
        let counts = values![
            added = self.added,
            updated = self.updated,
            unchanged = self.unchanged,
            refused = self.refused
        ];
        match (self.done, self.is_refused) {
            (true, _) => page.say_toned(Tone::Good, "exchange-imported", &counts),
            (false, true) => page.say_toned(Tone::Bad, "exchange-refused", &counts),
            (false, false) => {
                page.say("exchange-would-import", &counts);
                page.say("customers-dry-run", &[]);
            }
        }
    }

    fn answer(&self) -> Answer {
        if self.is_refused { Answer::Refused } else { Answer::Yes }
    }
}

pub(crate) fn export(
    kind: ExchangeKind,
    args: &Export,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let format = format_of(args.format.as_deref(), args.out.as_deref());
    let text = ledger.export_records(kind, format).map_err(judged)?;
    let Some(out) = &args.out else {
        return ui.data(&text);
    };
    refuse_inside(out, ledger.folder())?;
    // Customers are nobody else's business.
    disk::write_whole(out, text.as_bytes(), Access::OwnerOnly)?;
    let file = out.display().to_string();
    ui.report(&Exported { kind: kind.name(), format: format.name(), file, bytes: text.len() })
}

#[derive(Serialize)]
struct Exported {
    kind: &'static str,
    format: &'static str,
    file: String,
    bytes: usize,
}

impl Report for Exported {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "exchange-exported", &values![file = &self.file]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_what_was_asked_for_or_what_the_ending_says() {
        let form = |asked, file: Option<&str>| format_of(asked, file.map(Path::new)).name();
        assert_eq!(form(None, Some("a.json")), "json");
        assert_eq!(form(None, Some("a.JSON")), "json");
        assert_eq!(form(Some("csv"), Some("a.json")), "csv");
        assert_eq!(form(None, Some("a.txt")), "csv");
        assert_eq!(form(None, None), "csv");
    }
}
