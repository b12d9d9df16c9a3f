//! A person asks to be forgotten.

use rand_core::CryptoRng;

use super::{Customer, CustomerInput, CustomerNumber};
use crate::database::{integer, text};
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError};

/// What stands where a company's name was.
const NOBODY: &str = "—";

impl Ledger {
    /// Erases what is known of a customer, and what the history tells of it; licenses, coupons and the audit trail stay,
    /// which name the number and a digest under a salt. Returns the card as it was.
    ///
    /// What was signed stays as well: the holder's name in licenses. So do backups of the ledger.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCustomer`].
    pub fn customer_erase(
        &mut self,
        customer: CustomerNumber,
        mode: Mode,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Customer, LedgerError> {
        self.write(mode, |ledger| ledger.erase_customer(customer, context, random))
    }
}

impl Writer<'_> {
    fn erase_customer(
        &self,
        customer: CustomerNumber,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Customer, LedgerError> {
        let before = self.customer(customer)?;
        let nobody = CustomerInput { company: NOBODY.to_owned(), ..CustomerInput::default() };
        self.set_card(customer, &nobody)?;
        self.execute(
            "DELETE FROM audit_records WHERE seq IN
                 (SELECT seq FROM audit WHERE subject = ?1 AND what LIKE 'customer.%')",
            &[text(customer.to_string())],
        )?;
        let after = Some(self.customer(customer)?.record());
        self.audit_record(("customer.erase", customer.to_string()), (None, after), context, random)?;
        Ok(before)
    }

    /// Writes a card into its row.
    pub(super) fn set_card(&self, customer: CustomerNumber, card: &CustomerInput) -> Result<(), LedgerError> {
        self.execute(
            "UPDATE customers SET company = ?2, contact = ?3, phone = ?4, email = ?5, email2 = ?6, crm_id = ?7,
                 crm_id2 = ?8, manager = ?9, distributor = ?10, comment = ?11, fields = ?12, folded = ?13
             WHERE customer = ?1",
            &[integer(customer.0)].into_iter().chain(card.values(customer.0)).collect::<Vec<_>>(),
        )
    }
}
