use crypto::{Keyring, Verified, VerifyError, sha256};
use format::{
    Digest, Envelope, Event, JOURNAL_LENGTH_BYTES, JournalRest, KeyId, NumberId, PublicKey, Receipt,
    journal_next, unverified_receipt_key,
};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Value, blob, text, time};
use crate::error::ReceiptError;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError};

/// What taking a site's receipts in came to.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReceiptImport {
    /// The id of the site's key.
    pub site: KeyId,
    /// The site's key; its fingerprint can be compared with what the site's admin sees.
    pub key: PublicKey,
    /// Receipts that were not there before.
    pub new: u64,
    /// Receipts that were.
    pub known: u64,
    /// Sequences of receipts of which there is another one now: the site's state was copied or turned back.
    pub forked: Vec<u64>,
    /// The last sequence in the file.
    pub last: u64,
}

/// A receipt of a chain, with its document.
pub(super) struct Link {
    pub(super) receipt: Verified<Receipt>,
    document: Vec<u8>,
}

impl Ledger {
    /// Takes the receipts of one site in, from its whole journal; what is there already stays as it is.
    ///
    /// The journal is verified from receipt 0 on with the key that this receipt holds: who holds that key wrote all of it.
    /// Whose site it is, the vendor knows from the licenses in it.
    ///
    /// # Errors
    ///
    /// [`ReceiptError`] for a file that is no journal, is cut off, or does not hold together, and for a site that trusts
    /// another vendor.
    pub fn import_receipts(
        &mut self,
        journal: &[u8],
        context: &Context,
    ) -> Result<ReceiptImport, LedgerError> {
        let (key, links) = read_chain(journal)?;
        self.check_vendor(&links[0].receipt)?;
        self.write(Mode::Commit, |ledger| ledger.store_receipts(key, &links, context))
    }

    /// A site that trusts another vendor has nothing to tell here.
    fn check_vendor(&self, first: &Receipt) -> Result<(), LedgerError> {
        match first.event {
            Event::Started { root, .. } if self.roots().any(|known| known.root().digest() == root) => Ok(()),
            _ => Err(ReceiptError::AnotherVendor.into()),
        }
    }
}

/// The receipts of a journal, each verified and chained to the one before it.
pub(super) fn read_chain(journal: &[u8]) -> Result<(PublicKey, Vec<Link>), LedgerError> {
    let (mut at, mut key, mut head) = (0, None, None);
    let mut links: Vec<Link> = Vec::new();
    while at < journal.len() {
        let JournalRest::Record(document) = journal_next(&journal[at..]) else {
            return Err(ReceiptError::NotAJournal { at }.into());
        };
        let envelope = Envelope::parse(document).map_err(VerifyError::from)?;
        if key.is_none() {
            let first = unverified_receipt_key(envelope.unverified_payload());
            key = Some(first.map_err(|_| ReceiptError::NotAJournal { at })?);
        }
        let Some(key) = key else { return Err(ReceiptError::NotAJournal { at }.into()) };
        let receipt = verified(key, &envelope)?;
        let expected = u64::try_from(links.len()).unwrap_or(u64::MAX);
        if receipt.sequence != expected || receipt.previous != head {
            return Err(ReceiptError::BrokenChain { sequence: expected }.into());
        }
        head = Some(sha256(document));
        links.push(Link { receipt, document: document.to_vec() });
        at += JOURNAL_LENGTH_BYTES + document.len();
    }
    match key {
        Some(key) => Ok((key, links)),
        None => Err(ReceiptError::NotAJournal { at: 0 }.into()),
    }
}

pub(super) fn verified(key: PublicKey, envelope: &Envelope<'_>) -> Result<Verified<Receipt>, LedgerError> {
    let keyring = Keyring::of_site_keys(&[key]).map_err(|_| ReceiptError::WeakKey)?;
    Ok(keyring.verify(envelope)?)
}

impl Writer<'_> {
    fn store_receipts(
        &self,
        key: PublicKey,
        links: &[Link],
        context: &Context,
    ) -> Result<ReceiptImport, LedgerError> {
        let site = crypto::key_id(&key);
        let last = links.last().map(|link| &link.receipt).ok_or(ReceiptError::NotAJournal { at: 0 })?;
        let mut import =
            ReceiptImport { site, key, new: 0, known: 0, forked: Vec::new(), last: last.sequence };
        for link in links {
            let there = self.receipt_digests(site, link.receipt.sequence)?;
            if there.contains(&link.receipt.digest()) {
                import.known += 1;
                continue;
            }
            if !there.is_empty() {
                import.forked.push(link.receipt.sequence);
            }
            self.insert_receipt(site, link, context)?;
            import.new += 1;
        }
        if import.new > 0 {
            let details = json!({ "new": import.new, "last": import.last, "forked": import.forked.len() });
            let (subject, digest) = (site.to_string(), Some(last.digest()));
            self.audit(&Entry { what: "receipt.import", subject, digest, details }, context)?;
        }
        Ok(import)
    }

    fn receipt_digests(&self, site: KeyId, sequence: u64) -> Result<Vec<Digest>, LedgerError> {
        let sql = "SELECT digest FROM receipts WHERE site = ?1 AND seq = ?2 ORDER BY digest";
        let rows = self.select(sql, &[blob(*site.as_bytes()), number(sequence)])?;
        rows.iter().map(|row| row.digest("digest")).collect()
    }

    fn insert_receipt(&self, site: KeyId, link: &Link, context: &Context) -> Result<(), LedgerError> {
        let (kind, license, coupon) = told(&link.receipt.event);
        let id = |id: Option<NumberId>| id.map_or(Value::Null, |id| blob(*id.as_bytes()));
        self.execute(
            "INSERT INTO receipts (site, seq, digest, kind, license, coupon, at, document, imported_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            &[
                blob(*site.as_bytes()),
                number(link.receipt.sequence),
                blob(*link.receipt.digest().as_bytes()),
                text(kind),
                id(license),
                id(coupon),
                time(link.receipt.issued_at),
                blob(link.document.as_slice()),
                time(context.now),
            ],
        )
    }
}

fn number(sequence: u64) -> Value {
    Value::Integer(i64::try_from(sequence).expect("a sequence has 32 bits"))
}

/// The word for what a receipt tells, and the numbers in it.
pub(super) fn told(event: &Event) -> (&'static str, Option<NumberId>, Option<NumberId>) {
    match event {
        Event::Started { .. } => ("started", None, None),
        Event::LicenseAdded { license, .. } => ("license-added", Some(*license), None),
        Event::CouponRedeemed { license, coupon, .. } => ("coupon-redeemed", Some(*license), Some(*coupon)),
        Event::AgreementAccepted { license, .. } => ("agreement-accepted", *license, None),
        _ => ("other", None, None),
    }
}
