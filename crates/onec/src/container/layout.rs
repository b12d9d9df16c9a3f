/// How wide the numbers of a container are. Everything else about the two variants is the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Layout {
    /// What stands for "no page", and opens the container.
    pub(crate) end_mark: u64,
    /// Bytes of an address in the table of contents; it has twice as many digits in a page header.
    pub(crate) word: usize,
    /// Bytes before the first page.
    pub(crate) file_header: usize,
}

impl Layout {
    /// 32-bit: every extension we have seen.
    pub(crate) const NARROW: Self = Self { end_mark: 0x7fff_ffff, word: 4, file_header: 16 };
    /// 64-bit: configurations that ask for platform 8.3.16 or newer.
    pub(crate) const WIDE: Self = Self { end_mark: u64::MAX, word: 8, file_header: 20 };

    /// The layout of the container that `bytes` begin with.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        [Self::NARROW, Self::WIDE]
            .into_iter()
            .find(|layout| bytes.starts_with(&layout.end_mark.to_le_bytes()[..layout.word]))
    }

    /// Hexadecimal digits of a number in a page header.
    pub(crate) fn digits(self) -> usize {
        2 * self.word
    }

    /// Bytes of a page header: CR LF, three numbers with a blank behind each, CR LF.
    pub(crate) fn page_header(self) -> usize {
        2 + 3 * (self.digits() + 1) + 2
    }

    /// Bytes of an entry of the table of contents: header, data, end mark.
    pub(crate) fn entry(self) -> usize {
        3 * self.word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_headers_have_31_and_55_bytes() {
        assert_eq!(Layout::NARROW.page_header(), 31);
        assert_eq!(Layout::WIDE.page_header(), 55);
    }

    #[test]
    fn the_first_bytes_tell_the_layout() {
        assert_eq!(Layout::of(b"\xff\xff\xff\x7f\x00"), Some(Layout::NARROW));
        assert_eq!(Layout::of(&[0xff; 8]), Some(Layout::WIDE));
        assert_eq!(Layout::of(&[0xff; 7]), None);
        assert_eq!(Layout::of(b"PK\x03\x04"), None);
    }
}
