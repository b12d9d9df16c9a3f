mod batches;
mod receipts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crypto::sha256;
use format::{Bulletin, Catalog, Digest, Document, License};

use super::records::RecordKind;
use super::{AuditEntry, AuditRecord};
use crate::{CouponFate, Ledger, LedgerError};

/// What is wrong with the audit trail.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AuditProblem {
    /// The entry is missing: removed, or moved elsewhere.
    Missing,
    /// The entry does not follow the one before it.
    Unchained,
    /// The entry was changed.
    Changed,
    /// What the entry tells of is not stored, or is stored otherwise.
    NotStored,
    /// Something is stored that no entry tells of; the entry is the newest one.
    Untold,
    /// A head that was signed into a catalog or a bulletin or noted elsewhere is not in the trail: its end was cut off and written
    /// anew. The entry is the newest one.
    LostHead,
}

impl AuditProblem {
    /// A stable word for it, for scripts and for the programs' word files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unchained => "unchained",
            Self::Changed => "changed",
            Self::NotStored => "not-stored",
            Self::Untold => "untold",
            Self::LostHead => "lost-head",
        }
    }
}

impl fmt::Display for AuditProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "it is missing",
            Self::Unchained => "it does not follow the one before",
            Self::Changed => "it was changed",
            Self::NotStored => "what it tells of is not stored so",
            Self::Untold => "something is stored that no entry tells of",
            Self::LostHead => "a head that was signed or noted is not in the trail",
        })
    }
}

/// What holds of a ledger whose audit trail is sound.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditReport {
    /// Entries.
    pub entries: u64,
    /// The hash of the newest one.
    pub head: Option<Digest>,
    /// Licenses' revisions, coupons, catalogs and bulletins whose signatures were verified.
    pub documents: u64,
}

/// Entries read at a time, so that a trail of any length takes little memory.
const PAGE: u32 = 1000;

impl Ledger {
    /// Checks the whole trail and everything that it tells of: every signature, every record.
    ///
    /// # Errors
    ///
    /// [`LedgerError::AuditBroken`] with the first entry that does not hold; [`LedgerError::DamagedDocument`] and
    /// [`LedgerError::DamagedRecord`] for what the entries tell of.
    pub fn verify_audit(&self) -> Result<AuditReport, LedgerError> {
        self.verify_audit_against(&[])
    }

    /// [`Ledger::verify_audit`] that also asks for heads which were noted elsewhere: on paper, in a backup.
    ///
    /// # Errors
    ///
    /// As there, with [`AuditProblem::LostHead`] for a head that the trail does not have.
    pub fn verify_audit_against(&self, noted: &[Digest]) -> Result<AuditReport, LedgerError> {
        let _one_moment = self.snapshot()?;
        let mut trail = Trail::default();
        loop {
            let page = self.audit_entries(trail.entries + 1, PAGE)?;
            if page.is_empty() {
                break;
            }
            page.iter().try_for_each(|entry| trail.follow(entry))?;
        }
        self.check_records(&mut trail)?;
        let documents = trail.compare(self, noted)?;
        Ok(AuditReport { entries: trail.entries, head: trail.head, documents })
    }
}

impl Ledger {
    /// Holds what records were before and after a change against the digests of their entries.
    fn check_records(&self, trail: &mut Trail) -> Result<(), LedgerError> {
        let mut next = 1;
        loop {
            let page = self.audit_records(next, PAGE)?;
            let Some(last) = page.last() else { break };
            next = last.seq + 1;
            for record in &page {
                self.check_record(trail, record)?;
            }
        }
        let is_erased = |seq: &u64, kind: RecordKind, number: u32| {
            kind == RecordKind::Customer && trail.erased.get(&number).is_some_and(|erased| seq < erased)
        };
        let missing = trail.records.iter().find(|(seq, (_, kind, number))| !is_erased(seq, *kind, *number));
        if let Some((seq, _)) = missing {
            return Err(LedgerError::AuditBroken { seq: *seq, problem: AuditProblem::NotStored });
        }
        for kind in RecordKind::ALL {
            if self.record_numbers(kind)?.iter().any(|number| !trail.newest.contains_key(&(kind, *number))) {
                return Err(LedgerError::AuditBroken { seq: trail.entries, problem: AuditProblem::Untold });
            }
        }
        Ok(())
    }

    /// The newest record of each is what is there now.
    fn check_record(&self, trail: &mut Trail, record: &AuditRecord) -> Result<(), LedgerError> {
        let not_stored = Err(LedgerError::AuditBroken { seq: record.seq, problem: AuditProblem::NotStored });
        match trail.records.remove(&record.seq) {
            Some((digest, kind, number)) if digest == record.digest() => {
                let is_newest = trail.newest.get(&(kind, number)) == Some(&record.seq);
                if is_newest && self.record_now(kind, number)? != record.after { not_stored } else { Ok(()) }
            }
            _ => not_stored,
        }
    }
}

/// What stands in the trail, as far as it was read.
#[derive(Default)]
struct Trail {
    entries: u64,
    head: Option<Digest>,
    heads: BTreeSet<Digest>,
    /// What entries say of records before and after a change, as long as it was not found, with the record's number.
    records: BTreeMap<u64, (Digest, RecordKind, u32)>,
    /// By record: the newest entry about it.
    newest: BTreeMap<(RecordKind, u32), u64>,
    /// By customer: the entry that tells of its erasure, before which nothing is kept of it.
    erased: BTreeMap<u32, u64>,
    /// By kind and subject: the newest digest, and which entry tells of it.
    told: BTreeMap<(Kind, String), (Digest, u64)>,
    /// By license: its customer, and which entry tells of it.
    holders: BTreeMap<String, (u32, u64)>,
    /// By license: its comment, where one was written later than the license, and which entry tells of it.
    comments: BTreeMap<String, (String, u64)>,
    /// By revision's digest: why it was made, with the note, where there is one.
    notes: BTreeMap<Digest, (String, u64)>,
    /// By license and product: which entry tells that the trial was given, as long as it was not found.
    trials: BTreeMap<(String, u32), u64>,
}

/// What an entry's digest is of.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Kind {
    Revision,
    Redemption,
    Cancellation,
    Batch,
    Distribution,
    Release,
    Catalog,
    Bulletin,
    Revocation,
    Reissue,
    Root,
    Template,
    Receipts,
}

impl Kind {
    fn of(what: &str) -> &'static [Self] {
        match what {
            "license.new" | "license.move" => &[Self::Revision],
            "coupon.redeem" => &[Self::Revision, Self::Redemption],
            "redemption.cancel" => &[Self::Revision, Self::Cancellation],
            "coupon.generate" => &[Self::Batch],
            "distribution.add" | "distribution.update" => &[Self::Distribution],
            "release.add" => &[Self::Release],
            "catalog.publish" => &[Self::Catalog],
            "bulletin.publish" => &[Self::Bulletin],
            "license.revoke" | "coupon.cancel" | "key.burn" | "release.withdraw" => &[Self::Revocation],
            "document.reissue" => &[Self::Reissue],
            "root.install" => &[Self::Root],
            "template.save" => &[Self::Template],
            "receipt.import" => &[Self::Receipts],
            _ => &[],
        }
    }
}

impl Trail {
    fn follow(&mut self, entry: &AuditEntry) -> Result<(), LedgerError> {
        let broken = |seq, problem| Err(LedgerError::AuditBroken { seq, problem });
        let expected = self.entries + 1;
        if entry.seq != expected {
            return broken(expected, AuditProblem::Missing);
        }
        if entry.computed_hash() != entry.hash {
            return broken(entry.seq, AuditProblem::Changed);
        }
        if entry.previous != self.head.unwrap_or(Digest::new([0; 32])) {
            return broken(entry.seq, AuditProblem::Unchained);
        }
        for (kind, digest) in Kind::of(&entry.what).iter().copied().zip(entry.digest.iter().cycle()) {
            let subject = match kind {
                Kind::Revision | Kind::Release | Kind::Revocation => digest.to_string(),
                // A reusable coupon is redeemed several times, each time for another revision.
                Kind::Redemption | Kind::Receipts => format!("{} {digest}", entry.subject),
                Kind::Cancellation => cancellation_told_by(entry),
                // Of a distribution the newest record counts.
                Kind::Batch
                | Kind::Distribution
                | Kind::Catalog
                | Kind::Bulletin
                | Kind::Template
                | Kind::Reissue
                | Kind::Root => entry.subject.clone(),
            };
            self.told.insert((kind, subject), (*digest, entry.seq));
        }
        if let (Some(kind), Some(digest)) = (RecordKind::of(&entry.what), entry.digest) {
            let number = entry.subject.parse().map_err(|_| LedgerError::DamagedRow { column: "subject" })?;
            self.records.insert(entry.seq, (digest, kind, number));
            self.newest.insert((kind, number), entry.seq);
            if entry.what == "customer.erase" {
                self.erased.insert(number, entry.seq);
            }
        }
        if let Some(customer) = holder_told_by(entry) {
            self.holders.insert(entry.subject.clone(), (customer, entry.seq));
        }
        self.follow_texts(entry);
        if entry.what == "template.remove" {
            self.told.remove(&(Kind::Template, entry.subject.clone()));
        }
        for product in trials_told_by(entry) {
            self.trials.insert((entry.subject.clone(), product), entry.seq);
        }
        self.entries = entry.seq;
        self.head = Some(entry.hash);
        self.heads.insert(entry.hash);
        Ok(())
    }

    /// What people wrote about a license and its revisions.
    fn follow_texts(&mut self, entry: &AuditEntry) {
        let text_of = |name: &str| {
            let details: serde_json::Value = serde_json::from_str(&entry.details).unwrap_or_default();
            details[name].as_str().unwrap_or_default().to_owned()
        };
        match entry.what.as_str() {
            "license.comment" => {
                self.comments.insert(entry.subject.clone(), (text_of("comment"), entry.seq));
            }
            "license.move" | "coupon.redeem" | "redemption.cancel" => {
                let note = text_of("reason");
                if let Some(digest) = entry.digest.filter(|_| !note.is_empty()) {
                    self.notes.insert(digest, (note, entry.seq));
                }
            }
            _ => {}
        }
    }

    /// The note on a revision is the one that its entry has.
    fn check_note(&self, revision: Digest, note: &str) -> Result<(), LedgerError> {
        let (told, seq) =
            self.notes.get(&revision).map_or(("", self.entries), |(told, seq)| (told.as_str(), *seq));
        if told == note {
            return Ok(());
        }
        Err(LedgerError::AuditBroken { seq, problem: AuditProblem::NotStored })
    }

    /// Holds the trail against what is stored; returns how many signatures were verified.
    fn compare(&mut self, ledger: &Ledger, noted: &[Digest]) -> Result<u64, LedgerError> {
        noted.iter().try_for_each(|head| self.has_head(head))?;
        self.redemptions(ledger)?;
        self.cancellations(ledger)?;
        self.check_holders(ledger)?;
        self.check_trials(ledger)?;
        let documents = self.revisions(ledger)?
            + self.batches(ledger)?
            + self.receipts(ledger)?
            + self.catalogs(ledger)?
            + self.bulletins(ledger)?;
        for distribution in ledger.distributions()? {
            let record = sha256(&distribution.encode());
            self.found(Kind::Distribution, distribution.record.id.to_string(), record)?;
        }
        for release in ledger.all_releases()? {
            self.found(Kind::Release, release.digest.to_string(), release.digest)?;
        }
        for digest in ledger.told_revocations()? {
            self.found(Kind::Revocation, digest.to_string(), digest)?;
        }
        for (name, digest) in ledger.told_templates()? {
            self.found(Kind::Template, name, digest)?;
        }
        for (number, digest) in ledger.told_reissues()? {
            self.found(Kind::Reissue, number.to_string(), digest)?;
        }
        // The first root is pinned in the ledger itself.
        for root in ledger.roots().skip(1) {
            self.found(Kind::Root, root.root().version.to_string(), root.root().digest())?;
        }
        match self.told.values().min_by_key(|(_, seq)| *seq) {
            None => Ok(documents),
            Some((_, seq)) => Err(LedgerError::AuditBroken { seq: *seq, problem: AuditProblem::NotStored }),
        }
    }

    /// Strikes out what is stored as the trail tells.
    fn found(&mut self, kind: Kind, subject: String, digest: Digest) -> Result<(), LedgerError> {
        match self.told.remove(&(kind, subject)) {
            Some((told, _)) if told == digest => Ok(()),
            Some((_, seq)) => Err(LedgerError::AuditBroken { seq, problem: AuditProblem::NotStored }),
            None => Err(LedgerError::AuditBroken { seq: self.entries, problem: AuditProblem::Untold }),
        }
    }

    fn has_head(&self, head: &Digest) -> Result<(), LedgerError> {
        if self.heads.contains(head) {
            return Ok(());
        }
        Err(LedgerError::AuditBroken { seq: self.entries, problem: AuditProblem::LostHead })
    }

    /// A license is the customer's whom the newest entry about that names, and its comment is the newest one.
    fn check_holders(&self, ledger: &Ledger) -> Result<(), LedgerError> {
        for row in ledger.select("SELECT license, customer, comment FROM licenses", &[])? {
            let license = ledger.license_number(row.number_id("license")?).to_string();
            if let Some((told, seq)) = self.comments.get(&license)
                && *told != row.text("comment")?
            {
                return Err(LedgerError::AuditBroken { seq: *seq, problem: AuditProblem::NotStored });
            }
            let Some(&(told, seq)) = self.holders.get(&license) else { continue };
            if told != row.number("customer")? {
                return Err(LedgerError::AuditBroken { seq, problem: AuditProblem::NotStored });
            }
        }
        Ok(())
    }

    /// A trial that was given once is not given again.
    fn check_trials(&mut self, ledger: &Ledger) -> Result<(), LedgerError> {
        for row in ledger.select("SELECT license, product FROM trials_given", &[])? {
            let license = ledger.license_number(row.number_id("license")?).to_string();
            if self.trials.remove(&(license, row.number("product")?)).is_none() {
                return Err(LedgerError::AuditBroken { seq: self.entries, problem: AuditProblem::Untold });
            }
        }
        match self.trials.values().min() {
            None => Ok(()),
            Some(seq) => Err(LedgerError::AuditBroken { seq: *seq, problem: AuditProblem::NotStored }),
        }
    }

    fn revisions(&mut self, ledger: &Ledger) -> Result<u64, LedgerError> {
        let rows = ledger.select("SELECT license, document, note FROM license_revisions", &[])?;
        let mut count = 0;
        for row in rows {
            let license = ledger.license_number(row.number_id("license")?).to_string();
            let revision = ledger.verified::<License>(Document::License, &license, row.bytes("document")?)?;
            self.found(Kind::Revision, revision.digest().to_string(), revision.digest())?;
            self.check_note(revision.digest(), &row.text("note")?)?;
            count += 1;
        }
        Ok(count)
    }

    fn redemptions(&mut self, ledger: &Ledger) -> Result<(), LedgerError> {
        let sql = "SELECT redemptions.coupon, license_revisions.license, license_revisions.document
                   FROM redemptions JOIN license_revisions USING (license, revision)";
        for row in ledger.select(sql, &[])? {
            let license = ledger.license_number(row.number_id("license")?).to_string();
            let revision = ledger.verified::<License>(Document::License, &license, row.bytes("document")?)?;
            let (coupon, digest) = (ledger.coupon_number(row.number_id("coupon")?), revision.digest());
            self.found(Kind::Redemption, format!("{coupon} {digest}"), digest)?;
        }
        Ok(())
    }

    fn cancellations(&mut self, ledger: &Ledger) -> Result<(), LedgerError> {
        let sql = "SELECT back.*, license_revisions.document FROM cancelled_redemptions AS back JOIN license_revisions
                   ON license_revisions.license = back.license AND license_revisions.revision = back.back_in";
        for row in ledger.select(sql, &[])? {
            let license = ledger.license_number(row.number_id("license")?).to_string();
            let revision = ledger.verified::<License>(Document::License, &license, row.bytes("document")?)?;
            let told = told_cancellation(
                &ledger.coupon_number(row.number_id("coupon")?).to_string(),
                (&license, row.number("revision")?.into(), row.number("back_in")?.into()),
                (CouponFate::of(row.boolean("is_freed")?).name(), &row.text("reason")?),
            );
            self.found(Kind::Cancellation, told, revision.digest())?;
        }
        Ok(())
    }

    fn catalogs(&mut self, ledger: &Ledger) -> Result<u64, LedgerError> {
        let rows = ledger.select("SELECT catalog, document FROM catalogs ORDER BY catalog", &[])?;
        let mut count = 0;
        for row in rows {
            let number = row.number("catalog")?.to_string();
            let catalog = ledger.verified::<Catalog>(Document::Catalog, &number, row.bytes("document")?)?;
            catalog.audit_head.iter().try_for_each(|head| self.has_head(head))?;
            self.found(Kind::Catalog, number, catalog.digest())?;
            count += 1;
        }
        Ok(count)
    }

    fn bulletins(&mut self, ledger: &Ledger) -> Result<u64, LedgerError> {
        let rows = ledger.select("SELECT bulletin, document FROM bulletins ORDER BY bulletin", &[])?;
        let mut count = 0;
        for row in rows {
            let number = row.number("bulletin")?.to_string();
            let bulletin =
                ledger.verified::<Bulletin>(Document::Bulletin, &number, row.bytes("document")?)?;
            bulletin.audit_head.iter().try_for_each(|head| self.has_head(head))?;
            self.found(Kind::Bulletin, number, bulletin.digest())?;
            count += 1;
        }
        Ok(count)
    }
}

/// The customer that a license is said to be of.
fn holder_told_by(entry: &AuditEntry) -> Option<u32> {
    let name = match entry.what.as_str() {
        "license.new" => "customer",
        "license.move" => "to",
        _ => return None,
    };
    let details: serde_json::Value = serde_json::from_str(&entry.details).ok()?;
    details[name].as_u64().and_then(|number| u32::try_from(number).ok())
}

/// The products whose trial a license is said to have come with.
fn trials_told_by(entry: &AuditEntry) -> Vec<u32> {
    if entry.what != "license.new" {
        return Vec::new();
    }
    let details: serde_json::Value = serde_json::from_str(&entry.details).unwrap_or_default();
    let products = details["trials"].as_array().into_iter().flatten();
    products.filter_map(|product| product.as_u64().and_then(|number| u32::try_from(number).ok())).collect()
}

/// What an entry says of a redemption that was cancelled; nothing stored is like that where it does not read.
fn cancellation_told_by(entry: &AuditEntry) -> String {
    let details: serde_json::Value = serde_json::from_str(&entry.details).unwrap_or_default();
    let text = |name: &str| details[name].as_str().unwrap_or_default();
    let number = |name: &str| details[name].as_u64().unwrap_or_default();
    let revisions = (text("license"), number("cancelled"), number("revision"));
    told_cancellation(&entry.subject, revisions, (text("coupon"), text("reason")))
}

fn told_cancellation(
    coupon: &str,
    (license, cancelled, back_in): (&str, u64, u64),
    (fate, reason): (&str, &str),
) -> String {
    format!("{coupon} {license} {cancelled} {back_in} {fate} {reason}")
}

/// One digest for all coupons of a batch, in their order.
pub(crate) fn digest_of_batch(coupons: &[Digest]) -> Digest {
    let all: Vec<u8> = coupons.iter().flat_map(|digest| *digest.as_bytes()).collect();
    sha256(&all)
}
