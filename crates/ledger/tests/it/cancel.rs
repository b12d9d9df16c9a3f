use std::num::NonZeroU32;

use format::{CouponTag, Explain as _, License, Limit, Number, ProductId};
use ledger::{
    AuditProblem, BulletinOptions, CouponFate, CouponKind, CouponRequest, CouponScope, CustomerInput, Ledger,
    LedgerError, NewComposition, ProductFeature, ProductInput, RedemptionError, RevisionReason, TrialDays,
};

use super::common::*;

/// A license on which one coupon was redeemed, by mistake, and then another one.
struct Mistake {
    vendor: Vendor,
    license: Number,
    mistaken: Number,
    later: Number,
    wrong: ProductId,
    right: ProductId,
}

impl Mistake {
    fn new() -> Self {
        let mut vendor = Vendor::new();
        let license = vendor.license().number;
        let (wrong, right) = (vendor.product(), vendor.product());
        let mistaken = vendor.generate(&request(wrong)).remove(0).number;
        let later = vendor.generate(&request(right)).remove(0).number;
        for (coupon, hour) in [(mistaken, 2), (later, 3)] {
            vendor.ledger.redeem(coupon.into(), license, license_key(), &at(hour)).unwrap();
        }
        Self { vendor, license, mistaken, later, wrong, right }
    }

    fn cancel(&mut self, fate: CouponFate, hour: u64) -> Result<ledger::CancelOutcome, LedgerError> {
        let redemption = (self.mistaken, self.license);
        self.vendor.ledger.cancel_redemption(redemption, fate, "не тот ключ", license_key(), &at(hour))
    }

    fn newest(&self) -> License {
        License::clone(&self.vendor.ledger.license(self.license).unwrap().newest().license)
    }
}

fn products(license: &License) -> Vec<ProductId> {
    license.grants.iter().map(|grant| grant.product).collect()
}

fn lists(license: &License, coupon: Number) -> bool {
    license.folded.contains(&CouponTag::of(coupon.id))
}

#[test]
fn the_next_revision_is_as_if_the_coupon_had_not_been_redeemed_and_later_ones_stay() {
    let mut it = Mistake::new();
    let before = it.newest();
    let preview =
        it.vendor.ledger.preview_cancellation((it.mistaken, it.license), CouponFate::Freed, &at(4)).unwrap();
    assert_eq!((preview.redeemed_in, preview.revision), (2, 4));
    assert_eq!((preview.before.len(), preview.after.len()), (2, 1));
    assert_eq!(it.newest(), before, "a preview changes nothing");
    let outcome = it.cancel(CouponFate::Freed, 4).unwrap();
    assert_eq!((outcome.revision, outcome.fate), (4, CouponFate::Freed));
    let after = it.newest();
    assert_eq!((after.grants.as_slice(), products(&after)), (preview.after.as_slice(), vec![it.right]));
    assert_eq!(after.grants[0], before.grants[1], "with the days that it has had since its redemption");
    assert!(!lists(&after, it.mistaken) && lists(&after, it.later));
    let stored = it.vendor.ledger.license(it.license).unwrap();
    assert_eq!(stored.newest().reason, RevisionReason::Cancel(it.mistaken));
    assert_eq!(stored.newest().note, "не тот ключ");
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn the_old_revisions_are_named_in_the_next_bulletin() {
    let mut it = Mistake::new();
    it.cancel(CouponFate::Burnt, 4).unwrap();
    let revoked = it.vendor.ledger.revoked_licenses().unwrap();
    assert_eq!((revoked[0].license, revoked[0].last_revision), (it.license, Some(3)));
    let options = BulletinOptions { expires: None, lowest_catalog: None };
    let bulletin =
        it.vendor.ledger.publish_bulletin(&options, bulletin_key(), &at(5), &mut random()).unwrap().bulletin;
    let format::bulletin::Revoked::Inline(listed) = &bulletin.revoked else { panic!("a short list") };
    assert_eq!(listed.iter().map(|entry| entry.last_revision).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_freed_coupon_is_redeemed_again_once_and_may_be_freed_again() {
    let mut it = Mistake::new();
    it.cancel(CouponFate::Freed, 4).unwrap();
    let other = it.vendor.license().number;
    let coupon = it.mistaken;
    let redeem = |ledger: &mut Ledger, license, hour| {
        ledger.redeem(coupon.into(), license, license_key(), &at(hour)).map(|done| done.revision)
    };
    assert_eq!(redeem(&mut it.vendor.ledger, it.license, 5).unwrap(), 5);
    let again = redeem(&mut it.vendor.ledger, other, 6).unwrap_err();
    assert_eq!(again.code(), "ledger.coupon-redeemed");
    it.cancel(CouponFate::Freed, 7).unwrap();
    assert_eq!(redeem(&mut it.vendor.ledger, other, 8).unwrap(), 2);
    assert_eq!(redeem(&mut it.vendor.ledger, it.license, 9).unwrap_err().code(), "ledger.coupon-redeemed");
    let redemptions = it.vendor.ledger.coupon(it.mistaken).unwrap().redemptions;
    let told: Vec<_> = redemptions.iter().map(|one| (one.license, one.cancelled.is_some())).collect();
    assert_eq!(told, [(it.license, true), (it.license, true), (other, false)]);
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn a_burnt_coupon_stays_used_up_and_listed() {
    let mut it = Mistake::new();
    it.cancel(CouponFate::Burnt, 4).unwrap();
    let after = it.newest();
    assert!(lists(&after, it.mistaken), "so that no site takes it either");
    assert_eq!(products(&after), [it.right]);
    let other = it.vendor.license().number;
    for license in [it.license, other] {
        let again = it.vendor.ledger.redeem(it.mistaken.into(), license, license_key(), &at(5)).unwrap_err();
        assert_eq!(again.code(), "ledger.coupon-burnt");
    }
    let cancel = it.vendor.ledger.cancel_coupon(it.mistaken, "потерян", &at(6)).unwrap_err();
    assert_eq!(cancel.code(), "ledger.coupon-burnt");
    // Burnt stays burnt when another redemption of the same license goes, too.
    let later = (it.later, it.license);
    it.vendor.ledger.cancel_redemption(later, CouponFate::Freed, "тоже", license_key(), &at(7)).unwrap();
    let last = it.newest();
    assert!(last.grants.is_empty() && lists(&last, it.mistaken) && !lists(&last, it.later));
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn a_freed_coupon_is_open_again_and_can_be_cancelled_before_use() {
    let mut it = Mistake::new();
    it.cancel(CouponFate::Freed, 4).unwrap();
    it.vendor.ledger.cancel_coupon(it.mistaken, "потерян", &at(5)).unwrap();
    let refused = it.vendor.ledger.redeem(it.mistaken.into(), it.license, license_key(), &at(6)).unwrap_err();
    assert_eq!(refused.code(), "ledger.coupon-cancelled");
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn a_reusable_coupon_is_freed_on_the_one_license_only() {
    let mut vendor = Vendor::new();
    let (one, other, product) = (vendor.license().number, vendor.license().number, vendor.product());
    let wanted = CouponRequest { is_reusable: true, ..request(product) };
    let coupon = vendor.generate(&wanted).remove(0).number;
    for license in [one, other] {
        vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    }
    vendor
        .ledger
        .cancel_redemption((coupon, one), CouponFate::Freed, "ошибка", license_key(), &at(3))
        .unwrap();
    let twice = vendor.ledger.redeem(coupon.into(), other, license_key(), &at(4)).unwrap_err();
    assert_eq!(twice.code(), "ledger.coupon-redeemed");
    vendor.ledger.redeem(coupon.into(), one, license_key(), &at(4)).unwrap();
    vendor.reopened().verify_audit().unwrap();
}

#[test]
fn a_redemption_is_cancelled_after_the_license_went_to_another_customer() {
    let mut it = Mistake::new();
    let customer = it.vendor.ledger.license(it.license).unwrap().customer.number;
    let scoped = CouponRequest { scope: CouponScope::Customer(customer), ..request(it.right) };
    let coupon = it.vendor.generate(&scoped).remove(0).number;
    it.vendor.ledger.redeem(coupon.into(), it.license, license_key(), &at(4)).unwrap();
    let input = CustomerInput { company: "ОКБ «Факел»".to_owned(), ..CustomerInput::default() };
    let to = it.vendor.ledger.customer_add(&input, &at(4), &mut random()).unwrap();
    it.vendor.ledger.move_license(it.license, to.number, "", license_key(), &at(5)).unwrap();
    it.cancel(CouponFate::Freed, 6).unwrap();
    let after = it.newest();
    assert_eq!(products(&after), [it.right, it.right]);
    assert_eq!((after.customer, after.holder.as_deref()), (to.id, Some("ОКБ «Факел»")));
    assert!(!products(&after).contains(&it.wrong));
    it.vendor.reopened().verify_audit().unwrap();
}

/// A change of the license that keeps one product.
fn change(it: &mut Mistake, kept: ProductId, hour: u64) -> Number {
    let composition = NewComposition { kept: vec![kept], products: Vec::new() };
    let kind = CouponKind::Change(composition);
    let wanted = CouponRequest { kind, scope: CouponScope::License(it.license), ..request(kept) };
    let made = it.vendor.ledger.generate_coupons(&wanted, coupon_key(), &at(hour), &mut random());
    made.unwrap().remove(0).number
}

#[test]
fn what_a_later_change_says_of_the_license_stands_in_the_way_until_it_is_cancelled() {
    let mut it = Mistake::new();
    let before = it.newest();
    let (wrong, license) = (it.wrong, it.license);
    let coupon = change(&mut it, wrong, 4);
    it.vendor.ledger.redeem(coupon.into(), license, license_key(), &at(4)).unwrap();
    let in_the_way = it.cancel(CouponFate::Freed, 5).unwrap_err();
    let built_on = RedemptionError::BuiltOn { coupon: it.mistaken, license, later: coupon, revision: 4 };
    assert!(matches!(in_the_way, LedgerError::Redemption(error) if error == built_on));
    assert_eq!(it.newest().revision, 4);
    it.vendor
        .ledger
        .cancel_redemption((coupon, license), CouponFate::Burnt, "рано", license_key(), &at(6))
        .unwrap();
    let after = it.newest();
    assert_eq!((&after.grants, after.last_change), (&before.grants, None), "as before the change");
    it.cancel(CouponFate::Freed, 7).unwrap();
    assert_eq!(products(&it.newest()), [it.right]);
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn coupons_that_build_on_a_change_which_goes_are_named_and_no_longer_fit() {
    let mut it = Mistake::new();
    let (right, license) = (it.right, it.license);
    let coupon = change(&mut it, right, 4);
    it.vendor.ledger.redeem(coupon.into(), license, license_key(), &at(4)).unwrap();
    let wanted = CouponRequest { scope: CouponScope::License(license), ..request(right) };
    let made = it.vendor.ledger.generate_coupons(&wanted, coupon_key(), &at(5), &mut random());
    let next = made.unwrap().remove(0).number;
    let redemption = (coupon, license);
    let preview = it.vendor.ledger.preview_cancellation(redemption, CouponFate::Burnt, &at(6)).unwrap();
    assert_eq!(preview.coupons, [next]);
    it.vendor.ledger.cancel_redemption(redemption, CouponFate::Burnt, "рано", license_key(), &at(6)).unwrap();
    let refused = it.vendor.ledger.redeem(next.into(), license, license_key(), &at(7)).unwrap_err();
    assert_eq!(refused.code(), "policy.coupon-state-changed");
}

#[test]
fn a_trial_that_was_extended_goes_only_after_its_extension() {
    let mut it = Mistake::new();
    let feature = it.vendor.feature();
    let input = ProductInput {
        names: names("Проба", "Trial"),
        features: vec![ProductFeature { feature, limit: Limit::count(1).unwrap(), is_multiplied: false }],
        is_trial: true,
        ..ProductInput::default()
    };
    let product = it.vendor.ledger.product_add(&input, &at(4)).unwrap().id;
    let days = NonZeroU32::new(30).unwrap();
    let extend =
        CouponRequest { kind: CouponKind::Extend(vec![TrialDays { product, days }]), ..request(product) };
    let (trial, license) = (it.vendor.generate(&request(product)).remove(0).number, it.license);
    let more = it.vendor.generate(&extend).remove(0).number;
    it.vendor.ledger.redeem(trial.into(), license, license_key(), &at(5)).unwrap();
    let short = it.newest().grants[2].until;
    it.vendor.ledger.redeem(more.into(), license, license_key(), &at(6)).unwrap();
    let mut cancel = |coupon, hour| {
        let redemption = (coupon, license);
        it.vendor.ledger.cancel_redemption(redemption, CouponFate::Freed, "ошибка", license_key(), &at(hour))
    };
    assert_eq!(cancel(trial, 7).unwrap_err().code(), "ledger.redemption-built-on");
    cancel(more, 8).unwrap();
    assert_eq!(it.newest().grants[2].until, short);
    // Other coupons go in between, whatever was extended.
    it.cancel(CouponFate::Burnt, 9).unwrap();
    assert_eq!(products(&it.newest()), [it.right, product]);
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn what_cannot_be_cancelled_is_refused_and_stays() {
    let mut it = Mistake::new();
    let (other, unused) = (it.vendor.license().number, it.vendor.coupons(1).remove(0).number);
    let mut refused = |coupon, license, reason: &str, key| {
        let redemption = (coupon, license);
        let answer = it.vendor.ledger.cancel_redemption(redemption, CouponFate::Freed, reason, key, &at(4));
        answer.unwrap_err().code()
    };
    assert_eq!(refused(it.mistaken, other, "ошибка", license_key()), "ledger.not-redeemed");
    assert_eq!(refused(unused, it.license, "ошибка", license_key()), "ledger.not-redeemed");
    assert_eq!(refused(it.mistaken, it.license, " ", license_key()), "ledger.empty");
    assert_eq!(refused(it.mistaken, it.license, "ошибка", coupon_key()), "crypto.wrong-purpose");
    assert_eq!(it.newest().revision, 3);
    it.cancel(CouponFate::Freed, 4).unwrap();
    assert_eq!(it.cancel(CouponFate::Freed, 5).unwrap_err().code(), "ledger.redemption-cancelled");
    it.vendor.ledger.revoke_license(it.license, None, "не оплачен", &at(6)).unwrap();
    let revoked = it.vendor.ledger.cancel_redemption(
        (it.later, it.license),
        CouponFate::Freed,
        "ошибка",
        license_key(),
        &at(7),
    );
    assert_eq!(revoked.unwrap_err().code(), "ledger.license-revoked");
    it.vendor.reopened().verify_audit().unwrap();
}

#[test]
fn a_forged_or_removed_cancellation_is_found() {
    let problem = |vendor: &Vendor| match vendor.reopened().verify_audit().unwrap_err() {
        LedgerError::AuditBroken { problem, .. } => problem,
        other => panic!("{other:?}"),
    };
    let again = |it: &mut Mistake| {
        let redeemed = it.vendor.ledger.redeem(it.mistaken.into(), it.license, license_key(), &at(9));
        redeemed.unwrap_err().code()
    };
    // Burnt, and freed with an SQL shell.
    let mut it = Mistake::new();
    it.cancel(CouponFate::Burnt, 4).unwrap();
    it.vendor.edit("UPDATE cancelled_redemptions SET is_freed = 1");
    assert_eq!(again(&mut it), "ledger.damaged-row");
    assert_eq!(problem(&it.vendor), AuditProblem::Untold);
    // Freed, and the cancellation removed.
    let mut it = Mistake::new();
    it.cancel(CouponFate::Freed, 4).unwrap();
    it.vendor.edit("DELETE FROM cancelled_redemptions");
    assert_eq!(again(&mut it), "ledger.damaged-row");
    assert_eq!(problem(&it.vendor), AuditProblem::NotStored);
    // Another reason.
    let mut it = Mistake::new();
    it.cancel(CouponFate::Freed, 4).unwrap();
    it.vendor.edit("UPDATE cancelled_redemptions SET reason = 'по просьбе'");
    assert_eq!(problem(&it.vendor), AuditProblem::Untold);
    // Never cancelled: a row that makes the coupon usable again.
    let mut it = Mistake::new();
    it.vendor.edit(
        "INSERT INTO cancelled_redemptions SELECT coupon, license, 2, 3, 1, '', 0 FROM redemptions WHERE revision = 2",
    );
    assert_eq!(again(&mut it), "ledger.damaged-row");
    assert_eq!(problem(&it.vendor), AuditProblem::Untold);
    // The same with a revision to match, which nobody has signed as such.
    it.vendor.edit("UPDATE license_revisions SET reason = 'cancel', coupon = (SELECT coupon FROM cancelled_redemptions) WHERE revision = 3");
    assert_eq!(again(&mut it), "ledger.damaged-row");
}
