use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Ui, parse, typed, values};
use format::{Number, UnixTime};
use ledger::{CouponPage, CouponQuery, CouponState, CustomerNumber, DistributorNumber};
use serde::Serialize;

use super::list;
use super::show::CouponJson;
use crate::input::{ProductRef, customer_number, distributor_number, license_number};
use crate::options::VendorArgs;
use crate::revoked::Cancellations;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Find {
    /// With this invoice
    #[arg(long, value_name = "TEXT")]
    invoice: Option<String>,

    /// Sold through this distributor
    #[arg(long, value_name = "DISTRIBUTOR", value_parser = typed(distributor_number))]
    distributor: Option<DistributorNumber>,

    /// With these words in the comment
    #[arg(long, value_name = "WORDS")]
    comment: Option<String>,

    /// For this license, or redeemed on it
    #[arg(long, value_name = "LICENSE", value_parser = license_number)]
    license: Option<Number>,

    /// For this customer, or redeemed on one of its licenses
    #[arg(long, value_name = "CUSTOMER", value_parser = typed(customer_number))]
    customer: Option<CustomerNumber>,

    /// Generated together in this batch
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    batch: Option<NonZeroU32>,

    /// What became of them
    #[arg(long, value_enum)]
    state: Option<State>,

    /// Naming this product, by its number or GUID
    #[arg(long, value_name = "PRODUCT", value_parser = typed(ProductRef::read))]
    product: Option<ProductRef>,

    /// Issued on this day or later
    #[arg(long, value_name = "DATE", value_parser = typed(parse::day_start))]
    issued_from: Option<UnixTime>,

    /// Issued on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    issued_through: Option<UnixTime>,

    /// Redeemed on this day or later
    #[arg(long, value_name = "DATE", value_parser = typed(parse::day_start))]
    redeemed_from: Option<UnixTime>,

    /// Redeemed on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    redeemed_through: Option<UnixTime>,

    /// How many at most
    #[arg(long, value_name = "NUMBER", default_value = "100", value_parser = typed(parse::count))]
    limit: NonZeroU32,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum State {
    Open,
    Redeemed,
    Cancelled,
}

impl From<State> for CouponState {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Redeemed => Self::Redeemed,
            State::Cancelled => Self::Cancelled,
        }
    }
}

pub(super) fn run(args: &Find, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let query = CouponQuery {
        invoice: args.invoice.clone(),
        distributor: args.distributor,
        comment: args.comment.clone(),
        license: args.license,
        customer: args.customer,
        batch: args.batch.map(NonZeroU32::get),
        state: args.state.map(CouponState::from),
        product: args.product.as_ref().map(|product| product.find(&ledger)).transpose()?,
        issued_from: args.issued_from,
        issued_through: args.issued_through,
        redeemed_from: args.redeemed_from,
        redeemed_through: args.redeemed_through,
    };
    let found = ledger.find_coupons(&query, args.limit.get()).map_err(judged)?;
    let cancellations = Cancellations::of(&ledger)?;
    let coupons = found.coupons.iter().map(|stored| CouponJson::new(&ledger, stored, &cancellations));
    ui.report(&Found { coupons: coupons.collect::<Result<_, Failure>>()?, more: found.more })
}

#[derive(Serialize)]
struct Found {
    coupons: Vec<CouponJson>,
    /// How many there are beyond, counted up to 1000.
    more: u32,
}

impl Report for Found {
    fn list(&self) -> Option<&'static str> {
        Some("coupons")
    }

    fn show(&self, page: &mut Page<'_>) {
        list::table(page, &self.coupons);
        match self.more {
            0 => {}
            more if more < CouponPage::COUNTED => page.say("coupons-more", &values![count = more]),
            more => page.say("coupons-many-more", &values![count = more]),
        }
    }
}
