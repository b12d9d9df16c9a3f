use std::num::NonZeroU32;

use format::{
    Addition, Change, Coupon, Features, Grant, Limit, Number, NumberId, ProductId, Scope, StateHead, Term,
    TrialExtension, UnixTime,
};

use crate::context::check_length;
use crate::error::CouponError;
use crate::products::Product;
use crate::{Context, CustomerNumber, DistributorNumber, Ledger, LedgerError};

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

/// More days for one trial product.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct TrialDays {
    /// The trial product.
    pub product: ProductId,
    /// Days from the later of its end and the redemption.
    pub days: NonZeroU32,
}

/// What coupons do to a license (SPEC §4.3).
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CouponKind {
    /// They add products.
    Add(Vec<CouponProduct>),
    /// They give trials more days.
    Extend(Vec<TrialDays>),
    /// From then on the license holds exactly this.
    Change(NewComposition),
}

/// What a license holds after a *change*; nothing where both are empty.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever enters it decides on every field")]
pub struct NewComposition {
    /// Products whose grants stay as they are.
    pub kept: Vec<ProductId>,
    /// Products that it holds beside those; days are counted from the signature.
    pub products: Vec<CouponProduct>,
}

impl CouponKind {
    /// The word for it: `add`, `extend`, `change`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Extend(_) => "extend",
            Self::Change(_) => "change",
        }
    }

    /// The products that it names, each as often as it is named.
    pub fn products(&self) -> Vec<ProductId> {
        match self {
            Self::Add(items) => items.iter().map(|item| item.product).collect(),
            Self::Extend(items) => items.iter().map(|item| item.product).collect(),
            Self::Change(wanted) => {
                let new = wanted.products.iter().map(|item| item.product);
                wanted.kept.iter().copied().chain(new).collect()
            }
        }
    }
}

/// Which coupons are wanted.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct CouponRequest {
    /// What they do.
    pub kind: CouponKind,
    /// Where they may be redeemed.
    pub scope: CouponScope,
    /// How many, 1 to [`CouponRequest::MAX_COUNT`]; in one transaction to [`CouponRequest::MAX_AT_ONCE`].
    pub count: u32,
    /// The last second in which they may be redeemed.
    pub redeem_before: Option<UnixTime>,
    /// Whether each may be redeemed on several licenses, once on each.
    pub is_reusable: bool,
    /// What stays in the ledger about them.
    pub notes: BatchNotes,
}

/// What stays in the ledger about coupons, whatever they say.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever enters it decides on every field")]
pub struct BatchNotes {
    /// Through whom they are sold.
    pub distributor: Option<DistributorNumber>,
    /// The invoice.
    pub invoice: String,
    /// The invoice's date, as `2027-12-31`, or empty.
    pub invoice_date: String,
    /// Anything else.
    pub comment: String,
}

impl CouponRequest {
    /// Most coupons of one transaction: about twenty megabytes in memory and seconds of signing.
    pub const MAX_AT_ONCE: u32 = 100_000;

    /// Most coupons of one batch: some gigabytes of ledger and minutes of signing.
    pub const MAX_COUNT: u32 = 10_000_000;

    /// Refuses what can be refused without looking into the ledger.
    pub(crate) fn check(&self, max: u32) -> Result<(), LedgerError> {
        let count = self.count;
        if count == 0 || count > max {
            return Err(LedgerError::CouponCount { count, max });
        }
        match &self.kind {
            CouponKind::Add(items) if items.is_empty() => Err(LedgerError::Empty { field: "products" }),
            CouponKind::Extend(items) if items.is_empty() => Err(LedgerError::Empty { field: "products" }),
            CouponKind::Change(_) => self.check_change(),
            _ => Ok(()),
        }?;
        self.notes.check()
    }

    /// A change is bound to the state of one license, so there is one of it, for that license.
    fn check_change(&self) -> Result<(), LedgerError> {
        if !matches!(self.scope, CouponScope::License(_)) {
            return Err(CouponError::ChangeForOneLicense.into());
        }
        if self.is_reusable || self.count != 1 {
            return Err(CouponError::ChangeOnce.into());
        }
        Ok(())
    }
}

impl BatchNotes {
    pub(crate) fn check(&self) -> Result<(), LedgerError> {
        check_length("comment", &self.comment)?;
        check_length("invoice", &self.invoice)?;
        let date = self.invoice_date.as_str();
        if date.is_empty() || is_date(date) {
            return Ok(());
        }
        Err(CouponError::InvoiceDate { date: date.to_owned() }.into())
    }
}

/// Whether a text has the form of a day, as `2027-12-31`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let &[year, month, day] = parts.as_slice() else { return false };
    let within = |part: &str, last: u32| part.parse().is_ok_and(|number| (1..=last).contains(&number));
    let has_lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
    has_lengths && parts.iter().all(is_number) && within(month, 12) && within(day, 31)
}

impl Ledger {
    /// A coupon as wanted, still without a number of its own.
    pub(crate) fn coupon_template(
        &self,
        request: &CouponRequest,
        context: &Context,
    ) -> Result<Coupon, LedgerError> {
        let (scope, builds_on) = self.resolve_scope(request.scope)?;
        let change = match &request.kind {
            CouponKind::Add(items) => Change::Add(self.additions(items)?),
            CouponKind::Extend(items) => {
                Change::ExtendTrial(items.iter().map(|item| self.extension(item)).collect::<Result<_, _>>()?)
            }
            CouponKind::Change(wanted) => {
                Change::Replace(self.composition(wanted, request.scope, context)?)
            }
        };
        let mut coupon = Coupon::new(NumberId::from_random([0; 12]), scope, change, context.now);
        coupon.redeem_before = request.redeem_before;
        coupon.is_reusable = request.is_reusable;
        coupon.builds_on = builds_on;
        Ok(coupon)
    }

    fn additions(&self, items: &[CouponProduct]) -> Result<Vec<Addition>, LedgerError> {
        items.iter().map(|item| self.product(item.product)?.addition(item)).collect()
    }

    fn extension(&self, item: &TrialDays) -> Result<TrialExtension, LedgerError> {
        if !self.product(item.product)?.is_trial {
            return Err(CouponError::NoTrialToExtend { product: item.product }.into());
        }
        Ok(TrialExtension::new(item.product, item.days))
    }

    /// The grants of a license after a change: those that stay, in their order, and then the new ones.
    fn composition(
        &self,
        wanted: &NewComposition,
        scope: CouponScope,
        context: &Context,
    ) -> Result<Vec<Grant>, LedgerError> {
        let CouponScope::License(license) = scope else {
            return Err(CouponError::ChangeForOneLicense.into());
        };
        let newest = self.newest_revision(self.known_license(license)?)?.license;
        let is_kept = |grant: &&Grant| wanted.kept.contains(&grant.product);
        let mut grants: Vec<Grant> = newest.grants.iter().filter(is_kept).cloned().collect();
        let is_there = |product: &&ProductId| newest.grants.iter().any(|grant| grant.product == **product);
        if let Some(product) = wanted.kept.iter().find(|product| !is_there(product)) {
            return Err(CouponError::NothingToKeep { license, product: *product }.into());
        }
        let new = self.additions(&wanted.products)?;
        grants.extend(new.iter().map(|addition| addition.grant(context.now, context.now)));
        Ok(grants)
    }

    /// The scope as documents have it; a coupon for one license names the state that it builds on.
    fn resolve_scope(&self, scope: CouponScope) -> Result<(Scope, Option<StateHead>), LedgerError> {
        match scope {
            CouponScope::Bearer => Ok((Scope::Bearer, None)),
            CouponScope::License(license) => {
                let newest = self.newest_revision(self.known_license(license)?)?;
                Ok((Scope::License(license.id), newest.license.state_head()))
            }
            CouponScope::Customer(customer) => {
                Ok((Scope::Customer(self.active_customer(customer)?.id), None))
            }
        }
    }
}

impl Product {
    /// What a coupon adds of this product.
    pub(crate) fn addition(&self, wanted: &CouponProduct) -> Result<Addition, LedgerError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_with_four_two_and_two_digits() {
        assert!(is_date("2027-12-31") && is_date("2027-01-01"));
        for wrong in
            ["2027-13-01", "2027-00-10", "2027-1-10", "27-01-01", "2027-01-32", "31.12.2027", "2027-+1-01"]
        {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
