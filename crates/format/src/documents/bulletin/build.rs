use alloc::vec::Vec;

use super::head::shard_of;
use super::{Bulletin, BurntKey, MAX_SHARDS, Revoked, RevokedEntry, RevokedList, Shard, WithdrawnRelease};
use crate::catalog::{Object as _, Objects};
use crate::documents::payload::Extensions;
use crate::{BulletinSalt, Digest, UnixTime};

/// Up to so many entries stand in the head itself: twenty kilobytes, less than a shard and its names would take.
pub const INLINE_ENTRIES: usize = 1024;

/// Entries that a shard has at most on average. With a million in all, the head and one shard are then about equally
/// large, and together as small as they get.
pub const SHARD_ENTRIES: usize = 1024;

/// What goes into a bulletin.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the publisher must decide on every field")]
pub struct BulletinContent {
    /// The bulletin's number.
    pub number: u32,
    /// When it is signed.
    pub issued_at: UnixTime,
    /// When a newer one is expected.
    pub expires: Option<UnixTime>,
    /// What the numbers were hashed with.
    pub salt: BulletinSalt,
    /// Revoked licenses and coupons, in any order.
    pub revoked: Vec<RevokedEntry>,
    /// Burnt keys, in any order.
    pub burnt_keys: Vec<BurntKey>,
    /// Withdrawn releases, in any order.
    pub withdrawn: Vec<WithdrawnRelease>,
    /// The lowest number that a catalog may have.
    pub lowest_catalog: Option<u32>,
    /// The head of the audit trail.
    pub audit_head: Option<Digest>,
}

/// Builds the head of a bulletin, and the shards that it names where there are many revoked numbers (SPEC §8.2).
///
/// The same content gives the same bytes, and with the same salt a new entry changes one shard.
///
/// # Errors
///
/// Those of `objects`.
pub fn build<O: Objects>(content: BulletinContent, objects: &mut O) -> Result<Bulletin, O::Error> {
    let list = RevokedList::new(content.revoked);
    let (mut burnt_keys, mut withdrawn) = (content.burnt_keys, content.withdrawn);
    burnt_keys.sort_unstable();
    burnt_keys.dedup_by_key(|burnt| burnt.key);
    withdrawn.sort_by_key(|withdrawn| withdrawn.record);
    withdrawn.dedup_by_key(|withdrawn| withdrawn.record);
    Ok(Bulletin {
        number: content.number,
        issued_at: content.issued_at,
        expires: content.expires,
        salt: content.salt,
        revoked: if list.len() <= INLINE_ENTRIES { Revoked::Inline(list) } else { shards(&list, objects)? },
        burnt_keys,
        withdrawn,
        lowest_catalog: content.lowest_catalog,
        audit_head: content.audit_head,
        extensions: Extensions::default(),
    })
}

fn shards<O: Objects>(list: &RevokedList, objects: &mut O) -> Result<Revoked, O::Error> {
    let count = list.len().div_ceil(SHARD_ENTRIES).next_power_of_two().clamp(2, MAX_SHARDS);
    let mut entries: Vec<Vec<RevokedEntry>> = vec![Vec::new(); count];
    for entry in list.iter() {
        entries[shard_of(count, &entry.id)].push(entry);
    }
    let put =
        |entries: &Vec<RevokedEntry>| objects.put(&Shard::new(RevokedList::of_ascending(entries)).encode());
    entries.iter().map(put).collect::<Result<_, _>>().map(Revoked::Shards)
}
