//! Coupons that were issued, page by page: what a file that was cut off is continued from.

use crypto::Verified;
use format::{Coupon, Document, Scope};

use super::{CouponScope, IssuedCoupon};
use crate::database::{Row, integer};
use crate::documents::misplaced;
use crate::{CustomerNumber, Ledger, LedgerError, parallel};

/// Coupons of one page.
const PAGE: u32 = 4096;

impl Ledger {
    /// The coupons of a batch behind `position`, in their order and verified, a page at a time; `deliver` gets each page.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`]; those of `deliver`.
    pub fn issued_coupons<E: From<LedgerError>>(
        &self,
        batch: u32,
        mut position: u32,
        mut deliver: impl FnMut(&[IssuedCoupon]) -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            let page = self.issued_page(batch, position)?;
            let Some(last) = page.last() else { return Ok(()) };
            position = last.position;
            deliver(&page)?;
        }
    }

    /// The coupon at one position of a batch.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn issued_at(&self, batch: u32, position: u32) -> Result<Option<IssuedCoupon>, LedgerError> {
        let sql = "SELECT * FROM coupons WHERE batch = ?1 AND position = ?2";
        let rows = self.select(sql, &[integer(batch), integer(position)])?;
        Ok(self.read_issued(&rows)?.pop())
    }

    fn issued_page(&self, batch: u32, position: u32) -> Result<Vec<IssuedCoupon>, LedgerError> {
        let sql = "SELECT * FROM coupons WHERE batch = ?1 AND position > ?2 ORDER BY position LIMIT ?3";
        self.read_issued(&self.select(sql, &[integer(batch), integer(position), integer(PAGE)])?)
    }

    /// Reads rows of the table of coupons and verifies them, on all cores; a newer signature takes the place of a burnt one.
    fn read_issued(&self, rows: &[Row]) -> Result<Vec<IssuedCoupon>, LedgerError> {
        let read = |row: &Row| {
            let number = self.coupon_number(row.number_id("coupon")?);
            let customer = row.optional_number("customer")?.map(CustomerNumber::new);
            Ok((
                number,
                row.bytes("document")?.to_vec(),
                row.number("batch")?,
                row.number("position")?,
                customer,
            ))
        };
        let stored = rows.iter().map(read).collect::<Result<Vec<_>, LedgerError>>()?;
        let readers = self.readers();
        let verified = parallel::map(&stored, |(number, document, ..)| {
            readers.verified::<Coupon>(Document::Coupon, &number.to_string(), document)
        });
        let issued = stored.into_iter().zip(verified).map(
            |((number, document, batch, position, customer), coupon)| {
                let coupon: Verified<Coupon> = coupon?;
                if coupon.number != number.id {
                    return Err(misplaced(Document::Coupon, number));
                }
                let scope = match (coupon.scope, customer) {
                    (Scope::License(license), _) => CouponScope::License(self.license_number(license)),
                    (Scope::Customer(_), Some(customer)) => CouponScope::Customer(customer),
                    (Scope::Customer(_), None) => return Err(misplaced(Document::Coupon, number)),
                    _ => CouponScope::Bearer,
                };
                let (_, document) = self.newest_of(number, coupon, &document)?;
                Ok(IssuedCoupon { number, document, batch, position, scope })
            },
        );
        issued.collect()
    }
}
