use std::path::{Path, PathBuf};

use crate::skip;

/// The folder of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}

/// A file or folder of the shared samples, in the folder `KEYSLIP_SHARED` or else in `shared` beside the workspace;
/// where it is missing, the test is skipped.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("KEYSLIP_SHARED")
        .map_or_else(|| workspace().with_file_name("shared"), PathBuf::from)
        .join(path);
    if !folder.exists() {
        skip(&format!("{} is not there; set KEYSLIP_SHARED", folder.display()));
        return None;
    }
    Some(folder)
}
