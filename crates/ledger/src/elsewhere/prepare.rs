use std::collections::BTreeSet;

use format::catalog::build;
use format::{Batch, License, Number, Payload, Purpose, UnixTime};
use rand_core::CryptoRng;

use crate::context::check_length;
use crate::{Context, CouponRef, CouponRequest, Ledger, LedgerError, LicenseInput, Trials};

impl Ledger {
    /// New licenses, to be signed elsewhere; all get the first one's comment. The ledger stays as it is. The first of a
    /// customer comes with the automatic trials that are due, where that is wanted.
    ///
    /// # Errors
    ///
    /// As for [`Ledger::license_new`], with [`LedgerError::Empty`] without any.
    pub fn prepare_licenses(
        &self,
        inputs: &[LicenseInput],
        trials: Trials,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Batch, LedgerError> {
        let comment = &inputs.first().ok_or(LedgerError::Empty { field: "licenses" })?.comment;
        check_length("comment", comment)?;
        let (mut payloads, mut served) = (Vec::new(), BTreeSet::new());
        for input in inputs {
            let customer = self.active_customer(input.customer)?;
            let mut license = License::new(self.new_license_id(random)?, customer.id, context.now);
            license.holder.clone_from(&input.holder);
            if served.insert(input.customer) {
                license.grants = self.trial_grants(input.customer, trials, context)?;
            }
            payloads.push(license.encode());
        }
        self.packed(Purpose::License, payloads, comment, "")
    }

    /// Coupons as wanted, to be signed elsewhere. The ledger stays as it is.
    ///
    /// # Errors
    ///
    /// As for [`Ledger::generate_coupons`].
    pub fn prepare_coupons(
        &self,
        request: &CouponRequest,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Batch, LedgerError> {
        request.check(CouponRequest::MAX_AT_ONCE)?;
        let mut coupon = self.coupon_template(request, context)?;
        let mut payloads = Vec::new();
        for _ in 0..request.count {
            coupon.number = self.new_coupon_id(random)?;
            payloads.push(coupon.encode());
        }
        self.packed(Purpose::Coupon, payloads, &request.notes.comment, &request.notes.invoice)
    }

    /// The revision that a coupon leads to, to be signed elsewhere. The coupon is not marked as used before the revision
    /// comes back.
    ///
    /// # Errors
    ///
    /// As for [`Ledger::redeem`].
    pub fn prepare_redemption(
        &self,
        coupon: CouponRef<'_>,
        license: Number,
        context: &Context,
    ) -> Result<Batch, LedgerError> {
        let (_, _, next) = self.redeemable(coupon, license, context)?;
        self.packed(Purpose::License, vec![next.encode()], "", "")
    }

    /// The head of the next catalog, to be signed elsewhere; its objects are written into the store.
    ///
    /// # Errors
    ///
    /// As for [`Ledger::publish_catalog`].
    pub fn prepare_catalog(&self, expires: UnixTime, context: &Context) -> Result<Batch, LedgerError> {
        if expires <= context.now {
            return Err(LedgerError::ExpiresTooEarly { expires, now: context.now });
        }
        let number = self.next_number("catalogs", "catalog")?;
        let head = build(self.catalog_content(number, expires, context)?, &mut self.folder().objects())?;
        self.packed(Purpose::Catalog, vec![head.encode()], "", "")
    }

    fn packed(
        &self,
        purpose: Purpose,
        payloads: Vec<Vec<u8>>,
        comment: &str,
        invoice: &str,
    ) -> Result<Batch, LedgerError> {
        let (_, root) = self.folder().root_files()?.pop().expect("root_files fails without the first root");
        let mut batch = Batch::new(purpose, root, payloads);
        batch.notes.comment = comment.to_owned();
        batch.notes.invoice = invoice.to_owned();
        // What cannot be read on the other machine is not written here.
        Batch::decode(&batch.encode())?;
        Ok(batch)
    }
}
