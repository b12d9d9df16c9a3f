//! Receipts of sites against the entries that tell of their import.

use std::collections::BTreeSet;

use super::{AuditProblem, Kind, PAGE, Trail};
use crate::{Ledger, LedgerError};

impl Trail {
    /// Each entry names the last receipt of what was imported; behind it stand all others, without a gap, and the last one
    /// that is stored is the last one of some import.
    pub(super) fn receipts(&mut self, ledger: &Ledger) -> Result<u64, LedgerError> {
        let mut count = 0;
        for site in ledger.receipt_sites()? {
            // Fewer receipts than sequences: a gap, however far the last one claims to be.
            if site.count <= site.last {
                return Err(LedgerError::AuditBroken { seq: self.entries, problem: AuditProblem::NotStored });
            }
            let (mut sequences, mut next, mut is_told) = (BTreeSet::new(), 0, false);
            while next <= site.last {
                let page = ledger.receipts(site.site, next, PAGE)?;
                next += u64::from(PAGE);
                for stored in &page {
                    count += 1;
                    sequences.insert(stored.receipt.sequence);
                    let subject = format!("{} {}", site.site, stored.receipt.digest());
                    let told = self.told.remove(&(Kind::Receipts, subject)).is_some();
                    is_told |= told && stored.receipt.sequence == site.last;
                }
            }
            let all = usize::try_from(site.last + 1).unwrap_or(usize::MAX);
            if !is_told || sequences.len() != all {
                let problem = if is_told { AuditProblem::NotStored } else { AuditProblem::Untold };
                return Err(LedgerError::AuditBroken { seq: self.entries, problem });
            }
        }
        Ok(count)
    }
}
