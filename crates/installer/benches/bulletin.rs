//! What a bulletin costs: its bytes with 1,000 and with 1,000,000 revoked numbers, and the lookup of one number from the
//! bytes of its shard, digest included, beside hashing these bytes alone.
//!
//! Both are measured round by round in one run, so that a busy machine disturbs both alike; medians are printed.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::collections::HashMap;
use std::convert::Infallible;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crypto::{RootKey, SigningKey, TrustedRoot, Verified, VerifyError, revoked_id, sha256};
use format::bulletin::{self, BulletinContent, Revoked, RevokedEntry};
use format::catalog::Objects;
use format::{
    Blob, Bulletin, BulletinSalt, Digest, Envelope, IssuingKey, Language, NumberId, NumberKind, Prefix,
    Purpose, Root, UnixTime,
};

const SALT: BulletinSalt = BulletinSalt::new([5; 16]);
const ROUNDS: u32 = 2001;

#[derive(Default)]
struct Store(HashMap<Digest, Vec<u8>>);

impl Objects for Store {
    type Error = Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Infallible> {
        let bytes = u64::try_from(object.len()).expect("usize has at most 64 bits");
        let blob = Blob { digest: sha256(object), bytes };
        self.0.insert(blob.digest, object.to_vec());
        Ok(blob)
    }
}

fn number(index: u32) -> NumberId {
    let mut bytes = [0; 12];
    bytes[8..].copy_from_slice(&index.to_be_bytes());
    NumberId::from_random(bytes)
}

fn now() -> UnixTime {
    UnixTime::new(1_790_000_000)
}

/// A bulletin of so many licenses, verified, with its shards and the bytes of its signed head.
fn published(count: u32) -> (Verified<Bulletin>, Store, usize) {
    let root_key = RootKey::new(SigningKey::from_seed(&[1; 32]));
    let key = SigningKey::from_seed(&[2; 32]);
    let names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let mut root =
        Root::new(Prefix::new("DEMO").expect("four letters"), names, 1, vec![root_key.public()], now());
    root.issuing_keys = vec![IssuingKey::new(key.public(), [Purpose::Bulletin])];
    let file = RootKey::sign_root(&root, &[&root_key]).expect("a root that readers take");
    let trusted = TrustedRoot::unverified_origin(&file).expect("signed by its own key");
    let entry = |index| RevokedEntry {
        id: revoked_id(&SALT, NumberKind::License, number(index)),
        last_revision: RevokedEntry::ALL,
    };
    let content = BulletinContent {
        number: 1,
        issued_at: now(),
        expires: None,
        salt: SALT,
        revoked: (0..count).map(entry).collect(),
        burnt_keys: Vec::new(),
        withdrawn: Vec::new(),
        lowest_catalog: None,
        audit_head: None,
    };
    let mut store = Store::default();
    let Ok(head) = bulletin::build(content, &mut store);
    let document = key.sign(&head).expect("a bulletin that readers take");
    let envelope = Envelope::parse(&document).expect("a document");
    let verified = trusted.keyring().verify(&envelope).expect("signed by the root's key");
    (verified, store, document.len())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    for count in [1_000, 1_000_000] {
        let (head, store, head_bytes) = published(count);
        let shard_bytes: usize = store.0.values().map(Vec::len).sum();
        println!(
            "{count} revoked: head {head_bytes} bytes, {} shards of {shard_bytes} bytes in all, {:.2} bytes each",
            store.0.len(),
            f64::from(u32::try_from(head_bytes + shard_bytes).expect("some megabytes")) / f64::from(count),
        );
        let (mut lookups, mut hashes) = (Vec::new(), Vec::new());
        let mut hits = 0;
        for round in 0..ROUNDS {
            // Every second one is not on the list.
            let number = number(if round % 2 == 0 { round * 7 % count } else { count + round });
            let bytes = match &head.revoked {
                Revoked::Inline(_) => Vec::new(),
                Revoked::Shards(shards) => {
                    let id = revoked_id(&head.salt, NumberKind::License, number);
                    let at = head.revoked.shard_of(&id).expect("the list is in shards");
                    store.0[&shards[at].digest].clone()
                }
            };
            let start = Instant::now();
            let fetch = |_: &Blob| Ok::<_, VerifyError>(bytes.clone());
            let found = head.last_revoked(NumberKind::License, black_box(number), fetch).expect("its shard");
            lookups.push(start.elapsed());
            hits += u32::from(found.is_some());
            let start = Instant::now();
            black_box(sha256(black_box(&bytes)));
            hashes.push(start.elapsed());
        }
        assert_eq!(hits, ROUNDS.div_ceil(2), "those on the list are found, and no others");
        let (lookup, hash) = (median(lookups), median(hashes));
        println!(
            "  lookup {lookup:?}, hashing its shard {hash:?}: ratio {:.2}",
            lookup.as_secs_f64() / hash.as_secs_f64()
        );
    }
}
