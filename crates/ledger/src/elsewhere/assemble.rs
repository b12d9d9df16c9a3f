use crypto::Verified;
use format::{Batch, Catalog, Coupon, CouponTag, Digest, Document, License, Number, Purpose};
use serde_json::json;

use crate::audit::{Entry, digest_of_batch};
use crate::catalogs::insert_catalog;
use crate::context::check_length;
use crate::coupons::{BatchNotes, insert_coupon, kind_of};
use crate::database::blob;
use crate::licenses::insert_license;
use crate::open::{Mode, Writer};
use crate::redeem::insert_redeemed;
use crate::{Context, CouponRef, Ledger, LedgerError, Trials, TrustError};

/// What was taken into the ledger.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Assembled {
    /// The kind of document.
    pub purpose: Purpose,
    /// The numbers of licenses or coupons.
    pub numbers: Vec<Number>,
    /// The batch of coupons, or the number of the last catalog.
    pub number: Option<u32>,
}

impl Ledger {
    /// Takes documents that were signed elsewhere into the ledger: all of them, or none.
    ///
    /// Each is verified with the newest root, and must follow from what the ledger holds now as if it had been signed
    /// here: a revision is computed again from the coupon that it redeems.
    ///
    /// # Errors
    ///
    /// [`TrustError::BatchStage`] before it is signed, [`TrustError::BatchKind`] for another kind than `purpose`;
    /// [`LedgerError::Verify`] for a document that is not genuine; [`TrustError::NumberTaken`] and
    /// [`TrustError::NotWhatFollows`] for one that the ledger has, or that was overtaken by another change;
    /// [`LedgerError::CouponRedeemed`].
    pub fn assemble(
        &mut self,
        purpose: Purpose,
        batch: &Batch,
        context: &Context,
    ) -> Result<Assembled, LedgerError> {
        if !batch.is_signed {
            return Err(LedgerError::Trust(TrustError::BatchStage { is_signed: false }));
        }
        if batch.purpose != purpose || purpose == Purpose::Bulletin {
            let (expected, found) = (purpose.document(), batch.purpose.document());
            return Err(LedgerError::Trust(TrustError::BatchKind { expected, found }));
        }
        check_length("comment", &batch.notes.comment)?;
        check_length("invoice", &batch.notes.invoice)?;
        self.write(Mode::Commit, |ledger| match purpose {
            Purpose::License => ledger.assemble_licenses(batch, context),
            Purpose::Coupon => ledger.assemble_coupons(batch, context),
            _ => ledger.assemble_catalogs(batch, context),
        })
    }
}

impl Writer<'_> {
    fn assemble_licenses(&self, batch: &Batch, context: &Context) -> Result<Assembled, LedgerError> {
        let mut numbers = Vec::new();
        for document in &batch.items {
            let license = self.verify_foreign::<License>(document)?;
            let number = self.license_number(license.number);
            let known = "SELECT license FROM licenses WHERE license = ?1";
            match self.select_one(known, &[blob(*license.number.as_bytes())])? {
                None => self.assemble_new_license(&license, document, &batch.notes.comment, context)?,
                Some(_) => self.assemble_revision(&license, document, number, context)?,
            }
            numbers.push(number);
        }
        Ok(Assembled { purpose: Purpose::License, numbers, number: None })
    }

    fn assemble_new_license(
        &self,
        license: &Verified<License>,
        document: &[u8],
        comment: &str,
        context: &Context,
    ) -> Result<(), LedgerError> {
        let not_what_follows = || not_what_follows(Document::License, self.license_number(license.number));
        let customer = self.customer_with_id(license.customer)?.ok_or_else(not_what_follows)?;
        let customer = self.active_customer(customer.number)?.number;
        let mut expected = License::new(license.number, license.customer, license.issued_at);
        expected.holder.clone_from(&license.holder);
        if !license.grants.is_empty() {
            // The trials that are due now, as they were at the moment that it names.
            let then = Context { now: license.issued_at, who: context.who.clone() };
            expected.grants = self.trial_grants(customer, Trials::Automatic, &then)?;
        }
        if **license == expected {
            insert_license(self, license, document, customer, comment, context)
        } else {
            Err(not_what_follows())
        }
    }

    /// The next revision is the one that the ledger would have signed itself, at the moment that it names.
    fn assemble_revision(
        &self,
        license: &Verified<License>,
        document: &[u8],
        number: Number,
        context: &Context,
    ) -> Result<(), LedgerError> {
        let stored = self.license(number)?;
        let newest = &stored.newest().license;
        if newest.digest() == license.digest() {
            return Err(LedgerError::Trust(TrustError::NumberTaken { number }));
        }
        let folded: Vec<&CouponTag> =
            license.folded.iter().filter(|tag| !newest.folded.contains(tag)).collect();
        let &[tag] = folded.as_slice() else {
            return Err(not_what_follows(Document::License, number));
        };
        let id = self.coupon_with_tag(*tag)?.ok_or_else(|| not_what_follows(Document::License, number))?;
        let coupon = CouponRef::Number(self.coupon_number(id));
        let then = Context { now: license.issued_at, who: context.who.clone() };
        // What was cancelled or revoked since it was prepared is refused here as everywhere.
        let (coupon, _, next) = self.redeemable(coupon, number, &then)?;
        if next != **license {
            return Err(not_what_follows(Document::License, number));
        }
        insert_redeemed(self, (&coupon, ""), license, document, &then)
    }

    fn assemble_coupons(&self, batch: &Batch, context: &Context) -> Result<Assembled, LedgerError> {
        let mut coupons: Vec<(Verified<Coupon>, &[u8])> = Vec::new();
        for document in &batch.items {
            coupons.push((self.verify_foreign(document)?, document.as_slice()));
        }
        let details = json!({ "count": coupons.len(), "signed": "elsewhere" });
        let (comment, invoice) = (batch.notes.comment.clone(), batch.notes.invoice.clone());
        let notes = BatchNotes { comment, invoice, ..BatchNotes::default() };
        let wanted = u32::try_from(coupons.len()).expect("a batch has a limit of its own");
        let kind = coupons.first().map_or("add", |(coupon, _)| kind_of(coupon));
        let number = self.insert_batch((kind, wanted), &details.to_string(), &notes, context)?;
        for (position, (coupon, document)) in (1..).zip(&coupons) {
            if self.coupon_with_tag(CouponTag::of(coupon.number))?.is_some() {
                return Err(LedgerError::Trust(TrustError::NumberTaken {
                    number: self.coupon_number(coupon.number),
                }));
            }
            insert_coupon(self, coupon, (number, position), document)?;
        }
        let digests: Vec<Digest> = coupons.iter().map(|(coupon, _)| coupon.digest()).collect();
        let (subject, digest) = (number.to_string(), Some(digest_of_batch(&digests)));
        self.audit(&Entry { what: "coupon.generate", subject, digest, details }, context)?;
        let numbers = coupons.iter().map(|(coupon, _)| self.coupon_number(coupon.number));
        Ok(Assembled { purpose: Purpose::Coupon, numbers: numbers.collect(), number: Some(number) })
    }

    fn assemble_catalogs(&self, batch: &Batch, context: &Context) -> Result<Assembled, LedgerError> {
        let mut last = None;
        for document in &batch.items {
            let head = self.verify_foreign::<Catalog>(document)?;
            let told = "SELECT seq FROM audit WHERE hash = ?1";
            let is_of_trail = match &head.audit_head {
                None => true,
                Some(hash) => self.select_one(told, &[blob(*hash.as_bytes())])?.is_some(),
            };
            if head.number != self.next_number("catalogs", "catalog")? || !is_of_trail {
                return Err(not_what_follows(Document::Catalog, head.number));
            }
            let store = self.folder().objects();
            head.groups.iter().try_for_each(|group| store.find(&group.index).map(drop))?;
            insert_catalog(self, &head, document, context)?;
            last = Some(head.number);
        }
        Ok(Assembled { purpose: Purpose::Catalog, numbers: Vec::new(), number: last })
    }
}

fn not_what_follows(document: Document, subject: impl ToString) -> LedgerError {
    LedgerError::Trust(TrustError::NotWhatFollows { document, subject: subject.to_string() })
}
