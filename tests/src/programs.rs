use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::workspace;

/// The built programs.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The vendor's program.
    pub keyslip: PathBuf,
    /// The site's program.
    pub keyslip_site: PathBuf,
}

impl Programs {
    /// The folder that both lie in, for `PATH`.
    pub fn folder(&self) -> &Path {
        self.keyslip.parent().expect("a built program lies in a folder")
    }
}

/// The programs as they ship, built once for this process.
pub fn programs() -> &'static Programs {
    static BUILT: OnceLock<Programs> = OnceLock::new();
    // One after the other: built together, both would have the features that only one asks for.
    BUILT.get_or_init(|| Programs { keyslip_site: build("site", &[]), keyslip: build("cli", &[]) })
}

/// The programs with `KEYSLIP_FAULT_AT=n`, which aborts them at the n-th file operation.
pub fn programs_with_faults() -> &'static Programs {
    static BUILT: OnceLock<Programs> = OnceLock::new();
    // They share all dependencies with the others, and are then put aside from where cargo puts both.
    BUILT.get_or_init(|| {
        let aside = |built: PathBuf| {
            let folder = built.parent().expect("a built program lies in a folder").join("faults");
            fs::create_dir_all(&folder).expect("a folder below target");
            let aside = folder.join(built.file_name().expect("the name of a program"));
            let _ = fs::remove_file(&aside);
            fs::copy(&built, &aside).expect("a copy of the program");
            aside
        };
        let features = ["--features", "faults"];
        Programs { keyslip_site: aside(build("site", &features)), keyslip: aside(build("cli", &features)) }
    })
}

/// Builds the program of a package in the profile and the target folder of this very test.
fn build(package: &str, options: &[&str]) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    // target/debug/deps/story-0123456789abcdef
    let profile_folder = test.ancestors().nth(2).expect("a test lies in target/<profile>/deps");
    let profile = match profile_folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()))
        .args(["build", "--quiet", "-p", package, "--profile", profile])
        .args(["--message-format", "json-render-diagnostics", "--target-dir"])
        .arg(profile_folder.parent().expect("a profile's folder lies in the target folder"))
        .args(options)
        .current_dir(workspace())
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo build -p {package} fails");
    let messages = String::from_utf8(output.stdout).expect("cargo's messages are UTF-8");
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut executables = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    executables.next_back().expect("the package has a program")
}
