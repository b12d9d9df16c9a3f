use alloc::vec::Vec;
use core::fmt;

/// SHA-256 of a payload or of a file: what a document is (SPEC §2.5).
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Digest([u8; 32]);

/// The first eight bytes of a key's COSE Key Thumbprint (RFC 9679): which key a document claims to be signed by.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct KeyId([u8; 8]);

/// Which customer of the vendor: eight random bytes, so that a license does not count the vendor's customers.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CustomerId([u8; 8]);

/// What the numbers in one bulletin are hashed with, so that its list tells nothing to who does not know a number.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct BulletinSalt([u8; 16]);

/// The keyed hash under which a bulletin lists a license or a coupon (SPEC §8.2).
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RevokedId([u8; 16]);

/// SHA-1 of a file, only for what 1C asks for by it (security profiles); nothing of ours relies on it.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Sha1Digest([u8; 20]);

macro_rules! byte_newtype {
    ($name:ident, $length:literal) => {
        impl $name {
            /// Wraps the bytes.
            pub const fn new(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }

            /// Reads lower-case or upper-case hexadecimal of exactly the right length.
            pub fn from_hex(hex: &str) -> Option<Self> {
                from_hex(hex).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}

byte_newtype!(Digest, 32);
byte_newtype!(KeyId, 8);
byte_newtype!(CustomerId, 8);
byte_newtype!(BulletinSalt, 16);
byte_newtype!(RevokedId, 16);
byte_newtype!(Sha1Digest, 20);

fn from_hex<const N: usize>(hex: &str) -> Option<[u8; N]> {
    if hex.len() != 2 * N || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}

/// What a person compares: 128 bits of a digest as eight groups of five digits (SPEC §5.4).
///
/// Each group is two bytes as a decimal number, `00000` to `65535`.
///
/// ```
/// # use format::{Digest, Fingerprint};
/// let fingerprint = Fingerprint::of(&Digest::new([0xab; 32]));
/// assert_eq!(fingerprint.to_string(), "43947-43947-43947-43947-43947-43947-43947-43947");
/// assert_eq!(Fingerprint::parse("43947 43947 4394743947 43947-43947 43947 43947"), Some(fingerprint));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Fingerprint([u16; 8]);

impl Fingerprint {
    /// The fingerprint of a digest: its first sixteen bytes.
    pub fn of(digest: &Digest) -> Self {
        let (bytes, _) = digest.as_bytes().split_first_chunk().expect("a digest has 32 bytes");
        Self::from_bytes(*bytes)
    }

    /// The sixteen bytes of the digest.
    pub fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for (pair, group) in bytes.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&group.to_be_bytes());
        }
        bytes
    }

    /// The fingerprint that has these sixteen bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let mut groups = [0; 8];
        for (group, pair) in groups.iter_mut().zip(bytes.chunks_exact(2)) {
            *group = u16::from_be_bytes([pair[0], pair[1]]);
        }
        Self(groups)
    }

    /// Reads what a person typed: forty digits, whatever stands between them.
    pub fn parse(text: &str) -> Option<Self> {
        if text.chars().any(|character| character.is_alphabetic()) {
            return None;
        }
        let digits: Vec<u32> = text.chars().filter_map(|character| character.to_digit(10)).collect();
        if digits.len() != 40 {
            return None;
        }
        let mut groups = [0; 8];
        for (group, digits) in groups.iter_mut().zip(digits.chunks_exact(5)) {
            *group = u16::try_from(digits.iter().fold(0, |value, digit| value * 10 + digit)).ok()?;
        }
        Some(Self(groups))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, group) in self.0.iter().enumerate() {
            // Dashes, so that a shell takes the fingerprint as one word.
            let separator = if index == 0 { "" } else { "-" };
            write!(f, "{separator}{group:05}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn hex_reads_back_and_refuses_other_lengths() {
        let id = KeyId::new([0, 1, 0x7f, 0x80, 0xff, 9, 10, 11]);
        assert_eq!(KeyId::from_hex(&id.to_string()), Some(id));
        assert_eq!(KeyId::from_hex("00"), None);
        assert_eq!(KeyId::from_hex("+0017f80ff090a0b"), None);
    }

    #[test]
    fn a_fingerprint_with_a_group_above_two_bytes_is_refused() {
        assert_eq!(Fingerprint::parse(&"65535".repeat(8)), Some(Fingerprint([u16::MAX; 8])));
        assert_eq!(Fingerprint::parse(&"65536".repeat(8)), None);
        assert_eq!(Fingerprint::parse(&"1".repeat(39)), None);
        assert_eq!(Fingerprint::parse(&format!("x{}", "1".repeat(40))), None);
    }
}
