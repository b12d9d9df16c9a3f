use std::num::NonZeroU32;

use console::{Answer, Failure, Page, Report, Table, Ui, parse, typed, values};
use ledger::CustomerPage;
use serde::Serialize;

use super::fields::CustomerJson;
use crate::options::VendorArgs;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only those in whose data each of these words occurs
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,

    /// How many at most
    #[arg(long, value_name = "NUMBER", default_value = "100", value_parser = typed(parse::count))]
    limit: NonZeroU32,
}

#[derive(Serialize)]
struct Listed {
    customers: Vec<CustomerJson>,
    /// How many there are beyond, counted up to 1000.
    more: u32,
}

impl Report for Listed {
    fn list(&self) -> Option<&'static str> {
        Some("customers")
    }

    fn show(&self, page: &mut Page<'_>) {
        let mut table =
            Table::new(["number", "vendor-company", "vendor-contact", "vendor-phone", "vendor-email"]);
        for one in &self.customers {
            let texts = [&one.company, &one.contact, &one.phone, &one.email];
            table.row([one.customer.into()].into_iter().chain(texts.map(Into::into)));
        }
        page.table(&table);
        match self.more {
            0 => {}
            more if more < CustomerPage::COUNTED => page.say("customers-more", &values![count = more]),
            more => page.say("customers-many-more", &values![count = more]),
        }
    }
}

pub(super) fn run(args: &List, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let search = args.search.as_deref().unwrap_or_default();
    let page = ledger.customer_page(search, args.limit.get()).map_err(judged)?;
    ui.report(&Listed { customers: page.customers.iter().map(CustomerJson::from).collect(), more: page.more })
}
