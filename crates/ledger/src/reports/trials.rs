use format::{Change, Coupon, Names, Number, ProductId, UnixTime};

use super::{Holder, Period};
use crate::database::{Row, time};
use crate::{Ledger, LedgerError};

/// A trial that a license got.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewTrial {
    /// The license.
    pub license: Number,
    /// Who holds it.
    pub holder: Holder,
    /// The trial product.
    pub product: ProductId,
    /// Its names.
    pub names: Names,
    /// When.
    pub at: UnixTime,
    /// The coupon that brought it; `None`: the license was created with it.
    pub coupon: Option<Number>,
}

impl Ledger {
    /// Trials that began in `period`, the first one first: with new licenses, and by coupons that count.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn new_trials(&self, period: Period) -> Result<Vec<NewTrial>, LedgerError> {
        let _one_moment = self.snapshot()?;
        let names = self.product_names()?;
        let mut found = Vec::new();
        let given = "SELECT license, product, given_at FROM trials_given WHERE given_at BETWEEN ?1 AND ?2
                     ORDER BY given_at, license, product";
        for row in self.select(given, &[time(period.from), time(period.to)])? {
            found.push(self.given_trial(&row)?);
        }
        self.redeemed_coupons(period, trials_of, |redeemed, trials| {
            for product in trials {
                found.push(NewTrial {
                    license: self.license_number(redeemed.license),
                    holder: self.holder_of(redeemed.license)?,
                    product,
                    names: Names::default(),
                    at: redeemed.at,
                    coupon: Some(self.coupon_number(redeemed.coupon)),
                });
            }
            Ok(())
        })?;
        for trial in &mut found {
            trial.names = names.get(&trial.product).cloned().unwrap_or_default();
        }
        found.sort_by_key(|one| (one.at, one.license, one.product));
        Ok(found)
    }

    fn given_trial(&self, row: &Row) -> Result<NewTrial, LedgerError> {
        let license = row.number_id("license")?;
        let product = ProductId::new(row.number("product")?);
        Ok(NewTrial {
            license: self.license_number(license),
            holder: self.holder_of(license)?,
            product: product.ok_or(LedgerError::DamagedRow { column: "product" })?,
            names: Names::default(),
            at: row.time("given_at")?,
            coupon: None,
        })
    }
}

/// The trials that a coupon adds.
fn trials_of(coupon: &Coupon) -> Vec<ProductId> {
    match &coupon.change {
        Change::Add(items) => items.iter().filter(|item| item.is_trial).map(|item| item.product).collect(),
        _ => Vec::new(),
    }
}
