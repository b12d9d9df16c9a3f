use std::fmt;
use std::path::PathBuf;

use disk::Access;
use format::{KeyId, PublicKey};

use super::VendorFolder;
use super::keys::KeyRole;
use crate::{LedgerError, TrustError};

/// Where a key is that the folder does not hold itself. It is the whole of `keys/<key id>.key`, a text of these lines:
///
/// ```text
/// held-by: agent | pkcs11
/// module: /path/of/the/library        (pkcs11 only, as are the next two)
/// token: the token's label
/// label: the key's label
/// key: 16 hexadecimal digits
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum KeyPlace {
    /// An ssh-agent holds it.
    Agent {
        /// Which of the agent's keys.
        key: KeyId,
    },
    /// A PKCS#11 token holds it.
    Token {
        /// The library of the token's manufacturer.
        module: PathBuf,
        /// The token's label.
        token: String,
        /// The key's label.
        label: String,
        /// The key that must be found there.
        key: KeyId,
    },
}

/// Longest file that is read; ours have about 200 bytes, most of them the module's path.
const MAX_PLACE_FILE: u64 = 8 * 1024;

impl KeyPlace {
    /// The key.
    pub fn key(&self) -> KeyId {
        match self {
            Self::Agent { key } | Self::Token { key, .. } => *key,
        }
    }

    /// The word for who holds it: `agent`, `pkcs11`.
    pub fn held_by(&self) -> &'static str {
        match self {
            Self::Agent { .. } => "agent",
            Self::Token { .. } => "pkcs11",
        }
    }

    /// Reads the text; the error is the number of the line that is wrong, from 1.
    fn parse(text: &str) -> Result<Self, usize> {
        let mut lines = Lines { lines: text.lines(), number: 0 };
        let place = match lines.value("held-by")? {
            "agent" => Self::Agent { key: lines.key()? },
            "pkcs11" => Self::Token {
                module: lines.value("module")?.into(),
                token: lines.value("token")?.to_owned(),
                label: lines.value("label")?.to_owned(),
                key: lines.key()?,
            },
            _ => return Err(lines.number),
        };
        if lines.lines.next().is_some() { Err(lines.number + 1) } else { Ok(place) }
    }
}

impl fmt::Display for KeyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "held-by: {}", self.held_by())?;
        if let Self::Token { module, token, label, .. } = self {
            write!(f, "module: {}\ntoken: {token}\nlabel: {label}\n", module.display())?;
        }
        writeln!(f, "key: {}", self.key())
    }
}

struct Lines<'a> {
    lines: std::str::Lines<'a>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn value(&mut self, name: &str) -> Result<&'a str, usize> {
        self.number += 1;
        let line = self.lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let is_plain = |value: &&str| !value.is_empty() && !value.contains(char::is_control);
        line.filter(is_plain).ok_or(self.number)
    }

    fn key(&mut self) -> Result<KeyId, usize> {
        KeyId::from_hex(self.value("key")?).ok_or(self.number)
    }
}

impl VendorFolder {
    /// The file that says where a key is, if the folder does not hold it.
    pub fn place_path(&self, key: KeyId) -> PathBuf {
        self.keys_folder().join(format!("{key}.key"))
    }

    /// Where a key is, if somebody else holds it: then a key file beside it is not used.
    ///
    /// # Errors
    ///
    /// [`TrustError::KeyPlace`] for a file that is none of ours or tells of another key; [`TrustError::KeyPlaceOpen`]
    /// for one that others can change, because it names a library that will run; [`LedgerError::Disk`].
    pub fn key_place(&self, key: KeyId) -> Result<Option<KeyPlace>, LedgerError> {
        let path = self.place_path(key);
        let bytes = match disk::read_limited(&path, MAX_PLACE_FILE) {
            Err(error) if error.is_missing() => return Ok(None),
            other => other?,
        };
        if !disk::is_owner_only(&path)? {
            return Err(LedgerError::Trust(TrustError::KeyPlaceOpen { path }));
        }
        let text = String::from_utf8(bytes).map_err(|_| 1);
        match text.and_then(|text| KeyPlace::parse(&text).map(|place| (place, text.lines().count()))) {
            Ok((place, _)) if place.key() == key => Ok(Some(place)),
            Ok((_, line)) | Err(line) => Err(LedgerError::Trust(TrustError::KeyPlace { path, line })),
        }
    }

    /// Notes where a key is; from then on it is used instead of a key file.
    ///
    /// # Errors
    ///
    /// [`TrustError::KeyPlace`] where a path or a label does not fit into a line; [`LedgerError::Disk`].
    pub fn set_key_place(&self, place: &KeyPlace) -> Result<(), LedgerError> {
        let (path, text) = (self.place_path(place.key()), place.to_string());
        match KeyPlace::parse(&text) {
            Ok(read) if read == *place => Ok(disk::write_whole(&path, text.as_bytes(), Access::OwnerOnly)?),
            Ok(_) => Err(LedgerError::Trust(TrustError::KeyPlace { path, line: 1 })),
            Err(line) => Err(LedgerError::Trust(TrustError::KeyPlace { path, line })),
        }
    }

    /// Goes back to the key file of a key.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Disk`].
    pub fn clear_key_place(&self, key: KeyId) -> Result<(), LedgerError> {
        match disk::remove_file(&self.place_path(key)) {
            Err(error) if error.is_missing() => Ok(()),
            other => Ok(other?),
        }
    }

    /// The keys that the newest root lists for a role, the newest last.
    ///
    /// # Errors
    ///
    /// [`TrustError::NoKeyFor`] where there is none, and those of [`VendorFolder::trusted_root`].
    pub fn listed_keys(&self, role: KeyRole) -> Result<Vec<PublicKey>, LedgerError> {
        role.keys_in(self.trusted_root()?.root())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> KeyId {
        KeyId::new([0xab; 8])
    }

    fn token() -> KeyPlace {
        let module = "/usr/lib/soft hsm/модуль.so".into();
        KeyPlace::Token {
            module, token: "Мой токен: 1".to_owned(), label: "license".to_owned(), key: key()
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for place in [KeyPlace::Agent { key: key() }, token()] {
            let text = place.to_string();
            assert_eq!(KeyPlace::parse(&text), Ok(place.clone()));
            assert_eq!(KeyPlace::parse(&text.replace('\n', "\r\n")), Ok(place.clone()));
            assert_eq!(KeyPlace::parse(text.trim_end()), Ok(place));
        }
    }

    #[test]
    fn the_line_that_is_wrong_is_named() {
        for (text, line) in [
            ("", 1),
            ("held-by: nobody\n", 1),
            ("held-by:agent\n", 1),
            ("key: abababababababab\n", 1),
            ("held-by: agent\n", 2),
            ("held-by: agent\nkey: ab\n", 2),
            ("held-by: agent\nkey: abababababababab\n\n", 3),
            ("held-by: agent\nkey: abababababababab\ntoken: x\n", 3),
            ("held-by: pkcs11\nmodule: \n", 2),
            ("held-by: pkcs11\nmodule: /a\ntoken: b\u{1b}[2J\n", 3),
            ("held-by: pkcs11\nmodule: /a\ntoken: b\nlabel: c\n", 5),
        ] {
            assert_eq!(KeyPlace::parse(text), Err(line), "{text:?}");
        }
    }
}
