use crypto::Verified;
use format::{Addition, Change, Coupon, Grant, License, Scope, Term, TrialExtension, UnixTime};

use crate::{Refusal, State};

/// A coupon and the moment of its redemption.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a redemption is these two things, for ever")]
pub struct Redeemed {
    /// The coupon.
    pub coupon: Verified<Coupon>,
    /// When it was redeemed, as the site or the vendor recorded it.
    pub at: UnixTime,
}

impl Redeemed {
    /// `coupon`, redeemed `at`.
    pub fn new(coupon: Verified<Coupon>, at: UnixTime) -> Self {
        Self { coupon, at }
    }

    /// The moment that counts: nothing is redeemed before it was signed, whatever a clock said.
    pub(crate) fn moment(&self) -> UnixTime {
        self.at.max(self.coupon.issued_at)
    }
}

/// Whether `coupon` may be redeemed at `at` on `license`, whose present state is `state`.
///
/// That a one-time coupon was redeemed on another license, nobody can know here: the vendor's ledger does, and
/// finds it in the receipts (SPEC §7.2, kind 4).
///
/// # Errors
///
/// A [`Refusal`] that begins with `Coupon`.
pub fn may_redeem(coupon: &Coupon, license: &License, state: &State, at: UnixTime) -> Result<(), Refusal> {
    check_scope(coupon, license)?;
    if state.has_folded(coupon.number) {
        return Err(Refusal::CouponAlreadyRedeemed);
    }
    check_state(coupon, state)?;
    let at = at.max(coupon.issued_at);
    if let Some(redeem_before) = coupon.redeem_before
        && at > redeem_before
    {
        return Err(Refusal::CouponTooLate { redeem_before, at });
    }
    check_effect(coupon, state.grants(), at)
}

fn check_scope(coupon: &Coupon, license: &License) -> Result<(), Refusal> {
    match coupon.scope {
        Scope::Bearer => Ok(()),
        Scope::License(wanted) if wanted == license.number => Ok(()),
        Scope::License(wanted) => Err(Refusal::CouponOtherLicense { wanted, found: license.number }),
        Scope::Customer(wanted) if wanted == license.customer => Ok(()),
        Scope::Customer(wanted) => Err(Refusal::CouponOtherCustomer { wanted, found: license.customer }),
        _ => Err(Refusal::CouponUnknownKind),
    }
}

/// A coupon that was made for this license, or that names a state, needs exactly that state: a change cannot be left
/// out by who pastes the later coupon only. Others were made without knowing any state and fit each.
fn check_state(coupon: &Coupon, state: &State) -> Result<(), Refusal> {
    let (wanted, found) = (coupon.builds_on, state.state_head());
    if wanted.is_some() || matches!(coupon.scope, Scope::License(_)) {
        let is_same = wanted == found;
        return if is_same { Ok(()) } else { Err(Refusal::CouponStateChanged { wanted, found }) };
    }
    match state.last_change() {
        Some(change) if coupon.issued_at < change.signed => {
            Err(Refusal::CouponBeforeChange { signed: coupon.issued_at, changed: change.signed })
        }
        _ => Ok(()),
    }
}

/// Refuses a coupon that would be used up for nothing.
fn check_effect(coupon: &Coupon, grants: &[Grant], at: UnixTime) -> Result<(), Refusal> {
    match &coupon.change {
        Change::Add(additions) => {
            let ends = additions.iter().map(fixed_end).collect::<Option<Vec<_>>>();
            match ends.and_then(|ends| ends.into_iter().max()) {
                Some(ended) if ended < at => Err(Refusal::CouponEnded { ended, at }),
                _ => Ok(()),
            }
        }
        Change::ExtendTrial(items) => match items.first() {
            Some(first) if !items.iter().any(|item| extendable(grants, item).is_some()) => {
                Err(Refusal::CouponNothingToExtend { product: first.product })
            }
            _ => Ok(()),
        },
        Change::Replace(_) => Ok(()),
        _ => Err(Refusal::CouponUnknownKind),
    }
}

/// The fixed last second of an addition; `None` where it has none.
fn fixed_end(addition: &Addition) -> Option<UnixTime> {
    match addition.term {
        Term::Until(until) => Some(until),
        _ => None,
    }
}

/// The trial that an extension is for: of its product, with an end, the one that ends last; where none has an end, the
/// one with the most days of use.
pub(crate) fn extendable(grants: &[Grant], extension: &TrialExtension) -> Option<usize> {
    let is_meant = |grant: &Grant| {
        let has_end = grant.until.is_some() || grant.days_of_use.is_some();
        grant.is_trial && grant.product == extension.product && has_end
    };
    let meant = grants.iter().enumerate().filter(|(_, grant)| is_meant(grant));
    meant.max_by_key(|(_, grant)| (grant.until, grant.days_of_use)).map(|(index, _)| index)
}
