use std::collections::BTreeMap;

use console::{Answer, Failure, Page, Report, Table, Ui, typed, values};
use ledger::{Customer, CustomerInput, CustomerNumber};
use serde::Serialize;

use crate::ended::{Ended, Revocations};
use crate::input::customer_number;
use crate::options::VendorArgs;
use crate::vendor::{judged, random};

/// Customers.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a customer
    #[command(
        after_help = "Example:\n  keyslip customer add --company \"Daisy Ltd\" --contact \"Ivan Petrov\" \\\n    --phone \"+7 495 000-00-00\" --email ivan@example.com"
    )]
    Add(Add),
    /// List the customers
    List(List),
    /// Show a customer with all license keys
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// The company; its name stands in the licenses
    #[arg(long)]
    company: String,

    /// Who to talk to
    #[arg(long, default_value = "", hide_default_value = true)]
    contact: String,

    /// The telephone number
    #[arg(long, default_value = "", hide_default_value = true)]
    phone: String,

    /// The e-mail address
    #[arg(long, default_value = "", hide_default_value = true)]
    email: String,

    /// A note of your own
    #[arg(long, default_value = "", hide_default_value = true)]
    comment: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only those in whose data this text occurs
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The customer's number
    #[arg(value_name = "CUSTOMER", value_parser = typed(customer_number))]
    customer: CustomerNumber,
}

#[derive(Serialize)]
struct CustomerJson {
    customer: u32,
    company: String,
    contact: String,
    phone: String,
    email: String,
    comment: String,
}

impl From<&Customer> for CustomerJson {
    fn from(customer: &Customer) -> Self {
        Self {
            customer: customer.number.get(),
            company: customer.company.clone(),
            contact: customer.contact.clone(),
            phone: customer.phone.clone(),
            email: customer.email.clone(),
            comment: customer.comment.clone(),
        }
    }
}

impl Report for CustomerJson {
    fn show(&self, page: &mut Page<'_>) {
        page.say("vendor-customer-added", &values![number = self.customer, company = &self.company]);
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<CustomerJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table =
            Table::new(["number", "vendor-company", "vendor-contact", "vendor-phone", "vendor-email"]);
        for one in &self.0 {
            let texts = [&one.company, &one.contact, &one.phone, &one.email];
            table.row([one.customer.into()].into_iter().chain(texts.map(Into::into)));
        }
        page.table(&table);
    }
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    customer: CustomerJson,
    licenses: Vec<String>,
    /// Those of them that are revoked.
    revoked: BTreeMap<String, Ended>,
}

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        let one = &self.customer;
        page.field("number", one.customer);
        page.field("vendor-company", &one.company);
        let texts = [
            ("vendor-contact", &one.contact),
            ("vendor-phone", &one.phone),
            ("vendor-email", &one.email),
            ("vendor-comment", &one.comment),
        ];
        texts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .for_each(|(label, text)| page.field(label, text));
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

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Add(args) => {
            let input = CustomerInput {
                company: args.company.clone(),
                contact: args.contact.clone(),
                phone: args.phone.clone(),
                email: args.email.clone(),
                comment: args.comment.clone(),
            };
            let customer = ledger.customer_add(&input, &vendor.context(), &mut random()).map_err(judged)?;
            ui.report(&CustomerJson::from(&customer))
        }
        Command::List(args) => {
            let found = ledger.customers(args.search.as_deref()).map_err(judged)?;
            ui.report(&Listed(found.iter().map(CustomerJson::from).collect()))
        }
        Command::Show(args) => {
            let customer = ledger.customer(args.customer).map_err(judged)?;
            let licenses = ledger.licenses(Some(args.customer)).map_err(judged)?;
            let revocations = Revocations::of(&ledger)?;
            let revoked = licenses.iter().filter_map(|license| {
                let ended = revocations.of_revision(license.number, license.license.revision)?;
                Some((license.number.to_string(), ended))
            });
            let revoked = revoked.collect();
            let licenses = licenses.iter().map(|license| license.number.to_string()).collect();
            ui.report(&Shown { customer: CustomerJson::from(&customer), licenses, revoked })
        }
    }
}
