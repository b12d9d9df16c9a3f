//! The private copy: read once from the medium, hashed on the way, and asked what it says about itself.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crypto::{VerifyError, sha256};
use disk::{Access, DiskError, WholeFile};
use format::catalog::{ExtensionFacts, PackageFile, Purpose1c};
use format::{Blob, Digest};
use onec::Facts;

use super::Plan;
use crate::state::WORK;
use crate::{Bundle, InstallError};

/// The site's own folder for packages on their way; nobody else may write into it.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    folder: PathBuf,
}

impl Work {
    pub(crate) fn of_site(site: &Path) -> Self {
        Self { folder: site.join(WORK) }
    }

    pub(crate) fn create(&self) -> Result<(), InstallError> {
        disk::create_dir_owner_only(&self.folder)?;
        Ok(disk::owner_only(&self.folder)?)
    }

    /// Where the private copy of a file lies.
    pub(crate) fn copy_of(&self, digest: Digest) -> PathBuf {
        self.folder.join(format!("{digest}.package"))
    }

    /// Where the receipt of an installation waits until its files are staged.
    pub(crate) fn intent(&self) -> PathBuf {
        self.folder.join("intent.ksreceipt")
    }

    /// Opens the private copy, if its bytes are those of the digest.
    pub(crate) fn open_copy(&self, digest: Digest) -> Result<Option<File>, InstallError> {
        let path = self.copy_of(digest);
        match disk::measure(&path) {
            Ok(measured) if measured.sha256 == *digest.as_bytes() => {
                Ok(Some(File::open(&path).map_err(|error| DiskError::from_io(&path, error))?))
            }
            Ok(_) => Ok(None),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes all private copies.
    pub(crate) fn clear(&self) -> Result<(), InstallError> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(|error| DiskError::from_io(&self.folder, error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| DiskError::from_io(&self.folder, error))?.path();
            disk::remove_file(&path)?;
        }
        Ok(())
    }

    /// Copies a payload file from the medium, once, and keeps it only if it is the one that was signed.
    fn fetch(&self, bundle: &Bundle, blob: &Blob, progress: &mut dyn FnMut(u64)) -> Result<(), InstallError> {
        if self.open_copy(blob.digest)?.is_some() {
            progress(blob.bytes);
            return Ok(());
        }
        let payload = bundle.payload(blob)?;
        let mut copy = WholeFile::create(&self.copy_of(blob.digest), Access::OwnerOnly)?;
        // One byte more than was signed, so that an endless file is told from the right one.
        let source = payload.file.take(blob.bytes.saturating_add(1));
        copy.copy_from(source, &payload.path, progress)?;
        let copied = copy.measured();
        if copied.bytes != blob.bytes || copied.sha256 != *blob.digest.as_bytes() {
            return Err(VerifyError::WrongObject { expected: blob.digest }.into());
        }
        copy.finish()?;
        Ok(())
    }
}

/// Fetches all files of the plan's release and holds its 1C file against the signed record.
pub(super) fn fetch(work: &Work, plan: &Plan<'_>, progress: &mut dyn FnMut(u64)) -> Result<(), InstallError> {
    work.create()?;
    for file in &plan.release.files {
        work.fetch(plan.catalog.bundle(), &file.blob, progress)?;
    }
    match (&plan.release.facts, described(&plan.release.files)) {
        (Some(signed), Some(file)) => check_facts(work, signed, file),
        _ => Ok(()),
    }
}

/// The file that a record's facts are about: the first extension, or else the first file.
fn described(files: &[PackageFile]) -> Option<&PackageFile> {
    let is_extension = |file: &&PackageFile| file.name.as_str().to_lowercase().ends_with(".cfe");
    files.iter().find(is_extension).or(files.first())
}

fn check_facts(work: &Work, signed: &ExtensionFacts, file: &PackageFile) -> Result<(), InstallError> {
    let limit = u64::try_from(onec::limits::MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let bytes = disk::read_limited(&work.copy_of(file.blob.digest), limit)?;
    if sha256(&bytes) != file.blob.digest {
        return Err(VerifyError::WrongObject { expected: file.blob.digest }.into());
    }
    let name = file.name.as_str().to_owned();
    let found = onec::inspect_extension(&bytes)
        .map_err(|source| InstallError::PackageUnreadable { file: name.clone(), source })?;
    match disagreement(signed, &found) {
        None => Ok(()),
        Some((field, signed, found)) => Err(InstallError::FactsDisagree { file: name, field, signed, found }),
    }
}

/// The first fact in which the signed record and the file differ: its name, what was signed, what was found.
fn disagreement(signed: &ExtensionFacts, found: &Facts) -> Option<(&'static str, String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let purpose = match signed.purpose {
        Purpose1c::Patch => onec::Purpose::Patch.code(),
        Purpose1c::Customization => onec::Purpose::Customization.code(),
        Purpose1c::AddOn => onec::Purpose::AddOn.code(),
        _ => u32::MAX,
    };
    let uuid = |bytes: &[u8; 16]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let pairs = [
        ("name", signed.name.clone(), found.name.clone()),
        ("version", text(&signed.version), found.version.clone()),
        ("vendor", text(&signed.vendor), found.vendor.clone()),
        ("prefix", text(&signed.prefix), found.name_prefix.clone()),
        ("root-uuid", uuid(&signed.root_uuid), uuid(found.root_uuid.as_bytes())),
        (
            "compatibility-mode",
            signed.compatibility_mode.to_string(),
            found.compatibility_mode.map(|mode| mode.code().to_string()).unwrap_or_default(),
        ),
        (
            "purpose",
            purpose.to_string(),
            found.purpose.map(|purpose| purpose.code().to_string()).unwrap_or_default(),
        ),
    ];
    pairs.into_iter().find(|(_, signed, found)| signed != found)
}
