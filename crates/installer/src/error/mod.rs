mod explain;

use std::path::PathBuf;

use crypto::{RootError, SiteKeyError, VerifyError};
use disk::DiskError;
use format::{Digest, DistributionId, Document, NumberId, UnixTime};
use onec::OnecError;
use policy::{Reason, Refusal};
use thiserror::Error;

/// What is wrong with a site's state.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Damage {
    /// The journal does not check from this byte on.
    Journal {
        /// Where the first bad record begins.
        at: u64,
    },
    /// A document that the journal names is gone.
    Missing,
    /// A document is not the one that the journal names.
    Changed,
    /// The site's key is not the one that the journal begins with.
    Key,
}

impl Damage {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Journal { .. } => "journal",
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Key => "key",
        }
    }
}

/// Why a site did not do what it was asked to.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum InstallError {
    /// A file could not be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A document or an object is not what a trusted key signed.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// A root is not trusted.
    #[error(transparent)]
    Root(#[from] RootError),
    /// A receipt or a request cannot be signed, because every reader would refuse it.
    #[error(transparent)]
    Receipt(#[from] SiteKeyError),

    /// The folder has no catalog.
    #[error("{} is not a bundle: it has no catalog", path.display())]
    NotABundle {
        /// The folder.
        path: PathBuf,
    },
    /// The bundle brings no root.
    #[error("the bundle {} has no roots", path.display())]
    NoRoots {
        /// The bundle.
        path: PathBuf,
    },
    /// A link stands where a file or a folder of its own is wanted.
    #[error("{} is a link, and links are not followed here", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// The catalog names an object that the bundle does not have.
    #[error("the bundle lacks the object {digest}")]
    ObjectMissing {
        /// The object's digest.
        digest: Digest,
    },

    /// There is a site in the folder already.
    #[error("{} is a site already", path.display())]
    AlreadyASite {
        /// The folder.
        path: PathBuf,
    },
    /// There is no site in the folder.
    #[error("{} is not a site", path.display())]
    NotASite {
        /// The folder.
        path: PathBuf,
    },
    /// The site's state does not check. It is never taken for a new one.
    #[error("the site's state is damaged: {} ({})", path.display(), damage.key())]
    StateDamaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        damage: Damage,
    },

    /// The bundle's catalog is older than one that the site has seen.
    #[error("catalog {found} is older than catalog {known}, which this site has seen")]
    CatalogOlder {
        /// The number of the bundle's catalog.
        found: u32,
        /// The highest number seen.
        known: u32,
    },
    /// Two different catalogs have one number: a stolen key, or a vendor who published twice.
    #[error("there are two different catalogs {number}; the second one is kept in {}", evidence.display())]
    CatalogForked {
        /// The number.
        number: u32,
        /// Where a copy of the second one is kept.
        evidence: PathBuf,
    },
    /// The bundle's bulletin is older than one that the site has seen.
    #[error("bulletin {found} is older than bulletin {known}, which this site has seen")]
    BulletinOlder {
        /// The number of the bundle's bulletin.
        found: u32,
        /// The highest number seen.
        known: u32,
    },
    /// Two different bulletins have one number: a stolen key, or a vendor who published twice.
    #[error("there are two different bulletins {number}; the second one is kept in {}", evidence.display())]
    BulletinForked {
        /// The number.
        number: u32,
        /// Where a copy of the second one is kept.
        evidence: PathBuf,
    },
    /// The newest bulletin asks for a newer catalog.
    #[error("catalog {found} is older than catalog {lowest}, the lowest that bulletin {bulletin} allows")]
    CatalogTooLow {
        /// The number of the bundle's catalog.
        found: u32,
        /// The lowest number that is allowed.
        lowest: u32,
        /// The bulletin's number.
        bulletin: u32,
    },
    /// Two different roots have one version: a stolen key.
    #[error("there are two different roots {version}; the second one is kept in {}", evidence.display())]
    RootForked {
        /// The version.
        version: u32,
        /// Where a copy of the second one is kept.
        evidence: PathBuf,
    },
    /// All roots are older than the one that the site trusts.
    #[error("root {found} is older than root {known}, which this site trusts")]
    RootOlder {
        /// The highest version found.
        found: u32,
        /// The version that is trusted.
        known: u32,
    },
    /// No fork with this digest was seen here.
    #[error("this site has seen no fork {digest}")]
    UnknownFork {
        /// The digest asked for.
        digest: Digest,
    },
    /// A document is signed far ahead of all that the site knows of the time.
    #[error("the {} is signed on {signed}; it is {now} here", document.name())]
    SignedAhead {
        /// The kind of document.
        document: Document,
        /// When it says that it was signed.
        signed: UnixTime,
        /// The later of the clock and the greatest signed time seen.
        now: UnixTime,
    },
    /// The catalog is past its last day.
    #[error("catalog {number} was valid until {expired}; it is {now}")]
    CatalogExpired {
        /// The catalog's number.
        number: u32,
        /// Its last valid second.
        expired: UnixTime,
        /// The moment that counts.
        now: UnixTime,
    },

    /// The site has a newer revision of the license.
    #[error("revision {found} of the license is older than revision {known}, which this site has")]
    RevisionOlder {
        /// The license.
        license: NumberId,
        /// The revision offered.
        found: u32,
        /// The revision known.
        known: u32,
    },
    /// Two different licenses have one number and one revision.
    #[error("there are two different revisions {revision} of the license")]
    RevisionForked {
        /// The license.
        license: NumberId,
        /// The revision.
        revision: u32,
    },
    /// The coupon does not apply to the license.
    #[error(transparent)]
    Coupon(Refusal),
    /// The coupon may be redeemed on one license only, and was redeemed on another one.
    #[error("the coupon has been redeemed on another license of this site")]
    CouponSpent {
        /// The other license.
        license: NumberId,
    },
    /// The site has no such license.
    #[error("this site does not have the license")]
    UnknownLicense {
        /// The license.
        license: NumberId,
    },
    /// The site has no license that something could be done with.
    #[error("this site has no license")]
    NoLicense,
    /// The site has several licenses, and none was named.
    #[error("this site has {licenses} licenses, and none was named")]
    WhichLicense {
        /// How many.
        licenses: usize,
    },

    /// The catalog has no such distribution for the configuration.
    #[error("the catalog has no distribution {distribution} for this configuration")]
    UnknownDistribution {
        /// The distribution.
        distribution: DistributionId,
    },
    /// The distribution has no such version.
    #[error("{distribution} has no version {version} for this configuration")]
    UnknownVersion {
        /// The distribution.
        distribution: DistributionId,
        /// The version asked for.
        version: String,
    },
    /// The release may not be installed here; the reasons are in the listing.
    #[error("{distribution} {version} is not available here")]
    NotAvailable {
        /// The distribution.
        distribution: DistributionId,
        /// The version: the one asked for, or the newest.
        version: String,
        /// The most decisive reason why not.
        reason: Box<Reason>,
    },
    /// Only a release fits that nobody has tested here, and such were not asked for.
    #[error("{distribution} {version} fits, but is untested here")]
    OnlyUntested {
        /// The distribution.
        distribution: DistributionId,
        /// The newest such version.
        version: String,
    },

    /// Nobody has accepted the agreement.
    #[error("the agreement of {distribution} has not been accepted ({digest})")]
    AgreementNotAccepted {
        /// The distribution.
        distribution: DistributionId,
        /// SHA-256 of the text.
        digest: Digest,
    },
    /// Another agreement was accepted than the one that counts.
    #[error("the accepted agreement {given} is not one of {distribution}")]
    OtherAgreement {
        /// The distribution.
        distribution: DistributionId,
        /// The digest given.
        given: Digest,
        /// The digest of the text that counts.
        digest: Digest,
    },
    /// The agreement is no text in UTF-8.
    #[error("the agreement {digest} is not a text in UTF-8")]
    AgreementUnreadable {
        /// Its digest.
        digest: Digest,
    },

    /// The file says something else about itself than the signed record.
    #[error("{file} says {found:?} for its {field}, the signed record {signed:?}")]
    FactsDisagree {
        /// The file.
        file: String,
        /// Which fact.
        field: &'static str,
        /// What the record says.
        signed: String,
        /// What the file says.
        found: String,
    },
    /// The file is no 1C extension that can be read.
    #[error("{file} cannot be read as a 1C extension")]
    PackageUnreadable {
        /// The file.
        file: String,
        /// Why.
        source: OnecError,
    },

    /// The destination is the site's own folder.
    #[error("{} is the site's own folder", path.display())]
    OwnFolder {
        /// The path.
        path: PathBuf,
    },
    /// The path of a folder cannot stand in a receipt.
    #[error("the path {} cannot be written into a receipt", path.display())]
    FolderName {
        /// The path.
        path: PathBuf,
    },
    /// A file of that name belongs to another installed distribution.
    #[error("{name} in this folder belongs to {owner}")]
    FileOfAnother {
        /// The file.
        name: String,
        /// The distribution that it belongs to.
        owner: DistributionId,
    },
    /// An installation was cut off and can be neither completed nor given up.
    #[error("the installation of {distribution} into {folder} was cut off and is not complete")]
    HalfInstalled {
        /// The distribution.
        distribution: DistributionId,
        /// Its folder.
        folder: String,
    },
    /// The distribution needs another one.
    #[error("{distribution} needs {required}, which is not installed")]
    Requires {
        /// The distribution.
        distribution: DistributionId,
        /// What it needs.
        required: DistributionId,
    },
    /// The distribution cannot live beside another one.
    #[error("{distribution} cannot be installed beside {other}")]
    Conflicts {
        /// The distribution.
        distribution: DistributionId,
        /// The one in its way.
        other: DistributionId,
    },
    /// The release cannot be installed over the version that is there.
    #[error("{distribution} {version} cannot be installed over {installed}")]
    FromVersion {
        /// The distribution.
        distribution: DistributionId,
        /// The version to install.
        version: String,
        /// The version that is there.
        installed: String,
    },
}

impl InstallError {
    /// Is it the one case of a file that is not there? The question of everyone whose file need not be.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Disk(error) if error.is_missing())
    }

    /// Whether the input was judged and refused; otherwise the question could not be answered.
    pub fn is_refusal(&self) -> bool {
        !matches!(
            self,
            Self::Disk(_)
                | Self::Receipt(_)
                | Self::NotABundle { .. }
                | Self::NoRoots { .. }
                | Self::ObjectMissing { .. }
                | Self::AlreadyASite { .. }
                | Self::NotASite { .. }
                | Self::StateDamaged { .. }
                | Self::NoLicense
                | Self::UnknownLicense { .. }
                | Self::UnknownFork { .. }
                | Self::WhichLicense { .. }
                | Self::FolderName { .. }
                | Self::OwnFolder { .. }
                | Self::HalfInstalled { .. }
        )
    }
}
