//! Coupons chunk by chunk: without gaps and doubles, whatever was cut off.

use std::collections::BTreeSet;

use format::{Digest, Explain as _};
use ledger::{CouponError, CouponRequest, CouponScope, IssuedCoupon, LedgerError};

use super::common::*;

const MANY: u32 = 10_000;

/// Goes on with a batch until `stop` coupons were handed over, as a kill between two transactions would stop it.
fn fill(vendor: &mut Vendor, batch: u32, requests: &[CouponRequest], stop: usize) -> Vec<IssuedCoupon> {
    let mut delivered = Vec::new();
    let requests = requests.iter().cloned().map(Ok);
    let done = vendor.ledger.fill_batch(batch, requests, coupon_key(), &at(2), &mut random(), |issued| {
        delivered.extend_from_slice(issued);
        if delivered.len() >= stop { Err(LedgerError::NotRandom) } else { Ok(()) }
    });
    assert_eq!(done.is_err(), delivered.len() >= stop, "{done:?}");
    delivered
}

fn positions(issued: &[IssuedCoupon]) -> Vec<u32> {
    issued.iter().map(|one| one.position).collect()
}

#[test]
fn a_batch_of_several_chunks_is_without_gaps_and_the_trail_tells_of_each() {
    let mut vendor = Vendor::new();
    let request = CouponRequest { count: MANY, ..request(vendor.product()) };
    let batch = vendor.ledger.begin_batch(&request, None, &at(1)).unwrap();
    assert!(batch.is_incomplete() && batch.request().unwrap() == request);
    let issued = fill(&mut vendor, batch.number, &[request], usize::MAX);
    assert_eq!(positions(&issued), (1..=MANY).collect::<Vec<_>>());
    let numbers: BTreeSet<_> = issued.iter().map(|one| one.number).collect();
    assert_eq!(numbers.len(), issued.len());
    assert!(!vendor.ledger.batch(batch.number).unwrap().is_incomplete());
    vendor.ledger.verify_audit().unwrap();
    // A removed coupon is missed, wherever it was.
    vendor.edit("DELETE FROM coupons WHERE position = 5000");
    assert!(vendor.ledger.verify_audit().is_err());
}

#[test]
fn a_run_that_was_cut_off_goes_on_where_it_was() {
    let mut vendor = Vendor::new();
    let request = CouponRequest { count: MANY, ..request(vendor.product()) };
    let batch = vendor.ledger.begin_batch(&request, None, &at(1)).unwrap().number;
    let first = fill(&mut vendor, batch, std::slice::from_ref(&request), 1);
    let state = vendor.ledger.batch(batch).unwrap();
    assert!(state.is_incomplete() && state.issued >= u32::try_from(first.len()).unwrap());
    let rest = fill(&mut vendor, batch, &[request], usize::MAX);
    assert_eq!(positions(&rest), (state.issued + 1..=MANY).collect::<Vec<_>>());
    vendor.ledger.verify_audit().unwrap();
    assert_eq!(vendor.ledger.coupons(Some(batch)).unwrap().len(), usize::try_from(MANY).unwrap());
}

#[test]
fn rows_make_one_batch_and_a_row_may_be_cut_in_the_middle() {
    let mut vendor = Vendor::new();
    let (license, customer) = (vendor.license().number, vendor.customer().number);
    let product = vendor.product();
    let row = |scope, count| CouponRequest { scope, count, ..request(product) };
    let rows = [
        row(CouponScope::License(license), 4000),
        row(CouponScope::Customer(customer), 1),
        row(CouponScope::Bearer, 5999),
    ];
    let whole = CouponRequest { count: MANY, ..request(product) };
    let batch = vendor.ledger.begin_batch(&whole, Some(Digest::new([7; 32])), &at(1)).unwrap();
    assert_eq!(batch.source, Some(Digest::new([7; 32])));
    let mut issued = fill(&mut vendor, batch.number, &rows, 1);
    issued.truncate(0);
    issued.extend(fill(&mut vendor, batch.number, &rows, usize::MAX));
    let stored = vendor.ledger.coupons(Some(batch.number)).unwrap();
    let scoped =
        |wanted: fn(&format::Scope) -> bool| stored.iter().filter(|one| wanted(&one.coupon.scope)).count();
    assert_eq!(scoped(|scope| matches!(scope, format::Scope::License(_))), 4000);
    assert_eq!(scoped(|scope| matches!(scope, format::Scope::Customer(_))), 1);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn rows_that_make_too_few_coupons_are_refused_and_what_was_issued_stays() {
    let mut vendor = Vendor::new();
    let request = CouponRequest { count: 10, ..request(vendor.product()) };
    let batch = vendor.ledger.begin_batch(&request, None, &at(1)).unwrap().number;
    let short = CouponRequest { count: 9, ..request };
    let requests = [Ok(short)];
    let done: Result<(), LedgerError> =
        vendor.ledger.fill_batch(batch, requests, coupon_key(), &at(2), &mut random(), |_| Ok(()));
    assert!(matches!(done, Err(LedgerError::Coupon(CouponError::BatchShort { wanted: 10, found: 9 }))));
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_batch_that_is_not_there_or_grows_under_another_process_is_refused() {
    let mut vendor = Vendor::new();
    assert_eq!(vendor.ledger.batch(9).unwrap_err().code(), "ledger.unknown-batch");
    let request = CouponRequest { count: MANY, ..request(vendor.product()) };
    let batch = vendor.ledger.begin_batch(&request, None, &at(1)).unwrap().number;
    let mut other = vendor.reopened();
    let mut is_first = true;
    let done: Result<(), LedgerError> =
        vendor.ledger.fill_batch(batch, [Ok(request.clone())], coupon_key(), &at(2), &mut random(), |_| {
            if std::mem::take(&mut is_first) {
                let requests = [Ok::<_, LedgerError>(request.clone())];
                other.fill_batch(batch, requests, coupon_key(), &at(2), &mut random(), |_| Ok(()))?;
            }
            Ok(())
        });
    assert!(
        matches!(done, Err(LedgerError::Coupon(CouponError::BatchGrew { issued: MANY, .. }))),
        "{done:?}"
    );
    assert!(!vendor.ledger.batch(batch).unwrap().is_incomplete());
    vendor.ledger.verify_audit().unwrap();
}
