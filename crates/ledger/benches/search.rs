//! A search among a million customers: what a manager waits for while somebody is on the telephone.
//!
//! The cards come in through the same road as a CRM's. Each question is asked for the first page and the count of what is
//! beyond it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use crypto::sha256;
use format::{Environment, Language, Prefix, Purpose, UnixTime};
use getrandom::SysRng;
use ledger::{
    Context, CustomerNumber, ExchangeFormat, ExchangeKind, ImportOptions, InitOptions, Ledger, LicenseInput,
    Mode, OnKnown, OnRefused, VendorFolder,
};
use rand_core::UnwrapErr;

const CUSTOMERS: u32 = 1_000_000;
const PAGE: u32 = 100;
const PASSPHRASE: &str = "поливать кактус по средам";

/// So many words that a rare one is in a card of ten thousand.
const SYLLABLES: [&str; 16] = [
    "ро",
    "маш",
    "ка",
    "ве",
    "сна",
    "те",
    "хно",
    "строй",
    "сер",
    "вис",
    "при",
    "бор",
    "мед",
    "торг",
    "юг",
    "ин",
];

fn main_word(seed: &[u8]) -> String {
    seed.iter().take(4).map(|byte| SYLLABLES[usize::from(byte % 16)]).collect()
}

/// The card of a customer, different for each number and the same in every run.
fn row(csv: &mut String, number: u32) {
    let seed = sha256(&number.to_be_bytes());
    let seed = seed.as_bytes();
    let (company, contact) = (main_word(&seed[..4]), main_word(&seed[4..8]));
    let phone = u32::from_be_bytes([0, seed[8], seed[9], seed[10]]) % 10_000_000;
    writeln!(
        csv,
        "{number},ООО «{company}»,Иван {contact},+7 495 {phone:07},{number}@{company}.example,CRM-{number:07}"
    )
    .expect("a String takes every write");
}

fn context() -> Context {
    Context { now: UnixTime::new(1_800_000_000), who: "olga".to_owned() }
}

/// A ledger of a million customers, with the license key of one.
fn ledger() -> (tempfile::TempDir, Ledger, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = InitOptions {
        prefix: Prefix::new("DEMO").expect("four letters"),
        names: [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect(),
        environment: Environment::Test,
        passphrase: PASSPHRASE,
        root_keys: 1,
        threshold: 1,
        root_keys_folder: None,
        ledger: None,
        login: &ledger::Login::none(),
    };
    let mut random = UnwrapErr(SysRng);
    let vendor = VendorFolder::init(folder.path(), &options, &context(), &mut random).expect("a vendor");
    let mut ledger = Ledger::open(folder.path()).expect("its ledger");
    let mut csv = "customer,company,contact,phone,email,crm_id\n".to_owned();
    (1..=CUSTOMERS).for_each(|number| row(&mut csv, number));
    let options = ImportOptions {
        format: ExchangeFormat::Csv,
        on_known: OnKnown::Refuse,
        on_refused: OnRefused::RefuseAll,
        mode: Mode::Commit,
    };
    let kind = ExchangeKind::Customers;
    let report = ledger.import_records(kind, csv.as_bytes(), options, &context(), &mut random, || ());
    assert_eq!(report.expect("good rows").added, u64::from(CUSTOMERS));
    let key = vendor.issuing_key(Purpose::License, PASSPHRASE).expect("the vendor's key");
    let customer = CustomerNumber::new(CUSTOMERS / 2);
    let input = LicenseInput { customer, holder: None, comment: String::new() };
    let license = ledger.license_new(&input, &key, &context(), &mut random).expect("a license");
    (folder, ledger, license.number.to_string())
}

fn search(criterion: &mut Criterion) {
    let (_folder, ledger, license) = ledger();
    let mut card = String::new();
    row(&mut card, 777_777);
    let mut cells = card.trim().split(',').skip(1);
    let mut cell = || cells.next().expect("a card has so many cells").to_owned();
    let (company, contact, phone) = (cell(), cell(), cell());
    let word = company.trim_start_matches("ООО «").trim_end_matches('»').to_owned();
    let questions = [
        ("no words: the first page", String::new()),
        ("a word that all have", "ООО".to_owned()),
        ("a company", word.clone()),
        ("the middle of a word", word.chars().skip(2).take(6).collect()),
        ("company and contact", format!("{word} {contact}")),
        ("a telephone number", phone.chars().skip(3).collect()),
        ("an id of the CRM", "CRM-0777777".to_owned()),
        ("a number", "777777".to_owned()),
        ("a license key", license.clone()),
        ("the beginning of a license key", license[..10].to_owned()),
        ("what nobody has", "кактус".to_owned()),
    ];
    let mut group = criterion.benchmark_group("search among a million customers");
    group.sample_size(20).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_secs(1));
    for (name, words) in questions {
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(ledger.customer_page(&words, PAGE).expect("a page")));
        });
    }
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
