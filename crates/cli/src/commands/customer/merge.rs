use console::{Answer, Failure, Page, PassphraseArgs, Report, Table, Tone, Ui, typed, values};
use format::{Number, Purpose};
use ledger::{Changed, Customer, CustomerNumber, KeptCard};
use serde::Serialize;

use super::fields::CustomerJson;
use crate::field_changes::{self, FieldChange};
use crate::input::customer_number;
use crate::options::{DryRun, VendorArgs};
use crate::vendor::{judged, random, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct Merge {
    /// The number of the duplicate
    #[arg(value_name = "DUPLICATE", value_parser = typed(customer_number))]
    duplicate: CustomerNumber,

    /// The customer that it is, and that is kept
    #[arg(long, value_name = "CUSTOMER", value_parser = typed(customer_number))]
    into: CustomerNumber,

    /// Take from the duplicate what the kept customer's card does not have
    #[arg(long)]
    fill: bool,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,

    #[command(flatten)]
    dry_run: DryRun,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct MovedJson {
    license: String,
    /// `null` after a dry run.
    revision: Option<u32>,
}

#[derive(Serialize)]
struct MergedJson {
    duplicate: CustomerJson,
    kept: CustomerJson,
    changes: Vec<FieldChange>,
    licenses: Vec<MovedJson>,
    /// Licenses that are revoked and stay where they are.
    revoked: Vec<String>,
    /// Open coupons for the duplicate, which fit no license any more.
    coupons: Vec<String>,
    dry_run: bool,
}

impl Report for MergedJson {
    fn show(&self, page: &mut Page<'_>) {
        let mut table =
            Table::new(["number", "vendor-company", "vendor-contact", "vendor-email", "customers-becomes"]);
        for (one, becomes) in [(&self.duplicate, "customers-goes"), (&self.kept, "customers-stays")] {
            let texts = [&one.company, &one.contact, &one.email].map(Into::into);
            let becomes = page.words().say(becomes, &[]);
            table.row([one.customer.into()].into_iter().chain(texts).chain([becomes.into()]));
        }
        page.table(&table);
        if !self.changes.is_empty() {
            page.heading("customers-card-filled", &values![number = self.kept.customer]);
            field_changes::show(page, &self.changes);
        }
        if !self.licenses.is_empty() {
            page.heading("customers-licenses-go", &values![number = self.kept.customer]);
            for one in &self.licenses {
                match one.revision {
                    None => page.line(&one.license),
                    Some(revision) => page
                        .say("customers-license-went", &values![license = &one.license, revision = revision]),
                }
            }
        }
        for (heading, numbers) in
            [("customers-licenses-stay", &self.revoked), ("customers-coupons-lost", &self.coupons)]
        {
            if !numbers.is_empty() {
                page.heading(heading, &values![number = self.duplicate.customer]);
                numbers.iter().for_each(|number| page.line(number));
            }
        }
        page.blank();
        let values = values![duplicate = self.duplicate.customer, kept = self.kept.customer];
        match self.dry_run {
            true => page.say("customers-dry-run", &[]),
            false => page.say_toned(Tone::Good, "customers-merged", &values),
        }
        if !self.dry_run && !self.licenses.is_empty() {
            page.say("customers-hand-over", &[]);
        }
    }
}

fn texts(numbers: &[Number]) -> Vec<String> {
    numbers.iter().map(Number::to_string).collect()
}

fn changes_of(kept: &Changed<Customer>) -> Vec<FieldChange> {
    FieldChange::of(&CustomerJson::from(&kept.before), &CustomerJson::from(&kept.after))
}

pub(super) fn run(args: &Merge, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let (pair, context) = ((args.duplicate, args.into), vendor.context());
    let card = if args.fill { KeptCard::Filled } else { KeptCard::AsIs };
    let preview = ledger.preview_merge(pair, card, &context, &mut random()).map_err(judged)?;
    let mut report = MergedJson {
        duplicate: CustomerJson::from(&preview.duplicate),
        kept: CustomerJson::from(&preview.kept.after),
        changes: changes_of(&preview.kept),
        licenses: preview
            .licenses
            .iter()
            .map(|one| MovedJson { license: one.to_string(), revision: None })
            .collect(),
        revoked: texts(&preview.revoked),
        coupons: texts(&preview.coupons),
        dry_run: args.dry_run.is_on(),
    };
    if args.dry_run.is_on() {
        return ui.report(&report);
    }
    let values = values![
        duplicate = &report.duplicate.company,
        number = report.duplicate.customer,
        kept = &report.kept.company,
        into = report.kept.customer,
        count = report.licenses.len()
    ];
    if !args.yes {
        // A question says first what it is about; without one, the report says what was done.
        ui.note("customers-merge-what", &values);
    }
    if !report.coupons.is_empty() {
        ui.warn("customers-merge-coupons", &values![count = report.coupons.len()]);
    }
    crate::agree::agree(args.yes, "customers-merge-question", ui)?;
    let key = match preview.licenses.is_empty() {
        true => None,
        false => {
            Some(signing_key(vendor, &ledger, (Purpose::License, preview.products), &args.passphrase, ui)?)
        }
    };
    let merged = ledger.merge_customers(pair, card, &args.note, key.as_ref(), &context, &mut random());
    let merged = merged.map_err(judged)?;
    let moved = merged.moves.iter();
    let moved = moved.map(|one| MovedJson { license: one.license.to_string(), revision: Some(one.revision) });
    report.licenses = moved.collect();
    report.duplicate = CustomerJson::from(&merged.duplicate);
    report.kept = CustomerJson::from(&merged.kept.after);
    report.changes = changes_of(&merged.kept);
    report.coupons = texts(&merged.coupons);
    ui.report(&report)
}
