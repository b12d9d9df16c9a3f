use std::fs;

use format::{Document, Explain as _};
use ledger::{AuditProblem, LedgerError};

use super::common::*;
use super::engine;

/// A vendor with a license, three coupons, one of them redeemed, a release and a catalog.
fn busy_vendor() -> Vendor {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(3).remove(0).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(2)).unwrap();
    let distribution = vendor.distribution();
    vendor.ledger.release_add(&distribution, &release(&extension("1.0"), "Розница"), &at(3)).unwrap();
    vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(4)).unwrap();
    vendor
        .ledger
        .customer_add(
            &ledger::CustomerInput { company: "ОКБ".to_owned(), ..ledger::CustomerInput::default() },
            &at(5),
            &mut random(),
        )
        .unwrap();
    vendor.ledger.verify_audit().unwrap();
    vendor
}

fn problem(vendor: &Vendor) -> (u64, AuditProblem) {
    match vendor.ledger.verify_audit().unwrap_err() {
        LedgerError::AuditBroken { seq, problem } => (seq, problem),
        other => panic!("{other}"),
    }
}

#[test]
fn an_edited_document_is_found_on_reading() {
    let vendor = busy_vendor();
    let (license, coupon) =
        (vendor.ledger.licenses(None).unwrap()[0].number, vendor.ledger.coupons(None).unwrap()[0].number);
    for table in ["license_revisions", "coupons", "catalogs"] {
        // The last byte of an Ed25519 signature is below 0x20, so this one is always another.
        let last = "substr(document, 1, length(document) - 1) || x'ff'";
        vendor.edit(&format!("UPDATE {table} SET document = CAST({last} AS BLOB)"));
    }
    let damaged = |error: LedgerError, expected: Document| {
        assert!(
            matches!(error, LedgerError::DamagedDocument { document, .. } if document == expected),
            "{error}"
        );
        assert_eq!(error.code(), "ledger.damaged-document");
    };
    damaged(vendor.ledger.license(license).unwrap_err(), Document::License);
    damaged(vendor.ledger.licenses(None).unwrap_err(), Document::License);
    damaged(vendor.ledger.coupon(coupon).unwrap_err(), Document::Coupon);
    damaged(vendor.ledger.newest_catalog().unwrap_err(), Document::Catalog);
    assert!(vendor.ledger.verify_audit().is_err());
}

#[test]
fn a_genuine_document_in_anothers_place_is_found() {
    let vendor = busy_vendor();
    let license = vendor.ledger.licenses(None).unwrap()[0].number;
    vendor.edit(
        "UPDATE license_revisions SET document =
            (SELECT document FROM license_revisions WHERE revision = 2) WHERE revision = 1",
    );
    let error = vendor.ledger.license(license).unwrap_err();
    assert!(matches!(error, LedgerError::DamagedDocument { source: None, .. }), "{error}");
    let vendor = busy_vendor();
    vendor
        .edit("UPDATE coupons SET document = (SELECT document FROM coupons ORDER BY document DESC LIMIT 1)");
    assert!(matches!(
        vendor.ledger.coupons(None).unwrap_err(),
        LedgerError::DamagedDocument { document: Document::Coupon, source: None, .. }
    ));
}

#[test]
fn a_changed_removed_or_reordered_entry_of_the_audit_trail_is_found() {
    for (edit, expected) in [
        ("UPDATE audit SET who = 'nobody' WHERE seq = 3", (3, AuditProblem::Changed)),
        ("UPDATE audit SET at = at - 1 WHERE seq = 4", (4, AuditProblem::Changed)),
        ("DELETE FROM audit WHERE seq = 5", (5, AuditProblem::Missing)),
        ("DELETE FROM audit WHERE seq = 1", (1, AuditProblem::Missing)),
        (
            "UPDATE audit SET seq = 100 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4;
             UPDATE audit SET seq = 4 WHERE seq = 100",
            (3, AuditProblem::Changed),
        ),
    ] {
        let vendor = busy_vendor();
        vendor.edit(edit);
        assert_eq!(problem(&vendor), expected, "{edit}");
    }
}

#[test]
fn an_end_that_was_cut_off_is_found_by_what_is_stored_and_by_a_noted_head() {
    let vendor = busy_vendor();
    let head = vendor.ledger.audit_head().unwrap().unwrap();
    vendor.ledger.verify_audit_against(&[head]).unwrap();
    // The last entry tells of a customer, of which nothing is signed: only the noted head shows that it is gone, once
    // the customer and what it was before and after are gone, too.
    vendor.edit("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)");
    assert_eq!(problem(&vendor).1, AuditProblem::NotStored);
    vendor.edit("DELETE FROM audit_records WHERE seq = (SELECT max(seq) FROM audit_records)");
    assert_eq!(problem(&vendor).1, AuditProblem::Untold);
    vendor.edit("DELETE FROM customers WHERE customer = (SELECT max(customer) FROM customers)");
    vendor.ledger.verify_audit().unwrap();
    let error = vendor.ledger.verify_audit_against(&[head]).unwrap_err();
    assert!(matches!(error, LedgerError::AuditBroken { problem: AuditProblem::LostHead, .. }), "{error}");
    // One more was the publishing of a catalog.
    vendor.edit("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)");
    assert_eq!(problem(&vendor).1, AuditProblem::Untold);
    vendor.edit("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)");
    assert_eq!(problem(&vendor).1, AuditProblem::LostHead);
}

#[test]
fn what_was_removed_from_the_tables_is_missed_by_the_trail() {
    for edit in [
        "DELETE FROM license_revisions WHERE revision = 2",
        "DELETE FROM redemptions",
        "DELETE FROM coupons WHERE coupon NOT IN (SELECT coupon FROM redemptions)",
        "DELETE FROM releases",
        "DELETE FROM distributions",
        "DELETE FROM catalogs",
    ] {
        let vendor = busy_vendor();
        vendor.edit(edit);
        assert_eq!(problem(&vendor).1, AuditProblem::NotStored, "{edit}");
    }
}

#[test]
fn a_slip_of_the_hand_does_not_change_what_was_issued() {
    let vendor = busy_vendor();
    for table in ["audit", "license_revisions", "coupons", "catalogs"] {
        assert!(engine::run(vendor.path(), &format!("DELETE FROM {table}")).is_err(), "{table}");
    }
    assert!(engine::run(vendor.path(), "UPDATE audit SET who = ''").is_err());
}

#[test]
fn a_damaged_file_is_told_apart_from_another_file() {
    if engine::is_postgres() {
        return; // A server keeps its files to itself.
    }
    let vendor = busy_vendor();
    let path = vendor.ledger.folder().ledger_path();
    let mut bytes = fs::read(&path).unwrap();
    assert!(bytes.len() > 40_960);
    bytes[4096..].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let opened = engine::open(vendor.path()).and_then(|ledger| ledger.licenses(None).map(drop));
    assert_eq!(opened.unwrap_err().code(), "ledger.corrupt");
}

#[test]
fn a_coupon_whose_mark_of_use_was_removed_is_not_redeemed_again() {
    let mut vendor = busy_vendor();
    let other = vendor.license().number;
    let coupons = vendor.ledger.coupons(None).unwrap();
    let used = coupons.iter().find(|coupon| !coupon.redemptions.is_empty()).unwrap().number;
    vendor.edit("DELETE FROM redemptions");
    let again = vendor.ledger.redeem(used.into(), other, license_key(), &at(6)).unwrap_err();
    assert_eq!(again.code(), "ledger.damaged-row");
}

#[test]
fn an_edited_record_is_found_on_reading_or_by_the_trail() {
    let vendor = busy_vendor();
    let id = vendor.ledger.distributions().unwrap()[0].record.id.clone();
    vendor.edit("UPDATE releases SET record = CAST(record || x'00' AS BLOB)");
    assert_eq!(vendor.ledger.releases(&id).unwrap_err().code(), "ledger.damaged-record");
    let vendor = busy_vendor();
    vendor.edit("UPDATE releases SET version = '9.9'");
    assert_eq!(vendor.ledger.releases(&id).unwrap_err().code(), "ledger.damaged-row");
    // A record that reads well, but is not the one that was added: two bytes of a date are others.
    let vendor = busy_vendor();
    let date = format!("1a{:08x}", hour(0).seconds());
    let other = engine::with_bytes_replaced("record", &date, "1a6b49d201");
    vendor.edit(&format!("UPDATE releases SET record = {other}"));
    assert_ne!(vendor.ledger.releases(&id).unwrap()[0].record.date, hour(0));
    assert_eq!(problem(&vendor).1, AuditProblem::Untold);
}
