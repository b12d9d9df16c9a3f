//! The built program signs with keys that an ssh-agent and a token hold; key files are put away.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use crypto::{SigningKey, TrustedRoot};
use format::{Envelope, License};
use serde_json::Value;

const PASSPHRASE: &str = "поливать кактус по средам";
const PIN: &str = "2468";
const MODULES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

/// Says that a test was not run; where nothing may be skipped, fails.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn skipped(why: &str) {
    assert!(std::env::var_os("KEYSLIP_NO_SKIP").is_none(), "nothing may be skipped: {why}");
    eprintln!("SKIPPED: {why}");
}

/// A vendor with a customer, in a folder with an agent's socket and SoftHSM's tokens.
struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(stage.path("word"), PASSPHRASE).unwrap();
        fs::write(stage.path("pin"), PIN).unwrap();
        fs::create_dir(stage.path("tokens")).unwrap();
        let settings =
            format!("directories.tokendir = {}\nlog.level = ERROR\n", stage.path("tokens").display());
        fs::write(stage.path("softhsm2.conf"), settings).unwrap();
        stage.yes(&["init", "--prefix", "DEMO", "--name", "Demo", "--passphrase-file", "word"]);
        stage.yes(&["customer", "add", "--company", "Daisy Ltd"]);
        stage
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Whether the folder says of any key that it is elsewhere.
    fn has_places(&self) -> bool {
        let files = fs::read_dir(self.path("vendor/keys")).unwrap();
        files
            .map(|file| file.unwrap().path())
            .any(|path| path.extension().is_some_and(|ending| ending == "key"))
    }

    fn in_here(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).env("SOFTHSM2_CONF", self.path("softhsm2.conf"));
        command.env("SSH_AUTH_SOCK", self.path("agent")).stdin(Stdio::null());
        command
    }

    fn keyslip(&self, arguments: &[&str]) -> Output {
        let mut command = self.in_here(env!("CARGO_BIN_EXE_keyslip"));
        command.args(arguments).arg("--json").env("KEYSLIP_VENDOR", "vendor").env("KEYSLIP_LANG", "en");
        command.env_remove("KEYSLIP_PASSPHRASE_FILE").output().unwrap()
    }

    /// Runs what must succeed.
    fn yes(&self, arguments: &[&str]) -> Value {
        let output = self.keyslip(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_str(&said).unwrap()
    }

    /// Runs what must fail, and gives the error's code.
    fn error(&self, arguments: &[&str]) -> String {
        let output = self.keyslip(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        value["error"]["code"].as_str().unwrap().to_owned()
    }

    /// Issues a license with these arguments for its key, and verifies it as a site does.
    fn issues_a_license(&self, arguments: &[&str]) {
        let issued = self.yes(&[&["license", "new", "--customer", "1"], arguments].concat());
        let number =
            issued["license"].as_str().or(issued["number"].as_str()).unwrap_or_else(|| panic!("{issued:#}"));
        self.yes(&["license", "export", number, "--out", number]);
        let root = fs::read(self.path("vendor/roots/1.ksroot")).unwrap();
        let trusted = TrustedRoot::unverified_origin(&root).unwrap();
        let file = fs::read(self.path(number)).unwrap();
        assert!(trusted.keyring().verify::<License>(&Envelope::parse(&file).unwrap()).is_ok());
    }

    /// The seed in a key file, by OpenSSL's hand.
    fn seed_of(&self, file: &str) -> Option<[u8; 32]> {
        let mut openssl = self.in_here("openssl");
        openssl.args(["pkcs8", "-in", file, "-passin", "file:word", "-outform", "DER"]);
        let der = openssl.output().ok().filter(|output| output.status.success())?.stdout;
        der.last_chunk().copied()
    }
}

/// The module of a token `Keyslip` that holds these keys of the vendor's folder; none where SoftHSM is not installed.
fn token_with(stage: &Stage, roles: &[&str]) -> Option<&'static str> {
    let module = MODULES.into_iter().find(|module| Path::new(module).exists())?;
    let softhsm = |arguments: &[&str]| {
        let status = stage.in_here("softhsm2-util").args(arguments).stdout(Stdio::null()).status();
        assert!(status.unwrap().success(), "{arguments:?}");
    };
    softhsm(&["--init-token", "--free", "--label", "Keyslip", "--so-pin", "1357", "--pin", PIN]);
    for (id, role) in (1..).zip(roles) {
        let (file, id) = (format!("vendor/keys/{role}-1.pem"), format!("{id:02}"));
        let file = ["--import", &file, "--file-pin", PASSPHRASE];
        softhsm(&[&file[..], &["--token", "Keyslip", "--label", role, "--id", &id, "--pin", PIN]].concat());
    }
    Some(module)
}

struct Agent(Child);

impl Agent {
    fn start(stage: &Stage) -> Option<Self> {
        let agent = stage.in_here("ssh-agent").args(["-D", "-a", "agent"]).stdout(Stdio::null()).spawn();
        let agent = Self(agent.ok()?);
        // Asking costs a process, which is pause enough.
        let asks = || {
            stage.in_here("ssh-add").arg("-l").output().is_ok_and(|output| output.status.code() != Some(2))
        };
        (0..200).any(|_| asks()).then_some(agent)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// SSH_AGENTC_ADD_IDENTITY: `ssh-add` does not read our key files everywhere.
fn add_to_agent(socket: &Path, seed: &[u8; 32]) {
    let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let public = SigningKey::from_seed(seed).public();
    let pair = [&seed[..], public.as_bytes()].concat();
    let parts = [string(b"ssh-ed25519"), string(public.as_bytes()), string(&pair), string(b"a test")];
    let mut stream = UnixStream::connect(socket).unwrap();
    stream.write_all(&string(&[&[17][..], &parts.concat()].concat())).unwrap();
    let mut answer = [0; 5];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, [0, 0, 0, 1, 6], "SSH_AGENT_SUCCESS");
}

#[test]
fn a_license_is_issued_through_an_agent_without_a_key_file() {
    let stage = Stage::new();
    let Some(_agent) = Agent::start(&stage) else {
        return skipped("there is no ssh-agent: install openssh-client");
    };
    let Some(seed) = stage.seed_of("vendor/keys/license-1.pem") else {
        return skipped("there is no openssl");
    };
    let used = ["key", "use", "--purpose", "license", "--agent"];
    assert_eq!(stage.error(&used), "signers.not-in-agent");
    add_to_agent(&stage.path("agent"), &[5; 32]);
    assert_eq!(stage.error(&used), "signers.not-in-agent", "a key that the root does not list");
    assert!(!stage.has_places());
    add_to_agent(&stage.path("agent"), &seed);
    assert_eq!(stage.yes(&used)["held_by"], "agent");
    fs::remove_file(stage.path("vendor/keys/license-1.pem")).unwrap();
    stage.issues_a_license(&[]);
    assert_eq!(stage.error(&["key", "use", "--purpose", "coupon", "--agent"]), "signers.not-in-agent");

    assert!(stage.in_here("ssh-add").args(["-q", "-D"]).status().unwrap().success());
    assert_eq!(stage.error(&["license", "new", "--customer", "1"]), "signers.not-in-agent");
}

#[test]
fn a_license_is_issued_through_a_token_whose_pin_comes_from_a_file() {
    let stage = Stage::new();
    let Some(module) = token_with(&stage, &["license", "coupon"]) else {
        return skipped("there is no libsofthsm2.so: install softhsm2");
    };
    let used = |label: &'static str, pin: &'static str| {
        let place = ["key", "use", "--purpose", "license", "--pkcs11", module, "--token", "Keyslip"];
        [&place[..], &["--label", label, "--passphrase-file", pin]].concat()
    };
    assert_eq!(stage.error(&used("license", "word")), "signers.wrong-pin");
    assert_eq!(stage.error(&used("coupon", "pin")), "ledger.key-not-listed");
    assert!(!stage.has_places());
    assert_eq!(stage.yes(&used("license", "pin"))["held_by"], "pkcs11");
    fs::remove_file(stage.path("vendor/keys/license-1.pem")).unwrap();
    stage.issues_a_license(&["--passphrase-file", "pin"]);
    assert_eq!(stage.error(&["license", "new", "--customer", "1"]), "console.no-passphrase");
    let keys = stage.yes(&["key", "list"]);
    let license =
        keys["keys"].as_array().unwrap().iter().find(|key| key["purposes"][0] == "license").unwrap();
    assert_eq!(license["held_by"], "pkcs11");
}

/// Prepares a change of the root and a batch.
fn prepare(stage: &Stage) {
    stage.yes(&["root", "prepare", "--expires", "2035-12-31", "--out", "change.unsigned"]);
    stage.yes(&["license", "prepare", "--customer", "1", "--out", "licenses.unsigned"]);
}

const SIGN_ROOT: [&str; 5] = ["root", "sign", "change.unsigned", "--yes", "--out=change.signed"];
const SIGN_BATCH: [&str; 3] = ["sign-batch", "licenses.unsigned", "--yes"];

/// Takes back what was signed.
fn assemble(stage: &Stage) {
    assert_eq!(stage.yes(&["root", "assemble", "change.signed"])["version"], 2);
    assert_eq!(
        stage.yes(&["license", "assemble", "licenses.signed"])["numbers"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_root_and_a_batch_are_signed_through_an_agent_without_a_vendors_folder() {
    let stage = Stage::new();
    let Some(_agent) = Agent::start(&stage) else {
        return skipped("there is no ssh-agent: install openssh-client");
    };
    let seeds = ["root", "license"].map(|role| stage.seed_of(&format!("vendor/keys/{role}-1.pem")));
    let [Some(root), Some(license)] = seeds else { return skipped("there is no openssl") };
    prepare(&stage);
    fs::rename(stage.path("vendor"), stage.path("away")).unwrap();
    let (sign_root, sign_batch) = ([&SIGN_ROOT[..], &["--agent"]], [&SIGN_BATCH[..], &["--agent"]]);
    add_to_agent(&stage.path("agent"), &license);
    assert_eq!(stage.error(&sign_root.concat()), "signers.not-in-agent", "no issuing key signs a root");
    stage.yes(&sign_batch.concat());
    add_to_agent(&stage.path("agent"), &root);
    stage.yes(&sign_root.concat());
    fs::rename(stage.path("away"), stage.path("vendor")).unwrap();
    assemble(&stage);
}

#[test]
fn a_root_and_a_batch_are_signed_through_a_token_without_a_vendors_folder() {
    let stage = Stage::new();
    let Some(module) = token_with(&stage, &["root", "license"]) else {
        return skipped("there is no libsofthsm2.so: install softhsm2");
    };
    prepare(&stage);
    fs::rename(stage.path("vendor"), stage.path("away")).unwrap();
    let with = |command: &[&'static str], label: &'static str| {
        let token = ["--pkcs11", module, "--token", "Keyslip", "--label", label, "--passphrase-file", "pin"];
        [command, &token].concat()
    };
    assert_eq!(stage.error(&with(&SIGN_ROOT, "license")), "ledger.not-asked-to-sign");
    assert_eq!(stage.error(&with(&SIGN_BATCH, "root")), "ledger.key-signs-other");
    stage.yes(&with(&SIGN_ROOT, "root"));
    stage.yes(&with(&SIGN_BATCH, "license"));
    fs::rename(stage.path("away"), stage.path("vendor")).unwrap();
    assemble(&stage);
}

#[test]
fn the_key_file_is_gone_back_to_once_it_opens() {
    let stage = Stage::new();
    let key = stage.yes(&["key", "list"])["keys"][1]["id"].as_str().unwrap().to_owned();
    let place = stage.path(&format!("vendor/keys/{key}.key"));
    disk::write_whole(&place, format!("held-by: agent\nkey: {key}\n").as_bytes(), disk::Access::OwnerOnly)
        .unwrap();
    let new = ["license", "new", "--customer", "1", "--passphrase-file", "word"];
    assert_eq!(stage.error(&new), "signers.agent-unreachable");
    let back = ["key", "use", "--purpose", "license", "--file", "--passphrase-file"];
    assert_eq!(stage.error(&[&back[..], &["pin"]].concat()), "crypto.wrong-passphrase");
    assert!(place.exists());
    assert_eq!(stage.yes(&[&back[..], &["word"]].concat())["held_by"], "file");
    stage.issues_a_license(&["--passphrase-file", "word"]);
}
