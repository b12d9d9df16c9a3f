use std::error::Error as StdError;
use std::io;
use std::path::PathBuf;

use format::{Explain, Fact, KeyId};
use thiserror::Error;

/// Why a key outside of the program is not found or does not sign.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum SignersError {
    // --- either kind ---------------------------------------------------------------------------
    /// The key is one that no reader would import.
    #[error("the public half of the key {key} is weak or not in canonical form")]
    WeakKey {
        /// The key.
        key: KeyId,
    },

    // --- an agent ------------------------------------------------------------------------------
    /// No agent is named, and the system has no usual place for one.
    #[error("no agent is named: SSH_AUTH_SOCK is not set")]
    NoAgent,
    /// Nobody answers at the agent's address.
    #[error("no agent answers at {}", address.display())]
    AgentUnreachable {
        /// Where it should be.
        address: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The conversation with the agent broke off.
    #[error("the agent broke off")]
    AgentBrokeOff(#[source] io::Error),
    /// The agent's answer is not in its protocol, or longer than any may be.
    #[error("the agent's answer is not understood")]
    AgentAnswer,
    /// The agent said no: it is locked, or its user did.
    #[error("the agent refused")]
    AgentRefused,
    /// The agent has no such key.
    #[error("the agent does not hold the key {key}")]
    NotInAgent {
        /// The key that was asked for.
        key: KeyId,
    },
    /// The document is longer than an agent takes.
    #[error("an agent takes {max} bytes at most, the request has {bytes}")]
    TooLong {
        /// Bytes of the request.
        bytes: usize,
        /// The most that an agent takes.
        max: usize,
    },

    // --- a token -------------------------------------------------------------------------------
    /// The program was built without the feature `pkcs11`.
    #[error("this program was built without PKCS#11")]
    NoPkcs11,
    /// The module is named by a path that depends on the current folder.
    #[error("{} is not an absolute path", module.display())]
    ModuleNotAbsolute {
        /// The module as named.
        module: PathBuf,
    },
    /// The module cannot be loaded or started.
    #[error("{} cannot be used as a PKCS#11 module", module.display())]
    Module {
        /// The module.
        module: PathBuf,
        /// What it or the system said.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// No token has this label.
    #[error("there is no token {token:?}")]
    NoToken {
        /// The label.
        token: String,
    },
    /// Several tokens have this label.
    #[error("there are several tokens {token:?}")]
    TokenTwice {
        /// The label.
        token: String,
    },
    /// The token does not accept the PIN.
    #[error("the token {token:?} does not accept the PIN")]
    WrongPin {
        /// The token's label.
        token: String,
    },
    /// The PIN was wrong too often.
    #[error("the PIN of the token {token:?} is locked")]
    PinLocked {
        /// The token's label.
        token: String,
    },
    /// The token has no such Ed25519 key.
    #[error("the token {token:?} holds no pair of Ed25519 keys {label:?}")]
    NoKey {
        /// The token's label.
        token: String,
        /// The key's label.
        label: String,
    },
    /// Several keys of the token have this label.
    #[error("the token {token:?} holds several keys {label:?}")]
    KeyTwice {
        /// The token's label.
        token: String,
        /// The key's label.
        label: String,
    },
    /// The token failed in some other way.
    #[error("the token {token:?} failed")]
    Token {
        /// The token's label.
        token: String,
        /// What its module said.
        source: Box<dyn StdError + Send + Sync>,
    },
}

impl Explain for SignersError {
    fn code(&self) -> &'static str {
        match self {
            Self::WeakKey { .. } => "signers.weak-key",
            Self::NoAgent => "signers.no-agent",
            Self::AgentUnreachable { .. } => "signers.agent-unreachable",
            Self::AgentBrokeOff(_) => "signers.agent-broke-off",
            Self::AgentAnswer => "signers.agent-answer",
            Self::AgentRefused => "signers.agent-refused",
            Self::NotInAgent { .. } => "signers.not-in-agent",
            Self::TooLong { .. } => "signers.too-long",
            Self::NoPkcs11 => "signers.no-pkcs11",
            Self::ModuleNotAbsolute { .. } => "signers.module-not-absolute",
            Self::Module { .. } => "signers.module",
            Self::NoToken { .. } => "signers.no-token",
            Self::TokenTwice { .. } => "signers.token-twice",
            Self::WrongPin { .. } => "signers.wrong-pin",
            Self::PinLocked { .. } => "signers.pin-locked",
            Self::NoKey { .. } => "signers.no-key",
            Self::KeyTwice { .. } => "signers.key-twice",
            Self::Token { .. } => "signers.token",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::WeakKey { key } | Self::NotInAgent { key } => vec![("key", Fact::text(key))],
            Self::AgentUnreachable { address, source } => {
                vec![("address", Fact::text(address.display())), ("reason", Fact::text(source))]
            }
            Self::AgentBrokeOff(reason) => vec![("reason", Fact::text(reason))],
            Self::TooLong { bytes, max } => vec![("bytes", (*bytes).into()), ("max", (*max).into())],
            Self::ModuleNotAbsolute { module } => vec![("module", Fact::text(module.display()))],
            Self::Module { module, source } => {
                vec![("module", Fact::text(module.display())), ("reason", Fact::text(source))]
            }
            Self::NoToken { token }
            | Self::TokenTwice { token }
            | Self::WrongPin { token }
            | Self::PinLocked { token } => vec![("token", Fact::text(token))],
            Self::NoKey { token, label } | Self::KeyTwice { token, label } => {
                vec![("token", Fact::text(token)), ("label", Fact::text(label))]
            }
            Self::Token { token, source } => {
                vec![("token", Fact::text(token)), ("reason", Fact::text(source))]
            }
            Self::NoAgent | Self::AgentAnswer | Self::AgentRefused | Self::NoPkcs11 => Vec::new(),
        }
    }
}
