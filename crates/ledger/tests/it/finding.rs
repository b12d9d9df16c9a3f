//! Finding coupons, and templates of those that come again.

use format::{Explain as _, Number};
use ledger::{
    AuditProblem, CouponFate, CouponQuery, CouponRequest, CouponScope, CouponState, DistributorInput,
    LedgerError, Mode,
};

use super::common::*;

fn found(vendor: &Vendor, query: &CouponQuery) -> Vec<Number> {
    vendor.ledger.find_coupons(query, 100).unwrap().coupons.iter().map(|one| one.number).collect()
}

#[test]
fn coupons_are_found_by_all_that_is_known_of_them() {
    let mut vendor = Vendor::new();
    let (license, product, other) = (vendor.license(), vendor.product(), vendor.product());
    let input = DistributorInput { name: "Север".to_owned(), ..DistributorInput::default() };
    let distributor = vendor.ledger.distributor_add(&input, &at(0)).unwrap().number;
    let bearer = vendor.generate(&request(product)).remove(0).number;
    let mut wanted = CouponRequest { scope: CouponScope::License(license.number), ..request(other) };
    wanted.notes.distributor = Some(distributor);
    wanted.notes.invoice = "18/2027".to_owned();
    wanted.notes.comment = "Весенняя Распродажа".to_owned();
    let scoped = vendor.generate(&wanted).remove(0).number;
    let scope = CouponScope::Customer(license.customer.number);
    let theirs = vendor.generate(&CouponRequest { scope, ..request(product) }).remove(0).number;
    vendor.ledger.redeem(bearer.into(), license.number, license_key(), &at(5)).unwrap();
    vendor.ledger.cancel_coupon(theirs, "ошибка", &at(6)).unwrap();

    let all = CouponQuery::default();
    assert_eq!(found(&vendor, &all), [theirs, scoped, bearer], "the newest first");
    let cases: [(CouponQuery, &[Number]); 12] = [
        (CouponQuery { invoice: Some("18/2027".to_owned()), ..all.clone() }, &[scoped]),
        (CouponQuery { invoice: Some("18".to_owned()), ..all.clone() }, &[]),
        (CouponQuery { distributor: Some(distributor), ..all.clone() }, &[scoped]),
        (CouponQuery { comment: Some("РАСПРОДАЖА весен".to_owned()), ..all.clone() }, &[scoped]),
        (CouponQuery { license: Some(license.number), ..all.clone() }, &[scoped, bearer]),
        (CouponQuery { customer: Some(license.customer.number), ..all.clone() }, &[theirs, scoped, bearer]),
        (CouponQuery { batch: Some(2), ..all.clone() }, &[scoped]),
        (CouponQuery { state: Some(CouponState::Open), ..all.clone() }, &[scoped]),
        (CouponQuery { state: Some(CouponState::Redeemed), ..all.clone() }, &[bearer]),
        (CouponQuery { state: Some(CouponState::Cancelled), ..all.clone() }, &[theirs]),
        (CouponQuery { product: Some(product), ..all.clone() }, &[theirs, bearer]),
        (
            CouponQuery { redeemed_from: Some(hour(5)), redeemed_through: Some(hour(5)), ..all.clone() },
            &[bearer],
        ),
    ];
    for (query, expected) in cases {
        assert_eq!(found(&vendor, &query), expected, "{query:?}");
    }
    for (from, through, count) in
        [(Some(hour(1)), Some(hour(1)), 3), (Some(hour(2)), None, 0), (None, Some(hour(0)), 0)]
    {
        let query = CouponQuery { issued_from: from, issued_through: through, ..all.clone() };
        assert_eq!(found(&vendor, &query).len(), count, "{query:?}");
    }
    // What was freed is open again, and was cancelled once.
    let redemption = (bearer, license.number);
    vendor.ledger.cancel_redemption(redemption, CouponFate::Freed, "ошибка", license_key(), &at(7)).unwrap();
    assert_eq!(
        found(&vendor, &CouponQuery { state: Some(CouponState::Open), ..all.clone() }),
        [scoped, bearer]
    );
    assert_eq!(
        found(&vendor, &CouponQuery { state: Some(CouponState::Cancelled), ..all.clone() }),
        [theirs, bearer]
    );
    assert!(found(&vendor, &CouponQuery { state: Some(CouponState::Redeemed), ..all }).is_empty());
}

#[test]
fn a_page_says_how_many_more_there_are_and_no_chunk_is_lost() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    vendor.generate(&CouponRequest { count: 600, ..request(product) });
    vendor.generate(&CouponRequest { count: 7, ..request(product) });
    let page = |query: &CouponQuery, limit| vendor.ledger.find_coupons(query, limit).unwrap();
    let all = CouponQuery::default();
    for query in [all.clone(), CouponQuery { product: Some(product), ..all.clone() }] {
        let some = page(&query, 3);
        assert_eq!((some.coupons.len(), some.more), (3, 604), "{query:?}");
    }
    let whole = page(&all, 1000);
    assert_eq!((whole.coupons.len(), whole.more), (607, 0));
    assert_eq!(whole.coupons.last().unwrap().batch, 1);
    let unknown = CouponQuery { license: Some(whole.coupons[0].number), ..all };
    assert_eq!(vendor.ledger.find_coupons(&unknown, 1).unwrap_err().code(), "ledger.unknown-license");
}

#[test]
fn a_template_is_saved_replaced_and_removed() {
    let mut vendor = Vendor::new();
    let (one, other) = (vendor.product(), vendor.product());
    let saved = vendor.ledger.save_template("весна", Mode::Commit, &request(one), &at(1)).unwrap();
    assert_eq!(vendor.ledger.template("весна").unwrap(), saved);
    vendor.ledger.save_template("весна", Mode::DryRun, &request(other), &at(2)).unwrap();
    assert_eq!(vendor.ledger.template("весна").unwrap().request, request(one));
    vendor.ledger.save_template("весна", Mode::Commit, &request(other), &at(2)).unwrap();
    vendor.ledger.save_template("осень", Mode::Commit, &request(one), &at(2)).unwrap();
    let names = |vendor: &Vendor| -> Vec<String> {
        vendor.ledger.templates().unwrap().into_iter().map(|one| one.name).collect()
    };
    assert_eq!(names(&vendor), ["весна", "осень"]);
    vendor.reopened().verify_audit().unwrap();
    vendor.ledger.remove_template("осень", Mode::Commit, &at(3)).unwrap();
    assert_eq!(names(&vendor), ["весна"]);
    assert_eq!(vendor.ledger.template("осень").unwrap_err().code(), "ledger.unknown-template");
    vendor.reopened().verify_audit().unwrap();
}

#[test]
fn what_is_no_template_is_refused_and_an_edited_one_is_found() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    for wrong in ["", " ", " весна", "a\nb", &"а".repeat(33)] {
        let refused =
            vendor.ledger.save_template(wrong, Mode::Commit, &request(product), &at(1)).unwrap_err();
        assert_eq!(refused.code(), "ledger.template-name", "{wrong:?}");
    }
    let nothing = CouponRequest { count: 0, ..request(product) };
    let refused = vendor.ledger.save_template("весна", Mode::Commit, &nothing, &at(1)).unwrap_err();
    assert_eq!(refused.code(), "ledger.coupon-count");
    vendor.ledger.save_template("весна", Mode::Commit, &request(product), &at(1)).unwrap();
    let problem = |vendor: &Vendor| match vendor.reopened().verify_audit().unwrap_err() {
        LedgerError::AuditBroken { problem, .. } => problem,
        other => panic!("{other:?}"),
    };
    vendor.edit("UPDATE templates SET request = replace(request, '\"count\":1', '\"count\":9')");
    assert_eq!(problem(&vendor), AuditProblem::NotStored);
    vendor.edit("DELETE FROM templates");
    assert_eq!(problem(&vendor), AuditProblem::NotStored);
}
