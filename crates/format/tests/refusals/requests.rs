use ciborium::Value;
use format::{Asked, Digest, DistributionId, HeldLicense, NumberId, Payload as _, Request};

use super::edits::*;
use super::good::*;

#[test]
fn requests() {
    let p = PRIVATE;
    let above = |max: usize| list(&vec![int(0); max + 1]);
    payload_refuses(
        &request(),
        &[
            (&[4], int(NOW), "exp", UnknownKey),
            (&[p, 1], bytes(31), "site-key", Length),
            (&[p, 2, 1], int(0), "root", Range),
            (&[p, 3, 0], int(1 << 32), "receipts", Range),
            (&[p, 4, 0], int(0), "catalog", Range),
            (&[p, 5], int(1), "bulletin", Type),
            (&[p, 6], above(Request::MAX_LICENSES), "licenses", Count),
            (&[p, 6, 0, 1], int(0), "licenses", Range),
            (&[p, 6, 0, 0], Some(Value::Bytes(vec![0x7f; 12])), "licenses", Order),
            (&[p, 7], above(Request::MAX_ASKED), "asked", Count),
            (&[p, 7, 0, 1], int(0), "asked.kind", Range),
            (&[p, 7, 0, 2], text(""), "asked.name", Length),
            (&[p, 8], above(Request::MAX_WANTED), "wanted", Count),
            (&[p, 9], above(Request::MAX_FILES), "files", Count),
            (&[p, 10], text(&"x".repeat(Request::MAX_SITE_ID + 1)), "site-id", Length),
            (&[p, 11], text(&"x".repeat(Request::MAX_CONTACT + 1)), "contact", Length),
            (&[p, 12], text(&"x".repeat(Request::MAX_COMMENT + 1)), "comment", Length),
            (&[p, 13], int(0), "private", UnknownKey),
        ],
    );
}

#[test]
fn a_request_that_is_full_is_within_its_limits() {
    let (digest, mut full) = (Digest::new([1; 32]), request());
    let numbered = |at: usize| -> [u8; 12] {
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&u32::try_from(at).unwrap().to_be_bytes());
        bytes
    };
    let held =
        |at| HeldLicense { number: NumberId::from_random(numbered(at)), revision: u32::MAX, state: digest };
    full.licenses = (0..Request::MAX_LICENSES).map(held).collect();
    let release = release_number("1.2.3.4.5.6.7.4294967295");
    let asked = |at| Asked::configuration(&format!("{at:03}{}", "x".repeat(253)), Some(release.clone()));
    full.asked = (0..Request::MAX_ASKED).map(asked).collect();
    let wanted = |at| DistributionId::new(&format!("{at:03}{}", "x".repeat(61))).unwrap();
    full.wanted = (0..Request::MAX_WANTED).map(wanted).collect();
    let file = |at| {
        let mut bytes = [0; 32];
        bytes[..12].copy_from_slice(&numbered(at));
        Digest::new(bytes)
    };
    full.files = (0..Request::MAX_FILES).map(file).collect();
    full.site_id = Some("x".repeat(Request::MAX_SITE_ID));
    full.contact = Some("x".repeat(Request::MAX_CONTACT));
    full.comment = Some("x".repeat(Request::MAX_COMMENT));
    assert_eq!(Request::decode(&full.encode()), Ok(full));
}
