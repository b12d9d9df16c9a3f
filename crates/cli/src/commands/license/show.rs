use console::{Answer, Failure, Page, Report, Table, Tone, Ui, Words, values};
use format::Number;
use ledger::{Ledger, RevisionReason, StoredLicense, StoredRevision};
use serde::Serialize;

use crate::grant_changes::GrantChanges;
use crate::input::license_number;
use crate::options::VendorArgs;
use crate::revoked::{Ended, Revocations};
use crate::show::{self, GrantJson};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,
}

pub(super) fn run(args: &Show, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let license = ledger.license(args.license).map_err(judged)?;
    ui.report(&LicenseJson::new(&ledger, &license, false)?)
}

/// Grants with the names of their products.
pub(crate) fn grants_json(ledger: &Ledger, grants: &[format::Grant]) -> Result<Vec<GrantJson>, Failure> {
    let products = ledger.products().map_err(judged)?;
    let names = |id| products.iter().find(|product| product.id == id).map(|product| &product.names);
    Ok(grants.iter().map(|grant| GrantJson::new(grant, names(grant.product))).collect())
}

#[derive(Serialize)]
pub(super) struct RevisionJson {
    revision: u32,
    issued_at: String,
    #[serde(skip)]
    issued: format::UnixTime,
    reason: &'static str,
    coupon: Option<String>,
    note: String,
    /// What it changes in the grants of the one before.
    changes: GrantChanges,
    revoked: Option<Ended>,
}

impl RevisionJson {
    fn new(
        ledger: &Ledger,
        (before, stored): (Option<&StoredRevision>, &StoredRevision),
        revoked: Option<Ended>,
    ) -> Result<Self, Failure> {
        let before = before.map_or(&[][..], |before| before.license.grants.as_slice());
        Ok(Self {
            revision: stored.license.revision,
            issued_at: stored.license.issued_at.to_string(),
            issued: stored.license.issued_at,
            reason: stored.reason.name(),
            coupon: stored.reason.coupon().map(|coupon| coupon.to_string()),
            note: stored.note.clone(),
            changes: GrantChanges::between(ledger, before, &stored.license.grants)?,
            revoked,
        })
    }

    /// Why there is this revision, with the note where there is one.
    fn why(&self, words: &Words) -> String {
        let coupon = self.coupon.as_deref().unwrap_or_default();
        let reason = words.say(&format!("vendor-reason-{}", self.reason), &values![coupon = coupon]);
        match self.note.as_str() {
            "" => reason,
            note => words.say("log-with-reason", &values![said = reason, reason = note]),
        }
    }
}

/// The coupons that were redeemed on a license.
fn folded(stored: &StoredLicense) -> Vec<String> {
    let coupons = stored.revisions.iter().filter_map(|revision| match revision.reason {
        RevisionReason::Coupon(coupon) => Some(coupon.to_string()),
        _ => None,
    });
    coupons.collect()
}

#[derive(Serialize)]
pub(super) struct LicenseJson {
    pub(super) license: String,
    pub(super) customer: u32,
    pub(super) company: String,
    pub(super) holder: Option<String>,
    pub(super) comment: String,
    pub(super) revision: u32,
    /// That the newest revision is revoked, and with it the license.
    pub(super) revoked: Option<Ended>,
    pub(super) grants: Vec<GrantJson>,
    pub(super) coupons: Vec<String>,
    pub(super) revisions: Vec<RevisionJson>,
    #[serde(skip)]
    pub(super) is_new: bool,
}

impl LicenseJson {
    pub(super) fn new(ledger: &Ledger, stored: &StoredLicense, is_new: bool) -> Result<Self, Failure> {
        let license = &stored.newest().license;
        let revocations = Revocations::of(ledger)?;
        let revoked = |revision| revocations.of_revision(stored.number, revision);
        let mut revisions = Vec::new();
        let mut before = None;
        for one in &stored.revisions {
            revisions.push(RevisionJson::new(ledger, (before, one), revoked(one.license.revision))?);
            before = Some(one);
        }
        Ok(Self {
            license: stored.number.to_string(),
            customer: stored.customer.number.get(),
            company: stored.customer.company.clone(),
            holder: license.holder.clone(),
            comment: stored.comment.clone(),
            revision: license.revision,
            revoked: revoked(license.revision),
            grants: grants_json(ledger, &license.grants)?,
            coupons: folded(stored),
            revisions,
            is_new,
        })
    }
}

impl Report for LicenseJson {
    fn show(&self, page: &mut Page<'_>) {
        if self.is_new {
            let id =
                if self.grants.is_empty() { "vendor-license-new" } else { "customers-license-with-trials" };
            page.say_toned(Tone::Good, id, &values![company = &self.company]);
            page.line(&self.license);
            if !self.grants.is_empty() {
                page.blank();
                show::grants(page, &self.grants);
            }
            return;
        }
        page.field("vendor-license", &self.license);
        if let Some(revoked) = &self.revoked {
            page.field("vendor-state", revoked.revoked(page.words()));
        }
        page.field("vendor-customer", format!("{} ({})", self.company, self.customer));
        page.field("vendor-holder", self.holder.as_deref().unwrap_or("—"));
        if !self.comment.is_empty() {
            page.field("vendor-comment", &self.comment);
        }
        page.heading("vendor-grants", &[]);
        show::grants(page, &self.grants);
        page.heading("vendor-revisions", &[]);
        let has_revoked = self.revisions.iter().any(|one| one.revoked.is_some());
        let headings = ["vendor-revision", "date", "vendor-reason", "changes-of-revision"];
        let mut table = Table::new(headings.into_iter().chain(has_revoked.then_some("vendor-state")));
        for revision in &self.revisions {
            let words = page.words();
            let reason = revision.why(words);
            let state = revision.revoked.as_ref().map(|revoked| revoked.revoked(words));
            let changes = match revision.changes.line(words) {
                nothing if nothing.is_empty() => "—".to_owned(),
                changes => changes,
            };
            let cells = [revision.revision.into(), revision.issued.into(), reason.into(), changes.into()];
            table.row(cells.into_iter().chain(has_revoked.then(|| state.unwrap_or_default().into())));
        }
        page.table(&table);
    }
}
