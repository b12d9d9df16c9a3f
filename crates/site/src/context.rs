use std::path::{Path, PathBuf};
use std::time::Duration;

use console::{Failure, Ui};
use format::{Document, Explain, Fact, Fingerprint, Language, Number, NumberId, Prefix};
use installer::{Bundle, InstallError, LockedSite, RootFiles, SiteFolder};
use thiserror::Error;

use crate::unverified_kind;

/// How long a command waits for another one to end: a person would try again by then.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// What is wrong with what was asked, before anything was looked at.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum AskedError {
    /// No site was named.
    #[error("no site is named")]
    NoSite,
    /// Neither a bundle nor a root file was named.
    #[error("no vendor's root is named")]
    NoRoot,
    /// The person has read the agreement and does not accept it.
    #[error("the agreement was not accepted")]
    AgreementDeclined,
    /// Nobody has compared the fingerprint.
    #[error("nobody has compared the fingerprint of the root")]
    FingerprintUnconfirmed { fingerprint: Fingerprint },
    /// The person has said that the fingerprint is another.
    #[error("the fingerprint of the root is not the one that the vendor published")]
    FingerprintDeclined,
    /// Not the id of a distribution.
    #[error("{text:?} is not the id of a distribution")]
    Distribution { text: String },
    /// Not a digest.
    #[error("{text:?} is not a SHA-256")]
    Digest { text: String },
    /// Not the number of a license.
    #[error("{text:?} is the number of a coupon")]
    CouponNumber { text: String },
    /// Not a technical name with a release.
    #[error("{text:?} is not a technical name with a release")]
    Asked { text: String },
    /// A document of another kind than the command takes.
    #[error("{} is a {}, not a {}", path.display(), found.name(), wanted.name())]
    OtherDocument { path: PathBuf, found: Document, wanted: Document },
    /// A file of no kind that can be shown.
    #[error("{} is neither a document nor a 1C file", path.display())]
    UnknownFile { path: PathBuf },
}

impl Explain for AskedError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSite => "site.no-site",
            Self::NoRoot => "site.no-root",
            Self::AgreementDeclined => "site.agreement-declined",
            Self::FingerprintUnconfirmed { .. } => "site.fingerprint-unconfirmed",
            Self::FingerprintDeclined => "site.fingerprint-declined",
            Self::Distribution { .. } => "site.distribution-id",
            Self::Digest { .. } => "site.digest",
            Self::CouponNumber { .. } => "site.coupon-number",
            Self::Asked { .. } => "site.asked",
            Self::OtherDocument { .. } => "site.other-document",
            Self::UnknownFile { .. } => "site.unknown-file",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NoSite | Self::NoRoot | Self::AgreementDeclined | Self::FingerprintDeclined => Vec::new(),
            Self::FingerprintUnconfirmed { fingerprint } => vec![
                ("fingerprint", Fact::text(fingerprint)),
                ("words", Fact::text(crypto::fingerprint_words(*fingerprint))),
            ],
            Self::Distribution { text }
            | Self::Digest { text }
            | Self::CouponNumber { text }
            | Self::Asked { text } => {
                vec![("text", Fact::text(text))]
            }
            Self::OtherDocument { path, found, wanted } => vec![
                ("path", Fact::text(path.display())),
                ("found", Fact::text(found.name())),
                ("wanted", Fact::text(wanted.name())),
            ],
            Self::UnknownFile { path } => vec![("path", Fact::text(path.display()))],
        }
    }
}

/// What all commands need: the site that was named.
pub(crate) struct Context {
    pub(crate) site: Option<PathBuf>,
}

impl Context {
    /// The folder of the site, whether there is one in it or not.
    pub(crate) fn folder(&self) -> Result<&Path, Failure> {
        Ok(self.site.as_deref().ok_or(AskedError::NoSite)?)
    }

    /// The site, for reading.
    pub(crate) fn open(&self) -> Result<SiteFolder, Failure> {
        judged(SiteFolder::open(self.folder()?))
    }

    /// The site, for changes.
    pub(crate) fn lock(&self) -> Result<LockedSite, Failure> {
        judged(self.open()?.lock(LOCK_WAIT))
    }
}

/// An error of the installer as the exit code wants it: refused, or not answered.
pub(crate) fn judged<T>(result: Result<T, InstallError>) -> Result<T, Failure> {
    result.map_err(|error| match error.is_refusal() {
        true => Failure::refused(error),
        false => Failure::unanswered(error),
    })
}

/// Why a license or a coupon was not read, as the exit code wants it: of a key that the vendor has revoked, a site knows
/// more than its newest root.
pub(crate) fn unread(site: Option<&SiteFolder>, document: Document, error: keyslip::ReadError) -> Failure {
    let revoked = match (&error, site) {
        (keyslip::ReadError::Verify(cause), Some(site)) => site.state().revoked_key(document, cause),
        _ => None,
    };
    revoked.map_or_else(|| Failure::refused(error), Failure::refused)
}

/// The bundle in a folder.
pub(crate) fn bundle(folder: &Path) -> Result<Bundle, Failure> {
    judged(Bundle::open(folder))
}

/// The roots of a bundle, or root files.
pub(crate) fn roots(bundle_folder: Option<&Path>, files: &[PathBuf]) -> Result<RootFiles, Failure> {
    if let Some(folder) = bundle_folder {
        return judged(bundle(folder)?.roots());
    }
    let limit = u64::try_from(Document::Root.max_bytes()).unwrap_or(u64::MAX);
    let read = |path: &PathBuf| -> Result<Vec<u8>, Failure> {
        let file = disk::read_limited(path, limit)?;
        unverified_kind::expect(Document::Root, &file, path)?;
        Ok(file)
    };
    let files: Result<Vec<Vec<u8>>, Failure> = files.iter().map(read).collect();
    judged(RootFiles::of(files?))
}

/// The language that documents are asked for.
pub(crate) fn language(ui: &Ui) -> Language {
    match ui.words().language() {
        console::Language::Russian => Language::RUSSIAN,
        _ => Language::ENGLISH,
    }
}

/// A license's number as people know it.
pub(crate) fn license_number(prefix: Prefix, id: NumberId) -> String {
    Number::license(prefix, id).to_string()
}

/// A coupon's number as people know it.
pub(crate) fn coupon_number(prefix: Prefix, id: NumberId) -> String {
    Number::coupon(prefix, id).to_string()
}
