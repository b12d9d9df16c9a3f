//! Finding coupons by what the ledger notes of them and by what became of them.

use format::{Number, ProductId, UnixTime};

use super::{CouponState, StoredCoupon};
use crate::database::{Row, Value, blob, integer, text, time};
use crate::redemptions::OPEN_COUPONS;
use crate::{CustomerNumber, DistributorNumber, Ledger, LedgerError};

/// Which coupons are looked for; what is `None` is of no account.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever asks decides on every field")]
pub struct CouponQuery {
    /// The invoice, exactly.
    pub invoice: Option<String>,
    /// Through whom they are sold.
    pub distributor: Option<DistributorNumber>,
    /// Words of the comment, in any case.
    pub comment: Option<String>,
    /// For this license, or redeemed on it.
    pub license: Option<Number>,
    /// For this customer or one of its licenses, or redeemed on one of them.
    pub customer: Option<CustomerNumber>,
    /// Generated together.
    pub batch: Option<u32>,
    /// What became of them.
    pub state: Option<CouponState>,
    /// Naming this product.
    pub product: Option<ProductId>,
    /// Issued from this moment on.
    pub issued_from: Option<UnixTime>,
    /// Issued through this moment.
    pub issued_through: Option<UnixTime>,
    /// Redeemed from this moment on.
    pub redeemed_from: Option<UnixTime>,
    /// Redeemed through this moment.
    pub redeemed_through: Option<UnixTime>,
}

/// Coupons that were found, the newest first.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct CouponPage {
    /// The first of them.
    pub coupons: Vec<StoredCoupon>,
    /// How many there are beyond, counted up to [`CouponPage::COUNTED`].
    pub more: u32,
}

impl CouponPage {
    /// Beyond a page so many are counted and no more: nobody reads further, and counting takes time.
    pub const COUNTED: u32 = 1000;
}

/// Rows read at a time.
const CHUNK: u32 = 500;

impl Ledger {
    /// The coupons that a query means, at most `limit` of them.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownLicense`] for a number that is none of this vendor's licenses; [`LedgerError::DamagedDocument`].
    pub fn find_coupons(&self, query: &CouponQuery, limit: u32) -> Result<CouponPage, LedgerError> {
        let _one_moment = self.snapshot()?;
        let search = Search::new(query, self)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut page = CouponPage { coupons: Vec::new(), more: 0 };
        let mut below: Option<(u32, u32)> = None;
        loop {
            let rows = search.chunk(self, below)?;
            let Some(last) = rows.last() else { return Ok(page) };
            below = Some((last.number("batch")?, last.number("position")?));
            for row in &rows {
                let is_full = page.coupons.len() >= most;
                if !search.means(row)? {
                    continue;
                }
                if is_full && query.product.is_none() {
                    page.more += 1;
                } else {
                    let coupon = self.read_coupon(row)?;
                    if query.product.is_some_and(|wanted| !coupon.coupon.products().any(|one| one == wanted))
                    {
                        continue;
                    }
                    if is_full { page.more += 1 } else { page.coupons.push(coupon) }
                }
                if page.more >= CouponPage::COUNTED {
                    return Ok(page);
                }
            }
        }
    }
}

/// A query as SQL.
struct Search {
    conditions: Vec<String>,
    parameters: Vec<Value>,
    /// Words of the comment, in lower case: databases differ in what they know of letters.
    words: Vec<String>,
}

impl Search {
    fn new(query: &CouponQuery, ledger: &Ledger) -> Result<Self, LedgerError> {
        let words = query.comment.as_deref().unwrap_or_default().to_lowercase();
        let words = words.split_whitespace().map(str::to_owned).collect();
        let mut search = Self { conditions: Vec::new(), parameters: Vec::new(), words };
        if let Some(invoice) = &query.invoice {
            search.add("batches.invoice = ?", text(invoice));
        }
        if let Some(distributor) = query.distributor {
            search.add("batches.distributor = ?", integer(distributor.get()));
        }
        if let Some(batch) = query.batch {
            search.add("batches.batch = ?", integer(batch));
        }
        if let Some(license) = query.license {
            let id = blob(*ledger.known_license(license)?.as_bytes());
            search.add("(coupons.license = ? OR coupons.coupon IN (SELECT coupon FROM redemptions WHERE license = ?))", id);
        }
        if let Some(customer) = query.customer {
            let licenses = "SELECT license FROM licenses WHERE licenses.customer = ?";
            let condition = format!(
                "(coupons.customer = ? OR coupons.license IN ({licenses})
                 OR coupons.coupon IN (SELECT coupon FROM redemptions WHERE license IN ({licenses})))"
            );
            search.add(&condition, integer(customer.get()));
        }
        search.conditions.extend(query.state.map(|state| state.condition().to_owned()));
        for (condition, moment) in
            [("batches.issued_at >= ?", query.issued_from), ("batches.issued_at <= ?", query.issued_through)]
        {
            moment.into_iter().for_each(|moment| search.add(condition, time(moment)));
        }
        if query.redeemed_from.is_some() || query.redeemed_through.is_some() {
            let from = query.redeemed_from.unwrap_or(UnixTime::new(0));
            let through = query.redeemed_through.unwrap_or(UnixTime::MAX);
            let (from, through) = (search.place(time(from)), search.place(time(through)));
            search.conditions.push(format!(
                "coupons.coupon IN (SELECT coupon FROM redemptions WHERE redeemed_at BETWEEN {from} AND {through})"
            ));
        }
        Ok(search)
    }

    fn place(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }

    /// A condition with one value, as often as it stands there.
    fn add(&mut self, condition: &str, value: Value) {
        let place = self.place(value);
        self.conditions.push(condition.replace('?', &place));
    }

    /// The next rows, the newest first, behind the one that was the last.
    fn chunk(&self, ledger: &Ledger, below: Option<(u32, u32)>) -> Result<Vec<Row>, LedgerError> {
        let (mut conditions, mut parameters) = (self.conditions.clone(), self.parameters.clone());
        if let Some((batch, position)) = below {
            let at = parameters.len();
            parameters.extend([integer(batch), integer(position)]);
            conditions.push(format!(
                "(batches.batch < ?{} OR (batches.batch = ?{} AND coupons.position < ?{}))",
                at + 1,
                at + 1,
                at + 2
            ));
        }
        let filter = if conditions.is_empty() { "1 = 1".to_owned() } else { conditions.join(" AND ") };
        let sql = format!(
            "SELECT * FROM coupons JOIN batches USING (batch) WHERE {filter}
             ORDER BY batches.batch DESC, coupons.position DESC LIMIT {CHUNK}"
        );
        ledger.select(&sql, &parameters)
    }

    fn means(&self, row: &Row) -> Result<bool, LedgerError> {
        if self.words.is_empty() {
            return Ok(true);
        }
        let comment = row.text("comment")?.to_lowercase();
        Ok(self.words.iter().all(|word| comment.contains(word)))
    }
}

impl CouponState {
    fn condition(self) -> &'static str {
        match self {
            Self::Open => OPEN_COUPONS,
            Self::Redeemed => {
                "coupons.coupon IN (SELECT used.coupon FROM redemptions AS used WHERE NOT EXISTS (
                     SELECT 1 FROM cancelled_redemptions AS back WHERE back.coupon = used.coupon
                     AND back.license = used.license AND back.revision = used.revision))"
            }
            Self::Cancelled => {
                "(coupons.coupon IN (SELECT coupon FROM cancelled_coupons)
                  OR coupons.coupon IN (SELECT coupon FROM cancelled_redemptions))"
            }
        }
    }
}
