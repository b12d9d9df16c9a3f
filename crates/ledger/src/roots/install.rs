use crypto::TrustedRoot;
use disk::{Access, DiskError};
use format::{Fingerprint, KeyId};
use serde_json::json;

use super::ReviewedChange;
use crate::audit::Entry;
use crate::database::{blob, text};
use crate::open::Mode;
use crate::{Context, Ledger, LedgerError, TrustError};

/// What installing a root did.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RootInstalled {
    /// The version that is the newest now.
    pub version: u32,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// Whether the fingerprint is another than before, so that it must be published.
    pub is_new_fingerprint: bool,
}

impl Ledger {
    /// Installs a signed change as the next root of the vendor's folder, with its entry in the audit trail.
    ///
    /// The file is written before the entry: cut off between the two, installing the same change again adds the entry.
    ///
    /// # Errors
    ///
    /// [`TrustError::ChangeSuperseded`] where the change was prepared for another root;
    /// [`TrustError::SignaturesMissing`] for too few signatures of the old or the new root keys, [`LedgerError::Root`] for
    /// one that does not hold; [`LedgerError::Disk`].
    pub fn install_root(
        &mut self,
        change: &ReviewedChange,
        context: &Context,
    ) -> Result<RootInstalled, LedgerError> {
        let file = change.root_file();
        let newest = self.root().root().version;
        let is_here = change.next().version == newest;
        let before = if is_here { self.roots().rev().nth(1) } else { Some(self.root()) };
        let before = before.filter(|root| root.root().digest() == change.before().root().digest());
        let before = before.ok_or(LedgerError::Trust(TrustError::ChangeSuperseded { newest }))?.clone();
        // The vendor is to sign on, while a site would have to tell the vendor: so it is counted before it is verified.
        let [old, new] = change.signed_by()?;
        if !(old.is_enough() && new.is_enough()) {
            return Err(LedgerError::Trust(TrustError::SignaturesMissing { old, new }));
        }
        check_date(change, context)?;
        let next = before.succeeded_by(&file)?;
        if is_here && next.root().digest() != self.root().root().digest() {
            return Err(LedgerError::Trust(TrustError::ChangeSuperseded { newest }));
        }
        self.record_root(&next, &file, context)?;
        if !is_here {
            self.succeed(next.clone());
        }
        Ok(RootInstalled {
            version: next.root().version,
            fingerprint: next.fingerprint(),
            is_new_fingerprint: next.fingerprint() != before.fingerprint(),
        })
    }

    fn record_root(&mut self, next: &TrustedRoot, file: &[u8], context: &Context) -> Result<(), LedgerError> {
        let (version, digest) = (next.root().version, next.root().digest());
        let path = self.folder().root_path(version);
        self.write(Mode::Commit, |ledger| {
            let told = "SELECT seq FROM audit WHERE what = 'root.install' AND subject = ?1";
            if ledger.select_one(told, &[text(version.to_string())])?.is_some() {
                return Ok(());
            }
            match disk::write_new(&path, file, Access::Everyone) {
                Err(DiskError::Exists { .. }) if ledger.root().root().digest() == digest => {}
                Err(DiskError::Exists { .. }) => {
                    return Err(LedgerError::Trust(TrustError::ChangeSuperseded { newest: version }));
                }
                result => result?,
            }
            let details = json!({
                "fingerprint": next.fingerprint().to_string(),
                "threshold": next.root().threshold,
                "root_keys": next.root().root_keys.len(),
                "issuing_keys": next.root().issuing_keys.len(),
            });
            let subject = version.to_string();
            ledger.audit(&Entry { what: "root.install", subject, digest: Some(digest), details }, context)
        })
    }

    /// How many documents of the ledger a key has signed: what a revocation of the key takes away.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn count_signed_by(&self, key: KeyId) -> Result<u64, LedgerError> {
        let mut count = 0;
        for table in ["license_revisions", "coupons", "catalogs", "bulletins", "reissues"] {
            // The claimed key stands in the protected header, within the first bytes of the document.
            let stands_at = |place: u8| format!("substr(document, {place}, 8) = ?1");
            let anywhere = (1..=9).map(stands_at).collect::<Vec<_>>().join(" OR ");
            let sql = format!("SELECT count(*) AS n FROM {table} WHERE {anywhere}");
            let row = self.select_one(&sql, &[blob(*key.as_bytes())])?;
            count += row.map_or(Ok(0), |row| row.integer("n"))?;
        }
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

/// Sites take no root that is dated far ahead, nor any root after it, so the vendor installs none.
fn check_date(change: &ReviewedChange, context: &Context) -> Result<(), LedgerError> {
    let (issued, before, now) = (change.next().issued_at, change.before().root().issued_at, context.now);
    if issued > now.plus_days(1) {
        return Err(LedgerError::Trust(TrustError::RootAhead { issued, now }));
    }
    if issued < before {
        return Err(LedgerError::Trust(TrustError::RootEarlier { issued, before }));
    }
    Ok(())
}
