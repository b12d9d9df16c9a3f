use alloc::vec::Vec;

use super::RevokedList;
use crate::catalog::{read_blob, read_sentence, write_blob};
use crate::cbor::{Reader, Writer};
use crate::documents::event::read_digest;
use crate::documents::payload::{Claims, Extensions, Payload, PayloadReader, read_time, write_time};
use crate::names::ByLanguage;
use crate::{
    Blob, BulletinSalt, Digest, Document, FieldProblem, KeyId, Limits, Names, NumberId, NumberKind,
    ParseError, RevokedId, UnixTime,
};

/// Where the revoked licenses and coupons are.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the grammar has these two")]
pub enum Revoked {
    /// In the head itself; there may be none.
    Inline(RevokedList),
    /// In shards: a power of two of them, the first holds the hashes that begin with the lowest bits.
    Shards(Vec<Blob>),
}

impl Default for Revoked {
    fn default() -> Self {
        Self::Inline(RevokedList::default())
    }
}

impl Revoked {
    /// The shard that a hash belongs into; `None` where all are inline.
    pub fn shard_of(&self, id: &RevokedId) -> Option<usize> {
        match self {
            Self::Inline(_) => None,
            Self::Shards(shards) => Some(shard_of(shards.len(), id)),
        }
    }
}

impl BulletinSalt {
    /// What the hash of a number is the beginning of the SHA-256 of: salt, kind and number (SPEC §8.2).
    pub fn revocation_input(&self, kind: NumberKind, number: NumberId) -> [u8; 29] {
        let mut input = [0; 29];
        input[..16].copy_from_slice(self.as_bytes());
        input[16] = match kind {
            NumberKind::License => 1,
            NumberKind::Coupon => 2,
        };
        input[17..].copy_from_slice(number.as_bytes());
        input
    }
}

/// Which of `count` shards, a power of two, a hash belongs into: its first bits say.
pub(super) fn shard_of(count: usize, id: &RevokedId) -> usize {
    let [high, low, ..] = *id.as_bytes();
    (usize::from(u16::from_be_bytes([high, low])) * count) >> 16
}

/// An issuing key that is no longer trusted, whatever date a document of it claims.
///
/// ```text
/// burnt-key = [key-id, since]
/// ```
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its two members")]
pub struct BurntKey {
    /// The key.
    pub key: KeyId,
    /// Since when the vendor knows; it is for people and does not change what is refused.
    pub since: UnixTime,
}

/// A release that must not be installed any longer.
///
/// ```text
/// withdrawn = [digest, sentences]         ; the record of the release, and why
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its two members")]
pub struct WithdrawnRelease {
    /// SHA-256 of the release's record.
    pub record: Digest,
    /// Why, by language.
    pub why: Names,
}

/// The signed head of a bulletin: what is no longer valid (SPEC §8).
///
/// ```text
/// bulletin = { ? 4: exp, 6: iat, -65537: {
///     1: number, 2: salt, ? 3: entries, ? 4: [2*4096 blob], ? 5: [1*256 burnt-key], ? 6: [1*4096 withdrawn],
///     ? 7: lowest-catalog, ? 8: audit-head, * extension } }
/// ```
///
/// The revoked numbers are in 3 or in the shards of 4, never in both.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Bulletin {
    /// Bulletins count from 1; a site never goes back.
    pub number: u32,
    /// When it was signed, `iat`.
    pub issued_at: UnixTime,
    /// When a newer one is expected, `exp`.
    pub expires: Option<UnixTime>,
    /// What numbers are hashed with.
    pub salt: BulletinSalt,
    /// The revoked licenses and coupons.
    pub revoked: Revoked,
    /// Issuing keys that are no longer trusted, ascending.
    pub burnt_keys: Vec<BurntKey>,
    /// Withdrawn releases, ascending by digest.
    pub withdrawn: Vec<WithdrawnRelease>,
    /// The lowest number that a catalog may have.
    pub lowest_catalog: Option<u32>,
    /// The head of the vendor's audit trail when this bulletin was signed.
    pub audit_head: Option<Digest>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

/// Most shards: with a thousand entries in each, four million revoked numbers.
pub const MAX_SHARDS: usize = 4096;
/// Most bytes of revoked numbers in the head itself: 4096 entries.
const MAX_INLINE_BYTES: usize = 4096 * 20;
/// Most burnt keys: four for each that a root can list at once.
const MAX_BURNT_KEYS: usize = 256;
/// Most withdrawn releases.
const MAX_WITHDRAWN: usize = 4096;

impl Bulletin {
    /// Why a release was withdrawn, if it was.
    pub fn withdrawal(&self, record: &Digest) -> Option<&Names> {
        let found = self.withdrawn.binary_search_by(|withdrawn| withdrawn.record.cmp(record)).ok();
        found.map(|at| &self.withdrawn[at].why)
    }

    /// The entry of a burnt key.
    pub fn burnt_key(&self, key: KeyId) -> Option<&BurntKey> {
        self.burnt_keys.iter().find(|burnt| burnt.key == key)
    }
}

fn read_inline(reader: &mut Reader<'_>) -> Result<RevokedList, ParseError> {
    let before = reader.clone();
    let list = RevokedList::read(reader, MAX_INLINE_BYTES)?;
    if list.is_empty() { Err(before.problem(FieldProblem::Length)) } else { Ok(list) }
}

fn read_shards(reader: &mut Reader<'_>) -> Result<Vec<Blob>, ParseError> {
    let before = reader.clone();
    let shards = reader.list(2..=MAX_SHARDS, read_blob)?;
    if shards.len().is_power_of_two() { Ok(shards) } else { Err(before.problem(FieldProblem::Count)) }
}

fn read_burnt_key(reader: &mut Reader<'_>) -> Result<BurntKey, ParseError> {
    reader.array(2..=2)?;
    Ok(BurntKey { key: KeyId::new(reader.byte_array()?), since: read_time(reader)? })
}

fn read_withdrawn(reader: &mut Reader<'_>) -> Result<WithdrawnRelease, ParseError> {
    reader.array(2..=2)?;
    Ok(WithdrawnRelease { record: read_digest(reader)?, why: ByLanguage::read(reader, read_sentence)? })
}

impl Payload for Bulletin {
    const DOCUMENT: Document = Document::Bulletin;
    const LIMITS: Limits = Limits::new(Document::Bulletin.max_bytes(), 200_000);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let problem = |field, problem| ParseError::Field { field, at: 0, problem };
        let (claims, mut bulletin) = Claims::read(reader, |map| {
            let number = map.required(1, "bulletin-number", |reader| reader.uint32(1..=u32::MAX))?;
            let salt = map.required(2, "salt", |reader| reader.byte_array().map(BulletinSalt::new))?;
            let inline = map.optional(3, "entries", read_inline)?;
            let shards = map.optional(4, "shards", read_shards)?;
            let burnt_keys =
                map.optional(5, "burnt-keys", |reader| reader.list(1..=MAX_BURNT_KEYS, read_burnt_key))?;
            let withdrawn =
                map.optional(6, "withdrawn", |reader| reader.list(1..=MAX_WITHDRAWN, read_withdrawn))?;
            Ok(Self {
                number,
                issued_at: UnixTime::default(),
                expires: None,
                salt,
                revoked: match (inline, shards) {
                    (None, None) => Revoked::default(),
                    (Some(list), None) => Revoked::Inline(list),
                    (None, Some(shards)) => Revoked::Shards(shards),
                    (Some(_), Some(_)) => return Err(problem("shards", FieldProblem::Contradiction)),
                },
                burnt_keys: burnt_keys.unwrap_or_default(),
                withdrawn: withdrawn.unwrap_or_default(),
                lowest_catalog: map.optional(7, "lowest-catalog", |reader| reader.uint32(1..=u32::MAX))?,
                audit_head: map.optional(8, "audit-head", read_digest)?,
                extensions: Extensions::read(map)?,
            })
        })?;
        claims.only(&["exp"])?;
        (bulletin.issued_at, bulletin.expires) = (claims.issued_at, claims.expires);
        if !bulletin.burnt_keys.windows(2).all(|pair| pair[0].key < pair[1].key) {
            return Err(problem("burnt-keys", FieldProblem::Order));
        }
        if !bulletin.withdrawn.windows(2).all(|pair| pair[0].record < pair[1].record) {
            return Err(problem("withdrawn", FieldProblem::Order));
        }
        Ok(bulletin)
    }

    fn burns(&self, key: KeyId) -> Option<(u32, UnixTime)> {
        self.burnt_key(key).map(|burnt| (self.number, burnt.since))
    }

    fn encode(&self) -> Vec<u8> {
        let claims = Claims { expires: self.expires, issued_at: self.issued_at, ..Claims::default() };
        claims.write(|map| {
            map.entry(1, |writer| writer.uint(self.number));
            map.entry(2, |writer| writer.bytes(self.salt.as_bytes()));
            match &self.revoked {
                Revoked::Inline(list) if list.is_empty() => {}
                Revoked::Inline(list) => map.entry(3, |writer| list.write(writer)),
                Revoked::Shards(shards) => map.list(4, shards, write_blob),
            }
            map.list(5, &self.burnt_keys, |writer, burnt| {
                writer.array(2);
                writer.bytes(burnt.key.as_bytes());
                write_time(writer, burnt.since);
            });
            map.list(6, &self.withdrawn, write_withdrawn);
            map.optional(7, self.lowest_catalog, Writer::uint);
            map.optional(8, self.audit_head.as_ref(), |writer, head| writer.bytes(head.as_bytes()));
            self.extensions.write(map);
        })
    }
}

fn write_withdrawn(writer: &mut Writer, withdrawn: &WithdrawnRelease) {
    writer.array(2);
    writer.bytes(withdrawn.record.as_bytes());
    withdrawn.why.write(writer, |writer, why| writer.text(why));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bits_of_a_hash_say_its_shard() {
        let id = |high: u8, low: u8| {
            let mut id = [0xff; 16];
            (id[0], id[1]) = (high, low);
            RevokedId::new(id)
        };
        assert_eq!(shard_of(2, &id(0x7f, 0xff)), 0);
        assert_eq!(shard_of(2, &id(0x80, 0)), 1);
        assert_eq!(shard_of(4096, &id(0, 0x0f)), 0);
        assert_eq!(shard_of(4096, &id(0, 0x10)), 1);
        assert_eq!(shard_of(4096, &id(0xff, 0xff)), 4095);
    }
}
