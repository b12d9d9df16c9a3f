use std::path::Path;

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use crypto::{RootKey, key_id as id_of};
use ledger::ReviewedChange;
use serde::Serialize;

use crate::signer::Wanted;
use crate::trust::{DifferenceJson, SignArgs, differences, read_change};
use crate::vendor::judged;

#[derive(Serialize)]
struct Signed {
    file: String,
    key: String,
    version: u32,
    changes: Vec<DifferenceJson>,
    /// Signatures and needed ones, of the old and of the new root keys.
    old_root: [u32; 2],
    new_root: [u32; 2],
    #[serde(skip)]
    is_enough: bool,
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
        if self.is_enough {
            page.say("trust-next-assemble-now", &values![file = &self.file]);
        } else {
            page.say("trust-next-assemble", &[]);
        }
    }
}

pub(super) fn run(args: &SignArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut change = read(args.file())?;
    let asked = change.asked_keys();
    let wanted = Wanted::asked(&asked);
    let key =
        args.agreed_key((change.before(), change.code()), &wanted, "trust-sign-question", ui, |ui| {
            review(&change, ui)
        })?;
    let key = RootKey::new(key);
    change.sign(&key).map_err(judged)?;
    let id = id_of(&key.public()).to_string();
    let file = args.write(format!("{id}.signed"), &change.change().encode())?;
    let signed_by = change.signed_by().map_err(judged)?;
    let [old_root, new_root] = signed_by.map(|count| [count.found, count.needed]);
    let (version, changes) = (change.next().version, differences(&change));
    let is_enough = signed_by.iter().all(|count| count.is_enough());
    ui.report(&Signed { file, key: id, version, changes, old_root, new_root, is_enough })
}

/// Reads a change and looks into it.
pub(super) fn read(path: &Path) -> Result<ReviewedChange, Failure> {
    ReviewedChange::of(read_change(path)?).map_err(judged)
}

/// Says what a signature would stand for, computed from the two roots themselves.
fn review(change: &ReviewedChange, ui: &mut Ui) {
    let (from, to) = (change.before().root().version, change.next().version);
    let issued = change.next().issued_at;
    ui.note("trust-review-versions", &values![from = from, to = to, date = issued]);
    if issued > console::clock::now().plus_days(1) {
        ui.warn("trust-review-ahead", &values![date = issued]);
    }
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
