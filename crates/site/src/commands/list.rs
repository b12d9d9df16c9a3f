use std::collections::BTreeSet;

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, Value, moment, values};
use format::UnixTime;
use format::catalog::{Channel, TargetKind};
use installer::{Listing, Row, Show};
use policy::{Right, mixed_script};
use serde::Serialize;

use super::trust::{ForkView, open_forks};
use crate::context::{Context, bundle, judged, language};
use crate::options::{Ahead, At, For};
use crate::views::{Told, best, show_environment, shown_version};

/// List the releases of the bundle that suit a configuration, newest first
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site list --bundle /media/usb/keyslip \\\n      --configuration УправлениеТорговлей --release 11.5.20\n  keyslip-site list --bundle /media/usb/keyslip \\\n      --configuration УправлениеТорговлей --release 11.5.20 --untested --why"
)]
pub(crate) struct Args {
    #[command(flatten)]
    target: For,

    /// Show releases, too, that nobody has tested with this configuration
    #[arg(long)]
    untested: bool,

    /// Show every release of the catalog, and why it is hidden
    #[arg(long)]
    why: bool,

    #[command(flatten)]
    ahead: Ahead,

    #[command(flatten)]
    at: At,
}

/// The list.
#[derive(Serialize)]
struct List {
    configuration: String,
    release: String,
    environment: &'static str,
    catalog: CatalogView,
    /// Second documents of one number that nobody has taken note of.
    forks: Vec<ForkView>,
    rows: Vec<RowView>,
    untested: usize,
    hidden: usize,
    near_miss: Option<String>,
    /// The configurations that the catalog knows, where the one that was typed is not among them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    configurations: BTreeSet<String>,
    /// A letter of another script in the name that was typed, and its place from 1.
    odd_letter: Option<(char, usize)>,
    #[serde(skip)]
    has_licenses: bool,
    #[serde(skip)]
    explains: bool,
}

#[derive(Serialize)]
struct CatalogView {
    number: u32,
    issued: String,
    expires: String,
    is_stale: bool,
    #[serde(skip)]
    last_day: UnixTime,
}

/// Configurations that are named where the typed one is unknown: a line or two of them.
const SHOWN_NAMES: usize = 8;

/// One release.
#[derive(Serialize)]
struct RowView {
    distribution: String,
    name: String,
    description: String,
    version: String,
    revision: u32,
    date: String,
    channel: &'static str,
    fit: &'static str,
    rule: Told,
    right: &'static str,
    covered_until: Option<String>,
    bytes: u64,
    is_recommended: bool,
    is_installable: bool,
    is_installed: bool,
    record: String,
    reasons: Vec<Told>,
    #[serde(skip)]
    released: UnixTime,
}

impl RowView {
    fn of(row: &Row, ui: &Ui) -> Self {
        let language = language(ui);
        let covered_until = match row.offer.right {
            Right::Covered { until, .. } => until,
            Right::Ended { on, .. } => Some(on),
            _ => None,
        };
        Self {
            distribution: row.distribution.id.to_string(),
            name: best(&row.distribution.names, language),
            description: best(&row.distribution.descriptions, language),
            version: row.release.version.clone(),
            revision: row.release.revision,
            date: row.release.date.to_string(),
            channel: match row.release.channel {
                Channel::Released => "released",
                Channel::Withdrawn => "withdrawn",
                _ => "pre-release",
            },
            fit: match (row.offer.fit.is_tested(), row.offer.fit.is_fitting()) {
                (true, _) => "tested",
                (false, true) => "untested",
                (false, false) => "no",
            },
            rule: if row.offer.fit.is_tested() {
                Told::finding(ui.words(), row.offer.fit.rule())
            } else {
                Told::problem(ui.words(), row.offer.fit.rule())
            },
            right: match row.offer.right {
                Right::Free => "free",
                Right::Covered { .. } => "covered",
                Right::Ended { .. } => "ended",
                Right::NotYet { .. } => "not-yet",
                _ => "none",
            },
            covered_until: covered_until.map(|until| until.to_string()),
            bytes: row.release.files.iter().map(|file| file.blob.bytes).fold(0, u64::saturating_add),
            is_recommended: row.is_recommended,
            is_installable: row.offer.is_installable,
            is_installed: row.is_installed,
            record: row.record.to_string(),
            reasons: row.offer.reasons.iter().map(|reason| Told::problem(ui.words(), reason)).collect(),
            released: row.release.date,
        }
    }

    /// What stands in the last column: why not, or that it is the one to take, or here already.
    fn note(&self, page: &Page<'_>) -> String {
        let mut notes: Vec<String> = self.reasons.iter().map(|reason| reason.message.clone()).collect();
        if self.is_installed {
            notes.push(page.words().say("site-row-installed", &[]));
        } else if self.is_recommended {
            notes.push(page.words().say("site-row-recommended", &[]));
        }
        notes.join("; ")
    }
}

impl List {
    fn show_table(&self, page: &mut Page<'_>) {
        let headings = ["site-distribution", "version", "date", "site-fit", "site-right", "site-note"];
        let mut table = Table::new(headings);
        for row in &self.rows {
            let words = page.words();
            let cells: [Value<'_>; 6] = [
                row.distribution.clone().into(),
                shown_version(&row.version, row.revision).into(),
                moment(row.released).into(),
                words.say(&format!("site-fit-{}", row.fit), &[]).into(),
                words.say(&format!("site-right-{}", row.right), &[]).into(),
                row.note(page).into(),
            ];
            table.row(cells);
        }
        page.table(&table);
    }

    fn show_hints(&self, page: &mut Page<'_>) {
        if let Some(name) = &self.near_miss {
            page.say_toned(Tone::Doubt, "site-near-miss", &values![name = name]);
        }
        if self.near_miss.is_none() && !self.configurations.is_empty() {
            let names = self.configurations.iter().take(SHOWN_NAMES).map(String::as_str);
            let names = names.collect::<Vec<_>>().join(", ");
            let name = &self.configuration;
            page.say_toned(Tone::Doubt, "site-no-such-configuration", &values![name = name, names = names]);
        }
        if let (Some((letter, place)), true) = (self.odd_letter, self.rows.is_empty()) {
            let letter = letter.to_string();
            page.say_toned(Tone::Doubt, "site-odd-letter", &values![letter = letter, place = place]);
        }
        if !self.has_licenses {
            page.say("site-next-license", &[]);
        }
        if self.untested > 0 {
            page.say("site-untested-hidden", &values![count = self.untested]);
        }
        if self.hidden > self.untested && !self.explains {
            page.say("site-rows-hidden", &values![count = self.hidden - self.untested]);
        }
        if let Some(row) = self.rows.iter().find(|row| row.is_recommended && !row.is_installed) {
            page.say("site-next-install", &values![distribution = &row.distribution]);
        }
    }
}

impl Report for List {
    fn list(&self) -> Option<&'static str> {
        Some("rows")
    }

    fn show(&self, page: &mut Page<'_>) {
        page.heading(
            "site-list-heading",
            &values![
                configuration = &self.configuration,
                release = &self.release,
                number = self.catalog.number
            ],
        );
        if self.catalog.is_stale {
            page.say_toned(Tone::Doubt, "site-catalog-stale", &values![expires = self.catalog.last_day]);
        }
        if self.rows.is_empty() {
            page.say_toned(Tone::Bad, "site-list-nothing", &[]);
        } else {
            self.show_table(page);
        }
        page.blank();
        show_environment(page, self.environment);
        self.forks.iter().for_each(|fork| fork.show(page));
        self.show_hints(page);
    }

    /// A list without a row is a no.
    fn answer(&self) -> Answer {
        if self.rows.is_empty() { Answer::Refused } else { Answer::Yes }
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let bundle = bundle(&args.target.bundle)?;
    let mut site = context.lock()?;
    args.ahead.tell(&mut site);
    let catalog = judged(site.see(&bundle, console::clock::now()))?;
    let mut query = args.target.query();
    query.show = match (args.why, args.untested) {
        (true, _) => Show::All,
        (false, true) => Show::Untested,
        (false, false) => Show::Tested,
    };
    let listing: Listing = judged(site.list(&catalog, &query, &args.at.moment(&site)))?;
    let head = catalog.head();
    let named = head.groups.iter().filter(|group| group.kind == TargetKind::Configuration);
    let mut configurations: BTreeSet<String> = named.map(|group| group.name.clone()).collect();
    if configurations.contains(&query.configuration) {
        configurations.clear();
    }
    let list = List {
        odd_letter: mixed_script(&query.configuration),
        configuration: query.configuration,
        release: query.release.to_string(),
        environment: site.state().root().root().environment.name(),
        catalog: CatalogView {
            number: head.number,
            issued: head.issued_at.to_string(),
            expires: head.expires.to_string(),
            is_stale: listing.is_stale,
            last_day: head.expires,
        },
        forks: open_forks(&site),
        rows: listing.rows.iter().map(|row| RowView::of(row, ui)).collect(),
        untested: listing.untested,
        hidden: listing.hidden,
        near_miss: listing.near_miss,
        configurations,
        has_licenses: !site.state().licenses().is_empty(),
        explains: args.why,
    };
    ui.report(&list)
}
