//! The story on real extensions: a folder of .cfe files, with a file that says what they fit.

use std::fs;
use std::path::{Path, PathBuf};

use console::Failure;
use disk::DiskError;
use serde::Deserialize;

use super::DemoError;
use super::story::{Plot, Published};

/// `targets.json`: which configuration and which releases the files are for.
#[derive(Default, Deserialize)]
struct Targets {
    targets: Vec<FileTarget>,
}

/// One file's target. A path may end in `/*.cfe`, for all files of a folder that have no entry of their own.
#[derive(Deserialize)]
struct FileTarget {
    path: String,
    conf: Option<String>,
    min_release: Option<String>,
    #[serde(default = "inclusive")]
    min_inclusive: bool,
    max_release: Option<String>,
    #[serde(default = "inclusive")]
    max_inclusive: bool,
}

fn inclusive() -> bool {
    true
}

/// Largest .cfe and largest targets.json that the demo reads.
const MAX_CFE_BYTES: u64 = 256 * 1024 * 1024;
const MAX_TARGETS_BYTES: u64 = 4 * 1024 * 1024;

/// A file with what it says about itself.
struct Extension {
    path: PathBuf,
    relative: String,
    name: String,
    version: String,
}

/// Reads the folder and tells the story about its extensions.
pub(super) fn releases(folder: &Path) -> Result<Plot, Failure> {
    let targets = read_targets(folder)?;
    let mut extensions = Vec::new();
    for path in cfe_files(folder)? {
        let facts =
            onec::inspect_extension(&disk::read_limited(&path, MAX_CFE_BYTES)?).map_err(Failure::refused)?;
        let relative = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        extensions.push(Extension { path, relative, name: facts.name, version: facts.version });
    }
    if extensions.is_empty() {
        return Err(DemoError::NoExtensions { path: folder.display().to_string() }.into());
    }
    // Versions ascend as numbers, so that the last one published is the newest.
    extensions.sort_by_cached_key(|one| (one.name.clone(), numbers(&one.version), one.relative.clone()));
    let mut names: Vec<String> = extensions.iter().map(|one| one.name.clone()).collect();
    names.dedup();
    let mut published: Vec<Published> = Vec::new();
    for one in &extensions {
        let at = names.iter().position(|name| *name == one.name).unwrap_or_default();
        let target = targets.target_of(&one.relative);
        let distribution = format!("extension-{}", at + 1);
        let version = if one.version.is_empty() { Some("1.0".to_owned()) } else { None };
        let earlier =
            published.iter().filter(|other| other.is_same_version(one, &target, &extensions)).count();
        let revision = u32::try_from(earlier + 1).ok().filter(|revision| *revision > 1);
        published.push(Published {
            distribution,
            name: one.name.clone(),
            path: one.path.display().to_string(),
            target,
            tested: None,
            date: "2026-03-01".to_owned(),
            version,
            revision,
        });
    }
    plot(published, &extensions)
}

impl Published {
    /// Whether this is another build of the version of `one` for the same target: it was published twice.
    fn is_same_version(&self, one: &Extension, target: &str, all: &[Extension]) -> bool {
        let mine = all.iter().find(|other| other.path.display().to_string() == self.path);
        mine.is_some_and(|mine| mine.name == one.name && mine.version == one.version) && self.target == target
    }
}

/// The newest release for a configuration is what the story's site installs.
fn plot(releases: Vec<Published>, extensions: &[Extension]) -> Result<Plot, Failure> {
    let bound =
        |release: &&Published| release.target.split_whitespace().next().is_some_and(|name| name != "*");
    let installed = releases.iter().rev().find(bound).or_else(|| releases.last());
    let installed = installed.ok_or(DemoError::NoExtensions { path: String::new() })?;
    let (configuration, release) = fitting(&installed.target);
    let version = extensions.iter().find(|one| one.path.display().to_string() == installed.path);
    let saved_version = match version.map(|one| one.version.clone()) {
        Some(version) if !version.is_empty() => version,
        _ => "1.0".to_owned(),
    };
    let distribution = installed.distribution.clone();
    Ok(Plot { distribution, configuration, release, saved_version, releases })
}

/// A configuration and a release of it that the target admits: just above the lower bound, or the upper bound's first.
fn fitting(target: &str) -> (String, String) {
    let words: Vec<&str> = target.split_whitespace().collect();
    let name = words.first().copied().filter(|name| *name != "*").unwrap_or("УправлениеТорговлей");
    let bound =
        |sign: &str| words.iter().position(|word| word.starts_with(sign)).and_then(|at| words.get(at + 1));
    let release = match (bound(">"), bound("<")) {
        (Some(lower), _) => above(lower),
        (None, Some(_)) => "1.0".to_owned(),
        (None, None) => "11.5.8.300".to_owned(),
    };
    (name.to_owned(), release)
}

/// The release with one more in its last part.
fn above(release: &str) -> String {
    let mut parts: Vec<u32> = release.split('.').filter_map(|part| part.parse().ok()).collect();
    if let Some(last) = parts.last_mut() {
        *last = last.saturating_add(1);
    }
    parts.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// A version's digit runs as numbers, for sorting only.
fn numbers(version: &str) -> Vec<u64> {
    version.split(|character: char| !character.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
}

impl Targets {
    fn target_of(&self, relative: &str) -> String {
        let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let exact = self.targets.iter().find(|target| target.path == relative);
        let found =
            exact.or_else(|| self.targets.iter().find(|target| target.path == format!("{folder}/*.cfe")));
        found.map_or_else(|| "*".to_owned(), FileTarget::text)
    }
}

impl FileTarget {
    fn text(&self) -> String {
        let mut text = self.conf.clone().unwrap_or_else(|| "*".to_owned());
        if text == "*" {
            return text;
        }
        let sides =
            [('>', &self.min_release, self.min_inclusive), ('<', &self.max_release, self.max_inclusive)];
        for (sign, release, is_inclusive) in sides {
            if let Some(release) = release {
                text.push_str(&format!(" {sign}{} {release}", if is_inclusive { "=" } else { "" }));
            }
        }
        text
    }
}

fn read_targets(folder: &Path) -> Result<Targets, Failure> {
    let path = folder.join("targets.json");
    if !path.is_file() {
        return Ok(Targets::default());
    }
    let bytes = disk::read_limited(&path, MAX_TARGETS_BYTES)?;
    let wrong = |error: serde_json::Error| DemoError::Targets {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    Ok(serde_json::from_slice(&bytes).map_err(wrong)?)
}

/// All .cfe files below `folder`, in a steady order.
fn cfe_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| DiskError::from_io(&folder, error))?;
        for entry in entries {
            let entry = entry.map_err(|error| DiskError::from_io(&folder, error))?;
            // Links are not followed: one that points upwards would have no end.
            let kind = entry.file_type().map_err(|error| DiskError::from_io(entry.path(), error))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && entry.path().extension().is_some_and(|ending| ending == "cfe") {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_of_the_story_has_a_release_that_fits() {
        let fits = |target: &str| fitting(target);
        assert_eq!(fits("Розница >= 3.0"), ("Розница".to_owned(), "3.1".to_owned()));
        assert_eq!(fits("Розница > 3.0.5"), ("Розница".to_owned(), "3.0.6".to_owned()));
        assert_eq!(fits("Розница < 2"), ("Розница".to_owned(), "1.0".to_owned()));
        assert_eq!(fits("*").1, "11.5.8.300");
    }

    #[test]
    fn versions_sort_as_numbers() {
        assert!(numbers("3.7.9") < numbers("3.7.10"));
        assert!(numbers("") < numbers("0.1"));
    }
}
