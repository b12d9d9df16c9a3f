use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Ui, parse, typed, values};
use format::catalog::{Channel, Target};
use format::{DistributionId, Explain, Fact, FileName, ReleaseRange, UnixTime};
use ledger::{MixedScripts, OutOfOrder, ReleaseFile, ReleaseInput};
use thiserror::Error;

use super::shown::ReleaseJson;
use crate::commands::distribution::texts;
use crate::input::{LanguageFile, distribution_id, range, target};
use crate::options::VendorArgs;
use crate::vendor::judged;

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

pub(super) fn run(args: &Add, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let input = input(args)?;
    let out_of_order = ledger.newer_below(&args.distribution, &input).map_err(judged)?;
    let stored = ledger.release_add(&args.distribution, &input, &vendor.context()).map_err(judged)?;
    if let Some(OutOfOrder { version, newer, .. }) = out_of_order {
        ui.warn("vendor-release-out-of-order", &values![version = version, newer = newer]);
    }
    ui.report(&ReleaseJson::from(&stored))
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

/// Largest file of a release that is read.
const MAX_FILE_BYTES: u64 = 1024 * 1024 * 1024;

fn read_file(path: &Path) -> Result<ReleaseFile, Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let safe = FileName::new(&name).ok_or(UnsafeName { name })?;
    Ok(ReleaseFile { name: safe, bytes: disk::read_limited(path, MAX_FILE_BYTES)?, role: None })
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
