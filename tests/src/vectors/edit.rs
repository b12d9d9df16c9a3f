//! One edit of a good document: what vectors with one fault in a field are made by.

use super::cbor;

/// An item as it stands, with the items in it.
enum Item {
    Leaf(Vec<u8>),
    Array(Vec<Self>),
    /// Keys as their bytes.
    Map(Vec<(Vec<u8>, Self)>),
}

/// `bytes`, one good item, with `value` in place of what `path` leads to: keys of maps and positions in arrays.
///
/// A key that is not there is put in its place in the order of keys, a position behind the last one is a new item; without a value the entry is taken out.
pub(super) fn edited(bytes: &[u8], path: &[i64], value: Option<Vec<u8>>) -> Vec<u8> {
    let mut item = read(&mut &bytes[..]);
    let (last, way) = path.split_last().expect("a path leads somewhere");
    let container = way.iter().fold(&mut item, |item, step| item.inner(*step));
    match (container, value) {
        (Item::Array(items), Some(value)) => match items.get_mut(position(*last)) {
            Some(item) => *item = Item::Leaf(value),
            None => items.push(Item::Leaf(value)),
        },
        (Item::Array(items), None) => drop(items.remove(position(*last))),
        (Item::Map(entries), value) => {
            let key = cbor::int(*last);
            entries.retain(|(found, _)| *found != key);
            if let Some(value) = value {
                let at = entries.iter().position(|(found, _)| *found > key).unwrap_or(entries.len());
                entries.insert(at, (key, Item::Leaf(value)));
            }
        }
        (Item::Leaf(_), _) => panic!("{path:?} leads into an item that holds no others"),
    }
    item.encode()
}

fn position(step: i64) -> usize {
    usize::try_from(step).expect("positions count from 0")
}

impl Item {
    fn inner(&mut self, step: i64) -> &mut Self {
        match self {
            Self::Array(items) => &mut items[position(step)],
            Self::Map(entries) => {
                let found = entries.iter_mut().find(|(key, _)| *key == cbor::int(step));
                &mut found.unwrap_or_else(|| panic!("no entry {step}")).1
            }
            Self::Leaf(_) => panic!("{step} leads into an item that holds no others"),
        }
    }

    fn encode(&self) -> Vec<u8> {
        match self {
            Self::Leaf(bytes) => bytes.clone(),
            Self::Array(items) => cbor::array(&items.iter().map(Self::encode).collect::<Vec<_>>()),
            Self::Map(entries) => {
                let encoded = entries.iter().map(|(key, value)| [key.clone(), value.encode()].concat());
                cbor::map(&encoded.collect::<Vec<_>>())
            }
        }
    }
}

/// Reads one item of deterministic CBOR that is known to be good.
fn read(rest: &mut &[u8]) -> Item {
    let whole = *rest;
    let (major, info) = (whole[0] >> 5, whole[0] & 31);
    let width = if info < 24 { 0 } else { 1 << (info - 24) };
    let argument = match width {
        0 => u64::from(info),
        _ => whole[1..=width].iter().fold(0, |value, byte| value << 8 | u64::from(*byte)),
    };
    let count = usize::try_from(argument).unwrap_or(usize::MAX);
    *rest = &whole[1 + width..];
    match major {
        2 | 3 => {
            *rest = &rest[count..];
            Item::Leaf(whole[..whole.len() - rest.len()].to_vec())
        }
        4 => Item::Array((0..count).map(|_| read(rest)).collect()),
        5 => Item::Map((0..count).map(|_| (read(rest).encode(), read(rest))).collect()),
        _ => Item::Leaf(whole[..=width].to_vec()),
    }
}
