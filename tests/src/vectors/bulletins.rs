use std::convert::Infallible;

use crypto::{revoked_id, sha256};
use format::bulletin::{
    Bulletin, BulletinContent, BurntKey, Revoked, RevokedEntry, RevokedList, WithdrawnRelease, build,
};
use format::catalog::Objects;
use format::{
    Blob, BulletinSalt, Digest, Document, Envelope, KeyId, Language, NumberKind, Payload as _, UnixTime,
};

use super::catalogs;
use super::cbor::{self, Map};
use super::coupons::bearer_number;
use super::file::{Body, Vector};
use super::licenses::{empty, number};
use super::roots::{RETIRED_FROM, ROOT};
use super::vendor::{CATALOGS, Key, LICENSES, RETIRED, now};

const SALT: BulletinSalt = BulletinSalt::new([0x5a; 16]);
/// The bulletin that burns the retired key.
const INLINE: &str = "bulletin/inline.txt";

struct NoObjects;

impl Objects for NoObjects {
    type Error = Infallible;

    fn put(&mut self, _: &[u8]) -> Result<Blob, Infallible> {
        unreachable!("a few numbers stand in the head")
    }
}

/// Revision 1 of the license of the vectors, and its coupon.
fn revoked() -> Vec<RevokedEntry> {
    vec![
        RevokedEntry { id: revoked_id(&SALT, NumberKind::License, number()), last_revision: 1 },
        RevokedEntry {
            id: revoked_id(&SALT, NumberKind::Coupon, bearer_number()),
            last_revision: RevokedEntry::ALL,
        },
    ]
}

fn content() -> BulletinContent {
    BulletinContent {
        number: 3,
        issued_at: now(),
        expires: Some(now().plus_days(90)),
        salt: SALT,
        revoked: revoked(),
        burnt_keys: vec![BurntKey { key: RETIRED.id(), since: now() }],
        withdrawn: vec![WithdrawnRelease {
            record: catalogs::record(),
            why: [(Language::RUSSIAN, "портит остатки".to_owned())].into_iter().collect(),
        }],
        lowest_catalog: Some(12),
        audit_head: Some(sha256(b"the audit trail")),
    }
}

fn built(content: BulletinContent) -> Bulletin {
    let Ok(head) = build(content, &mut NoObjects);
    head
}

/// The payload of a bulletin that says everything.
pub(super) fn head() -> Vec<u8> {
    built(content()).encode()
}

pub(super) fn digest() -> Digest {
    sha256(&built(content()).encode())
}

/// The entries whose hashes begin with the bit 0 or 1.
fn shard(bit: u8) -> Vec<u8> {
    let list = RevokedList::new(revoked());
    let entries: Vec<u8> = list
        .iter()
        .filter(|entry| entry.id.as_bytes()[0] >> 7 == bit)
        .flat_map(|entry| [entry.id.as_bytes().as_slice(), &entry.last_revision.to_be_bytes()].concat())
        .collect();
    cbor::bytes(&entries)
}

fn blob(bytes: &[u8]) -> Blob {
    Blob { digest: sha256(bytes), bytes: u64::try_from(bytes.len()).expect("usize has at most 64 bits") }
}

fn vector(name: &str, expect: &str, spec: &str, comment: &str, document: Vec<u8>) -> Vector {
    Vector::new(&format!("bulletin/{name}"), "bulletin", expect, spec, comment, Body::Bytes(document))
        .with("root", ROOT)
}

fn object(name: &str, expect: &str, comment: &str, bytes: Vec<u8>, blob: Blob) -> Vector {
    Vector::new(&format!("bulletin/{name}"), "shard", expect, "§8.2", comment, Body::Bytes(bytes))
        .with("blob", &format!("{} {}", blob.digest, blob.bytes))
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = good();
    all.extend(fields());
    all.extend(shards());
    all.extend(keys());
    all
}

fn good() -> Vec<Vector> {
    let ok = |name, comment, bulletin: &Bulletin| {
        let document = CATALOGS.signing().sign(bulletin).expect("a bulletin that readers take");
        vector(name, "ok", "§8.1", comment, document).with("digest", &sha256(&bulletin.encode()).to_string())
    };
    let mut in_shards = built(content());
    in_shards.revoked = Revoked::Shards([0, 1].map(|bit| blob(&shard(bit))).to_vec());
    let mut nothing = content();
    (nothing.expires, nothing.revoked, nothing.burnt_keys) = (None, Vec::new(), Vec::new());
    (nothing.withdrawn, nothing.lowest_catalog, nothing.audit_head) = (Vec::new(), None, None);
    vec![
        ok(
            "inline",
            "a license up to revision 1, a coupon, a burnt key, a withdrawn release",
            &built(content()),
        ),
        ok("shards", "the same license and coupon in two shards", &in_shards),
        ok("nothing", "nothing is revoked", &built(nothing)),
    ]
}

/// The private claim of a bulletin that revokes nothing.
fn plain() -> Map {
    Map::default().with(1, cbor::int(3)).with(2, cbor::bytes(SALT.as_bytes()))
}

fn forged(private: &Map) -> Vec<u8> {
    let claims = Map::default().with(6, cbor::int(1_790_000_000));
    CATALOGS.forge(Document::Bulletin, &cbor::payload(&claims, private))
}

fn entry(first: u8, revision: u8) -> Vec<u8> {
    [&[first], &[0; 15][..], &[0, 0, 0, revision]].concat()
}

fn fields() -> Vec<Vector> {
    let field = |name: &str, problem: &str, comment, private: Map| {
        vector(&format!("field-{name}"), &format!("field {problem}"), "§8.1", comment, forged(&private))
    };
    let entries = |entries: &[Vec<u8>]| plain().with(3, cbor::bytes(&entries.concat()));
    let blobs = |count: usize| {
        let blob = cbor::array(&[cbor::bytes(&[1; 32]), cbor::int(21)]);
        cbor::array(&vec![blob; count])
    };
    let burnt =
        |key: u8| cbor::array(&[cbor::bytes(KeyId::new([key; 8]).as_bytes()), cbor::int(1_790_000_000)]);
    let withdrawn = |record: u8| {
        let why = [vec![0xa1], cbor::text("ru"), cbor::text("портит остатки")].concat();
        cbor::array(&[cbor::bytes(Digest::new([record; 32]).as_bytes()), why])
    };
    vec![
        field("number-0", "range", "bulletins count from 1", plain().with(1, cbor::int(0))),
        field("salt-missing", "missing", "numbers are hashed with a salt", plain().without(2)),
        field("entries-none", "length", "a list that says nothing", entries(&[])),
        field("entries-odd", "length", "an entry and a byte", entries(&[entry(1, 1), vec![2]])),
        field("entries-descending", "order", "entries ascend", entries(&[entry(2, 1), entry(1, 1)])),
        field("entries-twice", "order", "one hash with two revisions", entries(&[entry(1, 1), entry(1, 2)])),
        field("entries-revision-0", "range", "an entry that revokes nothing", entries(&[entry(1, 0)])),
        field(
            "entries-and-shards",
            "contradiction",
            "the list is in the head or in shards",
            entries(&[entry(1, 1)]).with(4, blobs(2)),
        ),
        field("shards-1", "count", "one shard is no choice", plain().with(4, blobs(1))),
        field("shards-3", "count", "no power of two", plain().with(4, blobs(3))),
        field(
            "burnt-descending",
            "order",
            "burnt keys ascend",
            plain().with(5, cbor::array(&[burnt(2), burnt(1)])),
        ),
        field(
            "withdrawn-descending",
            "order",
            "withdrawn releases ascend",
            plain().with(6, cbor::array(&[withdrawn(2), withdrawn(1)])),
        ),
        field(
            "withdrawn-without-reason",
            "count",
            "whoever withdraws says why",
            plain().with(6, cbor::array(&[cbor::array(&[cbor::bytes(&[1; 32]), vec![0xa0]])])),
        ),
        field("lowest-0", "range", "there is no catalog 0", plain().with(7, cbor::int(0))),
        field("unknown-key", "unknown-key", "there is no field 9", plain().with(9, cbor::int(1))),
    ]
}

fn shards() -> Vec<Vector> {
    let alone = |name: &str, expect: &str, comment, bytes: Vec<u8>| {
        let blob = blob(&bytes);
        object(name, expect, comment, bytes, blob)
    };
    let within = |vector: Vector| vector.with("within", "bulletin/shards.txt");
    let named = |bit: u8| blob(&shard(bit));
    let mut changed = shard(0);
    if let Some(last) = changed.last_mut() {
        *last ^= 1;
    }
    vec![
        within(alone("shard-0", "ok", "the hashes that begin with the bit 0", shard(0))),
        within(alone("shard-1", "ok", "the hashes that begin with the bit 1", shard(1))),
        within(object(
            "shard-changed",
            "wrong object",
            "one bit is not as the head has it",
            changed,
            named(0),
        )),
        alone(
            "shard-odd",
            "field length",
            "an entry and a byte",
            cbor::bytes(&[entry(1, 1), vec![2]].concat()),
        ),
        alone(
            "shard-descending",
            "field order",
            "entries ascend",
            cbor::bytes(&[entry(2, 1), entry(1, 1)].concat()),
        ),
        alone("shard-list", "malformed items", "a list is no packed entries", cbor::array(&[cbor::int(1)])),
    ]
}

fn keys() -> Vec<Vector> {
    let own = Map::default().with(1, cbor::int(3)).with(2, cbor::bytes(SALT.as_bytes()));
    let burnt = cbor::array(&[cbor::bytes(CATALOGS.id().as_bytes()), cbor::int(1_790_000_000)]);
    let licensed = |key: Key, comment, expect: &str, name: &str| {
        let mut license = empty();
        license.issued_at = UnixTime::new(RETIRED_FROM);
        let document = key.signing().sign(&license).expect("a license that readers take");
        Vector::new(&format!("bulletin/{name}"), "license", expect, "§8.3", comment, Body::Bytes(document))
            .with("root", ROOT)
            .with("heeding", INLINE)
    };
    let untyped = Envelope::protected_header(Document::License, CATALOGS.id());
    vec![
        vector(
            "burns-its-own-key",
            "burnt key",
            "§8.1",
            "signed by the key that it burns",
            forged(&own.with(5, cbor::array(&[burnt]))),
        ),
        vector(
            "wrong-purpose",
            "wrong purpose",
            "§5.1",
            "signed by the key for licenses",
            LICENSES.signing().sign(&built(content())).expect("a bulletin that readers take"),
        ),
        vector(
            "without-typ",
            "malformed protected",
            "§2.3",
            "a file form without `typ`",
            CATALOGS.forge_with(Document::Bulletin, &untyped, &built(content()).encode()),
        ),
        licensed(
            RETIRED,
            "signed in the key's time, and the bulletin burns the key",
            "burnt key",
            "license-of-burnt-key",
        ),
        licensed(LICENSES, "signed by a key that the bulletin does not burn", "ok", "license-of-another-key"),
    ]
}
