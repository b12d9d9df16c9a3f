//! How long repair takes: one, two and three damaged rows of an ordinary license text, wherever in it, and the worst
//! case, three damaged rows of a signature that nobody made. Prints medians.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::time::{Duration, Instant};

use crypto::{RootKey, SigningKey, TrustedRoot};
use format::{
    CustomerId, FeatureId, Grant, IssuingKey, Language, License, Limit, Names, Number, NumberId, NumberKind,
    Prefix, ProductId, Purpose, Root, UnixTime, write_text,
};
use keyslip::repair_license;

/// Texts for each number of damaged rows.
const ROUNDS: usize = 101;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Places that are the same in each run (xorshift64).
struct Places(u64);

impl Places {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end
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

/// The license of the other benchmark.
fn license() -> License {
    let (number, customer) = (NumberId::from_random([7; 12]), CustomerId::new([1; 8]));
    let mut license = License::new(number, customer, UnixTime::new(1_790_000_000));
    license.holder = Some("ООО «Ромашка»".to_owned());
    let features = [(1, 10), (2, 1)].into_iter();
    let features = features
        .filter_map(|(feature, limit)| Some((FeatureId::new(feature)?, Limit::count(limit)?)))
        .collect();
    let product = ProductId::new(1).expect("not zero");
    license.grants = vec![Grant::new(product, features).until(UnixTime::new(1_830_297_599))];
    license
}

fn lines(document: &[u8]) -> Vec<String> {
    let number = Number { prefix: prefix(), kind: NumberKind::License, id: license().number };
    write_text(number, document).lines().map(|line| line.replace('-', "")).collect()
}

/// Another symbol at a place of the line.
fn damage(line: &mut String, places: &mut Places) {
    let at = places.below(line.len());
    let before = line.as_bytes()[at];
    let other = std::iter::repeat_with(|| ALPHABET[places.below(32)]).find(|other| *other != before);
    line.replace_range(at..=at, &char::from(other.expect("31 others")).to_string());
}

fn timed(root: &TrustedRoot, text: &str, is_repaired: bool) -> Duration {
    let start = Instant::now();
    let result = repair_license(root, text.as_bytes());
    let time = start.elapsed();
    assert_eq!(result.is_ok(), is_repaired, "{result:?} {text}");
    time
}

fn print(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what}: median {median:.2?}, longest of {} {longest:.2?}", times.len());
}

fn main() {
    let key = SigningKey::from_seed(&[2; 32]);
    let (root, document) = (root(&key), key.sign(&license()).expect("the license is as SPEC says"));
    let good = lines(&document);
    let mut places = Places(0x9e37_79b9_7f4a_7c15);
    for count in 1..=3 {
        let times = std::iter::repeat_with(|| {
            let mut text = good.clone();
            let mut rows: Vec<usize> = (1..text.len()).collect();
            (0..count).for_each(|_| {
                let row = rows.swap_remove(places.below(rows.len()));
                damage(&mut text[row], &mut places);
            });
            timed(&root, &text.join("\n"), true)
        });
        print(&format!("repair of {count} damaged rows of {}", good.len() - 1), times.take(ROUNDS).collect());
    }
    for (what, flip) in [("repaired", 0), ("forged", 1)] {
        let mut document = document.clone();
        let signature = document.len() - 64;
        document[signature] ^= flip;
        let times = std::iter::repeat_with(|| {
            let mut text = lines(&document);
            let rows = text.len() - 4..text.len() - 1;
            rows.for_each(|row| damage(&mut text[row], &mut places));
            timed(&root, &text.join("\n"), flip == 0)
        });
        print(&format!("three damaged rows of the signature, {what}"), times.take(9).collect());
    }
}
