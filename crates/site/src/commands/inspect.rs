use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use crypto::VerifyError;
use format::{
    Digest, Document, Envelope, License, Number, NumberKind, Payload as _, SignatureSet, SignedText,
    TextError, unverified_view,
};
use keyslip::ReadError;
use onec::Facts;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::context::AskedError;
use crate::unverified_kind::{claimed_kind, is_signature_set};
use crate::unverified_license;

/// Look into a document or a 1C file; nothing of what it says is verified
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site inspect license.kslicense\n  keyslip-site inspect QuickStock.cfe --json"
)]
pub(crate) struct Args {
    /// A license, coupon, catalog, root, receipt or request, a signed text or a picture of its QR code, or a .cfe, .epf, .erf or .cf
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What a file says about itself. The field `unverified` comes first and is always true.
#[derive(Serialize)]
struct Inspected {
    unverified: bool,
    file: String,
    kind: String,
    bytes: usize,
    sha256: String,
    #[serde(flatten)]
    content: Content,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content {
    Document {
        number: Option<String>,
        claimed_keys: Vec<String>,
        payload_sha256: String,
        payload: String,
        /// For people, who read no CBOR.
        #[serde(skip)]
        license: Option<Box<License>>,
    },
    Extension {
        facts: Json,
    },
}

impl Report for Inspected {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Doubt, "site-unverified", &[]);
        page.field("file", &self.file);
        page.field("site-kind", page.words().say(&format!("site-kind-{}", self.kind), &[]));
        page.field("size", page.words().say("bytes", &values![count = self.bytes]));
        page.field("site-sha256", &self.sha256);
        match &self.content {
            Content::Document { number, claimed_keys, payload, license, .. } => {
                if let Some(number) = number {
                    page.field("number", number);
                }
                page.field("site-claimed-key", claimed_keys.join(", "));
                match license {
                    Some(license) => unverified_license::show_license(page, license, number.is_some()),
                    None => {
                        page.blank();
                        page.lines(payload);
                    }
                }
            }
            Content::Extension { facts } => {
                page.blank();
                page.lines(&format!("{facts:#}"));
            }
        }
    }
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let limit = u64::try_from(onec::limits::MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let mut bytes = disk::read_limited(&args.file, limit)?;
    if pictures::is_picture(&bytes) {
        bytes = pictures::signed_text(&bytes, NumberKind::License)?.into_bytes();
    }
    let (kind, content) = inspect(&args.file, &bytes)?;
    let report = Inspected {
        unverified: true,
        file: args.file.display().to_string(),
        kind,
        bytes: bytes.len(),
        sha256: crypto::sha256(&bytes).to_string(),
        content,
    };
    ui.report(&report)
}

fn inspect(path: &Path, bytes: &[u8]) -> Result<(String, Content), Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let is_1c =
        bytes.starts_with(&[0xff, 0xff, 0xff, 0x7f]) || ["cfe", "epf", "erf", "cf"].contains(&&*ending);
    if is_1c {
        let facts = onec::inspect(bytes).map_err(Failure::refused)?;
        return Ok((facts.kind.key().to_owned(), Content::Extension { facts: facts_json(&facts) }));
    }
    if is_signature_set(bytes) {
        let set = SignatureSet::parse(bytes).map_err(|error| Failure::refused(VerifyError::from(error)))?;
        return document(Document::Root.name(), None, set.envelopes());
    }
    let document_bytes = match keyslip::unverified_document(bytes) {
        Ok(document) => document,
        // A text that does not begin with a number is no damaged document of ours, but some other text.
        Err(ReadError::Text(error)) if !is_other_text(&error) => return Err(Failure::refused(error)),
        Err(_) => return Err(Failure::refused(AskedError::UnknownFile { path: path.to_owned() })),
    };
    let number = std::str::from_utf8(bytes).ok().and_then(|text| Some(SignedText::read(text).ok()?.number()));
    let envelope =
        Envelope::parse(&document_bytes).map_err(|error| Failure::refused(VerifyError::from(error)))?;
    let kind = claimed_kind(&envelope, number, path).map_or("document", Document::name);
    document(kind, number, &[envelope])
}

fn is_other_text(error: &TextError) -> bool {
    matches!(error, TextError::Number(_) | TextError::Empty | TextError::TooLong { .. })
}

fn document(
    kind: &str,
    number: Option<Number>,
    envelopes: &[Envelope<'_>],
) -> Result<(String, Content), Failure> {
    let payload = envelopes[0].unverified_payload();
    let digest: Digest = crypto::sha256(payload);
    let content = Content::Document {
        number: number.map(|number| number.to_string()),
        claimed_keys: envelopes.iter().map(|envelope| envelope.claimed_key().to_string()).collect(),
        payload_sha256: digest.to_string(),
        license: (kind == Document::License.name())
            .then(|| License::decode(payload).ok())
            .flatten()
            .map(Box::new),
        payload: unverified_view(&envelopes[0])
            .map_err(|error| Failure::refused(VerifyError::from(error)))?,
    };
    Ok((kind.to_owned(), content))
}

fn facts_json(facts: &Facts) -> Json {
    json!({
        "name": facts.name,
        "synonym": facts.synonym,
        "comment": facts.comment,
        "vendor": facts.vendor,
        "version": facts.version,
        "name_prefix": facts.name_prefix,
        "purpose": facts.purpose.map(|purpose| purpose.to_string()),
        "compatibility_mode": facts.compatibility_mode.map(|mode| mode.to_string()),
        "root_uuid": facts.root_uuid.to_string(),
        "object_format": facts.object_format,
        "storage_format": facts.storage_format,
        "elements": facts.elements.len(),
    })
}
