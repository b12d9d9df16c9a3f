use std::num::NonZeroU32;

use format::{Change, Coupon, CustomerId, Grant, Limit, Scope, Term, TrialExtension};

use super::*;
use crate::testing::{
    ISSUED, add, addition, coupon, feature, features, head, license, number, product, redeemed, verified,
};

fn days(days: u32) -> Term {
    Term::Days(NonZeroU32::new(days).unwrap())
}

fn extend(id: u8, day: u64, days: u32) -> Coupon {
    let extension = TrialExtension::new(product(1), NonZeroU32::new(days).unwrap());
    coupon(id, day, Change::ExtendTrial(vec![extension]))
}

fn trial(id: u8, day: u64, term: Term) -> Coupon {
    coupon(id, day, Change::Add(vec![addition(1, term).trial()]))
}

/// A change of the tests' license to ten of the products' features.
fn change(id: u8, day: u64, builds_on: Option<&Coupon>, products: &[u32]) -> Coupon {
    let grants = products.iter().map(|number| Grant::new(product(*number), features(*number, 10)));
    let mut change = coupon(id, day, Change::Replace(grants.collect()));
    change.scope = Scope::License(license().number);
    change.builds_on = builds_on.map(head);
    change
}

fn products(state: &State) -> Vec<u32> {
    let mut products: Vec<u32> = state.grants().iter().map(|grant| grant.product.get()).collect();
    products.sort_unstable();
    products
}

fn until(state: &State) -> Vec<Option<UnixTime>> {
    state.grants().iter().map(|grant| grant.until).collect()
}

fn set_aside(state: &State) -> Vec<&Refusal> {
    state.set_aside().iter().map(|(_, refusal)| refusal).collect()
}

#[test]
fn a_coupon_adds_what_it_says_and_is_listed() {
    let state = State::of(&license(), &[redeemed(&add(2, 1, 5, Term::Until(ISSUED.day(9))), 3)]);
    assert_eq!((products(&state), until(&state)), (vec![5], vec![Some(ISSUED.day(9))]));
    assert_eq!(state.applied(), [number(2)]);
    assert!(state.has_folded(number(2)) && state.set_aside().is_empty());
}

#[test]
fn days_are_counted_from_the_redemption_and_hold_from_then_on() {
    let state = State::of(&license(), &[redeemed(&add(2, 1, 5, days(30)), 3)]);
    assert_eq!(until(&state), [Some(ISSUED.day(33))]);
    assert_eq!(state.grants()[0].from, Some(ISSUED.day(3)));
}

#[test]
fn a_redemption_dated_before_the_signature_counts_from_the_signature() {
    let state = State::of(&license(), &[redeemed(&add(2, 10, 5, days(30)), 3)]);
    assert_eq!(until(&state), [Some(ISSUED.day(40))]);
}

#[test]
fn a_redemption_under_a_clock_set_to_2099_neither_locks_out_nor_gives_away() {
    let far = 73 * 365;
    let fixed = State::of(&license(), &[redeemed(&add(2, 1, 5, Term::Perpetual), far)]);
    assert!(fixed.feature(feature(5), ISSUED.day(2)).is_permitted());
    let counted = State::of(&license(), &[redeemed(&add(2, 1, 5, days(30)), far)]);
    assert!(!counted.feature(feature(5), ISSUED.day(2)).is_permitted());
    let short = redeemed(&trial(2, 1, Term::Until(ISSUED.day(9))), 1);
    let extended = State::of(&license(), &[short, redeemed(&extend(3, 2, 30), far)]);
    assert!(!extended.feature(feature(1), ISSUED.day(20)).is_permitted());
}

#[test]
fn redeeming_twice_changes_nothing_and_the_earlier_redemption_counts() {
    let coupon = add(2, 1, 5, days(30));
    let once = State::of(&license(), &[redeemed(&coupon, 3)]);
    let twice = State::of(&license(), &[redeemed(&coupon, 8), redeemed(&coupon, 3), redeemed(&coupon, 3)]);
    assert_eq!(once, twice);
}

#[test]
fn a_coupon_that_the_license_has_folded_in_is_passed_over() {
    let coupon = add(2, 1, 5, Term::Perpetual);
    let state = State::of(&license(), &[redeemed(&coupon, 3)]);
    let next = state.next_revision(&license(), ISSUED.day(4));
    assert_eq!(
        (next.revision, next.issued_at, next.folded.as_slice()),
        (2, ISSUED.day(4), state.folded().as_slice())
    );
    let again = State::of(&next, &[redeemed(&coupon, 5)]);
    assert_eq!(again.grants(), state.grants());
    assert!(again.applied().is_empty() && again.set_aside().is_empty());
}

#[test]
fn the_next_revision_keeps_what_is_the_license_s_own_and_can_be_signed() {
    let mut license = license();
    license.holder = Some("ООО «Ромашка»".to_owned());
    license.bindings.site = Some("plant-7".to_owned());
    license.grace_days = 5;
    let state =
        State::of(&license, &[redeemed(&change(2, 1, None, &[1]), 3), redeemed(&add(3, 2, 5, days(9)), 3)]);
    let next = verified(&state.next_revision(&license, ISSUED.day(4)));
    assert_eq!((&next.holder, &next.bindings, next.grace_days), (&license.holder, &license.bindings, 5));
    assert_eq!((next.state_head(), next.folded.len()), (state.state_head(), 2));
    assert_eq!(State::of(&next, &[]).grants(), state.grants());
}

#[test]
fn two_coupons_of_one_number_are_not_both_counted() {
    let (one, other) = (add(2, 1, 5, Term::Perpetual), add(2, 1, 6, Term::Perpetual));
    let state = State::of(&license(), &[redeemed(&one, 3), redeemed(&other, 3)]);
    assert_eq!(state.grants().len(), 1);
    assert_eq!(state, State::of(&license(), &[redeemed(&other, 3), redeemed(&one, 3)]));
    assert_eq!(set_aside(&state), [&Refusal::CouponAlreadyRedeemed]);
}

#[test]
fn a_product_ends_the_trials_that_it_replaces() {
    let buy = coupon(3, 5, Change::Add(vec![addition(5, Term::Perpetual).replacing([product(1)])]));
    let state = State::of(&license(), &[redeemed(&trial(2, 1, days(30)), 2), redeemed(&buy, 6)]);
    assert_eq!(products(&state), [5]);
    let bought = add(2, 1, 1, Term::Perpetual);
    let state = State::of(&license(), &[redeemed(&bought, 2), redeemed(&buy, 6)]);
    assert_eq!(products(&state), [1, 5], "only trials end");
}

#[test]
fn a_trial_that_counts_days_of_use_is_extended_by_days_of_use() {
    let thirty = NonZeroU32::new(30).unwrap();
    let trial = coupon(2, 1, Change::Add(vec![addition(1, Term::Perpetual).trial_of(thirty)]));
    let days = |coupons: &[Redeemed]| State::of(&license(), coupons).grants()[0].days_of_use.unwrap().get();
    let (first, more) = (redeemed(&trial, 1), redeemed(&extend(3, 2, 14), 2));
    assert_eq!(days(std::slice::from_ref(&first)), 30);
    assert_eq!(days(&[first.clone(), more.clone()]), 44);
    assert_eq!(days(&[first, more, redeemed(&extend(4, 3, 36_525), 3)]), 36_525);
    // Where one has an end, that one is extended.
    let both = [
        redeemed(&trial, 1),
        redeemed(&self::trial(5, 1, self::days(10)), 1),
        redeemed(&extend(6, 2, 14), 2),
    ];
    let state = State::of(&license(), &both);
    assert_eq!(until(&state).into_iter().flatten().collect::<Vec<_>>(), [ISSUED.day(25)]);
}

#[test]
fn a_trial_is_extended_from_the_later_of_its_end_and_the_redemption() {
    let trial = redeemed(&trial(2, 1, Term::Until(ISSUED.day(10))), 1);
    let running = State::of(&license(), &[trial.clone(), redeemed(&extend(3, 2, 7), 10)]);
    assert_eq!(
        (until(&running), running.grants()[0].from),
        (vec![Some(ISSUED.day(17))], Some(ISSUED.day(1)))
    );
    let ended = State::of(&license(), &[trial, redeemed(&extend(3, 2, 7), 11)]);
    assert_eq!((until(&ended), ended.grants()[0].from), (vec![Some(ISSUED.day(18))], Some(ISSUED.day(11))));
}

#[test]
fn an_extension_printed_before_the_trial_waits_for_it() {
    let extension = redeemed(&extend(2, 1, 7), 6);
    let trial = redeemed(&trial(3, 5, Term::Until(ISSUED.day(10))), 5);
    assert_eq!(until(&State::of(&license(), &[extension, trial])), [Some(ISSUED.day(17))]);
}

#[test]
fn an_extension_without_a_trial_is_set_aside_and_not_used_up() {
    let state = State::of(&license(), &[redeemed(&extend(2, 1, 7), 6)]);
    assert_eq!(set_aside(&state), [&Refusal::CouponNothingToExtend { product: product(1) }]);
    let for_ever = redeemed(&trial(3, 1, Term::Perpetual), 2);
    let bought = redeemed(&add(4, 1, 1, Term::Until(ISSUED.day(9))), 2);
    for nothing_to_extend in [for_ever, bought] {
        let state = State::of(&license(), &[nothing_to_extend, redeemed(&extend(2, 1, 7), 6)]);
        assert!(!state.has_folded(number(2)));
    }
}

#[test]
fn a_change_says_what_the_license_holds_and_later_coupons_build_on_it() {
    let first = change(3, 2, None, &[1, 2]);
    let second = change(4, 3, Some(&first), &[2]);
    let all = [redeemed(&add(2, 1, 5, Term::Perpetual), 1), redeemed(&first, 3), redeemed(&second, 3)];
    let state = State::of(&license(), &all);
    assert_eq!((products(&state), state.state_head()), (vec![2], Some(head(&second))));
    let of_two = State::of(&license(), &all[..2]);
    assert_eq!((products(&of_two), of_two.state_head()), (vec![1, 2], Some(head(&first))));
}

#[test]
fn a_downgrade_cannot_be_left_out() {
    let downgrade = change(3, 2, None, &[1]);
    let mut purchase = add(4, 3, 9, Term::Perpetual);
    purchase.builds_on = Some(head(&downgrade));
    let without = State::of(&license(), &[redeemed(&purchase, 4)]);
    let refusal = Refusal::CouponStateChanged { wanted: Some(head(&downgrade)), found: None };
    assert_eq!((products(&without), set_aside(&without)), (vec![], vec![&refusal]));
    let with = State::of(&license(), &[redeemed(&purchase, 4), redeemed(&downgrade, 4)]);
    assert_eq!(products(&with), [1, 9]);
}

#[test]
fn coupons_signed_in_one_second_follow_the_chain_and_not_their_numbers() {
    let first = change(9, 2, None, &[1]);
    let second = change(8, 2, Some(&first), &[2]);
    let third = change(7, 2, Some(&second), &[3]);
    let state = State::of(&license(), &[redeemed(&third, 4), redeemed(&second, 4), redeemed(&first, 4)]);
    assert_eq!((products(&state), state.applied()), (vec![3], [number(9), number(8), number(7)].as_slice()));
}

#[test]
fn of_two_changes_of_one_state_the_first_signed_counts() {
    let (first, second) = (change(3, 2, None, &[1]), change(4, 3, None, &[2]));
    let state = State::of(&license(), &[redeemed(&second, 4), redeemed(&first, 4)]);
    assert_eq!(products(&state), [1]);
    assert!(matches!(set_aside(&state)[..], [Refusal::CouponStateChanged { wanted: None, found: Some(_) }]));
}

#[test]
fn a_bearer_coupon_that_a_later_change_would_swallow_may_not_be_redeemed() {
    let (bearer, later) = (add(2, 1, 5, Term::Perpetual), add(4, 3, 6, Term::Perpetual));
    let state = State::of(&license(), &[redeemed(&change(3, 2, None, &[1]), 4)]);
    let refusal = Refusal::CouponBeforeChange { signed: ISSUED.day(1), changed: ISSUED.day(2) };
    assert_eq!(may_redeem(&bearer, &license(), &state, ISSUED.day(5)), Err(refusal));
    assert_eq!(may_redeem(&later, &license(), &state, ISSUED.day(5)), Ok(()));
}

/// Else a coupon that a change had swallowed would come back with the next revision.
#[test]
fn a_coupon_older_than_the_last_change_never_applies_again() {
    let older = add(2, 1, 5, Term::Perpetual);
    let same_second = add(4, 2, 6, Term::Perpetual);
    let state = State::of(&license(), &[redeemed(&change(3, 2, None, &[1]), 4)]);
    let next = state.next_revision(&license(), ISSUED.day(5));
    let after = State::of(&next, &[redeemed(&older, 1), redeemed(&older, 6), redeemed(&same_second, 6)]);
    let refusal = Refusal::CouponBeforeChange { signed: ISSUED.day(1), changed: ISSUED.day(2) };
    assert_eq!((products(&after), set_aside(&after)), (vec![1, 6], vec![&refusal]));
    let later = after.next_revision(&next, ISSUED.day(7));
    assert_eq!(may_redeem(&older, &later, &State::of(&later, &[]), ISSUED.day(8)), Err(refusal));
}

#[test]
fn an_addition_that_ends_before_it_begins_grants_nothing() {
    let over = addition(5, Term::Until(ISSUED.day(2)));
    let both = coupon(2, 3, Change::Add(vec![over, addition(6, Term::Perpetual)]));
    let state = State::of(&license(), &[redeemed(&both, 3)]);
    assert_eq!((products(&state), state.applied()), (vec![6], [number(2)].as_slice()));
}

#[test]
fn a_coupon_is_for_its_license_or_customer_only() {
    let state = State::of(&license(), &[]);
    let may = |scope| {
        let mut coupon = add(2, 1, 5, Term::Perpetual);
        coupon.scope = scope;
        may_redeem(&coupon, &license(), &state, ISSUED.day(2))
    };
    let (customer, other_customer) = (license().customer, CustomerId::new([9; 8]));
    assert_eq!(may(Scope::License(number(1))), Ok(()));
    assert_eq!(may(Scope::Customer(customer)), Ok(()));
    assert_eq!(
        may(Scope::License(number(9))),
        Err(Refusal::CouponOtherLicense { wanted: number(9), found: number(1) })
    );
    assert_eq!(
        may(Scope::Customer(other_customer)),
        Err(Refusal::CouponOtherCustomer { wanted: other_customer, found: customer })
    );
}

#[test]
fn a_coupon_may_be_redeemed_through_its_last_second() {
    let mut coupon = add(2, 1, 5, Term::Perpetual);
    coupon.redeem_before = Some(ISSUED.day(4));
    let may = |at| may_redeem(&coupon, &license(), &State::of(&license(), &[]), at);
    let late = ISSUED.day(4).plus_seconds(1);
    assert_eq!(may(ISSUED.day(4)), Ok(()));
    assert_eq!(may(late), Err(Refusal::CouponTooLate { redeem_before: ISSUED.day(4), at: late }));
}

#[test]
fn a_coupon_whose_gift_is_over_is_not_used_up() {
    let coupon = add(2, 1, 5, Term::Until(ISSUED.day(4)));
    let may = |at| may_redeem(&coupon, &license(), &State::of(&license(), &[]), at);
    let late = ISSUED.day(4).plus_seconds(1);
    assert_eq!(may(ISSUED.day(4)), Ok(()));
    assert_eq!(may(late), Err(Refusal::CouponEnded { ended: ISSUED.day(4), at: late }));
}

#[test]
fn a_coupon_is_redeemed_once_on_a_license_reusable_or_not() {
    for is_reusable in [false, true] {
        let mut coupon = add(2, 1, 5, Term::Perpetual);
        coupon.is_reusable = is_reusable;
        let state = State::of(&license(), &[redeemed(&coupon, 2)]);
        let again = may_redeem(&coupon, &license(), &state, ISSUED.day(3));
        assert_eq!(again, Err(Refusal::CouponAlreadyRedeemed));
    }
}

#[test]
fn all_features_are_listed_those_that_ended_too() {
    let coupons = [redeemed(&add(2, 1, 5, days(3)), 2), redeemed(&add(3, 1, 4, Term::Perpetual), 2)];
    let features = State::of(&license(), &coupons).features(ISSUED.day(9));
    let listed: Vec<_> = features.iter().map(|answer| (answer.feature, answer.limit)).collect();
    assert_eq!(listed, [(feature(4), Limit::count(10)), (feature(5), None)]);
}

mod properties {
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};

    use super::*;

    /// Coupons that get into each other's way: a chain of changes with a fork, bearer coupons around it, a trial, its
    /// extensions and what replaces it, two contents under one number, all of them signed in a few seconds.
    fn entangled() -> Vec<Redeemed> {
        let first = change(2, 2, None, &[1, 2]);
        let second = change(3, 2, Some(&first), &[2]);
        let fork = change(4, 3, Some(&first), &[3]);
        let mut purchase = add(5, 2, 9, days(30));
        (purchase.builds_on, purchase.scope) = (Some(head(&second)), Scope::License(number(1)));
        let replacing = addition(5, Term::Until(ISSUED.day(40))).replacing([product(1)]);
        let buy = coupon(11, 3, Change::Add(vec![replacing]));
        let coupons = [
            first,
            second,
            fork,
            purchase,
            add(6, 1, 6, Term::Perpetual),
            add(6, 1, 7, Term::Perpetual),
            trial(8, 2, days(14)),
            extend(9, 1, 7),
            extend(10, 4, 8),
            buy,
            add(12, 4, 8, Term::Until(ISSUED.day(12))),
        ];
        coupons.iter().flat_map(|coupon| [5, 9, 20].map(|day| redeemed(coupon, day))).collect()
    }

    /// What a limit is by definition: the greatest of the additions that hold at the moment, each counted for itself.
    fn naive_limit(additions: &[(u32, u32, u64)], wanted: u32, day: u64) -> Option<Limit> {
        let holding = additions.iter().filter(|(number, _, until)| *number == wanted && day <= *until);
        holding.map(|(_, limit, _)| *limit).max().and_then(Limit::count)
    }

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(
            chosen in subsequence(entangled(), 0..=33).prop_flat_map(|chosen| (Just(chosen.clone()), Just(chosen).prop_shuffle())),
            repeated in select((0..33_usize).collect::<Vec<_>>()),
        ) {
            let (straight, mut shuffled) = chosen;
            if let Some(again) = shuffled.get(repeated).cloned() {
                shuffled.insert(0, again);
            }
            let (left, right) = (State::of(&license(), &straight), State::of(&license(), &shuffled));
            prop_assert_eq!(&left, &right);
            let known = left.applied().len() + left.set_aside().len();
            let mut digests: Vec<_> = straight.iter().map(|one| one.coupon.digest()).collect();
            digests.sort_unstable();
            digests.dedup();
            prop_assert_eq!(known, digests.len(), "each coupon is applied or set aside");
        }

        #[test]
        fn a_revision_with_all_folded_in_holds_the_same_and_takes_none_again(
            chosen in subsequence(entangled(), 0..=33),
        ) {
            let state = State::of(&license(), &chosen);
            let next = state.next_revision(&license(), ISSUED.day(30));
            let applied: Vec<Redeemed> =
                chosen.into_iter().filter(|one| state.applied().contains(&one.coupon.number)).collect();
            let again = State::of(&next, &applied);
            prop_assert_eq!(again.grants(), state.grants());
            prop_assert_eq!(again.state_head(), state.state_head());
            prop_assert!(again.applied().is_empty());
        }

        #[test]
        fn a_revision_with_all_folded_in_takes_the_coupons_that_its_state_takes(
            chosen in subsequence(entangled(), 0..=33),
            later in select(entangled()),
        ) {
            let state = State::of(&license(), &chosen);
            let next = state.next_revision(&license(), ISSUED.day(30));
            let before = may_redeem(&later.coupon, &license(), &state, ISSUED.day(31));
            prop_assert_eq!(may_redeem(&later.coupon, &next, &State::of(&next, &[]), ISSUED.day(31)), before);
        }

        #[test]
        fn limits_are_those_of_a_naive_count(
            additions in prop::collection::vec((1..4_u32, 1..100_u32, 5..30_u64), 0..6),
            day in 5..30_u64,
        ) {
            let coupons: Vec<Redeemed> = additions.iter().zip(2..).map(|((number, limit, until), id)| {
                let mut item = addition(*number, Term::Until(ISSUED.day(*until)));
                item.features = features(*number, *limit);
                redeemed(&coupon(id, 1, Change::Add(vec![item])), 5)
            }).collect();
            let state = State::of(&license(), &coupons);
            for number in 1..4 {
                let answer = state.feature(feature(number), ISSUED.day(day));
                prop_assert_eq!(answer.limit, naive_limit(&additions, number, day));
            }
        }
    }
}
