use crypto::{SigningKey, Verified};
use format::{Coupon, Document, Grant, License, Limit, Number};
use policy::{Redeemed, State, may_redeem};
use serde_json::json;

use crate::audit::Entry;
use crate::context::check_length;
use crate::coupons::StoredCoupon;
use crate::documents::misplaced;
use crate::licenses::insert_revision;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError, RevisionReason, StoredLicense};

/// A coupon as somebody brings it.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CouponRef<'a> {
    /// By its number: the ledger has the document.
    Number(Number),
    /// By the signed document; it must be the one that the ledger has.
    Document(&'a [u8]),
}

impl From<Number> for CouponRef<'_> {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

/// What redeeming a coupon did, or would do.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct RedeemOutcome {
    /// The coupon.
    pub coupon: Number,
    /// The license.
    pub license: Number,
    /// What the license granted before.
    pub before: Vec<Grant>,
    /// What it grants now.
    pub after: Vec<Grant>,
    /// The revision that grants it.
    pub revision: u32,
    /// That revision as a signed document.
    pub document: Vec<u8>,
}

/// What redeeming a coupon would do; nothing is signed and nothing is changed.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct RedeemPreview {
    /// The coupon.
    pub coupon: Number,
    /// The license.
    pub license: Number,
    /// What the license grants now.
    pub before: Vec<Grant>,
    /// What it would grant.
    pub after: Vec<Grant>,
    /// The revision that would grant it.
    pub revision: u32,
}

impl From<(StoredCoupon, StoredLicense, License)> for RedeemPreview {
    fn from((coupon, stored, next): (StoredCoupon, StoredLicense, License)) -> Self {
        Self {
            coupon: coupon.number,
            license: stored.number,
            before: stored.newest().license.grants.clone(),
            after: next.grants,
            revision: next.revision,
        }
    }
}

impl RedeemPreview {
    /// The grants that are there already for as long and with no smaller limits, where the coupon adds nothing else.
    ///
    /// Limits of several grants are not added up, so such a coupon would be used up for nothing. Empty where it
    /// changes anything.
    pub fn adds_nothing(&self) -> Vec<&Grant> {
        let mut before: Vec<&Grant> = self.before.iter().collect();
        let mut added = Vec::new();
        for grant in &self.after {
            match before.iter().position(|there| *there == grant) {
                Some(at) => drop(before.swap_remove(at)),
                None => added.push(grant),
            }
        }
        // Equal grants are counted once each: the second of two is one that the coupon added.
        let is_there = |grant: &&Grant| self.before.iter().any(|there| covers(there, grant));
        if before.is_empty() && added.iter().all(is_there) { added } else { Vec::new() }
    }
}

/// Whether `there` permits whatever `grant` would.
fn covers(there: &Grant, grant: &Grant) -> bool {
    let is_in_time = there.from <= grant.from
        && there.until.is_none_or(|end| grant.until.is_some_and(|wanted| wanted <= end));
    let is_enough = |limit: &Limit, wanted: &Limit| match (limit, wanted) {
        (Limit::Unlimited, _) => true,
        (Limit::Count(limit), Limit::Count(wanted)) => limit >= wanted,
        (Limit::Count(_), Limit::Unlimited) => false,
    };
    let mut wanted = grant.features.iter();
    there.product == grant.product
        && there.is_trial == grant.is_trial
        && is_in_time
        && wanted.all(|(feature, wanted)| {
            there.features.iter().any(|(known, limit)| known == feature && is_enough(limit, wanted))
        })
}

impl Ledger {
    /// Redeems a coupon on a license: marks it as used and issues the license's next revision, both or neither.
    ///
    /// Of two programs that redeem one coupon at the same moment, one succeeds.
    ///
    /// # Errors
    ///
    /// [`LedgerError::CouponRedeemed`], [`LedgerError::UnknownCoupon`], [`LedgerError::UnknownLicense`];
    /// [`LedgerError::Refused`] where the coupon is not for this license, state or time; [`LedgerError::Verify`] for a
    /// coupon document that is not genuine, or a `key` that may not sign licenses now; [`LedgerError::Sign`] where the
    /// license would outgrow its limits.
    pub fn redeem(
        &mut self,
        coupon: CouponRef<'_>,
        license: Number,
        key: &SigningKey,
        context: &Context,
    ) -> Result<RedeemOutcome, LedgerError> {
        self.redeem_noting(coupon, license, "", key, context)
    }

    /// [`Ledger::redeem`] with a note on why, which stays in the ledger beside the revision.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn redeem_noting(
        &mut self,
        coupon: CouponRef<'_>,
        license: Number,
        note: &str,
        key: &SigningKey,
        context: &Context,
    ) -> Result<RedeemOutcome, LedgerError> {
        check_length("note", note)?;
        self.write(Mode::Commit, |ledger| redeem(ledger, coupon, (license, note), key, context))
    }

    /// What [`Ledger::redeem`] would do; needs no key.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::redeem`], without those of signing.
    pub fn preview_redemption(
        &mut self,
        coupon: CouponRef<'_>,
        license: Number,
        context: &Context,
    ) -> Result<RedeemPreview, LedgerError> {
        // One transaction: all that is read is of one moment.
        let read = |ledger: &Writer<'_>| ledger.redeemable(coupon, license, context);
        Ok(self.write(Mode::DryRun, read)?.into())
    }

    /// The coupon, the license and its next revision, still unsigned, where one may be redeemed on the other.
    pub(crate) fn redeemable(
        &self,
        coupon: CouponRef<'_>,
        license: Number,
        context: &Context,
    ) -> Result<(StoredCoupon, StoredLicense, License), LedgerError> {
        let coupon = self.find_coupon(coupon)?;
        let stored = self.license(license)?;
        self.refuse_cancelled(coupon.number)?;
        if let Some((last, at)) = self.license_revocation(license.id)?
            && stored.newest().license.revision <= last
        {
            return Err(LedgerError::LicenseRevoked { license, at });
        }
        self.check_redemptions(&coupon)?;
        coupon.refuse_redeemed(license)?;
        let next = next_revision(&coupon, &stored, context)?;
        Ok((coupon, stored, next))
    }

    /// The coupon that is meant, as the ledger has it.
    fn find_coupon(&self, coupon: CouponRef<'_>) -> Result<StoredCoupon, LedgerError> {
        match coupon {
            CouponRef::Number(number) => self.coupon(number),
            CouponRef::Document(document) => {
                let given = self.verify_foreign::<Coupon>(document)?;
                let stored = self.coupon(self.coupon_number(given.number))?;
                // Two genuine coupons with one number: the ledger's was lost and issued anew, or was swapped.
                if stored.coupon.digest() != given.digest() {
                    return Err(misplaced(Document::Coupon, stored.number));
                }
                Ok(stored)
            }
        }
    }
}

/// Redeems a coupon within a transaction.
pub(crate) fn redeem(
    ledger: &Writer<'_>,
    coupon: CouponRef<'_>,
    (license, note): (Number, &str),
    key: &SigningKey,
    context: &Context,
) -> Result<RedeemOutcome, LedgerError> {
    let (coupon, stored, next) = ledger.redeemable(coupon, license, context)?;
    let (document, next) = ledger.sign(key, &next)?;
    insert_redeemed(ledger, (&coupon, note), &next, &document, context)?;
    Ok(RedeemOutcome {
        coupon: coupon.number,
        license,
        before: stored.newest().license.grants.clone(),
        after: next.grants.clone(),
        revision: next.revision,
        document,
    })
}

/// The license with the coupon folded in, still unsigned.
fn next_revision(
    coupon: &StoredCoupon,
    stored: &StoredLicense,
    context: &Context,
) -> Result<License, LedgerError> {
    let license: &Verified<License> = &stored.newest().license;
    may_redeem(&coupon.coupon, license, &State::of(license, &[]), context.now)?;
    let state = State::of(license, &[Redeemed::new(coupon.coupon.clone(), context.now)]);
    Ok(state.next_revision(license, context.now))
}

/// Stores the revision that a redemption led to and the mark that the coupon is used, with their entry.
pub(crate) fn insert_redeemed(
    ledger: &Writer<'_>,
    (coupon, note): (&StoredCoupon, &str),
    next: &Verified<License>,
    document: &[u8],
    context: &Context,
) -> Result<(), LedgerError> {
    let before = ledger.newest_revision(next.number)?;
    ledger.keyring().check_successor(&before.license, next)?;
    insert_revision(ledger, next, document, (RevisionReason::Coupon(coupon.number), note))?;
    ledger.insert_redemption(coupon, next, context.now)?;
    let license = ledger.license_number(next.number).to_string();
    let mut details = json!({ "license": license, "revision": next.revision });
    if !note.is_empty() {
        details["reason"] = json!(note);
    }
    let subject = coupon.number.to_string();
    ledger.audit(&Entry { what: "coupon.redeem", subject, digest: Some(next.digest()), details }, context)
}
