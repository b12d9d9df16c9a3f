//! The main job, from the bundle to the verified file, and every way in which it is refused.

mod common;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use common::*;
use crypto::{RootError, VerifyError};
use format::catalog::Channel;
use format::{Explain, Fingerprint};
use installer::{
    AddedLicense, Bundle, Consent, Damage, FileState, InstallError, LockedSite, OnAhead, OnStaleCatalog,
    Show, SiteFolder,
};
use policy::{Reason, Refusal};
use tempfile::TempDir;

/// A vendor, a bundle and a site with a license.
struct Scene {
    folder: TempDir,
    vendor: Vendor,
    bundle: Bundle,
}

impl Scene {
    fn new() -> Self {
        Self::with(&Content::new(1))
    }

    fn with(content: &Content) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vendor = Vendor::new(1);
        let bundle = vendor.bundle(&folder.path().join("bundle"), content);
        vendor.site(&folder.path().join("site"), &bundle);
        let scene = Self { folder, vendor, bundle };
        scene.site().add_license(&scene.vendor.license(1, 400), day(60)).unwrap();
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn site(&self) -> LockedSite {
        SiteFolder::open(&self.path("site")).unwrap().lock(Duration::ZERO).unwrap()
    }

    /// Publishes the next catalog into the bundle.
    fn publish(&mut self, content: &Content) {
        self.bundle = self.vendor.bundle(&self.path("bundle"), content);
    }

    fn consent(&self) -> Consent {
        let text = Content::new(1).agreement.unwrap();
        Consent { text: digest_of(text), who: "admin".to_owned() }
    }

    fn install(&self, wish: &installer::Wish, consent: Option<&Consent>) -> Result<(), InstallError> {
        let mut site = self.site();
        let catalog = site.see(&self.bundle, day(60))?;
        let moment = site.moment(day(60));
        let plan = site.plan(&catalog, wish, &moment)?;
        site.install(&plan, &self.path("to"), consent, day(60), &mut |_| {}).map(drop)
    }
}

#[test]
fn a_release_is_installed_verified_and_remembered() {
    let scene = Scene::new();
    scene.install(&wish(), Some(&scene.consent())).unwrap();
    assert_eq!(fs::read(scene.path("to/Демо.cfe")).unwrap(), extension("1.1.0"));
    assert_eq!(fs::read(scene.path("to/Прочти.txt")).unwrap(), readme("1.1.0"));
    assert_eq!(fs::read_dir(scene.path("to")).unwrap().count(), 2);
    assert_eq!(fs::read_dir(scene.path("site/work")).unwrap().count(), 0);

    let site = SiteFolder::open(&scene.path("site")).unwrap();
    let checked = site.verify_installed().unwrap();
    assert!(checked.len() == 1 && checked[0].is_ok());
    assert_eq!(checked[0].installation.installed.version, "1.1.0");
    assert_eq!(site.state().accepted()[0].who, "admin");
    assert_eq!(site.state().catalog().unwrap().number, 1);
    assert!(!site.state().is_new());
    assert_eq!(site.state().floor(), day(30), "the catalog was signed last");

    fs::write(scene.path("to/Прочти.txt"), b"other").unwrap();
    fs::remove_file(scene.path("to/Демо.cfe")).unwrap();
    let checked = site.verify_installed().unwrap();
    let states: Vec<FileState> = checked[0].files.iter().map(|(_, state)| *state).collect();
    assert_eq!(states, [FileState::Missing, FileState::Changed]);
}

#[test]
fn the_list_is_newest_first_and_says_why_rows_are_hidden() {
    let mut content = Content::new(1);
    let mut withdrawn = Made::new("1.2.0", 55);
    withdrawn.channel = Channel::Withdrawn;
    let mut other = Made::new("1.3.0", 56);
    other.target.name = "Розница".to_owned();
    content.releases.extend([withdrawn, other, Made::new("2.0.0", 401)]);
    let scene = Scene::with(&content);
    let mut site = scene.site();
    let catalog = site.see(&scene.bundle, day(60)).unwrap();
    let moment = site.moment(day(60));
    let versions = |query: &installer::Query| {
        let listing = site.list(&catalog, query, &moment).unwrap();
        listing.rows.iter().map(|row| row.release.version.clone()).collect::<Vec<_>>()
    };
    assert_eq!(versions(&query()), ["2.0.0", "1.1.0", "1.0.0"]);

    let listing = site.list(&catalog, &query(), &moment).unwrap();
    assert!(matches!(listing.rows[0].offer.reasons[..], [Reason::SubscriptionEnded { .. }]));
    let recommended: Vec<bool> = listing.rows.iter().map(|row| row.is_recommended).collect();
    assert_eq!((recommended, listing.hidden), (vec![false, true, false], 1));

    let mut all = query();
    all.show = Show::All;
    assert_eq!(versions(&all), ["2.0.0", "1.3.0", "1.2.0", "1.1.0", "1.0.0"]);

    let mut newer = query();
    newer.release = release("11.5.21.1");
    assert!(versions(&newer).is_empty());
    assert_eq!(site.list(&catalog, &newer, &moment).unwrap().untested, 3);
    newer.show = Show::Untested;
    assert_eq!(versions(&newer).len(), 3);
}

#[test]
fn a_latin_letter_in_the_configuration_name_is_hinted_at() {
    let scene = Scene::new();
    let mut site = scene.site();
    let catalog = site.see(&scene.bundle, day(60)).unwrap();
    let mistyped = installer::Query::new("УправлениеTорговлей", release("11.5.8.300"));
    let listing = site.list(&catalog, &mistyped, &site.moment(day(60))).unwrap();
    assert!(listing.rows.is_empty());
    assert_eq!(listing.near_miss.as_deref(), Some(UT));
}

#[test]
fn a_name_that_was_typed_decomposed_is_the_same_name() {
    let scene = Scene::new();
    let mut site = scene.site();
    let catalog = site.see(&scene.bundle, day(60)).unwrap();
    let decomposed = UT.replace('й', "и\u{306}");
    let typed = installer::Query::new(decomposed, release("11.5.8.300"));
    assert_eq!(site.list(&catalog, &typed, &site.moment(day(60))).unwrap().rows.len(), 2);
}

#[test]
fn consent_is_asked_for_once_and_again_when_the_text_changes() {
    let mut scene = Scene::new();
    let refused = scene.install(&wish(), None);
    assert!(matches!(refused, Err(InstallError::AgreementNotAccepted { .. })));
    assert!(!scene.path("to/Демо.cfe").exists());

    let wrong = Consent { text: digest_of("другое"), who: "admin".to_owned() };
    assert!(matches!(scene.install(&wish(), Some(&wrong)), Err(InstallError::OtherAgreement { .. })));
    scene.install(&wish(), Some(&scene.consent())).unwrap();
    scene.install(&wish(), None).unwrap();

    let mut content = Content::new(2);
    content.agreement = Some("Соглашение: иначе.\n");
    scene.publish(&content);
    assert!(matches!(scene.install(&wish(), None), Err(InstallError::AgreementNotAccepted { .. })));
}

#[test]
fn an_older_catalog_is_refused_and_a_forked_one_is_kept_as_evidence() {
    let mut scene = Scene::new();
    scene.publish(&Content::new(2));
    scene.site().see(&scene.bundle, day(60)).unwrap();
    scene.publish(&Content::new(1));
    let refused = scene.site().see(&scene.bundle, day(60)).map(drop);
    assert!(matches!(refused, Err(InstallError::CatalogOlder { found: 1, known: 2 })));

    let mut fork = Content::new(2);
    fork.releases.pop();
    scene.publish(&fork);
    let Err(InstallError::CatalogForked { number: 2, evidence }) = scene.site().see(&scene.bundle, day(60))
    else {
        panic!("the fork is refused");
    };
    assert_eq!(fs::read(evidence).unwrap(), scene.bundle.catalog().unwrap());

    scene.publish(&Content::new(3));
    scene.site().see(&scene.bundle, day(60)).unwrap();
    assert_eq!(fs::read_dir(scene.path("site/catalogs")).unwrap().count(), 1, "older heads are forgotten");
}

#[test]
fn an_expired_catalog_can_be_listed_and_installed_from_only_if_that_is_said() {
    let mut content = Content::new(1);
    content.expires = day(59);
    let scene = Scene::with(&content);
    let mut site = scene.site();
    let catalog = site.see(&scene.bundle, day(60)).unwrap();
    assert!(site.list(&catalog, &query(), &site.moment(day(60))).unwrap().is_stale);
    drop(site);
    assert!(matches!(scene.install(&wish(), None), Err(InstallError::CatalogExpired { .. })));
    let mut allowed = wish();
    allowed.on_stale = OnStaleCatalog::Allow;
    scene.install(&allowed, Some(&scene.consent())).unwrap();
}

#[test]
fn newer_roots_are_followed_and_forks_kept_as_evidence() {
    let mut scene = Scene::new();
    scene.vendor.publish_root(2, day(20));
    scene.vendor.publish_root(3, day(40));
    scene.publish(&Content::new(1));
    scene.site().see(&scene.bundle, day(60)).unwrap();
    let site = SiteFolder::open(&scene.path("site")).unwrap();
    assert_eq!(site.state().root().root().version, 3);
    assert_eq!(site.state().floor(), day(40));

    scene.vendor.roots[2] = scene.vendor.root(3, day(41));
    scene.publish(&Content::new(1));
    let refused = scene.site().see(&scene.bundle, day(60)).map(drop);
    assert!(matches!(refused, Err(InstallError::RootForked { version: 3, .. })));

    scene.vendor.roots[2] = scene.vendor.root(3, day(40));
    let gap = scene.vendor.root(5, day(50));
    scene.publish(&Content::new(1));
    fs::write(scene.path("bundle/roots/5.ksroot"), gap).unwrap();
    let refused = scene.site().see(&scene.bundle, day(60)).map(drop);
    assert!(matches!(refused, Err(InstallError::Root(RootError::WrongVersion { expected: 4, found: 5 }))));
}

#[test]
fn what_a_dropped_key_has_signed_stands_in_nobodys_way() {
    let mut scene = Scene::new();
    // A thief publishes high numbers and dates.
    for number in [1_000, 4_000] {
        let mut stolen = Content::new(number);
        (stolen.issued, stolen.expires) = (day(2000), day(3000));
        scene.publish(&stolen);
        let mut site = scene.site();
        site.set_on_ahead(OnAhead::Accept);
        site.see(&scene.bundle, day(60)).unwrap();
    }
    scene.site().add_license(&scene.vendor.license(9_999, 9_999), day(60)).unwrap();
    assert_eq!(scene.site().state().floor(), day(2000));

    scene.vendor.replace_issuing_key(77, 2, day(61));
    scene.publish(&Content::new(2));
    let mut site = scene.site();
    site.see(&scene.bundle, day(62)).unwrap();
    assert_eq!(site.state().catalog().unwrap().number, 2);
    assert_eq!(site.state().floor(), day(61));
    assert!(site.state().licenses()[0].license.is_err() && site.state().states().is_empty());
    let gone = site.state().licenses()[0].license.clone().unwrap_err();
    assert!(matches!(gone, VerifyError::UnknownKey { .. }));
    assert_eq!(site.state().revoked_key(format::Document::License, &gone).unwrap().since, day(61));
    let stranger = VerifyError::UnknownKey { key: format::KeyId::new([9; 8]) };
    assert_eq!(site.state().revoked_key(format::Document::License, &stranger), None);
    let added = site.add_license(&scene.vendor.license(2, 400), day(62)).unwrap();
    assert!(matches!(added, AddedLicense::New(_)));
    assert_eq!(site.state().licenses().len(), 1);
    drop(site);

    scene.publish(&Content::new(1));
    let refused = scene.site().see(&scene.bundle, day(62)).map(drop);
    assert!(matches!(refused, Err(InstallError::CatalogOlder { found: 1, known: 2 })));
    scene.publish(&Content::new(3));
    scene.site().see(&scene.bundle, day(62)).unwrap();
}

#[test]
fn a_site_begins_with_the_fingerprint_that_a_person_compared() {
    let scene = Scene::new();
    let mut random = rand_core::UnwrapErr(getrandom::SysRng);
    let other = Fingerprint::of(&digest_of("somebody else"));
    let refused =
        SiteFolder::init(&scene.path("second"), &scene.bundle, other, day(60), &mut random).map(drop);
    assert!(matches!(refused, Err(InstallError::Root(RootError::WrongFingerprint { .. }))));
    assert!(!scene.path("second").exists());

    let again =
        SiteFolder::init(&scene.path("site"), &scene.bundle, scene.vendor.fingerprint, day(60), &mut random);
    assert!(matches!(again, Err(InstallError::AlreadyASite { .. })));
    assert!(matches!(SiteFolder::open(&scene.path("second")), Err(InstallError::NotASite { .. })));
}

#[test]
fn another_vendors_catalog_is_not_taken() {
    let scene = Scene::new();
    let other = Vendor::new(50).bundle(&scene.path("other"), &Content::new(9));
    let refused = scene.site().see(&other, day(60)).map(drop);
    assert!(matches!(refused, Err(InstallError::Root(RootError::Threshold { found: 0, .. }))));
    assert!(!scene.path("site/evidence").exists(), "a stranger's root is no evidence against the vendor");
}

#[test]
fn a_key_for_some_products_cannot_take_away_another_one() {
    let scene = Scene::new();
    let mut site = scene.site();
    let before = site.receipts().len();
    let taken = site.add_license(&scene.vendor.license_of_partner(1, u32::MAX), day(60));
    assert!(
        matches!(taken, Err(InstallError::Verify(VerifyError::TakesAway { product, .. })) if product.get() == 1),
        "{taken:?}"
    );
    assert_eq!(site.receipts().len(), before);
    site.add_license(&scene.vendor.license_of_partner(7, 1), day(60)).unwrap();
    site.add_license(&scene.vendor.license_of_partner(7, 2), day(60)).unwrap();
    site.add_license(&scene.vendor.license(3, 500), day(60)).unwrap();
}

#[test]
fn a_license_goes_forward_only() {
    let scene = Scene::new();
    let mut site = scene.site();
    let again = site.add_license(&scene.vendor.license(1, 400), day(60)).unwrap();
    assert!(matches!(again, AddedLicense::AlreadyThere(_)));
    let fork = site.add_license(&scene.vendor.license(1, 500), day(60));
    assert!(matches!(fork, Err(InstallError::RevisionForked { revision: 1, .. })));
    let newer = site.add_license(&scene.vendor.license(3, 500), day(60)).unwrap();
    assert!(matches!(newer, AddedLicense::Replaced { before: 1, .. }));
    let older = site.add_license(&scene.vendor.license(2, 500), day(60));
    assert!(matches!(older, Err(InstallError::RevisionOlder { found: 2, known: 3, .. })));
    let coupon = site.add_license(&scene.vendor.coupon(7), day(60));
    assert!(matches!(coupon, Err(InstallError::Verify(VerifyError::WrongDocument { .. }))));
    let theirs = site.add_license(&Vendor::new(50).license(4, 500), day(60));
    assert!(matches!(theirs, Err(InstallError::Verify(VerifyError::UnknownKey { .. }))));
}

#[test]
fn a_license_goes_to_another_customer_with_a_higher_revision() {
    let scene = Scene::new();
    let mut site = scene.site();
    let moved = site.add_license(&scene.vendor.license_of_another_customer(2, 400), day(60)).unwrap();
    assert!(matches!(moved, AddedLicense::Replaced { before: 1, .. }));
    let fork = site.add_license(&scene.vendor.license(2, 400), day(60));
    assert!(matches!(fork, Err(InstallError::RevisionForked { revision: 2, .. })));
}

#[test]
fn a_later_revision_may_hold_less_and_takes_the_place_of_the_one_before() {
    let scene = Scene::new();
    let mut site = scene.site();
    site.add_license(&scene.vendor.license(2, 400), day(60)).unwrap();
    site.add_license(&scene.vendor.license_with_folded(3, 7), day(60)).unwrap();
    let less = site.add_license(&scene.vendor.license_without_grants(4), day(61)).unwrap();
    assert!(matches!(less, AddedLicense::Replaced { before: 3, .. }));
    let state = site.state().states().remove(0);
    assert!(state.grants().is_empty() && state.folded().is_empty());
    // What is listed no longer may be redeemed again.
    site.redeem(&scene.vendor.coupon(7), None, day(61)).unwrap();
    assert_eq!(site.state().states()[0].grants().len(), 1);
    let older = site.add_license(&scene.vendor.license(2, 400), day(62));
    assert!(matches!(older, Err(InstallError::RevisionOlder { found: 2, known: 4, .. })));
}

#[test]
fn a_coupon_is_redeemed_once_and_counts() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let bundle = vendor.bundle(&folder.path().join("bundle"), &Content::new(1));
    let site = vendor.site(&folder.path().join("site"), &bundle);
    let mut site = site.lock(Duration::ZERO).unwrap();
    assert!(matches!(site.redeem(&vendor.coupon(7), None, day(60)), Err(InstallError::NoLicense)));
    site.add_license(&vendor.empty_license(1), day(60)).unwrap();
    site.redeem(&vendor.coupon(7), None, day(60)).unwrap();
    let twice = site.redeem(&vendor.coupon(7), None, day(61));
    assert!(matches!(twice, Err(InstallError::Coupon(Refusal::CouponAlreadyRedeemed))));
    assert_eq!(site.state().states()[0].grants()[0].until, Some(day(60 + 365)));

    site.add_license(&vendor.empty_license(2), day(60)).unwrap();
    let which = site.redeem(&vendor.coupon(8), None, day(60));
    assert!(matches!(which, Err(InstallError::WhichLicense { licenses: 2 })));
    site.redeem(&vendor.coupon(8), Some(number(2)), day(60)).unwrap();
    let unknown = site.redeem(&vendor.coupon(9), Some(number(3)), day(60));
    assert!(matches!(unknown, Err(InstallError::UnknownLicense { .. })));
}

#[test]
fn a_one_time_coupon_is_not_redeemed_on_a_second_license_of_the_site() {
    let scene = Scene::new();
    let mut site = scene.site();
    site.add_license(&scene.vendor.empty_license(2), day(60)).unwrap();
    site.redeem(&scene.vendor.coupon(7), Some(number(1)), day(60)).unwrap();
    let spent = site.redeem(&scene.vendor.coupon(7), Some(number(2)), day(61));
    assert!(matches!(spent, Err(InstallError::CouponSpent { license }) if license == number(1)));
    site.redeem(&scene.vendor.reusable_coupon(8), Some(number(1)), day(60)).unwrap();
    site.redeem(&scene.vendor.reusable_coupon(8), Some(number(2)), day(60)).unwrap();

    // Redeemed at the vendor on the one, it is spent for the other.
    site.add_license(&scene.vendor.license_with_folded(2, 9), day(60)).unwrap();
    let spent = site.redeem(&scene.vendor.coupon(9), Some(number(2)), day(61));
    assert!(matches!(spent, Err(InstallError::CouponSpent { .. })));
}

#[test]
fn a_changed_missing_or_truncated_payload_changes_nothing() {
    let scene = Scene::new();
    let consent = scene.consent();
    let mut older = wish();
    older.version = Some("1.0.0".to_owned());
    scene.install(&older, Some(&consent)).unwrap();
    let path = blob_path(&scene.path("bundle"), &extension("1.1.0"));
    let good = fs::read(&path).unwrap();
    let mut changed = good.clone();
    *changed.last_mut().unwrap() ^= 1;
    for bad in [&changed[..], &good[1..]] {
        fs::write(&path, bad).unwrap();
        let refused = scene.install(&wish(), None);
        assert!(matches!(refused, Err(InstallError::Verify(VerifyError::WrongObject { .. }))));
    }
    fs::remove_file(&path).unwrap();
    let refused = scene.install(&wish(), None);
    assert!(
        matches!(refused, Err(InstallError::ObjectMissing { digest }) if digest == blob_of(&good).digest)
    );
    assert_eq!(fs::read(scene.path("to/Демо.cfe")).unwrap(), extension("1.0.0"));
    assert_eq!(fs::read_dir(scene.path("to")).unwrap().count(), 2);
}

#[test]
fn a_file_that_disagrees_with_its_record_is_not_installed() {
    let mut content = Content::new(1);
    content.releases[1].facts_version = "1.1.1";
    let scene = Scene::with(&content);
    let refused = scene.install(&wish(), Some(&scene.consent()));
    assert!(matches!(refused, Err(InstallError::FactsDisagree { field: "version", .. })));
    assert_eq!(fs::read_dir(scene.path("to")).unwrap().count(), 0);
}

#[test]
fn what_is_not_available_says_why() {
    let mut content = Content::new(1);
    let mut withdrawn = Made::new("1.2.0", 55);
    withdrawn.channel = Channel::Withdrawn;
    content.releases.extend([withdrawn, Made::new("2.0.0", 401)]);
    let scene = Scene::with(&content);
    let named = |version: &str| {
        let mut named = wish();
        named.version = Some(version.to_owned());
        scene.install(&named, None)
    };
    for (version, code) in [("2.0.0", "policy.subscription-ended"), ("1.2.0", "policy.withdrawn")] {
        let Err(InstallError::NotAvailable { reason, .. }) = named(version) else { panic!("{version}") };
        assert_eq!(reason.code(), code);
    }
    assert!(matches!(named("9.9"), Err(InstallError::UnknownVersion { .. })));

    let mut unknown = wish();
    unknown.distribution = id("absent");
    assert!(matches!(scene.install(&unknown, None), Err(InstallError::UnknownDistribution { .. })));
    let mut newer = wish();
    newer.query.release = release("11.5.21.1");
    assert!(matches!(scene.install(&newer, None), Err(InstallError::OnlyUntested { .. })));
    newer.untested = true;
    newer.version = Some("1.1.0".to_owned());
    scene.install(&newer, Some(&scene.consent())).unwrap();
    let mut older = wish();
    older.query.release = release("11.5.7.255");
    let Err(InstallError::NotAvailable { reason, .. }) = scene.install(&older, None) else {
        panic!("too old")
    };
    assert_eq!(reason.code(), "policy.no-release-too-old-exclusive");
}

#[test]
fn neighbours_and_versions_in_the_way_are_named() {
    let mut content = Content::new(1);
    content.releases[1].requires = vec![id("other")];
    let scene = Scene::with(&content);
    assert!(matches!(scene.install(&wish(), Some(&scene.consent())), Err(InstallError::Requires { .. })));

    let mut content = Content::new(1);
    content.releases[1].from_versions = vec!["0.9.0".to_owned()];
    content.releases[0].conflicts = vec![id("demo")];
    let scene = Scene::with(&content);
    let mut first = wish();
    first.version = Some("1.0.0".to_owned());
    scene.install(&first, Some(&scene.consent())).unwrap();
    assert!(matches!(scene.install(&first, None), Err(InstallError::Conflicts { .. })));
    assert!(matches!(scene.install(&wish(), None), Err(InstallError::FromVersion { .. })));
}

#[test]
fn saved_files_have_a_sidecar_that_checks() {
    let scene = Scene::new();
    let mut site = scene.site();
    let catalog = site.see(&scene.bundle, day(60)).unwrap();
    let plan = site.plan(&catalog, &wish(), &site.moment(day(60))).unwrap();
    let consent = scene.consent();
    let mut read = 0;
    site.save(&plan, &scene.path("saved"), Some(&consent), day(60), &mut |bytes| read += bytes).unwrap();
    assert_eq!(read, plan.bytes());
    assert_eq!(fs::read(scene.path("saved/Демо.cfe")).unwrap(), extension("1.1.0"));
    let digest = crypto::sha256(&extension("1.1.0"));
    let line = fs::read_to_string(scene.path("saved/Демо.cfe.sha256")).unwrap();
    assert_eq!(line, format!("{digest}  Демо.cfe\n"));
    assert!(site.state().installed().is_empty());
    assert_eq!(fs::read_dir(scene.path("site/work")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn links_and_read_only_files_at_the_target_are_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scene = Scene::new();
    fs::create_dir(scene.path("to")).unwrap();
    fs::write(scene.path("precious"), b"mine").unwrap();
    symlink(scene.path("precious"), scene.path("to/Прочти.txt")).unwrap();
    let refused = scene.install(&wish(), Some(&scene.consent()));
    assert!(matches!(refused, Err(InstallError::Link { .. })));
    assert_eq!(fs::read(scene.path("precious")).unwrap(), b"mine");

    fs::remove_file(scene.path("to/Прочти.txt")).unwrap();
    fs::write(scene.path("to/Прочти.txt"), b"old").unwrap();
    fs::set_permissions(scene.path("to/Прочти.txt"), fs::Permissions::from_mode(0o400)).unwrap();
    let refused = scene.install(&wish(), Some(&scene.consent()));
    assert!(matches!(refused, Err(InstallError::Disk(disk::DiskError::ReadOnly { .. }))));
    assert_eq!(fs::read_dir(scene.path("to")).unwrap().count(), 1, "nothing staged is left");
    assert_eq!(fs::read_dir(scene.path("site/work")).unwrap().count(), 0);
}

#[test]
fn a_damaged_state_is_never_a_new_one() {
    let scene = Scene::new();
    scene.site().see(&scene.bundle, day(60)).unwrap();
    let site = scene.path("site");
    let open = || SiteFolder::open(&site).map(drop);

    let license = fs::read_dir(site.join("licenses")).unwrap().next().unwrap().unwrap().path();
    let good = fs::read(&license).unwrap();
    fs::write(&license, scene.vendor.license(2, 400)).unwrap();
    assert!(matches!(open(), Err(InstallError::StateDamaged { damage: Damage::Changed, .. })));
    fs::remove_file(&license).unwrap();
    assert!(matches!(open(), Err(InstallError::StateDamaged { damage: Damage::Missing, .. })));
    fs::write(&license, good).unwrap();
    open().unwrap();

    let key = fs::read(site.join("site.key")).unwrap();
    fs::write(site.join("site.key"), [0; 32]).unwrap();
    assert!(matches!(open(), Err(InstallError::StateDamaged { damage: Damage::Key, .. })));
    fs::write(site.join("site.key"), key).unwrap();

    fs::remove_file(site.join("journal.ksreceipts")).unwrap();
    assert!(matches!(open(), Err(InstallError::StateDamaged { damage: Damage::Missing, .. })));
    let mut random = rand_core::UnwrapErr(getrandom::SysRng);
    let anew = SiteFolder::init(&site, &scene.bundle, scene.vendor.fingerprint, day(60), &mut random);
    assert!(matches!(anew, Err(InstallError::StateDamaged { damage: Damage::Missing, .. })));
}

#[test]
fn a_second_process_waits_for_the_lock() {
    let scene = Scene::new();
    let _held = scene.site();
    let second = SiteFolder::open(&scene.path("site")).unwrap().lock(Duration::ZERO).map(drop);
    assert!(matches!(second, Err(InstallError::Disk(disk::DiskError::Locked { .. }))));
}

#[cfg(unix)]
#[test]
fn nobody_but_the_owner_reads_the_state() {
    let scene = Scene::new();
    scene.site().see(&scene.bundle, day(60)).unwrap();
    for part in ["site", "site/site.key", "site/journal.ksreceipts", "site/licenses"] {
        assert!(disk::is_owner_only(&scene.path(part)).unwrap(), "{part}");
    }
}
