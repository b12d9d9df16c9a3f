use crypto::SigningKey;
use format::{Change, Coupon, CouponTag, Digest, Number, NumberId, Scope};
use rand_core::CryptoRng;
use serde_json::json;

use super::request::{BatchNotes, CouponRequest, CouponScope};
use crate::audit::{Entry, digest_of_batch};
use crate::database::{Value, blob, integer, text, time};
use crate::error::CouponError;
use crate::open::{Mode, Writer};
use crate::redeem::redeem;
use crate::{Context, Ledger, LedgerError, RedeemOutcome, RedeemPreview};

/// A coupon that was just made.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct IssuedCoupon {
    /// Its number.
    pub number: Number,
    /// The signed document.
    pub document: Vec<u8>,
    /// The batch that it belongs to, counted from 1.
    pub batch: u32,
    /// Its place in the batch, counted from 1.
    pub position: u32,
    /// Where it may be redeemed.
    pub scope: CouponScope,
}

impl Ledger {
    /// Issues coupons: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`LedgerError::CouponCount`], [`LedgerError::Empty`] without products, [`LedgerError::UnknownProduct`],
    /// [`LedgerError::UnknownLicense`], [`LedgerError::UnknownCustomer`], [`LedgerError::LimitTooLarge`]; a
    /// [`CouponError`] where the kind does not suit scope, count or products; [`LedgerError::Verify`] where `key` may
    /// not sign coupons now.
    pub fn generate_coupons(
        &mut self,
        request: &CouponRequest,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Vec<IssuedCoupon>, LedgerError> {
        request.check(CouponRequest::MAX_AT_ONCE)?;
        self.write(Mode::Commit, |ledger| ledger.issue_coupons(request, key, context, random))
    }

    /// Issues one coupon for one license and redeems it there, both or neither.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::generate_coupons`] and [`Ledger::redeem`], and [`CouponError::RedeemAtOnce`].
    pub fn generate_and_redeem(
        &mut self,
        request: &CouponRequest,
        (coupon_key, license_key): (&SigningKey, &SigningKey),
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<(IssuedCoupon, RedeemOutcome), LedgerError> {
        request.check(CouponRequest::MAX_AT_ONCE)?;
        let license = only_license(request)?;
        self.write(Mode::Commit, |ledger| {
            let issued = ledger.issue_only(request, coupon_key, context, random)?;
            let outcome = redeem(ledger, issued.number.into(), (license, ""), license_key, context)?;
            Ok((issued, outcome))
        })
    }

    /// What [`Ledger::generate_and_redeem`] would do: a coupon is signed and forgotten, nothing is changed.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::generate_and_redeem`].
    pub fn preview_coupon(
        &mut self,
        request: &CouponRequest,
        coupon_key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<RedeemPreview, LedgerError> {
        request.check(CouponRequest::MAX_AT_ONCE)?;
        let license = only_license(request)?;
        self.write(Mode::DryRun, |ledger| {
            let issued = ledger.issue_only(request, coupon_key, context, random)?;
            ledger.redeemable(issued.number.into(), license, context).map(RedeemPreview::from)
        })
    }

    /// Whether [`Ledger::generate_coupons`] would generate these, as far as that shows without a key.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::generate_coupons`], without those of signing.
    pub fn check_coupons(&self, request: &CouponRequest, context: &Context) -> Result<(), LedgerError> {
        request.check(CouponRequest::MAX_AT_ONCE)?;
        self.coupon_template(request, context).map(drop)
    }

    /// A number whose tag no coupon has: sixty-three random bits meet only where the source is broken.
    pub(crate) fn new_coupon_id(&self, random: &mut impl CryptoRng) -> Result<NumberId, LedgerError> {
        let mut bytes = [0; 12];
        random.fill_bytes(&mut bytes);
        let id = NumberId::from_random(bytes);
        match self.coupon_with_tag(CouponTag::of(id))? {
            None => Ok(id),
            Some(_) => Err(LedgerError::NotRandom),
        }
    }
}

/// The license on which the only coupon can be redeemed at once.
fn only_license(request: &CouponRequest) -> Result<Number, LedgerError> {
    match (request.scope, request.count) {
        (CouponScope::License(license), 1) => Ok(license),
        _ => Err(CouponError::RedeemAtOnce.into()),
    }
}

impl Writer<'_> {
    fn issue_only(
        &self,
        request: &CouponRequest,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<IssuedCoupon, LedgerError> {
        let mut issued = self.issue_coupons(request, key, context, random)?;
        Ok(issued.remove(0))
    }

    fn issue_coupons(
        &self,
        request: &CouponRequest,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Vec<IssuedCoupon>, LedgerError> {
        let template = self.coupon_template(request, context)?;
        let kind = request.kind.name();
        let batch = self.insert_batch((kind, request.count), &request.to_json(), &request.notes, context)?;
        let mut issued: Vec<(IssuedCoupon, Digest)> = Vec::new();
        for position in 1..=request.count {
            let mut coupon = template.clone();
            coupon.number = self.new_coupon_id(random)?;
            let (document, verified) = self.sign(key, &coupon)?;
            insert_coupon(self, &coupon, (batch, position), &document)?;
            let number = self.coupon_number(coupon.number);
            let scope = request.scope;
            issued.push((IssuedCoupon { number, document, batch, position, scope }, verified.digest()));
        }
        let digests: Vec<_> = issued.iter().map(|(_, digest)| *digest).collect();
        let products: Vec<u32> = request.kind.products().iter().map(|product| product.get()).collect();
        let details = json!({ "kind": kind, "count": request.count, "products": products });
        let (subject, digest) = (batch.to_string(), Some(digest_of_batch(&digests)));
        self.audit(&Entry { what: "coupon.generate", subject, digest, details }, context)?;
        Ok(issued.into_iter().map(|(coupon, _)| coupon).collect())
    }

    /// Begins a batch that is to have `wanted` coupons.
    pub(crate) fn insert_batch(
        &self,
        (kind, wanted): (&'static str, u32),
        request: &str,
        notes: &BatchNotes,
        context: &Context,
    ) -> Result<u32, LedgerError> {
        let batch = self.next_number("batches", "batch")?;
        let distributor = notes.distributor.map(|number| self.distributor(number)).transpose()?;
        self.execute(
            "INSERT INTO batches
                 (batch, kind, wanted, request, distributor, invoice, invoice_date, comment, issued_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            &[
                integer(batch),
                text(kind),
                integer(wanted),
                text(request),
                distributor.map_or(Value::Null, |distributor| integer(distributor.number.get())),
                text(&notes.invoice),
                text(&notes.invoice_date),
                text(&notes.comment),
                time(context.now),
            ],
        )?;
        Ok(batch)
    }
}

/// The word for what a coupon does, as batches have it.
pub(crate) fn kind_of(coupon: &Coupon) -> &'static str {
    match coupon.change {
        Change::ExtendTrial(_) => "extend",
        Change::Replace(_) => "change",
        _ => "add",
    }
}

pub(crate) fn insert_coupon(
    ledger: &Writer<'_>,
    coupon: &Coupon,
    (batch, position): (u32, u32),
    document: &[u8],
) -> Result<(), LedgerError> {
    let (license, customer) = match coupon.scope {
        Scope::License(license) => (blob(*license.as_bytes()), Value::Null),
        Scope::Customer(customer) => (Value::Null, blob(*customer.as_bytes())),
        _ => (Value::Null, Value::Null),
    };
    ledger.execute(
        "INSERT INTO coupons (batch, position, coupon, document, is_reusable, license, customer)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT customer FROM customers WHERE customer_id = ?7))",
        &[
            integer(batch),
            integer(position),
            blob(*coupon.number.as_bytes()),
            blob(document),
            integer(coupon.is_reusable),
            license,
            customer,
        ],
    )
}
