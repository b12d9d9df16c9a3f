//! What building a catalog promises (SPEC §6.1): the cost of a question and of an update grows with the answer.

use std::collections::BTreeMap;

use format::catalog::{
    Bound, Catalog, CatalogContent, Channel, Distribution, Index, Object, Objects, PART_RELEASES,
    PackageFile, Part, Release, Target, TargetKind, build,
};
use format::{Blob, Digest, DistributionId, FileName, Language, ReleaseNumber, UnixTime};

const TRADE: &str = "УправлениеТорговлей";
const RETAIL: &str = "Розница";

/// Objects under a digest that only a test would take: the sum of FNV-1a over four offsets.
#[derive(Default)]
struct Store(BTreeMap<Digest, Vec<u8>>);

impl Objects for Store {
    type Error = std::convert::Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error> {
        let mut digest = [0; 32];
        for (seed, eight) in (0_u64..).zip(digest.chunks_exact_mut(8)) {
            let hash = object.iter().fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
            eight.copy_from_slice(&hash.to_be_bytes());
        }
        let digest = Digest::new(digest);
        self.0.insert(digest, object.to_vec());
        Ok(Blob { digest, bytes: u64::try_from(object.len()).unwrap() })
    }
}

fn number(text: &str) -> ReleaseNumber {
    text.parse().unwrap()
}

fn rule(name: &str, from: &str, below: &str) -> Target {
    let mut target = Target::new(TargetKind::Configuration, name);
    target.lower = Some(Bound { release: number(from), is_inclusive: true });
    target.upper = Some(Bound { release: number(below), is_inclusive: false });
    target
}

fn release(order: u64, targets: Vec<Target>) -> Release {
    let file =
        PackageFile::new(FileName::new("a.cfe").unwrap(), Blob { digest: Digest::new([1; 32]), bytes: 1 });
    Release::new(format!("1.{order}"), order, UnixTime::new(1_700_000_000 + order), vec![file], targets)
}

/// Releases 1 to `count`, the first hundred for 11.4, the others for 11.5.
fn releases(count: u64) -> Vec<Release> {
    (1..=count)
        .map(|order| {
            let rule = if order <= 100 { rule(TRADE, "11.4", "11.5") } else { rule(TRADE, "11.5", "11.6") };
            release(order, vec![rule])
        })
        .collect()
}

fn distribution(id: &str) -> Distribution {
    let names = [(Language::ENGLISH, id.to_owned())].into_iter().collect();
    Distribution::new(DistributionId::new(id).unwrap(), names)
}

fn catalog(distributions: Vec<(Distribution, Vec<Release>)>) -> (Catalog, Store) {
    let content = CatalogContent {
        number: 1,
        issued_at: UnixTime::new(1_790_000_000),
        expires: UnixTime::new(1_800_000_000),
        distributions,
        products: Vec::new(),
        features: Vec::new(),
        audit_head: None,
    };
    let mut store = Store::default();
    let Ok(head) = build(content, &mut store);
    (head, store)
}

fn index((head, store): &(Catalog, Store), name: &str) -> Index {
    let group = head.group(TargetKind::Configuration, name).expect("a group of this name");
    Index::decode(&store.0[&group.index.digest]).unwrap()
}

fn parts(index: &Index) -> Vec<Blob> {
    index.entries[0].parts.iter().map(|part| part.part).collect()
}

#[test]
fn the_same_content_gives_the_same_bytes_in_whatever_order_it_comes() {
    let (a, b) = (distribution("a"), distribution("b"));
    let one = catalog(vec![(a.clone(), releases(70)), (b.clone(), releases(3))]);
    let mut shuffled = releases(70);
    shuffled.reverse();
    let other = catalog(vec![(b, releases(3)), (a, shuffled)]);
    assert_eq!(one.0, other.0);
    assert_eq!(one.1.0, other.1.0);
}

#[test]
fn a_new_release_changes_the_last_part_only() {
    let before = catalog(vec![(distribution("a"), releases(150))]);
    let after = catalog(vec![(distribution("a"), releases(151))]);
    let (before, after) = (parts(&index(&before, TRADE)), parts(&index(&after, TRADE)));
    assert_eq!((before.len(), after.len()), (3, 3));
    assert_eq!(before[..2], after[..2]);
    assert_ne!(before[2], after[2]);
}

#[test]
fn a_full_part_is_not_opened_again() {
    let full = u64::try_from(2 * PART_RELEASES).unwrap();
    let before = catalog(vec![(distribution("a"), releases(full))]);
    let after = catalog(vec![(distribution("a"), releases(full + 1))]);
    let (before, after) = (parts(&index(&before, TRADE)), parts(&index(&after, TRADE)));
    assert_eq!((before.len(), after.len()), (2, 3));
    assert_eq!(before[..], after[..2]);
}

#[test]
fn a_release_that_is_withdrawn_changes_its_own_part_only() {
    let before = catalog(vec![(distribution("a"), releases(150))]);
    let mut changed = releases(150);
    changed[70].channel = Channel::Withdrawn;
    changed[70].reason.insert(Language::ENGLISH, "loses documents".to_owned());
    let after = catalog(vec![(distribution("a"), changed)]);
    let (before, after) = (parts(&index(&before, TRADE)), parts(&index(&after, TRADE)));
    assert_eq!([0, 1, 2].map(|part| before[part] == after[part]), [true, false, true]);
}

#[test]
fn only_the_parts_whose_hull_fits_are_read() {
    let catalog = catalog(vec![(distribution("a"), releases(150))]);
    let index = index(&catalog, TRADE);
    let fitting = |release: &str| {
        index.entries[0].parts.iter().map(|part| part.may_fit(&number(release))).collect::<Vec<_>>()
    };
    // Parts hold the releases 1 to 64, 65 to 128 and 129 to 150; from 101 on they are for 11.5.
    assert_eq!(fitting("11.4.13"), [true, true, false]);
    assert_eq!(fitting("11.5.8"), [false, true, true]);
    assert_eq!(fitting("11.3.9"), [false, false, false]);
    assert_eq!(fitting("11.7"), [false, false, false]);
    let counts: Vec<u32> = index.entries[0].parts.iter().map(|part| part.releases).collect();
    assert_eq!(counts, [64, 64, 22]);
}

#[test]
fn explicit_builds_widen_a_hull_and_a_rule_without_a_bound_opens_it() {
    let mut with_builds = rule(TRADE, "11.5", "11.6");
    with_builds.builds = vec![number("10.3.87"), number("12.1")];
    let mut half_open = rule(TRADE, "11.5", "11.6");
    half_open.upper = None;
    let part = |target: &Target| {
        let catalog = catalog(vec![(distribution("a"), vec![release(1, vec![target.clone()])])]);
        index(&catalog, TRADE).entries[0].parts[0].clone()
    };
    let wide = part(&with_builds);
    assert_eq!((wide.lowest, wide.highest), (Some(number("10.3.87")), Some(number("12.1"))));
    let open = part(&half_open);
    assert_eq!((open.lowest.clone(), open.highest.clone()), (Some(number("11.5")), None));
    assert!(open.may_fit(&number("99")));
    let closed =
        catalog(vec![(distribution("a"), vec![release(1, vec![rule(TRADE, "11.4", "11.5"), half_open])])]);
    assert_eq!(index(&closed, TRADE).entries[0].parts[0].lowest, Some(number("11.4")));
}

#[test]
fn a_release_for_two_configurations_stands_in_both_groups_and_elsewhere_is_not_read() {
    let both =
        release(1, vec![rule(TRADE, "11.5", "11.6"), rule(RETAIL, "3.0", "3.1"), rule(RETAIL, "2.3", "2.4")]);
    let retail_only = release(2, vec![rule(RETAIL, "3.0", "3.1")]);
    let catalog = catalog(vec![(distribution("a"), vec![retail_only, both])]);
    let versions = |name: &str| -> Vec<String> {
        let part = parts(&index(&catalog, name))[0];
        let part = Part::decode(&catalog.1.0[&part.digest]).unwrap();
        part.releases.into_iter().map(|release| release.version).collect()
    };
    assert_eq!(versions(TRADE), ["1.1"]);
    assert_eq!(versions(RETAIL), ["1.1", "1.2"]);
    assert_eq!(catalog.0.group(TargetKind::Library, TRADE), None);
    assert_eq!(catalog.0.group(TargetKind::Configuration, "УправлениеТорговлейБазовая"), None);
}

#[test]
fn a_distribution_without_releases_is_kept_but_no_group_names_it() {
    let (head, store) = catalog(vec![(distribution("a"), Vec::new())]);
    assert!(head.groups.is_empty());
    assert_eq!(store.0.len(), 1);
}

#[test]
fn a_part_keeps_the_bytes_of_each_record_as_they_came() {
    let part: Vec<Vec<u8>> =
        [1, 2].map(|order| release(order, vec![rule(TRADE, "11.4", "11.5")]).encode()).to_vec();
    let bytes = [&[0x82][..], &part[0], &part[1]].concat();
    let read = Part::decode(&bytes).unwrap();
    let records: Vec<(u64, &[u8])> =
        read.records().map(|(release, record)| (release.order, record)).collect();
    assert_eq!(records, [(1, part[0].as_slice()), (2, part[1].as_slice())]);
}
