use console::{Answer, Corrected, Failure, Page, RepairArgs, Report, Tone, Ui, typed, values};
use format::{Document, Number, NumberKind};
use serde::Serialize;

use super::license::{LicenseView, features_of};
use crate::context::{Context, coupon_number, judged, unread};
use crate::input;
use crate::options::{Ahead, At};
use crate::views::{Feature, show_features};

/// Redeem a coupon on a license of this site
///
/// The receipt is kept and goes back to the vendor, who finds every coupon that was redeemed twice.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site redeem coupon.kscoupon\n  keyslip-site redeem - --license DEMO-Q2BAV-EAYBV-VJYFM-WE1WE < coupon.txt"
)]
pub(crate) struct Args {
    /// A coupon file, a picture of its QR code, the signed text itself, or - for the standard input
    #[arg(value_name = "COUPON")]
    coupon: String,

    /// The license, where the site has several
    #[arg(long, value_name = "NUMBER", value_parser = typed(input::license_number))]
    license: Option<Number>,

    #[command(flatten)]
    repair: RepairArgs,

    #[command(flatten)]
    ahead: Ahead,

    #[command(flatten)]
    at: At,
}

/// What the license held before, and holds now.
#[derive(Serialize)]
struct Redeemed {
    coupon: String,
    redeemed: String,
    license: LicenseView,
    /// The license's features as they were.
    before: Vec<Feature>,
    /// Whether they are others now.
    has_changed: bool,
    /// What was wrong with the text; it was shown and accepted.
    corrections: Vec<Corrected>,
}

impl Report for Redeemed {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "site-redeemed", &values![coupon = &self.coupon]);
        self.license.show_head(page);
        page.heading("site-before", &[]);
        match self.before.is_empty() {
            true => page.say("site-was-empty", &[]),
            false => show_features(page, &self.before),
        }
        page.heading("site-after", &[]);
        self.license.show_features(page);
        if !self.has_changed {
            page.say_toned(Tone::Doubt, "site-nothing-added", &[]);
        }
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let file = input::read(&args.coupon, NumberKind::Coupon, ui)?;
    let mut site = context.lock()?;
    args.ahead.tell(&mut site);
    let read = keyslip::repair_coupon(site.state().root(), &file)
        .map_err(|error| unread(Some(&site), Document::Coupon, error))?;
    let corrections = args.repair.accept(&read.corrections, ui)?;
    let number = args.license.map(|number| number.id);
    let now = args.at.moment(&site).now();
    let states = site.state().states();
    let redeemed = judged(site.redeem(&read.document, number, args.at.clock()))?;
    let prefix = site.state().root().root().prefix;
    let license = LicenseView::of(&site, &redeemed.license, now.max(redeemed.at), ui);
    let held = states.iter().find(|state| state.license() == redeemed.license.number);
    let before = held.map(|state| features_of(&site, state, now.max(redeemed.at), ui)).unwrap_or_default();
    let report = Redeemed {
        coupon: coupon_number(prefix, redeemed.coupon.number),
        redeemed: redeemed.at.to_string(),
        has_changed: before != license.features,
        license,
        before,
        corrections,
    };
    ui.report(&report)
}
