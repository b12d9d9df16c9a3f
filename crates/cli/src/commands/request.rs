use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use crypto::{Verified, VerifyError, read_fingerprint, verify_request};
use format::{Document, Envelope, Explain, Fact, Fingerprint, Number, Request};
use ledger::{Ledger, LedgerError};
use serde::Serialize;
use site::RequestView;
use thiserror::Error;

use crate::options::VendorArgs;
use crate::vendor::judged;

/// Requests.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show what a site asks for, and what is established about it
    #[command(
        after_help = "Example:\n  keyslip request show site.ksrequest\n\nA request is signed by the key that it carries. Whose key that is, it cannot say: compare the fingerprint with the site's, once, and name it with --site-key from then on."
    )]
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The request that a site wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The fingerprint of the site's key, as the site told it: forty digits or twelve words
    #[arg(long, value_name = "DIGITS", value_parser = typed(read_fingerprint))]
    site_key: Option<Fingerprint>,
}

/// A request of another site than was expected.
#[derive(Clone, Debug, Error)]
#[error("the request is signed by the site key {found}, not by {expected}")]
struct OtherSite {
    expected: Fingerprint,
    found: Fingerprint,
}

impl Explain for OtherSite {
    fn code(&self) -> &'static str {
        "cli.other-site"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        vec![("expected", Fact::text(self.expected)), ("found", Fact::text(self.found))]
    }
}

/// What a request says, and what of it is more than its own word.
#[derive(Serialize)]
struct Shown {
    file: String,
    sha256: String,
    /// Always true: the key that it carries signed it; another signature is refused.
    is_self_signed: bool,
    /// Whether the key is the one that was named.
    is_known_key: bool,
    /// Whether the root is the one that this vendor has now; `false` for an older one too.
    is_newest_root: bool,
    /// The licenses that this vendor never issued.
    unknown_licenses: Vec<String>,
    request: RequestView,
}

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "request-self-signed", &[]);
        match self.is_known_key {
            true => page.say_toned(Tone::Good, "request-key-is-known", &[]),
            false => page.say_toned(Tone::Doubt, "request-key-is-not-known", &[]),
        }
        if !self.is_newest_root {
            page.say_toned(Tone::Doubt, "request-root-is-another", &[]);
        }
        for license in &self.unknown_licenses {
            page.say_toned(Tone::Doubt, "request-license-is-unknown", &values![license = license]);
        }
        page.blank();
        page.field("file", &self.file);
        self.request.show(page);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let Command::Show(args) = command;
    let ledger = vendor.open()?;
    let limit = u64::try_from(Document::Request.max_bytes()).unwrap_or(u64::MAX);
    let bytes = disk::read_limited(&args.file, limit)?;
    let request = verified(&bytes).map_err(Failure::refused)?;
    let found = crypto::key_fingerprint(&request.site);
    if let Some(expected) = args.site_key.filter(|expected| *expected != found) {
        return Err(Failure::refused(OtherSite { expected, found }));
    }
    ui.report(&Shown {
        file: args.file.display().to_string(),
        sha256: crypto::sha256(&bytes).to_string(),
        is_self_signed: true,
        is_known_key: args.site_key.is_some(),
        is_newest_root: ledger.root().root().digest() == request.root,
        unknown_licenses: unknown_licenses(&ledger, &request)?,
        request: RequestView::of(&request, ledger.root().root().prefix),
    })
}

fn verified(bytes: &[u8]) -> Result<Verified<Request>, VerifyError> {
    verify_request(&Envelope::parse(bytes)?)
}

/// The licenses of a request that this vendor's ledger does not have.
fn unknown_licenses(ledger: &Ledger, request: &Request) -> Result<Vec<String>, Failure> {
    let prefix = ledger.root().root().prefix;
    let mut unknown = Vec::new();
    for held in &request.licenses {
        let number = Number::license(prefix, held.number);
        match ledger.license(number) {
            Ok(_) => {}
            Err(LedgerError::UnknownLicense { .. }) => unknown.push(number.to_string()),
            Err(error) => return Err(judged(error)),
        }
    }
    Ok(unknown)
}
