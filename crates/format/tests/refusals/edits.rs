//! One edit of a good document, and the fields and problems that the error has to name.

use ciborium::Value;
use format::{FieldProblem, ParseError, Payload};

pub(super) use format::FieldProblem::{
    Contradiction, Count, Length, Missing, Order, Range, Type, UnknownKey, UnsafeName,
};

pub(super) const PRIVATE: i64 = -65_537;
pub(super) const NOW: u64 = 1_790_000_000;
pub(super) const PAST_THE_LAST_SECOND: u64 = 253_402_300_800;

/// A path to an item, and what comes in its place; `None` takes it away.
pub(super) type Edit<'a> = (&'a [i64], Option<Value>, &'static str, FieldProblem);

pub(super) fn edited(bytes: &[u8], path: &[i64], replacement: Option<&Value>) -> Vec<u8> {
    let mut document: Value = ciborium::from_reader(bytes).unwrap();
    let (last, parents) = path.split_last().expect("a path");
    let parent = parents.iter().fold(&mut document, |value, step| match value {
        Value::Map(entries) => {
            &mut entries.iter_mut().find(|(key, _)| *key == Value::from(*step)).expect("a key").1
        }
        Value::Array(items) => &mut items[usize::try_from(*step).unwrap()],
        _ => panic!("a leaf on the path {path:?}"),
    });
    match parent {
        Value::Map(entries) => {
            entries.retain(|(key, _)| *key != Value::from(*last));
            entries.extend(replacement.map(|value| (Value::from(*last), value.clone())));
            entries.sort_by_key(|(key, _)| encoded(key));
        }
        Value::Array(items) => {
            let at = usize::try_from(*last).unwrap();
            match replacement {
                Some(value) if at < items.len() => items[at] = value.clone(),
                Some(value) => items.push(value.clone()),
                None => drop(items.remove(at)),
            }
        }
        _ => panic!("a leaf at the end of the path {path:?}"),
    }
    encoded(&document)
}

pub(super) fn encoded(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

pub(super) fn refuses<T: std::fmt::Debug>(
    bytes: &[u8],
    decode: impl Fn(&[u8]) -> Result<T, ParseError>,
    edits: &[Edit<'_>],
) {
    decode(bytes).expect("the document is good before the edit");
    for (path, replacement, field, problem) in edits {
        match decode(&edited(bytes, path, replacement.as_ref())) {
            Err(ParseError::Field { field: found, problem: what, .. }) => {
                assert_eq!((found, what), (*field, *problem), "{path:?} {replacement:?}");
            }
            other => panic!("{path:?} {replacement:?}: {other:?}"),
        }
    }
}

pub(super) fn payload_refuses<T: Payload + std::fmt::Debug>(value: &T, edits: &[Edit<'_>]) {
    refuses(&value.encode(), T::decode, edits);
}

pub(super) fn int(number: u64) -> Option<Value> {
    Some(Value::from(number))
}

pub(super) fn text(text: &str) -> Option<Value> {
    Some(Value::from(text))
}

/// Packed entries of revoked numbers, each with the first byte of its hash and a revision.
pub(super) fn entries(entries: &[(u8, u32)]) -> Option<Value> {
    let packed = |(first, revision): &(u8, u32)| [&[*first], &[0; 15][..], &revision.to_be_bytes()].concat();
    Some(Value::Bytes(entries.iter().flat_map(packed).collect()))
}

pub(super) fn bytes(length: usize) -> Option<Value> {
    Some(Value::Bytes(vec![1; length]))
}

pub(super) fn list(items: &[Option<Value>]) -> Option<Value> {
    Some(Value::Array(items.iter().flatten().cloned().collect()))
}

pub(super) fn many(count: usize, item: impl Fn(u64) -> Option<Value>) -> Option<Value> {
    list(&(0..count).map(|index| item(u64::try_from(index).unwrap())).collect::<Vec<_>>())
}

pub(super) fn map(entries: &[(Value, Value)]) -> Option<Value> {
    Some(Value::Map(entries.to_vec()))
}

pub(super) fn flag(value: bool) -> Option<Value> {
    Some(Value::Bool(value))
}
