use std::io::stdin;
use std::path::{Path, PathBuf};

use console::{Answer, Corrected, Failure, Page, PassphraseArgs, RepairArgs, Report, Tone, Ui, values};
use format::{License, Number, NumberKind, Payload, Purpose, SignedText};
use ledger::{CouponRef, Ledger, LedgerError, RedeemOutcome};
use serde::Serialize;

use crate::commands::batch::PreparedBatch;
use crate::commands::license::grants_json;
use crate::input::{is_kind, license_number};
use crate::options::VendorArgs;
use crate::show::{self, GrantJson};
use crate::vendor::{judged, signing_key};

#[derive(Debug, clap::Args)]
pub(crate) struct Redeem {
    /// The coupon's number, its text, its file, a picture of its QR code, or - to read it from stdin
    #[arg(value_name = "COUPON")]
    coupon: String,

    /// The license's number
    #[arg(long, value_parser = license_number)]
    license: Number,

    #[command(flatten)]
    repair: RepairArgs,

    /// Write the license's next revision into this file, to be signed on another machine
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    prepare: Option<PathBuf>,

    /// Show what would change and change nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

pub(super) fn run(args: &Redeem, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    if let Some(file) = &args.prepare {
        let (coupon, _) = Typed::read(&args.coupon, args.repair, &ledger, ui)?;
        let batch =
            ledger.prepare_redemption(coupon.as_ref(), args.license, &vendor.context()).map_err(judged)?;
        return ui.report(&PreparedBatch::write(&batch, file)?);
    }
    let (outcome, corrections) = redeem(args, &mut ledger, vendor, ui)?;
    ui.report(&RedeemedJson {
        coupon: outcome.coupon.to_string(),
        license: outcome.license.to_string(),
        revision: outcome.revision,
        dry_run: args.dry_run,
        before: grants_json(&ledger, &outcome.before)?,
        after: grants_json(&ledger, &outcome.after)?,
        corrections,
    })
}

fn redeem(
    args: &Redeem,
    ledger: &mut Ledger,
    vendor: &VendorArgs,
    ui: &mut Ui,
) -> Result<(RedeemOutcome, Vec<Corrected>), Failure> {
    let (coupon, corrections) = Typed::read(&args.coupon, args.repair, ledger, ui)?;
    let context = vendor.context();
    // What the license would hold decides on the key, and whoever is refused types no passphrase.
    let next = ledger.prepare_redemption(coupon.as_ref(), args.license, &context).map_err(judged)?;
    let next = next.items.first().map(|payload| License::decode(payload));
    let next = next.expect("one revision").map_err(|error| judged(LedgerError::from(error)))?;
    let products = next.grants.iter().map(|grant| grant.product).collect();
    let key = signing_key(vendor, ledger, (Purpose::License, products), &args.passphrase, ui)?;
    let outcome = if args.dry_run {
        ledger.redeem_dry_run(coupon.as_ref(), args.license, &key, &context)
    } else {
        ledger.redeem(coupon.as_ref(), args.license, &key, &context)
    };
    Ok((outcome.map_err(judged)?, corrections))
}

/// A coupon as it was given: by its number, or whole.
enum Typed {
    Number(Number),
    Document(Vec<u8>),
}

impl Typed {
    /// A number is a number; anything that names a file is read; the rest is a text, unless it looks like a path; a text
    /// may be damaged.
    fn read(
        given: &str,
        repair: RepairArgs,
        ledger: &Ledger,
        ui: &mut Ui,
    ) -> Result<(Self, Vec<Corrected>), Failure> {
        let limit = u64::try_from(pictures::MAX_FILE_BYTES).unwrap_or(u64::MAX);
        let mut bytes = if given == "-" {
            disk::read_stream(stdin().lock(), Path::new("-"), limit)?
        } else if Path::new(given).exists() || looks_like_path(given) {
            disk::read_limited(Path::new(given), limit)?
        } else {
            given.as_bytes().to_vec()
        };
        if pictures::is_picture(&bytes) {
            bytes = pictures::signed_text(&bytes, NumberKind::Coupon)?.into_bytes();
        }
        // A document begins with a byte that is no text; so what is text is a number or a signed text.
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Ok((Self::Document(bytes), Vec::new()));
        };
        if let Ok(number) = text.parse::<Number>() {
            return Ok((Self::Number(is_kind(number, NumberKind::Coupon)?), Vec::new()));
        }
        // The ledger knows best what is wrong with a coupon that can be read.
        if let Ok(signed) = SignedText::read(text) {
            return Ok((Self::Document(signed.document().to_vec()), Vec::new()));
        }
        let root = ledger.folder().trusted_root().map_err(judged)?;
        let read = keyslip::repair_coupon(&root, text.as_bytes()).map_err(Failure::refused)?;
        let corrections = repair.accept(&read.corrections, ui)?;
        Ok((Self::Document(read.document), corrections))
    }

    fn as_ref(&self) -> CouponRef<'_> {
        match self {
            Self::Number(number) => CouponRef::Number(*number),
            Self::Document(bytes) => CouponRef::Document(bytes),
        }
    }
}

/// Is it the path of a file, though of one that is not there? No number and no text has a dot or a slash in it.
fn looks_like_path(given: &str) -> bool {
    !given.contains('\n') && given.contains(['.', '/', '\\'])
}

#[derive(Serialize)]
struct RedeemedJson {
    coupon: String,
    license: String,
    revision: u32,
    dry_run: bool,
    before: Vec<GrantJson>,
    after: Vec<GrantJson>,
    /// What was wrong with the text; it was shown and accepted.
    corrections: Vec<Corrected>,
}

impl Report for RedeemedJson {
    fn show(&self, page: &mut Page<'_>) {
        let id = if self.dry_run { "vendor-would-redeem" } else { "vendor-redeemed" };
        let values = values![coupon = &self.coupon, license = &self.license, revision = self.revision];
        page.say_toned(Tone::Good, id, &values);
        page.heading("vendor-before", &[]);
        show::grants(page, &self.before);
        page.heading("vendor-after", &[]);
        show::grants(page, &self.after);
    }
}
