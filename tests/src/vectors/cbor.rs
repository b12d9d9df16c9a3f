//! CBOR as it comes: nothing here sorts or checks, so that faults can be written down.

fn head(major: u8, argument: u64) -> Vec<u8> {
    let bytes = argument.to_be_bytes();
    let (info, width) = match argument {
        0..=23 => (bytes[7], 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    [&[major << 5 | info], &bytes[8 - width..]].concat()
}

fn length_head(major: u8, length: usize) -> Vec<u8> {
    head(major, u64::try_from(length).expect("usize has at most 64 bits"))
}

pub(super) fn int(value: i64) -> Vec<u8> {
    match u64::try_from(value) {
        Ok(value) => head(0, value),
        Err(_) => head(1, value.unsigned_abs() - 1),
    }
}

pub(super) fn bytes(bytes: &[u8]) -> Vec<u8> {
    [&length_head(2, bytes.len()), bytes].concat()
}

pub(super) fn text(text: &str) -> Vec<u8> {
    [&length_head(3, text.len()), text.as_bytes()].concat()
}

pub(super) fn array(items: &[Vec<u8>]) -> Vec<u8> {
    [length_head(4, items.len()), items.concat()].concat()
}

/// A map of entries, each a key and a value behind it.
pub(super) fn map(entries: &[Vec<u8>]) -> Vec<u8> {
    [length_head(5, entries.len()), entries.concat()].concat()
}

pub(super) fn flag(value: bool) -> Vec<u8> {
    vec![0xf4 + u8::from(value)]
}

/// The entries of a map with integer keys, each value as it will stand there.
#[derive(Clone, Default)]
pub(super) struct Map(Vec<(i64, Vec<u8>)>);

impl Map {
    /// The same map with `value` under `key`, in its place in the order of keys.
    pub(super) fn with(mut self, key: i64, value: impl Into<Vec<u8>>) -> Self {
        let rank = |key: i64| (key < 0, key.unsigned_abs());
        self.0.retain(|(found, _)| *found != key);
        let at = self.0.iter().position(|(found, _)| rank(*found) > rank(key)).unwrap_or(self.0.len());
        self.0.insert(at, (key, value.into()));
        self
    }

    /// The same map without `key`.
    pub(super) fn without(mut self, key: i64) -> Self {
        self.0.retain(|(found, _)| *found != key);
        self
    }

    /// The same map with an entry behind all others, whatever its key.
    pub(super) fn and_last(mut self, key: i64, value: impl Into<Vec<u8>>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    pub(super) fn entries(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(key, value)| [int(*key), value.clone()].concat()).collect()
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        [length_head(5, self.0.len()), self.entries()].concat()
    }
}

/// The map of a payload: claims and the private claim.
pub(super) fn payload(claims: &Map, private: &Map) -> Vec<u8> {
    claims.clone().with(-65_537, private.encode()).encode()
}
