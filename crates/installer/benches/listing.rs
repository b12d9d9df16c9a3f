//! What a question to a catalog costs: the list for one configuration, from the files on disk to the answer, the
//! signature included, with catalogs of 1,000 and of 100,000 releases; beside it the bare signature check, and reading
//! one JSON file of the same content.
//!
//! All are measured round by round in one run, so that a busy machine disturbs all sides alike; medians are printed.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use crypto::{RootKey, SigningKey, key_fingerprint};
use format::catalog::{Bound, CatalogContent, Distribution, PackageFile, Release, Target, TargetKind, build};
use format::{
    Blob, Digest, DistributionId, Envelope, FeatureId, FileName, IssuingKey, Language, Names, Prefix,
    Purpose, ReleaseNumber, Root, UnixTime,
};
use installer::{Bundle, BundleWriter, Query, SiteFolder};
use policy::Moment;
use rand_core::UnwrapErr;

const CONFIGURATIONS: u32 = 30;
/// Releases of one configuration that fit one release of it: the size of the answer, whatever the catalog's.
const ANSWER: u32 = 20;
const ROUNDS: usize = 60;
const NOW: u64 = 1_790_000_000;

fn now() -> UnixTime {
    UnixTime::new(NOW)
}

fn names(name: &str) -> Names {
    [(Language::RUSSIAN, name.to_owned())].into_iter().collect()
}

fn number(parts: &[u32]) -> ReleaseNumber {
    ReleaseNumber::new(parts).expect("one to eight parts")
}

/// The `index`th release: for one of the configurations, in a window of its own.
fn release(index: u32) -> Release {
    let window = index / CONFIGURATIONS / ANSWER;
    let name = format!("Конфигурация{}", index % CONFIGURATIONS);
    let mut target = Target::new(TargetKind::Configuration, name);
    target.lower = Some(Bound { release: number(&[11, 5, window]), is_inclusive: true });
    target.upper = Some(Bound { release: number(&[11, 5, window + 1]), is_inclusive: false });
    let mut digest = [7; 32];
    digest[..4].copy_from_slice(&index.to_be_bytes());
    let blob = Blob { digest: Digest::new(digest), bytes: 800_000 };
    let file = PackageFile::new(FileName::new("Extension.cfe").expect("a safe name"), blob);
    Release::new(
        format!("3.{}.{}", index / 100, index % 100),
        u64::from(index),
        now(),
        vec![file],
        vec![target],
    )
}

/// A site and a bundle of a catalog with `count` releases.
struct Bench {
    site: installer::LockedSite,
    bundle: Bundle,
    head: Vec<u8>,
    json: Vec<u8>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn new(count: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (root_key, key) =
            (RootKey::new(SigningKey::from_seed(&[1; 32])), SigningKey::from_seed(&[2; 32]));
        let mut distribution =
            Distribution::new(DistributionId::new("bench").expect("a safe id"), names("Замер"));
        distribution.update_feature = FeatureId::new(1);
        distribution.is_free = true;
        let releases: Vec<Release> = (0..count).map(release).collect();
        let json = json(&releases);
        let path = folder.path().join("bundle");
        let head = write_bundle(&path, &root_key, &key, distribution, releases);
        let bundle = Bundle::open(&path).expect("just written");
        let fingerprint = key_fingerprint(&root_key.public());
        let mut random = UnwrapErr(getrandom::SysRng);
        let site = SiteFolder::init(&folder.path().join("site"), &bundle, fingerprint, now(), &mut random);
        let site = site.and_then(|site| site.lock(Duration::ZERO)).expect("a new site");
        Self { site, bundle, head, json, _folder: folder }
    }

    /// From the files on disk to the rows.
    fn list(&mut self) -> usize {
        let query = Query::new("Конфигурация0", number(&[11, 5, 0, 7]));
        let catalog = self.site.see(&self.bundle, now()).expect("a good catalog");
        let listing = self.site.list(&catalog, &query, &Moment::supposed(now())).expect("a good catalog");
        listing.rows.len()
    }

    /// The head's signature and nothing else.
    fn check_bare(&self) {
        let envelope = Envelope::parse(&self.head).expect("a good frame");
        let keys = self.site.state().root().keyring();
        black_box(keys.verify::<format::Catalog>(&envelope).is_ok());
    }

    /// Reading one JSON file of the same content, without looking for anything in it.
    fn read_json(&self) {
        black_box(serde_json::from_slice::<serde_json::Value>(black_box(&self.json)).is_ok());
    }
}

fn write_bundle(
    path: &Path,
    root_key: &RootKey,
    key: &SigningKey,
    distribution: Distribution,
    releases: Vec<Release>,
) -> Vec<u8> {
    let mut root = Root::new(
        Prefix::new("DEMO").expect("four letters"),
        names("Демо"),
        1,
        vec![root_key.public()],
        now(),
    );
    root.issuing_keys = vec![IssuingKey::new(key.public(), Purpose::ALL)];
    let mut writer = BundleWriter::create(path).expect("a new folder");
    let content = CatalogContent {
        number: 1,
        issued_at: now(),
        expires: now().plus_days(365),
        distributions: vec![(distribution, releases)],
        products: Vec::new(),
        features: Vec::new(),
        audit_head: None,
    };
    let head = build(content, &mut writer).expect("objects are written");
    let head = key.sign(&head).expect("the head is as SPEC says");
    writer
        .put_root(1, &RootKey::sign_root(&root, &[root_key]).expect("a good root"))
        .expect("a root is written");
    writer.finish(&head).expect("the head is written");
    head
}

fn json(releases: &[Release]) -> Vec<u8> {
    let rows = releases.iter().map(|release| {
        let target = &release.targets[0];
        let bound = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.release.to_string());
        serde_json::json!({
            "distribution": "bench", "version": release.version, "order": release.order, "date": release.date.to_string(),
            "files": [{"name": "Extension.cfe", "size": 800_000, "sha256": release.files[0].blob.digest.to_string()}],
            "targets": [{"conf": target.name, "min": bound(&target.lower), "max": bound(&target.upper)}],
        })
    });
    serde_json::to_vec(&rows.collect::<Vec<_>>()).expect("plain values")
}

fn timed(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ratio(left: Duration, right: Duration) -> f64 {
    left.as_secs_f64() / right.as_secs_f64()
}

fn main() {
    // `cargo test --benches` runs benchmarks to see that they work: one round of the small one is enough for that.
    let is_test = std::env::args().any(|argument| argument == "--test");
    let sizes: &[u32] = if is_test { &[1_000] } else { &[1_000, 100_000] };
    for count in sizes {
        let mut bench = Bench::new(*count);
        let rounds = if is_test { 1 } else { ROUNDS };
        let (mut list, mut bare, mut json, mut rows) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for round in 0..rounds {
            list.push(timed(|| rows = bench.list()));
            bare.push(timed(|| bench.check_bare()));
            // Reading a hundred thousand rows of JSON takes long enough that a few rounds tell.
            if round < 5 {
                json.push(timed(|| bench.read_json()));
            }
        }
        let (list, bare, json) = (median(list), median(bare), median(json));
        println!(
            "{count} releases, answer of {rows} rows: {list:?}; signature of the head alone {bare:?} ({:.1} times); \
             reading one JSON of {} bytes {json:?} ({:.0} times as long)",
            ratio(list, bare),
            bench.json.len(),
            ratio(json, list),
        );
    }
}
