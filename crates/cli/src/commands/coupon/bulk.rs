//! Batches of more coupons than one transaction holds: generated, gone on with, written out.

use std::iter;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use crypto::SigningKey;
use format::{Digest, Explain, Fact, UnixTime};
use ledger::{Batch, CouponRequest, IssuedCoupon, Ledger, LedgerError};
use serde::Serialize;
use thiserror::Error;

use super::delivery::{Delivery, Form};
use super::rows::RowFile;
use crate::input::batch_number;
use crate::options::VendorArgs;
use crate::vendor::{judged, random};

/// Coupons up to here are generated all or none, and listed; more go chunk by chunk.
const AT_ONCE: u32 = 10_000;

/// Where a batch comes from, besides the options that say which coupons are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct BulkArgs {
    /// One row per customer, .csv or .jsonl: customer, crm_id or license, and if wanted count, product, until or days
    #[arg(long, value_name = "FILE", conflicts_with_all = ["for_license", "for_customer", "count", "prepare", "redeem_now", "change", "keep", "to_nothing"])]
    from: Option<PathBuf>,

    /// Go on with this batch, whose run was cut off
    #[arg(long, value_name = "BATCH", value_parser = typed(batch_number), conflicts_with_all = [
        "add", "extend", "change", "keep", "to_nothing", "for_license", "for_customer", "count", "prepare", "redeem_now", "dry_run",
    ])]
    pub(super) resume: Option<u32>,
}

impl BulkArgs {
    /// Whether these coupons go chunk by chunk.
    pub(super) fn is_for(&self, request: &CouponRequest, out: Option<&Path>) -> bool {
        self.from.is_some() || request.count > AT_ONCE || out.is_some_and(|out| Form::of(out).is_some())
    }

    /// Whether each coupon is for somebody, as rows say.
    pub(super) fn has_rows(&self) -> bool {
        self.from.is_some()
    }

    fn file(&self) -> Result<Option<RowFile>, Failure> {
        self.from.as_deref().map(RowFile::read).transpose()
    }
}

/// A batch that is to be filled, and what it is made of.
pub(super) struct Begun {
    batch: Batch,
    base: CouponRequest,
    file: Option<RowFile>,
}

/// Begins a batch, or only says what would be generated.
pub(super) fn begin(
    args: &BulkArgs,
    request: CouponRequest,
    is_dry_run: bool,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Result<Begun, Answer>, Failure> {
    let context = vendor.context();
    let file = args.file()?;
    let mut whole = request.clone();
    if let Some(file) = &file {
        match file.check(&request, ledger, &context, ui)? {
            Ok(wanted) => whole.count = wanted,
            Err(refused) => return ui.report(&refused).map(Err),
        }
    } else {
        ledger.check_coupons(&request, &context).map_err(judged)?;
    }
    if is_dry_run {
        let would = Filled { dry_run: true, ..Filled::new(whole.kind.name(), whole.count) };
        return ui.report(&would).map(Err);
    }
    let source = file.as_ref().map(RowFile::digest);
    let batch = ledger.begin_batch(&whole, source, &context).map_err(judged)?;
    Ok(Ok(Begun { batch, base: request, file }))
}

/// Goes on with a batch whose run was cut off.
pub(super) fn resume(batch: u32, args: &BulkArgs, ledger: &Ledger) -> Result<Begun, Failure> {
    let batch = ledger.batch(batch).map_err(judged)?;
    let base = batch.request().map_err(judged)?;
    let file = args.file()?;
    match (batch.source, file.as_ref().map(RowFile::digest)) {
        (wanted, found) if wanted == found => Ok(Begun { batch, base, file }),
        (wanted, _) => Err(AnotherSource { batch: batch.number, wanted }.into()),
    }
}

impl Begun {
    pub(super) fn request(&self) -> &CouponRequest {
        &self.base
    }

    /// Issues what is missing and writes all of it out.
    pub(super) fn fill(
        self,
        key: &SigningKey,
        out: Option<&Path>,
        ledger: &mut Ledger,
        vendor: &VendorArgs,
        ui: &mut Ui,
    ) -> Result<Answer, Failure> {
        let (batch, context) = (self.batch.number, vendor.context());
        let mut delivery = Out::open(out, ledger, batch)?;
        let progress = ui.progress_of_items("bulk-generating", u64::from(self.batch.wanted));
        progress.add(u64::from(self.batch.issued));
        // What an earlier run issued and did not write.
        delivery.catch_up(ledger, batch)?;
        // Rows are looked up while the batch is written: beside it, through another connection.
        let reader = vendor.open()?;
        let requests = self.requests(&reader, context.now)?;
        let deliver = |issued: &[IssuedCoupon]| {
            progress.add(u64::try_from(issued.len()).unwrap_or_default());
            delivery.write(issued).map_err(Judged)
        };
        let filled = ledger.fill_batch(batch, requests, key, &context, &mut random(), deliver);
        filled.map_err(|Judged(failure)| failure)?;
        drop(progress);
        delivery.finish()?;
        let issued_before = Some(self.batch.issued).filter(|issued| *issued > 0);
        let file = out.map(|out| out.display().to_string());
        let filled = Filled::new(self.base.kind.name(), self.batch.wanted);
        ui.report(&Filled { batch: Some(batch), issued_before, file, ..filled })
    }

    /// The requests of the whole batch, from its first coupon on.
    fn requests<'r>(
        &'r self,
        ledger: &'r Ledger,
        now: UnixTime,
    ) -> Result<Box<dyn Iterator<Item = Result<CouponRequest, Judged>> + 'r>, Failure> {
        let Some(file) = &self.file else { return Ok(Box::new(iter::once(Ok(self.base.clone())))) };
        let rows = file.requests(&self.base, ledger, now)?;
        Ok(Box::new(rows.map(|(_, request)| request.map_err(Judged))))
    }
}

/// The failure of one step of a batch.
struct Judged(Failure);

impl From<LedgerError> for Judged {
    fn from(error: LedgerError) -> Self {
        Self(judged(error))
    }
}

/// The way out, if there is one, and the last position that is there.
struct Out(Option<(Delivery, u32)>);

impl Out {
    fn open(out: Option<&Path>, ledger: &Ledger, batch: u32) -> Result<Self, Failure> {
        Ok(Self(out.map(|out| Delivery::open(out, ledger, batch)).transpose()?))
    }

    fn catch_up(&mut self, ledger: &Ledger, batch: u32) -> Result<(), Failure> {
        let Some((delivery, last)) = &mut self.0 else { return Ok(()) };
        let written = ledger.issued_coupons(batch, *last, |issued| delivery.write(issued).map_err(Judged));
        written.map_err(|Judged(failure)| failure)
    }

    fn write(&mut self, issued: &[IssuedCoupon]) -> Result<(), Failure> {
        self.0.as_mut().map_or(Ok(()), |(delivery, _)| delivery.write(issued))
    }

    fn finish(self) -> Result<(), Failure> {
        self.0.map_or(Ok(()), |(delivery, _)| delivery.finish())
    }
}

/// Writes the coupons of a batch, without issuing any.
pub(super) fn export(batch: u32, out: &Path, ledger: &Ledger, ui: &mut Ui) -> Result<Answer, Failure> {
    let batch = ledger.batch(batch).map_err(judged)?;
    let mut delivery = Out::open(Some(out), ledger, batch.number)?;
    delivery.catch_up(ledger, batch.number)?;
    delivery.finish()?;
    let file = Some(out.display().to_string());
    ui.report(&Exported { batch: batch.number, count: batch.issued, file })
}

/// A batch that is complete.
#[derive(Serialize)]
struct Filled {
    dry_run: bool,
    batch: Option<u32>,
    kind: String,
    count: u32,
    /// How many of them an earlier run had issued.
    issued_before: Option<u32>,
    file: Option<String>,
}

impl Filled {
    fn new(kind: &str, count: u32) -> Self {
        let kind = kind.to_owned();
        Self { dry_run: false, batch: None, kind, count, issued_before: None, file: None }
    }
}

impl Report for Filled {
    fn show(&self, page: &mut Page<'_>) {
        let Some(batch) = self.batch else {
            let values = values![count = self.count, kind = &self.kind];
            return page.say_toned(Tone::Good, "coupons-would-generate", &values);
        };
        let values = values![count = self.count, batch = batch];
        page.say_toned(Tone::Good, "bulk-generated", &values);
        if let Some(before) = self.issued_before {
            page.say("bulk-issued-before", &values![count = before]);
        }
        match &self.file {
            Some(file) => page.say("bulk-written", &values![file = file]),
            None => page.say("bulk-not-written", &values![batch = batch]),
        }
    }
}

#[derive(Serialize)]
struct Exported {
    batch: u32,
    count: u32,
    file: Option<String>,
}

impl Report for Exported {
    fn show(&self, page: &mut Page<'_>) {
        let file = self.file.as_deref().unwrap_or_default();
        let values = values![count = self.count, batch = self.batch, file = file];
        page.say_toned(Tone::Good, "bulk-exported", &values);
    }
}

/// The batch was begun with another file of rows, or with none.
#[derive(Clone, Copy, Debug, Error)]
#[error("batch {batch} was begun with another file of rows, or with none")]
struct AnotherSource {
    batch: u32,
    wanted: Option<Digest>,
}

impl Explain for AnotherSource {
    fn code(&self) -> &'static str {
        "cli.another-source"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let source = if self.wanted.is_some() { "rows" } else { "none" };
        let wanted = self.wanted.map(|digest| digest.to_string()).unwrap_or_default();
        vec![
            ("batch", u64::from(self.batch).into()),
            ("source", Fact::text(source)),
            ("wanted", Fact::text(wanted)),
        ]
    }
}
