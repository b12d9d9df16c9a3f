//! Where a kill test may cut the process off.

/// Marks a moment between two file operations; without the feature `faults` it is nothing.
///
/// With the feature, every call counts one, and the call whose number is in the environment's `KEYSLIP_FAULT_AT`
/// (from 1) names itself on stderr and aborts the process: no destructor runs, as in a power cut. A kill test runs
/// its program with 1, 2, 3 … until it ends by itself, and looks at the disk after each.
#[cfg(not(feature = "faults"))]
#[inline(always)]
pub fn fault_point(_name: &str) {}

/// Marks a moment between two file operations, at which `KEYSLIP_FAULT_AT` may abort the process.
///
/// Every call counts one, and the call whose number is in the environment's `KEYSLIP_FAULT_AT` (from 1) names itself
/// on stderr and aborts the process: no destructor runs, as in a power cut. A kill test runs its program with
/// 1, 2, 3 … until it ends by itself, and looks at the disk after each.
#[cfg(feature = "faults")]
pub fn fault_point(name: &str) {
    use std::io::Write;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static PASSED: AtomicU64 = AtomicU64::new(0);
    static FATAL: OnceLock<Option<u64>> = OnceLock::new();

    let number = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    let fatal = FATAL.get_or_init(|| std::env::var("KEYSLIP_FAULT_AT").ok()?.parse().ok());
    if *fatal == Some(number) {
        // The test judges the disk, not this line: a closed stderr must not save the process.
        let _ = writeln!(std::io::stderr(), "fault {number}: {name}");
        std::process::abort();
    }
}

#[cfg(all(test, feature = "faults"))]
mod tests {
    use std::path::Path;
    use std::process::{Command, Stdio};

    use crate::{Access, StagedFile, write_whole};

    const NAME: &str = "faults::tests::a_kill_between_any_two_steps_leaves_old_or_new";

    /// What is killed: one file written whole, one staged and published.
    fn replace_two_files(folder: &Path) -> Result<(), crate::DiskError> {
        write_whole(&folder.join("whole"), b"new", Access::Everyone)?;
        let mut staged = StagedFile::create(folder, "staged", Access::Everyone)?;
        staged.write_bytes(b"new")?;
        staged.sync()?.publish()
    }

    #[test]
    fn a_kill_between_any_two_steps_leaves_old_or_new() {
        if let Some(folder) = std::env::var_os("KEYSLIP_TEST_KILLED_IN") {
            replace_two_files(Path::new(&folder)).expect("no fault but the kill");
            return;
        }
        for step in 1.. {
            let folder = tempfile::tempdir().expect("a temporary folder");
            for name in ["whole", "staged"] {
                std::fs::write(folder.path().join(name), b"old").expect("a file");
            }
            let survived = Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", NAME])
                .env("KEYSLIP_TEST_KILLED_IN", folder.path())
                .env("KEYSLIP_FAULT_AT", step.to_string())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("a child")
                .success();
            for name in ["whole", "staged"] {
                let bytes = std::fs::read(folder.path().join(name)).expect("old or new");
                assert!(
                    if survived { bytes == b"new" } else { bytes == b"old" || bytes == b"new" },
                    "{step}"
                );
            }
            if survived {
                assert!(step > 8, "there are steps between creating and syncing the folder");
                return;
            }
        }
    }
}
