use std::collections::BTreeMap;

use crypto::Verified;
use format::{Bulletin, Digest, License, Names, NumberId, NumberKind, UnixTime};

use crate::Refusal;

/// What the newest bulletin says of the licenses and coupons of a case.
///
/// Whoever has the bulletin and its shards looks the numbers up and notes what was found; here nothing is read. What was
/// not looked up may be revoked, so nothing rests on it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revocations {
    number: u32,
    issued_at: UnixTime,
    expires: Option<UnixTime>,
    found: BTreeMap<(NumberKind, NumberId), Option<u32>>,
    withdrawn: BTreeMap<Digest, Names>,
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Listed {
    Revoked,
    NotRevoked,
    NotLookedUp,
}

impl Revocations {
    /// What `bulletin` says without its list of numbers.
    pub fn of(bulletin: &Verified<Bulletin>) -> Self {
        let withdrawn = bulletin.withdrawn.iter();
        Self {
            number: bulletin.number,
            issued_at: bulletin.issued_at,
            expires: bulletin.expires,
            found: BTreeMap::new(),
            withdrawn: withdrawn.map(|release| (release.record, release.why.clone())).collect(),
        }
    }

    /// Notes what looking a number up has found: its last revoked revision, or that it is not on the list.
    pub fn note(&mut self, kind: NumberKind, number: NumberId, last_revoked: Option<u32>) {
        self.found.insert((kind, number), last_revoked);
    }

    /// The bulletin's number.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// When the bulletin was signed.
    pub fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    /// The moment from which on a newer one is expected, if it is over.
    pub(crate) fn stale_since(&self, now: UnixTime) -> Option<UnixTime> {
        self.expires.filter(|expires| *expires < now)
    }

    pub(crate) fn license(&self, license: &License) -> Listed {
        self.listed(NumberKind::License, license.number, license.revision)
    }

    pub(crate) fn coupon(&self, coupon: NumberId) -> Listed {
        self.listed(NumberKind::Coupon, coupon, 0)
    }

    fn listed(&self, kind: NumberKind, number: NumberId, revision: u32) -> Listed {
        match self.found.get(&(kind, number)) {
            None => Listed::NotLookedUp,
            Some(Some(last_revoked)) if revision <= *last_revoked => Listed::Revoked,
            Some(_) => Listed::NotRevoked,
        }
    }

    /// Why nothing rests on a license: it is revoked, or nobody has looked whether it is.
    pub(crate) fn bars_license(&self, license: &License) -> Option<Refusal> {
        let (bulletin, issued_at) = (self.number, self.issued_at);
        match self.license(license) {
            Listed::NotRevoked => None,
            Listed::Revoked => Some(Refusal::Revoked { bulletin, issued_at }),
            Listed::NotLookedUp => Some(Refusal::NotLookedUp { bulletin }),
        }
    }

    /// Why a coupon is set aside, likewise.
    pub(crate) fn bars_coupon(&self, coupon: NumberId) -> Option<Refusal> {
        let (bulletin, issued_at) = (self.number, self.issued_at);
        match self.coupon(coupon) {
            Listed::NotRevoked => None,
            Listed::Revoked => Some(Refusal::CouponRevoked { bulletin, issued_at }),
            Listed::NotLookedUp => Some(Refusal::NotLookedUp { bulletin }),
        }
    }

    /// Why the bulletin withdraws the release with this record, if it does.
    pub fn withdrawal(&self, record: &Digest) -> Option<&Names> {
        self.withdrawn.get(record)
    }
}

#[cfg(test)]
mod tests {
    use format::{Environment, Explain as _, Grant, Term};

    use super::*;
    use crate::testing::{self, ISSUED, add, feature, features, license, product, redeemed, verified};
    use crate::{Case, Check, Doubt, Established, Moment, Place, Question, Redeemed, Refusal, State, judge};

    fn bulletin() -> Revocations {
        testing::bulletin(Vec::new())
    }

    fn granted() -> License {
        let mut license = license();
        license.revision = 4;
        license.grants.push(Grant::new(product(1), features(7, 10)));
        license
    }

    fn ask(
        bulletin: Option<&Revocations>,
        coupons: &[Redeemed],
        day: u64,
        left_out: &[Check],
    ) -> crate::Verdict {
        let license = verified(&granted());
        let moment = Moment::new(ISSUED.day(day), ISSUED.time(), Some(ISSUED.time()));
        let place = Place::unknown();
        let case = Case::new(&license, &moment, &place, Question::License, Environment::Production);
        judge(&case.with_coupons(coupons).with_bulletin(bulletin).leaving_out(left_out))
    }

    fn noted(last_revoked: Option<u32>) -> Revocations {
        let mut bulletin = bulletin();
        bulletin.note(NumberKind::License, granted().number, last_revoked);
        bulletin
    }

    #[test]
    fn a_license_is_revoked_through_its_last_revoked_revision() {
        let refusal = Refusal::Revoked { bulletin: 12, issued_at: ISSUED.day(3) };
        for last_revoked in [4, 5, u32::MAX] {
            let verdict = ask(Some(&noted(Some(last_revoked))), &[], 5, &[]);
            assert_eq!((verdict.permit(), verdict.code()), (Err(&refusal), "policy.revoked"));
        }
        assert!(ask(Some(&noted(Some(3))), &[], 5, &[]).permit().is_ok());
    }

    #[test]
    fn what_is_not_on_the_list_is_established_with_number_and_date() {
        let verdict = ask(Some(&noted(None)), &[], 5, &[]);
        let known = Established::NotRevoked { bulletin: 12, issued_at: ISSUED.day(3) };
        assert!(verdict.established().contains(&known));
        assert_eq!(verdict.doubts(), []);
        assert!(ask(None, &[], 5, &[]).doubts().contains(&Doubt::NoBulletin));
    }

    #[test]
    fn nothing_rests_on_what_was_not_looked_up() {
        let verdict = ask(Some(&bulletin()), &[], 5, &[]);
        assert_eq!(verdict.permit(), Err(&Refusal::NotLookedUp { bulletin: 12 }));
        assert!(!verdict.established().iter().any(|known| matches!(known, Established::NotRevoked { .. })));
        assert!(
            ask(Some(&bulletin()), &[], 5, &[Check::Revocation]).permit().is_ok(),
            "unless that is asked for"
        );
    }

    #[test]
    fn a_bulletin_is_fresh_through_its_last_second() {
        let stale = Doubt::BulletinStale { bulletin: 12, expired: ISSUED.day(30) };
        assert_eq!(ask(Some(&noted(None)), &[], 30, &[]).doubts(), []);
        assert_eq!(ask(Some(&noted(None)), &[], 31, &[]).doubts(), [stale]);
    }

    #[test]
    fn a_check_of_revocation_that_is_left_out_is_a_doubt() {
        let verdict = ask(Some(&noted(Some(u32::MAX))), &[], 5, &[Check::Revocation]);
        assert_eq!(verdict.doubts(), [Doubt::LeftOut(Check::Revocation)]);
        assert!(verdict.permit().is_ok());
    }

    #[test]
    fn a_revoked_coupon_is_set_aside_and_the_license_is_as_it_was_without_it() {
        let coupon = add(1, 1, 2, Term::Perpetual);
        let coupons = [redeemed(&coupon, 2)];
        let mut bulletin = noted(None);
        let unread = ask(Some(&bulletin), &coupons, 5, &[]);
        assert_eq!(unread.set_aside(), [(coupon.number, Refusal::NotLookedUp { bulletin: 12 })]);
        bulletin.note(NumberKind::Coupon, coupon.number, Some(u32::MAX));
        let verdict = ask(Some(&bulletin), &coupons, 5, &[]);
        let revoked = Refusal::CouponRevoked { bulletin: 12, issued_at: ISSUED.day(3) };
        assert_eq!(verdict.set_aside(), [(coupon.number, revoked)]);
        assert_eq!(verdict.state().grants(), State::of(&granted(), &[]).grants());
        let with_it = State::of(&granted(), &coupons).feature(feature(2), ISSUED.day(5));
        assert!(verdict.permit().is_ok() && with_it.is_permitted());
        bulletin.note(NumberKind::Coupon, coupon.number, None);
        assert_eq!(ask(Some(&bulletin), &coupons, 5, &[]).set_aside(), []);
    }
}
