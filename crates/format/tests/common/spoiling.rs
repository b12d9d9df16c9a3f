//! Bytes that are not what was written.

use ciborium::Value;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{encoded, value};

/// One way to spoil bytes.
#[derive(Clone, Debug)]
pub enum Spoiling {
    /// Flips one bit.
    Flip(Index, u8),
    /// Replaces one byte.
    Byte(Index, u8),
    /// Puts a small item in place of any item of the tree.
    Item(Index, u8),
    /// Takes one item out of its list or map.
    Remove(Index),
}

pub fn spoiling() -> impl Strategy<Value = Spoiling> {
    prop_oneof![
        (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Spoiling::Flip(at, bit)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Spoiling::Byte(at, byte)),
        (any::<Index>(), 0..9_u8).prop_map(|(at, item)| Spoiling::Item(at, item)),
        any::<Index>().prop_map(Spoiling::Remove),
    ]
}

impl Spoiling {
    pub fn apply(&self, bytes: &[u8]) -> Vec<u8> {
        let mut spoilt = bytes.to_vec();
        match self {
            Self::Flip(at, bit) => spoilt[at.index(bytes.len())] ^= 1 << bit,
            Self::Byte(at, byte) => spoilt[at.index(bytes.len())] = *byte,
            Self::Item(at, item) => {
                let mut value = value(bytes);
                let mut left = at.index(count(&value));
                visit(&mut value, &mut left, &mut |value| *value = small_item(*item));
                return encoded(&value);
            }
            Self::Remove(at) => {
                let mut value = value(bytes);
                let mut left = at.index(count(&value));
                visit(&mut value, &mut left, &mut |value| match value {
                    Value::Array(items) => drop(items.pop()),
                    Value::Map(entries) => drop(entries.pop()),
                    _ => {}
                });
                return encoded(&value);
            }
        }
        spoilt
    }
}

fn small_item(which: u8) -> Value {
    match which {
        0 => Value::from(0),
        1 => Value::from(1),
        2 => Value::from(-1),
        3 => Value::Bytes(Vec::new()),
        4 => Value::Text(String::new()),
        5 => Value::Array(Vec::new()),
        6 => Value::Map(Vec::new()),
        7 => Value::Bool(false),
        _ => Value::Bool(true),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| count(value)).sum(),
        _ => 0_usize,
    }
}

/// Calls `edit` with the item that is `left` items away; keys of maps are left out.
fn visit(value: &mut Value, left: &mut usize, edit: &mut dyn FnMut(&mut Value)) {
    if *left == 0 {
        edit(value);
        *left = usize::MAX;
        return;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, left, edit)),
        Value::Map(entries) => entries.iter_mut().for_each(|(_, value)| visit(value, left, edit)),
        _ => {}
    }
}
