//! Options that several commands share; what knows all commands is in `arguments`.

use std::path::PathBuf;

use clap::Args;
use console::{clock, parse, typed};
use format::{DistributionId, Language, ReleaseNumber, UnixTime};
use installer::{LockedSite, OnAhead, Query, SiteFolder, Wish};
use policy::Moment;

use crate::input::distribution_id;

/// The moment that a command is about.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct At {
    /// Answer for this moment instead of now; a date means its last second in UTC
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    at: Option<UnixTime>,
}

impl At {
    /// What the clock shows, or is supposed to show.
    pub(crate) fn clock(self) -> UnixTime {
        self.at.unwrap_or_else(clock::now)
    }

    /// The moment of a question: what would be the answer then?
    pub(crate) fn moment(self, site: &SiteFolder) -> Moment {
        match self.at {
            Some(at) => Moment::supposed(at),
            None => site.moment(clock::now()),
        }
    }

    /// The same where there is no site: nothing to hold the clock against.
    pub(crate) fn moment_without_site(self, signed: UnixTime) -> Moment {
        match self.at {
            Some(at) => Moment::supposed(at),
            None => Moment::new(clock::now(), signed, None),
        }
    }
}

/// What is done with documents that are signed far ahead of the clock.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Ahead {
    /// Take documents, too, that are signed more than ninety days ahead of the clock and of all that was seen
    #[arg(long)]
    accept_future_date: bool,
}

impl Ahead {
    /// Tells the site what was chosen.
    pub(crate) fn tell(self, site: &mut LockedSite) {
        site.set_on_ahead(if self.accept_future_date { OnAhead::Accept } else { OnAhead::Refuse });
    }
}

/// The bundle, and the configuration that something is looked for.
#[derive(Args, Clone, Debug)]
pub(crate) struct For {
    /// The bundle folder: a USB stick or a copy of it
    #[arg(long, value_name = "DIR")]
    pub(crate) bundle: PathBuf,

    /// The technical name of the configuration, such as УправлениеТорговлей
    #[arg(long, value_name = "NAME")]
    pub(crate) configuration: String,

    /// The configuration's release, such as 11.5.8.300
    #[arg(long, value_name = "RELEASE", value_parser = typed(str::parse::<ReleaseNumber>))]
    pub(crate) release: ReleaseNumber,

    /// The release of the 1C platform, such as 8.3.24.1368
    #[arg(long, value_name = "RELEASE", value_parser = typed(str::parse::<ReleaseNumber>))]
    pub(crate) platform: Option<ReleaseNumber>,

    /// The site's id, where a license is bound to one
    #[arg(long, value_name = "ID")]
    pub(crate) site_id: Option<String>,

    /// The infobase's id, where a license is bound to one
    #[arg(long, value_name = "ID")]
    pub(crate) infobase: Option<String>,
}

impl For {
    /// The query for a list.
    pub(crate) fn query(&self) -> Query {
        let mut query = Query::new(self.configuration.trim(), self.release.clone());
        query.platform = self.platform.clone();
        query.place = place(self.site_id.as_ref(), self.infobase.as_ref());
        query
    }
}

/// Where a question is asked.
pub(crate) fn place(site: Option<&String>, infobase: Option<&String>) -> policy::Place {
    let place = site.into_iter().fold(policy::Place::unknown(), |place, id| place.site(id));
    infobase.into_iter().fold(place, |place, id| place.infobase(id))
}

/// Which release is wanted, and how it is agreed to: the same for `install` and `save`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Wanted {
    /// The distribution, as the list names it
    #[arg(value_name = "DISTRIBUTION", value_parser = typed(distribution_id))]
    pub(crate) distribution: DistributionId,

    #[command(flatten)]
    pub(crate) target: For,

    /// This version instead of the newest suitable one
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<String>,

    /// The folder to put the files into; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,

    #[command(flatten)]
    pub(crate) agreement: crate::commands::consent::AgreementArgs,

    /// Take a release, too, that nobody has tested with this configuration
    #[arg(long)]
    pub(crate) untested: bool,

    /// Use a catalog that has expired
    #[arg(long)]
    pub(crate) allow_stale_catalog: bool,

    #[command(flatten)]
    pub(crate) ahead: Ahead,

    #[command(flatten)]
    pub(crate) at: At,
}

impl Wanted {
    /// The wish, and the moment that it is judged at.
    pub(crate) fn wish(&self, site: &LockedSite, language: Language) -> (Wish, Moment) {
        let mut wish = Wish::new(self.distribution.clone(), self.target.query(), language);
        wish.version = self.version.clone();
        wish.untested = self.untested;
        if self.allow_stale_catalog {
            wish.on_stale = installer::OnStaleCatalog::Allow;
        }
        (wish, site.moment(self.at.clock()))
    }
}
