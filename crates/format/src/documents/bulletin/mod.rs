//! The bulletin: what is no longer valid, as a signed head and shards by digest behind it (SPEC §8).
//!
//! The head lists what is burnt and withdrawn; the revoked licenses and coupons stand in it as keyed hashes while they
//! are few, else in shards by the first bits of the hash. A site reads the head and one shard for each of its numbers.

mod build;
mod head;
mod revoked;

pub use build::{BulletinContent, INLINE_ENTRIES, SHARD_ENTRIES, build};
pub use head::{Bulletin, BurntKey, MAX_SHARDS, Revoked, WithdrawnRelease};
pub use revoked::{RevokedEntry, RevokedList, Shard};
