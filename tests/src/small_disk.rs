use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A disk of a given size at a folder, as long as this value lives.
#[derive(Debug)]
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts one at `folder`, which is made; `None` where this user may not mount, or the system cannot.
    pub fn mount(folder: &Path, kilobytes: u32) -> Option<Self> {
        std::fs::create_dir_all(folder).expect("a folder");
        let size = format!("size={kilobytes}k");
        let folder = folder.to_owned();
        run("mount", &["-t", "tmpfs", "-o", &size, "keyslip-test"], &folder).then_some(Self { folder })
    }

    /// Lets nobody write to it any more, `root` included.
    pub fn make_read_only(&self) {
        assert!(run("mount", &["-o", "remount,ro"], &self.folder), "what was mounted can be mounted anew");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run("umount", &["-l"], &self.folder);
    }
}

fn run(program: &str, options: &[&str], folder: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(options).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
