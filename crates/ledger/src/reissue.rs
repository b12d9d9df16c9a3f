//! Documents signed anew, because sites trust the key no longer that has signed them: the same payload, another signature.
//!
//! A document is what its payload says (SPEC §2.5), so a license stays the revision that it is, and a coupon the coupon.

use std::collections::BTreeSet;

use crypto::{SigningKey, Verified, sha256};
use format::{Digest, Envelope, KeyId, Number, NumberKind, Payload, ProductId, UnixTime};
use serde_json::json;

use crate::audit::{Entry, digest_of_batch};
use crate::database::{blob, integer};
use crate::documents::misplaced;
use crate::open::{Mode, Writer};
use crate::redemptions::OPEN_COUPONS;
use crate::{Context, Ledger, LedgerError, TrustError};

/// A license or coupon that is still good and that no site accepts any more.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ToReissue {
    /// Which one.
    pub number: Number,
    /// The key that has signed it.
    pub signed_by: KeyId,
    /// The products on which depends who may sign it: those that it names, and those of a license's earlier revisions.
    pub products: Vec<ProductId>,
    /// When it was signed first; the new signature says the same.
    pub issued_at: UnixTime,
}

impl Ledger {
    /// The newest revisions of licenses, and the coupons that may still be redeemed, whose keys the newest root has
    /// dropped or that are burnt.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn to_reissue(&self, context: &Context) -> Result<Vec<ToReissue>, LedgerError> {
        let trusted = self.trusted_keys()?;
        let mut found = Vec::new();
        let newest = "SELECT license, document FROM license_revisions AS newest
                      WHERE NOT EXISTS (SELECT 1 FROM license_revisions AS later
                          WHERE later.license = newest.license AND later.revision > newest.revision)
                      AND NOT EXISTS (SELECT 1 FROM revoked_licenses AS gone
                          WHERE gone.license = newest.license AND gone.last_revision >= newest.revision)
                      ORDER BY license";
        for row in self.select(newest, &[])? {
            if trusted.contains(&claimed_key(row.bytes("document")?)?) {
                continue;
            }
            let id = row.number_id("license")?;
            let stored = self.license(self.license_number(id))?;
            let newest = stored.newest();
            let signed_by = claimed_key(&newest.document)?;
            if !trusted.contains(&signed_by) {
                let grants = stored.revisions.iter().flat_map(|revision| revision.license.grants.iter());
                let products: BTreeSet<ProductId> = grants.map(|grant| grant.product).collect();
                found.push(ToReissue {
                    number: stored.number,
                    signed_by,
                    products: products.into_iter().collect(),
                    issued_at: newest.license.issued_at,
                });
            }
        }
        let usable = format!("SELECT coupon, document FROM coupons WHERE {OPEN_COUPONS} ORDER BY coupon");
        for row in self.select(&usable, &[])? {
            if trusted.contains(&claimed_key(row.bytes("document")?)?) {
                continue;
            }
            let coupon = self.coupon(self.coupon_number(row.number_id("coupon")?))?;
            let signed_by = claimed_key(&coupon.document)?;
            let is_in_time = coupon.coupon.redeem_before.is_none_or(|last| last >= context.now);
            if is_in_time && !trusted.contains(&signed_by) {
                let products = coupon.coupon.products().collect();
                let issued_at = coupon.coupon.issued_at;
                found.push(ToReissue { number: coupon.number, signed_by, products, issued_at });
            }
        }
        Ok(found)
    }

    /// Signs licenses and coupons anew, each with the key that it is paired with, all or none; of a license the newest
    /// revision. Each is handed to `deliver` before the ledger has it for good: what cannot be delivered is not signed anew.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Verify`] where a key may not sign one of them: a key that is valid only from a later day than
    /// theirs, or for other products. [`TrustError::NotToReissue`] for one that [`Ledger::to_reissue`] does not name.
    pub fn reissue(
        &mut self,
        work: &[(Vec<Number>, &SigningKey)],
        context: &Context,
        mut deliver: impl FnMut(Number, &[u8]) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        self.write(Mode::Commit, |ledger| {
            let due: BTreeSet<Number> = ledger.to_reissue(context)?.iter().map(|one| one.number).collect();
            for (numbers, key) in work {
                let reissue = ledger.next_number("reissues", "reissue")?;
                let mut signed = Vec::new();
                for number in numbers {
                    if !due.contains(number) {
                        return Err(TrustError::NotToReissue { number: *number }.into());
                    }
                    let document = match number.kind {
                        NumberKind::License => {
                            ledger.sign_anew(reissue, &ledger.newest_revision(number.id)?.license, key)
                        }
                        _ => ledger.sign_anew(reissue, &ledger.coupon(*number)?.coupon, key),
                    }?;
                    deliver(*number, &document)?;
                    signed.push(sha256(&document));
                }
                ledger.note_reissue(reissue, signed, key, context)?;
            }
            Ok(())
        })
    }

    /// A stored document, verified, as it is handed out: under the newest signature that it got.
    pub(crate) fn newest_signature<T: Payload>(
        &self,
        number: Number,
        stored: &[u8],
    ) -> Result<(Verified<T>, Vec<u8>), LedgerError> {
        let verified = self.verified::<T>(T::DOCUMENT, &number.to_string(), stored)?;
        self.newest_of(number, verified, stored)
    }

    /// The same for a document that was verified already.
    pub(crate) fn newest_of<T: Payload>(
        &self,
        number: Number,
        verified: Verified<T>,
        stored: &[u8],
    ) -> Result<(Verified<T>, Vec<u8>), LedgerError> {
        let Some(newest) = self.reissued(verified.digest())? else {
            return Ok((verified, stored.to_vec()));
        };
        let subject = number.to_string();
        let anew = self.verified::<T>(T::DOCUMENT, &subject, &newest)?;
        if anew.digest() == verified.digest() {
            Ok((anew, newest))
        } else {
            Err(misplaced(T::DOCUMENT, subject))
        }
    }

    fn reissued(&self, digest: Digest) -> Result<Option<Vec<u8>>, LedgerError> {
        let sql = "SELECT document FROM reissues WHERE digest = ?1 ORDER BY reissue DESC LIMIT 1";
        let row = self.select_one(sql, &[blob(*digest.as_bytes())])?;
        row.map(|row| Ok(row.bytes("document")?.to_vec())).transpose()
    }

    /// What the audit trail has to tell of documents that were signed anew: by number, one digest for all of them.
    pub(crate) fn told_reissues(&self) -> Result<Vec<(u32, Digest)>, LedgerError> {
        let rows = self.select("SELECT reissue, document FROM reissues ORDER BY reissue", &[])?;
        let mut told: Vec<(u32, Vec<Vec<u8>>)> = Vec::new();
        for row in rows {
            let (reissue, document) = (row.number("reissue")?, row.bytes("document")?.to_vec());
            match told.last_mut().filter(|(number, _)| *number == reissue) {
                Some((_, documents)) => documents.push(document),
                None => told.push((reissue, vec![document])),
            }
        }
        Ok(told.into_iter().map(|(number, all)| (number, digest_of_batch(&digests(all.iter())))).collect())
    }

    /// The keys that sites trust, once they have the next bundle.
    fn trusted_keys(&self) -> Result<BTreeSet<KeyId>, LedgerError> {
        let mut keys: BTreeSet<KeyId> = self.keyring().key_ids().collect();
        for burnt in self.burnt_keys()? {
            keys.remove(&burnt.key);
        }
        Ok(keys)
    }
}

impl Writer<'_> {
    fn note_reissue(
        &self,
        reissue: u32,
        mut signed: Vec<Digest>,
        key: &SigningKey,
        context: &Context,
    ) -> Result<(), LedgerError> {
        signed.sort_unstable();
        let details = json!({ "count": signed.len(), "key": key.id().to_string() });
        let (subject, digest) = (reissue.to_string(), Some(digest_of_batch(&signed)));
        self.audit(&Entry { what: "document.reissue", subject, digest, details }, context)
    }

    fn sign_anew<T: Payload>(
        &self,
        reissue: u32,
        value: &Verified<T>,
        key: &SigningKey,
    ) -> Result<Vec<u8>, LedgerError> {
        let (document, signed) = self.sign::<T>(key, value)?;
        self.execute(
            "INSERT INTO reissues (reissue, digest, document) VALUES (?1, ?2, ?3)",
            &[integer(reissue), blob(*signed.digest().as_bytes()), blob(&document[..])],
        )?;
        Ok(document)
    }
}

/// The key that a stored document says has signed it.
fn claimed_key(stored: &[u8]) -> Result<KeyId, LedgerError> {
    Ok(Envelope::parse(stored)?.claimed_key())
}

/// The digests of whole documents, in an order of their own.
fn digests<'a>(documents: impl Iterator<Item = &'a Vec<u8>>) -> Vec<Digest> {
    let mut digests: Vec<Digest> = documents.map(|document| sha256(document)).collect();
    digests.sort_unstable_by_key(|digest| *digest.as_bytes());
    digests
}
