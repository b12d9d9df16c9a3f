use std::collections::BTreeMap;

use console::{Answer, Failure, Page, Report, Ui, typed, values};
use ledger::CustomerNumber;
use serde::Serialize;

use super::fields::CustomerJson;
use crate::input::customer_number;
use crate::options::VendorArgs;
use crate::revoked::{Ended, Revocations};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The customer's number
    #[arg(value_name = "CUSTOMER", value_parser = typed(customer_number))]
    customer: CustomerNumber,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    customer: CustomerJson,
    licenses: Vec<String>,
    /// Those of them that are revoked.
    revoked: BTreeMap<String, Ended>,
    #[serde(skip)]
    distributor: Option<String>,
}

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        self.customer.show(page, self.distributor.as_deref());
        if let Some(into) = self.customer.merged_into {
            page.say("customers-merged-into", &values![number = into]);
        }
        page.heading("vendor-licenses", &[]);
        if self.licenses.is_empty() {
            page.say("nothing-found", &[]);
        }
        for license in &self.licenses {
            match self.revoked.get(license) {
                Some(ended) => page.line(format!("{license} — {}", ended.revoked(page.words()))),
                None => page.line(license),
            }
        }
    }
}

pub(super) fn run(args: &Show, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let customer = ledger.customer(args.customer).map_err(judged)?;
    let licenses = ledger.licenses(Some(args.customer)).map_err(judged)?;
    let revocations = Revocations::of(&ledger)?;
    let revoked = licenses.iter().filter_map(|license| {
        let ended = revocations.of_revision(license.number, license.license.revision)?;
        Some((license.number.to_string(), ended))
    });
    let revoked = revoked.collect();
    let licenses = licenses.iter().map(|license| license.number.to_string()).collect();
    let distributor = customer.distributor.map(|number| ledger.distributor(number).map_err(judged));
    let distributor = distributor.transpose()?.map(|distributor| distributor.name);
    ui.report(&Shown { customer: CustomerJson::from(&customer), licenses, revoked, distributor })
}
