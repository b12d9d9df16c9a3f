//! What a bulletin takes back, told with its code and in words.

use std::fs;

use format::NumberKind;
use format::bulletin::{BurntKey, RevokedEntry};

use crate::common::*;
use crate::stage::{Stage, with};

/// Has the site look at the bundle.
fn look(stage: &Stage) {
    stage.json(&with(&["list"], &[]));
}

#[test]
fn a_revoked_license_and_coupon_are_told_with_code_and_words() {
    let stage = Stage::with_site();
    fs::write(stage.path("coupon.kscoupon"), stage.vendor.coupon(8)).unwrap();
    stage.yes(&["redeem", "coupon.kscoupon", "--at", "2026-03-02"]);
    let mut news = news(1, 50);
    news.revoked = vec![
        revoked(NumberKind::License, number(1), 1),
        revoked(NumberKind::Coupon, number(8), RevokedEntry::ALL),
    ];
    stage.vendor.put_bulletin(&stage.path("bundle"), news);
    look(&stage);

    let (_, status) = stage.json(&["status"]);
    let license = &status["licenses"][0];
    assert_eq!(
        (&license["standing"], &license["revoked"]["code"]),
        (&"revoked".into(), &"policy.revoked".into())
    );
    assert_eq!(status["coupons"][0]["set_aside"]["code"], "policy.coupon-revoked");
    let check = ["check", "license.kslicense", "--at", "2026-03-02"];
    let (exit, verdict) = stage.json(&check);
    assert_eq!((exit, &verdict["verdict"]["code"]), (1, &"policy.revoked".into()));
    assert_eq!(verdict["set_aside"][0]["reason"]["code"], "policy.coupon-revoked");
    for (language, words) in
        [("en", ["revoked by bulletin 1", "the coupon is revoked"]), ("ru", ["отозван", "купон"])]
    {
        for line in [&["status"][..], &check] {
            let said = stage.run(&[line, &["--lang", language]].concat()).stdout;
            let said = String::from_utf8(said).unwrap();
            assert!(words.iter().all(|word| said.contains(word)), "{line:?} says:\n{said}");
        }
    }
}

#[test]
fn a_burnt_key_is_told_with_code_and_words_wherever_something_rests_on_it() {
    let stage = Stage::with_site();
    fs::write(stage.path("spare.kslicense"), stage.vendor.license_of_spare_key(2, 400)).unwrap();
    stage.yes(&["license", "add", "spare.kslicense"]);
    let mut news = news(1, 50);
    news.burnt_keys = vec![BurntKey { key: stage.vendor.spare_key(), since: day(45) }];
    stage.vendor.put_bulletin(&stage.path("bundle"), news);
    look(&stage);

    let key = stage.vendor.spare_key().to_string();
    let (_, status) = stage.json(&["status"]);
    assert_eq!(status["bulletin"]["burnt_keys"][0]["key"].as_str(), Some(&*key));
    assert_eq!(status["no_longer_trusted"][0]["reason"]["code"], "installer.revoked-key");
    assert_eq!(stage.error(&["check", "spare.kslicense"]), (1, "installer.revoked-key".to_owned()));
    let keys = stage.json(&["trust", "show"]).1["issuing_keys"].clone();
    let burnt: Vec<bool> = keys.as_array().unwrap().iter().map(|one| !one["burnt"].is_null()).collect();
    assert_eq!(burnt.iter().filter(|burnt| **burnt).count(), 1, "{keys:#}");
    for line in ["status", "trust"] {
        let (english, russian) = (stage.yes(&[line]), stage.yes(&[line, "--lang", "ru"]));
        assert!(english.contains(&key) && english.contains("burnt since 2026-02-15"), "{english}");
        assert!(russian.contains(&key) && russian.contains("отозван с 2026-02-15"), "{russian}");
    }
}

#[test]
fn an_older_bulletin_is_refused_and_a_forked_one_is_shown_for_ever() {
    let stage = Stage::with_site();
    let bundle = stage.path("bundle");
    let list = with(&["list"], &[]);
    stage.vendor.put_bulletin(&bundle, news(5, 50));
    look(&stage);
    stage.vendor.put_bulletin(&bundle, news(4, 51));
    assert_eq!(stage.error(&list), (1, "installer.bulletin-older".to_owned()));
    let fork = stage.vendor.put_bulletin(&bundle, news(5, 51));
    assert_eq!(stage.error(&list), (1, "installer.bulletin-forked".to_owned()));

    fs::remove_file(bundle.join("bulletin.ksbulletin")).unwrap();
    look(&stage);
    let (_, status) = stage.json(&["status"]);
    assert_eq!(
        (&status["bulletin"]["number"], &status["forks"][0]["document"]),
        (&5.into(), &"bulletin".into())
    );
    let evidence = stage.path(status["forks"][0]["evidence"].as_str().unwrap());
    assert_eq!(fs::read(evidence).unwrap(), fork);
    assert!(stage.yes(&["trust"]).contains("(bulletin, 5)"));
    for line in [&["check", "license.kslicense"][..], &list] {
        let open = stage.json(line).1["forks"].as_array().map(Vec::len);
        assert_eq!(open, Some(1), "{line:?} shows it until somebody has taken note");
    }
}
