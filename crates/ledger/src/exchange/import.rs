//! All rows of a file, or those that are good, in one transaction.

use rand_core::CryptoRng;
use serde_json::{Map, Value as Json};

use super::ExchangeFormat;
use super::file::{RawRow, Rows};
use super::rows::ExchangeRow;
use crate::error::ExchangeError;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError};

/// What is done with a record that the ledger has.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "it is changed or it is not")]
pub enum OnKnown {
    /// Its row is refused.
    #[default]
    Refuse,
    /// It gets the fields that the file has; others stay.
    Update,
}

/// What is done with a file that has rows which are refused.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the others are taken or they are not")]
pub enum OnRefused {
    /// Nothing of it is taken.
    #[default]
    RefuseAll,
    /// The others are taken.
    Skip,
}

/// How a file is taken.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct ImportOptions {
    /// Its form.
    pub format: ExchangeFormat,
    /// What is done with a record that the ledger has.
    pub on_known: OnKnown,
    /// What is done where rows are refused.
    pub on_refused: OnRefused,
    /// Whether it stays.
    pub mode: Mode,
}

/// A row that was not taken.
#[non_exhaustive]
#[derive(Debug)]
pub struct RefusedRow {
    /// The line in a table, the place in a list, from 1.
    pub line: u64,
    /// Why.
    pub error: LedgerError,
}

/// What became of a file.
#[non_exhaustive]
#[derive(Debug)]
pub struct ImportReport {
    /// Records that were added, or would be.
    pub added: u64,
    /// Records that were changed, or would be.
    pub updated: u64,
    /// Records that were there just so.
    pub unchanged: u64,
    /// Rows that were refused; the first [`ImportReport::SHOWN`] of them.
    pub refused: Vec<RefusedRow>,
    /// How many rows were refused.
    pub refused_count: u64,
    /// Whether it stays: `false` for a dry run, and where a row was refused and none was to be skipped.
    pub is_done: bool,
}

impl ImportReport {
    /// Refused rows that are told one by one; who has more has another file.
    pub const SHOWN: usize = 1000;
}

enum Outcome {
    Added,
    Updated,
    Unchanged,
}

impl Ledger {
    pub(super) fn import_rows<R: ExchangeRow>(
        &mut self,
        rows: Rows<'_>,
        options: ImportOptions,
        context: &Context,
        random: &mut impl CryptoRng,
        mut done: impl FnMut(),
    ) -> Result<ImportReport, LedgerError> {
        self.write_deciding(|ledger| {
            let mut report = ImportReport {
                added: 0,
                updated: 0,
                unchanged: 0,
                refused: Vec::new(),
                refused_count: 0,
                is_done: false,
            };
            let mut taken = Vec::new();
            for RawRow { line, fields } in rows {
                let take = || match fields {
                    Ok(fields) => ledger.import_row::<R>(fields, options.on_known, context, random),
                    Err(error) => Err(error.into()),
                };
                // Others are found to be sound before they are written; each savepoint flushes the search's index.
                let row = if R::HAS_PARTS { ledger.at_savepoint(take) } else { take() };
                match row {
                    Ok((row, outcome)) => {
                        match outcome {
                            Outcome::Added => report.added += 1,
                            Outcome::Updated => report.updated += 1,
                            Outcome::Unchanged => report.unchanged += 1,
                        }
                        if R::HAS_PARTS {
                            taken.push((line, row));
                        }
                    }
                    Err(error) => report.refuse(line, error)?,
                }
                done();
            }
            for (line, row) in taken {
                let finished = ledger.at_savepoint(|| row.finish(ledger, context));
                match (finished, options.on_refused) {
                    (Err(error), OnRefused::RefuseAll) => report.refuse(line, error)?,
                    // Its row was taken already, so it cannot be skipped.
                    (finished, _) => finished?,
                }
            }
            report.refused.sort_by_key(|row| row.line);
            let keeps = report.refused_count == 0 || options.on_refused == OnRefused::Skip;
            report.is_done = keeps && options.mode == Mode::Commit;
            let mode = if report.is_done { Mode::Commit } else { Mode::DryRun };
            Ok((report, mode))
        })
    }
}

impl ImportReport {
    /// Notes a row that was refused; what is no row's fault ends the import.
    fn refuse(&mut self, line: u64, error: LedgerError) -> Result<(), LedgerError> {
        let is_of_row = matches!(
            error,
            LedgerError::Exchange(_)
                | LedgerError::Record(_)
                | LedgerError::Empty { .. }
                | LedgerError::TextTooLong { .. }
                | LedgerError::BadGuid { .. }
                | LedgerError::GuidTaken { .. }
                | LedgerError::Unrepresentable { .. }
                | LedgerError::UnknownFeature { .. }
                | LedgerError::UnknownProduct { .. }
        );
        if !is_of_row {
            return Err(error);
        }
        self.refused_count += 1;
        if self.refused.len() < Self::SHOWN {
            self.refused.push(RefusedRow { line, error });
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Adds or changes one record: what the file does not have stays as it is.
    fn import_row<R: ExchangeRow>(
        &self,
        fields: Map<String, Json>,
        on_known: OnKnown,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<(R, Outcome), LedgerError> {
        let row: R = read(fields.clone())?;
        row.check_number()?;
        let Some(known) = row.known(self)? else {
            row.add(self, context, random)?;
            return Ok((row, Outcome::Added));
        };
        if on_known == OnKnown::Refuse {
            let number = known.number().unwrap_or_default();
            return Err(ExchangeError::Known { column: R::COLUMNS[0].0, number }.into());
        }
        let Ok(Json::Object(mut merged)) = serde_json::to_value(&known) else {
            return Err(ExchangeError::NoRecord.into());
        };
        let number = merged.get(R::COLUMNS[0].0).cloned();
        merged.extend(fields);
        merged.insert(R::COLUMNS[0].0.to_owned(), number.unwrap_or_default());
        let row: R = read(merged)?;
        let is_changed = row.update(self, context, random)?;
        Ok((row, if is_changed { Outcome::Updated } else { Outcome::Unchanged }))
    }

    /// Does `work`, and takes back what it did where it fails.
    fn at_savepoint<T>(&self, work: impl FnOnce() -> Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.execute("SAVEPOINT one_row", &[])?;
        let result = work();
        if result.is_err() {
            self.execute("ROLLBACK TO SAVEPOINT one_row", &[])?;
        }
        self.execute("RELEASE SAVEPOINT one_row", &[])?;
        result
    }
}

/// The fields as a record; the first that is wrong is named.
fn read<R: ExchangeRow>(fields: Map<String, Json>) -> Result<R, ExchangeError> {
    let wrong = |fields: &Map<String, Json>| {
        let is_wrong = |(name, value): &(&String, &Json)| {
            let one = Map::from_iter([((*name).clone(), (*value).clone())]);
            serde_json::from_value::<R>(Json::Object(one)).is_err()
        };
        let found = fields.iter().find(is_wrong).map(|(name, _)| name.clone());
        found.map_or(ExchangeError::NoRecord, |column| ExchangeError::Value { column })
    };
    serde_json::from_value(Json::Object(fields.clone())).map_err(|_| wrong(&fields))
}
