//! What redeeming costs beside the bare database, and generating beside the bare signature.
//!
//! Each is measured against its floor in one run, turn by turn, so that a busy machine disturbs both sides alike; what is
//! printed are medians and their ratio. The floor of redeeming writes the very rows that a redemption writes, one
//! transaction and one wait for the disk each; the floor of generating signs as many coupons on all cores.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::num::NonZeroU32;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crypto::SigningKey;
use format::catalog::Metering;
use format::{Environment, Language, Limit, Number, Prefix, Purpose, Term, UnixTime};
use getrandom::SysRng;
use ledger::{
    BatchNotes, Context, CouponKind, CouponProduct, CouponRequest, CouponScope, CustomerInput, FeatureInput,
    InitOptions, Ledger, LedgerError, LicenseInput, ProductFeature, ProductInput, VendorFolder,
};
use rand_core::UnwrapErr;
use rusqlite::{Connection, TransactionBehavior, params};

const PASSPHRASE: &str = "поливать кактус по средам";
/// Redemptions of one turn, and turns.
const REDEMPTIONS: u32 = 64;
const TURNS: usize = 9;
/// Coupons of one generated batch.
const COUPONS: u32 = 50_000;

fn random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

fn now() -> Context {
    Context { now: UnixTime::new(1_800_000_000), who: "olga".to_owned() }
}

struct Vendor {
    folder: tempfile::TempDir,
    ledger: Ledger,
    license_key: SigningKey,
    coupon_key: SigningKey,
    request: CouponRequest,
}

impl Vendor {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let names = || [(Language::ENGLISH, "Pumps".to_owned())].into_iter().collect::<format::Names>();
        let options = InitOptions {
            prefix: Prefix::new("DEMO").expect("four letters"),
            names: names(),
            environment: Environment::Test,
            passphrase: PASSPHRASE,
            root_keys: 1,
            threshold: 1,
            root_keys_folder: None,
            ledger: None,
            login: &ledger::Login::none(),
        };
        let vendor = VendorFolder::init(folder.path(), &options, &now(), &mut random()).expect("a vendor");
        let key = |purpose| vendor.issuing_key(purpose, PASSPHRASE).expect("a key");
        let (license_key, coupon_key) = (key(Purpose::License), key(Purpose::Coupon));
        let mut ledger = Ledger::open(folder.path()).expect("a ledger");
        let feature = FeatureInput { names: names(), metering: Metering::User };
        let feature = ledger.feature_add(&feature, &now()).expect("a feature").id;
        let limit = Limit::count(10).expect("ten");
        let product = ProductInput {
            names: names(),
            features: vec![ProductFeature { feature, limit, is_multiplied: true }],
            ..ProductInput::default()
        };
        let product = ledger.product_add(&product, &now()).expect("a product").id;
        let term = Term::Days(NonZeroU32::new(365).expect("a year"));
        let request = CouponRequest {
            kind: CouponKind::Add(vec![CouponProduct { product, term, multiplier: NonZeroU32::MIN }]),
            scope: CouponScope::Bearer,
            count: 1,
            redeem_before: None,
            is_reusable: false,
            notes: BatchNotes::default(),
        };
        Self { folder, ledger, license_key, coupon_key, request }
    }

    /// So many coupons, each with a license of its own.
    fn pairs(&mut self, count: u32) -> Vec<(Number, Number)> {
        let input = CustomerInput { company: "Daisy Ltd".to_owned(), ..CustomerInput::default() };
        let customer = self.ledger.customer_add(&input, &now(), &mut random()).expect("a customer").number;
        let request = CouponRequest { count, ..self.request.clone() };
        let coupons =
            self.ledger.generate_coupons(&request, &self.coupon_key, &now(), &mut random()).expect("coupons");
        let mut license = || {
            let input =
                LicenseInput { customer, holder: Some("Daisy Ltd".to_owned()), comment: String::new() };
            let made = self.ledger.license_new(&input, &self.license_key, &now(), &mut random());
            made.expect("a license").number
        };
        coupons.iter().map(|coupon| (coupon.number, license())).collect()
    }
}

/// The time of one redemption with so many clients at once, each with a ledger of its own.
fn redeem(vendor: &mut Vendor, clients: usize) -> Duration {
    let pairs = vendor.pairs(REDEMPTIONS);
    let mut ledgers: Vec<Ledger> =
        (0..clients).map(|_| Ledger::open(vendor.folder.path()).expect("a ledger")).collect();
    let share = pairs.len().div_ceil(clients);
    let key = &vendor.license_key;
    let started = Instant::now();
    thread::scope(|scope| {
        for (ledger, pairs) in ledgers.iter_mut().zip(pairs.chunks(share)) {
            scope.spawn(move || {
                for (coupon, license) in pairs {
                    ledger.redeem((*coupon).into(), *license, key, &now()).expect("a redemption");
                }
            });
        }
    });
    started.elapsed() / REDEMPTIONS
}

fn bare(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("bare.sqlite")).expect("a database");
    connection.busy_timeout(Duration::from_secs(10)).expect("a timeout");
    connection.pragma_update(None, "journal_mode", "WAL").expect("a journal");
    connection.pragma_update(None, "synchronous", "FULL").expect("full sync");
    connection
}

/// The time of one transaction with the rows of a redemption, with so many clients at once.
fn floor(folder: &Path, clients: usize, first: i64) -> Duration {
    let connection = bare(folder);
    let tables = "CREATE TABLE IF NOT EXISTS revisions (license BLOB, revision INTEGER, document BLOB, reason TEXT,
                      coupon BLOB, note TEXT, issued_at INTEGER, PRIMARY KEY (license, revision));
                  CREATE INDEX IF NOT EXISTS of_coupon ON revisions (coupon);
                  CREATE TABLE IF NOT EXISTS redemptions (coupon BLOB, is_reusable INTEGER, license BLOB,
                      revision INTEGER, round INTEGER, redeemed_at INTEGER, PRIMARY KEY (coupon, license, revision))
                      WITHOUT ROWID;
                  CREATE UNIQUE INDEX IF NOT EXISTS once ON redemptions (coupon, round) WHERE is_reusable = 0;
                  CREATE UNIQUE INDEX IF NOT EXISTS once_each ON redemptions (coupon, license, round);
                  CREATE INDEX IF NOT EXISTS of_license ON redemptions (license);
                  CREATE INDEX IF NOT EXISTS by_time ON redemptions (redeemed_at);
                  CREATE TABLE IF NOT EXISTS audit (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, who TEXT, what TEXT,
                      subject TEXT, digest BLOB, details TEXT, previous BLOB, hash BLOB UNIQUE);
                  CREATE INDEX IF NOT EXISTS of_subject ON audit (subject);";
    connection.execute_batch(tables).expect("tables");
    let mut connections: Vec<Connection> = (0..clients).map(|_| bare(folder)).collect();
    let share = i64::try_from(usize::try_from(REDEMPTIONS).expect("few").div_ceil(clients)).expect("few");
    let started = Instant::now();
    thread::scope(|scope| {
        for (client, connection) in (0_i64..).zip(connections.iter_mut()) {
            let begin = first + client * share;
            let end = (begin + share).min(first + i64::from(REDEMPTIONS));
            scope.spawn(move || (begin..end).for_each(|number| write_rows(connection, number)));
        }
    });
    started.elapsed() / REDEMPTIONS
}

fn write_rows(connection: &mut Connection, number: i64) {
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).expect("a transaction");
    let (id, digest, document) =
        ([number.to_be_bytes().as_slice(), &[0; 4]].concat(), [7_u8; 32], [7_u8; 230]);
    let hash = [number.to_be_bytes().as_slice(), &[0; 24]].concat();
    let revision = "INSERT INTO revisions VALUES (?1, 2, ?2, 'coupon', ?1, '', 1800000000)";
    let redemption = "INSERT INTO redemptions VALUES (?1, 0, ?1, 2, 0, 1800000000)";
    let entry = "INSERT INTO audit (at, who, what, subject, digest, details, previous, hash)
                 VALUES (1800000000, 'olga', 'coupon.redeem', 'DEMOUPD-6K59J-BYHZA-GXKT9-08RBG', ?1,
                         '{\"license\":\"DEMO-Z6BFW-W8J34-002S6-JAC8A\",\"revision\":2}', ?1, ?2)";
    let run = |sql, values: &[&dyn rusqlite::ToSql]| {
        transaction.prepare_cached(sql).expect("a statement").execute(values).expect("a row");
    };
    run(revision, params![id, document]);
    run(redemption, params![id]);
    run(entry, params![digest, hash]);
    transaction.commit().expect("a commit");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn redemptions() {
    for clients in [1, 4, 16, 64] {
        let mut vendor = Vendor::new();
        let bare_folder = tempfile::tempdir().expect("a folder");
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for turn in 0..TURNS {
            let first = i64::try_from(turn).expect("few") * i64::from(REDEMPTIONS);
            floors.push(floor(bare_folder.path(), clients, first));
            ours.push(redeem(&mut vendor, clients));
        }
        let (ours, floor) = (median(ours), median(floors));
        let ratio = floor.as_secs_f64() / ours.as_secs_f64();
        println!(
            "redeeming, {clients:>2} clients: {ours:>10.1?} each, bare rows {floor:>10.1?}: {ratio:.2} of the floor"
        );
    }
}

/// As many coupons signed on all cores, and nothing else.
fn sign_only(vendor: &Vendor, count: u32, verifies: bool) -> Duration {
    let template = format::Coupon::new(
        format::NumberId::from_random([7; 12]),
        format::Scope::Bearer,
        format::Change::Add(vec![format::Addition::new(
            format::ProductId::new(1).expect("one"),
            [(format::FeatureId::new(1).expect("one"), Limit::count(10).expect("ten"))].into_iter().collect(),
            Term::Days(NonZeroU32::new(365).expect("a year")),
        )]),
        UnixTime::new(1_800_000_000),
    );
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let share = usize::try_from(count).expect("few").div_ceil(cores);
    let (key, keyring) = (&vendor.coupon_key, vendor.ledger.keyring());
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                for _ in 0..share {
                    let document = key.sign(&template).expect("a signature");
                    if verifies {
                        let envelope = format::Envelope::parse(&document).expect("a document");
                        std::hint::black_box(keyring.verify::<format::Coupon>(&envelope).expect("genuine"));
                    }
                }
            });
        }
    });
    started.elapsed()
}

fn generation() {
    let mut vendor = Vendor::new();
    let (mut ours, mut signing, mut verifying) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        signing.push(sign_only(&vendor, COUPONS, false));
        verifying.push(sign_only(&vendor, COUPONS, true));
        let request = CouponRequest { count: COUPONS, ..vendor.request.clone() };
        let started = Instant::now();
        let batch = vendor.ledger.begin_batch(&request, None, &now()).expect("a batch").number;
        let requests = [Ok::<_, LedgerError>(request)];
        let key = &vendor.coupon_key;
        let filled = vendor.ledger.fill_batch(batch, requests, key, &now(), &mut random(), |_| Ok(()));
        filled.expect("a batch of coupons");
        ours.push(started.elapsed());
    }
    let (ours, signing, verifying) = (median(ours), median(signing), median(verifying));
    let (to_signing, to_both) =
        (signing.as_secs_f64() / ours.as_secs_f64(), verifying.as_secs_f64() / ours.as_secs_f64());
    let rate = f64::from(COUPONS) / ours.as_secs_f64();
    println!(
        "generating {COUPONS} coupons: {ours:.2?} ({rate:.0} a second); on all cores, signing {signing:.2?}: {to_signing:.2} of that;"
    );
    println!("    signing and verifying what was signed {verifying:.2?}: {to_both:.2} of that");
}

fn main() {
    generation();
    redemptions();
}
