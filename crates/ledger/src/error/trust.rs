use std::path::PathBuf;

use crypto::KeyFileError;
use format::{Document, Explain, Fact, KeyId, Number, UnixTime};
use thiserror::Error;

use super::with;
use crate::{KeyRole, SignatureCount};

/// Why nothing became of a key, of a change of the root, or of what was signed on another machine.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum TrustError {
    /// A key file cannot be used.
    #[error("the key file {} cannot be used", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: KeyFileError,
    },
    /// One of several key files does not open with the passphrase that should open all.
    #[error("{} does not open", path.display())]
    KeyDoesNotOpen {
        /// The file.
        path: PathBuf,
        /// Why.
        source: KeyFileError,
    },
    /// The file that says where a key is does not read.
    #[error("{} does not say where the key is: line {line}", path.display())]
    KeyPlace {
        /// The file.
        path: PathBuf,
        /// The line that is wrong, from 1.
        line: usize,
    },
    /// Others can change the file that says where a key is.
    #[error("others can change {}", path.display())]
    KeyPlaceOpen {
        /// The file.
        path: PathBuf,
    },
    /// The next root is dated after today: sites would not take it, nor any root after it.
    #[error("the next root is dated {issued}; it is now {now}")]
    RootAhead {
        /// Its date.
        issued: UnixTime,
        /// The moment of installing it.
        now: UnixTime,
    },
    /// The next root is dated before the one that it follows.
    #[error("the next root is dated {issued}, before the one that it follows, {before}")]
    RootEarlier {
        /// Its date.
        issued: UnixTime,
        /// That of the root before.
        before: UnixTime,
    },
    /// A key is not among those that the root lists for what it should sign.
    #[error("the vendor's root does not list the key {key} for this ({})", role.name())]
    KeyNotListed {
        /// What it should sign.
        role: KeyRole,
        /// The key.
        key: KeyId,
    },
    /// The root lists no key for this kind of document, now and for these products.
    #[error("the vendor's root lists no key for a {}", document.name())]
    NoKeyFor {
        /// The kind.
        document: Document,
    },
    /// The folder has no file of this key.
    #[error("{} has no file of the key {key}", path.display())]
    NoKeyFile {
        /// The key.
        key: KeyId,
        /// The folder with keys.
        path: PathBuf,
    },
    /// A file that should name a public key names none.
    #[error("{} names no public key", path.display())]
    NoPublicKey {
        /// The file.
        path: PathBuf,
    },
    /// The newest root lists no such key.
    #[error("the vendor's root lists no key {key}")]
    UnknownKey {
        /// The key asked for.
        key: KeyId,
    },
    /// The root lists the key already.
    #[error("the key {key} is in the root already")]
    KeyListed {
        /// The key.
        key: KeyId,
    },
    /// More root keys would have to sign than there are.
    #[error("the threshold {threshold} is greater than the number of root keys, {root_keys}")]
    ThresholdTooHigh {
        /// How many would have to sign.
        threshold: u32,
        /// How many there would be.
        root_keys: usize,
    },
    /// The day by which a newer root would be expected is past.
    #[error("a newer root would be expected by {expires}, and it is {now}")]
    RootExpiresTooEarly {
        /// As given.
        expires: UnixTime,
        /// The moment of preparing.
        now: UnixTime,
    },
    /// The next root would say the same as the one before.
    #[error("there is nothing to change")]
    NothingToChange,
    /// A file in the place where a key was to be written; it may hold the only copy of a key.
    #[error("{} exists already", path.display())]
    KeyFileExists {
        /// The file.
        path: PathBuf,
    },
    /// Too few root keys have signed a change.
    #[error(
        "{} of {} signatures by the new root keys (old: {} of {})",
        new.found, new.needed, old.found, old.needed
    )]
    SignaturesMissing {
        /// Of the root keys before.
        old: SignatureCount,
        /// Of the root keys from then on.
        new: SignatureCount,
    },
    /// Too few root keys are in the vendor's folder to sign a root here.
    #[error("{found} root keys are in the vendor's folder, {needed} must sign")]
    RootKeysAway {
        /// Key files of root keys.
        found: u32,
        /// The threshold.
        needed: u32,
    },
    /// The key is a root key of neither the old nor the new root.
    #[error("the key {key} is a root key of neither the old nor the next root")]
    NotAskedToSign {
        /// The key.
        key: KeyId,
    },
    /// A root change was prepared for another root than the newest one.
    #[error("the change was prepared for another root than {newest}, the newest one")]
    ChangeSuperseded {
        /// The newest version.
        newest: u32,
    },
    /// A change with signatures cannot be changed further.
    #[error("the change is signed already")]
    ChangeSigned,
    /// Files that should hold one change hold different ones.
    #[error("the files hold different changes")]
    OtherChange,
    /// A copy of a key file or a root does not read back as it was written.
    #[error("{} does not read back as it was written", path.display())]
    BackupDiffers {
        /// The copy.
        path: PathBuf,
    },
    /// A batch that should be signed is not, or the other way about.
    #[error("the batch is {}", if *is_signed { "signed already" } else { "not signed yet" })]
    BatchStage {
        /// Whether it is signed.
        is_signed: bool,
    },
    /// A batch of another kind of document.
    #[error("the batch is of {}s, not of {}s", found.name(), expected.name())]
    BatchKind {
        /// The kind asked for.
        expected: Document,
        /// The batch's.
        found: Document,
    },
    /// The key signs other documents than the batch holds.
    #[error("the key {key} signs {}s, and this batch holds {}s", signs.name(), holds.name())]
    KeySignsOther {
        /// The key.
        key: KeyId,
        /// What the root lists it for; of several kinds the first one.
        signs: Document,
        /// What the batch holds.
        holds: Document,
    },
    /// A number that is in the ledger already.
    #[error("{number} is in the ledger already")]
    NumberTaken {
        /// The license or the coupon.
        number: Number,
    },
    /// Its signature is good, or the document is revoked or used up.
    #[error("{number} is not to be signed anew")]
    NotToReissue {
        /// The license or the coupon.
        number: Number,
    },
    /// A signed document does not follow from what the ledger holds now.
    #[error("the {} {subject} does not follow from what the ledger holds now", document.name())]
    NotWhatFollows {
        /// The kind.
        document: Document,
        /// Which one.
        subject: String,
    },
}

impl Explain for TrustError {
    fn code(&self) -> &'static str {
        match self {
            Self::KeyFile { source, .. } => source.code(),
            Self::KeyDoesNotOpen { .. } => "ledger.key-does-not-open",
            Self::KeyPlace { .. } => "ledger.key-place",
            Self::KeyPlaceOpen { .. } => "ledger.key-place-open",
            Self::RootAhead { .. } => "ledger.root-ahead",
            Self::RootEarlier { .. } => "ledger.root-earlier",
            Self::KeyNotListed { .. } => "ledger.key-not-listed",
            Self::NoKeyFor { .. } => "ledger.no-key-for",
            Self::NoKeyFile { .. } => "ledger.no-key-file",
            Self::NoPublicKey { .. } => "ledger.no-public-key",
            Self::UnknownKey { .. } => "ledger.unknown-key",
            Self::KeyListed { .. } => "ledger.key-listed",
            Self::ThresholdTooHigh { .. } => "ledger.threshold-too-high",
            Self::RootExpiresTooEarly { .. } => "ledger.root-expires-too-early",
            Self::NothingToChange => "ledger.nothing-to-change",
            Self::KeyFileExists { .. } => "ledger.key-file-exists",
            Self::SignaturesMissing { .. } => "ledger.signatures-missing",
            Self::RootKeysAway { .. } => "ledger.root-keys-away",
            Self::NotAskedToSign { .. } => "ledger.not-asked-to-sign",
            Self::ChangeSuperseded { .. } => "ledger.change-superseded",
            Self::ChangeSigned => "ledger.change-signed",
            Self::OtherChange => "ledger.other-change",
            Self::BackupDiffers { .. } => "ledger.backup-differs",
            Self::BatchStage { is_signed: true } => "ledger.batch-signed",
            Self::BatchStage { is_signed: false } => "ledger.batch-not-signed",
            Self::BatchKind { .. } => "ledger.batch-kind",
            Self::KeySignsOther { .. } => "ledger.key-signs-other",
            Self::NumberTaken { .. } => "ledger.number-taken",
            Self::NotToReissue { .. } => "ledger.not-to-reissue",
            Self::NotWhatFollows { .. } => "ledger.not-what-follows",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::KeyPlaceOpen { path }
            | Self::NoPublicKey { path }
            | Self::KeyFileExists { path }
            | Self::BackupDiffers { path } => vec![("path", Fact::text(path.display()))],
            Self::KeyDoesNotOpen { path, source } => {
                let own = vec![("path", Fact::text(path.display())), ("cause", Fact::text(source.code()))];
                own.into_iter().chain(source.facts()).collect()
            }
            Self::KeyFile { path, source } => with(("path", Fact::text(path.display())), source),
            Self::KeyPlace { path, line } => {
                vec![("path", Fact::text(path.display())), ("line", (*line).into())]
            }
            Self::KeyNotListed { role, key } => {
                vec![("role", Fact::text(role.name())), ("key", Fact::text(key))]
            }
            Self::NoKeyFile { key, path } => {
                vec![("key", Fact::text(key)), ("path", Fact::text(path.display()))]
            }
            Self::NoKeyFor { document } => vec![("document", Fact::text(document.name()))],
            Self::UnknownKey { key } | Self::NotAskedToSign { key } | Self::KeyListed { key } => {
                vec![("key", Fact::text(key))]
            }
            Self::KeySignsOther { key, signs, holds } => vec![
                ("key", Fact::text(key)),
                ("signs", Fact::text(signs.name())),
                ("holds", Fact::text(holds.name())),
            ],
            Self::BatchKind { expected, found } => {
                vec![("expected", Fact::text(expected.name())), ("found", Fact::text(found.name()))]
            }
            Self::NumberTaken { number } | Self::NotToReissue { number } => {
                vec![("number", Fact::text(number))]
            }
            Self::NotWhatFollows { document, subject } => {
                vec![("document", Fact::text(document.name())), ("subject", Fact::text(subject))]
            }
            _ => self.facts_of_a_change(),
        }
    }
}

impl TrustError {
    /// Whether what was handed in was judged and refused.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::RootAhead { .. }
                | Self::RootEarlier { .. }
                | Self::ChangeSuperseded { .. }
                | Self::NotAskedToSign { .. }
                | Self::SignaturesMissing { .. }
                | Self::KeyNotListed { .. }
                | Self::KeySignsOther { .. }
                | Self::NumberTaken { .. }
                | Self::NotToReissue { .. }
                | Self::NotWhatFollows { .. }
        )
    }

    fn facts_of_a_change(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::RootAhead { issued, now } => vec![("issued", (*issued).into()), ("now", (*now).into())],
            Self::RootEarlier { issued, before } => {
                vec![("issued", (*issued).into()), ("before", (*before).into())]
            }
            Self::ThresholdTooHigh { threshold, root_keys } => {
                vec![("threshold", u64::from(*threshold).into()), ("keys", (*root_keys).into())]
            }
            Self::RootExpiresTooEarly { expires, now } => {
                vec![("expires", (*expires).into()), ("now", (*now).into())]
            }
            Self::SignaturesMissing { old, new } => vec![
                ("old", u64::from(old.found).into()),
                ("old-needed", u64::from(old.needed).into()),
                ("new", u64::from(new.found).into()),
                ("new-needed", u64::from(new.needed).into()),
            ],
            Self::RootKeysAway { found, needed } => {
                vec![("found", u64::from(*found).into()), ("needed", u64::from(*needed).into())]
            }
            Self::ChangeSuperseded { newest } => vec![("newest", u64::from(*newest).into())],
            _ => Vec::new(),
        }
    }
}
