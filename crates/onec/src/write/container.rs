use std::io::Write;

use flate2::{Compression, write::DeflateEncoder};

use crate::container::{Layout, NAME_OFFSET};

/// Bytes of a page, unless one document needs a larger one: what the platform writes, and what other readers
/// compute a container's length from.
const PAGE_BYTES: usize = 512;

/// A container of `layout` with these elements, names and stored bytes, all of them made at `ticks`.
///
/// The first page of the table of contents comes first, its other pages last.
pub(crate) fn container<N: AsRef<str>>(layout: Layout, elements: &[(N, Vec<u8>)], ticks: u64) -> Vec<u8> {
    let mut out = file_header(layout, elements.len());
    let contents_at = out.len();
    page(&mut out, layout, 0, layout.end_mark, &[], PAGE_BYTES);
    let mut contents = Vec::new();
    for (name, stored) in elements {
        let header = element_header(name.as_ref(), ticks);
        word(&mut contents, layout, number(out.len()));
        page(&mut out, layout, header.len(), layout.end_mark, &header, header.len());
        word(&mut contents, layout, number(out.len()));
        page(&mut out, layout, stored.len(), layout.end_mark, stored, PAGE_BYTES);
        word(&mut contents, layout, layout.end_mark);
    }
    write_contents(&mut out, layout, contents_at, &contents);
    out
}

/// `bytes` as raw deflate data (RFC 1951).
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("a Vec takes all that is written to it")
}

fn file_header(layout: Layout, count: usize) -> Vec<u8> {
    let mut out = Vec::new();
    word(&mut out, layout, layout.end_mark);
    for value in [number(PAGE_BYTES), number(count), 0] {
        word(&mut out, Layout::NARROW, value);
    }
    out
}

fn element_header(name: &str, ticks: u64) -> Vec<u8> {
    let mut header = [ticks.to_le_bytes(), ticks.to_le_bytes()].concat();
    header.resize(NAME_OFFSET, 0);
    header.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    header.extend([0; 4]);
    header
}

fn write_contents(out: &mut Vec<u8>, layout: Layout, at: usize, contents: &[u8]) {
    let (first, rest) = contents.split_at(contents.len().min(PAGE_BYTES));
    let next = if rest.is_empty() { layout.end_mark } else { number(out.len()) };
    let mut first_page = Vec::new();
    page(&mut first_page, layout, contents.len(), next, first, PAGE_BYTES);
    out[at..at + first_page.len()].copy_from_slice(&first_page);
    let mut chunks = rest.chunks(PAGE_BYTES).peekable();
    while let Some(chunk) = chunks.next() {
        let behind = out.len() + layout.page_header() + PAGE_BYTES;
        let next = if chunks.peek().is_some() { number(behind) } else { layout.end_mark };
        page(out, layout, 0, next, chunk, PAGE_BYTES);
    }
}

/// Appends a page of at least `least` bytes.
fn page(out: &mut Vec<u8>, layout: Layout, document: usize, next: u64, data: &[u8], least: usize) {
    let (width, size) = (layout.digits(), data.len().max(least));
    out.extend(format!("\r\n{document:0width$x} {size:0width$x} {next:0width$x} \r\n").into_bytes());
    out.extend_from_slice(data);
    out.resize(out.len() + size - data.len(), 0);
}

fn word(out: &mut Vec<u8>, layout: Layout, value: u64) {
    out.extend_from_slice(&value.to_le_bytes()[..layout.word]);
}

fn number(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}
