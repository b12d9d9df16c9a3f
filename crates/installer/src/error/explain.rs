//! The codes of errors, and the facts that their sentences are about.

use format::{DistributionId, Explain, Fact};

use super::{Damage, InstallError};

/// An error that wraps another names its code under this fact, so that the whole chain can be said in any language.
const CAUSE: &str = "cause";

impl Explain for InstallError {
    fn code(&self) -> &'static str {
        match self {
            Self::Disk(error) => error.code(),
            Self::Verify(error) => error.code(),
            Self::Root(error) => error.code(),
            Self::Receipt(error) => error.code(),
            Self::Coupon(refusal) => refusal.code(),
            Self::NotABundle { .. } => "installer.not-a-bundle",
            Self::NoRoots { .. } => "installer.no-roots",
            Self::Link { .. } => "installer.link",
            Self::ObjectMissing { .. } => "installer.object-missing",
            Self::AlreadyASite { .. } => "installer.already-a-site",
            Self::NotASite { .. } => "installer.not-a-site",
            Self::StateDamaged { .. } => "installer.state-damaged",
            Self::CatalogOlder { .. } => "installer.catalog-older",
            Self::CatalogForked { .. } => "installer.catalog-forked",
            Self::BulletinOlder { .. } => "installer.bulletin-older",
            Self::BulletinForked { .. } => "installer.bulletin-forked",
            Self::CatalogTooLow { .. } => "installer.catalog-too-low",
            Self::RootForked { .. } => "installer.root-forked",
            Self::RootOlder { .. } => "installer.root-older",
            Self::UnknownFork { .. } => "installer.unknown-fork",
            Self::SignedAhead { .. } => "installer.signed-ahead",
            Self::CatalogExpired { .. } => "installer.catalog-expired",
            Self::RevisionOlder { .. } => "installer.revision-older",
            Self::RevisionForked { .. } => "installer.revision-forked",
            Self::CouponSpent { .. } => "installer.coupon-spent",
            Self::UnknownLicense { .. } => "installer.unknown-license",
            Self::NoLicense => "installer.no-license",
            Self::WhichLicense { .. } => "installer.which-license",
            Self::UnknownDistribution { .. } => "installer.unknown-distribution",
            Self::UnknownVersion { .. } => "installer.unknown-version",
            Self::NotAvailable { .. } => "installer.not-available",
            Self::OnlyUntested { .. } => "installer.only-untested",
            Self::AgreementNotAccepted { .. } => "installer.agreement-not-accepted",
            Self::OtherAgreement { .. } => "installer.other-agreement",
            Self::AgreementUnreadable { .. } => "installer.agreement-unreadable",
            Self::FactsDisagree { .. } => "installer.facts-disagree",
            Self::PackageUnreadable { .. } => "installer.package-unreadable",
            Self::FolderName { .. } => "installer.folder-name",
            Self::OwnFolder { .. } => "installer.own-folder",
            Self::FileOfAnother { .. } => "installer.file-of-another",
            Self::HalfInstalled { .. } => "installer.half-installed",
            Self::Requires { .. } => "installer.requires",
            Self::Conflicts { .. } => "installer.conflicts",
            Self::FromVersion { .. } => "installer.from-version",
        }
    }

    /// The number of a license is left out: only who knows the vendor's prefix can print it.
    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Disk(error) => error.facts(),
            Self::Verify(error) => error.facts(),
            Self::Root(error) => error.facts(),
            Self::Receipt(error) => error.facts(),
            Self::Coupon(refusal) => refusal.facts(),
            Self::NotABundle { path }
            | Self::NoRoots { path }
            | Self::Link { path }
            | Self::AlreadyASite { path }
            | Self::NotASite { path }
            | Self::FolderName { path }
            | Self::OwnFolder { path } => vec![("path", Fact::text(path.display()))],
            Self::StateDamaged { path, damage } => {
                let at = if let Damage::Journal { at } = damage { *at } else { 0 };
                let path = ("path", Fact::text(path.display()));
                vec![path, ("damage", Fact::text(damage.key())), ("at", at.into())]
            }
            Self::ObjectMissing { digest }
            | Self::AgreementUnreadable { digest }
            | Self::UnknownFork { digest } => vec![("digest", Fact::text(digest))],
            Self::SignedAhead { document, signed, now } => vec![
                ("document", Fact::text(document.name())),
                ("signed", (*signed).into()),
                ("now", (*now).into()),
            ],
            Self::CatalogTooLow { found, lowest, bulletin } => {
                vec![("found", count(*found)), ("lowest", count(*lowest)), ("bulletin", count(*bulletin))]
            }
            Self::CatalogOlder { found, known }
            | Self::BulletinOlder { found, known }
            | Self::RootOlder { found, known } => {
                vec![("found", count(*found)), ("known", count(*known))]
            }
            Self::CatalogForked { number, evidence } | Self::BulletinForked { number, evidence } => {
                vec![("number", count(*number)), ("evidence", Fact::text(evidence.display()))]
            }
            Self::RootForked { version, evidence } => {
                vec![("version", count(*version)), ("evidence", Fact::text(evidence.display()))]
            }
            Self::CatalogExpired { number, expired, now } => {
                vec![("number", count(*number)), ("expired", (*expired).into()), ("now", (*now).into())]
            }
            Self::RevisionOlder { found, known, .. } => {
                vec![("found", count(*found)), ("known", count(*known))]
            }
            Self::RevisionForked { revision, .. } => vec![("revision", count(*revision))],
            Self::CouponSpent { .. } | Self::UnknownLicense { .. } | Self::NoLicense => Vec::new(),
            Self::WhichLicense { licenses } => vec![("count", (*licenses).into())],
            _ => self.facts_of_a_release(),
        }
    }
}

impl InstallError {
    fn facts_of_a_release(&self) -> Vec<(&'static str, Fact)> {
        let named = |distribution: &DistributionId| ("distribution", Fact::text(distribution));
        match self {
            Self::UnknownDistribution { distribution } => vec![named(distribution)],
            Self::UnknownVersion { distribution, version } | Self::OnlyUntested { distribution, version } => {
                vec![named(distribution), ("version", Fact::text(version))]
            }
            Self::NotAvailable { distribution, version, reason } => {
                let cause = (CAUSE, Fact::text(reason.code()));
                let mut facts = vec![named(distribution), ("version", Fact::text(version)), cause];
                facts.extend(reason.facts());
                facts
            }
            Self::AgreementNotAccepted { distribution, digest } => {
                vec![named(distribution), ("digest", Fact::text(digest))]
            }
            Self::OtherAgreement { distribution, given, digest } => {
                vec![named(distribution), ("given", Fact::text(given)), ("digest", Fact::text(digest))]
            }
            Self::FactsDisagree { file, field, signed, found } => vec![
                ("file", Fact::text(file)),
                ("field", Fact::text(field)),
                ("signed", Fact::text(signed)),
                ("found", Fact::text(found)),
            ],
            Self::PackageUnreadable { file, source } => {
                let mut facts = vec![("file", Fact::text(file)), (CAUSE, Fact::text(source.code()))];
                facts.extend(source.facts());
                facts
            }
            Self::FileOfAnother { name, owner } => {
                vec![("name", Fact::text(name)), ("distribution", Fact::text(owner))]
            }
            Self::HalfInstalled { distribution, folder } => {
                vec![named(distribution), ("folder", Fact::text(folder))]
            }
            Self::Requires { distribution, required } => {
                vec![named(distribution), ("required", Fact::text(required))]
            }
            Self::Conflicts { distribution, other } => {
                vec![named(distribution), ("other", Fact::text(other))]
            }
            Self::FromVersion { distribution, version, installed } => vec![
                named(distribution),
                ("version", Fact::text(version)),
                ("installed", Fact::text(installed)),
            ],
            _ => Vec::new(),
        }
    }
}

fn count(number: u32) -> Fact {
    Fact::Number(number.into())
}
