use crypto::{RootKey, authority_fingerprint, sha256};
use format::{
    Document, Envelope, Environment, IssuingKey, Language, Names, Payload, Prefix, ProductId, PublicKey,
    Purpose, Root, SignatureSet, UnixTime,
};

use super::cbor::{self, Map};
use super::file::{Body, Vector};
use super::vendor::{
    CATALOGS, COUPONS, FAMILY, Key, LICENSES, RETIRED, ROOT_1, ROOT_2, ROOT_3, STRANGER, now,
};

/// The root that the other vectors are held against.
pub(super) const ROOT: &str = "root/one-of-one.txt";

/// A root whose one issuing key is for product 7 only.
pub(super) const FAMILY_ROOT: &str = "root/key-family.txt";

/// 2025-01-01 to 2025-12-31, the time of the retired key.
pub(super) const RETIRED_FROM: u64 = 1_735_689_600;
pub(super) const RETIRED_UNTIL: u64 = 1_767_225_599;

fn names() -> Names {
    [(Language::RUSSIAN, "Демо".to_owned()), (Language::ENGLISH, "Demo".to_owned())].into_iter().collect()
}

fn root(threshold: u32, keys: &[Key]) -> Root {
    let prefix = Prefix::new("DEMO").expect("four letters");
    Root::new(prefix, names(), threshold, keys.iter().map(|key| key.public()).collect(), now())
}

pub(super) fn one_of_one() -> Root {
    let mut root = root(1, &[ROOT_1]);
    let mut retired = IssuingKey::new(RETIRED.public(), [Purpose::License]);
    (retired.from, retired.until) = (Some(UnixTime::new(RETIRED_FROM)), Some(UnixTime::new(RETIRED_UNTIL)));
    root.issuing_keys = vec![
        IssuingKey::new(LICENSES.public(), [Purpose::License]),
        IssuingKey::new(COUPONS.public(), [Purpose::Coupon]),
        IssuingKey::new(CATALOGS.public(), [Purpose::Catalog, Purpose::Bulletin]),
        retired,
    ];
    root
}

/// One root key, and of the issuing keys the last with dates and a family.
pub(super) fn full() -> Root {
    let mut root = one_of_one();
    root.expires = Some(now().plus_days(3650));
    if let Some(last) = root.issuing_keys.last_mut() {
        last.family = ProductId::new(7).into_iter().collect();
    }
    root
}

fn two_of_three() -> Root {
    let mut root = root(2, &[ROOT_1, ROOT_2, ROOT_3]);
    root.environment = Environment::Test;
    root.expires = Some(now().plus_days(3650));
    root
}

fn with_family() -> Root {
    let mut root = root(1, &[ROOT_1]);
    let key = IssuingKey::new(FAMILY.public(), [Purpose::License, Purpose::Coupon]);
    root.issuing_keys = vec![key.for_products(ProductId::new(7))];
    root
}

/// Root 2: two new keys, and the license key gone.
fn second() -> Root {
    let mut root = root(2, &[ROOT_2, ROOT_3]);
    (root.version, root.issuing_keys) =
        (2, vec![IssuingKey::new(COUPONS.public(), [Purpose::License, Purpose::Coupon])]);
    root
}

fn signed(root: &Root, keys: &[Key]) -> Vec<u8> {
    let keys: Vec<RootKey> = keys.iter().map(|key| key.root()).collect();
    RootKey::sign_root(root, &keys.iter().collect::<Vec<_>>()).expect("a root that readers take")
}

/// A root file with any payload, rightly signed by the first root key.
pub(super) fn forged(payload: &[u8]) -> Vec<u8> {
    SignatureSet::assemble(vec![(ROOT_1.id(), ROOT_1.forge(Document::Root, payload))])
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = good();
    all.extend(files());
    all.extend(chain());
    all.extend(fields());
    all
}

fn vector(name: &str, expect: &str, spec: &str, comment: &str, file: Vec<u8>) -> Vector {
    Vector::new(&format!("root/{name}"), "root", expect, spec, comment, Body::Bytes(file))
}

fn good() -> Vec<Vector> {
    let ok = |name, comment, root: &Root, file: Vec<u8>| {
        vector(name, "ok", "§4.1", comment, file)
            .with("digest", &sha256(&root.encode()).to_string())
            .with("fingerprint", &authority_fingerprint(root).to_string())
    };
    let (one, three) = (one_of_one(), two_of_three());
    vec![
        ok(
            "one-of-one",
            "one root key; keys for each purpose; a license key of 2025",
            &one,
            signed(&one, &[ROOT_1]),
        ),
        ok("key-family", "an issuing key for one product", &with_family(), signed(&with_family(), &[ROOT_1])),
        ok("two-of-three", "two of three root keys, for tests", &three, signed(&three, &[ROOT_1, ROOT_3])),
        ok(
            "stranger-signed-too",
            "the signature of a key that the root does not list counts for nothing",
            &three,
            signed(&three, &[ROOT_1, ROOT_3, STRANGER]),
        ),
    ]
}

fn files() -> Vec<Vector> {
    let (one, three) = (one_of_one(), two_of_three());
    let single = ROOT_1.forge(Document::Root, &one.encode());
    let twice = SignatureSet::assemble(vec![(ROOT_1.id(), single.clone()), (ROOT_1.id(), single.clone())]);
    let mut other = three.clone();
    other.version = 7;
    let two_payloads = SignatureSet::assemble(vec![
        (ROOT_1.id(), ROOT_1.forge(Document::Root, &three.encode())),
        (ROOT_3.id(), ROOT_3.forge(Document::Root, &other.encode())),
    ]);
    let mut spoilt = signed(&three, &[ROOT_1, ROOT_3]);
    let last = spoilt.len() - 1;
    spoilt[last] ^= 1;
    let untyped = Envelope::protected_header(Document::License, ROOT_1.id());
    let untyped = SignatureSet::assemble(vec![(
        ROOT_1.id(),
        ROOT_1.forge_with(Document::Root, &untyped, &one.encode()),
    )]);
    let mut weak = one.clone();
    let mut identity = [0; 32];
    identity[0] = 1;
    weak.issuing_keys.push(IssuingKey::new(PublicKey::new(identity), [Purpose::License]));
    let mut odd = one.clone();
    odd.issuing_keys.push(IssuingKey::new(PublicKey::new(not_canonical()), [Purpose::License]));
    vec![
        vector(
            "not-a-list",
            "malformed envelope",
            "§4.1",
            "one document instead of a list of documents",
            single,
        ),
        vector("one-key-twice", "malformed signatures", "§4.1", "one key signs twice", twice),
        vector(
            "two-payloads",
            "malformed signatures",
            "§4.1",
            "the two signatures are over different roots",
            two_payloads,
        ),
        vector("empty-list", "malformed signatures", "§4.1", "no signature at all", vec![0x80]),
        vector("without-typ", "malformed protected", "§2.3", "a file form without `typ`", untyped),
        vector(
            "one-signature-bad",
            "bad signature",
            "§5.1",
            "the last bit of the second signature is flipped",
            spoilt,
        ),
        vector(
            "one-of-two",
            "root threshold",
            "§4.1",
            "two of three must sign, one did",
            signed(&three, &[ROOT_2]),
        ),
        vector(
            "strangers",
            "root threshold",
            "§4.1",
            "signed by a key that is not among its root keys",
            signed(&one, &[STRANGER]),
        ),
        vector(
            "weak-key",
            "root weak key",
            "§5.2",
            "an issuing key is the identity, a point of order 1",
            signed(&weak, &[ROOT_1]),
        ),
        vector(
            "odd-key",
            "root weak key",
            "§5.2",
            "an issuing key is not in canonical form: y = p + 3",
            signed(&odd, &[ROOT_1]),
        ),
        vector(
            "wrong-fingerprint",
            "wrong fingerprint",
            "§5.4",
            "the fingerprint of another vendor's key",
            signed(&one, &[ROOT_1]),
        )
        .with("fingerprint", &crypto::key_fingerprint(&STRANGER.public()).to_string()),
    ]
}

/// `y = p + 3`, that is `2^255 - 16`: y = 3 is the y of a point, this is its second spelling.
fn not_canonical() -> [u8; 32] {
    let mut bytes = [0xff; 32];
    (bytes[0], bytes[31]) = (0xf0, 0x7f);
    bytes
}

fn chain() -> Vec<Vector> {
    let after = |name, expect, comment, file| vector(name, expect, "§5.3", comment, file).with("after", ROOT);
    let second = second();
    let mut skipped = second.clone();
    skipped.version = 3;
    let mut stranger = one_of_one();
    stranger.root_keys = vec![ROOT_2.public()];
    let mut fork = one_of_one();
    fork.issuing_keys.truncate(1);
    let mut renamed = one_of_one();
    (renamed.version, renamed.prefix) = (2, Prefix::new("EVIL").expect("four letters"));
    let mut tested = one_of_one();
    (tested.version, tested.environment) = (2, Environment::Test);
    let everybody = [ROOT_1, ROOT_2, ROOT_3];
    vec![
        after(
            "second",
            "ok",
            "root 2: signed by the old threshold and by its own",
            signed(&second, &everybody),
        )
        .with("digest", &sha256(&second.encode()).to_string())
        .with("fingerprint", &authority_fingerprint(&second).to_string()),
        after(
            "same-again",
            "ok",
            "the trusted root once more changes nothing",
            signed(&one_of_one(), &[ROOT_1]),
        ),
        after(
            "second-without-the-old",
            "root threshold",
            "the old root key did not sign",
            signed(&second, &[ROOT_2, ROOT_3]),
        ),
        after(
            "second-without-the-new",
            "root threshold",
            "one of two new root keys signed",
            signed(&second, &[ROOT_1, ROOT_2]),
        ),
        after("third-after-first", "root version", "root 2 is left out", signed(&skipped, &everybody)),
        after("fork", "root fork", "another root 1", signed(&fork, &[ROOT_1])),
        after(
            "stranger-of-one-version",
            "root threshold",
            "a stranger's root 1",
            signed(&stranger, &[ROOT_2]),
        ),
        after("other-prefix", "root identity", "the prefix changes", signed(&renamed, &[ROOT_1])),
        after("other-environment", "root identity", "production becomes test", signed(&tested, &[ROOT_1])),
    ]
}

fn fields() -> Vec<Vector> {
    let key = |key: Key| cbor::bytes(key.public().as_bytes());
    let mut sorted = [ROOT_1, ROOT_2].map(key);
    sorted.sort();
    let [low, high] = sorted;
    let claims = Map::default().with(6, cbor::int(1_790_000_000));
    let names = cbor::array(&[]);
    let private = Map::default()
        .with(1, cbor::int(1))
        .with(2, cbor::text("DEMO"))
        .with(3, [vec![0xa1], cbor::text("en"), cbor::text("Demo")].concat())
        .with(4, cbor::int(1))
        .with(5, cbor::int(1))
        .with(6, cbor::array(&[key(ROOT_1)]));
    let field = |name, expect, comment, private: Map| {
        vector(name, expect, "§4.1", comment, forged(&cbor::payload(&claims, &private)))
    };
    let issuing = Map::default().with(1, key(LICENSES)).with(2, cbor::array(&[cbor::int(1)]));
    let issuing = |key: i64, value: Vec<u8>| cbor::array(&[issuing.clone().with(key, value).encode()]);
    let mut spoilt = forged(&cbor::payload(&claims, &private.clone().with(1, cbor::int(0))));
    if let Some(last) = spoilt.last_mut() {
        *last ^= 1;
    }
    vec![
        vector(
            "bad-signature-version-0",
            "bad signature",
            "§5.1",
            "a field is wrong too, which nobody reads before the signature held",
            spoilt,
        ),
        field("version-0", "field range", "versions count from 1", private.clone().with(1, cbor::int(0))),
        field(
            "prefix-lower-case",
            "field range",
            "a prefix is four capital letters",
            private.clone().with(2, cbor::text("demo")),
        ),
        field("names-type", "field type", "names are a map", private.clone().with(3, names)),
        field(
            "threshold-above-keys",
            "field contradiction",
            "two of one key must sign",
            private.clone().with(5, cbor::int(2)),
        ),
        field(
            "keys-descending",
            "field order",
            "root keys ascend",
            private.clone().with(6, cbor::array(&[high, low])),
        ),
        field(
            "key-31-bytes",
            "field length",
            "a key has 32 bytes",
            private.clone().with(6, cbor::array(&[cbor::bytes(&[1; 31])])),
        ),
        field(
            "purposes-descending",
            "field order",
            "purposes ascend",
            private.clone().with(7, issuing(2, cbor::array(&[cbor::int(2), cbor::int(1)]))),
        ),
        field(
            "family-descending",
            "field order",
            "the products of a family ascend",
            private.clone().with(7, issuing(5, cbor::array(&[cbor::int(8), cbor::int(7)]))),
        ),
        field(
            "family-empty",
            "field count",
            "a family has a product; a key for all products has no family",
            private.clone().with(7, issuing(5, cbor::array(&[]))),
        ),
        field(
            "purpose-5",
            "field range",
            "there is no purpose 5",
            private.clone().with(7, issuing(2, cbor::array(&[cbor::int(5)]))),
        ),
        field(
            "root-key-issues",
            "field contradiction",
            "a root key is an issuing key too",
            private.with(7, issuing(1, key(ROOT_1))),
        ),
    ]
}
