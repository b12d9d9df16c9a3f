mod place;

use console::{Answer, Failure, Page, Report, Table, Ui};
use ledger::{KeyPlace, VendorFolder};
use serde::Serialize;

use super::init::environment_name;
use crate::arguments::VendorArgs;
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::judged;

/// The vendor's keys.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the keys with their fingerprints
    List,
    /// Say where a key is that signs: in an agent, in a token, or in the key file again
    #[command(
        after_help = "Examples:\n  keyslip key use --purpose license --agent\n  keyslip key use --purpose catalog --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token Keyslip --label catalog\n\nThe PIN of a token is asked for like a passphrase: at the terminal, from a file or from a descriptor."
    )]
    Use(place::Args),
}

/// A key, for JSON.
#[derive(Debug, Serialize)]
pub(super) struct KeyJson {
    id: String,
    fingerprint: String,
    roles: Vec<&'static str>,
    from: Option<String>,
    until: Option<String>,
    has_file: bool,
    /// `agent`, `pkcs11`, `file` or nobody here.
    held_by: Option<&'static str>,
}

/// The keys of a folder's newest root.
pub(super) fn keys_json(folder: &VendorFolder) -> Result<Vec<KeyJson>, Failure> {
    let keys = folder.keys().map_err(judged)?;
    Ok(keys
        .into_iter()
        .map(|key| KeyJson {
            id: key.id.to_string(),
            fingerprint: key.fingerprint.to_string(),
            roles: key.roles.iter().map(|role| role.name()).collect(),
            from: key.from.map(|from| from.to_string()),
            until: key.until.map(|until| until.to_string()),
            has_file: key.has_file,
            held_by: key.place.as_ref().map(KeyPlace::held_by).or(key.has_file.then_some("file")),
        })
        .collect())
}

#[derive(Serialize)]
struct Keys {
    fingerprint: String,
    prefix: String,
    names: NamesJson,
    environment: &'static str,
    root_version: u32,
    threshold: u32,
    keys: Vec<KeyJson>,
}

impl Report for Keys {
    fn show(&self, page: &mut Page<'_>) {
        let name = name_for(page, &self.names);
        page.field("vendor-vendor", format!("{name} ({})", self.prefix));
        page.field("vendor-environment", page.words().say(&format!("environment-{}", self.environment), &[]));
        page.field("fingerprint", &self.fingerprint);
        page.blank();
        let mut table = Table::new(["vendor-key-role", "vendor-key-id", "fingerprint", "vendor-key-held-by"]);
        for key in &self.keys {
            let words = page.words();
            let roles: Vec<String> =
                key.roles.iter().map(|role| words.say(&format!("role-{role}"), &[])).collect();
            let holder =
                key.held_by.map_or("vendor-not-here".to_owned(), |holder| format!("held-by-{holder}"));
            let holder = words.say(&holder, &[]);
            table.row([roles.join(", ").into(), (&key.id).into(), (&key.fingerprint).into(), holder.into()]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    match command {
        Command::List => list(vendor, ui),
        Command::Use(args) => place::run(args, vendor, ui),
    }
}

fn list(vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let root = ledger.root().root();
    ui.report(&Keys {
        fingerprint: ledger.root().fingerprint().to_string(),
        prefix: root.prefix.to_string(),
        names: names_json(&root.names),
        environment: environment_name(root.environment),
        root_version: root.version,
        threshold: root.threshold,
        keys: keys_json(ledger.folder())?,
    })
}
