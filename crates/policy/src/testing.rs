//! Documents for tests, signed with test keys: there is no other way to a `Verified`.

use std::sync::LazyLock;

use crypto::{RootKey, SigningKey, TrustedRoot, Verified};
use format::bulletin::{self, BulletinContent, WithdrawnRelease};
use format::catalog::{self, CatalogContent, Distribution, Index, Part, Release};
use format::{
    Addition, Blob, BulletinSalt, Change, Coupon, CustomerId, DistributionId, Envelope, FeatureId, Features,
    IssuingKey, Language, License, Limit, Names, NumberId, Payload, Prefix, ProductId, Purpose, Root, Scope,
    StateHead, Term, UnixTime,
};

use crate::{Redeemed, Revocations};

/// A day in seconds.
pub(crate) const DAY: u64 = 86_400;
/// When the tests' documents are signed: 2026-01-01T00:00:00Z.
pub(crate) const ISSUED: Day0 = Day0(1_767_225_600);

/// A moment to count days from; `UnixTime` cannot be made in a constant.
#[derive(Clone, Copy)]
pub(crate) struct Day0(pub(crate) u64);

impl Day0 {
    pub(crate) fn time(self) -> UnixTime {
        UnixTime::new(self.0)
    }

    /// So many days later.
    pub(crate) fn day(self, days: u64) -> UnixTime {
        UnixTime::new(self.0 + days * DAY)
    }
}

/// The one vendor of the tests; its keys are made once.
static VENDOR: LazyLock<Vendor> = LazyLock::new(Vendor::new);

/// Signs and verifies.
pub(crate) fn verified<T: Payload>(value: &T) -> Verified<T> {
    let document = VENDOR.key.sign(value).unwrap();
    VENDOR.root.keyring().verify(&Envelope::parse(&document).unwrap()).unwrap()
}

fn names() -> Names {
    [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect()
}

/// A vendor with one issuing key.
struct Vendor {
    key: SigningKey,
    root: TrustedRoot,
}

impl Vendor {
    fn new() -> Self {
        let (root_key, key) =
            (RootKey::new(SigningKey::from_seed(&[1; 32])), SigningKey::from_seed(&[2; 32]));
        let prefix = Prefix::new("DEMO").unwrap();
        let mut root = Root::new(prefix, names(), 1, vec![root_key.public()], UnixTime::new(0));
        root.issuing_keys = vec![IssuingKey::new(key.public(), Purpose::ALL)];
        let file = RootKey::sign_root(&root, &[&root_key]).unwrap();
        Self { key, root: TrustedRoot::unverified_origin(&file).unwrap() }
    }
}

pub(crate) fn number(number: u8) -> NumberId {
    NumberId::from_random([number; 12])
}

pub(crate) fn feature(number: u32) -> FeatureId {
    FeatureId::new(number).unwrap()
}

pub(crate) fn product(number: u32) -> ProductId {
    ProductId::new(number).unwrap()
}

/// One feature with a limit.
pub(crate) fn features(number: u32, limit: u32) -> Features {
    Features::from([(feature(number), Limit::count(limit).unwrap_or(Limit::Unlimited))])
}

/// An empty license, number 1 of customer 1.
pub(crate) fn license() -> License {
    License::new(number(1), CustomerId::new([1; 8]), ISSUED.time())
}

/// A bearer coupon, signed so many days after the license.
pub(crate) fn coupon(id: u8, day: u64, change: Change) -> Coupon {
    Coupon::new(number(id), Scope::Bearer, change, ISSUED.day(day))
}

/// A coupon that adds ten of the feature with the product's number.
pub(crate) fn add(id: u8, day: u64, product_number: u32, term: Term) -> Coupon {
    coupon(id, day, Change::Add(vec![addition(product_number, term)]))
}

/// Ten of the feature with the product's number.
pub(crate) fn addition(product_number: u32, term: Term) -> Addition {
    Addition::new(product(product_number), features(product_number, 10), term)
}

/// A coupon redeemed so many days after the license was signed.
pub(crate) fn redeemed(coupon: &Coupon, day: u64) -> Redeemed {
    Redeemed::new(verified(coupon), ISSUED.day(day))
}

/// A release as a reader of a catalog gets it: from a part that a signed head names by way of an index.
pub(crate) fn verified_release(release: &Release) -> Verified<Release> {
    let content = CatalogContent {
        number: 1,
        issued_at: ISSUED.time(),
        expires: ISSUED.day(30),
        distributions: vec![(
            Distribution::new(DistributionId::new("demo").unwrap(), names()),
            vec![release.clone()],
        )],
        products: Vec::new(),
        features: Vec::new(),
        audit_head: None,
    };
    let mut store = Store(Vec::new());
    let Ok(head) = catalog::build(content, &mut store);
    let head = verified(&head);
    let index = head.open::<Index>(|head| &head.groups[0].index, store.get(&head.groups[0].index)).unwrap();
    let part = &index.entries[0].parts[0].part;
    let part = index.open::<Part>(|index| &index.entries[0].parts[0].part, store.get(part)).unwrap();
    part.verified_releases().next().unwrap()
}

/// What the state after `coupon` names as its head.
pub(crate) fn head(coupon: &Coupon) -> StateHead {
    StateHead::new(verified(coupon).digest().as_bytes()[..8].try_into().unwrap())
}

/// Bulletin 12, signed three days after the license and fresh for thirty, in which no number was looked up yet.
pub(crate) fn bulletin(withdrawn: Vec<WithdrawnRelease>) -> Revocations {
    let content = BulletinContent {
        number: 12,
        issued_at: ISSUED.day(3),
        expires: Some(ISSUED.day(30)),
        salt: BulletinSalt::new([1; 16]),
        revoked: Vec::new(),
        burnt_keys: Vec::new(),
        withdrawn,
        lowest_catalog: None,
        audit_head: None,
    };
    let Ok(head) = bulletin::build(content, &mut NoObjects);
    Revocations::of(&verified(&head))
}

/// The objects of a catalog, in the order in which they were built.
struct Store(Vec<Vec<u8>>);

impl Store {
    fn get(&self, blob: &Blob) -> &[u8] {
        self.0.iter().find(|object| crypto::sha256(object) == blob.digest).unwrap()
    }
}

impl catalog::Objects for Store {
    type Error = std::convert::Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error> {
        self.0.push(object.to_vec());
        Ok(Blob { digest: crypto::sha256(object), bytes: u64::try_from(object.len()).unwrap() })
    }
}

struct NoObjects;

impl catalog::Objects for NoObjects {
    type Error = std::convert::Infallible;

    fn put(&mut self, _: &[u8]) -> Result<Blob, Self::Error> {
        unreachable!("few numbers stand in the head")
    }
}
