use std::path::PathBuf;

use console::{
    Answer, CAUSE, Corrected, Failure, Page, PassphraseArgs, RepairArgs, Report, Tone, Ui, values,
};
use format::{Explain, Fact, Number, Purpose};
use ledger::{Ledger, LedgerError, RedeemOutcome, RedeemPreview};
use policy::Refusal;
use serde::Serialize;
use thiserror::Error;

use super::given::GivenCoupon;
use crate::agree::agree;
use crate::commands::batch::PreparedBatch;
use crate::commands::license::grants_json;
use crate::grant_changes::GrantChanges;
use crate::input::license_number;
use crate::options::VendorArgs;
use crate::show::GrantJson;
use crate::vendor::{judged, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct Redeem {
    /// The coupon's number, its text, its file, a picture of its QR code, or - to read it from stdin
    #[arg(value_name = "COUPON")]
    coupon: String,

    /// The license's number
    #[arg(long, value_parser = license_number)]
    license: Number,

    #[command(flatten)]
    repair: RepairArgs,

    /// Why; stays in the ledger
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true,
        conflicts_with = "prepare"
    )]
    note: String,

    /// Write the license's next revision into this file, to be signed on another machine
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    prepare: Option<PathBuf>,

    /// Show what would change and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &Redeem, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let (coupon, corrections) = GivenCoupon::read(&args.coupon, args.repair, &ledger, ui)?;
    let context = vendor.context();
    let preview = ledger.preview_redemption(coupon.as_ref(), args.license, &context);
    let preview = preview.map_err(|error| for_another(error, &args.license))?;
    warn_of_nothing(&preview, args, ui)?;
    let report = RedeemedJson { corrections, ..RedeemedJson::of_preview(&ledger, &preview, args.dry_run)? };
    if let Some(file) = &args.prepare {
        let batch = ledger.prepare_redemption(coupon.as_ref(), args.license, &context).map_err(judged)?;
        return ui.report(&PreparedBatch::write(&batch, file)?);
    }
    if !args.dry_run {
        // What the license holds and would hold decides on the key: one for some products cannot take another one away.
        let products = preview.before.iter().chain(&preview.after).map(|grant| grant.product).collect();
        let key = signing_key(vendor, &ledger, (Purpose::License, products), &args.passphrase, ui)?;
        let note = args.note.as_str();
        ledger.redeem_noting(coupon.as_ref(), args.license, note, &key, &context).map_err(judged)?;
    }
    ui.report(&report)
}

/// A coupon that adds nothing is used up all the same: so that is said, and asked.
fn warn_of_nothing(preview: &RedeemPreview, args: &Redeem, ui: &mut Ui) -> Result<(), Failure> {
    let there = preview.adds_nothing();
    for grant in &there {
        let product = grant.product.get();
        match grant.until {
            Some(until) => ui.warn("vendor-adds-nothing", &values![product = product, until = until]),
            None => ui.warn("vendor-adds-nothing-for-ever", &values![product = product]),
        }
    }
    // A script is warned only: it redeems what it was given, and nothing is lost but the coupon.
    if there.is_empty() || args.dry_run || !ui.is_interactive() {
        return Ok(());
    }
    agree(args.yes, "vendor-redeem-question", ui)
}

/// The ledger's refusal, in the vendor's words where the coupon was made for somebody else.
fn for_another(error: LedgerError, license: &Number) -> Failure {
    match error {
        LedgerError::Refused(
            refusal @ (Refusal::CouponOtherLicense { .. } | Refusal::CouponOtherCustomer { .. }),
        ) => Failure::refused(ForAnother { license: *license, refusal }),
        other => judged(other),
    }
}

/// The coupon was made for another license or another customer; the vendor can look up for which.
#[derive(Clone, Debug, Error)]
#[error("the coupon cannot be redeemed on {license}")]
struct ForAnother {
    license: Number,
    #[source]
    refusal: Refusal,
}

impl Explain for ForAnother {
    fn code(&self) -> &'static str {
        "cli.coupon-for-another"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let mut facts = vec![("license", Fact::text(self.license)), (CAUSE, Fact::text(self.refusal.code()))];
        facts.extend(self.refusal.facts());
        facts
    }
}

#[derive(Serialize)]
pub(super) struct RedeemedJson {
    coupon: String,
    license: String,
    revision: u32,
    dry_run: bool,
    before: Vec<GrantJson>,
    after: Vec<GrantJson>,
    changes: GrantChanges,
    /// What was wrong with the text; it was shown and accepted.
    corrections: Vec<Corrected>,
}

impl RedeemedJson {
    pub(super) fn of_preview(
        ledger: &Ledger,
        preview: &RedeemPreview,
        dry_run: bool,
    ) -> Result<Self, Failure> {
        Ok(Self {
            coupon: preview.coupon.to_string(),
            license: preview.license.to_string(),
            revision: preview.revision,
            dry_run,
            before: grants_json(ledger, &preview.before)?,
            after: grants_json(ledger, &preview.after)?,
            changes: GrantChanges::between(ledger, &preview.before, &preview.after)?,
            corrections: Vec::new(),
        })
    }

    pub(super) fn of_outcome(ledger: &Ledger, outcome: &RedeemOutcome) -> Result<Self, Failure> {
        Ok(Self {
            coupon: outcome.coupon.to_string(),
            license: outcome.license.to_string(),
            revision: outcome.revision,
            dry_run: false,
            before: grants_json(ledger, &outcome.before)?,
            after: grants_json(ledger, &outcome.after)?,
            changes: GrantChanges::between(ledger, &outcome.before, &outcome.after)?,
            corrections: Vec::new(),
        })
    }
}

impl RedeemedJson {
    /// For a coupon that would be made first: it has no number yet.
    pub(super) fn show_without_coupon(&self, page: &mut Page<'_>) {
        let values = values![license = &self.license, revision = self.revision];
        page.say("coupons-would-redeem", &values);
        self.show_changes(page);
    }

    fn show_changes(&self, page: &mut Page<'_>) {
        page.heading("changes-of-license", &[]);
        self.changes.show(page);
    }
}

impl Report for RedeemedJson {
    fn show(&self, page: &mut Page<'_>) {
        let id = if self.dry_run { "vendor-would-redeem" } else { "vendor-redeemed" };
        let values = values![coupon = &self.coupon, license = &self.license, revision = self.revision];
        page.say_toned(Tone::Good, id, &values);
        self.show_changes(page);
        if !self.dry_run {
            page.blank();
            page.say("license-hand-over", &values![license = &self.license]);
        }
    }
}
