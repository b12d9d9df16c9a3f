//! Encodings as values, and back.

use ciborium::Value;
use format::Payload;

use super::PRIVATE;

pub fn value(bytes: &[u8]) -> Value {
    ciborium::from_reader(bytes).expect("an encoding of ours")
}

pub fn encoded(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("a Vec takes every byte");
    bytes
}

/// The encoding of `payload` with further entries in its private claim.
pub fn with_entries<T: Payload>(payload: &T, more: Vec<(i64, Value)>) -> Vec<u8> {
    let mut claims = value(&payload.encode());
    let private = entry(&mut claims, PRIVATE);
    private.as_map_mut().expect("a map").extend(more.into_iter().map(|(key, value)| (key.into(), value)));
    encoded(&claims)
}

/// The value under `key` of a map.
fn entry(map: &mut Value, key: i64) -> &mut Value {
    let entries = map.as_map_mut().expect("a map");
    let found = entries.iter_mut().find(|(name, _)| *name == Value::from(key));
    &mut found.expect("an entry with this key").1
}
