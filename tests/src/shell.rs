use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::{Programs, Snapshot, programs};

/// A folder of its own and a shell in it that finds the built programs.
///
/// Nothing of the developer's environment gets in: the language is English, the user is `admin`.
#[derive(Debug)]
pub struct Shell {
    folder: TempDir,
    programs: Programs,
    /// What stands before each line: variables and functions.
    prelude: String,
}

/// What a command line printed, and its exit code.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Ran {
    /// The exit code; 128 and more after a signal, as the shell gives it.
    pub exit: i32,
    /// What went to stdout.
    pub out: String,
    /// What went to stderr.
    pub err: String,
}

impl Default for Shell {
    fn default() -> Self {
        Self::new()
    }
}

impl Shell {
    /// An empty folder.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("keyslip-").tempdir().expect("a temporary folder");
        Self { folder, programs: programs().clone(), prelude: String::new() }
    }

    /// A folder with the files of a snapshot.
    pub fn with(snapshot: &Snapshot) -> Self {
        let shell = Self::new();
        snapshot.write_to(shell.path());
        shell
    }

    /// The same with other builds of the programs.
    #[must_use]
    pub fn running(mut self, programs: &Programs) -> Self {
        self.programs = programs.clone();
        self
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the folder.
    pub fn join(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A file's bytes.
    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.join(path);
        fs::create_dir_all(path.parent().expect("a file in the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// A line that holds for all that follow: a variable, a function.
    pub fn always(&mut self, line: &str) {
        self.prelude.push_str(line);
        self.prelude.push('\n');
    }

    /// The line as a process that has not begun.
    pub fn command(&self, line: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{}{line}", self.prelude)).current_dir(self.path()).env_clear();
        command
            .env("PATH", format!("{}:{path}", self.programs.folder().display()))
            .env("HOME", self.path())
            .env("USER", "admin")
            .env("LC_ALL", "C.UTF-8")
            .env("KEYSLIP_LANG", "en");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Begins the line and does not wait for it.
    pub fn spawn(&self, line: &str) -> Child {
        self.command(line).spawn().expect("sh runs")
    }

    /// Runs the line.
    pub fn run(&self, line: &str) -> Ran {
        Ran::of(self.spawn(line))
    }

    /// Runs a line that must succeed, and gives its stdout.
    pub fn yes(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.exit, 0, "{line}\n{}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs the line with `--json`: its exit code, and the one value that it prints.
    pub fn json(&self, line: &str) -> (i32, Value) {
        let ran = self.run(&format!("{line} --json"));
        (ran.exit, ran.json())
    }

    /// Runs a line with `--json` that must succeed.
    pub fn yes_json(&self, line: &str) -> Value {
        let ran = self.run(&format!("{line} --json"));
        assert_eq!(ran.exit, 0, "{line}\n{}{}", ran.out, ran.err);
        ran.json()
    }

    /// Runs a line with `--json` that must fail: its exit code and the error's code.
    pub fn error(&self, line: &str) -> (i32, String) {
        let (exit, value) = self.json(line);
        let code = value["error"]["code"].as_str();
        (exit, code.unwrap_or_else(|| panic!("{line}: no error in {value:#}")).to_owned())
    }
}

impl Ran {
    /// Waits for a process.
    pub fn of(child: Child) -> Self {
        let output = child.wait_with_output().expect("the output of a process");
        Self {
            // A process that a signal ended has no code; `sh` that became it by `exec` neither.
            exit: output.status.code().unwrap_or(128),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Stdout as the one JSON value that it must be.
    pub fn json(&self) -> Value {
        let values: Result<Vec<Value>, _> =
            serde_json::Deserializer::from_str(&self.out).into_iter().collect();
        match values {
            Ok(values) if values.len() == 1 => values.into_iter().next().expect("one value"),
            _ => panic!("not one JSON value: {:?}, on stderr {:?}", self.out, self.err),
        }
    }
}
