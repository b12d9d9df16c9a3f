use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, parse, typed, values};
use format::UnixTime;
use ledger::{DoubleRedemption, QuietSite};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

/// Seconds of a day.
const DAY: u64 = 86_400;

#[derive(Debug, clap::Args)]
pub(crate) struct Missing {
    /// Sites of which nothing came that was made in so many days, too
    #[arg(long, value_name = "DAYS", default_value = "90", value_parser = typed(parse::count))]
    days: NonZeroU32,
}

pub(super) fn doubles(vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let found = vendor.open()?.double_redemptions().map_err(judged)?;
    ui.report(&Doubles(found.iter().map(DoubleJson::from).collect()))
}

pub(super) fn missing(args: &Missing, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let now = vendor.context().now;
    let since = UnixTime::new(now.seconds().saturating_sub(u64::from(args.days.get()) * DAY));
    let found = vendor.open()?.missing_receipts(since).map_err(judged)?;
    ui.report(&Quiet(found.iter().map(QuietJson::from).collect()))
}

#[derive(Serialize)]
#[serde(transparent)]
struct Doubles(Vec<DoubleJson>);

#[derive(Serialize)]
struct DoubleJson {
    coupon: String,
    places: Vec<PlaceJson>,
}

#[derive(Serialize)]
struct PlaceJson {
    license: String,
    /// The id of the site's key; `null`: at the vendor.
    site: Option<String>,
    at: String,
    #[serde(skip)]
    moment: UnixTime,
}

impl From<&DoubleRedemption> for DoubleJson {
    fn from(one: &DoubleRedemption) -> Self {
        let places = one.places.iter().map(|place| PlaceJson {
            license: place.license.to_string(),
            site: place.site.map(|site| site.to_string()),
            at: place.at.to_string(),
            moment: place.at,
        });
        Self { coupon: one.coupon.to_string(), places: places.collect() }
    }
}

impl Report for Doubles {
    fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            return page.say_toned(Tone::Good, "reports-no-doubles", &[]);
        }
        for one in &self.0 {
            page.say_toned(Tone::Bad, "reports-double", &values![coupon = &one.coupon]);
            for place in &one.places {
                let (license, at) = (&place.license, place.moment);
                match &place.site {
                    Some(site) => {
                        page.say("reports-at-site", &values![license = license, site = site, at = at]);
                    }
                    None => page.say("reports-at-vendor", &values![license = license, at = at]),
                }
            }
        }
    }

    fn answer(&self) -> Answer {
        if self.0.is_empty() { Answer::Yes } else { Answer::Refused }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Quiet(Vec<QuietJson>);

#[derive(Serialize)]
struct QuietJson {
    site: String,
    receipts: u64,
    last: u64,
    last_at: String,
    #[serde(skip)]
    moment: UnixTime,
    missing: Vec<u64>,
    quiet: bool,
}

impl From<&QuietSite> for QuietJson {
    fn from(one: &QuietSite) -> Self {
        Self {
            site: one.site.site.to_string(),
            receipts: one.site.count,
            last: one.site.last,
            last_at: one.site.last_at.to_string(),
            moment: one.site.last_at,
            missing: one.missing.clone(),
            quiet: one.is_quiet,
        }
    }
}

impl Report for Quiet {
    fn show(&self, page: &mut Page<'_>) {
        let mut table =
            Table::new(["reports-site", "reports-receipts", "reports-last-receipt", "reports-missing"]);
        for one in &self.0 {
            let missing: Vec<String> = one.missing.iter().map(u64::to_string).collect();
            let missing = if missing.is_empty() {
                page.words().say("reports-nothing-since", &[])
            } else {
                missing.join(", ")
            };
            table.row([(&one.site).into(), one.receipts.into(), one.moment.into(), missing.into()]);
        }
        page.table(&table);
    }
}
