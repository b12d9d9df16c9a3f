use crypto::{Verified, VerifyError};
use format::{Document, Envelope, KeyId, Number, PublicKey, Receipt, UnixTime, unverified_receipt_key};

use super::import::{told, verified};
use crate::database::{Row, Value, blob};
use crate::documents::misplaced;
use crate::{Ledger, LedgerError};

/// A receipt that was taken in.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct StoredReceipt {
    /// The site's key.
    pub site: KeyId,
    /// What it says, verified with the site's key.
    pub receipt: Verified<Receipt>,
    /// The word for what it tells: `started`, `license-added`, `coupon-redeemed`, `agreement-accepted`, `other`.
    pub kind: &'static str,
    /// The license in it.
    pub license: Option<Number>,
    /// The coupon in it.
    pub coupon: Option<Number>,
    /// When it was taken in.
    pub imported_at: UnixTime,
}

/// A site from which receipts came.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReceiptSite {
    /// The id of its key.
    pub site: KeyId,
    /// Its key.
    pub key: PublicKey,
    /// How many receipts there are.
    pub count: u64,
    /// The last one's sequence.
    pub last: u64,
    /// When the last one was made, by the site's clock.
    pub last_at: UnixTime,
    /// When receipts came last.
    pub imported_at: UnixTime,
}

impl Ledger {
    /// The sites from which receipts came.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn receipt_sites(&self) -> Result<Vec<ReceiptSite>, LedgerError> {
        let sql = "SELECT site, count(*) AS many, max(seq) AS last, max(at) AS last_at, max(imported_at) AS imported_at
                   FROM receipts GROUP BY site ORDER BY site";
        self.select(sql, &[])?.iter().map(|row| self.read_site(row)).collect()
    }

    fn read_site(&self, row: &Row) -> Result<ReceiptSite, LedgerError> {
        let count =
            |column| u64::try_from(row.integer(column)?).map_err(|_| LedgerError::DamagedRow { column });
        let site = row.key_id("site")?;
        Ok(ReceiptSite {
            site,
            key: self.site_key(site)?,
            count: count("many")?,
            last: count("last")?,
            last_at: row.time("last_at")?,
            imported_at: row.time("imported_at")?,
        })
    }

    /// The receipts of one site with `count` sequences from one on, all of each: two of one sequence are a fork.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn receipts(&self, site: KeyId, from: u64, count: u32) -> Result<Vec<StoredReceipt>, LedgerError> {
        let sql = "SELECT * FROM receipts WHERE site = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq, digest";
        let edge = |sequence: u64| Value::Integer(i64::try_from(sequence).unwrap_or(i64::MAX));
        let rows = self.select(
            sql,
            &[blob(*site.as_bytes()), edge(from), edge(from.saturating_add(u64::from(count)))],
        )?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let key = self.site_key(site)?;
        rows.iter().map(|row| self.read_receipt(key, row)).collect()
    }

    /// The receipts that tell of redeemed coupons, by coupon.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub(crate) fn redeeming_receipts(&self) -> Result<Vec<StoredReceipt>, LedgerError> {
        let sql = "SELECT * FROM receipts WHERE coupon IS NOT NULL ORDER BY coupon, site, seq, digest";
        let mut key: Option<(KeyId, PublicKey)> = None;
        let mut receipts = Vec::new();
        for row in self.select(sql, &[])? {
            let site = row.key_id("site")?;
            let known = match key.filter(|(known, _)| *known == site) {
                Some((_, key)) => key,
                None => self.site_key(site)?,
            };
            key = Some((site, known));
            receipts.push(self.read_receipt(known, &row)?);
        }
        Ok(receipts)
    }

    /// The key in a site's first receipt, which that receipt is signed with.
    fn site_key(&self, site: KeyId) -> Result<PublicKey, LedgerError> {
        let damaged = || misplaced(Document::Receipt, site);
        let sql = "SELECT document FROM receipts WHERE site = ?1 AND seq = 0 ORDER BY digest LIMIT 1";
        let row = self.select_one(sql, &[blob(*site.as_bytes())])?.ok_or_else(damaged)?;
        let document = row.bytes("document")?;
        let envelope = Envelope::parse(document).map_err(VerifyError::from)?;
        let key = unverified_receipt_key(envelope.unverified_payload()).map_err(|_| damaged())?;
        if crypto::key_id(&key) != site {
            return Err(damaged());
        }
        verified(key, &envelope)?;
        Ok(key)
    }

    fn read_receipt(&self, key: PublicKey, row: &Row) -> Result<StoredReceipt, LedgerError> {
        let site = row.key_id("site")?;
        let damaged = |source| LedgerError::DamagedDocument {
            document: Document::Receipt,
            subject: site.to_string(),
            source: Some(Box::new(source)),
        };
        let envelope = Envelope::parse(row.bytes("document")?).map_err(|error| damaged(error.into()))?;
        let receipt = match verified(key, &envelope) {
            Ok(receipt) => receipt,
            Err(LedgerError::Verify(error)) => return Err(damaged(error)),
            Err(other) => return Err(other),
        };
        let (kind, license, coupon) = told(&receipt.event);
        let is_in_place = receipt.digest() == row.digest("digest")?
            && i64::try_from(receipt.sequence)
                .is_ok_and(|sequence| row.integer("seq").is_ok_and(|seq| seq == sequence))
            && kind == row.text("kind")?;
        if !is_in_place {
            return Err(misplaced(Document::Receipt, site));
        }
        Ok(StoredReceipt {
            site,
            kind,
            license: license.map(|license| self.license_number(license)),
            coupon: coupon.map(|coupon| self.coupon_number(coupon)),
            receipt,
            imported_at: row.time("imported_at")?,
        })
    }
}
