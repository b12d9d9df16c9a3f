//! Random sequences of commands, against a plain model in memory that knows no signature, no table and no policy crate:
//! what the ledger answers and what it holds afterwards must be what the model says.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use format::{Explain as _, Limit, Number, ProductId, Term, UnixTime};
use ledger::{
    CouponFate, CouponKind, CouponProduct, CouponRequest, CouponScope, CustomerInput, CustomerNumber,
    LicenseInput, ProductFeature, ProductInput, Redemption,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::common::*;

/// One command; what it is about is picked among what is there, by these numbers.
#[derive(Clone, Debug)]
enum Step {
    Customer,
    License {
        customer: usize,
    },
    Generate {
        customer: usize,
        license: usize,
        scope: Scope,
        end: End,
        reusable: bool,
        users: u32,
        late: bool,
    },
    Redeem {
        coupon: usize,
        license: usize,
    },
    Cancel {
        coupon: usize,
    },
    CancelRedemption {
        coupon: usize,
        /// Which of its redemptions; else the license need not have any.
        redemption: usize,
        license: Option<usize>,
        freed: bool,
    },
    Move {
        license: usize,
        customer: usize,
    },
    Revoke {
        license: usize,
        below: Option<u32>,
    },
    Wait {
        hours: u64,
    },
}

#[derive(Clone, Copy, Debug)]
enum Scope {
    Bearer,
    Customer,
    License,
}

#[derive(Clone, Copy, Debug)]
enum End {
    Never,
    Days(u32),
    /// Hours from the moment in which the coupon is generated.
    Fixed(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let some = || 0_usize..1000;
    let scope = prop_oneof![2 => Just(Scope::Bearer), 1 => Just(Scope::Customer), 1 => Just(Scope::License)];
    let end =
        prop_oneof![Just(End::Never), (1_u32..400).prop_map(End::Days), (1_u64..200).prop_map(End::Fixed)];
    let generate = (some(), some(), scope, end, any::<bool>(), 1_u32..5, any::<bool>()).prop_map(
        |(customer, license, scope, end, reusable, users, late)| Step::Generate {
            customer,
            license,
            scope,
            end,
            reusable,
            users,
            late,
        },
    );
    let rarely = proptest::option::weighted(0.2, some());
    let cancel_redemption =
        (some(), some(), rarely, any::<bool>()).prop_map(|(coupon, redemption, license, freed)| {
            Step::CancelRedemption { coupon, redemption, license, freed }
        });
    prop_oneof![
        1 => Just(Step::Customer),
        2 => some().prop_map(|customer| Step::License { customer }),
        4 => generate,
        9 => (some(), some()).prop_map(|(coupon, license)| Step::Redeem { coupon, license }),
        1 => some().prop_map(|coupon| Step::Cancel { coupon }),
        4 => cancel_redemption,
        1 => (some(), some()).prop_map(|(license, customer)| Step::Move { license, customer }),
        1 => (some(), proptest::option::of(1_u32..4)).prop_map(|(license, below)| Step::Revoke { license, below }),
        1 => (1_u64..300).prop_map(|hours| Step::Wait { hours }),
    ]
}

/// What a license holds of the one product, as people would say it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Held {
    users: u32,
    until: Option<UnixTime>,
}

#[derive(Clone, Debug)]
struct License {
    number: Number,
    customer: CustomerNumber,
    revision: u32,
    holds: Vec<Held>,
    revoked_through: u32,
}

#[derive(Clone, Debug)]
struct Coupon {
    number: Number,
    scope: CouponScope,
    users: u32,
    end: End,
    issued_at: UnixTime,
    redeem_before: Option<UnixTime>,
    reusable: bool,
    cancelled: bool,
    redeemed_on: Vec<Redeemed>,
}

/// One use of a coupon.
#[derive(Clone, Debug)]
struct Redeemed {
    license: Number,
    held: Held,
    /// What became of the coupon, where the use was taken back.
    fate: Option<CouponFate>,
}

impl Redeemed {
    /// Why the coupon cannot be used again, as far as this use of it goes.
    fn code(&self) -> Option<&'static str> {
        match self.fate {
            None => Some("ledger.coupon-redeemed"),
            Some(CouponFate::Freed) => None,
            Some(_) => Some("ledger.coupon-burnt"),
        }
    }
}

/// The vendor's ledger and what it must hold.
struct Both {
    vendor: Vendor,
    product: ProductId,
    hour: u64,
    customers: Vec<CustomerNumber>,
    licenses: Vec<License>,
    coupons: Vec<Coupon>,
    entries: u64,
}

impl Both {
    fn new() -> Self {
        let mut vendor = Vendor::new();
        let feature = vendor.feature();
        let limit = Limit::count(1).unwrap();
        let input = ProductInput {
            names: names("Насосы", "Pumps"),
            features: vec![ProductFeature { feature, limit, is_multiplied: true }],
            ..ProductInput::default()
        };
        let product = vendor.ledger.product_add(&input, &at(0)).unwrap().id;
        let entries = vendor.ledger.verify_audit().unwrap().entries;
        Self {
            vendor,
            product,
            hour: 1,
            customers: Vec::new(),
            licenses: Vec::new(),
            coupons: Vec::new(),
            entries,
        }
    }

    /// Does a step in both; what there is nothing for is passed over.
    fn take(&mut self, step: &Step) {
        match *step {
            Step::Customer => self.customer(),
            Step::License { customer } => self.license(customer),
            Step::Generate { customer, license, scope, end, reusable, users, late } => {
                let scope = match scope {
                    Scope::Bearer => Some(CouponScope::Bearer),
                    Scope::Customer => pick(&self.customers, customer).map(|one| CouponScope::Customer(*one)),
                    Scope::License => {
                        pick(&self.licenses, license).map(|one| CouponScope::License(one.number))
                    }
                };
                if let Some(scope) = scope {
                    self.generate(scope, end, reusable, users, late);
                }
            }
            Step::Redeem { coupon, license } => self.redeem(coupon, license),
            Step::Cancel { coupon } => self.cancel(coupon),
            Step::CancelRedemption { coupon, redemption, license, freed } => {
                let fate = if freed { CouponFate::Freed } else { CouponFate::Burnt };
                self.cancel_redemption(coupon, redemption, license, fate);
            }
            Step::Move { license, customer } => self.give(license, customer),
            Step::Revoke { license, below } => self.revoke(license, below),
            Step::Wait { hours } => self.hour += hours,
        }
    }

    fn customer(&mut self) {
        let input = CustomerInput { company: "Завод".to_owned(), ..CustomerInput::default() };
        let added = self.vendor.ledger.customer_add(&input, &at(self.hour), &mut random()).unwrap();
        self.customers.push(added.number);
        self.entries += 1;
    }

    fn license(&mut self, customer: usize) {
        let Some(&customer) = pick(&self.customers, customer) else { return };
        let input = LicenseInput { customer, holder: None, comment: String::new() };
        let made =
            self.vendor.ledger.license_new(&input, license_key(), &at(self.hour), &mut random()).unwrap();
        let (number, holds) = (made.number, Vec::new());
        self.licenses.push(License { number, customer, revision: 1, holds, revoked_through: 0 });
        self.entries += 1;
    }

    fn generate(&mut self, scope: CouponScope, end: End, reusable: bool, users: u32, late: bool) {
        let redeem_before = late.then(|| hour(self.hour + 100));
        let term = match end {
            End::Never => Term::Perpetual,
            End::Days(days) => Term::Days(NonZeroU32::new(days).unwrap()),
            End::Fixed(hours) => Term::Until(hour(self.hour + hours)),
        };
        let multiplier = NonZeroU32::new(users).unwrap();
        let wanted = CouponRequest {
            kind: CouponKind::Add(vec![CouponProduct { product: self.product, term, multiplier }]),
            scope,
            redeem_before,
            is_reusable: reusable,
            ..request(self.product)
        };
        let issued = self
            .vendor
            .ledger
            .generate_coupons(&wanted, coupon_key(), &at(self.hour), &mut random())
            .unwrap();
        // An end that was fixed counts from the hour of the generation.
        let end = if let End::Fixed(hours) = end { End::Fixed(self.hour + hours) } else { end };
        self.coupons.push(Coupon {
            number: issued[0].number,
            scope,
            users,
            end,
            issued_at: hour(self.hour),
            redeem_before,
            reusable,
            cancelled: false,
            redeemed_on: Vec::new(),
        });
        self.entries += 1;
    }

    fn redeem(&mut self, coupon: usize, license: usize) {
        let now = hour(self.hour);
        let (Some(c), Some(l)) = (index(&self.coupons, coupon), index(&self.licenses, license)) else {
            return;
        };
        let expected = refusal(&self.coupons[c], &self.licenses[l], now);
        let (coupon, license) = (&mut self.coupons[c], &mut self.licenses[l]);
        let answer =
            self.vendor.ledger.redeem(coupon.number.into(), license.number, license_key(), &at(self.hour));
        match (answer, expected) {
            (Ok(outcome), None) => {
                let until = match coupon.end {
                    End::Never => None,
                    End::Days(days) => Some(now.plus_days(days)),
                    End::Fixed(end) => Some(hour(end)),
                };
                let held = Held { users: coupon.users, until };
                license.holds.push(held.clone());
                license.revision += 1;
                coupon.redeemed_on.push(Redeemed { license: license.number, held, fate: None });
                self.entries += 1;
                assert_eq!(outcome.revision, license.revision);
            }
            (Err(error), Some(expected)) => assert_eq!(error.code(), expected, "{error}"),
            (answer, expected) => panic!("{answer:?} where the model says {expected:?}"),
        }
    }

    fn cancel(&mut self, coupon: usize) {
        let Some(coupon) = index(&self.coupons, coupon).map(|at| &mut self.coupons[at]) else { return };
        // Of several uses of a reusable coupon any may be the one that is told.
        let mut expected: Vec<_> = coupon.redeemed_on.iter().filter_map(Redeemed::code).collect();
        if coupon.cancelled {
            expected = vec!["ledger.coupon-cancelled"];
        }
        let answer = self.vendor.ledger.cancel_coupon(coupon.number, "ошибка", &at(self.hour));
        match answer {
            Err(error) => assert!(expected.contains(&error.code()), "{error} where {expected:?}"),
            Ok(_) => {
                assert!(expected.is_empty(), "{expected:?}");
                coupon.cancelled = true;
                self.entries += 1;
            }
        }
    }

    fn cancel_redemption(
        &mut self,
        coupon: usize,
        redemption: usize,
        license: Option<usize>,
        fate: CouponFate,
    ) {
        let Some(coupon) = index(&self.coupons, coupon).map(|at| &mut self.coupons[at]) else { return };
        let any = license.and_then(|license| pick(&self.licenses, license)).map(|one| one.number);
        let used = pick(&coupon.redeemed_on, redemption).map(|one| one.license);
        let Some(number) = any.or(used) else { return };
        let license = self.licenses.iter_mut().find(|one| one.number == number).unwrap();
        let last = coupon.redeemed_on.iter_mut().rfind(|one| one.license == number);
        let expected = match &last {
            None => Some("ledger.not-redeemed"),
            Some(Redeemed { fate: Some(_), .. }) => Some("ledger.redemption-cancelled"),
            Some(_) if license.revision <= license.revoked_through => Some("ledger.license-revoked"),
            Some(_) => None,
        };
        let redemption = (coupon.number, number);
        let answer =
            self.vendor.ledger.cancel_redemption(redemption, fate, "ошибка", license_key(), &at(self.hour));
        assert_eq!(answer.err().map(|error| error.code()), expected);
        if let (None, Some(last)) = (expected, last) {
            let at = license.holds.iter().position(|held| *held == last.held).unwrap();
            license.holds.remove(at);
            last.fate = Some(fate);
            license.revoked_through = license.revision;
            license.revision += 1;
            // One entry revokes what was before, one takes the use back.
            self.entries += 2;
        }
    }

    fn give(&mut self, license: usize, customer: usize) {
        let Some(&to) = pick(&self.customers, customer) else { return };
        let Some(license) = index(&self.licenses, license).map(|at| &mut self.licenses[at]) else { return };
        let expected = if license.customer == to {
            Some("ledger.already-holds")
        } else if license.revision <= license.revoked_through {
            Some("ledger.license-revoked")
        } else {
            None
        };
        let answer =
            self.vendor.ledger.move_license(license.number, to, "продажа", license_key(), &at(self.hour));
        assert_eq!(answer.err().map(|error| error.code()), expected);
        if expected.is_none() {
            license.customer = to;
            license.revision += 1;
            self.entries += 1;
        }
    }

    fn revoke(&mut self, license: usize, below: Option<u32>) {
        let Some(license) = index(&self.licenses, license).map(|at| &mut self.licenses[at]) else { return };
        let last = below.map_or(u32::MAX, |below| below - 1);
        let expected = match below {
            Some(below) if below < 2 || below > license.revision => Some("ledger.no-such-revision"),
            _ if license.revoked_through >= last => Some("ledger.license-revoked"),
            _ => None,
        };
        let answer = self.vendor.ledger.revoke_license(license.number, below, "долг", &at(self.hour));
        assert_eq!(answer.err().map(|error| error.code()), expected);
        if expected.is_none() {
            license.revoked_through = last;
            self.entries += 1;
        }
    }

    /// Holds what the ledger has, opened anew, against the model.
    fn compare(&self) {
        let ledger = self.vendor.reopened();
        assert_eq!(ledger.verify_audit().unwrap().entries, self.entries);
        let stored: BTreeMap<Number, _> =
            ledger.licenses(None).unwrap().into_iter().map(|one| (one.number, one)).collect();
        assert_eq!(stored.len(), self.licenses.len());
        for license in &self.licenses {
            let found = &stored[&license.number];
            assert_eq!((found.customer, found.license.revision), (license.customer, license.revision));
            let holds = found.license.grants.iter().map(|grant| {
                let limit = grant.features.values().next().unwrap();
                let Limit::Count(users) = limit else { panic!("a limit of none") };
                Held { users: users.get(), until: grant.until }
            });
            let (mut holds, mut expected): (Vec<Held>, _) = (holds.collect(), license.holds.clone());
            holds.sort();
            expected.sort();
            assert_eq!(holds, expected);
        }
        for coupon in &self.coupons {
            let found = ledger.coupon(coupon.number).unwrap();
            let fate = |one: &Redemption| one.cancelled.as_ref().map(|back| back.fate.name());
            let mut redeemed_on: Vec<_> =
                found.redemptions.iter().map(|one| (one.license, fate(one))).collect();
            let expected = coupon.redeemed_on.iter();
            let mut expected: Vec<_> =
                expected.map(|one| (one.license, one.fate.map(CouponFate::name))).collect();
            redeemed_on.sort();
            expected.sort();
            assert_eq!(redeemed_on, expected);
        }
    }
}

/// Why a coupon cannot be redeemed on a license now, by the rules of the design, in the order in which they are said.
fn refusal(coupon: &Coupon, license: &License, now: UnixTime) -> Option<&'static str> {
    if coupon.cancelled {
        return Some("ledger.coupon-cancelled");
    }
    if license.revision <= license.revoked_through {
        return Some("ledger.license-revoked");
    }
    let mut in_the_way =
        coupon.redeemed_on.iter().filter(|one| !coupon.reusable || one.license == license.number);
    if let Some(code) = in_the_way.find_map(Redeemed::code) {
        return Some(code);
    }
    match coupon.scope {
        CouponScope::License(wanted) if wanted != license.number => {
            return Some("policy.coupon-other-license");
        }
        CouponScope::Customer(wanted) if wanted != license.customer => {
            return Some("policy.coupon-other-customer");
        }
        _ => {}
    }
    assert!(coupon.issued_at <= now, "time does not go back");
    match (coupon.redeem_before, coupon.end) {
        (Some(last), _) if now > last => Some("policy.coupon-too-late"),
        (_, End::Fixed(end)) if now > hour(end) => Some("policy.coupon-ended"),
        _ => None,
    }
}

fn index<T>(all: &[T], number: usize) -> Option<usize> {
    number.checked_rem(all.len())
}

fn pick<T>(all: &[T], number: usize) -> Option<&T> {
    index(all, number).map(|at| &all[at])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_does_what_a_plain_model_does(steps in vec(step(), 1..60)) {
        let mut both = Both::new();
        both.take(&Step::Customer);
        both.take(&Step::License { customer: 0 });
        steps.iter().for_each(|step| both.take(step));
        both.compare();
    }
}
