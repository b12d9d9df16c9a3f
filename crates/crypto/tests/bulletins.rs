//! What a bulletin does to the keys of a root, and how a number is looked up in it.

#[expect(unreachable_pub, reason = "the parts of one test program")]
#[allow(dead_code, reason = "each test program uses its own part")]
mod common;

use std::collections::BTreeMap;

use common::{key, now, trusting};
use crypto::{TrustedRoot, Verified, VerifyError, revoked_id, sha256};
use format::bulletin::{self, BulletinContent, BurntKey, Revoked, RevokedEntry};
use format::catalog::Objects;
use format::{
    Blob, Bulletin, BulletinSalt, CustomerId, Digest, Envelope, License, NumberId, NumberKind, Purpose,
};

#[derive(Default)]
struct Store(BTreeMap<Digest, Vec<u8>>);

impl Objects for Store {
    type Error = std::convert::Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error> {
        let blob = Blob { digest: sha256(object), bytes: u64::try_from(object.len()).unwrap() };
        self.0.insert(blob.digest, object.to_vec());
        Ok(blob)
    }
}

const SALT: BulletinSalt = BulletinSalt::new([5; 16]);

fn number(index: u32) -> NumberId {
    let mut bytes = [0; 12];
    bytes[8..].copy_from_slice(&index.to_be_bytes());
    NumberId::from_random(bytes)
}

/// A bulletin that revokes the licenses with these indexes up to revision 3, and burns keys.
fn content(revoked: std::ops::Range<u32>, burnt: &[u8]) -> BulletinContent {
    let entry =
        |index| RevokedEntry { id: revoked_id(&SALT, NumberKind::License, number(index)), last_revision: 3 };
    BulletinContent {
        number: 1,
        issued_at: now(),
        expires: None,
        salt: SALT,
        revoked: revoked.map(entry).collect(),
        burnt_keys: burnt.iter().map(|seed| BurntKey { key: key(*seed).id(), since: now() }).collect(),
        withdrawn: Vec::new(),
        lowest_catalog: None,
        audit_head: None,
    }
}

fn trusted() -> TrustedRoot {
    trusting(&[(2, &[Purpose::License]), (3, &[Purpose::License]), (4, &[Purpose::Bulletin])])
}

fn signed(content: BulletinContent) -> (Result<Verified<Bulletin>, VerifyError>, Store) {
    let mut store = Store::default();
    let Ok(head) = bulletin::build(content, &mut store);
    let document = key(4).sign(&head).unwrap();
    (trusted().keyring().verify(&Envelope::parse(&document).unwrap()), store)
}

fn license(seed: u8) -> Vec<u8> {
    key(seed).sign(&License::new(number(1), CustomerId::new([1; 8]), now())).unwrap()
}

fn verify(root: &TrustedRoot, document: &[u8]) -> Result<(), VerifyError> {
    root.keyring().verify::<License>(&Envelope::parse(document).unwrap()).map(drop)
}

#[test]
fn what_a_burnt_key_signed_is_refused_whatever_its_date() {
    let heeding = trusted().heeding(&signed(content(0..0, &[2])).0.unwrap());
    let burnt = VerifyError::BurntKey { key: key(2).id(), bulletin: 1, since: now() };
    assert_eq!(verify(&heeding, &license(2)), Err(burnt.clone()));
    let old = License::new(number(1), CustomerId::new([1; 8]), format::UnixTime::new(1));
    assert_eq!(verify(&heeding, &key(2).sign(&old).unwrap()), Err(burnt));
    assert_eq!(verify(&heeding, &license(3)), Ok(()), "the other key is as good as before");
    assert_eq!(verify(&trusted(), &license(2)), Ok(()), "without the bulletin nobody knows");
}

#[test]
fn the_newest_bulletin_alone_says_what_is_burnt() {
    let root = trusted().heeding(&signed(content(0..0, &[2])).0.unwrap());
    let heeding = root.heeding(&signed(content(0..0, &[3])).0.unwrap());
    assert_eq!(verify(&heeding, &license(2)), Ok(()));
    assert!(matches!(verify(&heeding, &license(3)), Err(VerifyError::BurntKey { .. })));
}

#[test]
fn a_bulletin_that_burns_its_own_key_is_refused() {
    let (refused, _) = signed(content(0..0, &[4]));
    let own = VerifyError::BurntKey { key: key(4).id(), bulletin: 1, since: now() };
    assert_eq!(refused.unwrap_err(), own);
}

fn look_up(
    (bulletin, store): &(Result<Verified<Bulletin>, VerifyError>, Store),
    kind: NumberKind,
    index: u32,
) -> Option<u32> {
    let fetch = |blob: &Blob| Ok::<_, VerifyError>(store.0[&blob.digest].clone());
    bulletin.as_ref().unwrap().last_revoked(kind, number(index), fetch).unwrap()
}

#[test]
fn a_revoked_number_is_found_inline_and_in_shards_and_no_other_is() {
    for count in [3, 1024, 1025, 5000] {
        let bulletin = signed(content(0..count, &[]));
        let is_inline = matches!(bulletin.0.as_ref().unwrap().revoked, Revoked::Inline(_));
        assert_eq!(is_inline, count <= 1024);
        for index in [0, 1, 2, count / 2, count - 1] {
            assert_eq!(look_up(&bulletin, NumberKind::License, index), Some(3));
            assert_eq!(look_up(&bulletin, NumberKind::Coupon, index), None, "a coupon is no license");
        }
        for index in count..count + 2000 {
            assert_eq!(look_up(&bulletin, NumberKind::License, index), None);
        }
    }
}

#[test]
fn a_shard_that_was_changed_or_swapped_is_not_read() {
    let (bulletin, store) = signed(content(0..5000, &[]));
    let bulletin = bulletin.unwrap();
    let look_up = |change: &dyn Fn(&Blob) -> Vec<u8>| {
        bulletin.last_revoked(NumberKind::License, number(1), |blob| Ok::<_, VerifyError>(change(blob)))
    };
    let without_the_last = |blob: &Blob| store.0[&blob.digest][..store.0[&blob.digest].len() - 20].to_vec();
    assert!(matches!(look_up(&without_the_last), Err(VerifyError::WrongObject { .. })));
    let another = |blob: &Blob| store.0.iter().find(|(digest, _)| **digest != blob.digest).unwrap().1.clone();
    assert!(matches!(look_up(&another), Err(VerifyError::WrongObject { .. })));
}

#[test]
fn a_new_entry_changes_one_shard() {
    let blobs = |count| match signed(content(0..count, &[])).0.unwrap().revoked.clone() {
        Revoked::Shards(blobs) => blobs,
        Revoked::Inline(_) => panic!("inline"),
    };
    let (before, after) = (blobs(5000), blobs(5001));
    assert_eq!(before.iter().zip(&after).filter(|(before, after)| before != after).count(), 1);
}

#[test]
fn the_list_tells_nothing_of_the_numbers_in_it() {
    let (bulletin, _) = signed(content(7..8, &[]));
    let bytes = format::Payload::encode(&*bulletin.unwrap());
    let written = number(7);
    assert!(!bytes.windows(12).any(|window| window == written.as_bytes()));
    let other = revoked_id(&BulletinSalt::new([6; 16]), NumberKind::License, written);
    assert_ne!(other, revoked_id(&SALT, NumberKind::License, written));
}
