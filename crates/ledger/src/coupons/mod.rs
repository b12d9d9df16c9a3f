//! Coupons: which are wanted, those that were issued, and what became of them.

mod batch;
mod find;
mod issue;
mod issued;
mod request;
mod stored;

use crypto::Verified;
use format::{Coupon, CouponTag, Document, Number, NumberId, NumberKind};

pub use self::batch::Batch;
pub use self::find::{CouponPage, CouponQuery};
pub use self::issue::IssuedCoupon;
pub(crate) use self::issue::{insert_coupon, kind_of};
pub use self::request::{
    BatchNotes, CouponKind, CouponProduct, CouponRequest, CouponScope, NewComposition, TrialDays,
};
use crate::database::{Row, blob, integer};
use crate::documents::misplaced;
use crate::{DistributorNumber, Ledger, LedgerError, Redemption};

/// A coupon with all that became of it.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct StoredCoupon {
    /// Its number.
    pub number: Number,
    /// What it says, verified.
    pub coupon: Verified<Coupon>,
    /// The signed document.
    pub document: Vec<u8>,
    /// Its batch.
    pub batch: u32,
    /// What the ledger notes of the batch.
    pub notes: BatchNotes,
    /// Where it was redeemed: at most once, unless it is reusable or was freed again.
    pub redemptions: Vec<Redemption>,
}

/// What became of a coupon.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CouponState {
    /// It can be redeemed, perhaps once more.
    Open,
    /// It was redeemed, and that counts.
    Redeemed,
    /// It was cancelled before its use, or a redemption of it was.
    Cancelled,
}

impl Ledger {
    /// All coupons, or those of one batch, in the order in which they were issued.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn coupons(&self, batch: Option<u32>) -> Result<Vec<StoredCoupon>, LedgerError> {
        let rows = match batch {
            None => {
                self.select("SELECT * FROM coupons JOIN batches USING (batch) ORDER BY batch, position", &[])?
            }
            Some(batch) => self.select(
                "SELECT * FROM coupons JOIN batches USING (batch) WHERE batch = ?1 ORDER BY position",
                &[integer(batch)],
            )?,
        };
        rows.iter().map(|row| self.read_coupon(row)).collect()
    }

    /// One coupon.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCoupon`], [`LedgerError::DamagedDocument`].
    pub fn coupon(&self, coupon: Number) -> Result<StoredCoupon, LedgerError> {
        let unknown = || LedgerError::UnknownCoupon { coupon };
        if coupon.kind != NumberKind::Coupon || coupon.prefix != self.prefix() {
            return Err(unknown());
        }
        let sql = "SELECT * FROM coupons JOIN batches USING (batch) WHERE coupon = ?1";
        let row = self.select_one(sql, &[blob(*coupon.id.as_bytes())])?;
        self.read_coupon(&row.ok_or_else(unknown)?)
    }

    pub(crate) fn read_coupon(&self, row: &Row) -> Result<StoredCoupon, LedgerError> {
        let id = row.number_id("coupon")?;
        let number = self.coupon_number(id);
        let (coupon, document) = self.newest_signature::<Coupon>(number, row.bytes("document")?)?;
        if coupon.number != id || coupon.is_reusable != row.boolean("is_reusable")? {
            return Err(misplaced(Document::Coupon, number));
        }
        Ok(StoredCoupon {
            number,
            coupon,
            document,
            batch: row.number("batch")?,
            notes: BatchNotes::read(row)?,
            redemptions: self.redemptions(id)?,
        })
    }

    /// The coupon that licenses list under this tag.
    pub(crate) fn coupon_with_tag(&self, tag: CouponTag) -> Result<Option<NumberId>, LedgerError> {
        // A tag is the beginning of a number; two coupons with one tag would pass for each other.
        let edge = |last: u8| blob([tag.as_bytes().as_slice(), &[last; 4]].concat());
        let sql = "SELECT coupon FROM coupons WHERE coupon BETWEEN ?1 AND ?2";
        self.select_one(sql, &[edge(0), edge(0xff)])?.map(|row| row.number_id("coupon")).transpose()
    }
}

impl BatchNotes {
    pub(crate) fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self {
            distributor: row.optional_number("distributor")?.map(DistributorNumber::new),
            invoice: row.text("invoice")?,
            invoice_date: row.text("invoice_date")?,
            comment: row.text("comment")?,
        })
    }
}
