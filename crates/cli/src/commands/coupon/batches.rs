use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Table, Ui, typed};
use format::UnixTime;
use ledger::Batch;
use serde::Serialize;

use super::bulk;
use crate::input::batch_number;
use crate::options::VendorArgs;
use crate::vendor::judged;

/// Most batches that are listed.
const MAX_LISTED: u32 = 1000;

#[derive(Debug, clap::Args)]
pub(crate) struct Batches {
    /// Only batches whose run was cut off
    #[arg(long)]
    incomplete: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The batch
    #[arg(long, value_name = "BATCH", value_parser = typed(batch_number))]
    batch: u32,

    /// Where to: a .csv or .jsonl file, or a folder with a file and a text for each coupon
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Batches, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut batches = vendor.open()?.batches(MAX_LISTED).map_err(judged)?;
    batches.retain(|batch| !args.incomplete || batch.is_incomplete());
    ui.report(&Listed(batches.iter().map(BatchJson::from).collect()))
}

pub(super) fn export(args: &Export, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    bulk::export(args.batch, &args.out, &vendor.open()?, ui)
}

#[derive(Serialize)]
struct BatchJson {
    batch: u32,
    kind: String,
    wanted: u32,
    issued: u32,
    at: String,
    #[serde(skip)]
    moment: UnixTime,
    distributor: Option<u32>,
    invoice: String,
    invoice_date: String,
    comment: String,
}

impl From<&Batch> for BatchJson {
    fn from(batch: &Batch) -> Self {
        Self {
            batch: batch.number,
            kind: batch.kind.clone(),
            wanted: batch.wanted,
            issued: batch.issued,
            at: batch.issued_at.to_string(),
            moment: batch.issued_at,
            distributor: batch.notes.distributor.map(|number| number.get()),
            invoice: batch.notes.invoice.clone(),
            invoice_date: batch.notes.invoice_date.clone(),
            comment: batch.notes.comment.clone(),
        }
    }
}

fn kind_word(kind: &str) -> &'static str {
    match kind {
        "extend" => "bulk-kind-extend",
        "change" => "bulk-kind-change",
        _ => "bulk-kind-add",
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<BatchJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new([
            "vendor-batch",
            "bulk-kind",
            "bulk-issued",
            "bulk-wanted",
            "bulk-begun",
            "vendor-invoice",
            "vendor-comment",
        ]);
        for one in &self.0 {
            let kind = page.words().say(kind_word(&one.kind), &[]);
            table.row([
                one.batch.into(),
                kind.into(),
                one.issued.into(),
                one.wanted.into(),
                one.moment.into(),
                (&one.invoice).into(),
                (&one.comment).into(),
            ]);
        }
        page.table(&table);
    }
}
