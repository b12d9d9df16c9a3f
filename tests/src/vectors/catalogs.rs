use std::collections::BTreeMap;
use std::convert::Infallible;

use crypto::sha256;
use format::catalog::{
    Bound, Catalog, CatalogContent, Distribution, FeatureInfo, Index, Metering, Object as _, Objects,
    PackageFile, ProductInfo, Release, Target, TargetKind, build,
};
use format::{
    Blob, Digest, DistributionId, Document, Envelope, FeatureId, FileName, Language, Names, Payload as _,
    ReleaseNumber, ReleaseRange,
};

use super::cbor::{self, Map};
use super::file::{Body, Vector};
use super::licenses::product;
use super::roots::ROOT;
use super::vendor::{CATALOGS, LICENSES, now};

const TRADE: &str = "УправлениеТорговлей";

#[derive(Default)]
struct Store(BTreeMap<Digest, Vec<u8>>);

impl Objects for Store {
    type Error = Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Infallible> {
        let blob = blob(object);
        self.0.insert(blob.digest, object.to_vec());
        Ok(blob)
    }
}

fn blob(bytes: &[u8]) -> Blob {
    Blob { digest: sha256(bytes), bytes: u64::try_from(bytes.len()).expect("usize has at most 64 bits") }
}

fn names(russian: &str, english: &str) -> Names {
    [(Language::RUSSIAN, russian.to_owned()), (Language::ENGLISH, english.to_owned())].into_iter().collect()
}

fn release_number(text: &str) -> ReleaseNumber {
    text.parse().expect("numbers and dots")
}

fn releases() -> Vec<Release> {
    let file =
        |name: &str| PackageFile::new(FileName::new(name).expect("a safe name"), blob(name.as_bytes()));
    let bound = |text: &str, is_inclusive| Some(Bound { release: release_number(text), is_inclusive });
    let mut trade = Target::new(TargetKind::Configuration, TRADE);
    (trade.lower, trade.upper) = (bound("11.5", true), bound("11.6", false));
    trade.tested = vec![
        ReleaseRange::new(release_number("11.5.8.300"), release_number("11.5.20.157")).expect("in order"),
    ];
    trade.except = vec![release_number("11.5.9.1")];
    let first = Release::new("3.7.9".to_owned(), 1, now(), vec![file("demo-3.7.9.cfe")], vec![trade.clone()]);
    let any = Target::new(TargetKind::Any, "");
    let files = vec![file("demo-3.7.10.cfe"), file("Прочти меня.txt")];
    let mut second = Release::new("3.7.10".to_owned(), 2, now().plus_days(1), files, vec![trade, any]);
    second.whats_new.insert(Language::RUSSIAN, blob("Новое".as_bytes()));
    vec![first, second]
}

/// The record of the one distribution.
pub(super) fn distribution() -> Distribution {
    let id = DistributionId::new("demo").expect("a safe id");
    let mut distribution = Distribution::new(id, names("Демо", "Demo"));
    distribution.agreements.insert(Language::RUSSIAN, blob("Соглашение".as_bytes()));
    (distribution.update_feature, distribution.products) = (FeatureId::new(1), vec![product(7)]);
    distribution
}

fn catalog() -> (Catalog, Store) {
    let feature = FeatureInfo {
        feature: FeatureId::new(1).expect("from 1"),
        names: names("Рабочие места", "Seats"),
        metering: Metering::User,
    };
    let content = CatalogContent {
        number: 12,
        issued_at: now(),
        expires: now().plus_days(90),
        distributions: vec![(distribution(), releases())],
        products: vec![ProductInfo { product: product(7), names: names("Демо", "Demo") }],
        features: vec![feature],
        audit_head: Some(sha256(b"the audit trail")),
    };
    let mut store = Store::default();
    let Ok(head) = build(content, &mut store);
    (head, store)
}

/// The payload of the head.
pub(super) fn head() -> Vec<u8> {
    catalog().0.encode()
}

/// The index of the configuration.
pub(super) fn index() -> Vec<u8> {
    let (head, store) = catalog();
    let group = head.group(TargetKind::Configuration, TRADE).expect("the group of the target");
    store.0[&group.index.digest].clone()
}

/// The part with both releases.
pub(super) fn part() -> Vec<u8> {
    let index = Index::decode(&index()).expect("an index");
    catalog().1.0[&index.entries[0].parts[0].part.digest].clone()
}

pub(super) fn digest() -> Digest {
    sha256(&catalog().0.encode())
}

/// The second release's record, which a receipt of its installation names.
pub(super) fn record() -> Digest {
    sha256(&releases()[1].encode())
}

pub(super) fn agreement() -> Digest {
    sha256("Соглашение".as_bytes())
}

pub(super) fn delivered() -> Vec<(String, Blob)> {
    releases()[1].files.iter().map(|file| (file.name.to_string(), file.blob)).collect()
}

fn head_vector(name: &str, expect: &str, spec: &str, comment: &str, document: Vec<u8>) -> Vector {
    Vector::new(&format!("catalog/{name}"), "catalog", expect, spec, comment, Body::Bytes(document))
        .with("root", ROOT)
}

fn object(name: &str, kind: &str, expect: &str, spec: &str, comment: &str, bytes: Vec<u8>) -> Vector {
    let blob = blob(&bytes);
    named(name, kind, expect, spec, comment, bytes, blob)
}

/// An object under the digest and length of `blob`.
fn named(
    name: &str,
    kind: &str,
    expect: &str,
    spec: &str,
    comment: &str,
    bytes: Vec<u8>,
    blob: Blob,
) -> Vector {
    Vector::new(&format!("catalog/{name}"), kind, expect, spec, comment, Body::Bytes(bytes))
        .with("blob", &format!("{} {}", blob.digest, blob.bytes))
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all = good();
    all.extend(heads());
    all.extend(objects());
    all
}

fn good() -> Vec<Vector> {
    let (head, store) = catalog();
    let group = head.group(TargetKind::Configuration, TRADE).expect("the group of the target");
    let index = &store.0[&group.index.digest];
    let read = Index::decode(index).expect("an index");
    let (record, part) = (read.entries[0].record, read.entries[0].parts[0].part);
    let mut changed = index.clone();
    changed[3] ^= 1;
    let signed = CATALOGS.signing().sign(&head).expect("a catalog that readers take");
    vec![
        head_vector("head", "ok", "§6.1", "two groups: any target, and one configuration", signed)
            .with("digest", &digest().to_string()),
        object("index", "index", "ok", "§6.1", "the index of the configuration", index.clone())
            .with("within", "catalog/head.txt"),
        object(
            "distribution",
            "distribution",
            "ok",
            "§6.3",
            "its distribution's record",
            store.0[&record.digest].clone(),
        )
        .with("within", "catalog/index.txt"),
        object("part", "part", "ok", "§6.3", "its two releases", store.0[&part.digest].clone())
            .with("within", "catalog/index.txt"),
        named(
            "other-index",
            "index",
            "wrong object",
            "§6.1",
            "one bit is not as the head has it",
            changed,
            group.index,
        )
        .with("within", "catalog/head.txt"),
    ]
}

fn heads() -> Vec<Vector> {
    let (head, _) = catalog();
    let mut swapped = head.clone();
    swapped.groups.swap(0, 1);
    let mut named_any = head.clone();
    named_any.groups.truncate(1);
    named_any.groups[0].name = TRADE.to_owned();
    let claims = Map::default().with(6, cbor::int(1_790_000_000));
    let endless = cbor::payload(&claims, &Map::default().with(1, cbor::int(12)));
    let untyped = Envelope::protected_header(Document::License, CATALOGS.id());
    let forge = |payload: &[u8]| CATALOGS.forge(Document::Catalog, payload);
    vec![
        head_vector(
            "field-exp-missing",
            "field missing",
            "§6.1",
            "a catalog has a last second of freshness",
            forge(&endless),
        ),
        head_vector(
            "field-groups-descending",
            "field order",
            "§6.1",
            "groups ascend",
            forge(&swapped.encode()),
        ),
        head_vector(
            "field-any-named",
            "field length",
            "§6.1",
            "the group of `any` has no name",
            forge(&named_any.encode()),
        ),
        head_vector(
            "without-typ",
            "malformed protected",
            "§2.3",
            "a file form without `typ`",
            CATALOGS.forge_with(Document::Catalog, &untyped, &head.encode()),
        ),
        head_vector(
            "wrong-purpose",
            "wrong purpose",
            "§5.1",
            "signed by the key for licenses",
            LICENSES.signing().sign(&head).expect("a catalog that readers take"),
        ),
    ]
}

fn objects() -> Vec<Vector> {
    let file = |name: &str| {
        let blob = cbor::array(&[cbor::bytes(&[1; 32]), cbor::int(9)]);
        Map::default().with(1, cbor::text(name)).with(2, blob).encode()
    };
    let number = |parts: &[i64]| cbor::array(&parts.iter().map(|part| cbor::int(*part)).collect::<Vec<_>>());
    let target = Map::default().with(1, cbor::int(1)).with(2, cbor::text(TRADE));
    let release = Map::default()
        .with(1, cbor::text("1.0"))
        .with(2, cbor::int(1))
        .with(3, cbor::int(1_790_000_000))
        .with(8, cbor::array(&[file("a.cfe")]))
        .with(9, cbor::array(&[target.encode()]));
    let part = |name: &str, problem: &str, spec, comment, releases: &[Map]| {
        let releases: Vec<Vec<u8>> = releases.iter().map(Map::encode).collect();
        object(
            &format!("part-{name}"),
            "part",
            &format!("field {problem}"),
            spec,
            comment,
            cbor::array(&releases),
        )
    };
    let files = |names: &[&str]| {
        release.clone().with(8, cbor::array(&names.iter().map(|name| file(name)).collect::<Vec<_>>()))
    };
    let targeted = |target: Map| release.clone().with(9, cbor::array(&[target.encode()]));
    let unsafe_name =
        |name, comment, file: &str| part(name, "unsafe-name", "§2.6", comment, &[files(&[file])]);
    let range = cbor::array(&[number(&[11, 6]), number(&[11, 5])]);
    let builds = cbor::array(&[number(&[11, 5]), number(&[11, 5, 0])]);
    vec![
        unsafe_name("name-up", "a name that leaves its folder", "../a.cfe"),
        unsafe_name("name-backslash", "a path for Windows", "a\\b.cfe"),
        unsafe_name("name-device", "a device of Windows", "NUL.cfe"),
        unsafe_name("name-dot", "a name that Windows shortens", "a.cfe."),
        part(
            "name-twice",
            "contradiction",
            "§6.3",
            "two names that Windows takes for one",
            &[files(&["a.cfe", "A.CFE"])],
        ),
        part(
            "order-twice",
            "order",
            "§6.3",
            "two releases with one order number",
            &[release.clone(), release.clone()],
        ),
        part(
            "withdrawn-without-reason",
            "contradiction",
            "§6.3",
            "whoever withdraws says why",
            &[release.clone().with(5, cbor::int(2))],
        ),
        part("no-files", "count", "§6.3", "a release without files", &[files(&[])]),
        part(
            "target-without-name",
            "contradiction",
            "§6.2",
            "a configuration without a name",
            &[targeted(target.clone().without(2))],
        ),
        part(
            "range-descending",
            "contradiction",
            "§6.2",
            "a tested range that ends before it begins",
            &[targeted(target.clone().with(5, cbor::array(&[range])))],
        ),
        part(
            "builds-equal",
            "order",
            "§6.2",
            "11.5 and 11.5.0 are one release",
            &[targeted(target.with(6, builds))],
        ),
        part("date-missing", "missing", "§6.3", "a release without its date", &[release.without(3)]),
    ]
}
