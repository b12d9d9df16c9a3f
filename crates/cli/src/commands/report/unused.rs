use console::{Answer, Failure, Page, Report, Table, Ui};
use format::UnixTime;
use ledger::UnusedBatch;
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::judged;

/// Seconds of a day.
const DAY: u64 = 86_400;

pub(super) fn run(vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let found = vendor.open()?.unused_coupons().map_err(judged)?;
    let now = vendor.context().now;
    ui.report(&Listed(found.iter().map(|batch| UnusedJson::new(batch, now)).collect()))
}

#[derive(Serialize)]
struct UnusedJson {
    batch: u32,
    kind: String,
    issued: u64,
    unused: u64,
    days: u64,
    redeem_before: Option<String>,
    #[serde(skip)]
    last: Option<UnixTime>,
    /// Whether it is past: nobody can redeem them any more.
    past: bool,
    distributor: Option<u32>,
    invoice: String,
    comment: String,
}

impl UnusedJson {
    fn new(batch: &UnusedBatch, now: UnixTime) -> Self {
        Self {
            batch: batch.batch,
            kind: batch.kind.clone(),
            issued: batch.issued,
            unused: batch.unused,
            days: now.seconds().saturating_sub(batch.issued_at.seconds()) / DAY,
            redeem_before: batch.redeem_before.map(|last| last.to_string()),
            last: batch.redeem_before,
            past: batch.redeem_before.is_some_and(|last| last < now),
            distributor: batch.notes.distributor.map(|number| number.get()),
            invoice: batch.notes.invoice.clone(),
            comment: batch.notes.comment.clone(),
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<UnusedJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new([
            "vendor-batch",
            "reports-unused",
            "reports-of",
            "reports-days-old",
            "vendor-redeem-before",
            "vendor-invoice",
            "vendor-comment",
        ]);
        for one in &self.0 {
            let last = match one.last {
                None => "—".to_owned(),
                Some(last) if one.past => {
                    format!("{} ({})", console::moment(last), page.words().say("reports-past", &[]))
                }
                Some(last) => console::moment(last),
            };
            table.row([
                one.batch.into(),
                one.unused.into(),
                one.issued.into(),
                one.days.into(),
                last.into(),
                (&one.invoice).into(),
                (&one.comment).into(),
            ]);
        }
        page.table(&table);
    }
}
