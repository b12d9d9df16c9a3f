//! What is no longer valid: licenses, coupons, keys, releases. The next bulletin says so to sites.

use crypto::{VerifyError, sha256};
use format::bulletin::RevokedEntry;
use format::{Digest, DistributionId, KeyId, Names, Number, NumberId, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::context::{check_length, check_reason};
use crate::database::{Row, blob, integer, names_json, text, time};
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError, StoredRelease};

/// A revoked license.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RevokedLicense {
    /// The license.
    pub license: Number,
    /// The last revision that is revoked; `None`: the whole license.
    pub last_revision: Option<u32>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: UnixTime,
}

/// A coupon that was cancelled before it was used.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CancelledCoupon {
    /// The coupon.
    pub coupon: Number,
    /// Why.
    pub reason: String,
    /// When.
    pub at: UnixTime,
}

/// An issuing key that is no longer trusted.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BurntKeyEntry {
    /// The key.
    pub key: KeyId,
    /// Since when that is known.
    pub since: UnixTime,
    /// Why.
    pub reason: String,
}

impl Ledger {
    /// Revokes a license, or its revisions below one; the next bulletin says so.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Empty`] without a reason; [`LedgerError::UnknownLicense`]; [`LedgerError::NoSuchRevision`] for a revision that was not issued yet, or the
    /// first; [`LedgerError::LicenseRevoked`] where as much is revoked already.
    pub fn revoke_license(
        &mut self,
        license: Number,
        below: Option<u32>,
        reason: &str,
        context: &Context,
    ) -> Result<RevokedLicense, LedgerError> {
        check_reason(reason)?;
        self.write(Mode::Commit, |ledger| {
            let last = ledger.check_revocable(license, below)?.unwrap_or(RevokedEntry::ALL);
            ledger.insert_license_revocation(license, last, reason, context)?;
            Ok(RevokedLicense {
                license,
                last_revision: limited(last),
                reason: reason.to_owned(),
                at: context.now,
            })
        })
    }

    /// The last revision that [`Ledger::revoke_license`] would revoke, or `None` for all of them; changes nothing.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::revoke_license`].
    pub fn check_revocable(&self, license: Number, below: Option<u32>) -> Result<Option<u32>, LedgerError> {
        let newest = self.newest_revision(self.known_license(license)?)?.license.revision;
        let last = match below {
            None => RevokedEntry::ALL,
            Some(revision) if (2..=newest).contains(&revision) => revision - 1,
            Some(revision) => return Err(LedgerError::NoSuchRevision { license, revision, newest }),
        };
        match self.license_revocation(license.id)?.filter(|(before, _)| *before >= last) {
            Some((_, at)) => Err(LedgerError::LicenseRevoked { license, at }),
            None => Ok(limited(last)),
        }
    }

    /// Cancels a coupon that nobody has redeemed at the vendor; the next bulletin says so to sites.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Empty`] without a reason; [`LedgerError::UnknownCoupon`]; [`LedgerError::CouponRedeemed`];
    /// [`LedgerError::CouponCancelled`].
    pub fn cancel_coupon(
        &mut self,
        coupon: Number,
        reason: &str,
        context: &Context,
    ) -> Result<CancelledCoupon, LedgerError> {
        check_reason(reason)?;
        self.write(Mode::Commit, |ledger| {
            ledger.check_cancellable(coupon)?;
            ledger.execute(
                "INSERT INTO cancelled_coupons (coupon, reason, cancelled_at) VALUES (?1, ?2, ?3)",
                &[blob(*coupon.id.as_bytes()), text(reason), time(context.now)],
            )?;
            let (what, subject) = ("coupon.cancel", coupon.to_string());
            let digest = Some(told(what, &subject, ""));
            ledger.audit(&Entry { what, subject, digest, details: json!({ "reason": reason }) }, context)?;
            Ok(CancelledCoupon { coupon, reason: reason.to_owned(), at: context.now })
        })
    }

    /// Whether [`Ledger::cancel_coupon`] would cancel it; changes nothing.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::cancel_coupon`].
    pub fn check_cancellable(&self, coupon: Number) -> Result<(), LedgerError> {
        let stored = self.coupon(coupon)?;
        self.refuse_cancelled(coupon)?;
        stored.refuse_used()
    }

    /// Burns an issuing key: nothing is signed with it any more, and the next bulletin tells sites to refuse all that it
    /// has signed.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Verify`] for a key that the root does not list, or that is burnt already.
    pub fn burn_key(
        &mut self,
        key: KeyId,
        since: UnixTime,
        reason: &str,
        context: &Context,
    ) -> Result<BurntKeyEntry, LedgerError> {
        check_length("reason", reason)?;
        self.write(Mode::Commit, |ledger| {
            if !ledger.keyring().key_ids().any(|listed| listed == key) {
                return Err(VerifyError::UnknownKey { key }.into());
            }
            ledger.refuse_burnt(key)?;
            ledger.execute(
                "INSERT INTO burnt_keys (key, since, reason, burnt_at) VALUES (?1, ?2, ?3, ?4)",
                &[blob(*key.as_bytes()), time(since), text(reason), time(context.now)],
            )?;
            let (what, subject) = ("key.burn", key.to_string());
            let digest = Some(told(what, &subject, &since.seconds().to_string()));
            let details = json!({ "since": since.seconds(), "reason": reason });
            ledger.audit(&Entry { what, subject, digest, details }, context)?;
            Ok(BurntKeyEntry { key, since, reason: reason.to_owned() })
        })
    }

    /// Withdraws all releases of a version: the next catalog says so, and the next bulletin, too, for sites that have an
    /// older catalog.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Empty`] without a reason; [`LedgerError::UnknownRelease`]; [`LedgerError::ReleaseWithdrawn`].
    pub fn withdraw_release(
        &mut self,
        distribution: &DistributionId,
        version: &str,
        why: &Names,
        context: &Context,
    ) -> Result<Vec<StoredRelease>, LedgerError> {
        self.write(Mode::Commit, |ledger| {
            let mut releases = ledger.check_withdrawable(distribution, version, why)?;
            for release in &mut releases {
                ledger.execute(
                    "INSERT INTO withdrawn_releases (release, reason, withdrawn_at) VALUES (?1, ?2, ?3)",
                    &[integer(release.row), why.into(), time(context.now)],
                )?;
                let what = "release.withdraw";
                let reason = names_json(why);
                let digest = Some(told(what, &release.digest.to_string(), &reason.to_string()));
                let details =
                    json!({ "version": version, "record": release.digest.to_string(), "reason": reason });
                let subject = distribution.to_string();
                ledger.audit(&Entry { what, subject, digest, details }, context)?;
                release.withdrawn = Some(why.clone());
            }
            Ok(releases)
        })
    }

    /// The releases that [`Ledger::withdraw_release`] would withdraw; changes nothing.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::withdraw_release`].
    pub fn check_withdrawable(
        &self,
        distribution: &DistributionId,
        version: &str,
        why: &Names,
    ) -> Result<Vec<StoredRelease>, LedgerError> {
        if why.is_empty() || why.iter().any(|(_, why)| why.trim().is_empty()) {
            return Err(LedgerError::Empty { field: "reason" });
        }
        why.iter().try_for_each(|(_, why)| if why.len() > MAX_WHY { Err(too_long(why)) } else { Ok(()) })?;
        let mut releases = self.releases(distribution)?;
        releases.retain(|release| release.record.version == version);
        let (distribution, version) = (distribution.clone(), version.to_owned());
        if releases.is_empty() {
            return Err(LedgerError::UnknownRelease { distribution, version });
        }
        releases.retain(|release| release.withdrawn.is_none());
        if releases.is_empty() {
            return Err(LedgerError::ReleaseWithdrawn { distribution, version });
        }
        Ok(releases)
    }

    /// The last revoked revision of a license, and when that was decided.
    pub(crate) fn license_revocation(
        &self,
        license: NumberId,
    ) -> Result<Option<(u32, UnixTime)>, LedgerError> {
        let sql = "SELECT * FROM revoked_licenses WHERE license = ?1 ORDER BY last_revision DESC LIMIT 1";
        let row = self.select_one(sql, &[blob(*license.as_bytes())])?;
        row.map(|row| Ok((row.number("last_revision")?, row.time("revoked_at")?))).transpose()
    }

    /// Refuses what is to be done with a coupon that is cancelled.
    pub(crate) fn refuse_cancelled(&self, coupon: Number) -> Result<(), LedgerError> {
        match self.coupon_cancelled_at(coupon.id)? {
            None => Ok(()),
            Some(at) => Err(LedgerError::CouponCancelled { coupon, at }),
        }
    }

    pub(crate) fn coupon_cancelled_at(&self, coupon: NumberId) -> Result<Option<UnixTime>, LedgerError> {
        let sql = "SELECT cancelled_at FROM cancelled_coupons WHERE coupon = ?1";
        let row = self.select_one(sql, &[blob(*coupon.as_bytes())])?;
        row.map(|row| row.time("cancelled_at")).transpose()
    }

    /// Refuses a key that is burnt, whether a bulletin says so yet or not.
    pub(crate) fn refuse_burnt(&self, key: KeyId) -> Result<(), LedgerError> {
        let sql = "SELECT since FROM burnt_keys WHERE key = ?1";
        match self.select_one(sql, &[blob(*key.as_bytes())])? {
            None => Ok(()),
            Some(row) => {
                let newest = self.newest_bulletin()?.map(|stored| stored.bulletin);
                let told = newest.filter(|newest| newest.burnt_keys.iter().any(|burnt| burnt.key == key));
                let bulletin = told.map_or(0, |newest| newest.number);
                Err(VerifyError::BurntKey { key, bulletin, since: row.time("since")? }.into())
            }
        }
    }

    /// All revoked licenses.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn revoked_licenses(&self) -> Result<Vec<RevokedLicense>, LedgerError> {
        let license = |row: &Row| {
            Ok(RevokedLicense {
                license: self.license_number(row.number_id("license")?),
                last_revision: limited(row.number("last_revision")?),
                reason: row.text("reason")?,
                at: row.time("revoked_at")?,
            })
        };
        self.select("SELECT * FROM revoked_licenses ORDER BY revoked_at, license", &[])?
            .iter()
            .map(license)
            .collect()
    }

    /// All cancelled coupons.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn cancelled_coupons(&self) -> Result<Vec<CancelledCoupon>, LedgerError> {
        let coupon = |row: &Row| {
            Ok(CancelledCoupon {
                coupon: self.coupon_number(row.number_id("coupon")?),
                reason: row.text("reason")?,
                at: row.time("cancelled_at")?,
            })
        };
        self.select("SELECT * FROM cancelled_coupons ORDER BY cancelled_at, coupon", &[])?
            .iter()
            .map(coupon)
            .collect()
    }

    /// All burnt keys.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn burnt_keys(&self) -> Result<Vec<BurntKeyEntry>, LedgerError> {
        let key = |row: &Row| {
            let key = row.bytes("key")?.try_into().map_err(|_| LedgerError::DamagedRow { column: "key" })?;
            let (since, reason) = (row.time("since")?, row.text("reason")?);
            Ok(BurntKeyEntry { key: KeyId::new(key), since, reason })
        };
        self.select("SELECT * FROM burnt_keys ORDER BY burnt_at, key", &[])?.iter().map(key).collect()
    }

    /// What the audit trail has to tell of all that is revoked: the digest of each entry.
    pub(crate) fn told_revocations(&self) -> Result<Vec<Digest>, LedgerError> {
        let licenses = self.revoked_licenses()?.into_iter().map(|one| {
            let last = one.last_revision.unwrap_or(RevokedEntry::ALL);
            told("license.revoke", &one.license.to_string(), &last.to_string())
        });
        let coupons = self.cancelled_coupons()?.into_iter();
        let coupons = coupons.map(|one| told("coupon.cancel", &one.coupon.to_string(), ""));
        let keys = self.burnt_keys()?.into_iter();
        let keys = keys.map(|one| told("key.burn", &one.key.to_string(), &one.since.seconds().to_string()));
        let releases = self.all_releases()?.into_iter().filter_map(|release| {
            let why = names_json(release.withdrawn.as_ref()?).to_string();
            Some(told("release.withdraw", &release.digest.to_string(), &why))
        });
        Ok(licenses.chain(coupons).chain(keys).chain(releases).collect())
    }
}

impl Writer<'_> {
    /// Revokes a license through its revision `last`, with its entry in the audit trail.
    pub(crate) fn insert_license_revocation(
        &self,
        license: Number,
        last: u32,
        reason: &str,
        context: &Context,
    ) -> Result<(), LedgerError> {
        self.execute(
            "INSERT INTO revoked_licenses (license, last_revision, reason, revoked_at) VALUES (?1, ?2, ?3, ?4)",
            &[blob(*license.id.as_bytes()), integer(last), text(reason), time(context.now)],
        )?;
        let (what, subject) = ("license.revoke", license.to_string());
        let digest = Some(told(what, &subject, &last.to_string()));
        let details = json!({ "last_revision": last, "reason": reason });
        self.audit(&Entry { what, subject, digest, details }, context)
    }
}

/// Longest reason that a bulletin takes.
const MAX_WHY: usize = 1024;

fn too_long(why: &str) -> LedgerError {
    LedgerError::TextTooLong { field: "reason", bytes: why.len(), max: MAX_WHY }
}

fn limited(last_revision: u32) -> Option<u32> {
    (last_revision != RevokedEntry::ALL).then_some(last_revision)
}

/// What an entry of the audit trail says of something revoked, in one digest.
fn told(what: &str, subject: &str, value: &str) -> Digest {
    sha256(format!("{what}\n{subject}\n{value}").as_bytes())
}
