use std::collections::BTreeMap;

use format::{Change, Coupon, Names, ProductId};

use super::{COUNTED, Period};
use crate::database::{Row, time};
use crate::{DistributorNumber, Ledger, LedgerError};

/// What redemptions are counted by.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum RedemptionsBy {
    /// By the month, in UTC.
    #[default]
    Month,
    /// By the products that the coupons name: one of several products counts for each of them.
    Product,
    /// By the distributor of the coupons' batch.
    Distributor,
}

/// What a number of redemptions is of.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum RedemptionGroup {
    /// Year and month.
    Month(u64, u64),
    /// A product; names are with the count.
    Product(ProductId),
    /// A distributor; `None`: sold without one.
    Distributor(Option<DistributorNumber>),
}

/// How many redemptions there were of one group.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RedemptionCount {
    /// Of what.
    pub group: RedemptionGroup,
    /// The product's names; none for other groups.
    pub names: Names,
    /// The distributor's name; none for other groups.
    pub distributor: Option<String>,
    /// How many.
    pub count: u64,
}

impl Ledger {
    /// How many redemptions there were in `period`, by group; those that were taken back do not count.
    ///
    /// Months and distributors are counted by the database; products stand in the coupons, each of which is verified.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn count_redemptions(
        &self,
        period: Period,
        by: RedemptionsBy,
    ) -> Result<Vec<RedemptionCount>, LedgerError> {
        let _one_moment = self.snapshot()?;
        match by {
            RedemptionsBy::Month => self.redemptions_by_month(period),
            RedemptionsBy::Product => self.redemptions_by_product(period),
            RedemptionsBy::Distributor => self.redemptions_by_distributor(period),
        }
    }

    fn redemptions_by_month(&self, period: Period) -> Result<Vec<RedemptionCount>, LedgerError> {
        // Each second once: how many there were in it.
        let sql = format!(
            "SELECT redeemed_at, count(*) AS many FROM redemptions WHERE redeemed_at BETWEEN ?1 AND ?2 AND {COUNTED}
             GROUP BY redeemed_at ORDER BY redeemed_at"
        );
        let mut months: BTreeMap<(u64, u64), u64> = BTreeMap::new();
        for row in self.select(&sql, &[time(period.from), time(period.to)])? {
            let (year, month, _) = row.time("redeemed_at")?.date();
            *months.entry((year, month)).or_default() += many(&row)?;
        }
        // A month without any is a row, too: a gap in the chart would be read as no gap in time.
        let ends = months.keys().next().copied().zip(months.keys().next_back().copied());
        let all = ends.map(|(first, last)| months_from_to(first, last)).unwrap_or_default();
        let count = |month: &(u64, u64)| months.get(month).copied().unwrap_or_default();
        Ok(all
            .iter()
            .map(|month| RedemptionCount::new(RedemptionGroup::Month(month.0, month.1), count(month)))
            .collect())
    }

    fn redemptions_by_product(&self, period: Period) -> Result<Vec<RedemptionCount>, LedgerError> {
        let names = self.product_names()?;
        let mut counts: BTreeMap<ProductId, u64> = BTreeMap::new();
        self.redeemed_coupons(period, products_of, |_, products| {
            products.into_iter().for_each(|product| *counts.entry(product).or_default() += 1);
            Ok(())
        })?;
        Ok(counts
            .into_iter()
            .map(|(product, count)| RedemptionCount {
                names: names.get(&product).cloned().unwrap_or_default(),
                ..RedemptionCount::new(RedemptionGroup::Product(product), count)
            })
            .collect())
    }

    fn redemptions_by_distributor(&self, period: Period) -> Result<Vec<RedemptionCount>, LedgerError> {
        let sql = format!(
            "SELECT batches.distributor, distributors.name, count(*) AS many
             FROM redemptions JOIN coupons ON coupons.coupon = redemptions.coupon
             JOIN batches ON batches.batch = coupons.batch
             LEFT JOIN distributors ON distributors.distributor = batches.distributor
             WHERE redeemed_at BETWEEN ?1 AND ?2 AND {COUNTED}
             GROUP BY batches.distributor, distributors.name
             ORDER BY coalesce(batches.distributor, 0)"
        );
        let count = |row: &Row| {
            let distributor = row.optional_number("distributor")?.map(DistributorNumber::new);
            let group = RedemptionGroup::Distributor(distributor);
            Ok(RedemptionCount {
                distributor: row.optional_text("name")?,
                ..RedemptionCount::new(group, many(row)?)
            })
        };
        self.select(&sql, &[time(period.from), time(period.to)])?.iter().map(count).collect()
    }
}

impl RedemptionCount {
    fn new(group: RedemptionGroup, count: u64) -> Self {
        Self { group, names: Names::default(), distributor: None, count }
    }
}

fn many(row: &Row) -> Result<u64, LedgerError> {
    u64::try_from(row.integer("many")?).map_err(|_| LedgerError::DamagedRow { column: "many" })
}

/// The products that a coupon names, each once.
fn products_of(coupon: &Coupon) -> Vec<ProductId> {
    let mut products: Vec<ProductId> = match &coupon.change {
        Change::Add(items) => items.iter().map(|item| item.product).collect(),
        Change::ExtendTrial(items) => items.iter().map(|item| item.product).collect(),
        Change::Replace(grants) => grants.iter().map(|grant| grant.product).collect(),
        _ => Vec::new(),
    };
    products.sort_unstable();
    products.dedup();
    products
}

/// All months from one to another, both included.
fn months_from_to(first: (u64, u64), last: (u64, u64)) -> Vec<(u64, u64)> {
    let number = |(year, month): (u64, u64)| year * 12 + month - 1;
    (number(first)..=number(last)).map(|month| (month / 12, month % 12 + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_month_is_left_out_over_the_turn_of_a_year() {
        assert_eq!(months_from_to((2026, 11), (2027, 2)), [(2026, 11), (2026, 12), (2027, 1), (2027, 2)]);
        assert_eq!(months_from_to((2026, 5), (2026, 5)), [(2026, 5)]);
    }
}
