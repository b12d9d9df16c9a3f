use console::{Answer, Failure, Page, Report, Table, Tone, Ui, Value, values};
use format::{Document, UnixTime};
use installer::{RedeemedCoupon, SiteFolder};
use serde::Serialize;

use super::license::{Dropped, LicenseView, dropped, show_table};
use super::trust::{ForkView, fork_views};
use crate::context::{Context, coupon_number, language, license_number};
use crate::options::At;
use crate::views::{Delivery, Told, Vendor};

/// Show what the site knows: vendor, catalog, licenses, what is installed
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site status\n  keyslip-site status --site /srv/keyslip --at 2027-12-31"
)]
pub(crate) struct Args {
    #[command(flatten)]
    at: At,
}

/// All that a site knows.
#[derive(Serialize)]
struct Status {
    site: String,
    #[serde(flatten)]
    vendor: Vendor,
    is_new: bool,
    now: String,
    floor: String,
    last_seen: String,
    receipts: usize,
    doubts: Vec<Told>,
    catalog: Option<Catalog>,
    bulletin: Option<Bulletin>,
    licenses: Vec<LicenseView>,
    no_longer_trusted: Vec<Dropped>,
    coupons: Vec<Coupon>,
    installed: Vec<Delivery>,
    pending: Option<Delivery>,
    accepted: Vec<Accepted>,
    forks: Vec<ForkView>,
}

#[derive(Serialize)]
struct Catalog {
    number: u32,
    digest: String,
    seen: String,
    issued: String,
    expires: String,
    is_stale: bool,
    #[serde(skip)]
    last_day: UnixTime,
}

#[derive(Serialize)]
struct Bulletin {
    number: u32,
    digest: String,
    seen: String,
    issued: String,
    expires: Option<String>,
    is_stale: bool,
    burnt_keys: Vec<BurntKey>,
    /// Of what is installed here, what the bulletin withdraws.
    withdrawn: Vec<Delivery>,
    #[serde(skip)]
    day: UnixTime,
}

#[derive(Serialize)]
struct BurntKey {
    key: String,
    since: String,
    #[serde(skip)]
    day: UnixTime,
}

#[derive(Serialize)]
struct Coupon {
    number: String,
    license: String,
    redeemed: String,
    /// Why it does not count, where it does not.
    set_aside: Option<Told>,
}

#[derive(Serialize)]
struct Accepted {
    distribution: String,
    digest: String,
    language: String,
    who: String,
    at: String,
}

impl Status {
    fn show_catalog(&self, page: &mut Page<'_>) {
        match &self.catalog {
            None => page.field("site-catalog", "—"),
            Some(catalog) => {
                let values = values![number = catalog.number, until = catalog.last_day];
                page.field("site-catalog", page.words().say("site-catalog-of", &values));
            }
        }
        if self.catalog.as_ref().is_some_and(|catalog| catalog.is_stale) {
            page.say_toned(Tone::Doubt, "site-catalog-is-stale", &[]);
        }
    }

    fn show_bulletin(&self, page: &mut Page<'_>) {
        let Some(bulletin) = &self.bulletin else { return page.field("site-bulletin", "—") };
        let values = values![number = bulletin.number, issued = bulletin.day];
        page.field("site-bulletin", page.words().say("site-bulletin-of", &values));
        if bulletin.is_stale {
            page.say_toned(Tone::Doubt, "site-bulletin-is-stale", &[]);
        }
        for burnt in &bulletin.burnt_keys {
            page.say_toned(Tone::Doubt, "site-burnt-key", &values![key = &burnt.key, since = burnt.day]);
        }
        for delivery in &bulletin.withdrawn {
            let (distribution, version) = (&delivery.distribution, &delivery.version);
            let values = values![distribution = distribution, version = version, folder = &delivery.folder];
            page.say_toned(Tone::Bad, "site-installed-is-withdrawn", &values);
        }
    }

    /// Those that nobody has taken note of; `trust show` has all.
    fn show_open_forks(&self, page: &mut Page<'_>) {
        self.forks.iter().filter(|fork| fork.is_open()).for_each(|fork| fork.show(page));
    }

    fn show_licenses(&self, page: &mut Page<'_>) {
        match self.licenses.is_empty() {
            true => page.say("site-next-license", &[]),
            false => show_table(page, &self.licenses),
        }
        for Dropped { number, reason } in &self.no_longer_trusted {
            let (values, hint) = (values![number = number, reason = &reason.message], &reason.hint);
            page.say_toned(Tone::Bad, "site-license-no-longer-trusted", &values);
            hint.iter().for_each(|hint| page.say("site-hint", &values![hint = hint]));
        }
        for coupon in &self.coupons {
            if let Some(reason) = &coupon.set_aside {
                let values = values![coupon = &coupon.number, reason = &reason.message];
                page.say_toned(Tone::Doubt, "site-set-aside", &values);
            }
        }
    }

    fn show_installed(&self, page: &mut Page<'_>) {
        if self.installed.is_empty() {
            return page.say("site-nothing-installed", &[]);
        }
        let mut table = Table::new(["site-distribution", "version", "site-for", "site-folder", "date"]);
        for delivery in &self.installed {
            let cells: [Value<'_>; 5] = [
                (&delivery.distribution).into(),
                (&delivery.version).into(),
                delivery.target().into(),
                (&delivery.folder).into(),
                delivery.at[..10].to_owned().into(),
            ];
            table.row(cells);
        }
        page.table(&table);
    }
}

impl Report for Status {
    fn show(&self, page: &mut Page<'_>) {
        self.vendor.show(page);
        self.show_open_forks(page);
        self.show_catalog(page);
        self.show_bulletin(page);
        page.field("site-receipts", self.receipts);
        for doubt in &self.doubts {
            page.say_toned(Tone::Doubt, "site-doubt", &values![doubt = &doubt.message]);
        }
        page.heading("site-licenses", &[]);
        self.show_licenses(page);
        page.heading("site-installed-heading", &[]);
        self.show_installed(page);
        if let Some(pending) = &self.pending {
            let id = "site-pending";
            let (distribution, folder) = (&pending.distribution, &pending.folder);
            page.say_toned(Tone::Doubt, id, &values![distribution = distribution, folder = folder]);
        }
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = context.open()?;
    let (state, language) = (site.state(), language(ui));
    let now = args.at.moment(&site);
    let trusted = state.licenses().iter().filter_map(|kept| kept.license.as_ref().ok());
    let status = Status {
        site: site.path().display().to_string(),
        vendor: Vendor::of(state.root(), language),
        is_new: state.is_new(),
        now: now.now().to_string(),
        floor: state.floor().to_string(),
        last_seen: state.last_seen().to_string(),
        receipts: site.receipts().len(),
        doubts: now.doubts().iter().map(|doubt| Told::finding(ui.words(), doubt)).collect(),
        catalog: catalog(&site, now.now()),
        bulletin: bulletin(&site, now.now()),
        licenses: trusted.map(|license| LicenseView::of(&site, license, now.now(), ui)).collect(),
        no_longer_trusted: dropped(&site, ui),
        coupons: coupons(&site, ui),
        installed: state.installed().iter().map(Delivery::of).collect(),
        pending: state.pending().map(Delivery::of),
        accepted: accepted(&site),
        forks: fork_views(&site),
    };
    ui.report(&status)
}

fn catalog(site: &SiteFolder, now: UnixTime) -> Option<Catalog> {
    let known = site.state().catalog()?;
    let head = &known.head;
    Some(Catalog {
        number: known.number,
        digest: known.digest.to_string(),
        seen: known.seen.to_string(),
        issued: head.issued_at.to_string(),
        expires: head.expires.to_string(),
        is_stale: head.expires < now,
        last_day: head.expires,
    })
}

fn bulletin(site: &SiteFolder, now: UnixTime) -> Option<Bulletin> {
    let known = site.state().bulletin()?;
    let head = &known.head;
    Some(Bulletin {
        number: known.number,
        digest: known.digest.to_string(),
        seen: known.seen.to_string(),
        issued: head.issued_at.to_string(),
        expires: head.expires.map(|expires| expires.to_string()),
        is_stale: head.expires.is_some_and(|expires| expires < now),
        burnt_keys: burnt_keys(head),
        withdrawn: site.state().withdrawn_installations().map(Delivery::of).collect(),
        day: head.issued_at,
    })
}

fn burnt_keys(bulletin: &format::Bulletin) -> Vec<BurntKey> {
    let keys = bulletin.burnt_keys.iter();
    keys.map(|burnt| BurntKey {
        key: burnt.key.to_string(),
        since: burnt.since.to_string(),
        day: burnt.since,
    })
    .collect()
}

fn coupons(site: &SiteFolder, ui: &Ui) -> Vec<Coupon> {
    let prefix = site.state().root().root().prefix;
    let coupons = site.state().coupons().iter().map(|coupon| Coupon {
        number: coupon_number(prefix, coupon.number),
        license: license_number(prefix, coupon.license),
        redeemed: coupon.redeemed.to_string(),
        set_aside: set_aside(site, coupon, ui),
    });
    coupons.collect()
}

/// Why a coupon that was redeemed here does not count.
fn set_aside(site: &SiteFolder, coupon: &RedeemedCoupon, ui: &Ui) -> Option<Told> {
    if let Err(error) = &coupon.coupon {
        return Some(Told::unverified(ui.words(), site, Document::Coupon, error));
    }
    let state = site.state().state_of(site.state().license(coupon.license)?);
    let (_, refusal) = state.set_aside().iter().find(|(number, _)| *number == coupon.number)?;
    Some(Told::problem(ui.words(), refusal))
}

fn accepted(site: &SiteFolder) -> Vec<Accepted> {
    let accepted = site.state().accepted().iter().map(|one| Accepted {
        distribution: one.distribution.to_string(),
        digest: one.text.to_string(),
        language: one.language.to_string(),
        who: one.who.clone(),
        at: one.at.to_string(),
    });
    accepted.collect()
}
