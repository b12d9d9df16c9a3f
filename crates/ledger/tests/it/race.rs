use std::sync::Barrier;
use std::thread;

use ledger::LedgerError;

use super::common::*;
use super::engine;

#[test]
fn of_eight_that_redeem_one_coupon_at_once_one_wins() {
    let mut vendor = Vendor::new();
    let licenses: Vec<_> = (0..8).map(|_| vendor.license().number).collect();
    let coupon = vendor.coupons(1).remove(0).number;
    let (path, start) = (vendor.path(), Barrier::new(licenses.len()));
    let results: Vec<_> = thread::scope(|scope| {
        let runs: Vec<_> = licenses
            .iter()
            .map(|license| {
                let start = &start;
                scope.spawn(move || {
                    let mut ledger = engine::open(path).unwrap();
                    start.wait();
                    ledger.redeem(coupon.into(), *license, license_key(), &at(2))
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 7));
    let winner = won.into_iter().next().unwrap().unwrap().license;
    for error in lost.into_iter().map(Result::unwrap_err) {
        assert!(matches!(error, LedgerError::CouponRedeemed { license, .. } if license == winner), "{error}");
    }
    assert_eq!(vendor.ledger.coupon(coupon).unwrap().redemptions.len(), 1);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn writers_that_work_at_once_keep_one_chain() {
    let vendor = Vendor::new();
    let path = vendor.path();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || {
                let mut ledger = engine::open(path).unwrap();
                for _ in 0..5 {
                    let company = "Завод".to_owned();
                    let input = ledger::CustomerInput { company, ..ledger::CustomerInput::default() };
                    ledger.customer_add(&input, &at(1), &mut random()).unwrap();
                }
            });
        }
    });
    assert_eq!(vendor.ledger.customers(None).unwrap().last().unwrap().number.get(), 20);
    assert_eq!(vendor.ledger.verify_audit().unwrap().entries, 21);
}

#[test]
fn the_schema_itself_refuses_a_second_redemption() {
    let mut vendor = Vendor::new();
    let (license, other) = (vendor.license().number, vendor.license().number);
    let coupon = vendor.coupons(1).remove(0).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    let hex: String = other.id.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let again = |is_reusable: &str| {
        let columns = format!("coupon, {is_reusable}, x'{hex}', 1, round, redeemed_at");
        engine::run(vendor.path(), &format!("INSERT INTO redemptions SELECT {columns} FROM redemptions"))
            .unwrap_err()
    };
    assert!(again("is_reusable").contains("unique"));
    // Nor can it be passed off as reusable.
    assert!(again("1").contains("foreign key"));
}
