use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, values};
use crypto::SigningKey;
use format::{ProductId, Purpose, write_text};
use ledger::{CouponKind, CouponRequest, CouponScope, IssuedCoupon, Ledger};
use serde::Serialize;

use super::bulk::{self, Begun, BulkArgs};
use super::delivery::write_files;
use super::redeem::RedeemedJson;
use super::wanted::WantedArgs;
use crate::agree::agree;
use crate::commands::batch::PreparedBatch;
use crate::options::VendorArgs;
use crate::vendor::{judged, random, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    wanted: WantedArgs,

    #[command(flatten)]
    bulk: BulkArgs,

    /// Redeem it at once on the license that it is for, with --for-license
    #[arg(long, requires = "for_license", conflicts_with_all = ["prepare", "count"])]
    redeem_now: bool,

    /// Show what would be generated, and what a coupon for one license would change, and change nothing
    #[arg(long, conflicts_with = "prepare")]
    dry_run: bool,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// Write them into this file, to be signed on another machine
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    prepare: Option<PathBuf>,

    /// Also write them: into this .csv or .jsonl file, a row each, or into this folder, a file and a text each
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &Generate, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let context = vendor.context();
    if let Some(batch) = args.bulk.resume {
        let begun = bulk::resume(batch, &args.bulk, &ledger)?;
        return fill(begun, args, &mut ledger, vendor, ui);
    }
    let request = args.wanted.request(&ledger, context.now)?;
    if !args.bulk.has_rows() {
        warn(&request, ui);
    }
    if args.bulk.is_for(&request, args.out.as_deref()) && args.prepare.is_none() {
        return match bulk::begin(&args.bulk, request, args.dry_run, &mut ledger, vendor, ui)? {
            Ok(begun) => fill(begun, args, &mut ledger, vendor, ui),
            Err(answer) => Ok(answer),
        };
    }
    if args.dry_run {
        return dry_run(&request, args, &mut ledger, vendor, ui);
    }
    if matches!(&request.kind, CouponKind::Change(wanted) if wanted.kept.is_empty() && wanted.products.is_empty())
    {
        agree(args.yes, "coupons-to-nothing-question", ui)?;
    }
    if let Some(file) = &args.prepare {
        let batch = ledger.prepare_coupons(&request, &context, &mut random()).map_err(judged)?;
        return ui.report(&PreparedBatch::write(&batch, file)?);
    }
    let key = coupon_key(&request, &ledger, args, vendor, ui)?;
    let generated = if args.redeem_now {
        redeem_now(&request, &key, args, &mut ledger, vendor, ui)?
    } else {
        let issued = ledger.generate_coupons(&request, &key, &context, &mut random()).map_err(judged)?;
        Generated::new(&request, &issued, args.out.as_deref())?
    };
    ui.report(&generated)
}

/// Issues what a batch lacks, and writes it out.
fn fill(
    begun: Begun,
    args: &Generate,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Answer, Failure> {
    let key = coupon_key(begun.request(), ledger, args, vendor, ui)?;
    begun.fill(&key, args.out.as_deref(), ledger, vendor, ui)
}

/// Says what coupons for whoever holds them may cost, and what of the remedies was not used yet.
fn warn(request: &CouponRequest, ui: &mut Ui) {
    if request.scope == CouponScope::Bearer {
        let has_end = if request.redeem_before.is_some() { "yes" } else { "no" };
        ui.warn("vendor-bearer-risk", &values![ends = has_end]);
    }
}

fn dry_run(
    request: &CouponRequest,
    args: &Generate,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Answer, Failure> {
    let context = vendor.context();
    ledger.check_coupons(request, &context).map_err(judged)?;
    let would = Generated { dry_run: true, ..Generated::new(request, &[], None)? };
    if !matches!(request.scope, CouponScope::License(_)) || request.count != 1 {
        return ui.report(&would);
    }
    let key = coupon_key(request, ledger, args, vendor, ui)?;
    let preview = ledger.preview_coupon(request, &key, &context, &mut random()).map_err(judged)?;
    let redeemed = Some(RedeemedJson::of_preview(ledger, &preview, true)?);
    ui.report(&Generated { redeemed, ..would })
}

fn redeem_now(
    request: &CouponRequest,
    coupon_key: &SigningKey,
    args: &Generate,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<Generated, Failure> {
    // What the license holds and would hold decides on the key: one for some products cannot take another one away.
    let mut products = named(request, ledger)?;
    if let CouponScope::License(license) = request.scope {
        let stored = ledger.license(license).map_err(judged)?;
        products.extend(stored.newest().license.grants.iter().map(|grant| grant.product));
    }
    let license_key = signing_key(vendor, ledger, (Purpose::License, products), &args.passphrase, ui)?;
    let keys = (coupon_key, &license_key);
    let context = vendor.context();
    let (issued, outcome) =
        ledger.generate_and_redeem(request, keys, &context, &mut random()).map_err(judged)?;
    let redeemed = Some(RedeemedJson::of_outcome(ledger, &outcome)?);
    Ok(Generated { redeemed, ..Generated::new(request, &[issued], args.out.as_deref())? })
}

fn coupon_key(
    request: &CouponRequest,
    ledger: &Ledger,
    args: &Generate,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    let products = named(request, ledger)?;
    signing_key(vendor, ledger, (Purpose::Coupon, products), &args.passphrase, ui)
}

/// The products that the coupons name, and the trials that those end.
fn named(request: &CouponRequest, ledger: &Ledger) -> Result<Vec<ProductId>, Failure> {
    let mut products = request.kind.products();
    for product in products.clone() {
        products.extend(ledger.product(product).map_err(judged)?.replaces);
    }
    Ok(products)
}

#[derive(Serialize)]
struct Generated {
    kind: &'static str,
    /// How many were wanted.
    count: u32,
    dry_run: bool,
    batch: Option<u32>,
    folder: Option<String>,
    coupons: Vec<GeneratedCoupon>,
    /// What became of the license, where it was redeemed at once, or would.
    redeemed: Option<RedeemedJson>,
}

#[derive(Serialize)]
struct GeneratedCoupon {
    coupon: String,
    text: String,
    file: Option<String>,
}

impl Generated {
    fn new(request: &CouponRequest, issued: &[IssuedCoupon], out: Option<&Path>) -> Result<Self, Failure> {
        if let Some(folder) = out {
            std::fs::create_dir_all(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
        }
        let coupons = issued.iter().map(|one| {
            let text = write_text(one.number, &one.document);
            let file = out.map(|folder| write_files(folder, one)).transpose()?;
            Ok(GeneratedCoupon { coupon: one.number.to_string(), text, file })
        });
        Ok(Self {
            kind: request.kind.name(),
            count: request.count,
            dry_run: false,
            batch: issued.first().map(|one| one.batch),
            folder: out.map(|folder| folder.display().to_string()),
            coupons: coupons.collect::<Result<_, Failure>>()?,
            redeemed: None,
        })
    }
}

impl Report for Generated {
    fn list(&self) -> Option<&'static str> {
        Some("coupons")
    }

    fn show(&self, page: &mut Page<'_>) {
        match self.batch {
            Some(batch) => page.say_toned(
                Tone::Good,
                "vendor-coupons-generated",
                &values![count = self.coupons.len(), batch = batch],
            ),
            None => {
                let values = values![count = self.count, kind = self.kind];
                page.say_toned(Tone::Good, "coupons-would-generate", &values);
            }
        }
        self.coupons.iter().for_each(|one| page.line(&one.coupon));
        if let Some(folder) = &self.folder {
            page.say("vendor-coupons-written", &values![folder = folder]);
        }
        if let Some(redeemed) = &self.redeemed {
            page.blank();
            if self.dry_run {
                redeemed.show_without_coupon(page);
            } else {
                redeemed.show(page);
            }
        }
    }
}
