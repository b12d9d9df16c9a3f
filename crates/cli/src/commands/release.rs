use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Table, Tone, Ui, parse, typed, values};
use format::catalog::{Channel, Release, Target};
use format::{DistributionId, Explain, Fact, FileName, ReleaseRange, UnixTime};
use ledger::{Ledger, LedgerError, MixedScripts, ReleaseFile, ReleaseInput, StoredRelease};
use serde::Serialize;
use thiserror::Error;

use super::distribution::texts;
use crate::arguments::VendorArgs;
use crate::input::{LanguageFile, Named, distribution_id, names, range, target};
use crate::show::{NamesJson, names_json};
use crate::vendor::judged;

/// Releases.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a release from its .cfe file
    #[command(
        after_help = "Example:\n  keyslip release add retailcrm --file RetailCRM_UT11.5.cfe --target \"УправлениеТорговлей > 11.5.7.255\" --tested \"11.5.8 .. 11.5.20\" --date 2026-03-01 --whats-new ru=news.txt\n\nA target is a technical name and then bounds, each one of >, >=, <, <= with a release; * is any configuration. A range is a .. b, both ends included; missing parts are zero, so 11.5.20 does not include 11.5.20.1."
    )]
    Add(Box<Add>),
    /// List the releases of a distribution, newest first
    List(List),
    /// Withdraw all releases of a version; the next catalog and bulletin tell the sites
    #[command(
        after_help = "Example:\n  keyslip release withdraw retailcrm 3.2.1 --reason \"ru=портит остатки\""
    )]
    Withdraw(Withdraw),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Withdraw {
    /// The distribution
    #[arg(value_name = "DISTRIBUTION", value_parser = distribution_id)]
    distribution: DistributionId,

    /// The version
    #[arg(value_name = "VERSION")]
    version: String,

    /// Why, for the sites; for several languages once each: ru=…, en=…
    #[arg(long = "reason", value_name = "TEXT", required = true)]
    reasons: Vec<Named>,
}

#[derive(Serialize)]
struct WithdrawnJson {
    distribution: String,
    version: String,
    records: Vec<String>,
    reason: NamesJson,
}

impl Report for WithdrawnJson {
    fn show(&self, page: &mut Page<'_>) {
        let values = values![distribution = &self.distribution, version = &self.version];
        page.say_toned(Tone::Good, "vendor-release-withdrawn", &values);
        page.say("vendor-next-bulletin", &[]);
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// The distribution
    #[arg(value_name = "DISTRIBUTION", value_parser = typed(distribution_id))]
    distribution: DistributionId,

    /// The file; as often as the release has files
    #[arg(long = "file", value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// What it fits; as often as needed
    #[arg(long = "target", value_name = "TARGET", required = true, value_parser = typed(target))]
    targets: Vec<Target>,

    /// The range of releases that was tested; as often as needed
    #[arg(long = "tested", value_name = "RANGE", value_parser = typed(range))]
    tested: Vec<ReleaseRange>,

    /// The release date, which update rights are compared with
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    date: UnixTime,

    /// The version, where the file does not say it
    #[arg(long = "version", id = "stated-version", value_name = "VERSION")]
    version: Option<String>,

    /// From 2 on: the same version published again with other contents
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    revision: Option<NonZeroU32>,

    /// Where it stands among the versions [default: above all that are there]
    #[arg(long, value_name = "NUMBER", value_parser = typed(order))]
    order: Option<u32>,

    /// What is new, by language: ru=news.txt
    #[arg(long, value_name = "LANGUAGE=FILE", value_parser = typed(str::parse::<LanguageFile>))]
    whats_new: Vec<LanguageFile>,

    /// A version that it can be installed over; as often as needed [default: any]
    #[arg(long = "from", value_name = "VERSION")]
    from_versions: Vec<String>,

    /// Not for production yet
    #[arg(long)]
    pre_release: bool,

    /// Publish although a target's name mixes alphabets
    #[arg(long)]
    allow_mixed_scripts: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// The distribution
    #[arg(value_name = "DISTRIBUTION", value_parser = typed(distribution_id))]
    distribution: DistributionId,
}

fn order(text: &str) -> Result<u32, parse::InputError> {
    parse::number(text, 0..=u32::MAX.into())
}

/// A file whose name cannot be carried to every system.
#[derive(Clone, Debug, Error)]
#[error("{name:?} is not a file name that every system takes")]
struct UnsafeName {
    name: String,
}

impl Explain for UnsafeName {
    fn code(&self) -> &'static str {
        "cli.unsafe-name"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("name", Fact::text(&self.name))]
    }
}

#[derive(Serialize)]
struct ReleaseJson {
    distribution: String,
    version: String,
    revision: u32,
    order: u64,
    date: String,
    #[serde(skip)]
    day: UnixTime,
    channel: &'static str,
    digest: String,
    files: Vec<FileJson>,
    targets: Vec<TargetJson>,
    facts: Option<FactsJson>,
}

#[derive(Serialize)]
struct FileJson {
    name: String,
    bytes: u64,
    sha256: String,
}

#[derive(Serialize)]
struct TargetJson {
    kind: &'static str,
    name: String,
    bounds: String,
    tested: Vec<String>,
}

/// What the file says about itself.
#[derive(Serialize)]
struct FactsJson {
    name: String,
    version: Option<String>,
    vendor: Option<String>,
    purpose: &'static str,
    compatibility_mode: String,
    uuid: String,
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
    fn shown_version(&self) -> String {
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

#[derive(Serialize)]
#[serde(transparent)]
struct Rows(Vec<ReleaseJson>);

impl Report for Rows {
    fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            return page.say("nothing-found", &[]);
        }
        let mut table = Table::new(["version", "date", "vendor-channel", "vendor-target", "file"]);
        for one in &self.0 {
            let targets: Vec<String> = one
                .targets
                .iter()
                .map(|target| format!("{} {}", target.name, target.bounds).trim_end().to_owned())
                .collect();
            let files: Vec<&str> = one.files.iter().map(|file| file.name.as_str()).collect();
            let channel = page.words().say(&format!("channel-{}", one.channel), &[]);
            table.row([
                one.shown_version().into(),
                one.day.into(),
                channel.into(),
                targets.join("; ").into(),
                files.join(", ").into(),
            ]);
        }
        page.table(&table);
    }
}

/// Largest file of a release that is read.
const MAX_FILE_BYTES: u64 = 1024 * 1024 * 1024;

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Add(args) => {
            let stored =
                ledger.release_add(&args.distribution, &input(args)?, &vendor.context()).map_err(judged)?;
            ui.report(&ReleaseJson::from(&stored))
        }
        Command::Withdraw(args) => {
            let why = names(&args.reasons)?;
            let withdrawn = ledger
                .withdraw_release(&args.distribution, &args.version, &why, &vendor.context())
                .map_err(judged)?;
            ui.report(&WithdrawnJson {
                distribution: args.distribution.to_string(),
                version: args.version.clone(),
                records: withdrawn.iter().map(|release| release.digest.to_string()).collect(),
                reason: names_json(&why),
            })
        }
        Command::List(args) => {
            let all = ledger.releases(&args.distribution).map_err(judged)?;
            if all.is_empty() && !is_known(&ledger, &args.distribution)? {
                let distribution = args.distribution.clone();
                return Err(judged(LedgerError::UnknownDistribution { distribution }));
            }
            ui.report(&Rows(all.iter().map(ReleaseJson::from).collect()))
        }
    }
}

fn is_known(ledger: &Ledger, distribution: &DistributionId) -> Result<bool, Failure> {
    let all = ledger.distributions().map_err(judged)?;
    Ok(all.iter().any(|one| one.record.id == *distribution))
}

fn input(args: &Add) -> Result<ReleaseInput, Failure> {
    let mut targets = args.targets.clone();
    targets.iter_mut().for_each(|target| target.tested.clone_from(&args.tested));
    let files = args.files.iter().map(|path| read_file(path)).collect::<Result<_, Failure>>()?;
    let mut input = ReleaseInput::new(files, targets, args.date);
    input.version = args.version.clone();
    input.revision = args.revision.map(NonZeroU32::get);
    input.order = args.order;
    input.whats_new = texts(&args.whats_new)?;
    input.from_versions = args.from_versions.clone();
    input.channel = if args.pre_release { Channel::PreRelease } else { Channel::Released };
    input.mixed_scripts = if args.allow_mixed_scripts { MixedScripts::Allow } else { MixedScripts::Refuse };
    Ok(input)
}

fn read_file(path: &Path) -> Result<ReleaseFile, Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe = FileName::new(&name).ok_or(UnsafeName { name })?;
    Ok(ReleaseFile { name: safe, bytes: disk::read_limited(path, MAX_FILE_BYTES)?, role: None })
}
