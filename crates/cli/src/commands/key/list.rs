use console::{Answer, Failure, Page, Report, Table, Tone, Ui, Words, say};
use crypto::{key_fingerprint, key_id};
use format::UnixTime;
use ledger::{BurntKeyEntry, KeyHolder, Ledger, VendorFolder};
use serde::Serialize;

use crate::options::VendorArgs;
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
    /// Whether the newest root lists it.
    listed: bool,
    /// Since when nobody is to trust it, and why; `null`: it was not revoked.
    revoked: Option<RevokedJson>,
}

/// What the ledger knows about a key that was revoked.
#[derive(Clone, Debug, Serialize)]
struct RevokedJson {
    since: String,
    reason: String,
    #[serde(skip)]
    at: UnixTime,
}

impl From<&BurntKeyEntry> for RevokedJson {
    fn from(burnt: &BurntKeyEntry) -> Self {
        Self { since: burnt.since.to_string(), reason: burnt.reason.clone(), at: burnt.since }
    }
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
            listed: true,
            revoked: None,
        })
        .collect())
}

/// The keys of the newest root, and below them those that were revoked and are in no root any more.
fn all_keys(ledger: &Ledger) -> Result<Vec<KeyJson>, Failure> {
    let mut keys = keys_json(ledger.folder())?;
    for burnt in ledger.burnt_keys().map_err(judged)? {
        let id = burnt.key.to_string();
        match keys.iter_mut().find(|key| key.id == id) {
            Some(key) => key.revoked = Some((&burnt).into()),
            None => keys.extend(dropped_key(ledger, &burnt)),
        }
    }
    Ok(keys)
}

/// A revoked key as the last root had it that listed it.
fn dropped_key(ledger: &Ledger, burnt: &BurntKeyEntry) -> Option<KeyJson> {
    let mut listed = ledger.roots().rev().flat_map(|root| &root.root().issuing_keys);
    let key = listed.find(|key| key_id(&key.key) == burnt.key)?;
    Some(KeyJson {
        id: burnt.key.to_string(),
        fingerprint: key_fingerprint(&key.key).into(),
        terms: KeyTerms::from(key),
        held_by: None,
        file: None,
        listed: false,
        revoked: Some(burnt.into()),
    })
}

impl KeyJson {
    /// Who holds it; of a revoked key that does not matter any more.
    fn say_holder(&self, words: &Words) -> String {
        match (&self.revoked, &self.file, self.held_by) {
            (Some(revoked), ..) if revoked.reason.is_empty() => {
                say!(words, "trust-revoked", date = revoked.day())
            }
            (Some(revoked), ..) => {
                say!(words, "trust-revoked-because", date = revoked.day(), reason = &revoked.reason)
            }
            (None, Some(file), _) => file.clone(),
            (None, None, Some(holder)) => words.say(&format!("held-by-{holder}"), &[]),
            (None, None, None) => words.say("vendor-not-here", &[]),
        }
    }
}

impl RevokedJson {
    /// `2026-11-25`
    fn day(&self) -> String {
        self.at.to_string().split('T').next().unwrap_or_default().to_owned()
    }
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
    fn list(&self) -> Option<&'static str> {
        Some("keys")
    }

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
            table.row([
                key.terms.say(words).into(),
                (&key.id).into(),
                (&key.fingerprint.fingerprint).into(),
                key.say_holder(words).into(),
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
        environment: root.environment.name(),
        root_version: root.version,
        threshold: root.threshold,
        root_keys: root.root_keys.len(),
        keys: all_keys(&ledger)?,
    })
}
