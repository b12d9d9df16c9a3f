//! Good documents with all that is optional.

use format::bulletin::{self, BulletinContent, BurntKey, RevokedEntry, WithdrawnRelease};
use format::catalog::{
    Bound, CatalogContent, Channel, Distribution, ExtensionFacts, FeatureInfo, Metering, Objects,
    PackageFile, ProductInfo, Purpose1c, Release, Target, TargetKind, build,
};
use format::{
    Addition, Asked, Blob, Bulletin, BulletinSalt, Change, Coupon, CouponTag, CustomerId, Delivered, Digest,
    DistributionId, Event, FeatureId, FileName, Grant, HeldLicense, Installed, IssuingKey, KeyId, Language,
    LastChange, License, Limit, Names, NumberId, Payload as _, Prefix, ProductId, PublicKey, Purpose,
    Receipt, ReleaseNumber, ReleaseRange, Request, RevokedId, Root, Scope, Seen, Sha1Digest, StateHead, Term,
    TrialExtension, UnixTime,
};

use super::edits::NOW;

pub(super) fn names() -> Names {
    [(Language::RUSSIAN, "Имя".to_owned()), (Language::ENGLISH, "name".to_owned())].into_iter().collect()
}

pub(super) fn product(number: u32) -> ProductId {
    ProductId::new(number).unwrap()
}

pub(super) fn feature(number: u32) -> FeatureId {
    FeatureId::new(number).unwrap()
}

pub(super) fn number(byte: u8) -> NumberId {
    NumberId::from_random([byte; 12])
}

pub(super) fn release_number(text: &str) -> ReleaseNumber {
    text.parse().unwrap()
}

pub(super) fn blob() -> Blob {
    Blob { digest: Digest::new([3; 32]), bytes: 10 }
}

pub(super) fn grant() -> Grant {
    let features = [(feature(1), Limit::Unlimited), (feature(2), Limit::count(5).unwrap())].into();
    Grant::new(product(1), features).from(UnixTime::new(NOW)).until(UnixTime::new(NOW + 9)).trial()
}

pub(super) fn license() -> License {
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

pub(super) fn coupon(scope: Scope, change: Change) -> Coupon {
    let mut coupon = Coupon::new(number(3), scope, change, UnixTime::new(NOW));
    coupon.redeem_before = Some(UnixTime::new(NOW + 100));
    coupon.builds_on = Some(StateHead::new([5; 8]));
    coupon
}

pub(super) fn adding() -> Coupon {
    let addition = Addition::new(product(1), grant().features, Term::Days(30.try_into().unwrap()));
    let mut coupon =
        coupon(Scope::Bearer, Change::Add(vec![addition.replacing([product(2), product(3)]).trial()]));
    coupon.is_reusable = true;
    coupon
}

pub(super) fn extending() -> Coupon {
    let item = TrialExtension::new(product(1), 30.try_into().unwrap());
    coupon(Scope::Customer(CustomerId::new([1; 8])), Change::ExtendTrial(vec![item]))
}

pub(super) fn changing() -> Coupon {
    coupon(Scope::License(number(1)), Change::Replace(vec![grant()]))
}

pub(super) fn root() -> Root {
    let keys = vec![PublicKey::new([1; 32]), PublicKey::new([2; 32])];
    let mut root = Root::new(Prefix::new("DEMO").unwrap(), names(), 2, keys, UnixTime::new(NOW));
    root.expires = Some(UnixTime::new(NOW + 1000));
    let mut issuing = IssuingKey::new(PublicKey::new([3; 32]), [Purpose::License, Purpose::Coupon]);
    (issuing.from, issuing.until) = (Some(UnixTime::new(NOW)), Some(UnixTime::new(NOW + 9)));
    root.issuing_keys = vec![issuing];
    root
}

pub(super) fn target() -> Target {
    let bound = |text: &str| Some(Bound { release: release_number(text), is_inclusive: true });
    let mut target = Target::new(TargetKind::Configuration, "УправлениеТорговлей");
    (target.lower, target.upper) = (bound("11.5"), bound("11.6"));
    (target.platform_lower, target.platform_upper) = (bound("8.3.20"), bound("8.3.27"));
    target.tested = vec![ReleaseRange::new(release_number("11.5.8"), release_number("11.5.20")).unwrap()];
    target.builds = vec![release_number("11.4.14"), release_number("11.4.15")];
    target.except = vec![release_number("11.5.9"), release_number("11.5.10")];
    target
}

pub(super) fn release() -> Release {
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

pub(super) fn distribution() -> Distribution {
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
pub(super) struct Store(Vec<Vec<u8>>);

impl Objects for Store {
    type Error = std::convert::Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error> {
        self.0.push(object.to_vec());
        Ok(blob())
    }
}

/// Head, index and part of a catalog with two targets and two releases.
pub(super) fn catalog() -> (Vec<u8>, Vec<u8>, Vec<u8>) {
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

pub(super) fn entry(first: u16) -> RevokedEntry {
    let mut id = [7; 16];
    id[..2].copy_from_slice(&first.to_be_bytes());
    RevokedEntry { id: RevokedId::new(id), last_revision: RevokedEntry::ALL }
}

/// A bulletin of so many revoked numbers.
pub(super) fn bulletin(revoked: u16) -> Bulletin {
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

pub(super) fn receipt(event: Event) -> Receipt {
    Receipt::new(5, Some(Digest::new([1; 32])), event, UnixTime::new(NOW))
}

pub(super) fn first_receipt() -> Receipt {
    let event = Event::Started { key: PublicKey::new([1; 32]), root: Digest::new([2; 32]), version: 1 };
    Receipt::new(0, None, event, UnixTime::new(NOW))
}

pub(super) fn installing() -> Receipt {
    let installed = Installed::new(DistributionId::new("a").unwrap(), "1.0".to_owned(), Digest::new([1; 32]))
        .for_configuration(Some("УТ".to_owned()), Some(release_number("11.5")));
    let file = Delivered::new(FileName::new("a.cfe").unwrap(), Digest::new([2; 32]), 10);
    receipt(Event::InstallDone { installed, folder: "C:\\1c".to_owned(), files: vec![file] })
}

pub(super) fn agreeing() -> Receipt {
    receipt(Event::AgreementAccepted {
        distribution: DistributionId::new("a").unwrap(),
        text: Digest::new([1; 32]),
        language: Language::RUSSIAN,
        who: "admin".to_owned(),
        license: Some(number(1)),
    })
}

pub(super) fn request() -> Request {
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
