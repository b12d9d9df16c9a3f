use console::{Answer, Failure, Page, Report, Ui, Words, values};
use format::{Change, Number, Scope, UnixTime, write_text};
use ledger::{Ledger, Redemption, StoredCoupon};
use serde::Serialize;

use super::offer::OfferJson;
use crate::input::coupon_number;
use crate::options::VendorArgs;
use crate::qr::{Drawn, QrArgs};
use crate::revoked::{Cancellations, Ended};
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
    let shown = CouponJson::new(&ledger, &coupon, &Cancellations::of(&ledger)?)?;
    let qr = args.qr.is_asked().then(|| args.qr.draw(&shown.text)).transpose()?;
    ui.report(&CouponJson { shows_text: args.text, qr, ..shown })
}

#[derive(Serialize)]
pub(super) struct CouponJson {
    pub(super) coupon: String,
    pub(super) batch: u32,
    /// `add`, `extend`, `change`.
    kind: &'static str,
    scope: &'static str,
    /// The one license that it is for.
    for_license: Option<String>,
    /// The one customer whose licenses it is for.
    for_customer: Option<u32>,
    company: Option<String>,
    reusable: bool,
    redeem_before: Option<String>,
    #[serde(skip)]
    last_moment: Option<UnixTime>,
    products: Vec<u32>,
    offers: Vec<OfferJson>,
    comment: String,
    invoice: String,
    invoice_date: String,
    distributor: Option<u32>,
    #[serde(skip)]
    distributor_name: String,
    issued_at: String,
    #[serde(skip)]
    issued: UnixTime,
    pub(super) cancelled: Option<Ended>,
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
    cancelled: Option<CancelledJson>,
}

/// That a redemption was taken back.
#[derive(Serialize)]
struct CancelledJson {
    at: String,
    #[serde(skip)]
    moment: UnixTime,
    reason: String,
    /// The revision that takes it back.
    revision: u32,
    /// `freed` or `burnt`.
    coupon_is: &'static str,
}

impl RedemptionJson {
    fn new(redemption: &Redemption) -> Self {
        let cancelled = redemption.cancelled.as_ref().map(|back| CancelledJson {
            at: back.at.to_string(),
            moment: back.at,
            reason: back.reason.clone(),
            revision: back.back_in,
            coupon_is: back.fate.name(),
        });
        Self {
            license: redemption.license.to_string(),
            revision: redemption.revision,
            at: redemption.at.to_string(),
            moment: redemption.at,
            cancelled,
        }
    }

    fn show(&self, page: &mut Page<'_>) {
        let values = values![license = &self.license, at = self.moment, revision = self.revision];
        page.say("vendor-redeemed-on", &values);
        if let Some(back) = &self.cancelled {
            let values = values![at = back.moment, revision = back.revision, reason = &back.reason];
            page.say(&format!("coupon-fate-was-{}", back.coupon_is), &values);
        }
    }
}

impl CouponJson {
    pub(super) fn new(
        ledger: &Ledger,
        stored: &StoredCoupon,
        cancellations: &Cancellations,
    ) -> Result<Self, Failure> {
        let for_license = match stored.coupon.scope {
            Scope::License(id) => Some(ledger.license_number(id)),
            _ => None,
        };
        let customer = match stored.coupon.scope {
            Scope::Customer(id) => ledger.customer_with_id(id).map_err(judged)?,
            _ => {
                let license = for_license.map(|license| ledger.license(license)).transpose();
                license.map_err(judged)?.map(|one| one.customer)
            }
        };
        let distributor = stored.notes.distributor.map(|number| ledger.distributor(number)).transpose();
        let distributor = distributor.map_err(judged)?;
        let offers = OfferJson::all(ledger, &stored.coupon.change)?;
        let redeemed = stored.redemptions.iter().map(RedemptionJson::new);
        Ok(Self {
            coupon: stored.number.to_string(),
            batch: stored.batch,
            kind: match &stored.coupon.change {
                Change::ExtendTrial(_) => "extend",
                Change::Replace(_) => "change",
                _ => "add",
            },
            scope: match stored.coupon.scope {
                Scope::License(_) => "license",
                Scope::Customer(_) => "customer",
                _ => "bearer",
            },
            for_license: for_license.map(|number| number.to_string()),
            for_customer: customer.as_ref().map(|one| one.number.get()),
            company: customer.map(|one| one.company),
            reusable: stored.coupon.is_reusable,
            redeem_before: stored.coupon.redeem_before.map(|moment| moment.to_string()),
            last_moment: stored.coupon.redeem_before,
            products: offers.iter().map(|offer| offer.product).collect(),
            offers,
            comment: stored.notes.comment.clone(),
            invoice: stored.notes.invoice.clone(),
            invoice_date: stored.notes.invoice_date.clone(),
            distributor: distributor.as_ref().map(|one| one.number.get()),
            distributor_name: distributor.map(|one| one.name).unwrap_or_default(),
            issued_at: stored.coupon.issued_at.to_string(),
            issued: stored.coupon.issued_at,
            cancelled: cancellations.of_coupon(stored.number),
            redeemed: redeemed.collect(),
            text: write_text(stored.number, &stored.document),
            shows_text: false,
            qr: None,
        })
    }

    /// How often it was redeemed, what was taken back left out.
    pub(super) fn redemptions(&self) -> usize {
        self.redeemed.iter().filter(|one| one.cancelled.is_none()).count()
    }

    /// Who may redeem it: `DEMO-… of Daisy Ltd (1)`, `Daisy Ltd (1)`, or whoever holds it.
    pub(super) fn whose(&self, words: &Words) -> String {
        let holder = match (&self.company, self.for_customer) {
            (Some(company), Some(number)) => Some(format!("{company} ({number})")),
            _ => None,
        };
        match (self.for_license.clone(), holder) {
            (Some(license), Some(holder)) => format!("{license}, {holder}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => words.say(&format!("scope-{}", self.scope), &[]),
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
        if let Some(cancelled) = &self.cancelled {
            page.field("vendor-state", cancelled.cancelled(page.words()));
        }
        page.field("coupon-kind", page.words().say(&format!("kind-of-coupon-{}", self.kind), &[]));
        page.field("vendor-batch", self.batch);
        page.field("coupon-issued", self.issued);
        page.field("vendor-scope", self.whose(page.words()));
        if let Some(moment) = self.last_moment {
            page.field("vendor-redeem-before", moment);
        }
        if self.reusable {
            page.field("vendor-reusable", page.words().say("vendor-reusable-yes", &[]));
        }
        let distributor = match self.distributor {
            Some(number) => format!("{} ({number})", self.distributor_name),
            None => String::new(),
        };
        for (label, text) in [
            ("coupon-distributor", &distributor),
            ("vendor-invoice", &self.invoice),
            ("coupon-invoice-date", &self.invoice_date),
            ("vendor-comment", &self.comment),
        ] {
            if !text.is_empty() {
                page.field(label, text);
            }
        }
        page.heading("vendor-coupon-adds", &[]);
        OfferJson::table(page, &self.offers);
        page.heading("vendor-redemptions", &[]);
        if self.redeemed.is_empty() {
            page.say("vendor-not-redeemed", &[]);
        }
        self.redeemed.iter().for_each(|one| one.show(page));
    }
}
