use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crypto::sha256;
use disk::Access;
use format::{Blob, Digest, Document, Envelope, SignatureSet};

use crate::{Damage, InstallError};

/// The documents that a site keeps, as files under the digest of their payload.
///
/// Nothing read from here is believed: the digest is compared with the one in the journal, and the signature is
/// verified again by whoever asks.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    site: PathBuf,
}

impl Store {
    /// The store of the site in this folder.
    pub(crate) fn new(site: &Path) -> Self {
        Self { site: site.to_owned() }
    }

    /// The site's folder.
    pub(crate) fn site(&self) -> &Path {
        &self.site
    }

    /// Keeps a document; it is on the disk when this returns, before any receipt names it.
    pub(crate) fn keep(&self, document: Document, digest: Digest, file: &[u8]) -> Result<(), InstallError> {
        let path = self.path(document, digest);
        disk::create_dir_owner_only(&folder(&self.site, document))?;
        let limit = u64::try_from(document.max_bytes()).unwrap_or(u64::MAX);
        if disk::read_limited(&path, limit).is_ok_and(|kept| kept == file) {
            return Ok(());
        }
        Ok(disk::write_whole(&path, file, Access::OwnerOnly)?)
    }

    /// The document that a receipt names.
    ///
    /// # Errors
    ///
    /// [`InstallError::StateDamaged`] where it is gone or another.
    pub(crate) fn read(&self, document: Document, digest: Digest) -> Result<Vec<u8>, InstallError> {
        let path = self.path(document, digest);
        let damaged = |damage| InstallError::StateDamaged { path: self.path(document, digest), damage };
        let limit = u64::try_from(document.max_bytes()).unwrap_or(u64::MAX);
        let file = disk::read_limited(&path, limit).map_err(|error| match error {
            error if error.is_missing() => damaged(Damage::Missing),
            disk::DiskError::TooLarge { .. } => damaged(Damage::Changed),
            error => error.into(),
        })?;
        if payload_digest(document, &file) == Some(digest) { Ok(file) } else { Err(damaged(Damage::Changed)) }
    }

    /// Forgets a document that no verdict needs any longer.
    pub(crate) fn forget(&self, document: Document, digest: Digest) -> Result<(), InstallError> {
        match disk::remove_file(&self.path(document, digest)) {
            Err(error) if !error.is_missing() => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Removes what a killed process left half written; only whoever holds the site's lock may.
    pub(crate) fn tidy(&self) -> Result<(), InstallError> {
        let kept =
            [Document::Root, Document::License, Document::Coupon, Document::Catalog, Document::Bulletin];
        let folders = kept.map(|document| folder(&self.site, document)).into_iter();
        for folder in folders.chain([self.shards()]).filter(|folder| folder.is_dir()) {
            disk::remove_leftovers(&folder)?;
        }
        Ok(())
    }

    /// Keeps a shard of a bulletin, whose digest the caller has checked.
    pub(crate) fn keep_shard(&self, blob: &Blob, bytes: &[u8]) -> Result<(), InstallError> {
        disk::create_dir_owner_only(&self.shards())?;
        Ok(disk::write_whole(&self.shard(blob.digest), bytes, Access::OwnerOnly)?)
    }

    /// A shard that the site keeps; who opens it checks its digest once more.
    ///
    /// # Errors
    ///
    /// [`InstallError::StateDamaged`] where it is gone or another.
    pub(crate) fn read_shard(&self, blob: &Blob) -> Result<Vec<u8>, InstallError> {
        let path = self.shard(blob.digest);
        let damaged = |damage| InstallError::StateDamaged { path: path.clone(), damage };
        let bytes = disk::read_limited(&path, blob.bytes).map_err(|error| match error {
            error if error.is_missing() => damaged(Damage::Missing),
            disk::DiskError::TooLarge { .. } => damaged(Damage::Changed),
            error => error.into(),
        })?;
        if sha256(&bytes) == blob.digest { Ok(bytes) } else { Err(damaged(Damage::Changed)) }
    }

    /// Forgets all shards but these.
    pub(crate) fn forget_shards_but(&self, needed: &BTreeSet<Digest>) -> Result<(), InstallError> {
        let Ok(entries) = fs::read_dir(self.shards()) else { return Ok(()) };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = path.file_name().and_then(|name| name.to_str()).and_then(Digest::from_hex);
            if name.is_some_and(|digest| !needed.contains(&digest)) {
                disk::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn shards(&self) -> PathBuf {
        self.site.join("shards")
    }

    fn shard(&self, digest: Digest) -> PathBuf {
        self.shards().join(digest.to_string())
    }

    /// Keeps a copy of something that must be shown to the vendor: a forked catalog, bulletin or root.
    pub(crate) fn keep_evidence(
        &self,
        document: Document,
        digest: Digest,
        file: &[u8],
    ) -> Result<PathBuf, InstallError> {
        disk::create_dir_owner_only(&self.site.join(super::EVIDENCE))?;
        let path = self.evidence(document, digest);
        disk::write_whole(&path, file, Access::OwnerOnly)?;
        Ok(path)
    }

    /// Where the copy of a fork is kept.
    pub(crate) fn evidence(&self, document: Document, digest: Digest) -> PathBuf {
        self.site.join(super::EVIDENCE).join(format!("{digest}.{}", document.file_ending()))
    }

    fn path(&self, document: Document, digest: Digest) -> PathBuf {
        folder(&self.site, document).join(format!("{digest}.{}", document.file_ending()))
    }
}

/// Where documents of a kind are kept.
pub(crate) fn folder(site: &Path, document: Document) -> PathBuf {
    site.join(format!("{}s", document.name()))
}

/// SHA-256 of a document's payload, which is its identity; nothing of it is believed by that.
pub(crate) fn payload_digest(document: Document, file: &[u8]) -> Option<Digest> {
    let payload = match document {
        Document::Root => SignatureSet::parse(file).ok()?.envelopes()[0].unverified_payload(),
        _ => Envelope::parse(file).ok()?.unverified_payload(),
    };
    Some(sha256(payload))
}

/// Whether a file of the store is there; it is not read.
pub(crate) fn is_kept(store: &Store, document: Document, digest: Digest) -> bool {
    fs::symlink_metadata(store.path(document, digest)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn license(payload: &[u8]) -> (Vec<u8>, Digest) {
        let header = Envelope::protected_header(Document::License, format::KeyId::new([1; 8]));
        (Envelope::assemble(&header, payload, &[0; 64]), sha256(payload))
    }

    #[test]
    fn what_is_kept_is_found_under_its_digest_alone() {
        let site = tempfile::tempdir().unwrap();
        let store = Store::new(site.path());
        let (file, digest) = license(&[0xa0]);
        store.keep(Document::License, digest, &file).unwrap();
        store.keep(Document::License, digest, &file).unwrap();
        assert_eq!(store.read(Document::License, digest).unwrap(), file);
        let refused = store.read(Document::Coupon, digest);
        assert!(matches!(refused, Err(InstallError::StateDamaged { damage: Damage::Missing, .. })));
    }

    #[test]
    fn a_changed_file_is_damage() {
        let site = tempfile::tempdir().unwrap();
        let store = Store::new(site.path());
        let (file, digest) = license(&[0xa0]);
        let (other, _) = license(&[0xa1, 0x01, 0x02]);
        store.keep(Document::License, digest, &file).unwrap();
        for changed in [&other[..], b"", &[0; 20_000]] {
            fs::write(store.path(Document::License, digest), changed).unwrap();
            let refused = store.read(Document::License, digest);
            assert!(matches!(refused, Err(InstallError::StateDamaged { damage: Damage::Changed, .. })));
        }
        store.keep(Document::License, digest, &file).unwrap();
        assert!(store.read(Document::License, digest).is_ok());
    }

    #[test]
    fn forgetting_twice_is_forgetting() {
        let site = tempfile::tempdir().unwrap();
        let store = Store::new(site.path());
        let (file, digest) = license(&[0xa0]);
        store.keep(Document::License, digest, &file).unwrap();
        store.forget(Document::License, digest).unwrap();
        assert!(!is_kept(&store, Document::License, digest));
        store.forget(Document::License, digest).unwrap();
    }
}
