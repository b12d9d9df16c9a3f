use std::path::PathBuf;

use console::{Answer, Failure, Page, PassphraseArgs, PassphraseFor, Report, Tone, Ui, say, values};
use crypto::{SigningKey, key_fingerprint, public_key_pem};
use disk::Access;
use ledger::{KeyRole, TrustError, public_half_path, write_new_key};
use serde::Serialize;

use crate::trust::FingerprintJson;
use crate::vendor::{judged, random};

/// A root key of its own.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The key file; the public half goes beside it, as root-4.pub.pem beside root-4.pem
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct Made {
    id: String,
    #[serde(flatten)]
    fingerprint: FingerprintJson,
    file: String,
    public: String,
}

impl Report for Made {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "trust-root-key-made", &values![key = &self.id, file = &self.file]);
        // Not under the label of the vendor's fingerprint: the two are easily taken for each other.
        page.field("trust-key-fingerprint", &self.fingerprint.fingerprint);
        page.field("trust-in-words", &self.fingerprint.fingerprint_words);
        page.say("trust-hand-over-public", &values![file = &self.public]);
    }
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let beside = public_half_path(&args.out);
    // Before anybody types a passphrase; what comes in between is refused while it is written.
    if let Some(path) = [&args.out, &beside].into_iter().find(|path| path.exists()) {
        return Err(judged(TrustError::KeyFileExists { path: path.clone() }));
    }
    let prompt = say!(ui.words(), "passphrase-new");
    let passphrase = ui.passphrase(&args.passphrase.source(), PassphraseFor::New, &prompt)?;
    let key = SigningKey::generate(&mut random());
    let public = key.public();
    write_new_key(&args.out, KeyRole::Root.name(), &key, &passphrase, &mut random()).map_err(judged)?;
    disk::write_new(&beside, public_key_pem(&public).as_bytes(), Access::Everyone)?;
    ui.report(&Made {
        id: key.id().to_string(),
        fingerprint: key_fingerprint(&public).into(),
        file: args.out.display().to_string(),
        public: beside.display().to_string(),
    })
}
