use std::fmt;

use format::{CustomerId, UnixTime};
use rand_core::CryptoRng;
use serde_json::{Value as Json, json};

use crate::context::check_length;
use crate::database::{Row, blob, integer, text, time};
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError, RecordError};

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

/// Who a new customer is; what is not known stays empty.
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
    /// Anything else.
    pub comment: String,
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
    /// Anything else.
    pub comment: String,
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
    /// [`LedgerError::Empty`] without a company, [`LedgerError::TextTooLong`].
    pub fn customer_add(
        &mut self,
        input: &CustomerInput,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Customer, LedgerError> {
        if input.company.trim().is_empty() {
            return Err(LedgerError::Empty { field: "company" });
        }
        input.texts().into_iter().try_for_each(|(field, text)| check_length(field, text))?;
        self.write(Mode::Commit, |ledger| {
            let number = ledger.next_number("customers", "customer")?;
            let id = ledger.new_customer_id(random)?;
            insert(ledger, number, id, input, context)?;
            let subject = number.to_string();
            let customer = ledger.customer(CustomerNumber(number))?;
            let after = Some(customer.record());
            ledger.audit_record(("customer.add", subject), (None, after), context, random)?;
            Ok(customer)
        })
    }

    /// All customers by number, or those with `search` in any of their texts, whatever the case.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn customers(&self, search: Option<&str>) -> Result<Vec<Customer>, LedgerError> {
        let sql = "SELECT * FROM customers WHERE instr(folded, ?1) > 0 ORDER BY customer";
        let rows = match search.map(|words| words.trim().to_lowercase()) {
            Some(words) if !words.is_empty() => self.select(sql, &[text(words)])?,
            _ => self.select("SELECT * FROM customers ORDER BY customer", &[])?,
        };
        rows.iter().map(Customer::read).collect()
    }

    /// One customer.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCustomer`].
    pub fn customer(&self, customer: CustomerNumber) -> Result<Customer, LedgerError> {
        let row = self.select_one("SELECT * FROM customers WHERE customer = ?1", &[integer(customer.0)])?;
        Customer::read(&row.ok_or(LedgerError::UnknownCustomer { customer })?)
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

impl CustomerInput {
    fn texts(&self) -> [(&'static str, &str); 5] {
        [
            ("company", &self.company),
            ("contact", &self.contact),
            ("phone", &self.phone),
            ("email", &self.email),
            ("comment", &self.comment),
        ]
    }

    /// Lower case of all scripts, which the database itself does for ASCII only.
    fn folded(&self) -> String {
        self.texts().map(|(_, text)| text.to_lowercase()).join("\n")
    }
}

impl Customer {
    /// What the history tells of it.
    fn record(&self) -> Json {
        json!({
            "id": self.id.to_string(),
            "company": self.company,
            "contact": self.contact,
            "phone": self.phone,
            "email": self.email,
            "comment": self.comment,
        })
    }

    fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self {
            number: CustomerNumber(row.number("customer")?),
            id: row.customer_id("customer_id")?,
            company: row.text("company")?,
            contact: row.text("contact")?,
            phone: row.text("phone")?,
            email: row.text("email")?,
            comment: row.text("comment")?,
            merged_into: row.optional_number("merged_into")?.map(CustomerNumber),
            added_at: row.time("added_at")?,
        })
    }
}

fn insert(
    ledger: &Writer<'_>,
    number: u32,
    id: CustomerId,
    input: &CustomerInput,
    context: &Context,
) -> Result<(), LedgerError> {
    ledger.execute(
        "INSERT INTO customers (customer, customer_id, company, contact, phone, email, comment, folded, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &[
            integer(number),
            blob(*id.as_bytes()),
            text(input.company.trim()),
            text(&input.contact),
            text(&input.phone),
            text(&input.email),
            text(&input.comment),
            text(input.folded()),
            time(context.now),
        ],
    )
}
