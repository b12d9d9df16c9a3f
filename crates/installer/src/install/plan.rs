use crypto::Verified;
use format::catalog::{Channel, Distribution, Release};
use format::{Delivered, Digest, DistributionId, Installed, Language, NumberId, ReleaseNumber};
use policy::{Fit, Moment, Right};

use crate::listing::{Parts, Row, groups_for, is_hidden_as_untested};
use crate::{CurrentCatalog, InstallError, OnStaleCatalog, Query, SiteFolder};

/// What somebody wants to have.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Wish {
    /// The distribution.
    pub distribution: DistributionId,
    /// A version; without one the newest that is suitable.
    pub version: Option<String>,
    /// What it is for. Which rows a list would show does not matter here.
    pub query: Query,
    /// Whether a release will do that nobody has tested with this configuration.
    pub untested: bool,
    /// What to do with an expired catalog.
    pub on_stale: OnStaleCatalog,
    /// The language that agreements are wanted in.
    pub language: Language,
}

impl Wish {
    /// The newest tested release of a distribution.
    pub fn new(distribution: DistributionId, query: Query, language: Language) -> Self {
        let on_stale = OnStaleCatalog::default();
        Self { distribution, version: None, query, untested: false, on_stale, language }
    }
}

/// A release that may be installed here: it fits, a license covers it, and the catalog is fresh enough.
///
/// Only [`SiteFolder::plan`] makes it; what it will do is known before anything is done.
#[derive(Clone, Debug)]
pub struct Plan<'b> {
    pub(super) catalog: CurrentCatalog<'b>,
    pub(super) distribution: Verified<Distribution>,
    pub(super) release: Verified<Release>,
    pub(super) record: Digest,
    pub(super) license: Option<NumberId>,
    pub(super) language: Language,
    fit: Fit,
    configuration: String,
    configuration_release: ReleaseNumber,
}

impl<'b> Plan<'b> {
    /// The distribution.
    pub fn distribution(&self) -> &Verified<Distribution> {
        &self.distribution
    }

    /// The release.
    pub fn release(&self) -> &Verified<Release> {
        &self.release
    }

    /// The license that gives the right to it; `None` for what is free.
    pub fn license(&self) -> Option<NumberId> {
        self.license
    }

    /// Whether it was tested with the configuration, and by which rule.
    pub fn fit(&self) -> &Fit {
        &self.fit
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.release.files.iter().map(|file| file.blob.bytes).fold(0, u64::saturating_add)
    }

    pub(super) fn installed(&self) -> Installed {
        Installed::new(self.distribution.id.clone(), self.release.version.clone(), self.record)
            .for_configuration(Some(self.configuration.clone()), Some(self.configuration_release.clone()))
    }

    pub(super) fn delivered(&self) -> Vec<Delivered> {
        let files = self.release.files.iter();
        files.map(|file| Delivered::new(file.name.clone(), file.blob.digest, file.blob.bytes)).collect()
    }

    fn of(catalog: &CurrentCatalog<'b>, wish: &Wish, row: Row) -> Self {
        let license = match row.offer.right {
            Right::Covered { license, .. } => Some(license),
            _ => None,
        };
        Self {
            catalog: catalog.clone(),
            distribution: row.distribution,
            release: row.release,
            record: row.record,
            license,
            language: wish.language,
            fit: row.offer.fit,
            configuration: wish.query.configuration.clone(),
            configuration_release: wish.query.release.clone(),
        }
    }
}

impl SiteFolder {
    /// Chooses the release that a wish is for.
    ///
    /// # Errors
    ///
    /// [`InstallError::CatalogExpired`]; [`InstallError::UnknownDistribution`], [`InstallError::UnknownVersion`];
    /// [`InstallError::OnlyUntested`]; [`InstallError::NotAvailable`] with the most decisive reason; what reading the
    /// catalog meets.
    pub fn plan<'b>(
        &self,
        catalog: &CurrentCatalog<'b>,
        wish: &Wish,
        moment: &Moment,
    ) -> Result<Plan<'b>, InstallError> {
        catalog.check_freshness(moment.now(), wish.on_stale)?;
        let groups = groups_for(catalog.head(), &wish.query);
        // Parts that cannot hold an answer are read only to say why there is none.
        for parts in [Parts::MayFit, Parts::All] {
            let only = Some(&wish.distribution);
            let (mut rows, _) = self.rows(catalog, &groups, &wish.query, moment, parts, only)?;
            if let Some(version) = &wish.version {
                rows.retain(|row| row.release.version == *version);
            }
            match rows.iter().position(|row| is_wanted(row, wish)) {
                Some(at) => return Ok(Plan::of(catalog, wish, rows.swap_remove(at))),
                None if parts == Parts::All => return Err(self.refusal(catalog, wish, &rows, moment)?),
                None => {}
            }
        }
        unreachable!("the second round returns")
    }

    /// Why none of `rows` will do.
    fn refusal(
        &self,
        catalog: &CurrentCatalog<'_>,
        wish: &Wish,
        rows: &[Row],
        moment: &Moment,
    ) -> Result<InstallError, InstallError> {
        let distribution = wish.distribution.clone();
        if let Some(row) =
            rows.iter().find(|row| row.offer.is_installable && is_hidden_as_untested(&row.offer))
        {
            let version = row.release.version.clone();
            return Ok(InstallError::OnlyUntested { distribution, version });
        }
        let nearest = rows.iter().max_by_key(|row| (row.offer.fit.is_fitting(), row.offer.right.is_given()));
        if let Some((row, reason)) = nearest.and_then(|row| Some((row, row.offer.reasons.first()?))) {
            let version = row.release.version.clone();
            return Ok(InstallError::NotAvailable {
                distribution,
                version,
                reason: Box::new(reason.clone()),
            });
        }
        if let Some(version) = wish.version.clone() {
            let groups = groups_for(catalog.head(), &wish.query);
            let only = Some(&wish.distribution);
            let (others, _) = self.rows(catalog, &groups, &wish.query, moment, Parts::All, only)?;
            if !others.is_empty() {
                return Ok(InstallError::UnknownVersion { distribution, version });
            }
        }
        Ok(InstallError::UnknownDistribution { distribution })
    }
}

/// A pre-release is taken only by its name.
fn is_wanted(row: &Row, wish: &Wish) -> bool {
    let is_named = wish.version.is_some();
    row.offer.is_installable
        && (row.offer.fit.is_tested() || wish.untested)
        && (is_named || row.release.channel == Channel::Released)
}
