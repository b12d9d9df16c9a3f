mod stream;
mod wire;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

use crypto::{SignError, Signer, SignerFault, SigningKey, key_id};
use format::PublicKey;

use self::wire::{MAX_MESSAGE, Refusal};
use crate::{SignersError, held_by};

/// An ssh-agent: OpenSSH's own, a forwarded one, or one in front of hardware (draft-miller-ssh-agent).
///
/// Only plain `ssh-ed25519` keys are seen. Keys of FIDO tokens (`sk-…`) sign another structure and cannot be used.
#[derive(Clone, Debug)]
pub struct Agent {
    address: PathBuf,
}

impl Agent {
    /// The agent at a unix socket, or at a named pipe of Windows.
    pub fn at(address: impl Into<PathBuf>) -> Self {
        Self { address: address.into() }
    }

    /// The agent that the variable `SSH_AUTH_SOCK` names, else the usual one of the system.
    ///
    /// # Errors
    ///
    /// [`SignersError::NoAgent`].
    pub fn find(ssh_auth_sock: Option<OsString>) -> Result<Self, SignersError> {
        let named = ssh_auth_sock.filter(|name| !name.is_empty()).map(PathBuf::from);
        named.or_else(stream::usual_address).map(Self::at).ok_or(SignersError::NoAgent)
    }

    /// The public halves of its Ed25519 keys.
    ///
    /// # Errors
    ///
    /// Those of a conversation with an agent.
    pub fn keys(&self) -> Result<Vec<PublicKey>, SignersError> {
        Ok(wire::read_identities(&self.ask(&wire::request_identities())?)?)
    }

    /// The key with this public half, to sign with.
    ///
    /// # Errors
    ///
    /// [`SignersError::NotInAgent`], [`SignersError::WeakKey`], and those of a conversation with an agent.
    pub fn key(&self, public: &PublicKey) -> Result<SigningKey, SignersError> {
        if !self.keys()?.contains(public) {
            return Err(SignersError::NotInAgent { key: key_id(public) });
        }
        held_by(AgentKey { agent: self.clone(), public: *public })
    }

    /// One question, one answer, one connection: whatever goes wrong in one cannot shift the next.
    fn ask(&self, request: &[u8]) -> Result<Vec<u8>, SignersError> {
        if request.len() > MAX_MESSAGE {
            return Err(SignersError::TooLong { bytes: request.len(), max: MAX_MESSAGE });
        }
        let length = u32::try_from(request.len()).expect("at most MAX_MESSAGE: checked above");
        let mut stream = stream::connect(&self.address)
            .map_err(|source| SignersError::AgentUnreachable { address: self.address.clone(), source })?;
        let message = [&length.to_be_bytes(), request].concat();
        stream.write_all(&message).map_err(SignersError::AgentBrokeOff)?;
        let mut length = [0; 4];
        stream.read_exact(&mut length).map_err(SignersError::AgentBrokeOff)?;
        let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| SignersError::AgentAnswer)?;
        if length > MAX_MESSAGE {
            return Err(SignersError::AgentAnswer);
        }
        let mut answer = vec![0; length];
        stream.read_exact(&mut answer).map_err(SignersError::AgentBrokeOff)?;
        Ok(answer)
    }
}

struct AgentKey {
    agent: Agent,
    public: PublicKey,
}

impl AgentKey {
    fn ask_to_sign(&self, to_be_signed: &[u8]) -> Result<[u8; 64], SignersError> {
        Ok(wire::read_signature(&self.agent.ask(&wire::request_signature(&self.public, to_be_signed))?)?)
    }
}

impl Signer for AgentKey {
    fn public(&self) -> PublicKey {
        self.public
    }

    fn sign(&self, to_be_signed: &[u8]) -> Result<[u8; 64], SignError> {
        self.ask_to_sign(to_be_signed).map_err(|error| SignError::Signer(SignerFault::new(error)))
    }
}

impl From<Refusal> for SignersError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Failure => Self::AgentRefused,
            Refusal::NotUnderstood => Self::AgentAnswer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_of_exactly_the_limit_is_sent_and_one_byte_more_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let nobody = Agent::at(folder.path().join("nobody"));
        let ask = |bytes| nobody.ask(&vec![0; bytes]).unwrap_err();
        assert!(matches!(ask(MAX_MESSAGE), SignersError::AgentUnreachable { .. }));
        assert!(
            matches!(ask(MAX_MESSAGE + 1), SignersError::TooLong { bytes, max: MAX_MESSAGE } if bytes > MAX_MESSAGE)
        );
    }
}
