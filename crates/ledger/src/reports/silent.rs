use format::UnixTime;

use crate::database::blob;
use crate::{Ledger, LedgerError, ReceiptSite};

/// A site of which receipts are missing.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct QuietSite {
    /// The site, with its last receipt.
    pub site: ReceiptSite,
    /// Sequences that are not there although later ones are.
    pub missing: Vec<u64>,
    /// Whether nothing came since the moment that was asked for.
    pub is_quiet: bool,
}

impl Ledger {
    /// Sites of which receipts are missing: gaps in what came, or nothing that was made since `since`.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn missing_receipts(&self, since: UnixTime) -> Result<Vec<QuietSite>, LedgerError> {
        let _one_moment = self.snapshot()?;
        let mut found = Vec::new();
        for site in self.receipt_sites()? {
            let sql = "SELECT DISTINCT seq FROM receipts WHERE site = ?1 ORDER BY seq";
            let (mut next, mut missing) = (0, Vec::new());
            for row in self.select(sql, &[blob(*site.site.as_bytes())])? {
                let seq = u64::try_from(row.integer("seq")?)
                    .map_err(|_| LedgerError::DamagedRow { column: "seq" })?;
                missing.extend(next..seq);
                next = seq + 1;
            }
            let is_quiet = site.last_at < since;
            if is_quiet || !missing.is_empty() {
                found.push(QuietSite { site, missing, is_quiet });
            }
        }
        Ok(found)
    }
}
