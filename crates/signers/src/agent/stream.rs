//! The way to an agent, which differs between systems.

use std::io;
use std::path::{Path, PathBuf};

/// How long an agent may be silent: its user may be asked, or has to touch a token.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(300);

/// Where the system's agent is, if the system has one place for it.
pub(super) fn usual_address() -> Option<PathBuf> {
    cfg!(windows).then(|| PathBuf::from(r"\\.\pipe\openssh-ssh-agent"))
}

#[cfg(unix)]
pub(super) fn connect(address: &Path) -> io::Result<std::os::unix::net::UnixStream> {
    let stream = std::os::unix::net::UnixStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

#[cfg(windows)]
pub(super) fn connect(address: &Path) -> io::Result<std::fs::File> {
    use std::os::windows::fs::OpenOptionsExt;
    /// Whoever made the pipe may ask who we are, and may not act as us.
    const SECURITY_IDENTIFICATION: u32 = 0x0001_0000;
    std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .security_qos_flags(SECURITY_IDENTIFICATION)
        .open(address)
}

#[cfg(not(any(unix, windows)))]
pub(super) fn connect(_: &Path) -> io::Result<std::fs::File> {
    Err(io::ErrorKind::Unsupported.into())
}
