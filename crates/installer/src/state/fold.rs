use crypto::{TrustedRoot, Verified};
use format::{
    Catalog, Coupon, Delivered, Digest, DistributionId, Document, Envelope, Event, FileName, Installed,
    Language, License, NumberId, Payload, Receipt, UnixTime,
};

use super::store::{Store, is_kept};
use crate::{Damage, InstallError};

/// A license that the site keeps: the newest revision it was given.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KeptLicense {
    /// Its number.
    pub number: NumberId,
    /// Its revision.
    pub revision: u32,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When it was added.
    pub added: UnixTime,
    /// The license, or why today's root no longer vouches for it.
    pub license: Result<Verified<License>, crypto::VerifyError>,
}

/// A coupon that was redeemed at this site.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RedeemedCoupon {
    /// The license it was redeemed on.
    pub license: NumberId,
    /// Its own number.
    pub number: NumberId,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When it was redeemed.
    pub redeemed: UnixTime,
    /// The coupon, or why today's root no longer vouches for it.
    pub coupon: Result<Verified<Coupon>, crypto::VerifyError>,
}

/// The newest catalog that the site has seen, of those that today's root vouches for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnownCatalog {
    /// Its number.
    pub number: u32,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When the site first saw it.
    pub seen: UnixTime,
    /// Its head, with the names of products and features.
    pub head: Verified<Catalog>,
}

/// A catalog of which a receipt tells.
#[derive(Clone, Debug)]
pub(crate) struct SeenCatalog {
    pub(crate) number: u32,
    pub(crate) digest: Digest,
    at: UnixTime,
    /// The head, if it is still kept, or why today's root no longer vouches for it.
    pub(crate) head: Option<Result<Verified<Catalog>, crypto::VerifyError>>,
    /// Whether today's root still trusts the key that signed it.
    pub(crate) counts: bool,
}

/// A release that is installed, or about to be.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Installation {
    /// What.
    pub installed: Installed,
    /// The destination folder as given.
    pub folder: String,
    /// Its files.
    pub files: Vec<Delivered>,
    /// When.
    pub at: UnixTime,
}

impl Installation {
    /// Whether it has a file of that name; on some systems case does not tell names apart.
    pub(crate) fn has_file(&self, name: &FileName) -> bool {
        let wanted = name.as_str().to_lowercase();
        self.files.iter().any(|file| file.name.as_str().to_lowercase() == wanted)
    }
}

/// An agreement that somebody accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Acceptance {
    /// Whose agreement.
    pub distribution: DistributionId,
    /// SHA-256 of the exact text.
    pub text: Digest,
    /// The language it was shown in.
    pub language: Language,
    /// Who.
    pub who: String,
    /// When.
    pub at: UnixTime,
}

/// All that a site knows: a fold over its receipts, and the documents that they name, verified again.
#[derive(Clone, Debug)]
pub struct SiteState {
    root: TrustedRoot,
    floor: UnixTime,
    last_seen: UnixTime,
    is_new: bool,
    catalogs: Vec<SeenCatalog>,
    catalog: Option<KnownCatalog>,
    licenses: Vec<KeptLicense>,
    coupons: Vec<RedeemedCoupon>,
    installed: Vec<Installation>,
    pending: Option<Installation>,
    accepted: Vec<Acceptance>,
}

impl SiteState {
    /// The fold over all receipts.
    ///
    /// The newest root is found first, since what was signed by a key that it has dropped is no longer believed.
    pub(super) fn of(receipts: &[Verified<Receipt>], store: &Store) -> Result<Self, InstallError> {
        let root = newest_root(receipts, store)?;
        let mut state = Self {
            floor: root.root().issued_at,
            root,
            last_seen: UnixTime::default(),
            is_new: true,
            catalogs: Vec::new(),
            catalog: None,
            licenses: Vec::new(),
            coupons: Vec::new(),
            installed: Vec::new(),
            pending: None,
            accepted: Vec::new(),
        };
        receipts.iter().try_for_each(|receipt| state.apply(receipt, store))?;
        state.settle_catalogs(store)?;
        Ok(state)
    }

    /// Takes one more receipt in. After one that trusts another root everything has to be folded anew.
    fn apply(&mut self, receipt: &Verified<Receipt>, store: &Store) -> Result<(), InstallError> {
        let at = receipt.issued_at;
        self.last_seen = self.last_seen.max(at);
        self.is_new &= matches!(receipt.event, Event::Started { .. } | Event::RootTrusted { .. });
        match &receipt.event {
            Event::CatalogSeen { catalog, number } => {
                let (number, digest) = (*number, *catalog);
                let is_kept = is_kept(store, Document::Catalog, digest);
                let head = if is_kept { Some(self.read::<Catalog>(digest, store)?) } else { None };
                self.raise_floor_by(head.as_ref().and_then(|head| head.as_ref().ok()));
                self.catalogs.push(SeenCatalog { number, digest, at, head, counts: true });
            }
            Event::LicenseAdded { license: number, digest, revision } => {
                let license = self.read::<License>(*digest, store)?;
                self.raise_floor_by(license.as_ref().ok());
                self.licenses.retain(|kept| kept.number != *number);
                let (number, digest, revision) = (*number, *digest, *revision);
                self.licenses.push(KeptLicense { number, revision, digest, added: at, license });
            }
            Event::CouponRedeemed { license, digest, coupon: number } => {
                let coupon = self.read::<Coupon>(*digest, store)?;
                self.raise_floor_by(coupon.as_ref().ok());
                let (license, number, digest) = (*license, *number, *digest);
                self.coupons.push(RedeemedCoupon { license, number, digest, redeemed: at, coupon });
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
            _ => {}
        }
        Ok(())
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

    /// Finds the newest catalog that counts, whose head must be there.
    ///
    /// What a dropped key has signed counts no longer: with a stolen key somebody may have published the highest number
    /// there is. An older head is forgotten only for a newer one of the same key, so the next head that is kept tells
    /// the key of those forgotten before it.
    fn settle_catalogs(&mut self, store: &Store) -> Result<(), InstallError> {
        let Some(last) = self.catalogs.last() else { return Ok(()) };
        if last.head.is_none() {
            store.read(Document::Catalog, last.digest)?;
        }
        let mut counts = true;
        for seen in self.catalogs.iter_mut().rev() {
            counts = seen.head.as_ref().map_or(counts, Result::is_ok);
            seen.counts = counts;
        }
        let newest = self.catalogs.iter().rfind(|seen| seen.counts && seen.head.is_some());
        self.catalog = newest.and_then(|seen| {
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

    /// The greatest signed time of everything kept: no moment is before it (DESIGN 5).
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
    pub(crate) fn seen_catalogs(&self) -> &[SeenCatalog] {
        &self.catalogs
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

/// Follows the chain of roots that the receipts name: the first was compared by a person, each next one is checked
/// against the one before it.
fn newest_root(receipts: &[Verified<Receipt>], store: &Store) -> Result<TrustedRoot, InstallError> {
    let mut newest: Option<TrustedRoot> = None;
    for receipt in receipts {
        let (Event::Started { root: digest, .. } | Event::RootTrusted { root: digest, .. }) = &receipt.event
        else {
            continue;
        };
        let file = store.read(Document::Root, *digest)?;
        newest = Some(match &newest {
            None => TrustedRoot::pinned(&file, *digest)?,
            Some(root) => root.succeeded_by(&file)?,
        });
    }
    newest
        .ok_or_else(|| InstallError::StateDamaged { path: store.site().to_owned(), damage: Damage::Missing })
}
