use crypto::{Verified, VerifyError};
use format::{Catalog, Document, Envelope, Event, Forked, UnixTime};

use crate::state::{Unfollowed, follow};
use crate::{Bundle, InstallError, LockedSite, RootFiles};

/// What is done with a catalog that is past its last day.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum OnStaleCatalog {
    /// Nothing is installed from it.
    #[default]
    Refuse,
    /// It is used all the same: a site without a network may have no newer one.
    Allow,
}

/// A catalog that the site has accepted as the newest it knows, with the bundle that holds its objects.
#[derive(Clone, Debug)]
pub struct CurrentCatalog<'b> {
    head: Verified<Catalog>,
    bundle: &'b Bundle,
}

impl<'b> CurrentCatalog<'b> {
    /// The signed head.
    pub fn head(&self) -> &Verified<Catalog> {
        &self.head
    }

    /// The bundle that it came in.
    pub fn bundle(&self) -> &'b Bundle {
        self.bundle
    }

    /// Whether it is past its last fresh second.
    pub fn is_stale(&self, now: UnixTime) -> bool {
        self.head.expires < now
    }

    /// Refuses a stale catalog unless `choice` allows it.
    pub(crate) fn check_freshness(&self, now: UnixTime, choice: OnStaleCatalog) -> Result<(), InstallError> {
        match choice {
            OnStaleCatalog::Refuse if self.is_stale(now) => {
                let (number, expired) = (self.head.number, self.head.expires);
                Err(InstallError::CatalogExpired { number, expired, now })
            }
            _ => Ok(()),
        }
    }
}

impl LockedSite {
    /// Looks at a bundle's catalog: follows newer roots, heeds a newer bulletin, then takes the catalog if it is the one
    /// known or a newer one.
    ///
    /// Whatever is new is recorded. An expired catalog is taken, too, since it can be listed; installing from it is
    /// refused later.
    ///
    /// # Errors
    ///
    /// [`InstallError::CatalogOlder`], [`InstallError::BulletinOlder`], [`InstallError::CatalogTooLow`];
    /// [`InstallError::CatalogForked`], [`InstallError::BulletinForked`] and [`InstallError::RootForked`], with the
    /// second one kept as evidence; [`InstallError::SignedAhead`]; [`crypto::RootError`] where a newer root does not
    /// follow; [`VerifyError`].
    pub fn see<'b>(&mut self, bundle: &'b Bundle, now: UnixTime) -> Result<CurrentCatalog<'b>, InstallError> {
        self.follow_roots(&bundle.roots()?, now)?;
        self.see_bulletin(bundle, now)?;
        let file = bundle.catalog()?;
        let envelope = Envelope::parse(&file).map_err(VerifyError::from)?;
        let head = self.state().root().keyring().verify::<Catalog>(&envelope)?;

        self.check_lowest(&head)?;
        let counted = || self.state().seen_catalogs().iter().filter(|seen| seen.counts);
        let known = counted().map(|seen| seen.number).max();
        let seen = counted().find(|seen| seen.number == head.number).map(|seen| seen.digest);
        match (seen, known) {
            (Some(seen), _) if seen != head.digest() => {
                let evidence = self.note_fork(Forked::Catalog, head.number, &file, now)?;
                return Err(InstallError::CatalogForked { number: head.number, evidence });
            }
            (_, Some(known)) if head.number < known => {
                return Err(InstallError::CatalogOlder { found: head.number, known });
            }
            (Some(_), _) => {}
            (None, _) => {
                self.check_date(&head, now)?;
                self.store().keep(Document::Catalog, head.digest(), &file)?;
                self.record(Event::CatalogSeen { catalog: head.digest(), number: head.number }, now)?;
                self.forget_older_heads(&head)?;
            }
        }
        Ok(CurrentCatalog { head, bundle })
    }

    /// Takes newer roots, whether or not a bundle comes with them; how many of them were new.
    ///
    /// All of the chain is checked before any of it is taken.
    ///
    /// # Errors
    ///
    /// [`InstallError::RootOlder`] where all are older than the trusted one; [`InstallError::RootForked`], with the second
    /// one kept as evidence; [`InstallError::SignedAhead`]; [`crypto::RootError`] where one does not follow.
    pub fn update_roots(&mut self, roots: &RootFiles, now: UnixTime) -> Result<usize, InstallError> {
        let known = self.state().root().root().version;
        let taken = self.follow_roots(roots, now)?;
        match roots.highest() {
            Some(found) if found < known => Err(InstallError::RootOlder { found, known }),
            _ => Ok(taken),
        }
    }

    fn follow_roots(&mut self, roots: &RootFiles, now: UnixTime) -> Result<usize, InstallError> {
        let newer = match follow(roots, self.state().roots()) {
            Ok(newer) => newer,
            Err(Unfollowed::Fork { version, file }) => {
                let evidence = self.note_fork(Forked::Root, version, &file, now)?;
                return Err(InstallError::RootForked { version, evidence });
            }
            Err(Unfollowed::Refused(error)) => return Err(error),
        };
        newer.iter().try_for_each(|trusted| self.check_date(trusted.root.root(), now))?;
        for trusted in &newer {
            let (root, version) = (trusted.root.root().digest(), trusted.root.root().version);
            self.store().keep(Document::Root, root, &trusted.file)?;
            self.record(Event::RootTrusted { root, version }, now)?;
        }
        Ok(newer.len())
    }

    /// A head can have some megabytes; one of the same key that was signed earlier does not hold the time floor up any
    /// longer.
    fn forget_older_heads(&self, newest: &Verified<Catalog>) -> Result<(), InstallError> {
        for seen in self.state().seen_catalogs().iter().filter(|seen| seen.digest != newest.digest()) {
            if seen.is_succeeded_by(newest) {
                self.store().forget(Document::Catalog, seen.digest)?;
            }
        }
        Ok(())
    }
}
