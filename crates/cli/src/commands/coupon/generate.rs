use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, parse, typed, values};
use disk::Access;
use format::{Document, Explain, Fact, Number, ProductId, Purpose, Term, UnixTime, write_text};
use ledger::{CouponProduct, CouponRequest, CouponScope, CustomerNumber, Ledger};
use serde::Serialize;
use thiserror::Error;

use crate::commands::batch::PreparedBatch;
use crate::input::{customer_number, license_number, product_id};
use crate::options::VendorArgs;
use crate::vendor::{judged, random, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct Generate {
    /// The product to add; as often as needed
    #[arg(long = "add", value_name = "PRODUCT", required = true, value_parser = typed(product_id))]
    products: Vec<ProductId>,

    /// Valid through this day; its last second in UTC is the last one
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date), conflicts_with = "days")]
    until: Option<UnixTime>,

    /// Valid for so many days from the redemption; without this and --until for ever
    #[arg(long, value_name = "DAYS", value_parser = typed(parse::count))]
    days: Option<NonZeroU32>,

    /// Multiplies the limits that the product marks for it
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = typed(parse::count))]
    multiplier: NonZeroU32,

    /// How many coupons
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = typed(parse::count))]
    count: NonZeroU32,

    /// Only for this license
    #[arg(long, value_name = "LICENSE", value_parser = license_number, conflicts_with = "for_customer")]
    for_license: Option<Number>,

    /// Only for the licenses of this customer
    #[arg(long, value_name = "CUSTOMER", value_parser = typed(customer_number))]
    for_customer: Option<CustomerNumber>,

    /// May be redeemed on several licenses, once on each
    #[arg(long)]
    reusable: bool,

    /// The last day on which it may be redeemed
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    redeem_before: Option<UnixTime>,

    /// A note of your own
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,

    /// The invoice it belongs to
    #[arg(long, default_value = "", hide_default_value = true)]
    invoice: String,

    /// Write them into this file, to be signed on another machine
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    prepare: Option<PathBuf>,

    /// Also write each coupon into this folder, as a file and as text
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &Generate, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let now = vendor.context().now;
    if let Some(until) = args.until.filter(|until| *until < now) {
        return Err(UntilIsPast { until, now }.into());
    }
    let mut ledger = vendor.open()?;
    if let Some(file) = &args.prepare {
        let batch =
            ledger.prepare_coupons(&request(args), &vendor.context(), &mut random()).map_err(judged)?;
        warn(args, ui);
        return ui.report(&PreparedBatch::write(&batch, file)?);
    }
    let generated = generate(args, &mut ledger, vendor, ui)?;
    warn(args, ui);
    ui.report(&generated)
}

/// Says what coupons for whoever holds them may cost, and what of the remedies was not used yet.
fn warn(args: &Generate, ui: &mut Ui) {
    if args.for_license.is_none() && args.for_customer.is_none() {
        let has_end = if args.redeem_before.is_some() { "yes" } else { "no" };
        ui.warn("vendor-bearer-risk", &values![ends = has_end]);
    }
}

/// Nobody could redeem such a coupon.
#[derive(Clone, Copy, Debug, Error)]
#[error("{until} is past: it is {now}")]
struct UntilIsPast {
    until: UnixTime,
    now: UnixTime,
}

impl Explain for UntilIsPast {
    fn code(&self) -> &'static str {
        "cli.until-is-past"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("until", self.until.into()), ("now", self.now.into())]
    }
}

fn request(args: &Generate) -> CouponRequest {
    let term = match (args.until, args.days) {
        (Some(until), _) => Term::Until(until),
        (None, Some(days)) => Term::Days(days),
        (None, None) => Term::Perpetual,
    };
    let products = args.products.iter().map(|product| CouponProduct {
        product: *product,
        term,
        multiplier: args.multiplier,
    });
    CouponRequest {
        products: products.collect(),
        scope: match (args.for_license, args.for_customer) {
            (Some(license), _) => CouponScope::License(license),
            (None, Some(customer)) => CouponScope::Customer(customer),
            (None, None) => CouponScope::Bearer,
        },
        count: args.count.get(),
        redeem_before: args.redeem_before,
        is_reusable: args.reusable,
        comment: args.comment.clone(),
        invoice: args.invoice.clone(),
    }
}

fn generate(
    args: &Generate,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Generated, Failure> {
    let request = request(args);
    let mut products = args.products.clone();
    for product in &args.products {
        products.extend(ledger.product(*product).map_err(judged)?.replaces);
    }
    let key = signing_key(vendor, ledger, (Purpose::Coupon, products), &args.passphrase, ui)?;
    let issued = ledger.generate_coupons(&request, &key, &vendor.context(), &mut random()).map_err(judged)?;
    let batch = issued.first().map(|one| one.batch).unwrap_or_default();
    let coupons = issued.iter().map(|one| {
        let text = write_text(one.number, &one.document);
        let file = args
            .out
            .as_deref()
            .map(|folder| write_files(folder, one.number, &one.document, &text))
            .transpose()?;
        Ok(GeneratedCoupon { coupon: one.number.to_string(), text, file })
    });
    Ok(Generated {
        batch,
        folder: args.out.as_deref().map(|folder| folder.display().to_string()),
        coupons: coupons.collect::<Result<_, Failure>>()?,
    })
}

/// The coupon as `<number>.kscoupon` and `<number>.txt`.
fn write_files(folder: &Path, number: Number, document: &[u8], text: &str) -> Result<String, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
    let file = folder.join(format!("{number}.{}", Document::Coupon.file_ending()));
    disk::write_whole(&file, document, Access::OwnerOnly)?;
    disk::write_whole(&folder.join(format!("{number}.txt")), text.as_bytes(), Access::OwnerOnly)?;
    Ok(file.display().to_string())
}

#[derive(Serialize)]
struct Generated {
    batch: u32,
    folder: Option<String>,
    coupons: Vec<GeneratedCoupon>,
}

#[derive(Serialize)]
struct GeneratedCoupon {
    coupon: String,
    text: String,
    file: Option<String>,
}

impl Report for Generated {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(
            Tone::Good,
            "vendor-coupons-generated",
            &values![count = self.coupons.len(), batch = self.batch],
        );
        self.coupons.iter().for_each(|one| page.line(&one.coupon));
        if let Some(folder) = &self.folder {
            page.say("vendor-coupons-written", &values![folder = folder]);
        }
    }
}
