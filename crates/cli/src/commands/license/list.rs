use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use console::{Answer, Failure, Page, Report, Table, Ui, typed};
use ledger::{CustomerNumber, Ledger};
use serde::Serialize;

use crate::input::customer_number;
use crate::options::VendorArgs;
use crate::revoked::{Ended, Revocations};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only those of one customer
    #[arg(long, value_parser = typed(customer_number))]
    customer: Option<CustomerNumber>,
}

pub(super) fn run(args: &List, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    ui.report(&rows(&ledger, args.customer)?)
}

fn rows(ledger: &Ledger, customer: Option<CustomerNumber>) -> Result<Rows, Failure> {
    let mut companies: BTreeMap<CustomerNumber, String> = BTreeMap::new();
    let revocations = Revocations::of(ledger)?;
    let licenses = ledger.licenses(customer).map_err(judged)?;
    for one in &licenses {
        if let Entry::Vacant(company) = companies.entry(one.customer) {
            company.insert(ledger.customer(one.customer).map_err(judged)?.company);
        }
    }
    let rows = licenses.iter().map(|one| Row {
        license: one.number.to_string(),
        customer: one.customer.get(),
        company: companies.get(&one.customer).cloned().unwrap_or_default(),
        revision: one.license.revision,
        revoked: revocations.of_revision(one.number, one.license.revision),
        products: BTreeSet::from_iter(one.license.grants.iter().map(|grant| grant.product.get())),
    });
    Ok(Rows(rows.collect()))
}

#[derive(Serialize)]
struct Row {
    license: String,
    customer: u32,
    company: String,
    revision: u32,
    revoked: Option<Ended>,
    products: BTreeSet<u32>,
}

#[derive(Serialize)]
#[serde(transparent)]
struct Rows(Vec<Row>);

impl Report for Rows {
    fn show(&self, page: &mut Page<'_>) {
        let headings = ["vendor-license", "vendor-customer", "vendor-revision", "vendor-products"];
        let has_revoked = self.0.iter().any(|row| row.revoked.is_some());
        let mut table = Table::new(headings.into_iter().chain(has_revoked.then_some("vendor-state")));
        for row in &self.0 {
            let products: Vec<String> = row.products.iter().map(u32::to_string).collect();
            let customer = format!("{} ({})", row.company, row.customer);
            let state = row.revoked.as_ref().map(|revoked| revoked.revoked(page.words()));
            let cells =
                [(&row.license).into(), customer.into(), row.revision.into(), products.join(", ").into()];
            table.row(cells.into_iter().chain(has_revoked.then(|| state.unwrap_or_default().into())));
        }
        page.table(&table);
    }
}
