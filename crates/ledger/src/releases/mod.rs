mod checks;
mod contents;

use crypto::sha256;
use format::catalog::{Channel, Release, Safety, Target};
use format::{ByLanguage, Digest, DistributionId, FileName, Names, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, blob, integer, text, time};
use crate::distributions::put_texts;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError};

/// A file of a new release.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct ReleaseFile {
    /// Its name where it is put.
    pub name: FileName,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is for, in a word of the vendor's.
    pub role: Option<String>,
}

/// Whether a target's name may mix alphabets, as when a Latin letter slipped into a Cyrillic name.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum MixedScripts {
    /// It may not.
    #[default]
    Refuse,
    /// It may: the configuration really has this name.
    Allow,
}

/// What a new release is.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct ReleaseInput {
    /// Its files, the extension first.
    pub files: Vec<ReleaseFile>,
    /// What it fits, with what was tested.
    pub targets: Vec<Target>,
    /// The release date, which update rights are compared with.
    pub date: UnixTime,
    /// The version; absent: the one inside the extension.
    pub version: Option<String>,
    /// From 2 on: the version is meant to be published again with other bytes.
    pub revision: Option<u32>,
    /// The place in the list, higher is newer; absent: behind all others.
    pub order: Option<u32>,
    /// How it is offered.
    pub channel: Channel,
    /// Why it was withdrawn.
    pub reason: Names,
    /// What is new, as texts.
    pub whats_new: ByLanguage<String>,
    /// Versions that it can be installed over; empty: any.
    pub from_versions: Vec<String>,
    /// Distributions that must be installed.
    pub requires: Vec<DistributionId>,
    /// Distributions that must not be installed.
    pub conflicts: Vec<DistributionId>,
    /// Safety that it asks to switch off.
    pub safety: Safety,
    /// Whether targets' names may mix alphabets.
    pub mixed_scripts: MixedScripts,
}

impl ReleaseInput {
    /// A release with what every release has.
    pub fn new(files: Vec<ReleaseFile>, targets: Vec<Target>, date: UnixTime) -> Self {
        Self {
            files,
            targets,
            date,
            version: None,
            revision: None,
            order: None,
            channel: Channel::Released,
            reason: Names::default(),
            whats_new: ByLanguage::default(),
            from_versions: Vec::new(),
            requires: Vec::new(),
            conflicts: Vec::new(),
            safety: Safety::default(),
            mixed_scripts: MixedScripts::Refuse,
        }
    }
}

/// A release as it goes into the next catalog.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredRelease {
    /// Whose release.
    pub distribution: DistributionId,
    /// The record.
    pub record: Release,
    /// SHA-256 of the record, which names the release.
    pub digest: Digest,
    /// When it was added.
    pub added_at: UnixTime,
    /// Why it was withdrawn after it had been published, if it was; the record is what it was then.
    pub withdrawn: Option<Names>,
    /// Its row in the ledger.
    pub(crate) row: i64,
}

impl StoredRelease {
    /// The record for the next catalog, which says that it was withdrawn.
    pub(crate) fn for_catalog(self) -> Release {
        let mut record = self.record;
        if let Some(why) = self.withdrawn {
            (record.channel, record.reason) = (Channel::Withdrawn, why);
        }
        record
    }
}

/// A release that would stand above a newer one.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OutOfOrder {
    /// The version of the release that is to be added.
    pub version: String,
    /// The version that would stand below it.
    pub newer: String,
}

/// Releases, each with its withdrawal.
const RELEASES: &str = "SELECT releases.*, withdrawn_releases.reason AS withdrawn
    FROM releases LEFT JOIN withdrawn_releases USING (release)";

impl Ledger {
    /// Adds a release: reads what the extension says about itself, stores its files and texts as objects.
    ///
    /// The first file whose name ends in `.cfe` is the extension; for a 1C target without one, the first file has to
    /// be. Its version is the release's, unless it has none and one was given.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownDistribution`]; [`LedgerError::Extension`] for what is no extension,
    /// [`LedgerError::VersionMissing`], [`LedgerError::VersionDisagrees`]; [`LedgerError::ReleaseExists`],
    /// [`LedgerError::SameVersionOtherBytes`], [`LedgerError::OrderTaken`], [`LedgerError::MixedScript`];
    /// [`LedgerError::Unrepresentable`] where a reader would refuse the record; [`LedgerError::Disk`].
    pub fn release_add(
        &mut self,
        distribution: &DistributionId,
        input: &ReleaseInput,
        context: &Context,
    ) -> Result<StoredRelease, LedgerError> {
        checks::check_scripts(input)?;
        let contents = contents::read(input)?;
        let mut objects = self.folder().objects();
        self.write(Mode::Commit, |ledger| {
            ledger.distribution(distribution)?;
            let others = ledger.releases(distribution)?;
            let mut record = contents.record(input);
            record.revision = checks::revision(&record, input.revision, &others)?;
            record.order = checks::order(input.order, &others)?;
            record.whats_new = put_texts(&input.whats_new, &mut objects)?;
            Release::decode(&record.encode())
                .map_err(|source| LedgerError::Unrepresentable { what: "release", source })?;
            // Objects first: a row never names a file that is not there.
            input.files.iter().try_for_each(|file| objects.put(&file.bytes).map(drop))?;
            ledger.insert_release(distribution, &record, context)
        })
    }

    /// The newest release that this one would stand above although its version or its date is older; `None` where the
    /// order was stated, or all is as one would expect. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Extension`], [`LedgerError::VersionMissing`], [`LedgerError::VersionDisagrees`];
    /// [`LedgerError::DamagedRecord`].
    pub fn newer_below(
        &self,
        distribution: &DistributionId,
        input: &ReleaseInput,
    ) -> Result<Option<OutOfOrder>, LedgerError> {
        if input.order.is_some() {
            return Ok(None);
        }
        let record = contents::read(input)?.record(input);
        let mut others = self.releases(distribution)?.into_iter().filter(|other| other.withdrawn.is_none());
        let newer = others.find(|other| {
            let is_later = record.date < other.record.date && record.version != other.record.version;
            checks::is_older(&record.version, &other.record.version) || is_later
        });
        Ok(newer.map(|newer| OutOfOrder { version: record.version, newer: newer.record.version }))
    }

    /// The releases of a distribution, newest first.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRecord`].
    pub fn releases(&self, distribution: &DistributionId) -> Result<Vec<StoredRelease>, LedgerError> {
        let sql = format!("{RELEASES} WHERE distribution = ?1 ORDER BY sort_order DESC");
        self.select(&sql, &[text(distribution.as_str())])?.iter().map(read_release).collect()
    }

    /// All releases, in the order in which they were added.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRecord`].
    pub fn all_releases(&self) -> Result<Vec<StoredRelease>, LedgerError> {
        self.select(&format!("{RELEASES} ORDER BY release"), &[])?.iter().map(read_release).collect()
    }
}

impl Writer<'_> {
    fn insert_release(
        &self,
        distribution: &DistributionId,
        record: &Release,
        context: &Context,
    ) -> Result<StoredRelease, LedgerError> {
        let bytes = record.encode();
        let digest = sha256(&bytes);
        let order =
            i64::try_from(record.order).map_err(|_| LedgerError::DamagedRow { column: "sort_order" })?;
        let row = self.next_number("releases", "release")?;
        self.execute(
            "INSERT INTO releases (release, distribution, version, revision, sort_order, record, added_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            &[
                integer(row),
                text(distribution.as_str()),
                text(&record.version),
                integer(record.revision),
                integer(order),
                blob(bytes),
                time(context.now),
            ],
        )?;
        let details =
            json!({ "version": record.version, "revision": record.revision, "order": record.order });
        let (subject, digest) = (distribution.to_string(), digest);
        self.audit(&Entry { what: "release.add", subject, digest: Some(digest), details }, context)?;
        let (distribution, record) = (distribution.clone(), record.clone());
        Ok(StoredRelease {
            distribution,
            record,
            digest,
            added_at: context.now,
            withdrawn: None,
            row: row.into(),
        })
    }
}

fn read_release(row: &Row) -> Result<StoredRelease, LedgerError> {
    let distribution = row.text("distribution")?;
    let bytes = row.bytes("record")?;
    let record = Release::decode(bytes).map_err(|source| LedgerError::DamagedRecord {
        subject: format!("{distribution} {}", row.text("version").unwrap_or_default()),
        source,
    })?;
    let order = u64::try_from(row.integer("sort_order")?).ok();
    if record.version != row.text("version")?
        || record.revision != row.number("revision")?
        || Some(record.order) != order
    {
        return Err(LedgerError::DamagedRow { column: "record" });
    }
    let distribution =
        DistributionId::new(&distribution).ok_or(LedgerError::DamagedRow { column: "distribution" })?;
    Ok(StoredRelease {
        distribution,
        digest: sha256(bytes),
        record,
        added_at: row.time("added_at")?,
        withdrawn: if row.is_null("withdrawn") { None } else { Some(row.names("withdrawn")?) },
        row: row.integer("release")?,
    })
}
