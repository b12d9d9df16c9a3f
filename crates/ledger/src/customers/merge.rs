//! Two customers turn out to be one.

use crypto::SigningKey;
use format::{Number, ProductId};
use rand_core::CryptoRng;

use super::{Customer, CustomerInput, CustomerNumber};
use crate::context::check_length;
use crate::database::integer;
use crate::open::{Mode, Writer};
use crate::{Changed, Context, Ledger, LedgerError, LicenseMove, RecordError};

/// What becomes of the card of the customer that is kept.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "it stays or it is filled")]
pub enum KeptCard {
    /// It stays as it is.
    #[default]
    AsIs,
    /// What it does not have is taken from the duplicate.
    Filled,
}

/// What merging a duplicate would do; nothing is signed and nothing is changed.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct MergePreview {
    /// The customer that goes.
    pub duplicate: Customer,
    /// The card of the customer that is kept.
    pub kept: Changed<Customer>,
    /// The licenses that go to the kept customer, each with a next revision.
    pub licenses: Vec<Number>,
    /// Licenses that are revoked and stay where they are.
    pub revoked: Vec<Number>,
    /// Products of the licenses that go along, on which depends who may sign.
    pub products: Vec<ProductId>,
    /// Open coupons for the duplicate, which fit no license any more.
    pub coupons: Vec<Number>,
}

/// A duplicate that was merged.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct Merged {
    /// The customer that went.
    pub duplicate: Customer,
    /// The card of the customer that was kept.
    pub kept: Changed<Customer>,
    /// The licenses that went along.
    pub moves: Vec<LicenseMove>,
    /// Open coupons for the duplicate, which fit no license any more.
    pub coupons: Vec<Number>,
}

impl Ledger {
    /// Merges a duplicate into the customer that it is: the licenses go along, history keeps both.
    ///
    /// `key` signs the licenses' next revisions; without licenses there is nothing to sign. `note` says why.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCustomer`], [`RecordError::CustomerMerged`], [`RecordError::SameCustomer`];
    /// [`RecordError::NoKey`] where there are licenses and no key; else those of [`Ledger::move_license`].
    pub fn merge_customers(
        &mut self,
        (duplicate, into): (CustomerNumber, CustomerNumber),
        card: KeptCard,
        note: &str,
        key: Option<&SigningKey>,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Merged, LedgerError> {
        check_length("note", note)?;
        self.write(Mode::Commit, |ledger| {
            let preview = ledger.review_merge(duplicate, into, card, context, random)?;
            let mut moves = Vec::new();
            for license in preview.licenses {
                let key = key.ok_or(RecordError::NoKey { license })?;
                moves.push(ledger.move_license(license, into, note, key, context)?);
            }
            let sql = "UPDATE customers SET merged_into = ?2 WHERE customer = ?1";
            ledger.execute(sql, &[integer(duplicate.0), integer(into.0)])?;
            let merged = ledger.customer(duplicate)?;
            let sides = (Some(preview.duplicate.record()), Some(merged.record()));
            ledger.audit_record(("customer.merge", duplicate.to_string()), sides, context, random)?;
            Ok(Merged { duplicate: merged, kept: preview.kept, moves, coupons: preview.coupons })
        })
    }

    /// What [`Ledger::merge_customers`] would do; needs no key.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::merge_customers`], without those of signing.
    pub fn preview_merge(
        &mut self,
        (duplicate, into): (CustomerNumber, CustomerNumber),
        card: KeptCard,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<MergePreview, LedgerError> {
        self.write(Mode::DryRun, |ledger| ledger.review_merge(duplicate, into, card, context, random))
    }
}

impl Writer<'_> {
    /// Fills the kept card, and says what is still to be done.
    fn review_merge(
        &self,
        duplicate: CustomerNumber,
        into: CustomerNumber,
        card: KeptCard,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<MergePreview, LedgerError> {
        let (duplicate, kept) = (self.active_customer(duplicate)?, self.active_customer(into)?);
        if duplicate.number == kept.number {
            return Err(RecordError::SameCustomer { customer: into }.into());
        }
        let mut input = kept.input();
        if card == KeptCard::Filled {
            input.fill_from(duplicate.input());
        }
        let kept = self.update_customer(into, &input, context, random)?;
        let (mut licenses, mut revoked, mut products) = (Vec::new(), Vec::new(), Vec::new());
        for license in self.licenses(Some(duplicate.number))? {
            let last = self.license_revocation(license.number.id)?.map(|(last, _)| last);
            if last.is_some_and(|last| license.license.revision <= last) {
                revoked.push(license.number);
            } else {
                products.extend(license.license.grants.iter().map(|grant| grant.product));
                licenses.push(license.number);
            }
        }
        products.sort_unstable();
        products.dedup();
        let coupons = self.open_coupons_for(duplicate.number, context)?;
        Ok(MergePreview { duplicate, kept, licenses, revoked, products, coupons })
    }
}

impl CustomerInput {
    /// Takes what it does not have from another card.
    fn fill_from(&mut self, other: Self) {
        let texts = [
            (&mut self.contact, other.contact),
            (&mut self.phone, other.phone),
            (&mut self.email, other.email),
            (&mut self.email2, other.email2),
            (&mut self.crm_id, other.crm_id),
            (&mut self.crm_id2, other.crm_id2),
            (&mut self.manager, other.manager),
            (&mut self.comment, other.comment),
        ];
        for (there, other) in texts {
            if there.is_empty() {
                *there = other;
            }
        }
        self.distributor = self.distributor.or(other.distributor);
        for (name, value) in other.fields {
            self.fields.entry(name).or_insert(value);
        }
    }
}
