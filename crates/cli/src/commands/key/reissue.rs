use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, values};
use crypto::SigningKey;
use disk::Access;
use format::{KeyId, Number, NumberKind, Purpose};
use ledger::{KeyWanted, Ledger};
use serde::Serialize;

use crate::arguments::VendorArgs;
use crate::vendor::{judged, signing_key};

/// What revoked keys have signed, signed anew.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only show what would be signed
    #[arg(long)]
    dry_run: bool,

    /// Write each document into this folder, to be sent to its owner
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Serialize)]
struct Reissued {
    dry_run: bool,
    folder: Option<String>,
    documents: Vec<DocumentJson>,
}

#[derive(Serialize)]
struct DocumentJson {
    number: String,
    kind: &'static str,
    signed_by: String,
}

impl Report for Reissued {
    fn show(&self, page: &mut Page<'_>) {
        let count = |kind| self.documents.iter().filter(|one| one.kind == kind).count();
        let values = values![licenses = count("license"), coupons = count("coupon")];
        let said = if self.dry_run { "trust-would-reissue" } else { "trust-reissued" };
        page.say_toned(Tone::Good, said, &values);
        for one in &self.documents {
            page.line(format!("- {}", one.number));
        }
        if !self.documents.is_empty() && !self.dry_run {
            page.say("trust-next-reissued", &[]);
        }
    }
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let context = vendor.context();
    let found = ledger.to_reissue(&context).map_err(judged)?;
    // One question for each key that signs, however many documents it signs.
    let mut wanted: BTreeMap<(KeyId, Purpose), (Vec<Number>, KeyWanted)> = BTreeMap::new();
    for one in &found {
        let purpose = if one.number.kind == NumberKind::License { Purpose::License } else { Purpose::Coupon };
        let want = KeyWanted { purpose, at: context.now, products: one.products.clone() };
        let (key, _) = ledger.folder().key_for(&want).map_err(judged)?;
        let (numbers, want) =
            wanted.entry((crypto::key_id(&key), purpose)).or_insert_with(|| (Vec::new(), want));
        numbers.push(one.number);
        want.products.extend(one.products.iter().copied());
    }
    if !args.dry_run {
        let mut keys = Vec::new();
        for (_, (numbers, want)) in wanted {
            let key = signing_key(vendor, &ledger, (want.purpose, want.products), &args.passphrase, ui)?;
            keys.push((numbers, key));
        }
        sign(&mut ledger, &keys, args.out.as_deref(), vendor)?;
    }
    let document = |one: &ledger::ToReissue| DocumentJson {
        number: one.number.to_string(),
        kind: one.number.kind.document().name(),
        signed_by: one.signed_by.to_string(),
    };
    ui.report(&Reissued {
        dry_run: args.dry_run,
        folder: args.out.as_ref().map(|folder| folder.display().to_string()),
        documents: found.iter().map(document).collect(),
    })
}

fn sign(
    ledger: &mut Ledger,
    keys: &[(Vec<Number>, SigningKey)],
    out: Option<&Path>,
    vendor: &VendorArgs,
) -> Result<(), Failure> {
    if let Some(folder) = out {
        std::fs::create_dir_all(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
    }
    for (numbers, key) in keys {
        for (number, document) in ledger.reissue(numbers, key, &vendor.context()).map_err(judged)? {
            if let Some(folder) = out {
                let file = folder.join(format!("{number}.{}", number.kind.document().file_ending()));
                disk::write_whole(&file, &document, Access::OwnerOnly)?;
            }
        }
    }
    Ok(())
}
