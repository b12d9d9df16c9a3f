//! A license goes to another customer: it was sold, or two customers turn out to be one.
//!
//! The next revision says so; nothing else of the license changes. Earlier revisions stay those of whoever held it then.

use std::collections::BTreeMap;

use crypto::SigningKey;
use format::{License, Number, NumberId};
use policy::State;
use serde_json::{Value as Json, json};

use crate::audit::Entry;
use crate::context::check_length;
use crate::database::{blob, integer, text};
use crate::licenses::insert_revision;
use crate::open::{Mode, Writer};
use crate::{
    Context, Customer, CustomerNumber, Ledger, LedgerError, RecordError, RevisionReason, StoredLicense,
    StoredRevision,
};

/// What giving a license to another customer would do; nothing is signed and nothing is changed.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct MovePreview {
    /// The license.
    pub license: Number,
    /// Who holds it.
    pub from: Customer,
    /// Who would hold it.
    pub to: Customer,
    /// The holder's name in the license as it is.
    pub holder_before: Option<String>,
    /// The holder's name in the revision that would say so.
    pub holder_after: Option<String>,
    /// That revision.
    pub revision: u32,
    /// Open coupons for any license of `from`: this license takes them no longer.
    pub coupons: Vec<Number>,
}

/// A license that went to another customer.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct LicenseMove {
    /// The license.
    pub license: Number,
    /// Who held it.
    pub from: CustomerNumber,
    /// Who holds it.
    pub to: CustomerNumber,
    /// The revision that says so.
    pub revision: u32,
    /// That revision as a signed document.
    pub document: Vec<u8>,
}

impl Ledger {
    /// Gives a license to another customer. It grants what it did; where it names its holder, it names the new one.
    ///
    /// Coupons for any license of the former customer fit it no longer. `note` says why; it stays in the ledger.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownLicense`], [`LedgerError::UnknownCustomer`]; [`RecordError::AlreadyHolds`],
    /// [`RecordError::CustomerMerged`]; [`LedgerError::LicenseRevoked`]; [`LedgerError::Verify`] where `key` may not sign
    /// this license now, [`LedgerError::Sign`] for a company's name that a license cannot hold.
    pub fn move_license(
        &mut self,
        license: Number,
        to: CustomerNumber,
        note: &str,
        key: &SigningKey,
        context: &Context,
    ) -> Result<LicenseMove, LedgerError> {
        check_length("note", note)?;
        self.write(Mode::Commit, |ledger| ledger.move_license(license, to, note, key, context))
    }

    /// What [`Ledger::move_license`] would do; needs no key.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::move_license`], without those of signing.
    pub fn preview_move(
        &mut self,
        license: Number,
        to: CustomerNumber,
        context: &Context,
    ) -> Result<MovePreview, LedgerError> {
        self.write(Mode::DryRun, |ledger| {
            let (stored, to, next) = ledger.movable(license, to, context)?;
            Ok(MovePreview {
                license,
                holder_before: stored.newest().license.holder.clone(),
                holder_after: next.holder,
                revision: next.revision,
                coupons: ledger.open_coupons_for(stored.customer.number, context)?,
                from: stored.customer,
                to,
            })
        })
    }

    /// The license, who it goes to and its next revision, still unsigned, where it may go there.
    fn movable(
        &self,
        license: Number,
        to: CustomerNumber,
        context: &Context,
    ) -> Result<(StoredLicense, Customer, License), LedgerError> {
        let stored = self.license(license)?;
        let to = self.active_customer(to)?;
        if stored.customer.number == to.number {
            return Err(RecordError::AlreadyHolds { license, customer: to.number }.into());
        }
        let newest = &stored.newest().license;
        if let Some((last, at)) = self.license_revocation(license.id)?
            && newest.revision <= last
        {
            return Err(LedgerError::LicenseRevoked { license, at });
        }
        let mut next = State::of(newest, &[]).next_revision(newest, context.now);
        next.customer = to.id;
        next.holder = newest.holder.as_ref().map(|_| to.company.clone());
        Ok((stored, to, next))
    }

    /// Coupons for any license of a customer that could still be redeemed.
    pub(crate) fn open_coupons_for(
        &self,
        customer: CustomerNumber,
        context: &Context,
    ) -> Result<Vec<Number>, LedgerError> {
        self.open_coupons("customer", integer(customer.get()), context)
    }

    /// Whether each revision is of whoever held the license then: the customer of the row holds it now, and each move
    /// that the audit trail tells of leads back to the one before.
    pub(crate) fn has_belonged(
        &self,
        license: Number,
        customer: &Customer,
        revisions: &[StoredRevision],
    ) -> Result<bool, LedgerError> {
        let mut moves = BTreeMap::new();
        if revisions.iter().any(|revision| revision.reason == RevisionReason::Move) {
            moves = self.moves_of(license)?;
        }
        let mut holder = customer.clone();
        for revision in revisions.iter().rev() {
            if revision.license.customer != holder.id {
                return Ok(false);
            }
            let told = moves.remove(&revision.license.revision);
            match (revision.reason, told) {
                (RevisionReason::Move, Some((from, to))) if to == holder.number => {
                    holder = self.customer(from)?;
                }
                (RevisionReason::Move, _) | (_, Some(_)) => return Ok(false),
                (_, None) => {}
            }
        }
        Ok(moves.is_empty())
    }

    /// By revision: from whom and to whom the license went, as the audit trail tells.
    fn moves_of(
        &self,
        license: Number,
    ) -> Result<BTreeMap<u32, (CustomerNumber, CustomerNumber)>, LedgerError> {
        let sql = "SELECT details FROM audit WHERE subject = ?1 AND what = 'license.move' ORDER BY seq";
        let mut moves = BTreeMap::new();
        for row in self.select(sql, &[text(license.to_string())])? {
            let damaged = || LedgerError::DamagedRow { column: "details" };
            let details: Json = serde_json::from_str(&row.text("details")?).map_err(|_| damaged())?;
            let number = |name: &str| {
                let number = details[name].as_u64().and_then(|number| u32::try_from(number).ok());
                number.ok_or_else(damaged)
            };
            let sides = (CustomerNumber::new(number("from")?), CustomerNumber::new(number("to")?));
            moves.insert(number("revision")?, sides);
        }
        Ok(moves)
    }
}

impl Writer<'_> {
    /// Gives a license to another customer, with its entry in the audit trail.
    pub(crate) fn move_license(
        &self,
        license: Number,
        to: CustomerNumber,
        note: &str,
        key: &SigningKey,
        context: &Context,
    ) -> Result<LicenseMove, LedgerError> {
        let (stored, to, next) = self.movable(license, to, context)?;
        let from = stored.customer.number;
        let (document, next) = self.sign(key, &next)?;
        self.keyring().check_successor(&stored.newest().license, &next)?;
        insert_revision(self, &next, &document, (RevisionReason::Move, note))?;
        self.set_customer(next.number, to.number)?;
        let (subject, revision) = (license.to_string(), next.revision);
        let details =
            json!({ "from": from.get(), "to": to.number.get(), "revision": revision, "reason": note });
        self.audit(&Entry { what: "license.move", subject, digest: Some(next.digest()), details }, context)?;
        Ok(LicenseMove { license, from, to: to.number, revision, document })
    }

    fn set_customer(&self, license: NumberId, customer: CustomerNumber) -> Result<(), LedgerError> {
        self.execute(
            "UPDATE licenses SET customer = ?1 WHERE license = ?2",
            &[integer(customer.get()), blob(*license.as_bytes())],
        )
    }
}
