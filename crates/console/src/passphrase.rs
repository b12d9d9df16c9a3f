use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use disk::DiskError;
use format::{Explain, Fact};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::parse::{self, InputError};
use crate::{CAUSE, Ui, typed, values};

/// The longest passphrase in bytes: far above any that is typed, so a wrong file is noticed.
pub const MAX_PASSPHRASE_BYTES: usize = 1024;

/// How often a passphrase that is typed may be wrong.
const TRIES: usize = 3;

/// Where the passphrase comes from; flatten it into the `Args` of every command that opens a key.
///
/// Never from an argument: those are in the process list and in the shell's history.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PassphraseArgs {
    /// Read the passphrase or the PIN from the first line of this file
    #[arg(long, value_name = "FILE", env = "KEYSLIP_PASSPHRASE_FILE", hide_env_values = true)]
    passphrase_file: Option<PathBuf>,

    /// Read the passphrase or the PIN from this open file descriptor (not on Windows)
    #[arg(long, value_name = "NUMBER", value_parser = typed(descriptor))]
    passphrase_fd: Option<u32>,
}

fn descriptor(text: &str) -> Result<u32, InputError> {
    parse::number(text, 0..=u32::MAX.into())
}

impl PassphraseArgs {
    /// The source that was asked for: the descriptor, else the file, else a question at the terminal.
    pub fn source(&self) -> PassphraseSource {
        match (self.passphrase_fd, &self.passphrase_file) {
            (Some(number), _) => PassphraseSource::Descriptor(number),
            (None, Some(path)) => PassphraseSource::File(path.clone()),
            (None, None) => PassphraseSource::Prompt,
        }
    }
}

/// Where a passphrase comes from.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PassphraseSource {
    /// The first line of a file, which may be a pipe.
    File(PathBuf),
    /// The first line of an open file descriptor: `/dev/fd/<number>` on unix, nowhere else.
    Descriptor(u32),
    /// The terminal, without an echo.
    Prompt,
}

/// Is the passphrase one that opens something, or one that is set?
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PassphraseFor {
    /// Of a key that exists: asked once.
    Existing,
    /// Of a new key: asked twice, because a slip of the finger would lock it for ever.
    New,
}

/// Why there is no passphrase.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum PassphraseError {
    /// The file or descriptor cannot be read.
    #[error("the passphrase cannot be read")]
    Unreadable(#[source] DiskError),
    /// The first line is empty.
    #[error("the passphrase is empty")]
    Empty,
    /// Nothing was typed.
    #[error("no passphrase was typed")]
    NothingTyped,
    /// The first line has more than [`MAX_PASSPHRASE_BYTES`].
    #[error("the passphrase is longer than {MAX_PASSPHRASE_BYTES} bytes")]
    TooLong,
    /// The first line is not UTF-8.
    #[error("the passphrase is not UTF-8")]
    NotText,
    /// The two that were typed differ.
    #[error("the two passphrases differ")]
    Differ,
    /// A descriptor was named on a system that has no `/dev/fd`.
    #[error("file descriptors cannot be named on this system")]
    NoDescriptors,
    /// No file was named, and nobody is there to ask.
    #[error("there is no terminal to ask for the passphrase at")]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal cannot be read")]
    Terminal(#[source] io::Error),
}

impl Explain for PassphraseError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "console.passphrase-unreadable",
            Self::Empty => "console.passphrase-empty",
            Self::NothingTyped => "console.no-passphrase-typed",
            Self::TooLong => "console.passphrase-too-long",
            Self::NotText => "console.passphrase-not-text",
            Self::Differ => "console.passphrases-differ",
            Self::NoDescriptors => "console.no-descriptors",
            Self::NoTerminal => "console.no-passphrase",
            Self::Terminal(_) => "console.terminal",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Unreadable(cause) => {
                let mut facts = vec![(CAUSE, Fact::text(cause.code()))];
                facts.extend(cause.facts());
                facts
            }
            Self::TooLong => vec![("limit", Fact::from(MAX_PASSPHRASE_BYTES))],
            Self::Terminal(reason) => {
                vec![("kind", Fact::text(disk::system_kind(reason))), ("reason", Fact::text(reason))]
            }
            _ => Vec::new(),
        }
    }
}

impl Ui {
    /// Gets a passphrase; `prompt` is what a person is asked. A file that others can read earns a warning.
    ///
    /// # Errors
    ///
    /// [`PassphraseError`], each of its variants.
    pub fn passphrase(
        &mut self,
        source: &PassphraseSource,
        purpose: PassphraseFor,
        prompt: &str,
    ) -> Result<Zeroizing<String>, PassphraseError> {
        match source {
            PassphraseSource::File(path) => {
                self.warn_of_open_file(path);
                first_line_of(path)
            }
            PassphraseSource::Descriptor(number) if cfg!(unix) => {
                first_line_of(Path::new(&format!("/dev/fd/{number}")))
            }
            PassphraseSource::Descriptor(_) => Err(PassphraseError::NoDescriptors),
            PassphraseSource::Prompt => self.typed_passphrase(purpose, prompt),
        }
    }

    fn warn_of_open_file(&mut self, path: &Path) {
        let is_open = path.is_file() && disk::is_owner_only(path).is_ok_and(|is_owner_only| !is_owner_only);
        if is_open {
            self.warn("passphrase-file-is-open", &values![path = path]);
        }
    }

    fn typed_passphrase(
        &mut self,
        purpose: PassphraseFor,
        prompt: &str,
    ) -> Result<Zeroizing<String>, PassphraseError> {
        if !self.is_interactive() {
            return Err(PassphraseError::NoTerminal);
        }
        let typed = self.typed_line(prompt)?;
        if typed.is_empty() {
            return Err(PassphraseError::NothingTyped);
        }
        let again = self.words().say("passphrase-again", &[]);
        if purpose == PassphraseFor::New && *typed != *self.typed_line(&again)? {
            return Err(PassphraseError::Differ);
        }
        checked(typed)
    }

    /// A line without an echo; of a test's person, what they type.
    fn typed_line(&mut self, prompt: &str) -> Result<Zeroizing<String>, PassphraseError> {
        let prompt = format!("{prompt}:");
        let typed = match self.has_typist() {
            true => self.ask(&prompt).map(|line| line.unwrap_or_default().trim_end_matches('\n').to_owned()),
            false => rpassword::prompt_password(format!("{prompt} ")),
        };
        typed.map(Zeroizing::new).map_err(PassphraseError::Terminal)
    }

    /// Opens something with the passphrase of a key that exists. One that is typed and does not open it is asked for
    /// again, up to three times in all; a file or a descriptor has one answer only.
    ///
    /// # Errors
    ///
    /// [`PassphraseError`]; else what `open` says, of a wrong passphrase the last time.
    ///
    /// # Examples
    ///
    /// ```
    /// # use console::{Language, Output, PassphraseError, PassphraseSource, Ui};
    /// # #[derive(Debug)]
    /// # enum Error { Wrong, Passphrase(PassphraseError) }
    /// # impl From<PassphraseError> for Error {
    /// #     fn from(error: PassphraseError) -> Self { Self::Passphrase(error) }
    /// # }
    /// let (ui, _) = Ui::captured(Language::English, Output::People);
    /// let mut ui = ui.with_person_typing("hores\nhorse\n");
    /// let open = |typed: &str| if typed == "horse" { Ok("the key") } else { Err(Error::Wrong) };
    /// let is_wrong = |error: &Error| matches!(error, Error::Wrong);
    /// let key = ui.open_with_passphrase(&PassphraseSource::Prompt, "passphrase", open, is_wrong)?;
    /// assert_eq!(key, "the key");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn open_with_passphrase<T, E: From<PassphraseError>>(
        &mut self,
        source: &PassphraseSource,
        prompt: &str,
        mut open: impl FnMut(&str) -> Result<T, E>,
        is_wrong: impl Fn(&E) -> bool,
    ) -> Result<T, E> {
        let mut left = if *source == PassphraseSource::Prompt { TRIES } else { 1 };
        loop {
            let passphrase = self.passphrase(source, PassphraseFor::Existing, prompt)?;
            left -= 1;
            match open(&passphrase) {
                Err(error) if left > 0 && is_wrong(&error) => self.warn("passphrase-wrong", &[]),
                result => return result,
            }
        }
    }
}

fn first_line_of(path: &Path) -> Result<Zeroizing<String>, PassphraseError> {
    let unreadable = |error| PassphraseError::Unreadable(DiskError::from_io(path, error));
    first_line(File::open(path).map_err(unreadable)?, unreadable)
}

/// The first line of a stream, without its end; what follows is not kept.
fn first_line(
    mut stream: impl Read,
    unreadable: impl Fn(io::Error) -> PassphraseError,
) -> Result<Zeroizing<String>, PassphraseError> {
    // Full size from the start: a buffer that grows leaves copies of the secret behind. Two more for the line's end.
    let mut buffer = Zeroizing::new([0_u8; MAX_PASSPHRASE_BYTES + 2]);
    let mut length = 0;
    let end = loop {
        if let Some(end) = buffer[..length].iter().position(|byte| *byte == b'\n') {
            break end;
        }
        match stream.read(&mut buffer[length..]) {
            Ok(0) => break length,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(error)),
        }
    };
    let line = &buffer[..end];
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = str::from_utf8(line).map_err(|_| PassphraseError::NotText)?;
    checked(Zeroizing::new(text.to_owned()))
}

fn checked(passphrase: Zeroizing<String>) -> Result<Zeroizing<String>, PassphraseError> {
    match passphrase.len() {
        0 => Err(PassphraseError::Empty),
        1..=MAX_PASSPHRASE_BYTES => Ok(passphrase),
        _ => Err(PassphraseError::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Output};

    fn from_bytes(bytes: &[u8]) -> Result<Zeroizing<String>, PassphraseError> {
        first_line(bytes, PassphraseError::Terminal)
    }

    #[test]
    fn the_first_line_is_the_passphrase_without_its_end() {
        for bytes in ["пароль 1", "пароль 1\n", "пароль 1\r\n", "пароль 1\nсекрет\n"]
        {
            assert_eq!(*from_bytes(bytes.as_bytes()).expect("a line"), "пароль 1");
        }
        assert_eq!(*from_bytes(b" spaces stay \n").expect("a line"), " spaces stay ");
    }

    #[test]
    fn a_line_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() {
        let longest = "x".repeat(MAX_PASSPHRASE_BYTES);
        assert_eq!(*from_bytes(format!("{longest}\r\n").as_bytes()).expect("a line"), longest);
        for longer in [format!("{longest}x"), format!("{longest}x\n"), "x".repeat(100_000)] {
            assert!(matches!(from_bytes(longer.as_bytes()), Err(PassphraseError::TooLong)));
        }
    }

    #[test]
    fn nothing_and_no_text_are_no_passphrase() {
        assert!(matches!(from_bytes(b""), Err(PassphraseError::Empty)));
        assert!(matches!(from_bytes(b"\nsecond"), Err(PassphraseError::Empty)));
        assert!(matches!(from_bytes(&[0xff, b'\n']), Err(PassphraseError::NotText)));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_earns_a_warning() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("пароль.txt");
        disk::write_whole(&path, b"secret\n", disk::Access::OwnerOnly).expect("a file");
        let source = PassphraseSource::File(path.clone());
        let (mut ui, printed) = Ui::captured(Language::Russian, Output::People);
        assert_eq!(*ui.passphrase(&source, PassphraseFor::Existing, "").expect("a line"), "secret");
        assert_eq!(printed.err(), "");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("a mode");
        ui.passphrase(&source, PassphraseFor::Existing, "").expect("a line");
        assert!(printed.err().contains("пароль.txt"));
        assert!(!printed.err().contains("secret"));
    }

    #[cfg(unix)]
    #[test]
    fn a_descriptor_is_read() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("word");
        disk::write_whole(&path, b"secret\n", disk::Access::OwnerOnly).expect("a file");
        let file = File::open(&path).expect("a file");
        if !Path::new("/dev/fd").exists() {
            return;
        }
        let number = u32::try_from(file.as_raw_fd()).expect("an open descriptor");
        let (mut ui, _) = Ui::captured(Language::English, Output::People);
        let source = PassphraseSource::Descriptor(number);
        assert_eq!(*ui.passphrase(&source, PassphraseFor::Existing, "").expect("a line"), "secret");
    }

    #[test]
    fn nobody_is_asked_where_there_is_no_terminal() {
        let (mut ui, _) = Ui::captured(Language::English, Output::People);
        let refused = ui.passphrase(&PassphraseSource::Prompt, PassphraseFor::New, "passphrase");
        assert!(matches!(refused, Err(PassphraseError::NoTerminal)));
    }

    /// Opens what "верно" opens, at a terminal; how often it was tried, and what was said.
    fn opened(typed: &str) -> (Result<(), &'static str>, usize, String) {
        let (ui, printed) = Ui::captured(Language::Russian, Output::People);
        let mut ui = ui.with_person_typing(typed);
        let mut tries = 0;
        let open = |typed: &str| {
            tries += 1;
            if typed == "верно" { Ok(()) } else { Err(PassphraseError::NotText) }
        };
        let is_wrong = |error: &PassphraseError| matches!(error, PassphraseError::NotText);
        let opened = ui.open_with_passphrase(&PassphraseSource::Prompt, "фраза", open, is_wrong);
        (opened.map_err(|error| error.code()), tries, printed.err())
    }

    #[test]
    fn a_wrong_passphrase_that_was_typed_is_asked_for_three_times_and_no_more() {
        assert_eq!(opened("верно\n").1, 1);
        let (result, tries, said) = opened("неверно\nи это\nверно\n");
        assert_eq!((result, tries), (Ok(()), 3));
        assert_eq!(said.matches("фраза:").count(), 3);
        assert!(!said.contains("неверно\n"), "nothing typed is printed: {said}");
        let (result, tries, _) = opened("1\n2\n3\nверно\n");
        assert_eq!((result, tries), (Err("console.passphrase-not-text"), 3));
    }

    #[test]
    fn a_passphrase_in_a_file_is_tried_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("word");
        disk::write_whole(&path, b"wrong\n", disk::Access::OwnerOnly).expect("a file");
        let (mut ui, _) = Ui::captured(Language::English, Output::People);
        let mut tries = 0;
        let open = |_: &str| {
            tries += 1;
            Err::<(), _>(PassphraseError::NotText)
        };
        let opened = ui.open_with_passphrase(&PassphraseSource::File(path), "", open, |_| true);
        assert!(opened.is_err());
        assert_eq!(tries, 1);
    }

    #[test]
    fn nothing_typed_is_no_empty_file() {
        let (ui, _) = Ui::captured(Language::English, Output::People);
        let refused =
            ui.with_person_typing("\n").passphrase(&PassphraseSource::Prompt, PassphraseFor::New, "");
        assert!(matches!(refused, Err(PassphraseError::NothingTyped)));
    }

    #[test]
    fn a_missing_file_is_named() {
        let (mut ui, _) = Ui::captured(Language::English, Output::People);
        let source = PassphraseSource::File("нет такого".into());
        let error = ui.passphrase(&source, PassphraseFor::Existing, "").expect_err("no file");
        let text = crate::explain(ui.words(), &error);
        assert_eq!(text, "the passphrase cannot be read: нет такого does not exist");
    }

    #[test]
    fn the_descriptor_goes_before_the_file_and_both_before_the_question() {
        let both = PassphraseArgs { passphrase_file: Some("a".into()), passphrase_fd: Some(3) };
        assert_eq!(both.source(), PassphraseSource::Descriptor(3));
        let file = PassphraseArgs { passphrase_file: Some("a".into()), passphrase_fd: None };
        assert_eq!(file.source(), PassphraseSource::File("a".into()));
        assert_eq!(PassphraseArgs::default().source(), PassphraseSource::Prompt);
    }
}
