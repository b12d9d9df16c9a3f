//! The keys that a document carries for its own signature: all that is read of a payload before the signature held.

use alloc::vec::Vec;

use super::payload::{PRIVATE_CLAIM, Payload};
use super::receipt::Receipt;
use super::request::Request;
use super::root::{MAX_ROOT_KEYS, PublicKey, Root, read_threshold};
use crate::cbor::{MapReader, Reader};
use crate::{ParseError, scan};

/// The threshold and the root keys that the payload of a root claims (SPEC §5.1).
///
/// The profile of SPEC §2.2 is checked, and of the fields these two; nothing else is looked at.
///
/// # Errors
///
/// Any [`ParseError`], of the profile, the limits or these fields.
///
/// # Examples
///
/// ```
/// # use format::{Language, Names, Payload, Prefix, PublicKey, Root, UnixTime, unverified_root_keys};
/// let names: Names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
/// let key = PublicKey::new([7; 32]);
/// let root = Root::new(Prefix::new("DEMO").unwrap(), names, 1, vec![key], UnixTime::new(0));
/// assert_eq!(unverified_root_keys(&root.encode()), Ok((1, vec![key])));
/// ```
pub fn unverified_root_keys(payload: &[u8]) -> Result<(u32, Vec<PublicKey>), ParseError> {
    private_fields::<Root, _>(payload, |map| {
        let threshold = read_threshold(&mut map.seek(5, "threshold")?)?;
        let keys = map.seek(6, "root-keys")?.set(1..=MAX_ROOT_KEYS, PublicKey::read)?;
        Ok((threshold, keys))
    })
}

/// The site's key that the payload of a request claims (SPEC §9).
///
/// # Errors
///
/// Any [`ParseError`], of the profile, the limits or this field.
pub fn unverified_request_key(payload: &[u8]) -> Result<PublicKey, ParseError> {
    private_fields::<Request, _>(payload, |map| PublicKey::read(&mut map.seek(1, "site-key")?))
}

/// The site's key that the payload of a receipt 0 claims (SPEC §7.2).
///
/// # Errors
///
/// Any [`ParseError`], of the profile, the limits or these fields; [`FieldProblem::Range`](crate::FieldProblem::Range) for another kind than 0.
pub fn unverified_receipt_key(payload: &[u8]) -> Result<PublicKey, ParseError> {
    private_fields::<Receipt, _>(payload, |map| {
        map.seek(3, "kind")?.uint(0..=0)?;
        PublicKey::read(&mut map.seek(4, "key")?)
    })
}

/// Hands the private claim to `read`; what stands before it is passed over.
fn private_fields<P: Payload, T>(
    payload: &[u8],
    read: impl FnOnce(&mut MapReader<'_, '_>) -> Result<T, ParseError>,
) -> Result<T, ParseError> {
    scan(payload, P::LIMITS)?;
    let mut reader = Reader::new(payload, "payload");
    let mut private = reader.map("claims")?.seek(PRIVATE_CLAIM, "private")?;
    read(&mut private.map("private")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Digest, Event, FieldProblem, UnixTime};

    const KEY: PublicKey = PublicKey::new([7; 32]);

    /// `payload` with something that no decoder takes in the place of its `iat`.
    fn with_iat_false(payload: &[u8]) -> alloc::vec::Vec<u8> {
        let at = payload.windows(2).position(|window| window == [0x06, 0x00]).expect("iat 0");
        let mut bytes = payload.to_vec();
        bytes[at + 1] = 0xf4;
        bytes
    }

    fn receipt(event: Event) -> Receipt {
        Receipt::new(0, None, event, UnixTime::new(0))
    }

    #[test]
    fn nothing_but_the_keys_is_looked_at_before_the_signature() {
        let digest = Digest::new([1; 32]);
        let started = receipt(Event::Started { key: KEY, root: digest, version: 1 });
        let request = Request::new(KEY, (digest, 1), (0, digest), UnixTime::new(0));
        let (started, request) = (with_iat_false(&started.encode()), with_iat_false(&request.encode()));
        assert!(Receipt::decode(&started).is_err() && Request::decode(&request).is_err());
        assert_eq!(unverified_receipt_key(&started), Ok(KEY));
        assert_eq!(unverified_request_key(&request), Ok(KEY));
    }

    #[test]
    fn only_a_receipt_of_kind_0_carries_a_key() {
        let other = receipt(Event::RootTrusted { root: Digest::new([1; 32]), version: 1 });
        let problem = ParseError::Field { field: "kind", at: 12, problem: FieldProblem::Range };
        assert_eq!(unverified_receipt_key(&other.encode()), Err(problem));
    }

    #[test]
    fn a_payload_without_the_keys_or_outside_of_the_profile_is_refused() {
        let missing = |error: Result<(), ParseError>| {
            matches!(error, Err(ParseError::Field { problem: FieldProblem::Missing, .. }))
        };
        assert!(missing(unverified_request_key(&[0xa0]).map(drop)));
        assert!(missing(unverified_root_keys(&[0xa1, 0x3a, 0, 1, 0, 0, 0xa0]).map(drop)));
        let twice = unverified_request_key(&[0xa2, 0x01, 0x00, 0x01, 0x00]);
        assert!(matches!(twice, Err(ParseError::Malformed { .. })));
    }
}
