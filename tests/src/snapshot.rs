use std::fs::{self, Permissions};
use std::path::{Path, PathBuf};

/// The files of a folder in memory: prepared once, written for each test that begins there.
#[derive(Clone, Debug)]
pub struct Snapshot {
    folders: Vec<(PathBuf, Permissions)>,
    files: Vec<(PathBuf, Permissions, Vec<u8>)>,
}

impl Snapshot {
    /// Reads all that is below `folder`; links are not followed and not kept.
    pub fn of(folder: &Path) -> Self {
        let mut snapshot = Self { folders: Vec::new(), files: Vec::new() };
        snapshot.read(folder, Path::new(""));
        snapshot
    }

    fn read(&mut self, root: &Path, below: &Path) {
        for entry in fs::read_dir(root.join(below)).expect("a folder") {
            let entry = entry.expect("an entry of a folder");
            let (path, metadata) = (below.join(entry.file_name()), entry.metadata().expect("metadata"));
            if metadata.is_dir() {
                self.folders.push((path.clone(), metadata.permissions()));
                self.read(root, &path);
            } else if metadata.is_file() {
                self.files.push((path, metadata.permissions(), fs::read(entry.path()).expect("a file")));
            }
        }
    }

    /// Writes the files below `folder`, over what is there.
    pub fn write_to(&self, folder: &Path) {
        for (path, permissions) in &self.folders {
            fs::create_dir_all(folder.join(path)).expect("a folder");
            fs::set_permissions(folder.join(path), permissions.clone()).expect("permissions");
        }
        for (path, permissions, bytes) in &self.files {
            fs::write(folder.join(path), bytes).expect("a file");
            fs::set_permissions(folder.join(path), permissions.clone()).expect("permissions");
        }
    }

    /// The files with their paths.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &[u8])> {
        self.files.iter().map(|(path, _, bytes)| (path.as_path(), bytes.as_slice()))
    }
}
