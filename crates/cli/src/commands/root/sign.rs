use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use crypto::{RootKey, key_id as id_of, read_fingerprint};
use disk::Access;
use format::{Fingerprint, RootChange};
use ledger::ReviewedChange;
use serde::Serialize;

use crate::commands::batch::{compare, show_vendor};
use crate::commands::key::NotAgreed;
use crate::signer::{KeyArgs, Wanted};
use crate::trust::{DifferenceJson, differences};
use crate::vendor::judged;

/// A signature of one root key.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The prepared change
    #[arg(value_name = "FILE")]
    change: PathBuf,

    #[command(flatten)]
    key: KeyArgs,

    /// Compare the vendor's fingerprint with this one: forty digits or twelve words
    #[arg(long, value_name = "FINGERPRINT", value_parser = typed(read_fingerprint))]
    fingerprint: Option<Fingerprint>,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// Where the signed copy goes [default: beside FILE, named after the key]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Signed {
    file: String,
    key: String,
    version: u32,
    changes: Vec<DifferenceJson>,
    /// Signatures and needed ones, of the old and of the new root keys.
    old_root: [u32; 2],
    new_root: [u32; 2],
}

impl Report for Signed {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![version = self.version, key = &self.key, file = &self.file];
        page.say_toned(Tone::Good, "trust-root-signed", &values);
        for (id, [have, needed]) in
            [("trust-of-old-root", self.old_root), ("trust-of-new-root", self.new_root)]
        {
            page.field(id, format!("{have} / {needed}"));
        }
        let is_enough = |[have, needed]: [u32; 2]| have >= needed;
        if is_enough(self.old_root) && is_enough(self.new_root) {
            page.say("trust-next-assemble-now", &values![file = &self.file]);
        } else {
            page.say("trust-next-assemble", &[]);
        }
    }
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut change = read(&args.change)?;
    compare(change.before(), args.fingerprint)?;
    let asked = change.asked_keys();
    let wanted = Wanted::asked(&asked);
    args.key.check(&wanted)?;
    review(&change, ui);
    let question = ui.words().say("trust-sign-question", &[]);
    if !args.yes && !ui.confirm(&question)? {
        return Err(Failure::refused(NotAgreed));
    }
    let key = RootKey::new(args.key.open(&wanted, ui)?);
    change.sign(&key).map_err(judged)?;
    let id = id_of(&key.public()).to_string();
    let out = args.out.clone().unwrap_or_else(|| args.change.with_extension(format!("{id}.signed")));
    disk::write_whole(&out, &change.change().encode(), Access::Everyone)?;
    let [old, new] = change.signed_by().map_err(judged)?;
    ui.report(&Signed {
        file: out.display().to_string(),
        key: id,
        version: change.next().version,
        changes: differences(&change),
        old_root: [old, change.before().root().threshold],
        new_root: [new, change.next().threshold],
    })
}

/// Reads a change and looks into it.
pub(super) fn read(path: &Path) -> Result<ReviewedChange, Failure> {
    let limit = u64::try_from(RootChange::MAX_BYTES).unwrap_or(u64::MAX);
    ReviewedChange::read(&disk::read_limited(path, limit)?).map_err(judged)
}

/// Says what a signature would stand for, computed from the two roots themselves.
fn review(change: &ReviewedChange, ui: &mut Ui) {
    show_vendor(change.before(), ui);
    let (from, to) = (change.before().root().version, change.next().version);
    ui.note("trust-review-versions", &values![from = from, to = to, date = change.next().issued_at]);
    for difference in differences(change) {
        let text = difference.say(ui.words());
        ui.note("trust-review-line", &values![text = text]);
    }
    if change.differences().is_empty() {
        ui.note("trust-review-nothing", &[]);
    }
    let next = change.next_fingerprint();
    if next != change.before().fingerprint() {
        let words = crypto::fingerprint_words(next);
        let values = values![fingerprint = next.to_string(), words = words];
        ui.warn("trust-review-new-fingerprint", &values);
    }
}
