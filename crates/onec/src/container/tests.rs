use super::*;
use crate::{
    limits::MAX_PAGES,
    write::{container, deflate},
};

/// Where the pages of a narrow container with one-letter names lie.
const CONTENTS: usize = 16;
const FIRST_ENTRY: usize = CONTENTS + 31;
const HEADER_A: usize = FIRST_ENTRY + 512;
const DATA_A: usize = HEADER_A + 31 + 26;
/// Fields of a page header.
const DOCUMENT_BYTES: usize = 2;
const PAGE_BYTES: usize = 11;
const NEXT: usize = 20;

fn two() -> Vec<u8> {
    container(Layout::NARROW, &[("a", deflate(b"first")), ("b", deflate(b"second"))], 0)
}

fn patched(at: usize, with: &[u8]) -> Vec<u8> {
    let mut file = two();
    file[at..at + with.len()].copy_from_slice(with);
    file
}

fn fault(file: &[u8]) -> OnecError {
    Container::read(file).unwrap_err()
}

fn limit_of(file: &[u8]) -> Limit {
    match fault(file) {
        OnecError::TooLarge { limit, .. } => limit,
        other => panic!("{other}"),
    }
}

/// A narrow container that is one page of contents.
fn only_contents(contents: &[u8]) -> Vec<u8> {
    let mut file = two()[..CONTENTS].to_vec();
    file.extend(format!("\r\n{0:08x} {0:08x} 7fffffff \r\n", contents.len()).into_bytes());
    file.extend_from_slice(contents);
    file
}

#[test]
fn the_written_elements_are_read_in_both_layouts() {
    for layout in [Layout::NARROW, Layout::WIDE] {
        let file = container(layout, &[("б", deflate(b"second")), ("a", deflate(b"first"))], 0);
        let container = Container::read(&file).unwrap();
        assert_eq!(container.elements().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "б"]);
        assert_eq!(container.element("б"), Some(&deflate(b"second")[..]));
        assert_eq!(container.element("c"), None);
        assert_eq!((container.is_wide(), container.end), (layout == Layout::WIDE, file.len()));
    }
}

#[test]
fn a_table_of_contents_may_go_on_in_further_pages() {
    let elements: Vec<_> = (0..130).map(|number| (format!("{number:03}"), vec![number; 3])).collect();
    let file = container(Layout::NARROW, &elements, 0);
    let read = Container::read(&file).unwrap();
    let read: Vec<_> = read.elements().map(|(name, stored)| (name.to_owned(), stored.to_vec())).collect();
    assert_eq!(read, elements);
}

#[test]
fn a_wide_container_right_behind_a_narrow_one_is_the_one_meant() {
    let narrow = two();
    let wide = container(Layout::WIDE, &[("c", vec![1])], 0);
    let file = [&narrow[..], &wide].concat();
    let container = Container::read(&file).unwrap();
    assert_eq!((container.start(), container.element("c")), (narrow.len(), Some(&[1][..])));
    assert_eq!(Container::read(&[&narrow[..], &[0], &wide].concat()).unwrap().start(), 0);
}

#[test]
fn an_element_may_have_no_data() {
    let file = patched(FIRST_ENTRY + 4, &[0xff, 0xff, 0xff, 0x7f]);
    assert_eq!(Container::read(&file).unwrap().element("a"), Some(&[][..]));
}

#[test]
fn what_does_not_begin_like_a_container_is_refused() {
    for file in [&b""[..], b"\xff\xff\xff", b"PK\x03\x04", b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
        assert_eq!(fault(file), OnecError::NotAContainer { at: 0 });
    }
    assert_eq!(fault(&two()[..15]), OnecError::Truncated { at: 0, end: 15 });
}

#[test]
fn a_chain_that_comes_back_is_refused() {
    let file = patched(DATA_A + NEXT, format!("{DATA_A:08x}").as_bytes());
    assert_eq!(fault(&file), OnecError::LoopingChain { at: DATA_A });
    // through another page
    let mut file = patched(DATA_A + NEXT, format!("{HEADER_A:08x}").as_bytes());
    file[HEADER_A + NEXT..][..8].copy_from_slice(format!("{DATA_A:08x}").as_bytes());
    assert_eq!(fault(&file), OnecError::LoopingChain { at: HEADER_A });
}

#[test]
fn an_address_outside_the_file_is_refused() {
    let end = two().len();
    let outside = |address| OnecError::OutsideFile { address, end };
    assert_eq!(fault(&patched(FIRST_ENTRY, &[0xf0, 0xff, 0xff, 0xff])), outside(0xffff_fff0));
    assert_eq!(fault(&patched(DATA_A + NEXT, b"fffffffe")), outside(0xffff_fffe));
    let last = u32::try_from(end).unwrap().to_le_bytes();
    assert_eq!(fault(&patched(FIRST_ENTRY, &last)), outside(u64::try_from(end).unwrap()));
    let wide = container(Layout::WIDE, &[("a", vec![1])], 0);
    let mut far = wide.clone();
    far[75..83].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(fault(&far), OnecError::OutsideFile { address: u64::MAX - 1, end: wide.len() });
}

#[test]
fn a_page_larger_than_the_file_is_refused() {
    let end = two().len();
    assert_eq!(fault(&patched(DATA_A + PAGE_BYTES, b"ffffffff")), OnecError::Truncated { at: DATA_A, end });
    assert_eq!(fault(&two()[..end - 1]), OnecError::Truncated { at: end - 543, end: end - 1 });
}

#[test]
fn a_page_header_with_anything_but_hexadecimal_numbers_is_refused() {
    assert_eq!(fault(&patched(DATA_A + NEXT, b"7ffffffg")), OnecError::PageHeader { at: DATA_A });
    assert_eq!(fault(&patched(HEADER_A, b"\n")), OnecError::PageHeader { at: HEADER_A });
}

#[test]
fn a_document_larger_than_its_pages_is_refused() {
    let file = patched(DATA_A + DOCUMENT_BYTES, b"00000201");
    assert_eq!(fault(&file), OnecError::ShortChain { at: DATA_A, expected: 0x201, found: 0x200 });
    assert!(Container::read(&patched(DATA_A + DOCUMENT_BYTES, b"00000200")).is_ok());
}

#[test]
fn a_table_of_contents_has_whole_entries_with_end_marks() {
    let cut = patched(CONTENTS + DOCUMENT_BYTES, b"00000017");
    assert_eq!(fault(&cut), OnecError::ContentsTable { at: 0, entry: 1 });
    assert_eq!(fault(&patched(FIRST_ENTRY + 8, &[0])), OnecError::ContentsTable { at: 0, entry: 0 });
}

#[test]
fn an_element_without_a_printable_name_is_refused() {
    let name = HEADER_A + 31 + NAME_OFFSET;
    for file in [
        patched(HEADER_A + DOCUMENT_BYTES, b"00000013"),
        patched(name, &[0]),
        patched(name, &[0x1b]),
        patched(name, &[0, 0xd8]),
        container(Layout::NARROW, &[("n".repeat(MAX_NAME_UNITS + 1), vec![])], 0),
    ] {
        assert_eq!(fault(&file), OnecError::ElementHeader { at: 0, entry: 0 });
    }
    assert!(Container::read(&container(Layout::NARROW, &[("n".repeat(MAX_NAME_UNITS), vec![])], 0)).is_ok());
}

#[test]
fn two_elements_with_one_name_are_refused() {
    let file = container(Layout::NARROW, &[("a", vec![1]), ("a", vec![2])], 0);
    assert_eq!(fault(&file), OnecError::RepeatedElement { element: "a".to_owned() });
}

#[test]
fn many_entries_for_one_large_page_end_at_the_size_of_the_file() {
    let mut elements: Vec<_> = (0..40).map(|number| (number.to_string(), Vec::new())).collect();
    elements[0].1 = vec![7; 40_000];
    let mut file = container(Layout::NARROW, &elements, 0);
    let data: [u8; 4] = file[FIRST_ENTRY + 4..][..4].try_into().unwrap();
    file[FIRST_ENTRY + 12 + 4..][..4].copy_from_slice(&data);
    assert_eq!(limit_of(&file), Limit::StoredBytes);
}

#[test]
fn elements_have_a_budget() {
    let full = only_contents(&vec![0; 12 * MAX_ELEMENTS]);
    assert_eq!(fault(&full), OnecError::ContentsTable { at: 0, entry: 0 });
    assert_eq!(limit_of(&only_contents(&vec![0; 12 * (MAX_ELEMENTS + 1)])), Limit::Elements);
}

#[test]
fn pages_have_a_budget() {
    let chain = |pages: usize| {
        let mut file = two()[..CONTENTS].to_vec();
        for _ in 1..pages {
            let next = file.len() + 31;
            file.extend(format!("\r\n00000000 00000000 {next:08x} \r\n").into_bytes());
        }
        file.extend(b"\r\n00000000 00000000 7fffffff \r\n");
        file
    };
    assert_eq!(Container::read(&chain(MAX_PAGES)).unwrap().elements().len(), 0);
    assert_eq!(limit_of(&chain(MAX_PAGES + 1)), Limit::Pages);
}

#[test]
fn a_file_has_a_largest_size() {
    let zeros = vec![0; MAX_FILE_BYTES + 1];
    assert_eq!(limit_of(&zeros), Limit::FileBytes);
    assert_eq!(fault(&zeros[1..]), OnecError::NotAContainer { at: 0 });
}
