use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use format::Number;
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Cancel {
    /// The coupon's number
    #[arg(value_name = "COUPON", value_parser = typed(str::parse::<Number>))]
    pub(super) coupon: Number,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
}

pub(super) fn run(args: &Cancel, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let cancelled = ledger.cancel_coupon(args.coupon, &args.reason, &vendor.context()).map_err(judged)?;
    ui.report(&CancelledJson {
        coupon: cancelled.coupon.to_string(),
        reason: cancelled.reason,
        cancelled_at: cancelled.at.to_string(),
    })
}

#[derive(Serialize)]
struct CancelledJson {
    coupon: String,
    reason: String,
    cancelled_at: String,
}

impl Report for CancelledJson {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "vendor-coupon-cancelled", &values![coupon = &self.coupon]);
        page.say("vendor-next-bulletin", &[]);
    }
}
