//! What each kind of coupon does to a state. Whether it may, `may_redeem` has said.

use std::num::NonZeroU32;

use format::{Addition, Change, CouponTag, Grant, LastChange, NumberId, StateHead, TrialExtension, UnixTime};

use super::State;
use crate::Redeemed;
use crate::redeem::extendable;

/// Most days of use that a grant can hold (SPEC §4.3): a hundred years.
const MAX_DAYS_OF_USE: NonZeroU32 =
    NonZeroU32::new(Grant::MAX_DAYS_OF_USE).expect("a hundred years are days");

impl State {
    pub(super) fn apply(&mut self, redeemed: &Redeemed) {
        let coupon = &redeemed.coupon;
        match &coupon.change {
            Change::Add(additions) => {
                additions.iter().for_each(|addition| self.add(addition, coupon.issued_at, redeemed.moment()));
            }
            Change::ExtendTrial(items) => items.iter().for_each(|item| self.extend(item, redeemed.moment())),
            Change::Replace(grants) => {
                self.grants.clone_from(grants);
                self.last_change = Some(LastChange { head: head_of(redeemed), signed: coupon.issued_at });
            }
            _ => {}
        }
        self.note(coupon.number);
    }

    fn note(&mut self, coupon: NumberId) {
        self.folded.insert(CouponTag::of(coupon));
        self.applied.push(coupon);
    }

    fn add(&mut self, addition: &Addition, signed: UnixTime, redeemed: UnixTime) {
        self.grants.retain(|grant| !(grant.is_trial && addition.replaces.contains(&grant.product)));
        let grant = addition.grant(signed, redeemed);
        let is_over = grant.from.zip(grant.until).is_some_and(|(from, until)| from > until);
        if !is_over {
            self.grants.push(grant);
        }
    }

    fn extend(&mut self, extension: &TrialExtension, redeemed: UnixTime) {
        let Some(index) = extendable(&self.grants, extension) else { return };
        let grant = &mut self.grants[index];
        let Some(ended) = grant.until else {
            let more = |days: NonZeroU32| days.saturating_add(extension.days.get()).min(MAX_DAYS_OF_USE);
            grant.days_of_use = grant.days_of_use.map(more);
            return;
        };
        if ended < redeemed {
            grant.from = Some(redeemed);
        }
        grant.until = Some(ended.max(redeemed).plus_days(extension.days.get()));
    }
}

fn head_of(redeemed: &Redeemed) -> StateHead {
    let mut head = [0; 8];
    head.copy_from_slice(&redeemed.coupon.digest().as_bytes()[..8]);
    StateHead::new(head)
}
