//! The whole ledger in one file of JSON lines, from any engine into any other.
//!
//! ```text
//! {"keyslip":"ledger dump","version":1,"schema":2,"root":"…"}     the first line
//! {"table":"features","columns":["feature","names",…]}            then each table, those that others refer to first
//! [1,"{\"en\":\"Users\"}","user",1800000000]                      with its rows in the order of their keys
//! {"end":{"rows":1234,"entries":56,"head":"…","sha256":"…"}}      the last line: the newest entry of the audit trail
//! ```
//!
//! Bytes are `{"hex":"…"}`. The digest is of all that stands before the last line. Two dumps of one state are the same
//! bytes, whatever engine they come from.

mod read;
mod restore;

use std::path::Path;

use disk::{Access, WholeFile};
use format::Digest;
use serde_json::{Value as Json, json};

pub use self::restore::RestoreOptions;
use crate::database::{Row, Value};
use crate::{Ledger, LedgerError};

/// Whether this is how dumps are written: the first line says it.
const VERSION: u64 = 1;

/// The schema whose tables stand below; a migration that changes them needs a road for older dumps.
const SCHEMA: i64 = 2;

/// A table with its columns, and by how many of the first ones its rows are ordered.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    key: usize,
}

const fn table(name: &'static str, key: usize, columns: &'static [&'static str]) -> Table {
    Table { name, columns, key }
}

/// Each table behind those that it refers to. What only serves searching is made anew.
const TABLES: &[Table] = &[
    table("features", 1, &["feature", "names", "metering", "added_at"]),
    table(
        "products",
        1,
        &[
            "product",
            "guid",
            "names",
            "activation",
            "is_trial",
            "trial_days",
            "trial_counting",
            "is_automatic",
            "is_withdrawn",
            "added_at",
        ],
    ),
    table("product_features", 2, &["product", "feature", "limit_count", "is_multiplied"]),
    table("product_replaces", 2, &["product", "replaced"]),
    table("distributors", 1, &["distributor", "guid", "name", "email", "comment", "added_at"]),
    table(
        "customers",
        1,
        &[
            "customer",
            "customer_id",
            "company",
            "contact",
            "phone",
            "email",
            "email2",
            "crm_id",
            "crm_id2",
            "manager",
            "distributor",
            "comment",
            "fields",
            "folded",
            "merged_into",
            "added_at",
        ],
    ),
    table("licenses", 1, &["license", "customer", "comment", "added_at"]),
    table(
        "batches",
        1,
        &[
            "batch",
            "kind",
            "wanted",
            "request",
            "source",
            "distributor",
            "invoice",
            "invoice_date",
            "comment",
            "issued_at",
        ],
    ),
    table("coupons", 2, &["batch", "position", "coupon", "document", "is_reusable", "license", "customer"]),
    table(
        "license_revisions",
        2,
        &["license", "revision", "document", "reason", "coupon", "note", "issued_at"],
    ),
    table("trials_given", 2, &["customer", "product", "license", "given_at"]),
    table("templates", 1, &["template", "request", "added_at"]),
    table("redemptions", 3, &["coupon", "license", "revision", "is_reusable", "round", "redeemed_at"]),
    table(
        "cancelled_redemptions",
        3,
        &["coupon", "license", "revision", "back_in", "is_freed", "reason", "cancelled_at"],
    ),
    table(
        "receipts",
        3,
        &["site", "seq", "digest", "kind", "license", "coupon", "at", "document", "imported_at"],
    ),
    table("distributions", 1, &["distribution", "record", "changed_at"]),
    table(
        "releases",
        1,
        &["release", "distribution", "version", "revision", "sort_order", "record", "added_at"],
    ),
    table("catalogs", 1, &["catalog", "document", "issued_at"]),
    table("audit", 1, &["seq", "at", "who", "what", "subject", "digest", "details", "previous", "hash"]),
    table("audit_records", 1, &["seq", "salt", "before", "after"]),
    table("revoked_licenses", 2, &["license", "last_revision", "reason", "revoked_at"]),
    table("cancelled_coupons", 1, &["coupon", "reason", "cancelled_at"]),
    table("burnt_keys", 1, &["key", "since", "reason", "burnt_at"]),
    table("withdrawn_releases", 1, &["release", "reason", "withdrawn_at"]),
    table("bulletins", 1, &["bulletin", "document", "issued_at"]),
    table("reissues", 2, &["digest", "reissue", "document"]),
];

/// What a dump or a restored ledger holds.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DumpReport {
    /// Rows of all tables.
    pub rows: u64,
    /// Entries of the audit trail.
    pub entries: u64,
    /// The newest entry's hash: a copy is of the moment at which this was the head.
    pub head: Digest,
    /// The file's length.
    pub bytes: u64,
}

/// Bytes that are collected before they are written.
const CHUNK: usize = 64 * 1024;

impl Ledger {
    /// Writes the whole ledger as it is at one moment to a file, while others may go on working; an old file is
    /// replaced. Keys, roots and objects are not in it.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`], [`LedgerError::Disk`] with the path of the file.
    pub fn dump(&self, path: &Path) -> Result<DumpReport, LedgerError> {
        let _one_moment = self.snapshot()?;
        let mut file = Lines { file: WholeFile::create(path, Access::OwnerOnly)?, chunk: Vec::new() };
        let root = self.roots().next().expect("a ledger has a first root").root().digest();
        file.write(&json!({
            "keyslip": "ledger dump", "version": VERSION, "schema": SCHEMA, "root": root.to_string(),
        }))?;
        let mut rows = 0;
        for table in TABLES {
            file.write(&json!({ "table": table.name, "columns": table.columns }))?;
            self.each(&table.select(), &[], |row| {
                rows += 1;
                file.write(&table.line(&row))
            })?;
        }
        let (entries, head) = self.last_audit()?.ok_or(LedgerError::DamagedRow { column: "hash" })?;
        file.flush()?;
        let end = End { rows, entries, head, sha256: Digest::new(file.file.measured().sha256) };
        file.write(&end.line())?;
        file.flush()?;
        let bytes = file.file.finish()?.bytes;
        Ok(DumpReport { rows, entries, head, bytes })
    }
}

impl Table {
    fn select(&self) -> String {
        let columns = self.columns.join(", ");
        format!("SELECT {columns} FROM {} ORDER BY {}", self.name, self.columns[..self.key].join(", "))
    }

    fn line(&self, row: &Row) -> Json {
        self.columns.iter().map(|column| json_of(row.value(column))).collect()
    }
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Blob(bytes) => json!({ "hex": hex(bytes) }),
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| DIGITS[usize::from(digit)]).collect()
}

/// The last line.
#[derive(Debug, Eq, PartialEq)]
struct End {
    rows: u64,
    entries: u64,
    head: Digest,
    sha256: Digest,
}

impl End {
    fn line(&self) -> Json {
        json!({ "end": {
            "rows": self.rows, "entries": self.entries, "head": self.head.to_string(),
            "sha256": self.sha256.to_string(),
        } })
    }
}

struct Lines {
    file: WholeFile,
    chunk: Vec<u8>,
}

impl Lines {
    fn write(&mut self, line: &Json) -> Result<(), LedgerError> {
        self.chunk.extend(line.to_string().as_bytes());
        self.chunk.push(b'\n');
        if self.chunk.len() < CHUNK { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), LedgerError> {
        self.file.write_bytes(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The tables of a schema in the order in which they are made, with their columns.
    fn columns_of_the_schema() -> BTreeMap<String, Vec<String>> {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        for migration in [
            include_str!("../../migrations/sqlite/V1__ledger.sql"),
            include_str!("../../migrations/sqlite/V2__bulletins.sql"),
        ] {
            connection.execute_batch(migration).unwrap();
        }
        let sql = "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
                   WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid";
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        for (table, column) in rows.map(Result::unwrap) {
            columns.entry(table).or_default().push(column);
        }
        columns.remove("vendor");
        columns
    }

    #[test]
    fn every_column_of_every_table_is_dumped() {
        let mut dumped = BTreeMap::new();
        for table in TABLES {
            let mut columns: Vec<String> = table.columns.iter().map(|&column| column.to_owned()).collect();
            columns.sort();
            dumped.insert(table.name.to_owned(), columns);
        }
        let mut schema = columns_of_the_schema();
        schema.values_mut().for_each(|columns| columns.sort());
        assert_eq!(dumped, schema);
    }

    #[test]
    fn bytes_are_written_as_digits() {
        assert_eq!(json_of(&Value::Blob(vec![0, 0x1f, 0xff])), json!({ "hex": "001fff" }));
        assert_eq!(json_of(&Value::Text("1".to_owned())), json!("1"));
    }
}
