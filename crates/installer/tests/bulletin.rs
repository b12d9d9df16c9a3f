//! What a bulletin does at a site: seen like a catalog, never gone back on, enforced everywhere.

mod common;

use std::fs;
use std::path::Path;
use std::time::Duration;

use common::*;
use crypto::VerifyError;
use format::bulletin::{BurntKey, RevokedEntry, WithdrawnRelease};
use format::{Document, Language, NumberKind};
use installer::{Bundle, Damage, InstallError, LockedSite, Query, Show, SiteFolder};
use policy::{Reason, Refusal};

fn start(folder: &Path, bundle: &Bundle, vendor: &Vendor) -> LockedSite {
    vendor.site(folder, bundle).lock(Duration::ZERO).unwrap()
}

fn all() -> Query {
    let mut query = query();
    query.show = Show::All;
    query
}

/// A site with license 1, and a bundle with catalog 1.
fn site(folder: &Path, vendor: &Vendor) -> (LockedSite, Bundle) {
    let bundle = vendor.bundle(&folder.join("bundle"), &Content::new(1));
    let mut site = start(&folder.join("site"), &bundle, vendor);
    site.add_license(&vendor.license(1, 300), day(60)).unwrap();
    (site, bundle)
}

fn reasons(site: &mut LockedSite, bundle: &Bundle) -> Vec<Reason> {
    let catalog = site.see(bundle, day(60)).unwrap();
    let moment = site.moment(day(60));
    let rows = site.list(&catalog, &all(), &moment).unwrap().rows;
    rows.into_iter().flat_map(|row| row.offer.reasons).collect()
}

#[test]
fn a_revoked_license_installs_nothing_until_its_next_revision() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let (mut site, bundle) = site(folder.path(), &vendor);
    assert_eq!(reasons(&mut site, &bundle), []);
    for many in [0, 1100] {
        let mut news = news(1 + u32::from(many), 50);
        news.revoked = many_revoked(many);
        news.revoked.push(revoked(NumberKind::License, number(1), 1));
        vendor.put_bulletin(bundle.folder(), news);
        assert!(matches!(reasons(&mut site, &bundle)[..], [Reason::LicenseRevoked { .. }, ..]));
        let catalog = site.see(&bundle, day(60)).unwrap();
        let refused = site.plan(&catalog, &wish(), &site.moment(day(60)));
        assert!(matches!(refused, Err(InstallError::NotAvailable { .. })));
        let state = site.state().state_of(site.state().license(number(1)).unwrap());
        assert!(matches!(state.revoked(), Some(Refusal::Revoked { .. })));
    }
    assert!(!site.is_revoked_for_good(number(1)));
    site.add_license(&vendor.license(2, 300), day(60)).unwrap();
    assert_eq!(reasons(&mut site, &bundle), []);
    let mut whole = news(2000, 50);
    whole.revoked = vec![revoked(NumberKind::License, number(1), RevokedEntry::ALL)];
    vendor.put_bulletin(bundle.folder(), whole);
    site.see(&bundle, day(60)).unwrap();
    assert!(site.is_revoked_for_good(number(1)) && !site.is_revoked_for_good(number(2)));
}

#[test]
fn an_older_bulletin_is_refused_and_a_forked_one_is_kept_as_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let (mut site, bundle) = site(folder.path(), &vendor);
    vendor.put_bulletin(bundle.folder(), news(5, 50));
    site.see(&bundle, day(60)).unwrap();
    site.see(&bundle, day(61)).unwrap();
    assert_eq!(site.state().bulletin().unwrap().number, 5);

    vendor.put_bulletin(bundle.folder(), news(4, 51));
    let older = site.see(&bundle, day(61)).unwrap_err();
    assert!(matches!(older, InstallError::BulletinOlder { found: 4, known: 5 }));
    let other = vendor.put_bulletin(bundle.folder(), news(5, 51));
    let InstallError::BulletinForked { number: 5, evidence } = site.see(&bundle, day(61)).unwrap_err() else {
        panic!("a fork");
    };
    assert_eq!(fs::read(evidence).unwrap(), other);

    fs::remove_file(bundle.folder().join("bulletin.ksbulletin")).unwrap();
    site.see(&bundle, day(61)).unwrap();
    let again = SiteFolder::open(site.path()).unwrap();
    assert_eq!(again.state().bulletin().unwrap().number, 5, "a medium without a bulletin takes nothing back");
    assert!(again.state().floor() >= day(50));
}

#[test]
fn what_a_burnt_key_signed_counts_no_longer_and_what_is_signed_anew_does() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let bundle = vendor.bundle(&folder.path().join("bundle"), &Content::new(1));
    let mut site = start(&folder.path().join("site"), &bundle, &vendor);
    site.add_license(&vendor.license_of_spare_key(1, 300), day(60)).unwrap();
    let mut news = news(1, 50);
    news.burnt_keys = vec![BurntKey { key: vendor.spare_key(), since: day(45) }];
    vendor.put_bulletin(bundle.folder(), news);
    site.see(&bundle, day(60)).unwrap();
    let kept = &site.state().licenses()[0];
    assert!(matches!(kept.license, Err(VerifyError::BurntKey { bulletin: 1, .. })));
    let revoked = site.state().revoked_key(Document::License, kept.license.as_ref().unwrap_err()).unwrap();
    assert_eq!((revoked.key, revoked.since), (vendor.spare_key(), day(45)));
    let again = site.add_license(&vendor.license_of_spare_key(2, 300), day(60)).unwrap_err();
    assert!(matches!(again, InstallError::Verify(VerifyError::BurntKey { .. })));
    site.add_license(&vendor.license(1, 300), day(60)).unwrap();
    assert!(site.state().license(number(1)).is_some());
}

#[test]
fn a_shard_is_kept_and_neither_left_out_nor_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let (mut site, bundle) = site(folder.path(), &vendor);
    let mut news = news(1, 50);
    news.revoked = many_revoked(1100);
    vendor.put_bulletin(bundle.folder(), news);
    let objects = folder.path().join("bundle/objects");
    fs::rename(&objects, folder.path().join("elsewhere")).unwrap();
    fs::create_dir(&objects).unwrap();
    let missing = site.see(&bundle, day(60)).unwrap_err();
    assert!(matches!(missing, InstallError::ObjectMissing { .. }));
    assert!(site.state().bulletin().is_none());
    fs::remove_dir(&objects).unwrap();
    fs::rename(folder.path().join("elsewhere"), &objects).unwrap();
    site.see(&bundle, day(60)).unwrap();
    assert_eq!(fs::read_dir(site.path().join("shards")).unwrap().count(), 1);

    // A license that comes later may fall in the other shard, which the next look at the bundle brings.
    for id in 2..10 {
        site.add_license(&vendor.empty_license(id), day(60)).unwrap();
    }
    site.see(&bundle, day(60)).unwrap();
    assert_eq!(fs::read_dir(site.path().join("shards")).unwrap().count(), 2);

    let path = site.path().to_owned();
    drop(site);
    for shard in fs::read_dir(path.join("shards")).unwrap() {
        fs::remove_file(shard.unwrap().path()).unwrap();
    }
    let damaged = SiteFolder::open(&path).unwrap_err();
    assert!(matches!(damaged, InstallError::StateDamaged { damage: Damage::Missing, .. }));
}

#[test]
fn a_revoked_coupon_is_not_redeemed_and_a_redeemed_one_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let (mut site, bundle) = site(folder.path(), &vendor);
    site.redeem(&vendor.coupon(8), None, day(60)).unwrap();
    let mut news = news(1, 50);
    news.revoked = [8, 9].map(|id| revoked(NumberKind::Coupon, number(id), RevokedEntry::ALL)).to_vec();
    vendor.put_bulletin(bundle.folder(), news);
    site.see(&bundle, day(60)).unwrap();
    let state = site.state().state_of(site.state().license(number(1)).unwrap());
    assert!(matches!(state.set_aside(), [(_, Refusal::CouponRevoked { .. })]));
    let refused = site.redeem(&vendor.coupon(9), None, day(60)).unwrap_err();
    assert!(matches!(refused, InstallError::Coupon(Refusal::CouponRevoked { bulletin: 1, .. })));
    site.redeem(&vendor.coupon(10), None, day(60)).unwrap();
}

#[test]
fn a_bulletin_withdraws_releases_and_catalogs() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::new(1);
    let (mut site, bundle) = site(folder.path(), &vendor);
    let catalog = site.see(&bundle, day(60)).unwrap();
    let rows = site.list(&catalog, &all(), &site.moment(day(60))).unwrap().rows;
    let record = rows[0].release.encode();
    let mut news = news(1, 50);
    let why = [(Language::RUSSIAN, "портит остатки".to_owned())].into_iter().collect();
    news.withdrawn = vec![WithdrawnRelease { record: crypto::sha256(&record), why }];
    vendor.put_bulletin(bundle.folder(), news.clone());
    assert!(matches!(reasons(&mut site, &bundle)[..], [Reason::Withdrawn { .. }]));

    (news.number, news.lowest_catalog) = (2, Some(2));
    vendor.put_bulletin(bundle.folder(), news);
    let refused = site.see(&bundle, day(60)).unwrap_err();
    assert!(matches!(refused, InstallError::CatalogTooLow { found: 1, lowest: 2, bulletin: 2 }));
    vendor.bundle(bundle.folder(), &Content::new(2));
    site.see(&bundle, day(60)).unwrap();
}
