use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, PassphraseArgs, Report, Table, Tone, Ui, typed, values};
use disk::Access;
use format::{Number, Purpose, write_text};
use ledger::{CustomerNumber, Ledger, LicenseInput, RevisionReason, StoredLicense, StoredRevision};
use serde::Serialize;

use super::batch::{self, PreparedBatch};
use crate::arguments::VendorArgs;
use crate::input::{customer_number, license_number};
use crate::qr::{Drawn, QrArgs};
use crate::show::{self, GrantJson};
use crate::vendor::{judged, random, signing_key};

/// License keys.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Create an empty license key for a customer
    #[command(after_help = "Example:\n  keyslip license new --customer 1")]
    New(New),
    /// Write empty license keys into a file, to be signed on another machine
    #[command(
        after_help = "Example:\n  keyslip license prepare --customer 1 --customer 2 --out licenses.unsigned"
    )]
    Prepare(Prepare),
    /// Take licenses that were signed on another machine into the ledger
    #[command(after_help = "Example:\n  keyslip license assemble licenses.signed")]
    Assemble(batch::Assemble),
    /// List the license keys
    List(List),
    /// Show what a license key grants, its coupons and its revisions
    Show(Show),
    /// Write a license key for its holder: as a file, as text, as a QR code
    #[command(
        after_help = "Examples:\n  keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --out license.kslicense\n  keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --text\n  keyslip license export DEMO-MDQYY-YTFFD-866QE-1EFNY --qr-png license.png"
    )]
    Export(Export),
    /// Revoke a license key, or its older revisions; the next bulletin tells the sites
    #[command(
        after_help = "Examples:\n  keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --reason \"not paid\"\n  keyslip license revoke DEMO-MDQYY-YTFFD-866QE-1EFNY --below-revision 3 --reason \"redeemed by mistake\""
    )]
    Revoke(Revoke),
}

#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// The customer's number
    #[arg(long, value_parser = typed(customer_number))]
    customer: CustomerNumber,

    /// The holder's name in the license [default: the customer's company]
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,

    /// A note of your own
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Prepare {
    /// The number of the customer; as often as licenses are needed
    #[arg(long = "customer", value_name = "CUSTOMER", required = true, value_parser = customer_number)]
    customers: Vec<CustomerNumber>,

    /// A note of your own
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,

    /// The file to be signed
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only those of one customer
    #[arg(long, value_parser = typed(customer_number))]
    customer: Option<CustomerNumber>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,

    /// Write a file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Print the text that can be pasted or typed
    #[arg(long)]
    text: bool,

    #[command(flatten)]
    qr: QrArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = typed(str::parse::<Number>))]
    license: Number,

    /// Only the revisions below this one; it and later ones stay valid
    #[arg(long, value_name = "REVISION")]
    below_revision: Option<u32>,

    /// Why; stays in the ledger
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Serialize)]
struct RevokedJson {
    license: String,
    /// `null`: the whole license.
    last_revision: Option<u32>,
    reason: String,
    revoked_at: String,
}

impl Report for RevokedJson {
    fn show(&self, page: &mut Page<'_>) {
        match self.last_revision {
            None => page.say_toned(Tone::Good, "vendor-license-revoked", &values![license = &self.license]),
            Some(last) => {
                let values = values![license = &self.license, last = last];
                page.say_toned(Tone::Good, "vendor-revisions-revoked", &values);
            }
        }
        page.say("vendor-next-bulletin", &[]);
    }
}

#[derive(Serialize)]
struct RevisionJson {
    revision: u32,
    issued_at: String,
    #[serde(skip)]
    issued: format::UnixTime,
    reason: &'static str,
    coupon: Option<String>,
}

impl From<&StoredRevision> for RevisionJson {
    fn from(stored: &StoredRevision) -> Self {
        let (reason, coupon) = match stored.reason {
            RevisionReason::Coupon(coupon) => ("coupon", Some(coupon.to_string())),
            _ => ("new", None),
        };
        Self {
            revision: stored.license.revision,
            issued_at: stored.license.issued_at.to_string(),
            issued: stored.license.issued_at,
            reason,
            coupon,
        }
    }
}

#[derive(Serialize)]
struct LicenseJson {
    license: String,
    customer: u32,
    company: String,
    holder: Option<String>,
    comment: String,
    revision: u32,
    grants: Vec<GrantJson>,
    coupons: Vec<String>,
    revisions: Vec<RevisionJson>,
    #[serde(skip)]
    is_new: bool,
}

impl LicenseJson {
    fn new(ledger: &Ledger, stored: &StoredLicense, is_new: bool) -> Result<Self, Failure> {
        let license = &stored.newest().license;
        let revisions: Vec<RevisionJson> = stored.revisions.iter().map(RevisionJson::from).collect();
        Ok(Self {
            license: stored.number.to_string(),
            customer: stored.customer.number.get(),
            company: stored.customer.company.clone(),
            holder: license.holder.clone(),
            comment: stored.comment.clone(),
            revision: license.revision,
            grants: grants_json(ledger, &license.grants)?,
            coupons: revisions.iter().filter_map(|revision| revision.coupon.clone()).collect(),
            revisions,
            is_new,
        })
    }
}

/// Grants with the names of their products.
pub(super) fn grants_json(ledger: &Ledger, grants: &[format::Grant]) -> Result<Vec<GrantJson>, Failure> {
    let products = ledger.products().map_err(judged)?;
    let names = |id| products.iter().find(|product| product.id == id).map(|product| &product.names);
    Ok(grants.iter().map(|grant| GrantJson::new(grant, names(grant.product))).collect())
}

impl Report for LicenseJson {
    fn show(&self, page: &mut Page<'_>) {
        if self.is_new {
            page.say_toned(Tone::Good, "vendor-license-new", &values![company = &self.company]);
            page.line(&self.license);
            return;
        }
        page.field("vendor-license", &self.license);
        page.field("vendor-customer", format!("{} ({})", self.company, self.customer));
        page.field("vendor-holder", self.holder.as_deref().unwrap_or("—"));
        if !self.comment.is_empty() {
            page.field("vendor-comment", &self.comment);
        }
        page.heading("vendor-grants", &[]);
        show::grants(page, &self.grants);
        page.heading("vendor-revisions", &[]);
        let mut table = Table::new(["vendor-revision", "date", "vendor-reason"]);
        for revision in &self.revisions {
            let words = page.words();
            let reason = match &revision.coupon {
                Some(coupon) => words.say("vendor-reason-coupon", &values![coupon = coupon]),
                None => words.say("vendor-reason-new", &[]),
            };
            table.row([revision.revision.into(), revision.issued.into(), reason.into()]);
        }
        page.table(&table);
    }
}

#[derive(Serialize)]
struct Row {
    license: String,
    customer: u32,
    company: String,
    revision: u32,
    products: BTreeSet<u32>,
}

#[derive(Serialize)]
#[serde(transparent)]
struct Rows(Vec<Row>);

impl Report for Rows {
    fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            return page.say("nothing-found", &[]);
        }
        let mut table =
            Table::new(["vendor-license", "vendor-customer", "vendor-revision", "vendor-products"]);
        for row in &self.0 {
            let products: Vec<String> = row.products.iter().map(u32::to_string).collect();
            let customer = format!("{} ({})", row.company, row.customer);
            table.row([
                (&row.license).into(),
                customer.into(),
                row.revision.into(),
                products.join(", ").into(),
            ]);
        }
        page.table(&table);
    }
}

#[derive(Serialize)]
struct Exported {
    license: String,
    revision: u32,
    file: Option<String>,
    text: String,
    #[serde(skip)]
    shows_text: bool,
    #[serde(flatten)]
    qr: Drawn,
}

impl Report for Exported {
    fn show(&self, page: &mut Page<'_>) {
        if let Some(file) = &self.file {
            page.say_toned(
                Tone::Good,
                "vendor-license-exported",
                &values![license = &self.license, file = file],
            );
        }
        if self.shows_text {
            page.lines(&self.text);
        }
        self.qr.show(page);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::New(args) => {
            let wanted = (Purpose::License, Vec::new());
            let key = signing_key(vendor, &ledger, wanted, &args.passphrase, ui)?;
            let company = ledger.customer(args.customer).map_err(judged)?.company;
            let holder = Some(args.holder.clone().unwrap_or(company));
            let input = LicenseInput { customer: args.customer, holder, comment: args.comment.clone() };
            let license =
                ledger.license_new(&input, &key, &vendor.context(), &mut random()).map_err(judged)?;
            ui.report(&LicenseJson::new(&ledger, &license, true)?)
        }
        Command::Prepare(args) => {
            let input = |number: &CustomerNumber| {
                let holder = Some(ledger.customer(*number).map_err(judged)?.company);
                Ok(LicenseInput { customer: *number, holder, comment: args.comment.clone() })
            };
            let inputs = args.customers.iter().map(input).collect::<Result<Vec<_>, Failure>>()?;
            let batch = ledger.prepare_licenses(&inputs, &vendor.context(), &mut random()).map_err(judged)?;
            ui.report(&PreparedBatch::write(&batch, &args.out)?)
        }
        Command::Assemble(args) => batch::assemble(Purpose::License, args, vendor, ui),
        Command::List(args) => ui.report(&rows(&ledger, args.customer)?),
        Command::Show(args) => {
            let license = ledger.license(args.license).map_err(judged)?;
            ui.report(&LicenseJson::new(&ledger, &license, false)?)
        }
        Command::Revoke(args) => {
            let revoked = ledger
                .revoke_license(args.license, args.below_revision, &args.reason, &vendor.context())
                .map_err(judged)?;
            ui.report(&RevokedJson {
                license: revoked.license.to_string(),
                last_revision: revoked.last_revision,
                reason: revoked.reason,
                revoked_at: revoked.at.to_string(),
            })
        }
        Command::Export(args) => {
            let license = ledger.license(args.license).map_err(judged)?;
            ui.report(&export(args, &license)?)
        }
    }
}

fn rows(ledger: &Ledger, customer: Option<CustomerNumber>) -> Result<Rows, Failure> {
    let customers = ledger.customers(None).map_err(judged)?;
    let company = |number| customers.iter().find(|one| one.number == number).map(|one| one.company.clone());
    let licenses = ledger.licenses(customer).map_err(judged)?;
    let rows = licenses.iter().map(|one| Row {
        license: one.number.to_string(),
        customer: one.customer.get(),
        company: company(one.customer).unwrap_or_default(),
        revision: one.license.revision,
        products: BTreeSet::from_iter(one.license.grants.iter().map(|grant| grant.product.get())),
    });
    Ok(Rows(rows.collect()))
}

fn export(args: &Export, license: &StoredLicense) -> Result<Exported, Failure> {
    let newest = license.newest();
    let text = write_text(license.number, &newest.document);
    if let Some(path) = &args.out {
        write_for_holder(path, &newest.document)?;
    }
    Ok(Exported {
        license: license.number.to_string(),
        revision: newest.license.revision,
        file: args.out.as_ref().map(|path| path.display().to_string()),
        shows_text: args.text || (args.out.is_none() && !args.qr.is_asked()),
        qr: args.qr.draw(&text)?,
        text,
    })
}

/// A license is no secret of the vendor's: its holder must be able to read it.
fn write_for_holder(path: &Path, document: &[u8]) -> Result<(), Failure> {
    Ok(disk::write_whole(path, document, Access::Everyone)?)
}
