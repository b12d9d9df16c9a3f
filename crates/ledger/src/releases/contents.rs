//! What a release's files say about themselves, and the record made of it.

use crypto::sha256;
use format::catalog::{ExtensionFacts, PackageFile, Purpose1c, Release, TargetKind};
use format::{Blob, Language, Sha1Digest};
use onec::{Facts, Purpose};

use super::{ReleaseFile, ReleaseInput};
use crate::LedgerError;

/// The files as a catalog has them, and the facts of the extension among them.
pub(super) struct Contents {
    files: Vec<PackageFile>,
    facts: Option<ExtensionFacts>,
    version: String,
}

/// Opens the extension and settles the version.
pub(super) fn read(input: &ReleaseInput) -> Result<Contents, LedgerError> {
    let extension = extension_of(input).map(|file| inspect(file).map(|facts| (file, facts))).transpose()?;
    let version = version(input, extension.as_ref().map(|(file, facts)| (*file, facts)))?;
    let files = input.files.iter().map(package_file).collect();
    Ok(Contents { files, facts: extension.map(|(_, facts)| facts), version })
}

impl Contents {
    /// The record, but for revision, order and texts.
    pub(super) fn record(&self, input: &ReleaseInput) -> Release {
        let (files, targets) = (self.files.clone(), input.targets.clone());
        let mut record = Release::new(self.version.clone(), 0, input.date, files, targets);
        record.channel = input.channel;
        record.reason = input.reason.clone();
        record.from_versions.clone_from(&input.from_versions);
        record.requires.clone_from(&input.requires);
        record.requires.sort_unstable();
        record.conflicts.clone_from(&input.conflicts);
        record.conflicts.sort_unstable();
        record.safety = input.safety;
        record.facts = self.facts.clone();
        record
    }
}

/// The file that must be an extension; none for what is not for 1C and has no `.cfe`.
fn extension_of(input: &ReleaseInput) -> Option<&ReleaseFile> {
    let is_cfe = |file: &&ReleaseFile| file.name.as_str().to_lowercase().ends_with(".cfe");
    let is_for_1c = input.targets.iter().any(|target| {
        matches!(target.kind, TargetKind::Configuration | TargetKind::Library | TargetKind::Platform)
    });
    let first = || input.files.first().filter(|_| is_for_1c);
    input.files.iter().find(is_cfe).or_else(first)
}

fn inspect(file: &ReleaseFile) -> Result<ExtensionFacts, LedgerError> {
    let name = || file.name.as_str().to_owned();
    let facts = onec::inspect_extension(&file.bytes)
        .map_err(|source| LedgerError::Extension { file: name(), source: Box::new(source) })?;
    let purpose = match facts.purpose {
        Some(Purpose::Patch) => Purpose1c::Patch,
        Some(Purpose::Customization) => Purpose1c::Customization,
        Some(Purpose::AddOn) | None => Purpose1c::AddOn,
        Some(other) => return Err(LedgerError::UnknownPurpose { file: name(), purpose: other.code() }),
    };
    Ok(extension_facts(facts, purpose))
}

fn extension_facts(facts: Facts, purpose: Purpose1c) -> ExtensionFacts {
    let mode = facts.compatibility_mode.map_or(0, onec::CompatibilityMode::code);
    let mut record = ExtensionFacts::new(facts.name, purpose, mode, *facts.root_uuid.as_bytes());
    record.version = Some(facts.version).filter(|version| !version.is_empty());
    record.vendor = Some(facts.vendor).filter(|vendor| !vendor.is_empty());
    record.prefix = Some(facts.name_prefix).filter(|prefix| !prefix.is_empty());
    let named = facts.synonym.into_iter().filter(|(_, name)| !name.is_empty());
    record.synonyms = named.filter_map(|(code, name)| Some((Language::new(&code)?, name))).collect();
    record
}

fn version(
    input: &ReleaseInput,
    extension: Option<(&ReleaseFile, &ExtensionFacts)>,
) -> Result<String, LedgerError> {
    let own = extension.and_then(|(_, facts)| facts.version.as_deref());
    match (input.version.as_deref().map(str::trim), own) {
        (Some(stated), Some(own)) if stated != own => {
            Err(LedgerError::VersionDisagrees { stated: stated.to_owned(), file: own.to_owned() })
        }
        (Some(stated), _) => Ok(stated.to_owned()),
        (None, Some(own)) => Ok(own.to_owned()),
        (None, None) => {
            let file = extension.map(|(file, _)| file).or(input.files.first());
            let file = file.map(|file| file.name.as_str().to_owned()).unwrap_or_default();
            Err(LedgerError::VersionMissing { file })
        }
    }
}

fn package_file(file: &ReleaseFile) -> PackageFile {
    let bytes = u64::try_from(file.bytes.len()).expect("a length in memory fits 64 bits");
    let blob = Blob { digest: sha256(&file.bytes), bytes };
    let mut package = PackageFile::new(file.name.clone(), blob);
    package.role.clone_from(&file.role);
    package.sha1 = Some(Sha1Digest::new(*onec::Sha1Digest::of(&file.bytes).as_bytes()));
    package
}
