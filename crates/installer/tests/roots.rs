//! Whom a site trusts: the first root, the chain behind it, forks, and dates far ahead.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::*;
use crypto::{RootError, RootKey, SigningKey, sha256};
use format::{Environment, Forked, Payload as _, Root, SignatureSet, UnixTime};
use installer::{Bundle, FirstTrust, InstallError, LockedSite, OnAhead, RootFiles, SiteFolder};
use rand_core::UnwrapErr;

/// A site that trusts root 1 of a vendor.
struct Scene {
    folder: tempfile::TempDir,
    vendor: Vendor,
    bundle: Bundle,
}

impl Scene {
    fn new() -> Self {
        let (folder, vendor) = (tempfile::tempdir().unwrap(), Vendor::new(1));
        let bundle = vendor.bundle(&folder.path().join("bundle"), &Content::new(1));
        vendor.site(&folder.path().join("site"), &bundle);
        Self { folder, vendor, bundle }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn site(&self) -> LockedSite {
        self.read().lock(Duration::ZERO).unwrap()
    }

    fn read(&self) -> SiteFolder {
        SiteFolder::open(&self.path()).unwrap()
    }

    fn update(&self, roots: &[&[u8]]) -> Result<usize, InstallError> {
        let roots = RootFiles::of(roots.iter().map(|root| root.to_vec()).collect())?;
        self.site().update_roots(&roots, day(60))
    }
}

fn init(folder: &Path, roots: &RootFiles, first: FirstTrust) -> Result<SiteFolder, InstallError> {
    SiteFolder::init_from(folder, roots, first, day(60), &mut UnwrapErr(getrandom::SysRng))
}

fn root_digest(file: &[u8]) -> format::Digest {
    sha256(SignatureSet::parse(file).unwrap().envelopes()[0].unverified_payload())
}

#[test]
fn newer_roots_are_taken_in_whatever_order_the_files_are_named() {
    let mut scene = Scene::new();
    scene.vendor.publish_root(2, day(20));
    scene.vendor.replace_root_key(40, 3, day(40));
    let roots = &scene.vendor.roots;
    assert_eq!(scene.update(&[&roots[2], &roots[0], &roots[1]]).unwrap(), 2);
    assert_eq!(scene.update(&[&roots[2]]).unwrap(), 0, "the same again changes nothing");
    let site = scene.read();
    let versions: Vec<u32> = site.state().roots().iter().map(|known| known.root.root().version).collect();
    assert_eq!((versions, site.receipts().len()), (vec![1, 2, 3], 3));
    assert_ne!(site.state().root().fingerprint(), scene.vendor.fingerprint, "another root key");
}

#[test]
fn a_skipped_root_is_refused_and_nothing_of_the_chain_is_taken() {
    let mut scene = Scene::new();
    scene.vendor.publish_root(2, day(20));
    let fourth = scene.vendor.root(4, day(40));
    let skipped = scene.update(&[&scene.vendor.roots[1], &fourth]);
    assert!(matches!(skipped, Err(InstallError::Root(RootError::WrongVersion { expected: 3, found: 4 }))));
    assert_eq!(scene.read().state().root().root().version, 1);
}

#[test]
fn there_is_no_way_back_to_an_older_root() {
    let mut scene = Scene::new();
    scene.vendor.publish_root(2, day(20));
    scene.update(&[&scene.vendor.roots[1]]).unwrap();
    let older = scene.update(&[&scene.vendor.roots[0]]);
    assert!(matches!(older, Err(InstallError::RootOlder { found: 1, known: 2 })));
    // A bundle from before is no offence: it may still hold what the site wants.
    scene.site().see(&scene.bundle, day(60)).unwrap();
    assert_eq!(scene.read().state().root().root().version, 2);
}

#[test]
fn a_root_that_one_key_signed_twice_is_refused() {
    let scene = Scene::new();
    let second = scene.vendor.root(2, day(20));
    let document = &second[1..];
    let twice = [&[0x82], document, document].concat();
    let refused = RootFiles::of(vec![twice]).map(drop);
    assert!(matches!(refused, Err(InstallError::Root(RootError::Verify(_)))), "{refused:?}");
    assert_eq!(scene.update(&[&second]).unwrap(), 1);
}

#[test]
fn a_fork_is_evidence_for_ever_whichever_keys_of_the_chain_signed_it() {
    let mut scene = Scene::new();
    scene.vendor.publish_root(2, day(20));
    let newest_fork = scene.vendor.root(2, day(21));
    let dropped = scene.vendor.replace_root_key(40, 3, day(40));
    scene.update(&[&scene.vendor.roots[1], &scene.vendor.roots[2]]).unwrap();

    // Whoever has stolen the key that root 3 dropped makes a root 3 of their own.
    let thief = RootKey::new(SigningKey::from_seed(&[66; 32]));
    let mut stolen = Root::decode(
        SignatureSet::parse(&scene.vendor.roots[2]).unwrap().envelopes()[0].unverified_payload(),
    )
    .unwrap();
    stolen.root_keys = vec![thief.public()];
    let stolen = RootKey::sign_root(&stolen, &[&dropped, &thief]).unwrap();

    for (version, fork) in [(2, &newest_fork), (3, &stolen)] {
        for _ in 0..2 {
            let Err(InstallError::RootForked { version: told, evidence }) = scene.update(&[fork]) else {
                panic!("the fork of root {version} is refused");
            };
            assert_eq!((told, &fs::read(evidence).unwrap()), (version, fork));
        }
    }
    let site = scene.read();
    let forks: Vec<_> = site.state().forks().iter().map(|fork| (fork.forked, fork.number)).collect();
    assert_eq!(forks, [(Forked::Root, 2), (Forked::Root, 3)], "each is told of once");
    assert_eq!(fs::read(site.evidence(&site.state().forks()[1])).unwrap(), stolen);
    assert_eq!(site.state().root().root().digest(), root_digest(&scene.vendor.roots[2]));
}

#[test]
fn a_root_of_strangers_is_refused_and_is_no_evidence() {
    let mut scene = Scene::new();
    scene.vendor.publish_root(2, day(20));
    scene.update(&[&scene.vendor.roots[1]]).unwrap();
    let stranger = Vendor::new(50);
    for version in [1, 2, 3] {
        let refused = scene.update(&[&stranger.root(version, day(30))]);
        let is_refused = matches!(refused, Err(InstallError::Root(RootError::Threshold { found: 0, .. })));
        assert!(is_refused, "root {version}: {refused:?}");
    }
    assert!(scene.read().state().forks().is_empty() && !scene.path().join("evidence").exists());
}

#[test]
fn a_fork_stays_on_record_when_somebody_has_taken_note_of_it() {
    let scene = Scene::new();
    let fork = scene.vendor.root(1, day(1));
    scene.update(&[&fork]).unwrap_err();
    let digest = root_digest(&fork);
    let unknown = scene.site().acknowledge_fork(sha256(b"another"), "admin", day(61));
    assert!(matches!(unknown, Err(InstallError::UnknownFork { .. })));
    for who in ["admin", "somebody else"] {
        let noted = scene.site().acknowledge_fork(digest, who, day(61)).unwrap();
        assert_eq!(noted.acknowledged.unwrap().who, "admin", "the first is on record");
    }
    scene.update(&[&fork]).unwrap_err();
    let site = scene.read();
    assert_eq!((site.state().forks().len(), site.receipts().len()), (1, 3));
}

#[test]
fn a_journal_that_is_gone_is_missed_where_there_is_evidence() {
    let scene = Scene::new();
    scene.update(&[&scene.vendor.root(1, day(1))]).unwrap_err();
    fs::remove_file(scene.path().join("journal.ksreceipts")).unwrap();
    let anew = init(&scene.path(), &scene.bundle.roots().unwrap(), scene.vendor.fingerprint.into());
    assert!(matches!(anew, Err(InstallError::StateDamaged { .. })));
}

#[test]
fn a_test_root_is_trusted_only_where_one_is_asked_for_and_a_real_one_only_where_not() {
    let folder = tempfile::tempdir().unwrap();
    for (vendor, found) in
        [(Vendor::for_trying_out(1), Environment::Test), (Vendor::new(1), Environment::Production)]
    {
        let roots = RootFiles::of(vendor.roots.clone()).unwrap();
        let real = FirstTrust::from(vendor.fingerprint);
        let trial = FirstTrust::for_trying_out(vendor.fingerprint);
        let (right, wrong) = if found == Environment::Test { (trial, real) } else { (real, trial) };
        let path = folder.path().join(format!("{found:?}"));
        let refused = init(&path, &roots, wrong).map(drop);
        assert!(matches!(
            refused,
            Err(InstallError::Root(RootError::WrongEnvironment { found: told })) if told == found
        ));
        assert!(!path.exists());
        assert_eq!(init(&path, &roots, right).unwrap().state().root().root().environment, found);
    }
}

#[test]
fn a_chain_cannot_lead_from_a_test_root_to_a_real_one() {
    let scene = Scene::new();
    let refused = scene.update(&[&Vendor::for_trying_out(1).root(2, day(20))]);
    assert!(matches!(refused, Err(InstallError::Root(RootError::Identity))));
}

#[test]
fn the_newest_root_is_the_one_to_compare() {
    let mut scene = Scene::new();
    scene.vendor.replace_root_key(40, 2, day(20));
    let roots = RootFiles::of(scene.vendor.roots.clone()).unwrap();
    let offered = roots.unverified_newest().unwrap();
    assert_eq!(offered.root().version, 2);
    let path = scene.folder.path().join("second");
    let site = init(&path, &roots, offered.fingerprint().into()).unwrap();
    assert_eq!(site.state().roots().len(), 1, "roots from before are nothing to this site");
    let none = RootFiles::of(Vec::new()).unwrap().unverified_newest();
    assert!(matches!(none, Err(InstallError::NoRoots { .. })));
}

/// What a site with the floor at day 30 makes of each kind of document that is signed on a day.
fn taken_when_signed_on(
    signed: u64,
    choice: OnAhead,
    clock: UnixTime,
) -> [Result<UnixTime, InstallError>; 5] {
    let take = |act: &dyn Fn(&mut LockedSite, &mut Scene) -> Result<(), InstallError>| {
        let mut scene = Scene::new();
        let mut site = scene.site();
        site.see(&scene.bundle, day(30)).unwrap();
        site.add_license(&scene.vendor.empty_license(1), day(30)).unwrap();
        site.set_on_ahead(choice);
        act(&mut site, &mut scene)?;
        Ok(site.state().floor())
    };
    [
        take(&|site, scene| site.add_license(&scene.vendor.license_signed_on(2, signed), clock).map(drop)),
        take(&|site, scene| site.redeem(&scene.vendor.coupon_signed_on(3, signed), None, clock).map(drop)),
        take(&|site, scene| {
            let mut content = Content::new(2);
            (content.issued, content.expires) = (day(signed), day(signed + 100));
            site.see(&scene.vendor.bundle(scene.bundle.folder(), &content), clock).map(drop)
        }),
        take(&|site, scene| {
            scene.vendor.put_bulletin(scene.bundle.folder(), news(1, signed));
            site.see(&scene.bundle, clock).map(drop)
        }),
        take(&|site, scene| {
            let roots = RootFiles::of(vec![scene.vendor.root(2, day(signed))])?;
            site.update_roots(&roots, clock).map(drop)
        }),
    ]
}

#[test]
fn what_is_signed_ninety_days_ahead_is_taken_and_a_day_more_is_not() {
    let stands_still = UnixTime::new(0);
    for floor in taken_when_signed_on(30 + 90, OnAhead::Refuse, stands_still) {
        assert_eq!(floor.unwrap(), day(120), "ahead of the floor, the clock standing still");
    }
    for refused in taken_when_signed_on(30 + 91, OnAhead::Refuse, stands_still) {
        assert!(matches!(refused, Err(InstallError::SignedAhead { now, .. }) if now == day(30)));
    }
    for refused in taken_when_signed_on(91, OnAhead::Refuse, day(0)) {
        assert!(refused.is_err(), "a floor that is a little ahead adds nothing to the clock: {refused:?}");
    }
    for floor in taken_when_signed_on(60 + 90, OnAhead::Refuse, day(60)) {
        assert_eq!(floor.unwrap(), day(150), "ahead of the clock");
    }
    for refused in taken_when_signed_on(60 + 91, OnAhead::Refuse, day(60)) {
        assert!(matches!(refused, Err(InstallError::SignedAhead { now, .. }) if now == day(60)));
    }
}

#[test]
fn a_person_can_have_a_document_taken_that_is_signed_far_ahead() {
    for floor in taken_when_signed_on(3_000, OnAhead::Accept, day(60)) {
        assert_eq!(
            floor.unwrap(),
            day(3_000),
            "what is taken raises the floor, or a clock could revive what ended"
        );
    }
}

#[test]
fn documents_that_follow_one_another_do_not_carry_the_floor_beyond_ninety_days() {
    let scene = Scene::new();
    let mut site = scene.site();
    for id in 2..=20 {
        let signed = 60 + 89 * (u64::from(id) - 1);
        let taken = site.add_license(&scene.vendor.license_signed_on(id, signed), day(60));
        assert_eq!(taken.is_ok(), id == 2, "{signed}");
    }
    assert_eq!(site.state().floor(), day(60 + 89));
}

#[test]
fn a_refused_date_leaves_the_site_as_it_was() {
    let scene = Scene::new();
    let mut site = scene.site();
    let receipts = site.receipts().len();
    site.add_license(&scene.vendor.license_signed_on(2, 3_000), day(60)).unwrap_err();
    assert_eq!((site.receipts().len(), site.state().floor()), (receipts, day(0)));
    assert!(site.state().licenses().is_empty());
}
