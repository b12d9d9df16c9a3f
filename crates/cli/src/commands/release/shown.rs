use console::{Page, Report, Tone, values};
use format::catalog::{Channel, Release, Target};
use format::{ReleaseRange, UnixTime};
use ledger::StoredRelease;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ReleaseJson {
    pub(super) distribution: String,
    pub(super) version: String,
    pub(super) revision: u32,
    pub(super) order: u64,
    pub(super) date: String,
    #[serde(skip)]
    pub(super) day: UnixTime,
    pub(super) channel: &'static str,
    pub(super) digest: String,
    pub(super) files: Vec<FileJson>,
    pub(super) targets: Vec<TargetJson>,
    pub(super) facts: Option<FactsJson>,
}

#[derive(Serialize)]
pub(super) struct FileJson {
    pub(super) name: String,
    pub(super) bytes: u64,
    sha256: String,
}

#[derive(Serialize)]
pub(super) struct TargetJson {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) bounds: String,
    pub(super) tested: Vec<String>,
}

/// What the file says about itself.
#[derive(Serialize)]
pub(super) struct FactsJson {
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) vendor: Option<String>,
    pub(super) purpose: &'static str,
    pub(super) compatibility_mode: String,
    pub(super) uuid: String,
}

impl From<&StoredRelease> for ReleaseJson {
    fn from(stored: &StoredRelease) -> Self {
        let record = &stored.record;
        let files = record.files.iter().map(|file| FileJson {
            name: file.name.to_string(),
            bytes: file.blob.bytes,
            sha256: file.blob.digest.to_string(),
        });
        Self {
            distribution: stored.distribution.to_string(),
            version: record.version.clone(),
            revision: record.revision,
            order: record.order,
            date: record.date.to_string(),
            day: record.date,
            channel: if stored.withdrawn.is_some() { "withdrawn" } else { channel_name(record.channel) },
            digest: stored.digest.to_string(),
            files: files.collect(),
            targets: record.targets.iter().map(TargetJson::from).collect(),
            facts: facts(record),
        }
    }
}

impl ReleaseJson {
    /// `3.2.1`, and `3.2.1 (2)` where it was published again.
    pub(super) fn shown_version(&self) -> String {
        match self.revision {
            0 | 1 => self.version.clone(),
            revision => format!("{} ({revision})", self.version),
        }
    }
}

impl From<&Target> for TargetJson {
    fn from(target: &Target) -> Self {
        let lower =
            target.lower.as_ref().map(|bound| format!("{} {}", sign('>', bound.is_inclusive), bound.release));
        let upper =
            target.upper.as_ref().map(|bound| format!("{} {}", sign('<', bound.is_inclusive), bound.release));
        Self {
            kind: target.kind.name(),
            name: if target.name.is_empty() { "*".to_owned() } else { target.name.clone() },
            bounds: [lower, upper].into_iter().flatten().collect::<Vec<_>>().join(" "),
            tested: target.tested.iter().map(ReleaseRange::to_string).collect(),
        }
    }
}

fn sign(sign: char, is_inclusive: bool) -> String {
    if is_inclusive { format!("{sign}=") } else { sign.to_string() }
}

fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::PreRelease => "pre-release",
        Channel::Withdrawn => "withdrawn",
        _ => "released",
    }
}

fn facts(record: &Release) -> Option<FactsJson> {
    let facts = record.facts.as_ref()?;
    let purpose = match facts.purpose {
        format::catalog::Purpose1c::Patch => "patch",
        format::catalog::Purpose1c::Customization => "customization",
        _ => "add-on",
    };
    Some(FactsJson {
        name: facts.name.clone(),
        version: facts.version.clone(),
        vendor: facts.vendor.clone(),
        purpose,
        compatibility_mode: onec::CompatibilityMode::new(facts.compatibility_mode).to_string(),
        uuid: uuid::Uuid::from_bytes(facts.root_uuid).to_string(),
    })
}

impl Report for ReleaseJson {
    fn show(&self, page: &mut Page<'_>) {
        let version = self.shown_version();
        let values = values![distribution = &self.distribution, version = version];
        page.say_toned(Tone::Good, "vendor-release-added", &values);
        for target in &self.targets {
            page.field("vendor-target", format!("{} {}", target.name, target.bounds));
        }
        if let Some(facts) = &self.facts {
            page.field("vendor-extension", &facts.name);
            page.field("vendor-compatibility", &facts.compatibility_mode);
        }
        for file in &self.files {
            page.field("file", &file.name);
            page.field("sha-256", &file.sha256);
        }
    }
}
