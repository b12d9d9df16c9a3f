//! Trials that come with a new license by themselves, once per customer and product.

use std::num::NonZeroU32;

use format::{Grant, NumberId};

use crate::database::{blob, integer, time};
use crate::open::Writer;
use crate::{Context, CouponProduct, CustomerNumber, Ledger, LedgerError, Product};

/// Whether a new license comes with the automatic trials.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "it comes with them or without")]
pub enum Trials {
    /// With those that the customer has not had.
    #[default]
    Automatic,
    /// Without.
    None,
}

impl Ledger {
    /// The products whose trial the next license of a customer comes with: those that are marked so, are still sold, and
    /// that neither the customer nor a duplicate merged into it has had.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn due_trials(&self, customer: CustomerNumber) -> Result<Vec<Product>, LedgerError> {
        let sql = "WITH RECURSIVE same (customer) AS (
                       SELECT customer FROM customers WHERE customer = ?1
                       UNION
                       SELECT customers.customer FROM customers JOIN same ON customers.merged_into = same.customer
                   )
                   SELECT * FROM products WHERE is_automatic = 1 AND is_withdrawn = 0
                   AND product NOT IN (SELECT product FROM trials_given JOIN same USING (customer)) ORDER BY product";
        self.select(sql, &[integer(customer.get())])?.iter().map(|row| self.read_product(row)).collect()
    }

    /// What the next license of a customer is granted by itself.
    pub(crate) fn trial_grants(
        &self,
        customer: CustomerNumber,
        trials: Trials,
        context: &Context,
    ) -> Result<Vec<Grant>, LedgerError> {
        if trials == Trials::None {
            return Ok(Vec::new());
        }
        let grant = |product: &Product| {
            let wanted = CouponProduct {
                product: product.id,
                term: product.trial_term(),
                multiplier: NonZeroU32::MIN,
            };
            Ok(product.addition(&wanted)?.grant(context.now, context.now))
        };
        self.due_trials(customer)?.iter().map(grant).collect()
    }
}

impl Writer<'_> {
    /// Notes which trials a customer has had.
    pub(crate) fn note_trials(
        &self,
        customer: CustomerNumber,
        license: NumberId,
        grants: &[Grant],
        context: &Context,
    ) -> Result<(), LedgerError> {
        for grant in grants {
            self.execute(
                "INSERT INTO trials_given (customer, product, license, given_at) VALUES (?1, ?2, ?3, ?4)",
                &[
                    integer(customer.get()),
                    integer(grant.product.get()),
                    blob(*license.as_bytes()),
                    time(context.now),
                ],
            )?;
        }
        Ok(())
    }
}
