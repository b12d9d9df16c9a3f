use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use ed25519_dalek::Signer as _;
use format::{Document, Envelope, KeyId, ParseError, Payload, PublicKey, Root, SignatureSet};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::public::key_id;
use crate::signer::{SignError, Signer};
use crate::{VerifyingKey, WeakKey};

/// What a key signs to be tried out. A document's signed bytes begin with a CBOR array, so this can never be one.
const TRIAL: &[u8] = b"keyslip tries out a key; this is no document";

/// A private key of the vendor, in this process or held by a [`Signer`].
///
/// What is here is zeroed when dropped, cannot be cloned and prints nothing of itself.
pub struct SigningKey {
    held: Held,
    id: KeyId,
}

enum Held {
    Here(ed25519_dalek::SigningKey),
    Elsewhere { signer: Box<dyn Signer>, verifying: VerifyingKey },
}

impl SigningKey {
    /// A new key from a random source for secrets.
    pub fn generate(random: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill_bytes(seed.as_mut_slice());
        Self::from_seed(&seed)
    }

    /// The key of a seed of 32 bytes (RFC 8032 §5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let id = key_id(&PublicKey::new(key.verifying_key().to_bytes()));
        Self { held: Held::Here(key), id }
    }

    /// A key that something outside of this process holds: an agent, a token.
    ///
    /// Its public half is asked for once, here; every signature is held against it before it goes into a document.
    ///
    /// # Errors
    ///
    /// [`WeakKey`] where no reader would import the public half.
    pub fn held_by(signer: Box<dyn Signer>) -> Result<Self, WeakKey> {
        let verifying = VerifyingKey::import(&signer.public())?;
        let id = verifying.id();
        Ok(Self { held: Held::Elsewhere { signer, verifying }, id })
    }

    /// The seed, where it is in this process.
    pub(crate) fn seed(&self) -> Option<Zeroizing<[u8; 32]>> {
        match &self.held {
            Held::Here(key) => Some(Zeroizing::new(key.to_bytes())),
            Held::Elsewhere { .. } => None,
        }
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        match &self.held {
            Held::Here(key) => PublicKey::new(key.verifying_key().to_bytes()),
            Held::Elsewhere { verifying, .. } => verifying.public(),
        }
    }

    /// The id that documents of this key claim.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Signs a license, a coupon, a catalog or a bulletin.
    ///
    /// # Errors
    ///
    /// [`SignError`] where a reader would refuse the payload: what cannot be read is not signed.
    pub fn sign<T: Payload>(&self, value: &T) -> Result<Vec<u8>, SignError> {
        if matches!(T::DOCUMENT, Document::Root | Document::Receipt | Document::Request) {
            return Err(SignError::NotAnIssuedDocument { document: T::DOCUMENT });
        }
        self.sign_document(value)
    }

    /// Has the key sign a text that is no document, to see that its signer works and holds this very key.
    ///
    /// # Errors
    ///
    /// [`SignError::Signer`], [`SignError::WrongSignature`].
    pub fn try_out(&self) -> Result<(), SignError> {
        self.signature_over(TRIAL).map(drop)
    }

    fn sign_document<T: Payload>(&self, value: &T) -> Result<Vec<u8>, SignError> {
        let payload = value.encode();
        T::decode(&payload)?;
        let protected = Envelope::protected_header(T::DOCUMENT, self.id);
        let signature = self.signature_over(&Envelope::to_be_signed(T::DOCUMENT, &protected, &payload))?;
        let document = Envelope::assemble(&protected, &payload, &signature);
        if document.len() > T::DOCUMENT.max_bytes() {
            return Err(ParseError::TooLong { bytes: document.len(), max: T::DOCUMENT.max_bytes() }.into());
        }
        Ok(document)
    }

    /// The one place where signatures are made. A signer outside may be broken, slow or malicious: what it returns is
    /// verified as strictly as every reader will, so that it cannot issue what nobody accepts.
    fn signature_over(&self, bytes: &[u8]) -> Result<[u8; 64], SignError> {
        match &self.held {
            Held::Here(key) => Ok(key.sign(bytes).to_bytes()),
            Held::Elsewhere { signer, verifying } => {
                let signature = signer.sign(bytes)?;
                let holds = verifying.holds_over(bytes, &signature);
                if holds { Ok(signature) } else { Err(SignError::WrongSignature { key: self.id }) }
            }
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}

/// A private root key: it signs roots and nothing else.
pub struct RootKey(SigningKey);

impl RootKey {
    /// Takes a key into service as a root key.
    pub fn new(key: SigningKey) -> Self {
        Self(key)
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.0.public()
    }

    /// The key behind it, to write it to a file.
    pub fn as_signing_key(&self) -> &SigningKey {
        &self.0
    }

    /// Signs a root with several keys and joins the signatures into a root file.
    ///
    /// # Errors
    ///
    /// [`SignError`] where a reader would refuse the root.
    pub fn sign_root(root: &Root, keys: &[&Self]) -> Result<Vec<u8>, SignError> {
        let signed = keys.iter().map(|key| Ok((key.0.id, key.0.sign_document(root)?)));
        let file = SignatureSet::assemble(signed.collect::<Result<_, SignError>>()?);
        SignatureSet::parse(&file)?;
        Ok(file)
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootKey({})", self.0.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::VerifyingKey;

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        let mut bytes = [0; N];
        assert_eq!(text.len(), 2 * N);
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).expect("hexadecimal");
        }
        bytes
    }

    /// RFC 8032 §7.1: secret key, public key, message, signature.
    fn holds<const N: usize>(seed: &str, public: &str, message: &str, signature: &str) {
        let key = SigningKey::from_seed(&hex(seed));
        assert_eq!(key.public(), PublicKey::new(hex(public)));
        assert_eq!(key.signature_over(&hex::<N>(message)).unwrap(), hex(signature));
        let verifying = VerifyingKey::import(&key.public()).unwrap();
        assert!(verifying.holds_over(&hex::<N>(message), &hex(signature)));
        assert!(!verifying.holds_over(b"another message", &hex(signature)));
    }

    #[test]
    fn the_vectors_of_rfc_8032_sign_and_verify() {
        holds::<0>(
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        );
        holds::<1>(
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        );
        holds::<2>(
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        );
        // TEST SHA(abc)
        holds::<64>(
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
        );
    }

    #[test]
    fn what_a_key_prints_of_itself_holds_no_secret() {
        let seed: [u8; 32] = core::array::from_fn(|index| 0xa0 + u8::try_from(index).expect("below 32"));
        let key = SigningKey::from_seed(&seed);
        let id = key.id();
        assert_eq!(format!("{key:?} {key:#?}"), format!("SigningKey({id}) SigningKey({id})"));
        let key = RootKey::new(key);
        assert_eq!(format!("{key:?} {key:#?}"), format!("RootKey({id}) RootKey({id})"));
        assert!(!format!("{id}").contains("a0a1"), "the id is made of the public half");
    }
}
