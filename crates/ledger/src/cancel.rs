//! The redemption of a coupon, made by mistake, is taken back.
//!
//! The next revision grants what the license would grant had the coupon never been redeemed on it; coupons that were
//! redeemed later stay. What was issued before is revoked, so that the next bulletin tells the sites.

use std::collections::BTreeMap;

use crypto::SigningKey;
use format::{Change, CouponTag, Document, Grant, License, Number};
use policy::{Redeemed, State, may_redeem};
use serde_json::json;

use crate::audit::Entry;
use crate::context::check_reason;
use crate::coupons::StoredCoupon;
use crate::database::{blob, integer, text, time};
use crate::documents::misplaced;
use crate::licenses::insert_revision;
use crate::open::{Mode, Writer};
use crate::{
    Context, CouponFate, Ledger, LedgerError, Redemption, RedemptionError, RevisionReason, StoredLicense,
    StoredRevision,
};

/// What cancelling a redemption would do; nothing is signed and nothing is changed.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct CancelPreview {
    /// The coupon.
    pub coupon: Number,
    /// The license.
    pub license: Number,
    /// The revision that the redemption had led to.
    pub redeemed_in: u32,
    /// What becomes of the coupon.
    pub fate: CouponFate,
    /// What the license grants now.
    pub before: Vec<Grant>,
    /// What it would grant.
    pub after: Vec<Grant>,
    /// The revision that would grant it; all before it would be revoked.
    pub revision: u32,
    /// Open coupons for this license that would fit it no longer: they build on the change that goes.
    pub coupons: Vec<Number>,
}

/// A redemption that was taken back.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct CancelOutcome {
    /// The coupon.
    pub coupon: Number,
    /// The license.
    pub license: Number,
    /// What became of the coupon.
    pub fate: CouponFate,
    /// The revision that takes it back; all before it are revoked.
    pub revision: u32,
    /// That revision as a signed document.
    pub document: Vec<u8>,
}

/// What is cancelled, and how the license goes on without it.
struct Cancelling {
    coupon: StoredCoupon,
    redeemed_in: u32,
    stored: StoredLicense,
    next: License,
}

impl Ledger {
    /// Takes back the redemption of `coupon` on `license`: issues the license's next revision without it, revokes those
    /// before, and frees the coupon or leaves it burnt; all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Empty`] without a reason; [`LedgerError::UnknownCoupon`], [`LedgerError::UnknownLicense`];
    /// [`RedemptionError::NotRedeemed`], [`RedemptionError::AlreadyCancelled`]; [`RedemptionError::BuiltOn`] where a
    /// later change or an extension rests on the redemption; [`LedgerError::LicenseRevoked`]; [`LedgerError::Verify`]
    /// where `key` may not sign this license now.
    pub fn cancel_redemption(
        &mut self,
        (coupon, license): (Number, Number),
        fate: CouponFate,
        reason: &str,
        key: &SigningKey,
        context: &Context,
    ) -> Result<CancelOutcome, LedgerError> {
        check_reason(reason)?;
        self.write(Mode::Commit, |ledger| {
            let cancelling = ledger.cancelling(coupon, license, fate, context)?;
            let (document, next) = ledger.sign(key, &cancelling.next)?;
            let before = &cancelling.stored.newest().license;
            ledger.keyring().check_successor(before, &next)?;
            insert_revision(ledger, &next, &document, (RevisionReason::Cancel(coupon), reason))?;
            ledger.insert_license_revocation(license, before.revision, reason, context)?;
            ledger.insert_cancelled(&cancelling, fate, reason, context)?;
            let revision = next.revision;
            let details = json!({
                "license": license.to_string(), "cancelled": cancelling.redeemed_in, "revision": revision,
                "coupon": fate.name(), "reason": reason,
            });
            let (subject, digest) = (coupon.to_string(), Some(next.digest()));
            ledger.audit(&Entry { what: "redemption.cancel", subject, digest, details }, context)?;
            Ok(CancelOutcome { coupon, license, fate, revision, document })
        })
    }

    /// What [`Ledger::cancel_redemption`] would do; needs no key.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::cancel_redemption`], without those of the reason and of signing.
    pub fn preview_cancellation(
        &mut self,
        (coupon, license): (Number, Number),
        fate: CouponFate,
        context: &Context,
    ) -> Result<CancelPreview, LedgerError> {
        self.write(Mode::DryRun, |ledger| {
            let cancelling = ledger.cancelling(coupon, license, fate, context)?;
            let Cancelling { redeemed_in, stored, next, .. } = cancelling;
            let before = &stored.newest().license;
            Ok(CancelPreview {
                coupon,
                license,
                redeemed_in,
                fate,
                before: before.grants.clone(),
                coupons: ledger.left_behind(license, before, &next, context)?,
                revision: next.revision,
                after: next.grants,
            })
        })
    }

    fn cancelling(
        &self,
        coupon: Number,
        license: Number,
        fate: CouponFate,
        context: &Context,
    ) -> Result<Cancelling, LedgerError> {
        let (coupon, stored) = (self.coupon(coupon)?, self.license(license)?);
        let redeemed_in = cancellable(&coupon, license)?.revision;
        self.check_redemptions(&coupon)?;
        let newest = &stored.newest().license;
        if let Some((last, at)) = self.license_revocation(license.id)?
            && newest.revision <= last
        {
            return Err(LedgerError::LicenseRevoked { license, at });
        }
        let mut history = self.history(&stored)?;
        // What was signed is what the redemptions lead to; else a mark was removed, and nothing can be computed from it.
        let whole = history.fold(&stored, None)?;
        if (&whole.grants, &whole.folded) != (&newest.grants, &newest.folded) {
            return Err(misplaced(Document::License, license));
        }
        history.cancelled.insert(redeemed_in, fate);
        let left_out = Some((coupon.number, redeemed_in));
        let folded = history.fold(&stored, left_out)?;
        let mut next = State::of(newest, &[]).next_revision(newest, context.now);
        (next.grants, next.folded, next.last_change) = (folded.grants, folded.folded, folded.last_change);
        Ok(Cancelling { coupon, redeemed_in, stored, next })
    }

    /// Open coupons for the license that build on a change which it would no longer have.
    fn left_behind(
        &self,
        license: Number,
        before: &License,
        after: &License,
        context: &Context,
    ) -> Result<Vec<Number>, LedgerError> {
        let mut left = Vec::new();
        if before.state_head() == after.state_head() {
            return Ok(left);
        }
        for number in self.open_coupons_for_license(license, context)? {
            if self.coupon(number)?.coupon.builds_on == before.state_head() {
                left.push(number);
            }
        }
        Ok(left)
    }

    fn history(&self, stored: &StoredLicense) -> Result<History, LedgerError> {
        let sql = "SELECT revision, is_freed FROM cancelled_redemptions WHERE license = ?1 ORDER BY revision";
        let mut cancelled = BTreeMap::new();
        for row in self.select(sql, &[blob(*stored.number.id.as_bytes())])? {
            cancelled.insert(row.number("revision")?, CouponFate::of(row.boolean("is_freed")?));
        }
        let mut coupons = BTreeMap::new();
        for revision in &stored.revisions {
            if let RevisionReason::Coupon(coupon) = revision.reason {
                coupons.insert(revision.license.revision, self.coupon(coupon)?);
            }
        }
        Ok(History { license: stored.number, coupons, cancelled })
    }
}

/// The redemption on the license that still counts.
fn cancellable(coupon: &StoredCoupon, license: Number) -> Result<&Redemption, LedgerError> {
    let mut there: Vec<&Redemption> =
        coupon.redemptions.iter().filter(|redemption| redemption.license == license).collect();
    there.sort_by_key(|redemption| redemption.revision);
    let coupon = coupon.number;
    match there.last() {
        None => Err(RedemptionError::NotRedeemed { coupon, license }.into()),
        Some(Redemption { cancelled: Some(back), .. }) => {
            Err(RedemptionError::AlreadyCancelled { coupon, license, at: back.at }.into())
        }
        Some(redemption) => Ok(redemption),
    }
}

/// What a license is computed from anew.
struct History {
    license: Number,
    /// By the revision that they led to.
    coupons: BTreeMap<u32, StoredCoupon>,
    /// By the revision that is taken back.
    cancelled: BTreeMap<u32, CouponFate>,
}

impl History {
    /// The license as it would be with all redemptions that are not cancelled.
    ///
    /// `left_out` is the one that was not cancelled before; whatever rests on it is in its way.
    fn fold(&self, stored: &StoredLicense, left_out: Option<(Number, u32)>) -> Result<License, LedgerError> {
        let (first, others) = stored.revisions.split_first().expect("checked by Ledger::license");
        let mut license = License::clone(&first.license);
        for revision in others {
            license = self.step(license, revision, left_out)?;
        }
        let burnt = |(revision, fate): (&u32, &CouponFate)| match fate {
            CouponFate::Burnt => Some(CouponTag::of(self.coupons.get(revision)?.number.id)),
            CouponFate::Freed => None,
        };
        license.folded.extend(self.cancelled.iter().filter_map(burnt));
        license.folded.sort_unstable();
        license.folded.dedup();
        Ok(license)
    }

    fn step(
        &self,
        mut license: License,
        revision: &StoredRevision,
        left_out: Option<(Number, u32)>,
    ) -> Result<License, LedgerError> {
        let number = revision.license.revision;
        match (revision.reason, self.coupons.get(&number)) {
            (RevisionReason::Coupon(_), Some(coupon)) if !self.cancelled.contains_key(&number) => {
                // The ledger redeems in the second in which it signs.
                let at = revision.license.issued_at;
                let fits = may_redeem(&coupon.coupon, &license, &State::of(&license, &[]), at);
                let rests = matches!(coupon.coupon.change, Change::Replace(_)) || fits.is_err();
                if let Some((cancelled, before)) = left_out
                    && rests
                    && before < number
                {
                    let (license, later) = (self.license, coupon.number);
                    return Err(RedemptionError::BuiltOn {
                        coupon: cancelled,
                        license,
                        later,
                        revision: number,
                    }
                    .into());
                }
                fits?;
                let redeemed = [Redeemed::new(coupon.coupon.clone(), at)];
                Ok(State::of(&license, &redeemed).next_revision(&license, at))
            }
            (RevisionReason::Move, _) => {
                license.customer = revision.license.customer;
                license.holder.clone_from(&revision.license.holder);
                Ok(license)
            }
            _ => Ok(license),
        }
    }
}

impl Writer<'_> {
    fn insert_cancelled(
        &self,
        cancelling: &Cancelling,
        fate: CouponFate,
        reason: &str,
        context: &Context,
    ) -> Result<(), LedgerError> {
        self.execute(
            "INSERT INTO cancelled_redemptions
                 (coupon, license, revision, back_in, is_freed, reason, cancelled_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                blob(*cancelling.coupon.number.id.as_bytes()),
                blob(*cancelling.next.number.as_bytes()),
                integer(cancelling.redeemed_in),
                integer(cancelling.next.revision),
                integer(fate == CouponFate::Freed),
                text(reason),
                time(context.now),
            ],
        )
    }
}
