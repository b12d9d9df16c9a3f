use std::num::NonZeroU32;

use format::catalog::{Bound, Target, TargetKind};
use format::{DistributionId, Explain as _, FeatureId, Limit, NumberId, ProductId, Term};
use ledger::{
    BatchNotes, CouponKind, CouponProduct, CouponRequest, CouponScope, CustomerInput, CustomerNumber,
    FeatureInput, LedgerError, LicenseInput, MixedScripts, ProductFeature, ProductInput, ReleaseInput,
};

use super::common::*;

fn code<T>(result: Result<T, LedgerError>) -> &'static str {
    result.err().map_or("ok", |error| error.code())
}

#[test]
fn what_does_not_exist_is_named() {
    let mut vendor = Vendor::new();
    let id = NumberId::from_random([9; 12]);
    let (license, coupon) = (vendor.ledger.license_number(id), vendor.ledger.coupon_number(id));
    assert_eq!(code(vendor.ledger.license(license)), "ledger.unknown-license");
    assert_eq!(code(vendor.ledger.license(coupon)), "ledger.unknown-license");
    assert_eq!(code(vendor.ledger.coupon(coupon)), "ledger.unknown-coupon");
    assert_eq!(code(vendor.ledger.coupon(license)), "ledger.unknown-coupon");
    assert_eq!(code(vendor.ledger.feature(FeatureId::new(1).unwrap())), "ledger.unknown-feature");
    assert_eq!(code(vendor.ledger.product(ProductId::new(1).unwrap())), "ledger.unknown-product");
    assert_eq!(code(vendor.ledger.customer(CustomerNumber::new(1))), "ledger.unknown-customer");
    let distribution = DistributionId::new("none").unwrap();
    assert_eq!(code(vendor.ledger.distribution(&distribution)), "ledger.unknown-distribution");
    let input = release(&extension("1"), "Розница");
    assert_eq!(code(vendor.ledger.release_add(&distribution, &input, &at(1))), "ledger.unknown-distribution");
    let known = vendor.license().number;
    assert_eq!(
        code(vendor.ledger.redeem(coupon.into(), known, license_key(), &at(1))),
        "ledger.unknown-coupon"
    );
    let known = vendor.coupons(1).remove(0).number;
    assert_eq!(
        code(vendor.ledger.redeem(known.into(), license, license_key(), &at(1))),
        "ledger.unknown-license"
    );
    let input = LicenseInput { customer: CustomerNumber::new(7), holder: None, comment: String::new() };
    let new = vendor.ledger.license_new(&input, license_key(), &at(1), &mut random());
    assert_eq!(code(new), "ledger.unknown-customer");
}

#[test]
fn a_key_signs_only_what_the_root_lists_it_for() {
    let mut vendor = Vendor::new();
    let (license, coupon) = (vendor.license(), vendor.coupons(1).remove(0).number);
    let before = vendor.everything();
    let redeemed = vendor.ledger.redeem(coupon.into(), license.number, coupon_key(), &at(2));
    assert_eq!(code(redeemed), "crypto.wrong-purpose");
    let stranger = crypto::SigningKey::generate(&mut random());
    let input = LicenseInput { customer: license.customer.number, holder: None, comment: String::new() };
    let new = vendor.ledger.license_new(&input, &stranger, &at(2), &mut random());
    assert_eq!(code(new), "crypto.unknown-key");
    assert_eq!(vendor.everything(), before);
}

#[test]
fn a_coupon_for_another_license_customer_or_day_is_refused_and_stays_usable() {
    let mut vendor = Vendor::new();
    let (license, other, product) = (vendor.license(), vendor.license(), vendor.product());
    let scopes = [CouponScope::License(other.number), CouponScope::Customer(other.customer.number)];
    for (scope, expected) in
        scopes.into_iter().zip(["policy.coupon-other-license", "policy.coupon-other-customer"])
    {
        let coupon = vendor.generate(&CouponRequest { scope, ..request(product) }).remove(0).number;
        let refused = vendor.ledger.redeem(coupon.into(), license.number, license_key(), &at(2));
        assert_eq!(code(refused), expected);
        vendor.ledger.redeem(coupon.into(), other.number, license_key(), &at(2)).unwrap();
    }
    let dated = CouponRequest { redeem_before: Some(hour(3)), ..request(product) };
    let coupon = vendor.generate(&dated).remove(0).number;
    let late = vendor.ledger.redeem(coupon.into(), license.number, license_key(), &at(4));
    assert_eq!(code(late), "policy.coupon-too-late");
    vendor.ledger.redeem(coupon.into(), license.number, license_key(), &at(3)).unwrap();
}

#[test]
fn a_coupon_document_must_be_genuine_and_the_ledgers_own() {
    let mut vendor = Vendor::new();
    let (license, coupon) = (vendor.license().number, vendor.coupons(1).remove(0));
    let mut forged = coupon.document.clone();
    *forged.last_mut().unwrap() ^= 1;
    let forged = ledger::CouponRef::Document(&forged);
    assert_eq!(code(vendor.ledger.redeem(forged, license, license_key(), &at(2))), "crypto.bad-signature");
    let elsewhere = Vendor::new().coupons(1).remove(0).document;
    let elsewhere = ledger::CouponRef::Document(&elsewhere);
    assert_eq!(
        code(vendor.ledger.redeem(elsewhere, license, license_key(), &at(2))),
        "ledger.unknown-coupon"
    );
}

#[test]
fn coupons_are_made_from_one_to_a_limit_and_from_known_products() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let mut generate = |request: CouponRequest| {
        code(vendor.ledger.generate_coupons(&request, coupon_key(), &at(1), &mut random()))
    };
    for count in [0, CouponRequest::MAX_AT_ONCE + 1] {
        assert_eq!(generate(CouponRequest { count, ..request(product) }), "ledger.coupon-count");
    }
    assert_eq!(
        generate(CouponRequest { kind: CouponKind::Add(Vec::new()), ..request(product) }),
        "ledger.empty"
    );
    let unknown = ProductId::new(9).unwrap();
    assert_eq!(generate(request(unknown)), "ledger.unknown-product");
    let multiplier = NonZeroU32::MAX;
    let kind = CouponKind::Add(vec![CouponProduct { product, term: Term::Perpetual, multiplier }]);
    assert_eq!(generate(CouponRequest { kind, ..request(product) }), "ledger.limit-too-large");
    assert_eq!(
        generate(CouponRequest {
            notes: BatchNotes { comment: "x".repeat(5000), ..BatchNotes::default() },
            ..request(product)
        }),
        "ledger.text-too-long"
    );
    assert_eq!(generate(request(product)), "ok");
}

#[test]
fn a_random_source_that_repeats_itself_is_found() {
    struct Stuck;
    impl rand_core::TryRng for Stuck {
        type Error = std::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(4)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(4)
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            bytes.fill(4);
            Ok(())
        }
    }
    impl rand_core::TryCryptoRng for Stuck {}
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let request = CouponRequest { count: 2, ..request(product) };
    let before = vendor.everything();
    assert_eq!(
        code(vendor.ledger.generate_coupons(&request, coupon_key(), &at(1), &mut Stuck)),
        "ledger.not-random"
    );
    assert_eq!(vendor.everything(), before);
}

#[test]
fn products_and_customers_need_what_makes_them() {
    let mut vendor = Vendor::new();
    let feature = vendor.feature();
    let good = ProductInput {
        guid: Some("01234567-89ab-cdef-0123-456789abcdef".to_owned()),
        names: names("Насосы", "Pumps"),
        features: vec![ProductFeature { feature, limit: Limit::Unlimited, is_multiplied: false }],
        is_trial: true,
        replaces: Vec::new(),
        ..ProductInput::default()
    };
    let mut add = |input: ProductInput| code(vendor.ledger.product_add(&input, &at(1)));
    assert_eq!(
        add(ProductInput { names: format::Names::default(), ..good.clone() }),
        "ledger.unrepresentable"
    );
    assert_eq!(add(ProductInput { features: Vec::new(), ..good.clone() }), "ledger.empty");
    assert_eq!(add(ProductInput { guid: Some("7".to_owned()), ..good.clone() }), "ledger.bad-guid");
    let unknown = ProductId::new(5).unwrap();
    assert_eq!(add(ProductInput { replaces: vec![unknown], ..good.clone() }), "ledger.unknown-product");
    assert_eq!(add(good.clone()), "ok");
    assert_eq!(add(good.clone()), "ledger.guid-taken");
    assert_eq!(add(ProductInput { guid: None, replaces: vec![ProductId::new(1).unwrap()], ..good }), "ok");
    let nobody = vendor.ledger.customer_add(&CustomerInput::default(), &at(1), &mut random());
    assert_eq!(code(nobody), "ledger.empty");
    let bad_name = FeatureInput { names: names("а\u{7}", "a"), metering: format::catalog::Metering::Host };
    assert_eq!(code(vendor.ledger.feature_add(&bad_name, &at(1))), "ledger.unrepresentable");
    assert_eq!(vendor.ledger.products().unwrap()[1].replaces, [ProductId::new(1).unwrap()]);
}

#[test]
fn a_version_comes_from_the_file_or_is_stated_but_never_both_ways() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let mut add = |input: ReleaseInput| code(vendor.ledger.release_add(&distribution, &input, &at(1)));
    let with = |version: Option<&str>, input: ReleaseInput| ReleaseInput {
        version: version.map(str::to_owned),
        ..input
    };
    assert_eq!(add(with(Some("2.0"), release(&extension("1.0"), "А"))), "ledger.version-disagrees");
    assert_eq!(add(with(None, release(&extension(""), "А"))), "ledger.version-missing");
    assert_eq!(add(with(Some("2.0"), release(&extension(""), "А"))), "ok");
    assert_eq!(add(with(Some(" 1.0 "), release(&extension("1.0"), "А"))), "ok");
}

#[test]
fn what_is_no_extension_is_refused_for_1c_and_taken_for_others() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let zip = || vec![file("module.zip", b"PK\x03\x04 a zip".to_vec())];
    let mut add = |input: ReleaseInput| code(vendor.ledger.release_add(&distribution, &input, &at(1)));
    let for_1c = ReleaseInput::new(zip(), vec![Target::new(TargetKind::Configuration, "Розница")], hour(0));
    assert_eq!(add(for_1c), "onec.not-a-container");
    let for_pbx = ReleaseInput::new(zip(), vec![Target::new(TargetKind::Pbx, "MikoPBX")], hour(0));
    assert_eq!(add(for_pbx.clone()), "ledger.version-missing");
    assert_eq!(add(ReleaseInput { version: Some("1.75".to_owned()), ..for_pbx }), "ok");
    let empty = ReleaseInput::new(Vec::new(), Vec::new(), hour(0));
    assert_eq!(add(ReleaseInput { version: Some("1".to_owned()), ..empty }), "ledger.unrepresentable");
}

#[test]
fn a_purpose_that_the_catalog_has_no_word_for_is_refused() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let strange = extension("1.0").purpose(onec::Purpose::Other(7));
    let refused =
        vendor.ledger.release_add(&distribution, &release(&strange, "Розница"), &at(1)).unwrap_err();
    assert!(matches!(refused, LedgerError::UnknownPurpose { purpose: 7, .. }), "{refused}");
}

#[test]
fn one_version_with_other_bytes_for_one_target_needs_a_revision() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let mut add = |input: &ReleaseInput| vendor.ledger.release_add(&distribution, input, &at(1));
    let first = release(&extension("1.0"), "Розница");
    add(&first).unwrap();
    assert_eq!(code(add(&first)), "ledger.release-exists");
    let mut other = release(&extension("1.0").module("М", "Иначе()"), "Розница");
    assert!(matches!(add(&other).unwrap_err(), LedgerError::SameVersionOtherBytes { next: 2, .. }));
    // Another configuration, or other releases of the same one, is another build and not a mistake.
    other.targets[0].name = "Розница2".to_owned();
    add(&other).unwrap();
    other.targets[0].name = "Розница".to_owned();
    other.revision = Some(2);
    assert_eq!(add(&other).unwrap().record.revision, 2);
    let mut third = release(&extension("1.0").module("М", "Ещё()"), "Розница");
    third.revision = Some(2);
    assert!(matches!(add(&third).unwrap_err(), LedgerError::SameVersionOtherBytes { next: 3, .. }));
}

#[test]
fn builds_for_other_releases_of_one_configuration_share_a_version() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let bound = |release: &str, is_inclusive| Some(Bound { release: release.parse().unwrap(), is_inclusive });
    let mut old = release(&extension("1.0"), "Розница");
    old.targets[0].upper = bound("3.0", false);
    let mut new = release(&extension("1.0").module("М", "Новое()"), "Розница");
    new.targets[0].lower = bound("3.0", true);
    for input in [&old, &new] {
        vendor.ledger.release_add(&distribution, input, &at(1)).unwrap();
    }
    let orders: Vec<u64> =
        vendor.ledger.releases(&distribution).unwrap().iter().map(|release| release.record.order).collect();
    assert_eq!(orders, [2, 1]);
}

#[test]
fn two_releases_do_not_share_a_place_in_the_list() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let mut add = |version: &str, order: Option<u32>| {
        let input = ReleaseInput { order, ..release(&extension(version), "Розница") };
        vendor.ledger.release_add(&distribution, &input, &at(1))
    };
    add("1.0", Some(10)).unwrap();
    assert!(matches!(
        add("1.1", Some(10)).unwrap_err(),
        LedgerError::OrderTaken { order: 10, version } if version == "1.0"
    ));
    assert_eq!(add("1.1", None).unwrap().record.order, 11);
    assert_eq!(add("0.9", Some(9)).unwrap().record.order, 9);
}

#[test]
fn a_latin_letter_in_a_cyrillic_name_is_refused_unless_it_is_meant() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let mut input = release(&extension("1.0"), "УправлениеTорговлей");
    let refused = vendor.ledger.release_add(&distribution, &input, &at(1)).unwrap_err();
    assert!(matches!(refused, LedgerError::MixedScript { letter: 'T', place: 11, .. }), "{refused}");
    input.mixed_scripts = MixedScripts::Allow;
    vendor.ledger.release_add(&distribution, &input, &at(1)).unwrap();
}
