//! `keyslip demo`: the whole story, played with the very commands that it shows.

mod goods;
mod real;
mod stage;
mod story;

use std::path::PathBuf;

use console::{Answer, Failure, Output, Page, Report, Tone, Ui, values};
use format::{Explain, Fact};
use serde::Serialize;
use thiserror::Error;

use stage::{Stage, Step};

/// Play the whole story.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip demo\n  keyslip demo --keep demo\n\nNothing outside of the folder is touched. With --keep everything stays there to look at and to go on with."
)]
pub(crate) struct Args {
    /// Keep everything in this folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,

    /// Play with the .cfe files of this folder instead of the demo's own; a file targets.json there may say what they fit
    #[arg(long, value_name = "DIR")]
    extensions: Option<PathBuf>,
}

/// Why the story cannot be played.
#[derive(Debug, Error)]
pub(crate) enum DemoError {
    /// The folder to keep is not empty.
    #[error("{path} is not empty")]
    Folder { path: String },
    /// The folder with extensions has none.
    #[error("no .cfe file in {path}")]
    NoExtensions { path: String },
    /// The file that says what extensions fit does not read.
    #[error("{path} does not read: {reason}")]
    Targets { path: String, reason: String },
    /// A command ended otherwise than the story wants.
    #[error("a step of the demo did not end as it should: {command}")]
    Step { command: String },
}

impl Explain for DemoError {
    fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "cli.demo-folder",
            Self::NoExtensions { .. } => "cli.demo-no-extensions",
            Self::Targets { .. } => "cli.demo-targets",
            Self::Step { .. } => "cli.demo-step",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Folder { path } | Self::NoExtensions { path } => vec![("path", Fact::text(path))],
            Self::Targets { path, reason } => {
                vec![("path", Fact::text(path)), ("reason", Fact::text(reason))]
            }
            Self::Step { command } => vec![("command", Fact::text(command))],
        }
    }
}

/// What was played; for people it was printed as it went.
#[derive(Serialize)]
struct Played {
    folder: Option<String>,
    installed: String,
    sha256: String,
    steps: Vec<Step>,
}

impl Report for Played {
    fn show(&self, page: &mut Page<'_>) {
        page.line("");
        page.say_toned(Tone::Good, "demo-end", &values![file = &self.installed, digest = &self.sha256]);
        match &self.folder {
            Some(folder) => page.say("demo-kept", &values![folder = folder]),
            None => page.say("demo-not-kept", &[]),
        }
    }
}

/// Plays the story in a new folder.
pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let temporary;
    let folder = match &args.keep {
        Some(folder) => new_folder(folder)?,
        None => {
            temporary =
                tempfile::tempdir().map_err(|error| disk::DiskError::from_io(std::env::temp_dir(), error))?;
            temporary.path().to_owned()
        }
    };
    let releases = match &args.extensions {
        Some(extensions) => real::releases(extensions)?,
        None => goods::releases(&folder)?,
    };
    let mut stage = Stage::new(&folder, ui);
    let ending = story::play(&mut stage, &releases)?;
    let steps = stage.into_steps();
    ui.report(&Played {
        folder: args.keep.as_ref().map(|folder| folder.display().to_string()),
        installed: ending.file,
        sha256: ending.sha256,
        steps,
    })
}

/// Whether people read along, or a script waits for the JSON at the end.
fn is_read_along(ui: &Ui) -> bool {
    ui.output() == Output::People
}

fn new_folder(folder: &PathBuf) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
    let mut inside = std::fs::read_dir(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
    if inside.next().is_some() {
        return Err(DemoError::Folder { path: folder.display().to_string() }.into());
    }
    Ok(std::path::absolute(folder).map_err(|error| disk::DiskError::from_io(folder, error))?)
}
