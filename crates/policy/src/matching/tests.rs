use format::ReleaseRange;

use super::*;

fn number(text: &str) -> ReleaseNumber {
    text.parse().unwrap()
}

fn bound(release: &str, is_inclusive: bool) -> Option<Bound> {
    (!release.is_empty()).then(|| Bound { release: number(release), is_inclusive })
}

const TRADE: &str = "УправлениеТорговлей";
const ERP: &str = "УправлениеПредприятием";

/// A configuration's target with bounds; an empty text is no bound.
fn target(name: &str, lower: (&str, bool), upper: (&str, bool), platform: &str) -> Target {
    let mut target = Target::new(TargetKind::Configuration, name);
    target.lower = bound(lower.0, lower.1);
    target.upper = bound(upper.0, upper.1);
    target.platform_lower = bound(platform, true);
    target
}

/// The answer for a configuration, as one word and the code of the rule.
fn answer(target: &Target, name: &str, release: &str, platform: &str) -> (&'static str, &'static str) {
    let (release, platform) = (release.parse().ok(), platform.parse().ok());
    let mut here = Surroundings::configuration(name);
    (here.release, here.platform) = (release.as_ref(), platform.as_ref());
    let fit = fit(std::slice::from_ref(target), &here);
    let word = match &fit {
        Fit::Tested(_) => "tested",
        Fit::Untested(_) => "untested",
        Fit::No(_) => "no",
    };
    (word, format::Explain::code(fit.rule()))
}

/// The windows of a real vendor's extensions, each boundary from both sides.
#[test]
fn real_windows_hold_at_their_ends() {
    let ut_11_4_5 = target(TRADE, ("", false), ("11.4.5.143", false), "");
    let ut_11_4_13 = target(TRADE, ("", false), ("11.4.13.282", true), "");
    let ut_11_4_14 = target(TRADE, ("11.4.14.64", false), ("", false), "");
    let ut_11_5 = target(TRADE, ("11.5.7.255", false), ("", false), "8.3.23");
    let erp_2_5 = target(ERP, ("2.5", true), ("", false), "8.3.23");
    let within = ("tested", "policy.fit-within-bounds");
    for (target, name, release, platform, expected) in [
        (&ut_11_4_5, TRADE, "11.4.5.142", "", within),
        (&ut_11_4_5, TRADE, "11.4.5.143", "", ("no", "policy.no-release-too-new-exclusive")),
        (&ut_11_4_5, TRADE, "11.4.13.1", "", ("no", "policy.no-release-too-new-exclusive")),
        (&ut_11_4_5, TRADE, "11.4.4.999", "", within),
        (&ut_11_4_13, TRADE, "11.4.13.282", "", within),
        (&ut_11_4_13, TRADE, "11.4.13.283", "", ("no", "policy.no-release-too-new")),
        (&ut_11_4_14, TRADE, "11.4.14.64", "", ("no", "policy.no-release-too-old-exclusive")),
        (&ut_11_4_14, TRADE, "11.4.14.65", "", within),
        (&ut_11_5, TRADE, "11.5.7.255", "8.3.23", ("no", "policy.no-release-too-old-exclusive")),
        (&ut_11_5, TRADE, "11.5.7.256", "8.3.23", within),
        (&ut_11_5, TRADE, "11.5.8.300", "8.3.22.9999", ("no", "policy.no-platform-too-old")),
        (&ut_11_5, TRADE, "11.5.8.300", "8.3.24.1368", within),
        (&ut_11_5, TRADE, "11.5.8.300", "", ("untested", "policy.untested-platform-unknown")),
        (&ut_11_5, TRADE, "", "8.3.24", ("no", "policy.no-release-unknown")),
        (&ut_11_5, "УправлениеТорговлейБазовая", "11.5.8.300", "8.3.24", ("no", "policy.no-other-name")),
        (&ut_11_5, "управлениеторговлей", "11.5.8.300", "8.3.24", ("no", "policy.no-other-name")),
        (&erp_2_5, ERP, "2.5", "8.3.23", within),
        (&erp_2_5, ERP, "2.5.0.0", "8.3.23.0", within),
        (&erp_2_5, ERP, "2.4.999.999", "8.3.23", ("no", "policy.no-release-too-old")),
        (&erp_2_5, ERP, "2.10.1", "8.3.23", within),
    ] {
        assert_eq!(answer(target, name, release, platform), expected, "{name} {release} on {platform}");
    }
}

#[test]
fn a_tested_range_tells_tested_from_untested() {
    let mut target = target(TRADE, ("11.5.8", true), ("12", false), "");
    target.tested = vec![ReleaseRange::new(number("11.5.8"), number("11.5.20")).unwrap()];
    target.builds = vec![number("12.1.1")];
    target.except = vec![number("11.5.9.2")];
    for (release, expected) in [
        ("11.5.7.999", ("no", "policy.no-release-too-old")),
        ("11.5.8", ("tested", "policy.fit-tested-range")),
        ("11.5.20", ("tested", "policy.fit-tested-range")),
        ("11.5.20.1", ("untested", "policy.untested-outside-tested-range")),
        ("11.99", ("untested", "policy.untested-outside-tested-range")),
        ("12", ("no", "policy.no-release-too-new-exclusive")),
        ("12.1.1.0", ("tested", "policy.fit-explicit-build")),
        ("11.5.9.2", ("no", "policy.no-excluded-build")),
    ] {
        assert_eq!(answer(&target, TRADE, release, ""), expected, "{release}");
    }
}

#[test]
fn a_build_that_is_named_and_excluded_does_not_fit() {
    let mut target = target(TRADE, ("", false), ("", false), "");
    (target.builds, target.except) = (vec![number("1.2")], vec![number("1.2")]);
    assert_eq!(answer(&target, TRADE, "1.2", ""), ("no", "policy.no-excluded-build"));
}

#[test]
fn an_unknown_release_fits_only_what_is_not_bounded() {
    let open = target(TRADE, ("", false), ("", false), "");
    assert_eq!(answer(&open, TRADE, "", ""), ("tested", "policy.fit-within-bounds"));
    let mut tested = open.clone();
    tested.tested = vec![ReleaseRange::new(number("1"), number("2")).unwrap()];
    assert_eq!(answer(&tested, TRADE, "", ""), ("untested", "policy.untested-release-unknown"));
    let mut except = open;
    except.except = vec![number("1.2")];
    assert_eq!(answer(&except, TRADE, "", ""), ("no", "policy.no-release-unknown"));
}

#[test]
fn what_is_bound_to_nothing_fits_everything_on_its_platform() {
    let mut any = Target::new(TargetKind::Any, "");
    assert_eq!(answer(&any, "Anything", "", ""), ("tested", "policy.fit-bound-to-nothing"));
    any.platform_lower = bound("8.3.17", true);
    assert_eq!(answer(&any, "Anything", "", "8.3.17.1"), ("tested", "policy.fit-bound-to-nothing"));
    assert_eq!(answer(&any, "Anything", "", "8.3.16.9"), ("no", "policy.no-platform-too-old"));
    any.platform_upper = bound("8.3.25", false);
    assert_eq!(answer(&any, "Anything", "", "8.3.25"), ("no", "policy.no-platform-too-new-exclusive"));
}

#[test]
fn a_named_build_still_needs_its_platform() {
    let mut target = target(TRADE, ("", false), ("11", false), "8.3.23");
    target.builds = vec![number("11.5.1.1")];
    assert_eq!(answer(&target, TRADE, "11.5.1.1", "8.3.22"), ("no", "policy.no-platform-too-old"));
}

#[test]
fn kinds_are_not_confused() {
    let library = Target::new(TargetKind::Library, TRADE);
    assert_eq!(answer(&library, TRADE, "1", ""), ("no", "policy.no-other-kind"));
}

#[test]
fn a_name_is_compared_in_its_normal_form() {
    let target = target("Розничный", ("", false), ("", false), "");
    let decomposed = "Розничныи\u{306}";
    assert_eq!(answer(&target, decomposed, "1", ""), ("tested", "policy.fit-within-bounds"));
    assert_eq!(answer(&target, "Розничныи", "1", ""), ("no", "policy.no-other-name"));
}

#[test]
fn the_best_target_decides_and_else_the_nearest() {
    let windows = [
        target(ERP, ("", false), ("", false), ""),
        target(TRADE, ("", false), ("11.4.5.143", false), ""),
        target(TRADE, ("11.5.7.255", false), ("", false), "8.3.23"),
    ];
    let decide = |release: &str, platform: &str| {
        let (release, platform) = (number(release), number(platform));
        fit(&windows, &Surroundings::configuration(TRADE).release(&release).platform(&platform))
    };
    assert!(matches!(decide("11.4.1", "8.3.10"), Fit::Tested(MatchRule::WithinBounds)));
    assert!(matches!(decide("11.4.9", "8.3.24"), Fit::No(MatchRule::ReleaseTooNew { .. })));
    assert!(matches!(decide("11.6", "8.3.10"), Fit::No(MatchRule::PlatformTooOld { .. })));
    let here = Surroundings::configuration("Розница");
    assert!(matches!(fit(&windows, &here), Fit::No(MatchRule::OtherName { wanted, .. }) if wanted == ERP));
    assert_eq!(fit(&[], &here), Fit::No(MatchRule::NoTarget));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Releases with few values, so that ends are met often.
    fn parts() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(0..3_u32, 1..4)
    }

    fn bounds() -> impl Strategy<Value = Option<(Vec<u32>, bool)>> {
        prop::option::of((parts(), any::<bool>()))
    }

    fn padded(parts: &[u32]) -> [u32; 8] {
        std::array::from_fn(|index| parts.get(index).copied().unwrap_or(0))
    }

    fn as_bound(bound: &Option<(Vec<u32>, bool)>) -> Option<Bound> {
        bound.as_ref().map(|(parts, is_inclusive)| Bound {
            release: ReleaseNumber::new(parts).unwrap(),
            is_inclusive: *is_inclusive,
        })
    }

    proptest! {
        #[test]
        fn a_fit_is_what_a_naive_comparison_says(
            lower in bounds(),
            upper in bounds(),
            tested in prop::option::of((parts(), parts())),
            build in parts(),
            except in parts(),
            found in parts(),
        ) {
            let release = ReleaseNumber::new(&found).unwrap();
            let mut target = Target::new(TargetKind::Configuration, TRADE);
            (target.lower, target.upper) = (as_bound(&lower), as_bound(&upper));
            (target.builds, target.except) =
                (vec![ReleaseNumber::new(&build).unwrap()], vec![ReleaseNumber::new(&except).unwrap()]);
            let tested = tested.map(|(one, other)| if padded(&one) <= padded(&other) { (one, other) } else { (other, one) });
            target.tested = tested
                .iter()
                .map(|(first, last)| ReleaseRange::new(ReleaseNumber::new(first).unwrap(), ReleaseNumber::new(last).unwrap()).unwrap())
                .collect();

            let here = padded(&found);
            let above = |(bound, inclusive): &(Vec<u32>, bool)| if *inclusive { here >= padded(bound) } else { here > padded(bound) };
            let below = |(bound, inclusive): &(Vec<u32>, bool)| if *inclusive { here <= padded(bound) } else { here < padded(bound) };
            let is_within = lower.as_ref().is_none_or(above) && upper.as_ref().is_none_or(below);
            let is_tested = tested.as_ref().is_none_or(|(first, last)| padded(first) <= here && here <= padded(last));
            let expected = if here == padded(&except) { "no" }
                else if here == padded(&build) { "tested" }
                else if !is_within { "no" }
                else if is_tested { "tested" } else { "untested" };
            let release_text = release.to_string();
            prop_assert_eq!(answer(&target, TRADE, &release_text, "").0, expected);
        }

        #[test]
        fn the_best_of_targets_does_not_depend_on_their_order(
            windows in prop::collection::vec((bounds(), bounds()), 1..5),
            found in parts(),
        ) {
            let release = ReleaseNumber::new(&found).unwrap();
            let here = Surroundings::configuration(TRADE).release(&release);
            let mut targets: Vec<Target> = windows.iter().map(|(lower, upper)| {
                let mut target = Target::new(TargetKind::Configuration, TRADE);
                (target.lower, target.upper) = (as_bound(lower), as_bound(upper));
                target
            }).collect();
            let straight = fit(&targets, &here);
            targets.reverse();
            prop_assert_eq!(straight.is_fitting(), fit(&targets, &here).is_fitting());
            prop_assert_eq!(straight.is_fitting(), targets.iter().any(|target| fit_target(target, &here).is_fitting()));
        }
    }
}
