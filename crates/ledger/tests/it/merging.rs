use std::num::NonZeroU32;

use format::{Explain as _, Purpose};
use ledger::{
    AuditProblem, CouponRequest, CouponScope, CustomerInput, CustomerNumber, KeptCard, LedgerError,
    LicenseInput, Mode, ProductInput, ReviewedBatch, RevisionReason, TrialCounting, Trials,
};

use super::common::*;

fn code<T>(result: Result<T, LedgerError>) -> &'static str {
    result.err().map_or("ok", |error| error.code())
}

fn merge(
    vendor: &mut Vendor,
    duplicate: CustomerNumber,
    into: CustomerNumber,
) -> Result<ledger::Merged, LedgerError> {
    let key = Some(license_key());
    vendor.ledger.merge_customers((duplicate, into), KeptCard::AsIs, "дважды", key, &at(5), &mut random())
}

#[test]
fn the_licenses_of_a_duplicate_go_along_and_history_keeps_both() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    let (duplicate, kept) = (license.customer.number, vendor.customer().number);
    let product = vendor.product();
    let scope = CouponScope::Customer(duplicate);
    let coupon = vendor.generate(&CouponRequest { scope, ..request(product) }).remove(0).number;
    let pair = (duplicate, kept);
    let preview = vendor.ledger.preview_merge(pair, KeptCard::AsIs, &at(4), &mut random()).unwrap();
    assert_eq!((preview.licenses, preview.coupons), (vec![license.number], vec![coupon]));
    assert_eq!(vendor.ledger.customer(duplicate).unwrap().merged_into, None, "a preview changes nothing");
    let merged = merge(&mut vendor, duplicate, kept).unwrap();
    assert_eq!((merged.moves.len(), merged.coupons), (1, vec![coupon]));
    let after = vendor.ledger.license(license.number).unwrap();
    assert_eq!((after.customer.number, after.newest().reason), (kept, RevisionReason::Move));
    assert_eq!(after.newest().note, "дважды");
    assert_eq!(vendor.ledger.customer(duplicate).unwrap().merged_into, Some(kept));
    let listed: Vec<_> = vendor.ledger.customers(None).unwrap().iter().map(|one| one.number).collect();
    assert_eq!(listed, [kept]);
    assert_eq!(vendor.ledger.customers(Some("прибор")).unwrap().len(), 1);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_duplicate_gets_nothing_any_more() {
    let mut vendor = Vendor::new();
    let (duplicate, kept) = (vendor.customer().number, vendor.customer().number);
    merge(&mut vendor, duplicate, kept).unwrap();
    let input = LicenseInput { customer: duplicate, holder: None, comment: String::new() };
    let new = vendor.ledger.license_new(&input, license_key(), &at(6), &mut random());
    assert_eq!(code(new), "ledger.customer-merged");
    let product = vendor.product();
    let wanted = CouponRequest { scope: CouponScope::Customer(duplicate), ..request(product) };
    let coupons = vendor.ledger.generate_coupons(&wanted, coupon_key(), &at(6), &mut random());
    assert_eq!(code(coupons), "ledger.customer-merged");
    let update = vendor.ledger.customer_update(duplicate, Mode::Commit, |_| (), &at(6), &mut random());
    assert_eq!(code(update), "ledger.customer-merged");
    assert_eq!(code(merge(&mut vendor, duplicate, kept)), "ledger.customer-merged");
    assert_eq!(code(merge(&mut vendor, kept, duplicate)), "ledger.customer-merged");
    assert_eq!(code(merge(&mut vendor, kept, kept)), "ledger.same-customer");
    assert_eq!(code(merge(&mut vendor, kept, CustomerNumber::new(9))), "ledger.unknown-customer");
}

#[test]
fn a_merge_that_cannot_be_signed_changes_nothing() {
    let mut vendor = Vendor::new();
    let (one, two) = (vendor.license(), vendor.license());
    let (duplicate, kept) = (one.customer.number, two.customer.number);
    let before = vendor.everything();
    let mut with = |key| {
        let pair = (duplicate, kept);
        code(vendor.ledger.merge_customers(pair, KeptCard::Filled, "", key, &at(5), &mut random()))
    };
    assert_eq!(with(None), "ledger.no-key");
    assert_eq!(with(Some(coupon_key())), "crypto.wrong-purpose");
    assert_eq!(vendor.everything(), before);
}

#[test]
fn a_revoked_license_stays_and_the_card_is_filled() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    let (duplicate, kept) = (license.customer.number, vendor.customer().number);
    let fill = |input: &mut CustomerInput| {
        input.phone = "12-34".to_owned();
        input.fields.insert("ИНН".to_owned(), "77".to_owned());
    };
    vendor.ledger.customer_update(duplicate, Mode::Commit, fill, &at(1), &mut random()).unwrap();
    vendor.ledger.revoke_license(license.number, None, "не оплачен", &at(2)).unwrap();
    let pair = (duplicate, kept);
    let preview = vendor.ledger.preview_merge(pair, KeptCard::Filled, &at(4), &mut random()).unwrap();
    assert_eq!((preview.licenses, preview.revoked), (vec![], vec![license.number]));
    vendor.ledger.merge_customers(pair, KeptCard::Filled, "", None, &at(5), &mut random()).unwrap();
    let card = vendor.ledger.customer(kept).unwrap();
    assert_eq!((card.phone.as_str(), card.fields["ИНН"].as_str()), ("12-34", "77"));
    assert_eq!(vendor.ledger.license(license.number).unwrap().customer.number, duplicate);
    vendor.ledger.verify_audit().unwrap();
}

/// A product whose trial comes with each new license.
fn automatic(vendor: &mut Vendor, days: u32, counting: TrialCounting) -> format::ProductId {
    let product = vendor.product();
    let change = |input: &mut ProductInput| {
        input.is_trial = true;
        input.trial_days = NonZeroU32::new(days);
        input.trial_counting = counting;
        input.is_automatic = true;
    };
    vendor.ledger.product_update(product, Mode::Commit, change, &at(0)).unwrap();
    product
}

fn new(vendor: &mut Vendor, customer: CustomerNumber, trials: Trials) -> Vec<format::Grant> {
    let input = LicenseInput { customer, holder: None, comment: String::new() };
    let new = vendor.ledger.license_new_with(&input, trials, license_key(), &at(3), &mut random()).unwrap();
    let newest = new.newest();
    let reason = if newest.license.grants.is_empty() { RevisionReason::New } else { RevisionReason::Trial };
    assert_eq!((newest.reason, newest.license.revision), (reason, 1));
    newest.license.grants.clone()
}

#[test]
fn a_trial_comes_with_the_first_license_of_a_customer_only() {
    let mut vendor = Vendor::new();
    let calendar = automatic(&mut vendor, 30, TrialCounting::Calendar);
    let of_use = automatic(&mut vendor, 7, TrialCounting::Use);
    let customer = vendor.customer().number;
    assert!(new(&mut vendor, customer, Trials::None).is_empty());
    let grants = new(&mut vendor, customer, Trials::Automatic);
    assert_eq!(grants.iter().map(|grant| grant.product).collect::<Vec<_>>(), [calendar, of_use]);
    assert!(grants.iter().all(|grant| grant.is_trial && grant.from == Some(hour(3))));
    assert_eq!((grants[0].until, grants[0].days_of_use), (Some(hour(3 + 30 * 24)), None));
    assert_eq!((grants[1].until, grants[1].days_of_use), (None, NonZeroU32::new(7)));
    assert!(new(&mut vendor, customer, Trials::Automatic).is_empty());
    // A product that comes later has its own trial; one that is no longer sold has none.
    let later = automatic(&mut vendor, 5, TrialCounting::Calendar);
    assert_eq!(new(&mut vendor, customer, Trials::Automatic)[0].product, later);
    let other = vendor.customer().number;
    let withdraw = |input: &mut ProductInput| input.is_withdrawn = true;
    vendor.ledger.product_update(calendar, Mode::Commit, withdraw, &at(4)).unwrap();
    assert_eq!(new(&mut vendor, other, Trials::Automatic).len(), 2);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn merged_customers_have_had_one_anothers_trials() {
    let mut vendor = Vendor::new();
    automatic(&mut vendor, 30, TrialCounting::Calendar);
    let [first, second, third] = [(); 3].map(|()| vendor.customer().number);
    assert_eq!(new(&mut vendor, first, Trials::Automatic).len(), 1);
    merge(&mut vendor, first, second).unwrap();
    merge(&mut vendor, second, third).unwrap();
    assert!(new(&mut vendor, third, Trials::Automatic).is_empty());
    vendor.ledger.verify_audit().unwrap();
    vendor.edit("DELETE FROM trials_given");
    assert!(matches!(
        vendor.ledger.verify_audit().unwrap_err(),
        LedgerError::AuditBroken { problem: AuditProblem::NotStored, .. }
    ));
}

#[test]
fn a_license_that_is_signed_elsewhere_comes_with_the_trial_once() {
    let mut vendor = Vendor::new();
    automatic(&mut vendor, 30, TrialCounting::Calendar);
    let customer = vendor.customer().number;
    let input = LicenseInput { customer, holder: None, comment: String::new() };
    let inputs = [input.clone(), input];
    let sign = |batch: format::Batch| {
        ReviewedBatch::read(&batch.encode()).unwrap().sign(license_key(), || ()).unwrap()
    };
    let prepare = |vendor: &Vendor| {
        vendor.ledger.prepare_licenses(&inputs, Trials::Automatic, &at(1), &mut random()).unwrap()
    };
    let (first, second) = (sign(prepare(&vendor)), sign(prepare(&vendor)));
    let numbers = vendor.ledger.assemble(Purpose::License, &first, &at(2)).unwrap().numbers;
    let grants = |number| vendor.ledger.license(number).unwrap().newest().license.grants.len();
    assert_eq!(numbers.iter().map(|number| grants(*number)).collect::<Vec<_>>(), [1, 0]);
    // The other batch was prepared before the trial was given.
    let overtaken = vendor.ledger.assemble(Purpose::License, &second, &at(2));
    assert_eq!(code(overtaken), "ledger.not-what-follows");
    vendor.ledger.verify_audit().unwrap();
}
