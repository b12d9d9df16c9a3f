//! `keyslip sign-batch` and what belongs to it: documents that are prepared here and signed on another machine.

use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, Words, say, typed, values};
use crypto::{RootError, TrustedRoot, VerifyError, fingerprint_words, read_fingerprint};
use disk::Access;
use format::{Batch, Fingerprint, Limit, Purpose};
use ledger::{BatchOffer, KeyRole, ReviewedBatch};
use serde::Serialize;

use super::init::environment_name;
use super::key::NotAgreed;
use crate::arguments::VendorArgs;
use crate::show::limit_text;
use crate::signer::{KeyArgs, Wanted};
use crate::vendor::judged;

/// A batch and the key for it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The batch, as --prepare wrote it
    #[arg(value_name = "FILE")]
    batch: PathBuf,

    #[command(flatten)]
    key: KeyArgs,

    /// Compare the vendor's fingerprint with this one: forty digits or twelve words
    #[arg(long, value_name = "FINGERPRINT", value_parser = typed(read_fingerprint))]
    fingerprint: Option<Fingerprint>,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// Where the signed batch goes [default: FILE with the ending .signed]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

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
pub(crate) fn sign(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let bytes = read(&args.batch)?;
    let batch = ReviewedBatch::read(&bytes).map_err(judged)?;
    compare(batch.root(), args.fingerprint)?;
    let role = KeyRole::Issuing(batch.purpose());
    let listed = role.keys_in(batch.root().root()).map_err(judged)?;
    let wanted = Wanted::listed(&listed, role);
    args.key.check(&wanted)?;
    review(&batch, ui);
    let question = ui.words().say("trust-sign-question", &[]);
    if !args.yes && !ui.confirm(&question)? {
        return Err(Failure::refused(NotAgreed));
    }
    let key = args.key.open(&wanted, ui)?;
    let (document, count) = (batch.purpose().document().name(), batch.summary().count);
    let progress = ui.progress_of_items("trust-signing", u64::try_from(count).unwrap_or(u64::MAX));
    let signed = batch.sign(&key, || progress.add(1)).map_err(judged)?;
    let out = args.out.clone().unwrap_or_else(|| args.batch.with_extension("signed"));
    disk::write_whole(&out, &signed.encode(), Access::Everyone)?;
    ui.report(&Signed { file: out.display().to_string(), document, count, key: key.id().to_string() })
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(Batch::MAX_BYTES).unwrap_or(u64::MAX);
    Ok(disk::read_limited(path, limit)?)
}

/// Holds the fingerprint of a root that came along against the one that the person has.
pub(super) fn compare(root: &TrustedRoot, expected: Option<Fingerprint>) -> Result<(), Failure> {
    let found = root.fingerprint();
    match expected.filter(|expected| *expected != found) {
        Some(expected) => Err(Failure::refused(RootError::WrongFingerprint { expected, found })),
        None => Ok(()),
    }
}

/// Says whose root came along, for a person to compare.
pub(super) fn show_vendor(root: &TrustedRoot, ui: &mut Ui) {
    let document = root.root();
    let names: Vec<&str> = document.names.iter().map(|(_, name)| name.as_str()).collect();
    let environment = ui.words().say(&format!("environment-{}", environment_name(document.environment)), &[]);
    let (names, prefix) = (names.join(", "), document.prefix.to_string());
    ui.note("trust-review-vendor", &values![names = names, prefix = prefix, environment = environment]);
    let fingerprint = root.fingerprint();
    ui.note(
        "trust-review-fingerprint",
        &values![fingerprint = fingerprint.to_string(), words = fingerprint_words(fingerprint)],
    );
}

/// Says what the signatures would stand for, computed from the payloads themselves.
fn review(batch: &ReviewedBatch, ui: &mut Ui) {
    show_vendor(batch.root(), ui);
    let summary = batch.summary();
    let document = batch.purpose().document().name();
    ui.note("trust-review-batch", &values![count = summary.count, document = document]);
    match summary.issued {
        Some((first, last)) if first == last => ui.note("trust-review-date", &values![date = first]),
        Some((first, last)) => ui.note("trust-review-dates", &values![first = first, last = last]),
        None => {}
    }
    for (offer, count) in summary.offers.iter().take(MAX_OFFERS) {
        let terms = terms(offer, ui.words());
        ui.note(
            "trust-review-product",
            &values![product = offer.product.get(), terms = terms, count = *count],
        );
    }
    if let Some(more) = summary.offers.len().checked_sub(MAX_OFFERS).filter(|more| *more > 0) {
        ui.warn("trust-review-more", &values![count = more]);
    }
    for (id, count) in [("trust-review-bearer", summary.bearer), ("trust-review-reusable", summary.reusable)]
    {
        if count > 0 {
            ui.note(id, &values![count = count]);
        }
    }
    for name in &summary.names {
        match batch.purpose() {
            Purpose::Catalog => ui.note("trust-review-catalog", &values![number = name]),
            _ => ui.note("trust-review-line", &values![text = name]),
        }
    }
}

/// Kinds of offers that are shown: a person reads no longer list, and is told that there are more.
const MAX_OFFERS: usize = 40;

/// `1 × 5, 2 × ∞; until 2027-12-31`.
fn terms(offer: &BatchOffer, words: &Words) -> String {
    let number = |limit: &Limit| match limit {
        Limit::Count(number) => Some(number.get()),
        Limit::Unlimited => None,
    };
    let limits = offer.features.iter().map(|(feature, limit)| limit_text(feature.get(), number(limit)));
    let limits: Vec<String> = limits.collect();
    let mut parts = Vec::from_iter(Some(limits.join(", ")).filter(|limits| !limits.is_empty()));
    parts.push(match (offer.until, offer.days) {
        (Some(until), _) => say!(words, "trust-until", date = until),
        (None, Some(days)) => say!(words, "trust-days", days = days),
        (None, None) => say!(words, "vendor-for-ever"),
    });
    parts.extend(offer.is_trial.then(|| say!(words, "vendor-trial")));
    parts.join("; ")
}

/// A batch that was written down to be signed elsewhere.
#[derive(Serialize)]
pub(super) struct PreparedBatch {
    file: String,
    document: &'static str,
    count: usize,
}

impl PreparedBatch {
    /// Writes the batch.
    pub(super) fn write(batch: &Batch, path: &Path) -> Result<Self, Failure> {
        disk::write_whole(path, &batch.encode(), Access::Everyone)?;
        Ok(Self {
            file: path.display().to_string(),
            document: batch.purpose.document().name(),
            count: batch.items.len(),
        })
    }
}

impl Report for PreparedBatch {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "trust-batch-prepared", &values![count = self.count, file = &self.file]);
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
    let batch =
        Batch::decode(&read(&args.batch)?).map_err(|error| Failure::refused(VerifyError::from(error)))?;
    let assembled = ledger.assemble(purpose, &batch, &vendor.context()).map_err(judged)?;
    ui.report(&AssembledJson {
        document: assembled.purpose.document().name(),
        numbers: assembled.numbers.iter().map(ToString::to_string).collect(),
        number: assembled.number,
    })
}
