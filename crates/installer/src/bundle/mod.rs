//! The folder that travels: its layout, defined once, with a reader that believes nothing and a writer.
//!
//! ```text
//! roots/<version>.ksroot      every root of the vendor, so that a site can follow the chain
//! catalog.kscatalog           the signed head
//! bulletin.ksbulletin         what is no longer valid, if the vendor has published that
//! objects/<xx>/<64 hex>       what the two vouch for: indexes, records, texts, payload files; shards
//! licenses/<name>             licenses and coupons for the way, if any
//! ```
//!
//! Objects stand in 256 folders by the first two digits of their names: one folder of FAT32 takes some ten thousand
//! names of this length. All names are plain ASCII, so that FAT media take them; licenses are named by whoever packs them.

mod read;
mod write;

pub use read::{Bundle, Payload};
pub use write::{BundleWriter, Placed};

use std::path::{Path, PathBuf};

use format::{Digest, Document};

const ROOTS: &str = "roots";
const OBJECTS: &str = "objects";
const LICENSES: &str = "licenses";

/// Most files of `roots/` and of `licenses/` that are looked at: far above any vendor's, and soon listed.
const MAX_LISTED: usize = 10_000;

fn catalog_name() -> String {
    format!("catalog.{}", Document::Catalog.file_ending())
}

fn bulletin_name() -> String {
    format!("bulletin.{}", Document::Bulletin.file_ending())
}

fn root_name(version: u32) -> String {
    format!("{version}.{}", Document::Root.file_ending())
}

/// The version that a root's file name claims; the content decides.
fn root_version(name: &str) -> Option<u32> {
    let version = name.strip_suffix(Document::Root.file_ending())?.strip_suffix('.')?;
    version.parse().ok().filter(|number: &u32| number.to_string() == version)
}

/// Where an object stands below `objects/`.
fn object_name(digest: &Digest) -> PathBuf {
    let name = digest.to_string();
    Path::new(&name[..2]).join(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_has_one_name() {
        assert_eq!(root_version(&root_name(12)), Some(12));
        for other in ["012.ksroot", "+1.ksroot", "1ksroot", "one.ksroot", "1.ksroot.bak", "-1.ksroot"] {
            assert_eq!(root_version(other), None, "{other}");
        }
    }
}
