//! Files that are written whole or not at all: the one place for what differs between systems.
//!
//! | promise | Linux and other unixes | Windows |
//! |---|---|---|
//! | a file is the old one or the new one, never a mixture | temporary file beside it, `fsync`, `rename` | the same with `MoveFileEx` |
//! | what returned `Ok` survives a power cut | the folder is synced too | the file is flushed; the rename is left to the NTFS journal, so the *old* file may come back, whole |
//! | [`Access::OwnerOnly`] | mode 0600 (folders 0700) from the first byte on | the ACL inherited from the folder: private inside the user's profile |
//! | [`Lock`] | advisory `flock` | `LockFileEx`; the holder's name cannot be read while it is held |
//! | a target marked read-only | refused before anything is written | the same |
//!
//! A file system that cannot sync a folder (some network and FUSE ones) is taken as it is. A symbolic link at the
//! target is replaced, not followed.
//!
//! ```
//! # fn main() -> Result<(), disk::DiskError> {
//! # let folder = tempfile::tempdir().expect("a temporary folder");
//! let path = folder.path().join("лицензия.kslicense");
//! disk::write_whole(&path, b"signed bytes", disk::Access::Everyone)?;
//! assert_eq!(disk::read_limited(&path, 64)?, b"signed bytes");
//! # Ok(())
//! # }
//! ```

mod access;
mod append;
mod error;
mod faults;
mod folder;
mod lock;
mod read;
mod staged;
mod whole;

pub use access::{Access, create_dir_owner_only, is_owner_only, owner_only};
pub use append::append_synced;
pub use error::{DiskError, system_kind};
pub use faults::fault_point;
pub use folder::{move_file, remove_file, remove_leftovers, sync_folder};
pub use lock::Lock;
pub use read::{Measured, Tally, measure, read_limited, read_stream};
pub use staged::{StagedFile, SyncedFile};
pub use whole::{WholeFile, write_new, write_whole};
