use core::ops::Deref;

use format::catalog::{Object, Part, Release};
use format::{Blob, Digest, KeyId, Payload};

use crate::{VerifyError, sha256};

/// A value that a trusted key signed, for this purpose, in exactly these bytes.
///
/// Only a keyring makes it, and only from a signature that held; reading a field is proof that somebody checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verified<T> {
    value: T,
    digest: Digest,
    key: KeyId,
}

impl<T> Verified<T> {
    pub(crate) fn new(value: T, digest: Digest, key: KeyId) -> Self {
        Self { value, digest, key }
    }

    /// SHA-256 of what names the value (SPEC §2.5): a document's payload, an object's bytes, a release's record.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The key that signed; for a root, the first of them.
    pub fn key(&self) -> KeyId {
        self.key
    }

    /// Opens an object that this value vouches for: `select` picks the blob from the value, `bytes` are what was
    /// found under its digest.
    ///
    /// The digest is checked before anything is read, so a part of another catalog cannot slip in. Nor can `select`
    /// give a blob from elsewhere: it has to do for a borrow of any length, so what it borrows from is the value, and
    /// the compiler holds it to that.
    ///
    /// # Errors
    ///
    /// [`VerifyError::WrongObject`] where length or digest differ; [`VerifyError::Malformed`] where the object is not
    /// as SPEC says.
    ///
    /// # Examples
    ///
    /// ```
    /// # use crypto::{Verified, VerifyError};
    /// # use format::{Blob, Catalog, catalog::Index};
    /// fn first(head: &Verified<Catalog>, bytes: &[u8]) -> Result<Verified<Index>, VerifyError> {
    ///     head.open(|head| &head.groups[0].index, bytes)
    /// }
    /// ```
    ///
    /// A blob that somebody else hands in does not compile:
    ///
    /// ```compile_fail
    /// # use crypto::{Verified, VerifyError};
    /// # use format::{Blob, Catalog, catalog::Index};
    /// fn other(head: &Verified<Catalog>, blob: &Blob, bytes: &[u8]) -> Result<Verified<Index>, VerifyError> {
    ///     head.open(|_| blob, bytes)
    /// }
    /// ```
    pub fn open<O: Object>(
        &self,
        select: impl FnOnce(&T) -> &Blob,
        bytes: &[u8],
    ) -> Result<Verified<O>, VerifyError> {
        self.open_blob(select(&self.value), bytes)
    }

    /// Opens the object of a blob that was picked from this very value.
    pub(crate) fn open_blob<O: Object>(&self, blob: &Blob, bytes: &[u8]) -> Result<Verified<O>, VerifyError> {
        check_blob(blob, bytes)?;
        Ok(Verified { value: O::decode(bytes)?, digest: blob.digest, key: self.key })
    }

    /// Checks bytes that this value vouches for and that are no object of ours: a text, a file.
    ///
    /// # Errors
    ///
    /// [`VerifyError::WrongObject`] where length or digest differ.
    pub fn open_bytes<'b>(
        &self,
        select: impl FnOnce(&T) -> &Blob,
        bytes: &'b [u8],
    ) -> Result<&'b [u8], VerifyError> {
        check_blob(select(&self.value), bytes).map(|()| bytes)
    }
}

impl Verified<Part> {
    /// The releases of a part, vouched for as the part is; the digest of each is that of its record as it stands there.
    ///
    /// # Examples
    ///
    /// ```
    /// # use crypto::Verified;
    /// # use format::catalog::Part;
    /// fn is_in(part: &Verified<Part>, withdrawn: format::Digest) -> bool {
    ///     part.verified_releases().any(|release| release.digest() == withdrawn)
    /// }
    /// ```
    pub fn verified_releases(&self) -> impl Iterator<Item = Verified<Release>> {
        let records = self.value.records();
        records.map(|(release, record)| Verified::new(release.clone(), sha256(record), self.key))
    }
}

fn check_blob(blob: &Blob, bytes: &[u8]) -> Result<(), VerifyError> {
    let has_length = u64::try_from(bytes.len()).is_ok_and(|length| length == blob.bytes);
    if has_length && sha256(bytes) == blob.digest {
        Ok(())
    } else {
        Err(VerifyError::WrongObject { expected: blob.digest })
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Payload> AsRef<T> for Verified<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}
