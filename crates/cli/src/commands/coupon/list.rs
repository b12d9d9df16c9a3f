use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Ui, parse, typed};
use serde::Serialize;

use super::show::CouponJson;
use crate::options::VendorArgs;
use crate::revoked::Cancellations;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only those that were generated together
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    batch: Option<NonZeroU32>,
}

pub(super) fn run(args: &List, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let coupons = ledger.coupons(args.batch.map(NonZeroU32::get)).map_err(judged)?;
    let cancellations = Cancellations::of(&ledger)?;
    let coupons = coupons.iter().map(|stored| CouponJson::new(&ledger, stored, &cancellations));
    ui.report(&Coupons(coupons.collect::<Result<_, Failure>>()?))
}

#[derive(Serialize)]
#[serde(transparent)]
struct Coupons(Vec<CouponJson>);

impl Report for Coupons {
    fn show(&self, page: &mut Page<'_>) {
        table(page, &self.0);
    }
}

/// Coupons below each other, with what became of each.
pub(super) fn table(page: &mut Page<'_>, coupons: &[CouponJson]) {
    let headings = ["vendor-coupon", "vendor-batch", "vendor-scope", "vendor-redemptions"];
    let has_cancelled = coupons.iter().any(|one| one.cancelled.is_some());
    let mut table = Table::new(headings.into_iter().chain(has_cancelled.then_some("vendor-state")));
    for one in coupons {
        let whose = one.whose(page.words());
        let state = one.cancelled.as_ref().map(|cancelled| cancelled.cancelled(page.words()));
        let cells = [(&one.coupon).into(), one.batch.into(), whose.into(), one.redemptions().into()];
        table.row(cells.into_iter().chain(has_cancelled.then(|| state.unwrap_or_default().into())));
    }
    page.table(&table);
}
