use alloc::vec::Vec;

use format::bulletin::{Bulletin, Revoked, Shard};
use format::{Blob, BulletinSalt, NumberId, NumberKind, RevokedId};

use crate::{Verified, VerifyError, sha256};

/// The keyed hash under which a bulletin with this salt lists a license or a coupon (SPEC §8.2).
pub fn revoked_id(salt: &BulletinSalt, kind: NumberKind, number: NumberId) -> RevokedId {
    let digest = sha256(&salt.revocation_input(kind, number));
    let (id, _) = digest.as_bytes().split_first_chunk().expect("16 of 32 bytes");
    RevokedId::new(*id)
}

impl Verified<Bulletin> {
    /// The last revoked revision of a license; for a coupon all are revoked. `None`: it is not on the list.
    ///
    /// Where the revoked numbers are in shards, `fetch` gives the bytes found under the one shard that can have this
    /// number; they are checked before anything of them is read.
    ///
    /// A number that is not on the list is taken for one that is with probability n/2¹²⁸ for n revoked ones.
    ///
    /// # Errors
    ///
    /// Those of `fetch`; [`VerifyError::WrongObject`] and [`VerifyError::Malformed`] for the shard.
    pub fn last_revoked<E: From<VerifyError>>(
        &self,
        kind: NumberKind,
        number: NumberId,
        fetch: impl FnOnce(&Blob) -> Result<Vec<u8>, E>,
    ) -> Result<Option<u32>, E> {
        let id = revoked_id(&self.salt, kind, number);
        match (&self.revoked, self.revoked.shard_of(&id)) {
            (Revoked::Shards(shards), Some(at)) => {
                let bytes = fetch(&shards[at])?;
                let shard = self.open_blob::<Shard>(&shards[at], &bytes)?;
                Ok(shard.entries.find(&id))
            }
            (Revoked::Inline(list), _) => Ok(list.find(&id)),
            (Revoked::Shards(_), None) => unreachable!("every hash has its shard"),
        }
    }
}
