//! Records as files that other programs read and write: CSV and JSON, in both directions.
//!
//! What was exported goes into an empty ledger and comes out again byte for byte. Numbers come along; the random ids in
//! licenses do not, so that nobody passes for another vendor's customer.

mod file;
mod import;
mod rows;

use rand_core::CryptoRng;

pub use self::file::ExchangeFormat;
use self::file::{Column, read_rows, write_rows};
pub use self::import::{ImportOptions, ImportReport, OnKnown, OnRefused, RefusedRow};
use self::rows::{CustomerRow, DistributorRow, ExchangeRow, FeatureRow, ProductRow};
use crate::database::integer;
use crate::{Context, Customer, Ledger, LedgerError};

/// Which records are exchanged.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ExchangeKind {
    /// Customers; not the duplicates that were merged into others.
    Customers,
    /// Distributors.
    Distributors,
    /// Features.
    Features,
    /// Products with their features and limits.
    Products,
}

impl ExchangeKind {
    /// Largest file that is read: about three million customers.
    pub const MAX_BYTES: u64 = 512 << 20;

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Distributors => "distributors",
            Self::Features => "features",
            Self::Products => "products",
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Self::Customers => CustomerRow::COLUMNS,
            Self::Distributors => DistributorRow::COLUMNS,
            Self::Features => FeatureRow::COLUMNS,
            Self::Products => ProductRow::COLUMNS,
        }
    }
}

/// Customers read at a time.
const PAGE: u32 = 10_000;

impl Ledger {
    /// All records of a kind, by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn export_records(&self, kind: ExchangeKind, format: ExchangeFormat) -> Result<String, LedgerError> {
        let _one_moment = self.snapshot()?;
        let columns = kind.columns();
        Ok(match kind {
            ExchangeKind::Customers => write_rows(columns, &self.customer_rows()?, format),
            ExchangeKind::Distributors => {
                let all = self.distributors()?;
                write_rows(columns, &all.iter().map(DistributorRow::of).collect::<Vec<_>>(), format)
            }
            ExchangeKind::Features => {
                let all = self.features()?;
                write_rows(columns, &all.iter().map(FeatureRow::of).collect::<Vec<_>>(), format)
            }
            ExchangeKind::Products => {
                let all = self.products()?;
                write_rows(columns, &all.iter().map(ProductRow::of).collect::<Vec<_>>(), format)
            }
        })
    }

    fn customer_rows(&self) -> Result<Vec<CustomerRow>, LedgerError> {
        let sql =
            "SELECT * FROM customers WHERE customer > ?1 AND merged_into IS NULL ORDER BY customer LIMIT ?2";
        let (mut rows, mut last) = (Vec::new(), 0);
        loop {
            let page = self.select(sql, &[integer(last), integer(PAGE)])?;
            for row in &page {
                let customer = Customer::read(row)?;
                last = customer.number.get();
                rows.push(CustomerRow::of(&customer));
            }
            if page.is_empty() {
                return Ok(rows);
            }
        }
    }

    /// Takes the records of a file into the ledger, in one transaction: all of them, unless the refused ones are to be
    /// skipped. `done` is told after each row.
    ///
    /// # Errors
    ///
    /// [`crate::ExchangeError`] for a file that is none; what is wrong with single rows is in the report.
    pub fn import_records(
        &mut self,
        kind: ExchangeKind,
        file: &[u8],
        options: ImportOptions,
        context: &Context,
        random: &mut impl CryptoRng,
        done: impl FnMut(),
    ) -> Result<ImportReport, LedgerError> {
        let rows = read_rows(kind.columns(), file, options.format)?;
        match kind {
            ExchangeKind::Customers => self.import_rows::<CustomerRow>(rows, options, context, random, done),
            ExchangeKind::Distributors => {
                self.import_rows::<DistributorRow>(rows, options, context, random, done)
            }
            ExchangeKind::Features => self.import_rows::<FeatureRow>(rows, options, context, random, done),
            ExchangeKind::Products => self.import_rows::<ProductRow>(rows, options, context, random, done),
        }
    }
}
