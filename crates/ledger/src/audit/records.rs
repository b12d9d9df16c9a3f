//! What a record was before a change and after it.
//!
//! The trail holds only a digest of both, under a salt: what is personal may have to be erased one day, and the trail
//! never is.

use crypto::sha256;
use format::{Digest, FeatureId, ProductId};
use rand_core::CryptoRng;
use serde_json::{Value as Json, json};

use super::Entry;
use crate::database::{Row, Value, blob, text};
use crate::open::Writer;
use crate::{Context, CustomerNumber, DistributorNumber, Ledger, LedgerError, RecordError};

/// What a record was before one entry of the audit trail, and after it.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditRecord {
    /// The entry.
    pub seq: u64,
    /// Before: `None` where there was none.
    pub before: Option<Json>,
    /// After: `None` where there is none any more.
    pub after: Option<Json>,
    salt: [u8; 16],
}

impl AuditRecord {
    /// What the entry's digest is of.
    pub(crate) fn digest(&self) -> Digest {
        let mut hashed = b"keyslip/1/audit-record".to_vec();
        hashed.extend(self.salt);
        for side in [&self.before, &self.after] {
            let side = side.as_ref().map(Json::to_string);
            hashed.push(u8::from(side.is_some()));
            let side = side.unwrap_or_default();
            let length = u64::try_from(side.len()).expect("a length in memory fits 64 bits");
            hashed.extend(length.to_be_bytes());
            hashed.extend(side.as_bytes());
        }
        sha256(&hashed)
    }

    fn read(row: &Row) -> Result<Self, LedgerError> {
        let damaged = |column| LedgerError::DamagedRow { column };
        let side = |column| {
            let text = row.optional_text(column)?;
            text.map(|text| serde_json::from_str(&text).map_err(|_| damaged(column))).transpose()
        };
        Ok(Self {
            seq: u64::try_from(row.integer("seq")?).map_err(|_| damaged("seq"))?,
            before: side("before")?,
            after: side("after")?,
            salt: row.bytes("salt")?.try_into().map_err(|_| damaged("salt"))?,
        })
    }
}

impl Writer<'_> {
    /// Writes the entry of a transaction that changed one record, with what the record was and is.
    pub(crate) fn audit_record(
        &self,
        (what, subject): (&'static str, String),
        (before, after): (Option<Json>, Option<Json>),
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<(), LedgerError> {
        let mut salt = [0; 16];
        random.fill_bytes(&mut salt);
        self.audit_sides((what, subject, json!({})), (before, after), salt, context)
    }

    /// [`Writer::audit_record`] for a record that is nobody's own and never has to be erased: it needs no salt.
    pub(crate) fn audit_open_record(
        &self,
        (what, subject): (&'static str, String),
        (before, after): (Option<Json>, Option<Json>),
        context: &Context,
    ) -> Result<(), LedgerError> {
        let shown = after.as_ref().or(before.as_ref());
        let name = shown.and_then(|record| record.get("names").or(record.get("name"))).cloned();
        let details = name.map_or_else(|| json!({}), |name| json!({ "names": name }));
        self.audit_sides((what, subject, details), (before, after), [0; 16], context)
    }

    fn audit_sides(
        &self,
        (what, subject, details): (&'static str, String, Json),
        (before, after): (Option<Json>, Option<Json>),
        salt: [u8; 16],
        context: &Context,
    ) -> Result<(), LedgerError> {
        let seq = self.last_audit()?.map_or(1, |(seq, _)| seq + 1);
        let record = AuditRecord { seq, before, after, salt };
        self.audit(&Entry { what, subject, digest: Some(record.digest()), details }, context)?;
        let side = |side: &Option<Json>| side.as_ref().map_or(Value::Null, |side| text(side.to_string()));
        self.execute(
            "INSERT INTO audit_records (seq, salt, before, after) VALUES (?1, ?2, ?3, ?4)",
            &[
                Value::Integer(i64::try_from(seq).map_err(|_| LedgerError::DamagedRow { column: "seq" })?),
                blob(salt),
                side(&record.before),
                side(&record.after),
            ],
        )
    }
}

/// What the trail keeps before and after of.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum RecordKind {
    Customer,
    Distributor,
    Feature,
    Product,
}

impl RecordKind {
    pub(super) const ALL: [Self; 4] = [Self::Customer, Self::Distributor, Self::Feature, Self::Product];

    /// What an entry is about, where it tells of a record.
    pub(super) fn of(what: &str) -> Option<Self> {
        let (subject, _) = what.split_once('.')?;
        Self::ALL.into_iter().find(|kind| kind.column() == subject)
    }

    /// The column with its number, and the word in the kinds of entries.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Distributor => "distributor",
            Self::Feature => "feature",
            Self::Product => "product",
        }
    }
}

impl Ledger {
    /// The numbers of all records of a kind.
    pub(super) fn record_numbers(&self, kind: RecordKind) -> Result<Vec<u32>, LedgerError> {
        let column = kind.column();
        let rows = self.select(&format!("SELECT {column} FROM {column}s ORDER BY {column}"), &[])?;
        rows.iter().map(|row| row.number(column)).collect()
    }

    /// A record as it is now; `None` where there is none.
    pub(super) fn record_now(&self, kind: RecordKind, number: u32) -> Result<Option<Json>, LedgerError> {
        let found = match kind {
            RecordKind::Customer => self.customer(CustomerNumber::new(number)).map(|one| one.record()),
            RecordKind::Distributor => {
                self.distributor(DistributorNumber::new(number)).map(|one| one.record())
            }
            RecordKind::Feature => match FeatureId::new(number) {
                Some(feature) => self.feature(feature).map(|one| one.record()),
                None => return Ok(None),
            },
            RecordKind::Product => match ProductId::new(number) {
                Some(product) => self.product(product).map(|one| one.record()),
                None => return Ok(None),
            },
        };
        match found {
            Ok(record) => Ok(Some(record)),
            Err(
                LedgerError::UnknownCustomer { .. }
                | LedgerError::UnknownFeature { .. }
                | LedgerError::UnknownProduct { .. }
                | LedgerError::Record(RecordError::UnknownDistributor { .. }),
            ) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// What a record was before and after one entry; `None` for an entry that changed none.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn audit_record_of(&self, seq: u64) -> Result<Option<AuditRecord>, LedgerError> {
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        let found = self.select_one("SELECT * FROM audit_records WHERE seq = ?1", &[Value::Integer(seq)])?;
        found.map(|row| AuditRecord::read(&row)).transpose()
    }

    /// What the records were before and after the entries `from` on, at most `count` of them.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn audit_records(&self, from: u64, count: u32) -> Result<Vec<AuditRecord>, LedgerError> {
        let from = i64::try_from(from).unwrap_or(i64::MAX);
        let sql = "SELECT * FROM audit_records WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
        let rows = self.select(sql, &[Value::Integer(from), Value::Integer(count.into())])?;
        rows.iter().map(AuditRecord::read).collect()
    }
}
