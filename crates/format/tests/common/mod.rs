//! Arbitrary documents; `edits` and `spoiling` change their bytes.

mod edits;
mod spoiling;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::num::NonZeroU32;

use format::bulletin::{self, Bulletin, BulletinContent, BurntKey, RevokedEntry, WithdrawnRelease};
use format::catalog::{
    Bound, Catalog, CatalogContent, Channel, Distribution, ExtensionFacts, FeatureInfo, Metering, Objects,
    PackageFile, ProductInfo, Purpose1c, Release, Target, TargetKind, build,
};
use format::{
    Addition, Asked, Bindings, Blob, BulletinSalt, ByLanguage, Change, Coupon, CouponTag, CustomerId,
    Delivered, Digest, DistributionId, Environment, Event, FeatureId, Features, FileName, Forked, Grant,
    HeldLicense, Installed, IssuingKey, KeyId, Language, LastChange, License, Limit, Names, NumberId, Prefix,
    ProductId, PublicKey, Purpose, Receipt, ReleaseNumber, ReleaseRange, Request, RevokedId, Root, Scope,
    Seen, Sha1Digest, StateHead, Term, TrialExtension, UnixTime,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub use edits::{encoded, value, with_entries};
pub use spoiling::{Spoiling, spoiling};

/// The private claim of every payload.
pub const PRIVATE: i64 = -65_537;

pub fn time() -> impl Strategy<Value = UnixTime> {
    (0..=UnixTime::MAX.seconds()).prop_map(UnixTime::new)
}

fn number() -> impl Strategy<Value = NumberId> {
    any::<[u8; 12]>().prop_map(NumberId::from_random)
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest::new)
}

fn blob() -> impl Strategy<Value = Blob> {
    (digest(), any::<u64>()).prop_map(|(digest, bytes)| Blob { digest, bytes })
}

fn text() -> impl Strategy<Value = String> {
    "[A-Za-zА-Яа-яЁё0-9 «»&.,-]{1,24}"
}

fn by_language<T: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
    least: usize,
) -> impl Strategy<Value = ByLanguage<T>> {
    btree_map("[a-z]{2}", value, least..4).prop_map(|entries| {
        entries.into_iter().map(|(code, value)| (Language::new(&code).expect("two letters"), value)).collect()
    })
}

fn names() -> impl Strategy<Value = Names> {
    by_language(text(), 1)
}

fn product() -> impl Strategy<Value = ProductId> {
    (1..=u32::MAX).prop_map(|number| ProductId::new(number).expect("from 1"))
}

fn feature() -> impl Strategy<Value = FeatureId> {
    (1..=u32::MAX).prop_map(|number| FeatureId::new(number).expect("from 1"))
}

fn features() -> impl Strategy<Value = Features> {
    let limit =
        prop_oneof![Just(Limit::Unlimited), (1..=u32::MAX).prop_map(|n| Limit::count(n).expect("from 1"))];
    btree_map(feature(), limit, 1..5)
}

/// No, one or two ends of a period, in order.
fn period() -> impl Strategy<Value = (Option<UnixTime>, Option<UnixTime>)> {
    (option::of(time()), option::of(time())).prop_map(|(from, until)| match (from, until) {
        (Some(from), Some(until)) if from > until => (Some(until), Some(from)),
        other => other,
    })
}

fn grant() -> impl Strategy<Value = Grant> {
    let parts = (product(), features(), period(), any::<bool>(), option::of(1..=36_525_u32));
    parts.prop_map(|(product, features, (from, until), trial, days)| {
        let mut grant = Grant::new(product, features);
        (grant.from, grant.until, grant.is_trial) = (from, until, trial);
        grant.days_of_use = days.and_then(NonZeroU32::new).filter(|_| trial);
        grant
    })
}

pub fn license() -> impl Strategy<Value = License> {
    let parts = (
        (number(), any::<[u8; 8]>(), time(), 1..=u32::MAX, option::of(text())),
        vec(grant(), 0..4),
        vec(number(), 0..5),
        (option::of(text()), option::of(text()), 0..=366_u32, option::of((any::<[u8; 8]>(), time()))),
    );
    parts.prop_map(
        |(
            (number, customer, issued_at, revision, holder),
            grants,
            folded,
            (site, infobase, grace, change),
        )| {
            let mut license = License::new(number, CustomerId::new(customer), issued_at);
            (license.revision, license.holder, license.grants, license.grace_days) =
                (revision, holder, grants, grace);
            license.folded = folded.into_iter().map(CouponTag::of).collect();
            license.folded.sort_unstable();
            license.folded.dedup();
            license.bindings = Bindings::default();
            (license.bindings.site, license.bindings.infobase) = (site, infobase);
            license.last_change =
                change.map(|(head, signed)| LastChange { head: StateHead::new(head), signed });
            license
        },
    )
}

fn days() -> impl Strategy<Value = std::num::NonZeroU32> {
    (1..=36_525_u32).prop_map(|days| days.try_into().expect("from 1"))
}

fn addition() -> impl Strategy<Value = Addition> {
    let term = prop_oneof![Just(Term::Perpetual), time().prop_map(Term::Until), days().prop_map(Term::Days)];
    (product(), features(), term, any::<bool>(), vec(product(), 0..3)).prop_map(
        |(product, features, term, trial, replaces)| {
            let addition = Addition::new(product, features, term).replacing(replaces);
            if trial { addition.trial() } else { addition }
        },
    )
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Bearer),
        number().prop_map(Scope::License),
        any::<[u8; 8]>().prop_map(|customer| Scope::Customer(CustomerId::new(customer))),
    ]
}

pub fn coupon() -> impl Strategy<Value = Coupon> {
    let extension = (product(), days()).prop_map(|(product, days)| TrialExtension::new(product, days));
    let what = prop_oneof![
        (scope(), vec(addition(), 1..4).prop_map(Change::Add), any::<bool>()),
        (scope(), vec(extension, 1..4).prop_map(Change::ExtendTrial), any::<bool>()),
        (number().prop_map(Scope::License), vec(grant(), 0..4).prop_map(Change::Replace), Just(false)),
    ];
    (number(), time(), option::of(time()), what, option::of(any::<[u8; 8]>())).prop_map(
        |(number, issued_at, redeem_before, (scope, change, reusable), head)| {
            let mut coupon = Coupon::new(number, scope, change, issued_at);
            (coupon.redeem_before, coupon.is_reusable) = (redeem_before, reusable);
            coupon.builds_on = head.map(StateHead::new);
            coupon
        },
    )
}

fn public_key() -> impl Strategy<Value = PublicKey> {
    any::<[u8; 32]>().prop_map(PublicKey::new)
}

pub fn root() -> impl Strategy<Value = Root> {
    let issuing = (public_key(), vec(select(&Purpose::ALL[..]), 1..5), period());
    (
        ("[A-Z]{4}", names(), time(), 1..=u32::MAX),
        vec(public_key(), 1..4),
        vec(issuing, 0..4),
        option::of(time()),
        any::<bool>(),
    )
        .prop_map(|((prefix, names, issued_at, version), root_keys, issuing, expires, test)| {
            let threshold = u32::try_from(root_keys.len()).expect("at most three");
            let prefix = Prefix::new(&prefix).expect("four letters");
            let mut root = Root::new(prefix, names, threshold, root_keys, issued_at);
            (root.version, root.expires) = (version, expires);
            root.environment = if test { Environment::Test } else { Environment::Production };
            root.issuing_keys = issuing
                .into_iter()
                .map(|(key, purposes, (from, until))| {
                    let mut key = IssuingKey::new(key, purposes);
                    (key.from, key.until) = (from, until);
                    key
                })
                .collect();
            root
        })
}

fn file_name() -> impl Strategy<Value = FileName> {
    "[a-zа-я_][A-Za-zА-Я0-9._+-]{0,20}x".prop_map(|name| FileName::new(&name).expect("safe letters"))
}

fn distribution_id() -> impl Strategy<Value = DistributionId> {
    "[a-z][a-z0-9]{0,8}".prop_map(|id| DistributionId::new(&id).expect("letters and digits"))
}

fn release_number() -> impl Strategy<Value = ReleaseNumber> {
    let part = prop_oneof![0..30_u32, any::<u32>()];
    vec(part, 1..=8).prop_map(|parts| ReleaseNumber::new(&parts).expect("one to eight parts"))
}

fn bound() -> impl Strategy<Value = Bound> {
    (release_number(), any::<bool>()).prop_map(|(release, is_inclusive)| Bound { release, is_inclusive })
}

fn range() -> impl Strategy<Value = ReleaseRange> {
    (release_number(), release_number()).prop_map(|(one, other)| {
        let (first, last) = if one <= other { (one, other) } else { (other, one) };
        ReleaseRange::new(first, last).expect("in order")
    })
}

fn builds() -> impl Strategy<Value = Vec<ReleaseNumber>> {
    vec(release_number(), 0..3).prop_map(|mut builds| {
        builds.sort();
        builds.dedup();
        builds
    })
}

fn target() -> impl Strategy<Value = Target> {
    let named = (select(&TargetKind::ALL[1..]), prop_oneof![Just("УправлениеТорговлей".to_owned()), text()]);
    let what = prop_oneof![Just((TargetKind::Any, String::new())), named];
    let bounds = (option::of(bound()), option::of(bound()), option::of(bound()), option::of(bound()));
    (what, bounds, vec(range(), 0..3), builds(), builds()).prop_map(
        |((kind, name), (lower, upper, platform_lower, platform_upper), tested, builds, except)| {
            let mut target = Target::new(kind, name);
            (target.lower, target.upper, target.tested) = (lower, upper, tested);
            (target.builds, target.except) = (builds, except);
            (target.platform_lower, target.platform_upper) = (platform_lower, platform_upper);
            target
        },
    )
}

fn facts() -> impl Strategy<Value = ExtensionFacts> {
    let purpose = select(vec![Purpose1c::Patch, Purpose1c::Customization, Purpose1c::AddOn]);
    let texts = (option::of(text()), option::of(text()), option::of(text()), by_language(text(), 0));
    (text(), purpose, any::<u32>(), any::<[u8; 16]>(), texts).prop_map(
        |(name, purpose, mode, uuid, (version, vendor, prefix, synonyms))| {
            let mut facts = ExtensionFacts::new(name, purpose, mode, uuid);
            (facts.version, facts.vendor, facts.prefix, facts.synonyms) = (version, vendor, prefix, synonyms);
            facts
        },
    )
}

fn files() -> impl Strategy<Value = Vec<PackageFile>> {
    let file = (file_name(), blob(), option::of(text()), option::of(any::<[u8; 20]>()));
    vec(file, 1..4).prop_map(|files| {
        let by_name: BTreeMap<String, PackageFile> = files
            .into_iter()
            .map(|(name, blob, role, sha1)| {
                let key = name.as_str().to_lowercase();
                let mut file = PackageFile::new(name, blob);
                (file.role, file.sha1) = (role, sha1.map(Sha1Digest::new));
                (key, file)
            })
            .collect();
        by_name.into_values().collect()
    })
}

fn ids() -> impl Strategy<Value = Vec<DistributionId>> {
    vec(distribution_id(), 0..3).prop_map(|mut ids| {
        ids.sort();
        ids.dedup();
        ids
    })
}

pub fn release() -> impl Strategy<Value = Release> {
    let channel = prop_oneof![
        (select(vec![Channel::Released, Channel::PreRelease]), Just(Names::default())),
        (Just(Channel::Withdrawn), names()),
    ];
    let head = (text(), 0..=u64::from(u32::MAX), time(), 1..=u32::MAX);
    let lists = (vec(text(), 0..3), ids(), ids());
    (
        head,
        channel,
        by_language(blob(), 0),
        files(),
        vec(target(), 1..4),
        lists,
        any::<[bool; 2]>(),
        option::of(facts()),
    )
        .prop_map(
            |(
                (version, order, date, revision),
                (channel, reason),
                whats_new,
                files,
                targets,
                lists,
                safety,
                facts,
            )| {
                let mut release = Release::new(version, order, date, files, targets);
                (release.revision, release.channel, release.reason) = (revision, channel, reason);
                (release.whats_new, release.facts) = (whats_new, facts);
                (release.from_versions, release.requires, release.conflicts) = lists;
                [release.safety.without_safe_mode, release.safety.without_action_protection] = safety;
                release
            },
        )
}

pub fn distribution() -> impl Strategy<Value = Distribution> {
    let texts = (by_language(text(), 0), by_language(blob(), 0), by_language(blob(), 0), option::of(text()));
    let products = (option::of(feature()), vec(product(), 0..4), option::of(product()), any::<bool>());
    (distribution_id(), names(), texts, products).prop_map(|(id, names, texts, products)| {
        let mut distribution = Distribution::new(id, names);
        (
            distribution.descriptions,
            distribution.agreements,
            distribution.documentation,
            distribution.developer,
        ) = texts;
        (
            distribution.update_feature,
            distribution.products,
            distribution.trial_product,
            distribution.is_free,
        ) = products;
        distribution.products.sort_unstable();
        distribution.products.dedup();
        distribution
    })
}

/// The objects of a catalog by a digest that only a test would take: the position, in the order of arrival.
#[derive(Debug, Default)]
pub struct Store(pub Vec<Vec<u8>>);

impl Store {
    /// Where the object of `blob` stands.
    pub fn position(blob: &Blob) -> usize {
        let (first, _) = blob.digest.as_bytes().split_first_chunk().expect("32 bytes");
        usize::try_from(u64::from_be_bytes(*first)).expect("few objects")
    }
}

impl Objects for Store {
    type Error = Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Infallible> {
        let at = self.0.iter().position(|known| known == object).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(object.to_vec());
        }
        let mut digest = [0; 32];
        digest[..8].copy_from_slice(&u64::try_from(at).expect("few objects").to_be_bytes());
        Ok(Blob { digest: Digest::new(digest), bytes: u64::try_from(object.len()).expect("small objects") })
    }
}

pub fn catalog() -> impl Strategy<Value = (Catalog, Store)> {
    let distributions = btree_map(distribution_id(), (distribution(), vec(release(), 1..4)), 0..3);
    let infos =
        (vec((product(), names()), 0..3), vec((feature(), names(), select(&Metering::ALL[..])), 0..3));
    (1..=u32::MAX, time(), time(), distributions, infos, option::of(digest())).prop_map(
        |(number, issued_at, expires, distributions, (products, features), audit_head)| {
            let distributions = distributions.into_iter().map(|(id, (mut distribution, mut releases))| {
                distribution.id = id;
                for (release, order) in releases.iter_mut().zip(1..) {
                    release.order = order;
                }
                (distribution, releases)
            });
            let products: BTreeMap<_, _> = products.into_iter().collect();
            let features: BTreeMap<_, _> =
                features.into_iter().map(|(id, names, metering)| (id, (names, metering))).collect();
            let content = CatalogContent {
                number,
                issued_at,
                expires,
                distributions: distributions.collect(),
                products: products
                    .into_iter()
                    .map(|(product, names)| ProductInfo { product, names })
                    .collect(),
                features: features
                    .into_iter()
                    .map(|(feature, (names, metering))| FeatureInfo { feature, names, metering })
                    .collect(),
                audit_head,
            };
            let mut store = Store::default();
            let head = match build(content, &mut store) {
                Ok(head) => head,
                Err(never) => match never {},
            };
            (head, store)
        },
    )
}

/// A bulletin with few revoked numbers, or with enough of them for shards.
pub fn bulletin() -> impl Strategy<Value = (Bulletin, Store)> {
    let entry = (any::<[u8; 16]>(), prop_oneof![Just(RevokedEntry::ALL), 1..=u32::MAX])
        .prop_map(|(id, last_revision)| RevokedEntry { id: RevokedId::new(id), last_revision });
    let revoked = prop_oneof![4 => vec(entry.clone(), 0..6), 1 => vec(entry, 1025..1030)];
    let burnt = (any::<[u8; 8]>(), time()).prop_map(|(key, since)| BurntKey { key: KeyId::new(key), since });
    let withdrawn = (digest(), names()).prop_map(|(record, why)| WithdrawnRelease { record, why });
    (
        (1..=u32::MAX, time(), option::of(time()), any::<[u8; 16]>()),
        revoked,
        vec(burnt, 0..4),
        vec(withdrawn, 0..4),
        option::of(1..=u32::MAX),
        option::of(digest()),
    )
        .prop_map(
            |((number, issued_at, expires, salt), revoked, burnt_keys, withdrawn, lowest, audit_head)| {
                let content = BulletinContent {
                    number,
                    issued_at,
                    expires,
                    salt: BulletinSalt::new(salt),
                    revoked,
                    burnt_keys,
                    withdrawn,
                    lowest_catalog: lowest,
                    audit_head,
                };
                let mut store = Store::default();
                let Ok(head) = bulletin::build(content, &mut store);
                (head, store)
            },
        )
}

fn installed() -> impl Strategy<Value = (Installed, String, Vec<Delivered>)> {
    let file = (file_name(), digest(), any::<u64>())
        .prop_map(|(name, digest, bytes)| Delivered::new(name, digest, bytes));
    let what = (distribution_id(), text(), digest(), option::of(text()), option::of(release_number()));
    (what, text(), vec(file, 1..4)).prop_map(
        |((id, version, record, configuration, release), folder, files)| {
            (Installed::new(id, version, record).for_configuration(configuration, release), folder, files)
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let agreement = (distribution_id(), digest(), "[a-z]{2}", text(), option::of(number()));
    prop_oneof![
        (digest(), 1..=u32::MAX).prop_map(|(root, version)| Event::RootTrusted { root, version }),
        (digest(), 1..=u32::MAX).prop_map(|(catalog, number)| Event::CatalogSeen { catalog, number }),
        (number(), digest(), 1..=u32::MAX).prop_map(|(license, digest, revision)| Event::LicenseAdded {
            license,
            digest,
            revision
        }),
        (number(), digest(), number()).prop_map(|(license, digest, coupon)| Event::CouponRedeemed {
            license,
            digest,
            coupon
        }),
        agreement.prop_map(|(distribution, text, language, who, license)| {
            let language = Language::new(&language).expect("two letters");
            Event::AgreementAccepted { distribution, text, language, who, license }
        }),
        installed().prop_map(|(installed, folder, files)| Event::InstallBegun { installed, folder, files }),
        installed().prop_map(|(installed, folder, files)| Event::InstallDone { installed, folder, files }),
        installed().prop_map(|(installed, folder, files)| Event::Saved { installed, folder, files }),
        text().prop_map(|folder| Event::InstallAbandoned { folder }),
        (digest(), 1..=u32::MAX).prop_map(|(bulletin, number)| Event::BulletinSeen { bulletin, number }),
        (select(vec![Forked::Root, Forked::Catalog, Forked::Bulletin]), digest(), 1..=u32::MAX)
            .prop_map(|(forked, digest, number)| Event::ForkSeen { forked, digest, number }),
        (digest(), text()).prop_map(|(digest, who)| Event::ForkAcknowledged { digest, who }),
    ]
}

pub fn receipt() -> impl Strategy<Value = Receipt> {
    let first = (public_key(), digest(), 1..=u32::MAX)
        .prop_map(|(key, root, version)| (0, None, Event::Started { key, root, version }));
    let later = (1..=u64::from(u32::MAX), digest(), event())
        .prop_map(|(sequence, previous, event)| (sequence, Some(previous), event));
    (prop_oneof![1 => first, 6 => later], time()).prop_map(|((sequence, previous, event), issued_at)| {
        Receipt::new(sequence, previous, event, issued_at)
    })
}

pub fn request() -> impl Strategy<Value = Request> {
    let seen = || option::of((1..=u32::MAX, digest()).prop_map(|(number, digest)| Seen { number, digest }));
    let held = (number(), 1..=u32::MAX, digest()).prop_map(|(number, revision, state)| HeldLicense {
        number,
        revision,
        state,
    });
    let kind = select(&TargetKind::ALL[1..]);
    let asked = (kind, text(), option::of(release_number())).prop_map(|(kind, name, release)| Asked {
        kind,
        name,
        release,
    });
    let lists = (vec(held, 0..4), vec(asked, 0..4), vec(distribution_id(), 0..4), vec(digest(), 0..4));
    let words = (option::of(text()), option::of(text()), option::of(text()));
    let head = (0..=u64::from(u32::MAX), digest());
    (public_key(), (digest(), 1..=u32::MAX), head, time(), seen(), seen(), lists, words).prop_map(
        |(site, root, head, issued_at, catalog, bulletin, lists, words)| {
            let mut request = Request::new(site, root, head, issued_at);
            (request.catalog, request.bulletin) = (catalog, bulletin);
            (request.licenses, request.asked, request.wanted, request.files) = lists;
            request.licenses.sort_unstable_by_key(|held| held.number);
            request.licenses.dedup_by_key(|held| held.number);
            request.asked.sort_unstable();
            request.asked.dedup();
            request.wanted.sort_unstable();
            request.wanted.dedup();
            request.files.sort_unstable();
            request.files.dedup();
            (request.site_id, request.contact, request.comment) = words;
            request
        },
    )
}
