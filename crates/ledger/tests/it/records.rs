use std::collections::BTreeMap;
use std::num::NonZeroU32;

use format::Explain as _;
use ledger::{
    AuditFilter, AuditProblem, CouponRequest, CustomerInput, CustomerNumber, DistributorInput,
    DistributorNumber, LedgerError, Mode, ProductInput, TrialCounting,
};

use super::common::*;

fn code<T>(result: Result<T, LedgerError>) -> &'static str {
    result.err().map_or("ok", |error| error.code())
}

/// Everything that a card has.
fn card(distributor: DistributorNumber) -> CustomerInput {
    CustomerInput {
        company: "ООО «Ромашка»".to_owned(),
        contact: "Иван Петров".to_owned(),
        phone: "+7 495 123-45-67".to_owned(),
        email: "ivan@example.com".to_owned(),
        email2: "office@example.com".to_owned(),
        crm_id: "CRM-0017".to_owned(),
        crm_id2: "2c_9%".to_owned(),
        manager: "Ольга".to_owned(),
        distributor: Some(distributor),
        comment: "платит вовремя".to_owned(),
        fields: [("ИНН".to_owned(), "7701234567".to_owned())].into(),
    }
}

#[test]
fn a_card_keeps_all_its_fields_and_history_tells_who_changed_what() {
    let mut vendor = Vendor::new();
    let input = DistributorInput { name: "ООО «Юг»".to_owned(), ..DistributorInput::default() };
    let distributor = vendor.ledger.distributor_add(&input, &at(0)).unwrap().number;
    let customer = vendor.ledger.customer_add(&card(distributor), &at(0), &mut random()).unwrap();
    assert_eq!(customer.input(), card(distributor));
    let rename = |input: &mut CustomerInput| input.phone = "+7 495 765-43-21".to_owned();
    let tried =
        vendor.ledger.customer_update(customer.number, Mode::DryRun, rename, &at(1), &mut random()).unwrap();
    assert_eq!(tried.after.phone, "+7 495 765-43-21");
    assert_eq!(vendor.ledger.customer(customer.number).unwrap(), customer);
    vendor.ledger.customer_update(customer.number, Mode::Commit, rename, &at(1), &mut random()).unwrap();
    let about = AuditFilter {
        subject: Some("1".to_owned()),
        kind: Some("customer.".to_owned()),
        ..AuditFilter::default()
    };
    let history = vendor.ledger.audit_entries_about(&about, 1, 100).unwrap();
    assert_eq!(
        history.iter().map(|entry| entry.what.as_str()).collect::<Vec<_>>(),
        ["customer.add", "customer.update"]
    );
    let record = vendor.ledger.audit_record_of(history[1].seq).unwrap().unwrap();
    assert_eq!(record.before.unwrap()["phone"], "+7 495 123-45-67");
    assert_eq!(record.after.unwrap()["phone"], "+7 495 765-43-21");
    // What changes nothing leaves no trace.
    vendor.ledger.customer_update(customer.number, Mode::Commit, rename, &at(2), &mut random()).unwrap();
    assert_eq!(vendor.ledger.audit_entries_about(&about, 1, 100).unwrap().len(), 2);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn every_word_must_occur_somewhere_in_the_card() {
    let mut vendor = Vendor::new();
    let input = DistributorInput { name: "ООО «Юг»".to_owned(), ..DistributorInput::default() };
    let distributor = vendor.ledger.distributor_add(&input, &at(0)).unwrap().number;
    let license = vendor.license();
    let customer = vendor.ledger.customer_add(&card(distributor), &at(0), &mut random()).unwrap().number;
    let found = |search: &str| -> Vec<u32> {
        vendor.ledger.customers(Some(search)).unwrap().iter().map(|one| one.number.get()).collect()
    };
    for search in [
        "ромашка",
        "РОМАШКА",
        "петров иван",
        "123-45",
        "ivan@",
        "office",
        "crm-0017",
        "2c_9%",
        "_9%",
        "%",
        "ольга",
        "вовремя",
        "7701234567",
        "машк",
        "«ром",
        "2",
    ] {
        assert_eq!(found(search), [customer.get()], "{search}");
    }
    for nothing in ["ромашка сидоров", "c_9_", "2c%9", "\\", "ромашкa", "''", "\"", "99"]
    {
        assert_eq!(found(nothing), Vec::<u32>::new(), "{nothing}");
    }
    assert_eq!(found(""), [1, 2]);
    // A license key finds who holds it, also by its beginning.
    let number = license.number.to_string();
    for typed in [number.as_str(), &number[..10], &number.to_lowercase()[..16]] {
        assert_eq!(found(typed), [1], "{typed}");
        assert_eq!(found(&format!("{typed} прибор")), [1], "{typed}");
        assert_eq!(found(&format!("{typed} ромашка")), Vec::<u32>::new(), "{typed}");
    }
}

#[test]
fn a_page_of_customers_says_how_many_more_there_are() {
    let mut vendor = Vendor::new();
    (0..12).for_each(|_| drop(vendor.customer()));
    for (search, limit, shown, more) in [
        ("прибор", 5, 5, 7),
        ("прибор", 12, 12, 0),
        ("прибор", 11, 11, 1),
        ("", 5, 5, 7),
        ("пр", 5, 5, 7),
        ("7", 1, 1, 0),
    ] {
        let page = vendor.ledger.customer_page(search, limit).unwrap();
        assert_eq!((page.customers.len(), page.more), (shown, more), "{search} {limit}");
    }
}

#[test]
fn a_changed_text_is_found_and_the_old_one_no_longer() {
    let mut vendor = Vendor::new();
    let customer = vendor.customer().number;
    let rename = |input: &mut CustomerInput| input.company = "ОКБ «Факел»".to_owned();
    vendor.ledger.customer_update(customer, Mode::Commit, rename, &at(1), &mut random()).unwrap();
    assert_eq!(vendor.ledger.customers(Some("факел")).unwrap().len(), 1);
    assert!(vendor.ledger.customers(Some("прибор")).unwrap().is_empty());
}

#[test]
fn a_card_has_limits() {
    let mut vendor = Vendor::new();
    let good = CustomerInput { company: "Ока".to_owned(), ..CustomerInput::default() };
    let fields = |count: usize| (0..count).map(|at| (format!("поле {at}"), "1".to_owned())).collect();
    let mut add = |input: CustomerInput| code(vendor.ledger.customer_add(&input, &at(1), &mut random()));
    assert_eq!(add(CustomerInput { fields: fields(64), ..good.clone() }), "ok");
    assert_eq!(add(CustomerInput { fields: fields(65), ..good.clone() }), "ledger.too-many-fields");
    for name in ["", " ", "a=b", "a\nb", &"a".repeat(65)] {
        let fields = BTreeMap::from([(name.to_owned(), "1".to_owned())]);
        assert_eq!(add(CustomerInput { fields, ..good.clone() }), "ledger.field-name", "{name:?}");
    }
    let fields = BTreeMap::from([("a".to_owned(), "я".repeat(2049))]);
    assert_eq!(add(CustomerInput { fields, ..good.clone() }), "ledger.text-too-long");
    assert_eq!(add(CustomerInput { email2: "я".repeat(2049), ..good.clone() }), "ledger.text-too-long");
    let distributor = Some(DistributorNumber::new(1));
    assert_eq!(add(CustomerInput { distributor, ..good.clone() }), "ledger.unknown-distributor");
    let nobody =
        vendor.ledger.customer_update(CustomerNumber::new(9), Mode::Commit, |_| (), &at(1), &mut random());
    assert_eq!(code(nobody), "ledger.unknown-customer");
}

#[test]
fn a_distributor_has_its_own_guid() {
    let mut vendor = Vendor::new();
    let guid = Some("0F95EF4A-3EB9-492D-B4A3-819A4764B17C".to_owned());
    let south = DistributorInput { name: "Юг".to_owned(), guid, ..DistributorInput::default() };
    let added = vendor.ledger.distributor_add(&south, &at(0)).unwrap();
    assert_eq!(added.guid.as_deref(), Some("0f95ef4a-3eb9-492d-b4a3-819a4764b17c"));
    assert_eq!(code(vendor.ledger.distributor_add(&south, &at(0))), "ledger.distributor-guid-taken");
    let mail = |input: &mut DistributorInput| input.email = "sales@south.example".to_owned();
    let changed = vendor.ledger.distributor_update(added.number, Mode::Commit, mail, &at(1)).unwrap();
    assert_eq!((changed.before, changed.after.email.as_str()), (added.clone(), "sales@south.example"));
    let nameless = |input: &mut DistributorInput| input.name.clear();
    let refused = vendor.ledger.distributor_update(added.number, Mode::Commit, nameless, &at(1));
    assert_eq!(code(refused), "ledger.empty");
    assert_eq!(vendor.ledger.distributors().unwrap().len(), 1);
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_product_is_changed_and_what_was_issued_is_not() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let coupon = vendor.generate(&CouponRequest { count: 1, ..request(product) }).remove(0).number;
    let before = vendor.ledger.coupon(coupon).unwrap().document;
    let change = |input: &mut ProductInput| {
        input.names = names("Насосы 2", "Pumps 2");
        input.features[0].is_multiplied = false;
        input.activation = names("Спасибо", "Thank you");
        input.is_withdrawn = true;
    };
    let changed = vendor.ledger.product_update(product, Mode::Commit, change, &at(1)).unwrap();
    assert_eq!(changed.after.input(), vendor.ledger.product(product).unwrap().input());
    assert!(changed.after.is_withdrawn && !changed.before.is_withdrawn);
    assert_eq!(vendor.ledger.coupon(coupon).unwrap().document, before);
    let again = vendor.ledger.generate_coupons(&request(product), coupon_key(), &at(2), &mut random());
    assert_eq!(code(again), "ledger.product-withdrawn");
    let feature = changed.after.features[0].feature;
    let rename = |there: &mut format::Names| *there = names("Места", "Seats");
    vendor.ledger.feature_update(feature, Mode::Commit, rename, &at(2)).unwrap();
    assert_eq!(vendor.ledger.feature(feature).unwrap().names, names("Места", "Seats"));
    vendor.ledger.verify_audit().unwrap();
}

#[test]
fn a_trial_has_rules_that_make_sense() {
    let mut vendor = Vendor::new();
    let product = vendor.product();
    let mut rules = |is_trial, days: Option<u32>, counting, is_automatic| {
        let change = |input: &mut ProductInput| {
            input.is_trial = is_trial;
            input.trial_days = days.and_then(NonZeroU32::new);
            input.trial_counting = counting;
            input.is_automatic = is_automatic;
        };
        code(vendor.ledger.product_update(product, Mode::Commit, change, &at(1)))
    };
    use TrialCounting::{Calendar, Use};
    assert_eq!(rules(true, Some(30), Calendar, true), "ok");
    assert_eq!(rules(true, None, Calendar, true), "ok");
    assert_eq!(rules(true, Some(30), Use, false), "ok");
    assert_eq!(rules(true, None, Use, false), "ledger.days-of-use");
    assert_eq!(rules(true, Some(36_500), Calendar, false), "ok");
    assert_eq!(rules(true, Some(36_501), Calendar, false), "ledger.trial-too-long");
    for (days, counting, is_automatic) in
        [(Some(30), Calendar, false), (None, Use, false), (None, Calendar, true)]
    {
        assert_eq!(rules(false, days, counting, is_automatic), "ledger.no-trial");
    }
}

#[test]
fn a_record_changed_with_an_sql_shell_is_found() {
    let edits = [
        "UPDATE customers SET company = 'Другой'",
        "UPDATE customers SET manager = 'mallory'",
        "UPDATE distributors SET email = 'm@example.com'",
        "UPDATE features SET metering = 'host'",
        "UPDATE products SET is_withdrawn = 1",
        "UPDATE product_features SET limit_count = 99",
        "UPDATE audit_records SET after = replace(after, 'Прибор', 'Приборы')",
        "DELETE FROM audit_records WHERE seq = 2",
    ];
    for edit in edits {
        let mut vendor = Vendor::new();
        vendor.customer();
        vendor.product();
        let south = DistributorInput { name: "Юг".to_owned(), ..DistributorInput::default() };
        vendor.ledger.distributor_add(&south, &at(0)).unwrap();
        vendor.ledger.verify_audit().unwrap();
        vendor.edit(edit);
        let found = vendor.ledger.verify_audit().unwrap_err();
        let is_told = matches!(found, LedgerError::AuditBroken { problem: AuditProblem::NotStored, .. });
        assert!(is_told, "{edit}: {found}");
    }
    let mut vendor = Vendor::new();
    vendor.customer();
    vendor.edit(
        "INSERT INTO customers (customer, customer_id, company, contact, phone, email, comment, folded, added_at)
         VALUES (2, x'0000000000000000', 'x', '', '', '', '', 'x', 0)",
    );
    let found = vendor.ledger.verify_audit().unwrap_err();
    assert!(matches!(found, LedgerError::AuditBroken { problem: AuditProblem::Untold, .. }), "{found}");
}

#[test]
fn what_is_erased_is_gone_from_card_search_and_history_and_the_trail_stays_sound() {
    let mut vendor = Vendor::new();
    let license = vendor.license();
    let customer = license.customer.number;
    let call = |input: &mut CustomerInput| input.phone = "765-43-21".to_owned();
    vendor.ledger.customer_update(customer, Mode::Commit, call, &at(1), &mut random()).unwrap();
    vendor.ledger.customer_erase(customer, Mode::DryRun, &at(2), &mut random()).unwrap();
    assert_eq!(vendor.ledger.customers(Some("765-43-21")).unwrap().len(), 1);
    vendor.ledger.customer_erase(customer, Mode::Commit, &at(2), &mut random()).unwrap();
    let card = vendor.ledger.customer(customer).unwrap().input();
    assert_eq!(card, CustomerInput { company: "—".to_owned(), ..CustomerInput::default() });
    for word in ["765-43-21", "прибор"] {
        assert!(vendor.ledger.customers(Some(word)).unwrap().is_empty(), "{word}");
    }
    let kept = format!("{:?}", vendor.ledger.audit_records(1, 100).unwrap());
    assert!(!kept.contains("765-43-21") && !kept.contains("Прибор"), "{kept}");
    assert_eq!(vendor.ledger.license(license.number).unwrap().customer.number, customer);
    vendor.ledger.verify_audit().unwrap();
    // Without the erasure nothing may be missing, and what is erased is not filled in again.
    vendor.edit("UPDATE customers SET company = 'Завод'");
    assert!(vendor.ledger.verify_audit().is_err());
}
