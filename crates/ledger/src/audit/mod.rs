//! The audit trail: who did what and when, each entry chained to the one before it by its hash.

mod check;
mod records;

use crypto::sha256;
use format::{Digest, Number, UnixTime};
use serde_json::Value as Json;

pub(crate) use self::check::digest_of_batch;
pub use self::check::{AuditProblem, AuditReport};
pub use self::records::AuditRecord;
use crate::database::{Row, Transaction, Value, blob, text, time};
use crate::{Context, Ledger, LedgerError};

/// One entry of the audit trail.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    pub seq: u64,
    /// When, by the clock of whoever did it.
    pub at: UnixTime,
    /// Who did it.
    pub who: String,
    /// What was done, as `license.new`.
    pub what: String,
    /// What it was done to: a number or an id.
    pub subject: String,
    /// SHA-256 of what was stored: a document's payload or a record.
    pub digest: Option<Digest>,
    /// More about it, as a JSON object.
    pub details: String,
    /// The hash of the entry before; zeros for the first.
    pub previous: Digest,
    /// SHA-256 over all of the above.
    pub hash: Digest,
}

impl AuditEntry {
    /// All that [`AuditEntry::what`] can say, for whoever has words for each.
    pub const KINDS: &'static [&'static str] = &[
        "vendor.init",
        "root.install",
        "key.burn",
        "feature.add",
        "feature.update",
        "product.add",
        "product.update",
        "customer.add",
        "customer.update",
        "customer.merge",
        "customer.erase",
        "distributor.add",
        "distributor.update",
        "license.new",
        "license.move",
        "license.revoke",
        "coupon.begin",
        "license.comment",
        "coupon.generate",
        "coupon.redeem",
        "coupon.cancel",
        "redemption.cancel",
        "distribution.add",
        "distribution.update",
        "release.add",
        "release.withdraw",
        "catalog.publish",
        "bulletin.publish",
        "document.reissue",
        "template.save",
        "template.remove",
        "receipt.import",
    ];
}

/// What entries are asked for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever asks decides on every field")]
pub struct AuditFilter {
    /// What it was done to, as [`AuditEntry::subject`].
    pub subject: Option<String>,
    /// A license key: what was done to it, and what names it, as a coupon that was redeemed on it.
    pub license: Option<Number>,
    /// How [`AuditEntry::what`] begins.
    pub kind: Option<String>,
}

/// What a transaction says about itself.
pub(crate) struct Entry {
    pub(crate) what: &'static str,
    pub(crate) subject: String,
    pub(crate) digest: Option<Digest>,
    pub(crate) details: Json,
}

impl AuditEntry {
    /// Each field behind its length, so that no two entries hash the same bytes.
    fn computed_hash(&self) -> Digest {
        let mut hashed = b"keyslip/1/audit".to_vec();
        let mut field = |bytes: &[u8]| {
            let length = u64::try_from(bytes.len()).expect("a length in memory fits 64 bits");
            hashed.extend(length.to_be_bytes());
            hashed.extend(bytes);
        };
        field(self.previous.as_bytes());
        field(&self.seq.to_be_bytes());
        field(&self.at.seconds().to_be_bytes());
        field(self.who.as_bytes());
        field(self.what.as_bytes());
        field(self.subject.as_bytes());
        field(self.digest.as_ref().map_or(&[], |digest| digest.as_bytes().as_slice()));
        field(self.details.as_bytes());
        sha256(&hashed)
    }

    fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self {
            seq: u64::try_from(row.integer("seq")?).map_err(|_| LedgerError::DamagedRow { column: "seq" })?,
            at: row.time("at")?,
            who: row.text("who")?,
            what: row.text("what")?,
            subject: row.text("subject")?,
            digest: row.optional_digest("digest")?,
            details: row.text("details")?,
            previous: row.digest("previous")?,
            hash: row.digest("hash")?,
        })
    }
}

/// Appends an entry behind `last`, the number and hash of the newest one.
pub(crate) fn append(
    transaction: &Transaction<'_>,
    last: Option<(u64, Digest)>,
    entry: &Entry,
    context: &Context,
) -> Result<(), LedgerError> {
    debug_assert!(AuditEntry::KINDS.contains(&entry.what), "{} is missing among the kinds", entry.what);
    let (seq, previous) = last.unwrap_or((0, Digest::new([0; 32])));
    let mut entry = AuditEntry {
        seq: seq + 1,
        at: context.now,
        who: context.who.clone(),
        what: entry.what.to_owned(),
        subject: entry.subject.clone(),
        digest: entry.digest,
        details: entry.details.to_string(),
        previous,
        hash: previous,
    };
    entry.hash = entry.computed_hash();
    let sql = "INSERT INTO audit (seq, at, who, what, subject, digest, details, previous, hash)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let seq = i64::try_from(entry.seq).map_err(|_| LedgerError::DamagedRow { column: "seq" })?;
    transaction.execute(
        sql,
        &[
            Value::Integer(seq),
            time(entry.at),
            text(entry.who),
            text(entry.what),
            text(entry.subject),
            entry.digest.map_or(Value::Null, |digest| blob(*digest.as_bytes())),
            text(entry.details),
            blob(*entry.previous.as_bytes()),
            blob(*entry.hash.as_bytes()),
        ],
    )
}

impl Ledger {
    /// The audit trail from entry `from` on, at most `count` entries.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`] for an entry that does not read; whether they hold together,
    /// [`Ledger::verify_audit`] says.
    pub fn audit_entries(&self, from: u64, count: u32) -> Result<Vec<AuditEntry>, LedgerError> {
        let from = i64::try_from(from).unwrap_or(i64::MAX);
        let sql = "SELECT * FROM audit WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
        self.select(sql, &[Value::Integer(from), Value::Integer(count.into())])?
            .iter()
            .map(AuditEntry::read)
            .collect()
    }

    /// The entries from `from` on that are about one thing, at most `count` of them.
    ///
    /// # Errors
    ///
    /// As for [`Ledger::audit_entries`].
    pub fn audit_entries_about(
        &self,
        about: &AuditFilter,
        from: u64,
        count: u32,
    ) -> Result<Vec<AuditEntry>, LedgerError> {
        let from = Value::Integer(i64::try_from(from).unwrap_or(i64::MAX));
        let (mut sql, mut parameters) = ("SELECT * FROM audit WHERE seq >= ?1".to_owned(), vec![from]);
        let patterns = about.kind.as_ref().map(|kind| format!("{}%", kind.replace(['%', '_', '\\'], "_")));
        for (condition, value) in [("subject =", about.subject.clone()), ("what LIKE", patterns)] {
            if let Some(value) = value {
                parameters.push(text(value));
                sql.push_str(&format!(" AND {condition} ?{}", parameters.len()));
            }
        }
        if let Some(license) = about.license {
            parameters.extend([text(license.to_string()), text(format!("%\"license\":\"{license}\"%"))]);
            let (subject, named) = (parameters.len() - 1, parameters.len());
            sql.push_str(&format!(" AND (subject = ?{subject} OR details LIKE ?{named})"));
        }
        sql.push_str(&format!(" ORDER BY seq LIMIT {count}"));
        self.select(&sql, &parameters)?.iter().map(AuditEntry::read).collect()
    }

    /// The hash of the newest entry, which stands for the whole trail: worth writing down elsewhere.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn audit_head(&self) -> Result<Option<Digest>, LedgerError> {
        Ok(self.last_audit()?.map(|(_, hash)| hash))
    }

    pub(crate) fn last_audit(&self) -> Result<Option<(u64, Digest)>, LedgerError> {
        let last = self.select_one("SELECT * FROM audit ORDER BY seq DESC LIMIT 1", &[])?;
        last.map(|row| AuditEntry::read(&row).map(|entry| (entry.seq, entry.hash))).transpose()
    }
}
