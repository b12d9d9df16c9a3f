use alloc::vec::Vec;

use crate::catalog::{Object, ObjectReader};
use crate::cbor::{Reader, Writer};
use crate::{FieldProblem, Limits, ParseError, RevokedId};

/// A revoked license or coupon.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_structs, reason = "the grammar fixes its two members")]
pub struct RevokedEntry {
    /// The keyed hash of its number.
    pub id: RevokedId,
    /// The last revision that is revoked, from 1; [`RevokedEntry::ALL`] for a whole license and for a coupon.
    pub last_revision: u32,
}

impl RevokedEntry {
    /// Every revision, those of the future included.
    pub const ALL: u32 = u32::MAX;
}

/// Bytes of the hash of an entry.
const ID_BYTES: usize = 16;
/// Bytes of an entry: the hash, and the revision in four bytes, big-endian.
const ENTRY_BYTES: usize = 20;

/// Revoked numbers as packed entries of twenty bytes, ascending by hash.
///
/// ```text
/// entries = bstr          ; n × (16 bytes of the hash, 4 bytes of the last revoked revision)
/// ```
///
/// It stays in the form that it has on the wire, so that a lookup is a binary search and nothing has to be unpacked.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct RevokedList(Vec<u8>);

impl RevokedList {
    /// A list of `entries` in any order; of two with one hash the one that revokes more counts.
    pub fn new(entries: impl IntoIterator<Item = RevokedEntry>) -> Self {
        let mut entries: Vec<RevokedEntry> = entries.into_iter().collect();
        entries.sort_unstable_by(|left, right| right.cmp(left));
        entries.dedup_by_key(|entry| entry.id);
        entries.reverse();
        Self::of_ascending(&entries)
    }

    /// A list of entries that ascend already.
    pub(super) fn of_ascending(entries: &[RevokedEntry]) -> Self {
        let mut packed = Vec::with_capacity(entries.len() * ENTRY_BYTES);
        for entry in entries {
            packed.extend_from_slice(entry.id.as_bytes());
            packed.extend_from_slice(&entry.last_revision.max(1).to_be_bytes());
        }
        Self(packed)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len() / ENTRY_BYTES
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries, ascending.
    pub fn iter(&self) -> impl Iterator<Item = RevokedEntry> {
        self.packed().iter().map(unpacked)
    }

    /// The last revoked revision of the number with this hash.
    pub fn find(&self, id: &RevokedId) -> Option<u32> {
        let packed = self.packed();
        let at = packed.binary_search_by(|entry| entry[..ID_BYTES].cmp(id.as_bytes())).ok()?;
        Some(unpacked(&packed[at]).last_revision)
    }

    fn packed(&self) -> &[[u8; ENTRY_BYTES]] {
        self.0.as_chunks().0
    }

    /// Reads `entries` of at most `max_bytes` bytes.
    pub(super) fn read(reader: &mut Reader<'_>, max_bytes: usize) -> Result<Self, ParseError> {
        let before = reader.clone();
        let list = Self(reader.bytes(max_bytes)?.to_vec());
        if !list.0.len().is_multiple_of(ENTRY_BYTES) {
            return Err(before.problem(FieldProblem::Length));
        }
        if !list.packed().windows(2).all(|pair| pair[0][..ID_BYTES] < pair[1][..ID_BYTES]) {
            return Err(before.problem(FieldProblem::Order));
        }
        if list.iter().any(|entry| entry.last_revision == 0) {
            return Err(before.problem(FieldProblem::Range));
        }
        Ok(list)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.bytes(&self.0);
    }
}

impl core::fmt::Debug for RevokedList {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

fn unpacked(entry: &[u8; ENTRY_BYTES]) -> RevokedEntry {
    let (id, revision) = entry.split_first_chunk().expect("16 of 20 bytes");
    let revision = revision.try_into().expect("4 of 20 bytes");
    RevokedEntry { id: RevokedId::new(*id), last_revision: u32::from_be_bytes(revision) }
}

/// Revoked numbers whose hashes begin with the same bits: an object that a bulletin names.
///
/// ```text
/// shard = entries
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Shard {
    /// The entries; there may be none.
    pub entries: RevokedList,
}

impl Shard {
    pub(super) fn new(entries: RevokedList) -> Self {
        Self { entries }
    }
}

/// Bytes of entries in one shard: 52,428 of them, far above the thousand that a writer puts there, in one mebibyte.
const MAX_SHARD_ENTRIES: usize = 52_428 * ENTRY_BYTES;
/// Bytes of a whole shard: its entries behind the head of a byte string.
const MAX_SHARD_BYTES: usize = 5 + MAX_SHARD_ENTRIES;

impl Object for Shard {
    const LIMITS: Limits = Limits::new(MAX_SHARD_BYTES, 1);

    fn read(ObjectReader(reader): &mut ObjectReader<'_>) -> Result<Self, ParseError> {
        RevokedList::read(reader, MAX_SHARD_ENTRIES).map(Self::new)
    }

    fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(self.entries.0.len() + 5);
        self.entries.write(&mut writer);
        writer.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(first: u8, last_revision: u32) -> RevokedEntry {
        let mut id = [7; 16];
        id[0] = first;
        RevokedEntry { id: RevokedId::new(id), last_revision }
    }

    #[test]
    fn what_is_listed_is_found_and_nothing_else() {
        let list = RevokedList::new([entry(9, 1), entry(3, RevokedEntry::ALL), entry(200, 4)]);
        assert_eq!(list.len(), 3);
        for known in list.iter() {
            assert_eq!(list.find(&known.id), Some(known.last_revision));
        }
        for absent in [0, 2, 4, 10, 201, 255] {
            assert_eq!(list.find(&entry(absent, 1).id), None);
        }
        assert_eq!(RevokedList::default().find(&entry(3, 1).id), None);
    }

    #[test]
    fn of_two_entries_for_one_number_the_one_that_revokes_more_counts() {
        for entries in [[entry(3, 2), entry(3, 5)], [entry(3, 5), entry(3, 2)]] {
            let list = RevokedList::new(entries);
            assert_eq!((list.len(), list.find(&entry(3, 1).id)), (1, Some(5)));
        }
    }
}
