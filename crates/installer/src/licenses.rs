use crypto::{Verified, VerifyError};
use format::{Coupon, CouponTag, Document, Envelope, Event, License, NumberId, UnixTime};
use policy::{Redeemed, Refusal, State, may_redeem};

use crate::{InstallError, KeptLicense, LockedSite, SiteState};

/// What adding a license came to.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a license is known or it is not")]
pub enum AddedLicense {
    /// The site did not have the license.
    New(Verified<License>),
    /// It had an older revision, which the new one replaces.
    Replaced {
        /// The new revision.
        license: Verified<License>,
        /// The number of the revision before.
        before: u32,
    },
    /// It had this very revision; nothing has changed.
    AlreadyThere(Verified<License>),
}

impl AddedLicense {
    /// The license, whatever it came to.
    pub fn license(&self) -> &Verified<License> {
        match self {
            Self::New(license) | Self::Replaced { license, .. } | Self::AlreadyThere(license) => license,
        }
    }
}

/// A coupon that was redeemed on a license of the site.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RedeemedHere {
    /// The coupon.
    pub coupon: Verified<Coupon>,
    /// The license, as it was signed.
    pub license: Verified<License>,
    /// When, as the receipt tells.
    pub at: UnixTime,
}

impl SiteState {
    /// A license that today's root vouches for.
    pub fn license(&self, number: NumberId) -> Option<&Verified<License>> {
        self.licenses().iter().find(|kept| kept.number == number)?.license.as_ref().ok()
    }

    /// The coupons redeemed here on a license; those that today's root no longer vouches for are left out.
    pub fn redeemed_on(&self, license: NumberId) -> Vec<Redeemed> {
        let on_it = self.coupons().iter().filter(|coupon| coupon.license == license);
        on_it.filter_map(|kept| Some(Redeemed::new(kept.coupon.clone().ok()?, kept.redeemed))).collect()
    }

    /// What each of the licenses holds, its redeemed coupons counted in.
    pub fn states(&self) -> Vec<State> {
        let licenses = self.licenses().iter().filter_map(|kept| kept.license.as_ref().ok());
        licenses.map(|license| self.state_of(license)).collect()
    }

    /// What a license holds under the newest bulletin, its redeemed coupons counted in.
    pub fn state_of(&self, license: &License) -> State {
        State::under(self.revocations(), license, &self.redeemed_on(license.number))
    }
}

impl LockedSite {
    /// Adds a license, or a newer revision of one.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]; [`InstallError::RevisionOlder`] below the revision that is known; [`InstallError::RevisionForked`]
    /// where the same revision says something else; [`InstallError::SignedAhead`].
    pub fn add_license(&mut self, file: &[u8], now: UnixTime) -> Result<AddedLicense, InstallError> {
        let envelope = Envelope::parse(file).map_err(VerifyError::from)?;
        let license = self.state().root().keyring().verify::<License>(&envelope)?;
        let (number, revision, digest) = (license.number, license.revision, license.digest());
        // What today's root no longer vouches for stands in nobody's way: a stolen key may have signed it.
        let known = self.state().licenses().iter().find(|kept| kept.number == number && kept.license.is_ok());
        let before = known.map(|kept| kept.revision);
        match known {
            Some(KeptLicense { revision: known, .. }) if revision < *known => {
                return Err(InstallError::RevisionOlder { license: number, found: revision, known: *known });
            }
            Some(kept) if revision == kept.revision && digest != kept.digest => {
                return Err(InstallError::RevisionForked { license: number, revision });
            }
            Some(kept) if revision == kept.revision => return Ok(AddedLicense::AlreadyThere(license)),
            _ => {}
        }
        if let Some(before) = known.and_then(|kept| kept.license.as_ref().ok()) {
            self.state().root().keyring().check_successor(before, &license)?;
        }
        self.check_date(&license, now)?;
        self.store().keep(Document::License, digest, file)?;
        self.record(Event::LicenseAdded { license: number, digest, revision }, now)?;
        Ok(match before {
            Some(before) => AddedLicense::Replaced { license, before },
            None => AddedLicense::New(license),
        })
    }

    /// Redeems a coupon on one of the site's licenses; without a number on the only one.
    ///
    /// That a bearer coupon was redeemed elsewhere nobody can know here: the receipt tells the vendor.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]; [`InstallError::NoLicense`], [`InstallError::WhichLicense`], [`InstallError::UnknownLicense`];
    /// [`InstallError::Coupon`] where the coupon does not apply, also where it was redeemed already;
    /// [`InstallError::CouponSpent`] where it is not reusable and was redeemed on another license of this site;
    /// [`InstallError::SignedAhead`].
    pub fn redeem(
        &mut self,
        coupon: &[u8],
        license: Option<NumberId>,
        now: UnixTime,
    ) -> Result<RedeemedHere, InstallError> {
        let envelope = Envelope::parse(coupon).map_err(VerifyError::from)?;
        let verified = self.state().root().keyring().verify::<Coupon>(&envelope)?;
        self.check_date(&verified, now)?;
        let license = self.chosen_license(license)?;
        let at = self.moment(now).now();
        // Receipts outlast what a later revision forgets: one that was redeemed on it once stays so.
        let is_known = |kept: &crate::RedeemedCoupon| {
            kept.license == license.number
                && (kept.number == verified.number || kept.digest == verified.digest())
        };
        if self.state().coupons().iter().any(is_known) {
            return Err(InstallError::Coupon(Refusal::CouponAlreadyRedeemed));
        }
        self.refuse_spent(&verified, &license)?;
        let state = self.state().state_of(&license);
        if let Some(refusal) = state.revoked().or(self.coupon_revoked(verified.number)?) {
            return Err(InstallError::Coupon(refusal));
        }
        may_redeem(&verified, &license, &state, at).map_err(InstallError::Coupon)?;
        self.store().keep(Document::Coupon, verified.digest(), coupon)?;
        let (number, digest) = (license.number, verified.digest());
        self.record(Event::CouponRedeemed { license: number, digest, coupon: verified.number }, now)?;
        Ok(RedeemedHere { coupon: verified, license, at })
    }

    /// Other sites nobody can know of; but what was redeemed on another license of this one is known here.
    fn refuse_spent(&self, coupon: &Coupon, license: &License) -> Result<(), InstallError> {
        if coupon.is_reusable {
            return Ok(());
        }
        let tag = CouponTag::of(coupon.number);
        let here = self.state().coupons().iter().filter(|kept| kept.number == coupon.number);
        let here = here.map(|kept| kept.license);
        let kept = self.state().licenses().iter().filter_map(|kept| kept.license.as_ref().ok());
        let at_the_vendor = kept.filter(|kept| kept.folded.contains(&tag)).map(|kept| kept.number);
        match here.chain(at_the_vendor).find(|other| *other != license.number) {
            Some(license) => Err(InstallError::CouponSpent { license }),
            None => Ok(()),
        }
    }

    fn chosen_license(&self, number: Option<NumberId>) -> Result<Verified<License>, InstallError> {
        if let Some(number) = number {
            let found = self.state().license(number).cloned();
            return found.ok_or(InstallError::UnknownLicense { license: number });
        }
        let mut usable = self.state().licenses().iter().filter_map(|kept| kept.license.as_ref().ok());
        match (usable.next(), usable.count()) {
            (None, _) => Err(InstallError::NoLicense),
            (Some(only), 0) => Ok(only.clone()),
            (Some(_), others) => Err(InstallError::WhichLicense { licenses: others + 1 }),
        }
    }
}
