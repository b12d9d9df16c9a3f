use console::{Answer, Failure, Page, Report, Table, Tone, Ui};
use ledger::{KeyHolder, VendorFolder};
use serde::Serialize;

use crate::arguments::VendorArgs;
use crate::commands::init::environment_name;
use crate::show::{NamesJson, name_for, names_json};
use crate::trust::{FingerprintJson, KeyTerms};
use crate::vendor::judged;

/// A key, for JSON.
#[derive(Debug, Serialize)]
pub(crate) struct KeyJson {
    id: String,
    #[serde(flatten)]
    fingerprint: FingerprintJson,
    #[serde(flatten)]
    terms: KeyTerms,
    /// `file`, `agent` or `pkcs11`; `null`: nobody here.
    held_by: Option<&'static str>,
    /// The key file.
    file: Option<String>,
}

/// The keys of a folder's newest root.
pub(crate) fn keys_json(folder: &VendorFolder) -> Result<Vec<KeyJson>, Failure> {
    let keys = folder.keys().map_err(judged)?;
    Ok(keys
        .into_iter()
        .map(|key| KeyJson {
            id: key.id.to_string(),
            fingerprint: key.fingerprint.into(),
            terms: KeyTerms::new(
                key.roles.iter().map(|role| role.name()).collect(),
                (key.from, key.until),
                &key.family,
            ),
            held_by: key.holder.as_ref().map(KeyHolder::name),
            file: key.holder.as_ref().and_then(KeyHolder::file_name).map(str::to_owned),
        })
        .collect())
}

#[derive(Serialize)]
struct Keys {
    #[serde(flatten)]
    fingerprint: FingerprintJson,
    prefix: String,
    names: NamesJson,
    environment: &'static str,
    root_version: u32,
    threshold: u32,
    root_keys: usize,
    keys: Vec<KeyJson>,
}

impl Report for Keys {
    fn show(&self, page: &mut Page<'_>) {
        let name = name_for(page, &self.names);
        page.field("vendor-vendor", format!("{name} ({})", self.prefix));
        let environment = page.words().say(&format!("environment-{}", self.environment), &[]);
        page.field("vendor-environment", environment);
        if self.environment == "test" {
            page.say_toned(Tone::Doubt, "trust-test-vendor", &[]);
        }
        page.field("trust-root-version", self.root_version);
        page.field("trust-threshold", format!("{} / {}", self.threshold, self.root_keys));
        self.fingerprint.show(page);
        page.blank();
        let mut table = Table::new(["vendor-key-role", "vendor-key-id", "fingerprint", "vendor-key-held-by"]);
        for key in &self.keys {
            let words = page.words();
            let holder = match (&key.file, key.held_by) {
                (Some(file), _) => file.clone(),
                (None, Some(holder)) => words.say(&format!("held-by-{holder}"), &[]),
                (None, None) => words.say("vendor-not-here", &[]),
            };
            table.row([
                key.terms.say(words).into(),
                (&key.id).into(),
                (&key.fingerprint.fingerprint).into(),
                holder.into(),
            ]);
        }
        page.table(&table);
    }
}

pub(super) fn run(vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let root = ledger.root().root();
    ui.report(&Keys {
        fingerprint: ledger.root().fingerprint().into(),
        prefix: root.prefix.to_string(),
        names: names_json(&root.names),
        environment: environment_name(root.environment),
        root_version: root.version,
        threshold: root.threshold,
        root_keys: root.root_keys.len(),
        keys: keys_json(ledger.folder())?,
    })
}
