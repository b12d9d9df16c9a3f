use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, typed, values};
use format::{Number, Purpose};
use ledger::{Customer, CustomerNumber};
use serde::Serialize;

use crate::input::{customer_number, license_number};
use crate::options::{DryRun, VendorArgs};
use crate::vendor::{judged, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct Move {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,

    /// The number of the customer who gets it
    #[arg(long, value_name = "CUSTOMER", value_parser = typed(customer_number))]
    to: CustomerNumber,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,

    #[command(flatten)]
    dry_run: DryRun,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &Move, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let context = vendor.context();
    let preview = ledger.preview_move(args.license, args.to, &context).map_err(judged)?;
    if !args.dry_run.is_on() {
        let grants = ledger.license(args.license).map_err(judged)?.newest().license.grants.clone();
        let products = grants.iter().map(|grant| grant.product).collect();
        let key = signing_key(vendor, &ledger, (Purpose::License, products), &args.passphrase, ui)?;
        ledger.move_license(args.license, args.to, &args.note, &key, &context).map_err(judged)?;
    }
    ui.report(&MovedJson {
        license: args.license.to_string(),
        revision: preview.revision,
        from: PartyJson::new(&preview.from, preview.holder_before),
        to: PartyJson::new(&preview.to, preview.holder_after),
        coupons_that_no_longer_fit: preview.coupons.iter().map(Number::to_string).collect(),
        note: args.note.clone(),
        dry_run: args.dry_run.is_on(),
    })
}

#[derive(Serialize)]
struct PartyJson {
    customer: u32,
    company: String,
    /// The holder's name in the license itself; `null`: it names none.
    holder: Option<String>,
}

impl PartyJson {
    fn new(customer: &Customer, holder: Option<String>) -> Self {
        Self { customer: customer.number.get(), company: customer.company.clone(), holder }
    }
}

#[derive(Serialize)]
struct MovedJson {
    license: String,
    /// The revision that says so.
    revision: u32,
    from: PartyJson,
    to: PartyJson,
    /// Open coupons for the former customer: this license takes them no longer.
    coupons_that_no_longer_fit: Vec<String>,
    note: String,
    dry_run: bool,
}

impl Report for MovedJson {
    fn show(&self, page: &mut Page<'_>) {
        let (id, tone) = match self.dry_run {
            true => ("license-would-move", Tone::Plain),
            false => ("license-moved", Tone::Good),
        };
        page.say_toned(tone, id, &values![license = &self.license, revision = self.revision]);
        let named = |party: &PartyJson| format!("{} ({})", party.company, party.customer);
        let holder = |party: &PartyJson| party.holder.clone().unwrap_or_else(|| "—".to_owned());
        page.field("vendor-customer", format!("{} → {}", named(&self.from), named(&self.to)));
        page.field("vendor-holder", format!("{} → {}", holder(&self.from), holder(&self.to)));
        page.say("license-move-keeps", &[]);
        if !self.coupons_that_no_longer_fit.is_empty() {
            page.heading("coupons-no-longer-fit", &[]);
            self.coupons_that_no_longer_fit.iter().for_each(|coupon| page.line(coupon));
        }
        if !self.dry_run {
            page.blank();
            page.say("license-hand-over", &values![license = &self.license]);
        }
    }
}
