//! What is written for others does not go into the vendor's folder: it would mix with keys and ledger, or replace them.

use std::path::{Path, PathBuf};

use console::Failure;
use format::{Explain, Fact};
use ledger::VendorFolder;
use thiserror::Error;

/// The place is the vendor's folder, or lies in it.
#[derive(Clone, Debug, Error)]
#[error("{} is in the vendor's own folder", path.display())]
struct IntoVendor {
    path: PathBuf,
}

impl Explain for IntoVendor {
    fn code(&self) -> &'static str {
        "cli.into-vendor"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("path", Fact::text(self.path.display()))]
    }
}

/// Refuses a file or a folder, there already or to be made, that is the vendor's folder or lies in it.
pub(crate) fn refuse_inside(path: &Path, folder: &VendorFolder) -> Result<(), Failure> {
    let there = path.ancestors().map(|part| if part.as_os_str().is_empty() { Path::new(".") } else { part });
    // The nearest part of the path that exists: what is still to be made has no place yet.
    let nearest = there.filter_map(|part| part.canonicalize().ok()).next();
    let is_inside = match (nearest, folder.path().canonicalize()) {
        (Some(nearest), Ok(vendor)) => nearest.starts_with(vendor),
        _ => false,
    };
    if is_inside { Err(IntoVendor { path: path.to_owned() }.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_folder_or_lies_in_it_is_refused_and_what_lies_beside_it_is_not() {
        let temporary = tempfile::tempdir().unwrap();
        let vendor = temporary.path().join("vendor");
        std::fs::create_dir_all(vendor.join("keys")).unwrap();
        let folder = VendorFolder::at(&vendor);
        for inside in ["vendor", "vendor/copy.sqlite", "vendor/keys/new/usb", "vendor/../vendor/x"] {
            let failure = refuse_inside(&temporary.path().join(inside), &folder).unwrap_err();
            assert_eq!(failure.code(), "cli.into-vendor", "{inside}");
        }
        for outside in ["copy.sqlite", "vendor-2/usb", "vendor/../usb"] {
            refuse_inside(&temporary.path().join(outside), &folder).unwrap();
        }
    }
}
