//! Full disks and read-only ones: nothing is lost, and the message says what to do.

#![cfg(unix)]

use std::fs;

use tests::shop::{PLACE, extension};
use tests::{Ran, Shell, Shop, SmallDisk, skip};

/// Fills what is left of a disk.
fn fill(shell: &Shell, folder: &str) {
    shell.run(&format!("dd if=/dev/zero of={folder}/filler bs=1k status=none 2>/dev/null"));
    shell.run(&format!(
        "dd if=/dev/zero of={folder}/filler bs=1 oflag=append conv=notrunc status=none 2>/dev/null"
    ));
}

fn is_told(ran: &Ran, path: &str) {
    assert_eq!(ran.exit, 2, "{}{}", ran.out, ran.err);
    let (error, hint) = ran.err.split_once('\n').expect("two lines");
    assert!(
        error.starts_with("error: ") && error.contains("no space left") && error.contains(path),
        "{error}"
    );
    assert!(hint.starts_with("hint: ") && hint.contains("space"), "{hint}");
}

fn redeem() -> String {
    let shop = Shop::get();
    format!("keyslip coupon redeem {} --license {}", shop.value("COUPON-2"), shop.value("LICENSE"))
}

/// The ledger is as it was, and takes the coupon once there is room.
fn check_ledger(shell: &Shell) {
    let license = Shop::get().value("LICENSE");
    shell.yes("keyslip log verify");
    assert_eq!(shell.yes_json(&format!("keyslip license show {license}"))["revision"], 2);
    assert_eq!(shell.yes_json(&redeem())["revision"], 3);
    shell.yes("keyslip log verify");
}

#[test]
fn on_a_full_disk_no_coupon_is_redeemed_and_nothing_is_lost() {
    let shell = Shop::get().shell();
    shell.yes("mv vendor was");
    let disk = SmallDisk::mount(&shell.join("vendor"), 1024);
    if disk.is_none() {
        return skip("no small disk can be mounted; a limit of file sizes is tested all the same");
    }
    shell.yes("cp -R was/. vendor");
    fill(&shell, "vendor");
    is_told(&shell.run(&redeem()), "ledger.sqlite");
    shell.yes("rm vendor/filler");
    check_ledger(&shell);
}

#[test]
fn where_files_may_not_grow_no_coupon_is_redeemed_and_nothing_is_lost() {
    let shell = Shop::get().shell();
    // The log that goes before the ledger cannot grow; the signal is ignored, so that the program hears of it.
    for blocks in [0, 1] {
        let ran = shell.run(&format!("trap '' XFSZ; ulimit -f {blocks}; {}", redeem()));
        assert_eq!(ran.exit, 2, "{blocks}: {}", ran.err);
        assert!(ran.err.starts_with("error: ") && ran.err.contains("ledger.sqlite"), "{blocks}: {}", ran.err);
    }
    check_ledger(&shell);
}

fn install(to: &str) -> String {
    format!("keyslip-site install quick-stock {PLACE} --version 1.4.10 --to {to} --accept-eula")
}

/// The site still has what it had, and can install.
fn check_site(shell: &Shell) {
    assert_eq!(shell.yes_json("keyslip-site status")["installed"], serde_json::json!([]));
    shell.yes(&install("elsewhere"));
    assert!(shell.read("elsewhere/QuickStock_UT11.5.cfe") == extension("1.4.10"));
    shell.yes("keyslip-site verify");
}

#[test]
fn on_a_full_disk_nothing_is_installed_and_nothing_is_left_behind() {
    let shell = Shop::get().shell();
    let Some(_disk) = SmallDisk::mount(&shell.join("to"), 16) else {
        return skip("no small disk can be mounted; a limit of file sizes is tested all the same");
    };
    shell.write("to/own", "mine");
    fill(&shell, "to");
    is_told(&shell.run(&install("to")), "QuickStock_UT11.5.cfe");
    let mut left: Vec<_> = fs::read_dir(shell.join("to"))
        .expect("the disk")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["filler", "own"]);
    assert_eq!(shell.read("to/own"), b"mine");
    check_site(&shell);
    shell.yes("rm to/filler");
    shell.yes(&install("to"));
    shell.yes("keyslip-site verify");
}

#[test]
fn with_the_sites_own_folder_full_nothing_is_installed() {
    let shell = Shop::get().shell();
    shell.yes("mv site was");
    let Some(_disk) = SmallDisk::mount(&shell.join("site"), 256) else {
        return skip("no small disk can be mounted; a limit of file sizes is tested all the same");
    };
    shell.yes("cp -R was/. site");
    fill(&shell, "site");
    is_told(&shell.run(&install("to")), "site");
    assert!(!shell.join("to/QuickStock_UT11.5.cfe").exists());
    shell.yes("rm site/filler");
    check_site(&shell);
}

#[test]
fn where_files_may_not_grow_nothing_is_installed() {
    let shell = Shop::get().shell();
    is_told(&shell.run(&format!("trap '' XFSZ; ulimit -f 2; {}", install("to"))), "site/work");
    assert!(!shell.join("to").exists() || fs::read_dir(shell.join("to")).expect("a folder").next().is_none());
    check_site(&shell);
}

#[test]
fn into_a_read_only_folder_nothing_is_installed() {
    let shell = Shop::get().shell();
    let Some(disk) = SmallDisk::mount(&shell.join("to"), 64) else {
        return skip(
            "no disk can be mounted to make it read-only; a folder without permission is tested all the same",
        );
    };
    disk.make_read_only();
    let ran = shell.run(&install("to"));
    assert_eq!(ran.exit, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.starts_with("error: ") && ran.err.contains("read-only") && ran.err.contains("hint: "),
        "{}",
        ran.err
    );
    assert_eq!(shell.error(&install("to")), (2, "disk.read-only".to_owned()));
    check_site(&shell);
}

#[test]
fn into_a_folder_without_permission_nothing_is_installed() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let shell = Shop::get().shell();
    let mode = |path: &str, mode| {
        fs::set_permissions(shell.join(path), fs::Permissions::from_mode(mode)).expect("permissions");
    };
    fs::create_dir(shell.join("to")).expect("a folder");
    let is_root = fs::write(shell.join("to/probe"), "").is_ok() && {
        mode("to", 0o555);
        fs::write(shell.join("to/other"), "").is_ok()
    };
    let mut command = shell.command(&install("to"));
    if is_root {
        // Nobody's own files, in a folder that is not: permissions do not bind root.
        shell.yes("chown -R 65534:65534 site usb && chmod 755 . && rm -f to/probe to/other");
        mode("to", 0o555);
        command.uid(65534).gid(65534);
    }
    let ran = Ran::of(command.spawn().expect("sh runs"));
    assert_eq!(ran.exit, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.starts_with("error: no permission for ") && ran.err.contains("hint: "), "{}", ran.err);
    mode("to", 0o755);
    shell.yes("rm -f to/probe to/other");
    check_site(&shell);
}
