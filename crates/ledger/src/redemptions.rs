//! What became of a coupon: where it was redeemed, and which redemptions were taken back.

use crypto::Verified;
use format::{CouponTag, Document, License, Number, NumberId, UnixTime};

use crate::coupons::StoredCoupon;
use crate::database::{Row, Value, blob, integer};
use crate::open::Writer;
use crate::{Context, Ledger, LedgerError, RedemptionError, RevisionReason};

/// Which rows of `coupons` could still be redeemed, whatever day it is: not cancelled, and not used up for all.
pub(crate) const OPEN_COUPONS: &str = "coupons.coupon NOT IN (SELECT coupon FROM cancelled_coupons)
    AND (coupons.is_reusable = 1 OR NOT EXISTS (
        SELECT 1 FROM redemptions AS used WHERE used.coupon = coupons.coupon AND NOT EXISTS (
            SELECT 1 FROM cancelled_redemptions AS back WHERE back.coupon = used.coupon
            AND back.license = used.license AND back.revision = used.revision AND back.is_freed = 1)))";

/// That a coupon was redeemed.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Redemption {
    /// The license.
    pub license: Number,
    /// The revision that it led to.
    pub revision: u32,
    /// When.
    pub at: UnixTime,
    /// That it was taken back since.
    pub cancelled: Option<CancelledRedemption>,
}

/// That a redemption was taken back: it was made by mistake.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CancelledRedemption {
    /// The revision that takes it back.
    pub back_in: u32,
    /// What became of the coupon.
    pub fate: CouponFate,
    /// Why.
    pub reason: String,
    /// When.
    pub at: UnixTime,
}

/// What becomes of a coupon whose redemption is cancelled.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum CouponFate {
    /// It stays used up: whoever holds it cannot redeem it again.
    #[default]
    Burnt,
    /// It may be redeemed again, once.
    Freed,
}

impl CouponFate {
    /// The word for it: `burnt`, `freed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Burnt => "burnt",
            Self::Freed => "freed",
        }
    }

    pub(crate) fn of(is_freed: bool) -> Self {
        if is_freed { Self::Freed } else { Self::Burnt }
    }
}

impl Redemption {
    /// Whether the coupon is used up by it: it counts, or it was taken back and the coupon stays burnt.
    pub fn uses_up(&self) -> bool {
        self.cancelled.as_ref().is_none_or(|back| back.fate == CouponFate::Burnt)
    }

    /// Refuses the coupon where this redemption uses it up.
    fn refuse(&self, coupon: Number) -> Result<(), LedgerError> {
        let (license, at) = (self.license, self.at);
        match &self.cancelled {
            None => Err(LedgerError::CouponRedeemed { coupon, license, at }),
            Some(back) if back.fate == CouponFate::Burnt => {
                Err(RedemptionError::Burnt { coupon, license, at: back.at }.into())
            }
            Some(_) => Ok(()),
        }
    }
}

impl StoredCoupon {
    /// Its redemptions that bar another one on `license`.
    fn in_the_way(&self, license: Number) -> impl Iterator<Item = &Redemption> {
        let counts = move |before: Number| !self.coupon.is_reusable || before == license;
        self.redemptions.iter().filter(move |redemption| counts(redemption.license))
    }

    /// Refuses a coupon that was redeemed and not freed since: a reusable one only where it was on this license.
    pub(crate) fn refuse_redeemed(&self, license: Number) -> Result<(), LedgerError> {
        self.in_the_way(license).try_for_each(|redemption| redemption.refuse(self.number))
    }

    /// Refuses a coupon that is used up anywhere.
    pub(crate) fn refuse_used(&self) -> Result<(), LedgerError> {
        self.redemptions.iter().try_for_each(|redemption| redemption.refuse(self.number))
    }

    /// How often it was used and freed before it is redeemed on `license`.
    pub(crate) fn round(&self, license: Number) -> u32 {
        u32::try_from(self.in_the_way(license).count()).expect("each is a revision, and those have 32 bits")
    }
}

impl Ledger {
    pub(crate) fn redemptions(&self, coupon: NumberId) -> Result<Vec<Redemption>, LedgerError> {
        let sql = "SELECT redemptions.license, redemptions.revision, redeemed_at, back_in, is_freed, reason, cancelled_at
                   FROM redemptions LEFT JOIN cancelled_redemptions AS back ON back.coupon = redemptions.coupon
                       AND back.license = redemptions.license AND back.revision = redemptions.revision
                   WHERE redemptions.coupon = ?1
                   ORDER BY redeemed_at, round, redemptions.license, redemptions.revision";
        let redemption = |row: &Row| {
            Ok(Redemption {
                license: self.license_number(row.number_id("license")?),
                revision: row.number("revision")?,
                at: row.time("redeemed_at")?,
                cancelled: if row.is_null("back_in") { None } else { Some(read_cancelled(row)?) },
            })
        };
        self.select(sql, &[blob(*coupon.as_bytes())])?.iter().map(redemption).collect()
    }

    /// Coupons for one license that could still be redeemed.
    pub(crate) fn open_coupons_for_license(
        &self,
        license: Number,
        context: &Context,
    ) -> Result<Vec<Number>, LedgerError> {
        self.open_coupons("license", blob(*license.id.as_bytes()), context)
    }

    pub(crate) fn open_coupons(
        &self,
        column: &str,
        whose: Value,
        context: &Context,
    ) -> Result<Vec<Number>, LedgerError> {
        let sql = format!(
            "SELECT coupon FROM coupons WHERE {column} = ?1 AND {OPEN_COUPONS} ORDER BY batch, position"
        );
        let mut open = Vec::new();
        for row in self.select(&sql, &[whose])? {
            let stored = self.coupon(self.coupon_number(row.number_id("coupon")?))?;
            if stored.coupon.redeem_before.is_none_or(|last| context.now <= last) {
                open.push(stored.number);
            }
        }
        Ok(open)
    }

    /// Every revision that was made for a coupon has its redemption, and every one that takes one back its cancellation:
    /// neither a removed mark nor a forged cancellation makes a coupon usable again.
    pub(crate) fn check_redemptions(&self, coupon: &StoredCoupon) -> Result<(), LedgerError> {
        let damaged = |column| Err(LedgerError::DamagedRow { column });
        let sql = "SELECT reason FROM license_revisions WHERE coupon = ?1";
        let (mut made, mut taken_back) = (0, 0);
        for row in self.select(sql, &[blob(*coupon.number.id.as_bytes())])? {
            match row.text("reason")?.as_str() {
                "coupon" => made += 1,
                "cancel" => taken_back += 1,
                _ => return damaged("reason"),
            }
        }
        if made != coupon.redemptions.len() {
            return damaged("redemptions");
        }
        let cancelled = coupon.redemptions.iter().filter_map(|one| Some((one, one.cancelled.as_ref()?)));
        if taken_back != cancelled.clone().count() {
            return damaged("cancelled_redemptions");
        }
        for (redemption, back) in cancelled {
            let told = self.cancelling_revision(coupon.number, redemption.license, back.back_in)?;
            let is_listed = told.folded.contains(&CouponTag::of(coupon.number.id));
            if back.back_in <= redemption.revision || is_listed == (back.fate == CouponFate::Freed) {
                return damaged("cancelled_redemptions");
            }
        }
        Ok(())
    }

    /// The signed revision that takes a redemption back; whether it lists the coupon tells if the coupon is burnt.
    fn cancelling_revision(
        &self,
        coupon: Number,
        license: Number,
        revision: u32,
    ) -> Result<Verified<License>, LedgerError> {
        let sql = "SELECT * FROM license_revisions WHERE license = ?1 AND revision = ?2";
        let row = self.select_one(sql, &[blob(*license.id.as_bytes()), integer(revision)])?;
        let missing = || crate::documents::misplaced(Document::License, license);
        let stored = self.read_revision(&row.ok_or_else(missing)?)?;
        match stored.reason {
            RevisionReason::Cancel(cancelled) if cancelled == coupon => Ok(stored.license),
            _ => Err(LedgerError::DamagedRow { column: "back_in" }),
        }
    }
}

fn read_cancelled(row: &Row) -> Result<CancelledRedemption, LedgerError> {
    Ok(CancelledRedemption {
        back_in: row.number("back_in")?,
        fate: CouponFate::of(row.boolean("is_freed")?),
        reason: row.text("reason")?,
        at: row.time("cancelled_at")?,
    })
}

impl Writer<'_> {
    /// Marks a coupon as redeemed by the revision of a license.
    pub(crate) fn insert_redemption(
        &self,
        coupon: &StoredCoupon,
        license: &License,
        now: UnixTime,
    ) -> Result<(), LedgerError> {
        self.execute(
            "INSERT INTO redemptions (coupon, is_reusable, license, revision, round, redeemed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[
                blob(*coupon.number.id.as_bytes()),
                integer(coupon.coupon.is_reusable),
                blob(*license.number.as_bytes()),
                integer(license.revision),
                integer(coupon.round(self.license_number(license.number))),
                crate::database::time(now),
            ],
        )
    }
}
