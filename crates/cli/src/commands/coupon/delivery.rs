//! Coupons by the million on their way out: a row in a CSV file or of JSON lines, or a file each.
//!
//! A file of rows is written under another name until it is complete. A run that was cut off goes on behind the last whole
//! row, once that row is seen to be the coupon which the ledger has there.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use console::Failure;
use disk::{Access, DiskError};
use format::{Document, Explain, Fact, Number, write_text};
use ledger::{CouponScope, IssuedCoupon, Ledger};
use serde::{Deserialize, Serialize};
use sheets::{Cell, to_csv};
use thiserror::Error;

use crate::vendor::judged;

/// The columns of a row, in their order.
const COLUMNS: [&str; 6] = ["batch", "position", "coupon", "license", "customer", "text"];

/// Where coupons go.
pub(super) enum Delivery {
    /// Rows in a file that is complete when it gets its name.
    Rows { form: Form, file: File, draft: PathBuf, path: PathBuf },
    /// A file and a text for each.
    Folder(PathBuf),
}

/// What a row looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    Csv,
    JsonLines,
}

impl Form {
    /// By the ending of a file's name; `None` for a folder.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "csv" => Some(Self::Csv),
            "jsonl" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// A coupon as a row.
#[derive(Debug, Deserialize, Serialize)]
struct CouponRow {
    batch: u32,
    position: u32,
    coupon: String,
    license: Option<String>,
    customer: Option<u32>,
    /// The signed text in one line.
    text: String,
}

impl From<&IssuedCoupon> for CouponRow {
    fn from(issued: &IssuedCoupon) -> Self {
        let text = write_text(issued.number, &issued.document);
        Self {
            batch: issued.batch,
            position: issued.position,
            coupon: issued.number.to_string(),
            license: match issued.scope {
                CouponScope::License(license) => Some(license.to_string()),
                _ => None,
            },
            customer: match issued.scope {
                CouponScope::Customer(customer) => Some(customer.get()),
                _ => None,
            },
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

impl CouponRow {
    fn cells(self) -> [Cell; 6] {
        [
            Cell::plain(self.batch),
            Cell::plain(self.position),
            Cell::text(self.coupon),
            Cell::text(self.license.unwrap_or_default()),
            Cell::plain(self.customer.map(|customer| customer.to_string()).unwrap_or_default()),
            Cell::text(self.text),
        ]
    }
}

impl Delivery {
    /// Opens the way out for a batch, and the position of the last coupon that is there already.
    pub(super) fn open(path: &Path, ledger: &Ledger, batch: u32) -> Result<(Self, u32), Failure> {
        let Some(form) = Form::of(path) else {
            std::fs::create_dir_all(path).map_err(|error| DiskError::from_io(path, error))?;
            return Ok((Self::Folder(path.to_owned()), 0));
        };
        if path.exists() {
            return Err(DiskError::from_io(path, ErrorKind::AlreadyExists.into()).into());
        }
        let mut draft = path.as_os_str().to_owned();
        draft.push(".part");
        let draft = PathBuf::from(draft);
        let failed = |error| Failure::from(DiskError::from_io(&draft, error));
        let is_new = !draft.exists();
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&draft);
        let mut file = open.map_err(failed)?;
        if is_new {
            disk::owner_only(&draft)?;
        }
        let written = Written::of(&mut file, form).map_err(failed)?;
        let last = match written.last {
            None => 0,
            Some((position, number)) if written.is_batch(ledger, batch, position, &number)? => position,
            Some(_) => return Err(AnotherFile { path: draft, batch }.into()),
        };
        // A row that was cut off in the middle is written again.
        file.set_len(written.bytes).map_err(failed)?;
        file.seek(SeekFrom::End(0)).map_err(failed)?;
        if written.bytes == 0 && form == Form::Csv {
            file.write_all(to_csv([COLUMNS.map(Cell::text)]).as_bytes()).map_err(failed)?;
        }
        Ok((Self::Rows { form, file, draft, path: path.to_owned() }, last))
    }

    /// Writes coupons.
    pub(super) fn write(&mut self, issued: &[IssuedCoupon]) -> Result<(), Failure> {
        match self {
            Self::Folder(folder) => issued.iter().try_for_each(|one| write_files(folder, one).map(drop)),
            Self::Rows { form, file, draft, .. } => {
                let text = rows(*form, issued);
                Ok(file.write_all(text.as_bytes()).map_err(|error| DiskError::from_io(&*draft, error))?)
            }
        }
    }

    /// The file is complete.
    pub(super) fn finish(self) -> Result<(), Failure> {
        if let Self::Rows { file, draft, path, .. } = self {
            file.sync_all().map_err(|error| DiskError::from_io(&draft, error))?;
            drop(file);
            disk::move_file(&draft, &path)?;
        }
        Ok(())
    }
}

/// Coupons as rows of text.
pub(super) fn rows(form: Form, issued: &[IssuedCoupon]) -> String {
    let rows = issued.iter().map(CouponRow::from);
    match form {
        Form::Csv => to_csv(rows.map(CouponRow::cells)),
        Form::JsonLines => rows
            .map(|row| serde_json::to_string(&row).expect("numbers and texts become JSON") + "\n")
            .collect(),
    }
}

/// The coupon as `<number>.kscoupon` and `<number>.txt`.
pub(super) fn write_files(folder: &Path, issued: &IssuedCoupon) -> Result<String, Failure> {
    let file = folder.join(format!("{}.{}", issued.number, Document::Coupon.file_ending()));
    disk::write_whole(&file, &issued.document, Access::OwnerOnly)?;
    let text = write_text(issued.number, &issued.document);
    disk::write_whole(&folder.join(format!("{}.txt", issued.number)), text.as_bytes(), Access::OwnerOnly)?;
    Ok(file.display().to_string())
}

/// What an earlier run has written of a file of rows.
struct Written {
    /// The bytes of whole rows.
    bytes: u64,
    rows: u32,
    /// Position and number in the last whole row.
    last: Option<(u32, String)>,
}

impl Written {
    fn of(file: &mut File, form: Form) -> std::io::Result<Self> {
        let mut written = Self { bytes: 0, rows: 0, last: None };
        let mut reader = BufReader::new(file);
        let (mut line, mut header) = (Vec::new(), form == Form::Csv);
        loop {
            line.clear();
            let bytes = reader.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                return Ok(written);
            }
            written.bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
            if std::mem::take(&mut header) {
                continue;
            }
            written.rows += 1;
            // What does not read as a row is that of no batch.
            written.last = Some(position_and_number(form, &line).unwrap_or_default());
        }
    }

    /// Whether the last row is what the ledger has at its place, and all rows before it are there.
    fn is_batch(&self, ledger: &Ledger, batch: u32, position: u32, number: &str) -> Result<bool, Failure> {
        let there = ledger.issued_at(batch, position).map_err(judged)?;
        Ok(self.rows == position && there.is_some_and(|there| there.number.to_string() == number))
    }
}

fn position_and_number(form: Form, line: &[u8]) -> Option<(u32, String)> {
    let line = std::str::from_utf8(line).ok()?;
    if form == Form::JsonLines {
        let row: CouponRow = serde_json::from_str(line).ok()?;
        return Some((row.position, row.coupon));
    }
    let mut cells = line.split(',').skip(1);
    let position = cells.next()?.parse().ok()?;
    let number: Number = cells.next()?.parse().ok()?;
    Some((position, number.to_string()))
}

/// A file that an earlier run began, for something else.
#[derive(Debug, Error)]
#[error("{} holds other coupons than batch {batch}", path.display())]
struct AnotherFile {
    path: PathBuf,
    batch: u32,
}

impl Explain for AnotherFile {
    fn code(&self) -> &'static str {
        "cli.another-file"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("path", Fact::text(self.path.display())), ("batch", u64::from(self.batch).into())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_told_by_the_ending() {
        assert_eq!(Form::of(Path::new("a/coupons.csv")), Some(Form::Csv));
        assert_eq!(Form::of(Path::new("coupons.jsonl")), Some(Form::JsonLines));
        assert_eq!(Form::of(Path::new("coupons")), None);
    }

    #[test]
    fn whole_rows_are_told_from_one_that_was_cut_off() {
        let mut file = tempfile::tempfile().unwrap();
        let number = "DEMOUPD-6K59J-BYHZA-GXKT9-08RBG";
        let text = format!("batch,position,coupon\r\n3,1,{number},,,x\r\n3,2,DEMOUPD-6K");
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let written = Written::of(&mut file, Form::Csv).unwrap();
        assert_eq!((written.rows, written.last), (1, Some((1, number.to_owned()))));
        assert_eq!(written.bytes, u64::try_from(text.find("3,2").unwrap()).unwrap());
    }
}
