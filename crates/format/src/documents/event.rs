use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::forked::Forked;
use super::payload::read_number;
use super::root::PublicKey;
use crate::cbor::{MapReader, MapWriter, Reader, Writer};
use crate::names::{DistributionId, FileName, Language};
use crate::{Digest, FieldProblem, NumberId, ParseError, ReleaseNumber};

/// Which release of which distribution, and for which configuration.
///
/// ```text
/// fields = 4: distribution, 5: version, 6: release-digest, ? 7: configuration, ? 8: release-number
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Installed {
    /// The distribution.
    pub distribution: DistributionId,
    /// The release's version.
    pub version: String,
    /// SHA-256 of the release's record in the catalog.
    pub record: Digest,
    /// The technical name of the configuration it was installed for.
    pub configuration: Option<String>,
    /// The release of that configuration.
    pub release: Option<ReleaseNumber>,
}

/// A file as it was delivered.
///
/// ```text
/// delivered = [name, digest, bytes]
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Delivered {
    /// The file's name in the destination.
    pub name: FileName,
    /// SHA-256 of its content.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
}

/// What a site does (SPEC §7.2).
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Event {
    /// Kind 0. The site was set up: its key and the root it trusts. Always receipt 0.
    ///
    /// `4: key, 5: root-digest, 6: root-version`
    Started {
        /// The site's public key.
        key: PublicKey,
        /// SHA-256 of the trusted root's payload.
        root: Digest,
        /// The root's version.
        version: u32,
    },
    /// Kind 1. A newer root is trusted. `5: root-digest, 6: root-version`
    RootTrusted {
        /// SHA-256 of the root's payload.
        root: Digest,
        /// The root's version.
        version: u32,
    },
    /// Kind 2. A catalog was seen for the first time. `5: catalog-digest, 6: catalog-number`
    CatalogSeen {
        /// SHA-256 of the catalog's payload.
        catalog: Digest,
        /// The catalog's number.
        number: u32,
    },
    /// Kind 3. A license was added or replaced. `4: number, 5: license-digest, 6: revision`
    LicenseAdded {
        /// The license.
        license: NumberId,
        /// SHA-256 of its payload.
        digest: Digest,
        /// Its revision.
        revision: u32,
    },
    /// Kind 4. A coupon was redeemed here. `4: number, 5: coupon-digest, 6: coupon-number`
    CouponRedeemed {
        /// The license it was applied to.
        license: NumberId,
        /// SHA-256 of the coupon's payload.
        digest: Digest,
        /// The coupon.
        coupon: NumberId,
    },
    /// Kind 5. An agreement was accepted.
    ///
    /// `4: distribution, 5: text-digest, 6: language, 7: who, ? 8: number`
    AgreementAccepted {
        /// Whose agreement.
        distribution: DistributionId,
        /// SHA-256 of the exact text.
        text: Digest,
        /// The language it was shown in.
        language: Language,
        /// Who accepted, as the system names the user.
        who: String,
        /// Under which license.
        license: Option<NumberId>,
    },
    /// Kind 6. A release is about to be put in place: the files lie beside their places, checked and synced.
    ///
    /// `…installed…, 9: folder, 10: [1*256 delivered]`
    InstallBegun {
        /// What.
        installed: Installed,
        /// The destination: absolute, with links resolved, so that one folder has one name.
        folder: String,
        /// The files.
        files: Vec<Delivered>,
    },
    /// Kind 7. The installation that began last is complete. `…installed…, 9: folder, 10: [1*256 delivered]`
    InstallDone {
        /// What.
        installed: Installed,
        /// The destination: absolute, with links resolved, so that one folder has one name.
        folder: String,
        /// The files.
        files: Vec<Delivered>,
    },
    /// Kind 8. A release's files were saved for use elsewhere. `…installed…, 9: folder, 10: [1*256 delivered]`
    Saved {
        /// What.
        installed: Installed,
        /// The destination: absolute, with links resolved, so that one folder has one name.
        folder: String,
        /// The files.
        files: Vec<Delivered>,
    },
    /// Kind 9. An installation that had begun was given up; nothing was changed. `9: folder`
    InstallAbandoned {
        /// The destination: absolute, with links resolved, so that one folder has one name.
        folder: String,
    },
    /// Kind 10. A bulletin was seen for the first time. `5: bulletin-digest, 6: bulletin-number`
    BulletinSeen {
        /// SHA-256 of the bulletin's payload.
        bulletin: Digest,
        /// The bulletin's number.
        number: u32,
    },
    /// Kind 11. A second document under a number that the site knew was refused. `4: forked, 5: digest, 6: number`
    ForkSeen {
        /// The kind of document.
        forked: Forked,
        /// SHA-256 of the payload of the one that was refused.
        digest: Digest,
        /// The number or version that both have.
        number: u32,
    },
    /// Kind 12. A person has taken note of a fork. `5: digest, 7: who`
    ForkAcknowledged {
        /// SHA-256 of the payload of the one that was refused.
        digest: Digest,
        /// Who, as the system names the user.
        who: String,
    },
}

/// Longest version, name or folder in bytes.
const MAX_TEXT: usize = 1024;
/// Most files of one release.
const MAX_FILES: usize = 256;

impl Installed {
    /// `version` of `distribution` with the digest of its record.
    pub fn new(distribution: DistributionId, version: String, record: Digest) -> Self {
        Self { distribution, version, record, configuration: None, release: None }
    }

    /// The same for a configuration and its release.
    #[must_use]
    pub fn for_configuration(self, configuration: Option<String>, release: Option<ReleaseNumber>) -> Self {
        Self { configuration, release, ..self }
    }

    fn read(map: &mut MapReader<'_, '_>) -> Result<Self, ParseError> {
        Ok(Self {
            distribution: map.required(4, "distribution", DistributionId::read)?,
            version: map.required(5, "version", read_text)?,
            record: map.required(6, "release-digest", read_digest)?,
            configuration: map.optional(7, "configuration", read_text)?,
            release: map.optional(8, "release-number", ReleaseNumber::read)?,
        })
    }

    fn write(&self, map: &mut MapWriter) {
        map.entry(4, |writer| writer.text(self.distribution.as_str()));
        map.entry(5, |writer| writer.text(&self.version));
        map.entry(6, |writer| writer.bytes(self.record.as_bytes()));
        map.optional(7, self.configuration.as_deref(), Writer::text);
        map.optional(8, self.release.as_ref(), |writer, release| release.write(writer));
    }
}

impl Delivered {
    /// A file with its digest and length.
    pub fn new(name: FileName, digest: Digest, bytes: u64) -> Self {
        Self { name, digest, bytes }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.array(3..=3)?;
        Ok(Self {
            name: FileName::read(reader)?,
            digest: read_digest(reader)?,
            bytes: reader.uint(0..=u64::MAX)?,
        })
    }

    fn write(&self, writer: &mut Writer) {
        writer.array(3);
        writer.text(self.name.as_str());
        writer.bytes(self.digest.as_bytes());
        writer.uint(self.bytes);
    }
}

fn read_text(reader: &mut Reader<'_>) -> Result<String, ParseError> {
    reader.text(MAX_TEXT).map(str::to_owned)
}

pub(crate) fn read_digest(reader: &mut Reader<'_>) -> Result<Digest, ParseError> {
    reader.byte_array().map(Digest::new)
}

fn read_language(reader: &mut Reader<'_>) -> Result<Language, ParseError> {
    let before = reader.clone();
    Language::new(reader.text(2)?).ok_or_else(|| before.problem(FieldProblem::Range))
}

fn read_version(reader: &mut Reader<'_>) -> Result<u32, ParseError> {
    reader.uint32(1..=u32::MAX)
}

impl Event {
    pub(super) fn kind(&self) -> u64 {
        match self {
            Self::Started { .. } => 0,
            Self::RootTrusted { .. } => 1,
            Self::CatalogSeen { .. } => 2,
            Self::LicenseAdded { .. } => 3,
            Self::CouponRedeemed { .. } => 4,
            Self::AgreementAccepted { .. } => 5,
            Self::InstallBegun { .. } => 6,
            Self::InstallDone { .. } => 7,
            Self::Saved { .. } => 8,
            Self::InstallAbandoned { .. } => 9,
            Self::BulletinSeen { .. } => 10,
            Self::ForkSeen { .. } => 11,
            Self::ForkAcknowledged { .. } => 12,
        }
    }

    pub(super) fn read(kind: u64, map: &mut MapReader<'_, '_>) -> Result<Self, ParseError> {
        Ok(match kind {
            0 => Self::Started {
                key: map.required(4, "key", PublicKey::read)?,
                root: map.required(5, "root-digest", read_digest)?,
                version: map.required(6, "root-version", read_version)?,
            },
            1 => Self::RootTrusted {
                root: map.required(5, "root-digest", read_digest)?,
                version: map.required(6, "root-version", read_version)?,
            },
            2 => Self::CatalogSeen {
                catalog: map.required(5, "catalog-digest", read_digest)?,
                number: map.required(6, "catalog-number", read_version)?,
            },
            3 => Self::LicenseAdded {
                license: map.required(4, "number", read_number)?,
                digest: map.required(5, "license-digest", read_digest)?,
                revision: map.required(6, "revision", read_version)?,
            },
            4 => Self::CouponRedeemed {
                license: map.required(4, "number", read_number)?,
                digest: map.required(5, "coupon-digest", read_digest)?,
                coupon: map.required(6, "coupon-number", read_number)?,
            },
            5 => Self::AgreementAccepted {
                distribution: map.required(4, "distribution", DistributionId::read)?,
                text: map.required(5, "text-digest", read_digest)?,
                language: map.required(6, "language", read_language)?,
                who: map.required(7, "who", read_text)?,
                license: map.optional(8, "number", read_number)?,
            },
            9 => Self::InstallAbandoned { folder: map.required(9, "folder", read_text)? },
            10 => Self::BulletinSeen {
                bulletin: map.required(5, "bulletin-digest", read_digest)?,
                number: map.required(6, "bulletin-number", read_version)?,
            },
            11 => Self::ForkSeen {
                forked: map.required(4, "forked", Forked::read)?,
                digest: map.required(5, "digest", read_digest)?,
                number: map.required(6, "number", read_version)?,
            },
            12 => Self::ForkAcknowledged {
                digest: map.required(5, "digest", read_digest)?,
                who: map.required(7, "who", read_text)?,
            },
            _ => {
                let installed = Installed::read(map)?;
                let folder = map.required(9, "folder", read_text)?;
                let files =
                    map.required(10, "files", |reader| reader.list(1..=MAX_FILES, Delivered::read))?;
                match kind {
                    6 => Self::InstallBegun { installed, folder, files },
                    7 => Self::InstallDone { installed, folder, files },
                    _ => Self::Saved { installed, folder, files },
                }
            }
        })
    }

    pub(super) fn write(&self, map: &mut MapWriter) {
        let numbered = |map: &mut MapWriter, digest: &Digest, number: u32| {
            map.entry(5, |writer| writer.bytes(digest.as_bytes()));
            map.entry(6, |writer| writer.uint(number));
        };
        match self {
            Self::Started { key, root, version } => {
                map.entry(4, |writer| writer.bytes(key.as_bytes()));
                numbered(map, root, *version);
            }
            Self::RootTrusted { root: digest, version: number }
            | Self::CatalogSeen { catalog: digest, number }
            | Self::BulletinSeen { bulletin: digest, number } => {
                numbered(map, digest, *number);
            }
            Self::LicenseAdded { license, digest, revision } => {
                map.entry(4, |writer| writer.bytes(license.as_bytes()));
                numbered(map, digest, *revision);
            }
            Self::CouponRedeemed { license, digest, coupon } => {
                map.entry(4, |writer| writer.bytes(license.as_bytes()));
                map.entry(5, |writer| writer.bytes(digest.as_bytes()));
                map.entry(6, |writer| writer.bytes(coupon.as_bytes()));
            }
            Self::AgreementAccepted { distribution, text, language, who, license } => {
                map.entry(4, |writer| writer.text(distribution.as_str()));
                map.entry(5, |writer| writer.bytes(text.as_bytes()));
                map.entry(6, |writer| writer.text(language.as_str()));
                map.entry(7, |writer| writer.text(who));
                map.optional(8, license.as_ref(), |writer, license| writer.bytes(license.as_bytes()));
            }
            Self::InstallBegun { installed, folder, files }
            | Self::InstallDone { installed, folder, files }
            | Self::Saved { installed, folder, files } => {
                installed.write(map);
                map.entry(9, |writer| writer.text(folder));
                map.list(10, files, |writer, file| file.write(writer));
            }
            Self::InstallAbandoned { folder } => map.entry(9, |writer| writer.text(folder)),
            Self::ForkSeen { forked, digest, number } => {
                map.entry(4, |writer| writer.uint(forked.number()));
                numbered(map, digest, *number);
            }
            Self::ForkAcknowledged { digest, who } => {
                map.entry(5, |writer| writer.bytes(digest.as_bytes()));
                map.entry(7, |writer| writer.text(who));
            }
        }
    }
}
