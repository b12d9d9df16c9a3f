use crypto::{VerifyError, key_id};
use format::{Document, Explain, Fact, KeyId, Payload, UnixTime};
use thiserror::Error;

use crate::SiteState;

/// A document claims a key that was this vendor's and that the vendor has revoked.
///
/// To a root such a key is as unknown as any stranger's; a site remembers the roots that listed it, and the bulletin that
/// burnt it. That the document is genuine is not said: a thief may have signed it, or anybody claimed the key.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("signed by the key {key}, which the vendor revoked on {since}")]
#[non_exhaustive]
pub struct RevokedKey {
    /// The key that the document claims.
    pub key: KeyId,
    /// Since when it is revoked: by the bulletin that burns it, else the date of the first root without it.
    pub since: UnixTime,
    /// The kind of document that was asked for.
    pub document: Document,
}

impl Explain for RevokedKey {
    fn code(&self) -> &'static str {
        "installer.revoked-key"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let (key, document) = (Fact::text(self.key), Fact::text(self.document.name()));
        vec![("key", key), ("since", Fact::Time(self.since)), ("document", document)]
    }
}

impl SiteState {
    /// What the site knows of the key behind `error`, which a document of kind `document` met: `None` where it never was
    /// this vendor's, still is, or the error is about something else.
    pub fn revoked_key(&self, document: Document, error: &VerifyError) -> Option<RevokedKey> {
        let since = match error {
            VerifyError::BurntKey { since, .. } => Some(*since),
            VerifyError::UnknownKey { key } => self.burnt_since(*key).or_else(|| self.dropped_on(*key)),
            _ => None,
        }?;
        let (VerifyError::BurntKey { key, .. } | VerifyError::UnknownKey { key }) = error else {
            return None;
        };
        Some(RevokedKey { key: *key, since, document })
    }

    fn burnt_since(&self, key: KeyId) -> Option<UnixTime> {
        self.bulletin()?.head.burns(key).map(|(_, since)| since)
    }

    /// When the first root was signed that listed the key no longer.
    fn dropped_on(&self, key: KeyId) -> Option<UnixTime> {
        let lists = |root: &format::Root| root.issuing_keys.iter().any(|one| key_id(&one.key) == key);
        let last = self.roots().iter().rposition(|known| lists(known.root.root()))?;
        Some(self.roots().get(last + 1)?.root.root().issued_at)
    }
}
