use alloc::vec::Vec;

/// Writes deterministic CBOR (RFC 8949 §4.2.1).
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A writer that will not grow up to `bytes`.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes) }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The bytes that `write` produces in an empty writer.
    pub(crate) fn build(write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut writer = Self::new();
        write(&mut writer);
        writer.into_bytes()
    }

    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        let big_endian = argument.to_be_bytes();
        let (info, width) = match argument {
            0..=23 => (big_endian[7], 0),
            24..=0xff => (24, 1),
            0x100..=0xffff => (25, 2),
            0x1_0000..=0xffff_ffff => (26, 4),
            _ => (27, 8),
        };
        self.bytes.push(major | info);
        self.bytes.extend_from_slice(&big_endian[8 - width..]);
    }

    fn length_head(&mut self, major: u8, length: usize) {
        self.head(major, u64::try_from(length).expect("usize has at most 64 bits"));
    }

    pub(crate) fn uint(&mut self, value: impl Into<u64>) {
        self.head(0, value.into());
    }

    pub(crate) fn int(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.head(0, value),
            Err(_) => self.head(1, value.unsigned_abs() - 1),
        }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.length_head(2, bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.length_head(3, text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.bytes.push(0xf4 + u8::from(value));
    }

    pub(crate) fn array(&mut self, length: usize) {
        self.length_head(4, length);
    }

    pub(crate) fn entries(&mut self, length: usize) {
        self.length_head(5, length);
    }

    pub(crate) fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        self.array(items.len());
        items.iter().for_each(|value| item(self, value));
    }

    /// Bytes that are one encoded item already.
    pub(crate) fn raw(&mut self, item: &[u8]) {
        self.bytes.extend_from_slice(item);
    }

    /// A map whose entries `fill` adds in the order of their keys.
    pub(crate) fn map(&mut self, fill: impl FnOnce(&mut MapWriter)) {
        let mut map = MapWriter { entries: 0, last: None, writer: Writer::new() };
        fill(&mut map);
        self.entries(map.entries);
        self.raw(&map.writer.bytes);
    }
}

/// What integer keys are ordered by, the same as the bytes of their encodings: 0, 1, … and then -1, -2, ….
pub(super) fn rank(key: i64) -> (bool, u64) {
    (key < 0, key.unsigned_abs())
}

/// Collects the entries of one map.
pub(crate) struct MapWriter {
    entries: usize,
    last: Option<(bool, u64)>,
    writer: Writer,
}

impl MapWriter {
    pub(crate) fn entry(&mut self, key: i64, value: impl FnOnce(&mut Writer)) {
        assert!(self.last < Some(rank(key)), "keys are written in the order of their encodings");
        self.last = Some(rank(key));
        self.entries += 1;
        self.writer.int(key);
        value(&mut self.writer);
    }

    pub(crate) fn optional<T>(&mut self, key: i64, value: Option<T>, write: impl FnOnce(&mut Writer, T)) {
        if let Some(value) = value {
            self.entry(key, |writer| write(writer, value));
        }
    }

    /// A list that is left out when empty, so that "none" has one encoding.
    pub(crate) fn list<T>(&mut self, key: i64, items: &[T], item: impl FnMut(&mut Writer, &T)) {
        if !items.is_empty() {
            self.entry(key, |writer| writer.list(items, item));
        }
    }

    pub(crate) fn extensions(&mut self, kept: &[(i64, Vec<u8>)]) {
        kept.iter().for_each(|(key, value)| self.entry(*key, |writer| writer.raw(value)));
    }
}
