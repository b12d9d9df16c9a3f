//! Answers to a manager's questions about all licenses and coupons at once.
//!
//! What stands in a signed document is read from there, verified on all cores: what licenses grant, what coupons add and
//! until when they may be redeemed. Numbers of rows are counted by the database. That no row was removed, added or changed
//! is what [`Ledger::verify_audit`](crate::Ledger::verify_audit) finds.

mod doubles;
mod expiring;
mod redemptions;
mod silent;
mod trials;
mod unused;

use std::collections::BTreeMap;

use format::{Coupon, Document, Names, Number, NumberId, ProductId, UnixTime};

pub use self::doubles::{DoubleRedemption, RedemptionPlace};
pub use self::expiring::{Expiring, ReportedTrials};
pub use self::redemptions::{RedemptionCount, RedemptionGroup, RedemptionsBy};
pub use self::silent::QuietSite;
pub use self::trials::NewTrial;
pub use self::unused::UnusedBatch;
use crate::database::{Row, Value, blob, time};
use crate::{Customer, Ledger, LedgerError, parallel};

/// Documents that are read at a time: some megabytes.
const PAGE: u32 = 8192;

/// Redemptions that count: those that were not taken back.
const COUNTED: &str = "NOT EXISTS (SELECT 1 FROM cancelled_redemptions AS back
    WHERE back.coupon = redemptions.coupon AND back.license = redemptions.license
    AND back.revision = redemptions.revision)";

/// From one moment to another, both included.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on both ends")]
pub struct Period {
    /// The first second.
    pub from: UnixTime,
    /// The last second.
    pub to: UnixTime,
}

impl Period {
    /// All time.
    pub fn all() -> Self {
        Self { from: UnixTime::default(), to: UnixTime::MAX }
    }

    /// Is the moment in it?
    pub fn contains(&self, moment: UnixTime) -> bool {
        self.from <= moment && moment <= self.to
    }
}

/// Whom to write or to call about a license.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Holder {
    /// The customer.
    pub customer: Customer,
    /// The name of the distributor through whom the customer buys.
    pub distributor: Option<String>,
}

impl Ledger {
    fn holder_of(&self, license: NumberId) -> Result<Holder, LedgerError> {
        let sql = "SELECT customers.*, distributors.name AS distributor_name
                   FROM licenses JOIN customers ON customers.customer = licenses.customer
                   LEFT JOIN distributors ON distributors.distributor = customers.distributor
                   WHERE licenses.license = ?1";
        let row = self.select_one(sql, &[blob(*license.as_bytes())])?;
        Holder::read(&row.ok_or(LedgerError::UnknownLicense { license: self.license_number(license) })?)
    }

    /// The names of all products.
    fn product_names(&self) -> Result<BTreeMap<ProductId, Names>, LedgerError> {
        let rows = self.select("SELECT product, names FROM products ORDER BY product", &[])?;
        let named = |row: &Row| {
            let product = ProductId::new(row.number("product")?);
            Ok((product.ok_or(LedgerError::DamagedRow { column: "product" })?, row.names("names")?))
        };
        rows.iter().map(named).collect()
    }
}

/// A redemption that counts, with the row of its coupon.
struct CountedRedemption {
    coupon: NumberId,
    license: NumberId,
    at: UnixTime,
    document: Vec<u8>,
}

impl CountedRedemption {
    fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self {
            coupon: row.number_id("coupon")?,
            license: row.number_id("license")?,
            at: row.time("redeemed_at")?,
            document: row.bytes("document")?.to_vec(),
        })
    }
}

impl Ledger {
    /// Shows the coupon of each redemption in `period` that counts to `look`, verified and on all cores, and what it saw to
    /// `take`, in the order of the redemptions.
    fn redeemed_coupons<O: Send>(
        &self,
        period: Period,
        look: impl Fn(&Coupon) -> O + Sync,
        mut take: impl FnMut(&CountedRedemption, O) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let sql = format!(
            "SELECT redemptions.coupon, redemptions.license, redeemed_at, document
             FROM redemptions JOIN coupons ON coupons.coupon = redemptions.coupon
             WHERE redeemed_at BETWEEN ?1 AND ?2
             AND (redeemed_at > ?3 OR (redeemed_at = ?3 AND redemptions.coupon > ?4)
                 OR (redeemed_at = ?3 AND redemptions.coupon = ?4 AND redemptions.license > ?5))
             AND {COUNTED} ORDER BY redeemed_at, redemptions.coupon, redemptions.license LIMIT ?6"
        );
        let (readers, prefix) = (self.readers(), self.prefix());
        let (mut at, mut coupon, mut license) = (period.from, blob([]), blob([]));
        loop {
            let page =
                [time(period.from), time(period.to), time(at), coupon, license, Value::Integer(PAGE.into())];
            let rows = self.select(&sql, &page)?;
            let stored = rows.iter().map(CountedRedemption::read).collect::<Result<Vec<_>, _>>()?;
            let Some(last) = stored.last() else { return Ok(()) };
            (at, coupon, license) = (last.at, blob(*last.coupon.as_bytes()), blob(*last.license.as_bytes()));
            let seen = parallel::map(&stored, |one| {
                let number = Number::coupon(prefix, one.coupon).to_string();
                readers
                    .verified::<Coupon>(Document::Coupon, &number, &one.document)
                    .map(|coupon| look(&coupon))
            });
            stored.iter().zip(seen).try_for_each(|(one, seen)| take(one, seen?))?;
        }
    }
}

impl Holder {
    fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self { customer: Customer::read(row)?, distributor: row.optional_text("distributor_name")? })
    }
}
