//! What a reader MUST refuse (SPEC §4 to §9): one edit of a good document for each sentence, with the field and the
//! problem that the error names.

use ciborium::Value;
use format::bulletin::{self, BulletinContent, BurntKey, RevokedEntry, Shard, WithdrawnRelease};
use format::catalog::{
    Bound, CatalogContent, Channel, Distribution, ExtensionFacts, FeatureInfo, Index, Metering, Object,
    Objects, PackageFile, Part, ProductInfo, Purpose1c, Release, Target, TargetKind, build,
};
use format::{
    Addition, Asked, Blob, Bulletin, BulletinSalt, Change, Coupon, CouponTag, CustomerId, Delivered, Digest,
    DistributionId, Event, FeatureId, FieldProblem, FileName, Forked, Grant, HeldLicense, Installed,
    IssuingKey, KeyId, Language, LastChange, License, Limit, Names, NumberId, ParseError, Payload, Prefix,
    ProductId, PublicKey, Purpose, Receipt, ReleaseNumber, ReleaseRange, Request, RevokedId, Root, Scope,
    Seen, Sha1Digest, StateHead, Term, TrialExtension, UnixTime,
};

use FieldProblem::{Contradiction, Count, Length, Missing, Order, Range, Type, UnknownKey, UnsafeName};

const PRIVATE: i64 = -65_537;
const NOW: u64 = 1_790_000_000;

// --- Good documents ------------------------------------------------------------------------------------------------

fn names() -> Names {
    [(Language::RUSSIAN, "Имя".to_owned()), (Language::ENGLISH, "name".to_owned())].into_iter().collect()
}

fn product(number: u32) -> ProductId {
    ProductId::new(number).unwrap()
}

fn feature(number: u32) -> FeatureId {
    FeatureId::new(number).unwrap()
}

fn number(byte: u8) -> NumberId {
    NumberId::from_random([byte; 12])
}

fn release_number(text: &str) -> ReleaseNumber {
    text.parse().unwrap()
}

fn blob() -> Blob {
    Blob { digest: Digest::new([3; 32]), bytes: 10 }
}

fn grant() -> Grant {
    let features = [(feature(1), Limit::Unlimited), (feature(2), Limit::count(5).unwrap())].into();
    Grant::new(product(1), features).from(UnixTime::new(NOW)).until(UnixTime::new(NOW + 9)).trial()
}

fn license() -> License {
    let mut license = License::new(number(1), CustomerId::new([1; 8]), UnixTime::new(NOW));
    license.holder = Some("ООО «Ромашка»".to_owned());
    license.grants = vec![grant(), Grant::new(product(2), grant().features)];
    license.folded = vec![CouponTag::of(number(1)), CouponTag::of(number(2))];
    license.bindings.site = Some("site".to_owned());
    license.bindings.infobase = Some("base".to_owned());
    license.grace_days = 14;
    license.last_change = Some(LastChange { head: StateHead::new([5; 8]), signed: UnixTime::new(NOW) });
    license
}

fn coupon(scope: Scope, change: Change) -> Coupon {
    let mut coupon = Coupon::new(number(3), scope, change, UnixTime::new(NOW));
    coupon.redeem_before = Some(UnixTime::new(NOW + 100));
    coupon.builds_on = Some(StateHead::new([5; 8]));
    coupon
}

fn adding() -> Coupon {
    let addition = Addition::new(product(1), grant().features, Term::Days(30.try_into().unwrap()));
    let mut coupon =
        coupon(Scope::Bearer, Change::Add(vec![addition.replacing([product(2), product(3)]).trial()]));
    coupon.is_reusable = true;
    coupon
}

fn extending() -> Coupon {
    let item = TrialExtension::new(product(1), 30.try_into().unwrap());
    coupon(Scope::Customer(CustomerId::new([1; 8])), Change::ExtendTrial(vec![item]))
}

fn changing() -> Coupon {
    coupon(Scope::License(number(1)), Change::Replace(vec![grant()]))
}

fn root() -> Root {
    let keys = vec![PublicKey::new([1; 32]), PublicKey::new([2; 32])];
    let mut root = Root::new(Prefix::new("DEMO").unwrap(), names(), 2, keys, UnixTime::new(NOW));
    root.expires = Some(UnixTime::new(NOW + 1000));
    let mut issuing = IssuingKey::new(PublicKey::new([3; 32]), [Purpose::License, Purpose::Coupon]);
    (issuing.from, issuing.until) = (Some(UnixTime::new(NOW)), Some(UnixTime::new(NOW + 9)));
    root.issuing_keys = vec![issuing];
    root
}

fn target() -> Target {
    let bound = |text: &str| Some(Bound { release: release_number(text), is_inclusive: true });
    let mut target = Target::new(TargetKind::Configuration, "УправлениеТорговлей");
    (target.lower, target.upper) = (bound("11.5"), bound("11.6"));
    (target.platform_lower, target.platform_upper) = (bound("8.3.20"), bound("8.3.27"));
    target.tested = vec![ReleaseRange::new(release_number("11.5.8"), release_number("11.5.20")).unwrap()];
    target.builds = vec![release_number("11.4.14"), release_number("11.4.15")];
    target.except = vec![release_number("11.5.9"), release_number("11.5.10")];
    target
}

fn release() -> Release {
    let mut file = PackageFile::new(FileName::new("a.cfe").unwrap(), blob());
    (file.role, file.sha1) = (Some("extension".to_owned()), Some(Sha1Digest::new([4; 20])));
    let other = PackageFile::new(FileName::new("B.cfe").unwrap(), blob());
    let mut release =
        Release::new("1.0".to_owned(), 1, UnixTime::new(NOW), vec![file, other], vec![target()]);
    (release.revision, release.channel, release.reason) = (2, Channel::Withdrawn, names());
    release.whats_new.insert(Language::ENGLISH, blob());
    release.from_versions = vec!["0.9".to_owned()];
    let id = |id: &str| DistributionId::new(id).unwrap();
    (release.requires, release.conflicts) = (vec![id("a"), id("b")], vec![id("c")]);
    release.safety.without_safe_mode = true;
    let mut facts = ExtensionFacts::new("Имя".to_owned(), Purpose1c::AddOn, 80_316, [6; 16]);
    (facts.version, facts.vendor, facts.prefix) = (Some("1".into()), Some("v".into()), Some("p_".into()));
    facts.synonyms = names();
    release.facts = Some(facts);
    release
}

fn distribution() -> Distribution {
    let mut distribution = Distribution::new(DistributionId::new("a-b").unwrap(), names());
    distribution.descriptions = names();
    distribution.agreements.insert(Language::RUSSIAN, blob());
    distribution.documentation.insert(Language::RUSSIAN, blob());
    distribution.developer = Some("vendor".to_owned());
    distribution.update_feature = Some(feature(1));
    (distribution.products, distribution.trial_product) = (vec![product(1), product(2)], Some(product(2)));
    distribution.is_free = true;
    distribution
}

/// Keeps the objects of a catalog in the order of arrival: record, parts and index of each target, head last.
#[derive(Default)]
struct Store(Vec<Vec<u8>>);

impl Objects for Store {
    type Error = std::convert::Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error> {
        self.0.push(object.to_vec());
        Ok(blob())
    }
}

/// Head, index and part of a catalog with two targets and two releases.
fn catalog() -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let mut second = release();
    second.order = 2;
    second.targets.push(Target::new(TargetKind::Any, ""));
    let mut other = distribution();
    other.id = DistributionId::new("b").unwrap();
    let content = CatalogContent {
        number: 7,
        issued_at: UnixTime::new(NOW),
        expires: UnixTime::new(NOW + 1000),
        distributions: vec![(distribution(), vec![release(), second]), (other, vec![release()])],
        products: [1, 2].map(|number| ProductInfo { product: product(number), names: names() }).to_vec(),
        features: [1, 2]
            .map(|number| FeatureInfo { feature: feature(number), names: names(), metering: Metering::User })
            .to_vec(),
        audit_head: Some(Digest::new([8; 32])),
    };
    let mut store = Store::default();
    let Ok(head) = build(content, &mut store);
    let (index, part) = (store.0.len() - 1, 4);
    (head.encode(), store.0[index].clone(), store.0[part].clone())
}

fn entry(first: u16) -> RevokedEntry {
    let mut id = [7; 16];
    id[..2].copy_from_slice(&first.to_be_bytes());
    RevokedEntry { id: RevokedId::new(id), last_revision: RevokedEntry::ALL }
}

/// A bulletin of so many revoked numbers.
fn bulletin(revoked: u16) -> Bulletin {
    let content = BulletinContent {
        number: 4,
        issued_at: UnixTime::new(NOW),
        expires: Some(UnixTime::new(NOW + 1000)),
        salt: BulletinSalt::new([9; 16]),
        revoked: (0..revoked).map(entry).collect(),
        burnt_keys: [1, 2]
            .map(|key| BurntKey { key: KeyId::new([key; 8]), since: UnixTime::new(NOW) })
            .to_vec(),
        withdrawn: [1, 2]
            .map(|record| WithdrawnRelease { record: Digest::new([record; 32]), why: names() })
            .to_vec(),
        lowest_catalog: Some(3),
        audit_head: Some(Digest::new([8; 32])),
    };
    let Ok(head) = bulletin::build(content, &mut Store::default());
    head
}

fn receipt(event: Event) -> Receipt {
    Receipt::new(5, Some(Digest::new([1; 32])), event, UnixTime::new(NOW))
}

fn first_receipt() -> Receipt {
    let event = Event::Started { key: PublicKey::new([1; 32]), root: Digest::new([2; 32]), version: 1 };
    Receipt::new(0, None, event, UnixTime::new(NOW))
}

fn installing() -> Receipt {
    let installed = Installed::new(DistributionId::new("a").unwrap(), "1.0".to_owned(), Digest::new([1; 32]))
        .for_configuration(Some("УТ".to_owned()), Some(release_number("11.5")));
    let file = Delivered::new(FileName::new("a.cfe").unwrap(), Digest::new([2; 32]), 10);
    receipt(Event::InstallDone { installed, folder: "C:\\1c".to_owned(), files: vec![file] })
}

fn agreeing() -> Receipt {
    receipt(Event::AgreementAccepted {
        distribution: DistributionId::new("a").unwrap(),
        text: Digest::new([1; 32]),
        language: Language::RUSSIAN,
        who: "admin".to_owned(),
        license: Some(number(1)),
    })
}

// --- Edits ---------------------------------------------------------------------------------------------------------

/// A path to an item, and what comes in its place; `None` takes it away.
type Edit<'a> = (&'a [i64], Option<Value>, &'static str, FieldProblem);

fn edited(bytes: &[u8], path: &[i64], replacement: Option<&Value>) -> Vec<u8> {
    let mut document: Value = ciborium::from_reader(bytes).unwrap();
    let (last, parents) = path.split_last().expect("a path");
    let parent = parents.iter().fold(&mut document, |value, step| match value {
        Value::Map(entries) => {
            &mut entries.iter_mut().find(|(key, _)| *key == Value::from(*step)).expect("a key").1
        }
        Value::Array(items) => &mut items[usize::try_from(*step).unwrap()],
        _ => panic!("a leaf on the path {path:?}"),
    });
    match parent {
        Value::Map(entries) => {
            entries.retain(|(key, _)| *key != Value::from(*last));
            entries.extend(replacement.map(|value| (Value::from(*last), value.clone())));
            entries.sort_by_key(|(key, _)| encoded(key));
        }
        Value::Array(items) => {
            let at = usize::try_from(*last).unwrap();
            match replacement {
                Some(value) if at < items.len() => items[at] = value.clone(),
                Some(value) => items.push(value.clone()),
                None => drop(items.remove(at)),
            }
        }
        _ => panic!("a leaf at the end of the path {path:?}"),
    }
    encoded(&document)
}

fn encoded(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn refuses<T: std::fmt::Debug>(
    bytes: &[u8],
    decode: impl Fn(&[u8]) -> Result<T, ParseError>,
    edits: &[Edit<'_>],
) {
    decode(bytes).expect("the document is good before the edit");
    for (path, replacement, field, problem) in edits {
        match decode(&edited(bytes, path, replacement.as_ref())) {
            Err(ParseError::Field { field: found, problem: what, .. }) => {
                assert_eq!((found, what), (*field, *problem), "{path:?} {replacement:?}");
            }
            other => panic!("{path:?} {replacement:?}: {other:?}"),
        }
    }
}

fn payload_refuses<T: Payload + std::fmt::Debug>(value: &T, edits: &[Edit<'_>]) {
    refuses(&value.encode(), T::decode, edits);
}

fn int(number: u64) -> Option<Value> {
    Some(Value::from(number))
}

fn text(text: &str) -> Option<Value> {
    Some(Value::from(text))
}

/// Packed entries of revoked numbers, each with the first byte of its hash and a revision.
fn entries(entries: &[(u8, u32)]) -> Option<Value> {
    let packed = |(first, revision): &(u8, u32)| [&[*first], &[0; 15][..], &revision.to_be_bytes()].concat();
    Some(Value::Bytes(entries.iter().flat_map(packed).collect()))
}

fn bytes(length: usize) -> Option<Value> {
    Some(Value::Bytes(vec![1; length]))
}

fn list(items: &[Option<Value>]) -> Option<Value> {
    Some(Value::Array(items.iter().flatten().cloned().collect()))
}

fn many(count: usize, item: impl Fn(u64) -> Option<Value>) -> Option<Value> {
    list(&(0..count).map(|index| item(u64::try_from(index).unwrap())).collect::<Vec<_>>())
}

fn map(entries: &[(Value, Value)]) -> Option<Value> {
    Some(Value::Map(entries.to_vec()))
}

fn flag(value: bool) -> Option<Value> {
    Some(Value::Bool(value))
}

const PAST_THE_LAST_SECOND: u64 = 253_402_300_800;

// --- Documents -----------------------------------------------------------------------------------------------------

#[test]
fn claims() {
    let p = PRIVATE;
    payload_refuses(
        &license(),
        &[
            (&[2], text(""), "sub", Length),
            (&[2], text(&"x".repeat(257)), "sub", Length),
            (&[4], int(NOW), "exp", UnknownKey),
            (&[5], int(NOW), "claims", UnknownKey),
            (&[6], None, "iat", Missing),
            (&[6], text("now"), "iat", Type),
            (&[6], Some(Value::from(-1)), "iat", Type),
            (&[6], int(PAST_THE_LAST_SECOND), "iat", Range),
            (&[7], None, "cti", Missing),
            (&[7], bytes(11), "cti", Length),
            (&[7], bytes(13), "cti", Length),
            (&[7], Some(Value::Bytes(vec![0x80; 12])), "cti", Range),
            (&[8], int(0), "claims", UnknownKey),
            (&[1024], int(0), "claims", UnknownKey),
            (&[p], None, "private", Missing),
            (&[p - 1], int(0), "claims", UnknownKey),
            (&[p, 1023], int(0), "private", UnknownKey),
            (&[p, 65_536], int(0), "private", UnknownKey),
            (&[p, -1], int(0), "private", UnknownKey),
        ],
    );
}

#[test]
fn licenses() {
    let p = PRIVATE;
    let features = |count: u64| map(&(1..=count).map(|n| (n.into(), Value::Bool(true))).collect::<Vec<_>>());
    payload_refuses(
        &license(),
        &[
            (&[p, 1], None, "revision", Missing),
            (&[p, 1], int(0), "revision", Range),
            (&[p, 1], int(1 << 32), "revision", Range),
            (&[p, 2], list(&[]), "grants", Count),
            (&[p, 2], int(1), "grants", Type),
            (&[p, 2, 0, 1], None, "grant.product", Missing),
            (&[p, 2, 0, 1], int(0), "grant.product", Range),
            (&[p, 2, 0, 2], None, "grant.features", Missing),
            (&[p, 2, 0, 2], features(0), "grant.features", Count),
            (&[p, 2, 0, 2], features(65), "grant.features", Count),
            (&[p, 2, 0, 2, 0], flag(true), "grant.features", Range),
            (&[p, 2, 0, 2, 1], int(0), "grant.features", Range),
            (&[p, 2, 0, 2, 1], flag(false), "grant.features", Range),
            (&[p, 2, 0, 2, 1], text("5"), "grant.features", Type),
            (&[p, 2, 0, 3], int(NOW + 10), "grants", Contradiction),
            (&[p, 2, 0, 5], flag(false), "grant.trial", Range),
            (&[p, 2, 0, 6], int(1), "grant", UnknownKey),
            (&[p, 2, 0, 1024], int(1), "grant", UnknownKey),
            (&[p, 3], list(&[]), "folded", Count),
            (&[p, 3, 1], bytes(8), "folded", Order),
            (&[p, 3, 1], bytes(7), "folded", Length),
            (&[p, 4], map(&[]), "bindings", Count),
            (&[p, 4, 1], text(""), "bindings.site", Length),
            (&[p, 4, 2], text(&"x".repeat(65)), "bindings.infobase", Length),
            (&[p, 4, 3], text("x"), "bindings", UnknownKey),
            (&[p, 5], int(0), "grace-days", Range),
            (&[p, 5], int(367), "grace-days", Range),
            (&[p, 6], None, "customer", Missing),
            (&[p, 6], bytes(9), "customer", Length),
            (&[p, 7], bytes(8), "last-change", Type),
            (&[p, 7, 1], None, "last-change", Count),
            (&[p, 7, 0], bytes(7), "last-change", Length),
            (&[p, 7, 1], int(253_402_300_800), "last-change", Range),
            (&[p, 8], int(0), "private", UnknownKey),
        ],
    );
    let grants = |count| {
        let grant = edited(&license().encode(), &[p, 2], None);
        let one: Value = ciborium::from_reader(&license().encode()[..]).unwrap();
        let one =
            one.as_map().unwrap().iter().find(|(key, _)| *key == Value::from(p)).unwrap().1.as_map().unwrap()
                [1]
            .1
            .as_array()
            .unwrap()[1]
                .clone();
        License::decode(&edited(&grant, &[p, 2], many(count, |_| Some(one.clone())).as_ref()))
    };
    assert!(grants(64).is_ok());
    assert!(matches!(grants(65), Err(ParseError::Field { field: "grants", problem: Count, .. })));
    let folded = |count| {
        let tag = |index: u64| Some(Value::Bytes(index.to_be_bytes().to_vec()));
        License::decode(&edited(&license().encode(), &[p, 3], many(count, tag).as_ref()))
    };
    assert!(folded(512).is_ok());
    assert!(matches!(folded(513), Err(ParseError::Field { field: "folded", problem: Count, .. })));
}

#[test]
fn bulletins() {
    let p = PRIVATE;
    payload_refuses(
        &bulletin(2),
        &[
            (&[2], text("holder"), "sub", UnknownKey),
            (&[4], int(PAST_THE_LAST_SECOND), "exp", Range),
            (&[6], None, "iat", Missing),
            (&[7], bytes(12), "cti", UnknownKey),
            (&[p, 1], None, "bulletin-number", Missing),
            (&[p, 1], int(0), "bulletin-number", Range),
            (&[p, 2], None, "salt", Missing),
            (&[p, 2], bytes(15), "salt", Length),
            (&[p, 3], bytes(0), "entries", Length),
            (&[p, 3], bytes(19), "entries", Length),
            (&[p, 3], bytes(4097 * 20), "entries", Length),
            (&[p, 3], list(&[]), "entries", Type),
            (&[p, 3], entries(&[(2, 1), (1, 1)]), "entries", Order),
            (&[p, 3], entries(&[(1, 1), (1, 2)]), "entries", Order),
            (&[p, 3], entries(&[(1, 0)]), "entries", Range),
            (&[p, 4], many(2, |_| list(&[bytes(32), int(1)])), "shards", Contradiction),
            (&[p, 5], list(&[]), "burnt-keys", Count),
            (&[p, 5], many(257, |_| list(&[bytes(8), int(NOW)])), "burnt-keys", Count),
            (&[p, 5, 0, 0], bytes(9), "burnt-keys", Length),
            (&[p, 5, 0, 1], int(PAST_THE_LAST_SECOND), "burnt-keys", Range),
            (&[p, 5, 0, 2], int(0), "burnt-keys", Count),
            (&[p, 5, 0, 0], Some(Value::Bytes(vec![2; 8])), "burnt-keys", Order),
            (&[p, 6], list(&[]), "withdrawn", Count),
            (&[p, 6, 0, 0], bytes(31), "withdrawn", Length),
            (&[p, 6, 0, 1], map(&[]), "withdrawn", Count),
            (&[p, 6, 0, 1], text("why"), "withdrawn", Type),
            (&[p, 6, 0, 0], Some(Value::Bytes(vec![2; 32])), "withdrawn", Order),
            (&[p, 7], int(0), "lowest-catalog", Range),
            (&[p, 8], bytes(31), "audit-head", Length),
            (&[p, 9], int(0), "private", UnknownKey),
        ],
    );
    let blob = || list(&[bytes(32), int(1)]);
    payload_refuses(
        &bulletin(1025),
        &[
            (&[p, 4], list(&[]), "shards", Count),
            (&[p, 4], many(1, |_| blob()), "shards", Count),
            (&[p, 4], many(3, |_| blob()), "shards", Count),
            (&[p, 4], many(8192, |_| blob()), "shards", Count),
            (&[p, 4, 0, 0], bytes(31), "shards", Length),
        ],
    );
    assert!(
        Bulletin::decode(&edited(&bulletin(1025).encode(), &[p, 4], many(4096, |_| blob()).as_ref())).is_ok()
    );
    assert!(Bulletin::decode(&edited(&bulletin(2).encode(), &[p, 4], None)).is_ok());
    let shard = |packed: Option<Value>| Shard::decode(&encoded(&packed.unwrap()));
    assert!(shard(entries(&[])).is_ok() && shard(entries(&[(1, 1), (2, 7)])).is_ok());
    for (packed, problem) in [
        (entries(&[(2, 1), (1, 1)]), Order),
        (entries(&[(1, 0)]), Range),
        (bytes(21), Length),
        (int(1), Type),
    ] {
        assert!(
            matches!(shard(packed), Err(ParseError::Field { field: "object", problem: found, .. }) if found == problem)
        );
    }
}

#[test]
fn coupons() {
    let p = PRIVATE;
    payload_refuses(
        &adding(),
        &[
            (&[2], text("holder"), "sub", UnknownKey),
            (&[4], int(PAST_THE_LAST_SECOND), "exp", Range),
            (&[7], None, "cti", Missing),
            (&[p, 1], None, "kind", Missing),
            (&[p, 1], int(0), "kind", Range),
            (&[p, 1], int(4), "kind", Range),
            (&[p, 1], int(3), "grant", UnknownKey),
            (&[p, 2], None, "scope", Missing),
            (&[p, 2], list(&[]), "scope", Count),
            (&[p, 2], list(&[int(3)]), "scope", Range),
            (&[p, 2], list(&[int(0), bytes(8)]), "scope", Count),
            (&[p, 2], list(&[int(1)]), "scope", Count),
            (&[p, 2], list(&[int(1), bytes(8)]), "scope", Length),
            (&[p, 2], list(&[int(2), bytes(12)]), "scope", Length),
            (&[p, 2], list(&[int(2), bytes(8), int(0)]), "scope", Count),
            (&[p, 3], None, "items", Missing),
            (&[p, 3], list(&[]), "items", Count),
            (&[p, 3, 0, 1], int(0), "addition.product", Range),
            (&[p, 3, 0, 2], None, "addition.features", Missing),
            (&[p, 3, 0, 3], int(NOW), "addition", UnknownKey),
            (&[p, 3, 0, 4], int(NOW), "items", Contradiction),
            (&[p, 3, 0, 5], flag(false), "addition.trial", Range),
            (&[p, 3, 0, 6], int(0), "addition.days", Range),
            (&[p, 3, 0, 6], int(36_526), "addition.days", Range),
            (&[p, 3, 0, 7], list(&[]), "addition.replaces", Count),
            (&[p, 3, 0, 7], list(&[int(3), int(2)]), "addition.replaces", Order),
            (&[p, 3, 0, 7], many(17, |index| int(index + 1)), "addition.replaces", Count),
            (&[p, 4], flag(false), "reusable", Range),
            (&[p, 5], bytes(9), "state-head", Length),
            (&[p, 6], int(0), "private", UnknownKey),
        ],
    );
    payload_refuses(
        &extending(),
        &[
            (&[p, 3, 0, 1], None, "extend.product", Missing),
            (&[p, 3, 0, 6], None, "extend.days", Missing),
            (&[p, 3, 0, 6], int(0), "extend.days", Range),
            (&[p, 3, 0, 7], int(0), "extend", UnknownKey),
        ],
    );
    payload_refuses(
        &changing(),
        &[
            (&[p, 2], list(&[int(0)]), "scope", Contradiction),
            (&[p, 2], list(&[int(2), bytes(8)]), "scope", Contradiction),
            (&[p, 4], flag(true), "scope", Contradiction),
        ],
    );
}

#[test]
fn roots() {
    let p = PRIVATE;
    let key = |byte: u8| Some(Value::Bytes(vec![byte; 32]));
    payload_refuses(
        &root(),
        &[
            (&[7], Some(Value::Bytes(vec![1; 12])), "cti", UnknownKey),
            (&[p, 1], int(0), "version", Range),
            (&[p, 2], text("DEM"), "prefix", Range),
            (&[p, 2], text("Demo"), "prefix", Range),
            (&[p, 2], text("DEMOX"), "prefix", Length),
            (&[p, 3], None, "names", Missing),
            (&[p, 3], map(&[]), "names", Count),
            (&[p, 3], map(&[("EN".into(), "x".into())]), "names", Range),
            (&[p, 3], map(&[("eng".into(), "x".into())]), "names", Length),
            (&[p, 3], map(&[("en".into(), "".into())]), "names", Length),
            (&[p, 3], map(&[("en".into(), "x".repeat(257).into())]), "names", Length),
            (&[p, 4], int(2), "environment", Range),
            (&[p, 5], int(0), "threshold", Range),
            (&[p, 5], int(3), "threshold", Contradiction),
            (&[p, 5], int(17), "threshold", Range),
            (&[p, 6], list(&[]), "root-keys", Count),
            (&[p, 6, 1], bytes(31), "root-keys", Length),
            (&[p, 6], list(&[key(2), key(1)]), "root-keys", Order),
            (&[p, 6], list(&[key(1), key(1)]), "root-keys", Order),
            (&[p, 6], list(&(1..=17).map(key).collect::<Vec<_>>()), "root-keys", Count),
            (&[p, 7], list(&[]), "issuing-keys", Count),
            (&[p, 7, 0, 1], key(1), "issuing-keys", Contradiction),
            (&[p, 7, 0, 2], None, "issuing-key.purposes", Missing),
            (&[p, 7, 0, 2], list(&[]), "issuing-key.purposes", Count),
            (&[p, 7, 0, 2], list(&[int(5)]), "issuing-key.purposes", Range),
            (&[p, 7, 0, 2], list(&[int(2), int(1)]), "issuing-key.purposes", Order),
            (&[p, 7, 0, 3], int(NOW + 10), "issuing-keys", Contradiction),
            (&[p, 7, 0, 5], list(&[]), "issuing-key.products", Count),
            (&[p, 7, 0, 5], list(&[int(0)]), "issuing-key.products", Range),
            (&[p, 7, 0, 5], list(&[int(2), int(1)]), "issuing-key.products", Order),
            (&[p, 7, 0, 5], int(1), "issuing-key.products", Type),
            (&[p, 7, 0, 6], int(1), "issuing-key", UnknownKey),
            (&[p, 8], int(1), "private", UnknownKey),
        ],
    );
    let mut twice = root();
    twice.issuing_keys.push(twice.issuing_keys[0].clone());
    let error = Root::decode(&twice.encode()).unwrap_err();
    assert!(matches!(error, ParseError::Field { field: "issuing-keys", problem: Contradiction, .. }));
}

// --- Catalog -------------------------------------------------------------------------------------------------------

#[test]
fn catalog_heads() {
    let p = PRIVATE;
    let (head, ..) = catalog();
    let names = map(&[("en".into(), "x".into())]);
    refuses(
        &head,
        format::Catalog::decode,
        &[
            (&[4], None, "exp", Missing),
            (&[2], text("holder"), "sub", UnknownKey),
            (&[p, 1], int(0), "catalog-number", Range),
            (&[p, 2], list(&[]), "groups", Count),
            (&[p, 2, 0], list(&[int(0)]), "groups", Count),
            (&[p, 2, 0, 0], int(6), "groups", Range),
            (&[p, 2, 0, 1], text("x"), "groups", Length),
            (&[p, 2, 1, 1], text(""), "groups", Length),
            (&[p, 2, 1, 1], text(&"x".repeat(257)), "groups", Length),
            (&[p, 2, 1, 2], list(&[bytes(32)]), "groups", Count),
            (&[p, 2, 1, 2, 0], bytes(31), "groups", Length),
            (&[p, 2, 1, 2, 1], text("9"), "groups", Type),
            (&[p, 2, 2], list(&[int(0), text(""), list(&[bytes(32), int(1)])]), "groups", Order),
            (&[p, 3], list(&[]), "products", Count),
            (&[p, 3, 0, 0], int(0), "products", Range),
            (&[p, 3, 2], list(&[int(2), names.clone()]), "products", Order),
            (&[p, 4, 0, 2], int(6), "features", Range),
            (&[p, 4, 2], list(&[int(1), names, int(1)]), "features", Order),
            (&[p, 5], bytes(20), "audit-head", Length),
            (&[p, 6], int(0), "private", UnknownKey),
        ],
    );
}

#[test]
fn catalog_indexes_and_parts() {
    let (_, index, part) = catalog();
    refuses(
        &index,
        Index::decode,
        &[
            (&[0, 0], text("A"), "object", UnsafeName),
            (&[0, 0], text("c"), "index", Order),
            (&[0, 2], list(&[]), "object", Count),
            (&[0, 1, 0], bytes(33), "object", Length),
            (&[0, 2, 0, 1], None, "part-ref.blob", Missing),
            (&[0, 2, 0, 2], int(0), "part-ref.releases", Range),
            (&[0, 2, 0, 3], list(&[]), "part-ref.lowest", Count),
            (&[0, 2, 0, 4], many(9, int), "part-ref.highest", Count),
            (&[0, 2, 0, 5], int(0), "part-ref", UnknownKey),
        ],
    );
    refuses(&part, Part::decode, &[(&[0, 2], int(2), "part", Order), (&[0, 2], int(3), "part", Order)]);
    assert!(matches!(Index::decode(&[0x80]), Err(ParseError::Field { problem: Count, .. })));
    assert!(matches!(Part::decode(&[0x80]), Err(ParseError::Field { problem: Count, .. })));
}

#[test]
fn releases() {
    let twice = edited(&release().encode(), &[8, 1, 1], text("A.cfe").as_ref());
    assert!(matches!(Release::decode(&twice), Err(ParseError::Field { problem: Contradiction, .. })));
    let name = |name: &str| text(name);
    refuses(
        &release().encode(),
        Release::decode,
        &[
            (&[1], None, "release.version", Missing),
            (&[1], text(""), "release.version", Length),
            (&[2], int(1 << 32), "release.order", Range),
            (&[3], int(PAST_THE_LAST_SECOND), "release.date", Range),
            (&[4], int(1), "release.revision", Range),
            (&[5], None, "release", Contradiction),
            (&[5], int(0), "release.channel", Range),
            (&[5], int(3), "release.channel", Range),
            (&[6], None, "release", Contradiction),
            (&[6], map(&[]), "release.reason", Count),
            (&[7], map(&[]), "release.whats-new", Count),
            (&[8], list(&[]), "release.files", Count),
            (&[8, 0, 1], name("../a"), "file.name", UnsafeName),
            (&[8, 0, 1], name("a/b"), "file.name", UnsafeName),
            (&[8, 0, 1], name("C:x"), "file.name", UnsafeName),
            (&[8, 0, 1], name("nul.cfe"), "file.name", UnsafeName),
            (&[8, 0, 1], name("x."), "file.name", UnsafeName),
            (&[8, 0, 1], name(&"x".repeat(121)), "file.name", Length),
            (&[8, 0, 2], None, "file.blob", Missing),
            (&[8, 0, 3], text(""), "file.role", Length),
            (&[8, 0, 4], bytes(19), "file.sha-1", Length),
            (&[8, 0, 5], int(0), "file", UnknownKey),
            (&[9], list(&[]), "release.targets", Count),
            (&[10], list(&[]), "release.from-versions", Count),
            (&[11], list(&[text("b"), text("a")]), "release.requires", Order),
            (&[11], list(&[text("B")]), "release.requires", UnsafeName),
            (&[12], list(&[text("-a")]), "release.conflicts", UnsafeName),
            (&[13], map(&[]), "safety", Count),
            (&[13, 1], flag(false), "safety.safe-mode", Range),
            (&[13, 3], flag(true), "safety", UnknownKey),
            (&[14, 1], None, "facts.name", Missing),
            (&[14, 4], int(3), "facts.purpose", Range),
            (&[14, 5], text("8.3.16"), "facts.compatibility-mode", Type),
            (&[14, 6], bytes(15), "facts.root-uuid", Length),
            (&[14, 9], int(0), "facts", UnknownKey),
            (&[15], int(0), "release", UnknownKey),
        ],
    );
}

#[test]
fn targets() {
    let range = |first: u64, last: u64| list(&[list(&[int(first)]), list(&[int(last)])]);
    refuses(
        &release().encode(),
        Release::decode,
        &[
            (&[9, 0, 1], int(6), "target.kind", Range),
            (&[9, 0, 1], int(0), "release.targets", Contradiction),
            (&[9, 0, 2], None, "release.targets", Contradiction),
            (&[9, 0, 2], text(""), "target.name", Length),
            (&[9, 0, 3, 0], list(&[]), "target.lower", Count),
            (&[9, 0, 3, 0], many(9, int), "target.lower", Count),
            (&[9, 0, 3, 0, 0], int(1 << 32), "target.lower", Range),
            (&[9, 0, 3, 1], int(1), "target.lower", Type),
            (&[9, 0, 4], list(&[list(&[int(1)])]), "target.upper", Count),
            (&[9, 0, 5], list(&[]), "target.tested", Count),
            (&[9, 0, 5, 0], range(2, 1), "target.tested", Contradiction),
            (&[9, 0, 5], many(33, |_| range(1, 2)), "target.tested", Count),
            (&[9, 0, 6], list(&[list(&[int(2)]), list(&[int(1)])]), "target.builds", Order),
            (&[9, 0, 7], list(&[list(&[int(1)]), list(&[int(1), int(0)])]), "target.except", Order),
            (&[9, 0, 8], int(1), "target.platform-lower", Type),
            (&[9, 0, 10], int(1), "target", UnknownKey),
        ],
    );
}

#[test]
fn distributions() {
    refuses(
        &distribution().encode(),
        Distribution::decode,
        &[
            (&[1], None, "distribution.id", Missing),
            (&[1], text("a_b"), "distribution.id", UnsafeName),
            (&[1], text(&"a".repeat(65)), "distribution.id", Length),
            (&[2], None, "distribution.names", Missing),
            (&[3], map(&[("en".into(), "x".repeat(1025).into())]), "distribution.descriptions", Length),
            (&[4], map(&[]), "distribution.agreements", Count),
            (&[5], map(&[("en".into(), "x".into())]), "distribution.documentation", Type),
            (&[6], text(""), "distribution.developer", Length),
            (&[7], int(0), "distribution.update-feature", Range),
            (&[8], list(&[int(2), int(1)]), "distribution.products", Order),
            (&[9], int(0), "distribution.trial-product", Range),
            (&[10], flag(false), "distribution.free", Range),
            (&[11], int(0), "distribution", UnknownKey),
        ],
    );
}

// --- Receipts ------------------------------------------------------------------------------------------------------

#[test]
fn receipts() {
    let p = PRIVATE;
    payload_refuses(
        &first_receipt(),
        &[
            (&[4], int(NOW), "exp", UnknownKey),
            (&[p, 1], None, "sequence", Missing),
            (&[p, 1], int(1), "previous", Contradiction),
            (&[p, 2], bytes(32), "previous", Contradiction),
            (&[p, 3], int(13), "kind", Range),
            (&[p, 4], bytes(31), "key", Length),
            (&[p, 6], int(0), "root-version", Range),
            (&[p, 7], int(0), "private", UnknownKey),
        ],
    );
    payload_refuses(
        &installing(),
        &[
            (&[p, 1], int(0), "previous", Contradiction),
            (&[p, 1], int(1 << 32), "sequence", Range),
            (&[p, 2], None, "previous", Contradiction),
            (&[p, 4], text("A"), "distribution", UnsafeName),
            (&[p, 5], text(""), "version", Length),
            (&[p, 6], bytes(31), "release-digest", Length),
            (&[p, 7], text(&"x".repeat(1025)), "configuration", Length),
            (&[p, 8], list(&[]), "release-number", Count),
            (&[p, 9], None, "folder", Missing),
            (&[p, 10], list(&[]), "files", Count),
            (&[p, 10, 0, 0], text("a\\b"), "files", UnsafeName),
            (&[p, 10, 0], list(&[text("a")]), "files", Count),
            (&[p, 11], int(0), "private", UnknownKey),
        ],
    );
    payload_refuses(
        &agreeing(),
        &[
            (&[p, 5], bytes(20), "text-digest", Length),
            (&[p, 6], text("RU"), "language", Range),
            (&[p, 7], None, "who", Missing),
            (&[p, 8], Some(Value::Bytes(vec![0xff; 12])), "number", Range),
        ],
    );
    let redeemed =
        Event::CouponRedeemed { license: number(1), digest: Digest::new([1; 32]), coupon: number(2) };
    payload_refuses(&receipt(redeemed), &[(&[p, 6], int(1), "coupon-number", Type)]);
    let added = Event::LicenseAdded { license: number(1), digest: Digest::new([1; 32]), revision: 1 };
    payload_refuses(&receipt(added), &[(&[p, 6], int(0), "revision", Range)]);
    let seen = Event::CatalogSeen { catalog: Digest::new([1; 32]), number: 1 };
    payload_refuses(&receipt(seen), &[(&[p, 4], int(0), "private", UnknownKey)]);
    let forked = Event::ForkSeen { forked: Forked::Root, digest: Digest::new([1; 32]), number: 2 };
    payload_refuses(
        &receipt(forked),
        &[
            (&[p, 4], int(0), "forked", Range),
            (&[p, 4], int(4), "forked", Range),
            (&[p, 5], bytes(31), "digest", Length),
            (&[p, 6], int(0), "number", Range),
            (&[p, 7], text("admin"), "private", UnknownKey),
        ],
    );
    let noted = Event::ForkAcknowledged { digest: Digest::new([1; 32]), who: "admin".to_owned() };
    payload_refuses(
        &receipt(noted),
        &[(&[p, 7], None, "who", Missing), (&[p, 4], int(1), "private", UnknownKey)],
    );
    let started_again =
        Event::Started { key: PublicKey::new([1; 32]), root: Digest::new([1; 32]), version: 1 };
    let error = Receipt::decode(&receipt(started_again).encode()).unwrap_err();
    assert!(matches!(error, ParseError::Field { field: "previous", problem: Contradiction, .. }));
}

// --- Requests ------------------------------------------------------------------------------------------------------

fn request() -> Request {
    let (digest, now) = (Digest::new([1; 32]), UnixTime::new(NOW));
    let mut request = Request::new(PublicKey::new([1; 32]), (digest, 1), (3, digest), now);
    request.catalog = Some(Seen { number: 1, digest });
    request.licenses =
        [1, 2].map(|byte| HeldLicense { number: number(byte), revision: 1, state: digest }).into();
    request.asked = vec![Asked::configuration("Розница", Some(release_number("3.0")))];
    request.wanted = vec![DistributionId::new("demo").unwrap()];
    request.files = vec![digest];
    request.site_id = Some("site".to_owned());
    request
}

#[test]
fn requests() {
    let p = PRIVATE;
    let above = |max: usize| list(&vec![int(0); max + 1]);
    payload_refuses(
        &request(),
        &[
            (&[4], int(NOW), "exp", UnknownKey),
            (&[p, 1], bytes(31), "site-key", Length),
            (&[p, 2, 1], int(0), "root", Range),
            (&[p, 3, 0], int(1 << 32), "receipts", Range),
            (&[p, 4, 0], int(0), "catalog", Range),
            (&[p, 5], int(1), "bulletin", Type),
            (&[p, 6], above(Request::MAX_LICENSES), "licenses", Count),
            (&[p, 6, 0, 1], int(0), "licenses", Range),
            (&[p, 6, 0, 0], Some(Value::Bytes(vec![0x7f; 12])), "licenses", Order),
            (&[p, 7], above(Request::MAX_ASKED), "asked", Count),
            (&[p, 7, 0, 1], int(0), "asked.kind", Range),
            (&[p, 7, 0, 2], text(""), "asked.name", Length),
            (&[p, 8], above(Request::MAX_WANTED), "wanted", Count),
            (&[p, 9], above(Request::MAX_FILES), "files", Count),
            (&[p, 10], text(&"x".repeat(Request::MAX_SITE_ID + 1)), "site-id", Length),
            (&[p, 11], text(&"x".repeat(Request::MAX_CONTACT + 1)), "contact", Length),
            (&[p, 12], text(&"x".repeat(Request::MAX_COMMENT + 1)), "comment", Length),
            (&[p, 13], int(0), "private", UnknownKey),
        ],
    );
}

#[test]
fn a_request_that_is_full_is_within_its_limits() {
    let (digest, mut full) = (Digest::new([1; 32]), request());
    let numbered = |at: usize| -> [u8; 12] {
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&u32::try_from(at).unwrap().to_be_bytes());
        bytes
    };
    let held =
        |at| HeldLicense { number: NumberId::from_random(numbered(at)), revision: u32::MAX, state: digest };
    full.licenses = (0..Request::MAX_LICENSES).map(held).collect();
    let release = release_number("1.2.3.4.5.6.7.4294967295");
    let asked = |at| Asked::configuration(&format!("{at:03}{}", "x".repeat(253)), Some(release.clone()));
    full.asked = (0..Request::MAX_ASKED).map(asked).collect();
    let wanted = |at| DistributionId::new(&format!("{at:03}{}", "x".repeat(61))).unwrap();
    full.wanted = (0..Request::MAX_WANTED).map(wanted).collect();
    let file = |at| {
        let mut bytes = [0; 32];
        bytes[..12].copy_from_slice(&numbered(at));
        Digest::new(bytes)
    };
    full.files = (0..Request::MAX_FILES).map(file).collect();
    full.site_id = Some("x".repeat(Request::MAX_SITE_ID));
    full.contact = Some("x".repeat(Request::MAX_CONTACT));
    full.comment = Some("x".repeat(Request::MAX_COMMENT));
    assert_eq!(Request::decode(&full.encode()), Ok(full));
}
