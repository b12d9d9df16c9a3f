//! A request as the ledger stores it: from it a killed run goes on, and a template generates again.

use std::num::NonZeroU32;

use format::{ProductId, Term, UnixTime};
use serde::{Deserialize, Serialize};

use super::request::{
    BatchNotes, CouponKind, CouponProduct, CouponRequest, CouponScope, NewComposition, TrialDays,
};
use crate::error::CouponError;
use crate::{CustomerNumber, DistributorNumber, LedgerError};

impl CouponRequest {
    /// The request as one JSON object.
    ///
    /// # Panics
    ///
    /// Never: numbers and texts are all that it holds.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&Stored::from(self)).expect("numbers and texts become JSON")
    }

    /// A request that [`CouponRequest::to_json`] wrote.
    ///
    /// # Errors
    ///
    /// [`CouponError::StoredRequest`].
    pub fn from_json(json: &str) -> Result<Self, LedgerError> {
        let unread = |problem: String| LedgerError::from(CouponError::StoredRequest { problem });
        let stored: Stored = serde_json::from_str(json).map_err(|error| unread(error.to_string()))?;
        stored.read().map_err(|field| unread(field.to_owned()))
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    kind: StoredKind,
    scope: StoredScope,
    count: u32,
    redeem_before: Option<u64>,
    reusable: bool,
    distributor: Option<u32>,
    invoice: String,
    invoice_date: String,
    comment: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum StoredKind {
    Add(Vec<StoredProduct>),
    Extend(Vec<StoredDays>),
    Change { keep: Vec<u32>, products: Vec<StoredProduct> },
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum StoredScope {
    Bearer,
    License(String),
    Customer(u32),
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredProduct {
    product: u32,
    until: Option<u64>,
    days: Option<u32>,
    multiplier: u32,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredDays {
    product: u32,
    days: u32,
}

impl From<&CouponRequest> for Stored {
    fn from(request: &CouponRequest) -> Self {
        let products = |items: &[CouponProduct]| items.iter().map(StoredProduct::from).collect();
        let days = |item: &TrialDays| StoredDays { product: item.product.get(), days: item.days.get() };
        Self {
            kind: match &request.kind {
                CouponKind::Add(items) => StoredKind::Add(products(items)),
                CouponKind::Extend(items) => StoredKind::Extend(items.iter().map(days).collect()),
                CouponKind::Change(wanted) => StoredKind::Change {
                    keep: wanted.kept.iter().map(|product| product.get()).collect(),
                    products: products(&wanted.products),
                },
            },
            scope: match request.scope {
                CouponScope::Bearer => StoredScope::Bearer,
                CouponScope::License(license) => StoredScope::License(license.to_string()),
                CouponScope::Customer(customer) => StoredScope::Customer(customer.get()),
            },
            count: request.count,
            redeem_before: request.redeem_before.map(UnixTime::seconds),
            reusable: request.is_reusable,
            distributor: request.notes.distributor.map(DistributorNumber::get),
            invoice: request.notes.invoice.clone(),
            invoice_date: request.notes.invoice_date.clone(),
            comment: request.notes.comment.clone(),
        }
    }
}

impl From<&CouponProduct> for StoredProduct {
    fn from(item: &CouponProduct) -> Self {
        let (until, days) = match item.term {
            Term::Until(until) => (Some(until.seconds()), None),
            Term::Days(days) => (None, Some(days.get())),
            _ => (None, None),
        };
        Self { product: item.product.get(), until, days, multiplier: item.multiplier.get() }
    }
}

impl Stored {
    /// The request, or the name of the field that cannot be.
    fn read(self) -> Result<CouponRequest, &'static str> {
        let products = |items: Vec<StoredProduct>| {
            items.into_iter().map(StoredProduct::read).collect::<Result<Vec<_>, _>>()
        };
        Ok(CouponRequest {
            kind: match self.kind {
                StoredKind::Add(items) => CouponKind::Add(products(items)?),
                StoredKind::Extend(items) => {
                    CouponKind::Extend(items.into_iter().map(StoredDays::read).collect::<Result<_, _>>()?)
                }
                StoredKind::Change { keep, products: new } => CouponKind::Change(NewComposition {
                    kept: keep.into_iter().map(product).collect::<Result<_, _>>()?,
                    products: products(new)?,
                }),
            },
            scope: match self.scope {
                StoredScope::Bearer => CouponScope::Bearer,
                StoredScope::License(license) => CouponScope::License(license.parse().map_err(|_| "scope")?),
                StoredScope::Customer(customer) => CouponScope::Customer(CustomerNumber::new(customer)),
            },
            count: self.count,
            redeem_before: self.redeem_before.map(UnixTime::new),
            is_reusable: self.reusable,
            notes: BatchNotes {
                distributor: self.distributor.map(DistributorNumber::new),
                invoice: self.invoice,
                invoice_date: self.invoice_date,
                comment: self.comment,
            },
        })
    }
}

impl StoredProduct {
    fn read(self) -> Result<CouponProduct, &'static str> {
        let term = match (self.until, self.days) {
            (None, None) => Term::Perpetual,
            (Some(until), None) => Term::Until(UnixTime::new(until)),
            (None, Some(days)) => Term::Days(NonZeroU32::new(days).ok_or("days")?),
            (Some(_), Some(_)) => return Err("until"),
        };
        let multiplier = NonZeroU32::new(self.multiplier).ok_or("multiplier")?;
        Ok(CouponProduct { product: product(self.product)?, term, multiplier })
    }
}

impl StoredDays {
    fn read(self) -> Result<TrialDays, &'static str> {
        Ok(TrialDays { product: product(self.product)?, days: NonZeroU32::new(self.days).ok_or("days")? })
    }
}

fn product(number: u32) -> Result<ProductId, &'static str> {
    ProductId::new(number).ok_or("product")
}

#[cfg(test)]
mod tests {
    use format::{Number, NumberId, Prefix};

    use super::*;

    fn request(kind: CouponKind, scope: CouponScope) -> CouponRequest {
        CouponRequest {
            kind,
            scope,
            count: 3,
            redeem_before: Some(UnixTime::new(1_900_000_000)),
            is_reusable: true,
            notes: BatchNotes {
                distributor: Some(DistributorNumber::new(2)),
                invoice: "17/2027 \"б\"".to_owned(),
                invoice_date: "2027-02-03".to_owned(),
                comment: "выставка".to_owned(),
            },
        }
    }

    #[test]
    fn a_request_of_each_kind_survives_its_json() {
        let two = NonZeroU32::new(2).unwrap();
        let product = ProductId::new(7).unwrap();
        let with = |term| CouponProduct { product, term, multiplier: two };
        let terms = [Term::Perpetual, Term::Until(UnixTime::new(1_900_000_000)), Term::Days(two)];
        let license = Number::license(Prefix::new("DEMO").unwrap(), NumberId::from_random([5; 12]));
        for (kind, scope) in [
            (CouponKind::Add(terms.map(with).to_vec()), CouponScope::Bearer),
            (
                CouponKind::Extend(vec![TrialDays { product, days: two }]),
                CouponScope::Customer(CustomerNumber::new(4)),
            ),
            (
                CouponKind::Change(NewComposition { kept: vec![product], products: vec![with(terms[1])] }),
                CouponScope::License(license),
            ),
        ] {
            let request = request(kind, scope);
            assert_eq!(CouponRequest::from_json(&request.to_json()).unwrap(), request);
        }
    }

    #[test]
    fn what_no_request_can_be_is_refused() {
        let good = request(CouponKind::Add(Vec::new()), CouponScope::Bearer).to_json();
        for (old, new) in [
            ("\"count\":3", "\"count\":-3"),
            ("\"count\":3", "\"count\":3,\"more\":1"),
            ("\"add\":[]", "\"add\":[{\"product\":0,\"until\":null,\"days\":null,\"multiplier\":1}]"),
            ("\"add\":[]", "\"add\":[{\"product\":1,\"until\":5,\"days\":5,\"multiplier\":1}]"),
            ("\"add\":[]", "\"remove\":[]"),
            ("\"bearer\"", "{\"license\":\"DEMO\"}"),
        ] {
            let changed = good.replace(old, new);
            assert_ne!(changed, good, "{old}");
            let error = CouponRequest::from_json(&changed).unwrap_err();
            assert!(matches!(error, LedgerError::Coupon(CouponError::StoredRequest { .. })), "{new}");
        }
    }
}
