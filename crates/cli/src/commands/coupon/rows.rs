//! A file with one row per customer: what coupons each is to get.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, explain, parse, values};
use format::{Digest, Explain, Fact, Term, UnixTime};
use ledger::{CouponKind, CouponProduct, CouponRequest, CouponScope, Ledger, LedgerError, TrialDays};
use serde::Serialize;
use sheets::Reader;
use thiserror::Error;

use super::delivery::Form;
use crate::input::{ProductRef, customer_number, license_number};
use crate::vendor::judged;

/// Largest file of rows: some millions of customers.
const MAX_BYTES: u64 = 512 << 20;
/// Most refused rows that are shown; a file with more is wrong as a whole.
const MAX_REFUSED: usize = 100;
/// What a row may have.
const FIELDS: [&str; 7] = ["customer", "crm_id", "license", "count", "product", "until", "days"];

/// A row's values by the names of their columns; empty ones are left out.
type Fields = BTreeMap<String, String>;

/// Rows with their lines.
type Rows<'r> = Box<dyn Iterator<Item = (u64, Result<Fields, Failure>)> + 'r>;

/// A file with one row per customer, read and not looked into yet.
pub(super) struct RowFile {
    path: PathBuf,
    form: Form,
    bytes: Vec<u8>,
}

impl RowFile {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let form = Form::of(path).ok_or(RowError::Ending { path: path.to_owned() })?;
        Ok(Self { path: path.to_owned(), form, bytes: disk::read_limited(path, MAX_BYTES)? })
    }

    /// What tells the file from others.
    pub(super) fn digest(&self) -> Digest {
        crypto::sha256(&self.bytes)
    }

    /// The rows as requests, each on top of `base`.
    pub(super) fn requests<'r>(
        &'r self,
        base: &'r CouponRequest,
        ledger: &'r Ledger,
        now: UnixTime,
    ) -> Result<impl Iterator<Item = (u64, Result<CouponRequest, Failure>)> + 'r, Failure> {
        let rows = self.rows()?;
        Ok(rows.map(move |(line, row)| (line, row.and_then(|fields| request(&fields, base, ledger, now)))))
    }

    fn rows(&self) -> Result<Rows<'_>, Failure> {
        if self.form == Form::JsonLines {
            let lines = (1..).zip(self.bytes.split(|byte| *byte == b'\n'));
            let lines = lines.filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace));
            return Ok(Box::new(lines.map(|(line, text)| (line, json_fields(text)))));
        }
        let reader =
            Reader::new(&self.bytes).map_err(|error| RowError::Sheet { problem: error.to_string() })?;
        let header = reader.header().to_vec();
        if let Some(unknown) = header.iter().find(|name| !FIELDS.contains(&name.as_str())) {
            return Err(RowError::Column { column: unknown.clone() }.into());
        }
        Ok(Box::new((2..).zip(reader).map(move |(count, row)| match row {
            Ok(row) => {
                let cells = header.iter().cloned().zip(row.cells);
                (row.line, Ok(cells.filter(|(_, cell)| !cell.trim().is_empty()).collect()))
            }
            Err(error) => (count, Err(RowError::Sheet { problem: error.to_string() }.into())),
        })))
    }

    /// How many coupons the rows make, or the rows that cannot be; nothing is signed before all are seen to be good.
    pub(super) fn check(
        &self,
        base: &CouponRequest,
        ledger: &Ledger,
        context: &ledger::Context,
        ui: &Ui,
    ) -> Result<Result<u32, Refused>, Failure> {
        let (mut wanted, mut rows, mut refused) = (0_u32, 0_u64, Vec::new());
        for (line, request) in self.requests(base, ledger, context.now)? {
            rows += 1;
            let checked = request.and_then(|request| {
                ledger.check_coupons(&request, context).map_err(judged)?;
                wanted.checked_add(request.count).ok_or_else(|| {
                    let (count, max) = (u32::MAX, CouponRequest::MAX_COUNT);
                    judged(LedgerError::CouponCount { count, max })
                })
            });
            match checked {
                Ok(sum) => wanted = sum,
                Err(failure) if refused.len() < MAX_REFUSED => refused.push(RefusedRow {
                    line,
                    code: failure.code(),
                    message: explain(ui.words(), failure.problem()),
                }),
                Err(_) => break,
            }
        }
        if rows == 0 {
            return Err(RowError::NoRows { path: self.path.clone() }.into());
        }
        let file = self.path.display().to_string();
        Ok(if refused.is_empty() { Ok(wanted) } else { Err(Refused { file, refused }) })
    }
}

fn json_fields(text: &[u8]) -> Result<Fields, Failure> {
    let unread = |problem: String| Failure::from(RowError::Sheet { problem });
    let object: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(text).map_err(|error| unread(error.to_string()))?;
    let mut fields = Fields::new();
    for (name, value) in object {
        if !FIELDS.contains(&name.as_str()) {
            return Err(RowError::Column { column: name }.into());
        }
        match value {
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => drop(fields.insert(name, text)),
            serde_json::Value::Number(number) => drop(fields.insert(name, number.to_string())),
            _ => return Err(RowError::Value { column: name }.into()),
        }
    }
    Ok(fields)
}

/// What one row asks for.
fn request(
    fields: &Fields,
    base: &CouponRequest,
    ledger: &Ledger,
    now: UnixTime,
) -> Result<CouponRequest, Failure> {
    let mut request = base.clone();
    request.count = 1;
    if let Some(count) = fields.get("count") {
        request.count =
            parse::count(count).map_err(|_| RowError::Value { column: "count".to_owned() })?.get();
    }
    request.scope = scope(fields, ledger)?;
    request.kind = kind(fields, &base.kind, ledger, now)?;
    Ok(request)
}

fn scope(fields: &Fields, ledger: &Ledger) -> Result<CouponScope, Failure> {
    let value = |column: &str| RowError::Value { column: column.to_owned() };
    match (fields.get("customer"), fields.get("crm_id"), fields.get("license")) {
        (Some(customer), None, None) => {
            Ok(CouponScope::Customer(customer_number(customer).map_err(|_| value("customer"))?))
        }
        (None, Some(id), None) => {
            let found = ledger.customers_with_crm_id(id).map_err(judged)?;
            match found.as_slice() {
                [one] => Ok(CouponScope::Customer(one.number)),
                [] => Err(RowError::NoCustomer { id: id.clone() }.into()),
                _ => Err(RowError::SeveralCustomers { id: id.clone() }.into()),
            }
        }
        (None, None, Some(license)) => {
            Ok(CouponScope::License(license_number(license).map_err(|_| value("license"))?))
        }
        _ => Err(RowError::Whose.into()),
    }
}

/// The kind of `base` with the row's product and end in the place of its own.
fn kind(fields: &Fields, base: &CouponKind, ledger: &Ledger, now: UnixTime) -> Result<CouponKind, Failure> {
    let value = |column: &str| RowError::Value { column: column.to_owned() };
    let read = |product: &String| ProductRef::read(product).map_err(|_| value("product"))?.find(ledger);
    let product = fields.get("product").map(read).transpose()?;
    let days = fields.get("days").map(|days| parse::count(days).map_err(|_| value("days"))).transpose()?;
    let until =
        fields.get("until").map(|until| parse::date(until).map_err(|_| value("until"))).transpose()?;
    let term = match (until, days) {
        (Some(_), Some(_)) => return Err(value("until").into()),
        (Some(until), None) if until < now => return Err(value("until").into()),
        (Some(until), None) => Some(Term::Until(until)),
        (None, days) => days.map(Term::Days),
    };
    match base {
        CouponKind::Add(items) => Ok(CouponKind::Add(added(items, product, term)?)),
        CouponKind::Extend(items) if until.is_none() => {
            Ok(CouponKind::Extend(extended(items, product, days)))
        }
        _ => Err(RowError::Kind.into()),
    }
}

fn added(
    items: &[CouponProduct],
    product: Option<format::ProductId>,
    term: Option<Term>,
) -> Result<Vec<CouponProduct>, Failure> {
    let first = items.first().ok_or(RowError::Kind)?;
    let with = |item: &CouponProduct| CouponProduct { term: term.unwrap_or(item.term), ..*item };
    Ok(match product {
        Some(product) => vec![CouponProduct { product, ..with(first) }],
        None => items.iter().map(with).collect(),
    })
}

fn extended(
    items: &[TrialDays],
    product: Option<format::ProductId>,
    days: Option<NonZeroU32>,
) -> Vec<TrialDays> {
    let with = |item: &TrialDays| TrialDays { days: days.unwrap_or(item.days), ..*item };
    match (product, items.first()) {
        (Some(product), Some(first)) => vec![TrialDays { product, ..with(first) }],
        _ => items.iter().map(with).collect(),
    }
}

/// The rows that cannot be; nothing was generated.
#[derive(Serialize)]
pub(super) struct Refused {
    file: String,
    refused: Vec<RefusedRow>,
}

#[derive(Serialize)]
struct RefusedRow {
    line: u64,
    code: &'static str,
    message: String,
}

impl Report for Refused {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![file = &self.file, count = self.refused.len()];
        page.say_toned(Tone::Bad, "bulk-rows-refused", &values);
        for row in &self.refused {
            page.say("bulk-row-refused", &values![line = row.line, problem = &row.message]);
        }
    }

    fn answer(&self) -> Answer {
        Answer::Refused
    }
}

/// What is wrong with a file of rows, or with one of them.
#[derive(Clone, Debug, Error)]
enum RowError {
    #[error("{} is neither .csv nor .jsonl", path.display())]
    Ending { path: PathBuf },
    #[error("{} has no rows", path.display())]
    NoRows { path: PathBuf },
    #[error("it does not read: {problem}")]
    Sheet { problem: String },
    #[error("there is no column {column:?}")]
    Column { column: String },
    #[error("{column} cannot be that")]
    Value { column: String },
    #[error("whose coupon it is must be said once")]
    Whose,
    #[error("no customer has the CRM id {id}")]
    NoCustomer { id: String },
    #[error("several customers have the CRM id {id}")]
    SeveralCustomers { id: String },
    #[error("rows are for coupons that add or extend")]
    Kind,
}

impl Explain for RowError {
    fn code(&self) -> &'static str {
        match self {
            Self::Ending { .. } => "cli.row-file-ending",
            Self::NoRows { .. } => "cli.no-rows",
            Self::Sheet { .. } => "cli.row-unread",
            Self::Column { .. } => "cli.row-column",
            Self::Value { .. } => "cli.row-value",
            Self::Whose => "cli.row-whose",
            Self::NoCustomer { .. } => "cli.row-no-customer",
            Self::SeveralCustomers { .. } => "cli.row-several-customers",
            Self::Kind => "cli.row-kind",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Ending { path } | Self::NoRows { path } => vec![("path", Fact::text(path.display()))],
            Self::Sheet { problem } => vec![("problem", Fact::text(problem))],
            Self::Column { column } => {
                vec![("column", Fact::text(column)), ("columns", Fact::text(FIELDS.join(", ")))]
            }
            Self::Value { column } => vec![("column", Fact::text(column))],
            Self::NoCustomer { id } | Self::SeveralCustomers { id } => vec![("id", Fact::text(id))],
            Self::Whose | Self::Kind => Vec::new(),
        }
    }
}
