use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use clap::Parser;
use console::{Language, Ui};
use serde_json::Value;

use crate::common::*;

/// A vendor's bundle and license on the disk, and the program to run on them.
pub(crate) struct Stage {
    folder: tempfile::TempDir,
    pub(crate) vendor: Vendor,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::of(Vendor::new(1))
    }

    pub(crate) fn of(vendor: Vendor) -> Self {
        let folder = tempfile::tempdir().unwrap();
        vendor.bundle(&folder.path().join("bundle"), &Content::new(1));
        fs::write(folder.path().join("license.kslicense"), vendor.license(1, 400)).unwrap();
        Self { folder, vendor }
    }

    /// With a site that has the license.
    pub(crate) fn with_site() -> Self {
        let stage = Self::new();
        let fingerprint = stage.vendor.fingerprint.to_string();
        stage.yes(&["init", "--bundle", "bundle", "--fingerprint", &fingerprint]);
        stage.yes(&["license", "add", "license.kslicense"]);
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyslip-site"));
        command.args(arguments).current_dir(self.folder.path());
        command
            .env("KEYSLIP_SITE", "site")
            .env("KEYSLIP_LANG", "en")
            .env("USER", "admin")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs what must succeed, and gives its stdout.
    pub(crate) fn yes(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs with `--json` and gives exit code and the one value.
    pub(crate) fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let output = self.run(&[arguments, &["--json"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{arguments:?} prints {text:?}"));
        (output.status.code().unwrap(), value)
    }

    /// Runs what must fail, and gives the exit code and the error's code.
    pub(crate) fn error(&self, arguments: &[&str]) -> (i32, String) {
        let (exit, value) = self.json(arguments);
        (exit, value["error"]["code"].as_str().unwrap_or_else(|| panic!("{value:#}")).to_owned())
    }
}

/// The target that the tests' catalog is for.
pub(crate) const FOR: [&str; 8] =
    ["--bundle", "bundle", "--configuration", UT, "--release", "11.5.8.300", "--at", "2026-03-02"];

pub(crate) fn with<'a>(begin: &[&'a str], end: &[&'a str]) -> Vec<&'a str> {
    [begin, &FOR, end].concat()
}

/// Runs the site's library with a person at the terminal who types; whether it ended well, stdout and stderr.
pub(crate) fn typed(
    arguments: &[&str],
    language: Language,
    lines: &str,
) -> (Result<(), &'static str>, String, String) {
    let (ui, printed) = Ui::captured_for("keyslip-site", language, console::Output::People);
    let arguments = site::Arguments::parse_from([&["keyslip-site"], arguments].concat());
    let outcome = site::run(arguments, &mut ui.with_person_typing(lines));
    (outcome.map(drop).map_err(|failure| failure.code()), printed.out(), printed.err())
}
