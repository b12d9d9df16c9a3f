//! What becomes of an installation that was cut off, when somebody has been at its files since.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::*;
use disk::StagedFile;
use installer::{Bundle, Consent, InstallError, LockedSite, Resumed, SiteFolder, Wish};

const CHILD: &str = "the_child_that_is_killed";

fn consent() -> Consent {
    Consent { text: digest_of(Content::new(1).agreement.unwrap()), who: "admin".to_owned() }
}

fn open(folder: &Path) -> LockedSite {
    SiteFolder::open(&folder.join("site")).unwrap().lock(Duration::ZERO).unwrap()
}

fn install(folder: &Path, to: &str) -> Result<(), InstallError> {
    install_wish(folder, to, &wish())
}

fn install_wish(folder: &Path, to: &str, wish: &Wish) -> Result<(), InstallError> {
    let bundle = Bundle::open(&folder.join("bundle")).unwrap();
    let mut site = open(folder);
    let catalog = site.see(&bundle, day(60)).unwrap();
    let plan = site.plan(&catalog, wish, &site.moment(day(60))).unwrap();
    site.install(&plan, &folder.join(to), Some(&consent()), day(60), &mut |_| {}).map(drop)
}

/// Kills the installation at later and later steps until it has begun with so many files in their places.
fn cut_off(in_place: usize) -> tempfile::TempDir {
    for step in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let vendor = Vendor::new(1);
        let bundle = vendor.bundle(&folder.path().join("bundle"), &Content::new(1));
        let site = vendor.site(&folder.path().join("site"), &bundle);
        site.lock(Duration::ZERO).unwrap().add_license(&vendor.license(1, 400), day(60)).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", CHILD])
            .env("KEYSLIP_TEST_KILLED_IN", folder.path())
            .env("KEYSLIP_FAULT_AT", step.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(!child.unwrap().success(), "the installation ends before {in_place} files are in place");
        let has_begun = open(folder.path()).state().pending().is_some();
        let placed = ["Демо.cfe", "Прочти.txt"]
            .into_iter()
            .filter(|name| folder.path().join("to").join(name).exists());
        if has_begun && placed.count() == in_place {
            return folder;
        }
    }
    unreachable!("steps are counted without an end")
}

#[test]
fn the_child_that_is_killed() {
    if let Some(folder) = std::env::var_os("KEYSLIP_TEST_KILLED_IN") {
        install(Path::new(&folder), "to").unwrap();
    }
}

fn staged(folder: &Path, name: &str) -> std::path::PathBuf {
    StagedFile::path_of(&folder.join("to"), name)
}

#[test]
fn staged_files_that_were_taken_away_are_staged_again_from_the_private_copies() {
    let folder = cut_off(1);
    fs::remove_file(staged(folder.path(), "Прочти.txt")).unwrap();
    assert!(matches!(open(folder.path()).resume(day(61)).unwrap(), Resumed::Completed(_)));
    assert_eq!(fs::read(folder.path().join("to/Прочти.txt")).unwrap(), readme("1.1.0"));
}

#[test]
fn what_cannot_be_completed_and_changed_nothing_is_given_up() {
    let folder = cut_off(0);
    fs::write(staged(folder.path(), "Прочти.txt"), b"changed").unwrap();
    fs::remove_dir_all(folder.path().join("site/work")).unwrap();
    let mut site = open(folder.path());
    assert!(matches!(site.resume(day(61)).unwrap(), Resumed::Abandoned(_)));
    assert!(site.state().pending().is_none() && site.state().installed().is_empty());
    assert!(!staged(folder.path(), "Демо.cfe").exists());
    assert!(matches!(site.resume(day(61)).unwrap(), Resumed::Nothing));
}

#[test]
fn what_is_half_in_place_stays_known_until_the_same_folder_is_installed_again() {
    let folder = cut_off(1);
    fs::remove_file(staged(folder.path(), "Прочти.txt")).unwrap();
    fs::remove_dir_all(folder.path().join("site/work")).unwrap();
    assert!(matches!(open(folder.path()).resume(day(61)).unwrap(), Resumed::Stuck(_)));
    let elsewhere = install(folder.path(), "elsewhere");
    assert!(matches!(elsewhere, Err(InstallError::HalfInstalled { .. })));
    install(folder.path(), "to").unwrap();
    let site = open(folder.path());
    assert!(site.state().pending().is_none());
    assert!(site.verify_installed().unwrap()[0].is_ok());
}

#[test]
fn another_distribution_does_not_make_a_half_installed_one_forgotten() {
    let folder = cut_off(1);
    fs::remove_file(staged(folder.path(), "Прочти.txt")).unwrap();
    fs::remove_dir_all(folder.path().join("site/work")).unwrap();
    let mut other = Content::new(2);
    other.distribution = "other";
    Vendor::new(1).bundle(&folder.path().join("bundle"), &other);
    let mut wish = wish();
    wish.distribution = id("other");
    let refused = install_wish(folder.path(), "to", &wish);
    assert!(
        matches!(refused, Err(InstallError::HalfInstalled { distribution, .. }) if distribution == id("demo"))
    );
    let bundle = Bundle::open(&folder.path().join("bundle")).unwrap();
    let mut site = open(folder.path());
    let catalog = site.see(&bundle, day(60)).unwrap();
    let plan = site.plan(&catalog, &wish, &site.moment(day(60))).unwrap();
    let saved = site.save(&plan, &folder.path().join("to"), Some(&consent()), day(60), &mut |_| {});
    assert!(matches!(saved, Err(InstallError::FileOfAnother { .. })));
    assert!(site.state().pending().is_some());
}

#[test]
fn a_folder_that_is_not_mounted_is_waited_for() {
    let folder = cut_off(0);
    fs::rename(folder.path().join("to"), folder.path().join("unmounted")).unwrap();
    assert!(matches!(open(folder.path()).resume(day(61)).unwrap(), Resumed::Stuck(_)));
    fs::rename(folder.path().join("unmounted"), folder.path().join("to")).unwrap();
    assert!(matches!(open(folder.path()).resume(day(61)).unwrap(), Resumed::Completed(_)));
}
