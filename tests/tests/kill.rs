//! Killed at any moment, the programs leave the old or the new, never a mixture, and the next run works.

#![cfg(unix)]

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use tests::shop::{PLACE, extension};
use tests::{Shell, Shop, Snapshot, programs_with_faults};

const FILES: [&str; 2] = ["QuickStock_UT11.5.cfe", "readme.txt"];

fn install(version: &str) -> String {
    format!("keyslip-site install quick-stock {PLACE} --version {version} --to to --accept-eula")
}

fn release(version: &str) -> [Vec<u8>; 2] {
    [extension(version), format!("Quick Stock {version}\n").into_bytes()]
}

fn installed(shell: &Shell) -> [Vec<u8>; 2] {
    FILES.map(|name| shell.read(&format!("to/{name}")))
}

/// A shell in a copy of `snapshot` with the programs that can be killed at a step.
fn shell(snapshot: &Snapshot) -> Shell {
    let mut shell = Shell::with(snapshot).running(programs_with_faults());
    shell.always(tests::shop::VARIABLES);
    shell
}

#[test]
fn a_kill_at_any_step_of_installing_leaves_old_or_new() {
    let snapshot = Snapshot::of(Shop::get().shell().path());
    let (old, new) = (release("1.4.9"), release("1.4.10"));
    let (mut left_old, mut left_new) = (0, 0);
    for step in 1..500 {
        let shell = shell(&snapshot);
        shell.yes(&install("1.4.9"));
        let ran = shell.run(&format!("KEYSLIP_FAULT_AT={step} exec {}", install("1.4.10")));
        let was_killed = ran.err.contains("fault ");
        assert_eq!(ran.exit == 0, !was_killed, "step {step}: {}", ran.err);
        for (found, (old, new)) in installed(&shell).iter().zip(old.iter().zip(&new)) {
            assert!(found == old || found == new, "step {step} leaves a part of a file");
        }
        // Any next command that writes puts it right; looking alone harms nothing.
        shell.run("keyslip-site verify");
        shell.yes(&format!("keyslip-site save quick-stock {PLACE} --version 1.4.9 --to copies"));
        let found = installed(&shell);
        assert!(found == old || found == new, "step {step} leaves a mixture");
        if found == new {
            left_new += 1
        } else {
            left_old += 1
        }
        shell.yes(&install("1.4.10"));
        assert!(installed(&shell) == new, "step {step}");
        shell.yes("keyslip-site verify");
        assert_eq!(
            fs::read_dir(shell.join("to")).expect("the folder").count(),
            2,
            "step {step} leaves files behind"
        );
        if !was_killed {
            assert!(left_old > 5 && left_new > 2, "{left_old} before, {left_new} after");
            return;
        }
    }
    panic!("no end of steps");
}

#[test]
fn a_kill_at_any_step_of_making_a_bundle_leaves_one_that_can_be_made_again() {
    let shop = Shop::get().shell();
    shop.yes("rm -r usb");
    shop.yes("keyslip bundle make --out fresh");
    let whole = shop.yes("find fresh -type f | wc -l");
    shop.yes("rm -r fresh");
    let snapshot = Snapshot::of(shop.path());
    // Every step would be one of a dozen for each of some twenty objects: an odd stride meets each kind of step.
    for step in (1..500).step_by(11) {
        let shell = shell(&snapshot);
        let ran = shell.run(&format!("KEYSLIP_FAULT_AT={step} exec keyslip bundle make --out usb"));
        let was_killed = ran.err.contains("fault ");
        let list = format!("keyslip-site list {PLACE}");
        let seen = shell.run(&list);
        assert!(seen.exit == 0 || (was_killed && seen.exit == 2), "step {step}: {}", seen.err);
        shell.yes("keyslip bundle make --out usb");
        shell.yes(&list);
        assert_eq!(shell.yes("find usb -type f | wc -l"), whole, "step {step} leaves files behind");
        if !was_killed {
            assert!(step > 50, "{step} steps only");
            return;
        }
    }
    panic!("no end of steps");
}

fn redeem() -> String {
    let shop = Shop::get();
    format!("keyslip coupon redeem {} --license {} --json", shop.value("COUPON-2"), shop.value("LICENSE"))
}

/// Runs a command once for each of its fault points, each time in a fresh copy of the shop, and shows what is left.
fn killed_at_each_step(command: &str, look: impl Fn(&Shell, u32)) {
    let snapshot = Snapshot::of(Shop::get().shell().path());
    for step in 1..500 {
        let shell = shell(&snapshot);
        let ran = shell.run(&format!("KEYSLIP_FAULT_AT={step} exec {command}"));
        let was_killed = ran.err.contains("fault ");
        assert_eq!(ran.exit == 0, !was_killed, "step {step}: {}", ran.err);
        shell.yes("keyslip log verify");
        look(&shell, step);
        shell.yes("keyslip log verify");
        if !was_killed {
            assert!(step > 4, "{step} steps only");
            return;
        }
    }
    panic!("no end of steps");
}

#[test]
fn a_kill_at_any_statement_of_redeeming_leaves_the_coupon_unused_or_redeemed_with_its_revision() {
    let shop = Shop::get();
    let (license, coupon) = (shop.value("LICENSE"), shop.value("COUPON-2"));
    let (unused, redeemed) = (AtomicU32::new(0), AtomicU32::new(0));
    killed_at_each_step(&redeem(), |shell, step| {
        let after = shell.yes_json(&format!("keyslip license show {license}"));
        let redemptions = shell.yes_json(&format!("keyslip coupon show {coupon}"))["redeemed"].clone();
        let redemptions = redemptions.as_array().expect("a list").len();
        let again = shell.run(&redeem());
        match after["revision"].as_u64() {
            Some(2) => assert_eq!((redemptions, again.exit), (0, 0), "{step}: {}", again.err),
            Some(3) => assert_eq!((redemptions, again.exit), (1, 1), "{step}: {}", again.err),
            other => panic!("{step}: revision {other:?}"),
        }
        if redemptions == 0 { &unused } else { &redeemed }.fetch_add(1, Ordering::Relaxed);
    });
    let (unused, redeemed) = (unused.into_inner(), redeemed.into_inner());
    assert!(unused > 3 && redeemed > 1, "{unused} times before the commit, {redeemed} times after it");
}

#[test]
fn a_kill_at_any_statement_of_generating_leaves_all_coupons_or_none() {
    let generate = "keyslip coupon generate --add 1 --days 30 --count 3 --redeem-before 2030-01-01";
    let there = |shell: &Shell| shell.yes_json("keyslip coupon list").as_array().expect("a list").len();
    let before = there(&Shop::get().shell());
    killed_at_each_step(generate, |shell, step| {
        let found = there(shell) - before;
        assert!(found == 0 || found == 3, "step {step} leaves {found} of 3");
        shell.yes(generate);
        assert_eq!(there(shell) - before, found + 3, "step {step}");
    });
}
