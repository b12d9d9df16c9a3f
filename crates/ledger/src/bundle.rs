use std::collections::BTreeMap;
use std::path::PathBuf;

use crypto::Verified;
use format::bulletin::Revoked;
use format::catalog::{Distribution, Index, Part};
use format::{Blob, Catalog, Digest};

use crate::{Ledger, LedgerError, ObjectStore, StoredBulletin, StoredCatalog};

/// Everything that a bundle needs.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct BundleContents {
    /// All roots, the first one first.
    pub roots: Vec<RootFile>,
    /// The newest catalog.
    pub catalog: StoredCatalog,
    /// The newest bulletin, if one was published.
    pub bulletin: Option<StoredBulletin>,
    /// What is reachable from the two, each once, by digest.
    pub objects: Vec<BundleObject>,
}

/// A root as a file.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RootFile {
    /// Its version.
    pub version: u32,
    /// The signed file.
    pub bytes: Vec<u8>,
}

/// An object of a bundle, which lies in the vendor's object store in its full length.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BundleObject {
    /// What names it.
    pub blob: Blob,
    /// What it is.
    pub kind: ObjectKind,
    /// Where it is. Whoever copies it hashes it: its content was read here only where it names other objects.
    pub path: PathBuf,
}

/// What an object is.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ObjectKind {
    /// The index of a target name.
    Index,
    /// A distribution's record.
    Distribution,
    /// Some releases of a distribution.
    Part,
    /// An agreement, a documentation, what is new.
    Text,
    /// A file of a release.
    File,
    /// Revoked numbers of a bulletin.
    Shard,
}

impl BundleContents {
    /// Bytes of all objects.
    pub fn object_bytes(&self) -> u64 {
        self.objects.iter().map(|object| object.blob.bytes).sum()
    }
}

impl Ledger {
    /// What a bundle of the newest catalog needs.
    ///
    /// # Errors
    ///
    /// [`LedgerError::NoCatalog`]; [`LedgerError::MissingObject`] and [`LedgerError::DamagedObject`] where the store has
    /// not what the catalog names; [`LedgerError::Verify`] for an object that is not as SPEC says.
    pub fn bundle_contents(&self) -> Result<BundleContents, LedgerError> {
        let catalog = self.newest_catalog()?.ok_or(LedgerError::NoCatalog)?;
        let mut reached = Reached { store: self.folder().objects(), objects: BTreeMap::new() };
        reached.catalog(&catalog.catalog)?;
        let bulletin = self.newest_bulletin()?;
        if let Some(Revoked::Shards(shards)) = bulletin.as_ref().map(|stored| &stored.bulletin.revoked) {
            shards.iter().try_for_each(|shard| reached.find(shard, ObjectKind::Shard))?;
        }
        let roots = self.folder().root_files()?.into_iter();
        Ok(BundleContents {
            roots: roots.map(|(version, bytes)| RootFile { version, bytes }).collect(),
            catalog,
            bulletin,
            objects: reached.objects.into_values().collect(),
        })
    }
}

/// The objects found so far. They are opened as a site will open them: each vouched for by the one before.
struct Reached {
    store: ObjectStore,
    objects: BTreeMap<Digest, BundleObject>,
}

impl Reached {
    fn catalog(&mut self, catalog: &Verified<Catalog>) -> Result<(), LedgerError> {
        for (at, group) in catalog.groups.iter().enumerate() {
            let bytes = self.read(&group.index, ObjectKind::Index)?;
            let index = catalog.open::<Index>(|catalog| &catalog.groups[at].index, &bytes)?;
            self.index(&index)?;
        }
        Ok(())
    }

    fn index(&mut self, index: &Verified<Index>) -> Result<(), LedgerError> {
        for (at, entry) in index.entries.iter().enumerate() {
            let bytes = self.read(&entry.record, ObjectKind::Distribution)?;
            let distribution = index.open::<Distribution>(|index| &index.entries[at].record, &bytes)?;
            for (_, text) in distribution.agreements.iter().chain(distribution.documentation.iter()) {
                self.find(text, ObjectKind::Text)?;
            }
            for (place, part) in entry.parts.iter().enumerate() {
                let bytes = self.read(&part.part, ObjectKind::Part)?;
                let part = index.open::<Part>(|index| &index.entries[at].parts[place].part, &bytes)?;
                self.part(&part)?;
            }
        }
        Ok(())
    }

    fn part(&mut self, part: &Part) -> Result<(), LedgerError> {
        for release in &part.releases {
            release.whats_new.iter().try_for_each(|(_, text)| self.find(text, ObjectKind::Text))?;
            release.files.iter().try_for_each(|file| self.find(&file.blob, ObjectKind::File))?;
        }
        Ok(())
    }

    fn find(&mut self, blob: &Blob, kind: ObjectKind) -> Result<(), LedgerError> {
        let path = self.store.find(blob)?;
        self.objects.entry(blob.digest).or_insert(BundleObject { blob: *blob, kind, path });
        Ok(())
    }

    fn read(&mut self, blob: &Blob, kind: ObjectKind) -> Result<Vec<u8>, LedgerError> {
        self.find(blob, kind)?;
        self.store.get(blob)
    }
}
