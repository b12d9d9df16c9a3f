//! What is revoked or cancelled, as the reports show it: when and why.

use console::{Failure, Words, values};
use format::{Number, UnixTime};
use ledger::Ledger;
use serde::Serialize;

use crate::vendor::judged;

/// That something is no longer valid.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Ended {
    at: String,
    reason: String,
    #[serde(skip)]
    moment: UnixTime,
}

impl Ended {
    fn new(moment: UnixTime, reason: &str) -> Self {
        Self { at: moment.to_string(), reason: reason.to_owned(), moment }
    }

    /// `revoked 2026-11-25: not paid`.
    pub(crate) fn revoked(&self, words: &Words) -> String {
        words.say("vendor-revoked-at", &values![date = day(self.moment), reason = &self.reason])
    }

    /// `cancelled 2026-11-25: sent to the wrong address`.
    pub(crate) fn cancelled(&self, words: &Words) -> String {
        words.say("vendor-cancelled-at", &values![date = day(self.moment), reason = &self.reason])
    }
}

/// The day of a moment in UTC.
fn day(moment: UnixTime) -> String {
    let text = moment.to_string();
    text.split_once('T').map_or_else(|| text.clone(), |(day, _)| day.to_owned())
}

/// All that is revoked, read once for a list.
pub(crate) struct Revocations {
    /// The license, the last revision that is revoked, when and why; the first decision comes first.
    licenses: Vec<(Number, Option<u32>, Ended)>,
}

impl Revocations {
    pub(crate) fn of(ledger: &Ledger) -> Result<Self, Failure> {
        let licenses = ledger.revoked_licenses().map_err(judged)?;
        let licenses =
            licenses.iter().map(|one| (one.license, one.last_revision, Ended::new(one.at, &one.reason)));
        Ok(Self { licenses: licenses.collect() })
    }

    /// The decision that ended this revision, if one did.
    pub(crate) fn of_revision(&self, license: Number, revision: u32) -> Option<Ended> {
        let found = self
            .licenses
            .iter()
            .find(|(revoked, last, _)| *revoked == license && last.is_none_or(|last| revision <= last));
        found.map(|(.., ended)| ended.clone())
    }
}

/// All coupons that are cancelled, read once for a list.
pub(crate) struct Cancellations {
    coupons: Vec<(Number, Ended)>,
}

impl Cancellations {
    pub(crate) fn of(ledger: &Ledger) -> Result<Self, Failure> {
        let coupons = ledger.cancelled_coupons().map_err(judged)?;
        let coupons = coupons.iter().map(|one| (one.coupon, Ended::new(one.at, &one.reason)));
        Ok(Self { coupons: coupons.collect() })
    }

    /// The decision that ended this coupon, if one did.
    pub(crate) fn of_coupon(&self, coupon: Number) -> Option<Ended> {
        self.coupons.iter().find(|(cancelled, _)| *cancelled == coupon).map(|(_, ended)| ended.clone())
    }
}
