//! Reports over licenses, coupons and the receipts of sites.

use std::num::NonZeroU32;

use crypto::{SiteKey, sha256};
use format::{Digest, Event, Explain as _, Number, ProductId, Receipt, Term, journal_record};
use ledger::{
    CouponFate, CouponKind, CouponProduct, CouponRequest, CustomerInput, DistributorInput, LedgerError,
    LicenseInput, Period, RedemptionGroup, RedemptionsBy, ReportedTrials,
};

use super::common::*;

fn adds(product: ProductId, term: Term) -> CouponRequest {
    let one = CouponProduct { product, term, multiplier: NonZeroU32::MIN };
    CouponRequest { kind: CouponKind::Add(vec![one]), ..request(product) }
}

fn redeem(vendor: &mut Vendor, request: &CouponRequest, license: Number, hours: u64) -> Number {
    let coupon = vendor.generate(request).remove(0).number;
    vendor.ledger.redeem(coupon.into(), license, license_key(), &at(hours)).unwrap();
    coupon
}

fn hours(from: u64, to: u64) -> Period {
    Period { from: hour(from), to: hour(to) }
}

/// A site's receipts: it begins, and redeems these coupons.
fn journal(vendor: &Vendor, seed: u8, redeemed: &[(Number, Number)]) -> Vec<u8> {
    let key = SiteKey::from_seed(&[seed; 32]);
    let root = vendor.ledger.root().root();
    let begin = Event::Started { key: key.public(), root: root.digest(), version: root.version };
    let events = redeemed.iter().map(|(coupon, license)| Event::CouponRedeemed {
        license: license.id,
        digest: Digest::new([1; 32]),
        coupon: coupon.id,
    });
    let (mut bytes, mut previous) = (Vec::new(), None);
    for (sequence, event) in (0..).zip([begin].into_iter().chain(events)) {
        let document = key.sign(&Receipt::new(sequence, previous, event, hour(10 + sequence))).unwrap();
        previous = Some(sha256(&document));
        bytes.extend(journal_record(&document));
    }
    bytes
}

#[test]
fn what_ends_in_a_period_is_told_with_whom_to_call() {
    let mut vendor = Vendor::new();
    let distributor = DistributorInput { name: "Опт".to_owned(), ..DistributorInput::default() };
    let distributor = vendor.ledger.distributor_add(&distributor, &at(0)).unwrap().number;
    let input = CustomerInput {
        company: "Завод".to_owned(),
        contact: "Иван".to_owned(),
        email: "ivan@example.com".to_owned(),
        crm_id: "C-1".to_owned(),
        manager: "ольга".to_owned(),
        distributor: Some(distributor),
        ..CustomerInput::default()
    };
    let customer = vendor.ledger.customer_add(&input, &at(0), &mut random()).unwrap().number;
    let input = LicenseInput { customer, holder: None, comment: String::new() };
    let license = vendor.ledger.license_new(&input, license_key(), &at(0), &mut random()).unwrap().number;
    let (product, trial) = (vendor.product(), vendor.trial());
    redeem(&mut vendor, &adds(product, Term::Until(hour(100))), license, 2);
    redeem(&mut vendor, &adds(trial, Term::Until(hour(101))), license, 2);

    let all = vendor.ledger.expiring(hours(100, 101), ReportedTrials::Included).unwrap();
    assert_eq!(
        all.iter().map(|one| (one.product, one.is_trial)).collect::<Vec<_>>(),
        [(product, false), (trial, true)]
    );
    let (first, holder) = (&all[0], &all[0].holder.customer);
    assert_eq!((first.license, first.ends), (license, hour(100)));
    assert_eq!((holder.company.as_str(), holder.contact.as_str()), ("Завод", "Иван"));
    assert_eq!((holder.email.as_str(), holder.crm_id.as_str()), ("ivan@example.com", "C-1"));
    assert_eq!((holder.manager.as_str(), first.holder.distributor.as_deref()), ("ольга", Some("Опт")));
    assert_eq!(first.names.iter().count(), 2);
    assert_eq!(vendor.ledger.expiring(hours(100, 101), ReportedTrials::Only).unwrap().len(), 1);
    // What is renewed does not end, and what is revoked is nobody's to renew.
    redeem(&mut vendor, &adds(product, Term::Until(hour(500))), license, 3);
    assert_eq!(vendor.ledger.expiring(hours(0, 101), ReportedTrials::LeftOut).unwrap(), []);
    vendor.ledger.revoke_license(license, None, "долг", &at(4)).unwrap();
    assert_eq!(vendor.ledger.expiring(hours(0, 1000), ReportedTrials::Included).unwrap(), []);
}

#[test]
fn redemptions_are_counted_by_month_product_and_distributor_without_those_taken_back() {
    let mut vendor = Vendor::new();
    let distributor = DistributorInput { name: "Опт".to_owned(), ..DistributorInput::default() };
    let distributor = vendor.ledger.distributor_add(&distributor, &at(0)).unwrap().number;
    let (license, product, other) = (vendor.license().number, vendor.product(), vendor.product());
    let mut sold = adds(product, Term::Perpetual);
    sold.notes.distributor = Some(distributor);
    // 2027-01-15, and two months later.
    redeem(&mut vendor, &sold, license, 2);
    redeem(&mut vendor, &adds(other, Term::Perpetual), license, 3);
    let mistake = redeem(&mut vendor, &adds(other, Term::Perpetual), license, 4);
    redeem(&mut vendor, &adds(other, Term::Perpetual), license, 60 * 24);
    vendor
        .ledger
        .cancel_redemption((mistake, license), CouponFate::Burnt, "ошибка", license_key(), &at(60 * 24 + 1))
        .unwrap();
    let count = |by| {
        let counts = vendor.ledger.count_redemptions(Period::all(), by).unwrap();
        counts.into_iter().map(|one| (one.group, one.count)).collect::<Vec<_>>()
    };
    let month = RedemptionGroup::Month;
    assert_eq!(count(RedemptionsBy::Month), [(month(2027, 1), 2), (month(2027, 2), 0), (month(2027, 3), 1)]);
    let product_of = RedemptionGroup::Product;
    assert_eq!(count(RedemptionsBy::Product), [(product_of(product), 1), (product_of(other), 2)]);
    let through = RedemptionGroup::Distributor;
    assert_eq!(count(RedemptionsBy::Distributor), [(through(None), 2), (through(Some(distributor)), 1)]);
    let january = vendor.ledger.count_redemptions(hours(0, 24), RedemptionsBy::Product).unwrap();
    assert_eq!(january.iter().map(|one| one.count).sum::<u64>(), 2);
}

#[test]
fn new_trials_and_unused_coupons_are_told() {
    let mut vendor = Vendor::new();
    let (license, product, trial) = (vendor.license().number, vendor.product(), vendor.trial());
    let coupon = redeem(&mut vendor, &adds(trial, Term::Days(NonZeroU32::MIN)), license, 2);
    redeem(&mut vendor, &adds(product, Term::Perpetual), license, 2);
    let found = vendor.ledger.new_trials(hours(2, 2)).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.product, one.coupon)).collect::<Vec<_>>(),
        [(trial, Some(coupon))]
    );
    assert_eq!(vendor.ledger.new_trials(hours(3, 9)).unwrap(), []);

    assert_eq!(vendor.ledger.unused_coupons().unwrap(), []);
    let three = CouponRequest { count: 3, redeem_before: Some(hour(50)), ..adds(product, Term::Perpetual) };
    let issued = vendor.generate(&three);
    vendor.ledger.redeem(issued[0].number.into(), license, license_key(), &at(3)).unwrap();
    vendor.ledger.cancel_coupon(issued[1].number, "ошибка", &at(3)).unwrap();
    let unused = vendor.ledger.unused_coupons().unwrap();
    assert_eq!((unused.len(), unused[0].issued, unused[0].unused), (1, 3, 1));
    assert_eq!((unused[0].batch, unused[0].redeem_before), (issued[0].batch, Some(hour(50))));
}

#[test]
fn a_coupon_that_two_sites_or_two_licenses_redeemed_is_named() {
    let mut vendor = Vendor::new();
    let (first, second) = (vendor.license().number, vendor.license().number);
    let product = vendor.product();
    let twice = vendor.generate(&CouponRequest { count: 3, ..adds(product, Term::Perpetual) });
    let [sites, vendors, once] = [0, 1, 2].map(|at| twice[at].number);
    let reusable = CouponRequest { is_reusable: true, ..adds(product, Term::Perpetual) };
    let reusable = vendor.generate(&reusable).remove(0).number;
    let one = journal(&vendor, 1, &[(sites, first), (vendors, first), (once, first), (reusable, first)]);
    let other = journal(&vendor, 2, &[(sites, second), (reusable, second)]);
    vendor.ledger.import_receipts(&one, &at(20)).unwrap();
    assert_eq!(vendor.ledger.double_redemptions().unwrap(), []);
    vendor.ledger.import_receipts(&other, &at(20)).unwrap();
    vendor.ledger.redeem(vendors.into(), second, license_key(), &at(3)).unwrap();
    // The same license at the site and at the vendor is one redemption.
    vendor.ledger.redeem(once.into(), first, license_key(), &at(3)).unwrap();
    let doubles = vendor.ledger.double_redemptions().unwrap();
    let mut found: Vec<_> = doubles.iter().map(|one| one.coupon).collect();
    let mut expected = vec![sites, vendors];
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert!(doubles.iter().all(|one| one.places.len() == 2));
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn receipts_are_taken_in_once_and_a_second_history_is_kept_as_evidence() {
    let mut vendor = Vendor::new();
    let (license, product) = (vendor.license().number, vendor.product());
    let issued = vendor.generate(&CouponRequest { count: 2, ..adds(product, Term::Perpetual) });
    let [a, b] = [0, 1].map(|at| issued[at].number);
    let short = journal(&vendor, 1, &[(a, license)]);
    let first = vendor.ledger.import_receipts(&short, &at(20)).unwrap();
    assert_eq!((first.new, first.known, first.last), (2, 0, 1));
    let again = vendor.ledger.import_receipts(&short, &at(21)).unwrap();
    assert_eq!((again.new, again.known), (0, 2));
    let longer = journal(&vendor, 1, &[(a, license), (b, license)]);
    assert_eq!(vendor.ledger.import_receipts(&longer, &at(22)).unwrap().new, 1);
    let turned_back = journal(&vendor, 1, &[(b, license)]);
    assert_eq!(vendor.ledger.import_receipts(&turned_back, &at(23)).unwrap().forked, [1]);
    assert_eq!(vendor.ledger.receipts(first.site, 0, 100).unwrap().len(), 4);
    vendor.ledger.verify_audit().unwrap();

    assert_eq!(vendor.ledger.missing_receipts(hour(5)).unwrap(), []);
    let quiet = vendor.ledger.missing_receipts(hour(500)).unwrap();
    assert!(quiet.len() == 1 && quiet[0].is_quiet && quiet[0].missing.is_empty());
    vendor.edit("DELETE FROM receipts WHERE seq = 1");
    assert_eq!(vendor.ledger.missing_receipts(hour(5)).unwrap()[0].missing, [1]);
    assert!(vendor.ledger.verify_audit().is_err());
}

#[test]
fn a_file_that_is_no_whole_chain_of_a_site_of_ours_is_refused() {
    let mut vendor = Vendor::new();
    let license = vendor.license().number;
    let coupon = vendor.coupons(1).remove(0).number;
    let whole = journal(&vendor, 1, &[(coupon, license)]);
    let stranger = {
        let site = SiteKey::from_seed(&[9; 32]);
        let begin = Event::Started { key: site.public(), root: Digest::new([4; 32]), version: 1 };
        journal_record(&site.sign(&Receipt::new(0, None, begin, hour(1))).unwrap())
    };
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let second_only = whole[4 + usize::from(u16::from_be_bytes([whole[2], whole[3]]))..].to_vec();
    for (bytes, code) in [
        (Vec::new(), "ledger.not-a-journal"),
        (whole[..whole.len() - 1].to_vec(), "ledger.not-a-journal"),
        (b"not receipts".to_vec(), "ledger.not-a-journal"),
        (second_only, "ledger.not-a-journal"),
        (stranger, "ledger.receipts-of-another-vendor"),
        ([whole.clone(), whole.clone()].concat(), "ledger.receipts-broken"),
    ] {
        assert_eq!(vendor.ledger.import_receipts(&bytes, &at(20)).unwrap_err().code(), code);
    }
    let error = vendor.ledger.import_receipts(&flipped, &at(20)).unwrap_err();
    assert!(matches!(error, LedgerError::Verify(_)), "{error}");
    assert_eq!(vendor.ledger.receipt_sites().unwrap(), []);
    vendor.ledger.import_receipts(&whole, &at(20)).unwrap();
}
