//! What a file claims to be, before any signature was looked at: to say which command takes it.

use std::path::Path;

use console::Failure;
use format::{Document, Envelope, Number, NumberKind, SignatureSet, SignedText};

use crate::context::AskedError;

/// Whether bytes begin like a set of signatures: an array of documents, each of which begins with the head 0x84.
pub(crate) fn is_signature_set(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|head| (0x81..=0x90).contains(head)) && bytes.get(1) == Some(&0x84)
}

/// The kind of document that an envelope claims to be: by its header, the number above it, or its file's name.
pub(crate) fn claimed_kind(envelope: &Envelope<'_>, number: Option<Number>, path: &Path) -> Option<Document> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let by_header =
        Document::ALL.into_iter().find(|kind| kind.typ().is_some() && kind.typ() == envelope.typ());
    let by_name = || Document::ALL.into_iter().find(|kind| kind.file_ending() == ending);
    by_header.or(number.map(|number| number.kind.document())).or_else(by_name)
}

/// Refuses a file that claims to be another kind of document than the command takes. That it is what it claims, nobody
/// has checked; a file of no known kind is left to whoever reads it.
pub(crate) fn expect(wanted: Document, bytes: &[u8], path: &Path) -> Result<(), Failure> {
    match unverified_kind(bytes, path) {
        Some(found) if found != wanted => {
            Err(Failure::refused(AskedError::OtherDocument { path: path.to_owned(), found, wanted }))
        }
        _ => Ok(()),
    }
}

/// Refuses a file that claims to be neither a license nor a coupon. Those two are told apart later, and better, by what
/// was signed.
pub(crate) fn expect_numbered(wanted: NumberKind, bytes: &[u8], path: &Path) -> Result<(), Failure> {
    match unverified_kind(bytes, path) {
        Some(Document::License | Document::Coupon) => Ok(()),
        _ => expect(wanted.document(), bytes, path),
    }
}

fn unverified_kind(bytes: &[u8], path: &Path) -> Option<Document> {
    if is_signature_set(bytes) {
        return SignatureSet::parse(bytes).is_ok().then_some(Document::Root);
    }
    if let Ok(envelope) = Envelope::parse(bytes) {
        return claimed_kind(&envelope, None, path);
    }
    let text = SignedText::read(std::str::from_utf8(bytes).ok()?).ok()?;
    Some(text.number().kind.document())
}

#[cfg(test)]
mod tests {
    use format::KeyId;

    use super::*;

    fn document(kind: Document) -> Vec<u8> {
        Envelope::assemble(&Envelope::protected_header(kind, KeyId::new([1; 8])), &[0xa0], &[0; 64])
    }

    fn code(wanted: Document, bytes: &[u8], path: &str) -> Option<&'static str> {
        expect(wanted, bytes, Path::new(path)).err().map(|failure| failure.code())
    }

    #[test]
    fn a_document_of_another_kind_is_told_by_its_header_or_by_its_name() {
        assert_eq!(code(Document::Root, &document(Document::Catalog), "a"), Some("site.other-document"));
        assert_eq!(
            code(Document::Root, &document(Document::License), "a.kslicense"),
            Some("site.other-document")
        );
        assert_eq!(code(Document::Catalog, &document(Document::Catalog), "a.kslicense"), None);
    }

    #[test]
    fn what_is_no_document_is_left_to_its_reader() {
        assert_eq!(code(Document::Root, &document(Document::License), "a"), None);
        assert_eq!(code(Document::License, "соглашение".as_bytes(), "a.txt"), None);
        assert_eq!(code(Document::License, b"", "a.ksroot"), None);
    }
}
