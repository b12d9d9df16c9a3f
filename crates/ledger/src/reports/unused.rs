use format::UnixTime;

use crate::database::{Row, integer};
use crate::redemptions::OPEN_COUPONS;
use crate::{BatchNotes, Ledger, LedgerError};

/// A batch with coupons that nobody has used.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnusedBatch {
    /// The batch.
    pub batch: u32,
    /// What its coupons do: `add`, `extend`, `change`.
    pub kind: String,
    /// Its coupons.
    pub issued: u64,
    /// Those that could still be redeemed at the vendor, whatever day it is.
    pub unused: u64,
    /// When it was issued.
    pub issued_at: UnixTime,
    /// The last second in which its first coupon may be redeemed, as that coupon says.
    pub redeem_before: Option<UnixTime>,
    /// What the ledger notes of it.
    pub notes: BatchNotes,
}

impl Ledger {
    /// Batches with coupons that are neither used nor cancelled, the oldest first.
    ///
    /// Counted by the database; of each batch the first coupon is verified.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn unused_coupons(&self) -> Result<Vec<UnusedBatch>, LedgerError> {
        let _one_moment = self.snapshot()?;
        let sql = format!(
            "SELECT batches.*, counted.issued, counted.unused FROM batches JOIN (
                 SELECT coupons.batch, count(*) AS issued, sum(CASE WHEN {OPEN_COUPONS} THEN 1 ELSE 0 END) AS unused
                 FROM coupons GROUP BY coupons.batch
             ) AS counted ON counted.batch = batches.batch
             WHERE counted.unused > 0 ORDER BY batches.batch"
        );
        self.select(&sql, &[])?.iter().map(|row| self.read_unused(row)).collect()
    }

    fn read_unused(&self, row: &Row) -> Result<UnusedBatch, LedgerError> {
        let count =
            |column| u64::try_from(row.integer(column)?).map_err(|_| LedgerError::DamagedRow { column });
        let batch = row.number("batch")?;
        let first =
            "SELECT * FROM coupons JOIN batches USING (batch) WHERE batch = ?1 ORDER BY position LIMIT 1";
        let first = self.select_one(first, &[integer(batch)])?;
        let first = first.map(|row| self.read_coupon(&row)).transpose()?;
        Ok(UnusedBatch {
            batch,
            kind: row.text("kind")?,
            issued: count("issued")?,
            unused: count("unused")?,
            issued_at: row.time("issued_at")?,
            redeem_before: first.and_then(|first| first.coupon.redeem_before),
            notes: BatchNotes::read(row)?,
        })
    }
}
