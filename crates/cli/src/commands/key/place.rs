use clap::builder::{PossibleValuesParser, TypedValueParser};
use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, say, values};
use crypto::{SigningKey, key_fingerprint};
use format::{PublicKey, Purpose};
use ledger::{KeyRole, LedgerError, VendorFolder};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::signer::{HolderArgs, Wanted, unlock};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("where").required(true).args(["agent", "pkcs11", "file"]))]
pub(crate) struct Args {
    /// What the key signs
    #[arg(long, value_name = "PURPOSE", value_parser = role_parser())]
    purpose: KeyRole,

    #[command(flatten)]
    holder: HolderArgs,

    /// The key file in the vendor's folder holds the key again
    #[arg(long)]
    file: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

fn role_parser() -> impl TypedValueParser<Value = KeyRole> {
    let names: Vec<&'static str> = Purpose::ALL.map(|purpose| KeyRole::Issuing(purpose).name()).to_vec();
    PossibleValuesParser::new(names).map(|name| {
        let role = KeyRole::all().find(|role| role.name() == name);
        role.expect("one of the names: checked by the parser above")
    })
}

#[derive(Serialize)]
struct Used {
    role: &'static str,
    id: String,
    fingerprint: String,
    held_by: &'static str,
}

impl Report for Used {
    fn show(&self, page: &mut Page<'_>) {
        let signs = page.words().say(&format!("role-{}", self.role), &[]);
        let holder = page.words().say(&format!("held-by-{}", self.held_by), &[]);
        page.say_toned(
            Tone::Good,
            "vendor-key-used",
            &values![signs = signs, id = &self.id, holder = holder],
        );
        page.field("fingerprint", &self.fingerprint);
    }
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let (folder, role) = (ledger.folder(), args.purpose);
    let listed = folder.listed_keys(role).map_err(judged)?;
    if args.file {
        let key = key_file(folder, &listed, args, ui)?;
        folder.clear_key_place(key.id()).map_err(judged)?;
        return ui.report(&used(role, &key, "file"));
    }
    let (key, place) = args.holder.find(&Wanted::listed(&listed, role), &args.passphrase, ui)?;
    // A PIN, a mechanism or a permission that is missing is found now and not at the first sale.
    key.try_out().map_err(LedgerError::from).map_err(judged)?;
    folder.set_key_place(&place).map_err(judged)?;
    if let Some(path) = folder.key_file(&key.public()).map_err(judged)? {
        ui.warn("vendor-key-file-remains", &values![path = path.as_path()]);
    }
    ui.report(&used(role, &key, place.held_by()))
}

fn used(role: KeyRole, key: &SigningKey, held_by: &'static str) -> Used {
    let fingerprint = key_fingerprint(&key.public()).to_string();
    Used { role: role.name(), id: key.id().to_string(), fingerprint, held_by }
}

/// Opens the file of the newest key that has one, so that nobody is left with a file that does not open.
fn key_file(
    folder: &VendorFolder,
    listed: &[PublicKey],
    args: &Args,
    ui: &mut Ui,
) -> Result<SigningKey, Failure> {
    let has_file = |key: &&PublicKey| folder.key_file(key).is_ok_and(|file| file.is_some());
    let newest = listed.iter().rfind(has_file).or(listed.last()).expect("a role has one key at least");
    let prompt = say!(ui.words(), "vendor-passphrase-for", purpose = args.purpose.name());
    unlock(&args.passphrase, &prompt, ui, |typed| folder.open_key(newest, typed))
}
