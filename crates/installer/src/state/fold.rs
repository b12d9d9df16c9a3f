use crypto::{TrustedRoot, Verified};
use format::{
    Bulletin, Catalog, Coupon, Digest, Envelope, Event, License, NumberId, NumberKind, Payload, Receipt,
    UnixTime,
};

use policy::Revocations;

use super::forks::Fork;
use super::kept::{Acceptance, Installation, KeptLicense, KnownBulletin, KnownCatalog, RedeemedCoupon, Seen};
use super::roots::{KnownRoot, chain_of_roots};
use super::store::{Store, is_kept};
use crate::{Damage, InstallError};

/// All that a site knows: a fold over its receipts, and the documents that they name, verified again.
#[derive(Clone, Debug)]
pub struct SiteState {
    root: TrustedRoot,
    roots: Vec<KnownRoot>,
    forks: Vec<Fork>,
    floor: UnixTime,
    last_seen: UnixTime,
    is_new: bool,
    catalogs: Vec<Seen<Catalog>>,
    catalog: Option<KnownCatalog>,
    bulletins: Vec<Seen<Bulletin>>,
    bulletin: Option<KnownBulletin>,
    revocations: Option<Revocations>,
    licenses: Vec<KeptLicense>,
    coupons: Vec<RedeemedCoupon>,
    installed: Vec<Installation>,
    pending: Option<Installation>,
    accepted: Vec<Acceptance>,
}

impl SiteState {
    /// The fold over all receipts.
    ///
    /// The newest root is found first, then the newest bulletin, since what was signed by a key that the one has dropped
    /// or the other burns is no longer believed.
    pub(super) fn of(receipts: &[Verified<Receipt>], store: &Store) -> Result<Self, InstallError> {
        let roots = chain_of_roots(receipts, store)?;
        let root = roots.last().expect("the first receipt names one").root.clone();
        let mut state = Self {
            floor: root.root().issued_at,
            root,
            roots,
            forks: Vec::new(),
            last_seen: UnixTime::default(),
            is_new: true,
            catalogs: Vec::new(),
            catalog: None,
            bulletins: Vec::new(),
            bulletin: None,
            revocations: None,
            licenses: Vec::new(),
            coupons: Vec::new(),
            installed: Vec::new(),
            pending: None,
            accepted: Vec::new(),
        };
        state.heed_bulletins(receipts, store)?;
        receipts.iter().try_for_each(|receipt| state.apply(receipt, store))?;
        state.settle_catalogs(store)?;
        state.look_up_revocations(store)?;
        Ok(state)
    }

    /// Takes one more receipt in. After one that trusts another root everything has to be folded anew.
    fn apply(&mut self, receipt: &Verified<Receipt>, store: &Store) -> Result<(), InstallError> {
        let at = receipt.issued_at;
        self.last_seen = self.last_seen.max(at);
        self.is_new &= matches!(receipt.event, Event::Started { .. } | Event::RootTrusted { .. });
        match &receipt.event {
            Event::CatalogSeen { catalog, number } => {
                let seen = self.seen(receipt, *number, *catalog, store)?;
                self.catalogs.push(seen);
            }
            Event::LicenseAdded { license: number, digest, revision } => {
                let license = self.read::<License>(*digest, store)?;
                self.raise_floor_by(license.as_ref().ok());
                let before = self.licenses.iter().find(|kept| kept.number == *number);
                let sequence = before.map_or(receipt.sequence, |kept| kept.sequence);
                self.licenses.retain(|kept| kept.number != *number);
                let (number, digest, revision) = (*number, *digest, *revision);
                self.licenses.push(KeptLicense { number, revision, digest, added: at, license, sequence });
            }
            Event::CouponRedeemed { license, digest, coupon: number } => {
                let coupon = self.read::<Coupon>(*digest, store)?;
                self.raise_floor_by(coupon.as_ref().ok());
                let (license, number, digest) = (*license, *number, *digest);
                let sequence = receipt.sequence;
                self.coupons.push(RedeemedCoupon { license, number, digest, redeemed: at, coupon, sequence });
            }
            Event::AgreementAccepted { distribution, text, language, who, .. } => {
                let (distribution, who) = (distribution.clone(), who.clone());
                self.accepted.push(Acceptance { distribution, text: *text, language: *language, who, at });
            }
            Event::InstallBegun { installed, folder, files } => {
                let (installed, folder, files) = (installed.clone(), folder.clone(), files.clone());
                self.pending = Some(Installation { installed, folder, files, at });
            }
            Event::InstallDone { installed, folder, files } => {
                self.pending = None;
                self.installed.retain(|old| {
                    old.installed.distribution != installed.distribution || old.folder != *folder
                });
                let (installed, folder, files) = (installed.clone(), folder.clone(), files.clone());
                self.installed.push(Installation { installed, folder, files, at });
            }
            Event::InstallAbandoned { .. } => self.pending = None,
            Event::ForkSeen { .. } | Event::ForkAcknowledged { .. } => Fork::fold(&mut self.forks, receipt),
            _ => {}
        }
        Ok(())
    }

    /// Finds the newest bulletin that counts, and heeds it: the root's keys without those that it burns.
    fn heed_bulletins(&mut self, receipts: &[Verified<Receipt>], store: &Store) -> Result<(), InstallError> {
        for receipt in receipts {
            if let Event::BulletinSeen { bulletin, number } = &receipt.event {
                let seen = self.seen(receipt, *number, *bulletin, store)?;
                self.bulletins.push(seen);
            }
        }
        settle(&mut self.bulletins, store)?;
        self.bulletin = newest(&self.bulletins).and_then(|seen| {
            let (number, digest, seen_at, sequence) = (seen.number, seen.digest, seen.at, seen.sequence);
            Some(KnownBulletin { number, digest, seen: seen_at, head: seen.head.clone()?.ok()?, sequence })
        });
        if let Some(known) = &self.bulletin {
            self.root = self.root.heeding(&known.head);
        }
        Ok(())
    }

    /// Looks the site's licenses and coupons up in the newest bulletin.
    ///
    /// A shard that is not kept is damage, unless the license came after the bulletin: then it was never at hand, and
    /// what it says is not known.
    fn look_up_revocations(&mut self, store: &Store) -> Result<(), InstallError> {
        let Some(known) = &self.bulletin else { return Ok(()) };
        let mut revocations = Revocations::of(&known.head);
        let licenses = self.licenses.iter().map(|kept| (NumberKind::License, kept.number, kept.sequence));
        let coupons = self.coupons.iter().map(|kept| (NumberKind::Coupon, kept.number, kept.sequence));
        for (kind, number, sequence) in licenses.chain(coupons) {
            match known.head.last_revoked(kind, number, |blob| store.read_shard(blob)) {
                Ok(found) => revocations.note(kind, number, found),
                Err(InstallError::StateDamaged { damage: Damage::Missing, .. })
                    if sequence > known.sequence => {}
                Err(error) => return Err(error),
            }
        }
        self.revocations = Some(revocations);
        Ok(())
    }

    /// A catalog or a bulletin of which `receipt` tells.
    fn seen<T: Payload>(
        &mut self,
        receipt: &Verified<Receipt>,
        number: u32,
        digest: Digest,
        store: &Store,
    ) -> Result<Seen<T>, InstallError> {
        let is_kept = is_kept(store, T::DOCUMENT, digest);
        let head = if is_kept { Some(self.read::<T>(digest, store)?) } else { None };
        self.raise_floor_by(head.as_ref().and_then(|head| head.as_ref().ok()));
        let (at, sequence) = (receipt.issued_at, receipt.sequence);
        Ok(Seen { number, digest, at, sequence, head, counts: true })
    }

    /// A document by the digest in the journal: gone or changed is damage, signed by a dropped key is not.
    fn read<T: Payload>(
        &self,
        digest: Digest,
        store: &Store,
    ) -> Result<Result<Verified<T>, crypto::VerifyError>, InstallError> {
        let file = store.read(T::DOCUMENT, digest)?;
        Ok(Envelope::parse(&file)
            .map_err(Into::into)
            .and_then(|envelope| self.root.keyring().verify(&envelope)))
    }

    /// Finds the newest catalog that counts.
    fn settle_catalogs(&mut self, store: &Store) -> Result<(), InstallError> {
        settle(&mut self.catalogs, store)?;
        self.catalog = newest(&self.catalogs).and_then(|seen| {
            let (number, digest, seen_at) = (seen.number, seen.digest, seen.at);
            Some(KnownCatalog { number, digest, seen: seen_at, head: seen.head.clone()?.ok()? })
        });
        Ok(())
    }

    fn raise_floor_by<T: Payload>(&mut self, document: Option<&Verified<T>>) {
        self.floor = self.floor.max(document.map_or(self.floor, |document| document.issued_at()));
    }

    /// The root that is trusted.
    pub fn root(&self) -> &TrustedRoot {
        &self.root
    }

    /// The chain of roots from the first that a person compared to the one that is trusted, oldest first.
    pub fn roots(&self) -> &[KnownRoot] {
        &self.roots
    }

    /// The second documents under one number that were refused here, oldest first. They are never forgotten.
    pub fn forks(&self) -> &[Fork] {
        &self.forks
    }

    /// The greatest signed time of everything kept: no moment is before it.
    pub fn floor(&self) -> UnixTime {
        self.floor
    }

    /// The latest time that the site's clock has shown, by the receipts.
    pub fn last_seen(&self) -> UnixTime {
        self.last_seen
    }

    /// Whether the site was set up and nothing more: it has no memory that a clock could be held against.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// The newest catalog seen.
    pub fn catalog(&self) -> Option<&KnownCatalog> {
        self.catalog.as_ref()
    }

    /// All catalogs that were seen.
    pub(crate) fn seen_catalogs(&self) -> &[Seen<Catalog>] {
        &self.catalogs
    }

    /// The newest bulletin seen.
    pub fn bulletin(&self) -> Option<&KnownBulletin> {
        self.bulletin.as_ref()
    }

    /// What the newest bulletin says of the site's licenses and coupons.
    pub fn revocations(&self) -> Option<&Revocations> {
        self.revocations.as_ref()
    }

    /// All bulletins that were seen.
    pub(crate) fn seen_bulletins(&self) -> &[Seen<Bulletin>] {
        &self.bulletins
    }

    /// The numbers that are looked up in a bulletin.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = (NumberKind, NumberId)> {
        let licenses = self.licenses.iter().map(|kept| (NumberKind::License, kept.number));
        licenses.chain(self.coupons.iter().map(|kept| (NumberKind::Coupon, kept.number)))
    }

    /// The licenses, each in its newest revision.
    pub fn licenses(&self) -> &[KeptLicense] {
        &self.licenses
    }

    /// The coupons redeemed here, in the order of their redemption.
    pub fn coupons(&self) -> &[RedeemedCoupon] {
        &self.coupons
    }

    /// What is installed, the latest last.
    pub fn installed(&self) -> &[Installation] {
        &self.installed
    }

    /// An installation that was begun and neither completed nor given up.
    pub fn pending(&self) -> Option<&Installation> {
        self.pending.as_ref()
    }

    /// The agreements that were accepted.
    pub fn accepted(&self) -> &[Acceptance] {
        &self.accepted
    }
}

/// The one with the highest number, of those that count and are kept. Receipts may stand in another order: where a key was
/// burnt and is trusted again, an older number was seen after a newer one.
fn newest<T>(all: &[Seen<T>]) -> Option<&Seen<T>> {
    all.iter().filter(|seen| seen.counts && seen.head.is_some()).max_by_key(|seen| seen.number)
}

/// Says which of the catalogs or bulletins seen count; the head of the last must be there.
///
/// What a dropped or burnt key has signed counts no longer: with a stolen key somebody may have published the highest
/// number there is. An older head is forgotten only for a newer one of the same key, so the next head that is kept tells
/// the key of those forgotten before it.
fn settle<T: Payload>(all: &mut [Seen<T>], store: &Store) -> Result<(), InstallError> {
    let Some(last) = all.last() else { return Ok(()) };
    if last.head.is_none() {
        store.read(T::DOCUMENT, last.digest)?;
    }
    let mut counts = true;
    for seen in all.iter_mut().rev() {
        counts = seen.head.as_ref().map_or(counts, Result::is_ok);
        seen.counts = counts;
    }
    Ok(())
}
