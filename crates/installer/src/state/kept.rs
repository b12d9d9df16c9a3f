//! What a site keeps and knows, one value a thing; `fold` computes them from the receipts.

use crypto::Verified;
use format::{
    Bulletin, Catalog, Coupon, Delivered, Digest, DistributionId, FileName, Installed, Language, License,
    NumberId, Payload, UnixTime,
};

/// A license that the site keeps: the newest revision it was given.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KeptLicense {
    /// Its number.
    pub number: NumberId,
    /// Its revision.
    pub revision: u32,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When it was added.
    pub added: UnixTime,
    /// The license, or why today's root no longer vouches for it.
    pub license: Result<Verified<License>, crypto::VerifyError>,
    /// The receipt that first told of the license.
    pub(super) sequence: u64,
}

/// A coupon that was redeemed at this site.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RedeemedCoupon {
    /// The license it was redeemed on.
    pub license: NumberId,
    /// Its own number.
    pub number: NumberId,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When it was redeemed.
    pub redeemed: UnixTime,
    /// The coupon, or why today's root no longer vouches for it.
    pub coupon: Result<Verified<Coupon>, crypto::VerifyError>,
    /// The receipt that tells of it.
    pub(super) sequence: u64,
}

/// The newest catalog that the site has seen, of those that today's root vouches for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnownCatalog {
    /// Its number.
    pub number: u32,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When the site first saw it.
    pub seen: UnixTime,
    /// Its head, with the names of products and features.
    pub head: Verified<Catalog>,
}

/// The newest bulletin that the site has seen, of those that today's root vouches for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnownBulletin {
    /// Its number.
    pub number: u32,
    /// SHA-256 of its payload.
    pub digest: Digest,
    /// When the site first saw it.
    pub seen: UnixTime,
    /// Its head.
    pub head: Verified<Bulletin>,
    /// The receipt that tells of it.
    pub(super) sequence: u64,
}

/// A catalog or a bulletin of which a receipt tells.
#[derive(Clone, Debug)]
pub(crate) struct Seen<T> {
    pub(crate) number: u32,
    pub(crate) digest: Digest,
    pub(super) at: UnixTime,
    pub(super) sequence: u64,
    /// The head, if it is still kept, or why today's root no longer vouches for it.
    pub(crate) head: Option<Result<Verified<T>, crypto::VerifyError>>,
    /// Whether today's root still trusts the key that signed it.
    pub(crate) counts: bool,
}

impl<T: Payload> Seen<T> {
    /// Whether `newest` is of the same key and was not signed earlier, so that this one is needed no longer.
    pub(crate) fn is_succeeded_by(&self, newest: &Verified<T>) -> bool {
        let is_older =
            |head: &Verified<T>| head.key() == newest.key() && head.issued_at() <= newest.issued_at();
        self.head.as_ref().is_some_and(|head| head.as_ref().is_ok_and(is_older))
    }
}

/// A release that is installed, or about to be.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Installation {
    /// What.
    pub installed: Installed,
    /// The destination folder as given.
    pub folder: String,
    /// Its files.
    pub files: Vec<Delivered>,
    /// When.
    pub at: UnixTime,
}

impl Installation {
    /// Whether it has a file of that name; on some systems case does not tell names apart.
    pub(crate) fn has_file(&self, name: &FileName) -> bool {
        let wanted = name.as_str().to_lowercase();
        self.files.iter().any(|file| file.name.as_str().to_lowercase() == wanted)
    }
}

/// An agreement that somebody accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Acceptance {
    /// Whose agreement.
    pub distribution: DistributionId,
    /// SHA-256 of the exact text.
    pub text: Digest,
    /// The language it was shown in.
    pub language: Language,
    /// Who.
    pub who: String,
    /// When.
    pub at: UnixTime,
}
