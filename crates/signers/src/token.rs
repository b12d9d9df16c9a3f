use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crypto::{SignError, Signer, SignerFault, SigningKey};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as Pkcs11Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use format::PublicKey;

use crate::{SignersError, held_by};

/// The modules in use. One that has been started stays loaded: several do not survive being unloaded.
static MODULES: Mutex<BTreeMap<PathBuf, Pkcs11>> = Mutex::new(BTreeMap::new());

/// A PKCS#11 token (version 2.40 or 3.x): a smart card, a hardware security module, or SoftHSM for trying out.
///
/// Its module is the manufacturer's shared library and runs inside this process.
#[derive(Debug)]
pub struct Token {
    context: Pkcs11,
    slot: Slot,
    label: String,
    needs_pin: bool,
    has_keypad: bool,
}

impl Token {
    /// The one token with this label that the module sees.
    ///
    /// # Errors
    ///
    /// [`SignersError::ModuleNotAbsolute`]: a relative one could be planted in the current folder;
    /// [`SignersError::Module`], [`SignersError::NoToken`], [`SignersError::TokenTwice`].
    pub fn find(module: &Path, label: &str) -> Result<Self, SignersError> {
        let context = started(module)?;
        let slots = context.get_slots_with_token().map_err(|error| unusable(module, error))?;
        // A slot that tells nothing about its token is another program's affair.
        let tokens = slots.into_iter().filter_map(|slot| Some((slot, context.get_token_info(slot).ok()?)));
        let mut tokens = tokens.filter(|(_, token)| token.label() == label);
        let Some((slot, token)) = tokens.next() else {
            return Err(SignersError::NoToken { token: label.to_owned() });
        };
        if tokens.next().is_some() {
            return Err(SignersError::TokenTwice { token: label.to_owned() });
        }
        let (needs_pin, has_keypad) = (token.login_required(), token.protected_authentication_path());
        drop(tokens);
        Ok(Self { context, slot, label: label.to_owned(), needs_pin, has_keypad })
    }

    /// Does it want a PIN from the program? One with a keypad of its own does not.
    pub fn wants_pin(&self) -> bool {
        self.needs_pin && !self.has_keypad
    }

    /// The one Ed25519 key with this label, to sign with; `pin` where [`Token::wants_pin`].
    ///
    /// # Errors
    ///
    /// [`SignersError::WrongPin`], [`SignersError::PinLocked`], [`SignersError::NoKey`], [`SignersError::KeyTwice`],
    /// [`SignersError::WeakKey`]; [`SignersError::Token`] where the token failed in another way.
    pub fn key(&self, label: &str, pin: Option<&str>) -> Result<SigningKey, SignersError> {
        let session = self.context.open_ro_session(self.slot).map_err(|error| self.failed(error))?;
        self.log_in(&session, pin)?;
        let (private, public) = self.find_pair(&session, label)?;
        held_by(TokenKey { session: Mutex::new(session), private, public, token: self.label.clone() })
    }

    fn log_in(&self, session: &Session, pin: Option<&str>) -> Result<(), SignersError> {
        if !self.needs_pin {
            return Ok(());
        }
        let pin = pin.map(|pin| AuthPin::new(pin.into()));
        let token = || self.label.clone();
        match session.login(UserType::User, pin.as_ref()) {
            // Logged in is the whole process: another key of this token was opened before.
            Ok(()) | Err(Pkcs11Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
            Err(Pkcs11Error::Pkcs11(
                RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange | RvError::ArgumentsBad,
                _,
            )) => Err(SignersError::WrongPin { token: token() }),
            Err(Pkcs11Error::Pkcs11(RvError::PinLocked, _)) => {
                Err(SignersError::PinLocked { token: token() })
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// The private key and its public half, which must be there as an object of its own.
    fn find_pair(&self, session: &Session, label: &str) -> Result<(ObjectHandle, PublicKey), SignersError> {
        let named = Attribute::Label(label.as_bytes().to_vec());
        let private = self.find_key(session, label, ObjectClass::PRIVATE_KEY, named.clone())?;
        let attributes = session.get_attributes(private, &[AttributeType::Id]);
        let id =
            attributes.map_err(|error| self.failed(error))?.into_iter().find_map(
                |attribute| match attribute {
                    Attribute::Id(id) if !id.is_empty() => Some(Attribute::Id(id)),
                    _ => None,
                },
            );
        let public = self.find_key(session, label, ObjectClass::PUBLIC_KEY, id.unwrap_or(named))?;
        let attributes = session.get_attributes(public, &[AttributeType::EcPoint]);
        let point =
            attributes.map_err(|error| self.failed(error))?.into_iter().find_map(
                |attribute| match attribute {
                    Attribute::EcPoint(point) => public_key(&point),
                    _ => None,
                },
            );
        Ok((private, point.ok_or_else(|| self.no_key(label))?))
    }

    fn find_key(
        &self,
        session: &Session,
        label: &str,
        class: ObjectClass,
        by: Attribute,
    ) -> Result<ObjectHandle, SignersError> {
        let wanted = [Attribute::Class(class), Attribute::KeyType(KeyType::EC_EDWARDS), by];
        match session.find_objects(&wanted).map_err(|error| self.failed(error))?[..] {
            [] => Err(self.no_key(label)),
            [key] => Ok(key),
            _ => Err(SignersError::KeyTwice { token: self.label.clone(), label: label.to_owned() }),
        }
    }

    fn no_key(&self, label: &str) -> SignersError {
        SignersError::NoKey { token: self.label.clone(), label: label.to_owned() }
    }

    fn failed(&self, error: Pkcs11Error) -> SignersError {
        failed(&self.label, error)
    }
}

struct TokenKey {
    session: Mutex<Session>,
    private: ObjectHandle,
    public: PublicKey,
    token: String,
}

impl Signer for TokenKey {
    fn public(&self) -> PublicKey {
        self.public
    }

    fn sign(&self, to_be_signed: &[u8]) -> Result<[u8; 64], SignError> {
        let fault = |error| SignError::Signer(SignerFault::new(failed(&self.token, error)));
        // Without parameters CKM_EDDSA is plain Ed25519 (PKCS#11 3.0 §2.3.14).
        let mechanism = Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519));
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let signature = session.sign(&mechanism, self.private, to_be_signed).map_err(fault)?;
        signature.as_slice().try_into().map_err(|error| fault(Pkcs11Error::TryFromSlice(error)))
    }
}

/// The module, loaded and started once in this process.
fn started(module: &Path) -> Result<Pkcs11, SignersError> {
    if !module.is_absolute() {
        return Err(SignersError::ModuleNotAbsolute { module: module.to_owned() });
    }
    let mut modules = MODULES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(context) = modules.get(module) {
        return Ok(context.clone());
    }
    let context = Pkcs11::new(module).map_err(|error| unusable(module, error))?;
    match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        // Another path may lead to the same library.
        Ok(()) | Err(Pkcs11Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(unusable(module, error)),
    }
    modules.insert(module.to_owned(), context.clone());
    Ok(context)
}

/// CKA_EC_POINT: the key itself, or as most have it the DER of an OCTET STRING with the key (PKCS#11 3.0 §2.3.5).
fn public_key(point: &[u8]) -> Option<PublicKey> {
    let key = match point {
        [0x04, 32, key @ ..] if key.len() == 32 => key,
        key => key,
    };
    key.try_into().ok().map(PublicKey::new)
}

fn unusable(module: &Path, error: Pkcs11Error) -> SignersError {
    SignersError::Module { module: module.to_owned(), source: reason(error) }
}

fn failed(token: &str, error: Pkcs11Error) -> SignersError {
    SignersError::Token { token: token.to_owned(), source: reason(error) }
}

/// The standard's name of a failure, where there is one, instead of the paragraph that explains it.
fn reason(error: Pkcs11Error) -> Box<dyn StdError + Send + Sync> {
    match error {
        Pkcs11Error::Pkcs11(failure, function) => format!("{function}: {failure:?}").into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_is_read_with_and_without_its_der_and_nothing_else_is() {
        let key = PublicKey::new([4; 32]);
        assert_eq!(public_key(&[4; 32]), Some(key));
        assert_eq!(public_key(&[&[0x04, 32][..], &[4; 32]].concat()), Some(key));
        for other in [&[4; 31][..], &[4; 33], &[4; 57], &[&[0x04, 32][..], &[4; 31]].concat(), &[]] {
            assert_eq!(public_key(other), None);
        }
    }
}
