use crypto::{SignError, key_id};
use format::{IssuingKey, KeyId, Names, Payload, PublicKey, Root, RootChange, UnixTime};

use crate::{LedgerError, TrustError, VendorFolder};

/// One change of a root.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RootEdit {
    /// The vendor has other names.
    Names(Names),
    /// When a newer root is expected.
    Expires(UnixTime),
    /// How many root keys must sign from now on.
    Threshold(u32),
    /// A further root key.
    AddRootKey(PublicKey),
    /// A root key that signs no longer.
    DropRootKey(KeyId),
    /// A further issuing key.
    AddIssuingKey(IssuingKey),
    /// An issuing key signs until this second; what it signed up to then stays valid.
    EndIssuingKey {
        /// Which.
        key: KeyId,
        /// Its last second.
        until: UnixTime,
    },
    /// An issuing key is trusted no longer, nor is anything that it signed.
    DropIssuingKey(KeyId),
}

impl VendorFolder {
    /// The next root with these changes, to be signed by the root keys; `onto` is a prepared one to be changed further.
    ///
    /// # Errors
    ///
    /// [`TrustError::UnknownKey`] for a key that the root does not list, [`TrustError::KeyListed`] for one that it lists
    /// already; [`TrustError::ThresholdTooHigh`], [`TrustError::RootExpiresTooEarly`] and
    /// [`TrustError::NothingToChange`]; [`TrustError::ChangeSuperseded`] and [`TrustError::ChangeSigned`] for an `onto`
    /// that was prepared for an older root or is signed already; [`LedgerError::Sign`] for a root that every reader would
    /// refuse.
    pub fn prepare_root(
        &self,
        edits: &[RootEdit],
        onto: Option<&RootChange>,
        now: UnixTime,
    ) -> Result<RootChange, LedgerError> {
        let mut files = self.root_files()?;
        let (version, before) = files.pop().expect("root_files fails without the first root");
        let mut old = (**self.trusted_root()?.root()).clone();
        let mut next = match onto {
            None => {
                let mut next = old.clone();
                next.version = next.version.saturating_add(1);
                next
            }
            Some(change) if change.before != before => {
                return Err(LedgerError::Trust(TrustError::ChangeSuperseded { newest: version }));
            }
            Some(change) if !change.signatures.is_empty() => {
                return Err(LedgerError::Trust(TrustError::ChangeSigned));
            }
            Some(change) => Root::decode(&change.payload).map_err(SignError::from)?,
        };
        next.issued_at = now;
        edits.iter().try_for_each(|edit| edit.apply(&mut next))?;
        check_threshold(next.threshold, next.root_keys.len())?;
        (old.version, old.issued_at) = (next.version, next.issued_at);
        if next == old {
            return Err(LedgerError::Trust(TrustError::NothingToChange));
        }
        let payload = next.encode();
        Root::decode(&payload).map_err(SignError::from)?;
        Ok(RootChange::new(before, payload))
    }
}

impl RootEdit {
    fn apply(&self, root: &mut Root) -> Result<(), LedgerError> {
        match self {
            Self::Names(names) => root.names.clone_from(names),
            Self::Expires(expires) if *expires <= root.issued_at => {
                return Err(LedgerError::Trust(TrustError::RootExpiresTooEarly {
                    expires: *expires,
                    now: root.issued_at,
                }));
            }
            Self::Expires(expires) => root.expires = Some(*expires),
            Self::Threshold(threshold) => root.threshold = *threshold,
            Self::AddRootKey(key) => {
                refuse_listed(root, key)?;
                root.root_keys.push(*key);
                root.root_keys.sort_unstable();
            }
            Self::DropRootKey(key) => drop_from(&mut root.root_keys, *key, |listed| listed)?,
            Self::AddIssuingKey(key) => {
                refuse_listed(root, &key.key)?;
                root.issuing_keys.push(key.clone());
            }
            Self::EndIssuingKey { key, until } => {
                let listed = root.issuing_keys.iter_mut().find(|listed| key_id(&listed.key) == *key);
                let listed = listed.ok_or(LedgerError::Trust(TrustError::UnknownKey { key: *key }))?;
                // A key that ends already is not given more time by the way.
                listed.until = Some(listed.until.map_or(*until, |before| before.min(*until)));
            }
            Self::DropIssuingKey(key) => drop_from(&mut root.issuing_keys, *key, |listed| &listed.key)?,
        }
        Ok(())
    }
}

/// That no more root keys must sign than there are.
pub(crate) fn check_threshold(threshold: u32, root_keys: usize) -> Result<(), LedgerError> {
    let is_too_high = usize::try_from(threshold).map_or(true, |threshold| threshold > root_keys);
    if is_too_high {
        Err(LedgerError::Trust(TrustError::ThresholdTooHigh { threshold, root_keys }))
    } else {
        Ok(())
    }
}

fn refuse_listed(root: &Root, key: &PublicKey) -> Result<(), LedgerError> {
    let mut listed = root.root_keys.iter().chain(root.issuing_keys.iter().map(|listed| &listed.key));
    match listed.any(|listed| listed == key) {
        true => Err(LedgerError::Trust(TrustError::KeyListed { key: key_id(key) })),
        false => Ok(()),
    }
}

fn drop_from<T>(list: &mut Vec<T>, key: KeyId, public: impl Fn(&T) -> &PublicKey) -> Result<(), LedgerError> {
    let place = list.iter().position(|listed| key_id(public(listed)) == key);
    list.remove(place.ok_or(LedgerError::Trust(TrustError::UnknownKey { key }))?);
    Ok(())
}
