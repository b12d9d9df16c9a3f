use std::io::stdin;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use console::{
    Answer, Corrected, Failure, Page, PassphraseArgs, RepairArgs, Report, Table, Tone, Ui, parse, typed,
    values,
};
use disk::Access;
use format::{
    Document, License, Number, NumberKind, Payload, ProductId, Purpose, Scope, SignedText, Term, UnixTime,
    write_text,
};
use ledger::{
    CouponProduct, CouponRef, CouponRequest, CouponScope, CustomerNumber, Ledger, LedgerError, RedeemOutcome,
    StoredCoupon,
};
use serde::Serialize;

use super::batch::{self, PreparedBatch};
use super::license::grants_json;
use crate::arguments::VendorArgs;
use crate::input::{coupon_number, customer_number, is_kind, license_number, product_id};
use crate::qr::{Drawn, QrArgs};
use crate::show::{self, GrantJson};
use crate::vendor::{judged, random, signing_key};

/// Coupons.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Generate coupons that add products to a license
    #[command(
        after_help = "Examples:\n  keyslip coupon generate --add 1 --until 2027-12-31 --count 2\n  keyslip coupon generate --add 1 --days 365 --for-license DEMO-MDQYY-YTFFD-866QE-1EFNY"
    )]
    Generate(Box<Generate>),
    /// Take coupons that were signed on another machine into the ledger
    #[command(after_help = "Example:\n  keyslip coupon assemble coupons.signed")]
    Assemble(batch::Assemble),
    /// List the coupons
    List(List),
    /// Show a coupon and where it was redeemed
    Show(Show),
    /// Redeem a coupon on a license
    #[command(after_help = "Example:\n  keyslip coupon redeem DEMOUPD-… --license DEMO-…")]
    Redeem(Redeem),
    /// Cancel a coupon that nobody has redeemed; the next bulletin tells the sites
    #[command(
        after_help = "Example:\n  keyslip coupon cancel DEMOUPD-… --reason \"sent to the wrong address\""
    )]
    Cancel(Cancel),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Cancel {
    /// The coupon's number
    #[arg(value_name = "COUPON", value_parser = typed(str::parse::<Number>))]
    coupon: Number,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Serialize)]
struct CancelledJson {
    coupon: String,
    reason: String,
    cancelled_at: String,
}

impl Report for CancelledJson {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "vendor-coupon-cancelled", &values![coupon = &self.coupon]);
        page.say("vendor-next-bulletin", &[]);
    }
}

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

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only those that were generated together
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    batch: Option<NonZeroU32>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The coupon's number
    #[arg(value_name = "COUPON", value_parser = coupon_number)]
    coupon: Number,

    /// Print the text that can be pasted or typed
    #[arg(long)]
    text: bool,

    #[command(flatten)]
    qr: QrArgs,
}

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

    /// Write the license's next revision into this file, to be signed on another machine
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    prepare: Option<PathBuf>,

    /// Show what would change and change nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct CouponJson {
    coupon: String,
    batch: u32,
    scope: &'static str,
    reusable: bool,
    redeem_before: Option<String>,
    products: Vec<u32>,
    comment: String,
    invoice: String,
    redeemed: Vec<RedemptionJson>,
    text: String,
    #[serde(skip)]
    shows_text: bool,
    /// What was drawn, where it was asked for.
    #[serde(flatten)]
    qr: Option<Drawn>,
}

#[derive(Serialize)]
struct RedemptionJson {
    license: String,
    revision: u32,
    at: String,
    #[serde(skip)]
    moment: UnixTime,
}

impl From<&StoredCoupon> for CouponJson {
    fn from(stored: &StoredCoupon) -> Self {
        let products = match &stored.coupon.change {
            format::Change::Add(items) => items.iter().map(|item| item.product.get()).collect(),
            format::Change::ExtendTrial(items) => items.iter().map(|item| item.product.get()).collect(),
            format::Change::Replace(grants) => grants.iter().map(|grant| grant.product.get()).collect(),
            _ => Vec::new(),
        };
        Self {
            coupon: stored.number.to_string(),
            batch: stored.batch,
            scope: match stored.coupon.scope {
                Scope::License(_) => "license",
                Scope::Customer(_) => "customer",
                _ => "bearer",
            },
            reusable: stored.coupon.is_reusable,
            redeem_before: stored.coupon.redeem_before.map(|moment| moment.to_string()),
            products,
            comment: stored.comment.clone(),
            invoice: stored.invoice.clone(),
            redeemed: stored
                .redemptions
                .iter()
                .map(|one| RedemptionJson {
                    license: one.license.to_string(),
                    revision: one.revision,
                    at: one.at.to_string(),
                    moment: one.at,
                })
                .collect(),
            text: write_text(stored.number, &stored.document),
            shows_text: false,
            qr: None,
        }
    }
}

impl Report for CouponJson {
    fn show(&self, page: &mut Page<'_>) {
        if self.shows_text {
            page.lines(&self.text);
        }
        if let Some(qr) = &self.qr {
            qr.show(page);
        }
        if self.shows_text || self.qr.is_some() {
            return;
        }
        page.field("vendor-coupon", &self.coupon);
        page.field("vendor-batch", self.batch);
        page.field("vendor-scope", page.words().say(&format!("scope-{}", self.scope), &[]));
        page.field(
            "vendor-products",
            self.products.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
        );
        for (label, text) in [("vendor-comment", &self.comment), ("vendor-invoice", &self.invoice)] {
            if !text.is_empty() {
                page.field(label, text);
            }
        }
        page.heading("vendor-redemptions", &[]);
        if self.redeemed.is_empty() {
            page.say("vendor-not-redeemed", &[]);
        }
        for one in &self.redeemed {
            page.say(
                "vendor-redeemed-on",
                &values![license = &one.license, at = one.moment, revision = one.revision],
            );
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Coupons(Vec<CouponJson>);

impl Report for Coupons {
    fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            return page.say("nothing-found", &[]);
        }
        let mut table = Table::new(["vendor-coupon", "vendor-batch", "vendor-scope", "vendor-redemptions"]);
        for one in &self.0 {
            let scope = page.words().say(&format!("scope-{}", one.scope), &[]);
            table.row([(&one.coupon).into(), one.batch.into(), scope.into(), one.redeemed.len().into()]);
        }
        page.table(&table);
    }
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

#[derive(Serialize)]
struct RedeemedJson {
    coupon: String,
    license: String,
    revision: u32,
    dry_run: bool,
    before: Vec<GrantJson>,
    after: Vec<GrantJson>,
    /// What was wrong with the text; it was shown and accepted.
    corrections: Vec<Corrected>,
}

impl Report for RedeemedJson {
    fn show(&self, page: &mut Page<'_>) {
        let id = if self.dry_run { "vendor-would-redeem" } else { "vendor-redeemed" };
        let values = values![coupon = &self.coupon, license = &self.license, revision = self.revision];
        page.say_toned(Tone::Good, id, &values);
        page.heading("vendor-before", &[]);
        show::grants(page, &self.before);
        page.heading("vendor-after", &[]);
        show::grants(page, &self.after);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Generate(args) if args.prepare.is_some() => {
            let batch =
                ledger.prepare_coupons(&request(args), &vendor.context(), &mut random()).map_err(judged)?;
            let file = args.prepare.as_deref().expect("the arm's condition");
            ui.report(&PreparedBatch::write(&batch, file)?)
        }
        Command::Assemble(args) => batch::assemble(Purpose::Coupon, args, vendor, ui),
        Command::Generate(args) => {
            let generated = generate(args, &mut ledger, vendor, ui)?;
            if args.for_license.is_none() && args.for_customer.is_none() {
                ui.warn("vendor-bearer-risk", &[]);
            }
            if let Some(until) = args.until.filter(|until| *until < vendor.context().now) {
                ui.warn("vendor-until-is-past", &values![until = until]);
            }
            ui.report(&generated)
        }
        Command::List(args) => {
            let coupons = ledger.coupons(args.batch.map(NonZeroU32::get)).map_err(judged)?;
            ui.report(&Coupons(coupons.iter().map(CouponJson::from).collect()))
        }
        Command::Show(args) => {
            let coupon = ledger.coupon(args.coupon).map_err(judged)?;
            let shown = CouponJson::from(&coupon);
            let qr = args.qr.is_asked().then(|| args.qr.draw(&shown.text)).transpose()?;
            ui.report(&CouponJson { shows_text: args.text, qr, ..shown })
        }
        Command::Cancel(args) => {
            let cancelled =
                ledger.cancel_coupon(args.coupon, &args.reason, &vendor.context()).map_err(judged)?;
            ui.report(&CancelledJson {
                coupon: cancelled.coupon.to_string(),
                reason: cancelled.reason,
                cancelled_at: cancelled.at.to_string(),
            })
        }
        Command::Redeem(Redeem { prepare: Some(file), coupon, license, repair, .. }) => {
            let (coupon, _) = Typed::read(coupon, *repair, &ledger, ui)?;
            let batch =
                ledger.prepare_redemption(coupon.as_ref(), *license, &vendor.context()).map_err(judged)?;
            ui.report(&PreparedBatch::write(&batch, file)?)
        }
        Command::Redeem(args) => {
            let (outcome, corrections) = redeem(args, &mut ledger, vendor, ui)?;
            ui.report(&RedeemedJson {
                coupon: outcome.coupon.to_string(),
                license: outcome.license.to_string(),
                revision: outcome.revision,
                dry_run: args.dry_run,
                before: grants_json(&ledger, &outcome.before)?,
                after: grants_json(&ledger, &outcome.after)?,
                corrections,
            })
        }
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
    disk::write_whole(&file, document, Access::Everyone)?;
    disk::write_whole(&folder.join(format!("{number}.txt")), text.as_bytes(), Access::Everyone)?;
    Ok(file.display().to_string())
}

fn redeem(
    args: &Redeem,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<(RedeemOutcome, Vec<Corrected>), Failure> {
    let (coupon, corrections) = Typed::read(&args.coupon, args.repair, ledger, ui)?;
    let context = vendor.context();
    // What the license would hold decides on the key, and whoever is refused types no passphrase.
    let next = ledger.prepare_redemption(coupon.as_ref(), args.license, &context).map_err(judged)?;
    let next = next.items.first().map(|payload| License::decode(payload));
    let next = next.expect("one revision").map_err(|error| judged(LedgerError::from(error)))?;
    let products = next.grants.iter().map(|grant| grant.product).collect();
    let key = signing_key(vendor, ledger, (Purpose::License, products), &args.passphrase, ui)?;
    let outcome = if args.dry_run {
        ledger.redeem_dry_run(coupon.as_ref(), args.license, &key, &context)
    } else {
        ledger.redeem(coupon.as_ref(), args.license, &key, &context)
    };
    Ok((outcome.map_err(judged)?, corrections))
}

/// A coupon as it was given: by its number, or whole.
enum Typed {
    Number(Number),
    Document(Vec<u8>),
}

impl Typed {
    /// A number is a number; anything that names a file is read; the rest is a text, unless it looks like a path; a text
    /// may be damaged.
    fn read(
        given: &str,
        repair: RepairArgs,
        ledger: &Ledger,
        ui: &mut Ui,
    ) -> Result<(Self, Vec<Corrected>), Failure> {
        let limit = u64::try_from(pictures::MAX_FILE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = if given == "-" {
            disk::read_stream(stdin().lock(), Path::new("-"), limit)?
        } else if Path::new(given).exists() || looks_like_path(given) {
            disk::read_limited(Path::new(given), limit)?
        } else {
            given.as_bytes().to_vec()
        };
        if pictures::is_picture(&bytes) {
            bytes = pictures::signed_text(&bytes, NumberKind::Coupon)?.into_bytes();
        }
        // A document begins with a byte that is no text; so what is text is a number or a signed text.
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Ok((Self::Document(bytes), Vec::new()));
        };
        if let Ok(number) = text.parse::<Number>() {
            return Ok((Self::Number(is_kind(number, NumberKind::Coupon)?), Vec::new()));
        }
        // The ledger knows best what is wrong with a coupon that can be read.
        if let Ok(signed) = SignedText::read(text) {
            return Ok((Self::Document(signed.document().to_vec()), Vec::new()));
        }
        let root = ledger.folder().trusted_root().map_err(judged)?;
        let read = keyslip::repair_coupon(&root, text.as_bytes()).map_err(Failure::refused)?;
        let corrections = repair.accept(&read.corrections, ui)?;
        Ok((Self::Document(read.document), corrections))
    }

    fn as_ref(&self) -> CouponRef<'_> {
        match self {
            Self::Number(number) => CouponRef::Number(*number),
            Self::Document(bytes) => CouponRef::Document(bytes),
        }
    }
}

/// Is it the path of a file, though of one that is not there? No number and no text has a dot or a slash in it.
fn looks_like_path(given: &str) -> bool {
    !given.contains('\n') && given.contains(['.', '/', '\\'])
}
