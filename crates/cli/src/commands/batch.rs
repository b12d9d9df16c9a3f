//! `keyslip sign-batch` and what belongs to it: documents that are prepared here and signed on another machine.

use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use crypto::{SigningKey, VerifyError};
use disk::Access;
use format::{Batch, Purpose};
use ledger::{CarriedKind, KeyRole, ReviewedBatch, batch_code};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::signer::Wanted;
use crate::trust::{Misplaced, SignArgs, review_batch};
use crate::vendor::judged;

#[derive(Serialize)]
struct Signed {
    file: String,
    document: &'static str,
    count: usize,
    key: String,
}

impl Report for Signed {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![count = self.count, key = &self.key, file = &self.file];
        page.say_toned(Tone::Good, "trust-batch-signed", &values);
        page.say("trust-next-batch-assemble", &values![document = self.document, file = &self.file]);
    }
}

/// Signs a batch; needs no vendor's folder.
pub(crate) fn sign(args: &SignArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let bytes = read(args.file())?;
    Misplaced::refuse(args.file(), &bytes, |found| {
        matches!(found, CarriedKind::Batch { is_signed: false, .. })
    })?;
    let batch = ReviewedBatch::read(&bytes).map_err(judged)?;
    let key = opened_key(args, &batch, ui)?;
    let (document, count) = (batch.purpose().document().name(), batch.summary().count);
    let progress = ui.progress_of_items("trust-signing", u64::try_from(count).unwrap_or(u64::MAX));
    let signed = batch.sign(&key, || progress.add(1)).map_err(judged)?;
    let file = args.write("signed", &signed.encode())?;
    ui.report(&Signed { file, document, count, key: key.id().to_string() })
}

fn opened_key(args: &SignArgs, batch: &ReviewedBatch, ui: &mut Ui) -> Result<SigningKey, Failure> {
    let (root, purpose) = (batch.root().root(), batch.purpose());
    let listed = KeyRole::Issuing(purpose).keys_in(root).map_err(judged)?;
    let wanted = Wanted::for_batch(&listed, root, purpose);
    args.agreed_key((batch.root(), batch.code()), &wanted, "trust-sign-batch-question", ui, |ui| {
        review_batch(batch, ui)
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(Batch::MAX_BYTES).unwrap_or(u64::MAX);
    Ok(disk::read_limited(path, limit)?)
}

/// A batch that was written down to be signed elsewhere.
#[derive(Serialize)]
pub(super) struct PreparedBatch {
    file: String,
    document: &'static str,
    count: usize,
    code: String,
}

impl PreparedBatch {
    /// Writes the batch.
    pub(super) fn write(batch: &Batch, path: &Path) -> Result<Self, Failure> {
        disk::write_whole(path, &batch.encode(), Access::Everyone)?;
        Ok(Self {
            file: path.display().to_string(),
            document: batch.purpose.document().name(),
            count: batch.items.len(),
            code: batch_code(batch).to_string(),
        })
    }
}

impl Report for PreparedBatch {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "trust-batch-prepared", &values![count = self.count, file = &self.file]);
        page.field("trust-code", &self.code);
        page.say("trust-next-sign-batch", &values![file = &self.file]);
    }
}

/// A signed batch to take into the ledger.
#[derive(Debug, clap::Args)]
pub(crate) struct Assemble {
    /// The signed batch
    #[arg(value_name = "FILE")]
    batch: PathBuf,
}

#[derive(Serialize)]
struct AssembledJson {
    document: &'static str,
    numbers: Vec<String>,
    number: Option<u32>,
}

impl Report for AssembledJson {
    fn show(&self, page: &mut Page<'_>) {
        match self.number.filter(|_| self.numbers.is_empty()) {
            Some(number) => {
                page.say_toned(Tone::Good, "trust-catalog-assembled", &values![number = number]);
            }
            None => {
                page.say_toned(Tone::Good, "trust-assembled", &values![count = self.numbers.len()]);
                self.numbers.iter().for_each(|number| page.line(number));
            }
        }
    }
}

/// Takes a signed batch of one kind into the ledger.
pub(super) fn assemble(
    purpose: Purpose,
    args: &Assemble,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let bytes = read(&args.batch)?;
    Misplaced::refuse(&args.batch, &bytes, |found| found == CarriedKind::Batch { purpose, is_signed: true })?;
    let batch = Batch::decode(&bytes).map_err(|error| Failure::refused(VerifyError::from(error)))?;
    let assembled = ledger.assemble(purpose, &batch, &vendor.context()).map_err(judged)?;
    ui.report(&AssembledJson {
        document: assembled.purpose.document().name(),
        numbers: assembled.numbers.iter().map(ToString::to_string).collect(),
        number: assembled.number,
    })
}
