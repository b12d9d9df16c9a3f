use std::num::NonZeroU32;

use crypto::{SigningKey, Verified};
use format::{
    Addition, Change, Coupon, CouponTag, Document, Features, Limit, Number, NumberId, NumberKind, ProductId,
    Scope, StateHead, Term, UnixTime,
};
use rand_core::CryptoRng;
use serde_json::json;

use crate::audit::{Entry, digest_of_batch};
use crate::context::check_length;
use crate::database::{Row, Value, blob, integer, text, time};
use crate::documents::misplaced;
use crate::open::{Mode, Writer};
use crate::products::Product;
use crate::{Context, CustomerNumber, Ledger, LedgerError};

/// To which licenses coupons may be applied, in the ledger's words.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CouponScope {
    /// To any license, by whoever holds the coupon.
    Bearer,
    /// To one license.
    License(Number),
    /// To any license of one customer.
    Customer(CustomerNumber),
}

/// One product in coupons.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct CouponProduct {
    /// The product.
    pub product: ProductId,
    /// When the grant ends.
    pub term: Term,
    /// What the limits of its multiplied features are multiplied with.
    pub multiplier: NonZeroU32,
}

/// Which coupons are wanted.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct CouponRequest {
    /// What they add, at least one product.
    pub products: Vec<CouponProduct>,
    /// Where they may be redeemed.
    pub scope: CouponScope,
    /// How many, 1 to [`CouponRequest::MAX_COUNT`].
    pub count: u32,
    /// The last second in which they may be redeemed.
    pub redeem_before: Option<UnixTime>,
    /// Whether each may be redeemed on several licenses, once on each.
    pub is_reusable: bool,
    /// Anything else; stays in the ledger.
    pub comment: String,
    /// The invoice; stays in the ledger.
    pub invoice: String,
}

impl CouponRequest {
    /// Most coupons of one call: about twenty megabytes in memory and seconds of signing.
    pub const MAX_COUNT: u32 = 100_000;

    /// Refuses what can be refused without looking into the ledger.
    pub(crate) fn check(&self) -> Result<(), LedgerError> {
        let (count, max) = (self.count, Self::MAX_COUNT);
        if count == 0 || count > max {
            return Err(LedgerError::CouponCount { count, max });
        }
        if self.products.is_empty() {
            return Err(LedgerError::Empty { field: "products" });
        }
        check_length("comment", &self.comment)?;
        check_length("invoice", &self.invoice)
    }
}

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
}

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
    /// Anything else.
    pub comment: String,
    /// The invoice.
    pub invoice: String,
    /// Where it was redeemed: at most once, unless it is reusable.
    pub redemptions: Vec<Redemption>,
}

/// That a coupon was redeemed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Redemption {
    /// The license.
    pub license: Number,
    /// The revision that it led to.
    pub revision: u32,
    /// When.
    pub at: UnixTime,
}

impl Ledger {
    /// Issues coupons that add products: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`LedgerError::CouponCount`], [`LedgerError::Empty`] without products, [`LedgerError::UnknownProduct`],
    /// [`LedgerError::UnknownLicense`], [`LedgerError::UnknownCustomer`], [`LedgerError::LimitTooLarge`];
    /// [`LedgerError::Verify`] where `key` may not sign coupons now.
    pub fn generate_coupons(
        &mut self,
        request: &CouponRequest,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Vec<IssuedCoupon>, LedgerError> {
        request.check()?;
        self.write(Mode::Commit, |ledger| {
            let template = ledger.coupon_template(request, context)?;
            let details = json!({ "count": request.count, "products": products_json(request) });
            let notes = BatchNotes { comment: &request.comment, invoice: &request.invoice };
            let batch = ledger.insert_batch("add", request.count, &details, notes, context)?;
            let mut issued: Vec<(NumberId, IssuedCoupon, format::Digest)> = Vec::new();
            for position in 1..=request.count {
                let mut coupon = template.clone();
                coupon.number = ledger.new_coupon_id(random)?;
                let (document, verified) = ledger.sign(key, &coupon)?;
                insert_coupon(ledger, &coupon, (batch, position), &document)?;
                let number = ledger.coupon_number(coupon.number);
                issued.push((coupon.number, IssuedCoupon { number, document, batch }, verified.digest()));
            }
            let digests: Vec<_> = issued.iter().map(|(.., digest)| *digest).collect();
            let (subject, digest) = (batch.to_string(), Some(digest_of_batch(&digests)));
            ledger.audit(&Entry { what: "coupon.generate", subject, digest, details }, context)?;
            Ok(issued.into_iter().map(|(_, coupon, _)| coupon).collect())
        })
    }

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

    fn read_coupon(&self, row: &Row) -> Result<StoredCoupon, LedgerError> {
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
            comment: row.text("comment")?,
            invoice: row.text("invoice")?,
            redemptions: self.redemptions(id)?,
        })
    }

    fn redemptions(&self, coupon: NumberId) -> Result<Vec<Redemption>, LedgerError> {
        let sql = "SELECT * FROM redemptions WHERE coupon = ?1 ORDER BY redeemed_at, license";
        let redemption = |row: &Row| {
            Ok(Redemption {
                license: self.license_number(row.number_id("license")?),
                revision: row.number("revision")?,
                at: row.time("redeemed_at")?,
            })
        };
        self.select(sql, &[blob(*coupon.as_bytes())])?.iter().map(redemption).collect()
    }

    /// A coupon as wanted, still without a number of its own.
    pub(crate) fn coupon_template(
        &self,
        request: &CouponRequest,
        context: &Context,
    ) -> Result<Coupon, LedgerError> {
        let additions = request.products.iter().map(|wanted| self.product(wanted.product)?.addition(wanted));
        let change = Change::Add(additions.collect::<Result<_, _>>()?);
        let (scope, builds_on) = self.resolve_scope(request.scope)?;
        let mut coupon = Coupon::new(NumberId::from_random([0; 12]), scope, change, context.now);
        coupon.redeem_before = request.redeem_before;
        coupon.is_reusable = request.is_reusable;
        coupon.builds_on = builds_on;
        Ok(coupon)
    }

    /// The scope as documents have it; a coupon for one license names the state that it builds on.
    fn resolve_scope(&self, scope: CouponScope) -> Result<(Scope, Option<StateHead>), LedgerError> {
        match scope {
            CouponScope::Bearer => Ok((Scope::Bearer, None)),
            CouponScope::License(license) => {
                let newest = self.newest_revision(self.known_license(license)?)?;
                Ok((Scope::License(license.id), newest.license.state_head()))
            }
            CouponScope::Customer(customer) => Ok((Scope::Customer(self.customer(customer)?.id), None)),
        }
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

    /// The coupon that licenses list under this tag.
    pub(crate) fn coupon_with_tag(&self, tag: CouponTag) -> Result<Option<NumberId>, LedgerError> {
        // A tag is the beginning of a number; two coupons with one tag would pass for each other.
        let edge = |last: u8| blob([tag.as_bytes().as_slice(), &[last; 4]].concat());
        let sql = "SELECT coupon FROM coupons WHERE coupon BETWEEN ?1 AND ?2";
        self.select_one(sql, &[edge(0), edge(0xff)])?.map(|row| row.number_id("coupon")).transpose()
    }
}

impl Product {
    /// What a coupon adds of this product.
    fn addition(&self, wanted: &CouponProduct) -> Result<Addition, LedgerError> {
        self.check_sold()?;
        let features = self.features.iter().map(|feature| {
            let multiplier = if feature.is_multiplied { wanted.multiplier } else { NonZeroU32::MIN };
            let too_large =
                || LedgerError::LimitTooLarge { feature: feature.feature, multiplier: multiplier.get() };
            let limit = match feature.limit {
                Limit::Count(count) => Limit::Count(count.checked_mul(multiplier).ok_or_else(too_large)?),
                Limit::Unlimited => Limit::Unlimited,
            };
            Ok((feature.feature, limit))
        });
        let features = features.collect::<Result<Features, LedgerError>>()?;
        let addition = Addition::new(self.id, features, wanted.term).replacing(self.replaces.iter().copied());
        Ok(match self.days_of_use() {
            Some(days) => addition.trial_of(days),
            None if self.is_trial => addition.trial(),
            None => addition,
        })
    }
}

/// What stays in the ledger about a batch, whatever its coupons say.
pub(crate) struct BatchNotes<'a> {
    pub(crate) comment: &'a str,
    pub(crate) invoice: &'a str,
}

impl Writer<'_> {
    pub(crate) fn insert_batch(
        &self,
        kind: &'static str,
        wanted: u32,
        request: &serde_json::Value,
        notes: BatchNotes<'_>,
        context: &Context,
    ) -> Result<u32, LedgerError> {
        let batch = self.next_number("batches", "batch")?;
        self.execute(
            "INSERT INTO batches (batch, kind, wanted, request, comment, invoice, issued_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                integer(batch),
                text(kind),
                integer(wanted),
                text(request.to_string()),
                text(notes.comment),
                text(notes.invoice),
                time(context.now),
            ],
        )?;
        Ok(batch)
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

fn products_json(request: &CouponRequest) -> serde_json::Value {
    request.products.iter().map(|wanted| wanted.product.get()).collect()
}
