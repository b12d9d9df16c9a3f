use std::collections::{BTreeMap, BTreeSet};

use format::{KeyId, Number, UnixTime};

use super::COUNTED;
use crate::{Ledger, LedgerError};

/// Where a one-time coupon was redeemed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct RedemptionPlace {
    /// When, by the clock there; the first one stands first.
    pub at: UnixTime,
    /// The license.
    pub license: Number,
    /// The site whose receipt tells of it; `None`: at the vendor.
    pub site: Option<KeyId>,
}

/// A one-time coupon that was redeemed more than once.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DoubleRedemption {
    /// The coupon.
    pub coupon: Number,
    /// Where, two places at least.
    pub places: Vec<RedemptionPlace>,
}

impl Ledger {
    /// One-time coupons that were redeemed on two licenses, at two sites, or by two who hold one license, as the ledger and
    /// the receipts of sites tell.
    ///
    /// A redemption at a site and at the vendor on the same license is one and the same. Receipts are verified.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn double_redemptions(&self) -> Result<Vec<DoubleRedemption>, LedgerError> {
        let _one_moment = self.snapshot()?;
        let mut places: BTreeMap<Number, BTreeSet<RedemptionPlace>> = BTreeMap::new();
        for receipt in self.redeeming_receipts()? {
            if let (Some(coupon), Some(license)) = (receipt.coupon, receipt.license) {
                let (site, at) = (Some(receipt.site), receipt.receipt.issued_at);
                places.entry(coupon).or_default().insert(RedemptionPlace { license, site, at });
            }
        }
        // What no receipt tells of, the schema keeps from happening twice.
        let sql =
            format!("SELECT * FROM redemptions WHERE is_reusable = 0 AND {COUNTED} ORDER BY coupon, license");
        for row in self.select(&sql, &[])? {
            let coupon = self.coupon_number(row.number_id("coupon")?);
            if let Some(places) = places.get_mut(&coupon) {
                let license = self.license_number(row.number_id("license")?);
                places.insert(RedemptionPlace { license, site: None, at: row.time("redeemed_at")? });
            }
        }
        let mut doubles = Vec::new();
        for (coupon, places) in places {
            let is_one_time = match self.coupon(coupon) {
                Ok(stored) => !stored.coupon.is_reusable,
                Err(LedgerError::UnknownCoupon { .. }) => true,
                Err(other) => return Err(other),
            };
            let places: Vec<_> = places.into_iter().collect();
            if is_one_time && is_double(&places) {
                doubles.push(DoubleRedemption { coupon, places });
            }
        }
        Ok(doubles)
    }
}

fn is_double(places: &[RedemptionPlace]) -> bool {
    let licenses: BTreeSet<_> = places.iter().map(|place| place.license).collect();
    let sites: BTreeSet<_> = places.iter().filter_map(|place| place.site).collect();
    licenses.len() > 1 || sites.len() > 1
}
