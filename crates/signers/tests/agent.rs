//! A real ssh-agent signs, and hostile ones issue nothing.
#![cfg(unix)]

#[expect(unreachable_pub, reason = "the parts of one test program")]
mod common;

use std::error::Error as _;
use std::io::{Read, Write};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use common::{issues_what_verifies, skipped};
use crypto::{SignError, SigningKey};
use format::{Explain, PublicKey};
use signers::{Agent, SignersError};

/// An ssh-agent of our own, ended with the test, with its socket and keys in a temporary folder.
struct RealAgent {
    process: Child,
    folder: tempfile::TempDir,
}

impl RealAgent {
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let agent = Command::new("ssh-agent")
            .args(["-D", "-a"])
            .arg(folder.path().join("socket"))
            .stdout(Stdio::null())
            .spawn();
        let Ok(process) = agent else {
            skipped("there is no ssh-agent: install openssh-client");
            return None;
        };
        let agent = Self { process, folder };
        // Until the socket is there, ssh-add answers 2.
        (0..100).any(|_| {
            std::thread::yield_now();
            agent.ssh_add(&["-l"]) != Some(2)
        });
        Some(agent)
    }

    fn ssh_add(&self, arguments: &[&str]) -> Option<i32> {
        let add = Command::new("ssh-add")
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SSH_AUTH_SOCK", self.folder.path().join("socket"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        add.status.code()
    }

    fn add_key(&self, kind: &str) {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", kind, "-N", "", "-f", kind])
            .current_dir(self.folder.path())
            .status();
        assert!(made.unwrap().success());
        assert_eq!(self.ssh_add(&["-q", kind]), Some(0));
    }

    fn agent(&self) -> Agent {
        Agent::at(self.folder.path().join("socket"))
    }
}

impl Drop for RealAgent {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[test]
fn a_key_in_an_ssh_agent_issues_what_verifies() {
    let Some(real) = RealAgent::start() else { return };
    assert_eq!(real.agent().keys().unwrap(), []);
    real.add_key("rsa");
    real.add_key("ed25519");
    let keys = real.agent().keys().unwrap();
    assert_eq!(keys.len(), 1, "the RSA key is passed over");
    let key = real.agent().key(&keys[0]).unwrap();
    assert_eq!(format!("{key:?}"), format!("SigningKey({})", crypto::key_id(&keys[0])));
    issues_what_verifies(key);
}

#[test]
fn an_agent_that_lost_the_key_or_is_locked_refuses() {
    let Some(real) = RealAgent::start() else { return };
    real.add_key("ed25519");
    let public = real.agent().keys().unwrap()[0];
    let key = real.agent().key(&public).unwrap();
    assert_eq!(real.ssh_add(&["-q", "-D"]), Some(0));
    let SignError::Signer(fault) = key.try_out().unwrap_err() else { panic!("the agent's fault") };
    assert_eq!(fault.code(), "signers.agent-refused");
    assert!(matches!(real.agent().key(&public), Err(SignersError::NotInAgent { .. })));
}

/// An agent that gives one answer to each connection, in turn.
fn false_agent(folder: &Path, answers: Vec<Vec<u8>>) -> Agent {
    let address = folder.join("socket");
    let listener = UnixListener::bind(&address).unwrap();
    std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut length = [0; 4];
            stream.read_exact(&mut length).unwrap();
            let mut request = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
            stream.read_exact(&mut request).unwrap();
            stream.write_all(&answer).unwrap();
        }
    });
    Agent::at(address)
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

fn listing(key: &PublicKey) -> Vec<u8> {
    let key = [string(b"ssh-ed25519"), string(key.as_bytes())].concat();
    string(&[&[12, 0, 0, 0, 1][..], &string(&key), &string(b"")].concat())
}

#[test]
fn an_agent_that_signs_wrongly_issues_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let public = SigningKey::from_seed(&[2; 32]).public();
    let signature = [string(b"ssh-ed25519"), string(&[9; 64])].concat();
    let wrong = string(&[&[14][..], &string(&signature)].concat());
    let key = false_agent(folder.path(), vec![listing(&public), wrong]).key(&public).unwrap();
    assert!(matches!(key.try_out(), Err(SignError::WrongSignature { .. })));
}

#[test]
fn an_agent_cannot_put_another_key_in_place_of_the_one_that_the_root_lists() {
    let folder = tempfile::tempdir().unwrap();
    let [listed, other] = [2, 3].map(|seed| SigningKey::from_seed(&[seed; 32]).public());
    let error = false_agent(folder.path(), vec![listing(&other)]).key(&listed).unwrap_err();
    assert!(matches!(error, SignersError::NotInAgent { key } if key == crypto::key_id(&listed)));
}

#[test]
fn answers_that_are_too_long_cut_off_or_no_answers_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let huge = u32::MAX.to_be_bytes().to_vec();
    let above = (256 * 1024 + 1_u32).to_be_bytes().to_vec();
    let answers =
        vec![huge, above, vec![0, 0, 0, 9, 12], vec![], string(&[5]), string(b"hello"), string(b"")];
    let agent = false_agent(folder.path(), answers);
    let codes = [
        "signers.agent-answer",
        "signers.agent-answer",
        "signers.agent-broke-off",
        "signers.agent-broke-off",
        "signers.agent-refused",
        "signers.agent-answer",
        "signers.agent-answer",
    ];
    for code in codes {
        assert_eq!(agent.keys().unwrap_err().code(), code);
    }
}

#[test]
fn a_weak_key_of_an_agent_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let weak = PublicKey::new([0; 32]);
    let error = false_agent(folder.path(), vec![listing(&weak)]).key(&weak).unwrap_err();
    assert!(matches!(error, SignersError::WeakKey { .. }));
}

#[test]
fn without_an_agent_the_reason_is_told() {
    assert!(matches!(Agent::find(None), Err(SignersError::NoAgent)));
    assert!(matches!(Agent::find(Some("".into())), Err(SignersError::NoAgent)));
    let folder = tempfile::tempdir().unwrap();
    let nobody = Agent::find(Some(folder.path().join("nobody").into())).unwrap().keys().unwrap_err();
    assert_eq!(nobody.code(), "signers.agent-unreachable");
    assert!(nobody.source().is_some());
}
