use std::collections::BTreeSet;

use crypto::{Verified, VerifyError};
use format::bulletin::{RevokedEntry, Shard};
use format::{
    Blob, Bulletin, Catalog, Digest, Document, Envelope, Event, Forked, NumberId, NumberKind, UnixTime,
};
use policy::{Refusal, Revocations};

use crate::{Bundle, Damage, InstallError, Installation, LockedSite, SiteFolder, SiteState};

impl SiteState {
    /// Installations of releases that the newest bulletin withdraws.
    pub fn withdrawn_installations(&self) -> impl Iterator<Item = &Installation> {
        let withdraws = |one: &&Installation| {
            self.revocations().is_some_and(|bulletin| bulletin.withdrawal(&one.installed.record).is_some())
        };
        self.installed().iter().filter(withdraws)
    }
}

impl SiteFolder {
    /// Whether the newest bulletin revokes every revision of a license, those to come included, as far as its part of
    /// the list is at hand.
    pub fn is_revoked_for_good(&self, license: NumberId) -> bool {
        let Some(known) = self.state().bulletin() else { return false };
        let found =
            known.head.last_revoked(NumberKind::License, license, |blob| self.store().read_shard(blob));
        found.is_ok_and(|last| last == Some(RevokedEntry::ALL))
    }

    /// What the newest bulletin says of the site's numbers and of one more license, which the site need not have.
    ///
    /// # Errors
    ///
    /// What reading a shard meets, other than that it is not kept: then it is not known.
    pub fn revocations_with(&self, license: NumberId) -> Result<Option<Revocations>, InstallError> {
        let (Some(known), Some(revocations)) = (self.state().bulletin(), self.state().revocations()) else {
            return Ok(None);
        };
        let mut revocations = revocations.clone();
        let found =
            known.head.last_revoked(NumberKind::License, license, |blob| self.store().read_shard(blob));
        match found {
            Ok(found) => revocations.note(NumberKind::License, license, found),
            Err(InstallError::StateDamaged { damage: Damage::Missing, .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(Some(revocations))
    }
}

impl LockedSite {
    /// Looks at a bundle's bulletin, if it has one, and takes it if it is the one known or a newer one.
    ///
    /// Of its list the site keeps the shards that its own licenses and coupons fall in, before the receipt is written:
    /// what was asked once can be asked again without the medium.
    pub(crate) fn see_bulletin(&mut self, bundle: &Bundle, now: UnixTime) -> Result<(), InstallError> {
        let Some(file) = bundle.bulletin()? else { return Ok(()) };
        let envelope = Envelope::parse(&file).map_err(VerifyError::from)?;
        let head = self.state().root().keyring().verify::<Bulletin>(&envelope)?;

        let counted = || self.state().seen_bulletins().iter().filter(|seen| seen.counts);
        let known = counted().map(|seen| seen.number).max();
        let seen = counted().find(|seen| seen.number == head.number).map(|seen| seen.digest);
        match (seen, known) {
            (Some(seen), _) if seen != head.digest() => {
                let evidence = self.note_fork(Forked::Bulletin, head.number, &file, now)?;
                Err(InstallError::BulletinForked { number: head.number, evidence })
            }
            (_, Some(known)) if head.number < known => {
                Err(InstallError::BulletinOlder { found: head.number, known })
            }
            (Some(_), _) => {
                // Licenses that came since then may fall in other shards.
                if self.keep_shards(&head, bundle)? { self.fold_anew() } else { Ok(()) }
            }
            (None, _) => {
                self.check_date(&head, now)?;
                self.keep_shards(&head, bundle)?;
                self.store().keep(Document::Bulletin, head.digest(), &file)?;
                let seen = Event::BulletinSeen { bulletin: head.digest(), number: head.number };
                self.record(seen, now)?;
                self.forget_older_bulletins(&head)
            }
        }
    }

    /// Keeps the shards that the site's numbers fall in; whether there was one that it did not have.
    fn keep_shards(&self, head: &Verified<Bulletin>, bundle: &Bundle) -> Result<bool, InstallError> {
        let mut is_new = false;
        for (kind, number) in self.state().numbers() {
            let mut fetched = None;
            head.last_revoked(kind, number, |blob| match self.store().read_shard(blob) {
                Ok(bytes) => Ok(bytes),
                Err(InstallError::StateDamaged { .. }) => {
                    let bytes = bundle.object::<Shard>(blob)?;
                    fetched = Some((*blob, bytes.clone()));
                    Ok(bytes)
                }
                Err(error) => Err(error),
            })?;
            if let Some((blob, bytes)) = fetched {
                self.store().keep_shard(&blob, &bytes)?;
                is_new = true;
            }
        }
        Ok(is_new)
    }

    /// An older bulletin of the same key says nothing that the newest does not, and its shards are of no more use.
    fn forget_older_bulletins(&self, newest: &Verified<Bulletin>) -> Result<(), InstallError> {
        for seen in self.state().seen_bulletins().iter().filter(|seen| seen.digest != newest.digest()) {
            if seen.is_succeeded_by(newest) {
                self.store().forget(Document::Bulletin, seen.digest)?;
            }
        }
        let mut needed: BTreeSet<Digest> = BTreeSet::new();
        for (kind, number) in self.state().numbers() {
            newest.last_revoked(kind, number, |blob: &Blob| {
                needed.insert(blob.digest);
                self.store().read_shard(blob)
            })?;
        }
        self.store().forget_shards_but(&needed)
    }

    /// Refuses a catalog below the lowest that the newest bulletin allows.
    pub(crate) fn check_lowest(&self, catalog: &Catalog) -> Result<(), InstallError> {
        let Some(known) = self.state().bulletin() else { return Ok(()) };
        match known.head.lowest_catalog {
            Some(lowest) if catalog.number < lowest => {
                let (found, bulletin) = (catalog.number, known.number);
                Err(InstallError::CatalogTooLow { found, lowest, bulletin })
            }
            _ => Ok(()),
        }
    }

    /// Why a coupon may not be redeemed: the newest bulletin revokes it, or its shard was never at hand.
    pub(crate) fn coupon_revoked(&self, coupon: NumberId) -> Result<Option<Refusal>, InstallError> {
        let Some(known) = self.state().bulletin() else { return Ok(None) };
        let found = known.head.last_revoked(NumberKind::Coupon, coupon, |blob| self.store().read_shard(blob));
        match found {
            Ok(found) => Ok(found
                .map(|_| Refusal::CouponRevoked { bulletin: known.number, issued_at: known.head.issued_at })),
            Err(InstallError::StateDamaged { damage: Damage::Missing, .. }) => {
                Ok(Some(Refusal::NotLookedUp { bulletin: known.number }))
            }
            Err(error) => Err(error),
        }
    }
}
