use std::{borrow::Cow, collections::HashSet};

use super::layout::Layout;
use crate::{
    OnecError, Place,
    limits::{Limit, MAX_PAGES},
};

/// Reads the documents of one container, page by page and within its budgets.
pub(crate) struct Pages<'a> {
    file: &'a [u8],
    /// Where the container begins; addresses count from here.
    base: usize,
    layout: Layout,
    pages_left: usize,
    /// Pages of an honest file do not overlap, so its documents together are smaller than the file. This stops
    /// a table of contents that names one large page a hundred thousand times.
    stored_left: usize,
    end: usize,
}

/// One page: what its header says, and its bytes.
struct Page<'a> {
    document_bytes: u64,
    next: u64,
    data: &'a [u8],
}

impl<'a> Pages<'a> {
    pub(crate) fn new(file: &'a [u8], base: usize, layout: Layout) -> Self {
        Self { file, base, layout, pages_left: MAX_PAGES, stored_left: file.len(), end: base }
    }

    /// Where the last page that has been read ends.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// The document whose first page is at `address`: borrowed if it has one page, as nearly all have.
    pub(crate) fn document(&mut self, address: u64) -> Result<Cow<'a, [u8]>, OnecError> {
        let (at, first) = self.page(address)?;
        let expected = first.document_bytes;
        let mut data = Cow::Borrowed(self.take(at, first.data, expected)?);
        let mut visited = HashSet::from([address]);
        let mut next = first.next;
        while next != self.layout.end_mark {
            let (page_at, page) = self.page(next)?;
            if !visited.insert(next) {
                return Err(OnecError::LoopingChain { at: page_at });
            }
            let missing = expected.saturating_sub(length(&data));
            data.to_mut().extend_from_slice(self.take(page_at, page.data, missing)?);
            next = page.next;
        }
        match length(&data) {
            found if found == expected => Ok(data),
            found => Err(OnecError::ShortChain { at, expected, found }),
        }
    }

    /// The first `wanted` bytes of a page's data, or all; paid for from the budget.
    fn take(&mut self, at: usize, data: &'a [u8], wanted: u64) -> Result<&'a [u8], OnecError> {
        let taken = &data[..usize::try_from(wanted).unwrap_or(usize::MAX).min(data.len())];
        self.stored_left = self.stored_left.checked_sub(taken.len()).ok_or_else(|| OnecError::TooLarge {
            limit: Limit::StoredBytes,
            max: length(self.file),
            place: Place::Byte(at),
        })?;
        Ok(taken)
    }

    fn page(&mut self, address: u64) -> Result<(usize, Page<'a>), OnecError> {
        let outside = || OnecError::OutsideFile { address, end: self.file.len() };
        let at = usize::try_from(address).ok().and_then(|address| self.base.checked_add(address));
        let at = at.filter(|at| *at < self.file.len()).ok_or_else(outside)?;
        self.pages_left = self.pages_left.checked_sub(1).ok_or_else(|| OnecError::TooLarge {
            limit: Limit::Pages,
            max: u64::try_from(MAX_PAGES).unwrap_or(u64::MAX),
            place: Place::Byte(at),
        })?;
        let truncated = || OnecError::Truncated { at, end: self.file.len() };
        let (header, rest) =
            self.file[at..].split_at_checked(self.layout.page_header()).ok_or_else(truncated)?;
        let [document_bytes, page_bytes, next] =
            numbers(header, self.layout.digits()).ok_or(OnecError::PageHeader { at })?;
        let data =
            usize::try_from(page_bytes).ok().and_then(|bytes| rest.get(..bytes)).ok_or_else(truncated)?;
        self.end = self.end.max(at + header.len() + data.len());
        Ok((at, Page { document_bytes, next, data }))
    }
}

/// The three numbers of a page header: CR LF, then each in hexadecimal and a blank, CR LF.
fn numbers(header: &[u8], digits: usize) -> Option<[u64; 3]> {
    let fields = header.strip_prefix(b"\r\n")?.strip_suffix(b"\r\n")?;
    let mut numbers = fields.chunks_exact(digits + 1).map(|field| {
        let (digits, blank) = field.split_at(digits);
        // `from_str_radix` alone would take a sign.
        let plain = digits.iter().all(u8::is_ascii_hexdigit) && blank == b" ";
        let digits = str::from_utf8(digits).ok().filter(|_| plain)?;
        u64::from_str_radix(digits, 16).ok()
    });
    Some([numbers.next()??, numbers.next()??, numbers.next()??])
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_header_is_three_hexadecimal_numbers_in_fixed_places() {
        assert_eq!(numbers(b"\r\n0000001f 00000200 7fffffff \r\n", 8), Some([0x1f, 0x200, 0x7fff_ffff]));
        for broken in [
            b"\n\r0000001f 00000200 7fffffff \r\n",
            b"\r\n0000001g 00000200 7fffffff \r\n",
            b"\r\n+000001f 00000200 7fffffff \r\n",
            b"\r\n0000001f,00000200 7fffffff \r\n",
            b"\r\n0000001f 00000200 7fffffff\r\n\r",
        ] {
            assert_eq!(numbers(broken, 8), None);
        }
    }
}
