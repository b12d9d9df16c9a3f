//! Cut off between any two steps, an installation leaves the old files or the new ones, never a mixture.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::*;
use installer::{Bundle, Consent, Resumed, SiteFolder};

const NAME: &str = "a_kill_between_any_two_steps_leaves_old_or_new";

/// What is killed: `install` replaces version 1.0.0 by 1.1.0, `resume` ends what was cut off.
fn act(folder: &Path, action: &str) {
    let mut site = SiteFolder::open(&folder.join("site")).unwrap().lock(Duration::ZERO).unwrap();
    if action == "resume" {
        site.resume(day(61)).unwrap();
        return;
    }
    let bundle = Bundle::open(&folder.join("bundle")).unwrap();
    let catalog = site.see(&bundle, day(61)).unwrap();
    let plan = site.plan(&catalog, &wish(), &site.moment(day(61))).unwrap();
    site.install(&plan, &folder.join("to"), None, day(61), &mut |_| {}).unwrap();
}

/// Runs the action in a child that is aborted at the step; whether it came to its end.
fn survives(folder: &Path, action: &str, step: u64) -> bool {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env("KEYSLIP_TEST_KILLED_IN", folder)
        .env("KEYSLIP_TEST_ACTION", action)
        .env("KEYSLIP_FAULT_AT", step.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    child.unwrap().success()
}

/// A site with version 1.0.0 installed, and a catalog that it has not seen.
fn prepare(folder: &Path) {
    let vendor = Vendor::new(1);
    let mut content = Content::new(1);
    content.releases.pop();
    let bundle = vendor.bundle(&folder.join("bundle"), &content);
    let mut site = vendor.site(&folder.join("site"), &bundle).lock(Duration::ZERO).unwrap();
    site.add_license(&vendor.license(1, 400), day(60)).unwrap();
    let catalog = site.see(&bundle, day(60)).unwrap();
    let plan = site.plan(&catalog, &wish(), &site.moment(day(60))).unwrap();
    let consent = Consent { text: digest_of(content.agreement.unwrap()), who: "admin".to_owned() };
    site.install(&plan, &folder.join("to"), Some(&consent), day(60), &mut |_| {}).unwrap();
    vendor.bundle(&folder.join("bundle"), &Content::new(2));
}

fn installed(folder: &Path) -> [Vec<u8>; 2] {
    ["Демо.cfe", "Прочти.txt"].map(|name| fs::read(folder.join("to").join(name)).unwrap())
}

#[test]
fn a_kill_between_any_two_steps_leaves_old_or_new() {
    if let Some(folder) = std::env::var_os("KEYSLIP_TEST_KILLED_IN") {
        act(Path::new(&folder), &std::env::var("KEYSLIP_TEST_ACTION").unwrap());
        return;
    }
    let (old, new) = ([extension("1.0.0"), readme("1.0.0")], [extension("1.1.0"), readme("1.1.0")]);
    let (mut left_old, mut left_new) = (0, 0);
    for step in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        prepare(folder);
        let survived = survives(folder, "install", step);
        // The cleaning up is cut off as well, at another step each time.
        survives(folder, "resume", step % 11 + 1);

        let mut site = SiteFolder::open(&folder.join("site")).unwrap().lock(Duration::ZERO).unwrap();
        let resumed = site.resume(day(62)).unwrap();
        assert!(!matches!(resumed, Resumed::Abandoned(_) | Resumed::Stuck(_)), "step {step}: {resumed:?}");
        assert_eq!(fs::read_dir(folder.join("to")).unwrap().count(), 2, "step {step} leaves files behind");
        if folder.join("site/work").is_dir() {
            assert_eq!(fs::read_dir(folder.join("site/work")).unwrap().count(), 0, "step {step}");
        }
        let found = installed(folder);
        let version = &site.state().installed()[0].installed.version;
        if found == new {
            left_new += 1;
            assert_eq!(version, "1.1.0", "step {step}");
        } else {
            left_old += 1;
            assert!(found == old && !survived, "step {step} leaves a mixture");
            assert_eq!(version, "1.0.0", "step {step}");
        }
        assert!(site.verify_installed().unwrap()[0].is_ok());
        if survived {
            assert!(left_old > 10 && left_new > 5, "{left_old} before, {left_new} after");
            return;
        }
    }
}
