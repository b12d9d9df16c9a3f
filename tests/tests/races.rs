//! Two to sixty-four processes at once.

use tests::{Ran, Shop};

#[test]
fn of_processes_that_redeem_a_coupon_at_once_one_wins() {
    let shop = Shop::get();
    let line = format!(
        "exec keyslip coupon redeem {} --license {} --json",
        shop.value("COUPON-2"),
        shop.value("LICENSE")
    );
    for processes in [2, 2, 2, 8, 64] {
        let shell = shop.shell();
        let children: Vec<_> = (0..processes).map(|_| shell.spawn(&line)).collect();
        let mut ran: Vec<Ran> = children.into_iter().map(Ran::of).collect();
        ran.sort_by_key(|ran| ran.exit);
        let (winner, losers) = ran.split_first().expect("two at least");
        assert_eq!((winner.exit, &winner.json()["revision"]), (0, &3.into()), "{processes}: {}", winner.err);
        for loser in losers {
            assert_eq!(loser.exit, 1, "{processes}: {}", loser.err);
            assert_eq!(loser.json()["error"]["code"], "ledger.coupon-redeemed");
        }
        let license = shell.yes_json(&format!("keyslip license show {}", shop.value("LICENSE")));
        assert_eq!((&license["revision"], license["coupons"].as_array().map(Vec::len)), (&3.into(), Some(2)));
        shell.yes("keyslip log verify");
    }
}

#[test]
fn of_two_processes_that_install_at_once_both_end_and_one_release_is_there() {
    let shell = Shop::get().shell();
    let install = |version| {
        let place = tests::shop::PLACE;
        shell.spawn(&format!(
            "exec keyslip-site install quick-stock {place} --version {version} --to to --accept-eula"
        ))
    };
    let ran = [install("1.4.9"), install("1.4.10")].map(Ran::of);
    assert!(ran.iter().all(|ran| ran.exit == 0), "{ran:?}");
    let installed = shell.yes_json("keyslip-site status")["installed"].clone();
    let version = installed[0]["version"].as_str().expect("a version").to_owned();
    assert_eq!(installed.as_array().map(Vec::len), Some(1));
    assert!(shell.read("to/QuickStock_UT11.5.cfe") == tests::shop::extension(&version));
    shell.yes("keyslip-site verify");
}
