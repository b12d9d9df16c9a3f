use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use format::Number;
use serde::Serialize;

use super::show::CouponJson;
use crate::agree::agree;
use crate::input::coupon_number;
use crate::options::VendorArgs;
use crate::revoked::Cancellations;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Cancel {
    /// The coupon's number
    #[arg(value_name = "COUPON", value_parser = coupon_number)]
    coupon: Number,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT", value_parser = crate::input::reason)]
    reason: String,

    /// Say what would be cancelled and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(args: &Cancel, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    ledger.check_cancellable(args.coupon).map_err(judged)?;
    let stored = ledger.coupon(args.coupon).map_err(judged)?;
    let shown = CouponJson::new(&ledger, &stored, &Cancellations::of(&ledger)?)?;
    let holder = shown.whose(ui.words());
    ui.note("vendor-cancel-whose", &values![coupon = args.coupon.to_string(), holder = holder]);
    let mut cancelled_at = None;
    if !args.dry_run {
        agree(args.yes, "vendor-cancel-question", ui)?;
        let cancelled = ledger.cancel_coupon(args.coupon, &args.reason, &vendor.context()).map_err(judged)?;
        cancelled_at = Some(cancelled.at.to_string());
    }
    ui.report(&CancelledJson {
        coupon: args.coupon.to_string(),
        reason: args.reason.clone(),
        dry_run: args.dry_run,
        cancelled_at,
    })
}

#[derive(Serialize)]
struct CancelledJson {
    coupon: String,
    reason: String,
    dry_run: bool,
    /// `null` after a dry run.
    cancelled_at: Option<String>,
}

impl Report for CancelledJson {
    fn show(&self, page: &mut Page<'_>) {
        if self.dry_run {
            return page.say("vendor-would-cancel", &values![coupon = &self.coupon]);
        }
        page.say_toned(Tone::Good, "vendor-coupon-cancelled", &values![coupon = &self.coupon]);
        page.say("vendor-next-bulletin", &[]);
    }
}
