use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use console::{Failure, Ui, typed, values};
use crypto::{RootError, SigningKey, TrustedRoot, fingerprint_words, read_fingerprint};
use disk::Access;
use format::{Explain, Fact, Fingerprint};
use thiserror::Error;

use crate::agree::agree;
use crate::signer::{KeyArgs, Wanted};

/// A file that came from the vendor's office, and the key for it.
#[derive(Debug, clap::Args)]
pub(crate) struct SignArgs {
    /// What is to be signed, as it was prepared
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    key: KeyArgs,

    /// Compare the vendor's fingerprint with this one: forty digits or twelve words
    #[arg(long, value_name = "FINGERPRINT", value_parser = typed(read_fingerprint))]
    fingerprint: Option<Fingerprint>,

    /// Compare the code that the file was prepared with, as the vendor's office tells it
    #[arg(long, value_name = "CODE", value_parser = typed(read_fingerprint))]
    expect: Option<Fingerprint>,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// Where the signed copy goes [default: beside FILE, with the ending .signed]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The root in the file is another vendor's than the one whose fingerprint was given.
#[derive(Clone, Debug, Error)]
#[error("another vendor prepared this file")]
struct NotYourVendor(#[source] RootError);

impl Explain for NotYourVendor {
    fn code(&self) -> &'static str {
        "cli.not-your-vendor"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        self.0.facts()
    }
}

/// The file is another one than that which the vendor's office has prepared.
#[derive(Clone, Copy, Debug, Error)]
#[error("the code of this file is {found}, not {expected}")]
struct AnotherCode {
    expected: Fingerprint,
    found: Fingerprint,
}

impl Explain for AnotherCode {
    fn code(&self) -> &'static str {
        "cli.another-code"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("expected", Fact::text(self.expected)), ("found", Fact::text(self.found))]
    }
}

impl SignArgs {
    /// Opens the key, after fingerprint and code were compared and a person has said yes to `question` about what
    /// `review` says.
    pub(crate) fn agreed_key(
        &self,
        (root, code): (&TrustedRoot, Fingerprint),
        wanted: &Wanted<'_>,
        question: &str,
        ui: &mut Ui,
        review: impl FnOnce(&mut Ui),
    ) -> Result<SigningKey, Failure> {
        compare(root, self.fingerprint)?;
        if let Some(expected) = self.expect.filter(|expected| *expected != code) {
            return Err(Failure::refused(AnotherCode { expected, found: code }));
        }
        self.key.check(wanted)?;
        show_vendor(root, ui);
        ui.note("trust-review-code", &values![code = code.to_string()]);
        review(ui);
        agree(self.yes, question, ui)?;
        self.key.open(wanted, ui)
    }

    /// Writes the signed copy, by default beside the file with this ending, and gives its path.
    pub(crate) fn write(&self, ending: impl AsRef<OsStr>, signed: &[u8]) -> Result<String, Failure> {
        let out = self.out.clone().unwrap_or_else(|| self.file.with_extension(ending));
        disk::write_whole(&out, signed, Access::OwnerOnly)?;
        Ok(out.display().to_string())
    }

    /// The file that is to be signed.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }
}

/// Holds the fingerprint of the root that came along against the one that the person has.
fn compare(root: &TrustedRoot, expected: Option<Fingerprint>) -> Result<(), Failure> {
    let found = root.fingerprint();
    match expected.filter(|expected| *expected != found) {
        Some(expected) => {
            Err(Failure::refused(NotYourVendor(RootError::WrongFingerprint { expected, found })))
        }
        None => Ok(()),
    }
}

/// Says whose root came along, for a person to compare.
fn show_vendor(root: &TrustedRoot, ui: &mut Ui) {
    let document = root.root();
    let names: Vec<&str> = document.names.iter().map(|(_, name)| name.as_str()).collect();
    let environment = ui.words().say(&format!("environment-{}", document.environment.name()), &[]);
    let (names, prefix) = (names.join(", "), document.prefix.to_string());
    ui.note("trust-review-vendor", &values![names = names, prefix = prefix, environment = environment]);
    let fingerprint = root.fingerprint();
    ui.note(
        "trust-review-fingerprint",
        &values![fingerprint = fingerprint.to_string(), words = fingerprint_words(fingerprint)],
    );
}
