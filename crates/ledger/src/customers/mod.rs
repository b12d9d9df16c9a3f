//! Customers: who holds licenses.

mod erase;
mod merge;
mod search;

use std::collections::BTreeMap;
use std::fmt;

use format::{CustomerId, UnixTime};
use rand_core::CryptoRng;
use serde_json::{Value as Json, json};

pub use self::merge::{KeptCard, MergePreview, Merged};
pub use self::search::CustomerPage;
use crate::context::check_length;
use crate::database::{Row, Value, blob, integer, text, time};
use crate::open::{Mode, Writer};
use crate::{Changed, Context, DistributorNumber, Ledger, LedgerError, RecordError};

/// A customer's number in the ledger, counted from 1. Licenses carry the random [`CustomerId`] instead.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CustomerNumber(u32);

impl CustomerNumber {
    /// The customer with this number, if there is one.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for CustomerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who a customer is; what is not known stays empty.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever enters it decides on every field")]
pub struct CustomerInput {
    /// The company or the person; must be given.
    pub company: String,
    /// Who to talk to.
    pub contact: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Another e-mail.
    pub email2: String,
    /// Its id in the vendor's CRM.
    pub crm_id: String,
    /// Its id in another one.
    pub crm_id2: String,
    /// Who looks after the customer.
    pub manager: String,
    /// Through whom the customer buys.
    pub distributor: Option<DistributorNumber>,
    /// Anything else.
    pub comment: String,
    /// What a vendor has in mind and we do not, by name.
    pub fields: BTreeMap<String, String>,
}

/// Somebody who holds licenses.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Customer {
    /// The number in the ledger.
    pub number: CustomerNumber,
    /// The random id in licenses and coupons.
    pub id: CustomerId,
    /// The company or the person.
    pub company: String,
    /// Who to talk to.
    pub contact: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Another e-mail.
    pub email2: String,
    /// Its id in the vendor's CRM.
    pub crm_id: String,
    /// Its id in another one.
    pub crm_id2: String,
    /// Who looks after the customer.
    pub manager: String,
    /// Through whom the customer buys.
    pub distributor: Option<DistributorNumber>,
    /// Anything else.
    pub comment: String,
    /// What a vendor has in mind and we do not, by name.
    pub fields: BTreeMap<String, String>,
    /// Who it turned out to be, where it is a duplicate.
    pub merged_into: Option<CustomerNumber>,
    /// When it was added.
    pub added_at: UnixTime,
}

impl Ledger {
    /// Adds a customer.
    ///
    /// The audit trail names the number and a digest only: what is personal can be corrected, the trail cannot.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Empty`] without a company, [`LedgerError::TextTooLong`]; [`RecordError::TooManyFields`],
    /// [`RecordError::FieldName`], [`RecordError::UnknownDistributor`].
    pub fn customer_add(
        &mut self,
        input: &CustomerInput,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Customer, LedgerError> {
        self.write(Mode::Commit, |ledger| ledger.add_customer(input, context, random))
    }

    /// Changes what is known of a customer: `change` gets what is there. Licenses that were issued stay as they are.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCustomer`], [`RecordError::CustomerMerged`]; else those of [`Ledger::customer_add`].
    pub fn customer_update(
        &mut self,
        customer: CustomerNumber,
        mode: Mode,
        change: impl FnOnce(&mut CustomerInput),
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Changed<Customer>, LedgerError> {
        self.write(mode, |ledger| {
            let mut input = ledger.active_customer(customer)?.input();
            change(&mut input);
            ledger.update_customer(customer, &input, context, random)
        })
    }

    /// One customer, a duplicate that was merged into another included.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCustomer`].
    pub fn customer(&self, customer: CustomerNumber) -> Result<Customer, LedgerError> {
        let row = self.select_one("SELECT * FROM customers WHERE customer = ?1", &[integer(customer.0)])?;
        Customer::read(&row.ok_or(LedgerError::UnknownCustomer { customer })?)
    }

    /// The customer with the random id of licenses and coupons, a duplicate included.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn customer_with_id(&self, id: CustomerId) -> Result<Option<Customer>, LedgerError> {
        let sql = "SELECT * FROM customers WHERE customer_id = ?1";
        self.select_one(sql, &[blob(*id.as_bytes())])?.map(|row| Customer::read(&row)).transpose()
    }

    /// The customers with this id in the vendor's CRM; duplicates that were merged are left out.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn customers_with_crm_id(&self, id: &str) -> Result<Vec<Customer>, LedgerError> {
        let sql = "SELECT * FROM customers WHERE crm_id = ?1 AND crm_id <> '' AND merged_into IS NULL ORDER BY customer";
        self.select(sql, &[text(id)])?.iter().map(Customer::read).collect()
    }

    /// One customer that is not a duplicate of another: new things are for such.
    pub(crate) fn active_customer(&self, customer: CustomerNumber) -> Result<Customer, LedgerError> {
        let found = self.customer(customer)?;
        match found.merged_into {
            None => Ok(found),
            Some(into) => Err(RecordError::CustomerMerged { customer, into }.into()),
        }
    }

    /// An id that no customer has: sixty-four random bits meet only where the source is broken.
    fn new_customer_id(&self, random: &mut impl CryptoRng) -> Result<CustomerId, LedgerError> {
        let mut id = [0; 8];
        random.fill_bytes(&mut id);
        match self.select_one("SELECT customer FROM customers WHERE customer_id = ?1", &[blob(id)])? {
            None => Ok(CustomerId::new(id)),
            Some(_) => Err(LedgerError::NotRandom),
        }
    }
}

impl Writer<'_> {
    /// Adds a customer, with its entry in the audit trail.
    pub(crate) fn add_customer(
        &self,
        input: &CustomerInput,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Customer, LedgerError> {
        self.add_customer_as(None, input, context, random)
    }

    /// [`Writer::add_customer`] under a number that nobody has, or the next.
    pub(crate) fn add_customer_as(
        &self,
        number: Option<u32>,
        input: &CustomerInput,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Customer, LedgerError> {
        input.check()?;
        self.check_distributor(input.distributor)?;
        let number = number.map_or_else(|| self.next_number("customers", "customer"), Ok)?;
        let id = self.new_customer_id(random)?;
        let keys = [integer(number), blob(*id.as_bytes()), time(context.now)];
        self.execute(
            "INSERT INTO customers (customer, customer_id, added_at, company, contact, phone, email, email2,
                 crm_id, crm_id2, manager, distributor, comment, fields, folded)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            &keys.into_iter().chain(input.values(number)).collect::<Vec<_>>(),
        )?;
        let customer = self.customer(CustomerNumber(number))?;
        let after = Some(customer.record());
        self.audit_record(("customer.add", number.to_string()), (None, after), context, random)?;
        Ok(customer)
    }

    /// Changes a customer, with its entry in the audit trail; what stays as it is gets none.
    pub(crate) fn update_customer(
        &self,
        customer: CustomerNumber,
        input: &CustomerInput,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Changed<Customer>, LedgerError> {
        input.check()?;
        self.check_distributor(input.distributor)?;
        let before = self.active_customer(customer)?;
        if before.input() == *input {
            return Ok(Changed { after: before.clone(), before });
        }
        self.set_card(customer, input)?;
        let after = self.customer(customer)?;
        let (what, sides) = ("customer.update", (Some(before.record()), Some(after.record())));
        self.audit_record((what, customer.to_string()), sides, context, random)?;
        Ok(Changed { before, after })
    }
}

impl CustomerInput {
    /// Most free fields of a customer: what a person still looks through.
    pub const MAX_FIELDS: usize = 64;
    /// Longest name of a free field in bytes.
    pub const MAX_FIELD_NAME: usize = 64;

    /// Refuses what can be refused without looking into the ledger.
    pub(crate) fn check(&self) -> Result<(), LedgerError> {
        if self.company.trim().is_empty() {
            return Err(LedgerError::Empty { field: "company" });
        }
        self.texts().into_iter().try_for_each(|(field, text)| check_length(field, text))?;
        let (fields, max) = (self.fields.len(), Self::MAX_FIELDS);
        if fields > max {
            return Err(RecordError::TooManyFields { fields, max }.into());
        }
        let is_name = |name: &str| {
            !name.trim().is_empty() && name.len() <= Self::MAX_FIELD_NAME && !name.contains(['=', '\n'])
        };
        if let Some(name) = self.fields.keys().find(|name| !is_name(name)) {
            return Err(RecordError::FieldName { name: name.clone() }.into());
        }
        self.fields.values().try_for_each(|text| check_length("field", text))
    }

    fn texts(&self) -> [(&'static str, &str); 9] {
        [
            ("company", &self.company),
            ("contact", &self.contact),
            ("phone", &self.phone),
            ("email", &self.email),
            ("email2", &self.email2),
            ("crm_id", &self.crm_id),
            ("crm_id2", &self.crm_id2),
            ("manager", &self.manager),
            ("comment", &self.comment),
        ]
    }

    /// The columns in the order of the statements.
    fn values(&self, number: u32) -> [Value; 12] {
        let fields = serde_json::to_string(&self.fields).expect("texts by name are JSON");
        [
            text(self.company.trim()),
            text(&self.contact),
            text(&self.phone),
            text(&self.email),
            text(&self.email2),
            text(&self.crm_id),
            text(&self.crm_id2),
            text(&self.manager),
            self.distributor.map_or(Value::Null, |distributor| integer(distributor.get())),
            text(&self.comment),
            text(fields),
            text(self.folded(number)),
        ]
    }

    /// All that is searched, in lower case of all scripts, which the databases themselves do for some only.
    fn folded(&self, number: u32) -> String {
        let number = number.to_string();
        let texts = self.texts();
        let texts = texts.iter().map(|(_, text)| *text).chain(self.fields.values().map(String::as_str));
        let texts = texts.chain([number.as_str()]).filter(|text| !text.is_empty());
        texts.map(str::to_lowercase).collect::<Vec<_>>().join("\n")
    }
}

impl Customer {
    /// What is known of it, to be changed.
    pub fn input(&self) -> CustomerInput {
        CustomerInput {
            company: self.company.clone(),
            contact: self.contact.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            email2: self.email2.clone(),
            crm_id: self.crm_id.clone(),
            crm_id2: self.crm_id2.clone(),
            manager: self.manager.clone(),
            distributor: self.distributor,
            comment: self.comment.clone(),
            fields: self.fields.clone(),
        }
    }

    /// What the history tells of it.
    pub(crate) fn record(&self) -> Json {
        json!({
            "id": self.id.to_string(),
            "company": self.company,
            "contact": self.contact,
            "phone": self.phone,
            "email": self.email,
            "email2": self.email2,
            "crm_id": self.crm_id,
            "crm_id2": self.crm_id2,
            "manager": self.manager,
            "distributor": self.distributor.map(DistributorNumber::get),
            "comment": self.comment,
            "fields": self.fields,
            "merged_into": self.merged_into.map(CustomerNumber::get),
        })
    }

    pub(crate) fn read(row: &Row) -> Result<Self, LedgerError> {
        let fields = serde_json::from_str(&row.text("fields")?);
        Ok(Self {
            number: CustomerNumber(row.number("customer")?),
            id: row.customer_id("customer_id")?,
            company: row.text("company")?,
            contact: row.text("contact")?,
            phone: row.text("phone")?,
            email: row.text("email")?,
            email2: row.text("email2")?,
            crm_id: row.text("crm_id")?,
            crm_id2: row.text("crm_id2")?,
            manager: row.text("manager")?,
            distributor: row.optional_number("distributor")?.map(DistributorNumber::new),
            comment: row.text("comment")?,
            fields: fields.map_err(|_| LedgerError::DamagedRow { column: "fields" })?,
            merged_into: row.optional_number("merged_into")?.map(CustomerNumber),
            added_at: row.time("added_at")?,
        })
    }
}
