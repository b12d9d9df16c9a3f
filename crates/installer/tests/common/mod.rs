//! A vendor made for tests: the only way to something verified is to sign it.

#![allow(dead_code, reason = "each test program uses its own part")]

use std::path::Path;

use crypto::{RootKey, SigningKey, sha256};
use format::bulletin::{self, BulletinContent, RevokedEntry};
use format::catalog::{
    Bound, CatalogContent, Channel, Distribution, ExtensionFacts, PackageFile, Purpose1c, Release, Target,
    TargetKind, build,
};
use format::{
    Addition, Blob, BulletinSalt, Change, Coupon, CouponTag, CustomerId, DistributionId, Envelope,
    Environment, FeatureId, Features, FileName, Fingerprint, Grant, IssuingKey, KeyId, Language, License,
    Limit, NumberId, NumberKind, Payload as _, Prefix, ProductId, Purpose, ReleaseNumber, ReleaseRange, Root,
    Scope, Term, UnixTime,
};
use installer::{Bundle, BundleWriter, Query, SiteFolder, Wish};
use onec::write::ExtensionBuilder;
use rand_core::UnwrapErr;

pub(crate) const UT: &str = "УправлениеТорговлей";
pub(crate) const DAY: u64 = 86_400;

/// So many days after 2026-01-01T00:00:00Z.
pub(crate) fn day(days: u64) -> UnixTime {
    UnixTime::new(1_767_225_600 + days * DAY)
}

pub(crate) fn release(number: &str) -> ReleaseNumber {
    number.parse().unwrap()
}

pub(crate) fn number(byte: u8) -> NumberId {
    NumberId::from_random([byte; 12])
}

pub(crate) fn id(id: &str) -> DistributionId {
    DistributionId::new(id).unwrap()
}

/// What a catalog of the tests holds, to be changed by a test before it is published.
#[derive(Clone)]
pub(crate) struct Content {
    pub(crate) number: u32,
    pub(crate) distribution: &'static str,
    pub(crate) issued: UnixTime,
    pub(crate) expires: UnixTime,
    pub(crate) agreement: Option<&'static str>,
    /// Version, day of release, text of an extra file.
    pub(crate) releases: Vec<Made>,
}

#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) version: &'static str,
    pub(crate) day: u64,
    pub(crate) channel: Channel,
    pub(crate) target: Target,
    pub(crate) facts_version: &'static str,
    pub(crate) requires: Vec<DistributionId>,
    pub(crate) conflicts: Vec<DistributionId>,
    pub(crate) from_versions: Vec<String>,
}

impl Made {
    pub(crate) fn new(version: &'static str, day: u64) -> Self {
        let mut target = Target::new(TargetKind::Configuration, UT);
        target.lower = Some(Bound { release: release("11.5.7.255"), is_inclusive: false });
        target.tested = vec![ReleaseRange::new(release("11.5.8"), release("11.5.20")).unwrap()];
        Self {
            version,
            day,
            channel: Channel::Released,
            target,
            facts_version: version,
            requires: Vec::new(),
            conflicts: Vec::new(),
            from_versions: Vec::new(),
        }
    }
}

impl Content {
    pub(crate) fn new(number: u32) -> Self {
        Self {
            number,
            distribution: "demo",
            issued: day(u64::from(number) * 30),
            expires: day(u64::from(number) * 30 + 365),
            agreement: Some("Соглашение: пользуйтесь на здоровье.\n"),
            releases: vec![Made::new("1.0.0", 10), Made::new("1.1.0", 50)],
        }
    }
}

/// Keys and roots of the vendor.
pub(crate) struct Vendor {
    root_key: RootKey,
    issuing: SigningKey,
    /// A second issuing key, which no test signs a catalog with.
    spare: SigningKey,
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) fingerprint: Fingerprint,
    environment: Environment,
}

/// The key of somebody who sells product 2 and nothing else.
fn partner() -> SigningKey {
    SigningKey::from_seed(&[0xe1; 32])
}

impl Vendor {
    pub(crate) fn new(seed: u8) -> Self {
        Self::of(seed, Environment::Production)
    }

    /// A vendor for trying out; its keys are those of the real one with that seed.
    pub(crate) fn for_trying_out(seed: u8) -> Self {
        Self::of(seed, Environment::Test)
    }

    fn of(seed: u8, environment: Environment) -> Self {
        let root_key = RootKey::new(SigningKey::from_seed(&[seed; 32]));
        let issuing = SigningKey::from_seed(&[seed + 1; 32]);
        let fingerprint = crypto::key_fingerprint(&root_key.public());
        let spare = SigningKey::from_seed(&[0xe0; 32]);
        let mut vendor = Self { root_key, issuing, spare, roots: Vec::new(), fingerprint, environment };
        vendor.publish_root(1, day(0));
        vendor
    }

    /// The next version of the root, which trusts a new issuing key and drops the one before.
    pub(crate) fn replace_issuing_key(&mut self, seed: u8, version: u32, issued: UnixTime) {
        self.issuing = SigningKey::from_seed(&[seed; 32]);
        self.publish_root(version, issued);
    }

    /// The next version of the root, with the same keys.
    pub(crate) fn publish_root(&mut self, version: u32, issued: UnixTime) {
        let file = self.root(version, issued);
        self.roots.push(file);
    }

    pub(crate) fn root(&self, version: u32, issued: UnixTime) -> Vec<u8> {
        self.root_signed_by(version, issued, &[&self.root_key])
    }

    /// The next version of the root, which has another root key, signed by both; the key that was dropped.
    pub(crate) fn replace_root_key(&mut self, seed: u8, version: u32, issued: UnixTime) -> RootKey {
        let dropped = std::mem::replace(&mut self.root_key, RootKey::new(SigningKey::from_seed(&[seed; 32])));
        let file = self.root_signed_by(version, issued, &[&dropped, &self.root_key]);
        self.roots.push(file);
        dropped
    }

    /// A root with the newest root key, signed by these.
    pub(crate) fn root_signed_by(&self, version: u32, issued: UnixTime, keys: &[&RootKey]) -> Vec<u8> {
        let names = [(Language::RUSSIAN, "Демо".to_owned())].into_iter().collect();
        let mut root =
            Root::new(Prefix::new("DEMO").unwrap(), names, 1, vec![self.root_key.public()], issued);
        root.version = version;
        root.issuing_keys =
            [&self.issuing, &self.spare].map(|key| IssuingKey::new(key.public(), Purpose::ALL)).to_vec();
        let product = ProductId::new(2).unwrap();
        root.issuing_keys.push(IssuingKey::new(partner().public(), Purpose::ALL).for_products([product]));
        root.environment = self.environment;
        RootKey::sign_root(&root, keys).unwrap()
    }

    /// A license with feature 1 up to a day.
    pub(crate) fn license(&self, revision: u32, until: u64) -> Vec<u8> {
        let mut license = License::new(number(1), CustomerId::new([1; 8]), day(1));
        license.revision = revision;
        license.grants = vec![Grant::new(ProductId::new(1).unwrap(), feature_1()).until(day(until))];
        self.issuing.sign(&license).unwrap()
    }

    /// A revision of [`Vendor::license`] for another customer.
    pub(crate) fn license_of_another_customer(&self, revision: u32, until: u64) -> Vec<u8> {
        let signed = self.license(revision, until);
        let mut license = License::decode(Envelope::parse(&signed).unwrap().unverified_payload()).unwrap();
        license.customer = CustomerId::new([2; 8]);
        self.issuing.sign(&license).unwrap()
    }

    /// A revision that grants nothing, signed with the partner's key.
    pub(crate) fn license_of_partner(&self, id: u8, revision: u32) -> Vec<u8> {
        let mut license = License::new(number(id), CustomerId::new([1; 8]), day(1));
        license.revision = revision;
        partner().sign(&license).unwrap()
    }

    /// An empty license that was signed so many days after the beginning.
    pub(crate) fn license_signed_on(&self, id: u8, day_of_signing: u64) -> Vec<u8> {
        let license = License::new(number(id), CustomerId::new([1; 8]), day(day_of_signing));
        self.issuing.sign(&license).unwrap()
    }

    /// A coupon that was signed so many days after the beginning.
    pub(crate) fn coupon_signed_on(&self, id: u8, day_of_signing: u64) -> Vec<u8> {
        let mut coupon = Self::yearly(id);
        coupon.issued_at = day(day_of_signing);
        self.issuing.sign(&coupon).unwrap()
    }

    /// The same license, signed with the spare key.
    pub(crate) fn license_of_spare_key(&self, revision: u32, until: u64) -> Vec<u8> {
        let signed = self.license(revision, until);
        let payload = Envelope::parse(&signed).unwrap().unverified_payload().to_vec();
        self.spare.sign(&License::decode(&payload).unwrap()).unwrap()
    }

    pub(crate) fn spare_key(&self) -> KeyId {
        self.spare.id()
    }

    /// Puts a bulletin into a bundle; its head, signed.
    pub(crate) fn put_bulletin(&self, folder: &Path, content: BulletinContent) -> Vec<u8> {
        let mut writer = BundleWriter::create(folder).unwrap();
        let head = bulletin::build(content, &mut writer).unwrap();
        let signed = self.issuing.sign(&head).unwrap();
        writer.put_bulletin(&signed).unwrap();
        signed
    }

    pub(crate) fn empty_license(&self, id: u8) -> Vec<u8> {
        self.issuing.sign(&License::new(number(id), CustomerId::new([1; 8]), day(1))).unwrap()
    }

    /// License 1 with nothing in it any more.
    pub(crate) fn license_without_grants(&self, revision: u32) -> Vec<u8> {
        let mut license = License::new(number(1), CustomerId::new([1; 8]), day(1));
        license.revision = revision;
        self.issuing.sign(&license).unwrap()
    }

    /// License 1 with a coupon folded in.
    pub(crate) fn license_with_folded(&self, revision: u32, coupon: u8) -> Vec<u8> {
        let mut license = License::new(number(1), CustomerId::new([1; 8]), day(1));
        license.revision = revision;
        license.folded = vec![CouponTag::of(number(coupon))];
        self.issuing.sign(&license).unwrap()
    }

    pub(crate) fn coupon(&self, id: u8) -> Vec<u8> {
        self.issuing.sign(&Self::yearly(id)).unwrap()
    }

    pub(crate) fn reusable_coupon(&self, id: u8) -> Vec<u8> {
        let mut coupon = Self::yearly(id);
        coupon.is_reusable = true;
        self.issuing.sign(&coupon).unwrap()
    }

    /// A coupon that adds feature 1 for a year.
    fn yearly(id: u8) -> Coupon {
        let term = Term::Days(365.try_into().unwrap());
        let addition = Addition::new(ProductId::new(1).unwrap(), feature_1(), term);
        Coupon::new(number(id), Scope::Bearer, Change::Add(vec![addition]), day(2))
    }

    /// Writes a bundle; the same folder may be written again.
    pub(crate) fn bundle(&self, folder: &Path, content: &Content) -> Bundle {
        let mut writer = BundleWriter::create(folder).unwrap();
        let mut distribution = Distribution::new(
            id(content.distribution),
            [(Language::RUSSIAN, "Демо".to_owned())].into_iter().collect(),
        );
        distribution.update_feature = FeatureId::new(1);
        if let Some(agreement) = content.agreement {
            let blob = writer.put_bytes(agreement.as_bytes()).unwrap();
            distribution.agreements.insert(Language::RUSSIAN, blob);
        }
        let releases = content.releases.iter().zip(1..).map(|(made, order)| {
            let extension = extension(made.version);
            let readme = readme(made.version);
            let file = |name: &str, blob| PackageFile::new(FileName::new(name).unwrap(), blob);
            let files = vec![
                file("Демо.cfe", writer.put_bytes(&extension).unwrap()),
                file("Прочти.txt", writer.put_bytes(&readme).unwrap()),
            ];
            let targets = vec![made.target.clone()];
            let mut release = Release::new(made.version.to_owned(), order, day(made.day), files, targets);
            let facts = onec::inspect(&extension).unwrap();
            let mut signed =
                ExtensionFacts::new(facts.name, Purpose1c::AddOn, 80_316, *facts.root_uuid.as_bytes());
            signed.version = Some(made.facts_version.to_owned());
            release.facts = Some(signed);
            release.channel = made.channel;
            if made.channel == Channel::Withdrawn {
                release.reason.insert(Language::RUSSIAN, "портит остатки".to_owned());
            }
            release.requires = made.requires.clone();
            release.conflicts = made.conflicts.clone();
            release.from_versions = made.from_versions.clone();
            release
        });
        let releases = releases.collect();
        let head = build(
            CatalogContent {
                number: content.number,
                issued_at: content.issued,
                expires: content.expires,
                distributions: vec![(distribution, releases)],
                products: Vec::new(),
                features: Vec::new(),
                audit_head: None,
            },
            &mut writer,
        );
        for (version, root) in (1..).zip(&self.roots) {
            writer.put_root(version, root).unwrap();
        }
        writer.finish(&self.issuing.sign(&head.unwrap()).unwrap()).unwrap();
        Bundle::open(folder).unwrap()
    }

    /// A site that trusts this vendor.
    pub(crate) fn site(&self, folder: &Path, bundle: &Bundle) -> SiteFolder {
        let mut random = UnwrapErr(getrandom::SysRng);
        SiteFolder::init(folder, bundle, self.fingerprint, day(60), &mut random).unwrap()
    }
}

fn feature_1() -> Features {
    Features::from([(FeatureId::new(1).unwrap(), Limit::Unlimited)])
}

pub(crate) fn extension(version: &str) -> Vec<u8> {
    let root = uuid::uuid!("3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10");
    ExtensionBuilder::new("Демо", root).version(version).module("Модуль", format!("// {version}")).build()
}

pub(crate) fn readme(version: &str) -> Vec<u8> {
    format!("Демо {version}\n").into_bytes()
}

/// The digest of a text of the content.
pub(crate) fn digest_of(text: &str) -> format::Digest {
    sha256(text.as_bytes())
}

pub(crate) fn blob_path(bundle: &Path, bytes: &[u8]) -> std::path::PathBuf {
    let name = sha256(bytes).to_string();
    bundle.join("objects").join(&name[..2]).join(name)
}

pub(crate) fn blob_of(bytes: &[u8]) -> Blob {
    Blob { digest: sha256(bytes), bytes: bytes.len().try_into().unwrap() }
}

pub(crate) fn query() -> Query {
    Query::new(UT, release("11.5.8.300"))
}

pub(crate) fn wish() -> Wish {
    Wish::new(id("demo"), query(), Language::RUSSIAN)
}

pub(crate) const SALT: BulletinSalt = BulletinSalt::new([7; 16]);

/// A bulletin that says nothing yet, signed so many days after the beginning.
pub(crate) fn news(number: u32, at: u64) -> BulletinContent {
    BulletinContent {
        number,
        issued_at: day(at),
        expires: None,
        salt: SALT,
        revoked: Vec::new(),
        burnt_keys: Vec::new(),
        withdrawn: Vec::new(),
        lowest_catalog: None,
        audit_head: None,
    }
}

pub(crate) fn revoked(kind: NumberKind, number: NumberId, last_revision: u32) -> RevokedEntry {
    RevokedEntry { id: crypto::revoked_id(&SALT, kind, number), last_revision }
}

/// So many others, for a list that needs shards.
pub(crate) fn many_revoked(count: u16) -> Vec<RevokedEntry> {
    let number = |index: u16| {
        let mut bytes = [0x55; 12];
        bytes[..2].copy_from_slice(&(index & 0x7fff).to_be_bytes());
        NumberId::from_random(bytes)
    };
    (0..count).map(|index| revoked(NumberKind::License, number(index), RevokedEntry::ALL)).collect()
}
