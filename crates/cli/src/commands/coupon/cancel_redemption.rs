use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, values};
use format::{Number, Purpose};
use ledger::CouponFate;
use serde::Serialize;

use crate::agree::agree;
use crate::commands::license::grants_json;
use crate::grant_changes::GrantChanges;
use crate::input::{coupon_number, license_number};
use crate::options::VendorArgs;
use crate::show::GrantJson;
use crate::vendor::{judged, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct CancelRedemption {
    /// The coupon's number
    #[arg(value_name = "COUPON", value_parser = coupon_number)]
    coupon: Number,

    /// The license that it was redeemed on
    #[arg(long, value_parser = license_number)]
    license: Number,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT", value_parser = crate::input::reason)]
    reason: String,

    /// Let the coupon be redeemed again; without this it stays used up
    #[arg(long)]
    free: bool,

    /// Show what would change and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &CancelRedemption, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let (redemption, context) = ((args.coupon, args.license), vendor.context());
    let fate = if args.free { CouponFate::Freed } else { CouponFate::Burnt };
    let preview = ledger.preview_cancellation(redemption, fate, &context).map_err(judged)?;
    let changes = GrantChanges::between(&ledger, &preview.before, &preview.after)?;
    let report = CancelledJson {
        coupon: args.coupon.to_string(),
        license: args.license.to_string(),
        coupon_is: fate.name(),
        cancelled_revision: preview.redeemed_in,
        revision: preview.revision,
        reason: args.reason.clone(),
        dry_run: args.dry_run,
        before: grants_json(&ledger, &preview.before)?,
        after: grants_json(&ledger, &preview.after)?,
        coupons_that_no_longer_fit: preview.coupons.iter().map(Number::to_string).collect(),
        changes,
    };
    if !args.dry_run {
        let customer = ledger.license(args.license).map_err(judged)?.customer;
        let holder = format!("{} ({})", customer.company, customer.number.get());
        let license = args.license.to_string();
        ui.note("cancel-redemption-whose", &values![license = license, holder = holder]);
        let line = report.changes.line(ui.words());
        if !line.is_empty() {
            ui.note("cancel-redemption-changes", &values![changes = line]);
        }
        agree(args.yes, "cancel-redemption-question", ui)?;
        let products = preview.before.iter().chain(&preview.after).map(|grant| grant.product).collect();
        let key = signing_key(vendor, &ledger, (Purpose::License, products), &args.passphrase, ui)?;
        ledger.cancel_redemption(redemption, fate, &args.reason, &key, &context).map_err(judged)?;
    }
    ui.report(&report)
}

#[derive(Serialize)]
struct CancelledJson {
    coupon: String,
    license: String,
    /// `freed`: it may be redeemed again; `burnt`: it stays used up.
    coupon_is: &'static str,
    /// The revision that the redemption had led to.
    cancelled_revision: u32,
    /// The revision that takes it back; those before are revoked.
    revision: u32,
    reason: String,
    dry_run: bool,
    before: Vec<GrantJson>,
    after: Vec<GrantJson>,
    changes: GrantChanges,
    coupons_that_no_longer_fit: Vec<String>,
}

impl Report for CancelledJson {
    fn show(&self, page: &mut Page<'_>) {
        let (id, tone) = match self.dry_run {
            true => ("cancel-redemption-would", Tone::Plain),
            false => ("cancel-redemption-done", Tone::Good),
        };
        let values = values![coupon = &self.coupon, license = &self.license, revision = self.revision];
        page.say_toned(tone, id, &values);
        page.say(&format!("coupon-fate-{}", self.coupon_is), &[]);
        page.heading("changes-of-license", &[]);
        self.changes.show(page);
        if !self.coupons_that_no_longer_fit.is_empty() {
            page.heading("coupons-no-longer-fit", &[]);
            self.coupons_that_no_longer_fit.iter().for_each(|coupon| page.line(coupon));
        }
        if !self.dry_run {
            page.blank();
            page.say("vendor-next-bulletin", &[]);
            page.say("license-hand-over", &values![license = &self.license]);
        }
    }
}
