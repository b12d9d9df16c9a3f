//! Messages of draft-miller-ssh-agent, without the length in front. Bytes in, values out.

use format::PublicKey;

/// Longest message either way: OpenSSH's own limit (`AGENT_MAX_LEN` of its `ssh-agent.c`).
pub(super) const MAX_MESSAGE: usize = 256 * 1024;

// draft-miller-ssh-agent §5.1
const FAILURE: u8 = 5;
const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES_ANSWER: u8 = 12;
const SIGN_REQUEST: u8 = 13;
const SIGN_RESPONSE: u8 = 14;

/// The name of plain Ed25519, of a key and of a signature (RFC 8709 §4, §6).
const ED25519: &[u8] = b"ssh-ed25519";

/// An answer that is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Refusal {
    Failure,
    NotUnderstood,
}

pub(super) fn request_identities() -> Vec<u8> {
    vec![REQUEST_IDENTITIES]
}

pub(super) fn request_signature(key: &PublicKey, to_be_signed: &[u8]) -> Vec<u8> {
    let key = [string(ED25519), string(key.as_bytes())].concat();
    let no_flags = 0_u32.to_be_bytes();
    [&[SIGN_REQUEST][..], &string(&key), &string(to_be_signed), &no_flags].concat()
}

/// The plain Ed25519 keys among those that the agent lists; other kinds are passed over.
pub(super) fn read_identities(answer: &[u8]) -> Result<Vec<PublicKey>, Refusal> {
    let mut fields = fields_of(answer, IDENTITIES_ANSWER)?;
    fields.identities().ok_or(Refusal::NotUnderstood)
}

pub(super) fn read_signature(answer: &[u8]) -> Result<[u8; 64], Refusal> {
    let mut fields = fields_of(answer, SIGN_RESPONSE)?;
    let signature = fields.string().filter(|_| fields.is_empty());
    signature.and_then(of_ed25519).ok_or(Refusal::NotUnderstood)
}

fn fields_of(answer: &[u8], kind: u8) -> Result<Fields<'_>, Refusal> {
    match answer.split_first() {
        Some((found, rest)) if *found == kind => Ok(Fields(rest)),
        Some((&FAILURE, _)) => Err(Refusal::Failure),
        _ => Err(Refusal::NotUnderstood),
    }
}

/// The value beside the name `ssh-ed25519`: a key or a signature, and nothing after it.
fn of_ed25519<const N: usize>(blob: &[u8]) -> Option<[u8; N]> {
    let mut fields = Fields(blob);
    let (name, value) = (fields.string()?, fields.string()?);
    (name == ED25519 && fields.is_empty()).then(|| value.try_into().ok()).flatten()
}

/// RFC 4251 §5: the length in four bytes, then the bytes.
fn string(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), bytes].concat()
}

struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*number))
    }

    fn string(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (string, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(string)
    }

    /// A count, then for each identity the key and a comment. The count is only believed as far as the bytes go.
    fn identities(&mut self) -> Option<Vec<PublicKey>> {
        let count = self.number()?;
        let mut keys = Vec::new();
        for _ in 0..count {
            let (key, _comment) = (self.string()?, self.string()?);
            keys.extend(of_ed25519(key).map(PublicKey::new));
        }
        self.is_empty().then_some(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: PublicKey = PublicKey::new([7; 32]);

    fn identities(count: u32, blobs: &[Vec<u8>]) -> Vec<u8> {
        let blobs = blobs.iter().map(|blob| [string(blob), string(b"a comment")].concat());
        [vec![IDENTITIES_ANSWER], count.to_be_bytes().to_vec(), blobs.collect::<Vec<_>>().concat()].concat()
    }

    fn named(name: &[u8], value: &[u8]) -> Vec<u8> {
        [string(name), string(value)].concat()
    }

    #[test]
    fn keys_of_other_kinds_are_passed_over() {
        let others = [
            named(b"ssh-rsa", &[1; 300]),
            named(b"sk-ssh-ed25519@openssh.com", KEY.as_bytes()),
            named(ED25519, &[7; 31]),
            [named(ED25519, KEY.as_bytes()), vec![0]].concat(),
            Vec::new(),
        ];
        assert_eq!(read_identities(&identities(5, &others)), Ok(Vec::new()));
        assert_eq!(read_identities(&identities(1, &[named(ED25519, KEY.as_bytes())])), Ok(vec![KEY]));
        assert_eq!(read_identities(&identities(0, &[])), Ok(Vec::new()));
    }

    #[test]
    fn a_count_or_a_length_that_the_bytes_do_not_bear_out_is_not_understood() {
        let one = [named(ED25519, KEY.as_bytes())];
        for count in [0, 2, u32::MAX] {
            assert_eq!(read_identities(&identities(count, &one)), Err(Refusal::NotUnderstood), "{count}");
        }
        let whole = identities(1, &one);
        for end in 0..whole.len() {
            assert_eq!(read_identities(&whole[..end]), Err(Refusal::NotUnderstood), "{end}");
        }
        let mut too_long = whole;
        too_long[5] = 0xff;
        assert_eq!(read_identities(&too_long), Err(Refusal::NotUnderstood));
    }

    #[test]
    fn a_signature_is_64_bytes_of_plain_ed25519_and_nothing_else() {
        let answer = |blob: Vec<u8>| [vec![SIGN_RESPONSE], string(&blob)].concat();
        let good = answer(named(ED25519, &[9; 64]));
        assert_eq!(read_signature(&good), Ok([9; 64]));
        for bad in [
            answer(named(ED25519, &[9; 63])),
            answer(named(ED25519, &[9; 65])),
            answer(named(b"rsa-sha2-512", &[9; 64])),
            answer([named(ED25519, &[9; 64]), vec![0]].concat()),
            [good.clone(), vec![0]].concat(),
            identities(0, &[]),
            vec![],
        ] {
            assert_eq!(read_signature(&bad), Err(Refusal::NotUnderstood), "{bad:?}");
        }
        (0..good.len()).for_each(|end| assert!(read_signature(&good[..end]).is_err()));
    }

    #[test]
    fn a_failure_is_a_refusal() {
        assert_eq!(read_signature(&[FAILURE]), Err(Refusal::Failure));
        assert_eq!(read_identities(&[FAILURE]), Err(Refusal::Failure));
    }

    #[test]
    fn the_request_holds_key_message_and_no_flags() {
        let request = request_signature(&KEY, b"abc");
        let expected: [&[u8]; 7] = [
            &[13, 0, 0, 0, 51, 0, 0, 0, 11],
            ED25519,
            &[0, 0, 0, 32],
            &[7; 32],
            &[0, 0, 0, 3],
            b"abc",
            &[0; 4],
        ];
        assert_eq!(request, expected.concat());
    }
}
