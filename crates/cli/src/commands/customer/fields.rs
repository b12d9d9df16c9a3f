//! What a customer's card has, as options and as JSON.

use std::collections::BTreeMap;

use console::{Page, typed};
use ledger::{Customer, CustomerInput, DistributorNumber};
use serde::Serialize;

use crate::input::{FreeField, distributor_number, free_field};

/// All but the company.
#[derive(Debug, clap::Args)]
pub(super) struct Fields {
    /// Who to talk to
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,

    /// The telephone number
    #[arg(long)]
    phone: Option<String>,

    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Another e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email2: Option<String>,

    /// The customer's id in a CRM
    #[arg(long, value_name = "ID")]
    crm_id: Option<String>,

    /// The customer's id in another CRM
    #[arg(long, value_name = "ID")]
    crm_id2: Option<String>,

    /// Who looks after the customer
    #[arg(long, value_name = "NAME")]
    manager: Option<String>,

    /// The number of the distributor through whom the customer buys
    #[arg(long, value_name = "DISTRIBUTOR", value_parser = typed(distributor_number))]
    distributor: Option<DistributorNumber>,

    /// A note of your own
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,

    /// A field of your own; without a value it goes away; as often as needed
    #[arg(long = "field", value_name = "NAME=VALUE", value_parser = typed(free_field))]
    fields: Vec<FreeField>,
}

impl Fields {
    /// Puts what was given in the place of what is there.
    pub(super) fn apply(&self, input: &mut CustomerInput) {
        let texts = [
            (&self.contact, &mut input.contact),
            (&self.phone, &mut input.phone),
            (&self.email, &mut input.email),
            (&self.email2, &mut input.email2),
            (&self.crm_id, &mut input.crm_id),
            (&self.crm_id2, &mut input.crm_id2),
            (&self.manager, &mut input.manager),
            (&self.comment, &mut input.comment),
        ];
        for (given, there) in texts {
            if let Some(given) = given {
                there.clone_from(given);
            }
        }
        input.distributor = self.distributor.or(input.distributor);
        for field in &self.fields {
            match field.value.as_str() {
                "" => input.fields.remove(&field.name),
                value => input.fields.insert(field.name.clone(), value.to_owned()),
            };
        }
    }
}

/// A customer's card.
#[derive(Clone, Serialize)]
pub(super) struct CustomerJson {
    pub(super) customer: u32,
    pub(super) company: String,
    pub(super) contact: String,
    pub(super) phone: String,
    pub(super) email: String,
    email2: String,
    crm_id: String,
    crm_id2: String,
    manager: String,
    distributor: Option<u32>,
    comment: String,
    fields: BTreeMap<String, String>,
    /// Who it turned out to be, where it is a duplicate.
    pub(super) merged_into: Option<u32>,
}

impl From<&Customer> for CustomerJson {
    fn from(customer: &Customer) -> Self {
        let one = customer.input();
        Self {
            customer: customer.number.get(),
            company: one.company,
            contact: one.contact,
            phone: one.phone,
            email: one.email,
            email2: one.email2,
            crm_id: one.crm_id,
            crm_id2: one.crm_id2,
            manager: one.manager,
            distributor: one.distributor.map(DistributorNumber::get),
            comment: one.comment,
            fields: one.fields,
            merged_into: customer.merged_into.map(ledger::CustomerNumber::get),
        }
    }
}

impl CustomerJson {
    /// All that is known.
    pub(super) fn show(&self, page: &mut Page<'_>, distributor: Option<&str>) {
        page.field("number", self.customer);
        page.field("vendor-company", &self.company);
        let distributor =
            self.distributor.map(|number| format!("{} ({number})", distributor.unwrap_or_default()));
        let distributor = distributor.unwrap_or_default();
        let texts = [
            ("vendor-contact", &self.contact),
            ("vendor-phone", &self.phone),
            ("vendor-email", &self.email),
            ("customers-field-email2", &self.email2),
            ("customers-field-crm-id", &self.crm_id),
            ("customers-field-crm-id2", &self.crm_id2),
            ("customers-field-manager", &self.manager),
            ("customers-field-distributor", &distributor),
            ("vendor-comment", &self.comment),
        ];
        texts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .for_each(|(label, text)| page.field(label, text));
        if !self.fields.is_empty() {
            page.heading("customers-field-fields", &[]);
            self.fields.iter().for_each(|(name, value)| page.line(format!("{name}: {value}")));
        }
    }
}
