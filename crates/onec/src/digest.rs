use std::fmt;

use sha1::{Digest, Sha1};

/// A SHA-1, printed in base64: the form in which 1C stores it in files and asks for it in security profiles.
///
/// It tells damage and differences, not forgery: SHA-1 collisions can be bought.
///
/// ```
/// # use onec::Sha1Digest;
/// assert_eq!(Sha1Digest::of(b"abc").to_string(), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
/// ```
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sha1Digest([u8; 20]);

impl Sha1Digest {
    /// Wraps a digest that somebody else computed, to print it as 1C does.
    pub const fn new(digest: [u8; 20]) -> Self {
        Self(digest)
    }

    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha1::digest(bytes).into())
    }

    /// The digest itself, 20 bytes.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }
}

impl fmt::Display for Sha1Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chunks(3).try_for_each(|group| f.write_str(&quartet(group)))
    }
}

impl fmt::Debug for Sha1Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha1Digest({self})")
    }
}

/// One to three bytes as four characters (RFC 4648 §4).
fn quartet(group: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    (0..4)
        .map(|place| match (bits >> (18 - 6 * place)) & 63 {
            _ if place > group.len() => '=',
            sextet => char::from(ALPHABET[usize::try_from(sextet).expect("six bits")]),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_from_elsewhere_prints_the_same() {
        let digest = Sha1Digest::of(b"abc");
        assert_eq!(Sha1Digest::new(*digest.as_bytes()), digest);
    }

    #[test]
    fn groups_print_as_in_rfc_4648_section_10() {
        for (bytes, text) in
            [(&b"f"[..], "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"\xff\xfe\xfd", "//79")]
        {
            assert_eq!(quartet(bytes), text);
        }
    }

    #[test]
    fn the_digest_of_nothing_is_the_known_one() {
        assert_eq!(Sha1Digest::of(b"").to_string(), "2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
        assert_eq!(Sha1Digest::of(b"").as_bytes()[..2], [0xda, 0x39]);
    }
}
