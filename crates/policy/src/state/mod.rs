//! What a license holds once its redeemed coupons are counted in.

mod apply;

use std::collections::BTreeSet;

use format::{
    Bindings, CouponTag, CustomerId, FeatureId, Grant, LastChange, License, NumberId, ProductId, StateHead,
    UnixTime,
};

use crate::{FeatureAnswer, Place, Redeemed, Refusal, Revocations, Standing, may_redeem};

/// What a license holds: its own grants and those of the coupons redeemed on it.
///
/// Computed, never stored (SPEC §4.3): the same license and the same redemptions give the same state, whatever order
/// they are in and however often each is there.
///
/// - Coupons count in *signed order*: by the time of their signature, then by number. A coupon that cannot apply yet,
///   because it builds on a change or extends a trial that another coupon brings, waits for that coupon.
/// - A coupon that the license lists as folded is passed over. Of two redemptions of one coupon the earlier counts.
/// - *Add*: what has a fixed end, or none, is granted from the signature of the coupon on; what is counted in days,
///   from the redemption. Trials that it replaces are taken out.
/// - *Extend*: the trial of the product that ends last; a trial that has ended begins anew with the redemption, so that
///   a redemption under a clock of 2099 gives days in 2099 and none before.
/// - *Change*: the license holds exactly the grants of the coupon.
/// - Coupons that do not apply are listed with the reason and change nothing.
///
/// ```
/// # use format::{CustomerId, License, NumberId, UnixTime};
/// # use policy::State;
/// let number = NumberId::from_random([7; 12]);
/// let state = State::of(&License::new(number, CustomerId::new([1; 8]), UnixTime::new(0)), &[]);
/// assert_eq!(state.license(), number);
/// assert!(state.grants().is_empty());
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct State {
    license: NumberId,
    revision: u32,
    holder: Option<String>,
    customer: CustomerId,
    bindings: Bindings,
    grace_days: u32,
    grants: Vec<Grant>,
    folded: BTreeSet<CouponTag>,
    last_change: Option<LastChange>,
    applied: Vec<NumberId>,
    set_aside: Vec<(NumberId, Refusal)>,
    revoked: Option<Refusal>,
}

impl State {
    /// The state of `license` with the `coupons` that were redeemed on it, where no bulletin is known.
    pub fn of(license: &License, coupons: &[Redeemed]) -> Self {
        Self::under(None, license, coupons)
    }

    /// The state of `license` with the `coupons` that were redeemed on it, under the newest bulletin: what it revokes
    /// of the coupons is set aside.
    pub fn under(bulletin: Option<&Revocations>, license: &License, coupons: &[Redeemed]) -> Self {
        let mut state = Self::without_coupons(license);
        state.revoked = bulletin.and_then(|bulletin| bulletin.bars_license(license));
        let barred = |one: &Redeemed| bulletin.and_then(|bulletin| bulletin.bars_coupon(one.coupon.number));
        let (revoked, mut waiting): (Vec<_>, Vec<_>) =
            in_signed_order(&state, coupons).into_iter().partition(|one| barred(one).is_some());
        // The first that applies, again and again: each round takes one coupon, so it ends.
        while let Some(index) = waiting.iter().position(|one| state.admits(license, one).is_ok()) {
            let redeemed = waiting.remove(index);
            state.apply(redeemed);
        }
        let refused = waiting.into_iter().filter_map(|one| {
            let refusal = state.admits(license, one).err()?;
            Some((one.coupon.number, refusal))
        });
        let revoked = revoked.into_iter().filter_map(|one| Some((one.coupon.number, barred(one)?)));
        state.set_aside = revoked.chain(refused).collect();
        state
    }

    fn without_coupons(license: &License) -> Self {
        Self {
            license: license.number,
            revision: license.revision,
            holder: license.holder.clone(),
            customer: license.customer,
            bindings: license.bindings.clone(),
            grace_days: license.grace_days,
            grants: license.grants.clone(),
            folded: license.folded.iter().copied().collect(),
            last_change: license.last_change,
            applied: Vec::new(),
            set_aside: Vec::new(),
            revoked: None,
        }
    }

    fn admits(&self, license: &License, redeemed: &Redeemed) -> Result<(), Refusal> {
        may_redeem(&redeemed.coupon, license, self, redeemed.moment())
    }

    /// The license's number.
    pub fn license(&self) -> NumberId {
        self.license
    }

    /// The revision that the state starts from.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The holder's name.
    pub fn holder(&self) -> Option<&str> {
        self.holder.as_deref()
    }

    /// The vendor's customer.
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    /// To what the license is bound.
    pub fn bindings(&self) -> &Bindings {
        &self.bindings
    }

    /// Days after a grant's end in which a use is still permitted, with a warning.
    pub fn grace_days(&self) -> u32 {
        self.grace_days
    }

    /// What is granted.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// The coupons in it, those of the license and those applied, ascending.
    pub fn folded(&self) -> Vec<CouponTag> {
        self.folded.iter().copied().collect()
    }

    /// Whether a coupon is in it.
    pub fn has_folded(&self, coupon: NumberId) -> bool {
        self.folded.contains(&CouponTag::of(coupon))
    }

    /// The last *change* that it was built with; the next coupon for the license names it.
    pub fn state_head(&self) -> Option<StateHead> {
        self.last_change.map(|change| change.head)
    }

    /// The last change, whether a coupon brought it or the license has it folded in.
    pub(crate) fn last_change(&self) -> Option<LastChange> {
        self.last_change
    }

    /// The coupons that were applied, in the order in which they count.
    pub fn applied(&self) -> &[NumberId] {
        &self.applied
    }

    /// The coupons that do not apply, each with the reason.
    pub fn set_aside(&self) -> &[(NumberId, Refusal)] {
        &self.set_aside
    }

    /// The refusal of every use, where a bulletin revokes the license.
    pub fn revoked(&self) -> Option<Refusal> {
        self.revoked.clone()
    }

    /// The next revision of `license`, this state folded in.
    ///
    /// `license` is the one that the state was computed from: holder, bindings, grace and extensions are its own.
    pub fn next_revision(&self, license: &License, issued_at: UnixTime) -> License {
        let mut next = license.clone();
        next.revision = self.revision.saturating_add(1);
        next.issued_at = issued_at;
        next.grants = self.grants.clone();
        next.folded = self.folded();
        next.last_change = self.last_change;
        next
    }

    /// The same state as it is after so many days of use: without the trials whose days are used up, or for which nobody
    /// counted them (SPEC §4.4).
    #[must_use]
    pub fn used_on(&self, days_used: Option<u32>) -> Self {
        let mut counted = self.clone();
        counted.grants.retain(|grant| {
            grant.days_of_use.is_none_or(|days| days_used.is_some_and(|used| used <= days.get()))
        });
        counted
    }

    /// How much of a feature there is at `moment`.
    pub fn feature(&self, feature: FeatureId, moment: UnixTime) -> FeatureAnswer {
        FeatureAnswer::of(feature, &self.grants, moment, self.grace_days)
    }

    /// All features of all grants, ended and future ones included, ascending.
    pub fn features(&self, moment: UnixTime) -> Vec<FeatureAnswer> {
        let features: BTreeSet<FeatureId> =
            self.grants.iter().flat_map(|grant| grant.features.keys().copied()).collect();
        features.into_iter().map(|feature| self.feature(feature, moment)).collect()
    }

    /// How the grants of a product stand at `moment`.
    pub fn product(&self, product: ProductId, moment: UnixTime) -> Standing {
        let grants = self.grants.iter().filter(|grant| grant.product == product);
        Standing::of(grants, moment, self.grace_days)
    }

    /// How all grants together stand at `moment`.
    pub fn standing(&self, moment: UnixTime) -> Standing {
        Standing::of(self.grants.iter(), moment, self.grace_days)
    }

    /// Whether the license may be used at `place`.
    ///
    /// # Errors
    ///
    /// Those of [`Place::admits`].
    pub fn check_place(&self, place: &Place) -> Result<(), Refusal> {
        place.admits(&self.bindings)
    }
}

/// The coupons that the license does not have yet, in signed order, each once: with its earliest redemption.
fn in_signed_order<'c>(state: &State, coupons: &'c [Redeemed]) -> Vec<&'c Redeemed> {
    let mut all: Vec<&Redeemed> = coupons.iter().filter(|one| !state.has_folded(one.coupon.number)).collect();
    // The digest is last, so that even two coupons of one number have one order.
    all.sort_by_key(|one| (one.coupon.issued_at, one.coupon.number, one.coupon.digest(), one.moment()));
    all.dedup_by_key(|one| one.coupon.digest());
    all
}

#[cfg(test)]
mod tests;
