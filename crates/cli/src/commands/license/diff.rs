use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Ui, parse, typed, values};
use format::{CouponTag, License, Number};
use ledger::{Ledger, LedgerError, StoredLicense};
use serde::Serialize;

use crate::grant_changes::GrantChanges;
use crate::input::license_number;
use crate::options::VendorArgs;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,

    /// The earlier revision [default: the one before --to]
    #[arg(long, value_name = "REVISION", value_parser = typed(parse::count))]
    from: Option<NonZeroU32>,

    /// The later revision [default: the newest]
    #[arg(long, value_name = "REVISION", value_parser = typed(parse::count))]
    to: Option<NonZeroU32>,
}

pub(super) fn run(args: &Diff, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let stored = ledger.license(args.license).map_err(judged)?;
    let newest = stored.newest().license.revision;
    let to = args.to.map_or(newest, NonZeroU32::get);
    let from = args.from.map_or(to.saturating_sub(1), NonZeroU32::get);
    ui.report(&DiffJson::new(&ledger, &stored, (from, to))?)
}

/// What a license is before and after.
#[derive(Serialize)]
struct Sides<T> {
    before: T,
    after: T,
}

impl<T: PartialEq> Sides<T> {
    fn differ(&self) -> bool {
        self.before != self.after
    }
}

#[derive(Serialize)]
struct DiffJson {
    license: String,
    /// 0: before there was any.
    from: u32,
    to: u32,
    customer: Sides<Option<String>>,
    holder: Sides<Option<String>>,
    changes: GrantChanges,
    /// Coupons that count in the later revision and not in the earlier one.
    coupons_added: Vec<String>,
    coupons_removed: Vec<String>,
}

impl DiffJson {
    fn new(ledger: &Ledger, stored: &StoredLicense, (from, to): (u32, u32)) -> Result<Self, Failure> {
        let after = revision(stored, to)?;
        let before = if from == 0 { None } else { Some(revision(stored, from)?) };
        let grants = before.map_or(&[][..], |before| before.grants.as_slice());
        let tags = before.map_or(&[][..], |before| before.folded.as_slice());
        let company = |license: &License| -> Result<Option<String>, Failure> {
            let customer = ledger.customer_with_id(license.customer).map_err(judged)?;
            Ok(customer.map(|one| format!("{} ({})", one.company, one.number)))
        };
        Ok(Self {
            license: stored.number.to_string(),
            from,
            to,
            customer: Sides { before: before.map(company).transpose()?.flatten(), after: company(after)? },
            holder: Sides {
                before: before.and_then(|before| before.holder.clone()),
                after: after.holder.clone(),
            },
            changes: GrantChanges::between(ledger, grants, &after.grants)?,
            coupons_added: coupons(stored, &after.folded, tags),
            coupons_removed: coupons(stored, tags, &after.folded),
        })
    }
}

/// A revision of the license.
fn revision(stored: &StoredLicense, revision: u32) -> Result<&License, Failure> {
    let found = stored.revisions.iter().find(|one| one.license.revision == revision);
    let newest = stored.newest().license.revision;
    let unknown = || LedgerError::UnknownRevision { license: stored.number, revision, newest };
    found.map(|one| &*one.license).ok_or_else(|| judged(unknown()))
}

/// The numbers of the coupons that are listed here and not there.
fn coupons(stored: &StoredLicense, here: &[CouponTag], there: &[CouponTag]) -> Vec<String> {
    let redeemed: Vec<Number> = stored.revisions.iter().filter_map(|one| one.reason.coupon()).collect();
    let only_here = here.iter().filter(|tag| !there.contains(tag));
    let number = |tag: &CouponTag| redeemed.iter().find(|coupon| CouponTag::of(coupon.id) == *tag);
    only_here.filter_map(number).map(Number::to_string).collect()
}

impl Report for DiffJson {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![license = &self.license, from = self.from, to = self.to];
        page.say(if self.from == 0 { "license-diff-first" } else { "license-diff" }, &values);
        for (label, sides) in [("vendor-customer", &self.customer), ("vendor-holder", &self.holder)] {
            if sides.differ() {
                let [before, after] =
                    [&sides.before, &sides.after].map(|side| side.clone().unwrap_or_else(|| "—".to_owned()));
                page.field(label, format!("{before} → {after}"));
            }
        }
        page.heading("changes-of-license", &[]);
        self.changes.show(page);
        if !(self.coupons_added.is_empty() && self.coupons_removed.is_empty()) {
            page.heading("license-diff-coupons", &[]);
        }
        for (id, coupons) in
            [("change-removed", &self.coupons_removed), ("change-added", &self.coupons_added)]
        {
            let mark = if id == "change-added" { "+" } else { "-" };
            for coupon in coupons {
                page.line(format!("{mark} {}: {coupon}", page.words().say(id, &[])));
            }
        }
    }
}
