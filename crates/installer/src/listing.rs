use std::collections::BTreeMap;

use crypto::Verified;
use format::catalog::{Distribution, Group, Index, IndexEntry, Part, Release, Target, TargetKind};
use format::{Catalog, Digest, DistributionId, ReleaseNumber, UnixTime};
use policy::{Moment, Offer, Place, Site, State, Surroundings, fit, near_miss, offer};

use crate::{CurrentCatalog, InstallError, SiteFolder};

/// What releases are looked for.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Query {
    /// The technical name of the 1C configuration.
    pub configuration: String,
    /// Its release.
    pub release: ReleaseNumber,
    /// The release of the platform, if it is known.
    pub platform: Option<ReleaseNumber>,
    /// The ids that licenses may be bound to.
    pub place: Place,
    /// Which rows are shown.
    pub show: Show,
}

impl Query {
    /// What suits a configuration, tested.
    pub fn new(configuration: impl Into<String>, release: ReleaseNumber) -> Self {
        let (configuration, place) = (configuration.into(), Place::unknown());
        Self { configuration, release, platform: None, place, show: Show::default() }
    }

    fn surroundings(&self) -> Surroundings<'_> {
        let here = Surroundings::configuration(&self.configuration).release(&self.release);
        self.platform.iter().fold(here, |here, platform| here.platform(platform))
    }
}

/// Which rows are shown.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Show {
    /// What fits and was tested.
    #[default]
    Tested,
    /// What fits, tested or not.
    Untested,
    /// Every release of the catalog, each with the reason why it is hidden.
    All,
}

impl Show {
    fn admits(self, offer: &Offer) -> bool {
        match self {
            Self::All => true,
            Self::Tested => offer.is_shown_by_default,
            // What else hides a row, hides it here as well: no license for it, withdrawn, a pre-release.
            Self::Untested => offer.is_shown_by_default || is_hidden_as_untested(offer),
        }
    }
}

/// Whether a row would be shown if it were tested.
pub(crate) fn is_hidden_as_untested(offer: &Offer) -> bool {
    let is_untested = offer.fit.is_fitting() && !offer.fit.is_tested();
    let others = offer.reasons.iter().filter(|reason| !matches!(reason, policy::Reason::Match(_)));
    is_untested
        && others.into_iter().all(|reason| {
            matches!(
                reason,
                policy::Reason::SubscriptionEnded { .. } | policy::Reason::SubscriptionNotYet { .. }
            )
        })
}

/// One release in the list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Row {
    /// The distribution.
    pub distribution: Verified<Distribution>,
    /// The release.
    pub release: Verified<Release>,
    /// SHA-256 of the release's record: which release it is, whatever it calls itself.
    pub record: Digest,
    /// Whether it fits, is covered, and why not.
    pub offer: Offer,
    /// Whether this very release is installed here.
    pub is_installed: bool,
    /// Whether it is the one to take: the newest of its distribution that is tested and covered.
    pub is_recommended: bool,
}

/// The releases for a configuration, newest first.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Listing {
    /// The rows, the newest of a distribution first.
    pub rows: Vec<Row>,
    /// Rows that would be shown if untested ones were asked for.
    pub untested: usize,
    /// Releases of the catalog for this configuration that are not shown.
    pub hidden: usize,
    /// A name in the catalog that differs from the one asked for only by letters that look alike.
    pub near_miss: Option<String>,
    /// Whether the catalog is past its last fresh second.
    pub is_stale: bool,
}

/// Which parts of an index are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Parts {
    /// Those whose hull the release here lies in.
    MayFit,
    /// All.
    All,
}

impl SiteFolder {
    /// Lists what the catalog has for a configuration.
    ///
    /// Read are the head, the indexes of the configuration and of what is bound to nothing, and the parts that can hold
    /// an answer; [`Show::All`] reads the whole catalog.
    ///
    /// # Errors
    ///
    /// [`InstallError::ObjectMissing`]; `crypto.wrong-object` where an object was changed.
    pub fn list(
        &self,
        catalog: &CurrentCatalog<'_>,
        query: &Query,
        moment: &Moment,
    ) -> Result<Listing, InstallError> {
        let head = catalog.head();
        let groups = match query.show {
            Show::All => (0..head.groups.len()).collect(),
            _ => groups_for(head, query),
        };
        let parts = if query.show == Show::All { Parts::All } else { Parts::MayFit };
        let (all, in_catalog) = self.rows(catalog, &groups, query, moment, parts, None)?;
        let untested = all.iter().filter(|row| is_hidden_as_untested(&row.offer)).count();
        let rows: Vec<Row> = all.into_iter().filter(|row| query.show.admits(&row.offer)).collect();
        let names = head.groups.iter().filter(|group| group.kind == TargetKind::Configuration);
        let near_miss = near_miss(&query.configuration, names.map(|group| group.name.as_str()));
        Ok(Listing {
            hidden: in_catalog.saturating_sub(rows.len()),
            untested: if query.show == Show::Tested { untested } else { 0 },
            near_miss: near_miss.map(str::to_owned),
            is_stale: catalog.is_stale(moment.now()),
            rows,
        })
    }

    /// All releases in the chosen groups and parts, newest first, and how many the groups hold in all.
    pub(crate) fn rows(
        &self,
        catalog: &CurrentCatalog<'_>,
        groups: &[usize],
        query: &Query,
        moment: &Moment,
        parts: Parts,
        only: Option<&DistributionId>,
    ) -> Result<(Vec<Row>, usize), InstallError> {
        let states = self.state().states();
        let states: Vec<&State> = states.iter().collect();
        let site = Site::new(query.surroundings(), moment, &query.place)
            .with_licenses(&states)
            .with_bulletin(self.state().revocations());
        // A release with several targets stands in several groups; its order number is unique in its distribution.
        let mut rows: BTreeMap<(DistributionId, u64), Row> = BTreeMap::new();
        let mut in_catalog = 0;
        for group in groups {
            let blob = catalog.head().groups[*group].index;
            let bytes = catalog.bundle().object::<Index>(&blob)?;
            let index = catalog.head().open::<Index>(|head| &head.groups[*group].index, &bytes)?;
            for (at, entry) in index.entries.iter().enumerate() {
                if only.is_some_and(|id| entry.distribution != *id) {
                    continue;
                }
                in_catalog += releases_of(entry);
                let bytes = catalog.bundle().object::<Distribution>(&entry.record)?;
                let distribution = index.open::<Distribution>(|index| &index.entries[at].record, &bytes)?;
                for (nth, part) in entry.parts.iter().enumerate() {
                    if parts == Parts::MayFit && !part.may_fit(&query.release) {
                        continue;
                    }
                    let bytes = catalog.bundle().object::<Part>(&part.part)?;
                    let part = index.open::<Part>(|index| &index.entries[at].parts[nth].part, &bytes)?;
                    for release in part.verified_releases() {
                        let key = (distribution.id.clone(), release.order);
                        rows.entry(key).or_insert_with(|| self.row(&distribution, release, &site));
                    }
                }
            }
        }
        Ok((sorted(rows.into_values().collect()), in_catalog))
    }

    fn row(&self, distribution: &Verified<Distribution>, release: Verified<Release>, site: &Site<'_>) -> Row {
        let record = release.digest();
        Row {
            offer: offer(distribution, &release, site),
            is_installed: self.state().installed().iter().any(|one| one.installed.record == record),
            is_recommended: false,
            distribution: distribution.clone(),
            release,
            record,
        }
    }
}

/// Which groups of the head can suit the query: the configuration's own, and what is bound to nothing.
///
/// A name that was typed may be composed otherwise than the catalog's; `policy` knows when two names are one.
pub(crate) fn groups_for(catalog: &Catalog, query: &Query) -> Vec<usize> {
    let suits = |group: &Group| match group.kind {
        TargetKind::Any => true,
        TargetKind::Configuration if group.name == query.configuration => true,
        // Only a name that is not plain can be spelt in two ways; the catalog's own is normalised.
        TargetKind::Configuration if group.name.chars().count() < query.configuration.chars().count() => {
            fit(&[Target::new(group.kind, &group.name)], &query.surroundings()).is_fitting()
        }
        _ => false,
    };
    (0..catalog.groups.len()).filter(|at| suits(&catalog.groups[*at])).collect()
}

fn releases_of(entry: &IndexEntry) -> usize {
    entry.parts.iter().map(|part| usize::try_from(part.releases).unwrap_or(usize::MAX)).sum()
}

/// Distributions by their newest release, and in each the newest release first; the newest suitable one is marked.
fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    let mut newest: BTreeMap<DistributionId, UnixTime> = BTreeMap::new();
    for row in &rows {
        let date = newest.entry(row.distribution.id.clone()).or_default();
        *date = row.release.date.max(*date);
    }
    rows.sort_by(|a, b| {
        let date = |row: &Row| newest.get(&row.distribution.id).copied();
        (date(b), &a.distribution.id, b.release.order).cmp(&(date(a), &b.distribution.id, a.release.order))
    });
    let mut marked: Option<DistributionId> = None;
    for row in &mut rows {
        if row.offer.is_recommendable() && marked.as_ref() != Some(&row.distribution.id) {
            marked = Some(row.distribution.id.clone());
            row.is_recommended = true;
        }
    }
    rows
}
