use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Ui, parse, typed};
use serde::Serialize;

use super::show::CouponJson;
use crate::options::VendorArgs;
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
    ui.report(&Coupons(coupons.iter().map(CouponJson::from).collect()))
}

#[derive(Serialize)]
#[serde(transparent)]
struct Coupons(Vec<CouponJson>);

impl Report for Coupons {
    fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            return page.say("nothing-found", &[]);
        }
        let mut table = Table::new(["vendor-coupon", "vendor-batch", "vendor-scope", "vendor-redemptions"]);
        for one in &self.0 {
            let scope = page.words().say(&format!("scope-{}", one.scope), &[]);
            table.row([(&one.coupon).into(), one.batch.into(), scope.into(), one.redeemed.len().into()]);
        }
        page.table(&table);
    }
}
