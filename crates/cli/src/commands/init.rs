use std::path::PathBuf;

use console::{Answer, Failure, Page, PassphraseArgs, PassphraseFor, Report, Tone, Ui, say, typed, values};
use format::{Environment, Explain, Prefix};
use ledger::{InitOptions, VendorFolder};
use serde::Serialize;
use thiserror::Error;

use super::key::{KeyJson, keys_json};
use crate::input::{Named, names};
use crate::options::VendorArgs;
use crate::show::{NamesJson, names_json};
use crate::trust::{FingerprintJson, key_count};
use crate::vendor::{judged, random, server_url};

/// Begin as a vendor.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip init --vendor ~/vendor --prefix DEMO --name \"Demo vendor\"\n  keyslip init --vendor ~/vendor --prefix DEMO --name \"Demo vendor\" --root-keys 3 --threshold 2 --root-keys-dir /media/safe\n  keyslip init --vendor ~/vendor --prefix DEMO --name \"Demo vendor\" --ledger postgres://olga@localhost/keyslip\n\nPublish the fingerprint that is printed: sites compare it when they trust you for the first time."
)]
pub(crate) struct Args {
    /// Four capital letters with which all of your numbers begin
    #[arg(long, value_name = "LETTERS", value_parser = typed(prefix))]
    prefix: Prefix,

    /// Your name as customers know it; for several languages once each: ru=…, en=…
    #[arg(long = "name", value_name = "NAME", required = true, value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    /// A vendor for trying out; its documents say so everywhere
    #[arg(long)]
    test: bool,

    /// How many root keys: several people, several safes
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = typed(key_count))]
    root_keys: u32,

    /// How many of the root keys must sign a change of the root [default: more than half of them]
    #[arg(long, value_name = "NUMBER", value_parser = typed(key_count))]
    threshold: Option<u32>,

    /// Write the root keys into this folder instead, to lock them away
    #[arg(long, value_name = "DIR")]
    root_keys_dir: Option<PathBuf>,

    /// Keep the ledger in this empty database of a PostgreSQL server, for several operators:
    /// postgres://user@localhost/database
    #[arg(long, value_name = "URL")]
    ledger: Option<String>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

/// A prefix that is not four capital letters.
#[derive(Clone, Debug, Error)]
#[error("{text:?} is not four capital letters A to Z")]
struct PrefixError {
    text: String,
}

impl Explain for PrefixError {
    fn code(&self) -> &'static str {
        "cli.prefix"
    }

    fn facts(&self) -> Vec<(&'static str, format::Fact)> {
        vec![("text", format::Fact::text(&self.text))]
    }
}

fn prefix(text: &str) -> Result<Prefix, PrefixError> {
    Prefix::new(text).ok_or_else(|| PrefixError { text: text.to_owned() })
}

#[derive(Serialize)]
struct Begun {
    #[serde(flatten)]
    fingerprint: FingerprintJson,
    root_keys: u32,
    threshold: u32,
    root_keys_folder: Option<String>,
    prefix: String,
    names: NamesJson,
    environment: &'static str,
    folder: String,
    ledger: Option<String>,
    keys: Vec<KeyJson>,
}

impl Report for Begun {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "vendor-begun", &values![folder = &self.folder, prefix = &self.prefix]);
        if self.environment == "test" {
            page.say_toned(Tone::Doubt, "trust-test-vendor", &[]);
        }
        page.blank();
        self.fingerprint.show(page);
        page.blank();
        page.say("vendor-publish-fingerprint", &[]);
        if self.root_keys_folder.is_some() {
            page.say("trust-publish-after-ceremony", &[]);
        }
        page.say("vendor-back-up-keys", &values![folder = &self.folder]);
        if let Some(ledger) = &self.ledger {
            page.say("store-begun", &values![ledger = ledger]);
        }
        if self.root_keys > 1 {
            let values = values![keys = self.root_keys, threshold = self.threshold];
            page.say("trust-several-root-keys", &values);
        }
        if let Some(folder) = &self.root_keys_folder {
            page.say("trust-root-keys-elsewhere", &values![folder = folder]);
        }
    }
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let folder = vendor.folder()?;
    let ledger = server_url(args.ledger.as_deref())?;
    let prompt = say!(ui.words(), "passphrase-new");
    let passphrase = ui.passphrase(&args.passphrase.source(), PassphraseFor::New, &prompt)?;
    let environment = if args.test { Environment::Test } else { Environment::Production };
    let names = names(&args.names)?;
    let threshold = args.threshold.unwrap_or(args.root_keys / 2 + 1);
    let options = InitOptions {
        prefix: args.prefix,
        names: names.clone(),
        environment,
        passphrase: &passphrase,
        root_keys: args.root_keys,
        threshold,
        root_keys_folder: args.root_keys_dir.as_deref(),
        ledger: ledger.as_ref(),
        login: &vendor.login(),
    };
    let created = VendorFolder::init(folder, &options, &vendor.context(), &mut random()).map_err(judged)?;
    let root = created.trusted_root().map_err(judged)?;
    ui.report(&Begun {
        fingerprint: root.fingerprint().into(),
        root_keys: args.root_keys,
        threshold,
        root_keys_folder: args.root_keys_dir.as_ref().map(|folder| folder.display().to_string()),
        prefix: args.prefix.to_string(),
        names: names_json(&names),
        environment: environment.name(),
        folder: folder.display().to_string(),
        ledger: ledger.as_ref().map(ToString::to_string),
        keys: keys_json(&created)?,
    })
}
