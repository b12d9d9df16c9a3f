//! The names of all tests: what documents that name them are held against.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{transcripts, workspace};

/// The names of all functions in the sources of the workspace, tests among them, and of all transcripts.
///
/// # Panics
///
/// Where the workspace cannot be read.
pub fn known_tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["crates", "tests", "fuzz"] {
        sources(&workspace().join(folder), &mut files);
    }
    let mut known = BTreeSet::new();
    for file in files {
        known.extend(functions(&fs::read_to_string(file).expect("a source is text")));
    }
    for transcript in fs::read_dir(transcripts()).expect("the transcripts") {
        let path = transcript.expect("an entry").path();
        known.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    known
}

/// All sources of the workspace, the fuzz targets included.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

/// The names of functions in a source.
fn functions(source: &str) -> impl Iterator<Item = String> {
    let after = source.split("fn ").skip(1);
    after.filter_map(|rest| rest.split_once('(')).map(|(name, _)| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_known_by_their_names() {
        assert_eq!(functions("fn one() {}\n    fn two(a: u8) {}").collect::<Vec<_>>(), ["one", "two"]);
    }
}
