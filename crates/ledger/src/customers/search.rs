//! Finding customers among a million.

use std::ops::RangeInclusive;

use format::NumberId;

use super::{Customer, CustomerNumber};
use crate::database::{Value, blob, integer, text};
use crate::{Ledger, LedgerError};

/// Customers that were found, as many as were asked for.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CustomerPage {
    /// The first of them, by number.
    pub customers: Vec<Customer>,
    /// How many there are beyond; counted up to [`CustomerPage::COUNTED`].
    pub more: u32,
}

impl CustomerPage {
    /// Beyond this nobody reads on, and counting takes time.
    pub const COUNTED: u32 = 1000;
}

/// Most licenses whose number begins as somebody typed it.
const MAX_LICENSES: u32 = 1000;

impl Ledger {
    /// All customers by number, or those with every word of `search` in any of their texts, whatever the case; without
    /// duplicates that were merged into another.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn customers(&self, search: Option<&str>) -> Result<Vec<Customer>, LedgerError> {
        Ok(self.customer_page(search.unwrap_or_default(), u32::MAX)?.customers)
    }

    /// At most `limit` of [`Ledger::customers`], and how many more there are.
    ///
    /// A word finds what has it inside of a company, a contact, a telephone number, an address, an id, a comment or a
    /// free field; a number finds its customer, and the number of a license, or its first groups, whoever holds it.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn customer_page(&self, search: &str, limit: u32) -> Result<CustomerPage, LedgerError> {
        let mut question = Question::default();
        for word in search.split_whitespace() {
            match self.license_range(word) {
                Some(range) => question.holders(&self.holders(&range)?),
                None => question.word(&word.to_lowercase()),
            }
        }
        let mut customers = question.ask(self, "customers.*", limit)?;
        // Found by its own number, a customer comes first, wherever else the digits occur.
        if let Ok(number) = search.trim().parse()
            && let Ok(meant) = self.active_customer(CustomerNumber::new(number))
        {
            customers.retain(|customer| customer.number != meant.number);
            customers.insert(0, meant);
            customers.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        let shown = u32::try_from(customers.len()).unwrap_or(u32::MAX);
        let more = if shown < limit { 0 } else { question.count(self, limit)?.saturating_sub(limit) };
        Ok(CustomerPage { customers, more })
    }

    /// The licenses whose numbers begin with `word`: our prefix and a group at least.
    fn license_range(&self, word: &str) -> Option<RangeInclusive<NumberId>> {
        let (prefix, symbols) = word.split_once('-')?;
        let is_ours = prefix.eq_ignore_ascii_case(self.prefix().as_str());
        NumberId::beginning_with(symbols).filter(|_| is_ours && symbols.len() >= 5)
    }

    fn holders(&self, licenses: &RangeInclusive<NumberId>) -> Result<Vec<u32>, LedgerError> {
        let sql = "SELECT customer FROM licenses WHERE license BETWEEN ?1 AND ?2 ORDER BY license LIMIT ?3";
        let edges = [licenses.start(), licenses.end()].map(|edge| blob(*edge.as_bytes()));
        let parameters: Vec<Value> = edges.into_iter().chain([integer(MAX_LICENSES)]).collect();
        self.select(sql, &parameters)?.iter().map(|row| row.number("customer")).collect()
    }
}

/// What is looked for, as conditions that both databases understand.
#[derive(Default)]
struct Question {
    conditions: Vec<String>,
    parameters: Vec<Value>,
    /// Words whose pattern finds more than they say.
    exactly: Vec<String>,
    is_indexed: bool,
}

impl Question {
    /// Shorter words are in no trigram.
    const INDEXED: usize = 3;

    fn word(&mut self, word: &str) {
        // What has a meaning in a pattern matches any character, and is looked at again below.
        let pattern = word.replace(['%', '_', '\\'], "_");
        if pattern.contains('_') {
            self.exactly.push(word.to_owned());
        }
        let is_indexed = pattern.split('_').any(|run| run.chars().count() >= Self::INDEXED);
        self.is_indexed |= is_indexed;
        self.parameters.push(text(format!("%{pattern}%")));
        let table = if is_indexed { "customer_search" } else { "customers" };
        self.conditions.push(format!("{table}.folded LIKE ?{}", self.parameters.len()));
    }

    fn holders(&mut self, customers: &[u32]) {
        // Numbers of our own, not texts of somebody's.
        let list: Vec<String> = customers.iter().map(u32::to_string).collect();
        let list = if list.is_empty() { "NULL".to_owned() } else { list.join(", ") };
        self.conditions.push(format!("customers.customer IN ({list})"));
    }

    /// `what` of the customers found. Through the index they come in its order, which is that of their numbers: the
    /// first page is there before the rest is looked at.
    fn sql(&self, what: &str) -> String {
        let (tables, number) = match self.is_indexed {
            true => (
                "customer_search JOIN customers ON customers.customer = customer_search.rowid",
                "customer_search.rowid",
            ),
            false => ("customers", "customers.customer"),
        };
        let conditions = self.conditions.iter().map(|condition| format!("{condition} AND "));
        let conditions: String = conditions.collect();
        format!(
            "SELECT {what} FROM {tables} WHERE {conditions}customers.merged_into IS NULL ORDER BY {number}"
        )
    }

    fn ask(&self, ledger: &Ledger, what: &str, limit: u32) -> Result<Vec<Customer>, LedgerError> {
        let limit = if self.exactly.is_empty() { limit } else { u32::MAX };
        let sql = format!("{} LIMIT {limit}", self.sql(what));
        let rows = ledger.select(&sql, &self.parameters)?;
        let is_meant = |folded: &str| self.exactly.iter().all(|word| folded.contains(word));
        let mut found = Vec::new();
        for row in &rows {
            if self.exactly.is_empty() || is_meant(&row.text("folded")?) {
                found.push(Customer::read(row)?);
            }
        }
        Ok(found)
    }

    /// How many there are, up to `limit` and [`CustomerPage::COUNTED`].
    fn count(&self, ledger: &Ledger, limit: u32) -> Result<u32, LedgerError> {
        let most = limit.saturating_add(CustomerPage::COUNTED);
        if !self.exactly.is_empty() {
            let found = self.ask(ledger, "customers.*", most)?.len();
            return Ok(u32::try_from(found).unwrap_or(most).min(most));
        }
        let sql = format!("SELECT count(*) AS found FROM ({} LIMIT {most}) AS several", self.sql("1"));
        ledger.select_one(&sql, &self.parameters)?.map_or(Ok(0), |row| row.number("found"))
    }
}
