use std::num::NonZeroU32;
use std::path::PathBuf;

use console::{Failure, parse, typed};
use format::{Explain, Fact, Number, Term, UnixTime};
use ledger::{
    BatchNotes, CouponKind, CouponProduct, CouponRequest, CouponScope, CustomerNumber, DistributorNumber,
    Ledger, NewComposition, TrialDays,
};
use thiserror::Error;

use super::crm;
use crate::input::{ProductRef, customer_number, distributor_number, license_number};
use crate::vendor::judged;

/// Which coupons are wanted.
#[derive(Debug, clap::Args)]
pub(crate) struct WantedArgs {
    /// Add this product, by its number or GUID; as often as needed
    #[arg(long, value_name = "PRODUCT", value_parser = typed(ProductRef::read))]
    add: Vec<ProductRef>,

    /// Give the trial of this product more days, with --days; as often as needed
    #[arg(long, value_name = "PRODUCT", value_parser = typed(ProductRef::read), conflicts_with_all = ["add", "until", "multiplier"])]
    extend: Vec<ProductRef>,

    /// What the online licensing API would be asked for, as JSON, in this file, or - for stdin
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["add", "extend", "change", "keep", "to_nothing", "until", "days", "multiplier", "count",
            "reusable", "distributor", "invoice", "invoice_date", "comment"]
    )]
    request: Option<PathBuf>,

    /// As this template says, but for what other options say
    #[arg(long, value_name = "NAME", conflicts_with = "request")]
    template: Option<String>,

    /// From then on the license holds exactly this product, and others of --change and --keep
    #[arg(long, value_name = "PRODUCT", value_parser = typed(ProductRef::read), conflicts_with_all = ["add", "extend", "reusable", "count"])]
    change: Vec<ProductRef>,

    /// For a change: what the license holds of this product stays as it is
    #[arg(long, value_name = "PRODUCT", value_parser = typed(ProductRef::read), conflicts_with_all = ["add", "extend", "reusable", "count"])]
    keep: Vec<ProductRef>,

    /// For a change: from then on the license holds nothing
    #[arg(long, conflicts_with_all = ["add", "extend", "change", "keep", "reusable", "count"])]
    to_nothing: bool,

    /// Valid through this day; its last second in UTC is the last one
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date), conflicts_with = "days")]
    until: Option<UnixTime>,

    /// Valid for so many days from the redemption (of a change: from now), or so many days more of a trial; without this and --until for ever
    #[arg(long, value_name = "DAYS", value_parser = typed(parse::count))]
    days: Option<NonZeroU32>,

    /// Multiplies the limits that the product marks for it [default: 1]
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    multiplier: Option<NonZeroU32>,

    /// How many coupons [default: 1]
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    count: Option<NonZeroU32>,

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

    /// The distributor through whom it is sold
    #[arg(long, value_name = "DISTRIBUTOR", value_parser = typed(distributor_number))]
    distributor: Option<DistributorNumber>,

    /// The invoice it belongs to
    #[arg(long, value_name = "TEXT")]
    invoice: Option<String>,

    /// The invoice's date, as 2027-12-31
    #[arg(long, value_name = "DATE")]
    invoice_date: Option<String>,

    /// A note of your own
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
}

impl WantedArgs {
    /// The request as the ledger takes it.
    pub(crate) fn request(&self, ledger: &Ledger, now: UnixTime) -> Result<CouponRequest, Failure> {
        if let Some(file) = &self.request {
            let asked = crm::read(file, ledger, now)?;
            let scope = self.scope().unwrap_or(asked.scope);
            return Ok(CouponRequest { scope, redeem_before: self.redeem_before, ..asked });
        }
        if let Some(name) = &self.template {
            let template = ledger.template(name).map_err(judged)?;
            return self.over(template.request, ledger, now);
        }
        let kind = self.kind(ledger, now)?.ok_or(WantedError::NoKind)?;
        Ok(CouponRequest {
            kind,
            scope: self.scope().unwrap_or(CouponScope::Bearer),
            count: self.count.map_or(1, NonZeroU32::get),
            redeem_before: self.redeem_before,
            is_reusable: self.reusable,
            notes: BatchNotes {
                distributor: self.distributor,
                invoice: self.invoice.clone().unwrap_or_default(),
                invoice_date: self.invoice_date.clone().unwrap_or_default(),
                comment: self.comment.clone().unwrap_or_default(),
            },
        })
    }

    /// A request with all that these options say otherwise.
    fn over(&self, base: CouponRequest, ledger: &Ledger, now: UnixTime) -> Result<CouponRequest, Failure> {
        let kind = self.kind(ledger, now)?.unwrap_or_else(|| self.kind_over(base.kind, now));
        if let Some(until) = first_past_end(&kind, now) {
            return Err(WantedError::UntilIsPast { until, now }.into());
        }
        let notes = BatchNotes {
            distributor: self.distributor.or(base.notes.distributor),
            invoice: self.invoice.clone().unwrap_or(base.notes.invoice),
            invoice_date: self.invoice_date.clone().unwrap_or(base.notes.invoice_date),
            comment: self.comment.clone().unwrap_or(base.notes.comment),
        };
        Ok(CouponRequest {
            kind,
            scope: self.scope().unwrap_or(base.scope),
            count: self.count.map_or(base.count, NonZeroU32::get),
            redeem_before: self.redeem_before.or(base.redeem_before),
            is_reusable: self.reusable || base.is_reusable,
            notes,
        })
    }

    /// The same products with another end, other days or another multiplier.
    fn kind_over(&self, kind: CouponKind, now: UnixTime) -> CouponKind {
        let has_term = self.until.is_some() || self.days.is_some();
        let with = |term: Term, mut item: CouponProduct| {
            item.term = if has_term { term } else { item.term };
            item.multiplier = self.multiplier.unwrap_or(item.multiplier);
            item
        };
        match kind {
            CouponKind::Add(items) => {
                CouponKind::Add(items.into_iter().map(|item| with(self.term(), item)).collect())
            }
            CouponKind::Extend(items) => {
                let days = |item: TrialDays| TrialDays { days: self.days.unwrap_or(item.days), ..item };
                CouponKind::Extend(items.into_iter().map(days).collect())
            }
            CouponKind::Change(wanted) => {
                let term = self.term_from(now);
                let products = wanted.products.into_iter().map(|item| with(term, item)).collect();
                CouponKind::Change(NewComposition { products, ..wanted })
            }
            other => other,
        }
    }

    /// What the coupons do; `None` where no product was named.
    fn kind(&self, ledger: &Ledger, now: UnixTime) -> Result<Option<CouponKind>, Failure> {
        if let Some(until) = self.until.filter(|until| *until < now) {
            return Err(WantedError::UntilIsPast { until, now }.into());
        }
        if !self.extend.is_empty() {
            return self.extensions(ledger).map(|items| Some(CouponKind::Extend(items)));
        }
        if self.to_nothing || !self.change.is_empty() || !self.keep.is_empty() {
            let kept = self.keep.iter().map(|product| product.find(ledger));
            let kept = kept.collect::<Result<_, _>>()?;
            let products = self.products(&self.change, self.term_from(now), ledger)?;
            return Ok(Some(CouponKind::Change(NewComposition { kept, products })));
        }
        if self.add.is_empty() {
            return Ok(None);
        }
        self.products(&self.add, self.term(), ledger).map(|items| Some(CouponKind::Add(items)))
    }

    fn products(
        &self,
        named: &[ProductRef],
        term: Term,
        ledger: &Ledger,
    ) -> Result<Vec<CouponProduct>, Failure> {
        let multiplier = self.multiplier.unwrap_or(NonZeroU32::MIN);
        let product = |one: &ProductRef| Ok(CouponProduct { product: one.find(ledger)?, term, multiplier });
        named.iter().map(product).collect()
    }

    fn extensions(&self, ledger: &Ledger) -> Result<Vec<TrialDays>, Failure> {
        let days = self.days.ok_or(WantedError::NoDays)?;
        let item = |one: &ProductRef| Ok(TrialDays { product: one.find(ledger)?, days });
        self.extend.iter().map(item).collect()
    }

    fn term(&self) -> Term {
        match (self.until, self.days) {
            (Some(until), _) => Term::Until(until),
            (None, Some(days)) => Term::Days(days),
            (None, None) => Term::Perpetual,
        }
    }

    /// The term of a change, whose grants have fixed ends.
    fn term_from(&self, now: UnixTime) -> Term {
        match self.term() {
            Term::Days(days) => Term::Until(now.plus_days(days.get())),
            other => other,
        }
    }

    fn scope(&self) -> Option<CouponScope> {
        let license = self.for_license.map(CouponScope::License);
        license.or_else(|| self.for_customer.map(CouponScope::Customer))
    }
}

/// An end that lies in the past, so that nobody could redeem such a coupon.
fn first_past_end(kind: &CouponKind, now: UnixTime) -> Option<UnixTime> {
    let items = match kind {
        CouponKind::Add(items) => items.as_slice(),
        CouponKind::Change(wanted) => wanted.products.as_slice(),
        _ => &[],
    };
    items.iter().find_map(|item| match item.term {
        Term::Until(until) if until < now => Some(until),
        _ => None,
    })
}

/// Options that do not make up coupons.
#[derive(Clone, Copy, Debug, Error)]
enum WantedError {
    /// No product was named.
    #[error("what the coupons are to do was not said")]
    NoKind,
    /// An extension by no days.
    #[error("by how many days the trial is extended was not said")]
    NoDays,
    /// Nobody could redeem such a coupon.
    #[error("{until} is past: it is {now}")]
    UntilIsPast { until: UnixTime, now: UnixTime },
}

impl Explain for WantedError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoKind => "cli.no-coupon-kind",
            Self::NoDays => "cli.no-days",
            Self::UntilIsPast { .. } => "cli.until-is-past",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NoKind | Self::NoDays => Vec::new(),
            Self::UntilIsPast { until, now } => vec![("until", (*until).into()), ("now", (*now).into())],
        }
    }
}
