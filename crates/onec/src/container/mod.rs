//! The 1C container: named elements in a chain of pages.
//!
//! ```text
//! container = end-mark page-size count zero  page*          ; 16 bytes before the pages, or 20
//! page      = CR LF document-bytes SP page-bytes SP next SP CR LF  data
//! contents  = *(header-address data-address end-mark)      ; the first document
//! header    = created changed reserved name zeros          ; 8, 8, 4 bytes, UTF-16LE
//! ```
//!
//! Numbers of a page header are hexadecimal, of 8 digits, or of 16 in the 64-bit variant. An address that is the
//! end mark means "no page". A newer configuration keeps a small 32-bit container in front, which tells older
//! platforms that they are too old, and the real 64-bit one right behind.

mod layout;
mod pages;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::BTreeMap};

pub(crate) use layout::Layout;
use pages::Pages;

use crate::{
    OnecError, Place,
    limits::{Limit, MAX_ELEMENTS, MAX_FILE_BYTES, MAX_NAME_UNITS},
};

/// Bytes of an element's header before its name: two times of eight bytes, and four reserved ones.
pub(crate) const NAME_OFFSET: usize = 20;

/// The elements of a container by name, each as it is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Container<'a> {
    start: usize,
    end: usize,
    layout: Layout,
    elements: BTreeMap<String, Cow<'a, [u8]>>,
}

impl<'a> Container<'a> {
    /// Reads the container of `file`, one whole 1C file; where a 64-bit one follows the 32-bit one, that one.
    ///
    /// # Errors
    ///
    /// - [`OnecError::NotAContainer`] for bytes that do not begin like one;
    /// - [`OnecError::Truncated`], [`OnecError::OutsideFile`], [`OnecError::PageHeader`],
    ///   [`OnecError::LoopingChain`] and [`OnecError::ShortChain`] for broken pages;
    /// - [`OnecError::ContentsTable`], [`OnecError::ElementHeader`] and [`OnecError::RepeatedElement`] for a
    ///   broken table of contents;
    /// - [`OnecError::TooLarge`] above a budget of [`crate::limits`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use onec::{OnecError, container::Container};
    /// assert_eq!(Container::read(b"PK").unwrap_err(), OnecError::NotAContainer { at: 0 });
    /// ```
    pub fn read(file: &'a [u8]) -> Result<Self, OnecError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(too_many(Limit::FileBytes, MAX_FILE_BYTES, Place::Byte(MAX_FILE_BYTES)));
        }
        let layout = Layout::of(file).ok_or(OnecError::NotAContainer { at: 0 })?;
        let first = Self::read_at(file, 0, layout)?;
        let behind = file.get(first.end..).and_then(Layout::of);
        if layout == Layout::NARROW && behind == Some(Layout::WIDE) {
            return Self::read_at(file, first.end, Layout::WIDE);
        }
        Ok(first)
    }

    /// Where in the file it begins.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Whether it is the 64-bit variant.
    pub fn is_wide(&self) -> bool {
        self.layout == Layout::WIDE
    }

    /// The stored, still compressed bytes of the element with this name.
    pub fn element(&self, name: &str) -> Option<&[u8]> {
        self.elements.get(name).map(AsRef::as_ref)
    }

    /// Every element, name and stored bytes, in order of the names.
    pub fn elements(&self) -> impl ExactSizeIterator<Item = (&str, &[u8])> {
        self.elements.iter().map(|(name, stored)| (name.as_str(), stored.as_ref()))
    }

    fn read_at(file: &'a [u8], start: usize, layout: Layout) -> Result<Self, OnecError> {
        if file.len() - start < layout.file_header {
            return Err(OnecError::Truncated { at: start, end: file.len() });
        }
        let mut pages = Pages::new(file, start, layout);
        let contents = pages.document(address_of(layout.file_header))?;
        let count = contents.len() / layout.entry();
        if count > MAX_ELEMENTS {
            return Err(too_many(Limit::Elements, MAX_ELEMENTS, Place::Byte(start)));
        }
        let mut elements = BTreeMap::new();
        for (entry, bytes) in contents.chunks(layout.entry()).enumerate() {
            let [header, data, _] = addresses(bytes, layout)
                .filter(|addresses| addresses[2] == layout.end_mark)
                .ok_or(OnecError::ContentsTable { at: start, entry })?;
            let name = element_name(&pages.document(header)?)
                .ok_or(OnecError::ElementHeader { at: start, entry })?;
            let stored =
                if data == layout.end_mark { Cow::Borrowed(&[][..]) } else { pages.document(data)? };
            if elements.insert(name.clone(), stored).is_some() {
                return Err(OnecError::RepeatedElement { element: name });
            }
        }
        Ok(Self { start, end: pages.end(), layout, elements })
    }
}

/// The three addresses of an entry, or nothing if it is cut off.
fn addresses(entry: &[u8], layout: Layout) -> Option<[u64; 3]> {
    let mut words = entry.chunks_exact(layout.word).map(|word| {
        let mut bytes = [0; 8];
        bytes[..word.len()].copy_from_slice(word);
        u64::from_le_bytes(bytes)
    });
    Some([words.next()?, words.next()?, words.next()?])
}

/// The name in an element's header: up to the first zero, without control characters, since it is printed.
fn element_name(header: &[u8]) -> Option<String> {
    let units: Vec<u16> = header
        .get(NAME_OFFSET..)?
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0)
        .take(MAX_NAME_UNITS + 1)
        .collect();
    let name = String::from_utf16(&units).ok()?;
    let sound = !name.is_empty() && units.len() <= MAX_NAME_UNITS && !name.contains(char::is_control);
    sound.then_some(name)
}

fn address_of(offset: usize) -> u64 {
    u64::try_from(offset).unwrap_or(u64::MAX)
}

fn too_many(limit: Limit, max: usize, place: Place) -> OnecError {
    OnecError::TooLarge { limit, max: u64::try_from(max).unwrap_or(u64::MAX), place }
}
