use std::path::PathBuf;

use console::{Answer, Failure, Page, PassphraseArgs, Report, Tone, Ui, values};
use disk::Access;
use format::{Number, NumberKind, PublicKey, Purpose};
use ledger::{KeyHolder, KeyWanted, Ledger, ToReissue};
use serde::Serialize;

use crate::options::VendorArgs;
use crate::vendor::{held_key, judged};

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
    fn list(&self) -> Option<&'static str> {
        Some("documents")
    }

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
    if !args.dry_run {
        let mut work = Vec::new();
        for share in by_key(&ledger, &found)? {
            let held = (&share.key, &share.holder);
            work.push((share.numbers, held_key(&ledger, share.purpose, held, &args.passphrase, ui)?));
        }
        if let Some(folder) = &args.out {
            std::fs::create_dir_all(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
        }
        let deliver = |number: Number, document: &[u8]| {
            let Some(folder) = &args.out else { return Ok(()) };
            let file = folder.join(format!("{number}.{}", number.kind.document().file_ending()));
            Ok(disk::write_whole(&file, document, Access::OwnerOnly)?)
        };
        let work: Vec<_> = work.iter().map(|(numbers, key)| (Vec::clone(numbers), key)).collect();
        ledger.reissue(&work, &context, deliver).map_err(judged)?;
    }
    let document = |one: &ToReissue| DocumentJson {
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

/// What one key is to sign.
struct Share {
    purpose: Purpose,
    key: PublicKey,
    holder: KeyHolder,
    numbers: Vec<Number>,
}

/// What each key is to sign, so that a passphrase is typed once for all of it.
fn by_key(ledger: &Ledger, found: &[ToReissue]) -> Result<Vec<Share>, Failure> {
    let mut work: Vec<Share> = Vec::new();
    for one in found {
        let purpose = if one.number.kind == NumberKind::License { Purpose::License } else { Purpose::Coupon };
        // The date stays, so the key must have been for it.
        let wanted = KeyWanted { purpose, at: one.issued_at, products: one.products.clone() };
        let (key, holder) = ledger.folder().key_for(&wanted).map_err(judged)?;
        match work.iter_mut().find(|share| (share.purpose, share.key) == (purpose, key)) {
            Some(share) => share.numbers.push(one.number),
            None => work.push(Share { purpose, key, holder, numbers: vec![one.number] }),
        }
    }
    Ok(work)
}
