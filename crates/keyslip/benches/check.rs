//! What our work costs beside the bare signature: checking a license from the characters of its text or
//! from its file, issuing a coupon.
//!
//! All are measured twice: by criterion, each for itself, and first interleaved call by call in one run, which
//! prints a ratio that a busy machine disturbs on both sides alike.
//!
//! What a check allocates is counted in `tests/allocations.rs`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use criterion::Criterion;
use crypto::{RootKey, SigningKey, TrustedRoot};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use format::{
    Addition, Change, Coupon, CustomerId, Document, Envelope, FeatureId, Features, Grant, IssuingKey,
    Language, License, Limit, Names, Number, NumberId, NumberKind, Payload, Prefix, ProductId, Purpose, Root,
    Scope, Term, UnixTime, write_text,
};
use keyslip::read_license;

/// Calls of each side in the interleaved run.
const ROUNDS: usize = 4000;
/// Each call of the interleaved run begins at another place of a page of stack, this many in turn.
const PLACES: usize = 64;
const SEED: [u8; 32] = [2; 32];

/// A vendor, a license text of ordinary size, and the same license as its signature alone sees it.
struct Bench {
    root: TrustedRoot,
    key: SigningKey,
    file: Vec<u8>,
    text: String,
    bare_key: VerifyingKey,
    bare_signing_key: ed25519_dalek::SigningKey,
    signed: Vec<u8>,
    signature: Signature,
    coupon: Coupon,
    coupon_signed: Vec<u8>,
}

impl Bench {
    fn new() -> Self {
        let key = SigningKey::from_seed(&SEED);
        let (license, coupon) = (license(), coupon());
        let document = key.sign(&license).expect("the license is as SPEC says");
        let envelope = Envelope::parse(&document).expect("just assembled");
        let number = Number { prefix: prefix(), kind: NumberKind::License, id: license.number };
        let signed = Envelope::to_be_signed(Document::License, envelope.protected(), &license.encode());
        let protected = Envelope::protected_header(Document::Coupon, key.id());
        Self {
            root: root(&key),
            text: write_text(number, &document),
            bare_key: VerifyingKey::from_bytes(key.public().as_bytes()).expect("a key of ours"),
            bare_signing_key: ed25519_dalek::SigningKey::from_bytes(&SEED),
            signed,
            signature: Signature::from_bytes(envelope.signature()),
            coupon_signed: Envelope::to_be_signed(Document::Coupon, &protected, &coupon.encode()),
            coupon,
            file: document.clone(),
            key,
        }
    }

    fn check_text(&self) {
        black_box(read_license(&self.root, black_box(self.text.as_bytes())).is_ok());
    }

    fn check_file(&self) {
        black_box(read_license(&self.root, black_box(&self.file)).is_ok());
    }

    fn check_bare(&self) {
        black_box(self.bare_key.verify_strict(black_box(&self.signed), &self.signature).is_ok());
    }

    fn issue_coupon(&self) {
        black_box(self.key.sign(black_box(&self.coupon)).is_ok());
    }

    fn sign_bare(&self) {
        black_box(self.bare_signing_key.sign(black_box(&self.coupon_signed)));
    }
}

fn prefix() -> Prefix {
    Prefix::new("DEMO").expect("four letters")
}

fn root(key: &SigningKey) -> TrustedRoot {
    let root_key = RootKey::new(SigningKey::from_seed(&[1; 32]));
    let names: Names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let mut root = Root::new(prefix(), names, 1, vec![root_key.public()], UnixTime::new(0));
    root.issuing_keys = vec![IssuingKey::new(key.public(), Purpose::ALL)];
    let file = RootKey::sign_root(&root, &[&root_key]).expect("the root is as SPEC says");
    TrustedRoot::unverified_origin(&file).expect("just signed")
}

fn features() -> Features {
    [(1, 10), (2, 1)]
        .into_iter()
        .filter_map(|(feature, limit)| Some((FeatureId::new(feature)?, Limit::count(limit)?)))
        .collect()
}

fn license() -> License {
    let (number, customer) = (NumberId::from_random([7; 12]), CustomerId::new([1; 8]));
    let mut license = License::new(number, customer, UnixTime::new(1_790_000_000));
    license.holder = Some("ООО «Ромашка»".to_owned());
    let product = ProductId::new(1).expect("not zero");
    license.grants = vec![Grant::new(product, features()).until(UnixTime::new(1_830_297_599))];
    license
}

fn coupon() -> Coupon {
    let term = Term::Days(NonZeroU32::new(365).expect("not zero"));
    let addition = Addition::new(ProductId::new(1).expect("not zero"), features(), term);
    let number = NumberId::from_random([8; 12]);
    Coupon::new(number, Scope::Bearer, Change::Add(vec![addition]), UnixTime::new(1_790_000_000))
}

/// The median time of each of two calls, made in turns.
///
/// Where the stack lies against the tables of the curve alone makes either side slower by a sixth, and it lies
/// elsewhere in each run; so all calls wander through a whole page of it.
fn interleaved(first: impl Fn(), second: impl Fn()) -> (Duration, Duration) {
    let timed = |call: &dyn Fn()| {
        let start = Instant::now();
        call();
        start.elapsed()
    };
    let (mut firsts, mut seconds) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for round in 0..ROUNDS {
        firsts.push(deeper(round % PLACES, &|| timed(&first)));
        seconds.push(deeper(round % PLACES, &|| timed(&second)));
    }
    (median(firsts), median(seconds))
}

/// Calls `call` with that many more frames of 64 bytes on the stack.
#[inline(never)]
fn deeper(frames: usize, call: &dyn Fn() -> Duration) -> Duration {
    let room = black_box([0_u8; 24]);
    let time = if frames == 0 { call() } else { deeper(frames - 1, call) };
    black_box(room);
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn print_ratio(what: &str, (ours, bare): (Duration, Duration)) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("{what}: {ours:?} against {bare:?} for the bare signature, ratio {ratio:.3}");
}

fn main() {
    let bench = Bench::new();
    println!("license text: {} characters", bench.text.len());
    print_ratio("check a license text", interleaved(|| bench.check_text(), || bench.check_bare()));
    print_ratio("check a license file", interleaved(|| bench.check_file(), || bench.check_bare()));
    print_ratio("issue a coupon", interleaved(|| bench.issue_coupon(), || bench.sign_bare()));

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("check a license text", |bencher| bencher.iter(|| bench.check_text()));
    criterion.bench_function("check a license file", |bencher| bencher.iter(|| bench.check_file()));
    criterion.bench_function("verify its bare signature", |bencher| bencher.iter(|| bench.check_bare()));
    criterion.bench_function("issue a coupon", |bencher| bencher.iter(|| bench.issue_coupon()));
    criterion.bench_function("make its bare signature", |bencher| bencher.iter(|| bench.sign_bare()));
    criterion.final_summary();
}
