use console::{Answer, Failure, Page, Report, Ui, values};
use format::{Number, Scope, UnixTime, write_text};
use ledger::StoredCoupon;
use serde::Serialize;

use crate::input::coupon_number;
use crate::options::VendorArgs;
use crate::qr::{Drawn, QrArgs};
use crate::vendor::judged;

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

pub(super) fn run(args: &Show, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let coupon = ledger.coupon(args.coupon).map_err(judged)?;
    let shown = CouponJson::from(&coupon);
    let qr = args.qr.is_asked().then(|| args.qr.draw(&shown.text)).transpose()?;
    ui.report(&CouponJson { shows_text: args.text, qr, ..shown })
}

#[derive(Serialize)]
pub(super) struct CouponJson {
    pub(super) coupon: String,
    pub(super) batch: u32,
    pub(super) scope: &'static str,
    pub(super) reusable: bool,
    pub(super) redeem_before: Option<String>,
    pub(super) products: Vec<u32>,
    pub(super) comment: String,
    pub(super) invoice: String,
    pub(super) redeemed: Vec<RedemptionJson>,
    pub(super) text: String,
    #[serde(skip)]
    pub(super) shows_text: bool,
    /// What was drawn, where it was asked for.
    #[serde(flatten)]
    pub(super) qr: Option<Drawn>,
}

#[derive(Serialize)]
pub(super) struct RedemptionJson {
    pub(super) license: String,
    pub(super) revision: u32,
    pub(super) at: String,
    #[serde(skip)]
    pub(super) moment: UnixTime,
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
