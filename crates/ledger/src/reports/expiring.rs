use std::collections::BTreeMap;

use crypto::Verified;
use format::{Document, License, Names, Number, NumberId, ProductId, UnixTime};

use super::{Holder, PAGE, Period};
use crate::database::{Row, blob, integer};
use crate::documents::{Readers, misplaced};
use crate::{Ledger, LedgerError, parallel};

/// Whether trials count.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ReportedTrials {
    /// ReportedTrials and what was sold.
    #[default]
    Included,
    /// ReportedTrials only.
    Only,
    /// What was sold.
    LeftOut,
}

impl ReportedTrials {
    fn admits(self, is_trial: bool) -> bool {
        match self {
            Self::Included => true,
            Self::Only => is_trial,
            Self::LeftOut => !is_trial,
        }
    }
}

/// A product that ends on a license.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Expiring {
    /// The license.
    pub license: Number,
    /// Who holds it.
    pub holder: Holder,
    /// The product.
    pub product: ProductId,
    /// Its names; none where the ledger does not have the product.
    pub names: Names,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// The last second of the last grant of it.
    pub ends: UnixTime,
}

impl Ledger {
    /// Products that end in `period` on the newest revisions of licenses that are not revoked, the earliest end first.
    ///
    /// Of several grants of a product the last end counts: what was renewed does not end. Each newest revision is verified.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn expiring(&self, period: Period, trials: ReportedTrials) -> Result<Vec<Expiring>, LedgerError> {
        let _one_moment = self.snapshot()?;
        let names = self.product_names()?;
        let mut found = Vec::new();
        let ends = |license: &License| ends_in(license, period, trials);
        self.newest_revisions(ends, |license, ended| {
            if ended.is_empty() {
                return Ok(());
            }
            let holder = self.holder_of(license)?;
            found.extend(ended.into_iter().map(|(product, is_trial, ends)| Expiring {
                license: self.license_number(license),
                holder: holder.clone(),
                product,
                names: names.get(&product).cloned().unwrap_or_default(),
                is_trial,
                ends,
            }));
            Ok(())
        })?;
        found.sort_by_key(|one| (one.ends, one.license, one.product, one.is_trial));
        Ok(found)
    }

    /// Shows the newest revision of each license that is not revoked to `look`, on all cores, and what it saw to `take`.
    fn newest_revisions<O: Send>(
        &self,
        look: impl Fn(&License) -> O + Sync,
        mut take: impl FnMut(NumberId, O) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let sql = "SELECT license, revision, document FROM license_revisions AS newest
                   WHERE license > ?1
                   AND revision = (SELECT max(revision) FROM license_revisions AS other
                       WHERE other.license = newest.license)
                   AND NOT EXISTS (SELECT 1 FROM revoked_licenses AS gone
                       WHERE gone.license = newest.license AND gone.last_revision >= newest.revision)
                   ORDER BY license LIMIT ?2";
        let (readers, prefix) = (self.readers(), self.prefix());
        let mut after = blob([]);
        loop {
            let rows = self.select(sql, &[after, integer(PAGE)])?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = blob(last.bytes("license")?);
            let stored = rows.iter().map(Revision::read).collect::<Result<Vec<_>, _>>()?;
            let seen = parallel::map(&stored, |stored| {
                let number = Number::license(prefix, stored.license);
                stored.verified(&readers, number).map(|license| look(&license))
            });
            for (stored, seen) in stored.iter().zip(seen) {
                take(stored.license, seen?)?;
            }
        }
    }
}

/// The products whose last grant ends in the period: with whether it is a trial, and its last second.
fn ends_in(license: &License, period: Period, trials: ReportedTrials) -> Vec<(ProductId, bool, UnixTime)> {
    let mut ends: BTreeMap<(ProductId, bool), Option<UnixTime>> = BTreeMap::new();
    for grant in &license.grants {
        let last = ends.entry((grant.product, grant.is_trial)).or_insert(Some(UnixTime::default()));
        // What has no end does not expire, and what was renewed ends later.
        *last = last.zip(grant.until).map(|(one, other)| one.max(other));
    }
    let within = ends.into_iter().filter_map(|((product, is_trial), last)| Some((product, is_trial, last?)));
    within.filter(|(_, is_trial, last)| trials.admits(*is_trial) && period.contains(*last)).collect()
}

/// A revision as it is stored, for another thread to verify.
struct Revision {
    license: NumberId,
    revision: u32,
    document: Vec<u8>,
}

impl Revision {
    fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self {
            license: row.number_id("license")?,
            revision: row.number("revision")?,
            document: row.bytes("document")?.to_vec(),
        })
    }

    fn verified(&self, readers: &Readers<'_>, number: Number) -> Result<Verified<License>, LedgerError> {
        let license = readers.verified::<License>(Document::License, &number.to_string(), &self.document)?;
        let is_in_place = license.number == self.license && license.revision == self.revision;
        if is_in_place { Ok(license) } else { Err(misplaced(Document::License, number)) }
    }
}

#[cfg(test)]
mod tests {
    use format::{CustomerId, FeatureId, Features, Grant, Limit};

    use super::*;

    fn grant(product: u32, until: Option<u64>) -> Grant {
        let features = Features::from([(FeatureId::new(1).unwrap(), Limit::Unlimited)]);
        let mut grant = Grant::new(ProductId::new(product).unwrap(), features);
        grant.until = until.map(UnixTime::new);
        grant
    }

    fn found(grants: &[Grant], trials: ReportedTrials) -> Vec<(u32, bool, u64)> {
        let number = NumberId::from_random([7; 12]);
        let mut license = License::new(number, CustomerId::new([1; 8]), UnixTime::new(0));
        license.grants = grants.to_vec();
        let period = Period { from: UnixTime::new(100), to: UnixTime::new(200) };
        let ends = ends_in(&license, period, trials).into_iter();
        ends.map(|(product, is_trial, last)| (product.get(), is_trial, last.seconds())).collect()
    }

    #[test]
    fn the_last_end_of_a_product_counts_from_the_first_to_the_last_second() {
        for (until, is_in) in [(99, false), (100, true), (200, true), (201, false)] {
            assert_eq!(
                found(&[grant(1, Some(until))], ReportedTrials::Included).len(),
                usize::from(is_in),
                "{until}"
            );
        }
        assert_eq!(
            found(&[grant(1, Some(150)), grant(1, Some(170))], ReportedTrials::Included),
            [(1, false, 170)]
        );
        assert_eq!(found(&[grant(1, Some(150)), grant(1, Some(300))], ReportedTrials::Included), []);
        assert_eq!(found(&[grant(1, Some(150)), grant(1, None)], ReportedTrials::Included), []);
    }

    #[test]
    fn trials_are_told_from_what_was_sold() {
        let both = [grant(1, Some(150)), grant(2, Some(160)).trial()];
        assert_eq!(found(&both, ReportedTrials::Included).len(), 2);
        assert_eq!(found(&both, ReportedTrials::Only), [(2, true, 160)]);
        assert_eq!(found(&both, ReportedTrials::LeftOut), [(1, false, 150)]);
    }
}
