//! `decode(encode(x)) == x`, and whatever decodes encodes to the very same bytes.

#[expect(unreachable_pub, reason = "the parts of one test program")]
mod common;

use ciborium::Value;
use format::bulletin::{Bulletin, Revoked, Shard};
use format::catalog::{Catalog, Distribution, Index, Object, Part, Release};
use format::{Coupon, License, ParseError, Payload, Receipt, Request, Root};
use proptest::collection::vec;
use proptest::prelude::*;

use common::{Spoiling, spoiling};

/// The two directions for one kind of encoding.
fn holds<T: PartialEq + std::fmt::Debug>(
    value: &T,
    encode: impl Fn(&T) -> Vec<u8>,
    decode: impl Fn(&[u8]) -> Result<T, ParseError>,
    spoilings: &[Spoiling],
) {
    let bytes = encode(value);
    assert_eq!(decode(&bytes).as_ref(), Ok(value));
    for spoiling in spoilings {
        let spoilt = spoiling.apply(&bytes);
        if let Ok(read) = decode(&spoilt) {
            assert_eq!(encode(&read), spoilt, "two encodings of one value: {read:?}");
        }
    }
}

fn payload_holds<T: Payload + PartialEq + std::fmt::Debug>(value: &T, spoilings: &[Spoiling]) {
    holds(value, T::encode, T::decode, spoilings);
}

fn object_holds<T: Object + PartialEq + std::fmt::Debug>(bytes: &[u8], spoilings: &[Spoiling]) -> bool {
    let Ok(value) = T::decode(bytes) else { return false };
    assert_eq!(value.encode(), bytes);
    holds(&value, T::encode, T::decode, spoilings);
    true
}

fn spoilings() -> impl Strategy<Value = Vec<Spoiling>> {
    vec(spoiling(), 24)
}

/// Extension fields: ascending keys of the range set aside, any values that the profile knows.
fn extensions() -> impl Strategy<Value = Vec<(i64, Value)>> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::from),
        vec(any::<u8>(), 0..30).prop_map(Value::Bytes),
        "[a-zа-я]{0,12}".prop_map(Value::Text),
        any::<bool>().prop_map(Value::Bool),
    ];
    let value = leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::btree_map(0..100_i64, inner, 0..4).prop_map(|entries| {
                Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
            }),
        ]
    });
    proptest::collection::btree_map(1024..=65_535_i64, value, 1..4)
        .prop_map(|entries| entries.into_iter().collect())
}

fn keeps_extensions<T: Payload>(value: &T, extensions: Vec<(i64, Value)>) {
    let bytes = common::with_entries(value, extensions);
    assert_eq!(T::decode(&bytes).unwrap().encode(), bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn licenses(license in common::license(), spoilings in spoilings()) {
        payload_holds(&license, &spoilings);
    }

    #[test]
    fn coupons(coupon in common::coupon(), spoilings in spoilings()) {
        payload_holds(&coupon, &spoilings);
    }

    #[test]
    fn roots(root in common::root(), spoilings in spoilings()) {
        payload_holds(&root, &spoilings);
    }

    #[test]
    fn receipts(receipt in common::receipt(), spoilings in spoilings()) {
        payload_holds(&receipt, &spoilings);
    }

    #[test]
    fn requests(request in common::request(), spoilings in spoilings()) {
        payload_holds(&request, &spoilings);
    }

    #[test]
    fn releases(release in common::release(), spoilings in spoilings()) {
        holds(&release, Release::encode, Release::decode, &spoilings);
    }

    #[test]
    fn distributions(distribution in common::distribution(), spoilings in spoilings()) {
        holds(&distribution, Distribution::encode, Distribution::decode, &spoilings);
    }

    #[test]
    fn catalogs_with_all_their_objects((head, store) in common::catalog(), spoilings in spoilings()) {
        payload_holds(&head, &spoilings);
        for object in &store.0 {
            let read = object_holds::<Distribution>(object, &spoilings)
                || object_holds::<Index>(object, &spoilings)
                || object_holds::<Part>(object, &spoilings);
            prop_assert!(read, "an object of a catalog that no reader takes");
        }
    }

    #[test]
    fn bulletins_with_all_their_shards((head, store) in common::bulletin(), spoilings in spoilings()) {
        payload_holds(&head, &spoilings);
        for object in &store.0 {
            prop_assert!(object_holds::<Shard>(object, &spoilings), "a shard that no reader takes");
        }
    }

    #[test]
    fn every_revoked_number_is_found_where_its_hash_says((head, store) in common::bulletin()) {
        let shards: Vec<Shard> = store.0.iter().map(|object| Shard::decode(object).unwrap()).collect();
        let all: Vec<_> = match &head.revoked {
            Revoked::Inline(list) => list.iter().collect(),
            _ => shards.iter().flat_map(|shard| shard.entries.iter()).collect(),
        };
        for entry in all {
            let found = match (&head.revoked, head.revoked.shard_of(&entry.id)) {
                (Revoked::Inline(list), None) => list.find(&entry.id),
                (Revoked::Shards(blobs), Some(at)) => shards[common::Store::position(&blobs[at])].entries.find(&entry.id),
                other => panic!("{other:?}"),
            };
            prop_assert_eq!(found, Some(entry.last_revision));
        }
    }

    #[test]
    fn extension_fields_are_kept_byte_for_byte(
        license in common::license(),
        coupon in common::coupon(),
        root in common::root(),
        receipt in common::receipt(),
        request in common::request(),
        (head, _) in common::catalog(),
        (bulletin, _) in common::bulletin(),
        extensions in extensions(),
    ) {
        keeps_extensions(&license, extensions.clone());
        keeps_extensions(&coupon, extensions.clone());
        keeps_extensions(&root, extensions.clone());
        keeps_extensions(&receipt, extensions.clone());
        keeps_extensions(&request, extensions.clone());
        keeps_extensions(&bulletin, extensions.clone());
        keeps_extensions(&head, extensions);
    }

    #[test]
    fn extension_fields_of_objects_are_kept_byte_for_byte(
        release in common::release(),
        distribution in common::distribution(),
        extensions in extensions(),
    ) {
        let with = |bytes: &[u8]| {
            let mut map = common::value(bytes);
            map.as_map_mut().unwrap().extend(extensions.iter().map(|(key, value)| ((*key).into(), value.clone())));
            common::encoded(&map)
        };
        let (release, distribution) = (with(&release.encode()), with(&distribution.encode()));
        prop_assert_eq!(Release::decode(&release).unwrap().encode(), release);
        prop_assert_eq!(Distribution::decode(&distribution).unwrap().encode(), distribution);
    }

    #[test]
    fn bytes_at_random_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..64)) {
        let _ = (License::decode(&bytes), Coupon::decode(&bytes), Root::decode(&bytes), Receipt::decode(&bytes));
        let _ = (Request::decode(&bytes), Bulletin::decode(&bytes), Shard::decode(&bytes));
        let _ = (Catalog::decode(&bytes), Index::decode(&bytes), Part::decode(&bytes), Release::decode(&bytes));
    }
}
