//! Coupons by the million against the entries that tell of them, page by page and on all cores.

use std::collections::BTreeMap;

use format::{Coupon, Digest, Document};

use super::{AuditProblem, Kind, PAGE, Trail, digest_of_batch};
use crate::database::integer;
use crate::{Ledger, LedgerError, parallel};

impl Trail {
    /// Each entry tells of a whole batch or of a part of one, by positions; what no entry tells of is found as such.
    pub(super) fn batches(&mut self, ledger: &Ledger) -> Result<u64, LedgerError> {
        let mut parts = self.parts_of_batches()?;
        let (mut count, mut after) = (0, (0, 0));
        let mut digests: Vec<Digest> = Vec::new();
        loop {
            let page = ledger.coupon_digests(after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = last.0;
            for ((batch, position), digest) in page {
                let part = parts.first_entry().filter(|part| part.key().holds(batch, position));
                let Some(part) = part else { return Err(self.untold()) };
                digests.push(digest);
                count += 1;
                if ledger.ends_part(part.key(), batch, position)? {
                    let subject = part.remove();
                    self.found(Kind::Batch, subject, digest_of_batch(&digests))?;
                    digests.clear();
                }
            }
        }
        Ok(count)
    }

    /// The parts of batches that entries tell of, in the order of their coupons.
    fn parts_of_batches(&self) -> Result<BTreeMap<BatchPart, String>, LedgerError> {
        let mut parts = BTreeMap::new();
        for ((_, subject), (_, seq)) in self.told.iter().filter(|((kind, _), _)| *kind == Kind::Batch) {
            let part = BatchPart::parse(subject);
            let part =
                part.ok_or(LedgerError::AuditBroken { seq: *seq, problem: AuditProblem::NotStored })?;
            parts.insert(part, subject.clone());
        }
        Ok(parts)
    }

    fn untold(&self) -> LedgerError {
        LedgerError::AuditBroken { seq: self.entries, problem: AuditProblem::Untold }
    }
}

/// A batch and a position in it.
type Place = (u32, u32);

/// Positions of a batch, as the subject of an entry names them: `17` is the whole batch, `17:4097-8192` a part of it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct BatchPart {
    batch: u32,
    from: u32,
    to: Option<u32>,
}

impl BatchPart {
    fn parse(subject: &str) -> Option<Self> {
        let Some((batch, positions)) = subject.split_once(':') else {
            return Some(Self { batch: subject.parse().ok()?, from: 1, to: None });
        };
        let (from, to) = positions.split_once('-')?;
        Some(Self { batch: batch.parse().ok()?, from: from.parse().ok()?, to: Some(to.parse().ok()?) })
    }

    fn holds(&self, batch: u32, position: u32) -> bool {
        batch == self.batch && position >= self.from && self.to.is_none_or(|to| position <= to)
    }
}

impl Ledger {
    /// The payload digests of at most `count` coupons behind one place, each with its own, in their order.
    fn coupon_digests(
        &self,
        (batch, position): Place,
        count: u32,
    ) -> Result<Vec<(Place, Digest)>, LedgerError> {
        let sql = "SELECT batch, position, coupon, document FROM coupons
                   WHERE batch > ?1 OR (batch = ?1 AND position > ?2) ORDER BY batch, position LIMIT ?3";
        let rows = self.select(sql, &[integer(batch), integer(position), integer(count)])?;
        let stored = rows.iter().map(|row| {
            let number = self.coupon_number(row.number_id("coupon")?);
            Ok(((row.number("batch")?, row.number("position")?), number, row.bytes("document")?.to_vec()))
        });
        let stored = stored.collect::<Result<Vec<_>, LedgerError>>()?;
        let readers = self.readers();
        let digests = parallel::map(&stored, |(place, number, document)| {
            let coupon = readers.verified::<Coupon>(Document::Coupon, &number.to_string(), document)?;
            Ok((*place, coupon.digest()))
        });
        digests.into_iter().collect()
    }

    /// Whether the coupon at `position` is the last one of `part`.
    fn ends_part(&self, part: &BatchPart, batch: u32, position: u32) -> Result<bool, LedgerError> {
        match part.to {
            Some(to) => Ok(position == to),
            None => Ok(position == self.issued_of(batch)?),
        }
    }
}
