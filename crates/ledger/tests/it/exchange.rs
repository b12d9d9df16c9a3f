use std::num::NonZeroU32;

use format::Explain as _;
use ledger::{
    CustomerInput, DistributorInput, ExchangeFormat, ExchangeKind, ImportOptions, ImportReport, LedgerError,
    Mode, OnKnown, OnRefused, ProductInput, TrialCounting,
};

use super::common::*;

const KINDS: [ExchangeKind; 4] =
    [ExchangeKind::Distributors, ExchangeKind::Customers, ExchangeKind::Features, ExchangeKind::Products];

fn options(format: ExchangeFormat) -> ImportOptions {
    ImportOptions { format, on_known: OnKnown::Refuse, on_refused: OnRefused::RefuseAll, mode: Mode::Commit }
}

fn import(
    vendor: &mut Vendor,
    kind: ExchangeKind,
    file: &str,
    options: ImportOptions,
) -> Result<ImportReport, LedgerError> {
    vendor.ledger.import_records(kind, file.as_bytes(), options, &at(5), &mut random(), || ())
}

fn customers(
    vendor: &mut Vendor,
    csv: &str,
    change: impl FnOnce(&mut ImportOptions),
) -> (u64, u64, Vec<(u64, &'static str)>) {
    let mut options = options(ExchangeFormat::Csv);
    change(&mut options);
    let report = import(vendor, ExchangeKind::Customers, csv, options).unwrap();
    vendor.ledger.verify_audit().unwrap();
    let refused = report.refused.iter().map(|row| (row.line, row.error.code())).collect();
    (report.added, report.updated, refused)
}

/// A vendor with something of everything that files hold.
fn busy() -> Vendor {
    let mut vendor = Vendor::new();
    let guid = Some("0f95ef4a-3eb9-492d-b4a3-819a4764b17c".to_owned());
    let south =
        DistributorInput {
            name: "ООО «Юг»".to_owned(), guid: guid.clone(), ..DistributorInput::default()
        };
    let distributor = Some(vendor.ledger.distributor_add(&south, &at(0)).unwrap().number);
    let fields = [("ИНН".to_owned(), "77".to_owned()), ("+formula".to_owned(), "'+1".to_owned())].into();
    for (company, phone, comment) in
        [("Ока; \"насосы\"", "+7 495", "две\nстроки"), ("=cmd|' /C calc'!A0", "-1", "'=a"), ("  b", "", "\t")]
    {
        let (company, phone, comment) = (company.to_owned(), phone.to_owned(), comment.to_owned());
        let fields = std::collections::BTreeMap::clone(&fields);
        let crm_id = format!("00{}", company.len());
        let input = CustomerInput {
            company,
            phone,
            comment,
            distributor,
            fields,
            crm_id,
            ..CustomerInput::default()
        };
        vendor.ledger.customer_add(&input, &at(0), &mut random()).unwrap();
    }
    let (sold, trial) = (vendor.product(), vendor.product());
    let rules = |input: &mut ProductInput| {
        input.is_trial = true;
        input.trial_days = NonZeroU32::new(30);
        input.trial_counting = TrialCounting::Use;
        input.is_automatic = true;
        input.guid = guid;
    };
    vendor.ledger.product_update(trial, Mode::Commit, rules, &at(0)).unwrap();
    // The first one replaces one that comes later in the file.
    let replace = |input: &mut ProductInput| {
        input.replaces = vec![trial];
        input.activation = names("Спасибо", "Thank you");
        input.is_withdrawn = true;
    };
    vendor.ledger.product_update(sold, Mode::Commit, replace, &at(0)).unwrap();
    vendor
}

#[test]
fn what_was_exported_is_imported_and_comes_out_again_byte_for_byte() {
    let mut vendor = busy();
    // A gap in the numbers comes along.
    let (kept, duplicate) = (vendor.customer().number, vendor.customer().number);
    vendor.customer();
    let pair = (duplicate, kept);
    let card = ledger::KeptCard::AsIs;
    vendor.ledger.merge_customers(pair, card, "", None, &at(1), &mut random()).unwrap();
    for format in ExchangeFormat::ALL {
        let mut other = Vendor::new();
        for kind in KINDS {
            let exported = vendor.ledger.export_records(kind, format).unwrap();
            let report = import(&mut other, kind, &exported, options(format)).unwrap();
            assert!(report.is_done && report.refused.is_empty(), "{kind:?}: {report:?}");
            assert_eq!(other.ledger.export_records(kind, format).unwrap(), exported, "{kind:?}");
            // A second time nothing changes.
            let again = ImportOptions { on_known: OnKnown::Update, ..options(format) };
            let report = import(&mut other, kind, &exported, again).unwrap();
            assert_eq!((report.added, report.updated), (0, 0), "{kind:?}: {report:?}");
        }
        other.ledger.verify_audit().unwrap();
        assert_eq!(other.ledger.product(format::ProductId::new(1).unwrap()).unwrap().replaces.len(), 1);
    }
}

#[test]
fn nothing_is_half_imported_unless_the_good_rows_are_wanted() {
    let mut vendor = Vendor::new();
    let csv = "company,phone,distributor,field:ИНН\nОка,+7,,77\n,1,,\nЮг,1,9,\nСевер,1\nВосток,1,x,\n";
    let refused = vec![
        (3, "ledger.empty"),
        (4, "ledger.unknown-distributor"),
        (5, "ledger.exchange-cells"),
        (6, "ledger.exchange-value"),
    ];
    let before = vendor.everything();
    assert_eq!(customers(&mut vendor, csv, |_| ()), (1, 0, refused.clone()));
    assert_eq!(vendor.everything(), before);
    let dry = |options: &mut ImportOptions| {
        options.on_refused = OnRefused::Skip;
        options.mode = Mode::DryRun;
    };
    assert_eq!(customers(&mut vendor, csv, dry), (1, 0, refused.clone()));
    assert_eq!(vendor.everything(), before);
    let skip = |options: &mut ImportOptions| options.on_refused = OnRefused::Skip;
    assert_eq!(customers(&mut vendor, csv, skip), (1, 0, refused));
    let found = vendor.ledger.customers(None).unwrap();
    assert_eq!((found.len(), found[0].company.as_str(), found[0].fields["ИНН"].as_str()), (1, "Ока", "77"));
}

#[test]
fn a_customer_is_updated_by_number_or_crm_id_and_keeps_what_the_file_has_not() {
    let mut vendor = busy();
    let update = |options: &mut ImportOptions| options.on_known = OnKnown::Update;
    let csv = "customer,crm_id,phone\n1,,12\n,0021,13\n,new,14\n";
    let (added, updated, refused) = customers(&mut vendor, csv, update);
    // The third would be a new customer without a company.
    assert_eq!((added, updated, refused), (0, 1, vec![(3, "ledger.empty"), (4, "ledger.empty")]));
    let second = vendor.ledger.customers(None).unwrap()[1].clone();
    let csv = format!("customer,crm_id,phone\n1,CRM-1,12\n,{},13\n", second.crm_id);
    assert_eq!(customers(&mut vendor, &csv, update), (0, 2, vec![]));
    let found = vendor.ledger.customers(None).unwrap();
    assert_eq!((found[0].phone.as_str(), found[0].crm_id.as_str()), ("12", "CRM-1"));
    assert_eq!(
        (found[1].phone.as_str(), &found[1].company, &found[1].fields),
        ("13", &second.company, &second.fields)
    );
    // Two with one id: nobody knows which is meant.
    assert_eq!(customers(&mut vendor, "customer,crm_id\n2,CRM-1\n", update), (0, 1, vec![]));
    let several = customers(&mut vendor, "crm_id,phone\nCRM-1,1\n", update);
    assert_eq!(several, (0, 0, vec![(2, "ledger.exchange-several-with-id")]));
    assert_eq!(
        customers(&mut vendor, "customer,company\n1,x\n", |_| ()),
        (0, 0, vec![(2, "ledger.exchange-known")])
    );
}

#[test]
fn a_file_that_is_none_is_refused_with_its_place() {
    let mut vendor = Vendor::new();
    let mut code = |file: &[u8], format| {
        let options = options(format);
        let kind = ExchangeKind::Customers;
        let result = vendor.ledger.import_records(kind, file, options, &at(5), &mut random(), || ());
        match result {
            Ok(report) => report.refused.first().map_or("ok", |row| row.error.code()),
            Err(error) => error.code(),
        }
    };
    use ExchangeFormat::{Csv, Json};
    assert_eq!(code(b"", Csv), "ledger.exchange-no-header");
    assert_eq!(code(b"company,iban\nx,1\n", Csv), "ledger.exchange-unknown-column");
    assert_eq!(code(b"company,company\nx,1\n", Csv), "ledger.exchange-column-twice");
    assert_eq!(code(b"company\n\xff\n", Csv), "ledger.exchange-not-utf8");
    assert_eq!(code(b"customer,company\n0,x\n", Csv), "ledger.exchange-value");
    assert_eq!(code(b"customer,company\n4294967295,x\n", Csv), "ledger.exchange-value");
    assert_eq!(code(b"company,fields\nx,[1]\n", Csv), "ledger.exchange-value");
    assert_eq!(code(b"company,fields\nx,\"{\"\"a\"\":\"\"b\"\"}\"\n", Csv), "ok");
    assert_eq!(code(b"{}", Json), "ledger.exchange-no-list");
    assert_eq!(code(b"[{\"company\": \"x\"},]", Json), "ledger.exchange-no-list");
    assert_eq!(code(b"[1]", Json), "ledger.exchange-no-record");
    assert_eq!(code(b"[{\"company\": 1}]", Json), "ledger.exchange-value");
    assert_eq!(code(b"[{\"iban\": 1}]", Json), "ledger.exchange-unknown-column");
    assert_eq!(code(b"[{\"company\": \"x\", \"phone\": null}]", Json), "ok");
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(code(deep.as_bytes(), Json), "ledger.exchange-no-list");
    let long = format!("company\n{}\n", "я".repeat(2049));
    assert_eq!(code(long.as_bytes(), Csv), "ledger.text-too-long");
}

#[test]
fn products_and_features_of_a_file_are_held_to_the_same_rules() {
    let mut vendor = busy();
    let mut code = |kind, csv: &str| {
        let options = ImportOptions { on_known: OnKnown::Update, ..options(ExchangeFormat::Csv) };
        let report = import(&mut vendor, kind, csv, options).unwrap();
        report.refused.first().map_or("ok", |row| row.error.code())
    };
    assert_eq!(code(ExchangeKind::Features, "feature,metering\n1,host\n"), "ledger.exchange-value");
    assert_eq!(code(ExchangeKind::Features, "names,metering\n\"{\"\"en\"\":\"\"X\"\"}\",user\n"), "ok");
    assert_eq!(code(ExchangeKind::Features, "names,metering\n{},user\n"), "ledger.unrepresentable");
    assert_eq!(
        code(ExchangeKind::Products, "product,features\n1,\"[{\"\"feature\"\":9}]\"\n"),
        "ledger.unknown-feature"
    );
    assert_eq!(code(ExchangeKind::Products, "product,replaces\n1,[9]\n"), "ledger.unknown-product");
    assert_eq!(code(ExchangeKind::Products, "product,trial_days\n1,30\n"), "ledger.no-trial");
    assert_eq!(code(ExchangeKind::Products, "product,withdrawn\n1,maybe\n"), "ledger.exchange-value");
    assert_eq!(code(ExchangeKind::Products, "product,withdrawn\n1,no\n"), "ok");
    assert_eq!(code(ExchangeKind::Distributors, "name,guid\nx,7\n"), "ledger.bad-guid");
}
